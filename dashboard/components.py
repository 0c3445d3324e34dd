"""The parts pages are made of: pure, frame or words in, component out.

Every figure is a :func:`section`: a sentence saying what it shows, the figure, the same content
as a table, and the basis it rests on.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeAlias

import dash_ag_grid as dag
import dash_mantine_components as dmc
import pandas as pd
import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from placegraph.dashboard.words import BLANK, known
from placegraph.errors import PlaceGraphError

Child: TypeAlias = Component | str
Layout: TypeAlias = Callable[..., Component]

_GRID = {
    "domLayout": "autoHeight",
    "ensureDomOrder": True,
    "enableCellTextSelection": True,
    "suppressColumnVirtualisation": True,
    "suppressMovableColumns": True,
    "animateRows": False,
}


@dataclass(frozen=True)
class Column:
    """A column of :func:`grid`: its heading, and how wide it is against the others.

    ``places`` makes it a number with so many decimals; None leaves it text.
    """

    heading: str
    flex: int = 1
    places: int | None = None


def page(title: str, *children: Child, lead: str, at: object = None) -> Component:
    """Return a page: its one h1, a sentence for newcomers, the moment shown, and its sections."""
    moment = [html.P(_capital(str(at)), className="moment")] if at is not None else []
    head = html.Div([html.H1(title), html.P(lead, className="lead"), *moment], className="head")
    return html.Div([head, *children], className="page")


def calm(title: str) -> Callable[[Layout], Layout]:
    """Wrap a page's layout so that an error raised on purpose is a message, not a traceback."""

    def wrap(layout: Layout) -> Layout:
        @wraps(layout)
        def shown(*args: Any, **query: Any) -> Component:
            # A name given twice in an address is a list; the last one counts.
            given = {name: v[-1] if isinstance(v, list) else v for name, v in query.items()}
            try:
                return layout(*args, **given)
            except PlaceGraphError as error:
                return page(
                    title,
                    # Options of the command line are parts of the address here.
                    alert(str(error).removeprefix("--")),
                    dcc.Link("Show the overview of today", href="/", className="onward"),
                    lead="This page cannot be shown as asked.",
                )

        return shown

    return wrap


def section(
    title: str, sentence: str, *children: Child, basis: str = "", wide: bool = True
) -> Component:
    """Return a titled part of a page; ``basis`` says what the figure in it rests on."""
    name = slug(title)
    foot = [html.P([html.Strong("Basis: "), basis], className="basis")] if basis else []
    return html.Section(
        [
            html.H2(title, id=name),
            html.P(sentence, className="sentence"),
            *children,
            *foot,
        ],
        className="section" if wide else "section half",
        **{"aria-labelledby": name},
    )


def columns(*children: Child) -> Component:
    """Return parts side by side where the screen is wide enough."""
    return html.Div(list(children), className="columns")


def card(
    number: str, title: str, sentence: str, *, href: str, link: str, names: Sequence[str] = ()
) -> Component:
    """Return a headline: a number, what it counts, where it is explained, and the list behind."""
    held = html.Div(
        bullets(names), className="held", tabIndex="0", role="group", **{"aria-label": title}
    )
    behind = [more(f"Show the list ({len(names)})", held)] if names else []
    return html.Section(
        [
            html.P(number, className="number"),
            html.H3(title),
            html.P(sentence, className="sentence"),
            *behind,
            dcc.Link(link, href=href, className="onward"),
        ],
        className="card",
    )


def bullets(names: Sequence[Child]) -> Component:
    """Return a plain list."""
    return html.Ul([html.Li(name) for name in names], className="bullets")


def more(summary: str, *children: Child, open_: bool = False) -> Component:
    """Return content behind a line that opens it by mouse or keyboard."""
    return html.Details([html.Summary(summary), *children], className="more", open=open_)


