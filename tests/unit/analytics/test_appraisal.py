import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.returns.appraisal import AppraisalInputs, appraise
from placegraph.analytics.returns.appraisal_lines import BENEFIT_COLUMNS, COST_COLUMNS
from placegraph.analytics.returns.discounting import GREEN_BOOK_2003
from placegraph.analytics.returns.switching import (
    benefit_multiplier,
    cost_multiplier,
    switching_value,
)
from placegraph.errors import MeasureError

NO_COSTS = pd.DataFrame(columns=list(COST_COLUMNS))
NO_BENEFITS = pd.DataFrame(columns=list(BENEFIT_COLUMNS))


def costs(*rows):
    """One row per line and payer; what is not said is one year, unbiased, paid by A alone."""
    usual = {
        "kind": "cash_revenue",
        "start_t": 0,
        "duration": 1,
        "optimism_bias": 0.0,
        "payer": "A",
        "share": 1.0,
    }
    table = pd.DataFrame([{"name": row["line"], **usual, **row} for row in rows])
    return table.assign(payer_name=table["payer"])


def benefits(*rows):
    """One row per line and beneficiary; what is not said changes nothing."""
    usual = {
        "class": "social",
        "unit_value": 1.0,
        "start_t": 1,
        "duration": 1,
        "deadweight": 0.0,
        "displacement": 0.0,
        "attribution": 0.0,
        "drop_off": 0.0,
        "optimism_bias": 0.0,
        "cashable_share": 0.0,
        "beneficiary": "citizens",
        "share": 1.0,
    }
    table = pd.DataFrame([{"name": row["line"], **usual, **row} for row in rows])
    return table.assign(beneficiary_name=table["beneficiary"])


def wheels_to_meals(start_t=1, timing="sroi"):
    """The worked example of A Guide to Social Return on Investment (Cabinet Office, 2009)."""
    columns = [
        "line",
        "quantity",
        "unit_value",
        "deadweight",
        "attribution",
        "drop_off",
        "duration",
        "beneficiary",
    ]
    outcomes = [
        ("falls: accident and emergency", 7, 94.0, 0, 0.05, 0.5, 1, "residents"),
        ("falls: assessment", 7, 4964.0, 0, 0.05, 0.5, 1, "residents"),
        ("falls: continuing care", 7, 7220.0, 0, 0.05, 0.5, 1, "residents"),
        ("fewer GP visits", 90, 19.0, 0, 0.10, 0.1, 5, "residents"),
        ("new clubs", 16, 48.25, 0.10, 0.35, 0, 1, "residents"),
        ("healthier volunteers", 4, 162.5, 0.70, 0.10, 0.35, 1, "volunteers"),
        ("less neighbourly shopping", 275, -5.0, 0.05, 0, 0.05, 3, "neighbours"),
    ]
    return AppraisalInputs(
        costs=costs(
            {"line": "contract", "amount": 24375.0, "payer": "council"},
            {
                "line": "volunteers' time",
                "amount": 4 * 3 * 5 * 50 * 6.0,
                "kind": "in_kind",
                "payer": "volunteers",
            },
        ),
        benefits=benefits(
            *({**dict(zip(columns, row, strict=True)), "start_t": start_t} for row in outcomes)
        ),
        timing=timing,
        horizon=5,
        rate=0.035,
    )


def synthetic():
    """Two costs, a fiscal and a social benefit: every convention of the model at once."""
    shared = {"start_t": 1, "duration": 4, "deadweight": 0.2, "attribution": 0.1, "quantity": 40}
    fiscal = {
        "line": "fiscal",
        "class": "fiscal",
        "unit_value": 1500.0,
        "optimism_bias": 0.15,
        "cashable_share": 0.4,
        **shared,
    }
    cash = {"line": "cash", "amount": 100_000.0, "optimism_bias": 0.1}
    return AppraisalInputs(
        costs=costs(
            {**cash, "payer": "A", "share": 0.6},
            {**cash, "payer": "B", "share": 0.4},
            {"line": "staff", "amount": 20_000.0, "duration": 5, "optimism_bias": 0.1},
        ),
        benefits=benefits(
            {**fiscal, "beneficiary": "A", "share": 0.25},
            {**fiscal, "beneficiary": "NHS", "share": 0.75},
            {"line": "social", "unit_value": 800.0, "optimism_bias": 0.25, "drop_off": 0.1}
            | shared,
        ),
        timing="green_book",
        horizon=4,
        rate=GREEN_BOOK_2003,
    )


