"""Brokerage against the tables that R's sna gives, and against counting path by path."""

from itertools import permutations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.influence.brokerage import ROLES, brokerage
from placegraph.analytics.networks.network import Network

DATA = Path(__file__).parents[2] / "data" / "networks"
KITE_GROUPS = {
    **dict.fromkeys(["Andre", "Beverley", "Carol", "Diane", "Ed"], "1"),
    **dict.fromkeys(["Fernando", "Garth", "Heather"], "2"),
    **dict.fromkeys(["Ike", "Jane"], "3"),
}


def network_of(ties, *, nodes=(), directed=False) -> Network:
    frame = pd.DataFrame([(*tie, 1.0) for tie in ties], columns=["source", "target", "strength"])
    return Network.from_edges(frame, nodes=nodes, directed=directed)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("Andre", (2, 0, 1, 1, 0, 4)),
        ("Beverley", (2, 0, 1, 1, 0, 4)),
        ("Carol", (0, 0, 0, 0, 0, 0)),
        ("Diane", (6, 0, 4, 4, 0, 14)),
        ("Ed", (0, 0, 0, 0, 0, 0)),
        ("Fernando", (0, 0, 5, 5, 0, 10)),
        ("Garth", (0, 0, 5, 5, 0, 10)),
        ("Heather", (0, 0, 2, 2, 0, 4)),
        ("Ike", (0, 0, 1, 1, 0, 2)),
        ("Jane", (0, 0, 0, 0, 0, 0)),
    ],
    ids=lambda value: f"brokerage-kite-{value}" if isinstance(value, str) else "",
)
def test_the_kite_has_the_stated_brokers(node, expected):
    kite = Network.from_edges(pd.read_csv(DATA / "kite.csv").assign(strength=1.0))
    roles = brokerage(kite, KITE_GROUPS).roles.set_index("id")
    assert tuple(roles.loc[node, [*ROLES, "total"]]) == expected


def test_the_directed_network_has_the_stated_brokers():  # brokerage-directed
    rows = ["0110", "0011", "0001", "1000"]
    ties = [(str(i), str(j)) for i, row in enumerate(rows) for j, x in enumerate(row) if x == "1"]
    found = brokerage(network_of(ties, directed=True), dict(zip("0123", "1122", strict=True)))
    values = found.roles.set_index("id")[[*ROLES, "total"]].sort_index().to_numpy().tolist()
    assert values == [
        [0, 1, 0, 1, 0, 2],
        [0, 0, 1, 0, 0, 1],
        [0, 0, 0, 1, 0, 1],
        [0, 1, 1, 0, 0, 2],
    ]
    assert found.unplaced == 0


def role(a, v, b) -> str:
    if a == v == b:
        return "coordinator"
    if a == b:
        return "itinerant"
    if a == v:
        return "representative"
    return "gatekeeper" if v == b else "liaison"


@st.composite
def coded(draw):
    nodes = "abcdef"[: draw(st.integers(3, 6))]
    directed = draw(st.booleans())
    pairs = [(a, b) for a in nodes for b in nodes if a < b or (directed and a != b)]
    ties = draw(st.lists(st.sampled_from(pairs), unique=True))
    groups = draw(st.lists(st.sampled_from(["x", "y", "z", None]), min_size=6, max_size=6))
    known = {n: g for n, g in zip(nodes, groups, strict=False) if g}
    return network_of(ties, nodes=nodes, directed=directed), known


@given(coded())
@settings(deadline=None, max_examples=80)
def test_every_open_path_is_counted_once_or_said_to_be_left_out(drawn):
    network, groups = drawn
    tied = set(network.edges()[["source", "target"]].itertuples(index=False, name=None))
    if not network.directed:
        tied |= {(b, a) for a, b in tied}
    expected = {node: dict.fromkeys(ROLES, 0) for node in groups}
    unplaced = 0
    for a, v, b in permutations(network.ids, 3):
        if (a, v) in tied and (v, b) in tied and (a, b) not in tied:
            if {a, v, b} <= groups.keys():
                expected[v][role(groups[a], groups[v], groups[b])] += 1
            else:
                unplaced += 1
    found = brokerage(network, groups)
    roles = found.roles.set_index("id")
    assert {node: roles.loc[node, list(ROLES)].to_dict() for node in groups} == expected
    assert found.unplaced == unplaced
    assert roles.loc[[n for n in network.ids if n not in groups], "total"].isna().all()
    if not network.directed:
        assert roles["representative"].dropna().tolist() == roles["gatekeeper"].dropna().tolist()
