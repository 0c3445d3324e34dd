"""Measure the reading of ties out of Neo4j against draining the same records."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import neo4j
import numpy as np
from networks_generator import NATIONAL, pairs

from placegraph.cypher import query
from placegraph.graph.engines import EmbeddedEngine
from placegraph.graph.store import FETCH_SIZE, Neo4jStore
from placegraph.measures.moments import Moment
from placegraph.measures.networks import party_network
from placegraph.settings import Settings, default_home

DAY = date(2025, 1, 1)
_BATCH = 20_000


def lines(ties: int, rounds: int) -> Iterator[str]:
    """Fill a new graph with parties to contracts, then drain, read and build."""
    suppliers, contracts = pairs(NATIONAL)
    chosen = np.random.default_rng(2).permutation(len(suppliers))[:ties]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "jars").symlink_to(default_home() / "jars")
        settings = Settings.from_environment({"PLACEGRAPH_HOME": folder})
        with (
            EmbeddedEngine(settings) as address,
            neo4j.GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                notifications_min_severity="OFF",
            ) as driver,
        ):
            _fill(driver, suppliers[chosen].tolist(), contracts[chosen].tolist())
            store = Neo4jStore(driver)
            found = party_network(store, Moment(DAY))
            if found.incidence.nnz != ties:
                raise SystemExit(f"{found.incidence.nnz} ties were read, {ties} written.")
            kinds: dict[str, Callable[[], object]] = {
                "drained": lambda: _drained(driver, FETCH_SIZE),
                "drained, 1,000 records at a time": lambda: _drained(driver, 1_000),
                "read into arrays": lambda: store.arrays(
                    query("network/party_ties"), as_at=DAY, grants=None
                ),
                "read as a network, with its ids": lambda: party_network(store, Moment(DAY)),
            }
            seconds: dict[str, float] = dict.fromkeys(kinds, np.inf)
            for _ in range(rounds):
                for name, work in kinds.items():
                    started = time.perf_counter()
                    work()
                    seconds[name] = min(seconds[name], time.perf_counter() - started)
            yield f"{ties:,} ties"
            for name, took in seconds.items():
                yield f"    {name:<36}{took:>8.2f} s   {took / seconds['drained']:>6.2f} of drained"


def _drained(driver: neo4j.Driver, fetch_size: int) -> None:
    """Take every record of the same query off the connection, and drop it."""
    text = query("network/party_ties").text
    with driver.session(default_access_mode="READ", fetch_size=fetch_size) as session:
        for _ in session.run(text, as_at=DAY, grants=None):
            pass


def _fill(driver: neo4j.Driver, suppliers: list[int], contracts: list[int]) -> None:
    for name, count in (("Organisation", max(suppliers) + 1), ("Contract", max(contracts) + 1)):
        driver.execute_query(f"CREATE CONSTRAINT FOR (n:{name}) REQUIRE n.id IS UNIQUE")
        for first in range(0, count, _BATCH):
            driver.execute_query(
                f"UNWIND range($first, $last) AS k CREATE (:{name} {{id: 'n' + toString(k)}})",
                first=first,
                last=min(first + _BATCH, count) - 1,
            )
    for first in range(0, len(suppliers), _BATCH):
        rows = list(
            zip(suppliers[first : first + _BATCH], contracts[first : first + _BATCH], strict=True)
        )
        driver.execute_query(
            "UNWIND $rows AS row MATCH (o:Organisation {id: 'n' + toString(row[0])}) "
            "MATCH (c:Contract {id: 'n' + toString(row[1])}) CREATE (o)-[:PARTY_TO]->(c)",
            rows=[list(row) for row in rows],
        )
