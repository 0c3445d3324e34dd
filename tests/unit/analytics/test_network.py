"""Networks and affiliations as they are held."""

from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.errors import MeasureError

DATA = Path(__file__).parents[2] / "data" / "networks"


def edges(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["source", "target", "strength"])


def seats(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["actor", "group"])


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame.itertuples(index=False, name=None))


def test_parallel_ties_are_summed_whichever_end_is_named_first():
    network = Network.from_edges(edges(("a", "b", 1), ("b", "a", 2), ("b", "c", 4)))
    assert rows(network.edges()) == [("a", "b", 3.0), ("b", "c", 4.0)]


def test_a_directed_network_keeps_both_directions_apart():
    network = Network.from_edges(edges(("a", "b", 1), ("b", "a", 2)), directed=True)
    assert rows(network.edges()) == [("a", "b", 1.0), ("b", "a", 2.0)]


def test_distance_is_the_reciprocal_and_leaves_the_strength_alone():
    network = Network.from_edges(edges(("a", "b", 4)))
    assert network.distance.toarray().tolist() == [[0, 0.25], [0.25, 0]]
    assert network.strength.toarray().tolist() == [[0, 4], [4, 0]]


def test_isolates_are_kept_and_count_as_components():
    summary = Network.from_edges(edges(("a", "b", 1)), nodes=["c", "d"]).summary()
    assert (summary.nodes, summary.edges, summary.components) == (4, 1, 3)
    assert summary.density == pytest.approx(1 / 6)


def test_an_empty_network_has_no_density_rather_than_zero():
    summary = Network.from_edges(edges()).summary()
    assert (summary.nodes, summary.components, summary.density) == (0, 0, None)


def test_florence_has_the_published_size():
    marriages = pd.read_csv(DATA / "florentine.csv").assign(strength=1.0)
    summary = Network.from_edges(marriages).summary()
    assert (summary.nodes, summary.edges, summary.components) == (15, 20, 1)


@pytest.mark.parametrize("strength", [0, -1, float("nan"), float("inf"), "many"])
def test_a_strength_that_is_not_above_zero_is_refused(strength):
    with pytest.raises(MeasureError, match=r"edges row 1: strength: found"):
        Network.from_edges(edges(("a", "b", 1), ("b", "c", strength)))


def test_a_tie_of_a_node_to_itself_is_refused():
    with pytest.raises(MeasureError, match="'a' tied to itself"):
        Network.from_edges(edges(("a", "a", 1)))


def test_a_missing_column_is_named():
    with pytest.raises(MeasureError, match="found no column strength"):
        Network.from_edges(edges(("a", "b", 1)).drop(columns="strength"))


def test_a_missing_end_is_refused():
    with pytest.raises(MeasureError, match="edges row 0: target: found nothing"):
        Network.from_edges(edges(("a", None, 1)))


def test_leaving_out_one_tie_keeps_every_node():
    network = Network.from_edges(edges(("a", "b", 1), ("b", "c", 2)))
    without = list(network.leave_one_out())
    assert [rows(smaller.edges()) for smaller in without] == [[("b", "c", 2.0)], [("a", "b", 1.0)]]
    assert all(smaller.ids == ("a", "b", "c") for smaller in without)


def test_two_statements_of_one_membership_are_one_membership():
    affiliation = Affiliation.from_memberships(seats(("a", "x"), ("a", "x"), ("b", "x")))
    assert affiliation.incidence.toarray().tolist() == [[1], [1]]


def test_an_actor_and_a_group_may_share_an_identifier():
    affiliation = Affiliation.from_memberships(seats(("x", "x"), ("a", "x")))
    assert affiliation.adjacency.toarray().tolist() == [[0, 0, 1], [0, 0, 1], [1, 1, 0]]


def test_the_density_of_an_affiliation_is_over_possible_memberships():
    summary = Affiliation.from_memberships(seats(("a", "x"), ("b", "x"), ("c", "y"))).summary()
    assert (summary.nodes, summary.edges, summary.components, summary.density) == (5, 3, 2, 0.5)


def test_leaving_out_one_membership_keeps_actor_and_group():
    affiliation = Affiliation.from_memberships(seats(("a", "x"), ("b", "y")))
    without = list(affiliation.leave_one_out())
    assert [smaller.incidence.toarray().tolist() for smaller in without] == [
        [[0, 0], [0, 1]],
        [[1, 0], [0, 0]],
    ]


@pytest.mark.parametrize("directed", [False, True])
def test_arrays_make_the_network_that_a_frame_makes(directed):
    rows_, columns, strengths = [2, 0, 1, 0], [0, 2, 3, 1], [1.0, 2.0, 4.0, 8.0]
    found = Network.from_arrays(list("abcde"), rows_, columns, strengths, directed=directed)
    frame = edges(("c", "a", 1), ("a", "c", 2), ("b", "d", 4), ("a", "b", 8))
    expected = Network.from_edges(frame, nodes=["e"], directed=directed)
    assert found.ids == expected.ids
    pd.testing.assert_frame_equal(found.edges(), expected.edges())


@pytest.mark.parametrize(
    ("ids", "ends", "strengths", "message"),
    [
        (["a", "a"], ([0], [1]), [1.0], "found one twice"),
        (["a", "b"], ([0], [2]), [1.0], "end: found position 2, expected 0 to 1"),
        (["a", "b"], ([-1], [1]), [1.0], "start: found position -1"),
        (["a", "b"], ([0, 1], [1]), [1.0], "found 2 starts and 1 ends"),
        (["a", "b"], ([0], [1]), [1.0, 2.0], "found 1 ties and 2 strengths"),
        (["a", "b"], ([0], [1]), [0.0], "found a strength"),
        (["a", "b"], ([0], [1]), [float("nan")], "found a strength"),
        (["a", "b"], ([1], [1]), [1.0], "found a node tied to itself"),
    ],
)
def test_arrays_that_make_no_network_are_refused(ids, ends, strengths, message):
    with pytest.raises(MeasureError, match=message):
        Network.from_arrays(ids, *ends, strengths)


def test_arrays_of_no_ties_make_isolates():
    assert Network.from_arrays(["a", "b"], [], [], []).summary().components == 2


def test_steps_keep_every_tie_and_forget_its_strength():
    network = Network.from_edges(edges(("a", "b", 4), ("b", "c", 9)))
    assert rows(network.unweighted().edges()) == [("a", "b", 1.0), ("b", "c", 1.0)]
    assert rows(network.edges()) == [("a", "b", 4.0), ("b", "c", 9.0)]


def test_arrays_of_memberships_make_the_affiliation_that_a_frame_makes():
    found = Affiliation.from_arrays(["a", "b"], ["x", "y"], [0, 1, 1, 1], [0, 0, 1, 1])
    expected = Affiliation.from_memberships(seats(("a", "x"), ("b", "x"), ("b", "y")))
    assert (found.actors, found.groups) == (expected.actors, expected.groups)
    assert found.incidence.toarray().tolist() == expected.incidence.toarray().tolist()
    with pytest.raises(MeasureError, match="start: found position 2"):
        Affiliation.from_arrays(["a", "b"], ["x", "y"], [2], [0])
