"""The tables of the workbook: the figures that may be typed in, as any data set has them."""

from datetime import date
from enum import Enum

import xlsxwriter

from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.cells import Styles
from placegraph.appraisal_workbook.layout import OPTIONAL, SPARE, TABLES
from placegraph.graph.schema import Property, table
from placegraph.loaders.tables import DATASET, DATASET_COLUMNS, columns

_MONEY = {"amount", "unit_value"}
_WIDTHS = {"boolean": 9, "integer": 10, "number": 13, "date": 12, "choice": 18, "text": 24}
#: A drop-down list in a cell may not be longer, and its choices hold no comma.
_LONGEST_LIST = 255


def write_tables(workbook: xlsxwriter.Workbook, styles: Styles, book: Book) -> None:
    """Write one sheet a table, with ``SPARE`` empty rows below what is filled."""
    said: list[dict[str, object]] = [{"id": book.dataset, "title": book.title}]
    _sheet(workbook, styles, DATASET, DATASET_COLUMNS, said, spare=0)
    for declared in TABLES:
        facts = book.of(declared)
        if facts or declared not in OPTIONAL:
            rows = [fact.model_dump() for fact in facts]
            _sheet(workbook, styles, table(declared), columns(declared), rows, spare=SPARE)


def _sheet(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    name: str,
    described: tuple[Property, ...],
    rows: list[dict[str, object]],
    *,
    spare: int,
) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True,
                       "delete_rows": True, "sort": True})  # fmt: skip
    empty: list[dict[str, object]] = [{}] * spare
    for place, column in enumerate(described):
        sheet.set_column(place, place, max(_WIDTHS[column.kind], len(column.name) + 3))
        sheet.write_string(0, place, column.name, styles.header)
        sheet.write_comment(0, place, f"{column.description}\nExpected: {column.expected}.")
        number = styles.typed_money if column.name in _MONEY else styles.typed_number
        style = number if column.kind in ("number", "integer") else styles.typed_text
        for row, fact in enumerate([*rows, *empty], start=1):
            value = _plain(fact.get(column.name))
            if value is None:
                sheet.write_blank(row, place, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, place, value, style)
            else:
                sheet.write_number(row, place, value, style)
        choices = ("true", "false") if column.kind == "boolean" else column.choices
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            rule = {"validate": "list", "source": list(choices)}
            sheet.data_validation(1, place, max(len(rows) + spare, 1), place, rule)


def _plain(value: object) -> str | float | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float) else str(value)
