"""Tell who the suppliers in a cell of a contracts register are."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from placegraph.graph.model import Organisation
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.contact_details import without_contacts
from placegraph.loaders.identifiers import (
    identifier,
    ordered,
    org_id,
    parse_org_id,
    properties_of,
    slug,
)
from placegraph.loaders.naming import names_a_person
from placegraph.loaders.published import Said
from placegraph.loaders.reading.seen import Seen, Standing
from placegraph.loaders.reading.text_tables import TableRow
from placegraph.loaders.reading.values import hidden_characters, words, yes_no
from placegraph.loaders.spend.columns import withheld

#: Words that only the name of an organisation has; a cell of several names has one in each.
_BODY = re.compile(
    r"\b(ltd|limited|plc|p\.l\.c|llp|lp|inc|gmbh|cic|cio|c\.i\.c|co|company|corp|corporation|"
    r"council|trust|foundation|association|university|college|school|group|partnership|partners|"
    r"services|solutions|society|charity|nhs|holdings|consultants|consulting|associates|"
    r"contractors|construction|systems|centre|institute|bank|authority|federation|agency|"
    r"solicitors|architects|police|fire|board|forum|department|service|engineering|care|homes|housing|uk|international|sons|brothers)\b",
    re.IGNORECASE,
)
#: What a cell has when its lines are worth looking at: a name that goes on after its legal form, or
#: the digits of an address.
_SEVERAL_LINES = re.compile(
    r"\d|\b(ltd|limited|plc|llp|cic|cio|inc|trust|council|association|university|charity|"
    r"foundation|society|co|company|group|school|college)\b\W+\w",
    re.IGNORECASE,
)
#: Only these words say that a name which has a word for a body was withheld.
_SUSPECT = re.compile(
    r"redact|withh|personal|private|individual|remov|data protection", re.IGNORECASE
)
_NOT_A_NAME = re.compile(
    r"^(various|multiple|several|many|numerous|tbc|tbd|to be (confirmed|determined|awarded)|"
    r"see (framework|below|above|description|notes?|attached)|not (yet )?(awarded|applicable|"
    r"known|disclosed)|n/?a|none|unknown|awaiting award|no supplier|framework|individuals?|"
    r"other|multi)( (suppliers?|providers?|contractors?|companies|parties|agencies|individuals))?"
    r"( \(?(see|on) .*)?\.?$"
    r"|commercial(ly)? (sensitive|in confidence)",
    re.IGNORECASE,
)
_VOLUNTARY = re.compile(r"vcs|voluntary|community (sector|group)|charit|social ent", re.IGNORECASE)
_NEGATED = re.compile(r"\b(no|not|non|neither)\b", re.IGNORECASE)
_LEGAL_FORM = re.compile(r"\w.*\b(ltd|limited|plc|llp|cic)\W*", re.IGNORECASE)
_COMMAS = re.compile(r"\s*[,/]\s*(?:(?:and|&)\s+)?")
_COMMAS_AND_AND = re.compile(rf"{_COMMAS.pattern}|\s+(?:and|&)\s+")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_NAME = 500
#: More different suppliers than these are forgotten and read anew, so that memory is bounded.
_MOST = 60_000

_STATED = int(Standing.STATED)

NOT_NAMED = "supplier not named (various, to be confirmed, redacted …): the contract has no tie"
CONTACTS = "e-mail address, telephone or VAT number: taken out"
PERSON = "supplier that is a person by the form of address: the contract has no tie, no name kept"


class Suppliers(NamedTuple):
    """The organisations a cell names, by id, and what was odd about the cell."""

    ids: tuple[str, ...]
    odd: tuple[str, ...] = ()


class Reader:
    """Reads the suppliers of rows, and keeps what it read of those met lately.

    ``seen`` knows which organisations have been stated.
    """

    def __init__(self, source: str, columns: Collection[str], seen: Seen) -> None:
        self._source = source
        self._columns = [name for name in _SAYING_WHO if name in columns]
        self._seen = seen
        # By hashes, because the texts take four times the memory; see Seen for how sure that is.
        self._read: dict[int, Suppliers] = {}

    def suppliers(
        self, row: TableRow, name: str, council: str, locator: str
    ) -> tuple[Suppliers, list[Said]]:
        """Return the suppliers of a row, and what to state of them first.

        One that has no register identifier is told by its name within ``council``.
        """
        told = hash((council, name, *map(row.get, self._columns)))
        found = self._read.get(told)
        if found is not None:
            return found, []
        if len(self._read) >= _MOST:
            self._read.clear()
        new: list[Said] = []
        found = self._read[told] = self._new(row, name, council, locator, new)
        return found, new

    def _new(
        self, row: TableRow, cell: str, council: str, locator: str, new: list[Said]
    ) -> Suppliers:
        odd: list[str] = []
        names = list(_names(cell, _lines(row, cell), odd))
        if not names:
            return Suppliers((), tuple(odd))
        numbers = _numbers(row, len(names))
        if numbers is None:
            odd.append("register numbers of several suppliers that cannot be told apart: not used")
        kind = OrganisationKind.NOT_KNOWN
        if len(names) == 1 and _voluntary(row):
            kind = OrganisationKind.VCS
        ids = []
        for place, name in enumerate(names):
            known: Sequence[str] = numbers[place] if numbers else ()
            known = ordered(known) if len(known) > 1 else known
            own = known[0] if known else identifier(council, slug(name))
            ids.append(own)
            if not self._seen.state(f"\x1f{own}") & _STATED:
                new.append(Said(self._organisation(own, name, kind, known, locator)))
        return Suppliers(tuple(dict.fromkeys(ids)), tuple(odd))

    def _organisation(
        self, own: str, name: str, kind: OrganisationKind, known: Sequence[str], locator: str
    ) -> Organisation:
        return Organisation.model_validate(
            {
                "id": own,
                "name": name,
                "kind": kind,
                "identifiers": " ".join(known) or None,
                "source": self._source,
                "locator": locator,
            }
            | {k: v for i in reversed(known) for k, v in properties_of(i).items()}
        )


_SAYING_WHO = (
    "CompaniesHouseRegistrationNumber",
    "CharityCommissionNumber",
    "RegistrationNumber",
    "OtherSupplierID",
    "VCSESupplier",
    "SupplierType",
)


def _lines(row: TableRow, cell: str) -> list[str]:
    """Return the lines of the supplier's cell as it stood; a row gives its cells on one line."""
    if not _SEVERAL_LINES.search(cell):
        return [cell]
    for text in row.raw.values():
        if ("\n" in text or "\r" in text) and " ".join(text.split()) == cell:
            return [line for line in text.splitlines() if line.strip()]
    return [cell]


