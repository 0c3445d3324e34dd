import pandas as pd
import pytest

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.claims import CLAIM_COLUMNS, claims
from placegraph.errors import MeasureError

NO_OUTCOMES = pd.DataFrame(columns=["line", "outcome"])
NOBODY = pd.DataFrame(columns=["line", "beneficiary"])


def lines(*rows):
    usual = {"indicator": None, "base_year": 2020, "start_t": 0, "duration": 3, "attribution": 0.0}
    table = [{"name": r["line"], "appraisal": r["partnership"], **usual, **r} for r in rows]
    return pd.DataFrame(table, columns=list(CLAIM_COLUMNS))


def falls(partnership, **more):
    return {"partnership": partnership, "line": f"{partnership}-1", "indicator": "falls", **more}


def test_a_benefit_claimed_whole_by_two_is_found_and_counted_twice():
    found = claims(lines(falls("P"), falls("Q", start_t=2)), NO_OUTCOMES, NOBODY)
    pair = found.pairs.iloc[0]

    assert (pair["partnership_a"], pair["partnership_b"]) == ("P", "Q")
    assert (pair["benefit"], pair["by"]) == ("falls", "indicator")
    assert (pair["first_year"], pair["last_year"]) == ("2022/23", "2022/23")
    assert (pair["claimed"], pair["over"]) == (2, True)
    assert found.over == 1


def test_a_benefit_shared_by_attribution_is_shown_and_not_over():
    found = claims(
        lines(falls("P", attribution=0.4), falls("Q", attribution=0.6)), NO_OUTCOMES, NOBODY
    )

    assert found.pairs.iloc[0]["claimed"] == pytest.approx(1)
    assert not found.pairs.iloc[0]["over"]
    assert found.over == 0


def test_three_claims_of_40_percent_exceed_the_whole_though_no_two_do():
    found = claims(lines(*(falls(name, attribution=0.6) for name in "PQR")), NO_OUTCOMES, NOBODY)

    assert not found.pairs["over"].any()
    assert found.totals.iloc[0][["partnerships", "claims", "year"]].tolist() == [
        "P, Q, R", 3, "2020/21"
    ]  # fmt: skip
    assert found.totals.iloc[0]["claimed"] == pytest.approx(1.2)
    assert found.over == 1


def test_claims_that_follow_one_another_are_not_added_up():
    """Each half is claimed by another; the year in which two claim it is not over."""
    found = claims(
        lines(
            falls("P", attribution=0.5, duration=2),
            falls("Q", attribution=0.5, start_t=1, duration=2),
            falls("R", attribution=0.5, start_t=2, duration=2),
        ),
        NO_OUTCOMES,
        NOBODY,
    )

    assert found.totals.iloc[0]["claimed"] == pytest.approx(1)
    assert set(zip(found.pairs["partnership_a"], found.pairs["partnership_b"], strict=True)) == {
        ("P", "Q"),
        ("Q", "R"),
    }


def test_other_years_are_no_double_claim():
    found = claims(lines(falls("P"), falls("Q", base_year=2030)), NO_OUTCOMES, NOBODY)

    assert found.pairs.empty
    assert found.totals.empty


def test_years_that_are_not_recorded_may_be_the_same():
    found = claims(lines(falls("P"), falls("Q", base_year=None)), NO_OUTCOMES, NOBODY)

    assert found.pairs.iloc[0]["first_year"] is None
    assert found.pairs.iloc[0]["over"]
    assert "not recorded" in found.pairs.iloc[0]["statement"]


def test_an_attribution_that_is_not_recorded_leaves_the_sum_unknown():
    found = claims(lines(falls("P"), falls("Q", attribution=None)), NO_OUTCOMES, NOBODY)

    assert found.pairs.iloc[0]["over"] is None
    assert found.over == 0
    assert "cannot be known" in found.pairs.iloc[0]["statement"]


def test_one_outcome_valued_for_one_beneficiary_is_one_benefit():
    outcomes = pd.DataFrame({"line": ["a", "b", "c"], "outcome": ["O", "O", "O"]})
    gain = pd.DataFrame({"line": ["a", "b", "c"], "beneficiary": ["NHS", "NHS", "police"]})
    table = lines(
        {"partnership": "P", "line": "a"},
        {"partnership": "Q", "line": "b"},
        {"partnership": "R", "line": "c"},
    )
    found = claims(table, outcomes, gain)

    assert found.pairs[["partnership_a", "partnership_b"]].to_numpy().tolist() == [["P", "Q"]]
    assert found.pairs.iloc[0]["benefit"] == "O for NHS"


def test_a_partnership_does_not_claim_twice_against_itself():
    both = lines(falls("P"), {**falls("P"), "line": "P-2"})

    assert claims(both, NO_OUTCOMES, NOBODY).pairs.empty


class TestAttribution:
    def inputs(self, made, attribution, *shares):
        return made(
            [{"line": "c", "amount": 1.0}],
            [{"line": "b", "quantity": 10.0, "attribution": attribution}],
            attributed=[("b", f"O{n}", f"Body {n}", share) for n, share in enumerate(shares)],
        )

    def test_shares_that_add_up_to_the_attribution_need_no_word(self, made):
        found = appraised(self.inputs(made, 0.3, 0.1, 0.2))

        assert found.pvb == pytest.approx(7)
        assert not any("attribut" in note for note in found.notes)

    def test_a_part_due_to_nobody_named_is_said(self, made):
        found = appraised(self.inputs(made, 0.3, 0.1))

        assert "benefit line b: 30% is attributed to others, of which 20% to nobody named" in (
            found.notes
        )

    @pytest.mark.parametrize(
        ("attribution", "shares", "limit"),
        [(0.3, (0.2, 0.2), "its attribution, 0.3"), (1.0, (0.7, 0.6), "1; correct")],
    )
    def test_more_than_the_attribution_or_the_whole_is_refused(
        self, made, attribution, shares, limit
    ):
        with pytest.raises(MeasureError, match=f"expected at most {limit}"):
            appraised(self.inputs(made, attribution, *shares))

    def test_shares_do_not_stand_in_for_an_attribution_that_is_not_recorded(self, made):
        found = appraised(self.inputs(made, None, 0.4))

        assert found.pvb is None
        assert "benefit line b: attribution is not recorded" in found.reasons
