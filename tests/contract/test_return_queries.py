"""What the queries of return read of an appraisal, through a real graph."""

from typing import Any

import pytest

from placegraph import measures
from placegraph.graph.batch import Load
from placegraph.graph.model import (
    AccruesTo,
    Appraisal,
    Appraises,
    AttributedTo,
    BenefitLine,
    CostLine,
    InputRange,
    LineOf,
    Organisation,
    Outcome,
    PaidBy,
    Partnership,
    RangeOf,
    Source,
    Values,
)
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore

SAID: dict[str, Any] = {"source": "a", "locator": "p. 1"}
OTHER: dict[str, Any] = {"source": "b", "locator": "p. 2"}


def ends(from_type: str, from_id: str, to_type: str, to_id: str, **said: Any) -> dict[str, str]:
    return {
        "from_type": from_type, "from_id": from_id, "to_type": to_type, "to_id": to_id,
        **(said or SAID),
    }  # fmt: skip


def appraisal(board: str, **more: Any) -> list[Fact]:
    """Return a board's appraisal: £100 of cost, 40 units of £10 to the NHS in two years."""
    own, cost, benefit = f"{board}-appraisal", f"{board}-cost", f"{board}-benefit"
    line: dict[str, Any] = {
        "quantity": 40, "unit_value": 10, "start_t": 1, "duration": 2, "deadweight": 0,
        "displacement": 0, "attribution": 0.25, "drop_off": 0, "optimism_bias": 0,
        "cashable_share": 1, "population_grade": 1, "effect_grade": 2, "age_grade": 1,
    }  # fmt: skip
    return [
        Partnership(id=board, name=board, kind="other", members_known="unknown", **SAID),
        Appraisal(id=own, name=own, timing="green_book", horizon=3, base_year=2024,
                  price_year=2024, **SAID),
        Appraises(**ends("Appraisal", own, "Partnership", board)),
        CostLine(id=cost, name="Cost", kind="cash_revenue", amount=100, start_t=0, duration=1,
                 optimism_bias=0, price_year=2019, evidence_grade=4, **SAID),
        LineOf(**ends("CostLine", cost, "Appraisal", own)),
        PaidBy(**ends("CostLine", cost, "Organisation", "council"), share=1),
        BenefitLine(id=benefit, name="Benefit", benefit_class="fiscal", **line | more, **SAID),
        LineOf(**ends("BenefitLine", benefit, "Appraisal", own)),
        AccruesTo(**ends("BenefitLine", benefit, "Organisation", "nhs"), share=1),
        Values(**ends("BenefitLine", benefit, "Outcome", "outcome")),
    ]  # fmt: skip


@pytest.fixture
def loaded(store: Neo4jStore) -> Neo4jStore:
    facts: list[Fact] = [
        *(Source(id=key, name=key, source=key, locator="the document itself") for key in "ab"),
        Organisation(id="council", name="The Council", kind="unitary", **SAID),
        Organisation(id="nhs", name="The trust", kind="NHS", **SAID),
        Outcome(id="outcome", name="Fewer admissions", **SAID),
        *appraisal("one"),
        *appraisal("two", attribution=0.5),
        # Two sources say the same of a range and of a share: it counts once.
        *(
            fact
            for said in (SAID, OTHER)
            for fact in (
                InputRange(id="range", name="Survey", parameter="quantity", low=30, high=50,
                           distribution="triangular", **said),
                RangeOf(**ends("InputRange", "range", "BenefitLine", "one-benefit", **said)),
                AttributedTo(
                    **ends("BenefitLine", "one-benefit", "Organisation", "council", **said),
                    share=0.25,
                ),
            )
        ),
    ]  # fmt: skip
    with Spool("one") as spool:
        for fact in facts:
            spool.add(fact, f"{fact.source} {fact.locator}")
        store.write(Load("one", "One", "a" * 64), spool, prune_limit=0.1)
    return store


def test_ranges_grades_prices_and_attribution_are_read(loaded: Neo4jStore) -> None:
    inputs = measures.appraisal_inputs(loaded)["one"]["one-appraisal"]

    assert (inputs.price_year, inputs.base_year, inputs.horizon) == (2024, 2024, 3)
    assert inputs.costs[["price_year", "evidence_grade"]].to_numpy().tolist() == [[2019, 4]]
    grades = inputs.benefits[["population_grade", "effect_grade", "age_grade"]]
    assert grades.to_numpy().tolist() == [[1, 2, 1]]
    assert inputs.ranges.drop(columns=["appraisal", "name"]).to_numpy().tolist() == [
        ["benefit", "one-benefit", "quantity", 30, 50, "triangular"]
    ]
    assert inputs.attributed[["line", "to", "share"]].to_numpy().tolist() == [
        ["one-benefit", "council", 0.25]
    ]


def test_an_appraisal_of_the_graph_is_appraised_whole(loaded: Neo4jStore) -> None:
    found = measures.appraisal(loaded, "one-appraisal", draws=100, seed=1)
    annual = 40 * 10 * 0.75

    assert found.cases.central.pvc == pytest.approx(100 * 1.236494, rel=1e-6)
    assert found.cases.central.pvb == pytest.approx(annual / 1.035 + annual / 1.035**2)
    assert found.cases.low is not None
    assert found.cases.low.pvb == pytest.approx(found.cases.central.pvb * 30 / 40)
    assert found.evidence.grade == 2
    assert found.simulation is not None
    assert found.line_sources.set_index("line")["sources"]["one-benefit"] == "a:p. 1"


def test_an_outcome_two_partnerships_value_for_one_body_is_found(loaded: Neo4jStore) -> None:
    found = measures.benefit_claims(loaded)
    (pair,) = found.pairs.to_dict("records")

    assert pair["benefit"] == "outcome for nhs"
    assert (pair["first_year"], pair["last_year"]) == ("2025/26", "2026/27")
    assert pair["claimed"] == pytest.approx(0.75 + 0.5)
    assert pair["over"]
