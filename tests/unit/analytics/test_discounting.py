import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.analytics.returns.discounting import (
    GREEN_BOOK_2003,
    GREEN_BOOK_2025,
    GREEN_BOOK_2026,
    GREEN_BOOK_2026_LOWER,
    Schedule,
    factors,
    flat,
)
from placegraph.errors import MeasureError

# Four-figure factors of the Green Book's own table of discount factors.
GREEN_BOOK_TABLE = {
    0: 1.0,
    1: 0.9662,
    2: 0.9335,
    3: 0.9019,
    4: 0.8714,
    5: 0.8420,
    10: 0.7089,
    15: 0.5969,
    20: 0.5026,
    25: 0.4231,
    30: 0.3563,
    31: 0.3459,
    40: 0.2651,
    50: 0.1973,
    60: 0.1468,
    75: 0.0942,
    76: 0.0919,
    100: 0.0508,
    125: 0.0274,
}


@pytest.mark.parametrize("schedule", [GREEN_BOOK_2003, GREEN_BOOK_2025, GREEN_BOOK_2026])
def test_factors_match_the_green_book_table(schedule):
    """Table of discount factors of the Green Book."""
    found = factors(125, schedule)

    assert {t: round(float(found[t]), 4) for t in GREEN_BOOK_TABLE} == GREEN_BOOK_TABLE


def test_a_later_band_never_reprices_the_years_before_it():
    expected = 1.035**-30 * 1.03**-45 * 1.025**-50 * 1.02**-75 * 1.015**-100 * 1.01**-2

    assert factors(302)[302] == pytest.approx(expected, rel=1e-12)


def test_the_tail_of_2003_parts_from_the_later_schedule_after_year_125():
    old, new = factors(126, GREEN_BOOK_2003), factors(126, GREEN_BOOK_2025)

    assert old[125] == pytest.approx(new[125])
    assert old[126] > new[126]


def test_the_lower_rates_of_2026_are_those_published():
    """Department for Transport, Forthcoming change: Green Book updates, 16 April 2026."""
    published = {
        30: 0.03,
        31: 0.0257,
        75: 0.0257,
        76: 0.0214,
        126: 0.0171,
        201: 0.0129,
        301: 0.0086,
    }
    found = factors(301, GREEN_BOOK_2026_LOWER)

    for year, rate in published.items():
        assert found[year - 1] / found[year] - 1 == pytest.approx(rate)


def test_a_flat_schedule_discounts_by_its_one_rate():
    assert factors(3, flat(0.05)) == pytest.approx([1, 1.05**-1, 1.05**-2, 1.05**-3])


def test_year_nought_alone_is_worth_itself():
    assert factors(0).tolist() == [1.0]


@given(st.integers(min_value=1, max_value=400))
def test_factors_strictly_decrease(horizon):
    assert np.all(np.diff(factors(horizon)) < 0)


def test_a_negative_horizon_is_refused():
    with pytest.raises(MeasureError, match="horizon of -1"):
        factors(-1)


@pytest.mark.parametrize("bands", [(), ((1, 0.03),), ((0, 0.03), (0, 0.02)), ((0, -1.5),)])
def test_a_schedule_with_impossible_bands_is_refused(bands):
    with pytest.raises(MeasureError, match="discount schedule"):
        Schedule("wrong", "2003", bands)
