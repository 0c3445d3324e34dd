"""Where a node stands in a network, one measure at a time.

Each function returns a ``pandas.Series`` of floats indexed by id. Degree, strength, eigenvector
and PageRank read strengths (more is closer); betweenness, closeness and harmonic follow paths and
read distances, 1 / strength. Path measures take one shortest-path search a node, in time
O(n · m log n), and hold a block of rows of the distance matrix, never the whole.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse.linalg import eigsh

from placegraph.analytics.networks.network import Affiliation, Matrix, Network, Vector, entries
from placegraph.errors import MeasureError

Mode: TypeAlias = Literal["actors", "groups"]

# Two paths are equally short when their lengths agree to this share: sums of reciprocals such as
# 1/3 + 1/3 + 1/3 miss 1 in the last digit, and a missed tie would lose shortest paths.
_SAME_LENGTH = 1e-9
_BLOCK = 64


def degree(network: Network) -> pd.Series:
    """Count the ties of each node; a directed network counts those in and those out."""
    present = network.strength.copy()
    present.data = np.ones_like(present.data)
    return _sums(network, present)


def strength(network: Network) -> pd.Series:
    """Sum the strengths of each node's ties; a directed network adds those in to those out."""
    return _sums(network, network.strength)


def betweenness(network: Network, *, normalised: bool = True) -> pd.Series:
    """Measure how often each node lies on shortest paths between two others.

    Σ_{s,t} g_st(i) / g_st on distances, g being the number of shortest paths (Freeman 1977,
    Sociometry 40; algorithm after Brandes 2001, Journal of Mathematical Sociology 25). Pairs count
    once in an undirected network. Normalised, it is divided by the number of pairs of other nodes,
    and is NaN where there is none, in a network of fewer than three nodes.
    """
    raw = _betweenness(network.distance) / (1 if network.directed else 2)
    others = len(network.ids) - 1
    pairs = others * (others - 1) / (1 if network.directed else 2)
    return _series(network, _ratio(raw, pairs) if normalised else raw)


def closeness(network: Network) -> pd.Series:
    """Measure how near each node is to those it can reach, and how many those are.

    (r / (n - 1)) · (r / Σ d) over the r nodes that can be reached (Wasserman and Faust 1994,
    p. 201), on distances along outgoing ties. A node that reaches nobody has 0; a network of one
    node has NaN.
    """
    others = len(network.ids) - 1
    values = [
        _ratio(reached**2, total * others, (reached == 0) & (others > 0))
        for reached, total, _ in _reach(network.distance)
    ]
    return _series(network, _joined(values))


def harmonic(network: Network, *, normalised: bool = False) -> pd.Series:
    """Sum the reciprocal distances from each node to the others, along outgoing ties.

    A node that cannot be reached adds nothing, so that it is defined on networks in several parts
    (Marchiori and Latora 2000, Physica A 285). Normalised, it is divided by n - 1.
    """
    raw = _joined([nearness for _, _, nearness in _reach(network.distance)])
    return _series(network, _ratio(raw, len(network.ids) - 1) if normalised else raw)


def eigenvector(network: Network) -> pd.Series:
    """Score each node by the scores of those it is tied to: A x = λ x, λ the largest.

    x is positive and has length 1 (Bonacich 1972, Journal of Mathematical Sociology 2). Only the
    largest component has scores: elsewhere they are NaN, and NaN everywhere when there is no tie
    or two components are equally large. Raises ``MeasureError`` on a directed network.
    """
    if network.directed:
        raise MeasureError(
            "eigenvector: found a directed network, expected an undirected one; use pagerank."
        )
    scores = np.full(len(network.ids), np.nan)
    main = _largest_component(network.strength)
    if len(main) > 1:
        inside = network.strength[main][:, main]
        _, vectors = eigsh(inside, k=1, which="LA", v0=inside.sum(axis=1), tol=0)
        scores[main] = np.abs(vectors[:, 0]) / np.linalg.norm(vectors[:, 0])
    return _series(network, scores)


