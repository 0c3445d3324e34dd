"""Random shortest paths: betweenness of networks too large for a search from every node."""

from functools import partial

import numpy as np
import numpy.typing as npt
from scipy.stats import beta

from placegraph.analytics.networks.compiled import (
    Positions,
    Starts,
    compiled,
    rows_of,
    side_by_side,
)
from placegraph.analytics.networks.network import Network, Vector
from placegraph.analytics.networks.sampling import Sampled, between_some, refuse_unless
from placegraph.analytics.networks.scores import scores_of
from placegraph.errors import MeasureError

# So many parts whatever the machine: each draws from a seed of its own.
_PARTS = 32


def betweenness_by_paths(
    network: Network, *, paths: int, seed: int, confidence: float = 0.95
) -> Sampled:
    """Estimate normalised betweenness from ``paths`` shortest paths drawn at random.

    Two nodes are drawn, all pairs being as likely, then one of the shortest paths between them;
    the share of draws whose path runs through a node is its betweenness, but for n / (n - 2)
    (Riondato and Kornaropoulos 2016, Data Mining and Knowledge Discovery 30; the path is found
    from both ends, after Borassi and Natale 2019, ACM Journal of Experimental Algorithmics 24).
    The margin is the greater distance to the ends of the exact binomial interval of Clopper and
    Pearson (1934, Biometrika 26), at a level that leaves ``1 - confidence`` for all nodes together.

    All ties must be equally long, since the ends must meet step by step: give it
    ``network.unweighted()``, or use ``sampled_betweenness``. Raises ``MeasureError`` when they
    are not, when there are fewer than three nodes, when ``paths`` is below 1, or ``confidence``
    is not between 0 and 1.
    """
    size = len(network.ids)
    refuse_unless(size=size, confidence=confidence)
    if paths < 1:
        raise MeasureError(f"betweenness: paths: found {paths}, expected 1 or more.")
    strength = network.strength.data
    if len(strength) and strength.min() != strength.max():
        raise MeasureError(
            "betweenness: found ties of different strengths, expected them all the same; give "
            "network.unweighted() to count steps, or use sampled_betweenness."
        )
    onward = rows_of(network.strength)
    backward = rows_of(network.strength.T.tocsr()) if network.directed else onward
    seeds = np.random.SeedSequence(seed).generate_state(_PARTS)
    shares = np.diff(np.linspace(0, paths, _PARTS + 1).astype(np.int64))
    work = partial(_part, onward, backward)
    hits = np.zeros(size)
    for found in side_by_side(work, zip(shares.tolist(), seeds.tolist(), strict=True)):
        hits += found
    scale = size / (size - 2)
    margin = _margin(hits, paths, between_some(network), confidence) * scale
    return Sampled(
        scores_of(network, hits / paths * scale),
        scores_of(network, margin),
        paths,
        confidence,
        seed,
    )


def _margin(
    hits: Vector, paths: int, candidates: npt.NDArray[np.bool_], confidence: float
) -> Vector:
    level = (1 - confidence) / (2 * max(int(candidates.sum()), 1))
    # Most nodes are hit as often as many others: each number is looked up once.
    counts, place = np.unique(hits, return_inverse=True)
    low = np.where(counts > 0, beta.ppf(level, np.maximum(counts, 1), paths - counts + 1), 0)
    high = np.where(
        counts < paths, beta.ppf(1 - level, counts + 1, np.maximum(paths - counts, 1)), 1
    )
    share = counts / paths
    return np.where(candidates, np.maximum(share - low, high - share)[place], 0.0)


def _part(
    onward: tuple[Starts, Positions], backward: tuple[Starts, Positions], item: tuple[int, int]
) -> Vector:
    return _drawn(*onward, *backward, *item)


@compiled
def _drawn(
    starts: Starts,
    ends: Positions,
    back_starts: Starts,
    back_ends: Positions,
    paths: int,
    seed: int,
) -> Vector:
    """Count how often each node lies inside one of ``paths`` random shortest paths.

    Both ends are searched from, the cheaper side a whole step at a time. At the first step that
    finds a node of the other side, every tie that crosses is on a shortest path.
    """
    np.random.seed(seed)
    size = len(starts) - 1
    hits = np.zeros(size)
    side = np.zeros(size, dtype=np.int8)
    steps = np.zeros(size, dtype=np.int32)
    ways = np.zeros(size)
    order = np.empty((2, size), dtype=np.int32)
    for _ in range(paths):
        first = np.random.randint(size)
        last = np.random.randint(size - 1)
        if last >= first:
            last += 1
        order[0, 0], order[1, 0] = first, last
        side[first], side[last] = 1, 2
        steps[first] = steps[last] = 0
        ways[first] = ways[last] = 1.0
        begun, found = np.zeros(2, dtype=np.int64), np.ones(2, dtype=np.int64)
        cost = np.array(
            [starts[first + 1] - starts[first], back_starts[last + 1] - back_starts[last]]
        )
        crossing = 0.0
        near, far = -1, -1
        while crossing == 0.0 and begun[0] < found[0] and begun[1] < found[1]:
            one = 0 if cost[0] <= cost[1] else 1
            until = found[one]
            cost[one] = 0
            for place in range(begun[one], until):
                node = order[one, place]
                low = starts[node] if one == 0 else back_starts[node]
                high = starts[node + 1] if one == 0 else back_starts[node + 1]
                for tie in range(low, high):
                    other = ends[tie] if one == 0 else back_ends[tie]
                    if side[other] == 2 - one:
                        crossing += ways[node] * ways[other]
                        if np.random.random() * crossing < ways[node] * ways[other]:
                            near, far = (node, other) if one == 0 else (other, node)
                    elif side[other] == 0:
                        side[other] = one + 1
                        steps[other] = steps[node] + 1
                        ways[other] = ways[node]
                        order[one, found[one]] = other
                        found[one] += 1
                        if one == 0:
                            cost[0] += starts[other + 1] - starts[other]
                        else:
                            cost[1] += back_starts[other + 1] - back_starts[other]
                    elif steps[other] == steps[node] + 1:
                        ways[other] += ways[node]
            begun[one] = until
        if crossing > 0.0:
            for one in range(2):
                node = near if one == 0 else far
                while steps[node] > 0:
                    hits[node] += 1.0
                    low = back_starts[node] if one == 0 else starts[node]
                    high = back_starts[node + 1] if one == 0 else starts[node + 1]
                    before, total = -1, 0.0
                    for tie in range(low, high):
                        other = back_ends[tie] if one == 0 else ends[tie]
                        if side[other] == one + 1 and steps[other] == steps[node] - 1:
                            total += ways[other]
                            if np.random.random() * total < ways[other]:
                                before = other
                    node = before
        for one in range(2):
            for place in range(found[one]):
                side[order[one, place]] = 0
    return hits
