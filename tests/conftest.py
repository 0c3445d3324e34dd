"""What every test may ask for: one real Neo4j per run, started when first needed."""

from collections.abc import Iterator
from pathlib import Path

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
