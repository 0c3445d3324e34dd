"""A council's own rules for its structure, held against what is recorded of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from placegraph.analytics.coverage.finding import Split
from placegraph.analytics.coverage.reading import cells, require
from placegraph.analytics.wording import citations

_COLUMNS = ("measure", "low", "unit", "source", "locator")


@dataclass(frozen=True)
class Stated:
    """Figures that the sources state of a council, by the short name of what they measure."""

    low: Mapping[str, float]
    evidence: Mapping[str, str]

    @classmethod
    def of(cls, figures: pd.DataFrame) -> "Stated":
        """Read ``figures``: measure, low, unit, source, locator.

        Figures of one measure that disagree are left out: which of them is the rule nobody can
        tell. Raises ``MeasureError`` naming the columns it lacks.
        """
        require("figures", figures, _COLUMNS)
        low: dict[str, float] = {}
        cited: dict[str, str] = {}
        for measure, rows in figures.groupby("measure", sort=False):
            if rows["low"].nunique() == 1:
                low[str(measure)] = float(rows["low"].iloc[0])
                cited[str(measure)] = citations(rows["source"], rows["locator"])
        return cls(low, cited)

    def cite(self, *measures: str) -> str:
        """Return the evidence of ``measures``, where there is any."""
        return "; ".join(self.evidence[name] for name in measures if name in self.evidence)


@dataclass(frozen=True)
class Kept:
    """Whether one rule is kept: yes, no, or None when it cannot be told."""

    found: float | None
    kept: bool | None
    sentence: str
    evidence: str = field(default="")


def own_rules(
    figures: pd.DataFrame, spans: pd.DataFrame, conflicts: pd.DataFrame, *, split: Split
) -> pd.DataFrame:
    """Hold a structure against the rules its council states.

    ``figures``: measure, low, unit, source, locator; those read are min-span (fewest direct
    reports), core-share (largest share of staff in the core, %), core-staff and all-staff,
    overhead-reduction (%), management-saving and management-cost (£ a year). ``spans`` and
    ``conflicts`` as ``workload.spans`` and ``separation.conflicts`` return them. Under a hard
    ``split`` that is a rule too. Columns: rule, limit, unit, found, verdict (kept, broken or not
    known), sentence, evidence; no row for a rule the council does not state.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    stated = Stated.of(figures)
    units = dict(cells(figures, "measure", "unit"))
    checks: dict[str, tuple[str, Callable[[], Kept]]] = {
        "min-span": ("smallest span of control", lambda: _span(stated, spans)),
        "core-share": ("largest share of staff in the core", lambda: _core(stated)),
        "overhead-reduction": ("reduction of management overheads", lambda: _overheads(stated)),
    }
    rows = [
        (name, stated.low[measure], units[measure], *_verdict(check()))
        for measure, (name, check) in checks.items()
        if measure in stated.low
    ]
    if split == "hard":
        rows.append(("hard split of commissioners and providers", None, None, *_verdict(
            _split(conflicts)
        )))  # fmt: skip
    columns = ["rule", "limit", "unit", "found", "verdict", "sentence", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _verdict(check: Kept) -> Iterator[object]:
    words = {True: "kept", False: "broken", None: "not known"}
    return iter((check.found, words[check.kept], check.sentence, check.evidence))


def _span(stated: Stated, spans: pd.DataFrame) -> Kept:
    least = stated.low["min-span"]
    known = spans[spans["reports"].notna()]
    narrow = known[known["verdict"] == "broken"]
    silent = len(spans) - len(known)
    cited = "; ".join(filter(None, [stated.cite("min-span"), *known["evidence"]]))
    if known.empty:
        return Kept(None, None, "No source says who reports to whom.", cited)
    smallest = float(known["reports"].min())
    rest = f" For {silent} of {len(spans)} posts no source names a direct report." if silent else ""
    if len(narrow):
        posts = "; ".join(narrow["name"])
        sentence = f"Fewer than {least:g} direct reports are named of {posts}.{rest}"
        return Kept(smallest, False, sentence, cited)
    if (known["verdict"] == "kept").all() and not silent:
        return Kept(smallest, True, f"Every post has {least:g} direct reports or more.", cited)
    sentence = f"No post is known to have fewer than {least:g} direct reports.{rest}"
    return Kept(smallest, None, sentence, cited)


def _core(stated: Stated) -> Kept:
    core, staff = stated.low.get("core-staff"), stated.low.get("all-staff")
    limit = stated.low["core-share"]
    cited = stated.cite("core-share", "core-staff", "all-staff")
    if core is None or not staff:
        sentence = "No source counts both the staff of the core and all staff."
        if core is not None:
            sentence = (
                f"The core is to have {core:,.0f} staff, which is {limit:g}% of "
                f"{core / limit * 100:,.0f}; no source says how many staff there are."
            )
        return Kept(None, None, sentence, cited)
    share = 100 * core / staff
    sentence = f"{core:,.0f} of {staff:,.0f} staff, {share:.1f}%, are in the core."
    return Kept(share, share <= limit, sentence, cited)


def _overheads(stated: Stated) -> Kept:
    saving, cost = stated.low.get("management-saving"), stated.low.get("management-cost")
    aim = stated.low["overhead-reduction"]
    cited = stated.cite("overhead-reduction", "management-saving", "management-cost")
    if saving is None:
        return Kept(None, None, "No source states one saving on management.", cited)
    if not cost:
        sentence = (
            f"A saving of £{saving:,.0f} a year is {aim:g}% of £{saving / aim * 100:,.0f}; no "
            "source says what management costs."
        )
        return Kept(None, None, sentence, cited)
    share = 100 * saving / cost
    sentence = f"£{saving:,.0f} of £{cost:,.0f} a year, {share:.1f}%, is to be saved."
    return Kept(share, share >= aim, sentence, cited)


def _split(conflicts: pd.DataFrame) -> Kept:
    breaches = conflicts[conflicts["severity"] == "breach"]
    if len(breaches):
        posts = "; ".join(dict.fromkeys(breaches["post_name"]))
        cited = "; ".join(breaches["evidence"])
        return Kept(len(breaches), False, f"Both commission and provide: {posts}.", cited)
    sentence = "No source names a post that both commissions and provides."
    return Kept(None, None, sentence)
