"""Write the workbook of an appraisal."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.case_results import result_values, write_case_results
from placegraph.appraisal_workbook.case_sheet import write_lines
from placegraph.appraisal_workbook.cells import Sheet, Styles
from placegraph.appraisal_workbook.input_sheets import write_tables
from placegraph.appraisal_workbook.layout import RESULTS, Layout
from placegraph.appraisal_workbook.partner_sheet import write_partners
from placegraph.appraisal_workbook.results_sheet import write_results
from placegraph.appraisal_workbook.series_sheet import write_series
from placegraph.appraisal_workbook.workings import workings
from placegraph.errors import SourceError

#: Text that begins with =, + or @ is a name like any other, never a formula or a link.
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(book: Book, path: Path) -> None:
    """Write ``book`` to ``path``: results, tables to type in, and the sums in formulas.

    Raises
    ------
    SourceError
        If ``path`` is already there, cannot be written, or does not end in ``.xlsx``.
    MeasureError
        If the appraisal cannot be worked out as it stands.

    """
    if path.suffix.lower() != ".xlsx":
        raise SourceError(path, "found another ending, expected a name that ends in .xlsx.")
    if path.exists():
        raise SourceError(
            path, "found a file already there, expected none; choose another name or move it away."
        )
    layout = Layout.of(book)
    work = workings(book, layout)
    try:
        with xlsxwriter.Workbook(str(path), _INERT) as workbook:
            styles = Styles(workbook)
            first = Sheet(workbook, RESULTS, styles)
            write_tables(workbook, styles, book)
            series = write_series(workbook, styles, book, layout, work)
            cells, values = {}, {}
            for case in work.cases:
                made = write_lines(workbook, styles, layout, series, case)
                cells[case.name] = write_case_results(made, case)
                values[case.name] = result_values(case)
                if case is work.central:
                    write_partners(workbook, styles, book, layout, made, case)
            write_results(first, book, layout, work, cells, values)
    except (OSError, FileCreateError) as error:
        raise SourceError(
            path, f"found that it cannot be written ({error}), expected a folder you may write in."
        ) from error
