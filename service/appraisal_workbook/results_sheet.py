"""The first sheet: what the appraisal comes to in each case, what to check, and what to know."""

from collections.abc import Sequence

from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.case_results import MONEY, RESULTS
from placegraph.appraisal_workbook.cells import Sheet
from placegraph.appraisal_workbook.layout import CASES, Layout
from placegraph.appraisal_workbook.workings import Shown, Workings
from placegraph.graph.model import (
    AccruesTo,
    Appraises,
    BenefitLine,
    CostLine,
    LineOf,
    PaidBy,
    Source,
)
from placegraph.graph.schema import Node

_NOTES = (
    "All figures on this sheet are formulas over the tables; type in the pale yellow cells of the "
    "tables only. They are worked out as PlaceGraph works them out.",
    "green_book timing: year 0 is not discounted, costs and benefits after it both are (HM "
    "Treasury, The Green Book). sroi timing: inputs are not discounted; the first period is year "
    "1, divided by 1 + the rate (Cabinet Office, A Guide to Social Return on Investment, 2009).",
    "A benefit's first year is quantity times unit value, less the shares of deadweight, "
    "displacement, attribution to others and optimism bias, one after the other; each later year "
    "loses the drop-off. A cost is its amount and the optimism bias on top.",
    "“unknown” means that a figure it needs is blank. A blank is never 0.",
    "Low is every range at the end that returns less, high at the end that returns more. Neither "
    "is likely; they bound. Without ranges the two are not known.",
    "Ratios of different partnerships are not to be compared without their purpose, place and "
    "stage.",
    "To take the figures back: placegraph appraisal import with this file. To add a line, add its "
    "row to cost_line or benefit_line, a row to line_of, and its shares to paid_by or accrues_to.",
)


def write_results(
    sheet: Sheet,
    book: Book,
    layout: Layout,
    work: Workings,
    cells: dict[str, dict[str, str]],
    values: dict[str, dict[str, Shown]],
) -> None:
    """Fill the first sheet. ``cells`` and ``values`` are results by case and name."""
    styles = sheet.styles
    sheet.sheet.set_column(0, 0, 62)
    sheet.sheet.set_column(1, 3, 18)
    sheet.formula("A1", layout.appraisal("name"), book.appraisal.name, styles.heading)
    for appraised in book.of(Appraises)[:1]:
        of = book.names.get(appraised.to_id, appraised.to_id)
        sheet.text("A2", f"of {of} ({appraised.to_id})")
    for column, title in zip("ABCD", ("", "low", "central", "high"), strict=True):
        sheet.text(f"{column}4", title, styles.header)
    for place, (name, meaning) in enumerate(RESULTS.items()):
        row = 5 + place
        sheet.text(f"A{row}", meaning, styles.label)
        for column, case in zip("BCD", CASES, strict=True):
            if case in cells:
                style = styles.money if name in MONEY else styles.ratio
                sheet.formula(f"{column}{row}", cells[case][name], values[case][name], style)
            else:
                sheet.text(f"{column}{row}", "not known")
    row = 5 + len(RESULTS) + 1
    sheet.text(f"A{row}", "Checks", styles.heading)
    for offset, (meaning, formula, value) in enumerate(_checks(book, layout), start=1):
        sheet.text(f"A{row + offset}", meaning)
        sheet.formula(f"B{row + offset}", formula, value)
    row += len(_checks(book, layout)) + 2
    sheet.text(f"A{row}", "What to know", styles.heading)
    facts = [*work.central.result.notes, *work.central.result.reasons, *book.warnings]
    for offset, note in enumerate((*_NOTES, *facts), start=1):
        sheet.sheet.merge_range(row + offset - 1, 0, row + offset - 1, 3, "", styles.words)
        sheet.text(f"A{row + offset}", note, styles.words)
        sheet.sheet.set_row(row + offset - 1, 15 * (1 + len(note) // 115))
    row += len(_NOTES) + len(facts) + 2
    sheet.text(f"A{row}", "Sources", styles.heading)
    for offset, source in enumerate(book.of(Source), start=1):
        said = [source.name, source.publisher, source.dated, source.url]
        sheet.text(f"A{row + offset}", f"{source.id}: {', '.join(filter(None, said))}")
    sheet.sheet.activate()


def _checks(book: Book, layout: Layout) -> list[tuple[str, str, int]]:
    """Return what must be 0 for the workbook to load and mean what it shows."""
    joined = {(tie.from_type, tie.from_id) for tie in book.of(LineOf)}
    found = []
    sides: tuple[tuple[type[Node], type[PaidBy] | type[AccruesTo], str], ...] = (
        (CostLine, PaidBy, "cost"),
        (BenefitLine, AccruesTo, "benefit"),
    )
    for declared, shares, word in sides:
        ids = layout.span(declared, "id")
        kinds, ends = layout.span(LineOf, "from_type"), layout.span(LineOf, "from_id")
        # COUNTIFS compares ids loosely, so a clash of upper and lower case is left to the loading.
        lost = [one for one in book.of(declared) if (declared.__name__, one.id) not in joined]
        found.append(
            (
                f"{word} lines without a row in line_of",
                f'SUMPRODUCT(({ids}<>"")*(COUNTIFS({kinds},"{declared.__name__}",{ends},{ids})=0))',
                len(lost),
            )
        )
        given, share = layout.span(shares, "from_id"), layout.span(shares, "share")
        totals: dict[str, float] = {}
        ties: Sequence[PaidBy | AccruesTo] = book.of(shares)
        for tie in ties:
            totals[tie.from_id] = totals.get(tie.from_id, 0.0) + tie.share
        found.append(
            (
                f"{word} lines whose shares do not add up to 1",
                f'SUMPRODUCT(({ids}<>"")*(COUNTIF({given},{ids})>0)'
                f"*(ABS(SUMIF({given},{ids},{share})-1)>0.000001))",
                sum(abs(total - 1) > 1e-6 for total in totals.values()),
            )
        )
    return found
