"""What an influence result rests on, in numbers and in words to be shown beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.influence.ties import MOST_PARTIES, Seats
from placegraph.analytics.networks.network import Affiliation, Network, components


@dataclass(frozen=True)
class Basis:
    """What the measures rest on.

    ``ties`` are the kinds of tie that were measured. ``actors_known`` counts every actor named,
    ``actors_scored`` those with a tie that could be used. ``agreements_scored`` counts contracts
    and grants, ``payments_used`` payers and payees tied; ``agreements_excluded`` agreements with
    too many parties, ``payees_withheld`` payees that cannot be known. ``components`` is of the
    whole network, ``density`` of its two-mode part: ``None`` when there is none. ``paths_measured``
    is False when the network was too large for the measures that follow paths, which are NaN then.
    ``sources`` lists the sources of the ties used, and ``caption`` is to be shown wherever a score
    is.
    """

    ties: tuple[str, ...]
    actors_scored: int
    actors_known: int
    partnerships_scored: int
    memberships_used: int
    memberships_excluded: int
    agreements_scored: int
    agreements_excluded: int
    payments_used: int
    payees_withheld: int
    components: int
    density: float | None
    paths_measured: bool
    sources: tuple[str, ...]
    caption: str


def basis_of(
    ties: tuple[str, ...],
    seats: Seats,
    payments: pd.DataFrame,
    affiliation: Affiliation,
    projection: Network,
    *,
    withheld: int,
    paths_measured: bool,
) -> Basis:
    """Count what was used and what was left out, and say it in words."""
    joined = seats.joined
    once = joined.drop_duplicates(["actor", "group"])["tie"].value_counts()
    groups = joined.drop_duplicates("group")["tie"].value_counts()
    sources = tuple(sorted({*joined["source"].dropna(), *payments["source"].dropna()}))
    left_out = len(seats.excluded.drop_duplicates(["actor", "partnership"]))
    pairs = len(payments.drop_duplicates(["payer", "payee"]))
    named = {*projection.ids, *seats.excluded["actor"]}
    found = [_counted(int(once.get("memberships", 0)), "recorded membership")]
    if "memberships" not in ties:
        found = []
    found += [
        f"{_counted(int(once.get(tie, 0)), 'recorded party', 'recorded parties')} to "
        f"{_counted(int(groups.get(tie, 0)), noun)}"
        for tie, noun in (("contracts", "contract or agreement"), ("grants", "grant"))
        if tie in ties
    ]
    if "spending" in ties:
        found.append(_counted(pairs, "recorded pair of payer and payee"))
    words = (
        f"Structural position in {_listed(found)} from {_counted(len(sources), 'source')}, not "
        "power over anybody. "
        + _incomplete(left_out)
        + _oversized(seats.oversized)
        + _withheld(withheld)
        + ("" if paths_measured else _UNMEASURED)
        + _BIAS
    )
    return Basis(
        ties=ties,
        actors_scored=len(projection.ids),
        actors_known=len(named),
        partnerships_scored=int(groups.get("memberships", 0)),
        memberships_used=int(once.get("memberships", 0)),
        memberships_excluded=left_out,
        agreements_scored=len(affiliation.groups) - int(groups.get("memberships", 0)),
        agreements_excluded=seats.oversized,
        payments_used=pairs,
        payees_withheld=withheld,
        components=components(projection.strength),
        density=affiliation.summary().density,
        paths_measured=paths_measured,
        sources=sources,
        caption=words,
    )


_UNMEASURED = (
    "The network is too large for closeness, harmonic and betweenness, which follow paths and are "
    "left blank. "
)
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
    head, of, rest = one.partition(" of ")
    return f"{number} {many or ' or '.join(f'{word}s' for word in head.split(' or ')) + of + rest}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
