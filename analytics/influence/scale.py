"""What is worked out in full, what is estimated and what is left blank, by size."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from placegraph.analytics.networks import centrality
from placegraph.analytics.networks.centrality import Mode
from placegraph.analytics.networks.matrices import Matrix
from placegraph.analytics.networks.network import Affiliation, Network
from placegraph.analytics.networks.sampling import Sampled, sampled_betweenness
from placegraph.analytics.networks.two_mode import share_of_most

#: A search from every node takes nodes x (nodes + ties) steps, and a tie of its own length counts
#: for several, since the nearest has to be looked for. As many as this take a few seconds.
MOST_STEPS = 300_000_000
_OWN_LENGTH = 6

#: From so many nodes betweenness is estimated where it is not exact.
SOURCES = 500
SEED = 1


@dataclass(frozen=True)
class Paths:
    """How the measures that follow paths were taken.

    ``measured`` is False when closeness and harmonic were left out; ``sources`` is the number of
    nodes betweenness was estimated from, ``error`` the most that any such score is off with
    probability 0.95, both ``None`` when it is exact. ``words`` say so.
    """

    measured: bool
    sources: int | None
    error: float | None

    @property
    def words(self) -> str:
        """Say it as a caption does; nothing when all is exact."""
        if self.sources is None:
            return ""
        return (
            f"The network is large: betweenness is estimated from {self.sources:,} nodes drawn at "
            f"random (seed {SEED}) and is off by at most {self.error:.2g} of its range with 95 % "
            "confidence, and closeness and harmonic are left blank. "
        )


class PathMeasures:
    """The measures that follow paths, of an affiliation and of its projection."""

    def __init__(self, affiliation: Affiliation, projection: Network) -> None:
        self._affiliation, self._projection = affiliation, projection
        self._in_two_modes = None if affordable(affiliation.adjacency) else _sampled(affiliation)
        self._in_one_mode = (
            None
            if affordable(projection.distance)
            else sampled_betweenness(projection, sources=SOURCES, seed=SEED)
        )

    @property
    def taken(self) -> Paths:
        """Say how they were taken."""
        estimated = [one for one in (self._in_two_modes, self._in_one_mode) if one is not None]
        if not estimated:
            return Paths(True, None, None)
        return Paths(
            False,
            max(one.drawn for one in estimated),
            max(float(one.margin.max()) for one in estimated),
        )

    def in_one_mode(self) -> dict[str, pd.Series]:
        """Return betweenness, closeness and harmonic of the projection."""
        if self._in_one_mode is not None:
            blank = self._in_one_mode.scores * np.nan
            return {
                "betweenness": self._in_one_mode.scores,
                "closeness": blank,
                "harmonic": blank,
            }
        return {
            "betweenness": centrality.betweenness(self._projection),
            "closeness": centrality.closeness(self._projection),
            "harmonic": centrality.harmonic(self._projection),
        }

    def in_two_modes(self, mode: Mode) -> dict[str, pd.Series]:
        """Return closeness and betweenness of one mode of the affiliation."""
        if self._in_two_modes is not None:
            between = _of_mode(self._affiliation, self._in_two_modes, mode)
            return {"two_mode_closeness": between * np.nan, "two_mode_betweenness": between}
        return {
            "two_mode_closeness": centrality.two_mode_closeness(self._affiliation, mode=mode),
            "two_mode_betweenness": centrality.two_mode_betweenness(self._affiliation, mode=mode),
        }


def affordable(lengths: Matrix) -> bool:
    """Tell whether a search from every node is."""
    nodes = lengths.shape[0]
    alike = not lengths.nnz or bool((lengths.data == lengths.data[0]).all())
    return bool(nodes * (nodes + lengths.nnz) * (1 if alike else _OWN_LENGTH) <= MOST_STEPS)


def estimated_two_mode_betweenness(
    affiliation: Affiliation, *, sources: int, seed: int
) -> pd.Series:
    """Estimate two-mode betweenness of the actors from searches from some nodes."""
    return _of_mode(affiliation, _sampled(affiliation, sources=sources, seed=seed), "actors")


def _sampled(affiliation: Affiliation, *, sources: int = SOURCES, seed: int = SEED) -> Sampled:
    """Estimate the betweenness of actors and groups as nodes of one network."""
    ids = tuple(f"{mode} {key}" for mode, keys in _modes(affiliation) for key in keys)
    together = Network(ids, affiliation.adjacency)
    return sampled_betweenness(together, sources=sources, seed=seed)


def _of_mode(affiliation: Affiliation, found: Sampled, mode: Mode) -> pd.Series:
    """Scale estimated betweenness by the most that a node of the mode can have."""
    nodes = len(found.scores)
    raw = found.scores.to_numpy() * ((nodes - 1) * (nodes - 2) / 2)
    return share_of_most(affiliation, raw, mode=mode)


def _modes(affiliation: Affiliation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("actor", affiliation.actors), ("group", affiliation.groups)
