"""Time the embedded Neo4j as it is, and with other JVM flags, as ratios.

    python benchmarks/time_engine.py "-XX:TieredStopAtLevel=1" "-XX:-UseSerialGC -XX:+UseG1GC"

Each argument is one set of flags, added to the shipped ones through ``_JAVA_OPTIONS``. Each
measurement is a fresh graph in a temporary folder: the time to be ready, to merge 50,000 nodes in
batches of 2,000, and to answer 20 reading queries over them. Three rounds; the medians' ratios to
the shipped flags are printed, below 1 being faster.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import neo4j

from placegraph.graph.engines import Address, EmbeddedEngine
from placegraph.settings import Settings, default_home

ROUNDS = 3
NODES = 50_000
BATCH = 2_000
READ = (
    "MATCH (a:Node) MATCH (b:Node {id: a.half}) "
    "RETURN count(*) AS pairs, sum(b.id) AS total, percentileCont(a.id, 0.5) AS middle"
)


def main() -> None:
    """Measure every set of flags in turn, round by round, and print the table."""
    candidates = ["", *sys.argv[1:]]
    timed: dict[str, list[tuple[float, float, float]]] = {flags: [] for flags in candidates}
    for _ in range(ROUNDS):
        for flags in candidates:
            timed[flags].append(measure(flags))
    shipped = medians(timed[""])
    sys.stdout.write("start  merge  read   flags\n")
    for flags, runs in timed.items():
        ratios = [a / b for a, b in zip(medians(runs), shipped, strict=True)]
        sys.stdout.write("  ".join(f"{r:5.2f}" for r in ratios) + f"  {flags or 'as shipped'}\n")


def medians(runs: list[tuple[float, float, float]]) -> list[float]:
    """Return the median of each of the three times."""
    return [statistics.median(times) for times in zip(*runs, strict=True)]


def measure(flags: str) -> tuple[float, float, float]:
    """Return the seconds to start, to merge and to read, on a new graph."""
    os.environ["_JAVA_OPTIONS"] = flags
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "jars").symlink_to(default_home() / "jars")
        began = time.perf_counter()
        with EmbeddedEngine(Settings.from_environment({"PLACEGRAPH_HOME": folder})) as address:
            ready = time.perf_counter()
            return (ready - began, *work(address))


def work(address: Address) -> tuple[float, float]:
    """Return the seconds to merge and to read."""
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver:
        driver.execute_query("CREATE CONSTRAINT FOR (n:Node) REQUIRE n.id IS UNIQUE")
        began = time.perf_counter()
        for first in range(0, NODES, BATCH):
            rows = [{"id": i, "half": i // 2} for i in range(first, first + BATCH)]
            driver.execute_query(
                "UNWIND $rows AS row MERGE (n:Node {id: row.id}) SET n.half = row.half", rows=rows
            )
        merged = time.perf_counter()
        for _ in range(20):
            driver.execute_query(READ)
        return merged - began, time.perf_counter() - merged


if __name__ == "__main__":
    main()
