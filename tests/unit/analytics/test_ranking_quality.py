"""Quality of rankings: published examples, and an independent library."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, cohen_kappa_score, dcg_score, ndcg_score

from placegraph.analytics.alignment.ranking_quality import (
    average_precision,
    discounted_gain,
    kappa,
    normalised_gain,
    precision_at,
    ranking_quality,
    recall_at,
    reciprocal_rank,
)
from placegraph.errors import MeasureError

GRADES = [3, 2, 3, 0, 1, 2]

grades = st.lists(st.integers(0, 3), min_size=2, max_size=8)


def hits(letters: str) -> list[int]:
    return [int(letter == "R") for letter in letters]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(discounted_gain(GRADES), 6.8611, id="T-IR-1 DCG"),
        pytest.param(discounted_gain([3, 3, 3, 2, 2, 2]), 8.7403, id="T-IR-1 ideal of all judged"),
        pytest.param(discounted_gain([3, 3, 2, 2, 1, 0]), 7.1410, id="T-IR-1 ideal of the list"),
        pytest.param(
            normalised_gain(GRADES, judged=[*GRADES, 3, 2]), 0.7850, id="T-IR-1 nDCG of all judged"
        ),
        pytest.param(normalised_gain(GRADES, judged=GRADES), 0.9608, id="T-IR-1 nDCG of the list"),
        pytest.param(
            discounted_gain(GRADES, exponential=True), 13.8483, id="T-IR-1 exponential DCG"
        ),
        pytest.param(
            discounted_gain([3, 3, 2, 2, 1, 0], exponential=True),
            14.5954,
            id="T-IR-1 exponential ideal",
        ),
        pytest.param(
            normalised_gain(GRADES, judged=GRADES, exponential=True),
            0.9488,
            id="T-IR-1 exponential nDCG",
        ),
        pytest.param(average_precision(hits("RNNRR"), relevant=10), 0.2100, id="T-IR-2 first"),
        pytest.param(average_precision(hits("NRRNNN"), relevant=3), 0.3889, id="T-IR-2 second"),
        pytest.param(kappa([[300, 20], [10, 70]]), 0.776, id="T-IR-3 kappa"),
    ],
)
def test_the_worked_figures_are_met(found, expected):
    assert found == pytest.approx(expected, abs=5.1e-4 if expected == 0.776 else 5.1e-5)


def test_two_queries_have_the_worked_mean():  # T-IR-2
    first = average_precision(hits("RNNRR"), relevant=10)
    second = average_precision(hits("NRRNNN"), relevant=3)
    assert (first + second) / 2 == pytest.approx(0.2994, abs=5.1e-5)


def test_the_judges_of_the_worked_figure_agree_as_often_as_stated():  # T-IR-3
    # The book pools both judges' shares for chance, .7875 and .2125; Cohen keeps them apart. Here
    # the two differ by less than the figures that are printed.
    pooled = 0.7875**2 + 0.2125**2
    assert pooled == pytest.approx(0.665, abs=5.1e-4)
    assert (0.925 - pooled) / (1 - pooled) == pytest.approx(
        kappa([[300, 20], [10, 70]]), abs=5.1e-4
    )


def test_precision_and_recall_count_the_first_results():
    ranking = hits("RNNRR")
    assert precision_at(1, ranking) == 1
    assert precision_at(4, ranking) == 0.5
    assert precision_at(10, ranking) == 0.3
    assert recall_at(4, ranking, relevant=10) == 0.2
    assert recall_at(4, ranking[1:3], relevant=0) is None


def test_the_rank_of_the_first_hit_counts_alone():
    assert reciprocal_rank(hits("NRR")) == 0.5
    assert reciprocal_rank(hits("NN")) == 0


def test_without_anything_relevant_nothing_is_said():
    assert average_precision([0, 0], relevant=0) is None
    assert normalised_gain([0, 0], judged=[0, 0, 0]) is None
    assert kappa([[0, 0], [0, 0]]) is None
    assert kappa([[9, 0], [0, 0]]) is None


@given(grades)
def test_gains_are_those_of_an_independent_library(ranking):
    # Scores that fall strictly give the library the same order.
    order = [list(range(len(ranking), 0, -1))]
    assert discounted_gain(ranking) == pytest.approx(dcg_score([ranking], order))
    if any(ranking):
        assert normalised_gain(ranking, judged=ranking) == pytest.approx(
            ndcg_score([ranking], order)
        )
        relevant = [int(grade > 0) for grade in ranking]
        assert average_precision(ranking, relevant=sum(relevant)) == pytest.approx(
            average_precision_score(relevant, order[0])
        )


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=30))
def test_agreement_is_that_of_an_independent_library(judged):
    table = np.zeros((3, 3), dtype=int)
    for one, other in judged:
        table[one, other] += 1
    found = kappa(table.tolist())
    if found is None:
        assert len(set(judged)) == 1
    else:
        theirs = cohen_kappa_score(*zip(*judged, strict=True), labels=[0, 1, 2])
        assert found == pytest.approx(theirs)


@given(grades)
def test_no_ranking_is_better_than_the_ideal_one(ranking):
    ideal = sorted(ranking, reverse=True)
    for exponential in (False, True):
        best = discounted_gain(ideal, exponential=exponential)
        assert discounted_gain(ranking, exponential=exponential) <= best + 1e-12


def test_suggestions_are_counted_and_the_whole_ranking_is_judged():
    scored = pd.DataFrame(
        [
            ("q", "a", 0.9),
            ("q", "b", 0.5),
            ("q", "c", 0.05),
            ("r", "a", 0.3),
            ("r", "b", 0.3),
            ("s", "a", 0.05),
        ],
        columns=["query", "item", "score"],
    )
    labels = pd.DataFrame(
        [("q", "b", 3), ("q", "c", 1), ("r", "a", 2), ("s", "a", 1)],
        columns=["query", "item", "relevance"],
    )
    found = ranking_quality(scored, labels, threshold=0.1, top=5)
    assert (found.queries, found.with_relevant, found.relevant) == (3, 3, 4)
    assert (found.suggested, found.right) == (4, 2)
    assert (found.answered, found.first_right) == (2, 1)
    # q: hits at ranks 2 and 3; r: the first of two equals by name; s: below the threshold.
    assert found.mean_average_precision == pytest.approx(((1 / 2 + 2 / 3) / 2 + 1 + 1) / 3)
    assert found.mean_reciprocal_rank == pytest.approx((1 / 2 + 1 + 1) / 3)
    q = (3 / math.log2(3) + 1 / 2) / (3 + 1 / math.log2(3))
    assert found.mean_normalised_gain == pytest.approx((q + 1 + 1) / 3)
    assert ranking_quality(scored, labels, threshold=0.1, top=1).suggested == 2


def test_without_labels_there_are_counts_and_no_means():
    scored = pd.DataFrame([("q", "a", 0.9)], columns=["query", "item", "score"])
    found = ranking_quality(
        scored, pd.DataFrame(columns=["query", "item", "relevance"]), threshold=0.1, top=5
    )
    assert (found.suggested, found.right, found.mean_average_precision) == (1, 0, None)


def test_what_makes_no_sense_is_refused():
    scored = pd.DataFrame([("q", "a", 0.9)], columns=["query", "item", "score"])
    labels = pd.DataFrame([("q", "z", 1)], columns=["query", "item", "relevance"])
    with pytest.raises(MeasureError, match="labels: q and z: found no score"):
        ranking_quality(scored, labels, threshold=0.1, top=5)
    with pytest.raises(MeasureError, match="relevant: found 1, expected at least the 2"):
        average_precision([1, 1], relevant=1)
    with pytest.raises(MeasureError, match="k: found 0"):
        precision_at(0, [1])
    with pytest.raises(MeasureError, match="expected a square one"):
        kappa([[1, 2]])
    with pytest.raises(MeasureError, match="found a count below 0"):
        kappa([[1, -2], [0, 1]])
