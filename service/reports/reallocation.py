"""What the smallest reallocation of leads says."""

from placegraph.analytics.scenarios.reallocation import Reallocation
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented, ids


def reallocation(found: Reallocation, at: Moment) -> Report:
    """Report which leads would change, or why none can be given to every outcome."""
    return Report(
        measure="reallocation",
        moment=str(at),
        sentences=(f"Reallocation {at}: {found.sentence}", *found.notes),
        summary={
            "possible": found.possible,
            "outcomes": found.outcomes,
            "led": found.led,
            "fewest": found.fewest,
            "bound": found.bound,
            "smallest_cap": found.smallest_cap,
            "short_outcomes": ids(found.short_outcomes),
            "short_posts": ids(found.short_posts),
        },
        tables=documented("reallocation", changes=found.changes, portfolios=found.portfolios),
        main="changes",
        shown={
            "changes": ("change", "outcome", "outcome_name", "from_name", "to_name", "reason"),
        },
    )
