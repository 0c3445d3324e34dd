import math

import pytest

from placegraph.analytics.returns.savings import (
    cost_change,
    implied_base,
    payback,
    present_value,
    reconcile_second_step,
    remainder,
    unit_cost,
)
from placegraph.errors import MeasureError

# Senior leadership team savings and one-off costs (Strategic Business Case v0.5, section 4), £.
SAVINGS = {2011: 144_000.0, 2012: 198_000.0, 2013: 213_000.0, 2014: 213_000.0, 2015: 213_000.0}
DECOMMISSIONING = (46_000.0, 49_000.0)


@pytest.mark.parametrize(("cost", "years"), [(46_000, 0.319), (47_500, 0.330), (49_000, 0.340)])
def test_payback_rounds_to_the_published_third_of_a_year(cost, years):
    """G-SLT-1, G-SLT-6, G-SLT-7."""
    found = payback(cost, SAVINGS[2011])

    assert round(found, 3) == years
    assert round(found, 1) == 0.3


def test_total_costs_are_the_parts_stated():
    """G-SLT-5, G-SLT-8."""
    assert DECOMMISSIONING == (20_000 + 26_000, 20_000 + 29_000)


def test_three_years_of_savings():
    """G-SLT-9, G-SLT-10."""
    three = [SAVINGS[year] for year in (2011, 2012, 2013)]

    assert sum(three) == 555_000
    assert round(present_value(three)) == 534_142


def test_five_years_of_savings():
    """G-SLT-11."""
    five = list(SAVINGS.values())

    assert sum(five) == 981_000
    assert round(present_value(five)) == 911_873


def test_cheltenham_borough_homes_payback():
    """T-CBA-4: Cabinet of Cheltenham Borough Council, 2021."""
    assert round(payback(175_000, 487_000), 4) == 0.3593


@pytest.mark.parametrize(
    ("cost", "saving"), [(None, 1.0), (1.0, None), (1.0, 0.0), (math.nan, 1.0), (1.0, math.nan)]
)
def test_payback_without_both_figures_is_unknown(cost, saving):
    assert payback(cost, saving) is None


@pytest.mark.parametrize("values", [[], [1.0, None], [1.0, math.nan]])
def test_present_value_with_a_gap_is_unknown(values):
    assert present_value(values) is None


def test_supporting_people_costs_fell_by_under_a_quarter():
    """G-SP-1 to G-SP-4."""
    found = cost_change(29.2e6, 2004, 22.5e6, 2009)

    assert found.amount == pytest.approx(-6.7e6)
    assert round(found.share * 100, 4) == -22.9452
    assert round(found.yearly * 100, 4) == -5.0795


def test_a_cost_change_needs_two_years_in_order():
    with pytest.raises(MeasureError, match="ascending years"):
        cost_change(1.0, 2009, 2.0, 2009)


def test_supporting_people_cost_a_person_carries_its_warning():
    """G-SP-6."""
    found = unit_cost(22.5e6, "2009/10", 4000, "2008/9")

    assert found.value == 5625
    assert "2009/10" in found.caveat
    assert "2008/9" in found.caveat


def test_one_period_needs_no_warning_and_no_count_gives_no_figure():
    assert unit_cost(10.0, "2009/10", 5, "2009/10").caveat == ""
    assert unit_cost(10.0, "2009/10", 0, "2009/10").value is None


def test_both_ends_of_the_torbay_range_imply_one_budget():
    """G-COM-1 to G-COM-3."""
    assert implied_base(0.8e6, 0.10) == pytest.approx(8.0e6)
    assert implied_base(1.2e6, 0.15) == pytest.approx(8.0e6)


def test_a_base_of_no_share_is_refused():
    with pytest.raises(MeasureError, match="share of 0"):
        implied_base(1.0, 0.0)


def test_staff_left_for_early_exercises():
    """G-COM-5, G-COM-6."""
    assert remainder((10, 11), (7, 8)) == (2, 4)
    assert remainder((10.5, 10.5), (7.5, 7.5)) == (3, 3)


SECOND_STEP = {"first_step": 144_000, "full_year": 213_000, "months": 6, "one_off": 20_000}


class TestSecondStep:
    """Anomaly N1 of G-SLT-2: reported and not repaired."""

    def test_the_stated_second_year_is_not_net(self):
        found = reconcile_second_step(**SECOND_STEP, stated=198_000)

        assert (found.gross, found.net) == (178_500, 158_500)
        assert not found.reconciles
        assert found.sentence == (
            "£198,000 is stated net of £20,000 one-off costs, but 6 months of the second step give "
            "£178,500 gross, £158,500 net; the costs seem to have been added rather than taken "
            "away; adding them back to the stated figure gives £218,000, more than the full-year "
            "£213,000. The figure is kept as stated."
        )

    def test_the_stated_figure_is_kept(self):
        assert reconcile_second_step(**SECOND_STEP, stated=198_000).stated == 198_000

    def test_a_figure_that_is_net_is_said_to_agree(self):
        found = reconcile_second_step(**SECOND_STEP, stated=158_000)

        assert found.reconciles
        assert "agrees" in found.sentence
