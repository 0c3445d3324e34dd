"""Where a node stands in a network, one measure at a time.

Each function returns a ``pandas.Series`` of floats indexed by id. Degree, strength, eigenvector,
PageRank and Katz read strengths (more is closer); betweenness, closeness and harmonic follow paths
and read distances, 1 / strength. To count steps whatever their strength, give those
``network.unweighted()``.
"""

import numpy as np
import pandas as pd

from placegraph.analytics.networks.network import Matrix, Network
from placegraph.analytics.networks.scores import ratio, scores_of
from placegraph.analytics.networks.shortest_paths import Searches, search
from placegraph.analytics.networks.two_mode import (
    Mode,
    two_mode_betweenness,
    two_mode_closeness,
    two_mode_degree,
)
from placegraph.analytics.networks.walks import eigenvector, katz, pagerank
from placegraph.errors import MeasureError

__all__ = [
    "Mode",
    "betweenness",
    "closeness",
    "degree",
    "eigenvector",
    "harmonic",
    "katz",
    "opsahl_degree",
    "pagerank",
    "strength",
    "two_mode_betweenness",
    "two_mode_closeness",
    "two_mode_degree",
]


def degree(network: Network) -> pd.Series:
    """Count the ties of each node; a directed network counts those in and those out."""
    return _sums(network, network.unweighted().strength)


def strength(network: Network) -> pd.Series:
    """Sum the strengths of each node's ties; a directed network adds those in to those out."""
    return _sums(network, network.strength)


def opsahl_degree(network: Network, *, alpha: float) -> pd.Series:
    """Weigh the number of a node's ties against their strength: k^(1 - alpha) · s^alpha.

    At alpha 0 it is the degree k, at 1 the strength s; below 1 many weak ties count for more than
    few strong ones of the same sum, above 1 for less (Opsahl, Agneessens and Skvoretz 2010,
    Social Networks 32). A node without ties has 0. Raises ``MeasureError`` when alpha is below 0.

    >>> ties = pd.DataFrame({"source": ["a"] * 2, "target": ["b", "c"], "strength": [3.0, 5.0]})
    >>> opsahl_degree(Network.from_edges(ties), alpha=0.5).round(6)["a"].item()
    4.0
    """
    if not alpha >= 0:
        raise MeasureError(f"opsahl_degree: alpha: found {alpha}, expected 0 or more.")
    ties, sums = degree(network), strength(network)
    return (ties ** (1 - alpha) * sums**alpha).where(ties > 0, 0.0)


def betweenness(network: Network, *, normalised: bool = True) -> pd.Series:
    """Measure how often each node lies on shortest paths between two others.

    Σ_{s,t} g_st(i) / g_st on distances, g being the number of shortest paths (Freeman 1977,
    Sociometry 40; algorithm after Brandes 2001, Journal of Mathematical Sociology 25). Pairs count
    once in an undirected network. Normalised, it is divided by the number of pairs of other nodes,
    and is NaN where there is none, in a network of fewer than three nodes. Time O(n · m), or
    O(n · m log n) when strengths differ: above some 20,000 nodes, use ``sampling``.
    """
    everyone = np.arange(len(network.ids))
    ordered = search(network.distance, everyone, between=True).between
    raw = ordered / (1 if network.directed else 2)
    others = len(network.ids) - 1
    pairs = others * (others - 1) / (1 if network.directed else 2)
    return scores_of(network, ratio(raw, pairs) if normalised else raw)


def closeness(network: Network) -> pd.Series:
    """Measure how near each node is to those it can reach, and how many those are.

    (r / (n - 1)) · (r / Σ d) over the r nodes that can be reached (Wasserman and Faust 1994,
    p. 201), on distances along outgoing ties. A node that reaches nobody has 0; a network of one
    node has NaN.
    """
    others = len(network.ids) - 1
    found = _from_everyone(network)
    alone = (found.reached == 0) & (others > 0)
    return scores_of(network, ratio(found.reached**2, found.total * others, alone))


def harmonic(network: Network, *, normalised: bool = False) -> pd.Series:
    """Sum the reciprocal distances from each node to the others, along outgoing ties.

    A node that cannot be reached adds nothing, so that it is defined on networks in several parts
    (Marchiori and Latora 2000, Physica A 285). Normalised, it is divided by n - 1.
    """
    raw = _from_everyone(network).nearness
    return scores_of(network, ratio(raw, len(network.ids) - 1) if normalised else raw)


def _from_everyone(network: Network) -> Searches:
    return search(network.distance, np.arange(len(network.ids)))


def _sums(network: Network, matrix: Matrix) -> pd.Series:
    sums = np.asarray(matrix.sum(axis=1), dtype=np.float64)
    if network.directed:
        sums = sums + matrix.sum(axis=0)
    return scores_of(network, sums)