def run(inputs):
    return appraise(
        inputs.costs,
        inputs.benefits,
        timing=inputs.timing,
        horizon=inputs.horizon,
        rate=inputs.rate,
    )


FALLS = ["falls: accident and emergency", "falls: assessment", "falls: continuing care"]


class TestWheelsToMeals:
    """T-W2M."""

    def test_impacts_match_the_impact_map(self):
        lines = run(wheels_to_meals()).lines
        impact = lines.loc[lines["side"] == "benefit", "impact"]

        assert impact.round(2).tolist() == [
            625.10,
            33010.60,
            48013.00,
            1539.00,
            451.62,
            175.50,
            -1306.25,
        ]
        assert round(impact.sum(), 2) == 82508.57

    def test_yearly_values_and_present_values_match_to_the_penny(self):
        years = run(wheels_to_meals()).cumulative.iloc[1:]

        assert years["benefit"].round(2).tolist() == [82508.57, 144.16, 67.70, 1121.93, 1009.74]
        assert years["pv_benefit"].round(2).tolist() == [79718.43, 134.58, 61.06, 977.70, 850.17]

    def test_results_match_the_guide(self):
        found = run(wheels_to_meals())

        assert found.status == "appraised"
        assert found.inputs == 42375
        assert round(found.pvb, 2) == 81741.93
        assert round(found.npv, 2) == 39366.93
        assert round(found.ratio, 6) == 1.929013
        assert round(found.net_ratio, 6) == 0.929013
        assert round(found.payback_months, 2) == 6.16

    def test_the_first_year_undiscounted_is_a_different_figure(self):
        found = run(wheels_to_meals(start_t=0, timing="green_book"))

        assert round(found.pvb, 2) == 84602.90
        assert round(found.bcr, 4) == 1.9965

    def test_without_discounting_it_is_another(self):
        inputs = wheels_to_meals()
        found = appraise(inputs.costs, inputs.benefits, timing="sroi", horizon=5, rate=0.0)

        assert round(found.pvb, 2) == 84852.10
        assert round(found.ratio, 4) == 2.0024

    def test_the_two_conventions_agree_when_benefits_start_in_year_one(self):
        assert run(wheels_to_meals(timing="green_book")).bcr == pytest.approx(1.929013, abs=1e-6)

    @pytest.mark.parametrize(
        ("parameter", "expected", "places"),
        [("quantity", 3.507, 3), ("deadweight", 0.4990, 4), ("attribution", 0.5241, 4)],
    )
    def test_switching_values_of_the_falls(self, parameter, expected, places):
        found = switching_value(wheels_to_meals(), parameter, FALLS)

        assert round(found.value, places) == expected

    def test_switching_value_reports_how_far_it_is_from_today(self):
        found = switching_value(wheels_to_meals(), "quantity", FALLS)

        assert found.current == 7
        assert found.change == pytest.approx((found.value - 7) / 7)

    def test_costs_could_nearly_double(self):
        assert round(cost_multiplier(run(wheels_to_meals())), 4) == 1.9290

    def test_a_benefit_in_period_nought_is_refused(self):
        with pytest.raises(MeasureError, match="expected 1 \\(the period of activity\\)"):
            run(wheels_to_meals(start_t=0))

    def test_a_start_in_the_period_after_shifts_the_stream_a_year(self):
        inputs = wheels_to_meals(start_t=2)
        found = appraise(inputs.costs, inputs.benefits, timing="sroi", horizon=6, rate=0.035)

        assert round(found.pvb, 2) == round(81741.93 / 1.035, 2)


