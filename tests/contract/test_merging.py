"""Organisations that are one and the same: joined, taken apart again, and loaded over."""

from collections.abc import Sequence
from typing import Any

import neo4j
import pytest

from placegraph.errors import StoreError
from placegraph.graph.batch import Load
from placegraph.graph.merging import Decision
from placegraph.graph.model import MemberOf, Organisation, Paid, Partnership, Source
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore

EVERYTHING = (
    "MATCH (n) WHERE NOT n:Load AND NOT n:Dataset AND NOT n:Replaced AND NOT n:Decision "
    "OPTIONAL MATCH (n)-[r]->(m) "
    "RETURN labels(n)[0], n.id, n.name, type(r), m.id, r.assertion, r.from_said, r.to_said"
)


def organisation(key: str, name: str) -> Organisation:
    return Organisation(id=key, name=name, kind="business", source="s", locator=f"row {key}")


def paid(start: str, end: str, amount: float) -> Paid:
    return Paid.model_validate(
        {
            "from_type": "Organisation",
            "from_id": start,
            "to_type": "Organisation",
            "to_id": end,
            "amount": amount,
            "payments": 1,
            "rows": "2",
            "source": "s",
            "locator": "row 2",
        }
    )


def member(key: str) -> MemberOf:
    return MemberOf(
        from_type="Organisation",
        from_id=key,
        to_type="Partnership",
        to_id="board",
        completeness="complete",
        source="s",
        locator="p. 2",
    )


FACTS: list[Fact] = [
    Source(id="s", name="Register", source="s", locator="the document itself"),
    organisation("a", "Wybourn Care Limited"),
    organisation("b", "WYBOURN CARE LTD"),
    organisation("c", "Wybourn Care"),
    organisation("payer", "The Council"),
    Partnership(
        id="board", name="Board", kind="forum", members_known="complete", source="s", locator="1"
    ),
    member("a"),
    member("b"),
    paid("payer", "b", 100.0),
    paid("b", "a", 5.0),
    paid("b", "b", 1.0),
]


def write(
    store: Neo4jStore, facts: Sequence[Fact], dataset: str = "one", digest: str = "a" * 64
) -> None:
    with Spool(dataset) as spool:
        for fact in facts:
            spool.add(fact, fact.locator)
        store.write(Load(dataset, dataset, digest), spool, prune_limit=1.0)


def one(kept: str, other: str, verdict: str = "accepted") -> Decision:
    return Decision(kept, other, verdict, 0.97, "same name but for Limited", "officer")


def rows(driver: neo4j.Driver, text: str = EVERYTHING) -> set[tuple[Any, ...]]:
    found = driver.execute_query(text).records  # type: ignore[arg-type]
    return {tuple(record.values()) for record in found}


PAYMENTS = "MATCH (a)-[r:PAID]->(b) RETURN a.id, b.id, r.amount"


def test_one_stands_for_the_other_in_everything_said(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, FACTS)

    store.decide(one("a", "b"))

    assert rows(driver, PAYMENTS) == {("payer", "a", 100.0), ("a", "a", 5.0), ("a", "a", 1.0)}
    assert rows(driver, "MATCH (o:Organisation) RETURN o.id") == {("a",), ("c",), ("payer",)}
    assert rows(driver, "MATCH (o:Organisation)-[r:MEMBER_OF]->() RETURN o.id, r.from_said") == {
        ("a", None),
        ("a", "b"),
    }
    assert rows(driver, "MATCH (:Organisation {id: 'a'})-[r:STATED_IN]->() RETURN r.name") == {
        ("Wybourn Care Limited",),
        ("WYBOURN CARE LTD",),
    }


def test_undo_restores_every_statement_and_relationship(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, FACTS)
    before = rows(driver)

    store.decide(one("a", "b"))
    assert rows(driver) != before
    store.undecide("b", "a")

    assert rows(driver) == before


