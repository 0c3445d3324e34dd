"""Load a council's organisation structure, as the Local Government Association's schema has it.

It gives each post a level, a directorate and a service. It does not say who reports to whom, and
no reporting line is made of it: a level is a rank, and several posts of the level above share a
directorate. A list of senior employees, the schema beside it, is read as well.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.graph import model
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.identifiers import identifier, reference_part, slug
from placegraph.loaders.published import About, Findings, Format, Said, sources
from placegraph.loaders.reading.text_tables import Column, TextTable, header_score, open_tables
from placegraph.loaders.reading.values import words
from placegraph.loaders.staff.bodies import Bodies, Chart, Where
from placegraph.loaders.staff.days import day_in_name
from placegraph.loaders.staff.structure_rows import (
    BAND,
    CEILING,
    COLUMNS,
    CONTRACT,
    DIRECTORATE,
    FTE,
    LEVEL,
    PENSION,
    TITLE,
    VACANCY,
    Post,
    posts,
)

#: No council has more posts than this.
MOST_ROWS = 200_000
_AREA_CODE = re.compile(r"(?<![A-Z0-9])[EWSN]\d{8}(?!\d)")
_KINDS = {
    "/county-council/": OrganisationKind.COUNTY,
    "/district-council/": OrganisationKind.DISTRICT,
    "/unitary-authority/": OrganisationKind.UNITARY,
}
_EMPLOYEES = "senior-employees"
_ONLY_SENIOR = "Senior employees only: those paid above the threshold of the transparency code."


def recognises(path: Path) -> bool:
    """Return whether a file has the columns of an organisation structure or of senior employees."""
    return header_score(path, (TITLE, _required(DIRECTORATE))) > 0 and any(
        header_score(path, (TITLE, _required(mark))) > 0
        for mark in (LEVEL, BAND, CEILING, VACANCY, PENSION, CONTRACT, FTE)
    )


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield the council, its units, its structure and its posts.

    Counts the rows read, the posts, and the vacant ones. The structure is of the day that its
    rows give, else of the day in the file's name, else of the day it was published.

    Raises
    ------
    UnreadableSource
        If a file is no such list, has too many rows for one, or nothing says whose it is.

    """
    for path, source in zip(paths, sources(paths, about), strict=True):
        tables = [table for table in open_tables(path, COLUMNS) if _has_units(table)]
        if not tables:
            raise UnreadableSource(
                path,
                "found job titles and neither directorates, services nor levels, expected an "
                "organisation structure; check that it is one.",
            )
        yield Said(source)
        usual = day_in_name(path.stem) or about.published
        yield from _Council(path, source.id, usual, about, tables, findings).said()


def _required(column: Column) -> Column:
    return replace(column, required=True)


def _has_units(table: TextTable) -> bool:
    return any(name in table.columns for name in ("directorate", "service", "level"))


class _Council:
    """Says what the tables of one file say, and keeps account of what it finds."""

    def __init__(
        self,
        path: Path,
        source: str,
        usual: date | None,
        about: About,
        tables: list[TextTable],
        findings: Findings,
    ) -> None:
        self._path, self._source, self._usual = path, source, usual
        self._about, self._tables, self._findings = about, tables, findings
        named = Counter(
            name
            for table in tables
            for row in table.rows()
            if words(row.get("title")) and (name := words(row.get("organisation")))
        )
        self._bodies = Bodies(about, named or Counter([about.publisher or ""]))
        self._name = next(iter(named)) if len(named) == 1 else about.publisher
        self._posts: Counter[str] = Counter()

    def said(self) -> Iterator[Said]:
        """Yield every post, after the units and the structure it is in."""
        for table in self._tables:
            part = _EMPLOYEES if "pension" in table.columns else ""
            for row in posts(table, self._findings):
                self._findings.count("rows")
                if self._findings.counts["rows"] > MOST_ROWS:
                    raise UnreadableSource(
                        self._path,
                        f"found more than {MOST_ROWS:,} rows, expected the posts of a council.",
                    )
                yield from self._post(self._chart(row, part), row, part)

    def _chart(self, row: Post, part: str) -> Chart:
        name = row.organisation or self._name
        if name is None:
            raise UnreadableSource(
                self._path,
                f"found no organisation in {row.locator}, expected the column OrganisationLabel; "
                "give the publisher's name.",
            )
        return self._bodies.chart(name, row.day or self._usual, registered=row.uri, part=part)

    def _post(self, chart: Chart, row: Post, part: str) -> Iterator[Said]:
        yield from self._bodies.say(
            chart,
            self._source,
            row.locator,
            title="Senior employees" if part else "Structure",
            kind=_kind(row.uri, chart.name),
            area_code=code[0] if (code := _AREA_CODE.search(row.uri)) else None,
            note=_ONLY_SENIOR if part else None,
        )
        yield from self._bodies.unit(chart, row.units, self._source, row.locator)
        self._findings.count("posts")
        if row.vacant:
            self._findings.count("vacant posts")
        own = self._identity(chart, row)
        where: Where = {"source": self._source, "locator": row.locator, "valid_from": chart.day}
        yield Said(
            model.Post(
                id=own,
                name=row.title,
                chart_level=row.level,
                grade=row.grade,
                salary_low=row.low,
                salary_high=row.high,
                vacant=row.vacant,
                temporary=row.temporary,
                note=_note(row),
                **where,
            )
        )
        unit = self._bodies.place(chart, row.units)
        yield Said(
            model.PostIn(from_type="Post", from_id=own, to_type="Organisation", to_id=unit, **where)
        )
        yield Said(
            model.InStructure(
                from_type="Post",
                from_id=own,
                to_type="Structure",
                to_id=chart.structure,
                **where,
            )
        )

    def _identity(self, chart: Chart, row: Post) -> str:
        """Return the id of a post: its job number and title, or its units and title.

        Posts alike in these are told apart by their order, which is all there is.
        """
        within = ("job", reference_part(row.number)) if row.number else map(slug, row.units)
        own = identifier(chart.structure, *within, slug(row.title))
        self._posts[own] += 1
        return own if self._posts[own] == 1 else identifier(own, str(self._posts[own]))


def _kind(uri: str, name: str) -> OrganisationKind:
    """Return the kind of a council that its address says, or failing that its name."""
    said = next((kind for part, kind in _KINDS.items() if part in uri), None)
    is_council = "-council/" in uri or "council" in name.casefold().split()
    return said or (OrganisationKind.COUNCIL if is_council else OrganisationKind.NOT_KNOWN)


def _note(row: Post) -> str | None:
    notes = (
        "Highest salary is the maximum of the grade." if row.ceiling else "",
        "Shared with another organisation." if row.shared else "",
    )
    return " ".join(filter(None, notes)) or None


FORMAT = Format("structure", "Council organisation structures", recognises, statements)
