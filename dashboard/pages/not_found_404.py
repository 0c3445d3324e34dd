"""The page for an address that leads nowhere."""

import dash
from dash import dcc
from dash.development.base_component import Component

from placegraph.dashboard.components import page

dash.register_page(__name__, path="/404", name="Not found", title="Not found · PlaceGraph")


def layout(**_: str) -> Component:
    """Return the page."""
    return page(
        "There is no such page",
        dcc.Link("Go to the overview", href="/", className="onward"),
        lead="The address may be mistyped, or the page may have been moved.",
    )
