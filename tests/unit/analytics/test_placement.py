"""As many are placed as networkx can match, and a shortage is a set that proves itself."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.analytics.scenarios.placement import place


@st.composite
def choices(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    outcomes, posts = draw(st.integers(0, 8)), draw(st.integers(1, 5))
    cells = draw(st.lists(st.booleans(), min_size=outcomes * posts, max_size=outcomes * posts))
    room = draw(st.lists(st.integers(0, 4), min_size=posts, max_size=posts))
    load = draw(st.lists(st.integers(0, 4), min_size=posts, max_size=posts))
    allowed = np.array(cells, dtype=bool).reshape(outcomes, posts)
    return allowed, np.array(room), np.array(load)


def most_by_networkx(allowed: np.ndarray, room: np.ndarray) -> int:
    flow = nx.DiGraph()
    flow.add_nodes_from(("from", "to"))
    for outcome, post in zip(*np.nonzero(allowed), strict=True):
        flow.add_edge("from", ("o", outcome), capacity=1)
        flow.add_edge(("o", outcome), ("p", post), capacity=1)
        flow.add_edge(("p", post), "to", capacity=int(room[post]))
    return int(nx.maximum_flow_value(flow, "from", "to"))


@given(choices())
def test_as_many_are_placed_as_a_maximum_flow_places(
    case: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    allowed, room, load = case
    places, _ = place(allowed, room, load)
    placed = np.flatnonzero(places >= 0)
    assert allowed[placed, places[placed]].all()
    assert (np.bincount(places[placed], minlength=len(room)) <= room).all()
    assert len(placed) == most_by_networkx(allowed, room)


@given(choices())
def test_shortage_is_a_set_that_has_too_little_room(
    case: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    allowed, room, load = case
    _, short = place(allowed, room, load)
    if short is None:
        assert most_by_networkx(allowed, room) == len(allowed)
        return
    others = np.setdiff1d(np.arange(len(room)), short.posts)
    assert not allowed[np.ix_(short.outcomes, others)].any()
    assert len(short.outcomes) - room[list(short.posts)].sum() == short.missing > 0
    assert short.missing == len(allowed) - most_by_networkx(allowed, room)


@pytest.mark.parametrize(("load", "dealt"), [([0, 0, 0], [3, 3, 3]), ([4, 0, 1], [1, 5, 3])])
def test_open_choices_are_dealt_to_the_fewest(load: list[int], dealt: list[int]) -> None:
    places, _ = place(np.ones((9, 3), dtype=bool), np.array([9, 9, 9]), np.array(load))
    assert np.bincount(places, minlength=3).tolist() == dealt
