"""State the contracts of one register, row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from placegraph.graph.model import ClientOf, Contract, PartyTo, Source
from placegraph.graph.vocabulary import ContractKind, PartyRole
from placegraph.loaders.contact_details import without_contacts
from placegraph.loaders.contracts import contract_cells as cells
from placegraph.loaders.contracts.bodies import Bodies
from placegraph.loaders.contracts.parties import CONTACTS, NOT_NAMED, Reader
from placegraph.loaders.published import About, Findings, Said
from placegraph.loaders.reading.seen import Seen, Standing
from placegraph.loaders.reading.text_tables import TableRow, TextTable
from placegraph.loaders.reading.values import hidden_characters, words

#: Rows that are no contract but add some up.
_TOTAL = re.compile(r"(grand |sub[- ]?|overall )?totals?\b.*", re.IGNORECASE)
_NAMING = ("SupplierName", "ContractTitle", "Description", "ContractReference", "PurchaseOrder")
_SEVERAL_TITLES = (
    "one reference with different titles: taken as one contract, under its first title and days"
)
_SEVERAL_VALUES = (
    "contract on several rows with different values: its own left blank, each row's stands on "
    "the tie to its supplier"
)
_STATED, _REPEATED = int(Standing.STATED), int(Standing.REPEATED)
_CONTESTED = int(Standing.CONTESTED)


@dataclass(slots=True)
class _Deal:
    """What one row says that its statements share. ``standing`` is that of its contract.

    ``one_supplier`` says that all rows of the contract name the same.
    """

    id: str
    reference: str
    titles: str
    shown: str | None
    kind: ContractKind
    order: bool
    starts: date | None
    ends: date | None
    over: date | None
    amount: Decimal | None
    remarks: list[str]
    standing: int
    one_supplier: bool
    locator: str


class Register:
    """One register, read in memory that does not grow with it.

    ``seen`` has met every row already, so that it knows which contracts stand on several.
    """

    def __init__(
        self, source: Source, about: About, first: str | None, findings: Findings, seen: Seen
    ) -> None:
        self._source = source.id
        self._scope = about.publisher_id or about.dataset
        self._findings = findings
        self._seen = seen
        self._bodies = Bodies(about, source.id, first, findings)
        self._other_values = False
        self._numbers = {"contracts": 0, "purchase orders": 0, "ties to suppliers": 0}
        self._amounts = {"contracts": Decimal(0), "purchase orders": Decimal(0)}
        self._valued = {"contracts": 0, "purchase orders": 0}

    def said(self, table: TextTable) -> Iterator[Said]:
        """Yield what the rows of one table say."""
        suppliers = Reader(self._source, table.columns, self._seen)
        place = f"sheet {table.sheet}, row" if table.sheet else "row"
        self._other_values = any(column in table.columns for column, _ in cells.OTHER_VALUES)
        for row in table.rows():
            locator = f"{place} {row.number}"
            name, title = row.get("SupplierName"), row.get("ContractTitle")
            if (name and title) or self._names_something(row, locator):
                yield from self._row(row, name, title, suppliers, locator)

    def close(self) -> None:
        """Hand over what was counted and added up."""
        for what, number in self._numbers.items():
            if number or what != "purchase orders":
                self._findings.count(what, number)
        for what, amount in self._amounts.items():
            # A register that says no value has none; it does not have contracts worth nothing.
            if self._valued[what]:
                self._findings.add(what, amount)
            if unknown := self._numbers[what] - self._valued[what]:
                self._findings.count(f"{what} without a known value", unknown)
        if self._seen.full:
            self._findings.odd(
                "too many contracts to tell repeats apart: the last are counted once a row",
                self._source,
            )

    def _names_something(self, row: TableRow, locator: str) -> bool:
        """Tell a row of a contract from a total, a footnote, or next to nothing."""
        if _TOTAL.fullmatch(row.first):
            self._findings.odd("row of totals: left out", locator)
        elif row.filled < 2:
            self._findings.odd("row with a single filled cell: left out as a remark", locator)
        elif not any(map(row.get, _NAMING)):
            self._findings.odd("row that names no contract and no supplier: left out", locator)
        else:
            return True
        return False

    def _row(
        self, row: TableRow, name: str, title: str, reader: Reader, locator: str
    ) -> Iterator[Said]:
        deal = self._deal(row, locator)
        council, new = self._bodies.council(row, locator)
        yield from new
        suppliers, new = reader.suppliers(row, name, council, locator)
        yield from new
        for remark in suppliers.odd if name else (NOT_NAMED,):
            self._findings.odd(remark, locator)
        if deal.reference and self._seen.state(deal.titles) & _CONTESTED:
            self._findings.odd(_SEVERAL_TITLES, locator)
        if not deal.standing & _STATED:
            yield Said(self._contract(row, title, deal))
            granted = deal.kind is ContractKind.GRANT
            yield self._tie(deal, council, PartyRole.FUNDER if granted else PartyRole.BUYER)
        if unit := row.get("OrganisationalUnit"):
            unit, new = self._bodies.unit(council, unit, locator)
            yield from new
            if unit:
                yield self._client(deal, unit)
        yield from self._supplied(deal, suppliers.ids, without_contacts(row.get("Lot") or title))

    def _deal(self, row: TableRow, locator: str) -> _Deal:
        get = row.get
        key, reference = cells.identity(row)
        alike = not self._seen.state(cells.suppliers_key(key)) & _CONTESTED if reference else True
        own, shown = cells.contract_ids(self._scope, key, reference)
        value = cells.value(get("ContractValue"))
        remarks = [value.remark] if value.remark else []
        if value.odd:
            self._findings.odd(value.odd, locator)
        starts = self._day(get("StartDate"), "first day", locator)
        ends = self._day(get("EndDate"), "last day", locator)
        if starts and ends and ends < starts:
            self._findings.odd(
                "last day before the first: both left blank, kept in the note", locator
            )
            remarks.append(f"Days as published: from {starts} to {ends}.")
            starts = ends = None
        kind, order = cells.kind(get("ContractType"))
        return _Deal(
            id=own,
            reference=reference,
            titles=cells.title_key(key),
            shown=shown,
            kind=kind,
            order=order or (reference != "" and not get("ContractReference")),
            starts=starts,
            ends=ends,
            over=cells.day_after(ends),
            amount=value.amount,
            remarks=remarks,
            standing=self._seen.state(key),
            one_supplier=alike and not self._seen.full,
            locator=locator,
        )

    def _contract(self, row: TableRow, title: str, deal: _Deal) -> Contract:
        get, locator = row.get, deal.locator
        name = self._words(title, locator)
        subject = self._words(get("Description"), locator)
        extended = self._extension(get("LastExtensionDate"), deal.remarks)
        noted = deal.order or deal.remarks or self._other_values
        return Contract(
            id=deal.id,
            name=cells.short(name or subject or deal.shown) or "Title not given",
            kind=ContractKind.OTHER if deal.order else deal.kind,
            subject=subject if subject != name else None,
            ocid=cells.ocid(get("OpenContractingID")),
            reference=deal.shown,
            amount=self._whole(deal),
            lots=None if deal.standing & _REPEATED else self._words(get("Lot"), locator),
            cpv=cells.cpv(get("CPVCode")),
            review=self._day(get("ReviewDate"), "day of review", locator),
            last_extension=extended,
            starts=deal.starts,
            ends=deal.ends,
            note=cells.note(row, deal.remarks, order=deal.order) if noted else None,
            source=self._source,
            locator=locator,
        )

    def _whole(self, deal: _Deal) -> float | None:
        """Count a contract, and return its value when its rows agree on one, added up."""
        what = "purchase orders" if deal.order else "contracts"
        self._numbers[what] += 1
        if deal.standing & _CONTESTED:
            self._findings.odd(_SEVERAL_VALUES, deal.locator)
            return None
        if deal.amount is None:
            return None
        self._amounts[what] += deal.amount
        self._valued[what] += 1
        return float(deal.amount)

    def _supplied(self, deal: _Deal, suppliers: tuple[str, ...], part: str) -> list[Said]:
        """State the suppliers of a row; each with its share where it is known.

        That is the whole value when it is the only supplier, or the row's own when the rows of a
        contract have different ones. One value beside different suppliers is nobody's share.
        """
        role = PartyRole.RECIPIENT if deal.kind is ContractKind.GRANT else PartyRole.SUPPLIER
        several, contested = deal.standing & _REPEATED, deal.standing & _CONTESTED
        shared = len(suppliers) > 1 or (several and not contested and not deal.one_supplier)
        amount = None if shared or deal.amount is None else float(deal.amount)
        if not several:
            self._numbers["ties to suppliers"] += len(suppliers)
            return [self._tie(deal, supplier, role, amount) for supplier in suppliers]
        stated = []
        for supplier in suppliers:
            tie = f"{deal.id}\x1f{supplier}"
            stood = self._seen.state(tie) & _STATED
            if not stood:
                self._numbers["ties to suppliers"] += 1
            if contested:
                if self._seen.state(f"{tie}\x1f{part}") & _STATED:
                    self._findings.odd(
                        "contract with supplier and title on several rows: the first is kept",
                        deal.locator,
                    )
                stated.append(self._tie(deal, supplier, role, amount, part))
            elif not (stood and deal.one_supplier):
                stated.append(self._tie(deal, supplier, role, amount))
        return stated

    def _tie(
        self,
        deal: _Deal,
        body: str,
        role: PartyRole,
        amount: float | None = None,
        part: str = "",
    ) -> Said:
        return Said(
            PartyTo(
                from_type="Organisation",
                from_id=body,
                to_type="Contract",
                to_id=deal.id,
                role=role,
                amount=amount,
                valid_from=deal.starts,
                valid_to=deal.over,
                source=self._source,
                locator=deal.locator,
            ),
            f"{role.value} {part}" if part else role.value,
        )

    def _client(self, deal: _Deal, unit: str) -> Said:
        return Said(
            ClientOf(
                from_type="Organisation",
                from_id=unit,
                to_type="Contract",
                to_id=deal.id,
                valid_from=deal.starts,
                valid_to=deal.over,
                source=self._source,
                locator=deal.locator,
            )
        )

    def _day(self, text: str, what: str, locator: str) -> date | None:
        if not text:
            return None
        found, wrong = cells.plausible_day(text)
        if wrong:
            self._findings.odd(f"{what} that is no date: left blank", locator)
        return found

    def _words(self, text: str, locator: str) -> str | None:
        if not text:
            return None
        if not text.isprintable() and hidden_characters(text):
            self._findings.odd("invisible characters: taken out", locator)
        plain = without_contacts(text)
        if plain != text:
            self._findings.odd(CONTACTS, locator)
        return words(plain)

    @staticmethod
    def _extension(text: str, remarks: list[str]) -> date | None:
        """Return the last day a contract can be extended to; how it is worded goes to remarks."""
        if not text:
            return None
        found, wrong = cells.plausible_day(text)
        if wrong:
            remarks.append(f"Extension as published: {text}.")
        return found
