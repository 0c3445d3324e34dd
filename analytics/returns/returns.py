"""What each partnership returns: three results, never one.

Effectiveness, the return to citizens and the return in efficiency are kept apart, because a
partnership may be kept for any of them. A fall in cost is evidence of efficiency and of nothing
else: without quantities of benefit it gives no ratio.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult
from placegraph.analytics.returns.cases import Cases, cases
from placegraph.analytics.returns.evidence import WORST, Evidence, evidence
from placegraph.analytics.returns.savings import CostChange, cost_change
from placegraph.analytics.wording import citations, fold_text
from placegraph.errors import MeasureError

__all__ = ["AppraisalInputs", "Returns", "returns"]

COST_MEASURES = frozenset({"pooled cost", "pooled costs"})
"""Measures, folded, whose change between two years says something about efficiency."""

_COLUMNS = (
    *("partnership", "name", "status", "statement", "effectiveness", "efficiency", "cashable"),
    *("citizen", "bcr_low", "bcr", "bcr_high", "npsv_low", "npsv", "npsv_high", "timing"),
    *("evidence", "evidence_grade", "cost_change_share", "cost_change_yearly", "cost_from"),
    *("cost_to", "period_from", "period_to", "sources", "reasons"),
)
_TEXTS = ("statement", "effectiveness", "timing", "evidence", "period_from", "period_to")


@dataclass(frozen=True)
class Returns:
    """Every partnership's returns.

    ``frame`` has one row per partnership: partnership, name, status (of the appraisal),
    statement, effectiveness (None: no health assessment is recorded), efficiency, cashable,
    citizen, bcr (the SROI ratio under sroi timing) and npsv (£), both with their low and high
    case, timing, evidence, evidence_grade (1 best to 6 worst), cost_change_share and
    cost_change_yearly (fractions; compound), cost_from, cost_to (£), period_from, period_to,
    sources, reasons (why a figure is missing). ``appraisals`` holds the whole results, ``cases``
    their low and high ones; ``refused`` says of an appraisal that contradicts itself what is wrong
    with it.
    """

    frame: pd.DataFrame
    appraisals: Mapping[str, AppraisalResult]
    cases: Mapping[str, Cases] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """What one appraisal gave."""

    cases: Cases
    evidence: Evidence


@dataclass(frozen=True)
class _Change:
    """A cost at its first and last recorded year."""

    first: float
    last: float
    period_from: str
    period_to: str
    change: CostChange


def returns(
    partnerships: pd.DataFrame,
    appraisals: Mapping[str, AppraisalInputs],
    figures: pd.DataFrame,
    *,
    several: Mapping[str, tuple[str, ...]] | None = None,
) -> Returns:
    """Summarise what is known of the return of each partnership.

    ``partnerships`` has columns partnership, name; ``appraisals`` maps a partnership to the lines
    of its appraisal, where it has any; ``figures`` has columns partnership, measure, period,
    period_start (year), value (£), source, locator and optionally high (£, where a range was
    stated): dated figures outside an appraisal, of which the pooled cost is read.
    ``several`` names the appraisals of a partnership that has more than one: none of them is shown
    as its return, because choosing one would be guessing.

    An appraisal that contradicts itself is refused: its row says why, and the others stand.

    Raises ``MeasureError`` for an appraisal of a partnership that is not listed.
    """
    strange = sorted(set(appraisals) - set(partnerships["partnership"]))
    if strange:
        raise MeasureError(
            f"returns: found appraisals of {', '.join(strange)}, expected partnerships of the "
            "list; load those partnerships or correct the appraisal."
        )
    found: dict[str, _Found] = {}
    refused: dict[str, str] = {}
    for partnership, inputs in appraisals.items():
        try:
            three = cases(inputs)
            found[partnership] = _Found(three, evidence(inputs, three.central))
        except MeasureError as error:
            refused[partnership] = str(error)
    rows = [
        _row(
            partnership,
            name,
            found.get(partnership),
            figures[figures["partnership"] == partnership],
        )
        for partnership, name in zip(partnerships["partnership"], partnerships["name"], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    for partnership, names in (several or {}).items():
        row = frame["partnership"] == partnership
        frame.loc[row, "statement"] = f"{len(names)} appraisals on record, none chosen"
        frame.loc[row, "reasons"] = f"appraisals {', '.join(names)}: give a partnership one"
    for partnership, problem in refused.items():
        row = frame["partnership"] == partnership
        frame.loc[row, "statement"] = "appraisal refused: it contradicts itself"
        frame.loc[row, "reasons"] = problem
    for column in _TEXTS:
        frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
    return Returns(
        frame=frame,
        appraisals={name: one.cases.central for name, one in found.items()},
        cases={name: one.cases for name, one in found.items()},
        refused=refused,
    )


def _row(
    partnership: str, name: str, found: _Found | None, figures: pd.DataFrame
) -> dict[str, object]:
    costed = figures[figures["measure"].map(_is_cost).astype(bool) & figures["value"].notna()]
    change, reason = _change(costed)
    # An empty appraisal says no more than no appraisal.
    recorded = None if found is None or found.cases.central.status == "unknown" else found
    row: dict[str, object] = {
        "partnership": partnership,
        "name": name,
        "status": "not_evidenced" if recorded is None and len(costed) else "unknown",
        "statement": _statement(recorded, change, dated=len(costed) > 0),
        "effectiveness": None,
        "evidence": None if change is None else "two dated figures, no counterfactual",
        "sources": citations(costed["source"], costed["locator"]),
        "reasons": reason,
    }
    if recorded is not None:
        row |= _figures(recorded, reason)
    if change is not None:
        row |= {
            "cost_change_share": change.change.share,
            "cost_change_yearly": change.change.yearly,
            "cost_from": change.first,
            "cost_to": change.last,
            "period_from": change.period_from,
            "period_to": change.period_to,
        }
    return row


def _figures(found: _Found, reason: str) -> dict[str, object]:
    low, result, high = found.cases.low, found.cases.central, found.cases.high
    row: dict[str, object] = {
        "status": result.status,
        "efficiency": result.efficiency,
        "cashable": result.cashable,
        "citizen": result.citizen,
        "bcr_low": low and low.bcr,
        "bcr": result.bcr,
        "bcr_high": high and high.bcr,
        "npsv_low": low and low.npsv,
        "npsv": result.npsv,
        "npsv_high": high and high.npsv,
        "timing": result.timing,
        "reasons": "; ".join(filter(None, (*result.reasons, *found.cases.reasons, reason))),
    }
    if result.status in ("appraised", "not_costed"):
        grade = found.evidence.grade
        row["evidence_grade"] = grade
        row["evidence"] = (
            "not graded" if grade is None else f"grade {grade} of {WORST}, 1 being the best"
        )
    return row


def _is_cost(measure: object) -> bool:
    return fold_text(str(measure).replace("_", " ").replace("-", " ")) in COST_MEASURES


def _change(costed: pd.DataFrame) -> tuple[_Change | None, str]:
    """Compare the first and last year of a cost, unless sources disagree on one of them."""
    years = sorted(costed["period_start"].dropna().unique())
    if len(years) < 2:
        return None, ""
    if "high" in costed and costed["high"].notna().any():
        return None, "a cost is stated as a range, so its change is not one figure"
    ends = [costed[costed["period_start"] == year] for year in (years[0], years[-1])]
    for end in ends:
        if end["value"].nunique() > 1:
            found = ", ".join(f"£{value:,.0f}" for value in sorted(end["value"].unique()))
            return None, f"sources disagree on the cost of {end['period'].iloc[0]}: {found}"
    first, last = (float(end["value"].iloc[0]) for end in ends)
    return _Change(
        first=first,
        last=last,
        period_from=str(ends[0]["period"].iloc[0]),
        period_to=str(ends[1]["period"].iloc[0]),
        change=cost_change(first, int(years[0]), last, int(years[-1])),
    ), ""


def _statement(found: _Found | None, change: _Change | None, *, dated: bool) -> str:
    result = None if found is None else found.cases.central
    if found is not None and result is not None and result.status == "appraised":
        return _appraised(found.cases)
    if result is not None and result.status == "not_costed":
        return "benefits monetised, not costed"
    if change is not None and change.change.amount < 0:
        return "efficiency evidenced, citizen benefit not monetised"
    if change is not None:
        return "cost did not fall, citizen benefit not monetised"
    if dated or result is not None:
        return "costed, not evidenced"
    return "not evidenced, not costed"


def _appraised(found: Cases) -> str:
    """Say the result with its range, or that there is none: never the central case alone."""
    low, result, high = found.low, found.central, found.high
    if result.bcr is None or result.npsv is None:
        return "appraised in part: a figure the ratio needs is not known"
    unranged = low is None or high is None
    if result.timing == "sroi":
        span = "" if unranged else f" ({_ratio(low, '£')} to {_ratio(high, '£')})"
        said = f"£{result.bcr:.2f}{span} of social value for each £1 of inputs"
    else:
        ratios = "" if unranged else f" ({_ratio(low)} to {_ratio(high)})"
        values = "" if unranged else f" ({_value(low)} to {_value(high)})"
        said = (
            f"benefit-cost ratio {result.bcr:.2f}{ratios}, net present value "
            f"{_value(result)}{values}"
        )
    return f"{said}, range not recorded" if unranged else said


def _ratio(result: AppraisalResult | None, unit: str = "") -> str:
    return "not known" if result is None or result.bcr is None else f"{unit}{result.bcr:.2f}"


def _value(result: AppraisalResult | None) -> str:
    if result is None or result.npsv is None:
        return "not known"
    return f"{'-' if result.npsv < 0 else ''}£{abs(result.npsv):,.0f}"
