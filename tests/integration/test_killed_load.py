"""A load that is killed, or whose Neo4j is, and then run again makes the same graph as one whole.

The loader is the command line in a process of its own, and Neo4j the embedded one in another; each
is killed with SIGKILL. So that a small file is written in many parts, parts are made small.
"""

import contextlib
import csv
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

from placegraph.cypher import query
from placegraph.graph import engines
from placegraph.graph.engines import EmbeddedEngine
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Neo4jStore
from placegraph.settings import Settings

KILLS = 20
SEED = 20110501

# Forks for each line it reads, as importing takes longer than the load; the fork is the command
# line from its first statement on.
NURSERY = """
import json, os, sys, time
import neo4j
from placegraph import cli
from placegraph.graph import transactions, writing

writing.PART, writing.ROWS = 60, 20
connect, part = neo4j.GraphDatabase.driver, writing._part
neo4j.GraphDatabase.driver = lambda *a, **k: connect(*a, **{**k, "max_transaction_retry_time": 1})

def run(arguments, said, pause, patience):
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    transactions.PATIENCE_S = patience
    writing._part = lambda *given: time.sleep(pause) or part(*given)
    sys.argv = ["placegraph", *arguments]
    cli.main()

for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            run(*json.loads(line))
        except SystemExit as end:
            sys.stderr.flush()
            os._exit(end.code or 0)
        except BaseException:
            import traceback
            traceback.print_exc()
        sys.stderr.flush()
        os._exit(70)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class Loader:
    """Loads a file in a process of its own."""

    nursery: subprocess.Popen[str]
    said: Path

    def start(self, path: Path, *, pause: float = 0.0, patience: float = 60.0) -> int:
        """Begin a load and return its process id."""
        assert self.nursery.stdin is not None
        arguments = ["load", "spend", str(path), "--dataset", "town", "--prune-limit", "100"]
        line = json.dumps([arguments, str(self.said), pause, patience])
        self.nursery.stdin.write(f"{line}\n")
        self.nursery.stdin.flush()
        return self._number()

    def end(self) -> int:
        """Wait for the load to end and return how it did: -9 when it was killed."""
        return self._number()

    def load(self, path: Path) -> None:
        """Load a file to the end."""
        self.start(path)
        assert self.end() == 0, self.said.read_text()

    def _number(self) -> int:
        assert self.nursery.stdout is not None
        return int(self.nursery.stdout.readline())


@pytest.fixture(scope="module")
def settings(
    tmp_path_factory: pytest.TempPathFactory, engine_home: Callable[[Path], Path]
) -> Iterator[Settings]:
    """Start an engine that is always at the same port, and keep it until the last test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = engine_home(tmp_path_factory.mktemp("killed") / "home")
    given = {"PLACEGRAPH_HOME": str(home), "PLACEGRAPH_BOLT_PORT": str(port)}
    settings = Settings.from_environment(given)
    engines.start(settings)
    yield settings
    engines.stop(settings)