def pagerank(network: Network, *, alpha: float = 0.85) -> pd.Series:
    """Find the share of time a walker spends on each node, who restarts with chance 1 - alpha.

    It leaves along ties in proportion to their strength; from a node without a way out it goes
    anywhere (Page and others 1999, Stanford InfoLab 1999-66). Scores sum to 1. Iterates until two
    rounds differ by less than 1e-13 in total, or by no less than the two before: every round takes
    the difference down by alpha, so that then only rounding is left, as beside a hub of thousands.
    """
    size = len(network.ids)
    if not size:
        return _series(network, np.empty(0))
    out = np.asarray(network.strength.sum(axis=1), dtype=np.float64)
    share = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    backward = network.strength.T.tocsr()
    scores = np.full(size, 1 / size)
    before, change = np.inf, 4.0  # Two such sets of scores differ by at most 2.
    while 1e-13 < change < before:
        stuck = float(scores[out == 0].sum())
        following = alpha * (backward @ (scores * share) + stuck / size) + (1 - alpha) / size
        following /= following.sum()
        before, change = change, float(np.abs(following - scores).sum())
        scores = following
    return _series(network, scores)


def two_mode_degree(affiliation: Affiliation, *, mode: Mode = "actors") -> pd.Series:
    """Return the share of all groups an actor sits on, or of all actors a group holds.

    Two-mode measures follow Borgatti and Everett 1997, Social Networks 19, and compare nodes of
    one mode only: never rank actors and groups together.
    """
    _, own, other = _modes(affiliation, mode)
    counts: Vector = np.asarray(affiliation.incidence.sum(axis=1 if mode == "actors" else 0))
    return pd.Series(_ratio(counts, len(other)), index=pd.Index(own, dtype=object))


def two_mode_closeness(affiliation: Affiliation, *, mode: Mode = "actors") -> pd.Series:
    """Compare the distances from each node with the least its mode allows.

    (m + 2 (n - 1)) / Σ d for a mode of n nodes, m in the other, times the share of all other nodes
    that can be reached, which is 1 where the network is in one part.
    """
    part, own, other = _modes(affiliation, mode)
    least = len(other) + 2 * (len(own) - 1)
    others = len(own) + len(other) - 1
    values = [
        _ratio(least * reached, total * others, reached == 0)
        for reached, total, _ in _reach(affiliation.adjacency)
    ]
    return pd.Series(_joined(values)[part], index=pd.Index(own, dtype=object))


