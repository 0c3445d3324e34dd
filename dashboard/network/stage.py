"""The picture of the network with its zoom buttons, and the panel beside it."""

from typing import Any

import dash_cytoscape as cyto
from dash import html
from dash.development.base_component import Component

from placegraph.dashboard.network.elements import Element, stylesheet
from placegraph.dashboard.network.words import labelled

_PICTURE = (
    "The network as a picture. Its things and connections are in the tables below, and each thing "
    "can be chosen by name above."
)


def stage(elements: list[Element], panel: list[Component]) -> Component:
    """Return the picture and the panel side by side."""
    return html.Div(
        [
            html.Div(
                [
                    html.Div(
                        _canvas(elements),
                        className="network-canvas",
                        role="img",
                        **labelled(_PICTURE),
                    ),
                    html.Div(_zoom(), className="network-zoom", role="group", **labelled("Zoom")),
                ],
                className="network-picture",
            ),
            html.Section(
                panel,
                id="network-panel",
                className="network-panel",
                tabIndex="0",
                **labelled("The chosen thing"),
            ),
        ],
        className="network-stage",
    )


def _canvas(elements: list[Element]) -> Component:
    canvas: Component = cyto.Cytoscape(
        id="network-canvas",
        elements=elements,
        # Positions come with the elements; network.js fits them to the canvas.
        layout={"name": "preset", "fit": False},
        stylesheet=stylesheet(),
        style={"width": "100%", "height": "100%"},
        minZoom=0.15,
        maxZoom=4,
        autoungrabify=True,
        boxSelectionEnabled=False,
        responsive=True,
    )
    return canvas


def _zoom() -> list[Component]:
    does = (("in", "Zoom in"), ("out", "Zoom out"), ("fit", "Show all of it"))
    return [html.Button(words, type="button", **_attribute(do)) for do, words in does]


def _attribute(do: str) -> dict[str, Any]:
    return {"data-network-zoom": do}
