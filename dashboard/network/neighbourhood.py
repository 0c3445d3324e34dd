"""Which things and connections of the network one view shows, and how many it leaves out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from placegraph.dashboard.network.view import View, key
from placegraph.dashboard.network.words import KINDS

_ORDER = {type_: place for place, type_ in enumerate(KINDS)}


@dataclass(frozen=True)
class Network:
    """Everything on record on one day.

    ``things`` has the columns of the query ``network/nodes``, ``key`` and ``connections`` (how
    many connections it is an end of); ``connections`` those of ``network/edges``, ``start`` and
    ``end`` (keys), ``from_name`` and ``to_name``. Both are in the order in which tables and lists
    show them.
    """

    things: pd.DataFrame
    connections: pd.DataFrame


@dataclass(frozen=True)
class Shown:
    """What a view shows of a :class:`Network`, and what it leaves out.

    ``left_out`` counts by node type what the filters drop, ``unjoined`` what passes them but is
    joined to nothing shown. ``further`` counts things one step outside what is shown around the
    focus, ``hidden`` the focus's own neighbours that the filters drop.
    """

    network: Network
    left_out: Mapping[str, int]
    unjoined: int = 0
    further: int = 0
    hidden: int = 0


def network(nodes: pd.DataFrame, edges: pd.DataFrame) -> Network:
    """Return the frames of ``network/nodes`` and ``network/edges`` as a network.

    Connections that name a thing that is not in ``nodes`` are left out.
    """
    things = nodes.assign(
        key=[key(t, i) for t, i in zip(nodes["type"], nodes["id"], strict=True)],
        name=nodes["name"].fillna(nodes["id"]),
    )
    names = dict(zip(things["key"], things["name"], strict=True))
    connections = edges.assign(
        start=[key(t, i) for t, i in zip(edges["from_type"], edges["from_id"], strict=True)],
        end=[key(t, i) for t, i in zip(edges["to_type"], edges["to_id"], strict=True)],
    )
    connections = connections[connections["start"].isin(names) & connections["end"].isin(names)]
    connections = connections.assign(
        from_name=connections["start"].map(names), to_name=connections["end"].map(names)
    )
    ends = pd.concat([connections["start"], connections["end"]]).value_counts()
    things = things.assign(connections=things["key"].map(ends).fillna(0).astype("int64"))
    order = things["type"].map(_ORDER)
    things = things.assign(order=order).sort_values(["order", "name", "key"]).drop(columns="order")
    places = {name: place for place, name in enumerate(things["key"])}
    connections = connections.assign(
        a=connections["start"].map(places), b=connections["end"].map(places)
    ).sort_values(["a", "relation", "b"])
    return Network(
        things.reset_index(drop=True), connections.drop(columns=["a", "b"]).reset_index(drop=True)
    )


def with_records(
    nodes: pd.DataFrame, edges: pd.DataFrame, records: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes and edges with those of ``network/records`` that are not among them yet."""
    ends = [
        records[[f"{end}_{part}" for part in ("type", "id", "name", "kind")]].set_axis(
            ["type", "id", "name", "kind"], axis=1
        )
        for end in ("from", "to")
    ]
    if records.empty:
        return nodes, edges
    ties = ["from_type", "from_id", "relation", "to_type", "to_id"]
    more = records[[column for column in edges.columns if column in records.columns]]
    things = pd.concat([nodes, *ends], ignore_index=True)
    connections = more if edges.empty else pd.concat([edges, more], ignore_index=True)
    return (
        things.drop_duplicates(["type", "id"], ignore_index=True),
        connections.drop_duplicates(ties, ignore_index=True),
    )


def shown(whole: Network, view: View) -> Shown:
    """Return what ``view`` shows of the whole network.

    A kind keeps the things of that kind; an organisation keeps what it or one of its posts is
    joined to; a partnership keeps what it is joined to; relationship types keep connections. The
    organisation, the partnership and the focus chosen are always kept. Around a focus only what
    lies within so many steps is shown.
    """
    things, connections = whole.things, whole.connections
    anchors = _anchors(whole, view)
    kept = set(things.loc[_of_kinds(things, view.kinds), "key"]) | anchors
    if view.relations:
        connections = connections[connections["relation"].isin(view.relations)]
    if view.organisation:
        kept &= _around_organisation(whole, key("Organisation", view.organisation)) | anchors
    if view.partnership:
        kept &= _around(whole.connections, {key("Partnership", view.partnership)}) | anchors
    left_out = things.loc[~things["key"].isin(kept), "type"].value_counts()
    left = {type_: int(left_out[type_]) for type_ in KINDS if type_ in left_out}
    between = _between(connections, kept)
    if view.focus in anchors and view.focus is not None:
        hidden = len(_around(whole.connections, {view.focus}) - kept)
        if view.steps is not None:
            inside = reach(between, view.focus, view.steps)
            further = len(_around(between, inside) - inside)
            return Shown(_part(things, between, inside), left, further=further, hidden=hidden)
        return Shown(_part(things, between, kept), left, hidden=hidden)
    joined = {*between["start"], *between["end"]} | anchors
    if between.empty:
        return Shown(_part(things, between, kept), left)
    return Shown(_part(things, between, kept & joined), left, unjoined=len(kept - joined))


def reach(connections: pd.DataFrame, start: str, steps: int) -> set[str]:
    """Return the keys within ``steps`` connections of ``start``, itself included."""
    found = {start}
    for _ in range(steps):
        found = _around(connections, found)
    return found


def _anchors(whole: Network, view: View) -> set[str]:
    asked = {
        view.focus,
        key("Organisation", view.organisation) if view.organisation else None,
        key("Partnership", view.partnership) if view.partnership else None,
    }
    return {name for name in whole.things["key"] if name in asked}


def _of_kinds(things: pd.DataFrame, kinds: tuple[str, ...]) -> "pd.Series[bool]":
    exact = things["type"] + ":" + things["kind"].fillna("").astype(str)
    return things["type"].isin(kinds) | exact.isin(kinds) if kinds else things["key"].notna()


def _around(connections: pd.DataFrame, keys: set[str]) -> set[str]:
    after = connections.loc[connections["start"].isin(keys), "end"]
    before = connections.loc[connections["end"].isin(keys), "start"]
    return {*keys, *after, *before}


def _around_organisation(whole: Network, organisation: str) -> set[str]:
    posts = whole.connections[
        (whole.connections["relation"] == "POST_IN") & (whole.connections["end"] == organisation)
    ]
    return _around(whole.connections, {organisation, *posts["start"]})


def _between(connections: pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    inside = set(keys)
    return connections[connections["start"].isin(inside) & connections["end"].isin(inside)]


def _part(things: pd.DataFrame, connections: pd.DataFrame, keys: set[str]) -> Network:
    return Network(
        things[things["key"].isin(keys)].reset_index(drop=True),
        _between(connections, keys).reset_index(drop=True),
    )
