from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.analytics.effectiveness.assessments import TOOLS
from placegraph.analytics.effectiveness.audit_commission import AUDIT_COMMISSION
from placegraph.analytics.effectiveness.effectiveness import effectiveness
from placegraph.analytics.effectiveness.nuffield import NUFFIELD
from placegraph.analytics.effectiveness.questionnaire import band_of, score_all, score_group
from placegraph.analytics.effectiveness.review_criteria import REVIEW_CRITERIA
from placegraph.analytics.effectiveness.vichealth import vichealth
from placegraph.errors import MeasureError

PARTNERSHIPS = pd.DataFrame({"partnership": ["P", "Q"], "name": ["The P", "The Q"]})
RATINGS = pd.DataFrame(
    columns=["rater", "rated", "rated_name", "dimension", "score", "wave", "partnership"]
)


def assessment(key="one", tool="nuffield", **more):
    usual = {
        "assessment": key,
        "name": f"Assessment {key}",
        "partnership": "P",
        "tool": tool,
        "taken": None,
        "respondents": pd.NA,
        "coding": pd.NA,
        "source": "paper",
        "locator": "p. 1",
    }
    return usual | more


def answers(key, given):
    said = {"assessment": key, "source": "paper", "locator": "p. 2"}
    return [said | {"item": item, "score": score} for item, score in given.items()]


def measured(assessments, rows):
    columns = ["assessment", "item", "score", "source", "locator"]
    return effectiveness(
        PARTNERSHIPS,
        pd.DataFrame(assessments, columns=list(assessment())),
        pd.DataFrame(rows, columns=columns),
        RATINGS,
    )


@pytest.mark.parametrize(("answer", "total", "band"), [(4, 144, "A"), (3, 108, "B"), (2, 72, "C"),
                                                       (1, 36, "D")])  # fmt: skip
def test_nuffield_totals_and_bands_of_t_npat(answer: int, total: int, band: str) -> None:
    found = score_all(NUFFIELD, dict.fromkeys(NUFFIELD.items, float(answer)))
    assert (found.score, found.unanswered) == (total, 0)
    assert found.band is not None
    assert found.band.startswith(f"{band}: ")
    groups = [score_group(NUFFIELD, group, dict.fromkeys(NUFFIELD.items, float(answer)))
              for group in NUFFIELD.groups]  # fmt: skip
    assert [(group.score, group.band) for group in groups] == [(total / 6, found.band)] * 6


@pytest.mark.parametrize(("total", "band"), [(109, "A"), (108, "B"), (73, "B"), (72, "C"),
                                             (37, "C"), (36, "D")])  # fmt: skip
def test_nuffield_band_edges_of_t_npat(total: int, band: str) -> None:
    assert band_of(total, NUFFIELD.bands).startswith(f"{band}: ")


@pytest.mark.parametrize(("total", "band"), [(24, "A"), (19, "A"), (18, "B"), (13, "B"), (12, "C"),
                                             (7, "C"), (6, "D")])  # fmt: skip
def test_nuffield_band_edges_of_one_principle(total: int, band: str) -> None:
    assert band_of(total, NUFFIELD.group_bands).startswith(f"{band}: ")


def test_vichealth_levels_of_t_vh() -> None:
    means = [125.1, 134.7, 136.0, 137.4, 139.6, 141.2]
    assert [band_of(mean, vichealth(1).bands)[0] for mean in means] == list("233333")


@pytest.mark.parametrize(("lowest", "edges"), [(1, [35, 84, 85, 126, 127, 175]),
                                               (0, [0, 49, 50, 91, 92, 140])])  # fmt: skip
def test_vichealth_bands_in_both_codings(lowest: int, edges: list[int]) -> None:
    assert [band_of(total, vichealth(lowest).bands)[0] for total in edges] == list("112233")


def test_tools_have_as_many_questions_as_published() -> None:
    assert {name: (len(tool.groups), len(tool.items)) for name, tool in TOOLS.items()} == {
        "audit commission": (8, 29),
        "nuffield": (6, 36),
        "vichealth": (7, 35),
        "review criteria": (5, 11),
    }
    for tool in (AUDIT_COMMISSION, REVIEW_CRITERIA):
        assert tool.questions is not None
        assert tuple(tool.questions) == tool.items


def test_audit_commission_group_is_the_mean_of_what_is_known() -> None:
    group = AUDIT_COMMISSION.groups[0]
    found = score_group(AUDIT_COMMISSION, group, {"1.1": 1.0, "1.2": 0.5, "1.4": 0.0})
    assert (found.score, found.answered, found.unanswered) == (0.5, 3, 1)
    assert (found.least, found.most) == (0.375, 0.625)
    assert score_all(AUDIT_COMMISSION, {"1.1": 1.0}).score is None


def test_yes_to_a_question_that_speaks_against_a_review_lowers_its_criterion() -> None:
    timeliness = REVIEW_CRITERIA.groups[3]
    against = score_group(REVIEW_CRITERIA, timeliness, {"4.1": 1.0, "4.2": 1.0, "4.3": 1.0})
    assert against.score == pytest.approx(2 / 3)
    waits = score_group(REVIEW_CRITERIA, timeliness, {"4.3": 0.0})
    assert waits.score == 1


