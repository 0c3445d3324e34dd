"""What can tie organisations: a seat, a contract, a grant, a budget, a payment; posts: a manager.

A partnership, a contract, a grant agreement and a budget that several pay into each join the
organisations that are in them, and no others: two suppliers of one buyer are not tied through the
buyer. A payment joins a payer and a payee and runs one way, as does a reporting line from a post
to its manager. Posts and organisations are never in one network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd

from placegraph.analytics.networks.network import require
from placegraph.errors import MeasureError

Mode: TypeAlias = Literal["organisations", "posts"]

#: The ties there are among organisations, and among posts.
TIES = ("memberships", "contracts", "grants", "funding", "spending")
POST_TIES = ("memberships", "reporting")
MODES: dict[str, tuple[str, ...]] = {"organisations": TIES, "posts": POST_TIES}
MEMBERSHIPS = ("memberships",)
#: The ties that run one way. The others are groups of those who are in them.
ONE_WAY = ("spending", "reporting")
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
FUNDING_COLUMNS = (
    "actor",
    "actor_name",
    "actor_kind",
    "funded_type",
    "funded",
    "funded_name",
    "source",
)

#: A framework can admit thousands of suppliers. Each tied to each would say nothing of who works
#: with whom, and the projection grows with the square of the parties.
MOST_PARTIES = 100

_JOINED = ("actor", "actor_name", "actor_kind", "group", "group_name", "id", "tie", "source")


@dataclass(frozen=True, eq=False)
class Seats:
    """Who is in what: memberships, parties to contracts and grants, and funders, as one table.

    ``joined`` has the columns actor, actor_name, actor_kind, group (unique over partnerships,
    agreements and budgets), group_name, id (of the partnership or agreement, or the type and id of
    what is funded), tie (one of :data:`TIES`) and source. ``excluded`` holds the memberships that
    no complete list gives, ``oversized`` the agreements left out for having more than
    :data:`MOST_PARTIES` parties.
    """

    joined: pd.DataFrame
    excluded: pd.DataFrame
    oversized: int


def chosen(ties: Sequence[str], mode: str = "organisations") -> tuple[str, ...]:
    """Return the ties asked for, each once, in the order of :data:`MODES`.

    Raises ``MeasureError`` when the mode or a tie is not known, or no tie is given.
    """
    if mode not in MODES:
        raise MeasureError(f"--mode: found {mode!r}, expected one of {', '.join(MODES)}.")
    known = MODES[mode]
    for tie in ties:
        if tie not in known:
            raise MeasureError(
                f"--ties: found {tie!r}, expected one of {', '.join(known)} among {mode}."
            )
    if not ties:
        raise MeasureError(f"--ties: found nothing, expected one or more of {', '.join(known)}.")
    return tuple(tie for tie in known if tie in ties)


def seats(memberships: pd.DataFrame, parties: pd.DataFrame, funding: pd.DataFrame) -> Seats:
    """Put the memberships, parties and funders that can be used into one table.

    ``memberships`` has :data:`MEMBERSHIP_COLUMNS`, ``parties`` :data:`PARTY_COLUMNS`, ``grant``
    being true for a grant agreement, ``funding`` :data:`FUNDING_COLUMNS`. Only memberships from a
    list that is complete are used: an absent member of a partial list may be unrecorded, and every
    score would move.

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
    parts = [members, agreed, _funders(funding)]
    filled = [part[list(_JOINED)] for part in parts if len(part)] or [members[list(_JOINED)]]
    joined = pd.concat(filled).reset_index(drop=True)
    return Seats(joined, _left_out(stated, complete), len(oversized))


def _funders(funding: pd.DataFrame) -> pd.DataFrame:
    require(funding, "funding", ("actor", "funded_type", "funded"))
    require(funding.head(0), "funding", FUNDING_COLUMNS)
    stated = _sorted(funding, FUNDING_COLUMNS)
    named = stated["funded_type"].astype(str) + " " + stated["funded"].astype(str)
    return stated.assign(
        group="Funding " + named, group_name=stated["funded_name"], id=named, tie="funding"
    )


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
