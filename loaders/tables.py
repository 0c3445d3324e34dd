"""Map the rows of tables onto the declared types, and say everything that is wrong with them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from placegraph.errors import Problem, UnreadableSource
from placegraph.graph.model import SCHEMA, Source
from placegraph.graph.schema import (
    Fact,
    Identifier,
    Property,
    Relationship,
    Text,
    properties,
    table,
)
from placegraph.loaders.readers import Record, Table, tables
from placegraph.loaders.reading.cells import ERRORS, MERGED, NOT_CALCULATED
from placegraph.loaders.source import describe

#: The locator of what a source says of itself.
OWN_LOCATOR = "the document itself"
DATASET = "dataset"

Progress = Callable[[int, int], None]


class Dataset(BaseModel):
    """Who speaks: the one row of the table ``dataset``."""

    id: Identifier
    title: Text


DATASET_COLUMNS = (
    Property(
        "id", "text", True, "Identifier of the data set; loading it again replaces what it said.",
        (), None, "an identifier of letters, digits and . _ : / -",
    ),
    Property("title", "text", True, "Title of the data set.", (), None, "text"),
)  # fmt: skip


@dataclass
class Row:
    """A record, the fact read from it (None when it cannot be), and what is wrong with it."""

    declared: type[Fact]
    record: Record
    fact: Fact | None
    given: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value(self, column: str) -> str | None:
        """Return the text in ``column``, also of a row that is no fact."""
        found = getattr(self.fact, column) if self.fact else self.given.get(column)
        return found if isinstance(found, str) else None

    def report(self, column: str, found: str, expected: str) -> None:
        """Add a problem with a cell of this row, or with all of it when ``column`` is empty."""
        self.problems.append(_problem(self.record, column, found, expected))


@dataclass(frozen=True)
class Reading:
    """All that was found in a data set's tables.

    ``problems`` are those of whole tables and of ``dataset``; each row has its own besides.
    ``broken`` are the types whose table has such a problem, ``dataset`` is None when it has one.
    """

    path: Path
    dataset: Dataset | None
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    broken: dict[type[Fact], Problem]


@cache
def columns(declared: type[Fact]) -> tuple[Property, ...]:
    """Return the columns of a type's table in their order.

    The columns of the ends come first, then the type's own, then those of every fact. The table
    ``source`` has neither ``source`` nor ``locator``: a source speaks for itself.
    """
    own = tuple(
        p
        for p in properties(declared)
        if declared is not Source or p.name not in ("source", "locator")
    )
    if not issubclass(declared, Relationship):
        return own
    return (
        *_end(declared, "from", tuple(t.__name__ for t in declared.starts)),
        *_end(declared, "to", tuple(t.__name__ for t in declared.ends)),
        *own,
    )


def _end(declared: type[Relationship], end: str, names: tuple[str, ...]) -> Iterator[Property]:
    described = {name: f.description or "" for name, f in declared.model_fields.items()}
    one_of = f"one of {', '.join(names)}" if len(names) > 1 else f"{names[0]}, or blank"
    kind, key = f"{end}_type", f"{end}_id"
    yield Property(kind, "choice", len(names) > 1, described[kind], names, None, one_of)
    identifier = DATASET_COLUMNS[0].expected
    yield Property(key, "text", True, described[key], (), None, identifier)


def read(path: Path, *, progress: Progress | None = None) -> Reading:
    """Read and validate every row of the data set at ``path``, one at a time.

    What only shows between rows is left to :mod:`placegraph.loaders.checks`.

    Raises
    ------
    UnreadableSource
        If there is no data set at ``path``, or it has no rows.

    """
    try:
        found = list(tables(describe(path)))
    except OSError as error:
        raise UnreadableSource(
            path, f"found that it cannot be opened ({error.strerror}), expected to read it."
        ) from error
    head = next((t for t in found if t.name == DATASET), None)
    dataset, problems = _dataset(path, head)
    known = {table(declared): declared for declared in SCHEMA.types}
    named = {t.name for t in found}
    total = sum(len(t.records) for t in found if t.name != DATASET)
    if total == 0:
        raise UnreadableSource(path, "found no row in any table but dataset, expected some.")
    rows: list[Row] = []
    broken: dict[type[Fact], Problem] = {}
    for t in found:
        if t.name == DATASET or (t.name not in known and not t.header):
            continue
        declared = known.get(t.name)
        if declared is None:
            near = get_close_matches(t.name, [DATASET, *known], 1)
            problems.append(_unknown_table(t, near))
            # A misspelt table is checked as the one it must be, so that what refers to it is not
            # reported missing as well.
            if not near or near[0] in named or near[0] not in known:
                continue
            declared = known[near[0]]
            broken[declared] = problems[-1]
        wrong = _header_problems(t, columns(declared))
        problems += wrong
        if wrong:
            broken.setdefault(declared, wrong[0])
        for record in t.records:
            rows.append(_row(declared, record))
            if progress and (len(rows) % 1000 == 0 or len(rows) == total):
                progress(len(rows), total)
    return Reading(path, dataset, tuple(rows), tuple(problems), broken)


def _dataset(path: Path, head: Table | None) -> tuple[Dataset | None, list[Problem]]:
    expected = "one row with the id and title of the data set"
    if head is None:
        name = path.resolve().name
        return None, [Problem(name, "", 0, "", "no table dataset", expected)]
    problems = _header_problems(head, DATASET_COLUMNS)
    if not head.records and not problems:
        problems.append(Problem(head.file, head.sheet, 0, "", "no row", expected))
    problems += [_problem(r, "", "a second row", expected) for r in head.records[1:]]
    dataset = None
    for record in head.records[:1]:
        try:
            dataset = Dataset.model_validate(record.fields)
        except ValidationError as error:
            problems += _cell_problems(record, DATASET_COLUMNS, error.errors())
    return (None if problems else dataset), problems


def _unknown_table(found: Table, near: list[str]) -> Problem:
    expected = f"the table {near[0]}" if near else "one of the tables that docs/tables.md lists"
    return Problem(found.file, found.sheet, 0, "", f"a table called {found.name}", expected)


def _header_problems(found: Table, expected: tuple[Property, ...]) -> list[Problem]:
    names = [p.name for p in expected]
    if not found.header:
        wanted = f"a header with the columns {', '.join(names)}"
        return [Problem(found.file, found.sheet, 0, "", "an empty table", wanted)]

    def problem(column: str, what: str, wanted: str) -> Problem:
        return Problem(found.file, found.sheet, found.header_row, column, what, wanted)

    problems = []
    for place, name in enumerate(found.header):
        if name in found.header[:place]:
            problems.append(problem(name, "the column a second time", "each column once"))
        elif name and name not in names:
            near = get_close_matches(name, names, 1)
            hint = f" (nearest: {near[0]})" if near else ""
            problems.append(problem(name, name, f"one of {', '.join(names)}{hint}"))
    problems += [
        problem(p.name, "no such column", f"the column {p.name}")
        for p in expected
        if p.required and p.name not in found.header
    ]
    return problems


# pydantic alone would also take 1_000 for 1000, 86400 for a day in 1970 and “y” for true.
_SPELLINGS = {
    "integer": re.compile(r"[+-]?\d{1,18}(\.0*)?"),
    "number": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
    "boolean": re.compile(r"true|false", re.IGNORECASE),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
#: Stands for a cell that is filled but cannot be read, and that no type accepts.
_UNREADABLE = object()
_BROKEN_CELLS = ERRORS | {NOT_CALCULATED, MERGED}


def _row(declared: type[Fact], record: Record) -> Row:
    expected = {p.name: p for p in columns(declared)}
    given: dict[str, object] = {
        name: _value(expected[name], text)
        for name, text in record.fields.items()
        if name in expected
    }
    if issubclass(declared, Relationship):
        for end, allowed in (("from_type", declared.starts), ("to_type", declared.ends)):
            if len(allowed) == 1:
                given.setdefault(end, allowed[0].__name__)
    if declared is Source:
        given |= {"source": given.get("id", _UNREADABLE), "locator": OWN_LOCATOR}
    row = Row(declared, record, None)
    for place, text in record.strays.items():
        row.report("", f"{_short(text)} in cell {place}", "a header above every cell")
    try:
        row.fact = declared.model_validate(given)
    except ValidationError as error:
        row.given = given
        row.problems += _cell_problems(record, columns(declared), error.errors())
        row.problems += _interval_problems(row)
    return row


def _value(column: Property, text: str) -> object:
    spelling = _SPELLINGS.get(column.kind)
    if text in _BROKEN_CELLS or (spelling and not spelling.fullmatch(text)):
        return _UNREADABLE
    if column.choices and text not in column.choices:
        return _UNREADABLE
    return text


def _interval_problems(row: Row) -> Iterator[Problem]:
    """Check the interval of a row that has other problems; pydantic stops short of it."""
    if {p.column for p in row.problems} & {"valid_from", "valid_to"}:
        return
    dates = {name: row.given[name] for name in ("valid_from", "valid_to") if name in row.given}
    try:
        Fact.model_validate({"source": "any", "locator": "any", **dates})
    except ValidationError as error:
        yield from _cell_problems(row.record, columns(row.declared), error.errors())


def _cell_problems(
    record: Record, expected: tuple[Property, ...], errors: list[ErrorDetails]
) -> Iterator[Problem]:
    wanted = {p.name: p.expected for p in expected}
    fields = record.fields
    for error in errors:
        column = str(error["loc"][0]) if error["loc"] else ""
        found = _short(fields.get(column, "")) or "nothing"
        if error["type"] == "value_error":
            named, _, text = str(error.get("ctx", {}).get("error", error["msg"])).partition("|")
            column = column or named
            yield _problem(record, column, _short(fields.get(column, "")) or "nothing", text)
        elif error["type"] == "string_too_long":
            longest = error.get("ctx", {}).get("max_length")
            found = f"{len(fields[column])} characters"
            yield _problem(record, column, found, f"at most {longest} characters")
        elif column in wanted and (error["type"] != "missing" or column in record.header):
            # A column that is not there at all was reported once, with the header.
            yield _problem(record, column, found, wanted[column])


def _problem(record: Record, column: str, found: str, expected: str) -> Problem:
    return Problem(record.file, record.sheet, record.row, column, found, expected)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
