"""What the influence of organisations says."""

from placegraph.analytics.influence.basis import Basis
from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.ties import MEMBERSHIPS
from placegraph.measures import Moment
from placegraph.reports.report import Report, documented

#: Columns of the actors that count each tie.
_COUNTS = {
    "memberships": ("partnerships",),
    "contracts": ("contracts",),
    "grants": ("grants",),
    "spending": ("pays", "paid_by"),
}


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
        tables=documented(
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
