"""A council with one post, two partnerships in a row, and a body that is joined to nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from placegraph.dashboard.network.neighbourhood import Network, network, reach, shown
from placegraph.dashboard.network.view import View

THINGS = [
    ("Organisation", "C", "Council", "district"),
    ("Organisation", "D", "District", "district"),
    ("Organisation", "N", "Hospital", "NHS"),
    ("Organisation", "X", "Alone", "other"),
    ("Partnership", "P", "First Board", None),
    ("Partnership", "Q", "Second Board", None),
    ("Post", "H", "Head", None),
    ("Outcome", "O", "Clean streets", None),
]
JOINED = [
    ("Organisation", "C", "MEMBER_OF", "Partnership", "P"),
    ("Organisation", "D", "MEMBER_OF", "Partnership", "P"),
    ("Organisation", "D", "MEMBER_OF", "Partnership", "Q"),
    ("Organisation", "N", "MEMBER_OF", "Partnership", "Q"),
    ("Post", "H", "POST_IN", "Organisation", "C"),
    ("Post", "H", "LEAD_OFFICER_FOR", "Outcome", "O"),
]
EVERY = View(kinds=())


@pytest.fixture
def whole() -> Network:
    nodes = pd.DataFrame(THINGS, columns=["type", "id", "name", "kind"]).assign(degree=0)
    edges = pd.DataFrame(JOINED, columns=["from_type", "from_id", "relation", "to_type", "to_id"])
    return network(nodes, edges)


def keys(part: Network) -> set[str]:
    return set(part.things["key"])


def test_things_come_kind_by_kind_and_then_by_name(whole):
    assert list(whole.things["name"])[:5] == [
        "Alone", "Council", "District", "Hospital", "First Board",
    ]  # fmt: skip


def test_connections_count_both_ends(whole):
    counted = dict(zip(whole.things["key"], whole.things["connections"], strict=True))
    assert counted["Organisation:C"] == 2
    assert counted["Organisation:X"] == 0


def test_kinds_left_out_are_counted(whole):
    part = shown(whole, View())
    assert part.left_out == {"Post": 1, "Outcome": 1}
    assert part.unjoined == 1
    assert "Organisation:X" not in keys(part.network)


def test_a_kind_within_a_type_keeps_that_kind_alone(whole):
    part = shown(whole, View(kinds=("Organisation:NHS", "Partnership")))
    assert keys(part.network) == {"Organisation:N", "Partnership:Q"}


def test_an_organisation_keeps_what_it_and_its_posts_are_joined_to(whole):
    part = shown(whole, replace(EVERY, organisation="C"))
    assert keys(part.network) == {"Organisation:C", "Partnership:P", "Post:H", "Outcome:O"}


def test_a_partnership_keeps_its_members(whole):
    part = shown(whole, replace(EVERY, partnership="Q"))
    assert keys(part.network) == {"Partnership:Q", "Organisation:D", "Organisation:N"}


def test_relations_keep_connections_and_what_they_join(whole):
    part = shown(whole, replace(EVERY, relations=("LEAD_OFFICER_FOR",)))
    assert keys(part.network) == {"Post:H", "Outcome:O"}
    assert len(part.network.connections) == 1


@pytest.mark.parametrize(
    ("hops", "found", "further"),
    [
        ("1", {"Organisation:C", "Partnership:P", "Post:H"}, 2),
        ("2", {"Organisation:C", "Partnership:P", "Post:H", "Organisation:D", "Outcome:O"}, 1),
    ],
)
def test_a_focus_shows_so_many_steps_and_counts_the_next(whole, hops, found, further):
    part = shown(whole, replace(EVERY, focus="Organisation:C", hops=hops))
    assert keys(part.network) == found
    assert part.further == further
    assert part.hidden == 0


def test_neighbours_that_the_filters_hide_are_counted(whole):
    part = shown(whole, View(focus="Organisation:C"))
    assert keys(part.network) == {"Organisation:C", "Partnership:P"}
    assert part.hidden == 1


def test_a_focus_is_shown_whatever_the_filters_say(whole):
    part = shown(whole, View(kinds=("Partnership",), focus="Organisation:X", hops="all"))
    assert "Organisation:X" in keys(part.network)


def test_a_focus_that_is_not_there_narrows_nothing(whole):
    assert keys(shown(whole, View(focus="Organisation:Z")).network) == keys(
        shown(whole, View()).network
    )


def test_where_nothing_is_joined_everything_is_shown(whole):
    part = shown(Network(whole.things, whole.connections.iloc[:0]), View())
    assert len(part.network.things) == 6
    assert part.unjoined == 0


def test_reach_follows_connections_both_ways(whole):
    assert reach(whole.connections, "Partnership:Q", 1) == {
        "Partnership:Q", "Organisation:D", "Organisation:N",
    }  # fmt: skip
