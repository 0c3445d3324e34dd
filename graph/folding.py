"""Keep nodes as their statements have it: folded together, and gone when nobody speaks of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import neo4j

from placegraph.graph.model import SCHEMA
from placegraph.graph.statements import facts
from placegraph.graph.transactions import ROWS, chunks, run


@dataclass
class Done:
    """What one transaction did, and the nodes it left to be folded or removed."""

    counts: Counter[str] = field(default_factory=Counter)
    touched: dict[str, set[str]] = field(default_factory=dict)

    def touch(self, name: str, key: str) -> None:
        """Remember a node, by type and id, whose statements have changed."""
        self.touched.setdefault(name, set()).add(key)

    def touch_ends(self, removed: Iterable[Sequence[str]]) -> None:
        """Remember both ends of statements: the type and id of the first, then of the second."""
        for from_type, from_id, to_type, to_id in removed:
            self.touch(from_type, from_id)
            self.touch(to_type, to_id)


def settle(tx: neo4j.ManagedTransaction, done: Done) -> None:
    """Fold every node that was touched, and remove those that nothing states or touches."""
    sources = done.touched.pop("Source", set())
    before = _published(tx, sources)
    _settle(tx, done, "Source", sources)
    after = _published(tx, sources)
    # The latest source is believed: another day of publication is another order of belief.
    moved = sorted(key for key in sources if before.get(key) != after.get(key))
    for some in chunks(moved, ROWS):
        for name, key in run(tx, facts.weighed(), ids=some):
            done.touch(name, key)
    for name, ids in sorted(done.touched.items()):
        _settle(tx, done, name, ids)


def _settle(tx: neo4j.ManagedTransaction, done: Done, name: str, ids: set[str]) -> None:
    declared = SCHEMA.node(name)
    for some in chunks(sorted(ids), ROWS):
        run(tx, facts.fold_node(declared), ids=some)
        ((removed,),) = run(tx, facts.remove_unstated(declared), ids=some)
        done.counts["nodes removed"] += removed


def _published(tx: neo4j.ManagedTransaction, sources: set[str]) -> dict[str, Any]:
    return dict(run(tx, facts.published(), ids=sorted(sources))) if sources else {}