class TestSyntheticPartnership:
    """T-ROI-1, with both identities."""

    def test_yearly_benefits(self):
        lines = run(synthetic()).lines.set_index("line")
        social = [17280.00 * 0.9**k for k in range(4)]

        assert lines.loc["fiscal", "impact"] == pytest.approx(36720.00)
        assert social == pytest.approx([17280.00, 15552.00, 13996.80, 12597.12])
        years = run(synthetic()).cumulative
        assert years["benefit"].tolist() == pytest.approx([0, *(36720 + s for s in social)])

    def test_present_values_and_ratios(self):
        found = run(synthetic())

        assert round(found.pvc, 2) == 212807.74
        assert round(found.pv_fiscal, 2) == 134875.47
        assert round(found.pv_social, 2) == 54815.58
        assert round(found.pvb, 2) == 189691.05
        assert round(found.npsv, 2) == -23116.69
        assert round(found.bcr, 4) == 0.8914
        assert round(found.roi, 4) == -0.1086
        assert round(found.efficiency, 4) == 0.6338
        assert round(found.cashable * found.pvc, 2) == 53950.19
        assert round(found.cashable, 4) == 0.2535
        assert round(found.citizen, 4) == 0.2576

    def test_a_class_nobody_claims_is_none(self):
        assert run(synthetic()).pv_economic is None

    def test_efficiency_and_citizen_returns_sum_to_the_ratio(self):
        found = run(synthetic())

        assert found.efficiency + found.citizen == pytest.approx(found.bcr)

    def test_partner_positions_sum_to_the_net_present_value(self):
        found = run(synthetic())
        position = found.partner_position.set_index("organisation")["npv"]

        assert position.round(2).to_dict() == {
            "A": -135088.88,
            "B": -44000.00,
            "NHS": 101156.60,
            "citizens": 54815.58,
        }
        assert position.sum() == pytest.approx(found.npsv)

    def test_the_running_total_never_pays_back(self):
        found = run(synthetic())

        assert found.cumulative["cumulative"].round(2).tolist() == [
            -132000.00,
            -101082.13,
            -72822.89,
            -46921.98,
            -23116.69,
        ]
        assert found.payback is None

    def test_switching_values(self):
        found = run(synthetic())

        assert round(benefit_multiplier(found, ["fiscal"]), 4) == 1.1714
        assert round(cost_multiplier(found), 4) == 0.8914

    def test_the_success_rate_that_breaks_even(self):
        # Success is one of three factors of the quantity: 200 people * 0.5 with need * success.
        found = switching_value(synthetic(), "quantity", ["fiscal", "social"])

        assert round(found.value / (200 * 0.5), 4) == 0.4487

    def test_sroi_figures_stay_empty_under_green_book_timing(self):
        found = run(synthetic())

        assert (found.ratio, found.net_ratio, found.npv, found.payback_months) == (None,) * 4


@pytest.mark.parametrize(
    ("first", "yearly", "npv", "ratio"),
    [(10.0, 2.5, -0.8173, 0.918), (5.0, 1.5, 0.5096, 1.102)],
    ids=["option A", "option B"],
)
def test_the_green_book_box_of_two_options(first, yearly, npv, ratio):
    """T-GB-1."""
    found = appraise(
        costs({"line": "build", "amount": first}),
        benefits({"line": "use", "quantity": yearly, "duration": 4}),
        timing="green_book",
        horizon=4,
    )

    assert round(found.npsv, 4) == npv
    assert round(found.bcr, 3) == ratio
    assert found.pvb / yearly == pytest.approx(3.67308, abs=5e-6)


def test_discounted_payback_is_interpolated_inside_the_year():
    found = appraise(
        costs({"line": "build", "amount": 5.0}),
        benefits({"line": "use", "quantity": 1.5, "duration": 4}),
        timing="green_book",
        horizon=4,
    )
    after_three = -5 + 1.5 * (1.035**-1 + 1.035**-2 + 1.035**-3)

    assert found.payback == pytest.approx(3 + -after_three / (1.5 * 1.035**-4))


def test_youth_prevention_ratio_rounds_to_the_published_six_to_one():
    """T-SROI-2: Youth Prevention and Diversion, Circular Head, section 7.1."""
    found = appraise(
        costs({"line": "investment", "amount": 847_166.0}),
        benefits({"line": "value", "quantity": 4_760_250.0}),
        timing="sroi",
        horizon=1,
        rate=0.0,
    )

    assert round(found.ratio, 4) == 5.6190
    assert round(found.ratio) == 6


def test_helping_hand_stakeholders_gain_their_published_shares():
    """T-SROI-3: Helping Hand and Linking Youth, table 8.1, $m."""
    published = {
        "youth": (3.8, 49),
        "families": (0.4, 5),
        "community": (0.3, 4),
        "state": (3.3, 42),
    }
    found = appraise(
        NO_COSTS,
        benefits(
            *(
                {"line": name, "quantity": value, "beneficiary": name}
                for name, (value, _) in published.items()
            )
        ),
        timing="sroi",
        horizon=1,
        rate=0.0,
    )
    gains = found.partner_position.set_index("organisation")["pv_benefit"]

    assert found.pvb == pytest.approx(7.8)
    assert (gains / found.pvb * 100).round().to_dict() == {
        name: share for name, (_, share) in published.items()
    }


