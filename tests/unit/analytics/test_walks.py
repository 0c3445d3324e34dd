"""Eigenvector, PageRank and Katz: what they refuse, and how close they come to the dense answer."""

from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from placegraph.analytics.networks.network import Network
from placegraph.analytics.networks.walks import (
    TOLERANCE,
    eigenvector,
    katz,
    pagerank,
    spectral_radius,
)
from placegraph.errors import MeasureError


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame(list(ties), columns=["source", "target", "strength"])
    return Network.from_edges(frame, nodes=nodes, directed=directed)


def heavy_tailed(size: int, *, seed: int, directed: bool = False) -> Network:
    graph = nx.barabasi_albert_graph(size, 3, seed=seed)
    strengths = np.random.default_rng(seed).pareto(1.2, graph.number_of_edges()) + 0.1
    rows, columns = np.array(graph.edges()).T
    ids = [str(node) for node in range(size + 5)]
    return Network.from_arrays(ids, rows, columns, strengths, directed=directed)


@st.composite
def ties(draw, *, directed=False):
    nodes = "abcdefgh"[: draw(st.integers(2, 8))]
    pairs = list((permutations if directed else combinations)(nodes, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    strengths = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    found = [(a, b, float(w)) for (a, b), w in zip(chosen, strengths, strict=True)]
    return network_of(found, nodes=nodes, directed=directed)


def dense_pagerank(network: Network, alpha: float = 0.85):
    """Solve PageRank's equations as they are written, for a few hundred nodes."""
    a, n = network.strength.toarray(), len(network.ids)
    out = a.sum(axis=1, keepdims=True)
    walk = np.where(out > 0, a / np.where(out > 0, out, 1), 1 / n)
    return np.linalg.solve(np.eye(n) - alpha * walk.T, np.full(n, (1 - alpha) / n))


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("alpha", [0.5, 0.85, 0.99])
def test_pagerank_is_within_its_tolerance_of_the_dense_solution(directed, alpha):
    network = heavy_tailed(300, seed=4, directed=directed)
    found = pagerank(network, alpha=alpha).to_numpy()
    assert np.abs(found - dense_pagerank(network, alpha)).sum() <= TOLERANCE
    assert found.sum() == pytest.approx(1)


def test_pagerank_is_within_its_tolerance_when_strengths_differ_by_ten_orders():
    network = network_of([("a", "b", 1e10), ("b", "c", 1.0), ("c", "d", 1e-3)], nodes=["e"])
    assert np.abs(pagerank(network).to_numpy() - dense_pagerank(network)).sum() <= TOLERANCE


@pytest.mark.parametrize("alpha", [0, 1, -0.5, float("nan")])
def test_a_walker_that_never_or_always_restarts_is_refused(alpha):
    with pytest.raises(MeasureError, match="pagerank: alpha: found"):
        pagerank(network_of([("a", "b", 1.0)]), alpha=alpha)


def test_eigenvector_solves_its_equation_on_a_large_network():
    network = heavy_tailed(400, seed=7)
    found = eigenvector(network).fillna(0).to_numpy()
    values, vectors = np.linalg.eigh(network.strength.toarray())
    assert np.abs(found - np.abs(vectors[:, -1])).max() < 1e-8
    assert np.linalg.norm(network.strength @ found - values[-1] * found) <= TOLERANCE * values[-1]


@given(ties())
@settings(deadline=None)
def test_eigenvector_agrees_with_the_dense_decomposition(network):
    found = eigenvector(network)
    assume(found.notna().sum() > 1)
    inside = found.notna().to_numpy()
    _, vectors = np.linalg.eigh(network.strength.toarray()[inside][:, inside])
    assert found[inside].tolist() == pytest.approx(np.abs(vectors[:, -1]).tolist(), abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
@settings(deadline=None)
def test_katz_agrees_with_networkx(directed, data):
    network = data.draw(ties(directed=directed))
    largest = float(np.abs(np.linalg.eigvals(network.strength.toarray())).max())
    alpha = 0.5 / max(largest, 1.0)
    matrix = network.strength.toarray()
    graph = nx.from_numpy_array(matrix, create_using=nx.DiGraph if directed else nx.Graph)
    expected = nx.katz_centrality_numpy(graph, alpha=alpha, beta=2.0, weight="weight")
    found = katz(network, alpha=alpha, beta=2.0)
    assert found.tolist() == pytest.approx([expected[node] for node in graph], abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
def test_katz_comes_close_to_the_limit_of_alpha(directed):
    network = heavy_tailed(200, seed=2, directed=directed)
    radius = spectral_radius(network.strength, directed=directed)
    alpha = 0.9 / radius if radius else 0.05
    size = len(network.ids)
    solved = np.linalg.solve(np.eye(size) - alpha * network.strength.toarray().T, np.ones(size))
    found = katz(network, alpha=alpha).to_numpy()
    assert np.abs(found * np.linalg.norm(solved) / solved - 1).max() < 1e-8


@pytest.mark.parametrize("alpha", [0.5, 0.6, 0.0, -0.1])
def test_katz_refuses_an_alpha_for_which_walks_do_not_sum(alpha):
    # The largest eigenvalue of a triangle is 2.
    triangle = network_of([("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 1.0)])
    with pytest.raises(MeasureError, match=r"alpha: found .* below 0\.5, which is 1 /"):
        katz(triangle, alpha=alpha)


def test_katz_counts_ties_that_come_in():
    chain = network_of([("a", "b", 1.0), ("b", "c", 1.0)], directed=True)
    found = katz(chain, alpha=0.5)
    assert (found / found["a"]).to_dict() == pytest.approx({"a": 1, "b": 1.5, "c": 1.75})


def test_a_network_of_reporting_lines_has_no_limit_to_alpha():
    chain = network_of([("a", "b", 1.0), ("b", "c", 1.0)], directed=True)
    assert spectral_radius(chain.strength, directed=True) == 0
    assert katz(chain, alpha=100.0).notna().all()


@given(ties(directed=True))
@settings(deadline=None)
def test_the_spectral_radius_is_the_largest_eigenvalue(network):
    expected = float(np.abs(np.linalg.eigvals(network.strength.toarray())).max())
    # A chain's eigenvalues, all 0, are found by a dense solver to the root of its precision.
    assert spectral_radius(network.strength, directed=True) == pytest.approx(expected, abs=1e-2)


def test_a_large_cycle_has_radius_one():
    size = 100
    ring = Network.from_arrays(
        [str(node) for node in range(size)],
        np.arange(size),
        np.roll(np.arange(size), -1),
        np.ones(size),
        directed=True,
    )
    assert spectral_radius(ring.strength, directed=True) == pytest.approx(1)


@pytest.mark.parametrize("measure", [pagerank, eigenvector, lambda n: katz(n, alpha=0.1)])
def test_an_empty_network_has_no_scores(measure):
    assert measure(network_of([])).empty
