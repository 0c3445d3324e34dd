"""Suggested links by wording, on the flagship's labels and beside an independent library."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from placegraph.analytics.alignment.likeness import text_vectors
from placegraph.analytics.alignment.ranking_quality import ranking_quality
from placegraph.analytics.alignment.suggestions import suggest_links
from placegraph.analytics.wording import fold_text
from placegraph.errors import MeasureError

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from porter import stem

# The Corporate Strategy 2010-2015 of Cheltenham Borough Council, and the ambitions of the
# Sustainable Community Strategy, in their own words.
OBJECTIVES = {
    "OB-1": "Enhancing and protecting our environment",
    "OB-2": "Strengthening our economy",
    "OB-3": "Strengthening our communities",
    "OB-4": "Enhancing the provision of arts and culture",
    "OB-5": "Ensuring we provide value for money services that effectively meet the needs of our "
    "customers",
}
AMBITIONS = {
    "AM-1": "Promoting community safety",
    "AM-2": "Promoting sustainable living",
    "AM-3": "Promoting a strong and sustainable economy",
    "AM-4": "Building healthy communities and supporting older people",
    "AM-5": "Building stronger communities and supporting housing choice",
    "AM-6": "A focus on children and young people",
    "AM-7": "Investing in environmental quality",
    "AM-8": "Investing in travel and transport",
    "AM-9": "Investing in arts and culture",
}
LABELS = {
    ("OB-1", "AM-7"), ("OB-1", "AM-2"), ("OB-2", "AM-3"), ("OB-3", "AM-5"), ("OB-3", "AM-1"),
    ("OB-3", "AM-4"), ("OB-4", "AM-9"),
}  # fmt: skip


def aims(texts: dict[str, str] | list[str]) -> pd.DataFrame:
    named = texts if isinstance(texts, dict) else {f"a{n}": text for n, text in enumerate(texts)}
    return pd.DataFrame({"id": list(named), "name": list(named.values())}, dtype=object)


def flagship(**options):
    return suggest_links(aims(OBJECTIVES), aims(AMBITIONS), **options)


def pairs(found) -> set[tuple[str, str]]:
    return set(zip(found.pairs["lower"], found.pairs["upper"], strict=True))


def every_pair(cosines: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (lower, upper, cosines[i, j])
            for i, lower in enumerate(OBJECTIVES)
            for j, upper in enumerate(AMBITIONS)
        ],
        columns=["query", "item", "score"],
    )


def quality(cosines: np.ndarray):
    labels = pd.DataFrame(sorted(LABELS), columns=["query", "item"]).assign(relevance=1.0)
    return ranking_quality(every_pair(cosines), labels, threshold=0.10, top=5)


def test_character_n_grams_meet_the_stated_counts():  # G-ALN-8
    found = flagship()
    assert len(pairs(found)) == 6
    assert pairs(found) == LABELS - {("OB-1", "AM-2")}
    assert found.without == ("OB-5",)
    assert (found.compared, found.left_out) == (45, 0)


@pytest.mark.parametrize(
    ("lower", "upper", "cosine"),
    [
        ("OB-1", "AM-7", 0.346),
        ("OB-2", "AM-3", 0.317),
        ("OB-3", "AM-5", 0.287),
        ("OB-4", "AM-9", 0.455),
    ],
)
def test_character_n_grams_have_the_stated_cosines(lower, upper, cosine):  # G-ALN-8
    found = flagship().pairs.set_index(["lower", "upper"])
    assert found.at[(lower, upper), "cosine"] == pytest.approx(cosine, abs=5.1e-4)
    assert found.at[(lower, upper), "rank"] == 1


def test_character_n_grams_rank_as_stated():  # G-ALN-8
    vectors = text_vectors([*OBJECTIVES.values(), *AMBITIONS.values()])
    found = quality(vectors.cosines(slice(0, 5), slice(5, 14)))
    assert (found.right, found.suggested, found.relevant) == (6, 6, 7)
    assert (found.first_right, found.answered, found.with_relevant) == (4, 4, 4)
    assert found.mean_average_precision == pytest.approx(0.925)


def test_whole_words_and_stems_miss_the_environment():  # G-ALN-7
    texts = [*OBJECTIVES.values(), *AMBITIONS.values()]
    rows = TfidfVectorizer(
        preprocessor=lambda text: " ".join(map(stem, fold_text(text).split()))
    ).fit_transform(texts)
    cosines = (rows[:5] @ rows[5:].T).toarray()
    found = quality(cosines)
    assert (found.right, found.suggested, found.relevant) == (5, 5, 7)
    assert (cosines[0] < 0.10).all()
    assert (stem("environment"), stem("environmental")) == ("environ", "environment")


# Printed beside the rules in Porter 1980.
@pytest.mark.parametrize(
    "pair",
    [
        "caresses caress", "ponies poni", "ties ti", "cats cat", "feed feed", "agreed agre",
        "plastered plaster", "bled bled", "motoring motor", "sing sing", "conflated conflat",
        "troubled troubl", "sized size", "hopping hop", "falling fall", "failing fail",
        "filing file", "happy happi", "sky sky", "relational relat", "conditional condit",
        "rational ration", "digitizer digit", "vietnamization vietnam", "operator oper",
        "hopefulness hope", "sensitiviti sensit", "triplicate triplic", "formative form",
        "electriciti electr", "goodness good", "revival reviv", "replacement replac",
        "adoption adopt", "homologou homolog", "effective effect", "probate probat", "rate rate",
        "cease ceas", "controll control", "roll roll",
    ],
)  # fmt: skip
def test_the_stemmer_of_the_comparison_is_porters(pair):
    word, expected = pair.split()
    assert stem(word) == expected


words = st.text("abcdehlmnorstwy'\N{RIGHT SINGLE QUOTATION MARK}&-ÉßıΣ 1_", max_size=12)


@given(st.lists(st.lists(words, max_size=6).map(" ".join), min_size=1, max_size=6))
@settings(deadline=None)
def test_cosines_are_those_of_an_independent_library(texts):
    folded = list(map(fold_text, texts))
    if not any(folded):
        return
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False)
    rows = theirs.fit_transform(folded)
    ours = text_vectors(texts)
    assert list(ours.grams) == list(theirs.get_feature_names_out())
    every = slice(0, len(texts))
    np.testing.assert_allclose(ours.cosines(every, every), (rows @ rows.T).toarray(), atol=1e-12)


def test_what_each_n_gram_brings_adds_up_to_the_cosine():
    vectors = text_vectors([*OBJECTIVES.values(), *AMBITIONS.values()])
    brought = vectors.products(0, 11)
    assert sum(brought.values()) == pytest.approx(vectors.cosines(slice(0, 1), slice(11, 12))[0, 0])
    assert {" envi", "nment"} <= brought.keys()


def test_the_words_that_a_suggestion_rests_on_are_shown():
    found = flagship().pairs.set_index(["lower", "upper"])
    first = found.loc[("OB-1", "AM-7")]
    assert first["shared"] == "environment ~ environmental"
    assert first["lower_text"] == "Enhancing and protecting our *environment*"
    assert first["upper_text"] == "Investing in *environmental* quality"
    assert set(found.at[("OB-4", "AM-9"), "shared"].split(", ")) == {"arts", "culture"}


def test_words_are_shown_as_they_were_written():
    found = suggest_links(
        aims({"a": "Safer, strong Communities!"}), aims({"b": "(Communities) & trees"})
    )
    (row,) = found.pairs.to_dict("records")
    assert row["lower_text"].endswith("*Communities!*")
    assert row["upper_text"] == "*(Communities)* & trees"


def test_what_was_decided_is_not_suggested_again():
    found = flagship(decided=[("OB-1", "AM-7"), ("AM-9", "OB-4"), ("gone", "AM-1")])
    # The other direction of a pair, and aims of other sets, decide nothing here.
    assert flagship().pairs.shape[0] - found.pairs.shape[0] == 1
    assert ("OB-1", "AM-7") not in pairs(found)
    assert (found.compared, found.left_out) == (44, 1)
    assert found.without == ("OB-1", "OB-5")


def test_an_aim_is_not_suggested_for_itself():
    found = suggest_links(aims(OBJECTIVES), aims(OBJECTIVES), threshold=0.01, top=9)
    assert all(lower != upper for lower, upper in pairs(found))
    assert found.compared == 20


def test_no_more_than_asked_for_are_suggested_for_one_aim():
    found = flagship(top=1)
    assert list(found.pairs["rank"]) == [1] * 4
    assert ("OB-3", "AM-5") in pairs(found)


def test_equally_alike_aims_keep_their_order():
    found = suggest_links(aims(["Homes"]), aims({"z": "Homes", "a": "Homes", "m": "Homes"}), top=2)
    assert list(found.pairs["upper"]) == ["z", "a"]


@pytest.mark.parametrize(
    ("lower", "upper"),
    [([], []), ([], ["Homes"]), (["Homes"], []), (["&"], ["Homes"]), (["&"], ["!"])],
)
def test_nothing_to_compare_suggests_nothing(lower, upper):
    found = suggest_links(aims(lower), aims(upper))
    assert found.pairs.empty
    assert list(found.pairs.columns)[:4] == ["lower", "upper", "rank", "cosine"]
    assert len(found.without) == len(lower)


@given(
    st.lists(st.sampled_from([*OBJECTIVES.values(), *AMBITIONS.values()]), min_size=1, max_size=8),
    st.floats(0.01, 0.9),
    st.integers(1, 4),
)
@settings(deadline=None)
def test_every_suggestion_reaches_the_threshold_and_no_decided_pair_comes_back(
    texts, threshold, top
):
    lower, upper = aims(texts), aims(AMBITIONS)
    first = suggest_links(lower, upper, threshold=threshold, top=top)
    assert (first.pairs["cosine"] >= threshold).all()
    assert (first.pairs["cosine"] <= 1 + 1e-9).all()
    assert first.pairs.groupby("lower").size().max() <= top if len(first.pairs) else True
    again = suggest_links(lower, upper, threshold=threshold, top=top, decided=pairs(first))
    assert pairs(first) & pairs(again) == set()


@pytest.mark.parametrize("threshold", [0, 1.1, float("nan")])
def test_a_threshold_outside_its_range_is_refused(threshold):
    with pytest.raises(MeasureError, match="threshold: found"):
        flagship(threshold=threshold)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(MeasureError, match="top: found 0"):
        flagship(top=0)
    with pytest.raises(MeasureError, match="lower row 1: name: found nothing"):
        suggest_links(aims({"a": "Homes", "b": None}), aims(AMBITIONS))
    twice = pd.concat([aims(OBJECTIVES), aims(OBJECTIVES)])
    with pytest.raises(MeasureError, match="upper: found 'OB-1' more than once"):
        suggest_links(aims(AMBITIONS), twice)
