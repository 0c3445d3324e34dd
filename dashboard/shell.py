"""What stands around every page: the header, its two controls, the navigation and the footer.

The address holds the whole view. The controls only rewrite it, and a page is drawn from it, so a
copied link shows the same thing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import dash
import dash_mantine_components as dmc
import pandas as pd
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from placegraph.dashboard.context import current_store
from placegraph.dashboard.readings import rows_of
from placegraph.dashboard.words import day, day_in_words, known, typed_day
from placegraph.errors import PlaceGraphError
from placegraph.measures import structures

EVERYTHING = "all"
"""The value of the structure control when none is chosen."""

THEME = {
    "primaryColor": "indigo",
    "primaryShade": 8,
    "autoContrast": True,
    "fontFamily": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
    "fontSizes": {"sm": "1rem", "md": "1.0625rem"},
}


def frame() -> Component:
    """Return the page around the pages, made anew for each visit so that it knows new loads."""
    try:
        options = structure_options(structures(current_store()))
    except PlaceGraphError:
        # The page itself says what is wrong.
        options = structure_options(None)
    return dmc.MantineProvider(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            html.A("Skip to the content", href="#content", className="skip"),
            html.Header(
                [
                    html.Div([_brand(), _controls(options)], className="bar"),
                    html.Nav(id="navigation", **{"aria-label": "Pages"}),
                ],
                className="header",
            ),
            html.Main(dash.page_container, id="content", tabIndex="-1"),
            html.Footer(
                "PlaceGraph shows what its sources say, with their places. What no source says is "
                "shown as unknown.",
                className="footer",
            ),
        ],
        theme=THEME,
        forceColorScheme="light",
    )


def structure_options(found: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Return the choices of structure, grouped by council, the first being none."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in [] if found is None else rows_of(found):
        label = f"{row.name}, {_since(row.valid_from, row.valid_to)}"
        council = str(row.organisation_name or row.organisation)
        groups.setdefault(council, []).append({"value": str(row.structure), "label": label})
    everything = {"value": EVERYTHING, "label": "Everything on record that day"}
    return [
        {"group": "No structure", "items": [everything]},
        *({"group": council, "items": items} for council, items in groups.items()),
    ]


def navigation(pathname: str, search: str) -> Component:
    """Return links to the pages that keep the moment shown, the current one marked."""
    moment = {k: v for k, v in query(search).items() if k in ("structure", "as_at")}
    return html.Ul(
        [
            html.Li(
                dcc.Link(page["name"], href=address(page["relative_path"], moment)),
                **({"aria-current": "page"} if page["path"] == pathname else {}),
            )
            for page in dash.page_registry.values()
            if "not_found" not in page["module"]
        ]
    )


def query(search: str) -> dict[str, str]:
    """Return what a query string asks for."""
    return dict(parse_qsl(search.removeprefix("?")))


def address(path: str, asked: Mapping[str, str | None]) -> str:
    """Return ``path`` with a query string of what is asked, in a steady order."""
    given = sorted((k, v) for k, v in asked.items() if v)
    return path + (f"?{urlencode(given)}" if given else "")


def rewritten(search: str, *, structure: str | None, as_at: str | None, changed: str) -> str:
    """Return the query string after one of the controls was changed.

    A newly chosen structure stands for its own days, so the day asked for before is dropped.
    """
    asked: dict[str, str | None] = dict(query(search))
    if changed == "structure":
        asked |= {"structure": None if structure == EVERYTHING else structure, "as_at": None}
    else:
        asked["as_at"] = typed_day(as_at)
    return address("", asked)


def follow(
    pathname: str | None, search: str | None, structure: str | None, as_at: str | None
) -> tuple[Any, Any, Any, Component]:
    """Keep the address, the controls and the navigation together, whichever was changed."""
    path, now = pathname or "/", search or ""
    changed = dash.ctx.triggered_id
    if changed in ("structure", "as-at"):
        now = rewritten(now, structure=structure, as_at=as_at, changed=str(changed))
    asked = query(now)
    wanted = (now, asked.get("structure", EVERYTHING), day_in_words(asked.get("as_at")))
    held = (search or "", structure, as_at)
    # What is right already is left alone, lest a slow answer undo a later choice.
    parts = [dash.no_update if w == h else w for w, h in zip(wanted, held, strict=True)]
    return parts[0], parts[1], parts[2], navigation(path, now)


def connect(app: dash.Dash) -> None:
    """Join the header's controls to the address."""
    app.callback(
        Output("address", "search"),
        Output("structure", "value"),
        Output("as-at", "value"),
        Output("navigation", "children"),
        Input("address", "pathname"),
        Input("address", "search"),
        Input("structure", "value"),
        Input("as-at", "value"),
    )(follow)


def _since(first: date | None, end: date | None) -> str:
    if known(first):
        return f"from {day(first)}"
    return f"until {day(end)}" if known(end) else "dates not stated"


def _brand() -> Component:
    return html.Div(
        [
            html.Span("PlaceGraph", className="name"),
            html.Span("Who leads, who pays, who gains and what breaks", className="tagline"),
        ],
        className="brand",
    )


def _controls(options: list[dict[str, Any]]) -> Component:
    return html.Div(
        [
            dmc.Select(
                id="structure",
                label="Structure",
                data=options,
                value=EVERYTHING,
                allowDeselect=False,
                w="min(26rem, calc(100vw - 3rem))",
            ),
            # Not a date picker: those take 01/10/2012 for 10 January and 31 February for 2 March.
            dmc.TextInput(
                id="as-at",
                label="As at",
                placeholder="Such as 1 October 2012",
                value="",
                debounce=True,
                w=220,
            ),
        ],
        className="controls",
    )
