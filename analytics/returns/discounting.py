"""Discount factors on dated HM Treasury schedules.

A schedule is data with a date, never a constant: HM Treasury announced a review of discounting in
the Green Book on 16 December 2025, so a result must say which schedule it used.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from placegraph.errors import MeasureError


@dataclass(frozen=True)
class Schedule:
    """Real discount rates by year, as one edition of guidance published them.

    ``bands`` holds (first year, rate) in ascending order; the last band has no end. ``published``
    is an ISO date at the granularity of the publication.
    """

    name: str
    published: str
    bands: tuple[tuple[int, float], ...]

    def __post_init__(self) -> None:
        years = [year for year, _ in self.bands]
        if not years or years[0] != 0 or years != sorted(set(years)):
            raise MeasureError(
                f"discount schedule {self.name}: found bands starting in years {years}, expected "
                "ascending years from 0; correct the bands."
            )
        if any(not rate > -1 for _, rate in self.bands):
            raise MeasureError(
                f"discount schedule {self.name}: found rates {[r for _, r in self.bands]}, "
                "expected fractions a year such as 0.035; correct the rates."
            )


GREEN_BOOK_2003 = Schedule(
    name="HM Treasury Green Book 2003, Annex 6",
    published="2003",
    bands=((0, 0.035), (31, 0.03), (76, 0.025), (126, 0.02), (201, 0.015), (301, 0.01)),
)
"""The 2003 edition, with its tail beyond 125 years."""

GREEN_BOOK_2025 = Schedule(
    name="HM Treasury, Review of discounting in the Green Book: terms of reference",
    published="2025-12-16",
    bands=((0, 0.035), (31, 0.03), (76, 0.025)),
)
"""The schedule as the review describes it: 2.5 % from year 76 on. Equal to 2003 up to year 125."""


GREEN_BOOK_2026 = Schedule(
    name="HM Treasury Green Book, standard rates, by the Department for Transport's notice of "
    "16 April 2026",
    published="2026-02",
    bands=GREEN_BOOK_2003.bands,
)
"""The edition of February 2026: the standard rates are those of 2003."""

GREEN_BOOK_2026_LOWER = Schedule(
    name="HM Treasury Green Book, lower rates, by the Department for Transport's notice of "
    "16 April 2026",
    published="2026-02",
    bands=((0, 0.03), (31, 0.0257), (76, 0.0214), (126, 0.0171), (201, 0.0129), (301, 0.0086)),
)
"""What the 2026 edition tests beside the standard rates where a project runs beyond 50 years."""

LONG = 50
"""Years beyond which the 2026 edition asks for the lower rates as well."""


def flat(rate: float) -> Schedule:
    """Return a schedule of one ``rate`` (fraction a year) for every year."""
    return Schedule(name=f"flat {rate:.4g} a year", published="", bands=((0, rate),))


def factors(horizon: int, schedule: Schedule = GREEN_BOOK_2026) -> NDArray[np.float64]:
    """Return the discount factors D(0) … D(horizon): an array of ``horizon + 1`` fractions.

    D(0) = 1 and D(t) = D(t-1) / (1 + r(t)), where r(t) is the rate of year t itself, so a later
    band never reprices the years before it (Green Book 2003, Annex 6).

    Raises ``MeasureError`` when ``horizon`` is negative.

    >>> factors(2).round(4).tolist()
    [1.0, 0.9662, 0.9335]
    """
    if horizon < 0:
        raise MeasureError(
            f"discount factors: found a horizon of {horizon} years, expected 0 or more; "
            "give the last year counted."
        )
    starts = np.array([year for year, _ in schedule.bands])
    rates = np.array([rate for _, rate in schedule.bands])
    years = np.arange(1, horizon + 1)
    own_rate = rates[np.searchsorted(starts, years, side="right") - 1]
    discounted: NDArray[np.float64] = np.concatenate(([1.0], np.cumprod(1 / (1 + own_rate))))
    return discounted