def alert(message: str, title: str = "This cannot be shown") -> Component:
    """Return a calm message about something that went wrong."""
    return _notice("notice warning", title, [html.P(message)], role="alert")


def empty(title: str, what_to_load: str) -> Component:
    """Return what stands where there is no data: why, and what would fill it."""
    return _notice("notice", title, [html.P(what_to_load)])


def note(title: str, *children: Child) -> Component:
    """Return a caution that belongs next to a figure."""
    body = [html.P(child) if isinstance(child, str) else child for child in children]
    return _notice("notice caution", title, body, role="note")


def chart(figure: go.Figure, description: str, height: int) -> Component:
    """Return a Plotly figure, ``height`` pixels high, with ``description`` for screen readers."""
    graph = dcc.Graph(
        figure=figure,
        config={"displayModeBar": False, "responsive": True},
        style={"height": f"{height}px"},
    )
    return html.Div(graph, role="img", className="chart", **{"aria-label": description})


def grid(
    frame: pd.DataFrame, shown: Mapping[str, Column], *, name: str, rows_a_page: int | None = None
) -> Component:
    """Return rows as a table that sorts, filters and is walked with the arrow keys.

    ``shown`` maps the columns of ``frame`` to show to how; ``name`` is read out for the table. A
    table of more than ``rows_a_page`` rows is turned page by page; None shows all of it.
    """
    definitions = [_definition(field, column) for field, column in shown.items()]
    rows = [
        {
            field: _cell(value, column)
            for (field, column), value in zip(shown.items(), row, strict=True)
        }
        for row in frame[list(shown)].itertuples(index=False, name=None)
    ]
    table = dag.AgGrid(
        rowData=rows,
        columnDefs=definitions,
        defaultColDef={"sortable": True, "resizable": True, "wrapHeaderText": True},
        dashGridOptions=_GRID if rows_a_page is None else _GRID | _pages(rows_a_page),
        style={"height": None},
    )
    return html.Div(table, className="grid", role="group", **{"aria-label": name})


def _pages(rows: int) -> dict[str, object]:
    return {
        "pagination": True,
        "paginationPageSize": rows,
        "paginationPageSizeSelector": False,
    }


def table(headings: Sequence[Child], rows: Sequence[Sequence[Child]], *, caption: str) -> Component:
    """Return a small table; the first cell of each row is its heading."""
    body = [
        html.Tr([html.Th(first, scope="row"), *(html.Td(cell) for cell in rest)])
        for first, *rest in rows
    ]
    head = html.Tr([html.Th(heading, scope="col") for heading in headings])
    return scrolled(
        html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], className="plain"),
        caption,
    )


def scrolled(content: Component, name: str) -> Component:
    """Return wide content in a region that keyboards can scroll."""
    return html.Div(
        content, className="scrolled", tabIndex="0", role="region", **{"aria-label": name}
    )


def hidden(words: str) -> Component:
    """Return words for screen readers alone."""
    return dmc.VisuallyHidden(words)


def slug(words: str) -> str:
    """Return words as an identifier."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _notice(kind: str, title: str, body: Sequence[Component], **attributes: str) -> Component:
    return html.Div([html.P(title, className="title"), *body], className=kind, **attributes)


def _definition(field: str, column: Column) -> dict[str, Any]:
    common = {"field": field, "headerName": column.heading, "flex": column.flex}
    if column.places is None:
        return common | {
            "wrapText": True,
            "autoHeight": True,
            "filter": "agTextColumnFilter",
            "minWidth": 110,
        }
    shown = f"params.value == null ? '{BLANK}' : d3.format(',.{column.places}f')(params.value)"
    return common | {
        "type": "rightAligned",
        "filter": "agNumberColumnFilter",
        "valueFormatter": {"function": shown},
        "minWidth": 155,
    }


def _cell(value: object, column: Column) -> object:
    if not known(value):
        return BLANK if column.places is None else None
    return str(value) if column.places is None else float(str(value))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