def two_mode_betweenness(affiliation: Affiliation, *, mode: Mode = "actors") -> pd.Series:
    """Measure how often each node lies between two others, as a share of the most its mode allows.

    For a mode of n nodes, m in the other: ½ [m² (s+1)² + m (s+1) (2t - s - 1) - t (2s - t + 3)]
    with s and t the quotient and remainder of (n - 1) / m. NaN where that is zero.
    """
    part, own, other = _modes(affiliation, mode)
    raw = _betweenness(affiliation.adjacency)[part] / 2
    m = len(other)
    s, t = divmod(len(own) - 1, m) if m else (0, 0)
    most = (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    return pd.Series(_ratio(raw, most), index=pd.Index(own, dtype=object))


def _modes(affiliation: Affiliation, mode: Mode) -> tuple[slice, tuple[str, ...], tuple[str, ...]]:
    """Return the mode's part of ``adjacency``, its ids and the ids of the other mode."""
    actors, groups = affiliation.actors, affiliation.groups
    if mode == "actors":
        return slice(0, len(actors)), actors, groups
    return slice(len(actors), None), groups, actors


def _betweenness(distance: Matrix) -> Vector:
    """Return raw betweenness over ordered pairs.

    From one source, let B hold the ties that lie on shortest paths. B has no cycle, so the number
    of paths is p = Σ_k (Bᵀ)^k e, and Brandes' dependency solves to p · Σ_{k ≥ 1} B^k (1/p).
    """
    total = np.zeros(distance.shape[0])
    rows, columns, lengths = entries(distance)
    for sources, far in _from_blocks(distance):
        for source, row in zip(sources, far, strict=True):
            with np.errstate(invalid="ignore"):
                gap = np.abs(row[rows] + lengths - row[columns])
            on_path = gap <= _SAME_LENGTH * row[columns]
            on_path &= np.isfinite(row[rows])
            forward = _rows_in_order(rows[on_path], columns[on_path], len(row))
            start = np.zeros(len(row))
            start[source] = 1
            paths = start + _walks(forward.T.tocsr(), start)
            inverse = np.divide(1.0, paths, out=np.zeros(len(row)), where=paths > 0)
            dependency = paths * _walks(forward, inverse)
            dependency[source] = 0
            total += dependency
    return total


def _rows_in_order(rows: npt.NDArray[np.intp], columns: npt.NDArray[np.intp], size: int) -> Matrix:
    counts = np.bincount(rows, minlength=size)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return sparse.csr_array((np.ones(len(rows)), columns, starts), shape=(size, size))


def _walks(matrix: Matrix, start: Vector) -> Vector:
    """Return Σ_{k ≥ 1} matrix^k · start of a matrix without cycles."""
    total: Vector = np.zeros_like(start)
    step = np.asarray(matrix @ start)
    while step.any():
        total += step
        step = np.asarray(matrix @ step)
    return total


def _reach(distance: Matrix) -> Iterator[tuple[Vector, Vector, Vector]]:
    """Yield blocks of (others reached, sum of distances to them, sum of their reciprocals)."""
    for sources, far in _from_blocks(distance):
        far[np.arange(len(sources)), sources] = np.inf
        reached = np.isfinite(far)
        yield (
            reached.sum(axis=1).astype(np.float64),
            np.where(reached, far, 0).sum(axis=1),
            (1 / far).sum(axis=1),
        )


def _from_blocks(distance: Matrix) -> Iterator[tuple[npt.NDArray[np.intp], Vector]]:
    """Yield blocks of sources with the distances from them to every node."""
    for first in range(0, distance.shape[0], _BLOCK):
        sources = np.arange(first, min(first + _BLOCK, distance.shape[0]))
        yield sources, csgraph.dijkstra(distance, directed=True, indices=sources)


def _largest_component(matrix: Matrix) -> npt.NDArray[np.intp]:
    """Return the nodes of the largest component, none when it is not the only one so large."""
    if not matrix.shape[0]:
        return np.empty(0, dtype=np.intp)
    _, labels = csgraph.connected_components(matrix, directed=False)
    sizes = np.bincount(labels)
    if np.count_nonzero(sizes == sizes.max()) > 1:
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(labels == sizes.argmax())


def _ratio(
    top: Vector, bottom: Vector | float, zero: npt.NDArray[np.bool_] | None = None
) -> Vector:
    """Divide; NaN where the divisor is 0, but 0 where ``zero`` says the measure is defined as 0."""
    divisor = np.broadcast_to(np.asarray(bottom, dtype=np.float64), top.shape)
    ratio = np.full(top.shape, np.nan)
    np.divide(top, divisor, out=ratio, where=divisor != 0)
    if zero is not None:
        ratio[zero] = 0
    return ratio


def _joined(blocks: list[Vector]) -> Vector:
    return np.concatenate(blocks) if blocks else np.empty(0)


def _sums(network: Network, matrix: Matrix) -> pd.Series:
    sums = np.asarray(matrix.sum(axis=1), dtype=np.float64)
    if network.directed:
        sums = sums + matrix.sum(axis=0)
    return _series(network, sums)


def _series(network: Network, values: Vector) -> pd.Series:
    return pd.Series(values, index=pd.Index(network.ids, dtype=object), dtype=np.float64)
