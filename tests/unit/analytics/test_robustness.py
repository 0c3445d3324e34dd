"""How ranks hold when ties are missing: the worked ranges, and draws checked one by one."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.influence.influence import COLUMNS, influence
from placegraph.analytics.influence.robustness import (
    compared,
    correlation,
    rank_ranges,
    robustness,
)
from placegraph.analytics.influence.tiers import tiers
from placegraph.analytics.influence.uncertainty import uncertainty
from placegraph.analytics.networks import centrality
from placegraph.analytics.networks.centrality import betweenness, two_mode_betweenness
from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.analytics.networks.structural_holes import constraint
from placegraph.errors import MeasureError

DATA = Path(__file__).parents[2] / "data" / "networks"


def published(name: str) -> Network:
    return Network.from_edges(pd.read_csv(DATA / f"{name}.csv").assign(strength=1.0))


def seats(lists: dict[str, str]) -> Affiliation:
    pairs = [(actor, group) for group, actors in lists.items() for actor in actors]
    return Affiliation.from_memberships(pd.DataFrame(pairs, columns=["actor", "group"]))


def place(lists: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(a, a, "district", g, g, "complete", "s") for g, actors in lists.items() for a in actors],
        columns=list(COLUMNS),
    )


@pytest.mark.parametrize(
    ("name", "node", "rank", "best", "worst", "top"),
    [
        ("florentine", "Medici", 1, 1, 1, 20 / 20),
        ("florentine", "Guadagni", 2, 2, 6, 0),
        ("florentine", "Albizzi", 3, 2, 9, 0),
        ("florentine", "Salviati", 4, 3, 11, 0),
        ("florentine", "Ridolfi", 5, 2, 11, 0),
        ("florentine", "Bischeri", 6, 4, 11, 0),
        ("florentine", "Strozzi", 7, 3, 10, 0),
        ("kite", "Heather", 1, 1, 6, 15 / 18),
        ("kite", "Fernando", 2, 1, 5, 1 / 18),
        ("kite", "Garth", 2, 1, 5, 1 / 18),
        ("kite", "Ike", 4, 2, 7, 0),
        ("kite", "Diane", 5, 1, 6, 1 / 18),
    ],
    ids=lambda value: f"LOO-{value}" if isinstance(value, str) else "",
)
def test_ranks_move_as_far_as_stated_when_one_tie_is_left_out(name, node, rank, best, worst, top):
    ranges = rank_ranges(published(name), betweenness).set_index("id").loc[node]
    assert ranges[["rank", "best", "worst"]].tolist() == [rank, best, worst]
    assert ranges["top1_share"] == pytest.approx(top)


def test_a_node_without_a_value_has_no_rank():
    ties = pd.DataFrame({"source": ["a"], "target": ["b"], "strength": [1.0]})
    ranges = rank_ranges(Network.from_edges(ties, nodes=["alone"]), constraint).set_index("id")
    assert ranges.loc["alone"].isna().all()
    without = rank_ranges(Network.from_edges(ties.head(0), nodes=["a"]), betweenness)
    assert without[["rank", "best", "worst", "top1_share"]].isna().all(axis=None)


def test_only_the_medici_cannot_be_overtaken():
    placed = rank_ranges(published("florentine"), betweenness)
    placed = placed.assign(tier=tiers(placed)).set_index("id")["tier"]
    assert placed[placed == "A"].index.tolist() == ["Medici"]
    assert placed["Guadagni"] == placed["Strozzi"] == "B"
    assert placed["Peruzzi"] == placed["Pazzi"] == "C"


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9
    )
)
@settings(deadline=None, max_examples=30)
def test_those_of_the_first_two_tiers_overlap_their_leader_and_tiers_follow_ranks(drawn):
    frame = pd.DataFrame(
        [(rank, max(rank - up, 1), rank + down) for rank, up, down in drawn],
        columns=["rank", "best", "worst"],
    )
    placed = frame.assign(tier=tiers(frame)).sort_values("rank", kind="stable")
    assert placed["tier"].is_monotonic_increasing
    assert placed["tier"].iloc[0] == "A"
    for tier, members in placed.groupby("tier"):
        if tier != "C":
            assert (members["best"] <= members["worst"].iloc[0]).all()
            later = placed[placed["tier"] > tier]
            assert later.empty or later["best"].iloc[0] > members["worst"].iloc[0]


def test_accuracy_is_worked_by_hand():
    observed = np.array([9.0, 5.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    after = np.array([5.0, 9.0, 4.0, 3.0, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0, np.nan])
    # Ten have both; the first tenth is one node, and another one now; r by numpy.
    expected = np.corrcoef(observed[:10], after[:10])[0, 1]
    assert compared(observed, after) == pytest.approx((0, 1, 0, 0, expected))
    # Three share the first place and one keeps it: a third.
    tied = np.array([2.0, 2.0, 2.0, 1.0])
    assert compared(tied, np.array([3.0, 2.0, 1.0, 0.0]))[:3] == pytest.approx((1 / 3, 1, 1 / 3))


@pytest.mark.parametrize(
    ("observed", "after", "expected"),
    [([1, 1, 1], [1, 2, 3], np.nan), ([1, 2, 3], [1, 1, 1], 0), ([1, 2, 3], [2, 4, 6], 1)],
)
def test_correlation_with_scores_that_do_not_differ(observed, after, expected):
    found = correlation(np.array(observed, float), np.array(after, float))
    assert found == pytest.approx(expected, nan_ok=True)


def test_means_over_draws_are_those_over_all_that_could_be_drawn():
    """Of five ties one is left out: the mean over many draws nears the mean over the five."""
    line = Network.from_edges(
        pd.DataFrame({"source": list("abcde"), "target": list("bcdef"), "strength": [1.0] * 5})
    )
    whole = betweenness(line).to_numpy()
    each = np.array(
        [compared(whole, betweenness(smaller).to_numpy()) for smaller in line.leave_one_out()]
    )
    found = robustness(line, {"b": betweenness}, shares=[0.2], draws=2000, seed=3).accuracy
    assert found.loc[0, ["top1", "top3", "top10", "overlap", "correlation"]].tolist() == (
        pytest.approx(each.mean(axis=0).tolist(), abs=0.04)
    )


def test_the_same_seed_draws_the_same_and_another_does_not():
    network = published("florentine")
    same = [robustness(network, {"b": betweenness}, draws=20, seed=5) for _ in range(2)]
    pd.testing.assert_frame_equal(same[0].accuracy, same[1].accuracy)
    other = robustness(network, {"b": betweenness}, draws=20, seed=6)
    assert not other.accuracy.equals(same[0].accuracy)


def test_the_coefficient_of_a_score_that_ties_do_not_move_is_the_most_there_can_be():
    fixed = pd.Series(range(15), index=published("florentine").ids, dtype=float)
    measures = {"fixed": lambda _: fixed, "flat": lambda _: fixed * 0, "degree": centrality.degree}
    found = robustness(published("florentine"), measures, draws=20).stability.set_index("measure")
    assert found.loc["fixed", "cs"] == 0.75
    assert np.isnan(found.loc["flat", "cs"])
    assert 0 < found.loc["degree", "cs"] < 0.75


def test_the_coefficient_stops_at_the_first_share_that_fails():
    """Scores turn round once three of the twenty ties are gone: 10 % is the last step before."""
    network = published("florentine")
    upward = pd.Series(range(15), index=network.ids, dtype=float)

    def turning(smaller: Network) -> pd.Series:
        return upward if smaller.summary().edges > 17 else -upward

    found = robustness(network, {"turning": turning}, draws=20).stability
    assert found["cs"].tolist() == [0.10]


def test_nodes_left_out_are_not_compared():
    found = robustness(published("kite"), {"d": centrality.degree}, draws=20, unit="nodes")
    assert found.accuracy["correlation"].between(-1, 1).all()
    actors = seats({"x": "abc", "y": "cd", "z": "de"})
    two = robustness(actors, {"b": two_mode_betweenness}, draws=20, unit="nodes")
    assert two.unit == "nodes"
    assert len(two.accuracy) == 3


def test_a_membership_and_not_an_actor_is_left_out_of_an_affiliation():
    sizes = set()

    def spy(smaller: Affiliation) -> pd.Series:
        sizes.add((len(smaller.actors), int(smaller.incidence.nnz)))
        return centrality.two_mode_degree(smaller)

    robustness(seats({"x": "abc", "y": "cd"}), {"spy": spy}, shares=[0.2], draws=20)
    assert {actors for actors, _ in sizes} == {4}
    # 20 % of five is one; the coefficient's steps leave out up to 75 %, four.
    assert {ties for _, ties in sizes} == {5, 4, 3, 2, 1}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"draws": 19}, "draws: found 19"), ({"shares": [0]}, "share: found 0, expected above 0")],
)
def test_draws_that_say_nothing_are_refused(wrong, words):
    with pytest.raises(MeasureError, match=words):
        robustness(published("kite"), {"d": centrality.degree}, **wrong)


def test_nothing_to_leave_out_gives_nothing():
    empty = Network.from_edges(
        pd.DataFrame(columns=["source", "target", "strength"]), nodes=["a", "b"]
    )
    found = robustness(empty, {"d": centrality.degree}, draws=20)
    assert found.accuracy.empty
    assert found.ranges.empty
    assert found.stability["cs"].isna().all()


def test_uncertain_ranks_are_hidden_and_tiers_stand_in_their_place():
    lists = {"JCS": "CTG", "LEG": "CT", "BC": "CT", "IA": "CD"}
    known = uncertainty(influence(place(lists)), draws=20)
    shown = known.stability.set_index("measure")
    for measure, ranges in known.ranges.groupby("measure"):
        if shown.loc[measure, "ranks_shown"]:
            assert measure in known.stable
            assert ranges["rank"].notna().all()
        else:
            assert ranges["rank"].isna().all()
        assert ranges["tier"].notna().all()
    assert not shown.loc["two_mode_betweenness", "ranks_shown"]
    assert known.single
    first = known.ranges.query("measure == 'constraint'").iloc[0]
    assert first["actor"] == "C"


def test_one_way_ties_are_left_out_of_the_directed_network():
    lines = pd.DataFrame(
        [(a, a, None, b, b, None, "s") for a, b in ("ab", "cb", "bd", "ed", "fe")],
        columns=[
            *("post", "post_name", "post_kind"),
            *("manager", "manager_name", "manager_kind", "source"),
        ],
    )
    found = influence(mode="posts", ties=["reporting"], reporting=lines)
    known = uncertainty(found, draws=20)
    assert set(known.stability["measure"]) == {"degree", "betweenness", "pagerank"}
    assert len(known.ranges) == 3 * 6


def test_nothing_measured_has_no_uncertainty():
    with pytest.raises(MeasureError, match="uncertainty: found no tie"):
        uncertainty(influence(place({"alone": "a"})))
