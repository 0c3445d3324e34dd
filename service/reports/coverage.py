"""What the coverage of outcomes says."""

import pandas as pd

from placegraph.analytics.coverage.coverage import Coverage
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented, ids

_SHOWN_COVERAGE = ("relation", "covered", "part", "outcomes", "share", "depth", "contested")


def coverage(
    found: Coverage,
    at: Moment,
    orphaned: pd.DataFrame | None,
    rules: pd.DataFrame,
    standing: pd.DataFrame,
) -> Report:
    """Report who covers which outcome, and what was lost since the structure before.

    ``orphaned`` is None when there is no structure before, and the sentence about it is left out.
    ``rules`` and ``standing`` as ``measures.own_rules`` and ``measures.standing`` return them.
    """
    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]
    lost = orphaned if orphaned is not None else pd.DataFrame(columns=["outcome", "name", "lost"])
    return Report(
        measure="coverage",
        moment=str(at),
        sentences=(
            f"Coverage {at}: {lead_sentence(found)}",
            *(() if orphaned is None else (orphaned_sentence(orphaned),)),
            *(f"Rule, {rule}: {said}" for rule, said in _said(rules)),
            *(f"Peers: {sentence}" for sentence in standing["sentence"]),
            *_unanswered(found),
            *found.notes,
        ),
        summary={
            "outcomes": leads["outcomes"],
            "lead_commissioner": leads["covered"],
            "depth": leads["depth"],
            "contested_rate": leads["contested_rate"],
            "contributed": found.contributed,
            "statements": found.statements,
            "contribution_edges": found.contribution_edges,
            "shared": ids(found.shared),
            "at_risk": ids(found.at_risk),
            "orphaned_next": ids(found.orphaned),
            "orphaned_since": None if orphaned is None else orphaned["outcome"].tolist(),
            "hhi": found.hhi,
            "gini": found.gini,
            "not_known": found.questions.query("state == 'not known'")["question"].tolist(),
        },
        tables=documented(
            "coverage",
            questions=found.questions,
            coverage=found.coverage,
            objectives=found.objectives,
            findings=found.findings,
            orphaned=lost,
            portfolios=found.portfolios,
            concentration=found.concentration,
            single_points=found.single_points,
            key_posts=found.key_posts,
            spans=found.spans,
            statutory=found.statutory,
            moves=found.moves,
            cycle=found.cycle,
            decisions=found.decisions,
            rules=rules,
            standing=standing,
            matrix=found.matrix,
        ),
        main="findings",
        shown={
            "questions": ("question", "asks", "state", "findings", "severity"),
            "coverage": _SHOWN_COVERAGE,
            "objectives": _SHOWN_COVERAGE,
            "findings": ("question", "severity", "sentence", "evidence"),
            "single_points": ("name", "relation", "outcomes", "names"),
            "spans": ("name", "reports", "pooled", "least", "verdict"),
            "statutory": ("role", "state", "posts", "evidence"),
            "moves": ("name", "was_name", "now_name", "certainty"),
            "cycle": ("review_name", "phase", "holder_name", "evidence"),
            "decisions": ("subject_name", "decision", "body_name", "evidence"),
            "rules": ("rule", "limit", "unit", "found", "verdict", "evidence"),
            "standing": ("peer_group", "count", "position", "evidence"),
            "portfolios": ("relation", "name", "outcomes", "share"),
            "matrix": ("outcome", "holder_name", "relation", "state"),
        },
    )


def _said(rules: pd.DataFrame) -> list[tuple[str, str]]:
    said = zip(rules["rule"], rules["verdict"], rules["sentence"], strict=True)
    return [(f"{rule} ({verdict})", sentence) for rule, verdict, sentence in said]


def _unanswered(found: Coverage) -> list[str]:
    silent = found.questions[found.questions["state"] == "not known"]
    by_reason = silent.groupby("reason", sort=False)["question"].agg(", ".join)
    return [f"Not known: {questions}, because {reason}." for reason, questions in by_reason.items()]


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
