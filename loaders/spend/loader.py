"""Load what a council publishes of its spending: the Transparency Code's £500 and £250 files.

A file lists payments. They are added up by the unit that paid, the payee and the calendar month,
and each sum names the rows it comes from. Payees whose names are withheld are kept apart, one for
each payment, because two payments to “Redacted” have nothing in common.

Amounts are added up exactly. VAT numbers, and the council's own numbers of its suppliers, are
neither read nor stored.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from placegraph.errors import Problem, UnreadableSource
from placegraph.graph.model import Paid, Source, WithheldPayee
from placegraph.graph.schema import Fact
from placegraph.loaders.identifiers import digest, identifier
from placegraph.loaders.published import About, Findings, Format, Said, sources
from placegraph.loaders.reading.headings import title_key
from placegraph.loaders.reading.text_tables import (
    Column,
    TableRow,
    TextTable,
    header_score,
    open_tables,
)
from placegraph.loaders.reading.values import amount
from placegraph.loaders.spend.bodies import Bodies, payee_withheld, publisher_said
from placegraph.loaders.spend.columns import AMOUNT, COLUMNS, DATE, GROSS
from placegraph.loaders.spend.days import DayOrder, paid_on
from placegraph.loaders.spend.sums import SHEET, Running, Sum, next_month, rows_text
from placegraph.loaders.spend.totals import says_total, totals

_DATE_TITLES = frozenset(map(title_key, DATE.titles))
_GROSS_TITLES = frozenset(map(title_key, GROSS))


def recognises(path: Path) -> bool:
    """Return whether a file has the titles of a payee, an amount and a date."""
    return header_score(path, COLUMNS) > 0


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield who paid whom how much each month, in £, net of credits.

    Raises
    ------
    UnreadableSource
        If a file is no table with columns for payee, amount and date, or one whose dates have the
        month first.

    """
    repeats: Counter[str] = Counter()
    for source, path in zip(sources(paths, about), paths, strict=True):
        yield from _Reading(source, path, about, findings, repeats).statements()


