import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.matching.compare import SUGGESTED, ceiling, compare
from placegraph.matching.names import name
from placegraph.matching.quality import compare_texts
from placegraph.matching.weights import Weights

WORDS = (
    *("ellerby", "wybourn", "wyborn", "training", "services", "ltd", "limited", "llp", "group"),
    *("north", "2", "3", "council", "county", "borough", "the", "and", "of", "mgmt", "management"),
    *("nhs", "trust", "j", "jones"),
)
WRITTEN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def score(first: str, second: str) -> float:
    return compare_texts(first, second).score


@settings(deadline=None)
@given(WRITTEN, WRITTEN)
def test_the_order_of_two_names_makes_no_difference(first, second):
    assert compare_texts(first, second) == compare_texts(second, first)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_score_is_between_nought_and_one(first, second):
    assert 0 <= score(first, second) <= 1


@settings(deadline=None)
@given(WRITTEN)
def test_a_name_is_wholly_like_itself(text):
    assert score(text, text) == 1


@settings(deadline=None)
@given(WRITTEN, WRITTEN)
def test_no_score_is_above_its_ceiling(first, second):
    one, other = name(first), name(second)
    assert compare(one, other).score <= ceiling(one, other) + 1e-4


def test_the_evidence_says_that_only_the_legal_form_is_missing():
    found = compare_texts("Wybourn Training Limited", "Wybourn Training")
    assert found.score >= SUGGESTED
    assert found.evidence == ("same name but for Limited",)


def test_the_evidence_says_which_rare_word_is_shared():
    found = compare_texts("Wybourn Trainng Centre", "Wybourn Training Centre")
    assert "share the rare word “wybourn”" in found.evidence
    assert "“training” and “trainng” differ by one letter" in found.evidence


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Ellerby Academy 1", "Ellerby Academy 2", "1 in one, 2 in the other"),
        ("North Somerset Council", "Somerset Council", "only one says “north”"),
        ("East Sussex Council", "West Sussex Council", "“east” in one, “west” in the other"),
        ("Oakvane LLP", "Oakvane Ltd", "LLP in one, Limited in the other"),
        ("Stroud District Council", "Stroud Town Council", "councils of different tiers"),
        ("Averdale Foods Ltd", "Averdale Foods Holdings Ltd", "only one says “holdings”"),
    ],
)
def test_what_tells_bodies_apart_is_evidence_against(first, second, reason):
    found = compare_texts(first, second)
    assert found.score < SUGGESTED
    assert reason in found.evidence


def test_a_word_that_many_names_share_tells_less_than_one_that_few_do():
    weights = Weights({"services": 9_000, "wybourn": 3}, 100_000)
    assert weights.weight("services") < weights.weight("wybourn") == 1


def test_two_words_in_common_use_are_not_each_others_misspelling():
    first, second = name("Hinton Builders"), name("Linton Builders")
    assert compare(first, second, Weights({"hinton": 40, "linton": 60}, 50_000)).score < SUGGESTED
