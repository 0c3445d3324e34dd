"""Whether the plans of two levels of government point the same way.

A link states how reaching an outcome of the lower level bears on one of the upper, from +3
(indivisible) through 0 (consistent) to -3 (cancelling): Nilsson, Griggs and Visbeck 2016, Nature
534, 320-322. Support runs both ways, so there are two scores, and conflict is a third result that
is never taken off either. docs/methods/alignment.md gives the formulas.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from placegraph.analytics.alignment.links import STRONGEST, harmonic, held_links, stated_links
from placegraph.analytics.alignment.overlap import (
    allocation_cosine,
    allocation_overlap,
    jaccard,
    overlap_coefficient,
)
from placegraph.analytics.networks.network import Vector, require
from placegraph.errors import MeasureError

Places: TypeAlias = npt.NDArray[np.intp]

# A score of 1 and a threshold typed as 0.3333333333 are the same third.
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False, kw_only=True)
class Alignment:
    """How far a lower level (d, say a district) and an upper (u, say a county) support each other.

    Every score is between 0 and 1, or ``None`` when it is not known; ``reason`` then says why for
    those that rest on links, and is empty otherwise.

    ``a_d`` and ``a_u``: the strongest support each outcome gives, or is given, on average by
    weight; ``h`` their harmonic mean. ``conflict_d`` and ``conflict_u``: the same of the strongest
    conflict. ``covered_lower`` of ``count_lower`` outcomes reach ``threshold``, which is the share
    ``coverage_d`` (upper and ``coverage_u`` likewise; ``coverage_harmonic`` the harmonic mean);
    ``orphans_lower`` and ``orphans_upper`` are the ids of those that do not. ``resource_a_d`` and
    ``resource_a_u``: ``a_d`` and ``a_u`` by budget. ``allocation_overlap`` and ``cosine`` compare
    shares of spending by theme. ``shared`` are the ids in both sets; where there are any,
    ``jaccard`` and ``overlap_coefficient`` say how far the sets coincide. Two bodies that word
    their aims apart share none, which says nothing of what they want, so both are ``None`` then.

    ``matrix``: lower ids by upper ids, the score of the counted link, NaN where none is recorded.
    ``links``: lower, upper, score, status, counted; every link given, counted or not.
    """

    a_d: float | None = None
    a_u: float | None = None
    h: float | None = None
    conflict_d: float | None = None
    conflict_u: float | None = None
    coverage_d: float | None = None
    coverage_u: float | None = None
    coverage_harmonic: float | None = None
    covered_lower: int | None = None
    covered_upper: int | None = None
    count_lower: int
    count_upper: int
    orphans_lower: tuple[str, ...] | None = None
    orphans_upper: tuple[str, ...] | None = None
    resource_a_d: float | None = None
    resource_a_u: float | None = None
    allocation_overlap: float | None = None
    cosine: float | None = None
    shared: tuple[str, ...] = ()
    jaccard: float | None = None
    overlap_coefficient: float | None = None
    threshold: float
    statuses: tuple[str, ...]
    reason: str
    matrix: pd.DataFrame
    links: pd.DataFrame
    lower: pd.DataFrame
    upper: pd.DataFrame


@dataclass(frozen=True)
class _Side:
    """One level's scores: the strongest support and conflict of each of its outcomes."""

    ids: tuple[str, ...]
    support: Vector
    conflict: Vector
    weights: Vector | None
    budgets: Vector | None

    def mean(self, values: Vector, weights: Vector | None) -> float | None:
        return None if weights is None else float(np.average(values, weights=weights))


