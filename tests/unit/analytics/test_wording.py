import pandas as pd

from placegraph.analytics.wording import citations, distinct_texts, fold_text


def test_case_punctuation_and_spacing_do_not_make_two_outcomes():
    texts = pd.Series(
        ["Communities feel safe and are safe", "communities feel  safe, and are safe."]
    )

    assert distinct_texts(texts) == 1


def test_a_missing_text_is_not_an_outcome():
    assert distinct_texts(pd.Series(["Safe streets", None])) == 1


def test_different_words_stay_different():
    assert fold_text("Carbon emissions are reduced") != fold_text("Reduction in carbon emissions")


def test_a_citation_is_given_once_and_in_order():
    sources = pd.Series(["S2", "S0", "S2", None, "S1"])
    locators = pd.Series(["229", "S0:12", "229", "5", None])

    assert citations(sources, locators) == "S2:229; S0:12; S1"


def test_a_locator_that_names_its_source_is_not_given_it_twice():
    assert citations(pd.Series(["s0", "s0"]), pd.Series(["S0:2241", "12"])) == "S0:2241; s0:12"
