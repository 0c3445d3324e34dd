"""Burt's structural holes: who can do without whom.

Formulas from Burt 1992, *Structural Holes*, chapter 2; checked against Borgatti 1997,
Connections 20(1). Ties count in both directions, z_ij = w_ij + w_ji. Only triangles add to the
sums, so these are found once from the sparse matrix, in time O(m^1.5), and never a two-step
matrix. Library routines were not used: networkx's ``effective_size`` departs from the published
values as soon as a network is weighted or directed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from placegraph.analytics.networks.network import Network, Vector, entries

_WEDGES = 4_000_000


@dataclass(frozen=True)
class _Ties:
    """Every pair of neighbours i, j in both orders, sorted, with its shares.

    ``proportional`` is p_ij = z_ij / Σ_k z_ik; ``marginal`` is m_ij = z_ij / max_k z_ik.
    """

    size: int
    ego: npt.NDArray[np.intp]
    alter: npt.NDArray[np.intp]
    proportional: Vector
    marginal: Vector
    degree: Vector

    def at(self, ego: npt.NDArray[np.intp], alter: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Find the positions of pairs that are known to be neighbours."""
        return np.searchsorted(self.ego * self.size + self.alter, ego * self.size + alter)


def constraint(network: Network) -> pd.Series:
    """Measure how far each node's ties lead back to the same few others.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the neighbours j of i, p_ij being the share of i's ties
    that goes to j. Low is free to broker; it can exceed 1. NaN for a node without ties.

    >>> star = pd.DataFrame({"source": ["hub"] * 4, "target": list("abcd"), "strength": [1.0] * 4})
    >>> constraint(Network.from_edges(star))["hub"].item()
    0.25
    """
    ties = _ties(network)
    indirect: Vector = np.zeros(len(ties.ego))
    for a, b, c in _corners(ties):
        through = ties.proportional[ties.at(a, c)] * ties.proportional[ties.at(c, b)]
        indirect += np.bincount(ties.at(a, b), weights=through, minlength=len(indirect))
    each: Vector = (ties.proportional + indirect) ** 2
    total = np.bincount(ties.ego, weights=each, minlength=ties.size).astype(np.float64)
    return _series(network, ties, total)


def effective_size(network: Network) -> pd.Series:
    """Count each node's neighbours, less the part of them that repeats one another.

    Σ_j (1 - Σ_q p_iq m_jq) over the neighbours j of i, m_jq being the strength of j's tie to q as
    a share of j's strongest. NaN for a node without ties.
    """
    ties = _ties(network)
    repeated = np.zeros(ties.size)
    for a, b, c in _corners(ties):
        overlap = ties.proportional[ties.at(a, c)] * ties.marginal[ties.at(b, c)]
        repeated += np.bincount(a, weights=overlap, minlength=ties.size)
    return _series(network, ties, ties.degree - repeated)


def efficiency(network: Network) -> pd.Series:
    """Divide effective size by the number of neighbours; 1 when no two of them are tied."""
    ties = _ties(network)
    return effective_size(network) / _series(network, ties, ties.degree)


def _ties(network: Network) -> _Ties:
    both = sparse.csr_array(network.strength + network.strength.T)
    size = len(network.ids)
    ego, alter, strength = entries(both)
    total = np.bincount(ego, weights=strength, minlength=size)
    strongest = np.zeros(size)
    np.maximum.at(strongest, ego, strength)
    degree = np.bincount(ego, minlength=size).astype(np.float64)
    return _Ties(size, ego, alter, strength / total[ego], strength / strongest[ego], degree)


def _corners(
    ties: _Ties,
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield every triangle in each of its six orders, as three arrays a block."""
    for u, v, w in _triangles(ties):
        yield from ((u, v, w), (u, w, v), (v, u, w), (v, w, u), (w, u, v), (w, v, u))


def _triangles(
    ties: _Ties,
) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
    """Yield each triangle once, in blocks.

    Ties are pointed towards the node with more of them: no node then has more than √(2m) ahead
    of it, so that a hub costs no more than its share.
    """
    order = np.empty(ties.size, dtype=np.intp)
    order[np.lexsort((np.arange(ties.size), ties.degree))] = np.arange(ties.size)
    ahead = order[ties.ego] < order[ties.alter]
    tail, head = ties.ego[ahead], ties.alter[ahead]
    known = tail * ties.size + head
    count = np.bincount(tail, minlength=ties.size)
    first = np.concatenate([[0], np.cumsum(count)])
    wedges = np.cumsum(count[head])
    done = 0
    while done < len(tail):
        before = wedges[done - 1] if done else 0
        upto = max(int(np.searchsorted(wedges, before + _WEDGES, side="right")), done + 1)
        u, v = tail[done:upto], head[done:upto]
        steps = count[v]
        base = np.repeat(first[v] - np.concatenate([[0], np.cumsum(steps)[:-1]]), steps)
        w = head[base + np.arange(steps.sum())]
        u, v = np.repeat(u, steps), np.repeat(v, steps)
        wanted = u * ties.size + w
        place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        closed = known[place] == wanted
        yield u[closed], v[closed], w[closed]
        done = upto


def _series(network: Network, ties: _Ties, values: Vector) -> pd.Series:
    tied = np.where(ties.degree > 0, values, np.nan)
    return pd.Series(tied, index=pd.Index(network.ids, dtype=object))
