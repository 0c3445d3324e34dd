"""Links between aims: suggested, judged, measured, and judgements taken back without a trace."""

import csv
import io
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date

import neo4j
import pytest
from typer.testing import CliRunner

from placegraph import align_commands, judgements, measures
from placegraph.cypher import query
from placegraph.errors import StoreError
from placegraph.graph.batch import Load
from placegraph.graph.model import AlignsWith, Objective, Organisation, Outcome, SetBy, Source
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore
from placegraph.judgements import Judgement, judge, withdraw
from placegraph.measures import Moment

AT = Moment(date(2012, 1, 1))
SAID = {"source": "s", "locator": "p. 1"}
TEXTS = {
    "OB-1": "Enhancing and protecting our environment",
    "OB-2": "Strengthening our economy",
    "AM-3": "Promoting a strong and sustainable economy",
    "AM-7": "Investing in environmental quality",
}


def ends(from_type: str, from_id: str, to_type: str, to_id: str) -> dict[str, str]:
    return {"from_type": from_type, "from_id": from_id, "to_type": to_type, "to_id": to_id}


def aim(key: str, body: str, level: str) -> list[Fact]:
    return [
        Objective(id=key, name=TEXTS[key], level=level, **SAID),
        SetBy(**ends("Objective", key, "Organisation", body), **SAID),
    ]


@pytest.fixture
def plans(store: Neo4jStore) -> Neo4jStore:
    """Return a store with two plans and one link, which an analyst has proposed."""
    facts: list[Fact] = [
        Source(id="s", name="Two plans", source="s", locator="the document itself"),
        Organisation(id="district", name="District", kind="district", **SAID),
        Organisation(id="county", name="County", kind="county", **SAID),
        *(fact for key in ("OB-1", "OB-2") for fact in aim(key, "district", "objective")),
        *(fact for key in ("AM-3", "AM-7") for fact in aim(key, "county", "ambition")),
        AlignsWith(
            **ends("Objective", "OB-2", "Objective", "AM-3"), score=2, status="proposed", **SAID
        ),
    ]
    with Spool("plans") as spool:
        for fact in facts:
            spool.add(fact, fact.locator)
        store.write(Load("plans", "plans", "a" * 64), spool, prune_limit=1.0)
    return store


def judged(lower: str, upper: str, score: int | None, basis: str | None = None) -> Judgement:
    return Judgement(
        lower=lower,
        upper=upper,
        score=score,
        by="Partnership officer",
        on=date(2012, 1, 1),
        basis=basis,
    )


def suggested(store: Neo4jStore) -> set[tuple[str, str]]:
    pairs = measures.suggestions(store, AT).pairs
    return set(zip(pairs["lower"], pairs["upper"], strict=True))


def test_an_accepted_link_is_agreed_measured_and_undone_without_a_trace(
    plans: Neo4jStore, driver: neo4j.Driver, fingerprint: Callable[[neo4j.Driver], str]
) -> None:
    before = fingerprint(driver)

    judge(plans, judged("OB-1", "AM-7", 3, "Read in both plans"))
    found = measures.alignment(plans, AT, statuses=("agreed",))
    (row,) = judgements.decisions(plans).to_dict("records")
    withdraw(plans, "OB-1", "AM-7")

    assert (found.a_d, found.a_u, found.h) == (0.5, 0.5, 0.5)
    assert (row["verdict"], row["score"], row["asserted_by"], row["asserted_on"]) == (
        "accepted", 3, "Partnership officer", date(2012, 1, 1),
    )  # fmt: skip
    assert row["locator"] == "judgement of OB-1 and AM-7, 2012-01-01"
    assert fingerprint(driver) == before


def test_the_record_of_a_judgement_says_which_account_made_it(
    plans: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judgements, "account", lambda: "officer1")

    judge(plans, judged("OB-1", "AM-7", 3))

    loads = plans.read(query("sources/loads")).set_index("dataset")
    assert loads.at["judgement:OB-1~AM-7", "who"] == "officer1"


def test_a_rejected_link_is_not_suggested_again_until_that_is_undone(
    plans: Neo4jStore, driver: neo4j.Driver, fingerprint: Callable[[neo4j.Driver], str]
) -> None:
    before = fingerprint(driver)
    at_first = suggested(plans)

    judge(plans, judged("OB-1", "AM-7", None))
    assert at_first - suggested(plans) == {("OB-1", "AM-7")}
    assert measures.suggestions(plans, AT).left_out == 1

    withdraw(plans, "OB-1", "AM-7")
    assert suggested(plans) == at_first
    assert fingerprint(driver) == before


