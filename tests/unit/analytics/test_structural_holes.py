"""Burt's measures against Borgatti's worked example, and against networkx on random graphs."""

import math
from itertools import combinations, permutations
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.networks.network import Network
from placegraph.analytics.networks.structural_holes import constraint, effective_size, efficiency

DATA = Path(__file__).parents[2] / "data" / "networks"
DIRECTED = [("0", "1"), ("0", "2"), ("1", "0"), ("2", "1")]


def holes(*, weighted: bool) -> Network:
    ties = pd.read_csv(DATA / "holes.csv")
    return Network.from_edges(ties if weighted else ties.assign(strength=1.0))


def directed(strengths) -> Network:
    frame = pd.DataFrame(DIRECTED, columns=["source", "target"]).assign(strength=strengths)
    return Network.from_edges(frame, directed=True)


def brute_effective_size(w: dict[str, dict[str, float]], ego: str) -> float:
    """Follow Burt's formula term by term, on strengths summed over both directions."""
    total = sum(w[ego].values())
    return sum(
        1 - sum(w[ego][q] / total * w[j].get(q, 0) / max(w[j].values()) for q in w[ego] if q != j)
        for j in w[ego]
    )


def brute_constraint(w: dict[str, dict[str, float]], ego: str) -> float:
    """Follow Burt's formula term by term, on strengths summed over both directions."""
    p = {i: {j: w[i][j] / sum(w[i].values()) for j in w[i]} for i in w}
    return sum((p[ego][j] + sum(p[ego][q] * p[q].get(j, 0) for q in p[ego])) ** 2 for j in p[ego])


