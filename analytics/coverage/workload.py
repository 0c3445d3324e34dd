"""How much each post carries: portfolios and spans of control, Q5 and Q7."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from placegraph.analytics.coverage.finding import NAMES, Finding, Severity, counted
from placegraph.analytics.coverage.moment import (
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    Moment,
    merge_evidence,
)
from placegraph.analytics.coverage.reading import cells, given
from placegraph.analytics.wording import citation

SHARED = (CONTRIBUTES, LEAD_COMMISSIONER)
"""The relations whose outcomes are counted by post."""

_REPORTS = ("post", "manager", "source", "locator")


def portfolios(now: Moment) -> pd.DataFrame:
    """Return how many outcomes each post or body holds, by relation.

    Columns: relation, post, name, outcomes, share (of all that relation's holdings), evidence.
    """
    rows = []
    for relation in SHARED:
        held: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for role in now.held(relation):
            if now.aims[role.target].kind == "outcome":
                held[role.holder, role.holder_name].append(role.evidence)
        total = sum(map(len, held.values()))
        rows += [
            (relation, post, name, len(cited), len(cited) / total, merge_evidence(cited))
            for (post, name), cited in held.items()
        ]
    columns = ["relation", "post", "name", "outcomes", "share", "evidence"]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class Concentration:
    """How unevenly the outcomes of one relation fall on those who hold any.

    ``hhi`` is the Herfindahl-Hirschman index Σ(n/Σn)², from 1/posts (even) to 1 (all on one);
    ``gini`` the Gini coefficient, from 0 (even); ``fence`` the upper quartile and one and a half
    times the distance between the quartiles (Tukey, *Exploratory Data Analysis*, 1977), beyond
    which a number of outcomes stands out. None when nobody holds any.
    """

    relation: str
    posts: int
    outcomes: int
    hhi: float | None
    gini: float | None
    fence: float | None


def concentration(relation: str, sizes: np.ndarray) -> Concentration:
    """Measure how unevenly ``sizes``, the outcomes of each holder of any, are spread.

    Quartiles are those of the linear rule, number 7 in Hyndman and Fan, *Sample quantiles in
    statistical packages*, The American Statistician 50 (1996).
    """
    if not sizes.size:
        return Concentration(relation, 0, 0, None, None, None)
    low, high = np.quantile(sizes, (0.25, 0.75))
    ranks = np.arange(1, sizes.size + 1)
    total = float(sizes.sum())
    weighted = float((ranks * np.sort(sizes)).sum())
    return Concentration(
        relation,
        posts=sizes.size,
        outcomes=int(total),
        hhi=float(((sizes / total) ** 2).sum()),
        gini=2 * weighted / (sizes.size * total) - (sizes.size + 1) / sizes.size,
        fence=float(high + 1.5 * (high - low)),
    )


def carries_too_much(held: pd.DataFrame, cap: int | None) -> Iterator[Finding]:
    """Answer Q5: who carries more outcomes than the cap and than is usual.

    ``held`` as ``portfolios`` returns it. A portfolio stands out when it is larger than both the
    cap, if one is set, and the fence. One above the cap alone is told for information.
    """
    for relation, rows in held.groupby("relation", sort=False):
        sizes = rows["outcomes"].to_numpy(dtype=float)
        fence = concentration(str(relation), sizes).fence
        for _, post, name, number, share, evidence in rows.itertuples(index=False):
            unusual = fence is not None and number > fence
            over = cap is not None and number > cap
            if not (over or (unusual and cap is None)):
                continue
            against = [f"the cap is {cap:,}"] if over else []
            against.append(
                f"{fence:g} or fewer {'would be' if unusual else 'is'} usual among "
                f"{counted(len(rows), 'post')}"
            )
            sentence = (
                f"{name} is {NAMES[str(relation)]} of {counted(number, 'outcome')}, {share:.0%} of "
                f"all; {', and '.join(against)}."
            )
            severity: Severity = "medium" if unusual and relation == LEAD_COMMISSIONER else "info"
            yield Finding("Q5", severity, post, name, sentence, evidence)


def spans(now: Moment, reports_to: pd.DataFrame | None, least: float | None) -> pd.DataFrame:
    """Return how many direct reports each post of the structure has.

    ``reports_to``: post, manager, source, locator, and optionally post_name, pool (true when the
    row is a pool of posts that its source does not list) and fte (of the pool). Columns: post,
    name, reports (posts named; None when no source names any, which is not none), pooled (pools
    of further posts that are not listed one by one), least (fewest allowed, None without a rule),
    verdict (kept, broken, or not known: nobody is named, or the pools may hold enough), names,
    evidence.

    A pool of f full-time equivalents is at least f people, rounded up.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    lines = given("reports_to", reports_to, _REPORTS)
    below: defaultdict[str, dict[str, tuple[str, bool, float]]] = defaultdict(dict)
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for post, manager, source, locator, name, pool, fte in cells(
        lines, *_REPORTS, "post_name", "pool", "fte"
    ):
        title = name or (now.seats[post].name if post in now.seats else post)
        below[manager][post] = (str(title), bool(pool), float(fte or 0))
        cited[manager].append(citation(source, locator))
    rows = []
    for seat in now.seats.values():
        team = below.get(seat.id, {})
        named = [name for name, pool, _ in team.values() if not pool]
        pools = [fte for _, pool, fte in team.values() if pool]
        rows.append(
            (
                *(seat.id, seat.name, len(named) if team else None, len(pools) if team else None),
                *(least, _judged(len(named), pools, least) if team else "not known"),
                *("; ".join(named), merge_evidence(cited.get(seat.id, []))),
            )
        )
    columns = ["post", "name", "reports", "pooled", "least", "verdict", "names", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _judged(named: int, pools: list[float], least: float | None) -> str:
    if least is None:
        return "not known"
    if named + sum(math.ceil(fte) for fte in pools) >= least:
        return "kept"
    return "not known" if pools else "broken"


def too_few_reports(found: pd.DataFrame) -> Iterator[Finding]:
    """Answer Q7 in words, from ``spans``: which posts have fewer direct reports than the rule."""
    broken = found[found["verdict"] == "broken"]
    for post, name, reports, least, names, evidence in cells(
        broken, "post", "name", "reports", "least", "names", "evidence"
    ):
        sentence = (
            f"The sources name {counted(reports, 'direct report')} of {name}, fewer than the "
            f"{least:g} of the rule: {names}. Others may report to it that no source names."
        )
        yield Finding("Q7", "info", post, name, sentence, evidence)
