"""Betweenness from a sample: exact when all are drawn, and within its margins otherwise."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from placegraph.analytics.networks.centrality import betweenness
from placegraph.analytics.networks.network import Network
from placegraph.analytics.networks.path_sampling import betweenness_by_paths
from placegraph.analytics.networks.sampling import sampled_betweenness
from placegraph.errors import MeasureError


def drawn(size: int, *, seed: int, directed: bool = False, weighted: bool = False) -> Network:
    """Draw a network with hubs, two parts and isolates."""
    graph = nx.disjoint_union(
        nx.barabasi_albert_graph(size, 2, seed=seed), nx.barabasi_albert_graph(size // 4, 1, seed=1)
    )
    rows, columns = np.array(graph.edges()).T
    chance = np.random.default_rng(seed)
    if directed:
        turned = chance.random(len(rows)) < 0.5
        rows, columns = np.where(turned, columns, rows), np.where(turned, rows, columns)
    strength = chance.integers(1, 6, len(rows)) if weighted else np.full(len(rows), 2.0)
    ids = [str(node) for node in range(len(graph) + 3)]
    return Network.from_arrays(ids, rows, columns, strength, directed=directed)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("directed", [False, True])
def test_searches_from_every_node_are_exact(directed, weighted):
    network = drawn(60, seed=1, directed=directed, weighted=weighted)
    found = sampled_betweenness(network, sources=1000, seed=0)
    assert found.drawn == len(network.ids)
    assert found.scores.to_dict() == pytest.approx(betweenness(network).to_dict())
    assert (found.margin == 0).all()


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("directed", [False, True])
def test_margins_of_sources_hold_in_nearly_every_sample(directed, weighted):
    network = drawn(200, seed=2, directed=directed, weighted=weighted)
    exact = betweenness(network)
    samples = [sampled_betweenness(network, sources=120, seed=seed) for seed in range(40)]
    held = [bool(((one.scores - exact).abs() <= one.margin + 1e-12).all()) for one in samples]
    assert sum(held) >= 38  # 95 % of 40
    # The mean of unbiased estimates comes closer than any of them is bound to.
    mean = sum(one.scores for one in samples) / len(samples)
    assert (mean - exact).abs().max() < 0.02


@pytest.mark.parametrize("directed", [False, True])
def test_margins_of_paths_hold_in_nearly_every_sample(directed):
    network = drawn(200, seed=3, directed=directed)
    exact = betweenness(network)
    samples = [betweenness_by_paths(network, paths=2000, seed=seed) for seed in range(40)]
    held = [bool(((one.scores - exact).abs() <= one.margin + 1e-12).all()) for one in samples]
    assert sum(held) >= 38  # 95 % of 40
    mean = sum(one.scores for one in samples) / len(samples)
    assert (mean - exact).abs().max() < 0.005


def test_paths_of_equal_length_are_drawn_as_often():
    # Of the three ways from a to z, two go by m: p, q to m, and r to n.
    ties = ["ap", "aq", "ar", "pm", "qm", "rn", "mz", "nz"]
    frame = pd.DataFrame([tuple(tie) for tie in ties], columns=["source", "target"])
    network = Network.from_edges(frame.assign(strength=1.0))
    found = betweenness_by_paths(network, paths=200_000, seed=5)
    assert found.scores.to_dict() == pytest.approx(betweenness(network).to_dict(), abs=0.005)


@pytest.mark.parametrize("estimate", ["sources", "paths"])
def test_more_draws_narrow_the_margin_and_a_seed_repeats_them(estimate):
    network = drawn(200, seed=4)

    def of(number):
        if estimate == "sources":
            return sampled_betweenness(network, sources=number, seed=9)
        return betweenness_by_paths(network, paths=number, seed=9)

    few, more = of(50), of(200)
    assert more.margin.max() < few.margin.max()
    pd.testing.assert_series_equal(of(50).scores, few.scores)


@pytest.mark.parametrize("estimate", ["sources", "paths"])
def test_more_confidence_widens_the_margin(estimate):
    network = drawn(100, seed=4)
    measure = sampled_betweenness if estimate == "sources" else betweenness_by_paths
    narrow, wide = (
        measure(network, **{estimate: 40}, seed=1, confidence=confidence).margin.max()
        for confidence in (0.5, 0.99)
    )
    assert narrow < wide


def test_a_node_with_one_tie_is_known_to_lie_between_nobody():
    star = Network.from_arrays(list("habcd"), [0] * 4, [1, 2, 3, 4], [1.0] * 4)
    for found in (
        sampled_betweenness(star, sources=2, seed=0),
        betweenness_by_paths(star, paths=10, seed=0),
    ):
        assert found.margin[["a", "b", "c", "d"]].tolist() == [0, 0, 0, 0]
        assert found.margin["h"] > 0


def test_paths_refuse_ties_of_different_length():
    network = drawn(20, seed=1, weighted=True)
    with pytest.raises(MeasureError, match="found ties of different strengths"):
        betweenness_by_paths(network, paths=10, seed=0)
    assert betweenness_by_paths(network.unweighted(), paths=10, seed=0).drawn == 10


@pytest.mark.parametrize("confidence", [0, 1, 2])
def test_certainty_is_refused(confidence):
    with pytest.raises(MeasureError, match="confidence: found"):
        sampled_betweenness(drawn(20, seed=1), sources=5, seed=0, confidence=confidence)
    with pytest.raises(MeasureError, match="confidence: found"):
        betweenness_by_paths(drawn(20, seed=1), paths=5, seed=0, confidence=confidence)


def test_too_few_to_say_anything_is_refused():
    pair = Network.from_arrays(["a", "b"], [0], [1], [1.0])
    with pytest.raises(MeasureError, match="found 2 nodes"):
        sampled_betweenness(pair, sources=5, seed=0)
    with pytest.raises(MeasureError, match="found 2 nodes"):
        betweenness_by_paths(pair, paths=5, seed=0)
    with pytest.raises(MeasureError, match="sources: found 1"):
        sampled_betweenness(drawn(20, seed=1), sources=1, seed=0)
    with pytest.raises(MeasureError, match="paths: found 0"):
        betweenness_by_paths(drawn(20, seed=1), paths=0, seed=0)
