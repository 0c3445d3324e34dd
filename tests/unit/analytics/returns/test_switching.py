import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.switching import switching_value, switching_values
from placegraph.errors import MeasureError


def test_the_amount_of_a_cost_that_breaks_even(t_roi_1):
    """T-ROI-1: PVB 189,691.05 less the staff cost of 102,807.74, over 1.1."""
    found = switching_value(t_roi_1(), "amount", ["cash"], side="cost")

    assert found.value == pytest.approx((189_691.05 - 102_807.74) / 1.1, abs=0.01)
    assert found.current == 100_000


def test_the_optimism_bias_of_a_cost_that_breaks_even(t_roi_1):
    found = switching_value(t_roi_1(), "optimism_bias", ["cash", "staff"], side="cost")

    # T-ROI-1: costs would have to be 0.8914 of what they are with 10 %: no bias is low enough.
    assert found.value is None
    assert "keeps its sign" in found.reason


@pytest.mark.parametrize(("years", "value"), [(3, 4), (4, 4), (5, 4)])
def test_the_fewest_years_of_benefit_that_pay_for_the_cost(made, years, value):
    """Option B of T-GB-1 pays £5m with £1.5m a year: not in 3 years, but in 4."""
    found = switching_value(
        made(
            [{"line": "c", "amount": 5.0}],
            [{"line": "b", "quantity": 1.5, "start_t": 1, "duration": years}],
            horizon=6,
        ),
        "duration",
        ["b"],
    )

    assert found.value == value


def test_the_most_years_of_cost_that_the_benefit_pays_for(t_roi_1):
    # By the worked figures: 189,691.05 - 110,000 pays 22,000 in years 0 to 2 (64,000.00) not 3.
    found = switching_value(t_roi_1(), "duration", ["staff"], side="cost")

    assert found.value == 3


def test_years_that_never_pay_have_no_switching_value(made):
    found = switching_value(
        made([{"line": "c", "amount": 50.0}], [{"line": "b", "quantity": 1.5, "start_t": 1}]),
        "duration",
        ["b"],
    )

    assert found.value is None
    assert "for 0 to 5 years" in found.reason


def test_a_loss_is_looked_for_among_losses(made):
    found = switching_value(
        made(
            [{"line": "c", "amount": 60.0}],
            [
                {"line": "gain", "quantity": 100.0},
                {"line": "loss", "quantity": 10.0, "unit_value": -3.0},
            ],
        ),
        "unit_value",
        ["loss"],
    )

    assert found.value == pytest.approx(-4)
    assert found.change == pytest.approx(1 / 3)


def test_every_figure_of_every_line_is_tried_and_the_nearest_comes_first(t_roi_1):
    found = switching_values(t_roi_1())

    sizes = found["change"].abs().dropna().tolist()
    assert sizes == sorted(sizes)
    first = found.iloc[:2]
    assert set(first["parameter"]) == {"quantity", "unit_value"}
    assert first["change"].round(4).tolist() == [0.1714, 0.1714]
    assert found.loc[found["value"].isna(), "reason"].str.len().gt(0).all()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # made() keeps nothing
)
@given(
    st.floats(min_value=1, max_value=100),
    st.floats(min_value=1, max_value=100),
    st.floats(min_value=0.01, max_value=0.6),
    st.sampled_from(["quantity", "deadweight", "drop_off", "attribution"]),
)
def test_at_its_switching_value_the_appraisal_is_worth_nothing(
    made, amount, quantity, share, parameter
):
    line = {"line": "b", "quantity": quantity, "duration": 4, "deadweight": share}
    found = switching_value(made([{"line": "c", "amount": amount}], [line]), parameter, ["b"])

    if found.value is not None:
        moved = made([{"line": "c", "amount": amount}], [line | {parameter: found.value}])
        assert appraised(moved).npsv == pytest.approx(0, abs=1e-5)
    else:
        ends = (0.0, 1000 * quantity if parameter == "quantity" else 1.0)
        worth = [
            appraised(made([{"line": "c", "amount": amount}], [line | {parameter: end}])).npsv
            for end in ends
        ]
        assert worth[0] * worth[1] > 0


def test_a_figure_that_the_side_does_not_have_is_refused(t_roi_1):
    with pytest.raises(MeasureError, match="found parameter 'amount'"):
        switching_value(t_roi_1(), "amount", ["fiscal"])
