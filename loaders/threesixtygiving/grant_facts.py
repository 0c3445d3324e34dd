"""Turn grants into agreements, and the organisations that fund and receive them into parties."""

import hashlib
import re
from collections.abc import Generator, Iterator
from datetime import date, timedelta
from decimal import Decimal

from placegraph.graph.model import Contract, Organisation, PartyTo
from placegraph.graph.vocabulary import ContractKind, OrganisationKind, PartyRole
from placegraph.loaders.identifiers import properties_of, slug
from placegraph.loaders.published import Findings, Said
from placegraph.loaders.reading.values import amount
from placegraph.loaders.threesixtygiving.bodies import Directory
from placegraph.loaders.threesixtygiving.grant import Body, Grant, day_given

#: What a grant to people is called: its own title may name them.
TO_PEOPLE = "Grant to an individual"

_LONGEST = 2000
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}")
_POUNDS = frozenset({"GBP", "£", "POUND", "POUNDS", "STERLING", "GB POUNDS", "POUNDS STERLING"})
_YEARS = range(1900, 2101)
_MOST = Decimal(10) ** 12


def short(text: str) -> str:
    """Return ``text``, cut to what a property of the graph can hold."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


class Writer:
    """Says the grants of one source, and keeps account of what it finds in them."""

    def __init__(self, source: str, scope: str, directory: Directory, findings: Findings) -> None:
        self._source, self._scope = source, scope
        self._directory, self._findings = directory, findings
        self._organisations: set[str] = set()
        self._grants: dict[int, int] = {}
        self._place = ""

    def said(self, grant: Grant) -> Iterator[Said]:
        """Yield the facts of one grant, its organisations before what they are party to."""
        self._place = grant.place
        if grant.blank:
            self._odd("row that names no grant, such as a total: left out")
            return
        node, reference = self._identifiers(grant)
        content = (grant.title, grant.amount, grant.awarded)
        digest, before = _digest(*content), self._grants.get(_digest(node))
        if before is None:
            self._grants[_digest(node)] = digest
        elif before == digest or not any(content):
            self._odd("grant given again with the same contents: its parties were added")
        else:
            self._odd("grant given again with other contents: the first was kept")
            return
        awarded = self._day("award date", grant.awarded)
        starts, ends = self._planned(grant)
        over = ends + timedelta(days=1) if ends else None
        if over and awarded and over <= awarded:
            over = None
        locator = short(grant.id or node)
        if before is None:
            self._count(grant)
            value, note = self._value(grant)
            contract = Contract(
                id=node,
                name=self._name(grant),
                kind=ContractKind.GRANT,
                subject=None if grant.individual else short(grant.description) or None,
                reference=reference,
                amount=None if value is None else float(value),
                starts=starts,
                ends=ends,
                valid_from=awarded,
                valid_to=over,
                note=short(" ".join(note)) or None,
                source=self._source,
                locator=locator,
            )
            yield Said(contract)
        for role, bodies in (
            (PartyRole.FUNDER, grant.funders),
            (PartyRole.RECIPIENT, grant.recipients),
        ):
            for body in bodies:
                party = yield from self._organisation(body, locator)
                relation = PartyTo(
                    from_type="Organisation",
                    from_id=party,
                    to_type="Contract",
                    to_id=node,
                    role=role,
                    valid_from=awarded,
                    valid_to=over,
                    source=self._source,
                    locator=locator,
                )
                yield Said(relation, str(role))

    def _odd(self, what: str) -> None:
        self._findings.odd(what, self._place)

    def _count(self, grant: Grant) -> None:
        self._findings.count("grants")
        if grant.disguised:
            self._odd("characters that do not show or turn the text around: taken out")
        if grant.individual:
            self._findings.count("grants to individuals")
            self._odd("grant to an individual: name, title and description left out")
        elif not grant.recipients:
            self._odd("grant without a recipient: kept without")
        if not grant.funders:
            self._odd("grant without a funder: kept without")
        for body in (*grant.funders, *grant.recipients):
            if body.misnumbered:
                self._odd("company or charity number that cannot be one: left out")

    def _identifiers(self, grant: Grant) -> tuple[str, str | None]:
        """Return the id in the graph, and the reference, None when the grant has none."""
        if not grant.id:
            self._odd("grant without an identifier: told apart by its contents")
            funders = "\x1f".join(f"{b.id}\x1f{b.name}" for b in grant.funders + grant.recipients)
            content = (grant.title, grant.description, grant.amount, grant.awarded, funders)
            return f"{self._scope}/unnumbered-{_digest(*content):016x}", None
        reference = grant.id
        if not _IDENTIFIER.fullmatch(reference):
            reference = f"{slug(grant.id)}-{_digest(grant.id):016x}"
        if grant.id.upper().startswith("360G-"):
            return reference, reference
        return f"{self._scope}/{reference}", reference

    def _name(self, grant: Grant) -> str:
        if grant.individual:
            return TO_PEOPLE
        if grant.title:
            return short(grant.title)
        self._odd("grant without a title: named by its identifier")
        return f"Grant {short(grant.id)[:200]}".strip()

    def _day(self, what: str, text: str) -> date | None:
        try:
            found = day_given(text)
        except ValueError:
            found = None
        if text and (found is None or found.year not in _YEARS):
            self._odd(f"{what} that is no date: left blank")
            return None
        return found

    def _planned(self, grant: Grant) -> tuple[date | None, date | None]:
        starts = self._day("planned start", grant.starts)
        ends = self._day("planned end", grant.ends)
        if starts and ends and ends < starts:
            self._odd("planned end before the planned start: left blank")
            return starts, None
        return starts, ends

    def _value(self, grant: Grant) -> tuple[Decimal | None, list[str]]:
        """Return the award in pounds, None when it cannot be said so, and words for the note."""
        notes = [f"Grant programme: {grant.programme}."] if grant.programme else []
        try:
            value = amount(grant.amount)
        except ValueError:
            value = Decimal("NaN")
        if value is None:
            self._odd("no amount awarded: left blank")
            return None, notes
        if not value.is_finite() or abs(value) > _MOST:
            self._odd("amount that cannot be read: left blank")
            return None, notes
        currency = grant.currency.upper().rstrip(".")
        if not currency and self._british(grant):
            self._odd("no currency: taken as pounds, because the funder is on a British register")
        elif currency not in _POUNDS:
            self._odd("currency other than pounds, or none: amount left blank and put in the note")
            return None, [*notes, f"Awarded: {value:f} {currency or 'of a currency not said'}."]
        if value < 0:
            self._odd("amount below zero: kept")
        elif value == 0:
            self._odd("amount of nought as published: kept")
        self._findings.add("awarded", value)
        return value, notes

    def _british(self, grant: Grant) -> bool:
        registered = [i for body in grant.funders for i in body.registered]
        return "£" in grant.amount or any(i.startswith("GB-") for i in registered)

    def _organisation(self, body: Body, locator: str) -> Generator[Said, None, str]:
        known = self._directory.find(body)
        if known.id not in self._organisations:
            self._organisations.add(known.id)
            self._findings.count("organisations")
            if known.names > 1:
                self._odd("organisation with several names: the commonest was taken")
            own: dict[str, str] = {}
            for identifier in reversed(known.identifiers):
                own |= properties_of(identifier)
            organisation = Organisation(
                id=known.id,
                name=short(known.name),
                kind=OrganisationKind.NOT_KNOWN,
                identifiers=" ".join(known.identifiers) or None,
                companies_house=own.get("companies_house"),
                charity_number=own.get("charity_number"),
                ods_code=own.get("ods_code"),
                local_authority_code=own.get("local_authority_code"),
                source=self._source,
                locator=locator,
            )
            yield Said(organisation)
        return known.id


def _digest(*parts: str) -> int:
    content = "\x1e".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest())
