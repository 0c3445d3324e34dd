"""The filters above the network."""

from collections.abc import Iterable

import dash_mantine_components as dmc
import pandas as pd
from dash import html
from dash.development.base_component import Component

from placegraph.dashboard.network.view import View
from placegraph.dashboard.network.words import GROUPS, KINDS, kind_name, labelled, relation_name

#: Node types whose kinds are a closed list, so that a kind can stand in an address.
_WITH_KINDS = ("Organisation", "Partnership", "Contract", "Post", "Objective")
_HOPS = {
    "1": "1 step around it",
    "2": "2 steps around it",
    "3": "3 steps around it",
    "all": "Everything the filters keep",
}
Options = list[dict[str, object]]


def controls(things: pd.DataFrame, view: View) -> Component:
    """Return the filters, set to ``view``, with choices from all ``things`` of the day."""
    return html.Div(
        [
            dmc.Select(
                id="network-focus",
                label="Find a thing by name",
                placeholder="Type part of a name",
                data=names(things),
                value=view.focus,
                searchable=True,
                clearable=True,
                limit=80,
                nothingFoundMessage="Nothing on this day has that in its name",
                clearButtonProps={"aria-label": "Choose nothing"},
            ),
            dmc.Select(
                id="network-hops",
                label="Around the chosen thing, show",
                data=[{"value": value, "label": words} for value, words in _HOPS.items()],
                value=view.hops,
                allowDeselect=False,
            ),
            dmc.Select(
                id="network-organisation",
                label="Joined to the organisation",
                placeholder="Any organisation",
                data=_of_type(things, "Organisation"),
                value=view.organisation,
                searchable=True,
                clearable=True,
                clearButtonProps={"aria-label": "Any organisation"},
            ),
            dmc.Select(
                id="network-partnership",
                label="Joined to the partnership",
                placeholder="Any partnership",
                data=_of_type(things, "Partnership"),
                value=view.partnership,
                searchable=True,
                clearable=True,
                clearButtonProps={"aria-label": "Any partnership"},
            ),
            html.Div(
                dmc.MultiSelect(
                    id="network-kind",
                    label="Kinds of thing",
                    placeholder="Every kind" if not view.kinds else "",
                    data=kinds(things),
                    value=list(view.kinds),
                    searchable=True,
                    clearable=True,
                    clearButtonProps={"aria-label": "Every kind of thing"},
                ),
                className="wide-control",
            ),
            html.Div(
                dmc.MultiSelect(
                    id="network-relation",
                    label="Kinds of connection",
                    placeholder="Every kind" if not view.relations else "",
                    data=relations(),
                    value=list(view.relations),
                    searchable=True,
                    clearable=True,
                    clearButtonProps={"aria-label": "Every kind of connection"},
                ),
                className="wide-control",
            ),
        ],
        className="network-controls",
        role="group",
        **labelled("What the picture shows"),
    )


def names(things: pd.DataFrame) -> Options:
    """Return every thing as a choice, grouped by type."""
    return [
        _group(KINDS[type_].plural, zip(part["key"], part["name"], strict=True))
        for type_ in KINDS
        if not (part := things[things["type"] == type_]).empty
    ]


def kinds(things: pd.DataFrame) -> Options:
    """Return node types, and kinds within a type, as choices."""
    present = [type_ for type_ in KINDS if type_ in set(things["type"])]
    whole = _group("whole kinds", [(t, KINDS[t].plural.capitalize()) for t in present])
    parts = []
    for type_ in present:
        within = things.loc[(things["type"] == type_) & things["kind"].notna(), "kind"]
        if type_ in _WITH_KINDS and within.nunique() > 1:
            choices = [
                (f"{type_}:{k}", f"{kind_name(type_)}: {k}") for k in sorted(within.unique())
            ]
            parts.append(_group(f"some {KINDS[type_].plural}", choices))
    return [whole, *parts]


def relations() -> Options:
    """Return relationship types as choices, grouped as the legend groups them."""
    return [_group(g.name, [(r, relation_name(r)) for r in g.relations]) for g in GROUPS]


def _of_type(things: pd.DataFrame, type_: str) -> Options:
    part = things[things["type"] == type_]
    return [{"value": i, "label": n} for i, n in zip(part["id"], part["name"], strict=True)]


def _group(name: str, choices: Iterable[tuple[str, str]]) -> dict[str, object]:
    items = [{"value": value, "label": words} for value, words in choices]
    return {"group": name[:1].upper() + name[1:], "items": items}
