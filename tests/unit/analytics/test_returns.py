from dataclasses import replace

import pandas as pd
import pytest

from placegraph.analytics.returns.appraisal_inputs import RANGE_COLUMNS
from placegraph.analytics.returns.appraisal_lines import BENEFIT_COLUMNS, COST_COLUMNS
from placegraph.analytics.returns.returns import AppraisalInputs, returns
from placegraph.errors import MeasureError

FIGURE_COLUMNS = ["partnership", "measure", "period", "period_start", "value", "source", "locator"]
SUPPORTING_PEOPLE = [
    ("PT-SP", "pooled cost", "2004/5", 2004, 29.2e6, "S2", "229"),
    ("PT-SP", "pooled cost", "2009/10", 2009, 22.5e6, "S2", "229"),
    ("PT-SP", "people supported", "2008/9", 2008, 4000.0, "S2", "235"),
]


def partnerships(*names):
    return pd.DataFrame({"partnership": list(names), "name": [f"The {n}" for n in names]})


def figures(*rows):
    return pd.DataFrame(list(rows), columns=FIGURE_COLUMNS)


def inputs(benefit=None, cost=None, timing="sroi"):
    cost_row = ("c", "c", "cash_revenue", cost, 0, 1, 0.0, "A", "A", 1.0)
    benefit_row = (
        *("b", "b", "social", 1, benefit, 1, 1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        *("R", "residents", 1.0),
    )
    return AppraisalInputs(
        costs=pd.DataFrame([cost_row] if cost else [], columns=list(COST_COLUMNS)),
        benefits=pd.DataFrame([benefit_row] if benefit else [], columns=list(BENEFIT_COLUMNS)),
        timing=timing,
        horizon=1,
        rate=0.0,
    )


def only(found):
    assert len(found.frame) == 1
    return found.frame.iloc[0]


class TestSupportingPeople:
    row = only(returns(partnerships("PT-SP"), {}, figures(*SUPPORTING_PEOPLE)))

    def test_it_is_efficient_on_the_evidence_and_nothing_more(self):
        assert self.row["statement"] == "efficiency evidenced, citizen benefit not monetised"
        assert self.row["status"] == "not_evidenced"

    def test_its_cost_change_is_dated_and_cited(self):
        assert round(self.row["cost_change_share"] * 100, 4) == -22.9452
        assert round(self.row["cost_change_yearly"] * 100, 4) == -5.0795
        assert (self.row["cost_from"], self.row["cost_to"]) == (29.2e6, 22.5e6)
        assert (self.row["period_from"], self.row["period_to"]) == ("2004/5", "2009/10")
        assert self.row["sources"] == "S2:229"

    def test_it_has_no_ratio(self):
        assert self.row[["efficiency", "cashable", "citizen", "bcr", "npsv"]].isna().all()


def test_a_partnership_with_nothing_recorded_says_so():
    row = only(returns(partnerships("PT-CSP"), {}, figures()))

    assert (row["status"], row["statement"]) == ("unknown", "not evidenced, not costed")
    assert row["effectiveness"] is None
    assert row["timing"] is None


def test_an_empty_appraisal_says_no_more_than_none():
    row = only(returns(partnerships("P"), {"P": inputs()}, figures()))

    assert (row["status"], row["statement"]) == ("unknown", "not evidenced, not costed")


def test_wheels_to_meals_totals_give_its_published_ratio():
    # PV of benefits and inputs of the Guide to SROI's worked example.
    found = returns(
        partnerships("W2M"), {"W2M": inputs(benefit=81_741.93, cost=42_375.0)}, figures()
    )
    row = only(found)

    assert round(row["bcr"], 2) == 1.93
    assert row["timing"] == "sroi"
    assert row["statement"] == ("£1.93 of social value for each £1 of inputs, range not recorded")
    assert round(found.appraisals["W2M"].npv, 2) == 39366.93


def test_a_green_book_appraisal_states_ratio_and_net_value():
    row = only(
        returns(
            partnerships("P"),
            {"P": inputs(benefit=900.0, cost=1000.0, timing="green_book")},
            figures(),
        )
    )

    assert row["statement"] == (
        "benefit-cost ratio 0.90, net present value -£100, range not recorded"
    )


def test_an_appraisal_with_ranges_is_never_said_by_its_central_case_alone():
    ranged = replace(
        inputs(benefit=900.0, cost=1000.0, timing="green_book"),
        ranges=pd.DataFrame(
            [("benefit", "b", "unit_value", 600.0, 1200.0, None)], columns=list(RANGE_COLUMNS)
        ),
    )
    row = only(returns(partnerships("P"), {"P": ranged}, figures()))

    assert row["statement"] == (
        "benefit-cost ratio 0.90 (0.60 to 1.20), net present value -£100 (-£400 to £200)"
    )
    assert row[["npsv_low", "npsv", "npsv_high"]].tolist() == [-400, -100, 200]
    assert row[["bcr_low", "bcr", "bcr_high"]].tolist() == [0.6, 0.9, 1.2]


def test_without_ranges_the_low_and_high_case_are_blank_with_a_reason():
    row = only(returns(partnerships("P"), {"P": inputs(benefit=2.0, cost=1.0)}, figures()))

    assert row[["npsv_low", "npsv_high", "bcr_low", "bcr_high"]].isna().all()
    assert "no figure has a range" in row["reasons"]


def test_the_evidence_of_an_appraisal_is_its_grade():
    made = inputs(benefit=2.0, cost=1.0)
    graded = made.benefits.assign(population_grade=1, effect_grade=3, age_grade=2)
    row = only(returns(partnerships("P"), {"P": replace(made, benefits=graded)}, figures()))

    assert (row["evidence_grade"], row["evidence"]) == (3, "grade 3 of 6, 1 being the best")


def test_an_appraisal_that_contradicts_itself_is_refused_and_the_others_stand():
    wrong = inputs(benefit=2.0, cost=1.0)
    wrong = replace(wrong, costs=wrong.costs.assign(share=0.5))
    found = returns(
        partnerships("P", "Q"), {"P": wrong, "Q": inputs(benefit=2.0, cost=1.0)}, figures()
    )

    assert found.frame["status"].tolist() == ["unknown", "appraised"]
    assert found.frame["statement"].tolist()[0] == "appraisal refused: it contradicts itself"
    assert "found shares that sum to 0.5" in found.refused["P"]
    assert "found shares that sum to 0.5" in found.frame["reasons"].tolist()[0]


def test_costs_without_benefits_are_costed_not_evidenced():
    row = only(returns(partnerships("P"), {"P": inputs(cost=1000.0)}, figures()))

    assert (row["status"], row["statement"]) == ("not_evidenced", "costed, not evidenced")


def test_benefits_without_costs_are_not_costed():
    row = only(returns(partnerships("P"), {"P": inputs(benefit=1000.0)}, figures()))

    assert (row["status"], row["statement"]) == ("not_costed", "benefits monetised, not costed")
    assert pd.isna(row["bcr"])


def test_one_dated_cost_shows_no_change():
    row = only(returns(partnerships("PT-SP"), {}, figures(SUPPORTING_PEOPLE[0])))

    assert row["statement"] == "costed, not evidenced"
    assert pd.isna(row["cost_change_share"])


def test_a_rising_cost_is_no_efficiency():
    rising = [SUPPORTING_PEOPLE[1], ("PT-SP", "pooled cost", "2012/13", 2012, 30e6, "S2", "1")]
    row = only(returns(partnerships("PT-SP"), {}, figures(*rising)))

    assert row["statement"] == "cost did not fall, citizen benefit not monetised"
    assert row["cost_change_share"] > 0


def test_sources_that_disagree_leave_the_change_unknown():
    rival = ("PT-SP", "pooled cost", "2009/10", 2009, 23e6, "S9", "1")
    row = only(returns(partnerships("PT-SP"), {}, figures(*SUPPORTING_PEOPLE, rival)))

    assert pd.isna(row["cost_change_share"])
    assert row["reasons"] == ("sources disagree on the cost of 2009/10: £22,500,000, £23,000,000")


def test_a_range_is_not_read_as_its_lower_end():
    table = figures(*SUPPORTING_PEOPLE).assign(high=[None, 24e6, None])
    row = only(returns(partnerships("PT-SP"), {}, table))

    assert pd.isna(row["cost_change_share"])
    assert "range" in row["reasons"]
    assert row["statement"] == "costed, not evidenced"


def test_two_sources_that_agree_are_both_cited():
    again = ("PT-SP", "pooled cost", "2009/10", 2009, 22.5e6, "S9", "1")
    row = only(returns(partnerships("PT-SP"), {}, figures(*SUPPORTING_PEOPLE, again)))

    assert round(row["cost_change_share"], 4) == -0.2295
    assert row["sources"] == "S2:229; S9:1"


def test_every_partnership_has_a_row_and_keeps_its_own_figures():
    found = returns(
        partnerships("PT-SP", "PT-CSP", "W2M"),
        {"W2M": inputs(benefit=2.0, cost=1.0)},
        figures(*SUPPORTING_PEOPLE),
    ).frame

    assert found["status"].tolist() == ["not_evidenced", "unknown", "appraised"]
    assert found["bcr"].notna().tolist() == [False, False, True]
    assert found["cost_change_share"].notna().tolist() == [True, False, False]


def test_an_appraisal_of_an_unlisted_partnership_is_refused():
    with pytest.raises(MeasureError, match="found appraisals of GHOST"):
        returns(partnerships("P"), {"GHOST": inputs(cost=1.0)}, figures())
