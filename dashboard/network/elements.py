"""The network as Cytoscape elements, with the styles and the legend that read it."""

import math
import textwrap
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from placegraph.dashboard.network.neighbourhood import Network
from placegraph.dashboard.network.words import (
    GROUP_OF,
    GROUPS,
    KINDS,
    Group,
    counted_kind,
    relation_name,
)

#: Beyond this many things and connections the picture shows kinds, not things.
MOST = 2000
UNSETTLED = "A dashed line is proposed, or comes from a list of members that is not complete."
_WIDTH = 22
_LINES = 3
_INK = "#1c2733"

Element = dict[str, Any]


def crowded(shown: Network) -> bool:
    """Tell whether there is more than a picture can hold one by one."""
    return len(shown.things) + len(shown.connections) > MOST


def elements(
    shown: Network, positions: Mapping[str, tuple[float, float]], focus: str | None
) -> list[Element]:
    """Return things at ``positions`` and the connections between them, things first."""
    nodes = [
        {
            "data": {
                "id": row.key,
                "label": label(row.name),
                "size": size(int(row.connections)),
                "rank": int(row.connections),
            },
            "position": dict(zip("xy", positions[row.key], strict=True)),
            "classes": f"{row.type} focus" if row.key == focus else row.type,
        }
        for row in records(shown.things)
    ]
    edges = [
        {
            "data": {
                "id": f"{row.start} {row.relation} {row.end}",
                "source": row.start,
                "target": row.end,
                "label": relation_name(row.relation),
            },
            "classes": _edge_classes(row.relation, unsettled=unsettled(row)),
        }
        for row in records(shown.connections)
    ]
    return nodes + edges


def by_kind(shown: Network) -> list[Element]:
    """Return one element for each kind of thing, in a ring, and one for each two kinds joined."""
    things = shown.things["type"].value_counts()
    present = [type_ for type_ in KINDS if type_ in things]
    pairs = Counter(
        tuple(sorted((row.from_type, row.to_type), key=present.index))
        for row in records(shown.connections)
    )
    nodes = []
    for place, type_ in enumerate(present):
        turn = 2 * math.pi * place / len(present)
        said = counted_kind(int(things[type_]), type_)
        among = f", {pairs[type_, type_]:,} connections among them" if pairs[type_, type_] else ""
        nodes.append(
            {
                "data": {"id": type_, "label": label(said + among), "size": 44, "rank": 1},
                "position": {"x": 300 * math.sin(turn), "y": -230 * math.cos(turn)},
                "classes": type_,
            }
        )
    edges = [
        {
            "data": {
                "id": f"{one} {other}",
                "source": one,
                "target": other,
                "label": f"{number:,}",
            },
            "classes": "counted",
        }
        for (one, other), number in sorted(pairs.items())
        if one != other
    ]
    return nodes + edges


def unsettled(row: Any) -> bool:
    """Tell whether a connection is only proposed, or from a list not known to be complete."""
    return bool(row.status == "proposed" or row.completeness == "partial")


def size(connections: int) -> float:
    """Return the width of a thing in pixels: its area grows with its connections."""
    return round(min(52.0, 15 + 5.0 * math.sqrt(connections)), 1)


def label(name: str) -> str:
    """Return a name on at most three short lines, cut with an ellipsis when it is longer."""
    lines = textwrap.wrap(name, _WIDTH)
    if len(lines) <= _LINES:
        return "\n".join(lines)
    kept = textwrap.shorten(" ".join(lines[_LINES - 1 :]), _WIDTH, placeholder="…")
    return "\n".join([*lines[: _LINES - 1], kept])


def stylesheet() -> list[dict[str, Any]]:
    """Return the Cytoscape styles; kinds differ by shape and colour, groups by colour and arrow.

    Sizes of text and halo are for a zoom of 1; ``network.js`` keeps them that size on screen.
    """
    node = {
        "label": "data(label)",
        "width": "data(size)",
        "height": "data(size)",
        "color": _INK,
        "font-size": 13,
        "font-family": "system-ui, Segoe UI, Roboto, Liberation Sans, sans-serif",
        "text-wrap": "wrap",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-outline-color": "#ffffff",
        "text-outline-width": 3,
        "border-width": 1.5,
        "border-color": "#ffffff",
    }
    edge = {
        "width": 1.6,
        "curve-style": "bezier",
        "arrow-scale": 0.8,
        "font-size": 12,
        "color": _INK,
        "text-outline-color": "#ffffff",
        "text-outline-width": 3,
    }
    return [
        {"selector": "node", "style": node},
        *(
            {"selector": f".{type_}", "style": {"shape": k.shape, "background-color": k.colour}}
            for type_, k in KINDS.items()
        ),
        {"selector": "edge", "style": edge},
        *(
            {
                "selector": f".{_class(group)}",
                "style": {
                    "line-color": group.colour,
                    "target-arrow-color": group.colour,
                    "target-arrow-shape": group.arrow,
                },
            }
            for group in GROUPS
        ),
        {"selector": ".unsettled", "style": {"line-style": "dashed", "line-dash-pattern": [6, 4]}},
        {"selector": ".counted", "style": {"label": "data(label)", "line-color": "#8794a1"}},
        {
            "selector": ".focus",
            "style": {
                "border-width": 3,
                "border-color": _INK,
                "underlay-color": "#f5b700",
                "underlay-opacity": 0.55,
                "underlay-padding": 7,
                "underlay-shape": "ellipse",
            },
        },
        {"selector": "node.quiet", "style": {"text-opacity": 0, "text-outline-opacity": 0}},
        {
            "selector": "node.hover",
            "style": {
                "text-opacity": 1,
                "text-outline-opacity": 1,
                "font-weight": 600,
                "z-index": 9,
            },
        },
        {"selector": "edge.hover", "style": {"label": "data(label)", "width": 3, "z-index": 9}},
        # The tap's own grey overlay would hide the shape.
        {"selector": ":active", "style": {"overlay-opacity": 0}},
    ]


def groups_in(connections: pd.DataFrame) -> list[Group]:
    """Return the groups of connections present, in the order of the legend."""
    present = set(connections["relation"])
    return [g for g in GROUPS if present.intersection(g.relations)]


def any_unsettled(connections: pd.DataFrame) -> bool:
    """Tell whether the picture has a dashed line."""
    return any(unsettled(row) for row in records(connections))


def _edge_classes(relation: str, *, unsettled: bool) -> str:
    return f"{_class(_group(relation))} unsettled" if unsettled else _class(_group(relation))


def _group(relation: str) -> Group:
    return GROUP_OF.get(relation, GROUPS[-1])


def _class(group: Group) -> str:
    return group.name.lower().replace(" ", "-")


def records(frame: pd.DataFrame) -> Any:
    """Return the rows of a frame, columns as attributes."""
    return frame.itertuples(index=False)
