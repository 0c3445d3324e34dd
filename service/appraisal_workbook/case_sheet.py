"""A sheet that works an appraisal out in one case: its lines by year, then what they come to."""

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from placegraph.appraisal_workbook.cells import Sheet, Styles
from placegraph.appraisal_workbook.layout import CASES, Layout
from placegraph.appraisal_workbook.series_sheet import Series
from placegraph.appraisal_workbook.workings import (
    BENEFIT_FIGURES,
    COST_FIGURES,
    UNKNOWN,
    Case,
    WorkedLine,
)
from placegraph.graph.model import BenefitLine, CostLine

#: Where the figures of a line stand; costs leave the columns of benefits free.
COLUMNS = {
    "id": "A", "name": "B", "kind": "C", "quantity": "D", "unit_value": "E", "amount": "E",
    "start_t": "F", "duration": "G", "deadweight": "H", "displacement": "I", "attribution": "J",
    "drop_off": "K", "optimism_bias": "L", "cashable_share": "M",
}  # fmt: skip
FACTOR, IMPACT, PV, NUMBER, OPEN, CASHABLE = "N", "O", "P", "Q", "R", "S"
_TITLES = (
    *("line", "name", "kind or class", "quantity", "amount or unit value, £", "first year"),
    *("years", "deadweight", "displacement", "attribution", "drop-off", "optimism bias"),
    *("cashable share", "price factor", "first year's value, £", "present value, £"),
    *("present value where known", "1 if unknown", "cashable present value where known"),
)
_YEAR_0 = 19
_YEAR, _CALENDAR, _RATE, _FACTOR, _COST_FACTOR = 3, 4, 5, 6, 7
_COSTS = 11


@dataclass(frozen=True)
class Block:
    """The rows of one side in a case's sheet."""

    name: str
    first: int
    last: int

    def span(self, column: str) -> str:
        """Return the reference of a column of the block."""
        return f"{self.name}!${column}${self.first}:${column}${self.last}"

    @property
    def empty(self) -> str:
        """Return the condition that the block has no line."""
        return f'SUMPRODUCT(--({self.span("A")}<>""))=0'

    @property
    def total(self) -> int:
        """Return the row of totals by year."""
        return self.last + 1


@dataclass(frozen=True)
class CaseSheet:
    """Where things are in a case's sheet; ``below`` is the first free row."""

    sheet: Sheet
    layout: Layout
    costs: Block
    benefits: Block

    @property
    def years(self) -> list[str]:
        """Return the letters of the columns of years."""
        return [xl_col_to_name(_YEAR_0 + year) for year in range(self.layout.last_year + 1)]

    @property
    def below(self) -> int:
        """Return the first row under the lines."""
        return self.benefits.total + 2

    def by_year(self, row: int) -> str:
        """Return the reference of a row of years."""
        return f"{self.sheet.name}!${self.years[0]}${row}:${self.years[-1]}${row}"


def write_lines(
    workbook: xlsxwriter.Workbook, styles: Styles, layout: Layout, series: Series, case: Case
) -> CaseSheet:
    """Write the years and the lines of a case."""
    name = CASES[case.name]
    sheet = Sheet(workbook, name, styles)
    first = _COSTS + layout.size(CostLine) + 4
    made = CaseSheet(
        sheet,
        layout,
        Block(name, _COSTS, _COSTS + layout.size(CostLine) - 1),
        Block(name, first, first + layout.size(BenefitLine) - 1),
    )
    sheet.sheet.set_column(0, 0, 16)
    sheet.sheet.set_column(1, 1, 40)
    sheet.sheet.set_column(2, _YEAR_0 + layout.last_year, 13)
    sheet.sheet.freeze_panes(_COST_FACTOR, 2)
    sheet.text("A1", f"{name} case, worked out line by line and year by year", styles.heading)
    _years(made, series, case)
    for block, lines in ((made.costs, case.costs), (made.benefits, case.benefits)):
        is_cost = block is made.costs
        sheet.text(f"A{block.first - 2}", "Costs" if is_cost else "Benefits", styles.heading)
        for place, title in enumerate(_TITLES):
            sheet.text(f"{xl_col_to_name(place)}{block.first - 1}", title, styles.header)
        for column, year in zip(made.years, range(layout.last_year + 1), strict=True):
            sheet.number(f"{column}{block.first - 1}", year, styles.header)
        declared = CostLine if is_cost else BenefitLine
        for place in range(layout.size(declared)):
            line = lines[place] if place < len(lines) else None
            _line(made, series, case, declared, place, block, line)
        _totals(made, block, lines)
    return made


