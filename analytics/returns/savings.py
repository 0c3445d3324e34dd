"""Plain arithmetic on stated savings and costs: payback, change, and whether figures reconcile."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from placegraph.analytics.returns.discounting import GREEN_BOOK_2026, Schedule, factors
from placegraph.errors import MeasureError


@dataclass(frozen=True)
class CostChange:
    """How a cost moved between two years.

    ``share`` and ``yearly`` (compound) are fractions, negative when the cost fell; ``amount`` is
    in the unit of the figures.
    """

    amount: float
    share: float
    yearly: float


@dataclass(frozen=True)
class UnitCost:
    """A cost divided by a count; ``caveat`` is not empty when the two are of different periods."""

    value: float | None
    caveat: str


@dataclass(frozen=True)
class Reconciliation:
    """A stated saving beside what its own parts come to (£). Reported, never repaired."""

    stated: float
    gross: float
    net: float
    reconciles: bool
    sentence: str


def payback(cost: float | None, annual_saving: float | None) -> float | None:
    """Return simple payback in years, cost over annual saving (both £); None when undefined."""
    if cost is None or annual_saving is None or not annual_saving > 0 or np.isnan(cost):
        return None
    return cost / annual_saving


def present_value(
    values: Sequence[float | None], schedule: Schedule = GREEN_BOOK_2026
) -> float | None:
    """Return the present value of yearly ``values`` (£), the first of them year 0, undiscounted.

    None when there are no values or one is not known.
    """
    if not values or any(value is None or np.isnan(value) for value in values):
        return None
    return float(np.array(values, dtype=float) @ factors(len(values) - 1, schedule))


def cost_change(first: float, first_year: int, last: float, last_year: int) -> CostChange:
    """Compare a cost at two years (calendar or the first of a financial year).

    Raises ``MeasureError`` when the years are not in order or a cost is not above 0.
    """
    if last_year <= first_year or not first > 0 or not last > 0:
        raise MeasureError(
            f"cost change: found {first:g} in {first_year} and {last:g} in {last_year}, expected "
            "two costs above 0 in ascending years; correct the figures."
        )
    return CostChange(
        amount=last - first,
        share=last / first - 1,
        yearly=(last / first) ** (1 / (last_year - first_year)) - 1,
    )


def unit_cost(
    cost: float | None, cost_period: str, count: float | None, count_period: str
) -> UnitCost:
    """Divide a cost (£) by a count of people or units, and say when their periods differ."""
    caveat = ""
    if cost_period != count_period:
        caveat = f"the cost is of {cost_period} and the count of {count_period}: periods differ"
    if cost is None or count is None or not count > 0 or np.isnan(cost):
        return UnitCost(None, caveat)
    return UnitCost(cost / count, caveat)


def implied_base(saving: float, share: float) -> float:
    """Return the budget (£ a year) of which ``saving`` is ``share`` (a fraction above 0).

    Raises ``MeasureError`` for a share that is not above 0.
    """
    if not share > 0:
        raise MeasureError(
            f"implied base: found a share of {share:g}, expected a fraction above 0; write 10 % "
            "as 0.1."
        )
    return saving / share


def remainder(whole: tuple[float, float], part: tuple[float, float]) -> tuple[float, float]:
    """Return the range left when a part known as a range is taken from a whole known as one.

    >>> remainder((10, 11), (7, 8))
    (2, 4)
    """
    return whole[0] - part[1], whole[1] - part[0]


def reconcile_second_step(
    *,
    first_step: float,
    full_year: float,
    months: float,
    one_off: float,
    stated: float,
    tolerance: float = 1000.0,
) -> Reconciliation:
    """Check a saving stated net of one-off costs in the year a second step begins (all £).

    Gross is ``first_step`` + (``full_year`` - ``first_step``) * ``months`` / 12; net takes
    ``one_off`` away. ``stated`` reconciles when it is within ``tolerance`` (the rounding of
    figures given in thousands) of net. Otherwise the sentence says what it does equal, so that a
    person can ask; the stated figure stands.
    """
    gross = first_step + (full_year - first_step) * months / 12
    net = gross - one_off
    reconciles = abs(stated - net) <= tolerance
    parts = f"{months:g} months of the second step give {_pounds(gross)} gross, {_pounds(net)} net"
    if reconciles:
        sentence = f"{_pounds(stated)}, stated net of one-off costs, agrees: {parts}."
    else:
        sentence = (
            f"{_pounds(stated)} is stated net of {_pounds(one_off)} one-off costs, but {parts}"
        )
        if abs(stated - gross - one_off) <= tolerance:
            sentence += "; the costs seem to have been added rather than taken away"
        if stated + one_off > full_year:
            sentence += (
                f"; adding them back to the stated figure gives {_pounds(stated + one_off)}, more "
                f"than the full-year {_pounds(full_year)}"
            )
        sentence += ". The figure is kept as stated."
    return Reconciliation(stated, gross, net, reconciles, sentence)


def _pounds(amount: float) -> str:
    return f"£{amount:,.0f}"