def test_helping_hand_lines_come_to_their_published_totals_but_for_rounding():
    """T-SROI-3: lines are published to one or two figures, so a total may be 0.1 away."""
    published = {
        "youth": ([1.15, 1.15, 0.6, 1.0], 3.8),
        "families": ([0.2, 0.1], 0.4),
        "community": ([0.3], 0.3),
        "state": ([0.2, 0.1, 3.0], 3.3),
    }
    found = appraise(
        NO_COSTS,
        benefits(
            *(
                {"line": f"{name} {n}", "quantity": value, "beneficiary": name}
                for name, (values, _) in published.items()
                for n, value in enumerate(values)
            )
        ),
        timing="sroi",
        horizon=1,
        rate=0.0,
    )
    gains = found.partner_position.set_index("organisation")["pv_benefit"]

    for name, (_, total) in published.items():
        assert gains[name] == pytest.approx(total, abs=0.1 + 1e-9)


@pytest.mark.parametrize("filtered", ["deadweight", "displacement", "attribution"])
@pytest.mark.parametrize("category", [0, 25, 50, 75, 100])
def test_a_filter_category_takes_its_percentage_off_the_impact(filtered, category):
    """T-SROI-4: Helping Hand and Linking Youth, appendix 5: five categories for three filters."""
    found = appraise(
        NO_COSTS,
        benefits({"line": "b", "quantity": 100.0, filtered: category / 100}),
        timing="sroi",
        horizon=1,
    )

    assert found.lines["impact"].iloc[0] == pytest.approx(100 - category)


def test_supporting_people_in_northern_ireland_returned_its_published_ratio():
    """T-CBA-3: £1.90 saved for each £1, Sitra for NICVA."""
    found = appraise(
        costs({"line": "programme", "amount": 1.0}),
        benefits({"line": "saved", "class": "fiscal", "quantity": 1.90, "start_t": 0}),
        timing="green_book",
        horizon=0,
    )

    assert (found.bcr, found.efficiency, found.citizen) == (
        pytest.approx(1.9),
        pytest.approx(1.9),
        None,
    )


def test_supporting_people_savings_sum_as_published():
    """T-CBA-1: Supporting People, benefits realisation for ODPM, £m; 1,337 published as £1.34bn."""
    savings = [108, 278, 474, 267, 210]
    found = appraise(
        costs({"line": "programme", "amount": 1700.0}),
        benefits(
            *(
                {"line": str(n), "class": "fiscal", "quantity": saving, "start_t": 0}
                for n, saving in enumerate(savings)
            )
        ),
        timing="green_book",
        horizon=0,
    )

    assert found.pv_fiscal == 1337
    assert round(found.bcr, 3) == 0.786


def test_supporting_people_net_benefit_after_both_costs():
    """T-CBA-2: Supporting People 2004-05, Capgemini for DCLG, £bn."""
    found = appraise(
        costs({"line": "investment", "amount": 1.55}, {"line": "associated", "amount": 0.82}),
        benefits({"line": "gross", "quantity": 2.77 + 1.55 + 0.82, "start_t": 0}),
        timing="green_book",
        horizon=0,
    )

    assert found.npsv == pytest.approx(2.77)
    assert round(found.bcr, 3) == 2.169
    assert round(found.npsv / 1.55, 3) == 1.787


