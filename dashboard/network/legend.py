"""The legend of the network, drawn as the picture draws it."""

from collections.abc import Iterable
from math import cos, pi, sin
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from placegraph.dashboard.network.words import KINDS, Group

_DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 20">{content}</svg>'


def legend(types: Iterable[str], groups: Iterable[Group], *, unsettled: bool) -> Component:
    """Return the kinds and groups given, each with its mark and its name."""
    kinds = [
        _entry(shape(KINDS[type_].shape, KINDS[type_].colour), KINDS[type_].plural.capitalize())
        for type_ in types
    ]
    lines = [_entry(line(group), group.name, wide=True) for group in groups]
    if unsettled:
        dashed = '<path d="M2 10H46" stroke="#1c2733" stroke-width="2" stroke-dasharray="6 4"/>'
        lines.append(
            _entry(_image(dashed, 48), "Dashed: proposed, or members only partly listed", wide=True)
        )
    return html.Div(
        [
            html.H3("What the marks mean"),
            html.Ul(kinds, className="marks"),
            html.Ul(lines, className="marks"),
            html.P(
                "Bigger marks have more connections. Names that would overlap are left out until "
                "you zoom in or point at the mark.",
                className="aside",
            ),
        ],
        className="legend",
    )


def shape(name: str, colour: str) -> str:
    """Return a Cytoscape shape as the address of a picture, 20 by 20."""
    if name == "ellipse":
        return _image(f'<circle cx="10" cy="10" r="8.5" fill="{colour}"/>', 20)
    if name in ("rectangle", "round-rectangle"):
        corner = 4 if name == "round-rectangle" else 0
        drawn = f'<rect x="2" y="2" width="16" height="16" rx="{corner}" fill="{colour}"/>'
        return _image(drawn, 20)
    points = " ".join(f"{10 + 9 * x:.1f},{10 + 9 * y:.1f}" for x, y in _outline(name))
    return _image(f'<polygon points="{points}" fill="{colour}"/>', 20)


def line(group: Group) -> str:
    """Return a line with the arrow of its group as the address of a picture, 48 by 20."""
    drawn = {
        "circle": '<circle cx="40" cy="10" r="5" fill="{c}"/>',
        "triangle": '<polygon points="34,4 46,10 34,16" fill="{c}"/>',
        "vee": '<polygon points="34,4 46,10 34,16 38,10" fill="{c}"/>',
        "square": '<rect x="35" y="5" width="10" height="10" fill="{c}"/>',
        "tee": '<rect x="42" y="3" width="4" height="14" fill="{c}"/>',
        "diamond": '<polygon points="33,10 39.5,4 46,10 39.5,16" fill="{c}"/>',
    }[group.arrow].format(c=group.colour)
    path = f'<path d="M2 10H38" stroke="{group.colour}" stroke-width="2.5"/>'
    return _image(path + drawn, 48)


def _outline(name: str) -> list[tuple[float, float]]:
    sides = {"pentagon": 5, "hexagon": 6, "heptagon": 7, "octagon": 8}
    if name in sides:
        turn = 0.0 if name == "hexagon" else -pi / 2 if name in ("pentagon", "heptagon") else pi / 8
        return [
            (cos(turn + 2 * pi * i / sides[name]), sin(turn + 2 * pi * i / sides[name]))
            for i in range(sides[name])
        ]
    if name == "star":
        return [
            (r * cos(-pi / 2 + pi * i / 5), r * sin(-pi / 2 + pi * i / 5))
            for i, r in enumerate([1, 0.4] * 5)
        ]
    return {
        "diamond": [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)],
        "triangle": [(0.0, -1.0), (1.0, 1.0), (-1.0, 1.0)],
        "rhomboid": [(-1.0, -0.9), (0.33, -0.9), (1.0, 0.9), (-0.33, 0.9)],
        "right-rhomboid": [(-0.33, -0.9), (1.0, -0.9), (0.33, 0.9), (-1.0, 0.9)],
        "cut-rectangle": [
            (-0.5, -0.9),
            (0.5, -0.9),
            (0.9, -0.5),
            (0.9, 0.5),
            (0.5, 0.9),
            (-0.5, 0.9),
            (-0.9, 0.5),
            (-0.9, -0.5),
        ],
        "vee": [(-1.0, -1.0), (0.0, -0.33), (1.0, -1.0), (0.0, 1.0)],
    }[name]


def _image(content: str, width: int) -> str:
    return "data:image/svg+xml," + quote(_DRAWN.format(width=width, content=content))


def _entry(address: str, words: str, *, wide: bool = False) -> Component:
    mark = html.Img(src=address, alt="", className="mark wide" if wide else "mark")
    return html.Li([mark, html.Span(words)])
