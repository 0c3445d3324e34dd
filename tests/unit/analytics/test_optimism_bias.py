import pytest

from placegraph.analytics.returns.optimism_bias import OPTIMISM_BIAS, blended_optimism_bias
from placegraph.errors import MeasureError


def test_a_mixed_building_project_blends_as_the_review_shows():
    """T-OB-1."""
    found = blended_optimism_bias({"non-standard buildings": 0.3, "standard buildings": 0.7})

    assert found.capital == pytest.approx(0.321)
    assert found.duration == pytest.approx(0.145)


def test_outsourcing_has_no_capital_figure_to_blend():
    found = blended_optimism_bias({"outsourcing": 0.5, "standard buildings": 0.5})

    assert (found.capital, found.duration) == (None, None)


def test_a_type_without_a_share_does_not_matter():
    found = blended_optimism_bias({"outsourcing": 0.0, "standard buildings": 1.0})

    assert (found.capital, found.duration) == (0.24, 0.04)


def test_upper_bounds_are_never_below_lower_ones():
    for bias in OPTIMISM_BIAS.values():
        if bias.capital_upper is not None:
            assert bias.capital_upper >= bias.capital_lower
            assert bias.duration_upper >= bias.duration_lower


@pytest.mark.parametrize("shares", [{"standard buildings": 0.9}, {"castles": 1.0}])
def test_shares_that_mean_nothing_are_refused(shares):
    with pytest.raises(MeasureError, match="optimism bias"):
        blended_optimism_bias(shares)
