"""Read the amounts, days and words of published tables as their authors wrote them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from placegraph.loaders.contact_details import without_contacts

#: What a cell says that says nothing.
NOT_SAID = frozenset(
    {"", "-", "--", "---", "na", "n/a", "n.a.", "n.a", "n/d", "nd", "n.d.", "#n/a", "nan", "nil"}
    | {"null", "none", "(blank)", "blank", "unknown", "not known", "not applicable", "not stated"}
    | {"not available", "not provided", "tbc", "tba", "tbd"}
)
#: Longer words are cut; no property of the graph holds more.
LONGEST_TEXT = 2000

_AMOUNT = "an amount in £ such as 1,234.56, -1,234.56 or (1,234.56)"
_DAY = "a date such as 31/03/2024, 31-Mar-24 or 2024-03-31, the day before the month"

#: “£” is œ or ú when DOS and Windows were mixed up, Â£ or � when UTF-8 was, ? when it was lost.
_POUND = re.compile(r"^(GBP|[£œúÂ�?\x9c\xa3])+|(GBP|[£œú�\x9c])$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d*)?|\.\d+", re.ASCII)
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", re.ASCII)
#: What is left when a spreadsheet adds up to nothing, such as 1.13687E-13.
_RESIDUE = re.compile(r"\d(?:\.\d+)?E-\d{1,3}", re.IGNORECASE | re.ASCII)
_MINUS = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_LONGEST_AMOUNT = 60

#: The month that a name, whole or short, stands for.
MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = re.compile(
    r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AP]M)?\s*(?:Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE | re.ASCII,
)
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:Z|[+-]\d{2}:\d{2})?|(\d{4})(\d{2})(\d{2})", re.ASCII
)
_BRITISH = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/.,\s]*([a-z]{3,9})\.?[-/.,\s]*(\d{4}|\d{2})",
    re.ASCII,
)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]{6,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,\s*(\d{4})", re.ASCII
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
#: Days from 1954 to 2119 as Excel counts them, from the end of 1899.
_SERIALS = range(20_000, 80_000)
_EXCEL_DAY_0 = date(1899, 12, 30)
_EMPTY_DAYS = frozenset({"0", "00/00/0000", "00.00.0000", "0000-00-00", "00/01/1900"})


def amount(text: str) -> Decimal | None:
    """Read an amount in pounds exactly; None when the cell says nothing.

    Takes £ in every encoding it is found in, commas or spaces between thousands, a minus before
    or after, parentheses, and CR (a credit, below zero) or DR. A dash, also “£ -”, says nothing.

    Raises
    ------
    ValueError
        If it is no amount, or one that a spreadsheet shortened (1.23E+05); the message says what
        was expected.

    """
    plain = " ".join(text.translate(_MINUS).split())
    if len(plain) > _LONGEST_AMOUNT:
        raise ValueError(_AMOUNT)
    if _NUMBER.fullmatch(plain):
        return Decimal(plain.replace(",", "").replace(" ", ""))
    if plain.lower() in NOT_SAID:
        return None
    plain, negative = _sign(plain.strip("'\"= "))
    if plain.lower() in NOT_SAID:
        return None
    if _NUMBER.fullmatch(plain):
        value = Decimal(plain.replace(",", "").replace(" ", ""))
    elif _CONTINENTAL.fullmatch(plain):
        value = Decimal(plain.replace(".", "").replace(",", "."))
    elif _RESIDUE.fullmatch(plain):
        value = Decimal(plain)
    else:
        raise ValueError(_AMOUNT)
    return -value if negative else value


def _sign(text: str) -> tuple[str, bool]:
    """Take pounds, signs and parentheses off; return the rest and whether it is below zero."""
    signs = 0
    while True:
        before = text
        text = _POUND.sub("", text).strip()
        if text.startswith("(") and text.endswith(")"):
            text, signs = text[1:-1].strip(), signs + 1
        if text[:1] in ("-", "+") and len(text) > 1:
            text, signs = text[1:].strip(), signs + (text[0] == "-")
        if text[-1:] in ("-", "+") and len(text) > 1:
            text, signs = text[:-1].strip(), signs + (text[-1] == "-")
        if text[-2:].upper() in ("CR", "DR"):
            text, signs = text[:-2].strip(), signs + (text[-2:].upper() == "CR")
        if text == before:
            break
    if signs > 1:
        raise ValueError(_AMOUNT)
    return text, signs == 1


@lru_cache(maxsize=1 << 14)
def day(text: str) -> date | None:
    """Read a date, the day before the month as in Britain; None when the cell says nothing.

    Takes 31/03/2024 and 31.3.24, 31 Mar 2024 and 31-Mar-24, March 31, 2024, 2024-03-31, 20240331,
    any of them with a time, and the serial numbers of Excel. Years of two digits are 1970 to 2069.

    Raises
    ------
    ValueError
        If it is no date, or has no day; the message says what was expected.

    """
    plain = " ".join(text.split()).strip("'\"= ").translate(_MINUS)
    if plain.lower() in NOT_SAID or plain in _EMPTY_DAYS:
        return None
    plain = _TIME.sub("", plain)
    if found := _SERIAL.fullmatch(plain):
        if int(found[1]) in _SERIALS:
            return _EXCEL_DAY_0 + timedelta(days=int(found[1]))
    elif found := _ISO.fullmatch(plain):
        return _date(found[1] or found[5], found[3] or found[6], found[4] or found[7])
    elif found := _BRITISH.fullmatch(plain):
        return _date(found[4], found[3], found[1])
    elif found := _NAMED.fullmatch(plain.lower()):
        return _date(found[3], found[2], found[1])
    elif found := _MONTH_FIRST.fullmatch(plain.lower()):
        return _date(found[3], found[1], found[2])
    raise ValueError(_DAY)


def _date(year: str, month: str, of_month: str) -> date:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        found = date(number, int(MONTHS.get(month, month)), int(of_month))
    except ValueError:
        raise ValueError(_DAY) from None
    if found.year < 1900:
        raise ValueError(_DAY)
    return found


def words(text: str) -> str | None:
    """Read words: one space between them, no invisible characters; None when they say nothing.

    More than :data:`LONGEST_TEXT` characters are cut. See :func:`hidden_characters`.
    """
    if not text.isascii() or not text.isprintable():
        text = "".join(" " if c.isspace() else c for c in text if c.isspace() or _shown(c))
    plain = " ".join(text.split())
    if plain.lower() in NOT_SAID:
        return None
    return plain if len(plain) <= LONGEST_TEXT else plain[: LONGEST_TEXT - 1] + "…"


def public_words(text: str) -> str | None:
    """Read the words of a name or title as :func:`words`, without what identifies a person.

    E-mail addresses, telephone numbers of the United Kingdom and VAT numbers are taken out, with
    the word that announces them. Not for references, whose digits may look like any of these.
    """
    plain = words(text)
    return words(without_contacts(plain)) if plain else None


def hidden_characters(text: str) -> bool:
    """Return whether ``text`` has characters that :func:`words` takes out.

    They are control and formatting characters, among them those that turn the direction of
    writing round and so show a name that is not there.
    """
    return not text.isprintable() and any(not (c.isspace() or _shown(c)) for c in text)


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def yes_no(text: str) -> bool | None:
    """Read yes or no; None when the cell says neither."""
    plain = text.strip().lower()
    if plain in ("yes", "y", "true", "t", "1"):
        return True
    if plain in ("no", "n", "false", "f", "0"):
        return False
    return None
