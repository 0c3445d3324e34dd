"""Centrality against published tables, and against networkx on random graphs.

The kite is Krackhardt's (1990), the families are Padgett's fifteen joined by marriage, the women
are those of Davis, Gardner and Gardner (1941), the directed network is that of An and Liu (2016,
R Journal 8(1)). Betweenness and closeness of the first two and the two-mode values of the third
are published to two or three places; the further places are those on which networkx and igraph
agree.
"""

import math
from itertools import combinations, permutations
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.networks import centrality
from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.errors import MeasureError

DATA = Path(__file__).parents[2] / "data" / "networks"
FOUR_PLACES = 5.1e-5
AN_AND_LIU = [[0, 1, 3, 0, 0], [0, 0, 0, 4, 0], [1, 1, 0, 2, 0], [0, 0, 0, 0, 3], [0, 2, 0, 0, 0]]


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame(list(ties), columns=["source", "target", "strength"])
    return Network.from_edges(frame, nodes=nodes, directed=directed)


def published(name: str) -> tuple[Network, pd.DataFrame]:
    ties = pd.read_csv(DATA / f"{name}.csv").assign(strength=1.0)
    return Network.from_edges(ties), pd.read_csv(DATA / f"{name}_values.csv", index_col="node")


def an_and_liu() -> Network:
    return network_of(
        (
            (str(i + 1), str(j + 1), w)
            for i, row in enumerate(AN_AND_LIU)
            for j, w in enumerate(row)
            if w
        ),
        directed=True,
    )


def davis() -> Affiliation:
    graph = nx.davis_southern_women_graph()
    pairs = [(woman, event) for woman in graph.graph["top"] for event in graph[woman]]
    return Affiliation.from_memberships(pd.DataFrame(pairs, columns=["actor", "group"]))


@st.composite
def graphs(draw, *, directed=False):
    """Draw node names and ties with whole-number lengths, so that equal paths are common."""
    nodes = "abcdefgh"[: draw(st.integers(3, 8))]
    pairs = list((permutations if directed else combinations)(nodes, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=len(pairs)))
    lengths = draw(st.lists(st.integers(1, 60), min_size=len(chosen), max_size=len(chosen)))
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(
        (a, b, {"length": length, "strength": 1 / length})
        for (a, b), length in zip(chosen, lengths, strict=True)
    )
    return graph


def held(graph) -> Network:
    return network_of(graph.edges(data="strength"), nodes=graph, directed=graph.is_directed())


@pytest.mark.parametrize("name", ["kite", "florentine"])
@pytest.mark.parametrize(
    ("measure", "column"),
    [
        (centrality.degree, "degree"),
        (centrality.strength, "degree"),
        (centrality.betweenness, "betweenness"),
        (lambda n: centrality.betweenness(n, normalised=False), "betweenness_raw"),
        (centrality.closeness, "closeness"),
        (centrality.harmonic, "harmonic"),
        (centrality.eigenvector, "eigenvector"),
        (centrality.pagerank, "pagerank"),
    ],
)
def test_every_published_value_is_met(name, measure, column):
    network, values = published(name)
    expected = values[column].astype(float).to_dict()
    assert measure(network).to_dict() == pytest.approx(expected, abs=FOUR_PLACES)


@pytest.mark.parametrize(
    ("measure", "column"),
    [
        (centrality.degree, "degree"),
        (lambda n: centrality.betweenness(n, normalised=False), "betweenness_raw"),
        (centrality.betweenness, "betweenness"),
        (centrality.closeness, "closeness"),
        (centrality.eigenvector, "eigenvector"),
        (centrality.pagerank, "pagerank"),
    ],
)
def test_the_karate_club_meets_its_table(measure, column):
    ties = pd.read_csv(DATA / "karate.csv", dtype=str).assign(strength=1.0)
    values = pd.read_csv(DATA / "karate_values.csv", dtype={"node": str}).set_index("node")
    found = measure(Network.from_edges(ties))[values.index]
    assert found.to_dict() == pytest.approx(values[column].to_dict(), abs=FOUR_PLACES)


def test_the_kite_meets_its_katz_scores():
    network, values = published("kite")
    found = centrality.katz(network, alpha=0.1)
    assert found.to_dict() == pytest.approx(values["katz"].to_dict(), abs=FOUR_PLACES)


def test_three_different_people_lead_the_kite():
    network, _ = published("kite")
    assert centrality.degree(network).idxmax() == "Diane"
    assert centrality.betweenness(network).idxmax() == "Heather"
    assert set(centrality.closeness(network).nlargest(2).index) == {"Fernando", "Garth"}


def test_the_directed_weighted_network_meets_an_and_liu():
    network = an_and_liu()
    assert centrality.strength(network).tolist() == [5, 8, 7, 9, 5]
    raw = centrality.betweenness(network, normalised=False)
    assert raw.tolist() == pytest.approx([0, 1, 2, 3, 1])
    near = centrality.harmonic(network, normalised=True)
    assert near.tolist() == pytest.approx([1.5142857, 1.4285714, 1.3, 1.05, 0.8333333], abs=1e-7)


