"""The four measures over a store: read by the query catalogue, then measure.

Pages and the command line both come through here, so that a figure is the same wherever it is
shown.
"""

from placegraph.measures.alignment import (
    ALL_STATUSES,
    PlaceAlignment,
    aims,
    alignment,
    place_alignment,
    suggestions,
)
from placegraph.measures.coverage import (
    LED_LEVELS,
    coverage,
    coverage_frames,
    orphaned_since,
    own_rules,
    standing,
)
from placegraph.measures.effectiveness import effectiveness, effectiveness_statements
from placegraph.measures.influence import influence
from placegraph.measures.moments import (
    Moment,
    dated_structures,
    moment,
    neighbours,
    structures,
)
from placegraph.measures.prices import deflators
from placegraph.measures.reallocation import reallocation
from placegraph.measures.returns import (
    AppraisalDetail,
    appraisal,
    appraisal_inputs,
    benefit_claims,
    returns,
)

__all__ = [
    "ALL_STATUSES",
    "LED_LEVELS",
    "AppraisalDetail",
    "Moment",
    "PlaceAlignment",
    "aims",
    "alignment",
    "appraisal",
    "appraisal_inputs",
    "benefit_claims",
    "coverage",
    "coverage_frames",
    "dated_structures",
    "deflators",
    "effectiveness",
    "effectiveness_statements",
    "influence",
    "moment",
    "neighbours",
    "orphaned_since",
    "own_rules",
    "place_alignment",
    "reallocation",
    "returns",
    "standing",
    "structures",
    "suggestions",
]
