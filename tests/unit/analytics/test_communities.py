"""Communities, their modularity against networkx, and agreement against published formulas."""

from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.networks.communities import adjusted_rand, communities
from placegraph.analytics.networks.network import Network
from placegraph.errors import MeasureError

DATA = Path(__file__).parents[2] / "data" / "networks"


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame(list(ties), columns=["source", "target", "strength"])
    return Network.from_edges(frame, nodes=nodes, directed=directed)


def karate() -> Network:
    return Network.from_edges(pd.read_csv(DATA / "karate.csv", dtype=str).assign(strength=1.0))


def parts(members: pd.Series) -> list[set[str]]:
    return [set(members.index[members == one]) for one in sorted(members.unique())]


@st.composite
def graphs(draw):
    nodes = "abcdefghij"[: draw(st.integers(2, 10))]
    possible = list(combinations(nodes, 2))
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, min_size=1))
    strengths = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from(
        (a, b, float(w)) for (a, b), w in zip(chosen, strengths, strict=True)
    )
    return graph


def test_two_cliques_joined_by_a_tie_are_two_communities():
    ties = [(a, b, 1.0) for clique in ("abcd", "efgh") for a, b in combinations(clique, 2)]
    found = communities(network_of([*ties, ("d", "e", 1.0)], nodes=["z"]), seed=0)
    assert parts(found.members) == [set("abcd"), set("efgh"), {"z"}]
    assert found.stability == 1
    # 24 of 26 ends lie inside, and each clique has 13 of 26.
    assert found.modularity == pytest.approx(24 / 26 - 2 * (13 / 26) ** 2)


def test_the_karate_club_comes_near_its_best_known_modularity():
    # 0.4198 is the greatest possible (Brandes and others 2008, IEEE TKDE 20).
    found = communities(karate(), seed=0, repeats=20)
    assert 0.41 < found.modularity <= 0.4198 + 5e-5


def test_the_same_seed_gives_the_same_division():
    first, second = (communities(karate(), seed=3, repeats=1) for _ in range(2))
    pd.testing.assert_series_equal(first.members, second.members)
    assert first.seeds == (3,)
    assert first.stability is None


def test_a_network_without_ties_has_no_modularity():
    found = communities(network_of([], nodes=["a", "b"]), seed=0)
    assert (found.members.tolist(), found.modularity) == ([0, 1], None)
    assert communities(network_of([]), seed=0).members.empty


def test_a_directed_network_is_refused():
    with pytest.raises(MeasureError, match="found a directed network"):
        communities(network_of([("a", "b", 1.0)], directed=True), seed=0)


def test_no_repeat_at_all_is_refused():
    with pytest.raises(MeasureError, match="repeats: found 0"):
        communities(karate(), seed=0, repeats=0)


@given(graphs(), st.integers(0, 5))
@settings(deadline=None)
def test_the_modularity_is_that_of_the_division(graph, seed):
    found = communities(network_of(graph.edges(data="weight"), nodes=graph), seed=seed, repeats=3)
    divided = parts(found.members)
    assert found.modularity == pytest.approx(nx.community.modularity(graph, divided))
    assert all(nx.is_connected(graph.subgraph(part)) for part in divided)
    assert [len(part) for part in divided] == sorted(map(len, divided), reverse=True)


@given(graphs(), st.integers(0, 5))
@settings(deadline=None)
def test_a_division_is_no_worse_than_none(graph, seed):
    found = communities(network_of(graph.edges(data="weight"), nodes=graph), seed=seed, repeats=1)
    whole = nx.community.modularity(graph, parts(found.members))
    one_part = nx.community.modularity(graph, [set(graph)])
    apart = nx.community.modularity(graph, [{node} for node in graph])
    assert whole >= max(one_part, apart) - 1e-12


def test_rand_agreement_meets_hubert_and_arabie():
    # Their formula on a table of counts 2 1 0 / 0 1 2: 2 pairs together in both, 6 in each, of 15.
    assert adjusted_rand([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]) == pytest.approx(
        (2 - 6 * 3 / 15) / ((6 + 3) / 2 - 6 * 3 / 15)
    )


@pytest.mark.parametrize("labels", [[0, 1, 2], [0, 0, 0], [0], []])
def test_equal_divisions_agree_wholly(labels):
    assert adjusted_rand(labels, labels) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_rand_agreement_counts_pairs(labels):
    a, b = map(np.array, zip(*labels, strict=True))
    every = list(combinations(range(len(a)), 2))
    same_a = np.array([a[i] == a[j] for i, j in every])
    same_b = np.array([b[i] == b[j] for i, j in every])
    # The chance-corrected form of Hubert and Arabie, by Steinley 2004, Psychological Methods 9.
    n11, n10 = (same_a & same_b).sum(), (same_a & ~same_b).sum()
    n01, n00 = (~same_a & same_b).sum(), (~same_a & ~same_b).sum()
    bottom = (n11 + n10) * (n10 + n00) + (n11 + n01) * (n01 + n00)
    expected = 2 * (n11 * n00 - n10 * n01) / bottom if bottom else 1.0
    assert adjusted_rand(a, b) == pytest.approx(expected)
