"""An appraisal as arithmetic on arrays: the whole model at one trial or at a hundred thousand.

``appraise`` says everything about one set of figures; this answers only what the present values
come to when some of them change, which is what switching values, ranges and simulation ask again
and again. A test holds the two to the same answers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs
from placegraph.analytics.returns.appraisal_lines import Spread, spread_benefits, spread_costs
from placegraph.analytics.returns.discounting import Schedule, factors, flat
from placegraph.analytics.returns.repricing import in_one_year

Figure: TypeAlias = float | NDArray[np.float64]
LineKey: TypeAlias = tuple[str, str]
"""Side (cost or benefit) and line."""

Changes: TypeAlias = Mapping[LineKey, Mapping[str, Figure]]
"""Figures of lines that differ from what is recorded: one number, or an array of trials."""

COST_FIGURES = ("amount", "optimism_bias")
BENEFIT_FIGURES = (
    *("quantity", "unit_value", "deadweight", "displacement", "attribution", "drop_off"),
    "optimism_bias",
)
_KEPT = ("deadweight", "displacement", "attribution", "optimism_bias")


@dataclass(frozen=True)
class ModelLine:
    """One line: its recorded figures, its years, and the discount factor of each year."""

    side: str
    line: str
    name: str
    figures: Mapping[str, float]
    start: float
    duration: float
    discount: NDArray[np.float64]

    def worth(self, changed: Mapping[str, Figure]) -> Figure:
        """Return the present value (£) with ``changed`` figures; ``duration`` may be among them."""
        duration = float(np.asarray(changed.get("duration", self.duration)))
        if np.isnan(self.start) or np.isnan(duration):
            return np.nan
        weights = self.discount[int(self.start) : int(self.start + duration)]
        if weights.size == 0:
            return 0.0
        figures = {**self.figures, **changed}
        if self.side == "cost":
            return figures["amount"] * (1 + figures["optimism_bias"]) * float(weights.sum())
        impact = figures["quantity"] * figures["unit_value"]
        for column in _KEPT:
            impact = impact * (1 - figures[column])
        return impact * _declining(1 - figures["drop_off"], weights)


@dataclass(frozen=True)
class Model:
    """All lines of an appraisal, with their present values as recorded (£)."""

    lines: Mapping[LineKey, ModelLine]
    recorded: Mapping[LineKey, float]

    def totals(self, changes: Changes) -> tuple[Figure, Figure]:
        """Return the present values of costs and of benefits (£); NaN for a side without lines."""
        found: dict[str, Figure] = {}
        for key, line in self.lines.items():
            worth = line.worth(changes[key]) if key in changes else self.recorded[key]
            found[line.side] = found.get(line.side, 0.0) + worth
        return found.get("cost", np.nan), found.get("benefit", np.nan)

    def without(self, keys: Collection[LineKey]) -> float:
        """Return the net present social value (£) of all lines but those of ``keys``."""
        signs = {"cost": -1, "benefit": 1}
        return sum(
            (signs[key[0]] * worth for key, worth in self.recorded.items() if key not in keys), 0.0
        )

    def npsv(self, changes: Changes) -> Figure:
        """Return the net present social value (£)."""
        costs, benefits = self.totals(changes)
        return benefits - costs


def model_of(inputs: AppraisalInputs) -> Model:
    """Return the model of ``inputs``, its money put in one year's prices.

    Raises ``MeasureError`` as ``appraise`` does.
    """
    inputs = in_one_year(inputs).inputs
    schedule = inputs.rate if isinstance(inputs.rate, Schedule) else flat(inputs.rate)
    discount = factors(inputs.horizon, schedule)
    undiscounted = np.ones_like(discount)
    sides = (
        ("cost", spread_costs(inputs.costs, inputs.horizon), COST_FIGURES),
        ("benefit", spread_benefits(inputs.benefits, inputs.horizon), BENEFIT_FIGURES),
    )
    lines: dict[LineKey, ModelLine] = {}
    for side, spread, figures in sides:
        by_year = undiscounted if side == "cost" and inputs.timing == "sroi" else discount
        for name, row in _rows(spread):
            lines[side, name] = ModelLine(
                side=side,
                line=name,
                name=str(row["name"]),
                figures={figure: float(row[figure]) for figure in figures},
                start=float(row["start_t"]),
                duration=float(row["duration"]),
                discount=by_year,
            )
    return Model(lines, {key: float(np.asarray(line.worth({}))) for key, line in lines.items()})


def _rows(spread: Spread) -> list[tuple[str, pd.Series]]:
    return [(str(name), row) for name, row in spread.lines.iterrows()]


def _declining(kept: Figure, weights: NDArray[np.float64]) -> Figure:
    """Return the sum of weight k times kept to the power k, from the last year back (Horner)."""
    total: Figure = float(weights[-1])
    for weight in weights[-2::-1]:
        total = total * kept + float(weight)
    return total
