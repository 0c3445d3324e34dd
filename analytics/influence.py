"""Who is placed to influence: position in the recorded memberships of partnerships.

There is no influence score. Different measures name different actors, and each says a different
thing, so they stand side by side. What they describe is position in a record, not power over
anybody: an actor may sit everywhere and decide nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from placegraph.analytics import centrality, structural_holes
from placegraph.analytics.network import Affiliation, Network, Vector, require
from placegraph.analytics.projection import newman
from placegraph.errors import MeasureError

COLUMNS = (
    "actor",
    "actor_name",
    "actor_kind",
    "partnership",
    "partnership_name",
    "completeness",
    "source",
)
COMPLETENESS = ("complete", "partial", "unknown")

_Held = TypeVar("_Held", Network, Affiliation)


@dataclass(frozen=True)
class Basis:
    """What the measures rest on.

    ``actors_known`` counts every actor named, ``actors_scored`` those with a membership that could
    be used. ``components`` and ``density`` are those of the two-mode network; ``density`` is
    ``None`` when no membership could be used. ``sources`` lists the sources of the memberships
    used, and ``caption`` is to be shown wherever a score is.
    """

    actors_scored: int
    actors_known: int
    partnerships_scored: int
    memberships_used: int
    memberships_excluded: int
    components: int
    density: float | None
    sources: tuple[str, ...]
    caption: str


@dataclass(frozen=True, eq=False)
class Influence:
    """Positions of actors and of partnerships, never ranked together.

    ``actors``: actor, name, kind, partnerships (how many it sits on), two_mode_degree,
    two_mode_closeness, two_mode_betweenness, then on the Newman projection newman_strength,
    degree, betweenness (normalised), closeness, harmonic, eigenvector, pagerank, constraint,
    effective_size; rank (by ``partnerships`` alone, equals share a rank) and excluded_partial, the
    memberships of that actor left out because the list they come from is not complete. Ordered by
    partnerships, two-mode betweenness, name, actor. NaN is undefined, never 0.

    ``partnerships``: partnership, name, members, two_mode_degree, two_mode_closeness,
    two_mode_betweenness. ``ties``: a, b, strength, each pair of actors that share a partnership.
    ``excluded``: the memberships left out, with the columns given.
    """

    actors: pd.DataFrame
    partnerships: pd.DataFrame
    ties: pd.DataFrame
    excluded: pd.DataFrame
    basis: Basis
    affiliation: Affiliation
    projection: Network


def influence(memberships: pd.DataFrame) -> Influence:
    """Measure where actors stand in the partnerships whose member lists are complete.

    ``memberships`` has the columns actor, actor_name, actor_kind, partnership, partnership_name,
    completeness (of the statement that gives the membership: complete, partial or unknown) and
    source. Only complete statements enter the measures: an absent member of a partial list may be
    unrecorded, and every score would move. The rest are listed and counted. Two sources that state
    the same membership state one membership.

    Raises ``MeasureError`` for a missing column, identifier or completeness.
    """
    require(memberships, "memberships", ("actor", "partnership", "completeness"))
    require(memberships.head(0), "memberships", COLUMNS)
    stated = memberships.loc[:, list(COLUMNS)].sort_values(list(COLUMNS), ignore_index=True)
    _check(stated)
    complete = stated["completeness"] == "complete"
    used, excluded = stated[complete], _left_out(stated, complete)

    affiliation = Affiliation.from_memberships(
        used.rename(columns={"partnership": "group"})[["actor", "group"]]
    )
    projection = newman(affiliation)
    ties = projection.edges().rename(columns={"source": "a", "target": "b"})
    return Influence(
        actors=_actors(used, excluded, affiliation, projection),
        partnerships=_partnerships(used, affiliation),
        ties=ties,
        excluded=excluded,
        basis=_basis(stated, used, excluded, affiliation),
        affiliation=affiliation,
        projection=projection,
    )


def rank_ranges(network: _Held, measure: Callable[[_Held], pd.Series]) -> pd.DataFrame:
    """Say how far each rank depends on any single tie.

    The measure is taken again without each tie (or membership) in turn. Columns: id, rank (1 + the
    number strictly greater), best and worst rank over the removals, and top1_share, the share of
    removals in which the node has rank 1; ordered by rank, id. Where the measure is NaN there is
    no rank; best, worst and top1_share are then NaN too, as they are when there is no tie to
    remove. It takes the measure once for each tie: meant for the networks of one place.

    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "strength": [1.0, 1.0]})
    >>> line = Network.from_edges(ties)
    >>> rank_ranges(line, centrality.betweenness)["id"].tolist()
    ['b', 'a', 'c']
    """
    observed = _ranks(measure(network))
    without = [_ranks(measure(smaller)) for smaller in network.leave_one_out()]
    ranks = pd.DataFrame(without, columns=observed.index, dtype=np.float64)
    known = ranks.notna().any() & observed.notna()
    ranges = pd.DataFrame(
        {
            "id": observed.index,
            "rank": observed.to_numpy(),
            "best": ranks.min().where(known).to_numpy(),
            "worst": ranks.max().where(known).to_numpy(),
            "top1_share": ((ranks == 1).sum() / max(len(ranks), 1)).where(known).to_numpy(),
        }
    )
    return ranges.sort_values(["rank", "id"], ignore_index=True)


def _ranks(scores: pd.Series) -> pd.Series:
    """Rank from the greatest; scores that differ by rounding error alone are equal."""
    return scores.round(9).rank(method="min", ascending=False)


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


def _actors(
    used: pd.DataFrame, excluded: pd.DataFrame, affiliation: Affiliation, projection: Network
) -> pd.DataFrame:
    ids = list(affiliation.actors)
    named = used.drop_duplicates("actor").set_index("actor").reindex(ids)
    partial = excluded.drop_duplicates(["actor", "partnership"])["actor"].value_counts()
    counts = np.diff(affiliation.incidence.indptr)
    actors = pd.DataFrame(
        {
            "actor": pd.Series(ids, dtype="str"),
            "name": named["actor_name"].to_numpy(),
            "kind": named["actor_kind"].to_numpy(),
            "partnerships": counts.astype(np.int64),
            **_two_mode(affiliation, "actors"),
            "newman_strength": centrality.strength(projection).to_numpy(),
            "degree": centrality.degree(projection).to_numpy(),
            "betweenness": centrality.betweenness(projection).to_numpy(),
            "closeness": centrality.closeness(projection).to_numpy(),
            "harmonic": centrality.harmonic(projection).to_numpy(),
            "eigenvector": centrality.eigenvector(projection).to_numpy(),
            "pagerank": centrality.pagerank(projection).to_numpy(),
            "constraint": structural_holes.constraint(projection).to_numpy(),
            "effective_size": structural_holes.effective_size(projection).to_numpy(),
            "rank": pd.Series(counts).rank(method="min", ascending=False).astype(np.int64),
            "excluded_partial": partial.reindex(ids, fill_value=0).to_numpy(dtype=np.int64),
        }
    )
    return _ordered(actors, "partnerships", "actor")


def _partnerships(used: pd.DataFrame, affiliation: Affiliation) -> pd.DataFrame:
    ids = list(affiliation.groups)
    named = used.drop_duplicates("partnership").set_index("partnership").reindex(ids)
    members: Vector = np.asarray(affiliation.incidence.sum(axis=0))
    partnerships = pd.DataFrame(
        {
            "partnership": pd.Series(ids, dtype="str"),
            "name": named["partnership_name"].to_numpy(),
            "members": members.astype(np.int64),
            **_two_mode(affiliation, "groups"),
        }
    )
    return _ordered(partnerships, "members", "partnership")


def _two_mode(affiliation: Affiliation, mode: centrality.Mode) -> dict[str, object]:
    return {
        measure.__name__: measure(affiliation, mode=mode).to_numpy()
        for measure in (
            centrality.two_mode_degree,
            centrality.two_mode_closeness,
            centrality.two_mode_betweenness,
        )
    }


def _ordered(frame: pd.DataFrame, size: str, key: str) -> pd.DataFrame:
    """Order by size, then two-mode betweenness, then name, then identifier."""
    between = frame["two_mode_betweenness"].round(9)
    order = frame.assign(_between=between).sort_values(
        [size, "_between", "name", key], ascending=[False, False, True, True]
    )
    return order.drop(columns="_between").reset_index(drop=True)


def _basis(
    stated: pd.DataFrame, used: pd.DataFrame, excluded: pd.DataFrame, affiliation: Affiliation
) -> Basis:
    summary = affiliation.summary()
    sources = tuple(sorted(set(used["source"].dropna())))
    memberships_excluded = len(excluded.drop_duplicates(["actor", "partnership"]))
    return Basis(
        actors_scored=len(affiliation.actors),
        actors_known=stated["actor"].nunique(),
        partnerships_scored=len(affiliation.groups),
        memberships_used=summary.edges,
        memberships_excluded=memberships_excluded,
        components=summary.components,
        density=summary.density,
        sources=sources,
        caption=_caption(summary.edges, memberships_excluded, len(sources)),
    )


def _caption(used: int, excluded: int, sources: int) -> str:
    left_out = (
        f"{excluded} more {'is' if excluded == 1 else 'are'} left out because "
        f"{'its' if excluded == 1 else 'their'} member list is not known to be complete. "
        if excluded
        else ""
    )
    return (
        f"Structural position in {used} recorded membership{'' if used == 1 else 's'} from "
        f"{sources} source{'' if sources == 1 else 's'}, not power over anybody. {left_out}"
        "A data set built from one body's own papers is biased towards that body, which will "
        "look central because it is the one writing."
    )
