"""What every test may ask for: one real Neo4j per run, started when first needed."""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from placegraph.demonstration import load_bundled
from placegraph.graph.engines import Address, EmbeddedEngine
from placegraph.graph.store import Neo4jStore
from placegraph.settings import Settings

CHECKOUT = Path(__file__).resolve().parent.parent


def share_jars(home: Path) -> Settings:
    """Return settings for ``home``, whose jars are the checkout's, so none is fetched twice."""
    jars = CHECKOUT / ".placegraph" / "jars"
    jars.mkdir(parents=True, exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    (home / "jars").symlink_to(jars)
    return Settings.from_environment({"PLACEGRAPH_HOME": str(home)})


@pytest.fixture(scope="session")
def engine_home() -> Callable[[Path], Path]:
    """Return the function that makes a folder for an engine, where no jar is fetched again."""
    return lambda home: share_jars(home).home


@pytest.fixture
def own_engine(tmp_path: Path) -> Settings:
    """Return settings for an engine of the test's own, not started yet."""
    return share_jars(tmp_path / "home")


@pytest.fixture(scope="session")
def engine_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of the engine all contract tests share."""
    return share_jars(tmp_path_factory.mktemp("engine") / "home")


@pytest.fixture(scope="session")
def address(engine_settings: Settings) -> Iterator[Address]:
    """Yield the address of the engine all contract tests share."""
    with EmbeddedEngine(engine_settings) as address:
        yield address


@pytest.fixture(scope="session")
def bundled_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a second engine, which holds the bundled data and is only read."""
    return share_jars(tmp_path_factory.mktemp("bundled") / "home")


@pytest.fixture(scope="session")
def bundled_store(bundled_settings: Settings) -> Iterator[Neo4jStore]:
    """Yield a store with the bundled data loaded; tests that use it must not write."""
    with EmbeddedEngine(bundled_settings) as address, Neo4jStore.at(address) as store:
        load_bundled(store, say=lambda _line: None)
        yield store


#: What differs between two loads of the same thing: when, by which code, and who holds the pen.
TIMES = {"Load": ("loaded_at", "began_at", "inputs"), "Dataset": ("token", "part")}


def described(driver: neo4j.Driver) -> list[str]:
    """Return a line for every node, relationship and replaced statement, in no order of theirs."""
    nodes = driver.execute_query("MATCH (n) RETURN labels(n)[0] AS label, properties(n) AS said")
    lines = [line for n in nodes.records for line in _lines(n["label"], n["said"])]
    joined = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN labels(a)[0], a.id, type(r), labels(b)[0], b.id, properties(r)"
    )
    lines += [_line(*record.values()) for record in joined.records]
    return sorted(lines)


def _lines(label: str, said: dict[str, Any]) -> list[str]:
    if label == "Replaced":
        # How what was replaced is divided into pages tells nothing.
        return [_line(label, said["load"], x) for x in json.loads(zlib.decompress(said["page"]))]
    return [_line(label, {k: v for k, v in said.items() if k not in TIMES.get(label, ())})]


def _line(*values: object) -> str:
    return json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)


@pytest.fixture(scope="session")
def everything() -> Callable[[neo4j.Driver], list[str]]:
    """Return the function that lists a whole graph, records of loads included."""
    return described


@pytest.fixture(scope="session")
def fingerprint() -> Callable[[neo4j.Driver], str]:
    """Return the function that makes one number of a whole graph, records of loads included."""
    return lambda driver: hashlib.sha256("\n".join(described(driver)).encode()).hexdigest()
