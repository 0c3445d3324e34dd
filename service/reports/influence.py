"""What the influence of organisations says."""

from collections.abc import Sequence

import pandas as pd

from placegraph.analytics.influence.basis import Basis
from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.ties import MEMBERSHIPS
from placegraph.measures import Moment
from placegraph.reports.influence_details import Detail
from placegraph.reports.report import Report, documented

#: Divisions from several seeds that agree less than this are not to be named.
_STABLE = 0.8

#: Columns of the actors that count each tie.
_COUNTS = {
    "memberships": ("partnerships",),
    "contracts": ("contracts",),
    "grants": ("grants",),
    "funding": ("funds",),
    "spending": ("pays", "paid_by"),
    "reporting": ("reports_to", "direct_reports"),
}


def influence(found: Influence, at: Moment, details: Sequence[Detail] = ()) -> Report:
    """Report positions in memberships, agreements, budgets, payments or reporting lines."""
    basis = found.basis
    over = "" if basis.ties == MEMBERSHIPS else f", over {', '.join(basis.ties)}"
    agreed = {"contracts", "grants"} & {*basis.ties}
    agreements = f" and {basis.agreements_scored} contracts and grants" if agreed else ""
    ranked = all(detail.ranks_shown for detail in details)
    actors = (
        found.actors
        if ranked
        else found.actors.assign(rank=pd.array([pd.NA] * len(found.actors), dtype="Int64"))
    )
    tables = documented(
        "influence",
        actors=actors,
        partnerships=found.partnerships,
        agreements=found.agreements,
        ties=found.ties.assign(ties=", ".join(basis.ties)),
    )
    if "funding" in basis.ties:
        tables |= documented("influence", budgets=found.budgets)
    return Report(
        measure="influence",
        moment=str(at),
        sentences=(
            f"Influence {at}{over}: computed on {basis.actors_scored} of {basis.actors_known} "
            f"{basis.mode} and {basis.partnerships_scored} partnerships{agreements}.",
            *_nothing_to_measure(basis),
            basis.caption,
            *_communities(found),
            *(sentence for detail in details for sentence in detail.sentences),
        ),
        summary={
            "mode": basis.mode,
            "ties": list(basis.ties),
            "actors_scored": basis.actors_scored,
            "actors_known": basis.actors_known,
            "partnerships_scored": basis.partnerships_scored,
            "memberships_used": basis.memberships_used,
            "memberships_excluded": basis.memberships_excluded,
            "agreements_scored": basis.agreements_scored,
            "agreements_excluded": basis.agreements_excluded,
            "budgets_scored": basis.budgets_scored,
            "payments_used": basis.payments_used,
            "reporting_used": basis.reporting_used,
            "payees_withheld": basis.payees_withheld,
            "paths_measured": basis.paths_measured,
            "between_sources": basis.between_sources,
            "between_error": basis.between_error,
            "components": basis.components,
            "tied": basis.tied,
            "density": basis.density,
            **_divided(found),
            "sources": list(basis.sources),
        },
        tables={**tables, **{n: t for detail in details for n, t in detail.tables.items()}},
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
            ),
            **{name: columns for detail in details for name, columns in detail.shown.items()},
        },
    )


def _divided(found: Influence) -> dict[str, float | int | None]:
    """Return how many communities there are, how dense inside, and how stable the division is."""
    known = found.communities
    if known is None or known.modularity is None:
        return {"communities": None, "modularity": None, "community_stability": None}
    return {
        "communities": int(known.members.nunique()),
        "modularity": known.modularity,
        "community_stability": known.stability,
    }


def _communities(found: Influence) -> tuple[str, ...]:
    """Say that communities are not to be named, where they are not stable."""
    known = found.communities
    if known is None or known.stability is None or known.stability >= _STABLE:
        return ()
    return (
        f"Communities differ from seed to seed (adjusted Rand index {known.stability:.2f}): do "
        "not name them.",
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
    if "funding" in basis.ties and not basis.budgets_scored:
        said.append("No source names who pays into what on this day; see --as-at.")
    if basis.mode == "posts" and "memberships" in basis.ties and not basis.memberships_used:
        said.append("No complete list of members names a post; --ties reporting reads who manages.")
    if "reporting" in basis.ties and not basis.reporting_used:
        said.append("No source names a reporting line of this day; see --as-at and --structure.")
    return tuple(said)
