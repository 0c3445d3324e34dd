"""Generated Cypher, compared whole."""

import re

import pytest

from placegraph.graph.model import SCHEMA, MemberOf, Source, StatutoryRole
from placegraph.graph.schema import Node, Relationship, properties
from placegraph.graph.statements import facts, loads, merges


def test_new_node_is_stated_in_its_source() -> None:
    names = ["assertion", "content", "locator", "name", "source", "valid_from"]
    assert (
        facts.create_node(StatutoryRole, names)
        == """\
MATCH (s:Source {id: $source})
UNWIND $rows AS row
MERGE (n:StatutoryRole {id: row.id})
ON CREATE SET n.name = row.name, n.valid_from = date(row.valid_from)
CREATE (n)-[r:STATED_IN {assertion: row.assertion, content: row.content, locator: row.locator, \
name: row.name, source: row.source, valid_from: date(row.valid_from), dataset: $dataset, \
load: $load}]->(s)
RETURN count(r) AS written"""
    )


def test_source_is_found_only_once_it_is_made() -> None:
    assert (
        facts.create_node(Source, ["name"])
        == """\
UNWIND $rows AS row
MERGE (n:Source {id: row.id})
ON CREATE SET n.name = row.name
WITH n, row
MATCH (s:Source {id: $source})
CREATE (n)-[r:STATED_IN {name: row.name, dataset: $dataset, load: $load}]->(s)
RETURN count(r) AS written"""
    )


def test_fold_takes_each_property_from_the_latest_dated_source_that_gives_one() -> None:
    assert (
        facts.fold_node(StatutoryRole)
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


def test_new_relationship_finds_both_ends() -> None:
    assert (
        facts.create_relationship(MemberOf, "Organisation", "Partnership", ["role", "valid_to"])
        == """\
UNWIND $rows AS row
MATCH (a:Organisation {id: row.from_id})
MATCH (b:Partnership {id: row.to_id})
CREATE (a)-[r:MEMBER_OF {role: row.role, valid_to: date(row.valid_to), dataset: $dataset, \
load: $load}]->(b)
RETURN count(r) AS written"""
    )


def test_change_leaves_a_statement_where_it_was_moved_to() -> None:
    assert (
        facts.change(MemberOf, "MEMBER_OF")
        == """\
UNWIND $rows AS row
MATCH (a)-[r:MEMBER_OF]->(b)
WHERE elementId(r) = row.element AND r.dataset = $dataset
WITH a, b, r, row, r.from_said AS from_said, r.to_said AS to_said
SET r = row.said, r.dataset = $dataset, r.load = $load
SET r.from_said = from_said, r.to_said = to_said, r.valid_from = date(row.said.valid_from), \
r.valid_to = date(row.said.valid_to)
RETURN labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id"""
    )


def test_removal_is_of_one_data_set_alone() -> None:
    assert (
        facts.remove("MEMBER_OF")
        == """\
MATCH (a)-[r:MEMBER_OF]->(b)
WHERE elementId(r) IN $elements AND r.dataset = $dataset
WITH a, b, r, labels(a)[0] AS from_type, a.id AS from_id, labels(b)[0] AS to_type, b.id AS to_id
DELETE r
RETURN from_type, from_id, to_type, to_id"""
    )


def test_known_leaves_out_what_only_the_data_set_itself_states() -> None:
    assert (
        facts.known(StatutoryRole)
        == """\
MATCH (n:StatutoryRole)
WHERE n.id IN $ids
  AND EXISTS {
    MATCH (n)-[r:STATED_IN]->()
    WHERE coalesce(r.dataset <> $apart_from, true)
  }
RETURN n.id AS id"""
    )


def test_only_nodes_that_nothing_touches_are_removed() -> None:
    assert (
        facts.remove_unstated(StatutoryRole)
        == """\
MATCH (n:StatutoryRole)
WHERE n.id IN $ids AND NOT (n)--()
DELETE n
RETURN count(n) AS removed"""
    )


def test_whoever_takes_a_data_set_takes_it_from_all_others() -> None:
    assert (
        loads.take()
        == """\
OPTIONAL MATCH (l:Load {dataset: $dataset})
WITH l
ORDER BY l.loaded_at DESC
WITH head(collect(l.id)) AS before_datasets_were_kept
MERGE (d:Dataset {id: $dataset})
ON CREATE SET d.current = before_datasets_were_kept
SET d.token = $token, d.part = 0
RETURN d.current AS current, d.writing AS writing"""
    )


def test_load_that_is_finished_is_in_force() -> None:
    assert (
        loads.finish()
        == """\
MATCH (d:Dataset {id: $dataset})
MATCH (l:Load {id: $load})
SET l.state = 'complete', l.loaded_at = datetime(), d.current = l.id
REMOVE d.writing"""
    )


def test_node_type_has_a_key_and_its_indexes() -> None:
    assert facts.constraints(StatutoryRole) == (
        "CREATE CONSTRAINT StatutoryRole_id IF NOT EXISTS "
        "FOR (n:StatutoryRole) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX StatutoryRole_name IF NOT EXISTS FOR (n:StatutoryRole) ON (n.name)",
    )


def test_statements_are_found_by_their_data_set() -> None:
    assert facts.constraints(MemberOf) == (
        "CREATE INDEX MEMBER_OF_dataset IF NOT EXISTS FOR ()-[r:MEMBER_OF]-() ON (r.dataset)",
    )
    assert facts.stated_in_constraints() == (
        "CREATE INDEX STATED_IN_dataset IF NOT EXISTS FOR ()-[r:STATED_IN]-() ON (r.dataset)",
    )
    assert facts.obsolete("MEMBER_OF") == "DROP CONSTRAINT MEMBER_OF_assertion IF EXISTS"


def test_records_have_their_constraints() -> None:
    assert loads.constraints() == (
        "CREATE CONSTRAINT Load_id IF NOT EXISTS FOR (n:Load) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT Dataset_id IF NOT EXISTS FOR (n:Dataset) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX Replaced_load IF NOT EXISTS FOR (n:Replaced) ON (n.load)",
    )
    assert merges.constraints() == (
        "CREATE CONSTRAINT Decision_id IF NOT EXISTS FOR (n:Decision) REQUIRE n.id IS UNIQUE",
    )


@pytest.mark.parametrize("declared", SCHEMA.types, ids=lambda t: t.__name__)
def test_values_travel_as_parameters_never_in_the_text(
    declared: type[Node] | type[Relationship],
) -> None:
    names = [p.name for p in properties(declared)]
    texts = (
        [facts.create_node(declared, names), facts.known(declared)]
        if issubclass(declared, Node)
        else [
            facts.create_relationship(
                declared, declared.starts[0].__name__, declared.ends[0].__name__, names
            ),
            facts.change(declared, "X"),
            facts.remove("X"),
        ]
    )
    assert [text for text in texts if re.search(r"""['"]""", text)] == []
