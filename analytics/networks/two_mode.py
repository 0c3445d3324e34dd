"""Where an actor or a group stands in an affiliation, without projecting it.

The measures follow Borgatti and Everett 1997, Social Networks 19, and compare nodes of one mode
only: never rank actors and groups together.
"""

from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from placegraph.analytics.networks.network import Affiliation, Vector
from placegraph.analytics.networks.scores import ratio
from placegraph.analytics.networks.shortest_paths import search

Mode: TypeAlias = Literal["actors", "groups"]


def two_mode_degree(affiliation: Affiliation, *, mode: Mode = "actors") -> pd.Series:
    """Return the share of all groups an actor sits on, or of all actors a group holds."""
    _, own, other = _modes(affiliation, mode)
    counts: Vector = np.asarray(affiliation.incidence.sum(axis=1 if mode == "actors" else 0))
    return _series(own, ratio(counts, len(other)))


def two_mode_closeness(affiliation: Affiliation, *, mode: Mode = "actors") -> pd.Series:
    """Compare the distances from each node with the least its mode allows.

    (m + 2 (n - 1)) / Σ d for a mode of n nodes, m in the other, times the share of all other nodes
    that can be reached, which is 1 where the network is in one part.
    """
    part, own, other = _modes(affiliation, mode)
    least = len(other) + 2 * (len(own) - 1)
    others = len(own) + len(other) - 1
    found = search(affiliation.adjacency, np.arange(part.start, part.stop))
    return _series(own, ratio(least * found.reached, found.total * others, found.reached == 0))


def two_mode_betweenness(affiliation: Affiliation, *, mode: Mode = "actors") -> pd.Series:
    """Measure how often each node lies between two others, as a share of the most its mode allows.

    As :func:`share_of_most` has it.
    """
    everyone = np.arange(len(affiliation.actors) + len(affiliation.groups))
    raw = search(affiliation.adjacency, everyone, between=True).between / 2
    return share_of_most(affiliation, raw, mode=mode)


def share_of_most(affiliation: Affiliation, raw: Vector, *, mode: Mode) -> pd.Series:
    """Return raw betweenness, in the order of ``adjacency``, as a share of the most of a mode.

    For a mode of n nodes, m in the other: ½ [m² (s+1)² + m (s+1) (2t - s - 1) - t (2s - t + 3)]
    with s and t the quotient and remainder of (n - 1) / m. NaN where that is zero.
    """
    part, own, other = _modes(affiliation, mode)
    m = len(other)
    s, t = divmod(len(own) - 1, m) if m else (0, 0)
    most = (m**2 * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
    return _series(own, ratio(raw[part], most))


def _modes(affiliation: Affiliation, mode: Mode) -> tuple[slice, tuple[str, ...], tuple[str, ...]]:
    """Return the mode's part of ``adjacency``, its ids and the ids of the other mode."""
    actors, groups = affiliation.actors, affiliation.groups
    if mode == "actors":
        return slice(0, len(actors)), actors, groups
    return slice(len(actors), len(actors) + len(groups)), groups, actors


def _series(ids: tuple[str, ...], values: Vector) -> pd.Series:
    return pd.Series(values, index=pd.Index(ids, dtype=object))
