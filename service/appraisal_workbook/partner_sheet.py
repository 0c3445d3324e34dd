"""The sheet of who pays and who gains, in the central case."""

import math
from collections.abc import Sequence
from math import fsum

import xlsxwriter

from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.case_sheet import NUMBER, OPEN, Block, CaseSheet
from placegraph.appraisal_workbook.cells import Sheet, Styles
from placegraph.appraisal_workbook.layout import PARTNERS, SPARE, Layout
from placegraph.appraisal_workbook.workings import UNKNOWN, Case, Shown, WorkedLine
from placegraph.graph.model import AccruesTo, Organisation, PaidBy

_TOP = 6


def write_partners(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    book: Book,
    layout: Layout,
    made: CaseSheet,
    case: Case,
) -> None:
    """Write the sheet: each organisation's gains and costs, and below them each share."""
    sheet = Sheet(workbook, PARTNERS, styles)
    sheet.sheet.set_column(0, 1, 34)
    sheet.sheet.set_column(2, 9, 16)
    sheet.text("A1", "Who pays and who gains, at present value, central case", styles.heading)
    sheet.text(
        "A2",
        "The net values add up to the net present social value. Shares of one line add up to 1.",
    )
    described = [one.id for one in book.of(Organisation)]
    shares = [*book.of(PaidBy), *book.of(AccruesTo)]
    elsewhere = sorted({tie.to_id for tie in shares} - set(described))
    bodies = [*dict.fromkeys(described), *elsewhere]
    last = _TOP + len(bodies) + SPARE
    first_share = last + 6
    paid = _shares(sheet, layout, made.costs, PaidBy, first_share, book, case.costs)
    gained = _shares(sheet, layout, made.benefits, AccruesTo, paid.last + 4, book, case.benefits)
    headers = ("organisation", "name", "gains, £", "pays, £", "net, £")
    for column, title in zip("ABCDE", headers, strict=True):
        sheet.text(f"{column}{_TOP - 1}", title, styles.header)
    records = case.result.partner_position.to_dict("records")
    position = {row["organisation"]: row for row in records}
    for place in range(len(bodies) + SPARE):
        row = _TOP + place
        known = bodies[place] if place < len(bodies) else ""
        if place < len(bodies) and known not in described:
            sheet.text(f"A{row}", known)
            sheet.text(f"B{row}", book.names.get(known, ""))
        else:
            # Rows of bodies described elsewhere stand after those of the table.
            at = place if place < len(described) else place - len(elsewhere)
            for column, name in (("A", "id"), ("B", "name")):
                cell = layout.cell(Organisation, name, at)
                text = ""
                if known:
                    text = known if name == "id" else book.names.get(known, "")
                sheet.formula(f"{column}{row}", f'IF({cell}="","",{cell})', text)
        values = position.get(known)
        # COUNTIF would take 1.0 for 1, and A for a.
        named = f"SUMPRODUCT(--EXACT({paid.ids},$A{row}))+SUMPRODUCT(--EXACT({gained.ids},$A{row}))"
        for column, block, field in (("C", gained, "pv_benefit"), ("D", paid, "pv_cost")):
            value: Shown = ""
            if values is not None:
                value = UNKNOWN if math.isnan(values[field]) else float(values[field])
            sheet.formula(
                f"{column}{row}",
                f'IF(OR($A{row}="",{named}=0),"",{_sum(block, f"$A{row}")})',
                value,
                styles.money,
            )
        net: Shown = ""
        if values is not None:
            net = UNKNOWN if math.isnan(values["npv"]) else float(values["npv"])
        sheet.formula(
            f"E{row}",
            f'IF(OR(C{row}="",D{row}=""),"",IF(COUNT(C{row},D{row})=2,C{row}-D{row},"{UNKNOWN}"))',
            net,
            styles.money,
        )
    _nobody(sheet, book, made, case, paid, gained, last)
    _total(sheet, case, last + 1)


class _Shares:
    """Where the shares of one side stand."""

    def __init__(self, block: Block, first: int, last: int) -> None:
        self.block, self.first, self.last = block, first, last
        self.lines, self.ids, self.parts, self.open = (
            f"${column}${first}:${column}${last}" for column in "ABDE"
        )


