"""Cypher text that writes, reads and removes statements.

A node's properties are kept twice: on each ``STATED_IN`` relationship to the source that says
them, and folded onto the node for reading. Folding takes each property from the latest dated
source that gives one, so the order of loading does not matter, and withdrawing a source puts back
what the others say.
"""

from collections.abc import Collection
from functools import cache

from placegraph.graph.schema import Fact, Mark, Node, Relationship, label, properties

#: Properties of a node that are about one statement of it and so stay on STATED_IN.
STATEMENT_ONLY = ("source", "locator", "note")


def constraints(declared: type[Fact]) -> tuple[str, ...]:
    """Return the constraints and indexes of one declared type, each safe to run again."""
    name = label(declared)
    if issubclass(declared, Node):
        indexed = [p.name for p in properties(declared) if p.mark is Mark.INDEXED]
        return (
            f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (n:{name}) REQUIRE n.id IS UNIQUE",
            *(f"CREATE INDEX {name}_{p} IF NOT EXISTS FOR (n:{name}) ON (n.{p})" for p in indexed),
        )
    return _statement_constraints(name)


def stated_in_constraints() -> tuple[str, ...]:
    """Return the constraints and indexes of STATED_IN, which joins a node to its sources."""
    return _statement_constraints("STATED_IN")


def obsolete(name: str) -> str:
    """Return the removal of a constraint that the first release made."""
    return f"DROP CONSTRAINT {name}_assertion IF EXISTS"


def _statement_constraints(name: str) -> tuple[str, ...]:
    # No two statements have one assertion, but the writing of a load sees to that: to have Neo4j
    # see to it as well is dear; see docs/performance.md.
    return (f"CREATE INDEX {name}_dataset IF NOT EXISTS FOR ()-[r:{name}]-() ON (r.dataset)",)


def create_node(declared: type[Node], names: Collection[str]) -> str:
    """Return the writing of new statements about nodes by one source.

    Each row has id, and those of ``names`` that it says; to name them is faster than to copy a map.
    """
    folds = folded(declared)
    on_node = ", ".join(
        f"n.{name} = {value}" for name, value in _values(declared, names).items() if name in folds
    )
    # A source describes itself, so it is there to be found only once it has been made.
    source = "MATCH (s:Source {id: $source})\n"
    before, after = (
        ("", f"WITH n, row\n{source}") if declared.__name__ == "Source" else (source, "")
    )
    return f"""\
{before}UNWIND $rows AS row
MERGE (n:{label(declared)} {{id: row.id}})
ON CREATE SET {on_node}
{after}CREATE (n)-[r:STATED_IN {{{_listed(declared, names)}}}]->(s)
RETURN count(r) AS written"""


@cache
def folded(declared: type[Fact]) -> frozenset[str]:
    """Return the names of the properties that a node takes from its statements."""
    return frozenset({p.name for p in properties(declared)} - {"id", *STATEMENT_ONLY})


def days(declared: type[Fact]) -> frozenset[str]:
    """Return the names of the properties that are days, which rows give as text."""
    return frozenset(p.name for p in properties(declared) if p.kind == "date")


def _values(declared: type[Fact], names: Collection[str]) -> dict[str, str]:
    dated = days(declared)
    return {name: f"date(row.{name})" if name in dated else f"row.{name}" for name in names}


def _listed(declared: type[Fact], names: Collection[str]) -> str:
    said = "".join(f"{name}: {value}, " for name, value in _values(declared, names).items())
    return f"{said}dataset: $dataset, load: $load"


def fold_node(declared: type[Node]) -> str:
    """Return the statement that sets nodes' properties from all that is stated of them."""
    names = [p.name for p in properties(declared) if p.name in folded(declared)]
    assignments = ",\n    ".join(f"n.{name} = {_latest(name)}" for name in names)
    return f"""\
MATCH (n:{label(declared)})
WHERE n.id IN $ids
OPTIONAL MATCH (n)-[r:STATED_IN]->(s:Source)
WITH n, r, s
ORDER BY coalesce(r.published, s.published, date('0001-01-01')), s.id, r.assertion
WITH n, collect(r) AS said
SET {assignments}
RETURN count(n) AS folded"""


