"""Statements on their way to the graph, on disk, so that their number does not matter.

Everything a load says is read and checked before anything is written. What was read waits in a
temporary SQLite file, each statement once; what the graph holds of the data set already is put
beside it, and the difference of the two is what has to be written.
"""

import pickle
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

import numpy as np

from placegraph.errors import StoreError
from placegraph.graph.batch import Kind, Row, Statement, statement
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import Fact, label

_BUFFERED = 1000
_ENDS_KEPT = 200_000
_MASK = (1 << 256) - 1
_ORDER = {declared: place for place, declared in enumerate(SCHEMA.types)}


class Held(NamedTuple):
    """A statement that the graph holds: ``element`` is Neo4j's own name for it."""

    label: str
    assertion: str
    content: str
    element: str
    source: str


class Changed(NamedTuple):
    """A statement whose details differ from those that the graph holds."""

    row: Row
    element: str


class Spool:
    """The statements of one load. The first of several with the same identity is kept."""

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset
        # A file without a name, which goes with the process even if that is killed; so nothing in
        # it need survive a crash. One thread fills it and another may read it, one after the other.
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute("PRAGMA cache_size = -32000")
        self._file.execute("BEGIN")
        self._tables: dict[Kind, str] = {}
        self._buffers: dict[Kind, list[tuple[bytes, bytes, bytes]]] = {}
        # Nodes described, and nodes named, as numbers: a name takes ten times the memory.
        self._nodes, self._ends = array("q"), array("q")
        self._settled = np.empty(0, dtype=np.int64)
        self._held = False

    def __enter__(self) -> Self:
        """Return the spool itself; leaving the block removes its file."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, fact: Fact, key: str) -> None:
        """Take a fact; ``key`` tells it from others of its source, type and ends."""
        self.take(statement(fact, self.dataset, key))

    def take(self, made: Statement) -> None:
        """Take a statement of the spool's data set."""
        of = made.kind
        buffer = self._buffers.get(of)
        if buffer is None:
            buffer = self._table(of)
        buffer.append(made[1:4])
        if not of.from_type:
            self._nodes.append(hash((label(of.declared), made.ends[0])))
        self._ends.extend(map(hash, _references(of, made.ends, made.source)))
        if len(buffer) >= _BUFFERED:
            self._flush(of)

    def kinds(self) -> list[Kind]:
        """Return the kinds there are: sources first, then other nodes, then relationships."""
        for of in self._tables:
            self._flush(of)
        return sorted(self._tables, key=lambda k: (_ORDER[k.declared], k.from_type, k.to_type))

    def count(self, of: Kind) -> int:
        """Return how many different statements of a kind there are."""
        return self._one(f"SELECT count(*) FROM {self._tables[of]}")

    def digest(self) -> int:
        """Return a number made from all statements, in whatever order they came."""
        total = 0
        for of in self.kinds():
            for identity, details in self._file.execute(
                f"SELECT assertion, content FROM {self._tables[of]}"
            ):
                # Both are hashes already: multiplied, a sum of them tells sets apart.
                total += int.from_bytes(identity + details) * int.from_bytes(identity)
        return total & _MASK

    def hold(self, held: Iterable[Held]) -> None:
        """Put beside the spool what the graph holds of the same data set."""
        for of in self._tables:
            self._flush(of)
        self._file.execute("DROP TABLE IF EXISTS held")
        self._file.execute(
            "CREATE TABLE held (assertion BLOB PRIMARY KEY, content BLOB, label TEXT, "
            "element TEXT, source TEXT)"
        )
        with _room():
            self._file.executemany(
                "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?)",
                ((bytes.fromhex(h.assertion), bytes.fromhex(h.content), h.label, h.element,
                  h.source) for h in held),
            )  # fmt: skip
        self._held = bool(self._one("SELECT EXISTS (SELECT 1 FROM held)"))

    def new(self, of: Kind) -> Iterator[Row]:
        """Yield the statements of a kind that the graph does not hold, as they were read."""
        known = (
            "WHERE NOT EXISTS (SELECT 1 FROM held h WHERE h.assertion = s.assertion)"
            if self._held
            else ""
        )
        for read in self._rows(
            f"SELECT assertion, content, row FROM {self._tables[of]} s {known} ORDER BY n"
        ):
            yield _signed(*read)

    def changed(self, of: Kind) -> Iterator[Changed]:
        """Yield the statements of a kind that the graph holds with other details."""
        if not self._held:
            return
        for *read, element in self._rows(
            f"SELECT s.assertion, s.content, row, element FROM {self._tables[of]} s JOIN held h "
            "ON h.assertion = s.assertion WHERE h.content <> s.content ORDER BY n"
        ):
            yield Changed(_signed(*read), element)

    def unchanged(self, of: Kind) -> int:
        """Return how many statements of a kind the graph holds just so."""
        if not self._held:
            return 0
        return self._one(
            f"SELECT count(*) FROM {self._tables[of]} s JOIN held h "
            "ON h.assertion = s.assertion WHERE h.content = s.content"
        )

    def gone(self) -> Iterator[Held]:
        """Yield what the graph holds and this load does not say."""
        if not self._held:
            return
        for identity, details, name, element, source in self._rows(
            f"SELECT h.assertion, h.content, label, element, source FROM held h {self._unsaid()} "
            "ORDER BY label, h.assertion"
        ):
            yield Held(name, identity.hex(), details.hex(), element, source)

    def gone_by_source(self) -> list[tuple[str, int, int]]:
        """Return each source with how many of its statements go, and how many are held."""
        if not self._held:
            return []
        return [
            (source, went, of)
            for source, went, of in self._file.execute(
                "SELECT all_held.source, went, of FROM "
                f"(SELECT source, count(*) AS went FROM held h {self._unsaid()} GROUP BY source) "
                "AS lost JOIN (SELECT source, count(*) AS of FROM held GROUP BY source) "
                "AS all_held ON lost.source = all_held.source ORDER BY all_held.source"
            )
        ]

    def missing(self) -> dict[str, set[str]]:
        """Return the ids, by type, of nodes that statements here name and none here describes."""
        self._settle_ends()
        absent = set(self._ends)
        wanted: dict[str, set[str]] = {}
        for of in self.kinds() if absent else ():
            for (packed,) in self._rows(f"SELECT row FROM {self._tables[of]}"):
                found = _row(packed)
                for name, key in _references(of, found.ends, found.said["source"]):
                    if hash((name, key)) in absent:
                        wanted.setdefault(name, set()).add(key)
        return wanted

    def _table(self, of: Kind) -> list[tuple[bytes, bytes, bytes]]:
        name = self._tables[of] = f"said_{len(self._tables)}"
        self._file.execute(
            f"CREATE TABLE {name} (n INTEGER PRIMARY KEY, assertion BLOB UNIQUE, content BLOB, "
            "row BLOB)"
        )
        return self._buffers.setdefault(of, [])

    def _flush(self, of: Kind) -> None:
        buffer = self._buffers[of]
        with _room():
            self._file.executemany(
                f"INSERT OR IGNORE INTO {self._tables[of]} (assertion, content, row) "
                "VALUES (?, ?, ?)",
                buffer,
            )
        buffer.clear()
        if len(self._ends) > _ENDS_KEPT or len(self._nodes) > _ENDS_KEPT:
            self._settle_ends()

    def _settle_ends(self) -> None:
        """Forget the ends that have been found, so that memory does not grow with the load."""
        added = np.frombuffer(self._nodes, dtype=np.int64)
        self._settled = np.union1d(self._settled, added)
        ends = np.unique(np.frombuffer(self._ends, dtype=np.int64))
        absent = ends[~np.isin(ends, self._settled, assume_unique=True)]
        del added, ends
        self._nodes, self._ends = array("q"), array("q", absent.tolist())

    def _rows(self, text: str) -> Iterator[Any]:
        yield from self._file.cursor().execute(text)

    def _one(self, text: str) -> int:
        return int(self._file.execute(text).fetchone()[0])

    def _unsaid(self) -> str:
        apart = (
            f"NOT EXISTS (SELECT 1 FROM {name} s WHERE s.assertion = h.assertion)"
            for name in self._tables.values()
        )
        return f"WHERE {' AND '.join(apart)}" if self._tables else ""


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"temporary files: found that what was read cannot be kept there ({error}), expected "
            "room for it; nothing was written. Free some, or set TMPDIR to a folder with more."
        ) from error


def _row(packed: bytes) -> Row:
    # Written by this process, to a file that only it has open.
    return Row(*pickle.loads(packed))  # noqa: S301


def _signed(identity: bytes, details: bytes, packed: bytes) -> Row:
    made = _row(packed)
    made.said["assertion"], made.said["content"] = identity.hex(), details.hex()
    return made


def _references(of: Kind, ends: tuple[str, ...], source: str) -> tuple[tuple[str, str], ...]:
    """Return type and id of each node that a statement needs to be there."""
    if of.from_type:
        return (of.from_type, ends[0]), (of.to_type, ends[1]), ("Source", source)
    return (("Source", source),)
