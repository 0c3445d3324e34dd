"""Write cells: text that stays text, numbers, and formulas with the value they come to."""

import math

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from placegraph.appraisal_workbook.workings import UNKNOWN, Shown


class Styles:
    """The cell formats of the workbook: what may be typed in is pale yellow and unlocked."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        typed = {"bg_color": "#FFF9DB", "border": 1, "border_color": "#D9CFA3", "locked": False}
        self.heading = workbook.add_format({"bold": True, "font_size": 14})
        self.header = workbook.add_format(
            {"bold": True, "bg_color": "#1D3C5E", "font_color": "#FFFFFF", "text_wrap": True,
             "valign": "top", "border": 1, "border_color": "#8A94A0"}
        )  # fmt: skip
        self.label = workbook.add_format({"bold": True})
        self.words = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.plain = workbook.add_format({})
        self.money = workbook.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
        self.total = workbook.add_format(
            {"num_format": "#,##0.00;[Red]-#,##0.00", "bold": True, "top": 1}
        )
        self.ratio = workbook.add_format({"num_format": "0.0000"})
        self.factor = workbook.add_format({"num_format": "0.000000"})
        self.typed_text = workbook.add_format({**typed, "num_format": "@"})
        self.typed_number = workbook.add_format({**typed, "num_format": "General"})
        self.typed_money = workbook.add_format({**typed, "num_format": "#,##0.00"})


class Sheet:
    """A sheet that calculates: its cells are locked, and only the tables may be typed in."""

    def __init__(self, workbook: xlsxwriter.Workbook, name: str, styles: Styles) -> None:
        self.name = name
        self.styles = styles
        self.sheet: Worksheet = workbook.add_worksheet(name)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.hide_gridlines(2)

    def text(self, cell: str, text: str, style: Format | None = None) -> None:
        """Write text, which stays text whatever it begins with."""
        self.sheet.write_string(*xl_cell_to_rowcol(cell), text, style or self.styles.plain)

    def number(self, cell: str, value: float, style: Format | None = None) -> None:
        """Write a number."""
        self.sheet.write_number(*xl_cell_to_rowcol(cell), value, style or self.styles.plain)

    def formula(
        self, cell: str, formula: str, value: Shown | None, style: Format | None = None
    ) -> None:
        """Write a formula and what it comes to; None is unknown."""
        if value is None or (isinstance(value, float) and math.isnan(value)):
            value = UNKNOWN
        self.sheet.write_formula(
            *xl_cell_to_rowcol(cell), f"={formula}", style or self.styles.plain, value
        )
