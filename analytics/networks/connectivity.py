"""What holds a network together: its parts, its core, and the nodes and ties it would part at.

Direction and strength are ignored: two nodes tied either way, or both, are tied once.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from placegraph.analytics.networks.compiled import Positions, Starts, compiled, rows_of
from placegraph.analytics.networks.network import Network


def components(network: Network) -> pd.Series:
    """Return the connected part of each node, numbered from 0 with the largest first.

    Parts of the same size are in the order of their first node. An isolate is a part.
    """
    found = _parted(*_either_way(network))
    return pd.Series(by_size(found), index=network.index, dtype=np.int64)


def core_numbers(network: Network) -> pd.Series:
    """Return for each node the largest k such that it is in the k-core.

    The k-core is the largest part of the network in which every node is tied to k others in it
    (Seidman 1983, Social Networks 5; found in time O(m) after Batagelj and Zaveršnik 2003,
    arXiv cs/0310049). 0 for an isolate. Core membership is not influence: a core of one large
    board is the board.
    """
    return pd.Series(_peeled(*_either_way(network)), index=network.index, dtype=np.int64)


def articulation_points(network: Network) -> pd.Series:
    """Tell of each node whether without it two others could no longer reach each other.

    Found in one walk of the network, in time O(n + m) (Hopcroft and Tarjan 1973, Communications
    of the ACM 16).
    """
    cuts, _ = _walked(*_either_way(network))
    return pd.Series(cuts, index=network.index, dtype=bool)


def bridges(network: Network) -> pd.DataFrame:
    """List the ties without which two nodes could no longer reach each other.

    Columns source and target, each pair once and in the order of the network's ids. Found in one
    walk of the network, in time O(n + m) (Tarjan 1974, Information Processing Letters 2).
    """
    _, above = _walked(*_either_way(network))
    lower = np.flatnonzero(above >= 0)
    ends = np.sort(np.column_stack([above[lower], lower]), axis=1)
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    ids = network.index.to_numpy()
    return pd.DataFrame({"source": ids[ends[:, 0]], "target": ids[ends[:, 1]]})


def by_size(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return labels numbered from 0 anew, the commonest first, of two as common the earlier."""
    counts = np.bincount(labels)
    first = np.full(len(counts), len(labels))
    # Written from the last to the first, so that the first is what stays.
    first[labels[::-1]] = np.arange(len(labels))[::-1]
    place = np.empty(len(counts), dtype=np.int64)
    place[np.lexsort((first, -counts))] = np.arange(len(counts))
    return place[labels]


def _either_way(network: Network) -> tuple[Starts, Positions]:
    if not network.directed:
        return rows_of(network.strength)
    return rows_of(sparse.csr_array(network.strength + network.strength.T))


@compiled
def _parted(starts: Starts, ends: Positions) -> npt.NDArray[np.int64]:
    """Return the part of each node, numbered in the order of their first nodes."""
    size = len(starts) - 1
    labels = np.full(size, -1, dtype=np.int64)
    reached = np.empty(size, dtype=np.int32)
    parts = 0
    for root in range(size):
        if labels[root] >= 0:
            continue
        labels[root] = parts
        reached[0] = root
        left = 1
        while left:
            left -= 1
            node = reached[left]
            for tie in range(starts[node], starts[node + 1]):
                other = ends[tie]
                if labels[other] < 0:
                    labels[other] = parts
                    reached[left] = other
                    left += 1
        parts += 1
    return labels


@compiled
def _peeled(starts: Starts, ends: Positions) -> npt.NDArray[np.int64]:
    """Take the node with fewest ties left away, again and again."""
    size = len(starts) - 1
    left = np.empty(size, dtype=np.int64)
    for node in range(size):
        left[node] = starts[node + 1] - starts[node]
    most = left.max() if size else 0
    # Nodes in the order of the ties they have left; bin_start[d] is where those with d begin.
    bin_start = np.zeros(most + 2, dtype=np.int64)
    for node in range(size):
        bin_start[left[node] + 1] += 1
    for ties in range(1, most + 2):
        bin_start[ties] += bin_start[ties - 1]
    following = bin_start.copy()
    order, place = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    for node in range(size):
        place[node] = following[left[node]]
        order[place[node]] = node
        following[left[node]] += 1
    for step in range(size):
        node = order[step]
        for tie in range(starts[node], starts[node + 1]):
            other = ends[tie]
            if left[other] > left[node]:
                # It changes places with the first of its bin, which then begins one later.
                front = bin_start[left[other]]
                swapped = order[front]
                order[front], order[place[other]] = other, swapped
                place[swapped], place[other] = place[other], front
                bin_start[left[other]] += 1
                left[other] -= 1
    return left


@compiled
def _walked(starts: Starts, ends: Positions) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int32]]:
    """Return which nodes are articulation points, and the upper end of the bridge to each node.

    Walks depth first. ``low`` is the earliest node that a node and those below it are tied to,
    other than by the tie to the node above.
    """
    size = len(starts) - 1
    cuts = np.zeros(size, dtype=np.bool_)
    bridge = np.full(size, -1, dtype=np.int32)
    entered = np.full(size, -1, dtype=np.int32)
    low, above = np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    following = starts[:-1].copy()
    time = 0
    for root in range(size):
        if entered[root] >= 0:
            continue
        entered[root] = low[root] = time
        time += 1
        above[root] = -1
        branches = 0
        node = root
        while node >= 0:
            if following[node] < starts[node + 1]:
                other = ends[following[node]]
                following[node] += 1
                if entered[other] < 0:
                    above[other] = node
                    entered[other] = low[other] = time
                    time += 1
                    node = other
                elif other != above[node]:
                    low[node] = min(low[node], entered[other])
                continue
            upper = above[node]
            if upper >= 0:
                low[upper] = min(low[upper], low[node])
                if low[node] > entered[upper]:
                    bridge[node] = upper
                if upper == root:
                    branches += 1
                elif low[node] >= entered[upper]:
                    cuts[upper] = True
            node = upper
        cuts[root] = branches > 1
    return cuts, bridge
