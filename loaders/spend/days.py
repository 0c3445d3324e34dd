"""Read the days of payments, and tell whether a file writes the day or the month first."""

import re
from datetime import date
from functools import lru_cache

from placegraph.loaders.reading.values import MONTHS, day

#: Other years are mistyped: the files began in 2010, and nobody publishes what is yet to be paid.
_YEARS = range(1990, 2101)
_EXPECTED = f"a date from {_YEARS[0]} to {_YEARS[-1]} such as 31/03/2024, the day before the month"
_MONTH = re.compile(
    r"(?P<name>[a-z]{3,9})\.?[-/. ]*(?P<year>\d{4}|\d{2})"
    r"|(?P<first>\d{4})[-/.](?P<number>\d{1,2})|(?P<one>\d{1,2})[-/.](?P<last>\d{4})",
    re.ASCII,
)
_NUMBERS = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d{2})\b", re.ASCII)
_LAST_MONTH, _LAST_DAY = 12, 31


@lru_cache(maxsize=1 << 14)
def paid_on(text: str) -> date | None:
    """Read a day, or the first day of a month when only the month is said; None for nothing.

    Raises
    ------
    ValueError
        If it is neither, or of a year before 1990 or after 2100; the message says what was
        expected.

    """
    try:
        found = day(text)
    except ValueError:
        found = _month(" ".join(text.lower().split()))
        if found is None:
            raise
    if found is not None and found.year not in _YEARS:
        raise ValueError(_EXPECTED)
    return found


def _month(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"] or found["first"] or found["last"])
    number = found["number"] or found["one"]
    month = int(number) if number else MONTHS.get(found["name"], 0)
    if not 1 <= month <= _LAST_MONTH or not year:
        return None
    return date(year if year > 99 else 2000 + year, month, 1)


class DayOrder:
    """What the dates of one file tell of the order of day and month."""

    def __init__(self) -> None:
        self._day_first = False
        self._month_first = ""

    def see(self, text: str) -> None:
        """Take note of a date as it is written."""
        if self._day_first:
            return
        found = _NUMBERS.match(text)
        if found is None:
            return
        first, second = int(found[1]), int(found[2])
        if second <= _LAST_MONTH < first <= _LAST_DAY:
            self._day_first = True
        elif first <= _LAST_MONTH < second <= _LAST_DAY:
            self._month_first = self._month_first or text

    @property
    def month_first(self) -> str:
        """A date that can only have its month first, if no date has its day first; or empty.

        Then every other date of the file, such as 04/01/2024, is likely turned round as well.
        """
        return "" if self._day_first else self._month_first
