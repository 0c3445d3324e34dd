"""Influence on the certain memberships of the Cheltenham papers, and how far ranks hold."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.influence.influence import COLUMNS, influence
from placegraph.analytics.influence.robustness import rank_ranges
from placegraph.analytics.networks.centrality import two_mode_betweenness
from placegraph.errors import MeasureError

CERTAIN = {
    "JCS": ["CBC", "TBC", "GLC"],
    "LEG": ["CBC", "TBC"],
    "BC": ["CBC", "TBC"],
    "IA": ["CBC", "CDC"],
}


def membership(actor, partnership, completeness="complete", source="S0"):
    return (
        actor,
        f"{actor} council",
        "district",
        partnership,
        f"{partnership} partnership",
        completeness,
        source,
    )


def frame(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))


def certain(*more) -> pd.DataFrame:
    return frame(*(membership(a, p) for p, members in CERTAIN.items() for a in members), *more)


def by_actor(memberships: pd.DataFrame, column: str) -> dict[str, float]:
    return influence(memberships).actors.set_index("actor")[column].to_dict()


@pytest.mark.parametrize(
    ("column", "cbc", "tbc", "glc", "cdc"),
    [
        pytest.param("partnerships", 4, 3, 1, 1, id="G-NET-1"),
        pytest.param("two_mode_degree", 1, 0.75, 0.25, 0.25, id="G-NET-2"),
        pytest.param("two_mode_closeness", 1, 0.7143, 0.5556, 0.5, id="G-NET-3"),
        pytest.param("two_mode_betweenness", 0.6944, 0.1389, 0, 0, id="G-NET-4"),
        pytest.param("newman_strength", 4, 3, 1, 1, id="G-NET-5"),
        pytest.param("betweenness", 0.6667, 0, 0, 0, id="G-NET-7"),
        pytest.param("constraint", 0.5877, 0.9136, 1.5004, 1, id="G-NET-8"),
    ],
)
def test_the_certain_memberships_give_the_stated_positions(column, cbc, tbc, glc, cdc):
    expected = {"CBC": cbc, "TBC": tbc, "GLC": glc, "CDC": cdc}
    assert by_actor(certain(), column) == pytest.approx(expected, abs=5.1e-5)


def test_the_certain_memberships_give_the_stated_ties():  # G-NET-6
    ties = influence(certain()).ties
    assert set(ties[["a", "b", "strength"]].itertuples(index=False, name=None)) == {
        ("CBC", "TBC", 2.5),
        ("CBC", "CDC", 1.0),
        ("CBC", "GLC", 0.5),
        ("GLC", "TBC", 0.5),
    }
    # Only by internal audit is Cotswold joined to the rest.
    assert ties.loc[ties["bridge"], ["a", "b"]].values.tolist() == [["CBC", "CDC"]]


def test_the_partnerships_have_their_own_list():
    partnerships = influence(certain()).partnerships
    assert partnerships["partnership"].tolist() == ["JCS", "IA", "BC", "LEG"]
    assert partnerships["members"].tolist() == [3, 2, 2, 2]
    expected = [0.3889, 0.3333, 0.0556, 0.0556]
    assert partnerships["two_mode_betweenness"].tolist() == pytest.approx(expected, abs=5.1e-5)


def test_actors_are_ordered_by_partnerships_and_equals_share_a_rank():
    actors = influence(certain()).actors
    assert actors["actor"].tolist() == ["CBC", "TBC", "CDC", "GLC"]
    assert actors["rank"].tolist() == [1, 2, 3, 3]


def test_the_order_of_the_rows_changes_nothing():
    shuffled = certain().sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(influence(shuffled).actors, influence(certain()).actors)


@pytest.mark.parametrize("completeness", ["partial", "unknown"])
def test_memberships_of_incomplete_lists_move_no_score_and_are_listed(completeness):
    result = influence(
        certain(
            membership("CBC", "GSP", completeness),
            membership("NHS", "GSP", completeness),
            membership("NHS", "GSP", completeness, source="S2"),
        )
    )
    pd.testing.assert_frame_equal(
        result.actors.drop(columns="excluded_partial"),
        influence(certain()).actors.drop(columns="excluded_partial"),
    )
    left_out = result.actors.set_index("actor")["excluded_partial"]
    assert left_out.to_dict() == {"CBC": 1, "TBC": 0, "CDC": 0, "GLC": 0}
    assert set(result.excluded["actor"]) == {"CBC", "NHS"}
    assert (result.basis.memberships_used, result.basis.memberships_excluded) == (9, 2)
    assert (result.basis.actors_scored, result.basis.actors_known) == (4, 5)


def test_a_membership_stated_completely_elsewhere_is_not_left_out():
    result = influence(certain(membership("CBC", "JCS", "partial", source="S2")))
    assert result.basis.memberships_excluded == 0
    assert result.excluded.empty


def test_two_sources_that_agree_count_once_and_are_both_named():
    result = influence(certain(membership("CBC", "JCS", source="S2")))
    assert result.basis.memberships_used == 9
    assert result.basis.sources == ("S0", "S2")


def test_the_basis_states_size_and_bias():
    basis = influence(certain(membership("NHS", "GSP", "partial"))).basis
    assert (basis.partnerships_scored, basis.components, basis.density) == (4, 1, 9 / 16)
    assert basis.caption.startswith(
        "Structural position in 9 recorded memberships from 1 source, not power over anybody. "
        "1 more is left out"
    )
    assert "biased towards that body" in basis.caption


def test_nothing_usable_gives_empty_lists_and_no_density():
    result = influence(frame(membership("CBC", "GSP", "partial")))
    assert result.actors.empty
    assert result.partnerships.empty
    assert result.ties.empty
    assert result.basis.density is None
    assert (result.basis.actors_scored, result.basis.actors_known) == (0, 1)
    assert influence(frame()).basis.actors_known == 0


def test_a_member_alone_in_its_partnership_has_undefined_measures_not_zero():
    actors = influence(certain(membership("NHS", "OWN"))).actors.set_index("actor")
    assert actors.loc["NHS", "newman_strength"] == 0
    assert actors.loc["NHS", ["eigenvector", "constraint", "effective_size"]].isna().all()


def test_an_unknown_completeness_word_is_refused():
    with pytest.raises(MeasureError, match="CBC of GSP: completeness: found 'most', expected one"):
        influence(certain(membership("CBC", "GSP", "most")))


def test_a_missing_column_is_named():
    with pytest.raises(MeasureError, match="found no column source"):
        influence(certain().drop(columns="source"))


def test_rank_ranges_take_an_affiliation_too():
    ranges = rank_ranges(influence(certain()).affiliation, two_mode_betweenness)
    assert ranges["id"].tolist() == ["CBC", "TBC", "CDC", "GLC"]
    assert (ranges["best"] <= ranges["rank"]).all()


@given(st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("VWXYZ")), min_size=1))
@settings(deadline=None, max_examples=40)
def test_shares_of_partnerships_never_exceed_one_and_strength_never_the_count(pairs):
    actors = influence(frame(*(membership(a, p) for a, p in sorted(pairs)))).actors
    assert actors["two_mode_degree"].between(0, 1).all()
    assert (actors["newman_strength"] <= actors["partnerships"] + 1e-9).all()
    between = actors["two_mode_betweenness"].dropna()
    assert between.between(0, 1 + 1e-9).all()
