"""Alignment of two levels' outcomes, on a worked example and on the Cheltenham labels."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.alignment.alignment import Alignment, alignment
from placegraph.analytics.alignment.gaps import gaps
from placegraph.analytics.alignment.overlap import (
    allocation_cosine,
    allocation_overlap,
    jaccard,
    overlap_coefficient,
)
from placegraph.errors import MeasureError

UNKNOWN = float("nan")
BOTH = ("agreed", "proposed")

# Analysts' labels between the objectives and the ambitions of the Corporate Strategy 2010-2015.
LABELS = [
    ("OB-1", "AM-7", 3),
    ("OB-1", "AM-2", 2),
    ("OB-2", "AM-3", 3),
    ("OB-3", "AM-5", 3),
    ("OB-3", "AM-1", 2),
    ("OB-3", "AM-4", 2),
    ("OB-4", "AM-9", 3),
]
OUTCOMES = {
    "OB-1": ["O-OPS-1", "O-OPS-2", "O-OPS-3", "O-BE-2", "O-BE-4", "O-BE-5"],
    "OB-2": ["O-WC-1", "O-BE-6"],
    "OB-3": ["O-OPS-4", "O-WC-2", "O-BE-3", "O-COM-5"],
    "OB-4": ["O-WC-3"],
    "OB-5": ["O-SD-1", "O-SD-2", "O-COM-1", "O-OD-1", "O-RES-1"],
}
AMBITIONS = [f"AM-{number}" for number in range(1, 10)]


def links(*rows, status="agreed") -> pd.DataFrame:
    return pd.DataFrame(
        [(*row, status) if len(row) == 3 else row for row in rows],
        columns=["lower", "upper", "score", "status"],
    )


def outcomes(ids, weight=UNKNOWN, budget=UNKNOWN, **more) -> pd.DataFrame:
    ids = list(ids)
    return pd.DataFrame({"id": ids, "name": ids, "weight": weight, "budget": budget, **more})


def worked_example() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    scores = {"d1": (3, 0, 1), "d2": (0, 2, 0), "d3": (-2, 0, 0), "d4": (0, 0, 0)}
    every = [
        (d, c, s) for d, row in scores.items() for c, s in zip(("c1", "c2", "c3"), row, strict=True)
    ]
    return (
        links(*every),
        outcomes(scores, [0.4, 0.3, 0.2, 0.1], [500, 300, 150, 50]),
        outcomes(["c1", "c2", "c3"], [0.5, 0.3, 0.2], [600, 300, 100]),
    )


def measured(threshold: float = 1 / 3) -> Alignment:
    given_links, lower, upper = worked_example()
    return alignment(given_links, lower=lower, upper=upper, threshold=threshold)


def objectives(statuses=BOTH) -> Alignment:
    return alignment(
        links(*LABELS, status="proposed"),
        lower=outcomes(OUTCOMES),
        upper=outcomes(AMBITIONS),
        statuses=statuses,
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("a_d", 0.6, id="T-ALN-1 a_d"),
        pytest.param("a_u", 0.7667, id="T-ALN-1 a_u"),
        pytest.param("h", 0.6732, id="T-ALN-1 h"),
        pytest.param("conflict_d", 0.1333, id="T-ALN-1 conflict_d"),
        pytest.param("coverage_d", 0.5, id="T-ALN-1 coverage_d"),
        pytest.param("coverage_u", 1.0, id="T-ALN-1 coverage_u"),
        pytest.param("resource_a_d", 0.7, id="T-ALN-1 resource_a_d"),
        pytest.param("resource_a_u", 0.8333, id="T-ALN-1 resource_a_u"),
    ],
)
def test_the_worked_example_is_met(name, expected):
    assert getattr(measured(), name) == pytest.approx(expected, abs=5.1e-5)


def test_the_worked_example_at_two_thirds_is_met():  # T-ALN-1
    result = measured(threshold=2 / 3)
    assert result.coverage_d == 0.5
    assert result.coverage_u == pytest.approx(0.6667, abs=5.1e-5)
    assert result.orphans_upper == ("c3",)


def test_the_worked_example_names_its_orphans():  # T-ALN-1
    result = measured()
    assert (result.orphans_lower, result.orphans_upper) == (("d3", "d4"), ())
    assert (result.covered_lower, result.count_lower) == (2, 4)
    assert (result.covered_upper, result.count_upper) == (3, 3)


def test_conflict_with_the_upper_level_is_weighed_by_the_upper_level():
    # Only c1, of weight .5, meets a conflict, of two thirds.
    assert measured().conflict_u == pytest.approx(0.5 * 2 / 3)


def test_the_worked_allocations_are_met():  # T-ALN-1
    themes = ["t1", "t2", "t3", "t4"]
    district = pd.Series([0.5, 0.3, 0.15, 0.05], index=themes)
    county = pd.Series([0.3, 0.3, 0.2, 0.2], index=themes)
    assert allocation_overlap(district, county) == pytest.approx(0.8)
    assert allocation_cosine(district, county) == pytest.approx(0.9089, abs=5.1e-5)


def test_allocations_are_compared_by_the_themes_of_the_outcomes():  # T-ALN-1
    result = alignment(
        links(),
        lower=outcomes("abcd", budget=[500, 300, 150, 50], theme=["t1", "t2", "t3", "t4"]),
        upper=outcomes("vwxyz", budget=[30, 30, 20, 10, 10], theme=["t1", "t2", "t3", "t4", "t4"]),
    )
    assert result.allocation_overlap == pytest.approx(0.8)
    assert result.cosine == pytest.approx(0.9089, abs=5.1e-5)


def test_a_theme_only_one_body_spends_on_is_not_shared():
    district, county = pd.Series({"homes": 1.0}), pd.Series({"roads": 5.0})
    assert allocation_overlap(district, county) == 0
    assert allocation_cosine(district, county) == 0


@pytest.mark.parametrize("budget", [[500, UNKNOWN], [0, 0]])
def test_without_every_budget_nothing_is_said_of_money(budget):
    result = alignment(
        links(("a", "x", 3)),
        lower=outcomes("ab", budget=budget, theme=["t", "t"]),
        upper=outcomes("x", budget=[10], theme=["t"]),
    )
    assert (result.resource_a_d, result.allocation_overlap, result.cosine) == (None, None, None)
    assert result.resource_a_u == 1
    assert result.a_d == 0.5


@pytest.mark.parametrize("spending", [pd.Series({"t": UNKNOWN}), pd.Series(dtype=float)])
def test_an_unknown_allocation_cannot_be_compared(spending):
    known = pd.Series({"t": 1.0})
    assert allocation_overlap(known, spending) is None
    assert allocation_cosine(spending, known) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("coverage_d", 4 / 5, id="G-ALN-1"),
        pytest.param("coverage_u", 7 / 9, id="G-ALN-2"),
        pytest.param("coverage_harmonic", 0.7887, id="G-ALN-3"),
        pytest.param("a_d", 0.8, id="G-ALN-4 a_d"),
        pytest.param("a_u", 0.6667, id="G-ALN-4 a_u"),
        pytest.param("h", 0.7273, id="G-ALN-4 h"),
    ],
)
def test_objectives_meet_ambitions_as_stated(name, expected):
    assert getattr(objectives(), name) == pytest.approx(expected, abs=5.1e-5)


def test_the_unaligned_objective_and_ambitions_are_named():  # G-ALN-5
    result = objectives()
    assert result.orphans_lower == ("OB-5",)
    assert result.orphans_upper == ("AM-6", "AM-8")


def test_at_outcome_level_only_children_and_young_people_is_orphaned():  # G-ALN-6
    through_objectives = [
        (outcome, ambition, score)
        for objective, ambition, score in LABELS
        for outcome in OUTCOMES[objective]
    ]
    result = alignment(
        links(*through_objectives, ("O-BE-4", "AM-8", 3), status="proposed"),
        lower=outcomes(outcome for group in OUTCOMES.values() for outcome in group),
        upper=outcomes(AMBITIONS),
        statuses=BOTH,
    )
    assert result.orphans_upper == ("AM-6",)


def test_proposed_links_alone_give_no_score_and_a_reason():
    result = objectives(statuses=("agreed",))
    assert (result.a_d, result.h, result.coverage_u, result.orphans_upper) == (None,) * 4
    assert result.reason == "None of the 7 recorded links is agreed; found proposed only."
    assert not result.links["counted"].any()
    assert result.matrix.isna().all(axis=None)


@pytest.mark.parametrize(
    ("lower", "upper", "reason"),
    [
        ("", "x", "No outcome of the lower level is recorded."),
        ("a", "", "No outcome of the upper level is recorded."),
        ("a", "x", "No link between the two levels is recorded."),
    ],
)
def test_nothing_to_compare_is_unknown_not_zero(lower, upper, reason):
    result = alignment(links(), lower=outcomes(lower), upper=outcomes(upper))
    scores = (result.a_d, result.a_u, result.h, result.conflict_d, result.coverage_d)
    assert scores == (None,) * 5
    assert result.reason == reason
    assert (result.count_lower, result.count_upper) == (len(lower), len(upper))


def test_the_matrix_tells_unrecorded_from_consistent():
    result = alignment(
        links(("a", "x", 0), ("b", "y", -3)), lower=outcomes("ab"), upper=outcomes("xy")
    )
    assert result.matrix.loc["a", "x"] == 0
    assert result.matrix.loc["b", "y"] == -3
    assert math.isnan(result.matrix.loc["a", "y"])
    assert result.matrix.index.tolist() == ["a", "b"]


def test_outcomes_weigh_the_same_when_no_weight_is_known():
    result = alignment(links(("a", "x", 3)), lower=outcomes("abcd"), upper=outcomes("x"))
    assert result.a_d == 0.25


def test_some_weights_unknown_leave_the_weighted_scores_unknown():
    result = alignment(
        links(("a", "x", 3)), lower=outcomes("ab", weight=[1, UNKNOWN]), upper=outcomes("x")
    )
    assert (result.a_d, result.h, result.conflict_d) == (None, None, None)
    assert (result.a_u, result.coverage_d) == (1, 0.5)


def test_an_agreed_score_stands_before_a_proposed_one():
    result = alignment(
        links(("a", "x", 3, "proposed"), ("a", "x", 1, "agreed")),
        lower=outcomes("a"),
        upper=outcomes("x"),
        statuses=BOTH,
    )
    assert result.matrix.loc["a", "x"] == 1
    assert result.a_d == pytest.approx(1 / 3)


def test_the_same_link_stated_twice_is_one_link():
    result = alignment(
        links(("a", "x", 2), ("a", "x", 2)), lower=outcomes("a"), upper=outcomes("x")
    )
    assert len(result.links) == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "x", 4)], "a to x: score: found 4, expected a whole number from -3 to 3"),
        ([("a", "x", 1.5)], "found 1.5, expected a whole number"),
        ([("a", "z", 1)], "upper: found 'z', expected an id of the upper outcomes"),
        ([("a", "x", 1), ("a", "x", 2)], "a to x: found two agreed scores, expected one"),
    ],
)
def test_links_that_cannot_be_scored_are_refused(rows, message):
    with pytest.raises(MeasureError, match=message):
        alignment(links(*rows), lower=outcomes("a"), upper=outcomes("x"))


def test_outcomes_that_cannot_be_weighed_are_refused():
    with pytest.raises(MeasureError, match="lower: b: weight: found -1, expected no less than 0"):
        alignment(links(), lower=outcomes("ab", weight=[1, -1]), upper=outcomes("x"))
    with pytest.raises(MeasureError, match="upper: found 'x' more than once"):
        alignment(links(), lower=outcomes("a"), upper=outcomes("xx"))
    with pytest.raises(MeasureError, match="found no column budget"):
        alignment(links(), lower=outcomes("a").drop(columns="budget"), upper=outcomes("x"))


@pytest.mark.parametrize("threshold", [0, 1.1, UNKNOWN])
def test_a_threshold_outside_its_range_is_refused(threshold):
    with pytest.raises(MeasureError, match="threshold: found"):
        measured(threshold=threshold)


def test_a_link_without_a_status_is_shown_and_does_not_count():
    result = alignment(
        links(("a", "x", 3, None), ("b", "x", 2, "agreed")),
        lower=outcomes("ab"),
        upper=outcomes("x"),
        statuses=BOTH,
    )
    assert list(result.links["status"]) == ["not said", "agreed"]
    assert list(result.links["counted"]) == [False, True]
    assert result.orphans_lower == ("a",)


def test_aims_that_two_bodies_share_are_counted():
    result = alignment(links(), lower=outcomes("abc"), upper=outcomes("bcde"))
    assert result.shared == ("b", "c")
    assert result.jaccard == 2 / 5
    assert result.overlap_coefficient == 2 / 3


def test_aims_worded_apart_say_nothing_of_what_is_shared():
    result = alignment(links(("a", "x", 3)), lower=outcomes("a"), upper=outcomes("x"))
    assert (result.shared, result.jaccard, result.overlap_coefficient) == ((), None, None)
    assert gaps(result)["jaccard"] == "The two sets have no aim in common."


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_set_measures_are_shares_and_the_same_both_ways(one, other):
    for measure in (jaccard, overlap_coefficient):
        found = measure(one, other)
        assert found == measure(other, one)
        assert (found is None) == (not one or not other)
        assert found is None or 0 <= found <= 1
    if one and one <= other:
        assert overlap_coefficient(one, other) == 1
        assert jaccard(one, other) == len(one) / len(other)


def test_every_score_that_is_not_known_has_its_reason():
    result = alignment(
        links(("a", "x", 3)),
        lower=outcomes("abc", weight=[1, UNKNOWN, UNKNOWN], budget=[5, 5, UNKNOWN]),
        upper=outcomes("xy", budget=[0, 0], theme="t"),
    )
    found = gaps(result)
    assert {name for name in found if getattr(result, name) is not None} == set()
    assert found["a_d"] == found["h"] == "2 of the 3 lower aims have no weight on record."
    assert found["resource_a_d"] == "1 of the 3 lower aims has no budget on record."
    assert found["resource_a_u"] == "The budgets of the upper aims add up to nothing."
    assert found["cosine"] == found["resource_a_d"]
    assert "a_u" not in found


def test_without_weights_budgets_or_themes_each_reason_names_what_is_missing():
    with_budgets = alignment(
        links(("a", "x", 3)), lower=outcomes("a", budget=[5]), upper=outcomes("x", budget=[5])
    )
    assert gaps(with_budgets)["cosine"] == "1 of the 1 lower aims has no theme on record."
    assert set(gaps(objectives(statuses=("agreed",)))) >= {"a_d", "a_u", "h", "coverage_d"}
    assert gaps(objectives(statuses=("agreed",)))["h"].startswith("None of the 7 recorded links")
    nought = alignment(links(("a", "x", 3)), lower=outcomes("a", weight=[0]), upper=outcomes("x"))
    assert gaps(nought)["a_d"] == "The weights of the lower aims add up to nothing."


@st.composite
def comparisons(draw):
    pairs = st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz"))
    scores = draw(st.dictionaries(pairs, st.integers(-3, 3), min_size=1))
    weights = st.lists(st.floats(0.01, 10), min_size=5, max_size=5)
    return (
        links(*((*pair, score) for pair, score in scores.items())),
        outcomes("abcde", weight=draw(weights)),
        outcomes("vwxyz", weight=draw(weights)),
    )


@given(comparisons())
@settings(deadline=None)
def test_swapping_the_levels_swaps_the_scores_and_keeps_their_mean(comparison):
    stated, lower, upper = comparison
    one = alignment(stated, lower=lower, upper=upper)
    swapped = stated.rename(columns={"lower": "upper", "upper": "lower"})
    other = alignment(swapped, lower=upper, upper=lower)
    assert (one.a_d, one.a_u, one.h) == pytest.approx((other.a_u, other.a_d, other.h))
    assert one.conflict_d == pytest.approx(other.conflict_u)
    assert one.orphans_lower == other.orphans_upper


@given(comparisons())
@settings(deadline=None)
def test_every_score_is_between_zero_and_one(comparison):
    stated, lower, upper = comparison
    result = alignment(stated, lower=lower, upper=upper)
    scores = (result.a_d, result.a_u, result.h, result.conflict_d, result.conflict_u)
    assert all(score is not None and 0 <= score <= 1 + 1e-12 for score in scores)


@given(comparisons())
@settings(deadline=None)
def test_conflict_is_never_taken_off_support(comparison):
    stated, lower, upper = comparison
    without = stated.assign(score=stated["score"].clip(lower=0))
    with_conflict = alignment(stated, lower=lower, upper=upper)
    assert with_conflict.a_d == alignment(without, lower=lower, upper=upper).a_d
    against = stated.assign(score=stated["score"].clip(upper=0))
    assert with_conflict.conflict_d == alignment(against, lower=lower, upper=upper).conflict_d
