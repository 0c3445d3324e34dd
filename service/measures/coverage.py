"""Read posts, roles and outcomes of a moment, and measure coverage."""

import pandas as pd

from placegraph.analytics.coverage.benchmark import standings
from placegraph.analytics.coverage.coverage import Coverage, LaterFrames
from placegraph.analytics.coverage.coverage import coverage as cover
from placegraph.analytics.coverage.questions import Split
from placegraph.analytics.coverage.rules import Stated
from placegraph.analytics.coverage.rules import own_rules as hold_to_rules
from placegraph.cypher import query
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment, neighbours

#: Levels of a strategy that somebody is expected to lead; a vision or principle is everybody's.
LED_LEVELS = ("objective", "priority")


def coverage(
    store: Store,
    at: Moment,
    *,
    split: Split = "soft",
    cap: int | None = None,
    min_span: float | None = None,
) -> Coverage:
    """Measure who covers which outcome at a moment, and what the next structure loses.

    ``cap`` is the most outcomes one post should lead. ``min_span`` is the fewest direct reports a
    manager should have; None takes the council's own rule, where a source states one.
    """
    _, following = neighbours(store, at)
    later = None if following is None else LaterFrames(**coverage_frames(store, following))
    if min_span is None and at.organisation is not None:
        min_span = Stated.of(_stated(store, at)).low.get("min-span")
    frames = coverage_frames(store, at)
    return cover(**frames, later=later, split=split, cap=cap, min_span=min_span)


def orphaned_since(store: Store, at: Moment) -> pd.DataFrame | None:
    """Return the outcomes that lost every contributing post since the structure before.

    Columns: outcome, name, lost (titles of the posts that contributed). None when there is no
    structure before, or nothing is known of who contributed in it.
    """
    before, _ = neighbours(store, at)
    if before is None:
        return None
    earlier = coverage(store, before)
    if earlier.orphaned is None:
        return None
    held = earlier.matrix[
        (earlier.matrix["relation"] == "CONTRIBUTES_TO")
        & earlier.matrix["outcome"].isin(earlier.orphaned)
    ]
    lost = held.groupby(["outcome", "outcome_name"])["holder_name"].agg("; ".join)
    return lost.rename("lost").reset_index().rename(columns={"outcome_name": "name"})


def own_rules(store: Store, at: Moment, found: Coverage, *, split: Split = "soft") -> pd.DataFrame:
    """Hold a structure against the rules its council states, as ``rules.own_rules`` returns it.

    Without a council there are no rules, and no rows.
    """
    stated = _stated(store, at) if at.organisation is not None else _stated(store, at).iloc[:0]
    return hold_to_rules(stated, found.spans, found.conflicts, split=split)


def standing(store: Store, at: Moment) -> pd.DataFrame:
    """Say where a structure's counted posts stand among its council's peers.

    As ``benchmark.standings`` returns it; without rows where no structure is asked for, or no
    source gives the council a peer group.
    """
    peers = store.read(query("structures/benchmarks"), organisation=at.organisation)
    if at.organisation is None:
        peers = peers.iloc[:0]
    return standings(_posts(store, at), peers[peers["measure"] == "senior-posts"])


def coverage_frames(store: Store, at: Moment) -> dict[str, pd.DataFrame]:
    """Read the frames that ``coverage`` measures, under the names it takes them.

    ``outcomes``: outcomes and the levels of a strategy that somebody leads, columns of the query
    ``outcomes/outcomes``, one row an id. ``posts``: posts of the structures of the day that are not
    conditional, columns of ``structures/posts`` with ``post`` as ``id``, one row an id. ``roles``:
    columns of ``outcomes/roles``. ``partnerships``: columns of ``partnerships/partnerships`` with
    ``partnership`` as ``id``.

    ``functions``: who manages what, conditional ones included, columns of ``posts/functions``.
    ``reports_to``: who reports to whom, columns of ``posts/managers``. ``contracts``: what the
    council buys or is the client of, columns of ``commissioning/contracts``. ``purposes``: which
    aims partnerships pursue, columns of ``partnerships/purposes``. ``cycle``: who is responsible
    for which phase of a review, columns of ``commissioning/cycle``. ``decisions``: who decides on
    what, columns of ``governance/decisions``. ``statutory``: who holds which statutory role,
    conditional ones included, columns of ``posts/statutory_holders``.
    """
    scope = {"as_at": at.as_at, "organisation": at.organisation}
    partnerships = store.read(query("partnerships/partnerships"), **scope)
    aimed = store.read(query("outcomes/outcomes"), **scope).drop_duplicates("id")
    led = (aimed["kind"] == "outcome") | aimed["level"].isin(LED_LEVELS)
    return {
        "outcomes": aimed[led].reset_index(drop=True),
        "posts": _posts(store, at),
        "roles": store.read(query("outcomes/roles"), **scope),
        "partnerships": partnerships.rename(columns={"partnership": "id"}),
        "functions": store.read(query("posts/functions"), **scope),
        "reports_to": store.read(query("posts/managers"), **scope),
        "contracts": store.read(query("commissioning/contracts"), **scope),
        "purposes": store.read(query("partnerships/purposes"), as_at=at.as_at),
        "cycle": store.read(query("commissioning/cycle"), **scope),
        "decisions": store.read(query("governance/decisions"), **scope),
        "statutory": store.read(query("posts/statutory_holders"), **scope),
    }


def _posts(store: Store, at: Moment) -> pd.DataFrame:
    posts = store.read(query("structures/posts"), as_at=at.as_at, organisation=at.organisation)
    posts = posts[posts["status"] != "conditional"].drop_duplicates("post")
    return posts.rename(columns={"post": "id"}).reset_index(drop=True)


def _stated(store: Store, at: Moment) -> pd.DataFrame:
    return store.read(query("structures/own_rules"), organisation=at.organisation)
