"""Ties that run one way: from a payer to a payee, from a post to its manager."""

from collections.abc import Mapping

import pandas as pd

from placegraph.analytics.networks.matrices import entries
from placegraph.analytics.networks.network import Network, require

ARC_COLUMNS = (
    "start",
    "start_name",
    "start_kind",
    "end",
    "end_name",
    "end_kind",
    "tie",
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
REPORTING_COLUMNS = (
    "post",
    "post_name",
    "post_kind",
    "manager",
    "manager_name",
    "manager_kind",
    "source",
)


def arcs(payments: pd.DataFrame, reporting: pd.DataFrame) -> pd.DataFrame:
    """Return payments and reporting lines as one table, ordered by start, end, source.

    ``payments`` has :data:`PAYMENT_COLUMNS`, ``reporting`` :data:`REPORTING_COLUMNS`; the result
    :data:`ARC_COLUMNS`, tie being spending or reporting. What a body pays itself, and a post that
    is said to manage itself, tie nobody and are left out.

    Raises ``MeasureError`` for a missing column or identifier.
    """
    made = []
    for frame, name, columns, tie in (
        (payments, "payments", PAYMENT_COLUMNS, "spending"),
        (reporting, "reporting lines", REPORTING_COLUMNS, "reporting"),
    ):
        require(frame, name, (columns[0], columns[3]))
        require(frame.head(0), name, columns)
        given = frame[list(columns)].set_axis([*ARC_COLUMNS[:6], "source"], axis=1)
        if len(given):
            made.append(given.assign(tie=tie)[list(ARC_COLUMNS)])
    if not made:
        return pd.DataFrame(columns=list(ARC_COLUMNS), dtype=object)
    stated = pd.concat(made).sort_values(list(ARC_COLUMNS), ignore_index=True)
    return stated[stated["start"] != stated["end"]].reset_index(drop=True)


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


def with_arcs(shared: Network, pairs: pd.DataFrame) -> Network:
    """Add a tie of strength 1 from each start to each end to what actors share.

    The result is directed: a shared seat or agreement ties both ways, an arc one way. A sum of
    money is no strength: a pound and a shared board have no common measure. ``pairs`` has the
    columns start and end; a pair named twice is tied once.
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
    one_way = pd.DataFrame(
        {"source": pairs["start"], "target": pairs["end"], "strength": 1.0}
    ).drop_duplicates()
    together = one_way if both.empty else pd.concat([both, one_way], ignore_index=True)
    return Network.from_edges(together, nodes=shared.ids, directed=True)
