"""Assessments and ratings, from the graph to what is said of a partnership."""

from datetime import date
from typing import Any

import pytest

from placegraph import measures, reports
from placegraph.analytics.effectiveness.nuffield import NUFFIELD
from placegraph.errors import MeasureError
from placegraph.graph.batch import Load
from placegraph.graph.model import (
    AnswerIn,
    Assesses,
    Assessment,
    AssessmentAnswer,
    Organisation,
    Partnership,
    Rates,
    Source,
)
from placegraph.graph.schema import Fact
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore
from placegraph.graph.vocabulary import RatedDimension
from placegraph.measures import Moment

SAID: dict[str, Any] = {"source": "paper", "locator": "p. 1"}


def ends(from_type: str, from_id: str, to_type: str, to_id: str) -> dict[str, str]:
    return {"from_type": from_type, "from_id": from_id, "to_type": to_type, "to_id": to_id}


def facts() -> list[Fact]:
    said: list[Fact] = [
        Source(id="paper", name="Paper", source="paper", locator="the document itself"),
        Partnership(id="board", name="Board", kind="other", members_known="unknown", **SAID),
        Partnership(id="forum", name="Forum", kind="other", members_known="unknown", **SAID),
        *(Organisation(id=key, name=key.upper(), kind="council", **SAID) for key in "abcd"),
        Assessment(id="a1", name="Survey", tool="nuffield", taken=date(2012, 5, 1), respondents=9,
                   **SAID),
        Assesses(**ends("Assessment", "a1", "Partnership", "board"), **SAID),
    ]  # fmt: skip
    for item in NUFFIELD.items:
        key = f"a1/{item}"
        score = None if item == "6.6" else 3
        said.append(AssessmentAnswer(id=key, name=item, item=item, score=score, **SAID))
        said.append(AnswerIn(**ends("AssessmentAnswer", key, "Assessment", "a1"), **SAID))
    said += [
        Rates(
            **ends("Organisation", rater, "Organisation", "a"), dimension=dimension, score=score,
            wave="2012", partnership="board", source="paper", locator=f"{rater} {dimension}",
        )
        for rater, score in (("b", 4), ("c", 3), ("d", 2))
        for dimension in RatedDimension
    ]  # fmt: skip
    return said


def load(store: Neo4jStore) -> None:
    with Spool("one") as spool:
        for fact in facts():
            spool.add(fact, fact.locator)
        store.write(Load("one", "One", "a" * 64), spool, prune_limit=0.1)


def test_what_is_on_record_is_scored_and_what_is_not_is_blank(store: Neo4jStore) -> None:
    load(store)
    at = Moment(date(2013, 1, 1), None, None)
    found = measures.effectiveness(store, at)
    said = dict(zip(found.frame["partnership"], found.frame["statement"], strict=True))
    assert said["forum"] is None
    assert said["board"] == (
        "Nuffield (2012-05-01): 106 to 109, B: working well overall, some aspects need attention "
        "or A: working well; 1 of 36 not answered; trust between partners (2012): 3.0 on 1 to 4, "
        "3 raters; value between partners (2012): 3.0 on 1 to 4, 3 raters"
    )
    assert measures.effectiveness_statements(store, at) == {"board": said["board"]}
    report = reports.effectiveness(found, at)
    assert report.summary == {"partnerships": 2, "assessed": 1, "assessments": 1, "surveys": 1}
    assert report.sentences[0].startswith("Effectiveness")
    assert list(report.tables["assessments"]["bands_possible"]) == [
        "B: working well overall, some aspects need attention or A: working well"
    ]


def test_a_later_assessment_is_not_read_and_one_partnership_can_be_asked_for(
    store: Neo4jStore,
) -> None:
    load(store)
    early = measures.effectiveness(store, Moment(date(2012, 4, 30), None, None))
    assert early.assessments.empty
    one = measures.effectiveness(store, partnership="forum")
    assert list(one.frame["partnership"]) == ["forum"]
    assert one.ratings.organisations.empty
    with pytest.raises(MeasureError, match="effectiveness: found no partnership nowhere"):
        measures.effectiveness(store, partnership="nowhere")
