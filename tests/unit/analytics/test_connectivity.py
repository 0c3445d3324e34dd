"""Parts, cores, articulation points and bridges, against published cores and networkx."""

from itertools import combinations, permutations
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.networks.connectivity import (
    articulation_points,
    bridges,
    by_size,
    components,
    core_numbers,
)
from placegraph.analytics.networks.network import Network

DATA = Path(__file__).parents[2] / "data" / "networks"


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame(list(ties), columns=["source", "target"]).assign(strength=1.0)
    return Network.from_edges(frame, nodes=nodes, directed=directed)


def pairs(frame: pd.DataFrame) -> set[tuple[str, str]]:
    return set(frame.itertuples(index=False, name=None))


@st.composite
def graphs(draw, *, directed=False):
    """Draw sparse graphs, in which bridges and isolates are common."""
    nodes = "abcdefghij"[: draw(st.integers(1, 10))]
    possible = list((permutations if directed else combinations)(nodes, 2))
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=14)) if possible else []
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(chosen)
    return graph


def held(graph) -> Network:
    return network_of(graph.edges, nodes=graph, directed=graph.is_directed())


@pytest.mark.parametrize("name", ["kite", "florentine", "karate"])
def test_every_core_number_of_the_tables_is_met(name):
    network = Network.from_edges(pd.read_csv(DATA / f"{name}.csv", dtype=str).assign(strength=1.0))
    values = pd.read_csv(DATA / f"{name}_values.csv", dtype={"node": str}).set_index("node")
    assert core_numbers(network)[values.index].to_dict() == values["core"].to_dict()


def test_the_kite_parts_at_heather_and_ike():
    network = network_of(pd.read_csv(DATA / "kite.csv").itertuples(index=False, name=None))
    cuts = articulation_points(network)
    assert set(cuts[cuts].index) == {"Heather", "Ike"}
    assert pairs(bridges(network)) == {("Heather", "Ike"), ("Ike", "Jane")}


def test_florence_parts_at_four_families():
    # Each marriage that is a family's only one, and that of the Salviati, who lead to the Pazzi.
    network = network_of(pd.read_csv(DATA / "florentine.csv").itertuples(index=False, name=None))
    cuts = articulation_points(network)
    assert set(cuts[cuts].index) == {"Albizzi", "Guadagni", "Medici", "Salviati"}
    assert pairs(bridges(network)) == {
        ("Acciaiuoli", "Medici"),
        ("Albizzi", "Ginori"),
        ("Guadagni", "Lamberteschi"),
        ("Medici", "Salviati"),
        ("Pazzi", "Salviati"),
    }


def test_parts_are_numbered_by_size_and_then_by_their_first_node():
    network = network_of([("b", "c"), ("d", "e"), ("e", "f")], nodes=["a", "g"])
    assert components(network).to_dict() == {
        **dict.fromkeys("def", 0),
        **dict.fromkeys("bc", 1),
        "a": 2,
        "g": 3,
    }


def test_labels_are_numbered_by_how_common_they_are():
    assert by_size(pd.Series([7, 3, 3, 9, 9, 1]).to_numpy()).tolist() == [2, 0, 0, 1, 1, 3]


def test_a_pair_tied_in_both_directions_is_one_bridge():
    network = network_of([("a", "b"), ("b", "a"), ("b", "c")], directed=True)
    assert pairs(bridges(network)) == {("a", "b"), ("b", "c")}
    assert core_numbers(network).to_dict() == {"a": 1, "b": 1, "c": 1}


@pytest.mark.parametrize("nodes", [[], ["alone"]])
def test_a_network_without_ties_parts_nowhere(nodes):
    network = network_of([], nodes=nodes)
    assert components(network).tolist() == [0] * len(nodes)
    assert core_numbers(network).tolist() == [0] * len(nodes)
    assert articulation_points(network).tolist() == [False] * len(nodes)
    assert bridges(network).empty


@given(graphs())
@settings(deadline=None)
def test_all_agree_with_networkx(graph):
    network = held(graph)
    cuts = articulation_points(network)
    assert set(cuts[cuts].index) == set(nx.articulation_points(graph))
    assert pairs(bridges(network)) == {tuple(sorted(tie)) for tie in nx.bridges(graph)}
    assert core_numbers(network).to_dict() == nx.core_number(graph)
    found = components(network)
    parts = {frozenset(found.index[found == part]) for part in found.unique()}
    assert parts == {frozenset(part) for part in nx.connected_components(graph)}


@given(graphs(directed=True))
@settings(deadline=None)
def test_direction_makes_no_difference(graph):
    network, either_way = held(graph), held(graph.to_undirected())
    for measure in (articulation_points, core_numbers, components):
        pd.testing.assert_series_equal(measure(network), measure(either_way))
    assert pairs(bridges(network)) == pairs(bridges(either_way))
