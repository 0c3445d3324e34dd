"""Read what ties organisations or posts at a moment, and measure influence."""

from collections.abc import Sequence

import pandas as pd

from placegraph.analytics.influence.arcs import stand_for
from placegraph.analytics.influence.bounds import bounds
from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.influence import influence as influence_of
from placegraph.analytics.influence.ties import MEMBERSHIPS, Mode, chosen
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment


def influence(
    store: Store,
    at: Moment,
    *,
    ties: Sequence[str] = MEMBERSHIPS,
    mode: Mode = "organisations",
) -> Influence:
    """Measure position in the memberships, or other ties, on record at a moment.

    ``ties`` are of memberships, contracts, grants, funding and spending among organisations, of
    memberships and reporting among posts. In contracts, grants, funding and spending an
    organisational unit stands for the one body it is part of, when it is part of just one. Posts
    are those of the structure that the moment is of, or all.

    Raises
    ------
    MeasureError
        If the mode or a tie is not known, or no tie is given.

    """
    asked = chosen(ties, mode)
    return _of_posts(store, at, asked) if mode == "posts" else _of_organisations(store, at, asked)


def membership_bounds(store: Store, at: Moment, found: Influence) -> pd.DataFrame:
    """Return what the incomplete lists of members could change in a result over memberships.

    Columns as :func:`placegraph.analytics.influence.bounds.bounds` has them.

    Raises
    ------
    MeasureError
        If the result is over other ties too, whose lists have no word on being complete.

    """
    if found.basis.ties != MEMBERSHIPS:
        raise MeasureError(
            f"bounds: found {', '.join(found.basis.ties)}, expected memberships alone; only these "
            "say whether their list is complete."
        )
    return bounds(_memberships(store, at, found.basis.mode), found)


def stated_memberships(store: Store, at: Moment, actor: str, mode: Mode) -> pd.DataFrame:
    """Return the memberships of one actor as stated, complete lists or not.

    Columns as the queries ``partnerships/memberships`` and ``posts/memberships`` have them.
    """
    stated = _memberships(store, at, mode)
    return stated[stated["actor"] == actor].reset_index(drop=True)


def _memberships(store: Store, at: Moment, mode: str) -> pd.DataFrame:
    if mode == "posts":
        asked = {"as_at": at.as_at, "structure": at.structure}
        return store.read(query("posts/memberships"), **asked)
    return store.read(query("partnerships/memberships"), as_at=at.as_at)


def _of_posts(store: Store, at: Moment, asked: tuple[str, ...]) -> Influence:
    memberships = reporting = None
    if "memberships" in asked:
        memberships = _memberships(store, at, "posts")
    if "reporting" in asked:
        reporting = store.read(query("posts/reporting"), as_at=at.as_at, structure=at.structure)
    return influence_of(memberships, mode="posts", ties=asked, reporting=reporting)


def _of_organisations(store: Store, at: Moment, asked: tuple[str, ...]) -> Influence:
    day = {"as_at": at.as_at}
    memberships = parties = funding = payments = None
    withheld = 0
    if "memberships" in asked:
        memberships = _memberships(store, at, "organisations")
    if set(asked) - {"memberships"}:
        bodies = _bodies(store, at)
        kinds = {tie == "grants" for tie in asked if tie in ("contracts", "grants")}
        if kinds:
            grants = kinds.pop() if len(kinds) == 1 else None
            parties = store.read(query("contracts/parties"), **day, grants=grants)
            parties = stand_for(parties, "actor", bodies)
        if "funding" in asked:
            funding = stand_for(store.read(query("partnerships/funding"), **day), "actor", bodies)
        if "spending" in asked:
            payments = store.read(query("spending/payments"), **day)
            payments = stand_for(stand_for(payments, "payer", bodies), "payee", bodies)
            withheld = int(store.read(query("spending/withheld"), **day)["payees"].sum())
    return influence_of(
        memberships,
        ties=asked,
        parties=parties,
        funding=funding,
        payments=payments,
        withheld=withheld,
    )


def _bodies(store: Store, at: Moment) -> dict[str, tuple[str, str, str]]:
    """Return the id, name and kind of the body of each unit that is part of just one."""
    found = store.read(query("organisations/units"), as_at=at.as_at)
    alone = found[~found["unit"].duplicated(keep=False)]
    bodies = zip(alone["body"], alone["body_name"], alone["body_kind"], strict=True)
    return dict(zip(alone["unit"], bodies, strict=True))
