"""Open the graph that the settings name, for as long as a command needs it."""

from collections.abc import Iterator
from contextlib import contextmanager

from placegraph.graph import engines
from placegraph.graph.embedded.progress import Terminal
from placegraph.graph.store import Neo4jStore
from placegraph.settings import Settings


@contextmanager
def open_store(settings: Settings | None = None) -> Iterator[Neo4jStore]:
    """Start or find the Neo4j of ``settings`` (the environment's, if not given), and connect."""
    with (
        engines.engine_for(settings or Settings.from_environment(), progress=Terminal()) as address,
        Neo4jStore.at(address) as store,
    ):
        yield store
