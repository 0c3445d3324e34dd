import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.matching.names import name, names
from placegraph.matching.words import COMMON_WORDS, LEGAL_FORMS, SPELLINGS, STOP_WORDS

WORDS = sorted({*COMMON_WORDS, *STOP_WORDS, *SPELLINGS, *LEGAL_FORMS, "ellerby", "wybourn", "7"})
WRITTEN = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)


@pytest.mark.parametrize(
    ("text", "normal", "form"),
    [
        ("The Wybourn Training Ltd.", "wybourn training", "limited"),
        ("WYBOURN TRAINING LIMITED", "wybourn training", "limited"),
        ("Wybourn Training Limted", "wybourn training", "limited"),
        ("Oakvane P.L.C.", "oakvane", "plc"),
        ("Pellow & Hart LLP", "pellow and hart", "llp"),
        ("Greenloft Community Interest Company", "greenloft", "cic"),
        ("Morwen Scaffolding Co. Ltd", "morwen scaffolding", "limited"),
        ("Averdale Holdings Ltd", "averdale holdings", "limited"),
        ("Averdale Group Ltd", "averdale group", "limited"),
        ("Brigade Forty-Four", "brigade 44", ""),
        ("1st Ellerby Scout Group", "1 ellerby scout group", ""),
        ("Thornlea Phase II Ltd", "thornlea phase 2", "limited"),
        ("Limited", "limited", ""),
    ],
)
def test_a_name_is_taken_apart(text, normal, form):
    assert (name(text).normal, name(text).form) == (normal, form)


@pytest.mark.parametrize(
    ("text", "place", "tiers"),
    [
        ("Cheltenham Borough Council", "cheltenham", {"district"}),
        ("Cheltenham BC", "cheltenham", {"district"}),
        ("Borough Council of Wellingborough", "wellingborough", {"district"}),
        ("London Borough of Hackney", "hackney", {"district"}),
        ("City of Bradford Metropolitan District Council", "bradford", {"district"}),
        ("Gloucestershire CC", "gloucestershire", {"county"}),
        ("Stroud Town Council", "stroud", {"local"}),
        ("Somerset Council", "somerset", set()),
    ],
)
def test_a_council_is_its_place_and_its_tier(text, place, tiers):
    assert name(text).normal == f"{place} council"
    assert name(text).tiers == tiers


def test_a_company_of_the_same_initials_is_no_council():
    assert not name("CBC Ltd").council
    assert not name("BC Roofing").council


def test_a_trading_name_is_a_name_of_its_own():
    assert [n.normal for n in names("J Fenwell t/a Corner Cafe")] == ["j fenwell", "corner cafe"]
    assert [n.normal for n in names("Stavely Ltd (formerly Byre Ltd)")] == ["stavely", "byre"]


@settings(deadline=None)
@given(WRITTEN)
def test_the_normal_form_of_a_normal_form_is_itself(text):
    normal = name(text).normal
    assert name(normal).normal == normal


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_taken_apart(text):
    assert names(text)
    assert all(word == word.strip() and word for word in name(text).words)
