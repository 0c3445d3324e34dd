"""Read posts, roles and outcomes of a moment, and find the smallest reallocation of leads."""

from collections.abc import Collection, Mapping

from placegraph.analytics.coverage.finding import Split
from placegraph.analytics.scenarios.reallocation import Reallocation, reallocate
from placegraph.graph.store import Store
from placegraph.measures.coverage import coverage_frames
from placegraph.measures.moments import Moment


def reallocation(
    store: Store,
    at: Moment,
    *,
    cap: int,
    caps: Mapping[str, int] | None = None,
    split: Split = "soft",
    eligible: Collection[str] | None = None,
    movable: Collection[str] | None = None,
) -> Reallocation:
    """Find the fewest changes that give every outcome of a moment a lead commissioner.

    ``cap`` is the most outcomes a post may lead, ``caps`` the same for posts with a number of their
    own. Nothing is written.

    Raises
    ------
    MeasureError
        If no outcome is recorded, a cap is below 1, or a post or outcome is not on record.

    """
    frames = coverage_frames(store, at)
    return reallocate(
        frames["outcomes"],
        frames["posts"],
        frames["roles"],
        cap=cap,
        caps=caps,
        split=split,
        eligible=eligible,
        movable=movable,
    )
