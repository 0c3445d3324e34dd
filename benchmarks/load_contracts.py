"""Measure the loading of a register of contracts, as ratios of what one run measured.

    python benchmarks/load_contracts.py write    a load against the bare write of the same rows
    python benchmarks/load_contracts.py again    loading the file again, unchanged and changed
    python benchmarks/load_contracts.py memory   the loading process's memory as files grow
    python benchmarks/load_contracts.py growth   the cost of a row as files grow
    python benchmarks/load_contracts.py reading  both of these without Neo4j: reading and checking

``--rows`` gives the size, or the sizes; the defaults take a minute or two. Every graph is new, in
a temporary folder, on the embedded Neo4j, which has done some other work before the clock runs.
docs/performance.md says what each line means, and what was measured.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import bare_writes
import neo4j
from contracts_generator import write_register
from measured_stores import ForgetfulStore, TimedStore

from placegraph.graph.engines import Address, EmbeddedEngine
from placegraph.graph.model import SCHEMA
from placegraph.graph.spool import Spool
from placegraph.graph.store import Store
from placegraph.loaders.contracts.loader import FORMAT
from placegraph.loaders.pipeline import load_published
from placegraph.loaders.published import About, Findings
from placegraph.settings import Settings, default_home

ABOUT = About("register", title="A register of contracts", publisher_id="GB-LAE-ASH")
#: File rows that the loader with one row a statement is measured on.
SAMPLE = 2_000
WARM_UP_NODES = 20_000
Line = tuple[str, str]


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=sorted(_COMMANDS))
    parser.add_argument("--rows", type=int, nargs="+", help="rows of the register, or of each")
    parser.add_argument("--rounds", type=int, default=1, help="keep the shortest of so many")
    given = parser.parse_args()
    measure, defaults = _COMMANDS[given.what]
    for name, figure in measure(given.rows or defaults, given.rounds):
        sys.stdout.write(f"{name:<58}{figure:>14}\n")
        sys.stdout.flush()


def compare_writes(sizes: Sequence[int], rounds: int) -> Iterator[Line]:
    """Load, write the same rows bare, and write a sample one row a statement."""
    for size in sizes:
        with _register(size) as path, _spooled(path) as spool:
            yield f"{size:,} rows", ""
            ours, writing, bare, barer = [], [], [], []
            for _ in range(rounds):
                with _graph() as (address, store):
                    ours.append(_timed(partial(_load, store, path)))
                    writing.append(store.written_s)
                    counts = _counts(address)
                with _graph() as (address, _):
                    bare.append(_bare(address, spool, bare_writes.with_provenance).seconds)
                    _check(counts, _counts(address))
                with _graph() as (address, _):
                    barer.append(_bare(address, spool, bare_writes.without_provenance).seconds)
            yield from ((f"  {name}", f"{number:,}") for name, number in counts.items())
            yield "  whole load, times the bare write of the same", _ratio(ours, bare)
            yield "  its writing alone, times the bare write", _ratio(writing, bare)
            yield "  whole load, times the bare write with no provenance", _ratio(ours, barer)
            single = _one_row_a_statement(min(size, SAMPLE))
            yield (
                "  one row a statement, times the whole load",
                _ratio([single], [min(ours) / size]),
            )


def compare_again(sizes: Sequence[int], rounds: int) -> Iterator[Line]:
    """Load a file, the same file, its content in another file, and one with changes."""
    for size in sizes:
        times: dict[str, list[float]] = {}
        for _ in range(rounds):
            with _register(size) as path, _graph() as (_, store):
                other = path.with_name("other.csv")
                other.write_bytes(path.read_bytes() + b"\r\n")
                changed = path.with_name("changed.csv")
                write_register(changed, size, later=100)
                for what, file in (
                    ("the first load", path),
                    ("the same file again", path),
                    ("another file with the same rows", other),
                    ("a file with a hundredth of the rows changed", changed),
                ):
                    seconds = _timed(partial(_load, store, file))
                    times.setdefault(what, []).append(seconds)
        yield f"{size:,} rows", ""
        first = times.pop("the first load")
        yield from (
            (f"  the first load, times {what}", _ratio(first, seconds))
            for what, seconds in times.items()
        )


def compare_memory(sizes: Sequence[int], rounds: int) -> Iterator[Line]:
    """Load files of each size, each in a process of its own, and compare their peaks."""
    peaks = []
    for size in sizes:
        with _register(size) as path:
            peaks.append(min(_apart(_load_measured, path)[0] for _ in range(rounds)))
        yield f"{size:,} rows: peak memory of the loading process", f"{peaks[-1]:,.0f} MB"
        yield f"  times that of {sizes[0]:,} rows", _ratio(peaks[-1:], peaks[:1])


def compare_growth(sizes: Sequence[int], rounds: int) -> Iterator[Line]:
    """Load files of each size and compare the seconds a row."""
    costs = []
    for size in sizes:
        seconds = []
        for _ in range(rounds):
            with _register(size) as path, _graph() as (_, store):
                seconds.append(_timed(partial(_load, store, path)))
        costs.append(min(seconds) / size)
        yield f"a row of {size:,}, times a row of {sizes[0]:,}", _ratio(costs[-1:], costs[:1])


def compare_reading(sizes: Sequence[int], rounds: int) -> Iterator[Line]:
    """Read and check files of each size, and hand all to a store that forgets it."""
    peaks, costs = [], []
    for size in sizes:
        with _register(size) as path:
            measured = [_apart(_read_measured, path) for _ in range(rounds)]
        peaks.append(min(peak for peak, _ in measured))
        costs.append(min(seconds for _, seconds in measured) / size)
        yield f"{size:,} rows: peak memory of the reading process", f"{peaks[-1]:,.0f} MB"
        yield f"  times that of {sizes[0]:,} rows", _ratio(peaks[-1:], peaks[:1])
        yield (
            f"  processor time of a row, times that in {sizes[0]:,}",
            _ratio(costs[-1:], costs[:1]),
        )


_COMMANDS: dict[str, tuple[Callable[[Sequence[int], int], Iterator[Line]], Sequence[int]]] = {
    "write": (compare_writes, (10_000,)),
    "again": (compare_again, (10_000,)),
    "memory": (compare_memory, (5_000, 20_000)),
    "growth": (compare_growth, (5_000, 10_000, 20_000)),
    "reading": (compare_reading, (10_000, 50_000)),
}


@contextmanager
def _register(rows: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "contracts.csv")
        write_register(path, rows)
        yield path


@contextmanager
def _spooled(path: Path) -> Iterator[Spool]:
    """Yield what a load of ``path`` writes."""
    with Spool(ABOUT.dataset) as spool:
        for said in FORMAT.statements((path,), ABOUT, Findings()):
            spool.add(said.fact, said.key)
        yield spool


@contextmanager
def _graph() -> Iterator[tuple[Address, TimedStore]]:
    """Yield a new graph with its constraints, on an engine that is warm."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "jars").symlink_to(default_home() / "jars")
        settings = Settings.from_environment({"PLACEGRAPH_HOME": folder})
        with EmbeddedEngine(settings) as address, TimedStore.at(address) as store:
            store.apply(SCHEMA)
            with _session(address) as session:
                _warm_up(session)
            yield address, store


