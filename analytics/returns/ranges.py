"""How far the figures of an appraisal may be from their central values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs
from placegraph.analytics.returns.appraisal_lines import FRACTIONS
from placegraph.analytics.returns.model import BENEFIT_FIGURES, COST_FIGURES, LineKey, Model
from placegraph.analytics.returns.repricing import in_one_year
from placegraph.errors import MeasureError

DISTRIBUTIONS = ("uniform", "triangular", "pert")
_FIGURES = {"cost": COST_FIGURES, "benefit": (*BENEFIT_FIGURES, "cashable_share")}


@dataclass(frozen=True)
class Range:
    """One figure of a line that is uncertain.

    ``low`` is its value in the case that returns less, ``high`` in the case that returns more: of
    a cost, ``low`` is the larger. ``central`` is what the line records, None when it is blank.
    """

    side: str
    line: str
    name: str
    parameter: str
    low: float
    central: float | None
    high: float
    distribution: str | None

    @property
    def key(self) -> LineKey:
        """The line it is a range of."""
        return self.side, self.line

    @property
    def words(self) -> str:
        """The figure, as errors and tables name it."""
        return f"{self.side} line {self.line}: {self.parameter}"


def ranges_of(inputs: AppraisalInputs, model: Model) -> tuple[Range, ...]:
    """Return the ranges of ``inputs`` by side, line and parameter, in the model's prices.

    A range is checked against the model: its low end must not return more than its high end.
    ``cashable_share`` moves no present value and may go either way.

    Raises ``MeasureError`` for a line or figure the appraisal does not have, a central value
    outside its range, ends the wrong way round, a figure outside what it can be, two ranges of
    one figure or a distribution that is not one of ``DISTRIBUTIONS``.
    """
    found: dict[tuple[str, str, str], Range] = {}
    benefits = inputs.benefits
    cashable = dict(zip(benefits["line"], benefits["cashable_share"].astype(float), strict=True))
    for row in in_one_year(inputs).inputs.ranges.to_dict("records"):
        side, line, parameter = str(row["side"]), str(row["line"]), str(row["parameter"])
        place = f"range of {side} line {line}: {parameter}"
        if (side, line) not in model.lines:
            raise MeasureError(f"{place}: found no such line in the appraisal; correct the range.")
        if parameter not in _FIGURES[side]:
            raise MeasureError(
                f"{place}: found a figure that {side} lines do not have, expected one of "
                f"{', '.join(_FIGURES[side])}; correct the range."
            )
        own = model.lines[side, line]
        central = cashable[line] if parameter == "cashable_share" else own.figures[parameter]
        distribution = row["distribution"]
        one = Range(
            side=side,
            line=line,
            name=own.name,
            parameter=parameter,
            low=float(row["low"]),
            central=None if np.isnan(central) else central,
            high=float(row["high"]),
            distribution=distribution if isinstance(distribution, str) else None,
        )
        _check(place, one, model)
        if found.setdefault((side, line, parameter), one) != one:
            raise MeasureError(
                f"{place}: found two ranges that differ, expected one; keep the better evidenced."
            )
    return tuple(found[key] for key in sorted(found))


def _check(place: str, one: Range, model: Model) -> None:
    least, most = sorted((one.low, one.high))
    if one.central is not None and not least <= one.central <= most:
        raise MeasureError(
            f"{place}: found a central value of {one.central:g} outside the range {least:g} to "
            f"{most:g}; correct the line or its range."
        )
    fraction = one.parameter in FRACTIONS or (
        one.parameter == "optimism_bias" and one.side == "benefit"
    )
    if (fraction and not 0 <= least <= most <= 1) or (one.side == "cost" and least < 0):
        raise MeasureError(
            f"{place}: found {least:g} to {most:g}, expected "
            f"{'fractions from 0 to 1; write 20 % as 0.2' if fraction else '0 or more'}."
        )
    if one.distribution is not None and one.distribution not in DISTRIBUTIONS:
        raise MeasureError(
            f"{place}: distribution: found {one.distribution!r}, expected one of "
            f"{', '.join(DISTRIBUTIONS)}."
        )
    if one.parameter == "cashable_share":
        return
    worth = [
        float(np.asarray(model.lines[one.key].worth({one.parameter: value})))
        for value in (one.low, one.high)
    ]
    less, more = worth if one.side == "benefit" else [-value for value in worth]
    if less > more + 1e-9 * abs(more):
        raise MeasureError(
            f"{place}: found a low of {one.low:g} that returns more than the high of "
            f"{one.high:g}, expected the low case to return less; swap them."
        )


def without_distribution(ranges: Sequence[Range]) -> tuple[str, ...]:
    """Return, in words, the figures whose range states no distribution."""
    return tuple(one.words for one in ranges if one.distribution is None)
