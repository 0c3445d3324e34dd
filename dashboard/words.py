"""Values as words: what is not known is said so, and is never 0."""

from collections.abc import Iterable
from datetime import date, datetime

import pandas as pd

UNKNOWN = "unknown"
BLANK = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"


def known(value: object) -> bool:
    """Say whether a cell of a frame holds anything."""
    return value is not None and not bool(pd.isna(value))  # type: ignore[call-overload]


def text(value: object, missing: str = BLANK) -> str:
    """Return a value as text, ``missing`` when it is not known."""
    return str(value) if known(value) else missing


def number(value: float | None, places: int = 2, missing: str = BLANK) -> str:
    """Return a number with thousands separated, ``missing`` when it is not known."""
    return f"{value:,.{places}f}" if value is not None and known(value) else missing


def money(value: float | None, places: int = 0, missing: str = UNKNOWN) -> str:
    """Return £ with the sign before the pound, ``missing`` when it is not known."""
    if value is None or not known(value):
        return missing
    sign = MINUS if value < 0 else ""
    return f"{sign}£{abs(value):,.{places}f}"


def percent(share: float | None, places: int = 0, missing: str = UNKNOWN) -> str:
    """Return a fraction as a percentage, ``missing`` when it is not known."""
    if share is None or not known(share):
        return missing
    return f"{share:.{places}%}".replace("-", MINUS)


def day(value: date | None, missing: str = "not stated") -> str:
    """Return a date as 1 April 2011, ``missing`` when it is not known."""
    return f"{value.day} {value:%B %Y}" if value is not None and known(value) else missing


def typed_day(typed: str | None) -> str | None:
    """Return a day typed as 1 October 2012, 01/10/2012 or 2012-10-01 in the last form.

    Nothing typed is None. What is no day is returned as it is, for the page to say so.
    """
    text = " ".join((typed or "").split())
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return text or None


def day_in_words(iso: str | None) -> str:
    """Return a day of an address as 1 October 2012; what is no day as it is, nothing as empty."""
    try:
        return day(date.fromisoformat(iso)) if iso else ""
    except ValueError:
        return str(iso)


def period(first: date | None, end: date | None) -> str:
    """Say a half-open period, ``end`` being the first day it no longer holds."""
    if not known(first) and not known(end):
        return "dates not stated"
    if not known(end):
        return f"from {day(first)}"
    if not known(first):
        return f"until {day(end)}"
    return f"from {day(first)} until {day(end)}"


def count(total: int, singular: str, plural: str = "") -> str:
    """Return a count with its noun."""
    return f"{total:,} {singular if total == 1 else plural or singular + 's'}"


def listed(names: Iterable[object]) -> str:
    """Return names as a list in a sentence."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
