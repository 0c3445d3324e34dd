"""What an appraisal is made from: its lines, its convention and how sure each figure is."""

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from placegraph.analytics.returns.discounting import GREEN_BOOK_2026, Schedule
from placegraph.analytics.returns.prices import HM_TREASURY_MARCH_2026, Deflators

Timing = Literal["sroi", "green_book"]

RANGE_COLUMNS = ("side", "line", "parameter", "low", "high", "distribution")
ATTRIBUTED_COLUMNS = ("line", "to", "to_name", "share")


def _empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


@dataclass(frozen=True)
class AppraisalInputs:
    """What one appraisal needs: its lines and its convention.

    ``costs`` and ``benefits`` as ``appraise`` takes them, both with an optional column price_year
    (blank: the appraisal's) and optional grades (``evidence``); ``horizon`` is the last year
    counted; ``rate`` is a fraction a year or a dated schedule.

    ``ranges`` has one row for each uncertain figure: side (cost or benefit), line, parameter, low
    (the value that returns less), high (the value that returns more), distribution (uniform,
    triangular, pert or None). ``attributed`` has one row for each share of a benefit that is due
    to somebody else: line, to, to_name, share. ``price_year`` and ``base_year`` (year 0) are the
    years in which a financial year starts; ``deflators`` puts lines of other price years in the
    prices of ``price_year``.
    """

    costs: pd.DataFrame
    benefits: pd.DataFrame
    timing: Timing = "green_book"
    horizon: int = 5
    rate: float | Schedule = GREEN_BOOK_2026
    ranges: pd.DataFrame = field(default_factory=lambda: _empty(*RANGE_COLUMNS))
    attributed: pd.DataFrame = field(default_factory=lambda: _empty(*ATTRIBUTED_COLUMNS))
    price_year: int | None = None
    base_year: int | None = None
    deflators: Deflators = HM_TREASURY_MARCH_2026