def _years(made: CaseSheet, series: Series, case: Case) -> None:
    sheet, layout = made.sheet, made.layout
    labels = {
        _YEAR: "year t",
        _CALENDAR: "calendar year",
        _RATE: "discount rate",
        _FACTOR: "discount factor",
        _COST_FACTOR: "factor for costs (sroi does not discount them)",
    }
    for row, label in labels.items():
        sheet.text(f"A{row}", label, sheet.styles.label)
    stated, base = layout.appraisal("rate"), layout.appraisal("base_year")
    bands = case.result.schedule.bands
    for year, column in enumerate(made.years):
        before = made.years[year - 1] if year else ""
        sheet.number(f"{column}{_YEAR}", year, sheet.styles.label)
        sheet.formula(
            f"{column}{_CALENDAR}",
            f'IF({base}="","",{base}+{column}${_YEAR})',
            "" if case.base_year is None else case.base_year + year,
        )
        sheet.formula(
            f"{column}{_RATE}",
            f'IF({stated}="",LOOKUP({column}${_YEAR},{series.first_years},{series.rates}),{stated})',
            next(rate for first, rate in reversed(bands) if first <= year),
        )
        sheet.formula(
            f"{column}{_FACTOR}",
            f"{before}{_FACTOR}/(1+{column}{_RATE})" if year else "1",
            case.discount[year],
            sheet.styles.factor,
        )
        sheet.formula(
            f"{column}{_COST_FACTOR}",
            f'IF({layout.appraisal("timing")}="sroi",1,{column}{_FACTOR})',
            case.cost_discount[year],
            sheet.styles.factor,
        )


def _line(
    made: CaseSheet,
    series: Series,
    case: Case,
    declared: type[CostLine] | type[BenefitLine],
    place: int,
    block: Block,
    line: WorkedLine | None,
) -> None:
    sheet, layout, row = made.sheet, made.layout, block.first + place
    styles = sheet.styles
    is_cost = declared is CostLine
    figures = COST_FIGURES if is_cost else BENEFIT_FIGURES
    fields = {"id": "id", "name": "name", "start_t": "start_t", "duration": "duration"}
    for name in fields:
        cell = layout.cell(declared, name, place)
        value = getattr(line.line, name) if line else ""
        sheet.formula(f"{COLUMNS[name]}{row}", f'IF({cell}="","",{cell})', value)
    kind = layout.cell(declared, "kind" if is_cost else "benefit_class", place)
    sheet.formula(f"C{row}", f'IF({kind}="","",{kind})', line.kind if line else "")
    for name in figures:
        value = line.figures[name] if line else None
        sheet.formula(
            f"{COLUMNS[name]}{row}",
            _figure(series, case, declared, name, layout.cell(declared, name, place), row),
            "" if value is None else value,
            styles.money if name in ("amount", "unit_value") else styles.plain,
        )
    year = layout.cell(declared, "price_year", place)
    sheet.formula(
        f"{FACTOR}{row}",
        f'IF(OR({year}="",{year}={series.target}),1,IF({series.target}="","{UNKNOWN}",'
        f'IFERROR({_index(series, series.target)}/{_index(series, year)},"{UNKNOWN}")))',
        1 if line is None else line.factor,
        styles.factor,
    )
    blank = "" if line is None else None
    sheet.formula(
        f"{IMPACT}{row}",
        f'IF($A{row}="","",IF({_lacking(is_cost, row)},"{UNKNOWN}",{_impact(is_cost, row)}))',
        blank if line is None else line.impact,
        styles.money,
    )
    for at, column in enumerate(made.years):
        sheet.formula(
            f"{column}{row}",
            _value(made, column, row, is_cost=is_cost),
            blank if line is None else line.years[at],
            styles.money,
        )
    span = f"${made.years[0]}{row}:${made.years[-1]}{row}"
    weights = _COST_FACTOR if is_cost else _FACTOR
    factors = f"${made.years[0]}${weights}:${made.years[-1]}${weights}"
    pv = line.pv if line else None
    sheet.formula(
        f"{PV}{row}",
        f'IF($A{row}="","",IF(COUNTIF({span},"{UNKNOWN}")>0,"{UNKNOWN}",'
        f"SUMPRODUCT({span},{factors})))",
        blank if line is None else pv,
        styles.money,
    )
    known = pv if pv is not None else 0
    sheet.formula(f"{NUMBER}{row}", f"IF(ISNUMBER({PV}{row}),{PV}{row},0)", known, styles.money)
    open_line = 1 if line is not None and pv is None else 0
    sheet.formula(f"{OPEN}{row}", f'IF({PV}{row}="{UNKNOWN}",1,0)', open_line)
    if not is_cost:
        share = line.figures["cashable_share"] if line else None
        fiscal = line is not None and line.kind == "fiscal" and share is not None
        sheet.formula(
            f"{CASHABLE}{row}",
            f'IF(AND(ISNUMBER(M{row}),C{row}="fiscal"),N(M{row})*{NUMBER}{row},0)',
            (share or 0) * known if fiscal else 0,
            styles.money,
        )


