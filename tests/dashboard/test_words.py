from datetime import date

import numpy as np
import pytest

from placegraph.dashboard import words


@pytest.mark.parametrize("unknown", [None, np.nan])
def test_what_is_not_known_is_never_shown_as_a_number(unknown):
    assert words.number(unknown) == "\N{EN DASH}"
    assert words.money(unknown) == "unknown"
    assert words.percent(unknown) == "unknown"
    assert words.text(unknown) == "\N{EN DASH}"


def test_a_loss_has_its_sign_before_the_pound():
    assert words.money(-1306.25) == "\N{MINUS SIGN}£1,306"


def test_shares_are_percentages():
    assert words.percent(-0.2294520547945205, 1) == "\N{MINUS SIGN}22.9%"


def test_a_period_without_an_end_says_only_its_start():
    assert words.period(date(2012, 10, 1), None) == "from 1 October 2012"


def test_one_thing_is_not_plural():
    assert [words.count(n, "post") for n in (0, 1, 1000)] == ["0 posts", "1 post", "1,000 posts"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("01/10/2012", "2012-10-01"),
        ("1 October 2012", "2012-10-01"),
        ("1  oct 2012 ", "2012-10-01"),
        ("2012-10-01", "2012-10-01"),
        ("31 February 2012", "31 February 2012"),
        ("rubbish", "rubbish"),
        ("", None),
        (None, None),
    ],
)
def test_a_typed_day_is_read_the_british_way_or_left_as_it_is(typed, meant):
    assert words.typed_day(typed) == meant
