"""Where things of the network stand: one layout of everything, the same however it is filtered.

The kinds that the page opens on are placed first, by a force-directed method (Fruchterman and
Reingold, "Graph drawing by force-directed placement", Software: Practice and Experience 21, 1991)
with a pull to the centre; the rest is placed around them without moving them. Nothing is random:
the start is a sunflower spiral in order of connections.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from placegraph.dashboard.network.view import OPENING_KINDS, split_key

Points = npt.NDArray[np.float64]

#: Beyond this many things a layout of everything takes too long; the shown are laid out alone.
MOST = 2000
#: Distance that things keep from each other, in the pixels of a picture at its natural size.
APART = 46.0
_ASPECT = 1.2
_EFFORT = 200_000
_PULL = 0.3
#: Beyond so many ideal lengths things no longer push each other away.
_FAR = 3.0
_GIVE = 0.12


def positions(
    keys: Iterable[str], pairs: Iterable[tuple[str, str]]
) -> dict[str, tuple[float, float]]:
    """Return x and y of every thing, in pixels, the same for the same network.

    ``pairs`` are the keys at the two ends of each connection.
    """
    names = tuple(sorted(keys))
    return dict(zip(names, _placed(names, tuple(sorted(set(pairs)))), strict=True))


@lru_cache(maxsize=32)
def _placed(
    names: tuple[str, ...], pairs: tuple[tuple[str, str], ...]
) -> tuple[tuple[float, float], ...]:
    if not names:
        return ()
    place = {name: index for index, name in enumerate(names)}
    links = np.array([(place[a], place[b]) for a, b in pairs if a != b], dtype=np.intp)
    links = links.reshape(-1, 2)
    core = np.array([split_key(name)[0] in OPENING_KINDS for name in names])
    degree = np.bincount(links.ravel(), minlength=len(names))
    # What is joined to the core only through other kinds would push the core apart.
    within = links[core[links].all(axis=1)]
    core &= np.bincount(within.ravel(), minlength=len(names)) > 0
    points = _spiral(degree)
    joined = degree > 0
    for moving in (core & joined, ~core & joined):
        free = np.flatnonzero(moving)
        fixed = np.flatnonzero(core & joined & ~moving)
        _start_beside(points, links, free, fixed)
        points = _settled(points, links, free, fixed)
        points = _spread(points, free, np.concatenate([free, fixed]))
    points = _shelved(points, np.flatnonzero(joined), np.flatnonzero(~joined))
    rounded = np.round(points, 1)
    return tuple((float(x), float(y)) for x, y in rounded)


def _spiral(degree: npt.NDArray[np.intp]) -> Points:
    """Put the best connected in the middle, the others around them."""
    rank = np.empty(len(degree))
    rank[np.argsort(-degree, kind="stable")] = np.arange(len(degree))
    angle = rank * np.pi * (3 - np.sqrt(5))
    radius = APART * np.sqrt(rank)
    return np.column_stack([_ASPECT * radius * np.cos(angle), radius * np.sin(angle)])


def _start_beside(
    points: Points,
    links: npt.NDArray[np.intp],
    free: npt.NDArray[np.intp],
    fixed: npt.NDArray[np.intp],
) -> None:
    """Move what is joined to fixed things to their middle, so that it need not travel."""
    if not len(fixed):
        return
    near: dict[int, list[int]] = {}
    settled = set(fixed.tolist())
    for tail, head in links.tolist():
        for one, other in ((tail, head), (head, tail)):
            if other in settled:
                near.setdefault(one, []).append(other)
    for index in free.tolist():
        if index in near:
            points[index] = points[near[index]].mean(axis=0) + 0.05 * points[index]


def _settled(
    points: Points,
    links: npt.NDArray[np.intp],
    free: npt.NDArray[np.intp],
    fixed: npt.NDArray[np.intp],
) -> Points:
    active = np.concatenate([free, fixed])
    if not len(free):
        return points
    ideal = 1.5 * APART
    stretch = np.array([_ASPECT, 1.0])
    points = points / stretch
    tail, head = links[np.isin(links, active).all(axis=1)].T
    # Ties to a hub give way, or all it is joined to would crowd around it.
    busy = np.bincount(np.concatenate([tail, head]), minlength=len(points))
    slack = 1 + _GIVE * np.maximum(busy[tail], busy[head])
    steps = int(np.clip(_EFFORT / len(active), 60, 400))
    for step in range(steps):
        move = np.zeros_like(points)
        one, other = _near(points, active, _FAR * ideal)
        gap = points[one] - points[other]
        push = gap * (ideal**2 / np.maximum((gap**2).sum(axis=1), 1.0))[:, None]
        np.add.at(move, one, push)
        np.add.at(move, other, -push)
        along = points[tail] - points[head]
        strain = along * (np.linalg.norm(along, axis=1) / ideal / slack)[:, None]
        np.add.at(move, tail, -strain)
        np.add.at(move, head, strain)
        move = (move - _PULL * points)[free]
        length = np.maximum(np.linalg.norm(move, axis=1), 1e-9)
        limit = ideal * 2 * (1 - step / steps) + 0.5
        points[free] += move * (np.minimum(length, limit) / length)[:, None]
    return points * stretch


def _spread(points: Points, free: npt.NDArray[np.intp], active: npt.NDArray[np.intp]) -> Points:
    """Push apart what stands closer than :data:`APART`."""
    points = points.copy()
    for _ in range(120):
        one, other = _near(points, active, APART)
        if not len(one):
            break
        gap = points[one] - points[other]
        distance = np.linalg.norm(gap, axis=1)
        # Things on one spot part along a direction of their own.
        turn = one * 2.4
        same = distance < 1e-6
        gap = np.where(same[:, None], np.column_stack([np.cos(turn), np.sin(turn)]), gap)
        push = gap * (0.3 * (APART - distance) / np.where(same, 1.0, distance))[:, None]
        move = np.zeros_like(points)
        np.add.at(move, one, push)
        np.add.at(move, other, -push)
        points[free] += move[free]
    return points


def _near(
    points: Points, active: npt.NDArray[np.intp], distance: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the two ends of every pair of active points that are closer than ``distance``."""
    pairs = cKDTree(points[active]).query_pairs(distance, output_type="ndarray")
    return active[pairs[:, 0]], active[pairs[:, 1]]


def _shelved(points: Points, joined: npt.NDArray[np.intp], alone: npt.NDArray[np.intp]) -> Points:
    """Put what is joined to nothing in rows under the rest."""
    if not len(alone):
        return points
    points = points.copy()
    if len(joined):
        left, right = points[joined, 0].min(), points[joined, 0].max()
        top = points[joined, 1].max() + 2 * APART
    else:
        left, right, top = 0.0, APART * _ASPECT * np.sqrt(len(alone)) * 2, 0.0
    across = max(1, int((right - left) // (2 * APART)))
    order = np.arange(len(alone))
    points[alone, 0] = left + (order % across) * 2 * APART
    points[alone, 1] = top + (order // across) * 1.5 * APART
    return points
