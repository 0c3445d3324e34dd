"""What the questions of coverage are read from, in a made place with every relation they need."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from placegraph import measures
from placegraph.cypher import query
from placegraph.graph.batch import Load
from placegraph.graph.model import (
    Benchmark,
    ClientOf,
    CommissioningBody,
    Commissions,
    Concerns,
    Contract,
    Decides,
    Delivers,
    Figure,
    Function,
    GovernanceBody,
    HoldsRole,
    InStructure,
    LeadCommissionerFor,
    LeadOfficerFor,
    LeadsPhase,
    Manages,
    Organisation,
    Outcome,
    PartyTo,
    PlayedBy,
    PoolIn,
    PoolInStructure,
    PoolReportsTo,
    Post,
    PostIn,
    PostPool,
    Programme,
    Provides,
    Pursues,
    ReportsTo,
    SetBy,
    Source,
    StatutoryRole,
    Structure,
    StructureOf,
)
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore
from placegraph.measures import Moment

SAID: dict[str, Any] = {"source": "a", "locator": "p. 1"}
DAY = date(2012, 1, 1)
COUNCIL = {"as_at": DAY, "organisation": "council"}


def joins(declared: type, start: str, end: str, **more: Any) -> Fact:
    """Return a relationship between two things written ``Type:id``."""
    (from_type, from_id), (to_type, to_id) = start.split(":"), end.split(":")
    ends = {"from_type": from_type, "from_id": from_id, "to_type": to_type, "to_id": to_id}
    fact: Fact = declared(**ends, **SAID, **more)
    return fact


def place() -> list[Fact]:
    named: dict[str, Any] = {"name": "Name", **SAID}
    return [
        Source(id="a", name="Paper", source="a", locator="the document itself"),
        Organisation(id="council", kind="unitary", **named),
        Organisation(id="partner", kind="NHS", **named),
        Structure(id="now", **named),
        joins(StructureOf, "Structure:now", "Organisation:council"),
        *(Post(id=key, **named) for key in ("head", "director", "officer")),
        Post(id="elsewhere", **named),
        *(
            joins(PostIn, f"Post:{key}", "Organisation:council")
            for key in ("head", "director", "officer")
        ),
        joins(PostIn, "Post:elsewhere", "Organisation:partner"),
        *(
            joins(InStructure, f"Post:{key}", "Structure:now", fte=1)
            for key in ("head", "director", "officer")
        ),
        PostPool(id="pool", **named),
        joins(PoolIn, "PostPool:pool", "Organisation:council"),
        joins(PoolInStructure, "PostPool:pool", "Structure:now", fte=3.5),
        joins(ReportsTo, "Post:director", "Post:head"),
        joins(PoolReportsTo, "PostPool:pool", "Post:head"),
        joins(ReportsTo, "Post:officer", "Post:elsewhere"),
        *(Outcome(id=key, **{**named, "name": key}) for key in ("out", "other")),
        *(
            joins(SetBy, f"Outcome:{key}", "Organisation:council") for key in ("out", "other")
        ),
        Contract(id="deal", kind="other", **named),
        joins(
            LeadCommissionerFor, "Organisation:partner", "Outcome:out",
            agreement="deal", transitional=True, valid_to=date(2013, 1, 1),
        ),
        joins(LeadCommissionerFor, "Post:elsewhere", "Outcome:other", agreement="no-such"),
        joins(LeadOfficerFor, "Post:director", "Outcome:out"),
        Function(id="parks", **named),
        joins(Delivers, "Function:parks", "Outcome:out"),
        joins(Provides, "Organisation:partner", "Function:parks"),
        joins(Manages, "Post:director", "Function:parks"),
        CommissioningBody(id="commissioner", **named),
        joins(PlayedBy, "CommissioningBody:commissioner", "Organisation:council"),
        joins(Commissions, "CommissioningBody:commissioner", "Function:parks"),
        Contract(id="bought", kind="contract", **named),
        Contract(id="record", kind="contract", reference="R1", **named),
        *(
            joins(PartyTo, "Organisation:council", f"Contract:{key}", role="buyer")
            for key in ("bought", "record")
        ),
        joins(PartyTo, "Organisation:council", "Contract:deal", role="partner"),
        joins(ClientOf, "Post:director", "Contract:bought"),
        Programme(id="review", kind="exercise", **named),
        Programme(id="silent", kind="Review", **named),
        Programme(id="works", kind="project", **named),
        *(
            joins(Concerns, f"Programme:{key}", "Organisation:council")
            for key in ("review", "silent", "works")
        ),
        joins(LeadsPhase, "Post:director", "Programme:review", phase="plan"),
        joins(Pursues, "Programme:review", "Outcome:out"),
        GovernanceBody(id="cabinet", **named),
        joins(
            Decides, "GovernanceBody:cabinet", "Programme:review",
            decision="agrees scope and outcomes",
        ),
        StatutoryRole(id="mo", **{**named, "name": "Monitoring Officer"}),
        joins(HoldsRole, "Post:head", "StatutoryRole:mo", status="conditional"),
        Figure(id="span", measure="min-span", low=5, unit="direct reports", **named),
        joins(Concerns, "Figure:span", "Organisation:council"),
        Benchmark(
            id="peers", measure="senior-posts", lowest=1, lower_quartile=2, median=3,
            upper_quartile=4, highest=5, **named,
        ),
        joins(Concerns, "Benchmark:peers", "Organisation:council"),
    ]  # fmt: skip


@pytest.fixture
def held(store: Neo4jStore) -> Neo4jStore:
    with Spool("one") as spool:
        for fact in place():
            spool.add(fact, fact.locator)
        store.write(Load("one", "One", "a" * 64), spool, prune_limit=0.1)
    return store


def tuples(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    rows = frame[list(columns)].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), None).itertuples(index=False)]


def test_each_question_is_read_as_it_stands(held: Neo4jStore) -> None:
    def asked(name: str, *columns: str, **more: Any) -> list[tuple[object, ...]]:
        return tuples(held.read(query(name), **(COUNCIL | more)), *columns)

    assert asked("posts/managers", "post", "pool", "fte", "manager") == [
        ("director", False, None, "head"),
        ("pool", True, 3.5, "head"),
    ]
    assert asked("posts/statutory_holders", "organisation_kind", "role", "post", "status") == [
        ("unitary", "mo", "head", "conditional")
    ]
    assert asked("commissioning/contracts", "contract", "role") == [("bought", "buyer")]
    assert asked("commissioning/cycle", "subject", "phase", "holder") == [
        ("review", "plan", "director"),
        ("silent", None, None),
    ]
    assert asked("governance/decisions", "subject", "decision", "body") == [
        ("out", "agrees scope and outcomes", "cabinet"),
        ("review", "agrees scope and outcomes", "cabinet"),
    ]
    rules = held.read(query("structures/own_rules"), organisation="council")
    assert tuples(rules, "measure", "low") == [("min-span", 5)]
    peers = held.read(query("structures/benchmarks"), organisation="council")
    assert tuples(peers, "benchmark", "median") == [("peers", 3)]
    assert held.read(query("structures/benchmarks"), organisation="partner").empty


def test_roles_of_a_council_hold_partners_leads_and_the_services_that_deliver_its_aims(
    held: Neo4jStore,
) -> None:
    roles = held.read(query("outcomes/roles"), **COUNCIL)

    assert tuples(roles, "relation", "holder", "target", "agreement", "ends") == [
        ("CLIENT_OF", "director", "bought", None, None),
        ("COMMISSIONS", "commissioner", "parks", None, None),
        ("DELIVERS", "parks", "out", None, None),
        ("LEAD_COMMISSIONER_FOR", "elsewhere", "other", None, None),
        ("LEAD_COMMISSIONER_FOR", "partner", "out", "deal", date(2013, 1, 1)),
        ("LEAD_OFFICER_FOR", "director", "out", None, None),
        ("PROVIDES", "partner", "parks", None, None),
    ]


def test_a_partners_lead_covers_by_an_agreement_on_record_and_not_without(
    held: Neo4jStore,
) -> None:
    found = measures.coverage(held, Moment(DAY, "council"))

    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]
    assert (leads["covered"], leads["outcomes"]) == (1, 2)
    questions = found.questions.set_index("question")["findings"]
    assert {q: questions[q] for q in ("Q3", "Q7", "Q10", "Q11", "Q15", "Q17", "Q20")} == {
        "Q3": 1,  # the post elsewhere, whose agreement is not on record
        "Q7": 0,  # one post and a pool of at least four reach the five of the rule
        "Q10": 0,  # what the partner provides, it also leads
        "Q11": 1,  # the parks
        "Q15": 2,
        "Q17": 6,
        "Q20": 1,
    }
    assert measures.own_rules(held, Moment(DAY, "council"), found)["verdict"].tolist() == [
        "not known"
    ]
    assert measures.standing(held, Moment(DAY, "council"))["position"].tolist() == ["at the median"]
