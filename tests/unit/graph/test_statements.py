"""Generated Cypher, compared whole."""

import re

import pytest

from placegraph.graph import statements
from placegraph.graph.model import SCHEMA, MemberOf, StatutoryRole
from placegraph.graph.schema import Node, Relationship


def test_upsert_of_a_node_states_it_in_its_source() -> None:
    assert (
        statements.upsert_node(StatutoryRole)
        == """\
UNWIND $rows AS row
MERGE (n:StatutoryRole {id: row.id})
WITH n, row
MATCH (s:Source {id: row.source})
MERGE (n)-[r:STATED_IN {assertion: row.assertion}]->(s)
SET r = row.stated
RETURN count(r) AS written"""
    )


def test_fold_takes_each_property_from_the_latest_dated_source_that_gives_one() -> None:
    assert (
        statements.fold_node(StatutoryRole)
        == """\
MATCH (n:StatutoryRole)
WHERE n.id IN $ids
OPTIONAL MATCH (n)-[r:STATED_IN]->(s:Source)
WITH n, r, s
ORDER BY coalesce(r.published, s.published, date('0001-01-01')), s.id, r.assertion
WITH n, collect(r) AS said
SET n.name = coalesce(reduce(value = null, r IN said | coalesce(r.name, value)), n.id),
    n.valid_from = reduce(value = null, r IN said | coalesce(r.valid_from, value)),
    n.valid_to = reduce(value = null, r IN said | coalesce(r.valid_to, value)),
    n.status = reduce(value = null, r IN said | coalesce(r.status, value))
RETURN count(n) AS folded"""
    )


def test_upsert_of_a_relationship_finds_both_ends() -> None:
    assert (
        statements.upsert_relationship(MemberOf, "Organisation", "Partnership")
        == """\
UNWIND $rows AS row
MATCH (a:Organisation {id: row.from_id})
MATCH (b:Partnership {id: row.to_id})
MERGE (a)-[r:MEMBER_OF {assertion: row.assertion}]->(b)
SET r = row.stated
RETURN count(r) AS written"""
    )


def test_known_leaves_out_what_only_the_data_set_itself_states() -> None:
    assert (
        statements.known(StatutoryRole)
        == """\
MATCH (n:StatutoryRole)
WHERE n.id IN $ids
  AND EXISTS {
    MATCH (n)-[r:STATED_IN]->()
    WHERE coalesce(r.dataset <> $apart_from, true)
  }
RETURN n.id AS id"""
    )


def test_prune_removes_relationships_of_earlier_loads_of_one_data_set() -> None:
    assert (
        statements.prune_relationships(MemberOf)
        == """\
MATCH (a)-[r:MEMBER_OF {dataset: $dataset}]->(b)
WHERE r.load <> $load
WITH a, b, r, labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id
DELETE r
RETURN from_type, from_id, to_type, to_id"""
    )


def test_prune_removes_statements_of_earlier_loads_of_one_data_set() -> None:
    assert (
        statements.prune_statements()
        == """\
MATCH (n)-[r:STATED_IN {dataset: $dataset}]->(s:Source)
WHERE r.load <> $load
WITH n, r, labels(n)[0] AS type, n.id AS id, s.id AS source
DELETE r
RETURN type, id, source"""
    )


def test_only_nodes_that_nothing_touches_are_removed() -> None:
    assert (
        statements.remove_unstated(StatutoryRole)
        == """\
MATCH (n:StatutoryRole)
WHERE n.id IN $ids AND NOT (n)--()
DELETE n
RETURN count(n) AS removed"""
    )


def test_load_is_recorded_and_replaces_older_ones_of_its_data_set_when_it_prunes() -> None:
    assert (
        statements.record_load()
        == """\
MERGE (n:Load {id: $load})
ON CREATE SET n.dataset = $dataset, n.title = $title, n.digest = $digest, n.loaded_at = datetime()
WITH n
MATCH (old:Load {dataset: $dataset})
WHERE $prune AND old.id <> $load
DELETE old"""
    )


def test_node_type_has_a_key_and_its_indexes() -> None:
    assert statements.constraints(StatutoryRole) == (
        "CREATE CONSTRAINT StatutoryRole_id IF NOT EXISTS "
        "FOR (n:StatutoryRole) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX StatutoryRole_name IF NOT EXISTS FOR (n:StatutoryRole) ON (n.name)",
    )


def test_relationship_type_has_one_statement_an_assertion() -> None:
    assert statements.constraints(MemberOf) == (
        "CREATE CONSTRAINT MEMBER_OF_assertion IF NOT EXISTS "
        "FOR ()-[r:MEMBER_OF]-() REQUIRE r.assertion IS UNIQUE",
        "CREATE INDEX MEMBER_OF_dataset IF NOT EXISTS FOR ()-[r:MEMBER_OF]-() ON (r.dataset)",
    )


def test_stated_in_and_load_have_their_constraints() -> None:
    assert statements.stated_in_constraints() == (
        "CREATE CONSTRAINT STATED_IN_assertion IF NOT EXISTS "
        "FOR ()-[r:STATED_IN]-() REQUIRE r.assertion IS UNIQUE",
        "CREATE INDEX STATED_IN_dataset IF NOT EXISTS FOR ()-[r:STATED_IN]-() ON (r.dataset)",
    )
    assert statements.load_constraint() == (
        "CREATE CONSTRAINT Load_id IF NOT EXISTS FOR (n:Load) REQUIRE n.id IS UNIQUE"
    )


@pytest.mark.parametrize("declared", SCHEMA.types, ids=lambda t: t.__name__)
def test_values_travel_as_parameters_never_in_the_text(
    declared: type[Node] | type[Relationship],
) -> None:
    texts = (
        [statements.upsert_node(declared), statements.known(declared)]
        if issubclass(declared, Node)
        else [
            statements.upsert_relationship(
                declared, declared.starts[0].__name__, declared.ends[0].__name__
            ),
            statements.prune_relationships(declared),
        ]
    )
    assert [text for text in texts if re.search(r"""['"]""", text)] == []
