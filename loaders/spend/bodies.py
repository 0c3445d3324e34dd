"""Say who paid and who was paid: the body, its units and its payees, each once."""

import re
from collections.abc import Sequence

from placegraph.graph.model import Organisation, PartOf
from placegraph.graph.schema import Fact
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.identifiers import (
    identifier,
    name_key,
    ordered,
    org_id,
    organisation_id,
    parse_org_id,
    properties_of,
    slug,
)
from placegraph.loaders.naming import names_a_person
from placegraph.loaders.published import About, Findings, said_words
from placegraph.loaders.reading.text_tables import TableRow
from placegraph.loaders.reading.values import public_words, words
from placegraph.loaders.spend.columns import redacted, withheld

_GSS = re.compile(r"(?:.*/)?([EWSN]\d{8})/?")
#: Stands for the id of a payee that the file does not name.
_UNNAMED = "?"
_NOBODY: tuple[Fact, ...] = ()
#: What a department's file calls the department itself among its bodies.
_CORE = re.compile(r"core( (department|dept|organisation|body))?")
#: What is kept of a payee that is a person.
_PERSON = "person"


def publisher_said(row: TableRow) -> str | None:
    """Return the body that a file is of, as its first row says: the department, or the body."""
    parent, body = _said_bodies(row)
    return words(parent or body)


def payee_withheld(row: TableRow) -> str:
    """Return what to call a payee whose name is withheld; never the name of a person."""
    text = row.get("payee")
    return _PERSON if names_a_person(text) else public_words(text) or "not named"


def _said_bodies(row: TableRow) -> tuple[str, str]:
    """Return the department and the body of a row; only the body where both are the same."""
    parent, body = row.get("parent"), row.get("body")
    if _CORE.fullmatch(name_key(body)) or not words(body) or name_key(body) == name_key(parent):
        return "", parent
    return parent, body


class Bodies:
    """The payers and payees of one file.

    ``first`` is the name of the body in the first row, if rows have one: it is the publisher
    unless the publisher is given by another name.
    """

    def __init__(
        self, about: About, source: str, first: str | None, file: str, findings: Findings
    ) -> None:
        self._about = about
        self._file = file
        self._source = source
        self._findings = findings
        self._publisher_id = parse_org_id(about.publisher_id or "")
        if about.publisher_id and not self._publisher_id:
            findings.odd("publisher's identifier that no register gives: not used", file)
        self._publisher = name_key(about.publisher or first or "")
        self._payers: dict[tuple[str, str, str, str], str] = {}
        self._payees: dict[tuple[str, str, str, str], str] = {}
        self._owners: dict[str, str] = {}
        self._bodies: dict[tuple[str, str, str], str] = {}
        self._said: set[str] = set()

    def payer(self, row: TableRow, where: str) -> tuple[str, Sequence[Fact]]:
        """Return the id of the unit or body that paid, and what has to be said of it first."""
        key = (*_said_bodies(row), row.get("body_code"), row.get("unit"))
        known = self._payers.get(key)
        if known:
            return known, _NOBODY
        facts: list[Fact] = []
        body = self._bodies.get(key[:3])
        if body is None:
            body = self._bodies[key[:3]] = self._body_within(key, where, facts)
        unit = self._words(key[3], where)
        if unit is None or redacted(unit):
            unit, own = None, body
        else:
            own = identifier(body, "unit", slug(unit))
        if unit and self._new(own):
            facts += [
                Organisation(
                    id=own,
                    name=unit,
                    kind=OrganisationKind.UNIT,
                    source=self._source,
                    locator=where,
                ),
                self._part(own, body, where),
            ]
        self._payers[key] = own
        self._owners[own] = body
        return own, facts

    def payee(self, payer: str, row: TableRow, where: str) -> tuple[str, Sequence[Fact]]:
        """Return the id of who was paid, empty when the name is withheld, and what to say first."""
        body = self._owners[payer]
        key = body, row.get("payee"), row.get("company"), row.get("charity")
        known = self._payees.get(key)
        if known is not None:
            if known == _UNNAMED:
                self._unnamed(where)
            return known.strip(_UNNAMED), _NOBODY
        name = self._words(key[1], where)
        person = names_a_person(key[1])
        if person or name is None or withheld(name):
            self._payees[key] = "" if name or person else _UNNAMED
            if not (name or person):
                self._unnamed(where)
            return "", _NOBODY
        registered = ordered(filter(None, (org_id("GB-COH", key[2]), org_id("GB-CHC", key[3]))))
        own = identifier(organisation_id(name, registered, body))
        self._payees[key] = own
        if not self._new(own):
            return own, _NOBODY
        return own, [self._organisation(own, name, OrganisationKind.NOT_KNOWN, registered, where)]

    def _body_within(self, key: tuple[str, str, str, str], where: str, facts: list[Fact]) -> str:
        parent, body, code, _ = key
        if not parent:
            return self._body(body, code, where, facts)
        above = self._body(parent, "", where, facts)
        known = len(facts)
        own = self._body(body, code, where, facts)
        if own != above and len(facts) > known:
            facts.append(self._part(own, above, where))
        return own

    def _body(self, text: str, gss: str, where: str, facts: list[Fact]) -> str:
        label = self._words(text, where)
        name = label or self._about.publisher
        scope = self._publisher_id or self._about.dataset
        if name is None:
            own = self._publisher_id or identifier(scope, "payer")
            name = f"Publisher of {self._about.title or self._about.dataset}"
            self._findings.odd(
                "the file does not say who paid: the publisher of the data set, not named",
                f"{self._file} {where}",
            )
        else:
            is_publisher = label is None or name_key(label) == self._publisher
            given = [self._publisher_id or ""] if is_publisher else []
            own = identifier(organisation_id(name, given, scope))
        if self._new(own):
            kind = (
                OrganisationKind.COUNCIL
                if re.search(r"\bcouncil\b", name, re.IGNORECASE)
                else OrganisationKind.NOT_KNOWN
            )
            code = _GSS.fullmatch(gss)
            area = code[1] if code else None
            facts.append(self._organisation(own, name, kind, ordered([own]), where, area))
        return own

    def _part(self, own: str, whole: str, where: str) -> PartOf:
        return PartOf(
            from_type="Organisation",
            from_id=own,
            to_type="Organisation",
            to_id=whole,
            source=self._source,
            locator=where,
        )

    def _organisation(
        self,
        own: str,
        name: str,
        kind: OrganisationKind,
        registered: Sequence[str],
        where: str,
        area_code: str | None = None,
    ) -> Organisation:
        numbers: dict[str, str] = {}
        for register in reversed(registered):
            numbers |= properties_of(register)
        return Organisation.model_validate(
            {
                **{"id": own, "name": name, "kind": kind, "area_code": area_code},
                **{"source": self._source, "locator": where, **numbers},
                "identifiers": " ".join(registered) or None,
            }
        )

    def _new(self, own: str) -> bool:
        new = own not in self._said
        self._said.add(own)
        return new

    def _unnamed(self, where: str) -> None:
        self._findings.odd(
            "payment without a payee: kept apart, as to a payee not named", f"{self._file} {where}"
        )

    def _words(self, text: str, where: str) -> str | None:
        if said_words(text, self._findings, f"{self._file} {where}") is None:
            return None
        return public_words(text)
