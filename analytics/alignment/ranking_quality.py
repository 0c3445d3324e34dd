"""How good a ranking is, held against what people judged relevant.

Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, chapter 8. A ranking is
given as the relevance of its results, the first first: 0 or 1, or a grade where gain is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from placegraph.analytics.networks.network import require
from placegraph.errors import MeasureError


def precision_at(k: int, ranking: Sequence[float]) -> float:
    """Return the share of the first ``k`` results that are relevant; results not given are not."""
    _check(k >= 1, f"k: found {k}, expected at least 1.")
    return _hits(ranking[:k]) / k


def recall_at(k: int, ranking: Sequence[float], *, relevant: int) -> float | None:
    """Return the share of all ``relevant`` items in the first ``k``; ``None`` when there are none.

    Raises ``MeasureError`` when the ranking has more relevant results than there are.
    """
    _check(k >= 1, f"k: found {k}, expected at least 1.")
    _check_relevant(ranking, relevant)
    return _hits(ranking[:k]) / relevant if relevant else None


def average_precision(ranking: Sequence[float], *, relevant: int) -> float | None:
    """Return the precision at each relevant result, averaged over all ``relevant`` items.

    A relevant item that was not returned adds nothing. ``None`` when nothing is relevant. Raises
    ``MeasureError`` when the ranking has more relevant results than there are.

    >>> round(average_precision([1, 0, 0, 1, 1], relevant=10), 4)
    0.21
    """
    _check_relevant(ranking, relevant)
    ranks = [rank for rank, grade in enumerate(ranking, 1) if grade > 0]
    total = sum(found / rank for found, rank in enumerate(ranks, 1))
    return total / relevant if relevant else None


def reciprocal_rank(ranking: Sequence[float]) -> float:
    """Return 1 over the rank of the first relevant result, 0 when there is none."""
    return next((1 / rank for rank, grade in enumerate(ranking, 1) if grade > 0), 0.0)


def discounted_gain(ranking: Sequence[float], *, exponential: bool = False) -> float:
    """Return Σ gain ÷ log₂(rank + 1): DCG.

    The gain of a result is its grade (Järvelin and Kekäläinen 2002, ACM Transactions on Information
    Systems 20, 422-446) or, ``exponential``, 2^grade - 1 (Burges et al. 2005, Proceedings of ICML,
    89-96).
    """
    grades = np.asarray(ranking, dtype=np.float64)
    gains = np.exp2(grades) - 1 if exponential else grades
    return float((gains / np.log2(np.arange(2, len(grades) + 2))).sum())


def normalised_gain(
    ranking: Sequence[float], *, judged: Sequence[float], exponential: bool = False
) -> float | None:
    """Return DCG as a share of the best there could be: nDCG; ``None`` when nothing is relevant.

    The ideal list is the best of ``judged``, as long as the ranking. So give the grades of every
    item judged for the question, whether it was returned or not; to give the ranking's own grades
    again forgives it whatever it left out.
    """
    ideal = sorted(judged, reverse=True)[: len(ranking)]
    best = discounted_gain(ideal, exponential=exponential)
    return discounted_gain(ranking, exponential=exponential) / best if best else None


def kappa(judgements: Sequence[Sequence[int]]) -> float | None:
    """Return how far two judges agree beyond chance: Cohen's kappa.

    ``judgements[i][j]`` counts the items that the first put in class i and the second in class j.
    Chance is reckoned from each judge's own shares. ``None`` when there are no items, or both put
    all in one class. Above .8 agreement is good, above .67 tentative. Cohen 1960, Educational and
    Psychological Measurement 20, 37-46.

    Raises ``MeasureError`` when the table is not square or a count is below zero.

    >>> round(kappa([[300, 20], [10, 70]]), 3)
    0.776
    """
    counts = np.asarray(judgements, dtype=np.float64)
    square = counts.ndim == 2 and counts.shape[0] == counts.shape[1]
    _check(square, f"judgements: found a table of {counts.shape}, expected a square one.")
    _check(not (counts < 0).any(), "judgements: found a count below 0, expected none.")
    total = counts.sum()
    if not total:
        return None
    agreed = np.trace(counts) / total
    chance = float((counts.sum(axis=0) * counts.sum(axis=1)).sum() / total**2)
    return None if chance == 1 else float((agreed - chance) / (1 - chance))


@dataclass(frozen=True, kw_only=True)
class RankingQuality:
    """How suggestions did on labelled pairs, in counts; the means are over ``with_relevant``.

    Of ``queries``, ``with_relevant`` have something relevant, ``relevant`` pairs in all. Of
    ``suggested`` pairs ``right`` are relevant. ``answered`` queries with something relevant got a
    suggestion, and for ``first_right`` of them the first is relevant. ``mean_average_precision``,
    ``mean_reciprocal_rank`` and ``mean_normalised_gain`` (linear gain, the ideal over everything
    judged) are of the whole ranking, below the threshold too; ``None`` when nothing is relevant.
    """

    queries: int
    with_relevant: int
    relevant: int
    suggested: int
    right: int
    answered: int
    first_right: int
    mean_average_precision: float | None
    mean_reciprocal_rank: float | None
    mean_normalised_gain: float | None


def ranking_quality(
    scored: pd.DataFrame, labels: pd.DataFrame, *, threshold: float, top: int
) -> RankingQuality:
    """Judge suggestions by labels.

    ``scored``: query, item, score, a row for every pair that was judged, whatever its score; the
    ``top`` items of a query with a score of at least ``threshold`` are its suggestions. Items of
    one score rank in the order of their names. ``labels``: query, item, relevance (above 0), a row
    for every relevant pair; a pair without a row is not relevant.

    Raises ``MeasureError`` when a column is missing, or a label is of a pair that was not scored.
    """
    require(scored, "scored", ("query", "item", "score"))
    require(labels, "labels", ("query", "item", "relevance"))
    both = scored.merge(labels, on=["query", "item"], how="outer", indicator=True)
    strays = both[both["_merge"] == "right_only"]
    if len(strays):
        row = strays.iloc[0]
        raise MeasureError(
            f"labels: {row['query']} and {row['item']}: found no score, expected one for every "
            "labelled pair; score all pairs that were judged."
        )
    ranked = both.fillna({"relevance": 0.0}).sort_values(
        ["query", "score", "item"], ascending=[True, False, True]
    )
    ranked["given"] = (ranked.groupby("query").cumcount() < top) & (ranked["score"] >= threshold)
    asked = [group for _, group in ranked.groupby("query") if (group["relevance"] > 0).any()]
    grades = [list(group["relevance"]) for group in asked]
    firsts = [group.iloc[0] for group in asked if group["given"].any()]
    suggested = ranked[ranked["given"]]
    return RankingQuality(
        queries=scored["query"].nunique(),
        with_relevant=len(asked),
        relevant=sum(map(_hits, grades)),
        suggested=len(suggested),
        right=int((suggested["relevance"] > 0).sum()),
        answered=len(firsts),
        first_right=sum(first["relevance"] > 0 for first in firsts),
        mean_average_precision=_mean([average_precision(g, relevant=_hits(g)) for g in grades]),
        mean_reciprocal_rank=_mean([reciprocal_rank(g) for g in grades]),
        mean_normalised_gain=_mean([normalised_gain(g, judged=g) for g in grades]),
    )


def _hits(ranking: Sequence[float]) -> int:
    return sum(grade > 0 for grade in ranking)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _check_relevant(ranking: Sequence[float], relevant: int) -> None:
    hits = _hits(ranking)
    _check(
        hits <= relevant,
        f"relevant: found {relevant}, expected at least the {hits} in the ranking.",
    )


def _check(true: bool, message: str) -> None:
    if not true:
        raise MeasureError(message)
