"""The council of a contracts register, and the units of it that its contracts are for."""

import re
from collections.abc import Iterator

from placegraph.graph.model import Organisation, PartOf
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.contact_details import without_contacts
from placegraph.loaders.identifiers import (
    identifier,
    name_key,
    organisation_id,
    parse_org_id,
    properties_of,
    slug,
)
from placegraph.loaders.published import About, Findings, Said
from placegraph.loaders.reading.text_tables import TableRow
from placegraph.loaders.reading.values import words

#: The code of the Government Statistical Service at the end of an area's address.
_AREA = re.compile(r"\b([EWSN]\d{8})\b")
_LONGEST_NAME = 500
#: More different bodies than these are forgotten and stated anew, so that memory is bounded.
_MOST = 20_000


class Bodies:
    """States the councils and units of one file.

    ``first`` is the first council that it names: that is the publisher, unless the publisher is
    given by another name.
    """

    def __init__(self, about: About, source: str, first: str | None, findings: Findings) -> None:
        self._about = about
        self._source = source
        self._findings = findings
        self._publisher = name_key(about.publisher or first or "")
        self._councils: dict[str, str] = {}
        self._units: dict[tuple[str, str], str] = {}

    def council(self, row: TableRow, locator: str) -> tuple[str, list[Said]]:
        """Return the id of the council a row is of, and what to state before it is used."""
        given = row.get("OrganisationLabel")
        known = self._councils.get(given)
        if known is not None:
            return known, []
        about = self._about
        label = words(without_contacts(given))
        name = label or about.publisher
        if name is None:
            self._findings.odd(
                "register that does not name its council: give its name and identifier", locator
            )
        publisher = label is None or name_key(label) == self._publisher
        own = about.publisher_id if publisher and about.publisher_id else ""
        scope = about.publisher_id or about.dataset
        key = identifier(organisation_id(name or "publisher", [own], scope))
        if len(self._councils) >= _MOST:
            self._councils.clear()
        self._councils[given] = key
        area = _AREA.search(row.get("OrganisationURI"))
        council = {
            "id": key,
            "name": (name or f"Publisher of {about.title or about.dataset}")[:_LONGEST_NAME],
            "kind": _kind(name or ""),
            "area_code": area[1] if area else None,
            "identifiers": parse_org_id(key),
            "source": self._source,
            "locator": locator,
            **properties_of(key),
        }
        return key, [Said(Organisation.model_validate(council))]

    def unit(self, council: str, given: str, locator: str) -> tuple[str, list[Said]]:
        """Return the id of a unit of a council, empty when none is meant, and what to state."""
        known = self._units.get((council, given))
        if known is not None:
            return known, []
        name = words(without_contacts(given))
        key = identifier(council, "unit", slug(name)) if name and name.lower() != "various" else ""
        if len(self._units) >= _MOST:
            self._units.clear()
        self._units[council, given] = key
        if not name or not key:
            return key, []
        where = {"source": self._source, "locator": locator}
        unit = Organisation(id=key, name=name[:_LONGEST_NAME], kind=OrganisationKind.UNIT, **where)
        return key, [Said(unit), *self._part_of(key, council, where)]

    @staticmethod
    def _part_of(unit: str, council: str, where: dict[str, str]) -> Iterator[Said]:
        yield Said(
            PartOf(
                from_type="Organisation",
                from_id=unit,
                to_type="Organisation",
                to_id=council,
                **where,
            )
        )


def _kind(name: str) -> OrganisationKind:
    return OrganisationKind.COUNCIL if "council" in name.lower() else OrganisationKind.NOT_KNOWN
