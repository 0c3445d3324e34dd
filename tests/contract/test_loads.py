"""Loads can be looked at before, refused, interrupted, repeated and taken back, exactly."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import neo4j
import pytest

from placegraph.cypher import query
from placegraph.errors import MissingEndpoint, PruneRefused, StoreError
from placegraph.graph import replaced, writing
from placegraph.graph.batch import Change, Load, Plan, Written
from placegraph.graph.model import SCHEMA, MemberOf, Organisation, Partnership, Source
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore

Everything = Callable[[neo4j.Driver], list[str]]


def source(key: str = "s", published: date | None = None, **more: Any) -> Source:
    given = {"id": key, "name": f"Paper {key}", "source": key, "locator": "the document itself"}
    return Source.model_validate(given | {"published": published} | more)


def organisation(key: str, name: str, said_by: str = "s", **more: Any) -> Organisation:
    given = {"id": key, "name": name, "kind": "district", "source": said_by, "locator": "p. 1"}
    return Organisation.model_validate(given | more)


def board(said_by: str = "s") -> Partnership:
    return Partnership(
        id="board", name="Board", kind="strategic", members_known="complete", source=said_by,
        locator="p. 1",
    )  # fmt: skip


def member(key: str, said_by: str = "s", **more: Any) -> MemberOf:
    return MemberOf(
        from_type="Organisation", from_id=key, to_type="Partnership", to_id="board",
        completeness="complete", source=said_by, locator="p. 2", **more,
    )  # fmt: skip


FIRST: list[Fact] = [
    source(published=date(2011, 5, 1)),
    organisation("a", "A"),
    organisation("b", "B"),
    organisation("c", "C"),
    board(),
    member("a", role="chair", valid_from=date(2010, 6, 28)),
    member("b"),
]
#: Of the first, c is not said any more, nor that b is a member; a and its seat are told otherwise;
#: d is new.
SECOND: list[Fact] = [
    source(published=date(2011, 5, 1)),
    organisation("a", "A Council", area_code="E07000001"),
    organisation("b", "B"),
    organisation("d", "D"),
    board(),
    member("a", role="member", valid_from=date(2010, 6, 28), valid_to=date(2012, 1, 1)),
    member("d"),
]


def spooled(spool: Spool, facts: Sequence[Fact]) -> Spool:
    for fact in facts:
        spool.add(fact, fact.locator)
    return spool


def write(
    store: Neo4jStore,
    facts: Sequence[Fact],
    digest: str = "a",
    dataset: str = "one",
    *,
    prune: bool = True,
    prune_limit: float = 1.0,
) -> Written:
    load = Load(dataset, dataset.title(), digest * 64, prune=prune)
    with Spool(dataset) as spool:
        return store.write(load, spooled(spool, facts), prune_limit=prune_limit)


def plan(store: Neo4jStore, facts: Sequence[Fact], *, prune: bool = True) -> Plan:
    with Spool("one") as spool:
        return store.plan(spooled(spool, facts), prune=prune)


def load(digest: str, dataset: str = "one") -> str:
    return f"{dataset}@{digest * 12}"


def rows(driver: neo4j.Driver, text: str) -> set[tuple[Any, ...]]:
    found = driver.execute_query(text).records  # type: ignore[arg-type]
    return {tuple(record.values()) for record in found}


def states(store: Neo4jStore) -> dict[str, str]:
    found = store.read(query("sources/loads"))
    return dict(zip(found["load"], found["state"], strict=True))


def facts_only(lines: list[str]) -> list[str]:
    """Leave out the records of loads, and which load wrote a statement."""
    kept = (x for x in lines if not x.startswith(('["Load"', '["Dataset"', '["Replaced"')))
    return sorted(re.sub('"load": "[^"]*"', "", line) for line in kept)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PART", 2)
    monkeypatch.setattr(writing, "ROWS", 2)


def fail_in_part(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    whole = writing._part

    def part(tx: Any, turn: Any, steps: Any) -> Any:
        done = whole(tx, turn, steps)
        if turn.number == number:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(writing, "_part", part)


def test_a_plan_says_what_is_new_changed_field_by_field_unchanged_and_pruned(
    store: Neo4jStore,
) -> None:
    write(store, FIRST)

    assert plan(store, SECOND) == Plan(
        {
            "Source": Change(unchanged=1),
            "Organisation": Change(new=1, changed=1, unchanged=1, pruned=1),
            "Partnership": Change(unchanged=1),
            "MemberOf": Change(new=1, changed=1, pruned=1),
        },
        {
            "Source": Counter(),
            "Organisation": Counter(name=1, area_code=1),
            "Partnership": Counter(),
            "MemberOf": Counter(role=1, valid_to=1),
        },
        (("s", 2, 7),),
    )


def test_a_plan_writes_nothing(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    before = everything(driver)

    plan(store, SECOND)

    assert everything(driver) == before


def test_a_plan_for_an_empty_graph_is_all_new(store: Neo4jStore) -> None:
    assert plan(store, FIRST).total == Change(new=7)


def test_what_is_planned_is_what_is_done(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, FIRST)
    planned = plan(store, SECOND).total

    write(store, SECOND, "b")

    assert rows(driver, "MATCH (l:Load {state: 'complete'}) RETURN l.new, l.changed, l.pruned") == {
        (7, 0, 0),
        (planned.new, planned.changed, planned.pruned),
    }


def test_a_plan_that_left_rows_out_prunes_nothing(store: Neo4jStore) -> None:
    write(store, FIRST)

    assert plan(store, SECOND, prune=False).total == Change(new=2, changed=2, unchanged=3)


def test_nothing_is_planned_for_what_another_data_set_says(store: Neo4jStore) -> None:
    write(store, FIRST, dataset="other")

    assert plan(store, FIRST).total == Change(new=7)


def many(number: int, said_by: str = "s") -> list[Fact]:
    """Return a source and other statements, ``number`` in all."""
    names = (f"{said_by}{n}" for n in range(number - 1))
    return [source(said_by), *(organisation(name, name, said_by) for name in names)]


def test_prune_stops_and_says_why_before_more_goes_than_was_agreed_to(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, many(20))
    before = everything(driver)

    with pytest.raises(PruneRefused) as caught:
        write(store, many(17), "b", prune_limit=0.1)

    assert (caught.value.source, caught.value.goes, caught.value.held) == ("s", 3, 20)
    assert str(caught.value) == (
        "one: found that 3 of the 20 statements of s (15%) would go, expected at most 10%; "
        "nothing was written. If this is another file, give it a --dataset of its own. Otherwise "
        "look at what goes with --dry-run, and if it is right allow it with "
        "--prune-limit 16."
    )
    assert everything(driver) == before


def test_prune_of_just_the_share_agreed_to_goes_on(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, many(100))

    write(store, many(71), "b", prune_limit=29 / 100)

    assert rows(driver, "MATCH (o:Organisation) RETURN count(o)") == {(70,)}


def test_share_that_goes_is_measured_source_by_source(store: Neo4jStore) -> None:
    write(store, [*many(90, "large"), *many(10, "small")])

    with pytest.raises(PruneRefused) as caught:
        write(store, [*many(90, "large"), *many(8, "small")], "b", prune_limit=0.1)

    assert caught.value.source == "small"


def test_first_load_that_is_refused_leaves_no_record(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    with pytest.raises(MissingEndpoint):
        write(store, [source(), board(), member("nobody")])

    assert everything(driver) == []


def test_load_that_left_rows_out_prunes_nothing_and_the_next_whole_one_does(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, FIRST)
    write(store, SECOND, "b", prune=False, prune_limit=0.0)
    assert rows(driver, "MATCH (o:Organisation) RETURN o.id") == {("a",), ("b",), ("c",), ("d",)}

    write(store, SECOND, "c")

    assert rows(driver, "MATCH (o:Organisation) RETURN o.id") == {("a",), ("b",), ("d",)}


def test_fact_said_by_two_data_sets_stays_while_one_of_them_says_it(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, FIRST)
    write(store, FIRST, dataset="two")
    members = "MATCH (o)-[r:MEMBER_OF]->() RETURN o.id, r.dataset"

    write(store, [source()], "b")
    assert rows(driver, members) == {("a", "two"), ("b", "two")}
    assert rows(driver, "MATCH (o:Organisation {id: 'a'}) RETURN o.name") == {("A",)}

    write(store, [source()], "b", dataset="two")
    assert rows(driver, members) == set()
    assert rows(driver, "MATCH (o:Organisation) RETURN o") == set()


def test_new_day_of_publication_is_a_new_order_of_belief(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, [source("x", date(2010, 1, 1)), organisation("a", "X name", "x")])
    write(store, [source("y", date(2011, 1, 1)), organisation("a", "Y name", "y")], dataset="two")
    names = "MATCH (o:Organisation) RETURN o.name"
    assert rows(driver, names) == {("Y name",)}

    write(store, [source("x", date(2012, 1, 1)), organisation("a", "X name", "x")], "b")
    assert rows(driver, names) == {("X name",)}

    store.take_back(load("b"))
    assert rows(driver, names) == {("Y name",)}


def test_first_load_can_be_taken_back(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)

    store.take_back(load("a"))

    assert everything(driver) == []


def test_second_load_can_be_taken_back_exactly(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    before = everything(driver)
    write(store, SECOND, "b")
    after = everything(driver)
    assert after != before

    store.take_back(load("b"))
    assert everything(driver) == before
    assert states(store) == {load("a"): "in force"}

    write(store, SECOND, "b")
    assert everything(driver) == after


def test_every_load_can_be_taken_back_in_turn(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    before = []
    for digest, facts in (("a", FIRST), ("b", SECOND), ("c", FIRST[:5]), ("d", SECOND)):
        before.append((digest, everything(driver)))
        write(store, facts, digest)

    for digest, lines in reversed(before):
        store.take_back(load(digest))
        assert everything(driver) == lines


@pytest.mark.usefixtures("small_parts")
def test_load_of_several_parts_can_be_taken_back_exactly(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaced, "ROWS", 2)
    write(store, [*FIRST, *many(12, "t")])
    before = everything(driver)
    write(store, [*SECOND, *many(5, "t"), *many(4, "u")], "b")

    store.take_back(load("b"))

    assert everything(driver) == before


def test_load_over_what_another_data_set_states_can_be_taken_back(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    theirs: list[Fact] = [
        source("s", date(2012, 1, 1)),
        source("t", date(2010, 1, 1)),
        organisation("a", "A as they say", "t", area_code="E07000009"),
        organisation("c", "C as they say", "s"),
        organisation("e", "E", "t"),
    ]
    write(store, theirs, dataset="two")
    alone = everything(driver)
    write(store, FIRST)
    before = everything(driver)
    write(store, SECOND, "b")

    store.take_back(load("b"))
    assert everything(driver) == before

    store.take_back(load("a"))
    assert everything(driver) == alone


def test_load_that_lost_its_sources_can_be_taken_back(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    old = [source("old", date(2009, 1, 1)), organisation("a", "Old name", "old")]
    new = [source("new", date(2011, 1, 1)), organisation("a", "New name", "new")]
    write(store, new, dataset="two")
    write(store, [*old, source("older"), organisation("b", "B", "older")])
    before = everything(driver)

    write(store, [source("latest", date(2013, 1, 1)), organisation("a", "Latest", "latest")], "b")
    assert rows(driver, "MATCH (s:Source) RETURN s.id") == {("new",), ("latest",)}
    store.take_back(load("b"))

    assert everything(driver) == before
    assert rows(driver, "MATCH (o:Organisation) RETURN o.name") == {("New name",), ("B",)}


def test_source_that_another_data_set_cites_comes_back_with_its_day(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, [source("x", date(2011, 1, 1))])
    write(store, [organisation("a", "X name", "x")], dataset="two")
    write(store, [source("y", date(2010, 1, 1)), organisation("a", "Y name", "y")], dataset="three")
    before = everything(driver)
    names = "MATCH (o:Organisation) RETURN o.name"
    assert rows(driver, names) == {("X name",)}

    write(store, [source("z")], "b")
    assert rows(driver, names) == {("Y name",)}
    store.take_back(load("b"))

    assert everything(driver) == before


def test_load_that_left_rows_out_can_be_taken_back(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    before = everything(driver)
    write(store, SECOND, "b", prune=False)

    store.take_back(load("b"))

    assert everything(driver) == before


def test_load_can_only_be_taken_back_before_those_it_came_after(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    write(store, SECOND, "b")
    before = everything(driver)

    with pytest.raises(StoreError) as caught:
        store.take_back(load("a"))

    assert str(caught.value) == (
        f"{load('a')}: found that one was loaded again since, as {load('b')}, expected the latest "
        f"load of its data set; take {load('b')} back first."
    )
    assert everything(driver) == before


def test_load_is_taken_back_once(store: Neo4jStore) -> None:
    write(store, FIRST)
    write(store, SECOND, "b")
    store.take_back(load("b"))

    with pytest.raises(StoreError, match="found no such load, expected one that"):
        store.take_back(load("b"))


def test_interrupted_taking_back_is_seen_refused_to_loads_and_ends_the_same(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    before = everything(driver)
    write(store, SECOND, "b")
    with monkeypatch.context() as patched:
        patched.setattr(replaced, "_put_page_back", lambda *_: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            store.take_back(load("b"))

    assert states(store) == {load("a"): "replaced", load("b"): "being taken back"}
    assert store.loaded("one") is None
    for facts, digest in ((SECOND, "b"), (FIRST, "c")):
        with pytest.raises(StoreError, match=r"half taken back.*run `placegraph loads undo one@b"):
            write(store, facts, digest)
    store.take_back(load("b"))

    assert everything(driver) == before


def test_content_that_comes_back_is_a_load_of_its_own(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    write(store, SECOND, "b")
    before = everything(driver)

    write(store, FIRST, "a")

    again = f"{load('a')}.2"
    assert states(store) == {load("a"): "replaced", load("b"): "replaced", again: "in force"}
    assert rows(driver, "MATCH (o:Organisation) RETURN o.id, o.name") == {
        ("a", "A"),
        ("b", "B"),
        ("c", "C"),
    }
    store.take_back(again)
    assert everything(driver) == before


def test_unchanged_load_writes_nothing(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    whole = "MATCH (n) RETURN elementId(n), toString(n.loaded_at), n.token, n.part"
    before = everything(driver), rows(driver, whole)

    assert write(store, FIRST) == Written(facts=7)

    assert (everything(driver), rows(driver, whole)) == before


def test_parts_make_the_same_graph_as_one(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    write(store, SECOND, "b")
    whole = everything(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")

    numbers = []
    part = writing._part

    def counted(tx: Any, turn: Any, steps: Any) -> Any:
        numbers.append(turn.number)
        return part(tx, turn, steps)

    monkeypatch.setattr(writing, "_part", counted)
    monkeypatch.setattr(writing, "PART", 2)
    monkeypatch.setattr(writing, "ROWS", 2)
    write(store, FIRST)
    write(store, SECOND, "b")

    assert everything(driver) == whole
    assert max(numbers) > 2


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_interrupted_load_is_unfinished_and_run_again_makes_the_same_graph(
    store: Neo4jStore,
    driver: neo4j.Driver,
    everything: Everything,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    write(store, FIRST)
    before = everything(driver)
    write(store, SECOND, "b")
    whole = everything(driver)
    store.take_back(load("b"))
    assert everything(driver) == before
    with monkeypatch.context() as patched:
        fail_in_part(patched, number)
        with pytest.raises(KeyboardInterrupt):
            write(store, SECOND, "b")
    if number > 1:
        assert states(store) == {load("a"): "in force", load("b"): "unfinished"}
        assert store.loaded("one") is None
    else:
        assert everything(driver) == before

    write(store, SECOND, "b")

    assert everything(driver) == whole
    assert states(store) == {load("a"): "replaced", load("b"): "in force"}


@pytest.mark.usefixtures("small_parts")
def test_unfinished_load_can_be_taken_back_or_replaced(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    before = everything(driver)
    with monkeypatch.context() as patched:
        fail_in_part(patched, 2)
        for digest, facts in (("b", SECOND), ("c", [*SECOND, *many(6, "t")])):
            with pytest.raises(KeyboardInterrupt):
                write(store, facts, digest)
    unfinished = everything(driver)
    write(store, SECOND[:6], "d")
    assert rows(driver, "MATCH (o:Organisation) RETURN o.id, o.name") == {
        ("a", "A Council"),
        ("b", "B"),
        ("d", "D"),
    }

    store.take_back(load("d"))
    assert everything(driver) == unfinished
    store.take_back(load("c"))
    store.take_back(load("b"))

    assert everything(driver) == before


@pytest.mark.usefixtures("small_parts")
def test_missing_endpoint_in_the_first_part_leaves_nothing(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    write(store, FIRST)
    before = everything(driver)

    with pytest.raises(MissingEndpoint) as caught:
        write(store, [organisation("x", "X", "nowhere"), *many(9, "t")], "b")

    assert caught.value.keys == ("Source nowhere",)
    assert everything(driver) == before


@pytest.mark.usefixtures("small_parts")
def test_of_two_loads_at_once_the_elder_is_stopped(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    write(store, SECOND, "y")
    alone = everything(driver)
    store.take_back(load("y"))
    before = everything(driver)

    def part_after_the_younger(tx: Any, turn: Any, steps: Any) -> Any:
        if turn.load.digest[0] == "x" and turn.number == 2:
            monkeypatch.setattr(writing, "_part", whole)
            write(store, SECOND, "y")
        return whole(tx, turn, steps)

    whole = writing._part
    monkeypatch.setattr(writing, "_part", part_after_the_younger)
    with pytest.raises(StoreError) as caught:
        write(store, [source(), organisation("a", "A?"), *many(8, "t"), *SECOND[2:]], "x")

    assert str(caught.value) == (
        "one: found that another load of the data set has begun, or that this one is being taken "
        "back, expected to be alone; see `placegraph loads`."
    )
    assert facts_only(everything(driver)) == facts_only(alone)
    assert states(store)[load("y")] == "in force"
    store.take_back(load("y"))
    store.take_back(load("x"))
    assert everything(driver) == before


@pytest.mark.usefixtures("small_parts")
def test_load_that_is_taken_back_while_it_is_written_is_stopped(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    before = everything(driver)
    whole = writing._part

    def part_after_undo(tx: Any, turn: Any, steps: Any) -> Any:
        if turn.number == 2:
            store.take_back(load("b"))
        return whole(tx, turn, steps)

    monkeypatch.setattr(writing, "_part", part_after_undo)
    with pytest.raises(StoreError, match="being taken back, expected to be alone"):
        write(store, SECOND, "b")

    assert everything(driver) == before


def test_last_part_whose_answer_was_lost_is_not_written_twice(
    store: Neo4jStore, driver: neo4j.Driver, everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    whole = everything(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    execute = neo4j.Session.execute_write
    lost = iter([False, True])

    def lose(session: neo4j.Session, work: Any, *arguments: Any) -> Any:
        answer = execute(session, work, *arguments)
        if next(lost, False):
            raise neo4j.exceptions.IncompleteCommit("connection lost")
        return answer

    monkeypatch.setattr(neo4j.Session, "execute_write", lose)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    write(store, FIRST)

    assert everything(driver) == whole


def test_statement_that_somebody_else_moved_in_the_meantime_stops_the_load(
    store: Neo4jStore, driver: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(store, FIRST)
    whole = writing._part

    def part_after_a_move(tx: Any, turn: Any, steps: Any) -> Any:
        driver.execute_query("MATCH ()-[r:MEMBER_OF {role: 'chair'}]->() DELETE r")
        return whole(tx, turn, steps)

    monkeypatch.setattr(writing, "_part", part_after_a_move)
    with pytest.raises(StoreError, match="somebody else changed or moved its statements"):
        write(store, SECOND, "b")

    assert states(store) == {load("a"): "in force"}


@pytest.fixture
def first_release(store: Neo4jStore, driver: neo4j.Driver) -> Neo4jStore:
    """Make the graph that the first release would have made of the first load."""
    write(store, FIRST)
    driver.execute_query("MATCH (n:Dataset) DELETE n")
    driver.execute_query(
        "MATCH (l:Load) SET l = {id: 'one@0123456789ab', dataset: 'one', title: 'One', "
        "digest: '0123456789ab', loaded_at: datetime()}"
    )
    driver.execute_query("MATCH ()-[r]->() SET r.load = 'one@0123456789ab' REMOVE r.content")
    for name in ("STATED_IN", "MEMBER_OF"):
        driver.execute_query(
            f"CREATE CONSTRAINT {name}_assertion IF NOT EXISTS "
            f"FOR ()-[r:{name}]-() REQUIRE r.assertion IS UNIQUE"
        )
    return store


def test_graph_of_the_first_release_is_taken_over_without_duplicates(
    first_release: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    assert first_release.loaded("one") is None
    first_release.apply(SCHEMA)
    before = facts_only(everything(driver))

    write(first_release, FIRST)

    assert states(first_release) == {"one@0123456789ab": "replaced", load("a"): "in force"}
    assert rows(driver, "MATCH ()-[r]->() RETURN count(r), count(DISTINCT r.assertion)") == {(7, 7)}
    assert rows(driver, "MATCH ()-[r]->() WHERE r.content IS NULL RETURN r") == set()

    write(first_release, SECOND, "b")
    first_release.take_back(load("b"))
    first_release.take_back(load("a"))

    assert facts_only(everything(driver)) == before
    assert states(first_release) == {"one@0123456789ab": "in force"}
    first_release.take_back("one@0123456789ab")
    assert everything(driver) == []


def test_load_of_the_first_release_can_be_taken_back_at_once(
    first_release: Neo4jStore, driver: neo4j.Driver, everything: Everything
) -> None:
    first_release.take_back("one@0123456789ab")

    assert everything(driver) == []


def test_constraints_of_the_first_release_go(
    first_release: Neo4jStore, driver: neo4j.Driver
) -> None:
    first_release.apply(SCHEMA)

    assert rows(driver, "SHOW CONSTRAINTS YIELD name WHERE name ENDS WITH '_assertion'") == set()