@pytest.mark.parametrize("order", [(("a", "b"), ("c", "a")), (("c", "a"), ("a", "b"))])
def test_chains_can_be_taken_back_in_either_order(
    store: Neo4jStore, driver: neo4j.Driver, order: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    write(store, FACTS)
    before = rows(driver)
    store.decide(one("a", "b"))
    only_first = rows(driver)
    store.decide(one("c", "a"))
    assert rows(driver, PAYMENTS) == {("payer", "c", 100.0), ("c", "c", 5.0), ("c", "c", 1.0)}

    store.undecide(*order[0])
    if order[0] == ("c", "a"):
        assert rows(driver) == only_first
    store.undecide(*order[1])

    assert rows(driver) == before


def test_a_load_after_it_goes_to_the_one_that_stands_and_can_be_parted_still(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, FACTS)
    store.decide(one("a", "b"))

    more = [*FACTS, paid("payer", "c", 7.0)]
    write(store, more, digest="b" * 64)
    other = [FACTS[0], organisation("b", "Wybourn Care Ltd."), paid("b", "payer", 3.0)]
    # The payer is described by the first data set alone; a load may name it all the same.
    write(store, other, dataset="two", digest="c" * 64)

    assert ("a", "payer", 3.0) in rows(driver, PAYMENTS)
    assert rows(driver, "MATCH (o:Organisation {id: 'b'}) RETURN o.id") == set()
    joined = rows(driver)
    store.undecide("a", "b")
    apart = rows(driver)
    assert ("b", "payer", 3.0) in rows(driver, PAYMENTS)
    assert ("b", "b", 1.0) in rows(driver, PAYMENTS)
    store.decide(one("a", "b"))
    assert rows(driver) == joined
    store.undecide("a", "b")
    assert rows(driver) == apart


def test_prune_and_change_find_what_was_moved(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, FACTS)
    store.decide(one("a", "b"))

    changed = [*FACTS[:8], paid("payer", "b", 101.0), paid("b", "a", 5.0)]
    write(store, changed, digest="b" * 64)

    assert rows(driver, PAYMENTS) == {("payer", "a", 101.0), ("a", "a", 5.0)}
    store.undecide("a", "b")
    assert rows(driver, PAYMENTS) == {("payer", "b", 101.0), ("b", "a", 5.0)}


def test_a_load_can_be_taken_back_when_what_it_replaced_was_moved(
    store: Neo4jStore, driver: neo4j.Driver
) -> None:
    write(store, FACTS)
    store.decide(one("a", "b"))
    before = rows(driver)
    write(store, [*FACTS[:8], paid("payer", "b", 101.0)], digest="b" * 64)

    store.take_back("one@" + "b" * 12)

    assert rows(driver) == before


def test_rejecting_moves_nothing_and_is_remembered(store: Neo4jStore, driver: neo4j.Driver) -> None:
    write(store, FACTS)
    before = rows(driver)

    store.decide(one("a", "b", "rejected"))

    assert rows(driver) == before
    assert rows(driver, "MATCH (d:Decision) RETURN d.kept, d.other, d.verdict, d.who") == {
        ("a", "b", "rejected", "officer")
    }
    with pytest.raises(StoreError, match="found that this was rejected before"):
        store.decide(one("b", "a"))


@pytest.mark.parametrize(
    ("kept", "other", "message"),
    [("a", "gone", "found no such organisation"), ("b", "c", "found that a stands for it")],
)
def test_what_is_not_there_or_stands_no_more_is_refused(
    store: Neo4jStore, kept: str, other: str, message: str
) -> None:
    write(store, FACTS)
    store.decide(one("a", "b"))

    with pytest.raises(StoreError, match=message):
        store.decide(one(kept, other))


def test_undoing_what_was_never_decided_is_refused(store: Neo4jStore) -> None:
    write(store, FACTS)

    with pytest.raises(StoreError, match="found no decision about them"):
        store.undecide("a", "c")
