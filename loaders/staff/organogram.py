"""Load organograms: the senior posts, and the pools of junior posts, of government bodies.

The template is the Cabinet Office's, as data.gov.uk publishes it: senior and junior staff as two
CSV files, or as two sheets of one workbook. A reference is unique within a body and a day only, so
a post is one of that body on that day.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.graph.model import (
    InStructure,
    PoolIn,
    PoolInStructure,
    PoolReportsTo,
    Post,
    PostIn,
    PostPool,
    ReportsTo,
)
from placegraph.loaders.identifiers import digest, identifier
from placegraph.loaders.published import About, Findings, Format, Said, sources
from placegraph.loaders.reading.text_tables import Column, TextTable, header_score, open_tables
from placegraph.loaders.staff import organogram_rows as rows_of
from placegraph.loaders.staff.bodies import Bodies, Chart, Where
from placegraph.loaders.staff.days import day_in_name
from placegraph.loaders.staff.lines import (
    Staff,
    Standing,
    lines,
    near,
    staff,
    target,
    without_circles,
)
from placegraph.loaders.staff.organogram_rows import JUNIOR, SENIOR

#: An organogram of the whole civil service has fewer rows than this.
MOST_ROWS = 200_000
_TITLE = "Organogram"


@dataclass(frozen=True)
class _Part:
    """A table of one file: who says it, of which day."""

    path: Path
    source: str
    table: TextTable
    day: date | None


def recognises(path: Path) -> bool:
    """Return whether a file has the columns of senior or of junior staff."""
    return header_score(path, SENIOR) > 0 or header_score(path, JUNIOR) > 0


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield the bodies, units, posts, pools and reporting lines of the files together.

    Counts the rows read, the posts, pools and reporting lines said, and the top posts. An
    organogram is of the day that its file's name gives, else of the day it was published.

    Raises
    ------
    UnreadableSource
        If a file has neither senior nor junior posts, or too many rows for any organogram.

    """
    described = sources(paths, about)
    senior, junior = _parts(paths, [source.id for source in described], about)
    for source in described:
        yield Said(source)
    named: Counter[str] = Counter()
    for part in senior or junior:
        named.update(rows_of.organisations(part.table))
    bodies = Bodies(about, named)
    only = next(iter(named)) if len(named) == 1 else None
    writer = _Writer(bodies, only or about.publisher, findings)
    yield from writer.senior(senior)
    yield from writer.junior(junior)


def _parts(
    paths: Sequence[Path], sources: Iterable[str], about: About
) -> tuple[list[_Part], list[_Part]]:
    """Return the tables of senior and of junior posts.

    Files that leave the day out are of the same day as the others, when those agree.
    """
    days = [day_in_name(path.stem) for path in paths]
    stated = {day for day in days if day}
    usual = stated.pop() if len(stated) == 1 else None if stated else about.published
    senior: list[_Part] = []
    junior: list[_Part] = []
    for path, source, named in zip(paths, sources, days, strict=True):
        day = named or usual
        try:
            found = _tables(path, SENIOR)
        except UnreadableSource as error:
            found, missing = [], error
        senior += [_Part(path, source, table, day) for table in found]
        try:
            junior += [_Part(path, source, table, day) for table in _tables(path, JUNIOR)]
        except UnreadableSource:
            if not found:
                raise missing from None
    return senior, junior


def _tables(path: Path, columns: tuple[Column, ...]) -> list[TextTable]:
    """Return the tables with ``columns``: of a workbook the final ones, when it calls some so."""
    found = list(open_tables(path, columns))
    return [table for table in found if "final" in table.sheet.casefold()] or found