@given(st.dictionaries(st.sampled_from(NUFFIELD.items), st.integers(1, 4)), st.data())
def test_open_questions_leave_exactly_the_bands_they_could_lead_to(
    known: dict[str, int], data: st.DataObject
) -> None:
    found = score_all(NUFFIELD, {item: float(score) for item, score in known.items()})
    rest = {item: data.draw(st.integers(1, 4)) for item in NUFFIELD.items if item not in known}
    total = sum(known.values()) + sum(rest.values())
    assert found.least <= total <= found.most
    assert band_of(total, NUFFIELD.bands) in found.bands
    edges = {band_of(found.least, NUFFIELD.bands), band_of(found.most, NUFFIELD.bands)}
    assert edges <= set(found.bands)
    assert found.score == (total if not rest else None)


def test_an_unanswered_question_leaves_no_total_and_is_counted() -> None:
    given_answers = dict.fromkeys(NUFFIELD.items[:-1], 3.0)
    found = measured([assessment()], answers("one", given_answers))
    row = found.assessments.iloc[0]
    assert (row["answered"], row["unanswered"], row["least"], row["most"]) == (35, 1, 106, 109)
    assert pd.isna(row["score"])
    assert row["band"] is None
    assert row["bands_possible"].startswith("B: ")
    assert " or A: working well" in row["bands_possible"]
    assert "1 of 36 not answered" in found.frame.loc[0, "statement"]


def test_a_partnership_that_nobody_assessed_has_no_statement() -> None:
    found = measured([assessment()], answers("one", dict.fromkeys(NUFFIELD.items, 4.0)))
    assert found.frame.loc[1, "statement"] is None
    assert found.statements == {"P": "Nuffield (undated): 144 of 144, A: working well"}


def test_answers_that_cannot_be_used_are_named_and_not_counted() -> None:
    rows = answers("one", dict.fromkeys(NUFFIELD.items, 3.0) | {"2.3": 5.0})
    rows += answers("one", {"9.1": 2.0, "1.1": 2.0})
    row = measured([assessment()], rows).assessments.iloc[0]
    assert row["answered"] == 34
    assert "sources disagree on 1.1: 2 and 3" in row["reasons"]
    assert "9.1 is no question of the tool" in row["reasons"]
    assert "answer 2.3: found 5, expected 1 to 4" in row["reasons"]


def test_vichealth_is_not_scored_while_its_coding_is_unknown() -> None:
    items = vichealth(1).items
    rows = answers("one", dict.fromkeys(items, 3.0))
    unknown = measured([assessment(tool="vichealth")], rows).assessments.iloc[0]
    assert pd.isna(unknown["score"])
    assert "from 0 to 4 or from 1 to 5 is not recorded" in unknown["reasons"]
    said = {coding: measured([assessment(tool="vichealth", coding=coding)], rows)
            for coding in (0, 1)}  # fmt: skip
    assert [found.assessments.loc[0, "score"] for found in said.values()] == [105, 105]
    assert [found.assessments.loc[0, "band"][0] for found in said.values()] == ["3", "2"]


@pytest.mark.parametrize(("telling", "band"), [(0.0, "3"), (5.0, "2")])
def test_an_answer_that_only_one_coding_has_tells_which_it_is(telling: float, band: str) -> None:
    items = vichealth(1).items
    rows = answers("one", dict.fromkeys(items, 3.0) | {"1.1": telling})
    assert measured([assessment(tool="vichealth")], rows).assessments.loc[0, "band"][0] == band


def test_the_latest_assessment_with_each_tool_is_stated() -> None:
    full = dict.fromkeys(NUFFIELD.items, 2.0)
    found = measured(
        [
            assessment("old", taken=date(2010, 1, 1)),
            assessment("new", taken=date(2012, 1, 1)),
            assessment("undated"),
            assessment("audit", tool="audit commission", taken=date(2011, 1, 1)),
        ],
        [
            *answers("old", full),
            *answers("new", full | {"1.1": 3.0}),
            *answers("undated", full),
            *answers("audit", {"6.1": 0.5}),
        ],
    )
    assert found.frame.loc[0, "statement"] == (
        "Nuffield (2012-01-01): 73 of 144, B: working well overall, some aspects need attention; "
        "Audit Commission questions (2011-01-01): risk management 0.50; 28 of 29 not answered"
    )
    assert found.frame.loc[0, "assessments"] == 4
    assert found.frame.loc[0, "taken"] == date(2012, 1, 1)


def test_an_unknown_tool_or_partnership_is_refused() -> None:
    with pytest.raises(MeasureError, match="tool: found 'magic', expected one of audit commission"):
        measured([assessment(tool="magic")], [])
    with pytest.raises(MeasureError, match="found assessments of Z, expected partnerships"):
        measured([assessment(partnership="Z")], [])