class TestWhatIsNotKnown:
    def test_costs_alone_are_not_evidenced(self):
        found = appraise(synthetic().costs, NO_BENEFITS, timing="green_book", horizon=4)

        assert found.status == "not_evidenced"
        assert round(found.pvc, 2) == 212807.74
        assert (found.pvb, found.npsv, found.bcr, found.efficiency, found.citizen) == (None,) * 5

    def test_benefits_alone_are_not_costed(self):
        found = appraise(NO_COSTS, synthetic().benefits, timing="green_book", horizon=4)

        assert found.status == "not_costed"
        assert round(found.pvb, 2) == 189691.05
        assert (found.pvc, found.npsv, found.bcr, found.inputs) == (None,) * 4
        assert found.partner_position["pv_cost"].isna().all()

    def test_nothing_recorded_is_unknown(self):
        found = appraise(NO_COSTS, NO_BENEFITS, timing="sroi", horizon=5)

        assert found.status == "unknown"
        assert (found.pvc, found.pvb, found.npsv, found.payback) == (None,) * 4
        assert found.partner_position.empty
        assert found.cumulative["cumulative"].isna().all()

    @pytest.mark.parametrize(
        "column",
        [
            "quantity",
            "unit_value",
            "start_t",
            "duration",
            "deadweight",
            "displacement",
            "attribution",
            "drop_off",
            "optimism_bias",
        ],
    )
    def test_a_missing_figure_of_a_benefit_is_named_and_never_nought(self, column):
        inputs = synthetic()
        table = inputs.benefits.astype({column: float})
        table.loc[table["line"] == "social", column] = np.nan

        found = appraise(inputs.costs, table, timing="green_book", horizon=4)

        assert f"benefit line social: {column} is not recorded" in found.reasons
        assert (found.pv_social, found.pvb, found.npsv, found.bcr) == (None,) * 4
        assert (found.citizen, found.payback) == (None, None)
        assert round(found.efficiency, 4) == 0.6338
        assert round(found.pvc, 2) == 212807.74

    @pytest.mark.parametrize("column", ["amount", "start_t", "duration", "optimism_bias"])
    def test_a_missing_figure_of_a_cost_leaves_no_ratio(self, column):
        inputs = synthetic()
        table = inputs.costs.astype({column: float})
        table.loc[table["line"] == "staff", column] = np.nan

        found = appraise(table, inputs.benefits, timing="green_book", horizon=4)

        assert found.reasons == (f"cost line staff: {column} is not recorded",)
        assert (found.pvc, found.npsv, found.bcr, found.efficiency) == (None,) * 4
        assert round(found.pvb, 2) == 189691.05

    def test_drop_off_is_not_needed_for_a_line_of_one_year(self):
        found = appraise(
            costs({"line": "c", "amount": 1.0}),
            benefits({"line": "b", "quantity": 2.0, "drop_off": math.nan}),
            timing="sroi",
            horizon=1,
            rate=0.0,
        )

        assert (found.ratio, found.reasons) == (2.0, ())

    def test_a_missing_cashable_share_spoils_only_the_cashable_return(self):
        inputs = synthetic()
        table = inputs.benefits.assign(cashable_share=math.nan)

        found = appraise(inputs.costs, table, timing="green_book", horizon=4)

        assert found.cashable is None
        assert round(found.bcr, 4) == 0.8914
        assert found.reasons == ("benefit line fiscal: cashable_share is not recorded",)

    def test_a_missing_share_leaves_only_the_position_unknown(self):
        inputs = synthetic()
        table = inputs.costs.copy()
        table.loc[table["line"] == "cash", "share"] = math.nan

        found = appraise(table, inputs.benefits, timing="green_book", horizon=4)
        position = found.partner_position.set_index("organisation")["npv"]

        assert round(found.bcr, 4) == 0.8914
        assert position[["A", "B"]].isna().all()
        assert round(position["NHS"], 2) == 101156.60

    def test_none_from_the_graph_counts_as_missing(self):
        found = appraise(
            costs({"line": "c", "amount": 1.0}),
            benefits({"line": "b", "quantity": 2.0, "deadweight": None}),
            timing="sroi",
            horizon=1,
        )

        assert found.reasons == ("benefit line b: deadweight is not recorded",)

    def test_free_inputs_give_no_ratio(self):
        found = appraise(
            costs({"line": "gift", "amount": 0.0}),
            benefits({"line": "b", "quantity": 2.0}),
            timing="sroi",
            horizon=1,
        )

        assert (found.bcr, found.ratio, found.efficiency) == (None, None, None)
        assert "no ratio" in found.reasons[0]

    def test_a_line_past_the_horizon_is_cut_and_said_so(self):
        found = appraise(
            costs({"line": "c", "amount": 1.0}),
            benefits({"line": "b", "quantity": 1.0, "duration": 9}),
            timing="green_book",
            horizon=3,
            rate=0.0,
        )

        assert found.pvb == 3
        assert found.notes == ("benefit line b runs past year 3 and is counted up to it",)


