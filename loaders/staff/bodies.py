"""Say the bodies, units and structures that posts belong to, each once.

Shared by central government's organograms and councils' organisation structures.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from placegraph.graph.model import Organisation, PartOf, Structure, StructureOf
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.identifiers import (
    identifier,
    name_key,
    ordered,
    organisation_id,
    properties_of,
    slug,
)
from placegraph.loaders.published import About, Said


class Where(TypedDict):
    """Who says a fact, where, and from which day on it holds."""

    source: str
    locator: str
    valid_from: date | None


@dataclass(frozen=True)
class Chart:
    """The posts of one body on one day: the ids of the body and its structure, and that day."""

    body: str
    name: str
    structure: str
    day: date | None


class Bodies:
    """Says each body, unit and structure the first time that it is asked for.

    ``names`` counts how often each organisation is named as the body that posts are of: the
    publisher's register identifier, when known, is that of the body with the publisher's name, or
    of the one that more than half of the rows name when the publisher is not named.
    """

    def __init__(self, about: About, names: Counter[str]) -> None:
        self._about = about
        self._scope = about.publisher_id or about.dataset
        self._said: set[tuple[str, ...]] = set()
        keys: Counter[str] = Counter()
        for name, rows in names.items():
            keys[name_key(name)] += rows
        self._publisher = name_key(about.publisher) if about.publisher else ""
        if not about.publisher and keys:
            most, rows = keys.most_common(1)[0]
            self._publisher = most if rows > keys.total() / 2 else ""

    def chart(self, name: str, day: date | None, *, registered: str = "", part: str = "") -> Chart:
        """Return the chart of the body called ``name`` as at ``day``.

        ``registered`` is what the file gives as its register identifier. ``part`` tells a list
        that shows only some of the posts from the body's structure.
        """
        body = self.identity(name, registered)
        when = day.isoformat() if day else self._about.dataset
        return Chart(body, name, identifier(body, when, *([part] if part else [])), day)

    def identity(self, name: str, registered: str = "") -> str:
        """Return the id of the body called ``name``."""
        own = self._about.publisher_id
        known = own if own and self._publisher and name_key(name) == self._publisher else registered
        return organisation_id(name, [known], self._scope)

    def say(
        self,
        chart: Chart,
        source: str,
        locator: str,
        *,
        title: str,
        kind: OrganisationKind = OrganisationKind.NOT_KNOWN,
        area_code: str | None = None,
        note: str | None = None,
    ) -> Iterator[Said]:
        """Yield a body, its structure and what joins them; ``title`` names the structure."""
        yield from self._body(chart.body, chart.name, source, locator, kind, area_code)
        if not self._first("structure", chart.structure, source):
            return
        when = f"{chart.day.day} {chart.day:%B %Y}" if chart.day else "undated"
        yield Said(
            Structure(
                id=chart.structure,
                name=f"{title} of {chart.name}, {when}"[:2000],
                source=source,
                locator=locator,
                valid_from=chart.day,
                note=note,
            )
        )
        yield Said(
            StructureOf(
                from_type="Structure",
                from_id=chart.structure,
                to_type="Organisation",
                to_id=chart.body,
                source=source,
                locator=locator,
                valid_from=chart.day,
            )
        )

    def parent(self, chart: Chart, name: str, source: str, locator: str) -> Iterator[Said]:
        """Yield the body that the chart's body is part of; nothing when it is the same."""
        above = self.identity(name)
        if above == chart.body or name_key(name) == name_key(chart.name):
            return
        yield from self._body(above, name, source, locator, OrganisationKind.NOT_KNOWN, None)
        yield from self._part_of(chart.body, above, chart, source, locator)

    def unit(self, chart: Chart, names: Sequence[str], source: str, locator: str) -> Iterator[Said]:
        """Yield the unit that ``names`` lead to, outermost first, and those that it is part of."""
        above = chart.body
        for depth, name in enumerate(self._path(chart, names), start=1):
            own = self.place(chart, names, depth=depth)
            yield from self._body(own, name, source, locator, OrganisationKind.UNIT, None)
            yield from self._part_of(own, above, chart, source, locator)
            above = own

    def place(self, chart: Chart, names: Sequence[str], *, depth: int | None = None) -> str:
        """Return the id of the unit that ``names`` lead to, or of the body when they are none."""
        path = self._path(chart, names)[:depth]
        return identifier(chart.body, *(slug(name) for name in path))

    def _path(self, chart: Chart, names: Sequence[str]) -> list[str]:
        """Leave out a unit called the same as what it is in: it is no other thing."""
        path: list[str] = []
        for name in names:
            if name_key(name) != name_key(path[-1] if path else chart.name):
                path.append(name)
        return path

    def _body(
        self,
        own: str,
        name: str,
        source: str,
        locator: str,
        kind: OrganisationKind,
        area_code: str | None,
    ) -> Iterator[Said]:
        if self._first("body", own, source):
            registered = ordered([own])
            yield Said(
                Organisation.model_validate(
                    {
                        "id": own,
                        "name": name,
                        "kind": kind,
                        "area_code": area_code,
                        "identifiers": " ".join(registered) or None,
                        **(properties_of(own) if registered else {}),
                        "source": source,
                        "locator": locator,
                    }
                )
            )

    def _part_of(
        self, own: str, above: str, chart: Chart, source: str, locator: str
    ) -> Iterator[Said]:
        if own != above and self._first("part", own, above, str(chart.day), source):
            yield Said(
                PartOf(
                    from_type="Organisation",
                    from_id=own,
                    to_type="Organisation",
                    to_id=above,
                    source=source,
                    locator=locator,
                    valid_from=chart.day,
                )
            )

    def _first(self, *what: str) -> bool:
        if what in self._said:
            return False
        self._said.add(what)
        return True
