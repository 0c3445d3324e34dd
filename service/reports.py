"""What each measure says: sentences, a summary and named tables with stable columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from placegraph.analytics.alignment import Alignment
from placegraph.analytics.coverage import Coverage
from placegraph.analytics.influence import Influence
from placegraph.analytics.influence_basis import Basis
from placegraph.analytics.returns import Returns
from placegraph.analytics.ties import MEMBERSHIPS
from placegraph.columns import COLUMNS
from placegraph.cypher import Query
from placegraph.graph.engines import EngineStatus
from placegraph.measures import Moment

_ALIGNMENT_SCORES = {
    "a_d": "share of the lower aims' weight that supports an upper aim",
    "a_u": "share of the upper aims' weight that a lower aim supports",
    "h": "alignment index: harmonic mean of the two",
    "conflict_d": "share of the lower aims' weight that works against an upper aim",
    "conflict_u": "share of the upper aims' weight that a lower aim works against",
    "coverage_d": "share of lower aims that support any upper aim at the threshold",
    "coverage_u": "share of upper aims supported at the threshold",
    "coverage_harmonic": "harmonic mean of the two shares",
    "resource_a_d": "a_d weighted by budget",
    "resource_a_u": "a_u weighted by budget",
    "allocation_overlap": "overlap of spending shares by theme",
    "cosine": "cosine of spending shares by theme",
}

#: Columns of the actors that count each tie.
_COUNTS = {
    "memberships": ("partnerships",),
    "contracts": ("contracts",),
    "grants": ("grants",),
    "spending": ("pays", "paid_by"),
}

_STATUSES = {
    "appraised": "appraised",
    "not_evidenced": "costed, with no benefit in money",
    "not_costed": "with benefits in money, not costed",
    "unknown": "neither costed nor evidenced",
}


@dataclass(frozen=True)
class Report:
    """One measure, ready to print: ``tables`` have the columns that ``columns.COLUMNS`` documents.

    ``main`` names the table that CSV prints; ``shown`` the columns a terminal shows of a wide one.
    """

    measure: str
    moment: str
    sentences: tuple[str, ...]
    summary: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    main: str
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def influence(found: Influence, at: Moment) -> Report:
    """Report positions in memberships, contracts, grants and payments."""
    basis = found.basis
    over = "" if basis.ties == MEMBERSHIPS else f", over {', '.join(basis.ties)}"
    agreed = {"contracts", "grants"} & {*basis.ties}
    agreements = f" and {basis.agreements_scored} contracts and grants" if agreed else ""
    return Report(
        measure="influence",
        moment=str(at),
        sentences=(
            f"Influence {at}{over}: computed on {basis.actors_scored} of {basis.actors_known} "
            f"organisations and {basis.partnerships_scored} partnerships{agreements}.",
            *_nothing_to_measure(basis),
            basis.caption,
        ),
        summary={
            "ties": list(basis.ties),
            "actors_scored": basis.actors_scored,
            "actors_known": basis.actors_known,
            "partnerships_scored": basis.partnerships_scored,
            "memberships_used": basis.memberships_used,
            "memberships_excluded": basis.memberships_excluded,
            "agreements_scored": basis.agreements_scored,
            "agreements_excluded": basis.agreements_excluded,
            "payments_used": basis.payments_used,
            "payees_withheld": basis.payees_withheld,
            "paths_measured": basis.paths_measured,
            "components": basis.components,
            "density": basis.density,
            "sources": list(basis.sources),
        },
        tables=_documented(
            "influence",
            actors=found.actors,
            partnerships=found.partnerships,
            agreements=found.agreements,
            ties=found.ties.assign(ties=", ".join(basis.ties)),
        ),
        main="actors",
        shown={
            "actors": (
                "rank",
                "name",
                "ties",
                *(column for tie in basis.ties for column in _COUNTS[tie]),
                "two_mode_degree",
                "two_mode_closeness",
                "two_mode_betweenness",
                "newman_strength",
                "betweenness",
                "constraint",
                "excluded_partial",
            )
        },
    )


def _nothing_to_measure(basis: Basis) -> tuple[str, ...]:
    """Say why a tie asked for is not there; a data set of last year is no news of today."""
    said = []
    if {"contracts", "grants"} & {*basis.ties} and not basis.agreements_scored:
        said.append("No contract or grant of this day is on record with its parties; see --as-at.")
    if "spending" in basis.ties and not basis.payments_used:
        said.append(
            "No payment is on record for the month of this day; give a day of a month that is, "
            "with --as-at."
        )
    return tuple(said)


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
            "shared": _ids(found.shared),
            "at_risk": _ids(found.at_risk),
            "orphaned_next": _ids(found.orphaned),
            "orphaned_since": None if orphaned is None else orphaned["outcome"].tolist(),
            "hhi": found.hhi,
            "gini": found.gini,
        },
        tables=_documented(
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
        tables=_documented("roi", returns=frame),
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


def alignment(found: Alignment, at: Moment) -> Report:
    """Report how two sets of aims support each other."""
    scores = pd.DataFrame(
        [
            {"score": name, "value": getattr(found, name), "meaning": meaning}
            for name, meaning in _ALIGNMENT_SCORES.items()
        ]
    )
    orphans = pd.DataFrame(
        [
            {"side": side, "id": key, "name": aims.set_index("id").at[key, "name"]}
            for side, keys, aims in (
                ("lower", found.orphans_lower, found.lower),
                ("upper", found.orphans_upper, found.upper),
            )
            for key in keys or ()
        ],
        columns=["side", "id", "name"],
    )
    return Report(
        measure="alignment",
        moment=str(at),
        sentences=(f"Alignment {at}: {alignment_sentence(found)}",),
        summary={
            "lower": _set(found.lower),
            "upper": _set(found.upper),
            **{name: getattr(found, name) for name in _ALIGNMENT_SCORES},
            "count_lower": found.count_lower,
            "count_upper": found.count_upper,
            "covered_lower": found.covered_lower,
            "covered_upper": found.covered_upper,
            "orphans_lower": _ids(found.orphans_lower),
            "orphans_upper": _ids(found.orphans_upper),
            "threshold": found.threshold,
            "statuses_counted": list(found.statuses),
            "reason": found.reason or None,
        },
        tables=_documented("alignment", scores=scores, links=found.links, orphans=orphans),
        main="scores",
    )


def alignment_sentence(found: Alignment) -> str:
    """Say the alignment index and both directions, or why they cannot be known."""
    if found.h is None:
        return f"not known: {found.reason}."
    return (
        f"index {found.h:.4f} between {_set(found.lower)} and {_set(found.upper)}: "
        f"{found.a_d:.4f} of the weight of the {found.count_lower} supports one of the "
        f"{found.count_upper}, {found.a_u:.4f} of the weight of the {found.count_upper} is "
        f"supported, counting {' and '.join(found.statuses)} links."
    )


def _set(aims: pd.DataFrame) -> str:
    return "; ".join(sorted(aims["set"].unique()))


def catalogue_frame(queries: Mapping[str, Query]) -> pd.DataFrame:
    """Return the catalogue as a table: query, question, parameters."""
    return pd.DataFrame(
        [
            {
                "query": query.name,
                "question": query.question,
                "parameters": ", ".join(
                    p.name + ("" if p.default is None else f"={p.default}")
                    for p in query.parameters
                ),
            }
            for query in queries.values()
        ],
        columns=["query", "question", "parameters"],
    )


def engine(status: EngineStatus) -> str:
    """Say in one line whether the embedded Neo4j runs, where, and who uses it."""
    line = f"Neo4j {status.version} is {status.condition}; data in {status.home}"
    if status.uri:
        line += f"; {status.uri}, process {status.pid}"
    if status.clients:
        line += f"; used by {', '.join(map(str, status.clients))}"
    return line + ("; kept until `placegraph db stop`" if status.kept else "")


def _documented(measure: str, **tables: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        name: frame.reindex(columns=list(COLUMNS[measure][name])) for name, frame in tables.items()
    }


def _ids(found: tuple[str, ...] | None) -> list[str] | None:
    return None if found is None else list(found)