def _figure(
    series: Series,
    case: Case,
    declared: type[CostLine] | type[BenefitLine],
    name: str,
    cell: str,
    row: int,
) -> str:
    central = f'IF({cell}="","",{cell})'
    if case.name == "central":
        return central
    of_this = (
        f'EXACT({series.range_types},"{declared.__name__}")*'
        f'EXACT({series.range_lines},$A{row})*EXACT({series.range_parameters},"{name}")'
    )
    # The row at which the range stands: its end may be blank text further down.
    at = f"SUMPRODUCT({of_this}*(ROW({series.range_lines})-ROW(INDEX({series.range_lines},1))+1))"
    ends = series.range_low if case.name == "low" else series.range_high
    return f'IF($A{row}="","",IF({at}=0,{central},INDEX({ends},{at})))'


def _index(series: Series, year: str) -> str:
    return f"INDEX({series.deflators},MATCH({year},{series.deflator_years},0))"


def _lacking(is_cost: bool, row: int) -> str:
    needed = "EFGL" if is_cost else "DEFGHIJL"
    blank = ",".join(f'${column}{row}=""' for column in needed)
    later = "" if is_cost else f',AND(ISNUMBER($G{row}),N($G{row})>1,$K{row}="")'
    return f'OR({blank},{FACTOR}{row}="{UNKNOWN}"{later})'


def _impact(is_cost: bool, row: int) -> str:
    if is_cost:
        return f"$E{row}*${FACTOR}{row}*(1+$L{row})"
    kept = "*".join(f"(1-${column}{row})" for column in "HIJL")
    return f"$D{row}*$E{row}*${FACTOR}{row}*{kept}"


def _value(made: CaseSheet, column: str, row: int, *, is_cost: bool) -> str:
    year, first = f"{column}${_YEAR}", f"$F{row}"
    horizon = made.layout.appraisal("horizon")
    during = f"AND({year}>=N({first}),{year}<N({first})+N($G{row}),{year}<={horizon})"
    later = f"${IMPACT}{row}"
    if not is_cost:
        # No power in the first year, because 0 to the power of 0 is an error in a spreadsheet.
        later = f"IF({year}={first},{later},{later}*(1-N($K{row}))^({year}-{first}))"
    known = f'IF(${IMPACT}{row}="{UNKNOWN}","{UNKNOWN}",{later})'
    return f'IF($A{row}="","",IF({during},{known},0))'


def _totals(made: CaseSheet, block: Block, lines: tuple[WorkedLine, ...]) -> None:
    sheet = made.sheet
    sheet.text(f"A{block.total}", "Total by year, £", sheet.styles.label)
    for at, column in enumerate(made.years):
        span = f"{column}{block.first}:{column}{block.last}"
        values = [line.years[at] for line in lines]
        known = [value for value in values if value is not None]
        sheet.formula(
            f"{column}{block.total}",
            f'IF({block.empty},"{UNKNOWN}",'
            f'IF(COUNTIF({span},"{UNKNOWN}")>0,"{UNKNOWN}",SUM({span})))',
            sum(known) if lines and len(known) == len(values) else UNKNOWN,
            sheet.styles.total,
        )
