"""What can tie organisations: a seat on a partnership, a contract, a grant, a payment.

A partnership, a contract and a grant agreement each join the organisations that are in them, and
no others: two suppliers of one buyer are not tied through the buyer. A payment joins a payer and a
payee and runs one way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.networks.network import Network, entries, require
from placegraph.errors import MeasureError

TIES = ("memberships", "contracts", "grants", "spending")
MEMBERSHIPS = ("memberships",)
COMPLETENESS = ("complete", "partial", "unknown")

MEMBERSHIP_COLUMNS = (
    "actor",
    "actor_name",
    "actor_kind",
    "partnership",
    "partnership_name",
    "completeness",
    "source",
)
PARTY_COLUMNS = (
    "actor",
    "actor_name",
    "actor_kind",
    "agreement",
    "agreement_name",
    "grant",
    "source",
)
PAYMENT_COLUMNS = (
    "payer",
    "payer_name",
    "payer_kind",
    "payee",
    "payee_name",
    "payee_kind",
    "source",
)

#: A framework can admit thousands of suppliers. Each tied to each would say nothing of who works
#: with whom, and the projection grows with the square of the parties.
MOST_PARTIES = 100

_JOINED = ("actor", "actor_name", "actor_kind", "group", "group_name", "id", "tie", "source")


@dataclass(frozen=True, eq=False)
class Seats:
    """Who is in what: memberships, and parties to contracts and grants, as one table.

    ``joined`` has the columns actor, actor_name, actor_kind, group (unique over partnerships and
    agreements), group_name, id (of the partnership or agreement), tie (one of :data:`TIES`) and
    source. ``excluded`` holds the memberships that no complete list gives, ``oversized`` the
    agreements left out for having more than :data:`MOST_PARTIES` parties.
    """

    joined: pd.DataFrame
    excluded: pd.DataFrame
    oversized: int


def chosen(ties: Sequence[str]) -> tuple[str, ...]:
    """Return the ties asked for, each once, in the order of :data:`TIES`.

    Raises ``MeasureError`` when one is not known or none is given.
    """
    for tie in ties:
        if tie not in TIES:
            raise MeasureError(f"--ties: found {tie!r}, expected one of {', '.join(TIES)}.")
    if not ties:
        raise MeasureError(f"--ties: found nothing, expected one or more of {', '.join(TIES)}.")
    return tuple(tie for tie in TIES if tie in ties)


def seats(memberships: pd.DataFrame, parties: pd.DataFrame) -> Seats:
    """Put the memberships and parties that can be used into one table.

    ``memberships`` has :data:`MEMBERSHIP_COLUMNS`, ``parties`` :data:`PARTY_COLUMNS`, ``grant``
    being true for a grant agreement. Only memberships from a list that is complete are used: an
    absent member of a partial list may be unrecorded, and every score would move.

    Raises ``MeasureError`` for a missing column, identifier or completeness.
    """
    require(memberships, "memberships", ("actor", "partnership", "completeness"))
    require(memberships.head(0), "memberships", MEMBERSHIP_COLUMNS)
    stated = _sorted(memberships, MEMBERSHIP_COLUMNS)
    _check(stated)
    complete = stated["completeness"] == "complete"
    used = stated[complete]
    members = used.assign(
        group=used["partnership"],
        group_name=used["partnership_name"],
        id=used["partnership"],
        tie="memberships",
    )
    require(parties, "parties", ("actor", "agreement", "grant"))
    require(parties.head(0), "parties", PARTY_COLUMNS)
    agreed = _sorted(parties, PARTY_COLUMNS)
    counted = agreed.drop_duplicates(["actor", "agreement"])["agreement"].value_counts()
    oversized = counted.index[counted > MOST_PARTIES]
    agreed = agreed[~agreed["agreement"].isin(oversized)]
    agreed = agreed.assign(
        # No identifier holds a space, so no agreement can be taken for a partnership.
        group="Contract " + agreed["agreement"].astype(str),
        group_name=agreed["agreement_name"],
        id=agreed["agreement"],
        tie=agreed["grant"].map({True: "grants", False: "contracts"}),
    )
    columns = list(_JOINED)
    joined = members[columns] if agreed.empty else pd.concat([members[columns], agreed[columns]])
    return Seats(joined.reset_index(drop=True), _left_out(stated, complete), len(oversized))


def paid(payments: pd.DataFrame) -> pd.DataFrame:
    """Return who paid whom, without what a body pays itself, ordered by payer, payee, source.

    ``payments`` has :data:`PAYMENT_COLUMNS`, as has what is returned.
    """
    require(payments, "payments", ("payer", "payee"))
    require(payments.head(0), "payments", PAYMENT_COLUMNS)
    stated = _sorted(payments, PAYMENT_COLUMNS)
    return stated[stated["payer"] != stated["payee"]].reset_index(drop=True)


def stand_for(
    frame: pd.DataFrame, end: str, wholes: Mapping[str, tuple[str, str, str]]
) -> pd.DataFrame:
    """Put the body that a unit is part of in the unit's place.

    ``end`` is the column of identifiers; its name and kind are in the columns ``<end>_name`` and
    ``<end>_kind``. ``wholes`` maps a unit to the identifier, name and kind of its body.
    """
    if not wholes:
        return frame
    columns = (end, f"{end}_name", f"{end}_kind")
    said = [
        wholes.get(row[0], row) for row in frame[list(columns)].itertuples(index=False, name=None)
    ]
    return frame.assign(
        **{
            column: pd.Series([one[place] for one in said], index=frame.index, dtype=object)
            for place, column in enumerate(columns)
        }
    )


def with_payments(shared: Network, payments: pd.DataFrame) -> Network:
    """Add a tie of strength 1 from each payer to each payee to what organisations share.

    The result is directed: a shared seat or agreement ties both ways, a payment one way. A sum of
    money is no strength: a pound and a shared board have no common measure. ``payments`` has the
    columns payer and payee; a pair named twice is tied once.
    """
    rows, columns, strength = entries(shared.strength)
    ids = pd.Series(shared.ids, dtype=object)
    both = pd.DataFrame(
        {
            "source": ids.iloc[rows].to_numpy(),
            "target": ids.iloc[columns].to_numpy(),
            "strength": strength,
        }
    )
    arcs = pd.DataFrame(
        {"source": payments["payer"], "target": payments["payee"], "strength": 1.0}
    ).drop_duplicates()
    together = arcs if both.empty else pd.concat([both, arcs], ignore_index=True)
    return Network.from_edges(together, nodes=shared.ids, directed=True)


def _sorted(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    return frame.loc[:, list(columns)].sort_values(list(columns), ignore_index=True)


def _check(stated: pd.DataFrame) -> None:
    wrong = ~stated["completeness"].isin(COMPLETENESS)
    if wrong.any():
        row = stated[wrong].iloc[0]
        raise MeasureError(
            f"memberships: {row['actor']} of {row['partnership']}: completeness: found "
            f"{row['completeness']!r}, expected one of {', '.join(COMPLETENESS)}; correct the "
            "statement's completeness."
        )


def _left_out(stated: pd.DataFrame, complete: "pd.Series[bool]") -> pd.DataFrame:
    """Return the memberships that no complete statement gives."""
    pairs = pd.MultiIndex.from_frame(stated[["actor", "partnership"]])
    return stated[~pairs.isin(pairs[complete])].reset_index(drop=True)
