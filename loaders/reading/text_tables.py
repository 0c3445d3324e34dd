"""Read the published tables of others: CSV in any guise, and XLSX.

A table is found by the columns a loader declares, whatever stands above its heading row, whatever
separates its cells and whatever encoding it is in. CSV is read row by row, so memory does not grow
with the file.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.delimited import BLANK, MOST_COLUMNS, Reading, Rows, split
from placegraph.loaders.reading.encodings import (
    Encoding,
    encoding_of,
    encoding_of_sample,
    refuse_no_file,
)
from placegraph.loaders.reading.headings import (
    Wanted,
    best_delimiter,
    find_heading,
    moved,
    places_of,
    title_key,
)
from placegraph.loaders.reading.worksheets import first_rows, is_workbook, sheet_rows, worksheets

#: Rows at the start in which a heading row is looked for first.
_TOP_ROWS = 200
#: How much of a file is looked at to find out how it is divided.
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Column:
    """A column a loader knows. ``titles`` come in order of preference, ``name`` itself last.

    Titles are compared by their letters and digits only.
    """

    name: str
    titles: tuple[str, ...]
    required: bool = False


class TableRow:
    """A row of a table. ``number`` is the row a spreadsheet program shows it in.

    The first row of the file or sheet is 1, blank rows count, and a cell with line breaks is in
    one row. Only where cells have line breaks does a text editor show another number.
    """

    __slots__ = ("_cells", "_table", "number")

    def __init__(self, number: int, cells: Sequence[str], table: "TextTable") -> None:
        self.number = number
        self._cells = cells
        self._table = table

    def get(self, name: str) -> str:
        """Return a cell by the name of its column, spaces put in order; empty when blank."""
        place = self._table.columns.get(name)
        if place is None or place >= len(self._cells):
            return ""
        text = self._cells[place]
        return " ".join(text.split()) if text else ""

    @property
    def filled(self) -> int:
        """How many cells of the row hold anything, under a known title or not."""
        return sum(1 for cell in self._cells if cell and not cell.isspace())

    @property
    def first(self) -> str:
        """The first cell that holds anything, under a known title or not."""
        return next((" ".join(cell.split()) for cell in self._cells if cell.strip()), "")

    @property
    def raw(self) -> dict[str, str]:
        """The filled cells by the titles of the file, the row as it stood."""
        titles = self._table.titles
        return {
            titles[place] if place < len(titles) else f"column {place + 1}": cell
            for place, cell in enumerate(self._cells)
            if cell and not cell.isspace()
        }


@dataclass
class TextTable:
    """A table found in a file.

    ``columns`` gives the place of each known column, counted from 0; ``titles`` are those of the
    file, made different where it repeats or lacks them; ``unknown`` are the titles nobody declared.
    """

    file: str
    sheet: str
    header_row: int
    encoding: str
    columns: dict[str, int]
    titles: tuple[str, ...]
    unknown: tuple[str, ...]
    _cells: Sequence[str] = field(repr=False)
    _first: int = field(repr=False)
    _last: bool = field(repr=False)
    _required: tuple[int, ...] = field(repr=False)
    _read: Callable[[], Rows] = field(repr=False)

    def rows(self) -> Iterator[TableRow]:
        """Read the rows that hold anything, in the order of the file.

        Rows below the heading, and those above it that fill every required column, as when a
        sorted sheet has its heading last. A heading that is repeated is no row.

        Raises
        ------
        UnreadableSource
            If the rest of the file cannot be split into rows and cells.

        """
        header_row, first = self.header_row, self._first
        for number, cells in self._read():
            if number > header_row:
                if not "".join(cells).strip(BLANK):
                    continue
                same = len(cells) > first and cells[first] == self._cells[first]
                if same and self._repeats_heading(cells):
                    continue
                yield TableRow(number, cells, self)
            elif number < header_row and self._is_data(cells):
                yield TableRow(number, cells, self)

    def _repeats_heading(self, cells: Sequence[str]) -> bool:
        keys = ([title_key(cell) for cell in row] for row in (cells, self._cells))
        one, other = ([(p, key) for p, key in enumerate(row) if key] for row in keys)
        return one == other

    def _is_data(self, cells: Sequence[str]) -> bool:
        """Return whether a row above the heading is one of the table, not a title of it."""
        if self._last:
            return bool("".join(cells).strip(BLANK))
        required = self._required
        if not required or not all(p < len(cells) and cells[p].strip() for p in required):
            return False
        filled = sum(1 for cell in cells if cell.strip())
        return filled > 1 and (len(required) > 1 or 2 * filled >= len(self.columns))


def open_table(path: Path, columns: Sequence[Column], *, sheet: str | None = None) -> TextTable:
    """Find the table with ``columns`` in a file; of a workbook, the sheet that has most of them.

    Raises
    ------
    UnreadableSource
        If the file is no table, or no row of it has the titles of all required columns.

    """
    found = open_tables(path, columns, sheet=sheet)
    return max(found, key=lambda table: len(table.columns))


def open_tables(
    path: Path, columns: Sequence[Column], *, sheet: str | None = None
) -> Iterator[TextTable]:
    """Find the tables with ``columns``: one in a text file, any number of sheets in a workbook.

    Hidden sheets are left out unless asked for by name. Raises as :func:`open_table`.
    """
    wanted = _wanted(columns)
    refuse_no_file(path)
    if not is_workbook(path):
        encoding = encoding_of(path)
        reading = Reading(path, encoding, _delimiter(path, encoding, wanted))
        table = _table(path, "", reading.rows, wanted, encoding.codec)
        reading.width = len(table.titles)
        yield table
        return
    lacking: UnreadableSource | None = None
    found = False
    for name, content in worksheets(path, sheet):
        try:
            yield _table(path, name, partial(sheet_rows, content), wanted)
            found = True
        except UnreadableSource as error:
            lacking = lacking or error
    if not found:
        named = "a sheet" if sheet is None else f"the sheet “{sheet}”"
        raise lacking or UnreadableSource(path, f"found no rows, expected {named} with a table.")


def header_score(path: Path, columns: Sequence[Column]) -> float:
    """Return the share of ``columns`` that a row at the start (or the end) of a file has.

    0 when it lacks a required one, or is no table at all. Reads little and never raises.
    """
    wanted = _wanted(columns)
    try:
        refuse_no_file(path)
        if is_workbook(path):
            rows = first_rows(path, path.stat().st_mtime_ns, _TOP_ROWS)
        else:
            rows = [cells for text in _ends(path) for cells in _split_best(text, wanted)]
    except (UnreadableSource, OSError, ValueError):
        return 0.0
    required = {column.name for column in columns if column.required}
    likely = {tuple(cells) for cells in rows if len(required) <= len(cells) <= MOST_COLUMNS}
    found = (places_of(cells, wanted) for cells in likely)
    best = max((len(places) for places in found if required <= places.keys()), default=0)
    return best / len(columns)


def _wanted(columns: Sequence[Column]) -> Wanted:
    return [
        (
            column.name,
            [title_key(title) for title in (*column.titles, column.name)],
            column.required,
        )
        for column in columns
    ]


def _table(
    path: Path, sheet: str, read: Callable[[], Rows], wanted: Wanted, encoding: str = ""
) -> TextTable:
    rows = read()
    top = list(islice(rows, _TOP_ROWS))
    number, cells = find_heading(path, top, rows, wanted)
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    heading = [" ".join(cell.split()) for cell in cells[: last + 1]]
    if len(heading) > MOST_COLUMNS:
        raise UnreadableSource(
            path,
            f"row {number}: found {len(heading):,} columns, expected at most {MOST_COLUMNS:,}; "
            "check that it is the table you meant.",
        )
    titled = places_of(cells, wanted)
    below = [cells for row, cells in top if row > number]
    places = moved(titled, heading, below)
    known = {*titled.values(), *places.values()}
    bare = range(len(heading) + 1, max(places.values(), default=-1) + 2)
    titles = tuple(
        (title if heading.count(title) == 1 else f"{title} (column {place})")
        if title
        else f"column {place}"
        for place, title in chain(enumerate(heading, start=1), ((place, "") for place in bare))
    )
    return TextTable(
        file=path.name,
        sheet=sheet,
        header_row=number,
        encoding=encoding,
        columns=places,
        titles=titles,
        unknown=tuple(titles[p] for p, title in enumerate(heading) if title and p not in known),
        _cells=cells,
        _first=next(place for place, title in enumerate(heading) if title),
        _last=not any("".join(row).strip(BLANK) for row in chain(below, (c for _, c in rows))),
        _required=tuple(places[name] for name, _, required in wanted if required),
        _read=read,
    )


def _delimiter(path: Path, encoding: Encoding, wanted: Wanted) -> str:
    lines: list[str] = []
    with path.open(encoding=encoding.codec, errors=encoding.errors, newline="") as file:
        size = 0
        for line in islice(file, _TOP_ROWS):
            lines.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
    return best_delimiter(lines, wanted)


def _ends(path: Path) -> Iterator[str]:
    """Read the start of a file as text, and its end when that is another part."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
        size = file.seek(0, 2)
        file.seek(max(len(head), size - _SAMPLE) // 4 * 4)
        tail = file.read(_SAMPLE + 4)
    encoding = encoding_of_sample(head)
    if encoding is None:
        return
    yield head.decode(encoding.codec, encoding.errors)
    if tail:
        order = {"utf-16": "utf-16-le" if head[:2] == b"\xff\xfe" else "utf-16-be"}
        yield tail.decode(order.get(encoding.codec, encoding.codec), encoding.errors)


def _split_best(text: str, wanted: Wanted) -> list[list[str]]:
    lines = list(io.StringIO(text, newline=""))
    few = lines if len(lines) <= 2 * _TOP_ROWS else lines[:_TOP_ROWS] + lines[-_TOP_ROWS:]
    return split(lines, best_delimiter(few, wanted))
