"""Networks to networkx and back: strengths stay strengths."""

import networkx as nx
import pandas as pd
import pytest

from placegraph.analytics.networks import centrality
from placegraph.analytics.networks.interchange import from_networkx, to_networkx
from placegraph.analytics.networks.network import Network
from placegraph.errors import MeasureError


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame(list(ties), columns=["source", "target", "strength"])
    return Network.from_edges(frame, nodes=nodes, directed=directed)


@pytest.mark.parametrize("directed", [False, True])
def test_there_and_back_is_the_same_network(directed):
    ties = [("a", "b", 4.0), ("b", "c", 0.5), ("c", "b", 2.0)]
    network = network_of(ties, nodes=["alone"], directed=directed)
    back = from_networkx(to_networkx(network), strength="strength")
    assert (back.ids, back.directed) == (network.ids, directed)
    pd.testing.assert_frame_equal(back.edges(), network.edges())


def test_no_attribute_is_called_weight():
    graph = to_networkx(network_of([("a", "b", 4.0)]))
    assert graph.edges["a", "b"] == {"strength": 4.0, "distance": 0.25}


def test_networkx_measures_the_same_once_told_what_is_meant():
    network = network_of([("a", "b", 4.0), ("b", "c", 4.0), ("a", "c", 1.0), ("c", "d", 1.0)])
    graph = to_networkx(network)
    paths = nx.betweenness_centrality(graph, weight="distance")
    assert centrality.betweenness(network).to_dict() == pytest.approx(paths)
    walks = nx.pagerank(graph, weight="strength", tol=1e-14, max_iter=1000)
    assert centrality.pagerank(network).to_dict() == pytest.approx(walks)


def test_a_graph_without_strengths_has_ties_of_one():
    assert from_networkx(nx.Graph([("a", "b")]), strength=None).edges()["strength"].tolist() == [1]


def test_parallel_edges_are_summed():
    graph = nx.MultiGraph([("a", "b", {"w": 1.0}), ("a", "b", {"w": 2.0})])
    assert from_networkx(graph, strength="w").edges()["strength"].tolist() == [3]


def test_an_edge_without_the_attribute_is_refused():
    graph = nx.Graph([("a", "b", {"weight": 2.0}), ("b", "c")])
    with pytest.raises(MeasureError, match="edge 'b', 'c': found no attribute weight"):
        from_networkx(graph, strength="weight")


def test_nodes_that_are_not_strings_are_refused():
    with pytest.raises(MeasureError, match="found the node 0, expected strings"):
        from_networkx(nx.karate_club_graph(), strength="weight")
