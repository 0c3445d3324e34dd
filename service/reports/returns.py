"""What the return of partnerships says."""

from placegraph.analytics.returns.claims import Claims
from placegraph.analytics.returns.returns import Returns
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented

_STATUSES = {
    "appraised": "appraised",
    "not_evidenced": "costed, with no benefit in money",
    "not_costed": "with benefits in money, not costed",
    "unknown": "neither costed nor evidenced",
}


def roi(found: Returns, at: Moment, claimed: Claims) -> Report:
    """Report what is known of each partnership's return, and what two of them claim."""
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
            *(
                f"{name}: its appraisal is refused. {problem}"
                for name, problem in found.refused.items()
            ),
            *_claimed(claimed),
            "Ratios of different partnerships are not to be compared without their purpose, "
            "place and stage.",
        ),
        summary={
            **counts,
            "refused": len(found.refused),
            "benefits_claimed_by_several": len(claimed.totals),
            "benefits_claimed_above_the_whole": claimed.over,
        },
        tables=documented(
            "roi", returns=frame, shared_benefits=claimed.pairs, claim_totals=claimed.totals
        ),
        main="returns",
        shown={
            "returns": (
                "name",
                "statement",
                "bcr_low",
                "bcr",
                "bcr_high",
                "npsv_low",
                "npsv",
                "npsv_high",
                "efficiency",
                "citizen",
                "cost_change_share",
                "evidence",
            ),
            "shared_benefits": ("benefit", "partnership_a", "partnership_b", "statement"),
        },
    )


def _claimed(claimed: Claims) -> tuple[str, ...]:
    if claimed.totals.empty:
        return ()
    several, over = len(claimed.totals), claimed.over
    unknown = int(claimed.totals["over"].isna().sum())
    return (
        f"{several} {'benefit is' if several == 1 else 'benefits are'} claimed by more than one "
        f"partnership: {over} above 100 %, so part is counted twice; of {unknown} how much is "
        "claimed cannot be known. Do not add the returns of these partnerships up.",
    )
