"""GDP deflators: money of one year put in the prices of another.

A series is data with a date, never a constant: HM Treasury revises it every quarter, so a result
says which release it used. Amounts are deflated before they are discounted, because the Green
Book's rates are real: discounting nominal sums at them would count inflation as a benefit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from placegraph.errors import MeasureError


@dataclass(frozen=True)
class Deflators:
    """An index of prices by year, as one release published it.

    ``index`` maps the calendar year in which a financial year starts to its index, any year being
    100; ``published`` is an ISO date at the granularity of the release; years from
    ``forecast_from`` on are forecasts, None when none is.
    """

    name: str
    published: str
    index: Mapping[int, float]
    forecast_from: int | None = None

    def __post_init__(self) -> None:
        for year, value in self.index.items():
            if not value > 0:
                raise MeasureError(
                    f"deflators {self.name}: {year}: found an index of {value:g}, expected a "
                    "number above 0; correct the series."
                )

    def factor(self, from_year: int, to_year: int) -> float | None:
        """Return what £1 of ``from_year`` is in prices of ``to_year``; None outside the series.

        >>> round(HM_TREASURY_MARCH_2026.factor(2019, 2024), 6)
        1.236494
        """
        if from_year == to_year:
            return 1.0
        if from_year not in self.index or to_year not in self.index:
            return None
        return self.index[to_year] / self.index[from_year]

    def forecasts(self, *years: int) -> bool:
        """Whether any of ``years`` is a forecast."""
        return self.forecast_from is not None and any(y >= self.forecast_from for y in years)

    def __str__(self) -> str:
        """Name the series and its release."""
        return f"{self.name}, {self.published}"


# Index by the year in which the financial year starts, 2024-25 = 100. Levels up to 2024-25 are
# outturn (Office for National Statistics series L8GG); later ones chain the published forecasts of
# change by the Office for Budget Responsibility (Spring Statement, 3 March 2026).
_MARCH_2026 = {
    2000: 54.3697, 2001: 55.4597, 2002: 56.6000, 2003: 57.9885, 2004: 59.7172,
    2005: 61.3576, 2006: 63.2017, 2007: 64.4380, 2008: 66.8397, 2009: 67.7042,
    2010: 68.8561, 2011: 70.3261, 2012: 71.5454, 2013: 73.0337, 2014: 74.0662,
    2015: 74.5804, 2016: 76.0754, 2017: 77.0388, 2018: 78.7948, 2019: 80.8738,
    2020: 85.1002, 2021: 85.3036, 2022: 91.2996, 2023: 96.1117, 2024: 100.0000,
    2025: 103.2388, 2026: 105.3095, 2027: 107.3546, 2028: 109.3571, 2029: 111.3959,
    2030: 113.6416,
}  # fmt: skip

HM_TREASURY_MARCH_2026 = Deflators(
    name="HM Treasury, GDP deflators at market prices, and money GDP (financial years)",
    published="2026-03-31",
    index=MappingProxyType(_MARCH_2026),
    forecast_from=2025,
)
"""The release that followed the Quarterly National Accounts of 31 March 2026."""


def financial_year(start: int) -> str:
    """Return the financial year that starts in ``start`` as councils write it.

    >>> financial_year(2010)
    '2010/11'
    """
    return f"{start}/{(start + 1) % 100:02d}"
