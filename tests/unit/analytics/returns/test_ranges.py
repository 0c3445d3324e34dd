import pytest

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.cases import cases
from placegraph.analytics.returns.prices import Deflators
from placegraph.analytics.returns.tornado import tornado
from placegraph.errors import MeasureError

SUCCESS = ("benefit", "fiscal", "quantity", 30.0, 52.0, "pert")
CASH = ("cost", "cash", "amount", 120_000.0, 95_000.0, "triangular")
DEADWEIGHT = ("benefit", "social", "deadweight", 0.3, 0.1, "uniform")
RANGES = [SUCCESS, CASH, DEADWEIGHT]

# T-ROI-1: present value of one unit of benefit 1 over its four years, and of benefit 2 by share
# kept, from the worked figures 134,875.47 / 40 and 54,815.58 / 0.8.
UNIT, SHARE = 134_875.468536 / 40, 54_815.584615 / 0.8
FIXED = 102_807.742602


def npsv(units, amount, kept):
    """T-ROI-1 by hand, at other figures."""
    return units * UNIT + kept * SHARE - amount * 1.1 - FIXED


class TestCases:
    def test_low_and_high_move_every_ranged_figure_at_once(self, t_roi_1):
        found = cases(t_roi_1(ranges=RANGES)).frame.set_index("case")["npsv"]

        assert found["low"] == pytest.approx(npsv(30, 120_000, 0.7), abs=0.01)
        assert found["central"] == pytest.approx(-23_116.69, abs=0.01)
        assert found["high"] == pytest.approx(npsv(52, 95_000, 0.9), abs=0.01)

    def test_without_a_range_only_the_central_case_is_known(self, t_roi_1):
        found = cases(t_roi_1())

        assert (found.low, found.high) == (None, None)
        assert found.frame["npsv"].isna().tolist() == [True, False, True]
        assert found.reasons == ("no figure has a range, so the low and high cases are not known",)

    def test_each_case_keeps_both_identities(self, t_roi_1):
        found = cases(t_roi_1(ranges=RANGES))

        for result in (found.low, found.central, found.high):
            assert result.efficiency + result.citizen == pytest.approx(result.bcr)
            assert result.partner_position["npv"].sum() == pytest.approx(result.npsv)

    def test_a_range_is_in_the_prices_of_its_line(self, made):
        inputs = made(
            [{"line": "c", "amount": 100.0, "price_year": 2010}],
            [{"line": "b", "quantity": 1000.0}],
            ranges=[("cost", "c", "amount", 120.0, 90.0, None)],
            price_year=2020,
            deflators=Deflators("round", "2020", {2010: 50.0, 2020: 100.0}),
        )

        assert cases(inputs).frame["pvc"].tolist() == [240, 200, 180]

    def test_a_range_of_what_is_cashable_moves_cash_and_no_value(self, t_roi_1):
        found = cases(t_roi_1(ranges=[("benefit", "fiscal", "cashable_share", 0.2, 0.6, None)]))

        assert found.frame["cashable"].tolist() == pytest.approx(
            [0.2 * 0.633790, 0.4 * 0.633790, 0.6 * 0.633790], abs=1e-6
        )
        assert found.frame["npsv"].nunique() == 1


class TestTornado:
    def test_one_figure_moves_at_a_time_and_the_largest_swing_comes_first(self, t_roi_1):
        found = tornado(t_roi_1(ranges=RANGES))

        assert found["line"].tolist() == ["fiscal", "cash", "social"]
        expected = [
            (npsv(30, 100_000, 0.8), npsv(52, 100_000, 0.8)),
            (npsv(40, 120_000, 0.8), npsv(40, 95_000, 0.8)),
            (npsv(40, 100_000, 0.7), npsv(40, 100_000, 0.9)),
        ]
        for row, (low, high) in zip(found.itertuples(), expected, strict=True):
            assert row.npsv_low == pytest.approx(low, abs=0.01)
            assert row.npsv_high == pytest.approx(high, abs=0.01)
            assert row.npsv_swing == pytest.approx(high - low, abs=0.01)

    def test_its_ratios_are_those_of_the_whole_appraisal(self, t_roi_1):
        row = tornado(t_roi_1(ranges=[CASH])).iloc[0]
        inputs = t_roi_1()
        inputs.costs.loc[inputs.costs["line"] == "cash", "amount"] = 120_000.0

        assert row["bcr_low"] == pytest.approx(appraised(inputs).bcr)

    def test_no_range_no_bar(self, t_roi_1):
        assert tornado(t_roi_1()).empty


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (("cost", "cash", "amount", 95_000.0, 120_000.0, None), "swap them"),
        (("benefit", "fiscal", "quantity", 52.0, 30.0, None), "swap them"),
        (("benefit", "fiscal", "quantity", 50.0, 60.0, None), "central value of 40 outside"),
        (("benefit", "fiscal", "deadweight", 20.0, 0.1, None), "fractions from 0 to 1"),
        (("benefit", "moon", "quantity", 1.0, 2.0, None), "found no such line"),
        (("cost", "cash", "quantity", 1.0, 2.0, None), "that cost lines do not have"),
        (("benefit", "fiscal", "quantity", 30.0, 50.0, "normal"), "found 'normal'"),
    ],
)
def test_a_range_that_cannot_be_is_refused(t_roi_1, wrong, words):
    with pytest.raises(MeasureError, match=words):
        cases(t_roi_1(ranges=[wrong]))


def test_a_loss_returns_less_the_larger_it_is(made):
    def losses(low, high):
        return made(
            [{"line": "c", "amount": 1.0}],
            [{"line": "loss", "quantity": 10.0, "unit_value": -5.0}],
            ranges=[("benefit", "loss", "quantity", low, high, None)],
        )

    assert cases(losses(20.0, 5.0)).frame["pvb"].tolist() == [-100, -50, -25]
    with pytest.raises(MeasureError, match="swap them"):
        cases(losses(5.0, 20.0))


def test_two_ranges_of_one_figure_are_refused_unless_they_agree(t_roi_1):
    other = (*SUCCESS[:4], 60.0, "pert")

    assert len(cases(t_roi_1(ranges=[SUCCESS, SUCCESS])).ranges) == 1
    with pytest.raises(MeasureError, match="two ranges that differ"):
        cases(t_roi_1(ranges=[SUCCESS, other]))
