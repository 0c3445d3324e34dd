"""Read 360Giving spreadsheets, CSV and XLSX, with titles or field names for columns.

The columns of a list are numbered (“Recipient Org:1:Name”, “recipientOrganization/1/name”), or a
workbook has a sheet of its own for them, tied to the grants by the identifier of the grant. This
is the layout of flatten-tool; only the fields that the graph keeps are read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.cells import ERRORS, NOT_CALCULATED
from placegraph.loaders.reading.text_tables import (
    Column,
    TableRow,
    TextTable,
    header_score,
    open_tables,
)
from placegraph.loaders.reading.values import hidden_characters, words
from placegraph.loaders.threesixtygiving.grant import Body, Grant, recipients

#: Recipients, or funders, that one row may name in columns of their own.
MOST_BODIES = 20
#: Share of the telling columns that a file must have to be taken for grants.
ENOUGH = 0.6

_ROOTS = {
    "recipient": ("Recipient Org", "Recipient Organisation", "recipientOrganization"),
    "funder": ("Funding Org", "Funding Organisation", "fundingOrganization"),
}
_FIELDS = {
    "id": ("Identifier", "ID"),
    "name": ("Name",),
    "charity": ("Charity Number",),
    "company": ("Company Number",),
}
_PEOPLE = ("recipientind", "toindividuals")


def _of_list(root: str, title: str, field_name: str) -> tuple[str, ...]:
    return tuple(f"{root}{place} {name}" for place in ("", ":0:") for name in (title, field_name))


_GRANT = (
    Column("id", ("Identifier", "Grant Identifier", "Grant ID", "Grant Reference")),
    Column("title", ("Title", "Grant Title")),
    Column("description", ("Description", "Grant Description")),
    Column("currency", ("Currency",)),
    Column("amount", ("Amount Awarded", "Amount Awarded (£)", "Amount Awarded (GBP)")),
    Column("awarded", ("Award Date", "Date Awarded")),
    Column("starts", _of_list("Planned Dates", "Start Date", "startDate")),
    Column("ends", _of_list("Planned Dates", "End Date", "endDate")),
    Column("programme", _of_list("Grant Programme", "Title", "title")),
)
_BODIES = tuple(
    Column(
        f"{role}/{number}/{name}",
        tuple(
            f"{root}:{place}{title}"
            for place in ((f"{number}:", "") if number == 0 else (f"{number}:",))
            for root in roots
            for title in titles
        ),
    )
    for role, roots in _ROOTS.items()
    for number in range(MOST_BODIES)
    for name, titles in _FIELDS.items()
)
_REQUIRED = ("id", "amount")
_MAIN = tuple(Column(c.name, c.titles, c.name in _REQUIRED) for c in _GRANT) + _BODIES
_DETAILS = (Column("id", _GRANT[0].titles, required=True), *_GRANT[1:], *_BODIES)
#: A sheet of one list may leave the name of the list out of its titles.
_BARE = (
    Column("grant", ("Grant Identifier", "Grant ID", "Grant Reference"), required=True),
    *(Column(name, titles) for name, titles in _FIELDS.items()),
)
_TELLING = (
    *(c for c in _GRANT if c.name in ("id", "title", "amount", "awarded", "currency")),
    Column("funder", tuple(t for c in _BODIES if c.name.startswith("funder/0/") for t in c.titles)),
    Column(
        "recipient",
        (
            *(t for c in _BODIES if c.name.startswith("recipient/0/") for t in c.titles),
            *("Recipient Ind:Identifier", "Recipient Ind:Name", "recipientIndividual/0/id"),
        ),
    ),
)


@dataclass
class _Details:
    """What the sheets beside the main one say of each grant, by its identifier."""

    bodies: dict[str, defaultdict[str, list[Body]]] = field(
        default_factory=lambda: {role: defaultdict(list) for role in _ROOTS}
    )
    people: set[str] = field(default_factory=set)


def recognises(path: Path) -> bool:
    """Return whether the file has the columns that tell grants from other tables."""
    return header_score(path, _TELLING) >= ENOUGH


def grants(path: Path) -> Iterator[Grant]:
    """Yield the grants of a table, or of every sheet of grants in a workbook.

    Raises
    ------
    UnreadableSource
        If it is no table, or none has the identifier and the amount of a grant.

    """
    tables = list(open_tables(path, _MAIN))
    mains = {table.sheet for table in tables}
    details = _details(path, mains) if tables[0].sheet else _Details()
    for table in tables:
        reader = _Reader(table)
        for row in table.rows():
            # Rows that start so are remarks to whoever fills in the template.
            if not row.get("id").startswith("#"):
                yield reader.grant(row, details)


def said_of_itself(path: Path) -> dict[str, str]:
    """Return nothing: a table does not say who published it."""
    del path
    return {}


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: TextTable) -> None:
        self._sheet = table.sheet
        self._bodies = {
            role: [
                names
                for number in range(MOST_BODIES)
                if (names := _present(table, f"{role}/{number}/"))
            ]
            for role in _ROOTS
        }
        self._people = [t for t in table.titles if _letters(t).startswith(_PEOPLE)]

    def grant(self, row: TableRow, details: _Details) -> Grant:
        cells = {column.name: row.get(column.name) for column in _GRANT}
        texts = {name: _words(cell) for name, cell in cells.items()}
        more = {role: details.bodies[role].get(texts["id"], []) for role in _ROOTS}
        kept, to_people = recipients(
            [*self.bodies(row, "recipient"), *more["recipient"]],
            individual=texts["id"] in details.people or self.names_people(row),
        )
        return Grant(
            place=f"{self._sheet} row {row.number}".strip(),
            **texts,
            funders=(*self.bodies(row, "funder"), *more["funder"]),
            recipients=kept,
            individual=to_people,
            disguised=any(map(hidden_characters, cells.values())) or self._disguised(row),
        )

    def bodies(self, row: TableRow, role: str) -> Iterator[Body]:
        for names in self._bodies[role]:
            body = Body(**{name: _words(row.get(column)) for name, column in names.items()})
            if body.id or body.name:
                yield body

    def names_people(self, row: TableRow) -> bool:
        if not self._people:
            return False
        raw = row.raw
        return any(_words(raw.get(title, "")) for title in self._people)

    def _disguised(self, row: TableRow) -> bool:
        every = (names for several in self._bodies.values() for names in several)
        return any(hidden_characters(row.get(column)) for n in every for column in n.values())


def _present(table: TextTable, prefix: str) -> dict[str, str]:
    names = {name: f"{prefix}{name}" for name in _FIELDS if f"{prefix}{name}" in table.columns}
    return names if {"id", "name"} & names.keys() else {}


def _words(cell: str) -> str:
    # A cell whose formula failed says nothing.
    return "" if cell in ERRORS or cell == NOT_CALCULATED else words(cell) or ""


def _details(path: Path, mains: set[str]) -> _Details:
    """Read the sheets of lists; a workbook is held in memory whole as it is."""
    found = _Details()
    read: set[str] = set()
    for table in _tables(path, _BARE):
        role = next((r for r, roots in _ROOTS.items() if _is_sheet_of(table.sheet, roots)), None)
        if table.sheet in mains or role is None or "name" not in table.columns:
            continue
        read.add(table.sheet)
        for row in table.rows():
            body = Body(**{name: _words(row.get(name)) for name in _FIELDS})
            found.bodies[role][_words(row.get("grant"))].append(body)
    for table in _tables(path, _DETAILS):
        if table.sheet in mains or table.sheet in read:
            continue
        people = _letters(table.sheet).startswith(_PEOPLE)
        reader = _Reader(table)
        for row in table.rows():
            grant = _words(row.get("id"))
            if people or reader.names_people(row):
                found.people.add(grant)
            for role in _ROOTS:
                found.bodies[role][grant].extend(reader.bodies(row, role))
    return found


def _tables(path: Path, columns: tuple[Column, ...]) -> Iterator[TextTable]:
    try:
        yield from open_tables(path, columns)
    except UnreadableSource:
        return


def _is_sheet_of(sheet: str, roots: tuple[str, ...]) -> bool:
    return _letters(sheet).startswith(tuple(_letters(root) for root in roots))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
