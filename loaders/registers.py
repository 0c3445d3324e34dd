"""The registers of organisations that PlaceGraph knows, and what a number of each looks like.

Codes are those of org-id.guide; GB-PPON and GB-SRS are those of the UK's procurement notices.
Each check takes a number in capitals and without spaces, and returns it as the register writes it,
or None.
"""

import re
from collections.abc import Callable
from typing import Final

#: Prefixes of Companies House numbers: Companies House, “Uniform Resource Identifiers (URI)
#: customer guide”, and those it has introduced since (CE, CS, OE, SG, ZC).
_COMPANY_PREFIXES = frozenset(
    {"AC", "BR", "CE", "CS", "EN", "ES", "FC", "FE", "GE", "GN", "GS", "IC", "IP", "LP", "NA"}
    | {"NC", "NF", "NI", "NL", "NO", "NP", "NR", "NV", "NZ", "OC", "OE", "R0", "RC", "RS", "SA"}
    | {"SC", "SE", "SF", "SG", "SI", "SL", "SO", "SP", "SR", "SZ", "ZC"}
)
#: Prefixes whose numbers end in letters that tell where the society was registered.
_SOCIETIES = frozenset({"IP", "NO", "NP", "OC", "RS", "SO", "SP"})


def _company(number: str) -> str | None:
    """Return a Companies House number in its eight characters; leading zeros are put back."""
    number = number.replace("-", "")
    if number.isdecimal():
        return number.zfill(8) if 5 <= len(number) <= 8 else None
    # A letter O typed for a zero, or a zero for a letter O, has only one possible meaning here.
    head, tail = number[:2], number[2:]
    if head not in _COMPANY_PREFIXES:
        head = head.replace("0", "O")
    tail = re.sub(r"^O(?=[\dO]*\d)", "0", tail)
    if re.fullmatch(r"R\d{1,7}", number):
        return f"R{number[1:].zfill(7)}"
    if head not in _COMPANY_PREFIXES:
        return None
    if re.fullmatch(r"\d{3,6}", tail):
        return f"{head}{tail.zfill(6)}"
    if head in _SOCIETIES and (found := re.fullmatch(r"(\d{1,5})([A-Z]{1,3})", tail)):
        digits, letters = found.groups()
        return f"{head}{digits.zfill(6 - len(letters))}{letters}" if len(tail) <= 6 else None
    return head + tail if re.fullmatch(r"\d{5}[A-Z]", tail) else None


def _charity(number: str) -> str | None:
    """Return a number of the register of charities in England and Wales, subsidiary included."""
    found = re.fullmatch(r"0*([1-9]\d{5,6})(?:-0*(\d{1,3}))?", number)
    if found is None:
        return None
    main, linked = found.groups()
    # The main charity is its own number nought in the register.
    return f"{main}-{linked}" if linked and int(linked) else main


def _scottish_charity(number: str) -> str | None:
    found = re.fullmatch(r"(?:SC)?O?0*([1-9]\d{1,5})", number)
    return f"SC{found[1].zfill(6)}" if found else None


def _northern_irish_charity(number: str) -> str | None:
    found = re.fullmatch(r"(?:NIC)?(1\d{5})", number)
    return found[1] if found else None


def _ods(number: str) -> str | None:
    """Return an NHS organisation code; without a digit only the three letters of a trust are."""
    if re.fullmatch(r"[A-Z]{3}", number):
        return number
    return number if re.fullmatch(r"(?=[A-Z0-9]*\d)[A-Z0-9]{3,10}", number) else None


def _like(pattern: str) -> Callable[[str], str | None]:
    compiled = re.compile(pattern)
    return lambda number: number if compiled.fullmatch(number) else None


def supplier_registration(number: str) -> str | None:
    """Return a number of the government's supplier registration service; its case matters."""
    found = re.fullmatch(
        r"(?i:((?:sid4gov|supplierregistration)[a-z.]*)/)([A-Za-z0-9]{6,12})", number
    )
    return f"{found[1].lower()}/{found[2]}" if found else None


def _ppon(number: str) -> str | None:
    """Return a public procurement organisation number (Procurement Act 2023)."""
    found = re.fullmatch(r"([A-Z]{4})-?(\d{4})-?([A-Z]{4})", number)
    return "-".join(found.groups()) if found else None


def _lei(number: str) -> str | None:
    """Return a Legal Entity Identifier whose check digits agree (ISO 17442, ISO 7064 mod 97-10)."""
    if not re.fullmatch(r"[A-Z0-9]{18}\d\d", number):
        return None
    return number if int("".join(str(int(c, 36)) for c in number)) % 97 == 1 else None


#: Registers, best identity first, with what makes a number one of theirs.
REGISTERS: Final[dict[str, Callable[[str], str | None]]] = {
    "GB-LAE": _like(r"[A-Z]{3}"),
    "GB-LAS": _like(r"[A-Z]{3}"),
    "GB-PLA": _like(r"[A-Z]{3}"),
    "GB-LANI": _like(r"[A-Z]{3}"),
    "GB-GOR": _like(r"[A-Z]{1,3}\d{1,5}"),
    "GB-GOV": _like(r"[A-Z]{0,3}\d{1,5}"),
    "GB-NHS": _ods,
    "GB-COH": _company,
    "GB-CHC": _charity,
    "GB-SC": _scottish_charity,
    "GB-NIC": _northern_irish_charity,
    "GB-MPR": _like(r"(?:IP|NP|RS|SP)?[1-9]\d{0,6}[A-Z]{0,3}"),
    "GB-UKPRN": _like(r"1\d{7}"),
    "GB-EDU": _like(r"1\d{5}"),
    "GB-LAESTAB": _like(r"\d{3}/?\d{4}"),
    "GB-WALEDU": _like(r"\d{7}"),
    "GB-SCOTEDU": _like(r"\d{7}"),
    "GB-NIEDU": _like(r"\d{3}-?\d{4}"),
    "GB-SHPE": _like(r"[A-Z]{0,3}\d{3,5}"),
    "GB-PPON": _ppon,
    "GB-REV": _like(r"[A-Z]{1,2}\d{1,5}"),
    "GB-SRS": supplier_registration,
    "XI-LEI": _lei,
    "XM-DAC": _like(r"\d{1,6}(?:-\d{1,4})?"),
    "IE-CRO": _like(r"\d{4,6}"),
    "IE-CHY": _like(r"\d{3,5}"),
}  # fmt: skip
