"""The sheet of what the sums draw on: discount rates, deflators, and the ranges of figures."""

from dataclasses import dataclass

import xlsxwriter

from placegraph.analytics.returns.discounting import GREEN_BOOK_2026
from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.cells import Sheet, Styles
from placegraph.appraisal_workbook.layout import SERIES, Layout
from placegraph.appraisal_workbook.workings import Workings
from placegraph.graph.model import BenefitLine, CostLine, InputRange, RangeOf

_TOP = 8


@dataclass(frozen=True)
class Series:
    """Where the other sheets find what this one holds."""

    target: str
    first_years: str
    rates: str
    deflator_years: str
    deflators: str
    range_types: str
    range_lines: str
    range_parameters: str
    range_low: str
    range_high: str


def write_series(
    workbook: xlsxwriter.Workbook, styles: Styles, book: Book, layout: Layout, work: Workings
) -> Series:
    """Write the sheet; return where its parts are."""
    sheet = Sheet(workbook, SERIES, styles)
    sheet.sheet.set_column(0, 15, 16)
    sheet.text("A1", "Discount rates, prices and ranges", styles.heading)
    sheet.text("A3", "Prices of", styles.label)
    sheet.formula("B3", _target(layout), "" if work.price_year is None else work.price_year)
    sheet.text("C3", "Year whose prices all amounts are put in; blank when none is stated.")
    sheet.text("A5", f"Discount schedule: {GREEN_BOOK_2026.name}; used unless a rate is stated")
    sheet.text("D5", f"GDP deflators: {work.inputs.deflators}")
    for column, title in zip(
        "ABDEGHIJKL",
        (
            *("from year", "rate a year", "year starting", "index"),
            *("range", "parameter", "low", "high", "type of line", "line"),
        ),
        strict=True,
    ):
        sheet.text(f"{column}{_TOP - 1}", title, styles.header)
    for place, (year, rate) in enumerate(GREEN_BOOK_2026.bands):
        sheet.number(f"A{_TOP + place}", year)
        sheet.number(f"B{_TOP + place}", rate)
    index = sorted(work.inputs.deflators.index.items())
    for place, (year, value) in enumerate(index):
        sheet.number(f"D{_TOP + place}", year)
        sheet.number(f"E{_TOP + place}", value)
    _ranges(sheet, book, layout)
    last_range = _TOP + layout.size(InputRange) - 1
    last_band = _TOP + len(GREEN_BOOK_2026.bands) - 1
    last_index = _TOP + max(len(index), 1) - 1

    def span(column: str, last: int) -> str:
        return f"{SERIES}!${column}${_TOP}:${column}${last}"

    return Series(
        target=f"{SERIES}!$B$3",
        first_years=span("A", last_band),
        rates=span("B", last_band),
        deflator_years=span("D", last_index),
        deflators=span("E", last_index),
        range_types=span("K", last_range),
        range_lines=span("L", last_range),
        range_parameters=span("H", last_range),
        range_low=span("I", last_range),
        range_high=span("J", last_range),
    )


def _target(layout: Layout) -> str:
    stated = layout.appraisal("price_year")
    years = ",".join(layout.span(line, "price_year") for line in (CostLine, BenefitLine))
    ids = "+".join(f'SUMPRODUCT(--({layout.span(s, "id")}<>""))' for s in (CostLine, BenefitLine))
    same = f"AND(COUNT({years})>0,COUNT({years})={ids},MIN({years})=MAX({years}))"
    return f'IF({stated}<>"",{stated},IF({same},MIN({years}),""))'


def _ranges(sheet: Sheet, book: Book, layout: Layout) -> None:
    found = book.of(InputRange)
    ties = {tie.from_id: tie for tie in book.of(RangeOf)}
    for place in range(layout.size(InputRange)):
        row = _TOP + place
        one = found[place] if place < len(found) else None
        tie = ties.get(one.id) if one else None
        for column, name in zip("GHIJ", ("id", "parameter", "low", "high"), strict=True):
            cell = layout.cell(InputRange, name, place)
            sheet.formula(
                f"{column}{row}", f'IF({cell}="","",{cell})', getattr(one, name) if one else ""
            )
        # Which row of range_of names this range: MATCH would not tell a from A.
        ids = layout.span(RangeOf, "from_id")
        at = f"SUMPRODUCT(EXACT({ids},$G{row})*(ROW({ids})-1))"
        for column, name in (("K", "to_type"), ("L", "to_id")):
            names = layout.span(RangeOf, name)
            sheet.formula(
                f"{column}{row}",
                f'IF($G{row}="","",IF({at}=0,"",INDEX({names},{at})))',
                getattr(tie, name) if tie else "",
            )
