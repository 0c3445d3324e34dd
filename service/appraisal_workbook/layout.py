"""Where things stand in the workbook: the tables to fill in, and the sheets that calculate.

The tables are those of any data set (docs/tables.md), so the workbook loads as it is; the other
sheets only read them. Formulas cover ``SPARE`` rows more than are filled, for lines to be added.
"""

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from placegraph.appraisal_workbook.book import Book
from placegraph.graph.model import (
    AccruesTo,
    Appraisal,
    Appraises,
    AttributedTo,
    BenefitLine,
    CostLine,
    InputRange,
    LineOf,
    Organisation,
    Outcome,
    PaidBy,
    Partnership,
    Programme,
    RangeOf,
    Source,
    Values,
)
from placegraph.graph.schema import Fact, table
from placegraph.loaders.tables import columns

SPARE = 10
FIRST_ROW = 2
#: Fewest years that the sheets have columns for, so that a horizon can be lengthened.
YEARS = 10

TABLES: tuple[type[Fact], ...] = (
    *(Source, Organisation, Partnership, Programme, Outcome, Appraisal, Appraises),
    *(CostLine, BenefitLine, LineOf, PaidBy, AccruesTo, InputRange, RangeOf, AttributedTo, Values),
)
#: Tables that are left out when nothing is in them.
OPTIONAL: tuple[type[Fact], ...] = (Partnership, Programme, Outcome, Values, AttributedTo)

RESULTS, SERIES, PARTNERS = "Results", "Series", "Partners"
CASES = {"low": "Low", "central": "Central", "high": "High"}


@dataclass(frozen=True)
class Layout:
    """The places that formulas refer to. Rows count from 1, as a spreadsheet shows them."""

    rows: dict[type[Fact], int]
    last_year: int

    @classmethod
    def of(cls, book: Book) -> "Layout":
        """Return the layout of a book."""
        return cls(
            {declared: len(book.of(declared)) for declared in TABLES},
            max(book.appraisal.horizon, YEARS),
        )

    def last_row(self, declared: type[Fact]) -> int:
        """Return the last row of a table that formulas read."""
        return FIRST_ROW - 1 + self.rows[declared] + SPARE

    def size(self, declared: type[Fact]) -> int:
        """Return how many rows of a table formulas read."""
        return self.rows[declared] + SPARE

    def cell(self, declared: type[Fact], name: str, place: int) -> str:
        """Return the reference of a cell in the row at ``place``, counted from 0."""
        return f"{table(declared)}!${letter(declared, name)}${FIRST_ROW + place}"

    def span(self, declared: type[Fact], name: str) -> str:
        """Return the reference of a whole column of a table."""
        column = letter(declared, name)
        return f"{table(declared)}!${column}${FIRST_ROW}:${column}${self.last_row(declared)}"

    def appraisal(self, name: str) -> str:
        """Return the reference of a property of the appraisal."""
        return self.cell(Appraisal, name, 0)


def letter(declared: type[Fact], name: str) -> str:
    """Return the letter of a column in a type's table."""
    names = [column.name for column in columns(declared)]
    return str(xl_col_to_name(names.index(name)))
