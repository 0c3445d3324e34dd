"""How sure the ranks of an influence result are, and tiers where they are not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.robustness import (
    DRAWS,
    LEAST_STABLE,
    rank_ranges,
    robustness,
)
from placegraph.analytics.influence.scale import affordable, estimated_two_mode_betweenness
from placegraph.analytics.influence.thinning import Held
from placegraph.analytics.influence.tiers import tiers
from placegraph.analytics.networks import centrality, structural_holes
from placegraph.analytics.networks.matrices import Vector
from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.analytics.networks.projection import newman
from placegraph.errors import MeasureError

#: Up to so many ties each is left out in turn; above, the ranges are those of random draws.
MOST_SINGLE = 500
#: A large network is drawn from less often, and its betweenness estimated from fewer nodes.
_LARGE_DRAWS = 60
_LARGE_SOURCES = 50


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """How far the ranks of a result hold.

    ``ranges``: measure, actor, name, rank (NA where the measure is not stable), best, worst,
    top1_share (NaN when ties were drawn at random), tier. ``accuracy`` and ``stability`` as
    :class:`placegraph.analytics.influence.robustness.Robustness` has them; ``stability`` also with
    ranks_shown, false where the CS-coefficient is below 0.25 or not defined. ``single`` says that
    each tie was left out in turn, else the ranges hold 95 % of the draws without a tenth of the
    ties. ``draws`` is how many were made for each share, fewer than asked in a large network.
    """

    ranges: pd.DataFrame
    accuracy: pd.DataFrame
    stability: pd.DataFrame
    single: bool
    draws: int
    seed: int

    @property
    def stable(self) -> frozenset[str]:
        """The measures whose ranks can be shown."""
        shown = self.stability["ranks_shown"]
        return frozenset(self.stability.loc[shown, "measure"])


def uncertainty(found: Influence, *, draws: int = DRAWS, seed: int = 1) -> Uncertainty:
    """Say how far each rank depends on ties that may be missing, or wrong.

    Of memberships, agreements and budgets: two_mode_degree, two_mode_betweenness, newman_strength
    and constraint, the last ranked from the least. Of ties that run one way: degree, betweenness
    and pagerank. What is left out is a membership, a party or an arc. Raises ``MeasureError`` when
    nothing was measured, or for fewer than 20 draws.
    """
    if not found.basis.tied:
        raise MeasureError("uncertainty: found no tie, expected at least one; choose other ties.")
    if found.projection.directed:
        return _uncertainty(found, found.projection, _DIRECTED, draws, seed)
    if affordable(found.affiliation.adjacency):
        return _uncertainty(found, found.affiliation, _TWO_MODE, draws, seed)
    between = partial(estimated_two_mode_betweenness, sources=_LARGE_SOURCES, seed=seed)
    measures: Mapping[str, Callable[[Affiliation], pd.Series]] = {
        "two_mode_degree": centrality.two_mode_degree,
        "two_mode_betweenness": between,
        "newman_strength": _newman_strength,
    }
    return _uncertainty(found, found.affiliation, measures, min(draws, _LARGE_DRAWS), seed)


def _uncertainty(
    found: Influence,
    network: Held,
    measures: Mapping[str, Callable[[Held], pd.Series]],
    draws: int,
    seed: int,
) -> Uncertainty:
    drawn = robustness(network, measures, draws=draws, seed=seed)
    matrix = network.incidence if isinstance(network, Affiliation) else network.strength
    single = matrix.nnz <= MOST_SINGLE
    stability: pd.DataFrame = drawn.stability.assign(
        ranks_shown=drawn.stability["cs"] >= LEAST_STABLE
    )
    shown = {*stability.loc[stability["ranks_shown"], "measure"]}
    parts = []
    for name, measure in measures.items():
        if single:
            part = rank_ranges(network, measure).assign(measure=name)
        else:
            part = drawn.ranges[drawn.ranges["measure"] == name].assign(top1_share=np.nan)
        part = part.sort_values(["rank", "id"], ignore_index=True)
        part["tier"] = tiers(part)
        part["rank"] = part["rank"].astype("Int64") if name in shown else pd.NA
        parts.append(part)
    ranges = pd.concat(parts, ignore_index=True).rename(columns={"id": "actor"})
    ranges["name"] = ranges["actor"].map(dict(found.names))
    columns = ["measure", "actor", "name", "rank", "best", "worst", "top1_share", "tier"]
    return Uncertainty(ranges[columns], drawn.accuracy, stability, single, draws, seed)


def _newman_strength(affiliation: Affiliation) -> pd.Series:
    """Count the groups of each actor that have another member, which its strengths add up to."""
    members: Vector = np.asarray(affiliation.incidence.sum(axis=0))
    shared = affiliation.incidence @ (members > 1).astype(np.float64)
    return pd.Series(shared, index=pd.Index(affiliation.actors, dtype=object))


def _freedom(affiliation: Affiliation) -> pd.Series:
    return -structural_holes.constraint(newman(affiliation))


_TWO_MODE: Mapping[str, Callable[[Affiliation], pd.Series]] = {
    "two_mode_degree": centrality.two_mode_degree,
    "two_mode_betweenness": centrality.two_mode_betweenness,
    "newman_strength": _newman_strength,
    # Least constraint first.
    "constraint": _freedom,
}
_DIRECTED: Mapping[str, Callable[[Network], pd.Series]] = {
    "degree": centrality.degree,
    "betweenness": centrality.betweenness,
    "pagerank": centrality.pagerank,
}
