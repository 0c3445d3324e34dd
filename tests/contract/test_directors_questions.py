"""Queries for what falls with a post, a partner or a day: one small council, and their rows."""

from datetime import date
from typing import Any

import pytest

from placegraph.cypher import query
from placegraph.graph.batch import Load
from placegraph.graph.model import (
    ClientOf,
    Contract,
    ContributesTo,
    Delivers,
    Function,
    LeadCommissionerFor,
    LeadOfficerFor,
    Manages,
    MemberOf,
    Organisation,
    Outcome,
    Partnership,
    PartyTo,
    Post,
    PostIn,
    ReportsTo,
    SetBy,
    Source,
)
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore

SAID: dict[str, Any] = {"source": "a", "locator": "p. 1"}
DAY = date(2013, 1, 1)
PAST = {"valid_to": date(2012, 1, 1)}


def tie(kind: Any, start: Fact, end: Fact, **more: Any) -> Fact:
    types = {"from_type": type(start).__name__, "to_type": type(end).__name__}
    ends = {"from_id": start.id, "to_id": end.id}  # type: ignore[attr-defined]
    made: Fact = kind(**types, **ends, **{**SAID, **more})
    return made


def facts() -> list[Fact]:
    council = Organisation(id="council", name="The Council", kind="unitary", **SAID)
    club = Organisation(id="club", name="The Club", kind="voluntary and community sector", **SAID)
    head, one, two = (Post(id=key, name=f"Post {key}", **SAID) for key in ("head", "one", "two"))
    clean, safe = (Outcome(id=key, name=key, **SAID) for key in ("clean", "safe"))
    streets = Function(id="streets", name="Streets", **SAID)
    board = Partnership(id="board", name="Board", kind="other", members_known="unknown", **SAID)
    sweeping = Contract(
        id="sweeping", name="Sweeping", kind="contract", amount=10.0, ends=date(2013, 6, 30),
        review=date(2013, 3, 1), last_extension=date(2015, 6, 30), **SAID,
    )  # fmt: skip
    later = Contract(id="later", name="Later", kind="contract", ends=date(2020, 1, 1), **SAID)
    return [
        *(Source(id=key, name=f"Paper {key}", source=key, locator="the document") for key in "ab"),
        *(council, club, head, one, two, clean, safe, streets, board, sweeping, later),
        *(tie(PostIn, post, council) for post in (head, one, two)),
        *(tie(SetBy, outcome, council) for outcome in (clean, safe)),
        tie(ReportsTo, one, head),
        tie(ReportsTo, one, head, source="b"),
        tie(ReportsTo, two, head),
        tie(ReportsTo, two, one, **PAST),
        tie(ReportsTo, head, two, status="ended"),
        tie(LeadOfficerFor, one, clean),
        tie(LeadCommissionerFor, one, clean, status="conditional"),
        tie(ContributesTo, one, clean),
        tie(ContributesTo, two, clean, source="b"),
        tie(ContributesTo, one, safe, **PAST),
        tie(Manages, one, streets),
        tie(Delivers, streets, clean),
        tie(ClientOf, two, sweeping),
        *(tie(MemberOf, body, board, completeness="complete") for body in (council, club)),
        tie(PartyTo, club, sweeping, role="supplier"),
        tie(MemberOf, club, board, completeness="complete", source="b", role="Chair"),
    ]


@pytest.fixture
def place(store: Neo4jStore) -> Neo4jStore:
    with Spool("one") as spool:
        for fact in facts():
            spool.add(fact, fact.locator)
        store.write(Load("one", "One", "a" * 64), spool, prune_limit=0.1)
    return store


def rows(store: Neo4jStore, name: str, columns: list[str], **asked: Any) -> list[list[Any]]:
    found: list[list[Any]] = store.read(query(name), **asked)[columns].to_numpy().tolist()
    return found


def test_what_falls_with_a_post_a_partner_and_a_day(place: Neo4jStore) -> None:
    spans = rows(
        place, "posts/spans", ["post", "reports", "titles"], as_at=DAY, organisation="council"
    )
    assert spans == [["head", 2, ["Post one", "Post two"]]]

    duties = ["relation", "target", "others", "status"]
    assert rows(place, "posts/duties", duties, post="one", as_at=DAY) == [
        ["CONTRIBUTES_TO", "clean", 1, None],
        ["LEAD_COMMISSIONER_FOR", "clean", 0, "conditional"],
        ["LEAD_OFFICER_FOR", "clean", 0, None],
        ["MANAGES", "streets", 0, None],
    ]

    counts = ["outcome", "lead_commissioners", "lead_officers", "contributors", "services"]
    assert rows(place, "outcomes/by_relation", counts, as_at=DAY, organisation="council") == [
        ["clean", 0, 1, 2, 1],
        ["safe", 0, 0, 0, 0],
    ]

    due = ["contract", "event", "day", "clients", "amount"]
    period = {"after": DAY, "before": date(2013, 6, 30)}
    assert rows(place, "contracts/ending", due, **period) == [
        ["sweeping", "review", date(2013, 3, 1), ["Post two"], 10.0]
    ]
    period["before"] = date(2013, 7, 1)
    assert [row[1] for row in rows(place, "contracts/ending", due, **period)] == ["review", "ends"]

    ties = ["relation", "target", "others", "role", "source"]
    assert rows(place, "organisations/ties", ties, organisation="club", as_at=DAY) == [
        ["MEMBER_OF", "board", 1, "Chair", "b"],
        ["MEMBER_OF", "board", 1, None, "a"],
        ["PARTY_TO", "sweeping", 0, "supplier", "a"],
    ]