def _names(cell: str, lines: list[str], odd: list[str]) -> Iterator[str]:
    """Yield the names in a cell; what is no name, and what was done, goes to ``odd``.

    Lines, and parts between semicolons, are several suppliers only when each of them looks like
    one: “Smith, Jones and Co” is one, and an address below a name is none. Commas and strokes part
    suppliers when each of them ends in a legal form.
    """
    parts = [part.strip() for line in lines for part in line.split(";") if part.strip()]
    if len(parts) == 1 and len(companies := _companies(cell)) > 1:
        odd.append("several suppliers in one cell: each is a party")
        parts = companies
    elif len(parts) > 1:
        if all(map(_BODY.search, parts)) or (
            len(lines) == 1 and all(_LETTER.match(p) and len(p) > 2 for p in parts)
        ):
            odd.append("several suppliers in one cell: each is a party")
        elif _BODY.search(parts[0]) and len(lines) > 1:
            odd.append("lines below a supplier's name (an address?): left out")
            parts = parts[:1]
        else:
            parts = [cell]
    for part in parts:
        plain = without_contacts(part)
        if plain != part:
            odd.append(CONTACTS)
        name = words(plain)
        if name is None or not names_a_body(name):
            odd.append(NOT_NAMED)
        elif names_a_person(name):
            odd.append(PERSON)
        else:
            if hidden_characters(part):
                odd.append("invisible characters in a supplier's name: taken out")
            yield name[:_LONGEST_NAME]


def _companies(cell: str) -> list[str]:
    for apart in (_COMMAS_AND_AND, _COMMAS):
        parts = apart.split(cell)
        if len(parts) > 1 and all(map(_LEGAL_FORM.fullmatch, parts)):
            return parts
    return [cell]


def names_a_body(name: str) -> bool:
    """Return whether words can be the name of somebody, and not of nobody in particular."""
    if not _LETTER.search(name) or _NOT_A_NAME.search(name):
        return False
    return (has_body_word(name) and not _SUSPECT.search(name)) or not withheld(name)


def has_body_word(name: str) -> bool:
    """Return whether a name has a word that only the name of an organisation has."""
    return bool(_BODY.search(name))


def _numbers(row: TableRow, suppliers: int) -> list[list[str]] | None:
    """Return each supplier's register identifiers; None when a cell's cannot be shared out."""
    found: list[list[str]] = [[] for _ in range(suppliers)]
    for column in _SAYING_WHO[:4]:
        text = row.get(column)
        if not text:
            continue
        parts = [part for part in re.split(r"[;,/\s]+(?=\S*\d)", text) if part]
        if suppliers == 1:
            parts = [text]
        elif len(parts) != suppliers:
            return None
        for place, part in enumerate(parts):
            if known := _identifier(column, part):
                found[place].append(known)
    return found


def _identifier(column: str, text: str) -> str | None:
    if column == "CompaniesHouseRegistrationNumber":
        return org_id("GB-COH", text) or parse_org_id(text)
    if column == "CharityCommissionNumber":
        return org_id("GB-CHC", text) or parse_org_id(text)
    if column == "RegistrationNumber" and len(text) == 8:
        # Charities of England and Wales have six or seven digits.
        return org_id("GB-COH", text)
    return parse_org_id(text)


def _voluntary(row: TableRow) -> bool:
    if yes_no(row.get("VCSESupplier")):
        return True
    said = row.get("SupplierType")
    return bool(_VOLUNTARY.search(said)) and not _NEGATED.search(said)