def alignment(
    links: pd.DataFrame,
    *,
    lower: pd.DataFrame,
    upper: pd.DataFrame,
    threshold: float = 1 / 3,
    statuses: tuple[str, ...] = ("agreed",),
) -> Alignment:
    """Score how two sets of outcomes support, cover and contradict each other.

    ``links``: lower, upper (ids), score (a whole number from -3 to 3) and status. Only links whose
    status is in ``statuses`` count; where a pair has links of several counted statuses, the status
    named first holds. ``lower`` and ``upper``: id, name, weight, budget (£) and optionally theme.
    With no weight given at all, outcomes weigh the same; with some given and some not, the scores
    by weight are ``None``. The scores by budget are ``None`` when any budget is unknown, and the
    comparison by theme when any budget or theme is. Scores resting on links are ``None`` when
    either set is empty or no link counts: nobody has looked, which is not the same as 0.

    Raises ``MeasureError`` when a column or id is missing, an id is repeated, a link names an
    unknown outcome, a score is out of range, a weight or budget is below zero, the threshold is
    not above 0 and at most 1, or one pair has two scores of one status.
    """
    if not 0 < threshold <= 1:
        raise MeasureError(f"threshold: found {threshold}, expected more than 0 and at most 1.")
    _check_outcomes(lower, "lower")
    _check_outcomes(upper, "upper")
    stated = stated_links(links, lower, upper, statuses)
    reason = _reason(stated, lower, upper, statuses)
    held = held_links(stated, statuses)
    score = held["score"].to_numpy(dtype=np.float64)
    rows = pd.Index(lower["id"]).get_indexer(pd.Index(held["lower"]))
    columns = pd.Index(upper["id"]).get_indexer(pd.Index(held["upper"]))
    matrix = np.full((len(lower), len(upper)), np.nan)
    matrix[rows, columns] = score
    d = _side(lower, "lower", rows, score / STRONGEST)
    u = _side(upper, "upper", columns, score / STRONGEST)
    overlap, cosine = _compare_by_theme(lower, upper, d.budgets, u.budgets)
    common = {*d.ids} & {*u.ids}
    shared = tuple(key for key in d.ids if key in common)
    unscored = Alignment(
        count_lower=len(d.ids),
        count_upper=len(u.ids),
        allocation_overlap=overlap,
        cosine=cosine,
        shared=shared,
        jaccard=jaccard(d.ids, u.ids) if shared else None,
        overlap_coefficient=overlap_coefficient(d.ids, u.ids) if shared else None,
        threshold=threshold,
        statuses=statuses,
        reason=reason,
        matrix=pd.DataFrame(
            matrix,
            index=pd.Index(lower["id"], name="lower"),
            columns=pd.Index(upper["id"], name="upper"),
            copy=False,
        ),
        links=stated,
        lower=lower,
        upper=upper,
    )
    if reason:
        return unscored

    a_d, a_u = d.mean(d.support, d.weights), u.mean(u.support, u.weights)
    covered_d, covered_u = (side.support >= threshold - _ROUNDING for side in (d, u))
    coverage_d, coverage_u = float(covered_d.mean()), float(covered_u.mean())
    return replace(
        unscored,
        a_d=a_d,
        a_u=a_u,
        h=harmonic(a_d, a_u),
        conflict_d=d.mean(d.conflict, d.weights),
        conflict_u=u.mean(u.conflict, u.weights),
        coverage_d=coverage_d,
        coverage_u=coverage_u,
        coverage_harmonic=harmonic(coverage_d, coverage_u),
        covered_lower=int(covered_d.sum()),
        covered_upper=int(covered_u.sum()),
        orphans_lower=tuple(key for key, met in zip(d.ids, covered_d, strict=True) if not met),
        orphans_upper=tuple(key for key, met in zip(u.ids, covered_u, strict=True) if not met),
        resource_a_d=d.mean(d.support, d.budgets),
        resource_a_u=u.mean(u.support, u.budgets),
    )


def _compare_by_theme(
    lower: pd.DataFrame, upper: pd.DataFrame, p: Vector | None, q: Vector | None
) -> tuple[float | None, float | None]:
    if p is None or q is None:
        return None, None
    for frame in (lower, upper):
        if "theme" not in frame.columns or frame["theme"].isna().any():
            return None, None
    spends = pd.Series(p, index=lower["theme"]), pd.Series(q, index=upper["theme"])
    return allocation_overlap(*spends), allocation_cosine(*spends)


def _check_outcomes(outcomes: pd.DataFrame, name: str) -> None:
    require(outcomes, name, ("id",))
    require(outcomes.head(0), name, ("id", "name", "weight", "budget"))
    repeated = outcomes["id"][outcomes["id"].duplicated()]
    if len(repeated):
        raise MeasureError(
            f"{name}: found {repeated.iloc[0]!r} more than once, expected each id once; "
            "merge its rows."
        )


def _reason(
    stated: pd.DataFrame, lower: pd.DataFrame, upper: pd.DataFrame, statuses: tuple[str, ...]
) -> str:
    for outcomes, name in ((lower, "lower"), (upper, "upper")):
        if outcomes.empty:
            return f"No outcome of the {name} level is recorded."
    if stated.empty:
        return "No link between the two levels is recorded."
    if not stated["counted"].any():
        found = ", ".join(sorted(set(stated["status"])))
        return (
            f"None of the {len(stated)} recorded link{'' if len(stated) == 1 else 's'} is "
            f"{' or '.join(statuses)}; found {found} only."
        )
    return ""


def _side(outcomes: pd.DataFrame, name: str, ends: Places, scores: Vector) -> _Side:
    support, conflict = np.zeros(len(outcomes)), np.zeros(len(outcomes))
    np.maximum.at(support, ends, scores)
    np.maximum.at(conflict, ends, -scores)
    weights = _amounts(outcomes, name, "weight")
    if outcomes["weight"].isna().all():
        weights = np.ones(len(outcomes))
    return _Side(
        tuple(outcomes["id"]), support, conflict, weights, _amounts(outcomes, name, "budget")
    )


def _amounts(outcomes: pd.DataFrame, name: str, column: str) -> Vector | None:
    """Return the amounts, or ``None`` when any is unknown or they sum to nothing."""
    amounts = outcomes[column].to_numpy(dtype=np.float64, na_value=np.nan)
    negative = amounts < 0
    if negative.any():
        raise MeasureError(
            f"{name}: {outcomes['id'][negative].iloc[0]}: {column}: found "
            f"{amounts[negative][0]:g}, expected no less than 0."
        )
    return None if np.isnan(amounts).any() or not amounts.sum() > 0 else amounts
