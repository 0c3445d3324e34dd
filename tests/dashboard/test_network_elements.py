import re

import pandas as pd
import pytest

from placegraph.cypher import query
from placegraph.dashboard.network import elements as drawn
from placegraph.dashboard.network.legend import legend, line, shape
from placegraph.dashboard.network.neighbourhood import network
from placegraph.dashboard.network.words import GROUP_OF, GROUPS, KINDS, RECORD_KINDS, RELATIONS
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import label


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2.2 defines."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast_with_white(colour: str) -> float:
    return 1.05 / (luminance(colour) + 0.05)


def test_every_kind_has_a_shape_and_a_colour_of_its_own():
    assert len({k.shape for k in KINDS.values()}) == len(KINDS)
    assert len({k.colour for k in KINDS.values()}) == len(KINDS)
    assert len({g.arrow for g in GROUPS}) == len({g.colour for g in GROUPS}) == len(GROUPS)


def test_marks_and_lines_stand_out_from_the_canvas():
    assert min(contrast_with_white(k.colour) for k in KINDS.values()) >= 4.5
    assert min(contrast_with_white(g.colour) for g in GROUPS) >= 3


@pytest.mark.parametrize("name", ["network/nodes", "network/edges"])
def test_the_kinds_drawn_are_those_the_queries_return(name):
    found = set(re.findall(r":([A-Z]\w+(?:\|[A-Z]\w+)+)", query(name).text))
    drawn_unasked = frozenset(KINDS) - frozenset(RECORD_KINDS)
    assert {frozenset(labels.split("|")) for labels in found} >= {drawn_unasked}
    assert not {k for labels in found for k in labels.split("|")} & set(RECORD_KINDS)


def test_every_relationship_has_words_and_those_drawn_have_a_group():
    assert set(RELATIONS) == {label(r) for r in SCHEMA.relationships}
    drawable = {
        label(r)
        for r in SCHEMA.relationships
        if {t.__name__ for t in r.starts} & set(KINDS) and {t.__name__ for t in r.ends} & set(KINDS)
    }
    # One partner's rating of another is shown with others' only; a rejected link joins nothing.
    assert set(GROUP_OF) == drawable - {"RATES", "REJECTED_LINK"}


def test_every_kind_and_group_is_in_the_legend_as_it_is_drawn():
    made = str(legend(KINDS, GROUPS, unsettled=True).to_plotly_json())
    for kind in KINDS.values():
        assert shape(kind.shape, kind.colour) in made
    for group in GROUPS:
        assert line(group) in made
    assert "Dashed: proposed" in made


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Police", ["Police"]),
        ("Cheltenham Strategic Partnership", ["Cheltenham Strategic", "Partnership"]),
    ],
)
def test_a_short_name_is_whole(name, lines):
    assert drawn.label(name).split("\n") == lines


def test_a_long_name_is_cut_and_says_so():
    said = drawn.label("Our residents enjoy a strong sense of community and feel involved in much")
    assert len(said.split("\n")) == 3
    assert said.endswith("…")
    assert max(map(len, said.split("\n"))) <= 22


def a_network(number: int, status: str | None = None, completeness: str | None = None):
    nodes = pd.DataFrame(
        [("Organisation", f"O{n}", f"Body {n}", None, 0) for n in range(number)]
        + [("Partnership", "P", "Board", None, 0)],
        columns=["type", "id", "name", "kind", "degree"],
    )
    edges = pd.DataFrame(
        [
            ("Organisation", f"O{n}", "MEMBER_OF", "Partnership", "P", status, completeness, 1)
            for n in range(number)
        ],
        columns=[
            "from_type", "from_id", "relation", "to_type", "to_id", "status", "completeness",
            "statements",
        ],
    ).assign(sources=[["s p. 1"]] * number)  # fmt: skip
    return network(nodes, edges)


def elements(part):
    return drawn.elements(part, dict.fromkeys(part.things["key"], (0.0, 0.0)), "Partnership:P")


def test_elements_have_stable_keys_and_things_come_first():
    ids = [element["data"]["id"] for element in elements(a_network(1))]
    assert ids == ["Organisation:O0", "Partnership:P", "Organisation:O0 MEMBER_OF Partnership:P"]


def test_the_chosen_thing_is_marked():
    marked = [e["data"]["id"] for e in elements(a_network(2)) if "focus" in e["classes"]]
    assert marked == ["Partnership:P"]


@pytest.mark.parametrize(
    ("status", "completeness", "dashed"),
    [
        ("proposed", "complete", True),
        ("agreed", "partial", True),
        (None, "partial", True),
        ("agreed", "complete", False),
        (None, None, False),
    ],
)
def test_what_is_proposed_or_partly_listed_is_dashed(status, completeness, dashed):
    edge = elements(a_network(1, status, completeness))[-1]
    assert ("unsettled" in edge["classes"].split()) == dashed


def test_more_than_two_thousand_marks_are_drawn_by_kind_with_their_counts():
    part = a_network(1200)
    assert drawn.crowded(part)
    assert not drawn.crowded(a_network(999))
    assert [e["data"]["label"] for e in drawn.by_kind(part)] == [
        "1,200 organisations", "1 partnership", "1,200",
    ]  # fmt: skip


def test_a_mark_grows_with_its_connections_up_to_a_limit():
    sizes = [drawn.size(n) for n in (0, 1, 5, 50, 5000)]
    assert sizes == sorted(sizes)
    assert sizes[-1] <= 52