def test_what_was_proposed_and_then_rejected_does_not_count(plans: Neo4jStore) -> None:
    assert measures.alignment(plans, AT).covered_lower == 1

    judge(plans, judged("OB-2", "AM-3", None))

    found = measures.alignment(plans, AT, lower="district/objective", upper="county/ambition")
    assert found.h is None
    assert found.reason == "No link between the two levels is recorded."
    unmet = plans.read(query("objectives/unmet"), as_at=AT.as_at, level="ambition")
    assert list(unmet["aim"]) == ["AM-3", "AM-7"]


def test_an_accepted_score_stands_before_the_proposed_one(plans: Neo4jStore) -> None:
    judge(plans, judged("OB-2", "AM-3", -1))

    found = measures.alignment(plans, AT)

    assert (found.a_d, found.conflict_d) == (0, pytest.approx(0.5 / 3))
    assert ("OB-2", "AM-3") not in suggested(plans)


def test_judgements_are_taken_back_in_any_order(
    plans: Neo4jStore, driver: neo4j.Driver, fingerprint: Callable[[neo4j.Driver], str]
) -> None:
    before = fingerprint(driver)
    judge(plans, judged("OB-1", "AM-7", 3))
    judge(plans, judged("OB-2", "AM-3", None))
    judge(plans, judged("OB-1", "AM-3", 0))

    for lower, upper in (("OB-1", "AM-7"), ("OB-1", "AM-3"), ("OB-2", "AM-3")):
        withdraw(plans, lower, upper)

    assert fingerprint(driver) == before


def test_what_cannot_be_judged_is_refused(plans: Neo4jStore) -> None:
    with Spool("more") as spool:
        for fact in (
            Objective(id="both", name="Both", level="objective", **SAID),
            Outcome(id="both", name="Both", **SAID),
        ):
            spool.add(fact, fact.locator)
        plans.write(Load("more", "more", "b" * 64), spool, prune_limit=1.0)
    judge(plans, judged("OB-1", "AM-7", None))

    for lower, upper, message in (
        ("OB-1", "AM-7", "OB-1 and AM-7: found that their link is rejected already"),
        ("OB-1", "gone", "gone: found no such aim"),
        ("OB-1", "OB-1", "OB-1: found it twice"),
        ("both", "AM-7", "both: found both an objective and an outcome of that id"),
    ):
        with pytest.raises(StoreError, match=message):
            judge(plans, judged(lower, upper, 1))
    too_long = Judgement(lower="OB-1", upper="AM-3", score=1, by="x" * 2001, on=date(2012, 1, 1))
    with pytest.raises(StoreError, match=f"asserted_by: found '{'x' * 40}'"):
        judge(plans, too_long)


def test_undoing_what_a_plan_itself_says_is_refused(plans: Neo4jStore) -> None:
    with pytest.raises(StoreError, match="found no judgement of them made with PlaceGraph"):
        withdraw(plans, "OB-2", "AM-3")


def test_the_commands_suggest_keep_list_and_take_back(
    plans: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(align_commands, "open_store", lambda: nullcontext(plans))

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(align_commands.align, arguments)
        assert done.exit_code == 0, done.output
        return done.output

    assert "*environmental*" in run("suggest", "--as-at", "2012-01-01")
    assert "OB-1 to AM-7 is agreed with score 3" in run(
        "accept", "OB-1", "AM-7", "--score", "3", "--by", "Partnership officer"
    )
    assert "*environmental*" not in run("suggest", "--as-at", "2012-01-01")
    run("reject", "OB-2", "AM-7", "--by", "Director")
    listed = list(csv.DictReader(io.StringIO(run("decisions", "--format", "csv"))))
    assert [(row["lower"], row["verdict"], row["asserted_by"]) for row in listed] == [
        ("OB-1", "accepted", "Partnership officer"),
        ("OB-2", "rejected", "Director"),
    ]
    run("undo", "OB-1", "AM-7")
    assert "*environmental*" in run("suggest", "--as-at", "2012-01-01")
    nobody = CliRunner().invoke(align_commands.align, ["reject", "OB-1", "AM-3", "--by", " "])
    assert nobody.exit_code == 2


def test_the_whole_place_has_the_index_of_each_two_sets(plans: Neo4jStore) -> None:
    by_set = measures.place_alignment(plans, AT)
    by_body = measures.place_alignment(plans, AT, by="body")

    pair = measures.alignment(plans, AT)
    assert by_set.found.matrix("h").at["district/objective", "county/ambition"] == pair.h
    assert by_body.found.matrix("h").at["district", "county"] == pair.h
    assert by_body.found.matrix("h").isna().sum(axis=None) == 3
    assert (by_set.unplaced, by_set.unplaced_links) == (0, 0)
