"""How far a word from one node, or from a set, carries along directed and weighted ties."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csgraph

from placegraph.analytics.networks.matrices import Vector
from placegraph.analytics.networks.network import Network
from placegraph.errors import MeasureError

Direction: TypeAlias = Literal["out", "in", "total"]


def reach_closeness(
    network: Network, *, within: float = np.inf, direction: Direction = "total"
) -> pd.Series:
    """Sum the nearness of those within a distance, as a share of the most there could be.

    Σ_j (1/d_ij) / (r (n - 1)) over those no farther than ``within``, d = 1/strength and r the
    largest 1/d of the network: M-reach closeness (An and Liu 2016, R Journal 8(1)). ``out`` counts
    paths from the node, ``in`` paths to it, ``total`` adds the two and runs from 0 to 2. NaN in a
    network without a tie.
    """
    near = _nearness(network, within)
    size = len(network.ids)
    scores = np.full(size, np.nan)
    if network.strength.nnz:
        out, into = near.sum(axis=1), near.sum(axis=0)
        summed = {"out": out, "in": into, "total": out + into}[direction]
        scores = summed / (near.max() * (size - 1))
    return pd.Series(scores, index=pd.Index(network.ids, dtype=object), dtype=np.float64)


def group_closeness(
    network: Network, members: Sequence[str], *, within: float = np.inf
) -> float | None:
    """Measure how near a set is from those outside it, each counted from the nearest member.

    The M-reach closeness of a set by its incoming paths (An and Liu 2016, R Journal 8(1)): the
    mean over those outside of the largest 1/d to a member, as a share of the largest in the
    network. ``None`` when nobody is outside or nothing is tied.
    """
    inside = _places(network, members)
    outside = np.setdiff1d(np.arange(len(network.ids)), inside)
    if not len(outside) or not network.strength.nnz:
        return None
    near = _nearness(network, within)
    return float(near[outside][:, inside].max(axis=1).mean() / near.max())


def group_in_degree(network: Network, members: Sequence[str]) -> float:
    """Sum over those outside a set the strength of their strongest tie into it.

    The in-degree of a set under the maximum rule (An and Liu 2016, R Journal 8(1)).
    """
    inside = _places(network, members)
    outside = np.setdiff1d(np.arange(len(network.ids)), inside)
    if not len(inside) or not len(outside):
        return 0.0
    return float(network.strength[outside][:, inside].max(axis=1).sum())


def diffusion(network: Network, rounds: int) -> pd.Series:
    """Sum over rounds what passes on from each node, strengths being chances of passing on.

    Σ_t P^t 1 for t up to ``rounds`` (Banerjee and others 2013, Science 341; the chances of passing
    on are the strengths as given). Raises ``MeasureError`` for a strength above 1.
    """
    if network.strength.nnz and network.strength.data.max() > 1:
        raise MeasureError(
            f"diffusion: found a strength of {network.strength.data.max():g}, expected chances of "
            "at most 1; scale the strengths."
        )
    total = np.zeros(len(network.ids))
    passed: Vector = np.ones(len(network.ids))
    for _ in range(rounds):
        passed = np.asarray(network.strength @ passed)
        total += passed
    return pd.Series(total, index=pd.Index(network.ids, dtype=object))


def _places(network: Network, members: Sequence[str]) -> npt.NDArray[np.intp]:
    known = {key: place for place, key in enumerate(network.ids)}
    for key in members:
        if key not in known:
            raise MeasureError(f"reach: found {key!r}, expected a node of the network.")
    return np.array(sorted({known[key] for key in members}), dtype=np.intp)


def _nearness(network: Network, within: float) -> Vector:
    far = csgraph.dijkstra(network.distance, directed=True)
    np.fill_diagonal(far, np.inf)
    near: Vector = np.where(far <= within, 1 / far, 0.0)
    return near
