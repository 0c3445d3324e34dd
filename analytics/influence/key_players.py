"""Key players: the few whose loss would part the rest most, or who reach the rest best.

Two questions, never one (Borgatti 2006, Computational and Mathematical Organization Theory 12).
Who matters as a set is not who ranks first one by one: two who broker the same gap are one too
many.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csgraph

from placegraph.analytics.influence.distances import Distances
from placegraph.analytics.influence.swaps import Places, swapped
from placegraph.analytics.networks.matrices import Vector
from placegraph.analytics.networks.network import Network
from placegraph.errors import MeasureError

Aim: TypeAlias = Literal["fragment", "reach"]
AIMS: tuple[Aim, ...] = ("fragment", "reach")

#: Up to so many nodes, and so many key players, every set is looked at or ruled out.
MOST_EXACT_NODES = 200
MOST_EXACT_PLAYERS = 3
#: Taking nodes out of a larger network is one search from every node, each time.
MOST_NODES = 500

_TRIED = 12
_SAME = 1e-9


@dataclass(frozen=True)
class KeyPlayers:
    """The best set found for one question.

    ``score`` is distance-weighted fragmentation without them (aim ``fragment``) or
    distance-weighted reach by them (aim ``reach``); ``baseline`` the fragmentation of the whole
    network, ``None`` for reach. ``fragmentation`` is that of components alone, F. ``equally_good``
    counts the sets with that score, ``exact`` says that no set is better; otherwise sets were
    searched from several starts and a better one may exist, and ``equally_good`` is ``None``.
    """

    aim: Aim
    members: tuple[str, ...]
    score: float | None
    baseline: float | None
    fragmentation: float | None
    equally_good: int | None
    exact: bool


def fragmentation(network: Network, removed: Sequence[str] = ()) -> float | None:
    """Return the share of ordered pairs that no path joins once ``removed`` are gone.

    F = 1 - Σ_k s_k (s_k - 1) / (n (n - 1)) over the components of what is left, n being the nodes
    left (Borgatti 2006); direction is ignored. ``None`` with fewer than two nodes left.

    Raises ``MeasureError`` for a node that is not in the network.
    """
    kept = _left(network, removed)
    if len(kept) < 2:
        return None
    inside = network.strength[kept][:, kept]
    _, labels = csgraph.connected_components(inside, directed=False)
    sizes = np.bincount(labels).astype(np.float64)
    return 1 - float((sizes * (sizes - 1)).sum()) / (len(kept) * (len(kept) - 1))


def distance_fragmentation(network: Network, removed: Sequence[str] = ()) -> float | None:
    """Return how far apart the rest is once ``removed`` are gone, 0 all near and 1 all apart.

    dF = 1 - Σ_{i≠j} (1/d_ij) / (r n (n - 1)) over the n nodes left, out of reach counting 0
    (Borgatti 2006), d = 1/strength. r is the largest 1/d of the whole network, as An and Liu 2016
    (R Journal 8(1)) have it for weighted networks; with all strengths 1 it is 1. ``None`` with
    fewer than two nodes left; without any tie it is 1.

    Raises ``MeasureError`` for a node that is not in the network.
    """
    kept = _left(network, removed)
    gone = tuple(np.setdiff1d(np.arange(len(network.ids)), kept).tolist())
    if len(kept) < 2:
        return None
    return 1 - Distances(network).nearness(gone) / _most(network, len(kept))


def distance_reach(network: Network, members: Sequence[str]) -> float | None:
    """Return how near the set is to everybody: 1 when each is in it or as near as any can be.

    dR = (1/N) Σ_j 1/(r d_Kj), d_Kj from the nearest member, members counting 1 and those out of
    reach 0 (Borgatti 2006), r as for :func:`distance_fragmentation`. ``None`` without a node.

    Raises ``MeasureError`` for a node that is not in the network.
    """
    chosen = np.setdiff1d(np.arange(len(network.ids)), _left(network, members))
    if not network.ids:
        return None
    if not len(chosen):
        return 0.0
    return float(_nearness(network, chosen).max(axis=0).mean())


def key_players(network: Network, k: int, *, aim: Aim, seed: int = 1) -> KeyPlayers:
    """Find the k nodes whose removal fragments most, or whose reach is widest.

    Exact for up to three players among up to 200 nodes: for ``reach`` every set is tried; for
    ``fragment`` a set is passed over only when what it could take at most falls short of the best
    known. Otherwise a greedy choice and swaps from several starts, which ``seed`` determines. Of
    equally good sets the first by identifier is given.

    Raises ``MeasureError`` unless k is at least 1, less than the number of nodes, and the network
    has at most 500 nodes.
    """
    size = len(network.ids)
    if not 1 <= k < size:
        raise MeasureError(
            f"key players: found {k} of {size}, expected at least 1 and fewer than all."
        )
    if size > MOST_NODES:
        raise MeasureError(
            f"key players: found {size} nodes, expected at most {MOST_NODES}; choose fewer ties, "
            "or one structure."
        )
    exact = k <= MOST_EXACT_PLAYERS and size <= MOST_EXACT_NODES
    if aim == "fragment":
        sets = _cutting(Distances(network), k, exact=exact, seed=seed)
    else:
        sets = _reaching(network, k, exact=exact, seed=seed)
    members = tuple(network.ids[place] for place in min(sets))
    cut = aim == "fragment"
    return KeyPlayers(
        aim=aim,
        members=members,
        score=(distance_fragmentation if cut else distance_reach)(network, members),
        baseline=distance_fragmentation(network) if cut else None,
        fragmentation=fragmentation(network, members) if cut else None,
        equally_good=len(sets) if exact else None,
        exact=exact,
    )


def _left(network: Network, removed: Sequence[str]) -> npt.NDArray[np.intp]:
    known = {key: place for place, key in enumerate(network.ids)}
    for key in removed:
        if key not in known:
            raise MeasureError(f"key players: found {key!r}, expected a node of the network.")
    gone = {known[key] for key in removed}
    return np.array([p for p in range(len(network.ids)) if p not in gone], dtype=np.intp)


def _most(network: Network, nodes: int) -> float:
    """Return Σ 1/d of so many nodes all as near as the nearest two of the network."""
    nearest = float(network.strength.data.max()) if network.strength.nnz else 1.0
    return nearest * nodes * (nodes - 1)


def _nearness(network: Network, sources: npt.NDArray[np.intp]) -> Vector:
    """Return r/d from sources to all, 1 to themselves and 0 out of reach."""
    far = np.atleast_2d(csgraph.dijkstra(network.distance, directed=True, indices=sources))
    far[np.arange(len(sources)), sources] = np.inf
    near: Vector = 1 / far / (network.strength.data.max() if network.strength.nnz else 1.0)
    near[np.arange(len(sources)), sources] = 1
    return near


def _cutting(distances: Distances, k: int, *, exact: bool, seed: int) -> list[Places]:
    """Return the sets of k that leave the least nearness, the only one found unless exact."""
    known: dict[Places, float] = {}

    def left(chosen: Places) -> float:
        if chosen not in known:
            known[chosen] = distances.nearness(chosen)
        return known[chosen]

    def promising(chosen: Places) -> list[int]:
        most = distances.without(chosen).most_lost
        return [p for p in _descending(most) if p not in chosen][:_TRIED]

    found = swapped(k, distances.size, left, promising, seed=seed)
    if not exact:
        return [found]
    least = left(found)
    whole = distances.without(())
    order = _descending(whole.most_lost)
    sets: set[Places] = {found}

    def look(chosen: Places, first: int, nearness: float, most_lost: Vector) -> None:
        nonlocal least
        wanted = k - len(chosen)
        rest = order[first:]
        # What the others of a set could take at most, were this one and those after it its first.
        ahead = most_lost[rest]
        further = _best_ahead(ahead, wanted - 1)
        for place in _descending(ahead + further):
            if not np.isfinite(further[place]):
                continue
            if nearness - ahead[place] - further[place] > least * (1 + _SAME) + _SAME:
                break
            larger = tuple(sorted((*chosen, rest[place])))
            if wanted > 1:
                within = distances.without(larger)
                look(larger, first + place + 1, within.nearness, within.most_lost)
                continue
            value = left(larger)
            if value < least * (1 - _SAME) - _SAME:
                least = value
                sets.clear()
            if value <= least * (1 + _SAME) + _SAME:
                sets.add(larger)

    look((), 0, whole.nearness, whole.most_lost)
    return sorted(sets)


def _best_ahead(values: Vector, number: int) -> Vector:
    """Return for each place the sum of the largest ``number`` values after it."""
    best = np.full(len(values), -np.inf)
    top: list[float] = []
    for place in range(len(values) - 1, -1, -1):
        if len(top) >= number:
            best[place] = sum(top)
        top = sorted([*top, float(values[place])], reverse=True)[:number]
    return best


def _reaching(network: Network, k: int, *, exact: bool, seed: int) -> list[Places]:
    """Return the sets of k that are nearest to all, the only one found unless exact."""
    size = len(network.ids)
    near = _nearness(network, np.arange(size))
    if exact:
        best = -1.0
        sets: list[Places] = []
        for chosen, sums in _reached(near, k):
            top = float(sums.max())
            if top < best - _SAME:
                continue
            if top > best + _SAME:
                best, sets = top, []
            first = chosen[-1] + 1 if chosen else 0
            sets += [(*chosen, first + int(p)) for p in np.flatnonzero(sums >= best - _SAME)]
        return sets

    def missed(chosen: Places) -> float:
        return -float(near[list(chosen)].max(axis=0).sum())

    def promising(chosen: Places) -> list[int]:
        covered = near[list(chosen)].max(axis=0) if chosen else np.zeros(size)
        gains = np.maximum(near, covered).sum(axis=1)
        return [p for p in _descending(gains) if p not in chosen][:_TRIED]

    return [swapped(k, size, missed, promising, seed=seed)]


def _reached(near: Vector, k: int) -> Iterator[tuple[Places, Vector]]:
    """Yield every k - 1 places, and what each later place would reach with them."""
    for chosen in combinations(range(len(near) - 1), k - 1):
        first = chosen[-1] + 1 if chosen else 0
        covered = near[list(chosen)].max(axis=0) if chosen else 0.0
        yield chosen, np.maximum(near[first:], covered).sum(axis=1)


def _descending(values: Vector) -> list[int]:
    return [int(place) for place in np.argsort(-values, kind="stable")]
