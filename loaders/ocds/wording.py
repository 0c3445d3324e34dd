"""Words, amounts and days of OCDS releases, made fit for the graph."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from placegraph.loaders.identifiers import name_key, slug
from placegraph.loaders.ocds.shape import JsonObject, Odd

_LONGEST: Final = 2000
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")
_MOST_CHARACTERS: Final = 200
_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")

#: What stands where a name should, by its key (:func:`name_key`).
_NO_NAME: Final = frozenset(
    {"", "n a", "n d", "na", "nd", "nil", "none", "not known", "null", "tba", "tbc", "unknown"}
    | {"anonymous", "not applicable", "not available", "not disclosed", "not specified"}
    | {"multiple", "multiple providers", "multiple suppliers", "various", "various suppliers"}
    | {"redacted", "see attached", "see attachment", "see description", "to be confirmed"}
    | {"withheld"}
)

#: £0, £0.01 and £1 are typed where a form wants an amount and none is known or to be shown.
_PLACEHOLDER: Final = Decimal(1)
_MOST_POUNDS: Final = Decimal(10) ** 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def words(text: object, odd: Odd) -> str | None:
    """Return published text on one line, or None when it is blank.

    Control characters, overrides of the reading direction among them, and e-mail addresses are
    taken out and reported.
    """
    if not isinstance(text, str):
        return None
    plain = text
    # Printable text has none of them, and nearly all text is; looking at each letter is slow.
    if not text.isprintable():
        kept = [c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"]
        plain = "".join(" " if c.isspace() else c for c in kept)
        if len(kept) != len(text):
            odd("Control characters in a text; taken out")
    if "@" in plain and _EMAIL.search(plain):
        odd("E-mail address in a text; taken out")
        plain = _EMAIL.sub(" ", plain)
    plain = " ".join(plain.split())
    return plain[:_LONGEST].strip() or None


def name(text: object, odd: Odd) -> str | None:
    """Return a name, or None where there is none or words such as “N/A” and “Various” stand."""
    found = words(text, odd)
    return None if found is None or name_key(found) in _NO_NAME else found


def identifier(text: str) -> str:
    """Return text as an identifier: itself where it is fit for one, else a slug of its own."""
    if _IDENTIFIER.fullmatch(text) and len(text) <= _MOST_CHARACTERS:
        return text
    return slug(text)


def reference(text: object) -> str | None:
    """Return a reference as published, or None when it cannot be one."""
    if not isinstance(text, str):
        return None
    plain = text.strip()
    fit = _IDENTIFIER.fullmatch(plain) and len(plain) <= _MOST_CHARACTERS
    return plain if fit else None


def money(value: Any, what: str, odd: Odd) -> Decimal | None:
    """Return an amount in pounds sterling, exactly, or None where no amount is said.

    Placeholders, other currencies and amounts that cannot be right are reported and are None;
    without an amount before VAT the one with it is taken, and reported.
    """
    if not isinstance(value, dict):
        return None
    text = value.get("amount")
    if text is None:
        text = value.get("amountGross")
        if text is None:
            return None
        odd(f"{what} given with VAT only; taken as it stands")
    amount = Decimal(text)
    currency = (value.get("currency") or "").strip().upper()
    if not currency:
        odd(f"{what} without a currency; left blank")
    elif currency != "GBP":
        odd(f"{what} not in pounds sterling; left blank")
    elif amount < 0:
        odd(f"{what} below zero; left blank")
    elif amount <= _PLACEHOLDER:
        odd(f"{what} of £1 or less, a placeholder; left blank")
    elif amount >= _MOST_POUNDS:
        odd(f"{what} of a million million pounds or more; left blank")
    else:
        return amount
    return None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last of a contract, and the last it can be extended to."""

    starts: date | None = None
    ends: date | None = None
    last_extension: date | None = None

    @property
    def over(self) -> date | None:
        """Return the first day after it."""
        return self.ends + timedelta(days=1) if self.ends else None


def period(value: JsonObject | None, odd: Odd) -> Period:
    """Return a period; a period that ends before it starts is no period, and reported."""
    if not value:
        return Period()
    starts, ends = day(value.get("startDate"), odd), day(value.get("endDate"), odd)
    longest = day(value.get("maxExtentDate"), odd)
    if starts and ends and ends < starts:
        odd("Contract period that ends before it starts; left blank")
        return Period()
    return Period(starts, ends, longest)


def day(text: object, odd: Odd) -> date | None:
    """Return the day a date and time is of, where it was written."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        odd("Date that cannot be read; left blank")
        return None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        odd("Date that cannot be right; left blank")
        return None
    return found
