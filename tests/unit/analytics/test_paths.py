"""The paths behind betweenness, and what incomplete lists could change."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.influence.bounds import bounds
from placegraph.analytics.influence.influence import COLUMNS, influence
from placegraph.analytics.influence.paths import explain
from placegraph.errors import MeasureError

CERTAIN = {"JCS": "CTG", "LEG": "CT", "BC": "CT", "IA": "CD"}
LINES = ["post", "post_name", "post_kind", "manager", "manager_name", "manager_kind", "source"]


def stated(lists, completeness="complete") -> pd.DataFrame:
    return pd.DataFrame(
        [
            (actor, f"{actor} council", "district", group, f"{group} board", completeness, "s")
            for group, actors in lists.items()
            for actor in actors
        ],
        columns=list(COLUMNS),
    )


def reporting(*pairs: str) -> pd.DataFrame:
    return pd.DataFrame([(a, a, None, b, b, None, "s") for a, b in pairs], columns=LINES)


def test_the_hub_of_the_certain_memberships_is_explained():
    why = explain(influence(stated(CERTAIN)), "C")
    # Raw two-mode betweenness; G-NET-4 is this over 18, the most for four actors and four groups.
    assert why.betweenness / 18 == pytest.approx(0.6944, abs=5.1e-5)
    assert why.pairs_joined == 7 * 6 / 2
    assert why.parted == (("D council", "IA board"),)
    first = why.pairs[(why.pairs["from_id"] == "D") & (why.pairs["to_id"] == "G")].iloc[0]
    assert first["path"] == ("D", "IA", "C", "JCS", "G")
    assert first["words"] == "D council → IA board → C council → JCS board → G council"
    assert (first["shortest"], first["through"], first["share"]) == (1, 1, 1)


def test_one_that_stands_between_nobody_has_no_pairs():
    why = explain(influence(stated(CERTAIN)), "G")
    assert why.pairs.empty
    assert (why.betweenness, why.parted) == (0, ())


def test_reporting_lines_are_followed_one_way():
    found = influence(mode="posts", ties=["reporting"], reporting=reporting("ab", "cb", "bd"))
    why = explain(found, "b")
    assert why.pairs["path"].tolist() == [("a", "b", "d"), ("c", "b", "d")]
    assert why.pairs_joined == 2
    assert {part for parts in why.parted for part in parts} == {"c", "d"}


@given(
    st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("VWXYZ")), min_size=1),
    st.sampled_from("abcde"),
)
@settings(deadline=None, max_examples=40)
def test_the_shares_add_up_to_betweenness_and_every_path_is_a_shortest_one(pairs, actor):
    lists = {group: {a for a, g in pairs if g == group} for _, group in pairs}
    found = influence(stated(lists))
    graph = nx.Graph(pairs)
    if actor not in graph:
        with pytest.raises(MeasureError, match=f"--explain: found '{actor}', expected one of"):
            explain(found, actor)
        return
    why = explain(found, actor)
    raw = nx.betweenness_centrality(graph, normalized=False)
    assert why.betweenness == pytest.approx(raw[actor])
    for row in why.pairs.itertuples():
        ways = list(nx.all_shortest_paths(graph, row.from_id, row.to_id))
        assert list(row.path) in ways
        assert actor in row.path[1:-1]
        assert (row.shortest, row.through) == (len(ways), sum(actor in way for way in ways))
    pieces = nx.number_connected_components(graph.subgraph(set(graph) - {actor}))
    own = nx.number_connected_components(graph)
    assert max(len(why.parted), 0) == pieces - own + (graph.degree(actor) == 0)


def test_incomplete_lists_give_the_other_end_of_the_record():
    memberships = pd.concat([stated(CERTAIN), stated({"GSP": "CN"}, "partial")], ignore_index=True)
    found = bounds(memberships).set_index(["actor", "measure"])
    # With the fifth board there are five groups, of which C sits on all and T on three.
    council = found.loc[("C", "partnerships")]
    assert council[["without", "with_partial", "lowest", "highest"]].tolist() == [4, 5, 4, 5]
    share = found.loc[("T", "two_mode_degree")]
    assert share[["without", "with_partial"]].tolist() == [3 / 4, 3 / 5]
    assert share[["lowest", "highest"]].tolist() == [3 / 5, 3 / 4]
    unknown = found.loc[("N", "two_mode_degree")]
    assert unknown["with_partial"] == 1 / 5
    assert unknown[["without", "lowest", "highest"]].isna().all()


def test_without_incomplete_lists_both_ends_are_one():
    found = bounds(stated(CERTAIN))
    pd.testing.assert_series_equal(found["lowest"], found["highest"], check_names=False)
