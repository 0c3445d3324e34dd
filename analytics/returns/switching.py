"""Switching values: how far an input must move before the return only just covers the cost."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import bisect

from placegraph.analytics.returns.appraisal import AppraisalInputs, AppraisalResult
from placegraph.analytics.returns.appraisal_lines import FRACTIONS
from placegraph.analytics.returns.model import (
    BENEFIT_FIGURES,
    COST_FIGURES,
    Figure,
    LineKey,
    Model,
    model_of,
)
from placegraph.errors import MeasureError

Side = Literal["cost", "benefit"]

COLUMNS = ("side", "line", "name", "parameter", "current", "value", "change", "reason")

_FIGURES = {"cost": (*COST_FIGURES, "duration"), "benefit": (*BENEFIT_FIGURES, "duration")}
# Where a root is looked for; drop-off may cross nought twice, the others cannot.
_TRIALS = 1001


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
    inputs: AppraisalInputs, parameter: str, lines: Collection[str], *, side: Side = "benefit"
) -> SwitchingValue:
    """Find by bisection the common ``parameter`` of ``lines`` at which NPSV is nought.

    ``parameter`` is, of benefits, quantity, unit_value, deadweight, displacement, attribution,
    drop_off, optimism_bias or duration; of costs, amount, optimism_bias or duration. The whole
    appraisal is recomputed at each trial, everything else fixed; of several values the one nearest
    today's is given. A duration is whole years within the horizon: the fewest years of benefit, or
    the most of cost, at which NPSV is not below nought.

    Raises ``MeasureError`` for another parameter or a line the appraisal does not have.
    """
    if parameter not in _FIGURES[side]:
        raise MeasureError(
            f"switching value: found parameter {parameter!r}, expected one of "
            f"{', '.join(_FIGURES[side])}."
        )
    model = model_of(inputs)
    _require_lines(side, lines, {line for of, line in model.lines if of == side})
    return _switching_value(model, parameter, [(side, str(line)) for line in lines])


def switching_values(inputs: AppraisalInputs) -> pd.DataFrame:
    """Find the switching value of every figure of every line, one at a time.

    Columns: side, line, name, parameter, current, value, change (as ``SwitchingValue``), reason.
    Smallest change first, then those without one, by line.
    """
    model = model_of(inputs)
    rows = []
    for key, line in model.lines.items():
        for parameter in _FIGURES[line.side]:
            if parameter == "drop_off" and not line.duration > 1:
                continue
            found = _switching_value(model, parameter, [key])
            rows.append(
                {
                    "side": line.side,
                    "line": line.line,
                    "name": line.name,
                    "parameter": parameter,
                    "current": found.current,
                    "value": found.value,
                    "change": found.change,
                    "reason": found.reason,
                }
            )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in ("current", "value", "change"):
        frame[column] = frame[column].astype(float)
    order = frame.assign(size=frame["change"].abs()).sort_values(
        ["size", "side", "line", "parameter"], na_position="last"
    )
    return order.drop(columns="size").reset_index(drop=True)


def _switching_value(model: Model, parameter: str, keys: list[LineKey]) -> SwitchingValue:
    lines = [model.lines[key] for key in keys]
    today = [
        line.duration if parameter == "duration" else line.figures[parameter] for line in lines
    ]
    current = today[0] if len(set(today)) == 1 else None
    if current is not None and np.isnan(current):
        current = None

    # A side without a line is unknown, so NPSV is, whatever the other comes to.
    rest = (
        model.without(set(keys)) if {side for side, _ in model.lines} == set(_FIGURES) else np.nan
    )
    sign = 1 if lines[0].side == "benefit" else -1

    def npsv(trial: Figure) -> Figure:
        worth: Figure = rest
        for line in lines:
            worth = worth + sign * line.worth({parameter: trial})
        return worth

    if parameter == "duration":
        value, reason = _years(npsv, lines[0].side, lines[0].discount.size - 1)
    else:
        value, reason = _root(npsv, *_span(parameter, lines[0].side, today), current)
    change = None
    if value is not None and current:
        change = (value - current) / current
    return SwitchingValue(
        parameter=parameter,
        lines=tuple(sorted(line.line for line in lines)),
        current=current,
        value=value,
        change=change,
        reason=reason,
    )


def _span(parameter: str, side: str, today: list[float]) -> tuple[float, float]:
    """Return where a root is looked for."""
    if parameter == "optimism_bias":
        return 0.0, 1.0 if side == "benefit" else 1000.0
    if parameter in FRACTIONS:
        return 0.0, 1.0
    furthest = 1000 * max(abs(figure) for figure in today)
    # A loss is looked for among losses.
    return (-furthest, 0.0) if all(figure < 0 for figure in today) else (0.0, furthest)


def _root(
    npsv: Callable[[Figure], Figure], low: float, high: float, current: float | None
) -> tuple[float | None, str]:
    if np.isnan(low) or np.isnan(high):
        return None, "a figure the search needs is not recorded"
    trials = np.linspace(low, high, _TRIALS)
    found: NDArray[np.float64] = np.broadcast_to(npsv(trials), trials.shape)
    if np.isnan(found).any():
        return None, "the net present value is not known"
    crossings = np.flatnonzero(found[:-1] * found[1:] <= 0)
    if crossings.size == 0 or not found.any():
        return None, f"the net present value keeps its sign from {low:g} to {high:g}"
    roots = [
        bisect(lambda trial: float(np.asarray(npsv(trial))), trials[at], trials[at + 1], xtol=1e-9)
        for at in crossings
    ]
    return min(roots, key=lambda root: abs(root - (current or 0.0))), ""


def _years(npsv: Callable[[Figure], Figure], side: str, horizon: int) -> tuple[float | None, str]:
    years = np.arange(horizon + 2)
    found = np.array([float(np.asarray(npsv(float(year)))) for year in years])
    if np.isnan(found).any():
        return None, "the net present value is not known"
    enough = years[found >= 0]
    if enough.size in (0, years.size):
        return None, f"the net present value keeps its sign for 0 to {horizon + 1} years"
    return float(enough.min() if side == "benefit" else enough.max()), ""


def _multiplier(
    result: AppraisalResult,
    side: Side,
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
