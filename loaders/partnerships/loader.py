"""A council's own register of the partnerships it is part of.

There is no published standard for one; docs/formats/partnerships.md names the columns and says
what is made of them. A register speaks for the council that keeps it: the members it lists are
taken as some of the members, never as all.
"""

from collections.abc import Iterator
from pathlib import Path

from placegraph.graph.model import (
    ClientOf,
    Funds,
    LeadOfficerFor,
    MemberOf,
    Organisation,
    Partnership,
    Post,
    PostIn,
)
from placegraph.graph.vocabulary import Completeness, OrganisationKind
from placegraph.loaders.contact_details import without_contacts
from placegraph.loaders.contracts.bodies import Bodies
from placegraph.loaders.contracts.parties import CONTACTS, names_a_body
from placegraph.loaders.identifiers import identifier, name_key, organisation_id, slug
from placegraph.loaders.naming import names_a_person
from placegraph.loaders.partnerships.columns import COLUMNS, FEWEST, RECOGNISED, by_words
from placegraph.loaders.partnerships.partnership_cells import (
    NO_MONEY,
    body_of_person,
    kind,
    partners,
    post_title,
)
from placegraph.loaders.published import About, Findings, Format, Said, sources
from placegraph.loaders.reading.seen import Seen, Standing
from placegraph.loaders.reading.text_tables import TableRow, TextTable, header_score, open_tables
from placegraph.loaders.reading.values import amount, hidden_characters, words

_MONEY = (
    ("Contribution", "contribution"),
    ("Grant", "grant"),
    ("Revenue", "revenue"),
    ("InKind", "in kind"),
)