@pytest.fixture(scope="module")
def loader(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loader]:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PLACEGRAPH_")}
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        env=inherited
        | {
            "PLACEGRAPH_HOME": str(settings.home),
            "PLACEGRAPH_BOLT_PORT": str(settings.bolt_port),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as nursery:
        yield Loader(nursery, tmp_path_factory.mktemp("said") / "said.txt")


@contextlib.contextmanager
def connected(settings: Settings) -> Iterator[neo4j.Driver]:
    with (
        EmbeddedEngine(settings) as at,
        neo4j.GraphDatabase.driver(
            at.uri, auth=(at.user, at.password), notifications_min_severity="OFF"
        ) as driver,
    ):
        yield driver


@pytest.fixture(scope="module")
def payments(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two editions of a file: the second drops, changes and adds payments of the first."""
    folder = tmp_path_factory.mktemp("payments")
    paths = folder / "first" / "spend.csv", folder / "second" / "spend.csv"
    for edition, path in enumerate(paths):
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["Body Name", "Date", "Supplier Name", "Amount", "Transaction Number"])
            for number in range(300):
                supplier = number % 60 + 10 * edition
                amount = 500 + number + (number % 3 if edition else 0)
                day = f"{number % 28 + 1:02}/0{number // 60 + 1}/2011"
                name = f"Supplier Number {supplier} Ltd"
                writer.writerow(["Amberdale Borough Council", day, name, f"{amount}.50", number])
    return paths


Fingerprint = Callable[[neo4j.Driver], str]


def empty(driver: neo4j.Driver) -> None:
    driver.execute_query("MATCH (n) DETACH DELETE n")


def latest(store: Neo4jStore) -> tuple[str, str]:
    """Return which load of the file came last, and its state."""
    found = store.read(query("sources/loads"))
    ((load, state),) = [
        (load, state)
        for load, state in zip(found["load"], found["state"], strict=True)
        if state != "replaced"
    ][-1:]
    return load, state


def test_killed_at_any_moment_and_run_again_it_makes_the_same_graph(
    settings: Settings, loader: Loader, payments: tuple[Path, Path], fingerprint: Fingerprint
) -> None:
    first, second = payments
    with connected(settings) as driver:
        store = Neo4jStore(driver)
        empty(driver)
        loader.load(first)
        wholly = {first: fingerprint(driver)}
        loader.load(second)
        wholly[second] = fingerprint(driver)
        empty(driver)
        # Neo4j is slow at what it does for the first time, so the time of a later load is taken.
        begun = time.monotonic()
        loader.load(first)
        lasted = time.monotonic() - begun
        moments = random.Random(SEED)
        killed, unfinished = 0, 0

        for attempt in range(4 * KILLS):
            if killed >= KILLS:
                break
            path = payments[attempt % 2]
            if path == first:
                empty(driver)
            loading = loader.start(path)
            time.sleep(moments.uniform(0, lasted))
            with contextlib.suppress(ProcessLookupError):
                os.kill(loading, signal.SIGKILL)
            killed += loader.end() == -signal.SIGKILL
            states = store.read(query("sources/loads"))["state"].tolist()
            unfinished += "unfinished" in states

            loader.load(path)

            assert fingerprint(driver) == wholly[path]
    assert killed >= KILLS
    assert unfinished >= 2


def test_killed_load_can_be_taken_back(
    settings: Settings, loader: Loader, payments: tuple[Path, Path], fingerprint: Fingerprint
) -> None:
    first, second = payments
    with connected(settings) as driver:
        store = Neo4jStore(driver)
        store.apply(SCHEMA)
        empty(driver)
        loader.load(first)
        before = fingerprint(driver)
        loading = loader.start(second, pause=0.05)
        wait_for_part(driver, 3)
        os.kill(loading, signal.SIGKILL)
        assert loader.end() == -signal.SIGKILL
        load, state = latest(store)
        assert state == "unfinished"

        store.take_back(load)

        assert fingerprint(driver) == before


def wait_for_part(driver: neo4j.Driver, number: int) -> None:
    """Return when a part of a load has been written."""
    asked = "MATCH (d:Dataset) WHERE d.writing IS NOT NULL AND d.part >= $number RETURN d"
    for _ in range(3000):
        if driver.execute_query(asked, number=number).records:
            return
        time.sleep(0.01)
    pytest.fail("the load wrote no such part")


def test_neo4j_killed_at_several_moments_is_one_clear_error_and_the_load_can_be_run_again(
    settings: Settings, loader: Loader, payments: tuple[Path, Path], fingerprint: Fingerprint
) -> None:
    first, second = payments
    with connected(settings) as driver:
        empty(driver)
        loader.load(first)
        loader.load(second)
        whole = fingerprint(driver)
        empty(driver)
        loader.load(first)

    for number in (0, 2, 5):
        with connected(settings) as driver:
            loader.start(second, pause=0.05, patience=0.5)
            wait_for_part(driver, number)
            engine = engines.status(settings).pid
            assert engine is not None
            os.kill(engine, signal.SIGKILL)
            assert loader.end() == 1
        said = loader.said.read_text()
        assert said.splitlines()[-1] == (
            "Error: Neo4j: found that the connection was lost, expected it to last; "
            "see `placegraph db status` and run the command again."
        )
        assert "Traceback" not in said
        engines.start(settings)

    with connected(settings) as driver:
        loader.load(second)
        assert fingerprint(driver) == whole


def test_neo4j_restarted_in_the_middle_of_a_load_is_waited_for(
    settings: Settings, loader: Loader, payments: tuple[Path, Path], fingerprint: Fingerprint
) -> None:
    first, _ = payments
    with connected(settings) as driver:
        empty(driver)
        loader.load(first)
        whole = fingerprint(driver)
        empty(driver)
        loader.start(first, pause=0.05)
        wait_for_part(driver, 2)

    engines.stop(settings)
    engines.start(settings)

    assert loader.end() == 0, loader.said.read_text()
    said = loader.said.read_text()
    assert "Neo4j does not answer; trying again in 1 s." in said
    with connected(settings) as driver:
        assert fingerprint(driver) == whole
