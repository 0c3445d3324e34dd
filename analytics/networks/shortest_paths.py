"""Shortest paths from one node after another: whom it reaches, and who lies between.

One search a source, breadth first where all ties are equally long and Dijkstra's otherwise, then
Brandes' accumulation (2001, Journal of Mathematical Sociology 25): time O(m) or O(m log n) a
source, and memory for one search a thread.
"""

import heapq
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from placegraph.analytics.networks.compiled import (
    Positions,
    Starts,
    compiled,
    rows_of,
    side_by_side,
)
from placegraph.analytics.networks.network import Matrix, Vector

#: Two paths are equally short when their lengths agree to this share: sums of reciprocals such as
#: 1/3 + 1/3 + 1/3 miss 1 in the last digit, and a missed tie would lose shortest paths.
SAME_LENGTH = 1e-9
# So many parts whatever the machine, since their sums are added in order: the last digit of a
# result does not depend on the number of cores.
_PARTS = 32


@dataclass(frozen=True, eq=False)
class Searches:
    """What searches from some sources found.

    For each source: ``reached``, the number of other nodes with a path from it; ``total``, the sum
    of their distances; ``nearness``, the sum of the reciprocals. For each node: ``between``, the
    sum over sources s of its dependency Σ_t g_st(i) / g_st, and ``squares`` that of its square;
    both are zero unless asked for.
    """

    reached: Vector
    total: Vector
    nearness: Vector
    between: Vector
    squares: Vector


def search(
    lengths: Matrix,
    sources: npt.NDArray[np.integer],
    *,
    between: bool = False,
) -> Searches:
    """Search from each of ``sources`` along the ties of ``lengths``, each above zero."""
    size = lengths.shape[0]
    length = float(lengths.data[0]) if lengths.nnz else 1.0
    alike = bool((lengths.data == length).all())
    starts, ends = rows_of(lengths)
    work = partial(_search, starts, ends, lengths.data, alike=alike, between=between)
    parts = np.array_split(np.asarray(sources, dtype=np.int32), min(_PARTS, len(sources) // 8 + 1))
    reached, total, nearness = [], [], []
    dependency, squares = np.zeros(size), np.zeros(size)
    for found in side_by_side(work, parts):
        reached.append(found[0])
        total.append(found[1])
        nearness.append(found[2])
        if between:
            dependency += found[3]
            squares += found[4]
    unit = length if alike else 1.0
    return Searches(
        np.concatenate(reached),
        np.concatenate(total) * unit,
        np.concatenate(nearness) / unit,
        dependency,
        squares,
    )


def _search(
    starts: Starts,
    ends: Positions,
    lengths: Vector,
    sources: Positions,
    *,
    alike: bool,
    between: bool,
) -> tuple[Vector, Vector, Vector, Vector, Vector]:
    work = _breadth_first if alike else _dijkstra
    return work(starts, ends, lengths, sources, between)


@compiled
def _breadth_first(
    starts: Starts, ends: Positions, lengths: Vector, sources: Positions, between: bool
) -> tuple[Vector, Vector, Vector, Vector, Vector]:
    size = len(starts) - 1
    reached, total, nearness = (
        np.zeros(len(sources)),
        np.zeros(len(sources)),
        np.zeros(len(sources)),
    )
    summed, squares = np.zeros(size), np.zeros(size)
    order = np.empty(size, dtype=np.int32)
    steps = np.full(size, -1, dtype=np.int32)
    paths, dependency = np.zeros(size), np.zeros(size)
    for k in range(len(sources)):
        source = sources[k]
        order[0] = source
        steps[source] = 0
        paths[source] = 1.0
        found = 1
        done = 0
        while done < found:
            node = order[done]
            done += 1
            onward = steps[node] + 1
            for tie in range(starts[node], starts[node + 1]):
                other = ends[tie]
                if steps[other] < 0:
                    steps[other] = onward
                    order[found] = other
                    found += 1
                    total[k] += onward
                    nearness[k] += 1.0 / onward
                if steps[other] == onward:
                    paths[other] += paths[node]
        reached[k] = found - 1
        for place in range(found - 1, -1, -1):
            node = order[place]
            if between:
                onward = steps[node] + 1
                share = 0.0
                for tie in range(starts[node], starts[node + 1]):
                    other = ends[tie]
                    if steps[other] == onward:
                        share += dependency[other]
                if place:
                    summed[node] += share * paths[node]
                    squares[node] += (share * paths[node]) ** 2
                # Kept as (1 + dependency) / paths, to divide once a node and not once a tie.
                dependency[node] = share + 1.0 / paths[node]
        for place in range(found):
            node = order[place]
            steps[node] = -1
            paths[node] = 0.0
    return reached, total, nearness, summed, squares


@compiled
def _dijkstra(
    starts: Starts, ends: Positions, lengths: Vector, sources: Positions, between: bool
) -> tuple[Vector, Vector, Vector, Vector, Vector]:
    size = len(starts) - 1
    reached, total, nearness = (
        np.zeros(len(sources)),
        np.zeros(len(sources)),
        np.zeros(len(sources)),
    )
    summed, squares = np.zeros(size), np.zeros(size)
    order = np.empty(size, dtype=np.int32)
    far = np.full(size, np.inf)
    settled = np.full(size, size, dtype=np.int32)
    paths, dependency = np.zeros(size), np.zeros(size)
    for k in range(len(sources)):
        source = sources[k]
        far[source] = 0.0
        waiting = [(0.0, source)]
        found = 0
        while waiting:
            reach, node = heapq.heappop(waiting)
            if settled[node] < size:
                continue
            settled[node] = found
            order[found] = node
            found += 1
            if node != source:
                total[k] += reach
                nearness[k] += 1.0 / reach
            for tie in range(starts[node], starts[node + 1]):
                other = ends[tie]
                longer = reach + lengths[tie]
                if longer < far[other]:
                    far[other] = longer
                    heapq.heappush(waiting, (longer, other))
        reached[k] = found - 1
        if between:
            paths[source] = 1.0
            for place in range(found):
                node = order[place]
                for tie in range(starts[node], starts[node + 1]):
                    other = ends[tie]
                    gap = abs(far[node] + lengths[tie] - far[other])
                    if gap <= SAME_LENGTH * far[other] and settled[other] > place:
                        paths[other] += paths[node]
            for place in range(found - 1, -1, -1):
                node = order[place]
                share = 0.0
                for tie in range(starts[node], starts[node + 1]):
                    other = ends[tie]
                    gap = abs(far[node] + lengths[tie] - far[other])
                    if gap <= SAME_LENGTH * far[other] and settled[other] > place:
                        share += dependency[other]
                if place:
                    summed[node] += share * paths[node]
                    squares[node] += (share * paths[node]) ** 2
                dependency[node] = share + 1.0 / paths[node]
        for place in range(found):
            node = order[place]
            far[node] = np.inf
            settled[node] = size
            paths[node] = 0.0
    return reached, total, nearness, summed, squares
