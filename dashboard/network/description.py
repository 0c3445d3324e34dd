"""The network in words and in tables: what the picture shows, leaves out and rests on."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from placegraph.dashboard.components import Column, grid
from placegraph.dashboard.network.elements import MOST, crowded, records, unsettled
from placegraph.dashboard.network.neighbourhood import Network, Shown
from placegraph.dashboard.network.view import View
from placegraph.dashboard.network.words import counted_kind, kind_name, relation_name
from placegraph.dashboard.words import BLANK, count, known, listed, text

_THINGS = {
    "name": Column("Name", flex=2),
    "kind": Column("What it is", flex=2),
    "connections": Column("Connections that day", places=0),
}
_CONNECTIONS = {
    "from_name": Column("From", flex=2),
    "relation": Column("How they are joined", flex=2),
    "to_name": Column("To", flex=2),
    "status": Column("How settled", flex=2),
    "statements": Column("Statements", places=0),
    "places": Column("Where it is said", flex=3),
}
ROWS_A_PAGE = 20


def sentence(shown: Shown, moment: str) -> str:
    """Say in one sentence what the picture shows."""
    part = shown.network
    said = (
        f"The picture shows {count(len(part.things), 'thing')} and "
        f"{count(len(part.connections), 'connection')}, {moment}."
    )
    if not crowded(part):
        return said
    return (
        f"{said} That is more than {MOST:,} marks, so it draws each kind of thing once, with how "
        "many connections join it to the others; filter, or find a thing, to see them one by one."
    )


def left_out(shown: Shown, view: View, names: Mapping[str, str]) -> list[str]:
    """Say, a sentence each, what the picture leaves out and how to see it."""
    said = []
    if view.focus in names:
        name = names[str(view.focus)]
        if view.steps is not None:
            said.append(f"It is narrowed to {count(view.steps, 'step')} around {name}.")
        if shown.further:
            said.append(
                f"{count(shown.further, 'more thing lies', 'more things lie')} one step further "
                "out: show more steps."
            )
        if shown.hidden:
            said.append(
                f"{count(shown.hidden, 'neighbour')} of {name} "
                f"{'is' if shown.hidden == 1 else 'are'} hidden by the filters."
            )
    if shown.left_out and view.steps is None:
        kinds = [counted_kind(number, type_) for type_, number in shown.left_out.items()]
        said.append(f"The filters hide {listed(kinds)}.")
    if shown.unjoined:
        said.append(
            f"{count(shown.unjoined, 'thing')} of the kinds chosen "
            f"{'is' if shown.unjoined == 1 else 'are'} joined to nothing else in the picture, "
            "and left out; find them by name."
        )
    return said


def basis(connections: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """Say how many statements of which sources the connections rest on, and what that misses.

    ``titles`` maps Source.id to the title.
    """
    cited = Counter(str(s).partition(" ")[0] for row in connections["sources"] for s in row)
    if not cited:
        return "no connection is shown, so there is no statement to cite."
    each = [
        f"{titles.get(source, source)} ({number:,})"
        for source, number in sorted(cited.items(), key=lambda item: (-item[1], item[0]))
    ]
    return (
        f"{count(cited.total(), 'statement')} about connections in "
        f"{count(len(cited), 'source')}: {'; '.join(each)}. A body looks well connected when these "
        "papers speak of it. They tell most about the bodies that wrote or ordered them; ties that "
        "no paper mentions, above all among other bodies, are missing."
    )


def things_table(part: Network) -> Component:
    """Return the things shown as a table, in the order of the lists."""
    rows = [
        {
            "name": row.name,
            "kind": _what(row.type, row.kind),
            "connections": int(row.connections),
        }
        for row in records(part.things)
    ]
    return _table(rows, _THINGS, "Things in the picture")


def connections_table(part: Network, titles: Mapping[str, str]) -> Component:
    """Return the connections shown as a table, in the order of the things they start at."""
    rows = [
        {
            "from_name": row.from_name,
            "relation": relation_name(row.relation),
            "to_name": row.to_name,
            "status": _settled(row),
            "statements": int(row.statements),
            "places": "; ".join(_place(str(s), titles) for s in row.sources),
        }
        for row in records(part.connections)
    ]
    return _table(rows, _CONNECTIONS, "Connections in the picture")


def _what(type_: str, kind: object) -> str:
    return f"{kind_name(type_)}: {kind}" if known(kind) else kind_name(type_)


def _settled(row: Any) -> str:
    status = text(row.status, "")
    partly = "members partly listed" if unsettled(row) and status != "proposed" else ""
    return "; ".join(word for word in (status, partly) if word) or BLANK


def _place(cited: str, titles: Mapping[str, str]) -> str:
    source, _, locator = cited.partition(" ")
    return f"{titles.get(source, source)}, {locator}"


def _table(rows: list[dict[str, object]], shown: Mapping[str, Column], name: str) -> Component:
    frame = pd.DataFrame(rows, columns=list(shown))
    return html.Div(
        [
            html.H3(f"{name} ({len(rows):,})"),
            grid(frame, shown, name=name, rows_a_page=ROWS_A_PAGE),
        ]
    )
