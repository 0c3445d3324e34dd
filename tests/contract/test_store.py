"""What a store promises, on a real Neo4j."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import neo4j
import pytest

from placegraph.cypher import catalogue, parameter_values, parse, query
from placegraph.errors import EngineUnavailable, MissingEndpoint, QueryError
from placegraph.graph.batch import Load, Written
from placegraph.graph.engines import Address
from placegraph.graph.model import MemberOf, Organisation, Partnership, Source
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore


def source(key: str, published: date | None = None) -> Source:
    return Source(
        id=key, name=f"Paper {key}", published=published, source=key, locator="the document itself"
    )


def organisation(key: str, name: str, source: str = "s0", locator: str = "p. 1") -> Organisation:
    return Organisation(id=key, name=name, kind="district", source=source, locator=locator)


def partnership(key: str = "pt", source: str = "s0") -> Partnership:
    return Partnership(
        id=key, name="Board", kind="strategic", members_known="complete", source=source, locator="1"
    )


def member(key: str, source: str = "s0", locator: str = "p. 2", **more: Any) -> MemberOf:
    return MemberOf(
        from_type="Organisation",
        from_id=key,
        to_type="Partnership",
        to_id="pt",
        completeness="complete",
        source=source,
        locator=locator,
        **more,
    )


def write(
    store: Neo4jStore,
    facts: Sequence[Fact],
    dataset: str = "one",
    digest: str = "a" * 64,
    *,
    prune: bool = True,
    prune_limit: float = 1.0,
) -> Written:
    with Spool(dataset) as spool:
        for fact in facts:
            spool.add(fact, fact.locator)
        return store.write(
            Load(dataset, dataset.title(), digest, prune=prune), spool, prune_limit=prune_limit
        )


def rows(driver: neo4j.Driver, text: str) -> set[tuple[Any, ...]]:
    return {tuple(record.values()) for record in driver.execute_query(text).records}  # type: ignore[arg-type]


MEMBERS = "MATCH (o:Organisation)-[r:MEMBER_OF]->(p) RETURN o.id, p.id, r.source, r.locator"
NAMES = "MATCH (o:Organisation) RETURN o.id, o.name"
BASE = [source("s0"), organisation("a", "A"), partnership(), member("a")]


def test_every_relationship_carries_who_says_so_where_and_the_load_that_wrote_it(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, [*BASE[:3], member("a", valid_from=date(2010, 6, 28), status="agreed")])

    assert rows(
        driver,
        "MATCH ()-[r:MEMBER_OF]->() "
        "RETURN r.source, r.locator, toString(r.valid_from), r.valid_to, r.status, r.load",
    ) == {("s0", "p. 2", "2010-06-28", None, "agreed", "one@aaaaaaaaaaaa")}


def test_loading_twice_changes_nothing(store: Neo4jStore, driver: neo4j.Driver) -> None:
    everything = (
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() "
        "UNWIND keys(n) + coalesce(keys(r), []) AS k "
        "RETURN elementId(n), elementId(r), k, toStringOrNull(n[k]), toStringOrNull(r[k])"
    )
    write(store, BASE)
    before = rows(driver, everything)

    again = write(store, BASE)

    assert again == Written(facts=4)
    assert rows(driver, everything) == before


def test_a_fact_said_by_two_sources_is_two_statements_and_either_can_be_withdrawn(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, [source("s1"), *BASE, member("a", source="s1")])
    assert rows(driver, MEMBERS) == {("a", "pt", "s0", "p. 2"), ("a", "pt", "s1", "p. 2")}
    folded = store.read(query("partnerships/bridging_organisations"), as_at=date.today(), minimum=1)
    assert folded["partnerships"].tolist() == [1]

    written = write(store, [source("s1"), *BASE], digest="b" * 64)

    assert rows(driver, MEMBERS) == {("a", "pt", "s0", "p. 2")}
    assert written.relationships_removed == 1


def test_prune_leaves_other_data_sets_alone(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, BASE, dataset="one")
    write(store, BASE, dataset="two", digest="b" * 64)

    write(store, [source("s0")], dataset="one", digest="c" * 64)

    assert rows(driver, MEMBERS) == {("a", "pt", "s0", "p. 2")}
    assert rows(driver, NAMES) == {("a", "A")}


def test_what_nobody_says_any_more_is_gone(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, BASE)

    written = write(store, [source("s0"), partnership()], digest="b" * 64)

    assert rows(
        driver,
        "MATCH (n) WHERE NOT n:Load AND NOT n:Dataset AND NOT n:Replaced RETURN labels(n)[0], n.id",
    ) == {
        ("Source", "s0"),
        ("Partnership", "pt"),
    }
    assert (written.nodes_removed, written.relationships_removed) == (1, 2)


def test_a_source_goes_when_the_last_that_cited_it_has_gone(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, [source("s0")], dataset="mine")
    write(store, [organisation("a", "A")], dataset="theirs", digest="b" * 64)
    write(store, [source("s9")], dataset="mine", digest="c" * 64)
    assert rows(driver, "MATCH (s:Source) RETURN s.id") == {("s0",), ("s9",)}

    write(store, [source("s8")], dataset="theirs", digest="d" * 64)

    assert rows(driver, "MATCH (s:Source) RETURN s.id") == {("s8",), ("s9",)}


def test_a_load_that_left_rows_out_prunes_nothing(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, BASE)

    write(store, [source("s0")], digest="b" * 64, prune=False)

    assert rows(driver, MEMBERS) == {("a", "pt", "s0", "p. 2")}
    assert store.read(query("sources/loads"))["load"].tolist() == [
        "one@aaaaaaaaaaaa",
        "one@bbbbbbbbbbbb",
    ]


def test_a_node_that_others_point_to_stays_when_its_describer_withdraws(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, [source("s0"), organisation("a", "A")], dataset="one")
    write(store, [source("s0"), partnership(), member("a")], dataset="two", digest="b" * 64)

    write(store, [source("s0")], dataset="one", digest="c" * 64)

    assert rows(driver, MEMBERS) == {("a", "pt", "s0", "p. 2")}
    assert rows(driver, NAMES) == {("a", "a")}


def test_properties_come_from_the_latest_source_whatever_the_order_of_loading(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    old = [source("old", date(2009, 1, 1)), organisation("a", "Old name", source="old")]
    new = [source("new", date(2011, 1, 1)), organisation("a", "New name", source="new")]
    undated = [source("undated"), organisation("a", "Undated name", source="undated")]

    write(store, new, dataset="new")
    write(store, undated, dataset="undated")
    write(store, old, dataset="old")
    assert rows(driver, NAMES) == {("a", "New name")}

    write(store, [source("new", date(2011, 1, 1))], dataset="new", digest="b" * 64)
    assert rows(driver, NAMES) == {("a", "Old name")}


def test_a_kind_that_is_not_known_gives_way_to_one_that_is(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    known = [source("old", date(2009, 1, 1)), organisation("a", "A", source="old")]
    latest = [
        source("new", date(2011, 1, 1)),
        Organisation(id="a", name="A", kind="not known", source="new", locator="row 2"),
        Organisation(id="b", name="B", kind="not known", source="new", locator="row 3"),
    ]

    write(store, known, dataset="old")
    write(store, latest, dataset="new")

    kinds = "MATCH (o:Organisation) RETURN o.id, o.kind"
    assert rows(driver, kinds) == {("a", "district"), ("b", "not known")}


def test_disagreeing_sources_are_found(store: Neo4jStore) -> None:
    write(store, [source("s0"), organisation("a", "A"), organisation("a", "B", locator="p. 9")])

    found = store.read(query("sources/disagreements"))

    assert found.to_dict("records") == [
        {
            "type": "Organisation",
            "id": "a",
            "property": "name",
            "values": ["A (s0 p. 1)", "B (s0 p. 9)"],
        }
    ]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ([source("s0"), partnership(), member("a")], ("Organisation a",)),
        ([source("s0"), organisation("a", "A"), member("a")], ("Partnership pt",)),
        ([organisation("a", "A", source="s7")], ("Source s7",)),
    ],
)
def test_a_missing_endpoint_is_named_and_nothing_is_written(
    store: Neo4jStore, driver: neo4j.Driver, facts: list[Fact], missing: tuple[str, ...]
) -> None:
    with pytest.raises(MissingEndpoint) as caught:
        write(store, facts)

    assert caught.value.keys == missing
    assert rows(driver, "MATCH (n) RETURN n.id") == set()


def test_an_end_date_flips_exactly_once(store: Neo4jStore) -> None:
    write(
        store,
        [
            source("s0"),
            organisation("a", "A"),
            organisation("b", "B"),
            partnership(),
            member("a", valid_to=date(2012, 10, 1)),
            member("b", valid_from=date(2012, 10, 1)),
        ],
    )

    on = {
        day: store.read(query("partnerships/memberships"), as_at=day)["actor"].tolist()
        for day in (date(2012, 9, 30), date(2012, 10, 1))
    }

    assert on == {date(2012, 9, 30): ["a"], date(2012, 10, 1): ["b"]}


def test_known_says_which_identifiers_the_graph_holds(store: Neo4jStore) -> None:
    write(store, BASE)

    assert store.known(Organisation, ["a", "b"]) == {"a"}
    assert store.known(Organisation, ["a", "b"], apart_from="one") == set()
    assert store.known(Organisation, ["a", "b"], apart_from="two") == {"a"}


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_catalogue_query_runs_and_returns_its_columns(store: Neo4jStore, name: str) -> None:
    asked = query(name)
    samples = {"DATE": "2011-05-01", "INTEGER": "1", "STRING": "x", "STRINGS": "x"}
    given = {p.name: samples[p.type] for p in asked.parameters if p.default is None}

    found = store.read(asked, **parameter_values(asked, given, today=date(2012, 1, 1)))

    assert list(found.columns) == [column.name for column in asked.columns]


def test_a_refused_query_is_one_clear_error(store: Neo4jStore) -> None:
    wrong = parse("x", "// Q?\n// column a INTEGER a\nRETURN 1 / 0 AS a\nORDER BY a")

    with pytest.raises(QueryError, match="x: Neo4j refused it: / by zero"):
        store.read(wrong)


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("CREATE (n) RETURN n", "found a statement that writes"),
        ("MATCH (n) SET n.x = 1", "found a statement that writes"),
        ("LOAD CSV FROM 'http://127.0.0.1:1/x' AS r RETURN r", "found LOAD CSV"),
        ("SHOW TRANSACTIONS", "found an administration command"),
        ("CALL dbms.listConfig()", "found CALL of a procedure"),
        ("CREATE USER x SET PASSWORD 'abcdefgh'", "found a statement that writes"),
        ("EXPLAIN MATCH (n) RETURN n", "found EXPLAIN"),
        ("MATCH (n RETURN n", "Neo4j refused it"),
        ("  ", "found nothing"),
        (
            "RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'http://127.0.0.1:1/'+x AS r RETURN r }]",
            "found LOAD CSV",
        ),
        (
            "RETURN any(x IN [1] WHERE EXISTS { LOAD /**/ CSV FROM 'x' AS r RETURN r })",
            "found LOAD CSV",
        ),
        ("RETURN [x IN [1] | COLLECT { L\\u004FAD CSV FROM 'x' AS r RETURN r }]", "found LOAD CSV"),
        (
            "RETURN [x IN [1] | COLLECT { CALL db.labels() YIELD label RETURN label }] AS z",
            "found CALL of a procedure",
        ),
        (
            "RETURN 'a' // ' \nUNION CALL db.labels() YIELD label RETURN label AS x",
            "found CALL of a procedure",
        ),
        ("RETURN '\udcff' AS x", "not Unicode"),
    ],
)
def test_the_console_answers_nothing_but_plain_reads(
    store: Neo4jStore, driver: neo4j.Driver, statement: str, refusal: str
) -> None:
    write(store, BASE)
    before = rows(driver, "MATCH (n) RETURN n.id, properties(n)['x']")

    with pytest.raises(QueryError, match=refusal):
        store.console(statement)

    assert rows(driver, "MATCH (n) RETURN n.id, properties(n)['x']") == before


def test_the_console_answers_a_read(store: Neo4jStore) -> None:
    write(store, BASE)

    table = store.console("MATCH (o:Organisation) RETURN o.id AS id, date('2011-04-01') AS day")

    assert (table.columns, table.rows) == (("id", "day"), (("a", "2011-04-01"),))
    assert not table.truncated


def test_words_in_strings_and_names_are_not_taken_for_commands(store: Neo4jStore) -> None:
    table = store.console("RETURN 'LOAD CSV, CALL x' AS `CALL it`, 1.0/0.0 AS endless // CALL me")

    assert table.columns == ("CALL it", "endless")


def test_a_subquery_may_be_called(store: Neo4jStore) -> None:
    table = store.console("UNWIND [1, 2] AS x CALL (x) { RETURN x * 2 AS y } RETURN sum(y) AS s")

    assert table.rows == ((6,),)


def test_the_console_gives_up_on_one_expression_that_never_ends(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("placegraph.graph.store.CONSOLE_TIMEOUT_S", 0.2)
    monkeypatch.setattr("placegraph.graph.console.GRACE_S", 0.2)

    with pytest.raises(QueryError, match=r"found no answer in 0\.2 seconds"):
        store.console("RETURN reduce(a = 0, x IN range(1, 20000000) | a + x % 3) AS z")


def test_a_wrong_password_is_one_clear_error(address: Address) -> None:
    with (
        pytest.raises(EngineUnavailable, match="user neo4j or its password is refused"),
        Neo4jStore.at(Address(address.uri, address.user, "not the password")),
    ):
        pass


def test_an_address_where_nothing_listens_is_one_clear_error() -> None:
    with (
        pytest.raises(EngineUnavailable, match="found no Neo4j answering"),
        Neo4jStore.at(Address("bolt://127.0.0.1:1", "neo4j", "x")),
    ):
        pass
