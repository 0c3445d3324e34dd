"""What lists of members known to be incomplete could change."""

import numpy as np
import pandas as pd

from placegraph.analytics.influence.influence import Influence, influence

MEASURES = (
    "partnerships",
    "two_mode_degree",
    "two_mode_betweenness",
    "newman_strength",
    "betweenness",
    "constraint",
)


def bounds(memberships: pd.DataFrame, scored: Influence | None = None) -> pd.DataFrame:
    """Compare scores without any membership of an incomplete list, and with all that are recorded.

    ``memberships`` as :func:`placegraph.analytics.influence.influence.influence` takes them;
    ``scored`` its result for them, taken here if not given. Columns: actor, name, measure,
    without, with_partial, lowest, highest; one row an actor and measure of :data:`MEASURES`, the
    actors in the order of the table with all memberships. NaN where an actor has no score: one
    named in incomplete lists only has none without them, and its position is unknown, not nought.

    These are the two ends of the record, not limits to the truth: members that no source names
    may lie beyond them, and a measure other than a count need not lie between them when some of
    the memberships are right and others are not.
    """
    without = influence(memberships) if scored is None else scored
    taken = influence(memberships.assign(completeness="complete"))
    rows = taken.actors[["actor", "name"]]
    found = []
    for measure in MEASURES:
        low = without.actors.set_index("actor")[measure].reindex(rows["actor"])
        part = rows.assign(
            measure=measure,
            without=low.to_numpy(dtype=np.float64, na_value=np.nan),
            with_partial=taken.actors[measure].to_numpy(dtype=np.float64, na_value=np.nan),
        )
        ends = part[["without", "with_partial"]]
        lowest, highest = ends.min(axis=1, skipna=False), ends.max(axis=1, skipna=False)
        found.append(part.assign(lowest=lowest, highest=highest))
    return pd.concat(found, ignore_index=True)
