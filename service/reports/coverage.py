"""What the coverage of outcomes says."""

import pandas as pd

from placegraph.analytics.coverage.coverage import Coverage
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented, ids


def coverage(found: Coverage, at: Moment, orphaned: pd.DataFrame | None) -> Report:
    """Report who covers which outcome, and what was lost since the structure before.

    ``orphaned`` is None when there is no structure before, and the sentence about it is left out.
    """
    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]
    lost = orphaned if orphaned is not None else pd.DataFrame(columns=["outcome", "name", "lost"])
    return Report(
        measure="coverage",
        moment=str(at),
        sentences=(
            f"Coverage {at}: {lead_sentence(found)}",
            *(() if orphaned is None else (orphaned_sentence(orphaned),)),
            *found.notes,
        ),
        summary={
            "outcomes": leads["outcomes"],
            "lead_commissioner": leads["covered"],
            "contributed": found.contributed,
            "statements": found.statements,
            "contribution_edges": found.contribution_edges,
            "shared": ids(found.shared),
            "at_risk": ids(found.at_risk),
            "orphaned_next": ids(found.orphaned),
            "orphaned_since": None if orphaned is None else orphaned["outcome"].tolist(),
            "hhi": found.hhi,
            "gini": found.gini,
        },
        tables=documented(
            "coverage",
            coverage=found.coverage,
            objectives=found.objectives,
            findings=found.findings,
            orphaned=lost,
            portfolios=found.portfolios,
            matrix=found.matrix,
        ),
        main="findings",
        shown={"matrix": ("outcome", "holder_name", "relation", "state")},
    )


def lead_sentence(found: Coverage) -> str:
    """Say how many outcomes have a lead commissioner, and how many a contributing post."""
    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]
    if leads["covered"] is None:
        missing = "outcome is on record" if not leads["outcomes"] else "source says who does what"
        return f"no {missing} for this day, so coverage is unknown."
    matrix = found.matrix[found.matrix["state"].isin(("single", "joint", "interim", "contested"))]
    by_relation = matrix.groupby("relation")["outcome"].agg(set)
    led = by_relation.get("LEAD_COMMISSIONER_FOR", set()) & by_relation.get("CONTRIBUTES_TO", set())
    return (
        f"{leads['covered']} of {leads['outcomes']} outcomes have a lead commissioner in the "
        f"sources; {found.contributed} have a contributing post, and {len(led)} of those "
        f"{found.contributed} a lead commissioner."
    )


def orphaned_sentence(orphaned: pd.DataFrame) -> str:
    """Name the outcomes that lost every contributing post since the structure before."""
    if orphaned.empty:
        return "No outcome lost its last contributing post since the structure before."
    posts = "; ".join(sorted(orphaned["lost"].unique()))
    names = "; ".join(f"{row.outcome} {row.name}" for row in orphaned.itertuples(index=False))
    return (
        f"{len(orphaned)} outcome{'s' if len(orphaned) > 1 else ''} lost every contributing post "
        f"since the structure before ({posts}): {names}"
    )
