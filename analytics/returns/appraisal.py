"""Appraisal of one partnership: what it costs, what it returns, who pays and who gains.

Two named conventions, never mixed. ``green_book`` (HM Treasury): year t = 0 is undiscounted and
costs and benefits are both discounted. ``sroi`` (Guide to Social Return on Investment, Cabinet
Office 2009): inputs are not discounted, ``start_t`` of a benefit is the Guide's period (1 = the
period of activity, 2 = the one after) and the first period is divided by (1 + r). The ratios of
two organisations should not be compared without reading their mission, logic and stage.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs, Timing
from placegraph.analytics.returns.appraisal_lines import (
    CLASSES,
    Spread,
    spread_benefits,
    spread_costs,
)
from placegraph.analytics.returns.appraisal_tables import by_year, line_table, positions
from placegraph.analytics.returns.attribution import unnamed_attribution
from placegraph.analytics.returns.discounting import GREEN_BOOK_2026, Schedule, factors, flat
from placegraph.analytics.returns.repricing import in_one_year
from placegraph.errors import MeasureError

__all__ = ["AppraisalInputs", "AppraisalResult", "Timing", "appraise", "appraised"]

Status = Literal["appraised", "not_evidenced", "not_costed", "unknown"]


@dataclass(frozen=True)
class AppraisalResult:
    """What an appraisal found. None is not known or not defined, with its cause in ``reasons``.

    Money is £ at present value unless said otherwise. ``inputs`` are total costs before
    discounting; ``ratio``, ``net_ratio``, ``npv`` and ``payback_months`` (inputs over a month of
    first-year impact, undiscounted) are filled under ``sroi`` only. ``payback`` is in years,
    discounted, interpolated inside the year, None when not within the horizon or when the whole
    does not pay back. A class of benefit without a line is None: nothing was claimed for it;
    ``pvb`` sums the classes that have lines, so efficiency and citizen, where both are known,
    sum to ``bcr``. ``cashable`` is the share of PVC returned as cashable fiscal benefit.

    ``cumulative`` has columns t, benefit, cost, factor, pv_benefit, pv_cost, net, cumulative;
    ``partner_position`` organisation, name, pv_benefit, pv_cost, npv; ``lines`` side, line, name,
    kind (of cost) or class (of benefit) in ``kind``, impact (£ in its first year), pv.
    """

    status: Status
    timing: Timing
    schedule: Schedule
    horizon: int
    pvc: float | None
    pv_fiscal: float | None
    pv_economic: float | None
    pv_social: float | None
    pvb: float | None
    npsv: float | None
    bcr: float | None
    roi: float | None
    efficiency: float | None
    cashable: float | None
    citizen: float | None
    payback: float | None
    inputs: float | None
    ratio: float | None
    net_ratio: float | None
    npv: float | None
    payback_months: float | None
    cumulative: pd.DataFrame
    partner_position: pd.DataFrame
    lines: pd.DataFrame
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def appraise(
    costs: pd.DataFrame,
    benefits: pd.DataFrame,
    *,
    timing: Timing,
    horizon: int,
    rate: float | Schedule = GREEN_BOOK_2026,
) -> AppraisalResult:
    """Appraise cost and benefit lines over years t = 0 … ``horizon``.

    ``costs`` has one row per line and payer: line, name, kind, amount (£ a year), start_t (year),
    duration (years), optimism_bias (fraction), payer, payer_name, share (fraction). ``benefits``
    has one row per line and beneficiary: line, name, class (fiscal, economic, social), quantity,
    unit_value (£ a unit, may be negative), start_t, duration, deadweight, displacement,
    attribution (to others), drop_off, optimism_bias, cashable_share (fractions), beneficiary,
    beneficiary_name, share. An empty cell is unknown, and so is every result that needs it.

    Raises ``MeasureError`` naming the line when shares do not sum to 1 or a figure is outside its
    range. Method: HM Treasury Green Book; New Economy / HM Treasury, *Supporting public service
    transformation: cost benefit analysis guidance for local partnerships* (2014); Guide to SROI
    (2009); see docs/methods/return.md.
    """
    schedule = rate if isinstance(rate, Schedule) else flat(rate)
    discount = factors(horizon, schedule)
    cost = spread_costs(costs, horizon)
    benefit = spread_benefits(benefits, horizon)
    if timing == "sroi":
        _require_periods(benefit)
    cost_discount = np.ones_like(discount) if timing == "sroi" else discount
    cost_pv, benefit_pv = cost.values @ cost_discount, benefit.values @ discount

    kinds = benefit.lines["class"].to_numpy()
    by_class = {kind: _total(benefit_pv[kinds == kind]) for kind in CLASSES}
    pvc, pvb = _total(cost_pv), _total(benefit_pv)
    citizen_pv = _total(benefit_pv[kinds != "fiscal"])
    cashable_share = benefit.lines["cashable_share"].to_numpy(dtype=float)
    cashable_pv = _total((benefit_pv * cashable_share)[kinds == "fiscal"])
    npsv = None if pvb is None or pvc is None else pvb - pvc
    years = by_year(cost, benefit, cost_discount, discount)
    inputs = _total(cost.values.sum(axis=1))
    annual_impact = _total(benefit.impact)
    sroi = timing == "sroi"
    return AppraisalResult(
        status=_status(len(cost.lines), len(benefit.lines)),
        timing=timing,
        schedule=schedule,
        horizon=horizon,
        pvc=pvc,
        pv_fiscal=by_class["fiscal"],
        pv_economic=by_class["economic"],
        pv_social=by_class["social"],
        pvb=pvb,
        npsv=npsv,
        bcr=_ratio(pvb, pvc),
        roi=_ratio(npsv, pvc),
        efficiency=_ratio(by_class["fiscal"], pvc),
        cashable=_ratio(cashable_pv, pvc),
        citizen=_ratio(citizen_pv, pvc),
        payback=_payback(years["cumulative"].to_numpy(dtype=float), npsv),
        inputs=inputs,
        ratio=_ratio(pvb, inputs) if sroi else None,
        net_ratio=_ratio(npsv, inputs) if sroi else None,
        npv=npsv if sroi else None,
        payback_months=_months(inputs, annual_impact) if sroi else None,
        cumulative=years,
        partner_position=positions(cost, cost_pv, benefit, benefit_pv),
        lines=line_table(cost, cost_pv, benefit, benefit_pv),
        reasons=(*cost.unknown, *benefit.unknown, *_cashable_unknown(benefit), *_unpriced(pvc)),
        notes=(*cost.cut, *benefit.cut),
    )


def appraised(inputs: AppraisalInputs) -> AppraisalResult:
    """Appraise ``inputs`` whole: in one year's prices, with the attribution of benefits checked.

    As ``appraise``, with what was converted and what could not be in ``notes`` and ``reasons``.

    Raises ``MeasureError`` as ``appraise`` does, and for shares attributed to others that come to
    more than the attribution of their line.
    """
    unnamed = unnamed_attribution(inputs.benefits, inputs.attributed)
    priced = in_one_year(inputs)
    result = appraise(
        priced.inputs.costs,
        priced.inputs.benefits,
        timing=inputs.timing,
        horizon=inputs.horizon,
        rate=inputs.rate,
    )
    blanked = tuple(
        f"{side} line {line}: {'amount' if side == 'cost' else 'unit_value'} is not recorded"
        for side, line in priced.unpriced
    )
    return replace(
        result,
        reasons=(
            *(reason for reason in result.reasons if reason not in blanked),
            *priced.unpriced.values(),
        ),
        notes=(*result.notes, *priced.notes, *unnamed),
    )


def _require_periods(benefit: Spread) -> None:
    for line, start in benefit.lines["start_t"].items():
        if start == 0:
            raise MeasureError(
                f"benefit line {line}: start_t: found 0 under sroi timing, expected 1 (the period "
                "of activity) or later; correct the line or use green_book timing."
            )


def _status(cost_lines: int, benefit_lines: int) -> Status:
    if cost_lines and benefit_lines:
        return "appraised"
    if cost_lines:
        return "not_evidenced"
    return "not_costed" if benefit_lines else "unknown"


def _total(values: NDArray[np.float64]) -> float | None:
    """Sum, or None when there is nothing to sum or a part is unknown."""
    total = float(values.sum())
    return None if values.size == 0 or np.isnan(total) else total


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or below is None or below <= 0 else above / below


def _months(inputs: float | None, annual_impact: float | None) -> float | None:
    if annual_impact is None:
        return None
    return _ratio(inputs, annual_impact / 12)


def _payback(cumulative: NDArray[np.float64], npsv: float | None) -> float | None:
    """Return the year the running total last stops being negative.

    The 2014 guidance reports payback only where the whole returns more than it costs.
    """
    if npsv is None or npsv < 0:
        return None
    negative = np.flatnonzero(cumulative < 0)
    if negative.size == 0:
        return 0.0
    before = int(negative[0])
    # The first crossing after money goes out: a later cost does not undo an earlier payback.
    after = before + int(np.argmax(cumulative[before:] >= 0))
    rise = cumulative[after] - cumulative[after - 1]
    return float(after - 1 - cumulative[after - 1] / rise)


def _cashable_unknown(benefit: Spread) -> tuple[str, ...]:
    fiscal = benefit.lines[benefit.lines["class"] == "fiscal"]
    return tuple(
        f"benefit line {line}: cashable_share is not recorded"
        for line in fiscal.index[fiscal["cashable_share"].isna()]
    )


def _unpriced(pvc: float | None) -> tuple[str, ...]:
    if pvc is None or pvc > 0:
        return ()
    return (f"costs come to £{pvc:,.2f}, so no ratio to them is defined",)