class TestRefusals:
    def test_shares_that_do_not_sum_to_one_name_the_line(self):
        with pytest.raises(MeasureError, match=r"cost line cash: found shares that sum to 0\.9"):
            appraise(
                costs({"line": "cash", "amount": 1.0, "share": 0.9}),
                NO_BENEFITS,
                timing="sroi",
                horizon=1,
            )

    def test_a_percentage_written_as_a_whole_number_is_refused(self):
        with pytest.raises(MeasureError, match="benefit line b: deadweight: found 20"):
            appraise(
                NO_COSTS,
                benefits({"line": "b", "quantity": 1.0, "deadweight": 20.0}),
                timing="sroi",
                horizon=1,
            )

    def test_rows_of_one_line_that_disagree_are_refused(self):
        with pytest.raises(MeasureError, match="cost line cash: found different values of amount"):
            appraise(
                costs(
                    {"line": "cash", "amount": 1.0, "share": 0.5},
                    {"line": "cash", "amount": 2.0, "share": 0.5, "payer": "B"},
                ),
                NO_BENEFITS,
                timing="sroi",
                horizon=1,
            )

    def test_an_unknown_class_is_refused(self):
        with pytest.raises(MeasureError, match="class: found 'green'"):
            appraise(
                NO_COSTS,
                benefits({"line": "b", "quantity": 1.0, "class": "green"}),
                timing="sroi",
                horizon=1,
            )

    def test_half_a_year_is_refused(self):
        with pytest.raises(MeasureError, match=r"duration: found 0\.5"):
            appraise(
                costs({"line": "c", "amount": 1.0, "duration": 0.5}),
                NO_BENEFITS,
                timing="sroi",
                horizon=1,
            )

    def test_a_missing_column_is_named(self):
        with pytest.raises(MeasureError, match="found no column amount"):
            appraise(NO_COSTS.drop(columns="amount"), NO_BENEFITS, timing="sroi", horizon=1)

    def test_text_in_a_figure_is_refused(self):
        with pytest.raises(MeasureError, match="amount: found"):
            appraise(
                costs({"line": "c", "amount": "about ten"}), NO_BENEFITS, timing="sroi", horizon=1
            )

    def test_a_switching_value_of_a_line_nobody_knows_is_refused(self):
        with pytest.raises(MeasureError, match="found benefit lines moon"):
            switching_value(synthetic(), "quantity", ["moon"])

    def test_a_switching_value_of_a_parameter_nobody_knows_is_refused(self):
        with pytest.raises(MeasureError, match="found parameter 'luck'"):
            switching_value(synthetic(), "luck", ["social"])


def test_no_switching_value_is_invented_when_none_exists():
    found = switching_value(synthetic(), "deadweight", ["social"])

    assert found.value is None
    assert "keeps its sign" in found.reason


fraction = st.floats(min_value=0, max_value=1)
money = st.floats(min_value=1, max_value=1e6)


def small(quantity, unit_value, deadweight, drop_off, amount, scale=1.0):
    return appraise(
        costs({"line": "c", "amount": amount * scale, "duration": 2}),
        benefits(
            {
                "line": "b",
                "quantity": quantity,
                "unit_value": unit_value * scale,
                "deadweight": deadweight,
                "drop_off": drop_off,
                "duration": 3,
            }
        ),
        timing="sroi",
        horizon=5,
    )


@settings(max_examples=25, deadline=None)
@given(money, money, fraction, fraction, money)
def test_social_return_is_linear_in_quantity(quantity, unit_value, deadweight, drop_off, amount):
    once = small(quantity, unit_value, deadweight, drop_off, amount)
    twice = small(2 * quantity, unit_value, deadweight, drop_off, amount)

    assert twice.ratio == pytest.approx(2 * once.ratio)


@settings(max_examples=25, deadline=None)
@given(money, money, fraction, money)
def test_full_deadweight_leaves_nothing(quantity, unit_value, drop_off, amount):
    assert small(quantity, unit_value, 1.0, drop_off, amount).pvb == 0


@settings(max_examples=25, deadline=None)
@given(money, fraction, st.sampled_from([0.01, 100.0, 1e6]))
def test_the_ratio_does_not_depend_on_the_currency_unit(quantity, deadweight, scale):
    in_pounds = small(quantity, 3.0, deadweight, 0.1, 70.0)
    in_other = small(quantity, 3.0, deadweight, 0.1, 70.0, scale)

    assert in_other.ratio == pytest.approx(in_pounds.ratio)


@settings(max_examples=25, deadline=None)
@given(fraction, fraction, money, money)
def test_partner_positions_always_sum_to_the_net_present_value(mine, theirs, amount, value):
    found = appraise(
        costs(
            {"line": "c", "amount": amount, "payer": "A", "share": mine},
            {"line": "c", "amount": amount, "payer": "B", "share": 1 - mine},
        ),
        benefits(
            {"line": "b", "quantity": value, "beneficiary": "A", "share": theirs},
            {"line": "b", "quantity": value, "beneficiary": "C", "share": 1 - theirs},
        ),
        timing="green_book",
        horizon=3,
    )

    assert found.partner_position["npv"].sum() == pytest.approx(found.npsv, abs=1e-6)
