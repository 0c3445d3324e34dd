"""The panel beside the network: what is said of the chosen thing, by which source, where."""

from collections.abc import Set
from datetime import date
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from placegraph.dashboard.network.view import key
from placegraph.dashboard.network.words import KINDS, RELATIONS, heading, kind_name, kinds_name
from placegraph.dashboard.words import count, known, money, period

_MONEY = ("amount", "budget", "salary_low", "salary_high")
_PROPERTIES = {
    "ods_code": "NHS organisation code",
    "companies_house": "Companies House number",
    "local_authority_code": "Local authority code",
    "area_code": "Area code",
    "ocid": "Open Contracting identifier",
    "members_known": "How well its members are known",
    "unnamed_group": "Stands for several bodies not named",
    "amount": "Value over its whole life",
    "budget": "Budget, a year",
    "salary_low": "Lowest salary, a year",
    "salary_high": "Highest salary, a year",
    "partner_dependent": "Depends on partners",
    "commissions": "What it commissions",
}
_ORDER = {relation: place for place, relation in enumerate(RELATIONS)}
_MANY = 8


def panel(
    type_: str, name: str, facts: pd.DataFrame, *, day: date, present: Set[str]
) -> list[Component]:
    """Return the parts of the panel for one thing.

    ``facts`` has the columns of the query ``network/facts``. Things whose keys are in ``present``
    become buttons that move the focus there.
    """
    properties = facts[facts["other"].isna()]
    joined = facts[facts["other"].notna()]
    return [
        html.P(kind_name(type_).capitalize(), className="of-kind"),
        html.H3(name, id="network-chosen", tabIndex="-1"),
        html.H4("Joined to"),
        *(_joined(joined, day, present) or [html.P("Nothing on record.", className="aside")]),
        html.H4("What is said of it"),
        *_properties(properties, day),
    ]


def invitation(day: str) -> list[Component]:
    """Return what the panel says before anything is chosen."""
    return [
        html.H3("Nothing chosen yet", id="network-chosen", tabIndex="-1"),
        html.P(
            "Choose a mark in the picture, or find a thing by name above. Its facts and the places "
            f"they come from appear here, and the picture narrows to what it is joined to {day}."
        ),
    ]


def _joined(joined: pd.DataFrame, day: date, present: Set[str]) -> list[Component]:
    grouped: dict[tuple[bool, int, bool, str], list[int]] = {}
    for place, row in enumerate(_records(joined)):
        relation, outgoing, other_type = row["fact"], bool(row["outgoing"]), row["other_type"]
        title = heading(relation, outgoing=outgoing)
        if relation == "CONCERNS" and not outgoing:
            title = f"{kinds_name(other_type).capitalize()} about it"
        order = _ORDER.get(relation, len(_ORDER))
        grouped.setdefault((other_type not in KINDS, order, not outgoing, title), []).append(place)
    sections: list[Component] = []
    for (outside, _, _, title), places in sorted(grouped.items()):
        rows = joined.iloc[places]
        named = rows.assign(shown=rows["value"].fillna(rows["other"]))
        things = sorted(
            named.groupby(["other_type", "other"], sort=False), key=lambda i: i[1].iloc[0]["shown"]
        )
        entries = [_other(thing, title, day, present) for _, thing in things]
        opened = len(entries) <= _MANY and not outside
        sections.append(
            html.Details(
                [
                    html.Summary(
                        [title, html.Span(_number(len(entries), rows), className="aside")]
                    ),
                    html.Ol(entries, className="others"),
                ],
                open=opened,
                className="joined",
            )
        )
    return sections


def _number(listed: int, rows: pd.DataFrame) -> str:
    """Say how many things are listed, and when their statements are only some."""
    stated = rows.groupby("other_type")["stated"].first().sum() if "stated" in rows else 0
    if known(stated) and stated > len(rows):
        return f" ({listed:,}, from the first {len(rows):,} of {stated:,} statements)"
    return f" ({listed})"


def _other(rows: pd.DataFrame, title: str, day: date, present: Set[str]) -> Component:
    first = rows.iloc[0]
    name = str(first["shown"])
    other = key(str(first["other_type"]), str(first["other"]))
    go: Component = html.Span(name)
    if other in present:
        # One thing may stand under several headings, and each button needs an id of its own.
        place = {"type": "network-go", "key": other, "under": title}
        go = html.Button(name, id=place, className="go", type="button")
    return html.Li([go, _statements(rows, day)])


def _statements(rows: pd.DataFrame, day: date) -> Component:
    return html.Ul([_statement(row, day) for row in _records(rows)], className="said")


def _statement(row: dict[str, Any], day: date) -> Component:
    words = [str(row["status"])] if known(row["status"]) else []
    if known(row["valid_from"]) or known(row["valid_to"]):
        words.append(period(row["valid_from"], row["valid_to"]))
    if not _holds(row, day):
        words.append("not on the day shown")
    held = "; ".join(words)
    parts: list[Component | str] = []
    if held:
        parts.append(html.Span(f"{held[:1].upper()}{held[1:]}. ", className="held"))
    source = row["source_name"] if known(row["source_name"]) else row["source"]
    parts.append(f"{source}, {row['locator']}")
    if known(row["note"]):
        parts.append(html.Span(f" Note: {row['note']}", className="noted"))
    return html.Li(parts)


def _holds(row: dict[str, Any], day: date) -> bool:
    begun = not known(row["valid_from"]) or row["valid_from"] <= day
    return begun and (not known(row["valid_to"]) or row["valid_to"] > day)


def _properties(facts: pd.DataFrame, day: date) -> list[Component]:
    """Return the properties, those that rest on the same statements together."""
    order = {"name": 0, "kind": 1, "level": 1, "purpose": 2}
    resting: dict[tuple[object, ...], list[Component]] = {}
    told: dict[tuple[object, ...], pd.DataFrame] = {}
    for name in sorted(facts["fact"].dropna().unique(), key=lambda n: (order.get(n, 9), n)):
        for value, rows in facts[facts["fact"] == name].groupby("value", sort=False):
            said = rows.drop_duplicates(["source", "locator", "valid_from", "valid_to", "status"])
            places = tuple(zip(said["source"], said["locator"], said["valid_from"], strict=True))
            told.setdefault(places, said)
            resting.setdefault(places, []).extend(
                [
                    html.Dt(_PROPERTIES.get(name, name.replace("_", " ").capitalize())),
                    html.Dd(_value(name, str(value))),
                ]
            )
    return [
        html.Div([html.Dl(parts), _statements(told[places], day)], className="stated")
        for places, parts in resting.items()
    ]


def _value(name: str, text: str) -> str:
    if text in ("true", "false"):
        return "Yes" if text == "true" else "No"
    if name in _MONEY:
        return money(float(text))
    return text


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def announced(type_: str, name: str, neighbours: int) -> str:
    """Say what a screen reader should hear when a thing is chosen."""
    return (
        f"{name}, {kind_name(type_)}, chosen: {count(neighbours, 'connection')} on this day. "
        "Its facts follow the picture."
    )
