"""Read the cells of contracts registers: values, days, kinds, references and codes."""

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from placegraph.graph.vocabulary import ContractKind
from placegraph.loaders.contact_details import without_contacts
from placegraph.loaders.identifiers import digest, identifier, slug
from placegraph.loaders.reading.text_tables import TableRow
from placegraph.loaders.reading.values import amount, day, words

#: Values that stand for “no value”: nothing, a penny, a pound.
PLACEHOLDERS = frozenset({Decimal(0), Decimal("0.01"), Decimal(1)})
#: No council lets a contract of £100 billion: a telephone number, or pence typed as pounds.
_TOO_MUCH = Decimal(10) ** 11
#: Days outside these years stand for “no end” or “not known”.
_YEARS = range(1950, 2151)

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")
_DIGIT = re.compile(r"\d")
_LONGEST_REFERENCE = 100
_SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)
_OCID = re.compile(r"ocds-[a-z0-9]{6}-[A-Za-z0-9._:/-]+")
_CPV = re.compile(r"(?<!\d)(\d{7,8})(-\d)?(?!\d)")
_LONGEST_NAME = 500

#: How a contract's kind is worded, most telling first.
_KINDS = (
    (("purchase order", "call off", "call-off", "calloff"), None),
    (("dynamic purchasing", "dps", "dynamic market"), ContractKind.PURCHASING_SYSTEM),
    (("framework",), ContractKind.FRAMEWORK),
    (("grant",), ContractKind.GRANT),
    (("shared service",), ContractKind.SHARED_SERVICE),
)
#: Values that are not, or may not be, those of a whole contract, and what they are called.
OTHER_VALUES = (
    ("AnnualValue", "Value a year"),
    ("TotalOrAnnualValue", "Value, in total or a year,"),
)
_ORDERS = re.compile(r"\b(purchase orders?|p\.?o\.?s?)\b", re.IGNORECASE)


class Value(NamedTuple):
    """A contract's value: £ when it is an exact total, else a remark and what was odd."""

    amount: Decimal | None = None
    remark: str = ""
    odd: str = ""


NO_VALUE = Value()


def value(text: str) -> Value:
    """Read the value of a whole contract; only an exact total in pounds is one.

    A yearly value, a range, a rounded “£1.2m” and words are kept as a remark. Nought, a penny
    and a pound are placeholders.
    """
    if not text:
        return NO_VALUE
    try:
        found = amount(text)
    except ValueError:
        return Value(
            remark=f"Value as published: {text[:_LONGEST_NAME]}.",
            odd="value that is no exact total: left blank, its words kept in the note",
        )
    if found is None:
        return NO_VALUE
    # In this order: comparing takes little time, hashing a decimal number much.
    if 1 < found <= _TOO_MUCH:
        return Value(found)
    if found in PLACEHOLDERS:
        return Value(odd="placeholder of £0, £0.01 or £1 for a value: left blank")
    if 0 < found < 1:
        return Value(found)
    return Value(
        remark=f"Value as published: {text}.",
        odd="value below zero or above £100 billion: left blank, its words kept in the note",
    )


def same_value(text: str) -> str:
    """Return the text of a value so that two ways to write one amount are mostly equal."""
    if not text:
        return ""
    plain = text.replace(",", "").strip("£ ")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@lru_cache(maxsize=1 << 14)
def plausible_day(text: str) -> tuple[date | None, bool]:
    """Read a day, and say whether the cell holds something that is none.

    Days such as 31/12/9999 and 01/01/1900 stand for something else and are none.
    """
    try:
        found = day(text)
    except ValueError:
        return None, True
    if found is not None and found.year not in _YEARS:
        return None, True
    return found, False


def day_after(last: date | None) -> date | None:
    """Return the first day something no longer holds."""
    return last + timedelta(days=1) if last else None


@lru_cache(maxsize=1 << 12)
def kind(text: str) -> tuple[ContractKind, bool]:
    """Return what a contract type means, and whether it is a purchase order.

    A register is one of contracts: what is not said to be something else is a contract.
    """
    plain = text.lower()
    if _ORDERS.search(plain) and "contract" not in plain:
        return ContractKind.OTHER, True
    for phrases, found in _KINDS:
        if any(phrase in plain for phrase in phrases):
            return found or ContractKind.CONTRACT, False
    return (ContractKind.OTHER if plain == "other" else ContractKind.CONTRACT), False


def identity(row: TableRow) -> tuple[str, str]:
    """Return what tells the contract of a row from others, and its reference when it has one.

    A reference without a digit (“Various”, “Legal”) or shortened by a spreadsheet (1.2E+05) is
    none: then it is told by title, supplier and first day.
    """
    reference = row.get("ContractReference") or row.get("PurchaseOrder")
    if _DIGIT.search(reference) and not _SHORTENED.fullmatch(reference):
        return reference, reference
    title = row.get("ContractTitle") or row.get("Description")
    return f"{title}\x1f{row.get('SupplierName')}\x1f{row.get('StartDate')}".casefold(), ""


def suppliers_key(key: str) -> str:
    """Return under what the suppliers of a contract's rows are remembered."""
    return f"{key}\x1fsuppliers"


def title_key(key: str) -> str:
    """Return what the titles of a contract are remembered by."""
    return f"\x1dtitle\x1f{key}"


def contract_ids(scope: str, key: str, reference: str) -> tuple[str, str | None]:
    """Return the identifier of a contract in the register of ``scope``, and its reference."""
    if not reference:
        title = without_contacts(key.partition("\x1f")[0])
        return identifier(scope, _slug(title, key)), None
    if _IDENTIFIER.fullmatch(reference) and len(reference) <= _LONGEST_REFERENCE:
        return identifier(scope, reference), reference
    plain = without_contacts(reference)
    return identifier(scope, _slug(plain, reference)), words(plain)


@lru_cache(maxsize=1 << 12)
def ocid(text: str) -> str | None:
    """Return an Open Contracting identifier, or None when ``text`` is none."""
    plain = text.strip()
    return plain if _OCID.fullmatch(plain) and len(plain) <= 200 else None


@lru_cache(maxsize=1 << 12)
def cpv(text: str) -> str | None:
    """Return the codes of the Common Procurement Vocabulary in ``text``, or None.

    A leading nought that a spreadsheet dropped is put back.
    """
    codes = [f"{code.zfill(8)}{check}" for code, check in _CPV.findall(text)]
    return ", ".join(dict.fromkeys(codes)) or None


def short(text: str | None) -> str | None:
    """Return a title, cut when it is as long as a description."""
    if text is None or len(text) <= _LONGEST_NAME:
        return text
    return text[: _LONGEST_NAME - 1] + "…"


def note(row: TableRow, remarks: list[str], *, order: bool) -> str | None:
    """Return what a reader of the contract should know that has no property of its own."""
    told = ["Purchase order.", *remarks] if order else remarks
    for column, sort in OTHER_VALUES:
        if said := words(row.get(column)):
            told = [*told, f"{sort} as published: {said}."]
    return words(without_contacts(" ".join(told)))


def _slug(text: str, whole: str) -> str:
    return f"{slug(text)[:60].strip('-')}-{digest(whole)}"
