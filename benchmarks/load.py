"""Time a load as it grows ten times: reading and checking, writing, and loading it again.

    python benchmarks/load.py

Makes a register of organisations that sit on partnerships, at 2,000 and 20,000 statements, and
loads each into a fresh graph in a temporary folder. Prints seconds and, what counts on a shared
machine, how many times longer the larger takes.
"""

import csv
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from placegraph.graph.engines import EmbeddedEngine
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Neo4jStore
from placegraph.loaders.pipeline import Options, load_tables
from placegraph.settings import Settings, default_home

SIZES = (2_000, 20_000)


def main() -> None:
    """Measure each size in turn and print the seconds and their ratio."""
    seconds = {size: _measure(size) for size in SIZES}
    print(f"{'step':<12}" + "".join(f"{size:>12,}" for size in SIZES) + f"{'ratio':>8}")  # noqa: T201
    for step in seconds[SIZES[0]]:
        small, large = (seconds[size][step] for size in SIZES)
        print(f"{step:<12}{small:>12.2f}{large:>12.2f}{large / small:>8.1f}")  # noqa: T201


def _measure(size: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as temporary:
        folder, home = Path(temporary, "register"), Path(temporary, "home")
        _register(folder, size)
        home.mkdir()
        (home / "jars").symlink_to(default_home() / "jars")
        settings = Settings.from_environment({"PLACEGRAPH_HOME": str(home)})
        with EmbeddedEngine(settings) as address, Neo4jStore.at(address) as store:
            store.apply(SCHEMA)
            return {
                "check": _timed(lambda: load_tables(store, folder, Options(dry_run=True))),
                "check+write": _timed(lambda: load_tables(store, folder)),
                "again": _timed(lambda: load_tables(store, folder)),
            }


def _register(folder: Path, size: int) -> None:
    folder.mkdir()
    boards, bodies = size // 50, size // 4
    tables: dict[str, list[tuple[str, ...]]] = {
        "dataset": [("id", "title"), ("register", "A register")],
        "source": [("id", "name"), ("s", "The register")],
        "organisation": [
            ("id", "name", "kind", "source", "locator"),
            *((f"o{n}", f"Body {n}", "other", "s", f"row {n}") for n in range(bodies)),
        ],
        "partnership": [
            ("id", "name", "kind", "members_known", "source", "locator"),
            *((f"p{n}", f"Board {n}", "other", "complete", "s", f"row {n}") for n in range(boards)),
        ],
        "member_of": [
            ("from_type", "from_id", "to_type", "to_id", "completeness", "source", "locator"),
            *(
                (
                    *("Organisation", f"o{n % bodies}", "Partnership", f"p{n * 7 % boards}"),
                    *("complete", "s", f"row {n}"),
                )
                for n in range(size - boards - bodies)
            ),
        ],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
