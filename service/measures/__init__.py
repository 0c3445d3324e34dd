"""The four measures over a store: read by the query catalogue, then measure.

Pages and the command line both come through here, so that a figure is the same wherever it is
shown.
"""

from placegraph.measures.alignment import ALL_STATUSES, aims, alignment
from placegraph.measures.coverage import LED_LEVELS, coverage, orphaned_since
from placegraph.measures.influence import influence
from placegraph.measures.moments import (
    Moment,
    dated_structures,
    moment,
    neighbours,
    structures,
)
from placegraph.measures.returns import appraisal_inputs, returns

__all__ = [
    "ALL_STATUSES",
    "LED_LEVELS",
    "Moment",
    "aims",
    "alignment",
    "appraisal_inputs",
    "coverage",
    "dated_structures",
    "influence",
    "moment",
    "neighbours",
    "orphaned_since",
    "returns",
    "structures",
]
