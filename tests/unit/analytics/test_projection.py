"""Newman's projection of memberships onto the members."""

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.networks.network import Affiliation
from placegraph.analytics.networks.projection import newman

MEMBERSHIPS = st.sets(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("UVWXYZ")), min_size=1, max_size=30
)

DATA = Path(__file__).parents[2] / "data" / "networks"


def affiliation(pairs) -> Affiliation:
    return Affiliation.from_memberships(pd.DataFrame(sorted(pairs), columns=["actor", "group"]))


def davis() -> Affiliation:
    graph = nx.davis_southern_women_graph()
    return affiliation((woman, event) for woman in graph.graph["top"] for event in graph[woman])


def strengths(network) -> dict[tuple[str, str], float]:
    return {(a, b): w for a, b, w in network.edges().itertuples(index=False, name=None)}


def test_davis_ties_are_those_of_the_formula_worked_by_hand():
    ties = strengths(newman(davis()))
    assert ties["Evelyn Jefferson", "Theresa Anderson"] == pytest.approx(1.4869, abs=5e-5)
    # Events 9 and 11 hold 12 and 4 women: 1/11 + 1/3.
    assert ties["Flora Price", "Olivia Carleton"] == pytest.approx(1 / 11 + 1 / 3)


def test_davis_strengths_are_the_numbers_of_events():
    expected = pd.read_csv(DATA / "davis_women_values.csv", index_col="node")
    network = newman(davis())
    found = pd.Series(network.strength.sum(axis=1), index=network.ids)
    assert found.to_dict() == pytest.approx(expected["newman_strength"].to_dict())


def test_a_group_of_one_ties_nobody_and_keeps_its_member():
    network = newman(affiliation([("a", "U"), ("a", "V"), ("b", "V"), ("c", "W")]))
    assert network.ids == ("a", "b", "c")
    assert strengths(network) == {("a", "b"): 1.0}


@given(MEMBERSHIPS)
@settings(deadline=None)
def test_strength_is_the_number_of_groups_with_another_member(pairs):
    sizes = pd.Series([group for _, group in pairs]).value_counts()
    network = newman(affiliation(pairs))
    for actor, total in zip(network.ids, network.strength.sum(axis=1), strict=True):
        assert total == pytest.approx(sum(1 for a, g in pairs if a == actor and sizes[g] > 1))


@given(MEMBERSHIPS)
@settings(deadline=None)
def test_ties_agree_with_networkx(pairs):
    graph = nx.Graph((("actor", a), ("group", g)) for a, g in pairs)
    actors = [node for node in graph if node[0] == "actor"]
    oracle = nx.bipartite.collaboration_weighted_projected_graph(graph, actors)
    expected = {tuple(sorted((a[1], b[1]))): w for a, b, w in oracle.edges(data="weight")}
    assert strengths(newman(affiliation(pairs))) == pytest.approx(expected)
