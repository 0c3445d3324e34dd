"""The network page: who is joined to whom, what is said of each, and where it is said.

The address holds the view. The filters, the picture and the panel's buttons only rewrite it, in
the browser (``assets/network.js``), and the page is redrawn from it.
"""

from dataclasses import dataclass, replace
from typing import Any

import dash
from dash import (
    ALL,
    ClientsideFunction,
    Input,
    Output,
    State,
    callback,
    clientside_callback,
    dcc,
    html,
    no_update,
)
from dash.development.base_component import Component

from placegraph.cypher import query
from placegraph.dashboard.components import alert, calm, empty, page, section
from placegraph.dashboard.context import current_store, moment_asked
from placegraph.dashboard.network import description, facts
from placegraph.dashboard.network import elements as drawn
from placegraph.dashboard.network.controls import controls
from placegraph.dashboard.network.layout import MOST, positions
from placegraph.dashboard.network.legend import legend
from placegraph.dashboard.network.neighbourhood import (
    Network,
    Shown,
    network,
    shown,
    with_records,
)
from placegraph.dashboard.network.stage import stage
from placegraph.dashboard.network.view import View, split_key, view_asked
from placegraph.dashboard.network.words import KINDS
from placegraph.dashboard.shell import address
from placegraph.dashboard.shell import query as asked
from placegraph.errors import PlaceGraphError
from placegraph.measures import Moment

TITLE = "Network"
PATH = "/network"
LEAD = (
    "Who works with whom: the bodies, partnerships and agreements of the place, as the papers join "
    "them. Choose one to see what is said of it, and where."
)
PARAMETERS = (
    "as_at",
    "structure",
    "kind",
    "organisation",
    "partnership",
    "relation",
    "focus",
    "hops",
    "records",
)

dash.register_page(__name__, path=PATH, name=TITLE, title=f"{TITLE} · PlaceGraph", order=2)


@dataclass(frozen=True)
class Scene:
    """Everything a view decides on the page but its filters."""

    elements: list[drawn.Element]
    words: list[Component]
    legend: Component
    panel: list[Component]
    announced: str
    tables: list[Component]
    basis: list[Component | str]


@calm(TITLE)
def layout(**asked: str) -> Component:
    """Return the page for the view that its address asks for."""
    view = view_asked(**asked)
    at = moment_asked(view.as_at, view.structure)
    whole = _read(at, view)
    if whole.things.empty:
        nothing = empty(
            "Nothing is on record on this day",
            "Load a data set that says who sits on what, or choose another day above.",
        )
        return page(TITLE, nothing, lead=LEAD, at=at)
    scene = _scene(whole, view, at)
    picture = section(
        "Who is joined to whom",
        "Every mark is a thing that the papers name; every line is something they say joins two.",
        controls(whole.things, view),
        html.Div(scene.words, id="network-words"),
        stage(scene.elements, scene.panel),
        html.Div(scene.legend, id="network-legend"),
        dcc.Store(id="network-asked", data=view.search()),
        dcc.Store(id="network-drawn"),
        dcc.Store(id="network-arrived"),
        html.P(scene.announced, id="network-status", className="unseen", role="status"),
        html.P(scene.basis, id="network-basis", className="basis"),
    )
    tables = section(
        "The same as tables",
        "What the picture shows, row by row; the mark beside a heading filters.",
        html.Div(scene.tables, id="network-tables"),
    )
    return page(TITLE, picture, tables, lead=LEAD, at=at)


@callback(
    Output("network-canvas", "elements"),
    Output("network-words", "children"),
    Output("network-legend", "children"),
    Output("network-panel", "children"),
    Output("network-status", "children"),
    Output("network-basis", "children"),
    Output("network-tables", "children"),
    Output("network-focus", "value"),
    Output("network-hops", "value"),
    Output("network-organisation", "value"),
    Output("network-partnership", "value"),
    Output("network-kind", "value"),
    Output("network-relation", "value"),
    Output("network-asked", "data"),
    Input("address", "search"),
    State("address", "pathname"),
    prevent_initial_call=True,
)
def redraw(search: str | None, pathname: str | None) -> tuple[Any, ...]:
    """Return what a changed address changes on the page, its filters included."""
    if pathname != PATH:
        raise dash.exceptions.PreventUpdate
    words = asked(search or "")
    try:
        view = view_asked(**{name: words[name] for name in PARAMETERS if name in words})
        at = moment_asked(view.as_at, view.structure)
        scene = _scene(_read(at, view), view, at)
    except PlaceGraphError as error:
        return (no_update, [alert(str(error))], *[no_update] * 12)
    return (
        scene.elements,
        scene.words,
        scene.legend,
        scene.panel,
        scene.announced,
        scene.basis,
        scene.tables,
        view.focus,
        view.hops,
        view.organisation,
        view.partnership,
        list(view.kinds),
        list(view.relations),
        view.search(),
    )


