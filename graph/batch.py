"""What is handed to a store to be written: one load, in batches of one declared type."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from placegraph.graph.schema import Fact, Node, Relationship, Schema, label


@dataclass(frozen=True)
class Load:
    """One reading of one data set.

    ``id`` is made from the content, so that the same content read twice is the same load and
    writing it again changes nothing. What an earlier load of the same ``dataset`` wrote and this
    one does not is pruned, unless ``prune`` is False: a load that left rows out does not know
    what its data set no longer says.
    """

    dataset: str
    title: str
    digest: str
    prune: bool = True

    @property
    def id(self) -> str:
        """Return the data set's identifier with the start of the content's SHA-256."""
        return f"{self.dataset}@{self.digest[:12]}"


@dataclass(frozen=True)
class Batch:
    """Facts of one declared type, from one node type to another when they are relationships."""

    declared: type[Fact]
    facts: tuple[Fact, ...]
    from_type: str = ""
    to_type: str = ""


@dataclass(frozen=True)
class Written:
    """What a load did; a second load of the same content has zeros but for ``facts``."""

    facts: int = 0
    nodes_created: int = 0
    relationships_created: int = 0
    nodes_removed: int = 0
    relationships_removed: int = 0


def batches(facts: Iterable[Fact], schema: Schema, *, size: int = 5000) -> Iterator[Batch]:
    """Sort facts into batches of at most ``size``: sources first, then nodes, then relationships.

    5,000 rows a statement was the fastest of the sizes measured; see
    ``docs/decisions/0001-embedded-neo4j.md``.
    """
    order = {declared: place for place, declared in enumerate(schema.types)}

    def kind(fact: Fact) -> tuple[int, str, str]:
        ends = (fact.from_type, fact.to_type) if isinstance(fact, Relationship) else ("", "")
        return (order[type(fact)], *ends)

    for (_, from_type, to_type), group in groupby(sorted(facts, key=kind), key=kind):
        members = tuple(group)
        for start in range(0, len(members), size):
            part = members[start : start + size]
            yield Batch(type(part[0]), part, from_type, to_type)


def assertion(fact: Fact, dataset: str) -> str:
    """Return the identity of a statement: who says what of what, where.

    The same fact said by two sources, in two places or through two data sets is two statements,
    so that each can be withdrawn, or disagree, alone. Details that are no part of the identity
    (a role, an amount, an end date) change the statement in place.
    """
    what = (
        [fact.id]
        if isinstance(fact, Node)
        else [fact.from_type, fact.from_id, fact.to_type, fact.to_id]
        if isinstance(fact, Relationship)
        else []
    )
    began = fact.valid_from.isoformat() if fact.valid_from else ""
    parts = [dataset, label(type(fact)), *what, fact.source, fact.locator, began]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]