def _shares(
    sheet: Sheet,
    layout: Layout,
    block: Block,
    declared: type[PaidBy] | type[AccruesTo],
    first: int,
    book: Book,
    lines: tuple[WorkedLine, ...],
) -> _Shares:
    title = "Shares of costs" if declared is PaidBy else "Shares of benefits"
    sheet.text(f"A{first - 2}", title, sheet.styles.heading)
    headers = ("line", "organisation", "share", "its part where known, £", "1 if unknown")
    for column, header in zip("ABCDE", headers, strict=True):
        sheet.text(f"{column}{first - 1}", header, sheet.styles.header)
    ties = book.of(declared)
    worth = {line.line.id: line.pv for line in lines}
    size = layout.size(declared)
    for place in range(size):
        row = first + place
        tie = ties[place] if place < len(ties) else None
        for column, name in (("A", "from_id"), ("B", "to_id"), ("C", "share")):
            cell = layout.cell(declared, name, place)
            sheet.formula(
                f"{column}{row}", f'IF({cell}="","",{cell})', getattr(tie, name) if tie else ""
            )
        same = f"EXACT({block.span('A')},$A{row})"
        pv = worth.get(tie.from_id) if tie else None
        part = tie.share * pv if tie and pv is not None else 0
        sheet.formula(
            f"D{row}",
            f'IF($A{row}="",0,N($C{row})*SUMPRODUCT({same}*{block.span(NUMBER)}))',
            part,
            sheet.styles.money,
        )
        sheet.formula(
            f"E{row}",
            f'IF($A{row}="",0,SUMPRODUCT({same}*{block.span(OPEN)}))',
            1 if tie and tie.from_id in worth and pv is None else 0,
        )
    return _Shares(block, first, first + size - 1)


def _sum(shares: _Shares, organisation: str) -> str:
    same = f"EXACT({shares.ids},{organisation})"
    return (
        f'IF(OR({shares.block.empty},SUMPRODUCT({same}*{shares.open})>0),"{UNKNOWN}",'
        f"SUMPRODUCT({same}*{shares.parts}))"
    )


def _nobody(
    sheet: Sheet,
    book: Book,
    made: CaseSheet,
    case: Case,
    paid: _Shares,
    gained: _Shares,
    row: int,
) -> None:
    sheet.text(f"A{row}", "Nobody named")
    values = []
    for column, shares, block, lines, declared in (
        ("C", gained, made.benefits, case.benefits, AccruesTo),
        ("D", paid, made.costs, case.costs, PaidBy),
    ):
        ties: Sequence[PaidBy | AccruesTo] = book.of(declared)
        total = f"SUM({block.span(NUMBER)})-SUM({shares.parts})"
        sheet.formula(
            f"{column}{row}",
            f'IF(OR({block.empty},SUM({block.span(OPEN)})>0),"{UNKNOWN}",ROUND({total},6))',
            _unnamed(lines, ties),
            sheet.styles.money,
        )
        values.append(_unnamed(lines, ties))
    gain, cost = values
    sheet.formula(
        f"E{row}",
        f'IF(COUNT(C{row},D{row})=2,C{row}-D{row},"{UNKNOWN}")',
        UNKNOWN if isinstance(gain, str) or isinstance(cost, str) else gain - cost,
        sheet.styles.money,
    )


def _unnamed(lines: tuple[WorkedLine, ...], ties: Sequence[PaidBy | AccruesTo]) -> Shown:
    worth = {line.line.id: line.pv for line in lines if line.pv is not None}
    if not lines or len(worth) < len(lines):
        return UNKNOWN
    named = fsum(tie.share * worth[tie.from_id] for tie in ties if tie.from_id in worth)
    return fsum(worth.values()) - named


def _total(sheet: Sheet, case: Case, row: int) -> None:
    sheet.text(f"A{row}", "Total", sheet.styles.label)
    result = case.result
    for column, value in (("C", result.pvb), ("D", result.pvc), ("E", result.npsv)):
        span = f"{column}{_TOP}:{column}{row - 1}"
        sheet.formula(
            f"{column}{row}",
            f'IF(COUNTIF({span},"{UNKNOWN}")>0,"{UNKNOWN}",SUM({span}))',
            value,
            sheet.styles.total,
        )
