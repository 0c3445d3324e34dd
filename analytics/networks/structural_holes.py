"""Burt's structural holes: who can do without whom.

Formulas from Burt 1992, *Structural Holes*, chapter 2; checked against Borgatti 1997,
Connections 20(1). Ties count in both directions, z_ij = w_ij + w_ji. Only triangles add to the
sums, so these are found once from the sparse matrix, in time O(m^1.5), and never a two-step
matrix. Library routines were not used: networkx's ``effective_size`` departs from the published
values as soon as a network is weighted or directed.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from placegraph.analytics.networks.compiled import Positions, Starts, compiled, rows_of
from placegraph.analytics.networks.network import Matrix, Network, Vector
from placegraph.analytics.networks.scores import scores_of


def constraint(network: Network) -> pd.Series:
    """Measure how far each node's ties lead back to the same few others.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the neighbours j of i, p_ij being the share of i's ties
    that goes to j. Low is free to broker; it can exceed 1. NaN for a node without ties.

    >>> star = pd.DataFrame({"source": ["hub"] * 4, "target": list("abcd"), "strength": [1.0] * 4})
    >>> constraint(Network.from_edges(star))["hub"].item()
    0.25
    """
    return scores_of(network, _holes(network)[0])


def effective_size(network: Network) -> pd.Series:
    """Count each node's neighbours, less the part of them that repeats one another.

    Σ_j (1 - Σ_q p_iq m_jq) over the neighbours j of i, m_jq being the strength of j's tie to q as
    a share of j's strongest. NaN for a node without ties.
    """
    return scores_of(network, _holes(network)[1])


def efficiency(network: Network) -> pd.Series:
    """Divide effective size by the number of neighbours; 1 when no two of them are tied."""
    return effective_size(network) / np.diff(_both_ways(network).indptr)


def _both_ways(network: Network) -> Matrix:
    # Shares do not change when all ties are doubled: an undirected network is its own z.
    if not network.directed:
        return network.strength
    return sparse.csr_array(network.strength + network.strength.T)


def _holes(network: Network) -> tuple[Vector, Vector]:
    ties = _both_ways(network)
    tight, size = _triangle_sums(*rows_of(ties), ties.data)
    alone = np.diff(ties.indptr) == 0
    tight[alone] = size[alone] = np.nan
    return tight, size


@compiled
def _triangle_sums(starts: Starts, ends: Positions, strength: Vector) -> tuple[Vector, Vector]:
    """Return constraint and effective size, each triangle being found once.

    Ties are pointed towards the node with more of them: no node then has more than √(2m) ahead
    of it, so that a hub costs no more than its share.
    """
    size = len(starts) - 1
    total, strongest = np.zeros(size), np.zeros(size)
    for node in range(size):
        for tie in range(starts[node], starts[node + 1]):
            total[node] += strength[tie]
            strongest[node] = max(strongest[node], strength[tie])
    first = np.zeros(size + 1, dtype=np.int64)
    head = np.empty(len(ends) // 2, dtype=np.int32)
    weight = np.empty(len(ends) // 2)
    ahead = 0
    for node in range(size):
        ties = starts[node + 1] - starts[node]
        for tie in range(starts[node], starts[node + 1]):
            other = ends[tie]
            others = starts[other + 1] - starts[other]
            if others > ties or (others == ties and other > node):
                head[ahead] = other
                weight[ahead] = strength[tie]
                ahead += 1
        first[node + 1] = ahead
    # What goes round by a third node, from the tail of each tie to its head and back.
    forth, back = np.zeros(ahead), np.zeros(ahead)
    repeated = np.zeros(size)
    held = np.full(size, -1, dtype=np.int64)
    for u in range(size):
        if first[u + 1] - first[u] < 2:
            continue
        for uw in range(first[u], first[u + 1]):
            held[head[uw]] = uw
        for uv in range(first[u], first[u + 1]):
            v = head[uv]
            for vw in range(first[v], first[v + 1]):
                w = head[vw]
                uw = held[w]
                if uw < 0:
                    continue
                a, b, c = weight[uv], weight[uw], weight[vw]
                forth[uv] += b / total[u] * c / total[w]
                back[uv] += c / total[v] * b / total[w]
                forth[uw] += a / total[u] * c / total[v]
                back[uw] += c / total[w] * a / total[v]
                forth[vw] += a / total[v] * b / total[u]
                back[vw] += b / total[w] * a / total[u]
                repeated[u] += (a / strongest[w] + b / strongest[v]) * c / total[u]
                repeated[v] += (a / strongest[w] + c / strongest[u]) * b / total[v]
                repeated[w] += (b / strongest[v] + c / strongest[u]) * a / total[w]
        for uw in range(first[u], first[u + 1]):
            held[head[uw]] = -1
    tight = np.zeros(size)
    for u in range(size):
        for uv in range(first[u], first[u + 1]):
            v = head[uv]
            tight[u] += (weight[uv] / total[u] + forth[uv]) ** 2
            tight[v] += (weight[uv] / total[v] + back[uv]) ** 2
        repeated[u] = starts[u + 1] - starts[u] - repeated[u]
    return tight, repeated
