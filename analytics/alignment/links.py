"""Links between aims: checked, and one score for each pair.

A score says how reaching one aim bears on another, from +3 (indivisible) through 0 (consistent) to
-3 (cancelling): Nilsson, Griggs and Visbeck 2016, Nature 534, 320-322.
"""

import numpy as np
import pandas as pd

from placegraph.analytics.networks.network import require
from placegraph.errors import MeasureError

#: The score of a pair of aims that cannot be had one without the other.
STRONGEST = 3


def stated_links(
    links: pd.DataFrame, lower: pd.DataFrame, upper: pd.DataFrame, statuses: tuple[str, ...]
) -> pd.DataFrame:
    """Check the links and return them ordered, each once.

    ``links``: lower, upper (ids of ``lower`` and ``upper``), score, status. The result has these
    columns and ``counted``: whether the status is one of ``statuses``. A link without a status
    has the status “not said” and does not count.

    Raises ``MeasureError`` when a column or id is missing, a link names an unknown aim, or a score
    is no whole number from -3 to 3.
    """
    require(links, "links", ("lower", "upper", "score"))
    require(links.head(0), "links", ("status",))
    for column, aims in (("lower", lower), ("upper", upper)):
        unknown = links[column][~links[column].isin(aims["id"])]
        if len(unknown):
            raise MeasureError(
                f"links: {column}: found {unknown.iloc[0]!r}, expected an id of the {column} "
                "outcomes; add that outcome or leave the link out."
            )
    score = pd.to_numeric(links["score"], errors="coerce").astype(np.float64)
    wrong = ~score.isin(range(-STRONGEST, STRONGEST + 1))
    if wrong.any():
        row = links[wrong].iloc[0]
        raise MeasureError(
            f"links: {row['lower']} to {row['upper']}: score: found {row['score']}, expected a "
            f"whole number from -{STRONGEST} to {STRONGEST}."
        )
    stated = links[["lower", "upper"]].assign(
        score=score,
        status=links["status"].astype(object).where(links["status"].notna(), "not said"),
        counted=links["status"].isin(statuses),
    )
    return stated.drop_duplicates().sort_values(
        ["lower", "upper", "status", "score"], ignore_index=True
    )


def held_links(stated: pd.DataFrame, statuses: tuple[str, ...]) -> pd.DataFrame:
    """Return the counted links, one for each pair: where statuses differ, the first named holds.

    ``stated`` is what :func:`stated_links` returns; the result has lower, upper, score and status.

    Raises ``MeasureError`` when one pair has two scores of one status.
    """
    counted = stated[stated["counted"]]
    twice = counted[counted.duplicated(["lower", "upper", "status"])]
    if len(twice):
        row = twice.iloc[0]
        raise MeasureError(
            f"links: {row['lower']} to {row['upper']}: found two {row['status']} scores, expected "
            "one; settle which holds."
        )
    return (
        counted.sort_values("status", key=lambda column: column.map(statuses.index), kind="stable")
        .drop_duplicates(["lower", "upper"])
        .drop(columns="counted")
        .reset_index(drop=True)
    )


def harmonic(first: float | None, second: float | None) -> float | None:
    """Return the harmonic mean of two scores: 0 when both are 0, ``None`` when one is unknown.

    >>> harmonic(0.8, 2 / 3)
    0.7272727272727272
    """
    if first is None or second is None:
        return None
    return 2 * first * second / (first + second) if first + second else 0.0
