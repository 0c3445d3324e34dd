"""Read the sheets of published workbooks as rows of text."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.cells import MERGED, MOST_BYTES, NOT_XLSX, Places, unreadable_cells

#: How many digits of a number a spreadsheet holds; what follows is an error of its arithmetic.
_DIGITS = 15

Sheet = tuple[CalamineSheet, dict[int, dict[int, str]]]


def is_workbook(path: Path) -> bool:
    """Return whether the file begins as an XLSX workbook does, whatever its name says."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def worksheets(path: Path, name: str | None = None) -> Iterator[tuple[str, Sheet]]:
    """Read the sheets that a reader of the workbook sees, or the one called ``name``.

    Raises
    ------
    UnreadableSource
        If the file is no XLSX workbook, is encrypted, or has more cells than can be read.

    """
    _check_size(path)
    broken = unreadable_cells(path)
    try:
        with load_workbook(path) as workbook:
            for sheet in workbook.sheets_metadata:
                seen = sheet.visible == SheetVisibleEnum.Visible if name is None else True
                if seen and sheet.typ == SheetTypeEnum.WorkSheet and name in (None, sheet.name):
                    content = workbook.get_sheet_by_name(sheet.name)
                    yield sheet.name, (content, _by_row(broken.get(sheet.name, {})))
    except CalamineError as error:
        raise UnreadableSource(path, NOT_XLSX) from error


def sheet_rows(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Read the rows of a sheet with their numbers; row 1 is the first of the sheet.

    Dates come as YYYY-MM-DD, with the time when there is one; numbers with at most 15 digits and
    no exponent; errors and formulas without a result as what they are; merged cells blank but for
    the first.
    """
    content, broken = sheet
    # calamine leaves out empty columns on the left, but not empty rows above.
    left = [""] * (content.start[1] if content.start else 0)
    for number, values in enumerate(content.iter_rows(), start=1):
        cells = left + [_text(value) for value in values]
        for column, text in broken.get(number, {}).items():
            cells.extend([""] * (column - len(cells)))
            cells[column - 1] = text
        yield number, cells


@lru_cache(maxsize=8)
def first_rows(path: Path, _changed: int, rows: int) -> list[list[str]]:
    """Return the first ``rows`` rows of each sheet; remembered, as several loaders ask for them."""
    sheets = (islice(sheet_rows(sheet), rows) for _, sheet in worksheets(path))
    return [cells for sheet in sheets for _, cells in sheet]


def _check_size(path: Path) -> None:
    # The sheets are measured with their cells; the text that they share is a part of its own.
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableSource(path, NOT_XLSX) from error
    if size > MOST_BYTES:
        raise UnreadableSource(
            path,
            f"found {size:,} bytes when unpacked, expected at most {MOST_BYTES:,}; "
            "save the table alone, without pictures and empty cells.",
        )


def _by_row(places: Places) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(places.items()):
        found.setdefault(row, {})[column] = "" if text == MERGED else text
    return found


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(f"{value:.{_DIGITS}g}"), "f")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