def _latest(name: str) -> str:
    # To say that a kind is not known says nothing against a source that knows it.
    said = (
        f"CASE r.{name} WHEN 'not known' THEN null ELSE r.{name} END"
        if name == "kind"
        else f"r.{name}"
    )
    latest = f"reduce(value = null, r IN said | coalesce({said}, value))"
    if name == "kind":
        return f"coalesce({latest}, head([r IN said | r.{name}]))"
    # A node that others still point to but nobody describes any more shows its identifier.
    return f"coalesce({latest}, n.id)" if name == "name" else latest


def create_relationship(
    declared: type[Relationship], from_type: str, to_type: str, names: Collection[str]
) -> str:
    """Return the writing of new relationships; a row has from_id, to_id and some of ``names``."""
    return f"""\
UNWIND $rows AS row
MATCH (a:{from_type} {{id: row.from_id}})
MATCH (b:{to_type} {{id: row.to_id}})
CREATE (a)-[r:{label(declared)} {{{_listed(declared, names)}}}]->(b)
RETURN count(r) AS written"""


def change(declared: type[Fact], name: str) -> str:
    """Return the change of statements in place; each row has element and said."""
    dated = "".join(f", r.{day} = date(row.said.{day})" for day in sorted(days(declared)))
    return f"""\
UNWIND $rows AS row
MATCH (a)-[r:{name}]->(b)
WHERE elementId(r) = row.element AND r.dataset = $dataset
WITH a, b, r, row, r.from_said AS from_said, r.to_said AS to_said
SET r = row.said, r.dataset = $dataset, r.load = $load
SET r.from_said = from_said, r.to_said = to_said{dated}
RETURN labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id"""


def remove(name: str) -> str:
    """Return the removal of statements of ``$dataset`` by Neo4j's own names for them.

    Neo4j gives the name of a relationship that has gone to another in time.
    """
    return f"""\
MATCH (a)-[r:{name}]->(b)
WHERE elementId(r) IN $elements AND r.dataset = $dataset
WITH a, b, r, labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id
DELETE r
RETURN from_type, from_id, to_type, to_id"""


def held(name: str) -> str:
    """Return the search for all statements of one type that ``$dataset`` makes."""
    return f"""\
MATCH ()-[r:{name} {{dataset: $dataset}}]->()
RETURN r.assertion, r.content, elementId(r), r.source"""


def details(name: str) -> str:
    """Return the reading of whole statements, with the types and ids of their ends."""
    return f"""\
MATCH (a)-[r:{name}]->(b)
WHERE elementId(r) IN $elements
RETURN labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id,
  properties(r) AS said"""


def known(declared: type[Node]) -> str:
    """Return the statement that finds which of ``$ids`` a data set but ``$apart_from`` states."""
    return f"""\
MATCH (n:{label(declared)})
WHERE n.id IN $ids
  AND EXISTS {{
    MATCH (n)-[r:STATED_IN]->()
    WHERE coalesce(r.dataset <> $apart_from, true)
  }}
RETURN n.id AS id"""


def published() -> str:
    """Return the search for the days on which sources, by ``$ids``, were published."""
    return """\
MATCH (s:Source)
WHERE s.id IN $ids
RETURN s.id AS id, s.published AS published"""


def weighed() -> str:
    """Return the search for what sources, by ``$ids``, state and are not alone in stating."""
    return """\
MATCH (n)-[:STATED_IN]->(s:Source)
WHERE s.id IN $ids
WITH DISTINCT n
WHERE COUNT { (n)-[:STATED_IN]->() } > 1
RETURN labels(n)[0] AS type, n.id AS id"""


def remove_unstated(declared: type[Node]) -> str:
    """Return the removal of nodes that no source states and no statement touches any more."""
    return f"""\
MATCH (n:{label(declared)})
WHERE n.id IN $ids AND NOT (n)--()
DELETE n
RETURN count(n) AS removed"""
