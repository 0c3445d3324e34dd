"""Bring the releases of one contracting process together, from wherever they stand, and merge them.

Releases of a process are spread over pages and files. They wait in a temporary database on disk,
so that memory does not grow with the files, and come back process by process.
"""

import re
import sqlite3
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, pairwise
from json import dumps, loads
from pathlib import Path
from typing import Final

import ocdsmerge
from ocdsmerge.exceptions import OCDSMergeError

from placegraph.errors import PlaceGraphError, Problem
from placegraph.loaders.ocds.merge_rules import MERGE_RULES
from placegraph.loaders.ocds.same_ids import tell_apart
from placegraph.loaders.ocds.shape import JsonObject
from placegraph.loaders.ocds.wording import day
from placegraph.loaders.published import Findings

_MERGER: Final = ocdsmerge.Merger(merge_rules=MERGE_RULES)

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE release (ocid TEXT, moment TEXT, id TEXT, compiled INTEGER, file INTEGER, body TEXT);
CREATE TABLE stated (ocid TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE under (ocid TEXT, other TEXT, source TEXT, PRIMARY KEY (ocid, other)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Release:
    """One release as it waits to be merged; ``moment`` is its date in UTC, empty if it has none."""

    ocid: str
    moment: str
    id: str
    compiled: bool
    file: int
    body: str


@dataclass(frozen=True)
class Process:
    """A contracting process: what its releases say together.

    ``file`` is the file of the latest release.
    """

    ocid: str
    release: JsonObject
    file: int
    latest: str
    updated: date | None
    tags: frozenset[str]


def moment(text: object) -> str:
    """Return a date of a release in UTC, so that it sorts as text; empty when it is no date."""
    try:
        found = datetime.fromisoformat(str(text).strip())
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return ""


class Waiting:
    """The releases that wait on disk, and what is known of the processes stated so far."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, releases: Iterable[Release]) -> None:
        """Take the releases in, whatever their order."""
        self._database.executemany(
            "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?)",
            ((r.ocid, r.moment, r.id, r.compiled, r.file, r.body) for r in releases),
        )

    def processes(self, findings: Findings) -> Iterator[Process]:
        """Yield every process, in the order of ocids, its releases merged."""
        rows = self._database.execute(
            "SELECT ocid, moment, id, compiled, file, body FROM release ORDER BY ocid, rowid"
        )
        for ocid, group in groupby((Release(*row) for row in rows), key=lambda r: r.ocid):
            process = _merged(ocid, list(group), findings)
            if process is not None:
                self._database.execute("INSERT OR IGNORE INTO stated VALUES (?)", (ocid,))
                yield process

    def made_under(self, ocid: str, other: str, source: str) -> None:
        """Remember that a process was made under another, which may not have been met yet."""
        self._database.execute(
            "INSERT OR IGNORE INTO under VALUES (?, ?, ?)", (ocid, other, source)
        )

    def frameworks(self) -> Iterator[tuple[str, str, str, bool]]:
        """Yield what was remembered: process, other process, source, whether the other is known."""
        yield from (
            (ocid, other, source, bool(known))
            for ocid, other, source, known in self._database.execute(
                "SELECT ocid, other, source, other IN (SELECT ocid FROM stated)"
                " FROM under ORDER BY ocid, other"
            )
        )


@contextmanager
def waiting() -> Iterator[Waiting]:
    """Open a place for releases to wait, and clear it away afterwards.

    Raises
    ------
    PlaceGraphError
        If the disk has no room for them.

    """
    with tempfile.TemporaryDirectory(prefix="placegraph-ocds-") as folder:
        path = Path(folder, "releases.sqlite")
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                database.executescript(_TABLES)
                # One transaction that is never committed: nothing here outlives the load.
                database.execute("BEGIN")
                yield Waiting(database)
        except sqlite3.Error as error:
            raise PlaceGraphError(
                f"{path}: found that releases cannot be kept there ({error}), expected room for "
                "about as much as the files take; set TMPDIR to a folder with more."
            ) from error


def encode(body: JsonObject) -> str:
    """Return a release as text that is equal for equal releases."""
    return dumps(body, sort_keys=True, separators=(",", ":"))


def _merged(ocid: str, releases: list[Release], findings: Findings) -> Process | None:
    place = f"process {ocid}"
    chosen = _chosen(place, releases, findings)
    bodies = []
    for release in chosen:
        body: JsonObject = loads(release.body)
        # In UTC, so that the merger sorts by time and not by the letters of a time zone.
        published = body.pop("date", None)
        body["date"] = release.moment
        bodies.append(body)
    if tell_apart(bodies):
        findings.odd(
            "Party id with several names; each reference means the party of its own release",
            place,
        )
    tags = frozenset(tag for body in bodies for tag in body.get("tag") or ())
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            compiled = _MERGER.create_compiled_release(bodies)
    except OCDSMergeError as error:
        problem = Problem(
            place, "", 0, "", f"releases that do not merge ({error})", "releases of one structure"
        )
        findings.reject(problem, {"ocid": ocid})
        return None
    for warning in caught:
        listed = re.search(r"in the `([^`]*)` array", str(warning.message))
        findings.odd(
            f"Several entries of {listed[1] if listed else 'a list'} share an id; "
            "merged into one, the last value stands",
            place,
        )
    last = chosen[-1]
    updated = day(published, lambda _: None) if last.moment else None
    return Process(ocid, compiled, last.file, last.id, updated, tags)


def _chosen(place: str, releases: list[Release], findings: Findings) -> list[Release]:
    """Return the releases to merge, oldest first, in an order that no file decides."""
    ordered = sorted(releases, key=lambda r: (r.moment, _natural(r.id), r.body, r.file))
    if any(not release.moment for release in ordered) and len(ordered) > 1:
        findings.odd("Release without a date that can be read; taken as the earliest", place)
    once = [r for n, r in enumerate(ordered) if not n or not _same(ordered[n - 1], r)]
    if len(once) < len(ordered):
        findings.odd("Release given twice; taken once", place)
    compiled = [release for release in once if release.compiled]
    if compiled:
        latest = compiled[-1]
        if len(compiled) > 1:
            findings.odd("Several compiled releases of one process; the latest is taken", place)
        # What was compiled already holds the releases up to its own date.
        once = [
            latest,
            *(r for r in once if not r.compiled and latest.moment and r.moment > latest.moment),
        ]
    if any(a.moment == b.moment != "" for a, b in pairwise(once)):
        findings.odd(
            "Releases of one process with the same date; taken in order of their ids", place
        )
    if any(a.moment > b.moment for a, b in pairwise(releases)):
        findings.odd("Releases not in order of their dates; merged by date", place)
    return once


def _same(a: Release, b: Release) -> bool:
    return (a.moment, a.id, a.compiled, a.body) == (b.moment, b.id, b.compiled, b.body)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts release 10 after release 9."""
    return tuple(
        (1, int(part), "") if part.isdecimal() else (0, 0, part)
        for part in re.findall(r"\d{1,18}|\D+", text)
    )