def test_the_centre_of_a_star_lies_between_all_others():
    star = network_of([("hub", leaf, 2.0) for leaf in "abcd"])
    assert centrality.betweenness(star).to_dict() == {"hub": 1, "a": 0, "b": 0, "c": 0, "d": 0}


def test_stronger_ties_are_shorter():
    triangle = network_of([("a", "b", 4.0), ("b", "c", 4.0), ("a", "c", 1.0)])
    assert centrality.betweenness(triangle)["b"] == 1


def test_paths_that_differ_by_rounding_alone_are_equally_short():
    # By b the way is 0.1 + 0.2 long, by d 0.15 + 0.15; in binary these differ in the last digit.
    square = network_of(
        [("a", "b", 1 / 0.1), ("b", "c", 1 / 0.2), ("a", "d", 1 / 0.15), ("d", "c", 1 / 0.15)]
    )
    raw = centrality.betweenness(square, normalised=False)
    assert (raw["b"], raw["d"]) == (0.5, 0.5)


def test_ties_of_very_different_strength_have_paths_that_end():
    # Beside 1, a length of 1e-12 is within rounding: a and b must not follow each other for ever.
    network = network_of([("a", "b", 1e12), ("b", "c", 1.0), ("a", "c", 1.0), ("c", "d", 1e12)])
    assert centrality.betweenness(network, normalised=False).notna().all()


def test_steps_are_counted_whatever_their_strength():
    network = network_of([("a", "b", 4.0), ("b", "c", 4.0), ("a", "c", 1.0)])
    assert centrality.betweenness(network.unweighted())["b"] == 0
    assert centrality.harmonic(network.unweighted()).to_dict() == {"a": 2, "b": 2, "c": 2}


def test_equally_long_ties_have_their_own_length():
    line = network_of([("a", "b", 4.0), ("b", "c", 4.0)])
    assert centrality.harmonic(line).to_dict() == {"a": 6, "b": 8, "c": 6}
    assert centrality.closeness(line)["b"] == 4


def test_opsahls_degree_lies_between_ties_and_strength():
    network = network_of([("a", "b", 1.0), ("a", "c", 8.0)], nodes=["alone"])
    for alpha, expected in ((0, 2), (0.5, math.sqrt(18)), (1, 9), (1.5, 2**-0.5 * 27)):
        found = centrality.opsahl_degree(network, alpha=alpha)
        assert found["a"] == pytest.approx(expected)
        assert found["alone"] == 0
    with pytest.raises(MeasureError, match="alpha: found -1"):
        centrality.opsahl_degree(network, alpha=-1)


def test_an_isolate_has_no_eigenvector_score_and_no_closeness_to_others():
    network = network_of([("a", "b", 1.0)], nodes=["alone"])
    assert math.isnan(centrality.eigenvector(network)["alone"])
    assert centrality.eigenvector(network)["a"] == pytest.approx(math.sqrt(0.5))
    assert centrality.closeness(network)["alone"] == 0
    assert centrality.harmonic(network)["alone"] == 0
    assert centrality.betweenness(network)["alone"] == 0


def test_eigenvector_is_undefined_when_no_component_is_the_largest():
    network = network_of([("a", "b", 1.0), ("c", "d", 1.0)])
    assert centrality.eigenvector(network).isna().all()


def test_eigenvector_of_a_ring_is_the_same_for_all():
    ring = network_of([("a", "b", 1.0), ("b", "c", 1.0), ("c", "d", 1.0), ("d", "a", 1.0)])
    assert centrality.eigenvector(ring).tolist() == pytest.approx([0.5] * 4)


def test_eigenvector_refuses_a_directed_network():
    with pytest.raises(MeasureError, match="found a directed network"):
        centrality.eigenvector(an_and_liu())


@pytest.mark.parametrize(
    "measure",
    [
        centrality.degree,
        centrality.strength,
        centrality.betweenness,
        centrality.closeness,
        centrality.harmonic,
        centrality.eigenvector,
        centrality.pagerank,
    ],
)
def test_an_empty_network_has_no_scores(measure):
    assert measure(network_of([])).empty


def test_betweenness_of_two_nodes_is_undefined_not_zero():
    assert centrality.betweenness(network_of([("a", "b", 1.0)])).isna().all()


def test_a_network_of_one_node_has_no_closeness_and_all_the_pagerank():
    alone = network_of([], nodes=["a"])
    assert math.isnan(centrality.closeness(alone)["a"])
    assert centrality.pagerank(alone).to_dict() == {"a": 1}


