import math

import numpy as np
import pytest
from scipy import stats

from placegraph.analytics.returns.appraisal_lines import CLASSES
from placegraph.analytics.returns.simulation import PERCENTILES, simulate
from placegraph.errors import MeasureError

DRAWS = 100_000


def one_figure(made, distribution, low=2.0, mode=3.0, high=7.0):
    """Return an appraisal worth what its one uncertain quantity is, less 3."""
    return made(
        [{"line": "c", "amount": 3.0}],
        [{"line": "b", "quantity": mode}],
        ranges=[("benefit", "b", "quantity", low, high, distribution)],
    )


PUBLISHED = {
    "uniform": stats.uniform(2, 5),
    "triangular": stats.triang(0.2, 2, 5),
    # Alpha is 1 + 4 (mode - low) / (high - low), beta 1 + 4 (high - mode) / (high - low).
    "pert": stats.beta(1.8, 4.2, 2, 5),
}


@pytest.mark.parametrize("distribution", PUBLISHED)
class TestOneFigure:
    def test_moments_are_those_of_its_distribution(self, made, distribution):
        found = simulate(one_figure(made, distribution), draws=DRAWS, seed=7)
        law = PUBLISHED[distribution]

        assert found.mean == pytest.approx(law.mean() - 3, abs=5 * law.std() / math.sqrt(DRAWS))
        assert found.deviation == pytest.approx(law.std(), rel=0.02)

    def test_percentiles_and_likelihood_are_too(self, made, distribution):
        found = simulate(one_figure(made, distribution), draws=DRAWS, seed=7)
        law = PUBLISHED[distribution]

        expected = law.ppf(np.array(PERCENTILES) / 100) - 3
        assert found.frame["npsv"].to_numpy() == pytest.approx(expected, abs=0.05)
        assert found.probability == pytest.approx(law.sf(3), abs=5 * found.probability_error)


def test_pert_has_the_mean_of_its_definition(made):
    found = simulate(one_figure(made, "pert"), draws=DRAWS, seed=3)

    assert found.mean + 3 == pytest.approx((2 + 4 * 3 + 7) / 6, abs=0.02)


def test_independent_figures_add_their_variances_and_multiply_their_means(made):
    """E[XY] = E[X] E[Y]; Var[XY] = E[X²] E[Y²] - (E[X] E[Y])²; a cost adds its own."""
    inputs = made(
        [{"line": "c", "amount": 50.0}],
        [{"line": "b", "quantity": 10.0, "unit_value": 20.0}],
        ranges=[
            ("benefit", "b", "quantity", 5.0, 15.0, "uniform"),
            ("benefit", "b", "unit_value", 10.0, 30.0, "uniform"),
            ("cost", "c", "amount", 100.0, 20.0, "uniform"),
        ],
    )
    found = simulate(inputs, draws=DRAWS, seed=11)
    squares = (10**2 + 10**2 / 12) * (20**2 + 20**2 / 12)
    variance = squares - 200**2 + 80**2 / 12

    assert found.mean == pytest.approx(200 - 60, abs=5 * math.sqrt(variance / DRAWS))
    assert found.deviation == pytest.approx(math.sqrt(variance), rel=0.02)


def test_many_uniform_lines_come_to_the_exact_mean_and_variance(made):
    lines = [{"line": f"b{n}", "quantity": 10.0, "class": CLASSES[n % 3]} for n in range(20)]
    ranges = [("benefit", f"b{n}", "quantity", 10.0 - n, 10.0 + n, "uniform") for n in range(20)]
    found = simulate(made([{"line": "c", "amount": 190.0}], lines, ranges), draws=DRAWS, seed=5)
    variance = sum((2 * n) ** 2 / 12 for n in range(20))

    assert found.mean == pytest.approx(10, abs=5 * math.sqrt(variance / DRAWS))
    assert found.deviation == pytest.approx(math.sqrt(variance), rel=0.02)


def test_the_seed_decides_and_the_order_of_ranges_does_not(t_roi_1):
    ranges = [
        ("benefit", "fiscal", "quantity", 30.0, 52.0, "pert"),
        ("cost", "cash", "amount", 120_000.0, 95_000.0, "triangular"),
    ]
    one = simulate(t_roi_1(ranges=ranges), draws=500, seed=1)
    again = simulate(t_roi_1(ranges=ranges[::-1]), draws=500, seed=1)
    other = simulate(t_roi_1(ranges=ranges), draws=500, seed=2)

    assert one.frame.equals(again.frame)
    assert not one.frame.equals(other.frame)


def test_a_figure_outside_the_ranges_that_is_unknown_leaves_all_unknown(made):
    inputs = one_figure(made, "uniform")
    inputs.costs["optimism_bias"] = np.nan

    found = simulate(inputs, draws=10, seed=1)

    assert (found.mean, found.deviation, found.probability) == (None, None, None)
    assert found.frame["npsv"].isna().all()


def test_a_range_of_no_width_is_the_figure_itself(made):
    found = simulate(one_figure(made, "pert", low=3.0, mode=3.0, high=3.0), draws=10, seed=1)

    assert (found.mean, found.deviation, found.probability) == (0, 0, 0)


@pytest.mark.parametrize(
    ("distribution", "mode", "words"),
    [
        (None, 3.0, "found no distribution for benefit line b: quantity"),
        ("triangular", None, "most likely value of a triangular"),
    ],
)
def test_what_no_distribution_is_stated_for_is_not_drawn(made, distribution, mode, words):
    with pytest.raises(MeasureError, match=words):
        simulate(one_figure(made, distribution, mode=mode), draws=10, seed=1)


def test_without_a_range_there_is_nothing_to_draw(t_roi_1):
    with pytest.raises(MeasureError, match="found no figure with a range"):
        simulate(t_roi_1(), draws=10, seed=1)
