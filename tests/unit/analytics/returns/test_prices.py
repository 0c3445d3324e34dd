import pytest

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.prices import HM_TREASURY_MARCH_2026, Deflators
from placegraph.errors import MeasureError

#: The March 2026 release (2024-25 = 100) as a second, independent reader of it transcribed it.
READ_AGAIN = {
    2008: 66.8397,
    2015: 74.5804,
    2018: 78.7948,
    2019: 80.8738,
    2022: 91.2996,
    2024: 100.0,
}


@pytest.mark.parametrize(("year", "index"), READ_AGAIN.items())
def test_the_series_is_the_published_one(year, index):
    assert HM_TREASURY_MARCH_2026.index[year] == index


def test_the_series_says_when_it_was_published_and_what_of_it_is_forecast():
    assert HM_TREASURY_MARCH_2026.published == "2026-03-31"
    assert not HM_TREASURY_MARCH_2026.forecasts(2024)
    assert HM_TREASURY_MARCH_2026.forecasts(2024, 2025)


def test_the_series_has_every_year_between_its_ends():
    assert sorted(HM_TREASURY_MARCH_2026.index) == list(range(2000, 2031))


@pytest.mark.parametrize(
    ("amount", "year", "then"),
    [(20_128, 2015, 26_988.3), (13_000, 2019, 16_074.4), (8_640, 2018, 10_965.19)],
)
def test_unit_costs_of_earlier_years_come_to_what_was_published_of_them(amount, year, then):
    """Values put in 2024/25 prices by another user of the same release."""
    found = amount * HM_TREASURY_MARCH_2026.factor(year, 2024)

    assert round(found, 1) == pytest.approx(then, abs=0.06)


def test_there_and_back_is_where_it_began():
    there = HM_TREASURY_MARCH_2026.factor(2005, 2021)
    back = HM_TREASURY_MARCH_2026.factor(2021, 2005)

    assert there * back == pytest.approx(1)


def test_an_index_of_nought_is_refused():
    with pytest.raises(MeasureError, match="2001: found an index of 0"):
        Deflators("wrong", "2026", {2001: 0.0})


ROUND = Deflators("round", "2020-01-01", {2010: 50.0, 2020: 100.0})


def test_lines_are_deflated_before_they_are_discounted(made):
    found = appraised(
        made(
            [{"line": "c", "amount": 100.0, "price_year": 2010}],
            [{"line": "b", "quantity": 10.0, "unit_value": 30.0, "start_t": 1}],
            price_year=2020,
            deflators=ROUND,
        )
    )

    # £100 of 2010 is £200 of 2020; the benefit is in the appraisal's prices already.
    assert found.pvc == 200
    assert found.pvb == pytest.approx(300 / 1.035)
    assert "cost line c: prices of 2010/11 times 2 (round, 2020-01-01)" in " ".join(found.notes)


def test_a_year_the_series_lacks_leaves_the_line_unknown_and_says_why(made):
    found = appraised(
        made(
            [{"line": "c", "amount": 100.0, "price_year": 1985}],
            [{"line": "b", "quantity": 10.0}],
            price_year=2020,
            deflators=ROUND,
        )
    )

    assert (found.pvc, found.npsv, found.bcr) == (None, None, None)
    assert found.pvb == 10
    assert found.reasons == (
        "cost line c: prices of 1985/86 cannot be put in those of 2020/21: the deflators (round, "
        "2020-01-01) have 2010/11 to 2020/21",
    )


def test_lines_of_several_years_without_a_price_year_of_the_appraisal_are_unknown(made):
    found = appraised(
        made(
            [{"line": "c", "amount": 100.0, "price_year": 2010}],
            [{"line": "b", "quantity": 10.0, "price_year": 2020}],
            deflators=ROUND,
        )
    )

    assert (found.pvc, found.pvb) == (None, None)
    assert len(found.reasons) == 2
    assert "the appraisal states no price year" in found.reasons[0]


def test_one_price_year_that_every_line_states_is_the_appraisals(made):
    found = appraised(
        made(
            [{"line": "c", "amount": 100.0, "price_year": 2010}],
            [{"line": "b", "quantity": 10.0, "price_year": 2010}],
            deflators=ROUND,
        )
    )

    assert (found.pvc, found.pvb) == (100, 10)
    assert found.notes == ("prices of 2010/11",)


def test_no_price_year_at_all_is_said(made):
    found = appraised(made([{"line": "c", "amount": 1.0}], [{"line": "b", "quantity": 1.0}]))

    assert found.notes == (
        "no price year is recorded: all amounts are taken to be in the prices of one year",
    )
