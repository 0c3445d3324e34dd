"""What measures make of awkward but possible data, through a real graph."""

from datetime import date
from typing import Any

import pytest

from placegraph import measures
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.batch import Load
from placegraph.graph.model import (
    Appraisal,
    Appraises,
    BenefitLine,
    Concerns,
    ContributesTo,
    CostLine,
    Figure,
    GovernanceBody,
    Governs,
    InStructure,
    LineOf,
    Organisation,
    Outcome,
    Partnership,
    Post,
    PostIn,
    Programme,
    SetBy,
    Source,
    Structure,
    StructureOf,
)
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore

SAID: dict[str, Any] = {"source": "a", "locator": "p. 1"}
SOURCES = [
    Source(id=key, name=f"Paper {key}", source=key, locator="the document itself") for key in "ab"
]
COUNCIL = Organisation(id="council", name="The Council", kind="unitary", **SAID)
BOARD = Partnership(id="board", name="Board", kind="other", members_known="unknown", **SAID)


def load(store: Neo4jStore, *facts: Fact) -> None:
    with Spool("one") as spool:
        for fact in [*SOURCES, *facts]:
            spool.add(fact, fact.locator)
        store.write(Load("one", "One", "a" * 64), spool, prune_limit=0.1)


def ends(from_type: str, from_id: str, to_type: str, to_id: str) -> dict[str, str]:
    return {"from_type": from_type, "from_id": from_id, "to_type": to_type, "to_id": to_id}


def cost(source: str, year: int, amount: float) -> list[Fact]:
    key = f"cost-{year}"
    said = {"source": source, "locator": "p. 1"}
    return [
        Figure(
            id=key, name="Pooled cost", measure="pooled-cost", low=amount, unit="£",
            period=str(year), period_start=year, **said,
        ),
        Concerns(**ends("Figure", key, "Partnership", "board"), **said),
    ]  # fmt: skip


def test_sources_that_disagree_on_a_figure_are_both_shown_and_give_no_change(
    store: Neo4jStore,
) -> None:
    load(store, BOARD, *cost("a", 2004, 100), *cost("b", 2004, 150), *cost("a", 2009, 80))

    stated = store.read(query("figures/figures"), measure="pooled-cost")
    row = measures.returns(store).frame.iloc[0]

    assert {(r.figure, r.source, r.low) for r in stated.itertuples()} == {
        ("cost-2004", "a", 100),
        ("cost-2004", "b", 150),
        ("cost-2009", "a", 80),
    }
    assert row["statement"] == "costed, not evidenced"
    assert row["reasons"] == "sources disagree on the cost of 2004: £100, £150"


def test_two_appraisals_of_one_partnership_are_named_and_none_is_chosen(
    store: Neo4jStore,
) -> None:
    facts: list[Fact] = [BOARD]
    for key in ("first", "second"):
        facts += [
            Appraisal(id=key, name=key, timing="green_book", horizon=1, **SAID),
            Appraises(**ends("Appraisal", key, "Partnership", "board"), **SAID),
            CostLine(id=f"{key}-c", name="Cost", kind="in_kind", amount=1, start_t=0, duration=1,
                     **SAID),
            BenefitLine(id=f"{key}-b", name="Benefit", benefit_class="social", start_t=0,
                        duration=1, **SAID),
            LineOf(**ends("CostLine", f"{key}-c", "Appraisal", key), **SAID),
            LineOf(**ends("BenefitLine", f"{key}-b", "Appraisal", key), **SAID),
        ]  # fmt: skip
    load(store, *facts)

    found = measures.returns(store)

    assert found.frame.iloc[0]["statement"] == "2 appraisals on record, none chosen"
    assert found.frame.iloc[0]["reasons"] == "appraisals first, second: give a partnership one"
    assert not found.appraisals


def test_an_outcome_is_orphaned_when_its_post_goes_though_the_statement_has_no_end(
    store: Neo4jStore,
) -> None:
    change = date(2012, 10, 1)
    phases = {"one": {"valid_to": change}, "two": {"valid_from": change}}
    load(
        store,
        COUNCIL,
        *(Structure(id=key, name=key, **SAID, **span) for key, span in phases.items()),
        *(
            StructureOf(**ends("Structure", key, "Organisation", "council"), **SAID)
            for key in phases
        ),
        Post(id="stays", name="Stays", **SAID),
        Post(id="goes", name="Goes", valid_to=change, **SAID),
        *(PostIn(**ends("Post", p, "Organisation", "council"), **SAID) for p in ("stays", "goes")),
        InStructure(**ends("Post", "stays", "Structure", "one"), fte=1, **SAID),
        InStructure(**ends("Post", "stays", "Structure", "two"), fte=1, **SAID),
        InStructure(**ends("Post", "goes", "Structure", "one"), fte=1, **SAID),
        Outcome(id="out", name="Safe streets", **SAID),
        SetBy(**ends("Outcome", "out", "Organisation", "council"), **SAID),
        ContributesTo(**ends("Post", "goes", "Outcome", "out"), **SAID),
    )

    two = measures.moment(store, as_at=None, structure="two", today=change)
    found = measures.orphaned_since(store, two)
    asked = store.read(
        query("outcomes/orphaned"), before=date(2012, 9, 30), after=change, organisation=None
    )

    expected = [{"outcome": "out", "name": "Safe streets", "lost": "Goes"}]
    assert found is not None
    assert found.to_dict("records") == expected
    assert asked.to_dict("records") == expected


def test_a_connection_one_source_states_as_fact_is_not_merely_proposed(store: Neo4jStore) -> None:
    joined = ends("GovernanceBody", "group", "Programme", "programme")
    load(
        store,
        GovernanceBody(id="group", name="Group", **SAID),
        Programme(id="programme", name="Programme", kind="programme", **SAID),
        Governs(**joined, status="proposed", **SAID),
        Governs(**joined, source="b", locator="p. 2"),
    )

    (edge,) = store.read(query("network/edges"), as_at=date(2012, 1, 1)).to_dict("records")

    assert (edge["status"], edge["statements"]) == (None, 2)


def test_a_structure_without_dates_does_not_stand_in_the_way_of_others(store: Neo4jStore) -> None:
    load(
        store,
        COUNCIL,
        Structure(id="dated", name="Dated", valid_from=date(2011, 1, 1), **SAID),
        Structure(id="undated", name="Undated", **SAID),
        *(
            StructureOf(**ends("Structure", key, "Organisation", "council"), **SAID)
            for key in ("dated", "undated")
        ),
    )
    day = date(2012, 1, 1)

    dated = measures.moment(store, as_at=None, structure="dated", today=day)
    undated = measures.moment(store, as_at=day, structure="undated", today=day)

    assert measures.neighbours(store, dated) == (None, None)
    assert measures.neighbours(store, undated) == (None, None)
    with pytest.raises(MeasureError, match="undated: found no dates on record"):
        measures.moment(store, as_at=None, structure="undated", today=day)