@pytest.mark.parametrize(
    ("mode", "table"), [("actors", "davis_women_values"), ("groups", "davis_events_values")]
)
@pytest.mark.parametrize(
    "measure",
    [
        centrality.two_mode_degree,
        centrality.two_mode_closeness,
        centrality.two_mode_betweenness,
    ],
)
def test_davis_meets_the_published_two_mode_values(mode, table, measure):
    expected = pd.read_csv(DATA / f"{table}.csv", index_col="node")[measure.__name__]
    found = measure(davis(), mode=mode)[expected.index]
    assert found.to_dict() == pytest.approx(expected.to_dict(), abs=FOUR_PLACES)


def test_flora_met_twelve_women_at_two_events():
    affiliation = davis()
    flora = affiliation.actors.index("Flora Price")
    met = affiliation.incidence @ affiliation.incidence.T
    assert affiliation.incidence[[flora]].nnz == 2
    assert met[[flora]].nnz - 1 == 12


@given(st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("UVWXYZ")), min_size=2))
@settings(deadline=None)
def test_two_mode_measures_agree_with_networkx(pairs):
    affiliation = Affiliation.from_memberships(
        pd.DataFrame(sorted(pairs), columns=["actor", "group"])
    )
    graph = nx.Graph(sorted(pairs))
    near = nx.bipartite.closeness_centrality(graph, affiliation.actors)
    for mode, ids in (("actors", affiliation.actors), ("groups", affiliation.groups)):
        found = centrality.two_mode_closeness(affiliation, mode=mode)
        assert found.to_dict() == pytest.approx({node: near[node] for node in ids})
    if min(len(affiliation.actors), len(affiliation.groups)) > 1:
        between = nx.bipartite.betweenness_centrality(graph, affiliation.actors)
        for mode, ids in (("actors", affiliation.actors), ("groups", affiliation.groups)):
            found = centrality.two_mode_betweenness(affiliation, mode=mode)
            assert found.to_dict() == pytest.approx({node: between[node] for node in ids})


@given(graphs())
@settings(deadline=None)
def test_undirected_path_measures_agree_with_networkx(graph):
    network = held(graph)
    expected = nx.betweenness_centrality(graph, weight="length")
    assert centrality.betweenness(network).to_dict() == pytest.approx(expected, abs=1e-9)
    expected = nx.closeness_centrality(graph, distance="length")
    assert centrality.closeness(network).to_dict() == pytest.approx(expected)
    expected = nx.harmonic_centrality(graph, distance="length")
    assert centrality.harmonic(network).to_dict() == pytest.approx(expected)


@given(graphs(directed=True))
@settings(deadline=None)
def test_directed_path_measures_agree_with_networkx(graph):
    network = held(graph)
    expected = nx.betweenness_centrality(graph, weight="length")
    assert centrality.betweenness(network).to_dict() == pytest.approx(expected, abs=1e-9)
    # networkx measures along incoming ties, this library along outgoing ones.
    expected = nx.harmonic_centrality(graph.reverse(), distance="length")
    assert centrality.harmonic(network).to_dict() == pytest.approx(expected)


@given(graphs())
@settings(deadline=None)
def test_step_counts_agree_with_networkx(graph):
    steps = held(graph).unweighted()
    expected = nx.betweenness_centrality(graph)
    assert centrality.betweenness(steps).to_dict() == pytest.approx(expected, abs=1e-9)
    assert centrality.closeness(steps).to_dict() == pytest.approx(nx.closeness_centrality(graph))


@given(graphs(directed=True))
@settings(deadline=None)
def test_directed_closeness_agrees_with_networkx(graph):
    # networkx measures along incoming ties, this library along outgoing ones.
    expected = nx.closeness_centrality(graph.reverse(), distance="length")
    assert centrality.closeness(held(graph)).to_dict() == pytest.approx(expected)
    expected = nx.betweenness_centrality(graph)
    found = centrality.betweenness(held(graph).unweighted())
    assert found.to_dict() == pytest.approx(expected, abs=1e-9)


@given(graphs())
@settings(deadline=None)
def test_undirected_pagerank_agrees_with_networkx(graph):
    expected = nx.pagerank(graph, weight="strength", tol=1e-14, max_iter=2000)
    assert centrality.pagerank(held(graph)).to_dict() == pytest.approx(expected, abs=1e-9)


@given(graphs(directed=True))
@settings(deadline=None)
def test_pagerank_agrees_with_networkx(graph):
    expected = nx.pagerank(graph, weight="strength", tol=1e-14, max_iter=2000)
    assert centrality.pagerank(held(graph)).to_dict() == pytest.approx(expected, abs=1e-9)


def test_pagerank_ends_beside_a_hub_of_thousands():
    leaves = 3000
    ties = pd.DataFrame({"source": "hub", "target": range(leaves), "strength": 1.0})
    scores = centrality.pagerank(Network.from_edges(ties.astype({"target": str})))
    # All that the leaves hold goes to the hub: h = (1 - a) / n + a (1 - h).
    assert scores["hub"] == pytest.approx((0.15 / (leaves + 1) + 0.85) / 1.85)
