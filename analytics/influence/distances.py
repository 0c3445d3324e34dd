"""Nearness within what is left of a network, for the search for key players."""

import heapq
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from placegraph.analytics.networks.compiled import Positions, Starts, compiled, rows_of
from placegraph.analytics.networks.matrices import Vector
from placegraph.analytics.networks.network import Network
from placegraph.analytics.networks.shortest_paths import SAME_LENGTH


@dataclass(frozen=True, eq=False)
class Residual:
    """Nearness, Σ 1/d over ordered pairs, in a network without some of its nodes.

    ``most_lost`` says for each node how much of ``nearness`` its removal can take at most: its own
    nearness, from it and to it, and that of each pair times the share of their shortest paths it
    lies on. A pair loses all its paths to a set only when the shares of the set add up to one, so
    the sum over a set is a bound for the set.
    """

    nearness: float
    most_lost: Vector


class Distances:
    """The lengths of a network's ties, held so that nodes can be taken out at no cost."""

    def __init__(self, network: Network) -> None:
        self.size = len(network.ids)
        self._starts, self._ends = rows_of(network.distance)
        self._lengths = network.distance.data

    def without(self, removed: tuple[int, ...]) -> Residual:
        """Return the nearness that is left without some nodes, and what others could take."""
        outward, inward, between = self._search(removed, between=True)
        return Residual(float(outward.sum()), outward + inward + between)

    def nearness(self, removed: tuple[int, ...] = ()) -> float:
        """Return Σ 1/d over the ordered pairs that are left without some nodes."""
        return float(self._search(removed, between=False)[0].sum())

    def _search(self, removed: tuple[int, ...], *, between: bool) -> tuple[Vector, Vector, Vector]:
        gone = np.zeros(self.size, dtype=np.bool_)
        gone[list(removed)] = True
        return _search(self._starts, self._ends, self._lengths, gone, between)


@compiled
def _search(
    starts: Starts,
    ends: Positions,
    lengths: Vector,
    gone: npt.NDArray[np.bool_],
    between: bool,
) -> tuple[Vector, Vector, Vector]:
    """Return nearness from each node, to each node, and of the pairs it lies between.

    Brandes' accumulation (2001), each pair counting 1/d instead of 1.
    """
    size = len(starts) - 1
    outward, inward, through = np.zeros(size), np.zeros(size), np.zeros(size)
    order = np.empty(size, dtype=np.int32)
    far = np.full(size, np.inf)
    settled = np.full(size, size, dtype=np.int32)
    paths, share = np.zeros(size), np.zeros(size)
    for source in range(size):
        if gone[source]:
            continue
        far[source] = 0.0
        waiting = [(0.0, np.int32(source))]
        found = 0
        while waiting:
            reach, node = heapq.heappop(waiting)
            if settled[node] < size:
                continue
            settled[node] = found
            order[found] = node
            found += 1
            if node != source:
                outward[source] += 1.0 / reach
                inward[node] += 1.0 / reach
            for tie in range(starts[node], starts[node + 1]):
                other = ends[tie]
                longer = reach + lengths[tie]
                if not gone[other] and longer < far[other]:
                    far[other] = longer
                    heapq.heappush(waiting, (longer, other))
        if between:
            paths[source] = 1.0
            for place in range(found):
                node = order[place]
                for tie in range(starts[node], starts[node + 1]):
                    other = ends[tie]
                    gap = abs(far[node] + lengths[tie] - far[other])
                    if place < settled[other] < size and gap <= SAME_LENGTH * far[other]:
                        paths[other] += paths[node]
            for place in range(found - 1, -1, -1):
                node = order[place]
                # Summed over the ties ahead: (1/d + share) / paths of where each leads.
                onward = 0.0
                for tie in range(starts[node], starts[node + 1]):
                    other = ends[tie]
                    gap = abs(far[node] + lengths[tie] - far[other])
                    if place < settled[other] < size and gap <= SAME_LENGTH * far[other]:
                        onward += share[other]
                if place:
                    through[node] += onward * paths[node]
                    share[node] = onward + 1.0 / far[node] / paths[node]
        for place in range(found):
            node = order[place]
            far[node] = np.inf
            settled[node] = size
            paths[node] = 0.0
    return outward, inward, through
