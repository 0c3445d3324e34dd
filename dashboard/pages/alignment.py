"""Alignment: which aims of one body support those of another, and which stand alone."""

from collections.abc import Mapping
from typing import Any

import dash
import dash_mantine_components as dmc
import pandas as pd
from dash import Input, Output, State, callback, dcc, html
from dash.development.base_component import Component

from placegraph.analytics.alignment.alignment import Alignment
from placegraph.cypher import query
from placegraph.dashboard import shell
from placegraph.dashboard.components import (
    Column,
    alert,
    bullets,
    calm,
    columns,
    empty,
    grid,
    hidden,
    note,
    page,
    scrolled,
    section,
    table,
)
from placegraph.dashboard.context import current_store, moment_asked
from placegraph.dashboard.readings import cited, names, source_titles
from placegraph.dashboard.words import count, day, known, number
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures import Moment, aims, alignment

dash.register_page(
    __name__, path="/alignment", name="Alignment", title="Alignment · PlaceGraph", order=4
)

LEAD = (
    "Whether the aims of one body support those of another. It is read both ways, because a plan "
    "may be well supported and still leave aims of the other side alone."
)
SCORES = {
    3: "indivisible",
    2: "reinforcing",
    1: "enabling",
    0: "consistent",
    -1: "constraining",
    -2: "counteracting",
    -3: "cancelling",
}
KINDS = {
    "ambition": "ambitions",
    "objective": "objectives",
    "outcome": "outcomes",
    "principle": "principles",
    "priority": "priorities",
    "theme": "themes",
    "vision": "vision",
}


@calm("Alignment")
def layout(
    as_at: str | None = None,
    structure: str | None = None,
    lower: str | None = None,
    upper: str | None = None,
    **_: str,
) -> Component:
    """Return the page for a day or a structure, and two sets of aims if any are asked for."""
    store, at = current_store(), moment_asked(as_at, structure)
    stated = aims(store, at)
    if stated.empty:
        nothing = empty(
            "No aims are on record",
            "Load objective.csv, outcome.csv and set_by.csv, and aligns_with.csv for the links "
            "between them.",
        )
        return page("Alignment", nothing, lead=LEAD, at=at)
    titles = set_titles(stated, names(store, at))
    try:
        found = alignment(store, at, lower=lower or None, upper=upper or None)
    except MeasureError as error:
        chosen = _choice(titles, lower, upper)
        return page("Alignment", chosen, alert(str(error)), lead=LEAD, at=at)
    texts = dict(zip(stated["id"], stated["name"], strict=True))
    sets = dict(zip(stated["id"], stated["set"], strict=True))
    shown = (
        lower or sets.get(next(iter(found.matrix.index), None)),
        upper or sets.get(next(iter(found.matrix.columns), None)),
    )
    links = store.read(query("objectives/links"), as_at=at.as_at)
    links = links[
        links["lower"].isin(found.matrix.index) & links["upper"].isin(found.matrix.columns)
    ]
    below, above = (titles.get(name or "", "aims") for name in shown)
    return page(
        "Alignment",
        _choice(titles, *shown),
        *_caution(found),
        columns(_scores(found, below, above), _orphans(found, below, above, texts)),
        _matrix(found, below, above, texts, at),
        _links(links, store),
        lead=LEAD,
        at=at,
    )


@callback(
    Output("address", "search", allow_duplicate=True),
    Input("alignment-lower", "value"),
    Input("alignment-upper", "value"),
    State("alignment-shown", "data"),
    State("address", "search"),
    prevent_initial_call=True,
)
def choose(
    lower: str | None, upper: str | None, shown: list[str | None], search: str | None
) -> Any:
    """Put the chosen sets into the address, unless they are those already shown."""
    if [lower, upper] == shown:
        return dash.no_update
    return shell.address("", shell.query(search or "") | {"lower": lower, "upper": upper})


def set_titles(stated: pd.DataFrame, known_names: Mapping[str, str]) -> dict[str, str]:
    """Return the sets of ``measures.aims`` in words, by their identifiers, in order of words."""
    titles = {}
    for name in stated["set"].unique():
        body, _, kind = name.rpartition("/")
        owner = known_names.get(body, "Set by a body not named" if body == "unknown" else body)
        titles[name] = f"{owner}: {KINDS.get(kind, kind)}"
    return dict(sorted(titles.items(), key=lambda item: item[1]))


def _choice(titles: Mapping[str, str], lower: str | None, upper: str | None) -> Component:
    data = [{"value": name, "label": title} for name, title in titles.items()]
    common = {"data": data, "allowDeselect": False, "searchable": True, "w": 460}
    return html.Div(
        [
            dmc.Select(id="alignment-lower", label="Aims that support", value=lower, **common),
            dmc.Select(id="alignment-upper", label="Aims supported", value=upper, **common),
            dcc.Store(id="alignment-shown", data=[lower, upper]),
        ],
        className="selects",
    )


def _caution(found: Alignment) -> list[Component]:
    if found.reason:
        return [empty("Alignment is unknown", f"{found.reason} Links come from aligns_with.csv.")]
    counted = found.links[found.links["counted"]]
    proposed = counted[counted["status"] == "proposed"]
    if proposed.empty:
        return []
    return [
        note(
            "Links to be checked",
            f"{len(proposed)} of {count(len(counted), 'counted link')}: proposed, an analyst's "
            "reading of the papers, not a judgement the bodies have agreed. Read the scores as "
            "questions to put to them.",
        )
    ]


