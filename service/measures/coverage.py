"""Read posts, roles and outcomes of a moment, and measure coverage."""

import pandas as pd

from placegraph.analytics.coverage.coverage import Coverage, LaterFrames
from placegraph.analytics.coverage.coverage import coverage as cover
from placegraph.analytics.coverage.questions import Split
from placegraph.cypher import query
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment, neighbours

#: Levels of a strategy that somebody is expected to lead; a vision or principle is everybody's.
LED_LEVELS = ("objective", "priority")


def coverage(store: Store, at: Moment, *, split: Split = "soft") -> Coverage:
    """Measure who covers which outcome at a moment, and what the next structure loses."""
    _, following = neighbours(store, at)
    later = None if following is None else LaterFrames(**_coverage_frames(store, following))
    return cover(**_coverage_frames(store, at), later=later, split=split)


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


def _coverage_frames(store: Store, at: Moment) -> dict[str, pd.DataFrame]:
    scope = {"as_at": at.as_at, "organisation": at.organisation}
    posts = store.read(query("structures/posts"), **scope)
    posts = posts[posts["status"] != "conditional"].drop_duplicates("post")
    partnerships = store.read(query("partnerships/partnerships"), **scope)
    aimed = store.read(query("outcomes/outcomes"), **scope).drop_duplicates("id")
    led = (aimed["kind"] == "outcome") | aimed["level"].isin(LED_LEVELS)
    return {
        "outcomes": aimed[led].reset_index(drop=True),
        "posts": posts.rename(columns={"post": "id"}).reset_index(drop=True),
        "roles": store.read(query("outcomes/roles"), **scope),
        "partnerships": partnerships.rename(columns={"partnership": "id"}),
    }
