"""Read the tables of a data set as text, the same from CSV files as from a workbook."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, SheetTypeEnum, load_workbook

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.cells import NOT_XLSX, Places, unreadable_cells
from placegraph.loaders.source import Source

#: Sheets of the template, and of an appraisal's workbook, that hold no data of their own.
NOT_TABLES = frozenset(
    {"read_me", "lists", "results", "series", "low", "central", "high", "partners"}
)


@dataclass(frozen=True, slots=True)
class Record:
    """One source row: its cells as text, and where they stand. Row 1 is the first of the sheet."""

    file: str
    sheet: str
    row: int
    header: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """Return the filled cells under a header, by column."""
        return {
            name: text for name, text in zip(self.header, self.cells, strict=False) if name and text
        }

    @property
    def strays(self) -> dict[int, str]:
        """Return the filled cells that have no header, by column counted from 1."""
        width = len(self.header)
        return {
            place: text
            for place, text in enumerate(self.cells, start=1)
            if text and (place > width or not self.header[place - 1])
        }


@dataclass(frozen=True)
class Table:
    """One table as found. ``name`` and ``header`` are in lower case with underscores."""

    name: str
    file: str
    sheet: str
    header_row: int = 0
    header: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()


def tables(source: Source) -> Iterator[Table]:
    """Read every table of ``source``; blank rows are left out.

    The first row that is not blank is the header. Cells come as text without surrounding spaces:
    dates as YYYY-MM-DD, true and false in lower case, whole numbers without a decimal point.

    Raises
    ------
    UnreadableSource
        If a file is not UTF-8, not a CSV file or not an XLSX workbook, or if two tables have the
        same name.

    """
    seen: dict[str, str] = {}
    for table in _workbook(source.path) if source.form == "xlsx" else _folder(source.files):
        place = table.sheet or table.file
        if table.name in seen:
            raise UnreadableSource(
                source.path,
                f"found the table {table.name} twice, as {seen[table.name]} and as {place}, "
                "expected it once.",
            )
        seen[table.name] = place
        yield table


def _name(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def _text(text: str) -> str:
    # Excel on Windows, old Macs and everyone else end the lines of a cell in three ways.
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _table(name: str, file: str, sheet: str, rows: Iterator[tuple[int, list[str]]]) -> Table:
    filled = (row for row in rows if any(row[1]))
    header_row, cells = next(filled, (0, []))
    header = tuple(_name(cell) for cell in cells)
    while header and not header[-1]:
        header = header[:-1]
    records = tuple(Record(file, sheet, number, header, tuple(cells)) for number, cells in filled)
    return Table(name, file, sheet, header_row, header, records)


def _folder(paths: tuple[Path, ...]) -> Iterator[Table]:
    for path in paths:
        yield _table(_name(path.stem), path.name, "", _csv_rows(path))


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 0
    try:
        # utf-8-sig: Excel starts a “CSV UTF-8” file with a byte order mark, others do not.
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True, skipinitialspace=True)
            for number, cells in enumerate(reader, start=1):
                if number == 1 and len(cells) == 1 and re.search(r"[;\t]", cells[0]):
                    raise UnreadableSource(
                        path,
                        "row 1: found columns separated by semicolons or tabs, expected commas; "
                        "save it as “CSV UTF-8 (comma delimited)”.",
                    )
                line = reader.line_num
                yield number, [_text(cell) for cell in cells]
    except UnicodeDecodeError as error:
        raise UnreadableSource(path, _not_utf8(path)) from error
    except csv.Error as error:
        raise UnreadableSource(
            path,
            f"the row that starts on line {line + 1}: found that it cannot be split ({error}), "
            "expected cells separated by commas, in double quotes when they hold commas, quotes "
            "or line breaks.",
        ) from error


def _not_utf8(path: Path) -> str:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return (
            f"line {line}: found byte 0x{content[error.start]:02x} (byte {error.start + 1} of the "
            "file), expected UTF-8 text; save it as “CSV UTF-8”."
        )
    return "found text that is not UTF-8, expected UTF-8; save it as “CSV UTF-8”."


def _workbook(path: Path) -> Iterator[Table]:
    try:
        broken = unreadable_cells(path)
        with load_workbook(path) as workbook:
            for sheet in workbook.sheets_metadata:
                name = _name(sheet.name)
                if sheet.typ == SheetTypeEnum.WorkSheet and name not in NOT_TABLES:
                    content = workbook.get_sheet_by_name(sheet.name)
                    rows = _sheet_rows(content, broken.get(sheet.name, {}))
                    yield _table(name, path.name, sheet.name, rows)
    except CalamineError as error:
        raise UnreadableSource(path, NOT_XLSX) from error


def _sheet_rows(sheet: CalamineSheet, broken: Places) -> Iterator[tuple[int, list[str]]]:
    # calamine leaves out empty columns on the left, but not empty rows above.
    left = sheet.start[1] if sheet.start else 0
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in broken.items():
        by_row.setdefault(row, {})[column] = text
    number = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [""] * left + [_cell(value) for value in values]
        for column, text in sorted(by_row.pop(number, {}).items()):
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = text
        yield number, cells
    for number, found in sorted(by_row.items()):
        yield number, [found.get(column, "") for column in range(1, max(found) + 1)]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Beyond 15 digits a spreadsheet no longer holds the number that was typed.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return _text(str(value))