class _Writer:
    """Says the posts and pools of the files, and keeps account of what it finds."""

    def __init__(self, bodies: Bodies, body: str | None, findings: Findings) -> None:
        self._bodies, self._body, self._findings = bodies, body, findings
        self._staff: dict[str, Staff] = {}
        self._pools: Counter[str] = Counter()

    def senior(self, parts: Iterable[_Part]) -> Iterator[Said]:
        """Yield the senior posts of all files, then who reports to whom."""
        charts: dict[str, Chart] = {}
        rows: defaultdict[str, list[rows_of.Post]] = defaultdict(list)
        sources: dict[int, str] = {}
        for number, part in enumerate(parts):
            sources[number] = part.source
            for row in rows_of.posts(part.table, number, self._body, self._findings):
                self._within_bounds(part, "senior rows")
                chart = self._bodies.chart(row.organisation, part.day)
                rows[charts.setdefault(chart.structure, chart).structure].append(row)
        for structure, chart in charts.items():
            self._staff[structure] = staff(chart, rows[structure], self._findings)
        for own in self._staff.values():
            for post in own.posts:
                yield from self._post(own.chart, post, sources[post.first.table])
        found: dict[str, tuple[Standing, Standing]] = {}
        for own in self._staff.values():
            found |= lines(own, self._on(own.chart.day), self._findings)
        days = {post.id: own.chart.day for own in self._staff.values() for post in own.posts}
        for below, above in without_circles(found, self._findings).values():
            self._findings.count("reporting lines")
            yield Said(
                ReportsTo(
                    from_type="Post",
                    from_id=below.id,
                    to_type="Post",
                    to_id=above.id,
                    source=sources[below.first.table],
                    locator=below.first.locator,
                    valid_from=days[below.id],
                )
            )

    def junior(self, parts: Iterable[_Part]) -> Iterator[Said]:
        """Yield the pools of junior posts, and the senior posts they report to."""
        for part in parts:
            for row in rows_of.pools(part.table, self._body, self._findings):
                self._within_bounds(part, "junior rows")
                chart = self._bodies.chart(row.organisation, part.day)
                yield from self._pool(chart, row, part.source)

    def _on(self, day: date | None) -> list[Staff]:
        return [own for own in self._staff.values() if own.chart.day == day]

    def _within_bounds(self, part: _Part, what: str) -> None:
        if self._findings.counts[what] > MOST_ROWS:
            raise UnreadableSource(
                part.path,
                f"found more than {MOST_ROWS:,} {what}, expected the posts of an organogram.",
            )

    def _place(self, chart: Chart, row: rows_of.Post | rows_of.Pool, source: str) -> Iterator[Said]:
        yield from self._bodies.say(chart, source, row.locator, title=_TITLE)
        if row.parent:
            yield from self._bodies.parent(chart, row.parent, source, row.locator)
        if row.unit:
            yield from self._bodies.unit(chart, (row.unit,), source, row.locator)

    def _post(self, chart: Chart, post: Standing, source: str) -> Iterator[Said]:
        row = post.first
        yield from self._place(chart, row, source)
        self._findings.count("posts")
        if post.vacant:
            self._findings.count("vacant posts")
        low, high = post.pay
        shared = f"Job share: {len(post.rows)} holders, their FTE added up."
        where: Where = {"source": source, "locator": row.locator, "valid_from": chart.day}
        yield Said(
            Post(
                id=post.id,
                name=row.title,
                vacant=post.vacant,
                salary_low=low,
                salary_high=high,
                grade=post.grade,
                note=shared if len(post.rows) > 1 else None,
                **where,
            )
        )
        start = {"from_type": "Post", "from_id": post.id}
        unit = self._bodies.place(chart, (row.unit,) if row.unit else ())
        yield Said(PostIn(**start, to_type="Organisation", to_id=unit, **where))
        yield Said(
            InStructure(**start, to_type="Structure", to_id=chart.structure, fte=post.fte, **where)
        )

    def _pool(self, chart: Chart, row: rows_of.Pool, source: str) -> Iterator[Said]:
        yield from self._place(chart, row, source)
        self._findings.count("pools of posts")
        unit = self._bodies.place(chart, (row.unit,) if row.unit else ())
        own = identifier(
            chart.structure, "pool", digest(unit, near(row.reports_to), row.grade or "", row.title)
        )
        self._pools[own] += 1
        if self._pools[own] > 1:
            own = f"{own}-{self._pools[own]}"
        where: Where = {"source": source, "locator": row.locator, "valid_from": chart.day}
        yield Said(
            PostPool(
                id=own,
                name=row.title,
                grade=row.grade,
                salary_low=row.low,
                salary_high=row.high,
                **where,
            )
        )
        start = {"from_type": "PostPool", "from_id": own}
        yield Said(PoolIn(**start, to_type="Organisation", to_id=unit, **where))
        yield Said(
            PoolInStructure(
                **start, to_type="Structure", to_id=chart.structure, fte=row.fte, **where
            )
        )
        above = self._manager(chart, row)
        if above:
            yield Said(PoolReportsTo(**start, to_type="Post", to_id=above.id, **where))

    def _manager(self, chart: Chart, row: rows_of.Pool) -> Standing | None:
        if not self._staff:
            self._findings.odd("no file of senior posts: pools have no reporting line", row.place)
            return None
        if rows_of.no_reference(row.reports_to):
            self._findings.odd("says no post that it reports to: no reporting line", row.place)
            return None
        return target(
            row.reports_to,
            self._staff.get(chart.structure),
            self._on(chart.day),
            row.place,
            self._findings,
        )


FORMAT = Format("organogram", "Government organograms", recognises, statements, joint=True)
