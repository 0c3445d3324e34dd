"""Read the day that an organogram is of from the name of its file, the only place that says it.

Organograms show the posts of 31 March or 30 September (of any quarter's end, before 2012), and are
published months later. File names give either day, or both, in many ways.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from placegraph.loaders.reading.values import MONTHS

#: The first organograms are of June 2010; other years are parts of longer numbers.
_YEARS = range(2010, 2040)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
#: When a file was uploaded, such as 2025-08-13T11-08-22Z, which is no day it shows.
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}[-:]\d{2}[-:]\d{2}Z?")
_ISO = re.compile(r"(?<!\d)(20\d{2})[-_. ](\d{1,2})[-_. ](\d{1,2})(?!\d)")
_BRITISH = re.compile(r"(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ]((?:20)?\d{2})(?!\d)")
_DIGITS = re.compile(r"(?<!\d)(\d{8}|\d{6})(?!\d)")
_NAMED = re.compile(
    rf"(?:(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[-_. ]*)?(?<![a-z])({_MONTH})[-_., ]*"
    r"((?:20)?\d{2})(?!\d)"
)
_SNAPSHOTS = {(3, 31), (9, 30)}
_QUARTERS = _SNAPSHOTS | {(6, 30), (12, 31)}


def day_in_name(name: str) -> date | None:
    """Return the day that a file's name gives, the last of a month given without one.

    Of several, the only 31 March or 30 September, or else the only end of a quarter: the others
    say when the file was made. None when that leaves none, or more than one.
    """
    found = set(_days(_STAMP.sub(" ", name).lower()))
    for wanted in (
        found,
        {day for day in found if (day.month, day.day) in _SNAPSHOTS},
        {day for day in found if (day.month, day.day) in _QUARTERS},
    ):
        if len(wanted) == 1:
            return wanted.pop()
    return None


def _days(name: str) -> Iterator[date]:
    for year, month, of_month in _ISO.findall(name):
        yield from _day(year, month, of_month)
    for of_month, month, year in _BRITISH.findall(name):
        yield from _day(year, month, of_month)
        if len(of_month) == len(year) == 2:
            yield from _turned(of_month, month, year)
    for of_month, month, year in _NAMED.findall(name):
        yield from _day(year, MONTHS[month], of_month)
    for digits in _DIGITS.findall(name):
        yield from _day(digits[4:], digits[2:4], digits[:2])
        turned = _day if len(digits) == 8 else _turned
        yield from turned(digits[:-4], digits[-4:-2], digits[-2:])


def _turned(year: str, month: str, of_month: str) -> Iterator[date]:
    """Read a year of two digits first, where that gives a quarter's end and so is no accident."""
    return (d for d in _day(year, month, of_month) if (d.month, d.day) in _QUARTERS)


def _day(year: str, month: str | int, of_month: str) -> Iterator[date]:
    number = int(year) if len(year) == 4 else 2000 + int(year) if len(year) == 2 else 0
    if number in _YEARS and 1 <= int(month) <= 12:
        last = calendar.monthrange(number, int(month))[1]
        if 1 <= int(of_month or last) <= last:
            yield date(number, int(month), int(of_month or last))
