"""Groups of nodes that are tied to one another more than to the rest, and how sure they are."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from placegraph.analytics.networks.compiled import Positions, Starts, compiled, rows_of
from placegraph.analytics.networks.connectivity import by_size
from placegraph.analytics.networks.network import Matrix, Network, Vector, entries
from placegraph.errors import MeasureError

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Communities:
    """A division of a network, the best of those found from several seeds.

    ``members`` holds each node's community, numbered from 0 with the largest first.
    ``modularity`` is the share of all strength that lies inside communities, less the share that
    would if ties were drawn at random between nodes of the same strengths (Newman and Girvan 2004,
    Physical Review E 69, 026113); None without a tie. ``stability`` is the mean adjusted Rand
    index of the divisions from every two of ``seeds``: 1 when all are the same, about 0 when they
    agree by chance alone; None for one seed. Below about 0.8, do not name the communities.
    """

    members: pd.Series
    modularity: float | None
    stability: float | None
    seeds: tuple[int, ...]


def communities(network: Network, *, seed: int, repeats: int = 10) -> Communities:
    """Divide a network so that modularity is high, from ``repeats`` seeds, ``seed`` the first.

    Nodes are moved between communities in an order drawn from the seed until none gains, then
    communities take the place of nodes (Blondel and others 2008, Journal of Statistical Mechanics
    P10008); a community left in several parts is divided into them (the fault that Traag, Waltman
    and van Eck 2019, Scientific Reports 9, 5233, found in that method). The same seeds give the
    same division on every machine. The best modularity is unlikely to be reached, and other
    divisions can come as close: read ``stability``.

    Raises ``MeasureError`` on a directed network, or when ``repeats`` is below 1.
    """
    if network.directed:
        raise MeasureError("communities: found a directed network, expected an undirected one.")
    if repeats < 1:
        raise MeasureError(f"communities: repeats: found {repeats}, expected 1 or more.")
    seeds = tuple(range(seed, seed + repeats))
    found = [_divided(network.strength, one) for one in seeds]
    worth = [_modularity(network.strength, labels) for labels in found]
    best = int(np.argmax(worth))
    pairs = [adjusted_rand(a, b) for a, b in combinations(found, 2)]
    return Communities(
        pd.Series(by_size(found[best]), index=network.index, dtype=np.int64),
        worth[best] if network.strength.nnz else None,
        float(np.mean(pairs)) if pairs else None,
        seeds,
    )


def adjusted_rand(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Say how far two divisions of the same nodes agree, chance taken off.

    1 when they are the same, 0 on average for divisions drawn at random with communities of the
    same sizes (Hubert and Arabie 1985, Journal of Classification 2).
    """
    first = np.unique(np.asarray(a), return_inverse=True)[1]
    second = np.unique(np.asarray(b), return_inverse=True)[1]

    def pairs(labels: npt.NDArray[np.int64]) -> float:
        counts = np.unique(labels, return_counts=True)[1].astype(np.float64)
        return float((counts * (counts - 1) / 2).sum())

    both = pairs(first * (second.max(initial=0) + 1) + second)
    every = len(first) * (len(first) - 1) / 2
    chance = pairs(first) * pairs(second) / every if every else 0.0
    most = (pairs(first) + pairs(second)) / 2
    # Both leave all nodes apart, or put all together.
    return 1.0 if most == chance else (both - chance) / (most - chance)


def _divided(matrix: Matrix, seed: int) -> Labels:
    generator = np.random.default_rng(seed)
    members: npt.NDArray[np.int64] = np.arange(matrix.shape[0], dtype=np.int64)
    starts, ends = rows_of(matrix)
    strength = matrix.data
    while True:
        order = generator.permutation(len(starts) - 1).astype(np.int32)
        labels = _moved(starts, ends, strength, order)
        used, labels = np.unique(labels, return_inverse=True)
        members = labels[members]
        if len(used) == len(starts) - 1:
            break
        starts, ends, strength = _joined(starts, ends, strength, labels, len(used))
    rows, columns, weights = entries(matrix)
    inside = members[rows] == members[columns]
    within = sparse.csr_array(
        (weights[inside], (rows[inside], columns[inside])), shape=matrix.shape
    )
    if not matrix.shape[0]:
        return members
    _, parts = csgraph.connected_components(within, directed=False)
    return np.asarray(parts, dtype=np.int64)


def _modularity(matrix: Matrix, labels: Labels) -> float:
    total = float(matrix.data.sum())
    if not total:
        return 0.0
    rows, columns, weights = entries(matrix)
    inside = float(weights[labels[rows] == labels[columns]].sum())
    each = np.bincount(labels, weights=np.asarray(matrix.sum(axis=1)))
    return inside / total - float(((each / total) ** 2).sum())


@compiled
def _moved(starts: Starts, ends: Positions, strength: Vector, order: Positions) -> Labels:
    """Move each node to the community that gains most, and look again at those it was tied to."""
    size = len(order)
    community = np.arange(size)
    own, total = np.zeros(size), 0.0
    for node in range(size):
        for tie in range(starts[node], starts[node + 1]):
            own[node] += strength[tie]
        total += own[node]
    held = own.copy()
    waiting = order.copy()
    queued = np.ones(size, dtype=np.bool_)
    front, length = 0, size
    to = np.zeros(size)
    near = np.empty(size, dtype=np.int64)
    while length:
        node = waiting[front]
        front = (front + 1) % size
        length -= 1
        queued[node] = False
        here = community[node]
        seen = 0
        for tie in range(starts[node], starts[node + 1]):
            if ends[tie] != node:
                other = community[ends[tie]]
                if to[other] == 0.0:
                    near[seen] = other
                    seen += 1
                to[other] += strength[tie]
        held[here] -= own[node]
        best, gain = here, to[here] - own[node] * held[here] / total if total else 0.0
        for k in range(seen):
            there = near[k]
            # Rounding must not move a node to and fro.
            more = to[there] - own[node] * held[there] / total
            if more > gain + 1e-12 * own[node]:
                best, gain = there, more
        for k in range(seen):
            to[near[k]] = 0.0
        held[best] += own[node]
        if best != here:
            community[node] = best
            for tie in range(starts[node], starts[node + 1]):
                other = ends[tie]
                if not queued[other] and community[other] != best:
                    queued[other] = True
                    waiting[(front + length) % size] = other
                    length += 1
    return community


@compiled
def _joined(
    starts: Starts, ends: Positions, strength: Vector, labels: Labels, count: int
) -> tuple[Starts, Positions, Vector]:
    """Make each community a node; what lies inside becomes its tie to itself."""
    size = len(labels)
    first = np.zeros(count + 1, dtype=np.int64)
    for node in range(size):
        first[labels[node] + 1] += 1
    first = np.cumsum(first)
    following = first.copy()
    members = np.empty(size, dtype=np.int32)
    for node in range(size):
        members[following[labels[node]]] = node
        following[labels[node]] += 1
    joined = np.zeros(count + 1, dtype=np.int64)
    heads = np.empty(len(ends), dtype=np.int32)
    sums = np.empty(len(ends))
    place = np.full(count, -1, dtype=np.int64)
    done = 0
    for community in range(count):
        begun = done
        for k in range(first[community], first[community + 1]):
            node = members[k]
            for tie in range(starts[node], starts[node + 1]):
                other = labels[ends[tie]]
                if place[other] < begun:
                    place[other] = done
                    heads[done] = other
                    sums[done] = 0.0
                    done += 1
                sums[place[other]] += strength[tie]
        joined[community + 1] = done
    return joined, heads[:done].copy(), sums[:done].copy()
