"""The low, central and high case of an appraisal: three figures, never the central one alone."""

from dataclasses import dataclass, replace

import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult, appraised
from placegraph.analytics.returns.model import model_of
from placegraph.analytics.returns.ranges import Range, ranges_of
from placegraph.analytics.returns.repricing import in_one_year

CASES = ("low", "central", "high")
_FIGURES = ("npsv", "bcr", "roi", "efficiency", "cashable", "citizen", "pvb", "pvc", "payback")


@dataclass(frozen=True)
class Cases:
    """What an appraisal comes to when all its uncertain figures are low, central or high.

    ``frame`` has one row a case: case, npsv, bcr, roi, efficiency, cashable, citizen, pvb, pvc,
    payback. ``low`` and ``high`` are None, and so are their rows' figures, when no figure has a
    range: then how far the central case may be off is not known. ``ranges`` are the figures that
    move.
    """

    low: AppraisalResult | None
    central: AppraisalResult
    high: AppraisalResult | None
    ranges: tuple[Range, ...]
    frame: pd.DataFrame
    reasons: tuple[str, ...]


def cases(inputs: AppraisalInputs) -> Cases:
    """Appraise ``inputs`` with all ranges low, with none, and with all high.

    All low at once is less likely than any one of them: it bounds, and says nothing of likelihood.

    Raises ``MeasureError`` as ``appraised`` and ``ranges_of`` do.
    """
    central = appraised(inputs)
    ranges = ranges_of(inputs, model_of(inputs))
    low = high = None
    reasons: tuple[str, ...] = ()
    if ranges:
        low, high = (appraised(_at(inputs, ranges, case)) for case in ("low", "high"))
    else:
        reasons = ("no figure has a range, so the low and high cases are not known",)
    found = dict(zip(CASES, (low, central, high), strict=True))
    frame = pd.DataFrame(
        [
            {"case": case, **{name: getattr(result, name, None) for name in _FIGURES}}
            for case, result in found.items()
        ],
        columns=["case", *_FIGURES],
    )
    return Cases(low, central, high, ranges, frame, reasons)


def _at(inputs: AppraisalInputs, ranges: tuple[Range, ...], case: str) -> AppraisalInputs:
    """Return ``inputs`` with every ranged figure at one end. Ranges are in one year's prices."""
    inputs = in_one_year(inputs).inputs
    tables = {"cost": inputs.costs, "benefit": inputs.benefits}
    moved: dict[tuple[str, str], dict[str, float]] = {}
    for one in ranges:
        value = one.low if case == "low" else one.high
        moved.setdefault((one.side, one.parameter), {})[one.line] = value
    for (side, parameter), values in moved.items():
        table = tables[side]
        new = table["line"].map(values)
        recorded = table[parameter].astype(float)
        tables[side] = table.assign(**{parameter: new.where(new.notna(), recorded)})
    # Already converted: a line's own price year must not convert it again.
    costs, benefits = (
        table.drop(columns="price_year", errors="ignore") for table in tables.values()
    )
    return replace(inputs, costs=costs, benefits=benefits)
