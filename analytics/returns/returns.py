"""What each partnership returns: three results, never one.

Effectiveness, the return to citizens and the return in efficiency are kept apart, because a
partnership may be kept for any of them. A fall in cost is evidence of efficiency and of nothing
else: without quantities of benefit it gives no ratio.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult, appraise
from placegraph.analytics.returns.savings import CostChange, cost_change
from placegraph.analytics.wording import citations, fold_text
from placegraph.errors import MeasureError

__all__ = ["AppraisalInputs", "Returns", "returns"]

COST_MEASURES = frozenset({"pooled cost", "pooled costs"})
"""Measures, folded, whose change between two years says something about efficiency."""

_COLUMNS = (
    *("partnership", "name", "status", "statement", "effectiveness", "efficiency", "cashable"),
    *("citizen", "bcr", "npsv", "timing", "evidence", "cost_change_share", "cost_change_yearly"),
    *("cost_from", "cost_to", "period_from", "period_to", "sources", "reasons"),
)
_TEXTS = ("statement", "effectiveness", "timing", "evidence", "period_from", "period_to")


@dataclass(frozen=True)
class Returns:
    """Every partnership's returns.

    ``frame`` has one row per partnership: partnership, name, status (of the appraisal),
    statement, effectiveness (None: no health assessment is recorded), efficiency, cashable,
    citizen, bcr (the SROI ratio under sroi timing), npsv (£), timing, evidence, cost_change_share
    and cost_change_yearly (fractions; compound), cost_from, cost_to (£), period_from, period_to,
    sources, reasons (why a figure is missing). ``appraisals`` holds the whole results.
    """

    frame: pd.DataFrame
    appraisals: Mapping[str, AppraisalResult]


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

    Raises ``MeasureError`` for an appraisal of a partnership that is not listed, or one whose
    lines cannot be appraised.
    """
    strange = sorted(set(appraisals) - set(partnerships["partnership"]))
    if strange:
        raise MeasureError(
            f"returns: found appraisals of {', '.join(strange)}, expected partnerships of the "
            "list; load those partnerships or correct the appraisal."
        )
    results = {
        partnership: appraise(
            inputs.costs,
            inputs.benefits,
            timing=inputs.timing,
            horizon=inputs.horizon,
            rate=inputs.rate,
        )
        for partnership, inputs in appraisals.items()
    }
    rows = [
        _row(
            partnership,
            name,
            results.get(partnership),
            figures[figures["partnership"] == partnership],
        )
        for partnership, name in zip(partnerships["partnership"], partnerships["name"], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    for partnership, names in (several or {}).items():
        row = frame["partnership"] == partnership
        frame.loc[row, "statement"] = f"{len(names)} appraisals on record, none chosen"
        frame.loc[row, "reasons"] = f"appraisals {', '.join(names)}: give a partnership one"
    for column in _TEXTS:
        frame[column] = frame[column].astype(object).where(frame[column].notna(), None)
    return Returns(frame=frame, appraisals=results)


def _row(
    partnership: str, name: str, result: AppraisalResult | None, figures: pd.DataFrame
) -> dict[str, object]:
    costed = figures[figures["measure"].map(_is_cost).astype(bool) & figures["value"].notna()]
    change, reason = _change(costed)
    # An empty appraisal says no more than no appraisal.
    recorded = None if result is None or result.status == "unknown" else result
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
        row |= {
            "status": recorded.status,
            "efficiency": recorded.efficiency,
            "cashable": recorded.cashable,
            "citizen": recorded.citizen,
            "bcr": recorded.bcr,
            "npsv": recorded.npsv,
            "timing": recorded.timing,
            "reasons": "; ".join(filter(None, (*recorded.reasons, reason))),
        }
        if recorded.status in ("appraised", "not_costed"):
            row["evidence"] = "not graded"
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


def _statement(result: AppraisalResult | None, change: _Change | None, *, dated: bool) -> str:
    if result is not None and result.status == "appraised":
        return _appraised(result)
    if result is not None and result.status == "not_costed":
        return "benefits monetised, not costed"
    if change is not None and change.change.amount < 0:
        return "efficiency evidenced, citizen benefit not monetised"
    if change is not None:
        return "cost did not fall, citizen benefit not monetised"
    if dated or result is not None:
        return "costed, not evidenced"
    return "not evidenced, not costed"


def _appraised(result: AppraisalResult) -> str:
    if result.bcr is None or result.npsv is None:
        return "appraised in part: a figure the ratio needs is not known"
    if result.timing == "sroi":
        return f"£{result.bcr:.2f} of social value for each £1 of inputs"
    sign = "-" if result.npsv < 0 else ""
    return f"benefit-cost ratio {result.bcr:.2f}, net present value {sign}£{abs(result.npsv):,.0f}"