clientside_callback(
    ClientsideFunction("network", "rewrite"),
    Input("network-focus", "value"),
    Input("network-hops", "value"),
    Input("network-organisation", "value"),
    Input("network-partnership", "value"),
    Input("network-kind", "value"),
    Input("network-relation", "value"),
    Input("network-canvas", "tapNodeData"),
    Input({"type": "network-go", "key": ALL, "under": ALL}, "n_clicks"),
    State("network-asked", "data"),
    prevent_initial_call=True,
)
clientside_callback(
    ClientsideFunction("network", "settle"),
    Output("network-drawn", "data"),
    Input("network-canvas", "elements"),
)
clientside_callback(
    ClientsideFunction("network", "arrive"),
    Output("network-arrived", "data"),
    Input("network-panel", "children"),
    prevent_initial_call=True,
)


def _read(at: Moment, view: View) -> Network:
    store = current_store()
    nodes = store.read(query("network/nodes"), as_at=at.as_at)
    edges = store.read(query("network/edges"), as_at=at.as_at)
    if view.focus:
        type_, id_ = split_key(view.focus)
        # A payee or contract that the picture leaves out can still be asked for by its address.
        if view.records or not (nodes["type"].eq(type_) & nodes["id"].eq(id_)).any():
            records = store.read(query("network/records"), type=type_, id=id_, as_at=at.as_at)
            nodes, edges = with_records(nodes, edges, records)
    return network(nodes, edges)


def _scene(whole: Network, view: View, at: Moment) -> Scene:
    part = shown(whole, view)
    names = dict(zip(whole.things["key"], whole.things["name"], strict=True))
    known = current_store().read(query("sources/sources"))
    titles = dict(zip(known["source"], known["name"], strict=True))
    crowded = drawn.crowded(part.network)
    elements = (
        drawn.by_kind(part.network)
        if crowded
        else drawn.elements(part.network, _positions(whole, part), view.focus)
    )
    present = set(part.network.things["type"])
    return Scene(
        elements=elements,
        words=_words(part, view, at, names),
        legend=legend(
            [type_ for type_ in KINDS if type_ in present],
            [] if crowded else drawn.groups_in(part.network.connections),
            unsettled=not crowded and drawn.any_unsettled(part.network.connections),
        ),
        panel=_told(whole, view, at, names),
        announced=_announced(whole, part, view, at, names),
        basis=[
            html.Strong("Basis: "),
            description.basis(part.network.connections, titles),
        ],
        tables=[
            description.things_table(part.network),
            description.connections_table(part.network, titles),
        ],
    )


def _positions(whole: Network, part: Shown) -> dict[str, tuple[float, float]]:
    laid_out = whole if len(whole.things) <= MOST else part.network
    ends = laid_out.connections
    return positions(laid_out.things["key"], zip(ends["start"], ends["end"], strict=True))


def _words(part: Shown, view: View, at: Moment, names: dict[str, str]) -> list[Component]:
    parts: list[Component | str] = [" ".join(description.left_out(part, view, names))]
    if view.kinds and part.left_out:
        every = PATH + replace(view, kinds=()).search()
        parts += [" ", dcc.Link("Show every kind", href=every)]
    if view.focus in names:
        turned = PATH + replace(view, records=not view.records).search()
        does = "Hide" if view.records else "Show"
        parts += [" ", dcc.Link(f"{does} its published contracts and payments", href=turned)]
    moment = {"as_at": view.as_at, "structure": view.structure}
    parts += [" ", dcc.Link("Start again", href=address(PATH, moment))]
    told: list[Component] = [
        html.P([html.Strong(description.sentence(part, str(at))), " ", *parts], className="shows")
    ]
    if view.focus and view.focus not in names:
        type_, id_ = split_key(view.focus)
        told.insert(
            0,
            alert(
                f"Found no {KINDS[type_].singular} {id_} on record on this day; choose another "
                "day above, or find something else by name.",
                title="The thing asked for is not there",
            ),
        )
    return told


def _told(whole: Network, view: View, at: Moment, names: dict[str, str]) -> list[Component]:
    if view.focus not in names:
        return facts.invitation(str(at))
    type_, id_ = split_key(str(view.focus))
    said = current_store().read(query("network/facts"), type=type_, id=id_)
    return facts.panel(
        type_, names[str(view.focus)], said, day=at.as_at, present=set(whole.things["key"])
    )


def _announced(whole: Network, part: Shown, view: View, at: Moment, names: dict[str, str]) -> str:
    if view.focus not in names:
        return description.sentence(part, str(at))
    number = int(whole.things.loc[whole.things["key"] == view.focus, "connections"].sum())
    type_, _ = split_key(str(view.focus))
    return facts.announced(type_, names[str(view.focus)], number)
