"""Key players: the worked networks, An and Liu's, and every set tried one by one.

The kite is Krackhardt's (1990), the families are Padgett's fifteen joined by marriage; their best
sets follow from Borgatti's (2006) formulas and were found by trying all. The directed network and
its values are those of An and Liu (2016, R Journal 8(1)).
"""

from itertools import combinations
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.influence.distances import Distances
from placegraph.analytics.influence.key_players import (
    MOST_NODES,
    distance_fragmentation,
    distance_reach,
    fragmentation,
    key_players,
)
from placegraph.analytics.influence.reach import (
    diffusion,
    group_closeness,
    group_in_degree,
    reach_closeness,
)
from placegraph.analytics.networks.network import Network
from placegraph.errors import MeasureError

DATA = Path(__file__).parents[2] / "data" / "networks"
AN_AND_LIU = [[0, 1, 3, 0, 0], [0, 0, 0, 4, 0], [1, 1, 0, 2, 0], [0, 0, 0, 0, 3], [0, 2, 0, 0, 0]]
#: The chances of passing on that give the published diffusion centralities of the five.
CHANCES = [
    [0, 0.2, 0.6, 0, 0],
    [0, 0, 0, 0.4, 0],
    [0.1, 0.1, 0, 0.4, 0],
    [0, 0, 0, 0, 0.3],
    [0, 0.4, 0, 0, 0],
]


def published(name: str) -> Network:
    return Network.from_edges(pd.read_csv(DATA / f"{name}.csv").assign(strength=1.0))


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame(list(ties), columns=["source", "target", "strength"])
    return Network.from_edges(frame, nodes=nodes, directed=directed)


def of_matrix(rows) -> Network:
    return network_of(
        (
            (str(i + 1), str(j + 1), float(w))
            for i, row in enumerate(rows)
            for j, w in enumerate(row)
            if w
        ),
        directed=True,
    )


@st.composite
def networks(draw, most=7):
    nodes = "abcdefgh"[: draw(st.integers(3, most))]
    directed = draw(st.booleans())
    pairs = [(a, b) for a in nodes for b in nodes if a < b or (directed and a != b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True))
    lengths = draw(st.lists(st.integers(1, 4), min_size=len(chosen), max_size=len(chosen)))
    ties = [(a, b, 1 / n) for (a, b), n in zip(chosen, lengths, strict=True)]
    return network_of(ties, nodes=nodes, directed=directed)


def distances(network: Network, removed=()):
    """Return all distances among the nodes left, as networkx finds them."""
    graph = nx.DiGraph() if network.directed else nx.Graph()
    graph.add_nodes_from(network.ids)
    graph.add_weighted_edges_from(
        (row.source, row.target, 1 / row.strength) for row in network.edges().itertuples()
    )
    graph.remove_nodes_from(removed)
    return graph, dict(nx.all_pairs_dijkstra_path_length(graph))


def fragmented(network: Network, removed) -> float:
    """Work distance-weighted fragmentation out pair by pair."""
    graph, found = distances(network, removed)
    ties = network.edges()["strength"]
    largest = ties.max() if len(ties) else 1.0
    near = sum(1 / d for a in found for b, d in found[a].items() if a != b)
    return 1 - near / (largest * len(graph) * (len(graph) - 1))


def reached(network: Network, members) -> float:
    _, found = distances(network)
    ties = network.edges()["strength"]
    largest = ties.max() if len(ties) else 1.0
    near = [
        1.0 if node in members else max(
            (1 / (largest * found[m][node]) for m in members if node in found[m]), default=0.0
        )
        for node in network.ids
    ]  # fmt: skip
    return sum(near) / len(near)


@pytest.mark.parametrize(
    ("name", "members", "separate", "apart"),
    [
        pytest.param("kite", (), None, 0.3537, id="KPP-kite-baseline"),
        pytest.param("kite", ("Heather",), 0.3889, 0.4861, id="KPP-NEG-kite-1"),
        pytest.param("kite", ("Fernando", "Garth"), 0.5357, 0.6071, id="KPP-NEG-kite-2"),
        pytest.param("kite", ("Diane", "Fernando", "Garth"), None, 0.6746, id="KPP-NEG-kite-3"),
        pytest.param("florentine", (), None, 0.4998, id="KPP-florentine-baseline"),
        pytest.param("florentine", ("Medici",), 0.3846, 0.6738, id="KPP-NEG-florentine-1"),
        pytest.param(
            "florentine", ("Guadagni", "Medici"), 0.7051, 0.8024, id="KPP-NEG-florentine-2"
        ),
    ],
)
def test_the_best_set_to_remove_is_the_stated_one(name, members, separate, apart):
    network = published(name)
    assert distance_fragmentation(network, members) == pytest.approx(apart, abs=5.1e-5)
    if separate is not None:
        assert fragmentation(network, members) == pytest.approx(separate, abs=5.1e-5)
    if members:
        found = key_players(network, len(members), aim="fragment")
        assert found.members == members
        assert (found.exact, found.equally_good) == (True, 1)
        assert found.score == pytest.approx(apart, abs=5.1e-5)
        assert found.baseline == pytest.approx(distance_fragmentation(network))


@pytest.mark.parametrize(
    ("name", "members", "score"),
    [
        pytest.param("kite", ("Diane",), 0.8083, id="KPP-POS-kite-1"),
        pytest.param("kite", ("Diane", "Ike"), 1.0, id="KPP-POS-kite-2"),
        pytest.param("florentine", ("Medici",), 0.7000, id="KPP-POS-florentine-1"),
        pytest.param("florentine", ("Bischeri", "Medici"), 0.8667, id="KPP-POS-florentine-2"),
    ],
)
def test_the_best_set_to_reach_the_rest_is_the_stated_one(name, members, score):
    found = key_players(published(name), len(members), aim="reach")
    assert found.members == members
    assert found.score == pytest.approx(score, abs=5.1e-5)


