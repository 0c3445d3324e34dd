"""What the return of partnerships says."""

from placegraph.analytics.returns.returns import Returns
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented

_STATUSES = {
    "appraised": "appraised",
    "not_evidenced": "costed, with no benefit in money",
    "not_costed": "with benefits in money, not costed",
    "unknown": "neither costed nor evidenced",
}


def roi(found: Returns, at: Moment) -> Report:
    """Report what is known of each partnership's return."""
    frame = found.frame
    counts = {status: int((frame["status"] == status).sum()) for status in _STATUSES}
    return Report(
        measure="roi",
        moment=str(at),
        sentences=(
            f"Return on investment {at}, of {len(frame)} partnerships: "
            + "; ".join(f"{counts[status]} {words}" for status, words in _STATUSES.items())
            + ".",
            *(
                f"{row.name}: {row.statement}."
                for row in frame[frame["evidence"].notna()].itertuples()
            ),
            "Ratios of different partnerships are not to be compared without their purpose, "
            "place and stage.",
        ),
        summary=counts,
        tables=documented("roi", returns=frame),
        main="returns",
        shown={
            "returns": (
                "name",
                "statement",
                "bcr",
                "npsv",
                "efficiency",
                "citizen",
                "cost_change_share",
                "evidence",
            )
        },
    )
