"""Which posts lead which outcomes at a moment, and which might, as places in sorted lists."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from placegraph.analytics.coverage.moment import (
    CONTRIBUTES,
    DELIVERS,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    PROVIDES,
    Moment,
    Role,
    by_target,
)
from placegraph.analytics.scenarios.placement import Flags
from placegraph.errors import MeasureError

LEADING, PROVIDING = "lead commissioner", "provider"


@dataclass(frozen=True)
class Leads:
    """What there is to reallocate; every array is in the order of ``outcomes`` and ``posts``.

    ``posts`` are the posts that may be given leads (``eligible``) and whoever else holds one in
    force. ``in_force`` are the leads that hold now, ``on_paper`` those of posts that cannot act,
    by outcome. ``contributes`` (outcomes by posts) tells which post contributes to an outcome, and
    ``provides`` which is its provider: it provides a service that delivers the outcome, or its
    recorded role is provider and it is lead officer. ``deliveries_known`` tells whether any source
    says which service delivers which outcome.
    """

    outcomes: tuple[str, ...]
    posts: tuple[str, ...]
    names: Mapping[str, str]
    eligible: Flags
    seated: Flags
    in_force: tuple[Role, ...]
    on_paper: Mapping[str, list[Role]]
    provides: Flags
    contributes: Flags
    deliveries_known: bool


def leads(now: Moment, posts: Collection[str] | None = None) -> Leads:
    """Read the leads of a moment; ``posts`` are those that may be given one.

    Without ``posts``, the filled posts whose recorded role is lead commissioner may. A post that is
    not known to be vacant is taken as filled.

    Raises ``MeasureError`` when no outcome is recorded, or a post is not of the structure.
    """
    outcomes = tuple(sorted(aim.id for aim in now.of_kind("outcome")))
    if not outcomes:
        raise MeasureError(
            "reallocation: found no outcome on record, expected at least one to lead; load the "
            "outcomes, or ask for a day or structure that has some."
        )
    if posts is None:
        asked = {seat.id for seat in now.seats.values() if LEADING in seat.role.lower()}
    else:
        asked = set(posts)
    unknown = sorted(asked - set(now.seats))
    if unknown:
        raise MeasureError(
            f"reallocation: found no post {', '.join(unknown)} in the structure, expected some of "
            f"{', '.join(sorted(now.seats)) or 'none: no post is on record'}; correct --post."
        )
    wanted = set(outcomes)
    named = [role for role in now.held(LEAD_COMMISSIONER, valid=False) if role.target in wanted]
    in_force = sorted(
        (role for role in named if role.valid), key=lambda role: (role.target, role.holder)
    )
    able = {post for post in asked if not now.seats[post].vacant}
    ids = tuple(sorted(able | {role.holder for role in in_force}))
    names = {role.holder: role.holder_name for role in named}
    names |= {seat.id: seat.name for seat in now.seats.values()}
    names |= {outcome: now.aims[outcome].name for outcome in outcomes}
    return Leads(
        outcomes=outcomes,
        posts=ids,
        names=names,
        eligible=np.array([post in able for post in ids], dtype=bool),
        seated=np.array([post in now.seats for post in ids], dtype=bool),
        in_force=tuple(in_force),
        on_paper=by_target(role for role in named if not role.valid),
        provides=_pairs(outcomes, ids, _providers(now)),
        contributes=_pairs(
            outcomes, ids, {(role.target, role.holder) for role in now.held(CONTRIBUTES)}
        ),
        deliveries_known=bool(now.held(DELIVERS)),
    )


def _providers(now: Moment) -> set[tuple[str, str]]:
    """Return each outcome with a post that is its provider, as Q8 of coverage has it."""
    providers: defaultdict[str, list[str]] = defaultdict(list)
    for role in now.roles:
        if role.relation == PROVIDES and role.valid:
            providers[role.target].append(role.holder)
    delivering = {
        (delivery.target, holder)
        for delivery in now.held(DELIVERS)
        for holder in providers[delivery.holder]
    }
    return delivering | {
        (role.target, role.holder)
        for role in now.held(LEAD_OFFICER)
        if role.holder in now.seats and PROVIDING in now.seats[role.holder].role.lower()
    }


def _pairs(outcomes: tuple[str, ...], posts: tuple[str, ...], pairs: set[tuple[str, str]]) -> Flags:
    row_of = {outcome: row for row, outcome in enumerate(outcomes)}
    column_of = {post: column for column, post in enumerate(posts)}
    found = np.zeros((len(outcomes), len(posts)), dtype=bool)
    known = [(row_of[o], column_of[p]) for o, p in pairs if o in row_of and p in column_of]
    if known:
        found[tuple(zip(*known, strict=True))] = True
    return found
