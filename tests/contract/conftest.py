"""A store on the run's real Neo4j, empty at the start of each test."""

from collections.abc import Iterator

import neo4j
import pytest

from placegraph.graph.engines import Address
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Neo4jStore


@pytest.fixture(scope="session")
def driver(address: Address) -> Iterator[neo4j.Driver]:
    with neo4j.GraphDatabase.driver(
        address.uri, auth=(address.user, address.password), notifications_min_severity="OFF"
    ) as driver:
        yield driver


@pytest.fixture(scope="session")
def prepared(driver: neo4j.Driver) -> Neo4jStore:
    store = Neo4jStore(driver)
    store.apply(SCHEMA)
    return store


@pytest.fixture
def store(prepared: Neo4jStore, driver: neo4j.Driver) -> Neo4jStore:
    driver.execute_query("MATCH (n) DETACH DELETE n")
    return prepared