@contextmanager
def _session(address: Address) -> Iterator[neo4j.Session]:
    auth = (address.user, address.password)
    with (
        neo4j.GraphDatabase.driver(
            address.uri, auth=auth, notifications_min_severity="OFF"
        ) as driver,
        driver.session() as session,
    ):
        yield session


def _warm_up(session: neo4j.Session) -> None:
    """Have the engine merge and forget nodes and relationships of types nobody uses."""
    session.run("CREATE CONSTRAINT FOR (n:Warm) REQUIRE n.id IS UNIQUE").consume()
    for first in range(0, WARM_UP_NODES, 1_000):
        session.run(
            "UNWIND $rows AS row MERGE (a:Warm {id: row}) MERGE (b:Warm {id: row / 2}) "
            "MERGE (a)-[r:WARM {n: row}]->(b) SET r.text = toString(row)",
            rows=list(range(first, first + 1_000)),
        ).consume()
    session.run(
        "MATCH (n:Warm) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
    ).consume()


def _load(store: Store, path: Path) -> None:
    load_published(store, FORMAT, [path], ABOUT)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _bare(
    address: Address, spool: Spool, write: Callable[[neo4j.Session, Spool], bare_writes.Wrote]
) -> bare_writes.Wrote:
    with _session(address) as session:
        return write(session, spool)


def _one_row_a_statement(size: int) -> float:
    """Return the seconds per file row when every statement is written by itself."""
    with _register(size) as path, _spooled(path) as spool, _graph() as (address, _):
        wrote = _bare(address, spool, lambda s, rows: bare_writes.with_provenance(s, rows, batch=1))
        return wrote.seconds / size


def _counts(address: Address) -> dict[str, int]:
    """Return how many nodes and relationships of each type there are, but for records of loads."""
    with _session(address) as session:
        nodes = session.run(
            "MATCH (n) WHERE NOT n:Load AND NOT n:Dataset RETURN labels(n)[0], count(*) ORDER BY 1"
        ).values()
        ties = session.run("MATCH ()-[r]->() RETURN type(r), count(*) ORDER BY 1").values()
    return dict([*nodes, *ties])


def _check(loaded: dict[str, int], written: dict[str, int]) -> None:
    if loaded != written:
        raise SystemExit(f"The load made {loaded}, the bare write {written}: no fair comparison.")


def _apart(work: Callable[[Path], tuple[float, float]], path: Path) -> tuple[float, float]:
    """Do ``work`` in a new process, so that its peak is its own; Neo4j is another process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, path).result()


def _load_measured(path: Path) -> tuple[float, float]:
    with _graph() as (_, store):
        return _measured(partial(_load, store, path))


def _read_measured(path: Path) -> tuple[float, float]:
    return _measured(partial(_load, ForgetfulStore(), path))


def _measured(work: Callable[[], object]) -> tuple[float, float]:
    """Return the peak memory, MB, and the processor time, seconds, of ``work``.

    Both are of this process and of those that it starts and ends; peaks are added up.
    """
    usages = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    started = sum(_seconds(usage) for usage in usages)
    work()
    seconds = sum(_seconds(usage) for usage in usages) - started
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return sum(resource.getrusage(usage).ru_maxrss for usage in usages) / unit, seconds


def _seconds(usage: int) -> float:
    used = resource.getrusage(usage)
    return used.ru_utime + used.ru_stime


def _ratio(many: Sequence[float], few: Sequence[float]) -> str:
    return f"{min(many) / min(few):.2f}"


if __name__ == "__main__":
    main()
