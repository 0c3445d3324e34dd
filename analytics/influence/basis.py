"""What an influence result rests on, in numbers and in words to be shown beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.influence.scale import Paths
from placegraph.analytics.influence.ties import MOST_PARTIES, Mode, Seats
from placegraph.analytics.networks.matrices import components
from placegraph.analytics.networks.network import Affiliation, Network


@dataclass(frozen=True)
class Basis:
    """What the measures rest on.

    ``mode`` says whether the actors are organisations or posts, ``ties`` the kinds of tie that were
    measured. ``actors_known`` counts every actor named, ``actors_scored`` those with a tie that
    could be used. ``agreements_scored`` counts contracts and grants, ``budgets_scored`` things
    that are paid into, ``payments_used`` payers and payees tied, ``reporting_used`` posts tied to
    a manager; ``agreements_excluded`` agreements with too many parties, ``payees_withheld`` payees
    that cannot be known. ``components`` and ``tied`` (pairs of actors) are of the whole network,
    ``density`` of its two-mode part: ``None`` when there is none. ``paths_measured`` is False when
    the network was too large for closeness and harmonic, which are NaN then; ``between_sources``
    and ``between_error`` say from how many nodes betweenness was then estimated, and how far off
    it is at most; both are ``None`` when it is exact. ``sources`` lists the sources of the ties
    used, and ``caption`` is to be shown wherever a score is.
    """

    mode: Mode
    ties: tuple[str, ...]
    actors_scored: int
    actors_known: int
    partnerships_scored: int
    memberships_used: int
    memberships_excluded: int
    agreements_scored: int
    agreements_excluded: int
    budgets_scored: int
    payments_used: int
    reporting_used: int
    payees_withheld: int
    components: int
    tied: int
    density: float | None
    paths_measured: bool
    between_sources: int | None
    between_error: float | None
    sources: tuple[str, ...]
    caption: str


def basis_of(
    mode: Mode,
    ties: tuple[str, ...],
    seats: Seats,
    arcs: pd.DataFrame,
    affiliation: Affiliation,
    projection: Network,
    *,
    withheld: int,
    paths: Paths,
) -> Basis:
    """Count what was used and what was left out, and say it in words."""
    joined = seats.joined
    once = joined.drop_duplicates(["actor", "group"])["tie"].value_counts()
    groups = joined.drop_duplicates("group")["tie"].value_counts()
    sources = tuple(sorted({*joined["source"].dropna(), *arcs["source"].dropna()}))
    left_out = len(seats.excluded.drop_duplicates(["actor", "partnership"]))
    pairs = arcs.drop_duplicates(["start", "end"])["tie"].value_counts()
    named = {*projection.ids, *seats.excluded["actor"]}
    found = [_counted(int(once.get("memberships", 0)), "recorded membership")]
    if "memberships" not in ties:
        found = []
    found += [
        f"{_counted(int(once.get(tie, 0)), *of)} {_counted(int(groups.get(tie, 0)), *what)}"
        for tie, of, what in (
            ("contracts", _PARTIES, ("contract or agreement",)),
            ("grants", _PARTIES, ("grant",)),
            ("funding", _FUNDERS, ("thing paid into", "things paid into")),
        )
        if tie in ties
    ]
    found += [
        _counted(int(pairs.get(tie, 0)), noun)
        for tie, noun in (
            ("spending", "recorded pair of payer and payee"),
            ("reporting", "recorded reporting line"),
        )
        if tie in ties
    ]
    words = (
        f"Structural position in {_listed(found)} from {_counted(len(sources), 'source')}, not "
        "power over anybody. "
        + _incomplete(left_out)
        + _oversized(seats.oversized)
        + _withheld(withheld)
        + paths.words
        + _BIAS
    )
    return Basis(
        mode=mode,
        ties=ties,
        actors_scored=len(projection.ids),
        actors_known=len(named),
        partnerships_scored=int(groups.get("memberships", 0)),
        memberships_used=int(once.get("memberships", 0)),
        memberships_excluded=left_out,
        agreements_scored=int(groups.get("contracts", 0) + groups.get("grants", 0)),
        agreements_excluded=seats.oversized,
        budgets_scored=int(groups.get("funding", 0)),
        payments_used=int(pairs.get("spending", 0)),
        reporting_used=int(pairs.get("reporting", 0)),
        payees_withheld=withheld,
        components=components(projection.strength),
        tied=projection.summary().edges,
        density=affiliation.summary().density,
        paths_measured=paths.measured,
        between_sources=paths.sources,
        between_error=paths.error,
        sources=sources,
        caption=words,
    )


_PARTIES = ("recorded party to", "recorded parties to")
_FUNDERS = ("recorded funder of", "recorded funders of")
_BIAS = (
    "A data set built from one body's own papers is biased towards that body, which will "
    "look central because it is the one writing."
)


def _incomplete(number: int) -> str:
    if not number:
        return ""
    return (
        f"{number} more {'is' if number == 1 else 'are'} left out because "
        f"{'its' if number == 1 else 'their'} member list is not known to be complete. "
    )


def _oversized(number: int) -> str:
    if not number:
        return ""
    return (
        f"{_counted(number, 'agreement')} with more than {MOST_PARTIES} parties "
        f"{'is' if number == 1 else 'are'} left out. "
    )


def _withheld(number: int) -> str:
    if not number:
        return ""
    return (
        f"{_counted(number, 'payment')} to payees whose names are withheld "
        f"{'is' if number == 1 else 'are'} left out. "
    )


def _counted(number: int, one: str, many: str | None = None) -> str:
    if number == 1:
        return f"1 {one}"
    if many:
        return f"{number} {many}"
    head, of, rest = one.partition(" of ")
    return f"{number} " + " or ".join(f"{w}s" for w in head.split(" or ")) + of + rest


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