@st.composite
def directed_graphs(draw):
    pairs = list(permutations("abcdefg"[: draw(st.integers(2, 7))], 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    strengths = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    return [(a, b, float(w)) for (a, b), w in zip(chosen, strengths, strict=True)]


@st.composite
def weighted_graphs(draw):
    pairs = list(combinations("abcdefgh"[: draw(st.integers(2, 8))], 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    strengths = draw(st.lists(st.integers(1, 9), min_size=len(chosen), max_size=len(chosen)))
    return [(a, b, float(w)) for (a, b), w in zip(chosen, strengths, strict=True)]


def held(ties) -> Network:
    return Network.from_edges(pd.DataFrame(ties, columns=["source", "target", "strength"]))


@pytest.mark.parametrize(
    ("weighted", "node", "tightness", "size"),
    [
        (False, "G", 0.400, 4.67),
        (False, "A", 0.595, 2.50),
        (False, "C", 1, 1),
        (True, "G", 0.299, 5.47),
        (True, "A", 0.795, 2.47),
        (True, "C", 1, 1),
    ],
)
def test_borgattis_example_is_met(weighted, node, tightness, size):
    network = holes(weighted=weighted)
    assert constraint(network)[node] == pytest.approx(tightness, abs=1e-3)
    assert effective_size(network)[node] == pytest.approx(size, abs=1e-2)


def test_the_directed_example_is_met():
    network = directed(1.0)
    assert constraint(network).tolist() == pytest.approx([1.003, 1.003, 1.389], abs=1e-3)
    assert effective_size(network).tolist() == pytest.approx([1.167, 1.167, 1], abs=1e-3)


def test_the_directed_weighted_example_is_met():
    # Sizes by hand, with z01 = 3, z02 = 2, z12 = 1: 2 - .4/3 - .6/2 = 1.567, and so on.
    network = directed([2.0, 2.0, 1.0, 1.0])
    assert constraint(network).tolist() == pytest.approx([0.840, 1.143, 1.378], abs=1e-3)
    assert effective_size(network).tolist() == pytest.approx([1.567, 1.083, 1], abs=1e-3)


@pytest.mark.parametrize("name", ["kite", "florentine"])
@pytest.mark.parametrize("measure", [constraint, effective_size])
def test_every_published_value_is_met(name, measure):
    network = Network.from_edges(pd.read_csv(DATA / f"{name}.csv").assign(strength=1.0))
    expected = pd.read_csv(DATA / f"{name}_values.csv", index_col="node")[measure.__name__]
    assert measure(network).to_dict() == pytest.approx(expected.to_dict(), abs=5.1e-5)


def test_the_kites_efficiency_is_met():
    network = Network.from_edges(pd.read_csv(DATA / "kite.csv").assign(strength=1.0))
    expected = pd.read_csv(DATA / "kite_values.csv", index_col="node")["efficiency"]
    assert efficiency(network).to_dict() == pytest.approx(expected.to_dict(), abs=5.1e-5)


@pytest.mark.parametrize("leaves", [1, 2, 7])
def test_the_centre_of_a_star_has_constraint_one_over_its_leaves(leaves):
    star = held([("hub", str(leaf), 3.0) for leaf in range(leaves)])
    assert constraint(star)["hub"] == pytest.approx(1 / leaves)
    assert effective_size(star)["hub"] == leaves


@pytest.mark.parametrize("measure", [constraint, effective_size, efficiency])
def test_an_isolate_has_no_value(measure):
    frame = pd.DataFrame({"source": ["a"], "target": ["b"], "strength": [1.0]})
    assert math.isnan(measure(Network.from_edges(frame, nodes=["alone"]))["alone"])
    assert measure(Network.from_edges(frame.head(0), nodes=["alone"])).isna().all()
    assert measure(Network.from_edges(frame.head(0))).empty


def test_a_network_without_triangles_has_no_redundancy():
    square = held([("a", "b", 1.0), ("b", "c", 2.0), ("c", "d", 3.0), ("d", "a", 4.0)])
    assert effective_size(square).tolist() == [2, 2, 2, 2]
    assert constraint(square)["a"] == pytest.approx((1 / 5) ** 2 + (4 / 5) ** 2)


def test_what_the_strengths_are_counted_in_makes_no_difference():
    network = holes(weighted=True)
    pounds = Network(network.ids, network.strength * 1e9)
    pd.testing.assert_series_equal(constraint(pounds), constraint(network))
    pd.testing.assert_series_equal(effective_size(pounds), effective_size(network))


@given(weighted_graphs())
@settings(deadline=None)
def test_constraint_agrees_with_networkx(ties):
    graph = nx.Graph()
    graph.add_weighted_edges_from(ties)
    expected = nx.constraint(graph, weight="weight")
    assert constraint(held(ties)).to_dict() == pytest.approx(expected)


@given(weighted_graphs())
@settings(deadline=None)
def test_effective_size_agrees_with_the_formula_term_by_term(ties):
    strengths: dict[str, dict[str, float]] = {}
    for a, b, w in ties:
        strengths.setdefault(a, {})[b] = w
        strengths.setdefault(b, {})[a] = w
    expected = {ego: brute_effective_size(strengths, ego) for ego in strengths}
    assert effective_size(held(ties)).to_dict() == pytest.approx(expected)


@given(weighted_graphs())
@settings(deadline=None)
def test_unweighted_effective_size_agrees_with_networkx(ties):
    graph = nx.Graph((a, b) for a, b, _ in ties)
    expected = nx.effective_size(graph)
    found = effective_size(held([(a, b, 1.0) for a, b, _ in ties]))
    assert found.to_dict() == pytest.approx(expected)


@given(directed_graphs())
@settings(deadline=None)
def test_directed_measures_agree_with_the_formulas_term_by_term(ties):
    strengths: dict[str, dict[str, float]] = {}
    for a, b, w in ties:
        for one, other in ((a, b), (b, a)):
            row = strengths.setdefault(one, {})
            row[other] = row.get(other, 0.0) + w
    frame = pd.DataFrame(ties, columns=["source", "target", "strength"])
    network = Network.from_edges(frame, directed=True)
    tight = {ego: brute_constraint(strengths, ego) for ego in strengths}
    assert constraint(network).to_dict() == pytest.approx(tight)
    sizes = {ego: brute_effective_size(strengths, ego) for ego in strengths}
    assert effective_size(network).to_dict() == pytest.approx(sizes)
    shares = {ego: sizes[ego] / len(strengths[ego]) for ego in strengths}
    assert efficiency(network).to_dict() == pytest.approx(shares)