def test_a_good_pair_is_not_the_two_that_rank_first():
    """The two between most others of the kite are Heather and Fernando or Garth."""
    network = published("kite")
    for other in ("Fernando", "Garth"):
        assert distance_fragmentation(network, ("Heather", other)) < 0.6071


@pytest.mark.parametrize(
    ("node", "expected"),
    [("1", 0.6365079), ("2", 0.7446429), ("3", 0.67335), ("4", 0.8333333), ("5", 0.725)],
    ids=lambda value: f"R-journal-fragmentation-{value}" if isinstance(value, str) else "",
)
def test_fragmentation_is_scaled_by_the_nearest_pair_of_the_whole_network(node, expected):
    assert distance_fragmentation(of_matrix(AN_AND_LIU), (node,)) == pytest.approx(
        expected, abs=5e-6
    )


def test_reach_closeness_meets_an_and_liu():
    found = reach_closeness(of_matrix(AN_AND_LIU))
    expected = [0.4410714, 0.6821429, 0.5125, 0.7958333, 0.6315476]
    assert found.tolist() == pytest.approx(expected, abs=5e-8)


def test_diffusion_meets_an_and_liu():
    found = diffusion(of_matrix(CHANCES), 5)
    assert found.tolist() == pytest.approx([1.50832, 0.59296, 0.99968, 0.48816, 0.63488], abs=5e-6)


def test_diffusion_refuses_what_is_no_chance():
    with pytest.raises(MeasureError, match="found a strength of 4, expected chances"):
        diffusion(of_matrix(AN_AND_LIU), 5)


@pytest.mark.parametrize(
    ("measure", "score"),
    [
        (group_in_degree, 7),
        (lambda network, members: group_closeness(network, members, within=1), 0.6944444),
    ],
    ids=["R-journal-in-degree-pair", "R-journal-reach-pair"],
)
def test_the_best_pair_of_an_and_liu_is_three_and_four(measure, score):
    network = of_matrix(AN_AND_LIU)
    best = max(combinations(network.ids, 2), key=lambda pair: measure(network, pair))
    assert best == ("3", "4")
    assert measure(network, best) == pytest.approx(score, abs=5e-8)


@given(networks(), st.integers(1, 3))
@settings(deadline=None, max_examples=60)
def test_no_set_is_better_than_the_one_found(network, k):
    k = min(k, len(network.ids) - 1)
    sets = list(combinations(network.ids, k))
    if len(network.ids) - k > 1:
        apart = {chosen: fragmented(network, chosen) for chosen in sets}
        found = key_players(network, k, aim="fragment")
        best = max(apart.values())
        assert found.score == pytest.approx(best)
        assert found.equally_good == sum(value > best - 1e-7 for value in apart.values())
        assert apart[found.members] == pytest.approx(best)
    near = {chosen: reached(network, chosen) for chosen in sets}
    found = key_players(network, k, aim="reach")
    best = max(near.values())
    assert found.score == pytest.approx(best)
    assert found.equally_good == sum(value > best - 1e-7 for value in near.values())


@given(networks(), st.data())
@settings(deadline=None, max_examples=60)
def test_what_a_set_takes_is_never_more_than_its_bound(network, data):
    removed = tuple(
        sorted(data.draw(st.sets(st.integers(0, len(network.ids) - 1), min_size=1, max_size=3)))
    )
    held = Distances(network)
    whole = held.without(())
    lost = whole.nearness - held.nearness(removed)
    assert lost <= whole.most_lost[list(removed)].sum() + 1e-9


def test_a_larger_search_from_several_starts_finds_the_hubs():
    stars = [(hub, f"{hub}{leaf}", 1.0) for hub in "ABCD" for leaf in range(6)]
    ring = [("A", "B", 1.0), ("B", "C", 1.0), ("C", "D", 1.0), ("D", "A", 1.0)]
    found = key_players(network_of([*stars, *ring]), 4, aim="fragment", seed=7)
    assert found.members == ("A", "B", "C", "D")
    assert found.score == 1
    assert (found.exact, found.equally_good) == (False, None)
    near = key_players(network_of([*stars, *ring]), 4, aim="reach", seed=7)
    assert (near.members, near.score) == (("A", "B", "C", "D"), 1)


def test_a_network_without_ties_is_wholly_apart_already():
    empty = network_of([], nodes=["a", "b", "c"])
    found = key_players(empty, 1, aim="fragment")
    assert (found.score, found.baseline, found.fragmentation) == (1, 1, 1)
    assert found.equally_good == 3
    assert distance_fragmentation(empty, ("a", "b")) is None
    assert fragmentation(empty, ("a", "b")) is None
    assert distance_reach(empty, ()) == 0
    assert distance_reach(network_of([]), ()) is None


@pytest.mark.parametrize("k", [0, 10, 11])
def test_nobody_and_everybody_are_no_key_players(k):
    with pytest.raises(MeasureError, match=f"found {k} of 10, expected at least 1"):
        key_players(published("kite"), k, aim="reach")


def test_a_network_too_large_is_refused():
    line = network_of((f"{n:04}", f"{n + 1:04}", 1.0) for n in range(MOST_NODES))
    with pytest.raises(MeasureError, match=f"found {MOST_NODES + 1} nodes, expected at most"):
        key_players(line, 1, aim="fragment")


@pytest.mark.parametrize("measure", [fragmentation, distance_fragmentation, distance_reach])
def test_a_node_that_is_not_there_is_named(measure):
    with pytest.raises(MeasureError, match="found 'Nobody', expected a node"):
        measure(published("kite"), ("Nobody",))