def recognises(path: Path) -> bool:
    """Return whether the file has the columns of a register of partnerships."""
    return header_score(path, RECOGNISED) * len(RECOGNISED) >= FEWEST


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield each file's source, then its partnerships with who is in them and who leads.

    Raises
    ------
    UnreadableSource
        If a file is no table, or has no column for a partnership's name.

    """
    for source, path in zip(sources(paths, about), paths, strict=True):
        tables = list(open_tables(path, COLUMNS))
        first = next((row for table in tables for row in table.rows()), None)
        council = words(without_contacts(first.get("OrganisationLabel"))) if first else None
        yield Said(source.model_copy(update={"publisher": source.publisher or council}))
        bodies = Bodies(about, source.id, council, findings)
        seen = Seen()
        for table in tables:
            register = _Register(table, source.id, about, findings, bodies, seen)
            for row in table.rows():
                yield from register.said(row)


class _Register:
    """One table of partnerships."""

    def __init__(
        self,
        table: TextTable,
        source: str,
        about: About,
        findings: Findings,
        bodies: Bodies,
        seen: Seen,
    ) -> None:
        self._by_words = by_words(table.unknown, table.columns)
        self._place = f"sheet {table.sheet}, row" if table.sheet else "row"
        self._partners = self._by_words.get("Partners") or _raw_title(table, "Partners")
        self._source = source
        self._publisher = about.publisher or ""
        self._scope = about.publisher_id or about.dataset
        self._findings = findings
        self._bodies = bodies
        self._seen = seen

    def said(self, row: TableRow) -> Iterator[Said]:
        """Yield what one row says."""
        locator = f"{self._place} {row.number}"
        name = words(without_contacts(row.get("Partnership")))
        if name is None or row.filled < 2:
            self._findings.odd("row without a partnership: left out", locator)
            return
        council, new = self._bodies.council(row, locator)
        yield from new
        key = identifier(self._scope, slug(name))
        if not self._seen.state(key) & Standing.STATED:
            self._findings.count("partnerships")
            yield Said(self._partnership(key, name, row, locator))
        yield self._member(council, key, locator)
        unit, new = self._bodies.unit(council, self._text(row, "OrganisationalUnit"), locator)
        yield from new
        if unit:
            ends = self._ends("Organisation", unit, "Partnership", key)
            yield Said(ClientOf.model_validate(ends | self._where(locator)))
        yield from self._lead(row, unit or council, council, key, locator)
        yield from self._money(row, council, key, locator)
        yield from self._members(row, council, key, locator)

    def _partnership(self, key: str, name: str, row: TableRow, locator: str) -> Partnership:
        budget, note = self._budget(self._text(row, "Budget"), locator)
        if hidden_characters(row.get("Partnership")):
            self._findings.odd("invisible characters: taken out", locator)
        governance = words(self._text(row, "Governance"))
        reporting = words(self._text(row, "Reporting"))
        if reporting:
            governance = words(f"{governance or ''} Reporting: {reporting}")
        return Partnership(
            id=key,
            name=name,
            kind=kind(row.get("Kind")),
            purpose=words(self._text(row, "Objective")),
            started=words(self._text(row, "Started")),
            stage=words(self._text(row, "Stage")),
            members_known=Completeness.PARTIAL,
            governance=governance,
            budget=budget,
            liabilities=words(self._text(row, "Liabilities")),
            risks=words(self._text(row, "Risks")),
            targets=words(self._text(row, "Targets")),
            note=note,
            source=self._source,
            locator=locator,
        )

    def _budget(self, text: str, locator: str) -> tuple[float | None, str | None]:
        if not text:
            return None, None
        try:
            found = amount(text)
        except ValueError:
            found = None
        if found is None or found <= 0:
            plain = words(text)
            if plain is None:
                return None, None
            self._findings.odd("budget that is no amount: left blank, kept in the note", locator)
            return None, words(f"Budget as published: {plain}.")
        self._findings.add("partnership budgets", found)
        return float(found), None

    def _lead(
        self, row: TableRow, within: str, council: str, partnership: str, locator: str
    ) -> Iterator[Said]:
        given = words(self._text(row, "LeadOfficer"))
        if given is None:
            return
        title = post_title(given)
        if title is None:
            self._findings.odd("lead officer without a post title, a name?: not kept", locator)
            return
        self._findings.count("lead posts")
        post = identifier(council, "post", slug(title))
        where = self._where(locator)
        yield Said(Post(id=post, name=title, source=self._source, locator=locator))
        yield Said(PostIn.model_validate(self._ends("Post", post, "Organisation", within) | where))
        ends = self._ends("Post", post, "Partnership", partnership)
        yield Said(LeadOfficerFor.model_validate(ends | where))

    def _money(self, row: TableRow, council: str, partnership: str, locator: str) -> Iterator[Said]:
        for column, sort in _MONEY:
            given = words(self._text(row, column))
            if given is None or NO_MONEY.fullmatch(given):
                continue
            try:
                paid = amount(given)
            except ValueError:
                paid = None
            if paid is not None and paid <= 0:
                continue
            contribution: str | None = sort if paid is not None else given
            if paid is not None and column == "Contribution":
                contribution = None
            yield Said(
                Funds.model_validate(
                    self._ends("Organisation", council, "Partnership", partnership)
                    | self._where(locator)
                    | {"amount": None if paid is None else float(paid)}
                    | {"contribution": contribution}
                ),
                sort,
            )

    def _members(
        self, row: TableRow, council: str, partnership: str, locator: str
    ) -> Iterator[Said]:
        cell = row.raw.get(self._partners, "") if self._partners else ""
        keeper = name_key(row.get("OrganisationLabel") or self._publisher)
        for given, several in partners(cell):
            name = words(without_contacts(given))
            if name != given:
                self._findings.odd(CONTACTS, locator)
            if name is None or name_key(name) == keeper:
                continue
            if body := body_of_person(name):
                self._findings.odd("name before a body's, a person's?: the body kept", locator)
                name = body
            if names_a_person(name):
                self._findings.odd("partner that is a person: no name kept", locator)
                continue
            if not names_a_body(name):
                self._findings.odd("partner not named (various …): left out", locator)
                continue
            own = identifier(organisation_id(name, (), council))
            yield Said(
                Organisation(
                    id=own,
                    name=name,
                    kind=OrganisationKind.NOT_KNOWN,
                    unnamed_group=several,
                    source=self._source,
                    locator=locator,
                )
            )
            if not self._seen.state(f"{own}\x1f{partnership}") & Standing.STATED:
                self._findings.count("partners")
            yield self._member(own, partnership, locator)

    def _member(self, body: str, partnership: str, locator: str) -> Said:
        return Said(
            MemberOf(
                from_type="Organisation",
                from_id=body,
                to_type="Partnership",
                to_id=partnership,
                completeness=Completeness.PARTIAL,
                source=self._source,
                locator=locator,
            )
        )

    def _text(self, row: TableRow, column: str) -> str:
        title = self._by_words.get(column)
        return without_contacts(row.raw.get(title, "") if title else row.get(column))

    def _where(self, locator: str) -> dict[str, object]:
        return {"source": self._source, "locator": locator}

    @staticmethod
    def _ends(from_type: str, from_id: str, to_type: str, to_id: str) -> dict[str, object]:
        return {"from_type": from_type, "from_id": from_id, "to_type": to_type, "to_id": to_id}


def _raw_title(table: TextTable, column: str) -> str:
    """Return under which title the rows of a table give a column as it stands, if at all."""
    place = table.columns.get(column)
    if place is None:
        return ""
    # A cell under no title, beside which merged cells have put it, may lie beyond the last one.
    return table.titles[place] if place < len(table.titles) else f"column {place + 1}"


FORMAT = Format(
    name="partnerships",
    title="Register of partnerships",
    recognises=recognises,
    statements=statements,
)
