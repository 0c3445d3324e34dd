"""Switching values: how far an input must move before the return only just covers the cost."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from scipy.optimize import bisect

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult, appraise
from placegraph.analytics.returns.appraisal_lines import FRACTIONS
from placegraph.errors import MeasureError

_AMOUNTS = ("quantity", "unit_value")


@dataclass(frozen=True)
class SwitchingValue:
    """The value of a parameter at which NPSV is nought.

    ``value`` is None when none exists within the plausible range (0 to 1 for a fraction, up to a
    thousand times today's figure for an amount), with the ``reason``. ``current`` is None when the
    lines differ today; ``change`` is (value - current) / current, None when that is not defined.
    """

    parameter: str
    lines: tuple[str, ...]
    current: float | None
    value: float | None
    change: float | None
    reason: str


def benefit_multiplier(result: AppraisalResult, lines: Collection[str]) -> float | None:
    """Return the factor on the named benefit lines at which NPSV is nought.

    (PVC - PV of the other benefits) / PV of the named ones (HM Treasury Green Book, switching
    values). None when a figure is unknown or the named lines are worth nothing.

    Raises ``MeasureError`` for a line the appraisal does not have.
    """
    return _multiplier(result, "benefit", lines, result.pvc, result.pvb)


def cost_multiplier(result: AppraisalResult, lines: Collection[str] | None = None) -> float | None:
    """Return the factor on the named cost lines (all when None) at which NPSV is nought.

    Raises ``MeasureError`` for a line the appraisal does not have.
    """
    if lines is None:
        table = result.lines
        lines = list(table.loc[table["side"] == "cost", "line"])
    return _multiplier(result, "cost", lines, result.pvb, result.pvc)


def switching_value(
    inputs: AppraisalInputs, parameter: str, lines: Collection[str]
) -> SwitchingValue:
    """Find by bisection the common ``parameter`` of benefit ``lines`` at which NPSV is nought.

    ``parameter`` is quantity, unit_value, deadweight, displacement, attribution, drop_off or
    optimism_bias; the whole appraisal is recomputed at each trial, everything else fixed.

    Raises ``MeasureError`` for another parameter or a line the benefits do not have.
    """
    fractions = (*(f for f in FRACTIONS if f != "cashable_share"), "optimism_bias")
    if parameter not in (*_AMOUNTS, *fractions):
        raise MeasureError(
            f"switching value: found parameter {parameter!r}, expected one of "
            f"{', '.join((*_AMOUNTS, *fractions))}."
        )
    _require_lines("benefit", lines, set(inputs.benefits["line"]))
    named = inputs.benefits["line"].isin(list(lines))
    today = inputs.benefits.loc[named, parameter].astype(float)
    current = float(today.iloc[0]) if len(today) and today.nunique(dropna=False) == 1 else np.nan
    high = 1.0 if parameter in fractions else 1000 * float(today.abs().max())

    def npsv(trial: float) -> float:
        column = inputs.benefits[parameter].astype(float).mask(named, trial)
        benefits = inputs.benefits.assign(**{parameter: column})
        result = appraise(
            inputs.costs,
            benefits,
            timing=inputs.timing,
            horizon=inputs.horizon,
            rate=inputs.rate,
        )
        return np.nan if result.npsv is None else result.npsv

    value, reason = _root(npsv, high)
    change = None
    if value is not None and not np.isnan(current) and current != 0:
        change = (value - current) / current
    return SwitchingValue(
        parameter=parameter,
        lines=tuple(sorted(map(str, lines))),
        current=None if np.isnan(current) else current,
        value=value,
        change=change,
        reason=reason,
    )


def _root(npsv: Callable[[float], float], high: float) -> tuple[float | None, str]:
    if np.isnan(high):
        return None, "a figure the search needs is not recorded"
    at_zero, at_high = npsv(0.0), npsv(high)
    if np.isnan(at_zero) or np.isnan(at_high):
        return None, "the net present value is not known"
    if at_zero * at_high > 0:
        return None, f"the net present value keeps its sign from 0 to {high:g}"
    return float(bisect(npsv, 0.0, high, xtol=1e-9)), ""


def _multiplier(
    result: AppraisalResult,
    side: str,
    lines: Collection[str],
    target: float | None,
    total: float | None,
) -> float | None:
    table = result.lines[result.lines["side"] == side]
    _require_lines(side, lines, set(table["line"]))
    if target is None or total is None:
        return None
    term = float(table.loc[table["line"].isin(list(lines)), "pv"].sum())
    return None if term == 0 else (target - (total - term)) / term


def _require_lines(side: str, lines: Collection[str], known: set[str]) -> None:
    strange = [str(line) for line in lines if line not in known]
    if strange or not lines:
        raise MeasureError(
            f"switching value: found {side} lines {', '.join(strange) or 'none'}, expected some "
            f"of {', '.join(sorted(map(str, known))) or 'none'}; name the appraisal's own lines."
        )
