"""Write what a load says with the plain driver alone, to compare a load with.

The rows come out of a :class:`~placegraph.graph.spool.Spool`, so they are those that a load of the
same file writes. They are made ready before the clock runs: only the answers of Neo4j are waited
for while it does.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, LiteralString, cast

import neo4j

from placegraph.graph.batch import Kind, Row
from placegraph.graph.schema import FACT_FIELDS, label
from placegraph.graph.spool import Spool

#: Rows in one statement, and one transaction, as is common advice for loading into Neo4j.
BATCH = 5_000
#: What a statement says of itself, not of the thing it is about.
_ABOUT_STATEMENTS = {*FACT_FIELDS, "assertion", "content"}


@dataclass
class Wrote:
    """What was written, and the seconds that Neo4j took over it."""

    seconds: float = 0.0
    statements: int = 0


def with_provenance(session: neo4j.Session, spool: Spool, batch: int = BATCH) -> Wrote:
    """Merge all that a load writes: nodes, their ``STATED_IN``, and relationships, in full."""
    wrote = Wrote()
    for kind in spool.kinds():
        said = label(kind.declared)
        for rows in _batches(spool, kind, batch):
            if kind.from_type:
                sent = [_relationship(row, row.said) for row in rows]
                text = _merged_relationship(said, kind, "assertion", _names(sent))
            else:
                sent = [{"id": row.ends[0], **row.said} for row in rows]
                text = _merged_statement(said, _names(sent))
            _run(session, text, sent, wrote)
    return wrote


def without_provenance(session: neo4j.Session, spool: Spool, batch: int = BATCH) -> Wrote:
    """Merge things of business and their ties alone: nobody says them, and nothing tells when."""
    wrote = Wrote()
    for kind in spool.kinds():
        said = label(kind.declared)
        if said == "Source":
            continue
        for rows in _batches(spool, kind, batch):
            if kind.from_type:
                sent = [_relationship(row, _business(row)) for row in rows]
                key = "role" if said == "PARTY_TO" else ""
                text = _merged_relationship(said, kind, key, _names(sent))
            else:
                sent = [{"id": row.ends[0], **_business(row)} for row in rows]
                text = _merged_node(said, _names(sent))
            _run(session, text, sent, wrote)
    return wrote


def _batches(spool: Spool, kind: Kind, size: int) -> Iterator[list[Row]]:
    rows = spool.new(kind)
    while batch := list(islice(rows, size)):
        yield batch


def _business(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.said.items() if name not in _ABOUT_STATEMENTS}


def _relationship(row: Row, said: dict[str, Any]) -> dict[str, Any]:
    return {"from_id": row.ends[0], "to_id": row.ends[1], **said}


def _names(rows: Sequence[dict[str, Any]]) -> list[str]:
    return sorted({name for row in rows for name in row} - {"id", "from_id", "to_id"})


def _set(variable: str, names: Sequence[str]) -> str:
    assigned = ", ".join(f"{variable}.{name} = row.{name}" for name in names)
    return f"SET {assigned}" if assigned else ""


def _merged_node(name: str, properties: Sequence[str]) -> str:
    return f"UNWIND $rows AS row MERGE (n:{name} {{id: row.id}}) {_set('n', properties)}"


def _merged_statement(name: str, properties: Sequence[str]) -> str:
    own = [p for p in properties if p not in {"source", "locator", "note", "assertion", "content"}]
    return (
        f"{_merged_node(name, own)} WITH n, row MATCH (s:Source {{id: row.source}}) "
        f"MERGE (n)-[r:STATED_IN {{assertion: row.assertion}}]->(s) {_set('r', properties)}"
    )


def _merged_relationship(name: str, kind: Kind, key: str, properties: Sequence[str]) -> str:
    told = f" {{{key}: row.{key}}}" if key else ""
    return (
        f"UNWIND $rows AS row MATCH (a:{kind.from_type} {{id: row.from_id}}) "
        f"MATCH (b:{kind.to_type} {{id: row.to_id}}) "
        f"MERGE (a)-[r:{name}{told}]->(b) {_set('r', properties)}"
    )


def _run(session: neo4j.Session, text: str, rows: Sequence[dict[str, Any]], wrote: Wrote) -> None:
    started = time.perf_counter()
    session.run(cast(LiteralString, text), rows=list(rows)).consume()
    wrote.seconds += time.perf_counter() - started
    wrote.statements += len(rows)
