"""A small data set, ways to write it to files, and a store that keeps what it is given."""

import csv
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from placegraph.graph.batch import Change, Kind, Load, Plan, Row, Written
from placegraph.graph.schema import Node
from placegraph.graph.spool import Spool

Tables = dict[str, list[list[Any]]]


@dataclass
class MemoryStore:
    """A store that holds what a test says it holds and keeps the loads it is given."""

    held: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    loads: list[Load] = field(default_factory=list)
    rows: list[tuple[Kind, Row]] = field(default_factory=list)

    def known(
        self, declared: type[Node], ids: Collection[str], /, *, apart_from: str | None = None
    ) -> set[str]:
        return self.held.get(declared.__name__, set()) & set(ids)

    def loaded(self, dataset: str, /) -> Mapping[str, Any] | None:
        there = [load for load in self.loads if load.dataset == dataset]
        return asdict(there[-1]) | {"id": there[-1].id} if there else None

    def plan(self, spool: Spool, /, *, prune: bool = True) -> Plan:
        counts = {kind.declared.__name__: spool.count(kind) for kind in spool.kinds()}
        return Plan({name: Change(new=number) for name, number in counts.items()})

    def write(
        self,
        load: Load,
        spool: Spool,
        /,
        *,
        prune_limit: float,
        say: Callable[[str], None] | None = None,
    ) -> Written:
        self.loads.append(load)
        self.rows = [(kind, row) for kind in spool.kinds() for row in spool.new(kind)]
        return Written(facts=len(self.rows))


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def content() -> Tables:
    """A council, a partnership and what joins them, as one source says it."""
    return {
        "dataset": [["id", "title"], ["demo", "A small place"]],
        "source": [["id", "name", "published", "external"], ["S1", "Plan", "2014-03-01", "false"]],
        "organisation": [
            ["id", "name", "kind", "unnamed_group", "source", "locator"],
            ["council", "The Council", "unitary", "", "S1", "p. 1"],
            ["trust", "The Trust", "NHS", "true", "S1", "p. 2"],
        ],
        "partnership": [
            ["id", "name", "kind", "members_known", "source", "locator"],
            ["board", "The Board", "statutory", "partial", "S1", "p. 3"],
        ],
        "member_of": [
            [
                "from_type", "from_id", "to_type", "to_id", "completeness", "source", "locator",
                "valid_from", "valid_to",
            ],
            [
                "Organisation", "council", "Partnership", "board", "partial", "S1", "p. 3",
                "2014-04-01", "",
            ],
            [
                "Organisation", "trust", "Partnership", "board", "partial", "S1", "p. 3",
                "2014-04-01", "2016-04-01",
            ],
        ],
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Write tables as a folder of CSV files."""

    def write(tables: Tables, name: str = "data", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.mkdir(exist_ok=True)
        for table, rows in tables.items():
            with (path / f"{table}.csv").open("w", encoding=encoding, newline="") as file:
                csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write tables as a workbook, each value as the kind of cell it is in Python."""

    def write(tables: Tables, name: str = "data.xlsx") -> Path:
        path = tmp_path / name
        options = {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
        with xlsxwriter.Workbook(str(path), options) as book:
            for table, rows in tables.items():
                sheet = book.add_worksheet(table)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write
