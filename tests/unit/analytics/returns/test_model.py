import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.model import model_of

SHARES = ("deadweight", "displacement", "attribution", "drop_off", "optimism_bias")

fraction = st.floats(min_value=0, max_value=1)
benefit = st.fixed_dictionaries(
    {
        "quantity": st.floats(min_value=0, max_value=1e4),
        "unit_value": st.floats(min_value=-1e4, max_value=1e4),
        "start_t": st.integers(min_value=1, max_value=8),
        "duration": st.integers(min_value=0, max_value=8),
        **dict.fromkeys(SHARES, fraction),
    }
)
cost = st.fixed_dictionaries(
    {
        "amount": st.floats(min_value=0, max_value=1e6),
        "start_t": st.integers(min_value=0, max_value=8),
        "duration": st.integers(min_value=0, max_value=8),
        "optimism_bias": st.floats(min_value=0, max_value=2),
    }
)


def by_hand(costs, benefits, timing, horizon, rate):
    """Add up year by year, as a spreadsheet does."""
    pvc = pvb = 0.0
    for t in range(horizon + 1):
        factor = (1 + rate) ** -t
        for line in costs:
            if line["start_t"] <= t < line["start_t"] + line["duration"]:
                paid = line["amount"] * (1 + line["optimism_bias"])
                pvc += paid if timing == "sroi" else paid * factor
        for line in benefits:
            if line["start_t"] <= t < line["start_t"] + line["duration"]:
                value = line["quantity"] * line["unit_value"]
                for share in ("deadweight", "displacement", "attribution", "optimism_bias"):
                    value *= 1 - line[share]
                pvb += value * (1 - line["drop_off"]) ** (t - line["start_t"]) * factor
    return pvc, pvb


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # made() keeps nothing
)
@given(
    st.lists(cost, min_size=1, max_size=3),
    st.lists(benefit, min_size=1, max_size=3),
    st.sampled_from(["green_book", "sroi"]),
    st.integers(min_value=1, max_value=10),
    st.sampled_from([0.0, 0.035, 0.1]),
)
def test_model_appraisal_and_a_sum_by_hand_agree(made, costs, benefits, timing, horizon, rate):
    inputs = made(
        [{"line": f"c{n}", **line} for n, line in enumerate(costs)],
        [{"line": f"b{n}", **line} for n, line in enumerate(benefits)],
        timing=timing,
        horizon=horizon,
        rate=rate,
    )
    pvc, pvb = by_hand(costs, benefits, timing, horizon, rate)
    found = appraised(inputs)
    modelled = model_of(inputs).totals({})

    assert (found.pvc, found.pvb) == pytest.approx((pvc, pvb), rel=1e-9, abs=1e-6)
    assert modelled == pytest.approx((pvc, pvb), rel=1e-9, abs=1e-6)


def test_a_hundred_trials_are_a_hundred_appraisals(t_roi_1):
    model = model_of(t_roi_1())
    quantities, amounts = np.linspace(0, 90, 7), np.linspace(0, 4e5, 7)
    changes = {
        ("benefit", "fiscal"): {"quantity": quantities, "drop_off": np.linspace(0, 1, 7)},
        ("cost", "cash"): {"amount": amounts},
    }
    together = model.npsv(changes)

    for n in range(7):
        inputs = t_roi_1()
        fiscal = inputs.benefits["line"] == "fiscal"
        inputs.benefits.loc[fiscal, "quantity"] = quantities[n]
        inputs.benefits.loc[fiscal, "drop_off"] = np.linspace(0, 1, 7)[n]
        inputs.costs.loc[inputs.costs["line"] == "cash", "amount"] = amounts[n]
        assert together[n] == pytest.approx(appraised(inputs).npsv, abs=1e-6)


def test_an_unknown_figure_leaves_the_total_unknown(t_roi_1):
    inputs = t_roi_1()
    inputs.benefits.loc[inputs.benefits["line"] == "social", "deadweight"] = np.nan

    assert np.isnan(model_of(inputs).npsv({}))


def test_a_side_without_lines_is_unknown_and_not_nought(made):
    model = model_of(made([{"line": "c", "amount": 5.0}], []))
    costs, benefits = model.totals({})

    assert costs == 5
    assert np.isnan(benefits)