def _scores(found: Alignment, below: str, above: str) -> Component:
    rows = [
        [
            f"{below}: how strongly they support",
            number(found.a_d, missing="unknown"),
            _of(found.covered_lower, found.count_lower),
        ],
        [
            f"{above}: how strongly they are supported",
            number(found.a_u, missing="unknown"),
            _of(found.covered_upper, found.count_upper),
        ],
        ["Both ways together (harmonic mean)", number(found.h, missing="unknown"), ""],
        ["Conflict, never taken off the above", number(found.conflict_d, missing="unknown"), ""],
        ["By budget", number(found.resource_a_d, missing="unknown: no budgets on record"), ""],
    ]
    return section(
        "How far they point the same way",
        "Support runs from 0, none recorded, to 1, every aim has an indivisible partner.",
        table(["Measure", "Score", "Aims reached"], rows, caption="Alignment scores."),
        basis=f"{count(int(found.links['counted'].sum()), 'link')} counted, of status "
        f"{' or '.join(found.statuses)}; an aim is reached by support of "
        f"{number(found.threshold)} or more. Nilsson, Griggs and Visbeck, Nature "
        "534 (2016).",
    )


def _of(part: int | None, whole: int) -> str:
    return f"{part} of {whole}" if part is not None else f"unknown of {whole}"


def _orphans(found: Alignment, below: str, above: str, texts: Mapping[str, str]) -> Component:
    def side(title: str, orphans: tuple[str, ...] | None, words: str) -> list[Component]:
        if orphans is None:
            return [html.H3(title), html.P("Unknown: no link counts.")]
        if not orphans:
            return [html.H3(title), html.P("None: each has at least one link.")]
        return [html.H3(title), html.P(words), bullets([texts.get(o, o) for o in orphans])]

    return section(
        "Aims that stand alone",
        "Aims for which no supporting link is recorded, each way.",
        *side(below, found.orphans_lower, "Support nothing on the other side:"),
        *side(above, found.orphans_upper, "Are supported by nothing on the other side:"),
        basis="recorded links alone; an aim stands alone when nobody has recorded a link, which "
        "may only mean that nobody has looked.",
    )


def _matrix(
    found: Alignment, below: str, above: str, texts: Mapping[str, str], at: Moment
) -> Component:
    head = html.Tr(
        [
            html.Th(f"{below} (down), {above} (across)", scope="col"),
            *(html.Th(texts.get(u, u), scope="col") for u in found.matrix.columns),
        ]
    )
    sure = found.links[found.links["status"] == "agreed"]
    agreed = set(zip(sure["lower"], sure["upper"], strict=True))
    body = [
        html.Tr(
            [
                html.Th(texts.get(str(lower), str(lower)), scope="row"),
                *(
                    _score(value, (lower, upper) in agreed)
                    for upper, value in zip(found.matrix.columns, scores, strict=True)
                ),
            ]
        )
        for lower, scores in zip(found.matrix.index, found.matrix.to_numpy(), strict=True)
    ]
    legend = [
        html.Li([html.Span(_signed(s), className=f"swatch {_shade(s)}"), html.Span(name)])
        for s, name in SCORES.items()
    ]
    legend.append(
        html.Li([html.Span("3", className="swatch p3 proposed"), html.Span("dashed: proposed")])
    )
    title = "Which aim supports which"
    return section(
        title,
        "The score of each recorded link; an empty cell means that no link is recorded.",
        html.Ul(legend, className="legend"),
        scrolled(
            html.Table(
                [
                    html.Caption(f"{below} by {above}"),
                    html.Thead(head),
                    html.Tbody(body),
                ],
                className="matrix many",
            ),
            title,
        ),
        basis=f"links that hold on {day(at.as_at)}, of status {' or '.join(found.statuses)}.",
    )


def _score(value: float, agreed: bool) -> Component:
    if not known(value):
        return html.Td(hidden("no link recorded"))
    score = int(value)
    said = SCORES[score] if agreed else f"{SCORES[score]}, proposed"
    return html.Td(
        [_signed(score), hidden(f" {said}")],
        className=f"score {_shade(score)}{'' if agreed else ' proposed'}",
        title=said.capitalize(),
    )


def _signed(score: int) -> str:
    return number(score, 0) if score >= 0 else f"\N{MINUS SIGN}{abs(score)}"


def _shade(score: int) -> str:
    return f"{'m' if score < 0 else 'p'}{abs(score)}"


def _links(links: pd.DataFrame, store: Store) -> Component:
    if links.empty:
        return section(
            "The links one by one",
            "Each link, what it rests on and who says so.",
            empty("No link is recorded between these aims", "Load aligns_with.csv."),
        )
    return section(
        "The links one by one",
        "Each link, what it rests on and who says so.",
        grid(
            links,
            {
                "lower_name": Column("Supports", flex=3),
                "upper_name": Column("Is supported", flex=3),
                "score": Column("Score", places=0),
                "status": Column("Status"),
                "basis": Column("Rests on", flex=2),
                "asserted_by": Column("Judged by", flex=2),
                "locator": Column("Place", flex=2),
            },
            name="Links between the two sets of aims",
        ),
        basis=f"{count(len(links), 'link')}. Sources: "
        f"{cited(links['source'], source_titles(store))}.",
    )
