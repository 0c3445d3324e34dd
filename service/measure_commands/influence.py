"""`placegraph measure influence`."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.analytics.influence.brokerage import brokerage
from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.key_players import AIMS, key_players
from placegraph.analytics.influence.paths import explain
from placegraph.analytics.influence.robustness import DRAWS
from placegraph.analytics.influence.ties import MEMBERSHIPS, Mode
from placegraph.analytics.influence.uncertainty import uncertainty
from placegraph.graph.store import Store
from placegraph.measures.influence import membership_bounds, stated_memberships
from placegraph.opening import open_store
from placegraph.options import AsAt, Structure
from placegraph.output import As, Form
from placegraph.reports import influence_details as details


class Actors(StrEnum):
    """Who is measured."""

    ORGANISATIONS = "organisations"
    POSTS = "posts"


def influence(
    as_at: AsAt = None,
    structure: Structure = None,
    mode: Annotated[
        Actors, typer.Option(help="Measure organisations, or the posts of a structure.")
    ] = Actors.ORGANISATIONS,
    ties: Annotated[
        list[str] | None,
        typer.Option(
            "--ties",
            metavar="TIES",
            help="What ties organisations: memberships (if not given), contracts, grants, "
            "funding, spending; posts: memberships, reporting. Several with commas, or given "
            "again.",
        ),
    ] = None,
    players: Annotated[
        int | None,
        typer.Option(
            "--key-players",
            metavar="K",
            help="Find the K whose loss would part the others most, and who reach them best.",
        ),
    ] = None,
    brokers: Annotated[
        bool, typer.Option("--brokerage", help="Count who stands between which kinds of others.")
    ] = False,
    unsure: Annotated[
        bool,
        typer.Option(
            "--uncertainty",
            help="Say how far ranks hold when ties are missing, in tiers where they do not.",
        ),
    ] = False,
    draws: Annotated[
        int, typer.Option(metavar="NUMBER", help="Draws for each share of ties left out.")
    ] = DRAWS,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="Seed of the draws.")] = 1,
    of: Annotated[
        str | None,
        typer.Option("--explain", metavar="ID", help="List the paths behind one's betweenness."),
    ] = None,
    form: As = Form.TABLE,
) -> None:
    """Who is placed to influence: position in what is recorded to tie organisations, or posts."""
    asked = [tie.strip() for part in ties or MEMBERSHIPS for tie in part.split(",")]
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        who: Mode = "posts" if mode is Actors.POSTS else "organisations"
        found = measures.influence(store, at, ties=asked, mode=who)
        if of is not None:
            stated = stated_memberships(store, at, of, found.basis.mode)
            output.report(details.explanation(found, explain(found, of), stated, at), form)
            return
        more: list[details.Detail] = []
        if players is not None:
            sets = tuple(key_players(found.projection, players, aim=aim, seed=seed) for aim in AIMS)
            more.append(details.key_players(found, sets))
        if brokers:
            more.append(details.brokerage(found, brokerage(found.projection, _kinds(found))))
        if unsure:
            more += _unsure(store, at, found, draws=draws, seed=seed)
        output.report(reports.influence(found, at, more), form)


def _unsure(
    store: Store, at: measures.Moment, found: Influence, *, draws: int, seed: int
) -> list[details.Detail]:
    more = [details.uncertainty(uncertainty(found, draws=draws, seed=seed))]
    if found.basis.ties == MEMBERSHIPS and found.basis.memberships_excluded:
        more.append(details.bounds(membership_bounds(store, at, found)))
    return more


def _kinds(found: Influence) -> dict[str, str]:
    """Return the kind of each actor of which it is known."""
    known = found.actors[found.actors["kind"].notna() & (found.actors["kind"] != "not known")]
    return dict(zip(known["actor"], known["kind"], strict=True))
