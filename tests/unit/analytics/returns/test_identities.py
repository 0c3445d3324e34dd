"""What holds of every appraisal, whatever its lines."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.appraisal_lines import CLASSES

fraction = st.floats(min_value=0, max_value=1)
costs = st.lists(
    st.fixed_dictionaries(
        {
            "amount": st.floats(min_value=1, max_value=1e6),
            "duration": st.integers(min_value=1, max_value=4),
            "share": fraction,
        }
    ),
    min_size=1,
    max_size=3,
)
benefits = st.lists(
    st.fixed_dictionaries(
        {
            "class": st.sampled_from(CLASSES),
            "quantity": st.floats(min_value=0, max_value=1e4),
            "unit_value": st.floats(min_value=-1e3, max_value=1e3),
            "start_t": st.integers(min_value=1, max_value=4),
            "duration": st.integers(min_value=0, max_value=5),
            "deadweight": fraction,
            "drop_off": fraction,
            "share": fraction,
        }
    ),
    min_size=1,
    max_size=4,
)


def divided(lines, side, organisations):
    """Return each line twice, its share with one organisation and the rest with another."""
    first, second = organisations
    return [
        {**line, "line": f"{side}{n}", side: who, "share": share}
        for n, line in enumerate(lines)
        for who, share in ((first, line["share"]), (second, 1 - line["share"]))
    ]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # made() keeps nothing
)
@given(costs, benefits, st.sampled_from(["green_book", "sroi"]))
def test_parts_add_up_to_the_whole(made, costs, benefits, timing):
    found = appraised(
        made(
            divided(costs, "payer", ("A", "B")),
            divided(benefits, "beneficiary", ("A", "citizens")),
            timing=timing,
        )
    )
    close = {"rel": 1e-9, "abs": 1e-6}

    classes = [found.pv_fiscal, found.pv_economic, found.pv_social]
    assert sum(value for value in classes if value is not None) == pytest.approx(found.pvb, **close)
    returns = [value for value in (found.efficiency, found.citizen) if value is not None]
    assert sum(returns) == pytest.approx(found.bcr, **close)
    assert found.partner_position["npv"].sum() == pytest.approx(found.npsv, **close)
    assert found.cumulative["cumulative"].iloc[-1] == pytest.approx(found.npsv, **close)
    assert found.roi == pytest.approx(found.bcr - 1, **close)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # made() keeps nothing
)
@given(costs, benefits)
def test_it_pays_back_where_the_running_total_reaches_nought(made, costs, benefits):
    found = appraised(
        made(
            divided(costs, "payer", ("A", "B")),
            divided(benefits, "beneficiary", ("A", "citizens")),
        )
    )
    total = found.cumulative["cumulative"].to_numpy()

    if found.npsv < 0:
        assert found.payback is None
    elif (total >= 0).all():
        assert found.payback == 0
    else:
        assert np.interp(found.payback, np.arange(total.size), total) == pytest.approx(0, abs=1e-5)
