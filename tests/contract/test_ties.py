"""Contracts, grants and payments through a real graph: influence reads them, the rest does not."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from placegraph import measures
from placegraph.cypher import query
from placegraph.graph.batch import Load
from placegraph.graph.model import (
    ClientOf,
    Contract,
    Funds,
    InStructure,
    MemberOf,
    Organisation,
    Paid,
    Partnership,
    PartOf,
    PartyTo,
    Post,
    Procurement,
    Procures,
    ReportsTo,
    Source,
    Structure,
    WithheldPayee,
)
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore
from placegraph.measures import Moment

SAID: dict[str, Any] = {"source": "a", "locator": "p. 1"}
DAY = date(2024, 4, 15)
APRIL = {"valid_from": date(2024, 4, 1), "valid_to": date(2024, 5, 1)}
MAY = {"valid_from": date(2024, 5, 1), "valid_to": date(2024, 6, 1)}


def organisation(key: str, kind: str = "not known") -> Organisation:
    return Organisation(id=key, name=key.title(), kind=kind, **SAID)


def party(key: str, contract: str, role: str, **span: date) -> PartyTo:
    return PartyTo(
        from_type="Organisation", from_id=key, to_type="Contract", to_id=contract, role=role,
        **SAID, **span,
    )  # fmt: skip


def paid(payer: str, payee: str, month: dict[str, date], *, credits: int = 0, **to: str) -> Paid:
    return Paid(
        from_type="Organisation", from_id=payer, to_type=to.get("to_type", "Organisation"),
        to_id=payee, amount=-5 if credits else 10, payments=1, credits=credits,
        credited=5 * credits, rows="2", **SAID, **month,
    )  # fmt: skip


PLACE: list[Fact] = [
    Source(id="a", name="Paper", source="a", locator="the document itself"),
    organisation("council", "district"),
    organisation("police", "police"),
    Partnership(id="board", name="Board", kind="other", members_known="complete", **SAID),
    *(
        MemberOf(from_type="Organisation", from_id=key, to_type="Partnership", to_id="board",
                 completeness="complete", **SAID)
        for key in ("council", "police")
    ),
]  # fmt: skip
PUBLISHED: list[Fact] = [
    *map(organisation, ("haulier", "printer", "charity", "gone", "elsewhere")),
    *(organisation(key, "organisational unit") for key in ("parks", "gardens", "stray")),
    *(
        PartOf(from_type="Organisation", from_id=a, to_type="Organisation", to_id=b, **SAID)
        for a, b in (
            ("gardens", "parks"), ("parks", "council"), ("stray", "council"), ("stray", "police")
        )
    ),
    Contract(id="waste", name="Waste", kind="contract", reference="C1", ends=DAY, **SAID),
    Contract(id="old", name="Old", kind="contract", reference="C0", ends=date(2024, 4, 14), **SAID),
    Contract(id="youth", name="Youth", kind="grant agreement", **SAID),
    party("parks", "waste", "buyer"),
    party("haulier", "waste", "supplier"),
    party("council", "old", "buyer"),
    party("gone", "old", "supplier"),
    party("council", "youth", "funder"),
    party("charity", "youth", "recipient"),
    Procurement(id="ocds-1", name="Waste", ocid="ocds-1", **SAID),
    Procures(from_type="Organisation", from_id="parks", to_type="Procurement", to_id="ocds-1",
             **SAID),
    paid("gardens", "printer", APRIL),
    paid("parks", "printer", APRIL),
    paid("stray", "printer", APRIL),
    paid("council", "haulier", APRIL, credits=1),
    paid("council", "elsewhere", MAY),
    WithheldPayee(id="w1", name="REDACTED", **SAID),
    paid("council", "w1", APRIL, to_type="WithheldPayee"),
]  # fmt: skip


def load(store: Neo4jStore, *facts: Fact) -> None:
    with Spool("one") as spool:
        for fact in facts:
            spool.add(fact, fact.locator)
        store.write(Load("one", "One", "a" * 64), spool, prune_limit=1)


def connected(store: Neo4jStore, *ties: str) -> set[tuple[str, str]]:
    found = measures.influence(store, Moment(DAY), ties=ties)
    return set(found.ties[["a", "b"]].itertuples(index=False, name=None))


def test_each_tie_joins_those_it_names_on_the_day(store: Neo4jStore) -> None:
    load(store, *PLACE, *PUBLISHED)

    assert connected(store, "contracts") == {("council", "haulier")}
    assert connected(store, "grants") == {("charity", "council")}
    assert connected(store, "contracts", "grants") == {("council", "haulier"),
                                                       ("charity", "council")}  # fmt: skip
    # A unit of a unit is the council; one of two bodies stays itself. Credits are no payment.
    assert connected(store, "spending") == {("council", "printer"), ("stray", "printer")}
    spending = measures.influence(store, Moment(DAY), ties=["spending"])
    assert spending.basis.payees_withheld == 1
    assert spending.projection.directed


def test_published_records_change_no_measure_that_does_not_ask_for_them(store: Neo4jStore) -> None:
    at = Moment(DAY)
    load(store, *PLACE)
    influence, returns = measures.influence(store, at), measures.returns(store, at).frame
    coverage = measures.coverage(store, at)
    load(store, *PLACE, *PUBLISHED)

    pd.testing.assert_frame_equal(measures.influence(store, at).actors, influence.actors)
    assert measures.influence(store, at).basis == influence.basis
    pd.testing.assert_frame_equal(measures.returns(store, at).frame, returns)
    after = measures.coverage(store, at)
    pd.testing.assert_frame_equal(after.coverage, coverage.coverage)
    pd.testing.assert_frame_equal(after.findings, coverage.findings)
    pd.testing.assert_frame_equal(after.matrix, coverage.matrix)


def things(store: Neo4jStore) -> set[str]:
    return set(store.read(query("network/nodes"), as_at=DAY)["id"])


def test_the_network_leaves_published_records_out(store: Neo4jStore) -> None:
    load(store, *PLACE, *PUBLISHED)

    assert things(store) == {"council", "police", "board"}
    edges = store.read(query("network/edges"), as_at=DAY)
    assert set(edges["relation"]) == {"MEMBER_OF", "PART_OF"}
    asked = {"as_at": DAY, "records": False}
    assert store.read(query("contracts/contracts"), **asked).empty
    assert store.read(query("contracts/without_client"), **asked).empty
    assert len(store.read(query("contracts/without_client"), as_at=DAY, records=True)) == 2


def test_a_published_contract_with_a_client_post_is_in_the_network_with_its_supplier(
    store: Neo4jStore,
) -> None:
    client = ClientOf(from_type="Post", from_id="p", to_type="Contract", to_id="waste", **SAID)
    load(store, *PLACE, *PUBLISHED, Post(id="p", name="Head of Waste", **SAID), client)

    # The unit that buys it is left out no more, or nobody would seem to buy it.
    assert things(store) == {"council", "police", "board", "p", "waste", "haulier", "parks"}


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("Organisation", "council", {"youth", "charity", "w1", "council"} | {"haulier"}),
        ("Contract", "waste", {"waste", "parks", "haulier"}),
        ("Organisation", "printer", {"printer", "parks", "gardens", "stray"}),
    ],
)
def test_the_records_around_one_thing_are_those_of_the_day(
    store: Neo4jStore, kind: str, key: str, expected: set[str]
) -> None:
    load(store, *PLACE, *PUBLISHED)

    found = store.read(query("network/records"), type=kind, id=key, as_at=DAY)

    assert {*found["from_id"], *found["to_id"]} - {"old", "gone"} == expected


def test_facts_of_a_thing_with_many_are_counted_and_not_all_listed(store: Neo4jStore) -> None:
    many = [f"c{n}" for n in range(205)]
    load(
        store,
        *PLACE,
        *(Contract(id=key, name=key, kind="contract", **SAID) for key in many),
        *(party("council", key, "buyer") for key in many),
    )

    found = store.read(query("network/facts"), type="Organisation", id="council")

    contracts = found[found["fact"] == "PARTY_TO"]
    assert len(contracts) == 200
    assert set(contracts["stated"]) == {205}
    assert set(found.loc[found["fact"] == "MEMBER_OF", "stated"]) == {1}


def test_posts_are_those_of_the_structure_and_lines_those_of_the_day(store: Neo4jStore) -> None:
    def line(a: str, b: str, **span: date) -> ReportsTo:
        return ReportsTo(from_type="Post", from_id=a, to_type="Post", to_id=b, **SAID, **span)

    load(
        store,
        *PLACE,
        *(Post(id=key, name=key.title(), **SAID) for key in ("chief", "head", "clerk", "old")),
        Structure(id="new", name="New", valid_from=APRIL["valid_from"], **SAID),
        *(
            InStructure(from_type="Post", from_id=key, to_type="Structure", to_id="new", **SAID)
            for key in ("chief", "head")
        ),
        line("head", "chief"),
        line("clerk", "head"),
        line("old", "head", **MAY),
        MemberOf(from_type="Post", from_id="head", to_type="Partnership", to_id="board",
                 completeness="complete", **SAID),
    )  # fmt: skip

    found = measures.influence(store, Moment(DAY), mode="posts", ties=["reporting"])
    assert {*found.ties[["a", "b"]].itertuples(index=False, name=None)} == {
        ("head", "chief"),
        ("clerk", "head"),
    }
    inside = Moment(DAY, "council", "new", "New")
    both = measures.influence(store, inside, mode="posts", ties=["memberships", "reporting"])
    assert {*both.ties[["a", "b"]].itertuples(index=False, name=None)} == {("head", "chief")}
    assert both.partnerships["partnership"].tolist() == ["board"]
    assert measures.influence(store, Moment(DAY)).actors["actor"].tolist() == ["council", "police"]


def test_funders_of_one_thing_are_tied_and_a_unit_stands_for_its_body(store: Neo4jStore) -> None:
    def funds(key: str, **span: date) -> Funds:
        return Funds(
            from_type="Organisation", from_id=key, to_type="Partnership", to_id="board", **SAID,
            **span,
        )  # fmt: skip

    load(store, *PLACE, *PUBLISHED, funds("parks"), funds("police"), funds("charity", **MAY))

    assert connected(store, "funding") == {("council", "police")}
    found = measures.influence(store, Moment(DAY), ties=["funding"])
    assert found.budgets["budget"].tolist() == ["Partnership board"]
