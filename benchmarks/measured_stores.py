"""Stores that measure, or that leave the measuring to what happens before they are reached."""

import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

import pandas as pd

from placegraph.cypher import Query, Value
from placegraph.graph.batch import Load, Plan, Written
from placegraph.graph.schema import Node, Schema
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore


class TimedStore(Neo4jStore):
    """A store that notes how long its writing took."""

    written_s = 0.0

    def write(
        self,
        load: Load,
        spool: Spool,
        /,
        *,
        prune_limit: float,
        say: Callable[[str], None] | None = None,
    ) -> Written:
        """Write a load, and note the seconds."""
        started = time.perf_counter()
        try:
            return super().write(load, spool, prune_limit=prune_limit, say=say)
        finally:
            self.written_s = time.perf_counter() - started


class ForgetfulStore:
    """A store that takes everything and keeps nothing."""

    def read(self, query: Query, /, **parameters: Value) -> pd.DataFrame:
        """Return no row."""
        return pd.DataFrame(columns=[column.name for column in query.columns])

    def known(
        self, declared: type[Node], ids: Collection[str], /, *, apart_from: str | None = None
    ) -> set[str]:
        """Return nothing."""
        return set()

    def plan(self, spool: Spool, /, *, prune: bool = True) -> Plan:
        """Return a plan of no change."""
        return Plan({})

    def write(
        self,
        load: Load,
        spool: Spool,
        /,
        *,
        prune_limit: float,
        say: Callable[[str], None] | None = None,
    ) -> Written:
        """Go through everything that would be written."""
        return Written(facts=sum(1 for kind in spool.kinds() for _ in spool.new(kind)))

    def loaded(self, dataset: str, /) -> Mapping[str, Any] | None:
        """Return nothing."""
        return None

    def apply(self, schema: Schema, /) -> int:
        """Make nothing."""
        return 0
