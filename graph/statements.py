"""Cypher text for every write, made from the declarations; values travel as parameters.

A node's properties are kept twice: on each ``STATED_IN`` relationship to the source that says
them, and folded onto the node for reading. Folding takes each property from the latest dated
source that gives one, so the order of loading does not matter, and withdrawing a source puts back
what the others say.
"""

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


def load_constraint() -> str:
    """Return the constraint of Load, the record that a data set was read."""
    return "CREATE CONSTRAINT Load_id IF NOT EXISTS FOR (n:Load) REQUIRE n.id IS UNIQUE"


def _statement_constraints(name: str) -> tuple[str, ...]:
    return (
        f"CREATE CONSTRAINT {name}_assertion IF NOT EXISTS "
        f"FOR ()-[r:{name}]-() REQUIRE r.assertion IS UNIQUE",
        f"CREATE INDEX {name}_dataset IF NOT EXISTS FOR ()-[r:{name}]-() ON (r.dataset)",
    )


def upsert_node(declared: type[Node]) -> str:
    """Return the upsert of statements about nodes; each row has id, source, assertion, stated."""
    return f"""\
UNWIND $rows AS row
MERGE (n:{label(declared)} {{id: row.id}})
WITH n, row
MATCH (s:Source {{id: row.source}})
MERGE (n)-[r:STATED_IN {{assertion: row.assertion}}]->(s)
SET r = row.stated
RETURN count(r) AS written"""


def fold_node(declared: type[Node]) -> str:
    """Return the statement that sets nodes' properties from all that is stated of them."""
    folded = [p.name for p in properties(declared) if p.name not in ("id", *STATEMENT_ONLY)]
    assignments = ",\n    ".join(f"n.{name} = {_latest(name)}" for name in folded)
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
    latest = f"reduce(value = null, r IN said | coalesce(r.{name}, value))"
    # A node that others still point to but nobody describes any more shows its identifier.
    return f"coalesce({latest}, n.id)" if name == "name" else latest


def upsert_relationship(declared: type[Relationship], from_type: str, to_type: str) -> str:
    """Return the upsert of relationships; each row has from_id, to_id, assertion, stated."""
    return f"""\
UNWIND $rows AS row
MATCH (a:{from_type} {{id: row.from_id}})
MATCH (b:{to_type} {{id: row.to_id}})
MERGE (a)-[r:{label(declared)} {{assertion: row.assertion}}]->(b)
SET r = row.stated
RETURN count(r) AS written"""


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


def prune_relationships(declared: type[Relationship]) -> str:
    """Return the removal of what ``$dataset`` said in an earlier load and no longer says."""
    return f"""\
MATCH (a)-[r:{label(declared)} {{dataset: $dataset}}]->(b)
WHERE r.load <> $load
WITH a, b, r, labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id
DELETE r
RETURN from_type, from_id, to_type, to_id"""


def prune_statements() -> str:
    """Return the removal of what ``$dataset`` no longer says of nodes."""
    return """\
MATCH (n)-[r:STATED_IN {dataset: $dataset}]->(s:Source)
WHERE r.load <> $load
WITH n, r, labels(n)[0] AS type, n.id AS id, s.id AS source
DELETE r
RETURN type, id, source"""


def remove_unstated(declared: type[Node]) -> str:
    """Return the removal of nodes that no source states and no statement touches any more."""
    return f"""\
MATCH (n:{label(declared)})
WHERE n.id IN $ids AND NOT (n)--()
DELETE n
RETURN count(n) AS removed"""


def earlier_loads() -> str:
    """Return the search for loads of ``$dataset`` other than ``$load`` that left statements."""
    return """\
MATCH (n:Load {dataset: $dataset})
WHERE n.id <> $load
RETURN n.id AS id"""


def record_load() -> str:
    """Return the upsert of the record of a load; with ``$prune`` it replaces older ones."""
    return """\
MERGE (n:Load {id: $load})
ON CREATE SET n.dataset = $dataset, n.title = $title, n.digest = $digest, n.loaded_at = datetime()
WITH n
MATCH (old:Load {dataset: $dataset})
WHERE $prune AND old.id <> $load
DELETE old"""
