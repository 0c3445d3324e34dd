"""Register identifiers of organisations, and the identity an organisation takes from them.

A register identifier is written as org-id.guide writes it: the code of the register, a hyphen, and
the number in that register, such as GB-COH-00445790. Published files mistype both. What can be
put right without guessing is put right; anything else is no identifier, because a wrong one joins
two bodies that have nothing to do with each other.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from placegraph.loaders.registers import REGISTERS, supplier_registration

#: What an identifier of the graph may have, and be long.
_LONGEST = 200
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

#: The longest slug, so that an identifier made of a scope and a slug stays within 200 characters.
_SLUG_LENGTH = 80

_NOT_SAID = frozenset(
    {"", "-", "COMPANY", "NA", "NIL", "NONE", "NULL", "NAN", "TBA", "TBC", "TBD", "UNKNOWN"}
    | {"EXEMPT", "NOTAPPLICABLE", "NOTKNOWN", "NOTPROVIDED", "NOTREGISTERED", "PENDING", "TEST"}
    | {"SOLETRADER", "XXX", "YES", "NO", "ND"}
)
_TYPED_IN_ORDER = frozenset({"12345678", "123456789", "1234567890", "87654321", "987654321"})
_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
_APOSTROPHES = re.compile("['`\u2018\u2019\u02bc]")
_LABEL = re.compile(
    r"^(?:(?:REGISTERED|REGISTRATION|REG|COMPANY|CO|CHARITY|CRN|NUMBER|NO|NUM|ENGLAND|SCOTLAND|"
    r"AND|WALES|IN)\b[.:#\s]*)+(?=\S*\d)"
)


_RANK = {register: rank for rank, register in enumerate(REGISTERS)}

#: Other names that published files use for a register, by their letters and digits.
_ALIASES = {
    "CHARITIESCOMMISSION": "GB-CHC",
    "CHARITYCOMMISSION": "GB-CHC",
    "COMPANIESHOUSE": "GB-COH",
    "GBC0H": "GB-COH",
    "GBCCNI": "GB-NIC",
    "GBODS": "GB-NHS",
    "GBOSCR": "GB-SC",
    "LEI": "XI-LEI",
} | {register.replace("-", ""): register for register in REGISTERS}

_SEPARATOR = r"[\s\-_:./]*"
_CODES = "|".join(
    sorted((r.removeprefix("GB-") for r in REGISTERS if r.startswith("GB-")), key=len, reverse=True)
)
#: “GB” and the code, however separated. The codes that nothing else is called may lack the “GB”.
_MISTYPED = re.compile(
    rf"(?:(?:GB|UK){_SEPARATOR}(?P<code>{_CODES}|C0H){_SEPARATOR}"
    r"|(?P<bare>COH|CHC|PPON|UKPRN)[\-_:/ ]+"
    r"|(?P<foreign>XI-LEI|XM-DAC|IE-CRO|IE-CHY)-)(?P<number>.+)",
    re.IGNORECASE | re.DOTALL,
)

_PROPERTIES = {
    "GB-COH": "companies_house",
    "GB-CHC": "charity_number",
    "GB-SC": "charity_number",
    "GB-NIC": "charity_number",
    "GB-NHS": "ods_code",
    "GB-LAE": "local_authority_code",
    "GB-LAS": "local_authority_code",
    "GB-PLA": "local_authority_code",
    "GB-LANI": "local_authority_code",
}


def name_key(text: str) -> str:
    """Return a key that is equal for names that differ only in case, spaces and punctuation.

    Accents and apostrophes go, “&” is “and”, full stops between initials join them.
    """
    plain = text.lower()
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("&", " and ")
    plain = _APOSTROPHES.sub("", plain)
    plain = re.sub(r"\b([^\W\d_])\.(?=\W|$|[^\W\d_]\b)", r"\1", plain)
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def slug(text: str) -> str:
    """Return ``text`` as a part of an identifier: lower case letters, digits and hyphens.

    Names with the same :func:`name_key` have the same slug. Where letters are lost (other
    alphabets, very long names) a digest of the key keeps different names apart.
    """
    key = name_key(text)
    plain = "-".join(re.findall(r"[a-z0-9]+", key))
    if plain.replace("-", " ") == key and 0 < len(plain) <= _SLUG_LENGTH:
        return plain
    digest = hashlib.sha256((key or text).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{plain[: _SLUG_LENGTH - 11]}-{digest}".lstrip("-")


def org_id(scheme: str, number: str) -> str | None:
    """Return the identifier of ``number`` in the register ``scheme``, or None when it is none.

    Leading zeros that a spreadsheet dropped are put back: (“GB-COH”, “6500244”) is
    GB-COH-06500244. None also for registers not known here, and for placeholders such as
    “00000000”, “12345678” and “N/A”.
    """
    given = re.sub(r"[^A-Z0-9]", "", _tidy(scheme).upper())
    register = _ALIASES.get(f"GB{given[2:]}" if given.startswith("UK") else given)
    if register is None:
        return None
    return _in_register(register, number)


def parse_org_id(text: str) -> str | None:
    """Return the register identifier that ``text`` is meant to be, or None when it is none.

    Case, separators and the country are put right: “gbcoh 6500244”, “UK-COH-06500244” and
    “GB-COH-GB-COH-06500244” are all GB-COH-06500244. A number alone says no register. GB-CFS,
    GB-FTS and 360G identifiers belong to one notice or publisher and are not identity.
    """
    found = _MISTYPED.fullmatch(_tidy(text))
    if found is None:
        return None
    code = found["code"] or found["bare"]
    scheme = f"GB-{code}" if code else found["foreign"]
    return org_id(scheme, found["number"])


def properties_of(identifier: str) -> dict[str, str]:
    """Return what a register identifier says as properties of an organisation.

    At most one of companies_house, charity_number, ods_code and local_authority_code, the number
    without the code of the register; empty for other registers.
    """
    register, number = split_org_id(identifier)
    return {_PROPERTIES[register]: number} if register in _PROPERTIES else {}


def split_org_id(identifier: str) -> tuple[str, str]:
    """Return the register and the number of an identifier that :func:`org_id` made.

    Two empty texts for anything else.
    """
    country, _, rest = identifier.partition("-")
    code, _, number = rest.partition("-")
    register = f"{country}-{code}"
    return (register, number) if register in REGISTERS and number else ("", "")


def ordered(identifiers: Iterable[str]) -> tuple[str, ...]:
    """Return the register identifiers among ``identifiers``, put right, once each, best first."""
    parsed = {found for text in identifiers if (found := parse_org_id(text))}
    return tuple(sorted(parsed, key=lambda i: (_RANK[split_org_id(i)[0]], i)))


def organisation_id(name: str, identifiers: Iterable[str], scope: str) -> str:
    """Return the identifier of an organisation: its best register identifier if it has one.

    Otherwise its name within ``scope``, an identifier of whoever speaks of it: equal names in
    different places may be different bodies, and are for somebody to decide on.
    """
    known = ordered(identifiers)
    return known[0] if known else f"{scope}/{slug(name)}"


def _in_register(register: str, number: str) -> str | None:
    text = _tidy(number)
    repeated = _MISTYPED.fullmatch(text)
    if repeated and repeated["code"]:
        return parse_org_id(text)
    if register == "GB-SRS":
        # The one register whose numbers tell capitals from small letters.
        checked = supplier_registration(text)
    else:
        compact = _compact(text)
        if not compact.isascii():
            return None
        if register == "GB-CHC" and re.fullmatch(r"SCO?\d{5,6}", compact):
            register = "GB-SC"
        checked = REGISTERS[register](compact)
        if _placeholder(compact) or (checked and _placeholder(checked)):
            return None
    return f"{register}-{checked}" if checked else None


def _tidy(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(c for c in plain if unicodedata.category(c) != "Cf").strip()


def _compact(text: str) -> str:
    """Return a number without label, spaces, and the “.0” of a spreadsheet."""
    upper = re.sub(r"(?<=\d)\.0+$", "", text.upper())
    return re.sub(r"[\s.,()]", "", _LABEL.sub("", upper)).strip("-:/#")


def _placeholder(number: str) -> bool:
    plain = re.sub(r"[^A-Z0-9]", "", number)
    if plain in _NOT_SAID or number in _NOT_SAID:
        return True
    digits = re.sub(r"\D", "", plain)
    if not digits.strip("0") and (plain == digits or len(digits) > 3) and digits:
        return True
    return plain in _TYPED_IN_ORDER or (
        len(plain) > 4 and len(set(digits)) == 1 and plain == digits
    )


def digest(*parts: str) -> str:
    """Return twelve letters and digits that stand for ``parts``."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def identifier(*parts: str) -> str:
    """Return an identifier made of ``parts``, its end replaced by a digest when it is too long."""
    joined = "/".join(parts)
    return joined if len(joined) <= _LONGEST else f"{joined[: _LONGEST - 13]}-{digest(joined)}"


def reference_part(reference: str) -> str:
    """Return a reference as a part of an identifier: as it is, or made safe and still its own."""
    if _SAFE.fullmatch(reference) and len(reference) <= 80:
        return reference
    return f"{slug(reference)}-{digest(reference)}"
