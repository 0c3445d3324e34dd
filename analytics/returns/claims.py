"""Benefits that two partnerships claim: found, shown, and never counted twice in silence.

A partnership that attributes a share of a benefit to others claims the rest. Where several claim
one benefit, what they claim together must not exceed the whole of it (*A guide to Social Return on
Investment*, Cabinet Office 2009: do not over-claim; attribution).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from placegraph.analytics.returns.prices import financial_year

_TOLERANCE = 1e-6

CLAIM_COLUMNS = (
    *("partnership", "appraisal", "line", "name", "indicator", "base_year", "start_t"),
    *("duration", "attribution"),
)
SHARED_COLUMNS = (
    *("benefit", "by", "partnership_a", "line_a", "claimed_a", "partnership_b", "line_b"),
    *("claimed_b", "first_year", "last_year", "claimed", "over", "statement"),
)
TOTAL_COLUMNS = ("benefit", "by", "partnerships", "claims", "year", "claimed", "over")


@dataclass(frozen=True)
class Claims:
    """Benefits that more than one partnership claims.

    ``pairs`` has one row for two lines of two partnerships: benefit (what both claim), by
    (indicator, or outcome and beneficiary), partnership_a, line_a, claimed_a, partnership_b,
    line_b, claimed_b (fractions), first_year, last_year (of their overlap, such as 2025/26; None
    when a base year is not recorded), claimed (together), over (True above 1, None when not
    known), statement.

    ``totals`` has one row for each benefit: partnerships and claims that claim it, the year in
    which they claim most (None when not known), claimed (fraction in that year), over.
    """

    pairs: pd.DataFrame
    totals: pd.DataFrame

    @property
    def over(self) -> int:
        """Benefits claimed above 100 %."""
        return int(self.totals["over"].eq(True).sum())


def claims(lines: pd.DataFrame, outcomes: pd.DataFrame, beneficiaries: pd.DataFrame) -> Claims:
    """Find the benefits that several partnerships claim in overlapping years.

    ``lines`` has columns ``CLAIM_COLUMNS``: one row a benefit line, base_year the calendar year of
    t = 0, indicator the short name of what is measured, attribution the share due to others.
    ``outcomes`` has line, outcome; ``beneficiaries`` line, beneficiary. Two lines claim the same
    benefit when their indicator is the same, or when they value the same outcome for the same
    beneficiary. Years that are not recorded may overlap, so such lines are shown too.
    """
    table = {row["line"]: _claim(row) for row in lines.drop_duplicates("line").to_dict("records")}
    groups = _groups(table, lines, outcomes, beneficiaries)
    pairs = [
        _pair(benefit, by, a, b, years)
        for benefit, by, members in groups
        for a, b in combinations(members, 2)
        if a.partnership != b.partnership and (years := _overlap(a, b)) is not None
    ]
    shared = {(pair["benefit"], pair["by"]) for pair in pairs}
    totals = [_total(*group) for group in groups if group[:2] in shared]
    return Claims(
        pd.DataFrame(pairs, columns=list(SHARED_COLUMNS)),
        pd.DataFrame(totals, columns=list(TOTAL_COLUMNS)),
    )


@dataclass(frozen=True)
class _Claim:
    """One line's claim: its first and last year and its share, NaN when not known."""

    partnership: str
    line: str
    first: float
    last: float
    share: float


_Group: TypeAlias = tuple[str, str, list[_Claim]]


def _claim(row: Mapping[Hashable, Any]) -> _Claim:
    first = _number(row["base_year"]) + _number(row["start_t"])
    return _Claim(
        partnership=str(row["partnership"]),
        line=str(row["line"]),
        first=first,
        last=first + _number(row["duration"]) - 1,
        share=1 - _number(row["attribution"]),
    )


def _number(value: Any) -> float:
    return np.nan if pd.isna(value) else float(value)


def _groups(
    table: Mapping[Any, _Claim],
    lines: pd.DataFrame,
    outcomes: pd.DataFrame,
    beneficiaries: pd.DataFrame,
) -> list[_Group]:
    named = lines.drop_duplicates("line")
    together = outcomes.merge(beneficiaries, on="line").drop_duplicates()
    together = together[together["line"].isin(set(table))]
    found: list[_Group] = [
        (str(indicator), "indicator", [table[line] for line in rows["line"]])
        for indicator, rows in named[named["indicator"].notna()].groupby("indicator")
    ]
    for (outcome, beneficiary), rows in together.groupby(["outcome", "beneficiary"]):
        members = [table[line] for line in rows["line"]]
        found.append((f"{outcome} for {beneficiary}", "outcome and beneficiary", members))
    return found


def _overlap(a: _Claim, b: _Claim) -> tuple[float, float] | None:
    """Return the first and last year that both share, NaN when not known."""
    if np.isnan(a.last) or np.isnan(b.last):
        return np.nan, np.nan
    begins, ends = max(a.first, b.first), min(a.last, b.last)
    return (begins, ends) if begins <= ends else None


def _pair(
    benefit: str, by: str, a: _Claim, b: _Claim, years: tuple[float, float]
) -> dict[str, object]:
    claimed = a.share + b.share
    over = _over(claimed)
    return {
        "benefit": benefit,
        "by": by,
        "partnership_a": a.partnership,
        "line_a": a.line,
        "claimed_a": a.share,
        "partnership_b": b.partnership,
        "line_b": b.line,
        "claimed_b": b.share,
        "first_year": _year(years[0]),
        "last_year": _year(years[1]),
        "claimed": claimed,
        "over": over,
        "statement": _statement(claimed, over, known=not np.isnan(years[0])),
    }


def _statement(claimed: float, over: bool | None, *, known: bool) -> str:
    when = "in the same years" if known else "in years that are not recorded"
    if over is None:
        return f"claimed by both {when}; how much cannot be known, an attribution is not recorded"
    if over:
        return f"claimed by both {when}: {claimed:.0%} of it together, so part is counted twice"
    return f"shared {when}: {claimed:.0%} of it is claimed together"


def _total(benefit: str, by: str, members: list[_Claim]) -> dict[str, object]:
    year, claimed = np.nan, sum(one.share for one in members)
    if not any(np.isnan(one.last) for one in members):
        # Claims only grow where one begins, so the most is claimed in a first year.
        sums = {
            start: sum(one.share for one in members if one.first <= start <= one.last)
            for start in sorted({one.first for one in members})
        }
        year = max(sums, key=lambda start: (np.isnan(sums[start]), sums[start]))
        claimed = sums[year]
    return {
        "benefit": benefit,
        "by": by,
        "partnerships": ", ".join(sorted({one.partnership for one in members})),
        "claims": len(members),
        "year": _year(year),
        "claimed": claimed,
        "over": _over(claimed),
    }


def _year(start: float) -> str | None:
    return None if np.isnan(start) else financial_year(int(start))


def _over(claimed: float) -> bool | None:
    return None if np.isnan(claimed) else claimed > 1 + _TOLERANCE
