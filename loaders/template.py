"""Write an empty workbook that, once filled in, loads as it is."""

from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from placegraph.errors import SourceError
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import Fact, Property, table
from placegraph.loaders.tables import DATASET, DATASET_COLUMNS, columns

README_SHEET = "Read me"
LISTS_SHEET = "Lists"
_LAST_ROW = 1_048_575

_ADVICE = (
    "Each sheet after this one is a table. Fill in only those that you need, and leave the "
    "others as they are.",
    "Row 1 of a sheet names its columns. Write from row 2 on, one statement a row. "
    "Do not merge cells.",
    "Rest the pointer on a column name to read what the column means and what it expects. "
    "A dark blue column must be filled in; a grey one may stay blank.",
    "Blank means “not said”. It never means 0 or no: write 0 or false where that is what the "
    "source says.",
    "Begin with the sheet dataset: one row that says who speaks. Loading the same id again "
    "replaces what it said before.",
    "Then list your documents in the sheet source. Every other row says in its columns source "
    "and locator which document it was read from, and where in it.",
    "If two documents say the same thing, give it two rows. Neither replaces the other.",
    "Identifiers are letters, digits and . _ : / - with no spaces. They join the sheets: what a "
    "relationship names in from_id and to_id is the id of a row in another sheet, or of something "
    "already in the graph.",
    "Dates are whole days, such as 2014-04-01. valid_from is the first day that something holds, "
    "valid_to the first day that it no longer holds.",
    "The shares of one cost or benefit line add up to 1 in the sheets paid_by and accrues_to.",
    "Write titles of posts, not names of the people who hold them.",
)
_NUMBER_FORMATS = {"date": "yyyy-mm-dd", "integer": "0", "number": "General"}
_WIDTHS = {"boolean": 9, "integer": 9, "number": 12, "date": 12, "choice": 18, "text": 24}


def write_template(path: Path) -> None:
    """Write an empty workbook with a sheet for every declared type to ``path``.

    Column names carry their meaning as a comment; choices, true or false and the types of a
    relationship's ends are drop-down lists. Text columns are formatted as text, so that a
    spreadsheet program does not turn 007 into 7, or 3-4 into a date.

    Raises
    ------
    SourceError
        If ``path`` is already there, has no folder to go in, or does not end in ``.xlsx``.

    """
    if path.suffix.lower() != ".xlsx":
        raise SourceError(path, "found another ending, expected a name that ends in .xlsx.")
    if path.exists():
        raise SourceError(
            path, "found a file already there, expected none; choose another name or move it away."
        )
    if not path.parent.is_dir():
        raise SourceError(path, f"found no folder {path.parent}, expected one; make it first.")
    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
            _fill(workbook)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise SourceError(
            path, f"found that it cannot be written ({error}), expected a folder you may write in."
        ) from error


def _fill(workbook: Workbook) -> None:
    readme = workbook.add_worksheet(README_SHEET)
    lists = _Lists(workbook)
    formats = _Formats(workbook)
    _table_sheet(workbook, DATASET, DATASET_COLUMNS, formats, lists)
    for declared in SCHEMA.types:
        _table_sheet(workbook, table(declared), columns(declared), formats, lists)
    lists.close()
    _write_readme(workbook, readme)


class _Formats:
    """The cell formats of the workbook."""

    def __init__(self, workbook: Workbook) -> None:
        shared = {"bold": True, "border": 1, "border_color": "#8A94A0", "valign": "vcenter"}
        self.required = workbook.add_format(
            shared | {"bg_color": "#1D3C5E", "font_color": "#FFFFFF"}
        )
        self.optional = workbook.add_format(
            shared | {"bg_color": "#E4E7EB", "font_color": "#1B2530"}
        )
        self.cells = {
            kind: workbook.add_format({"num_format": _NUMBER_FORMATS.get(kind, "@")})
            for kind in _WIDTHS
        }

    def header(self, column: Property) -> Format:
        return self.required if column.required else self.optional


class _Lists:
    """A hidden sheet of the drop-down lists.

    A list kept in the cell itself may not be longer than 255 characters nor hold a comma.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._lists: dict[tuple[str, ...], str] = {}

    def range(self, choices: tuple[str, ...]) -> str:
        column = xlsxwriter.utility.xl_col_to_name(len(self._lists))
        return self._lists.setdefault(
            choices, f"={LISTS_SHEET}!${column}$1:${column}${len(choices)}"
        )

    def close(self) -> None:
        sheet = self._workbook.add_worksheet(LISTS_SHEET)
        for place, choices in enumerate(self._lists):
            for row, choice in enumerate(choices):
                sheet.write_string(row, place, choice)
        sheet.hide()


def _table_sheet(
    workbook: Workbook,
    name: str,
    described: tuple[Property, ...],
    formats: _Formats,
    lists: _Lists,
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 20)
    for place, column in enumerate(described):
        width = max(_WIDTHS[column.kind], len(column.name) + 3)
        sheet.set_column(place, place, width, formats.cells[column.kind])
        sheet.write_string(0, place, column.name, formats.header(column))
        comment = "\n".join(_comment(column))
        sheet.write_comment(0, place, comment, {"x_scale": 2, "y_scale": 1.3})
        choices = ("true", "false") if column.kind == "boolean" else column.choices
        if choices:
            _drop_down(sheet, place, lists.range(choices), column)


def _comment(column: Property) -> Iterator[str]:
    if column.required:
        yield "* Must be filled in."
    yield column.description
    yield f"Expected: {column.expected}."


def _drop_down(sheet: Worksheet, place: int, source: str, column: Property) -> None:
    rule = {
        "validate": "list",
        "source": source,
        "error_title": column.name,
        "error_message": "Choose from the list, or leave it blank if it is not said.",
    }
    sheet.data_validation(1, place, _LAST_ROW, place, rule)


def _write_readme(workbook: Workbook, sheet: Worksheet) -> None:
    heading = workbook.add_format({"bold": True, "font_size": 16})
    subheading = workbook.add_format({"bold": True, "font_size": 12})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    link = workbook.add_format({"font_color": "#0B4F9E", "underline": 1, "valign": "top"})
    counted = workbook.add_format({"align": "right", "valign": "top"})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90, wrapped)
    sheet.write_string(0, 0, "How to fill in this workbook", heading)
    for row, advice in enumerate(_ADVICE, start=2):
        sheet.write_number(row, 0, row - 1, counted)
        sheet.write_string(row, 1, advice, wrapped)
    row = len(_ADVICE) + 3
    sheet.write_string(row, 0, "Sheets", subheading)
    for name, meaning in _sheets():
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A2", link, name)
        sheet.write_string(row, 1, meaning, wrapped)
    sheet.activate()


def _sheets() -> Iterator[tuple[str, str]]:
    yield DATASET, "The data set itself: one row."
    yield from ((table(declared), _meaning(declared)) for declared in SCHEMA.types)


def _meaning(declared: type[Fact]) -> str:
    return (declared.__doc__ or "").strip().splitlines()[0]
