"""Add payments up exactly, and keep account of the rows they stand in."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

#: The property ``rows`` holds no more characters than these.
_LONGEST_ROWS = 1_000_000
#: Rows of several sheets are told apart by the sheet's place, above the row number.
SHEET = 1 << 32


@dataclass(slots=True)
class Sum:
    """What one payer paid one payee in one month, and the rows that say so, as pairs of ends."""

    amount: Decimal = Decimal(0)
    payments: int = 0
    credits: int = 0
    credited: Decimal = Decimal(0)
    rows: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, paid: Decimal, row: int) -> None:
        """Add a payment in the row numbered ``row``; rows come in order."""
        self.amount += paid
        self.payments += 1
        if paid < 0:
            self.credits += 1
            self.credited -= paid
        if self.rows and self.rows[-1] == row - 1:
            self.rows[-1] = row
        else:
            self.rows.extend((row, row))


@dataclass
class Running:
    """The sums of the rows so far, for the totals that a file says itself."""

    payments: int = 0
    credits: int = 0
    all: Decimal = Decimal(0)
    since_total: Decimal = Decimal(0)

    def add(self, paid: Decimal) -> None:
        """Add a payment."""
        self.payments += 1
        self.credits += paid < 0
        self.all += paid
        self.since_total += paid


def next_month(month: date) -> date:
    """Return the first day of the month after the one that begins on ``month``."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def rows_text(ends: "array[int]", sheets: Sequence[str]) -> str:
    """Return rows as “3, 7-9”, with the sheet where there are several."""
    parts: list[str] = []
    length, sheet = 0, -1
    for place in range(0, len(ends), 2):
        first, last = ends[place] % SHEET, ends[place + 1] % SHEET
        part = str(first) if first == last else f"{first}-{last}"
        if len(sheets) > 1 and ends[place] // SHEET != sheet:
            sheet = ends[place] // SHEET
            part = f"{sheets[sheet]} {part}"
        length += len(part) + 2
        if length > _LONGEST_ROWS - 30:
            return f"{', '.join(parts)} and others"
        parts.append(part)
    return ", ".join(parts)