class _Reading:
    """The reading of one file."""

    def __init__(
        self,
        source: Source,
        path: Path,
        about: About,
        findings: Findings,
        repeats: Counter[str],
    ) -> None:
        self._source = source
        self._about = about
        self._findings = findings
        self._repeats = repeats
        self._tables = list(open_tables(path, COLUMNS))
        self._sums: dict[tuple[str, str, date], Sum] = {}
        self._path = path
        self._name = path.name
        self._order = DayOrder()
        self._withheld = 0

    def statements(self) -> Iterator[Said]:
        first = next((row for table in self._tables for row in table.rows()), None)
        label = publisher_said(first) if first else None
        publisher = self._source.publisher or label
        yield Said(self._source.model_copy(update={"publisher": publisher}))
        bodies = Bodies(self._about, self._source.id, label, self._name, self._findings)
        for place, table in enumerate(self._tables):
            self._remark(table)
            yield from self._table(place, table, bodies)
        if found := self._order.month_first:
            raise UnreadableSource(
                self._path,
                f"found days written month first ({found}), expected the day before the month; "
                "04/01/2024 would be read as 4 January: write the dates as 2024-04-01.",
            )
        for (payer, payee, month), paid in self._sums.items():
            yield Said(self._paid(payer, "Organisation", payee, month, paid))

    def _table(self, place: int, table: TextTable, bodies: Bodies) -> Iterator[Said]:
        check = Running()
        for row in table.rows():
            payment = self._payment(row, table, check)
            if payment is None:
                continue
            paid, when = payment
            check.add(paid)
            where = _where(table, row)
            payer, facts = bodies.payer(row, where)
            yield from map(Said, facts)
            payee, facts = bodies.payee(payer, row, where)
            yield from map(Said, facts)
            number = place * SHEET + row.number
            if payee:
                key = (payer, payee, when.replace(day=1))
                self._sums.setdefault(key, Sum()).add(paid, number)
            else:
                yield from self._apart(payer, row, paid, when, number, where)
        self._findings.count("payments", check.payments)
        self._findings.add("payments", check.all)
        for what, number in (("credits", check.credits), ("payees withheld", self._withheld)):
            if number:
                self._findings.count(what, number)
        self._withheld = 0

    def _payment(
        self, row: TableRow, table: TextTable, check: Running
    ) -> tuple[Decimal, date] | None:
        """Return what was paid and when; None for a row that is no payment or cannot be used."""
        said, dated = row.get("amount"), row.get("date")
        when: date | None = None
        problem: tuple[Column, str, str] | None = None
        try:
            self._order.see(dated)
            when = paid_on(dated)
        except ValueError as error:
            problem = DATE, dated, str(error)
        if when is None and totals(row):
            self._total(said, row, table, check)
            return None
        try:
            paid = amount(said)
        except ValueError as error:
            if problem and title_key(dated) in _DATE_TITLES:
                # The heading of the next page, or of the next month.
                self._odd("heading between payments: left out", table, row)
                return None
            problem, paid = problem or (AMOUNT, said, str(error)), None
        if when and paid is not None and check.payments and says_total(row):
            if paid in (check.all, check.since_total):
                self._total(said, row, table, check)
                return None
            self._odd("row that says total and is not the sum above: a payment", table, row)
        if problem is None and paid is None:
            what = "payment without an amount" if when else "note between payments"
            self._odd(f"{what}: left out", table, row)
        elif problem is None and when is None:
            problem = DATE, "a blank cell", "the day or month of the payment"
        if problem:
            column, found, expected = problem
            title = table.titles[table.columns[column.name]]
            self._findings.reject(
                Problem(table.file, table.sheet, row.number, title, found, expected), row.raw
            )
        return (paid, when) if paid is not None and when is not None and not problem else None

    def _total(self, said: str, row: TableRow, table: TextTable, check: Running) -> None:
        try:
            total = amount(said)
        except ValueError:
            total = None
        what = "row of totals: left out"
        if total is not None and total not in (check.all, check.since_total):
            what += f"; it says £{total:,.2f}, the rows before it add up to £{check.all:,.2f}"
        self._odd(what, table, row)
        check.since_total = Decimal(0)

    def _odd(self, what: str, table: TextTable, row: TableRow) -> None:
        self._findings.odd(what, f"{table.file} {_where(table, row)}")

    def _apart(
        self, payer: str, row: TableRow, paid: Decimal, when: date, number: int, where: str
    ) -> Iterator[Said]:
        """Yield a payment to somebody whose name is withheld."""
        own = digest(payer, when.isoformat(), str(paid), row.get("transaction"), row.get("purpose"))
        self._repeats[own] += 1
        node = WithheldPayee(
            id=identifier(self._about.dataset, "withheld", f"{own}-{self._repeats[own]}"),
            name=payee_withheld(row),
            source=self._source.id,
            locator=where,
        )
        self._withheld += 1
        one = Sum()
        one.add(paid, number)
        yield Said(node)
        yield Said(self._paid(payer, "WithheldPayee", node.id, when.replace(day=1), one))

    def _paid(self, payer: str, kind: str, payee: str, month: date, paid: Sum) -> Fact:
        sheets = [table.sheet for table in self._tables]
        first = paid.rows[0]
        where = _place(sheets[first // SHEET], first % SHEET)
        more = f" and {paid.payments - 1:,} more" if paid.payments > 1 else ""
        return Paid(
            from_type="Organisation",
            from_id=payer,
            to_type=kind,
            to_id=payee,
            amount=float(paid.amount),
            payments=paid.payments,
            credits=paid.credits,
            credited=float(paid.credited),
            rows=rows_text(paid.rows, sheets),
            source=self._source.id,
            locator=where + more,
            valid_from=month,
            valid_to=next_month(month),
        )

    def _remark(self, table: TextTable) -> None:
        """Report what a reader should know of a table as a whole."""
        place = table.file if not table.sheet else f"{table.file} sheet {table.sheet}"
        title = table.titles[table.columns["amount"]]
        if title_key(title) in _GROSS_TITLES:
            self._findings.odd("amounts with VAT, as the file has no others", place)
        if table.unknown:
            self._findings.odd(f"columns not read: {', '.join(table.unknown)}", place)
        if len(self._tables) > 1:
            self._findings.odd("several sheets of payments: added up", place)


def _where(table: TextTable, row: TableRow) -> str:
    return _place(table.sheet, row.number)


def _place(sheet: str, row: int) -> str:
    return f"sheet {sheet} row {row}" if sheet else f"row {row}"


FORMAT = Format("spend", "Council spending over £250 or £500", recognises, statements)
