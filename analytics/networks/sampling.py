"""Betweenness of large networks from a sample, with how far it can be off."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csgraph

from placegraph.analytics.networks.network import Network, Vector
from placegraph.analytics.networks.scores import scores_of
from placegraph.analytics.networks.shortest_paths import search
from placegraph.errors import MeasureError


@dataclass(frozen=True, eq=False)
class Sampled:
    """Normalised betweenness estimated from a sample.

    ``drawn`` says how many sources, or how many paths, it is from. ``scores`` are unbiased. With
    probability ``confidence`` every node's betweenness is within its own ``margin``, all nodes at
    once; 0 means that it is exact. Two nodes whose scores differ by less than their margins
    together are not to be ranked.
    """

    scores: pd.Series
    margin: pd.Series
    drawn: int
    confidence: float
    seed: int


def sampled_betweenness(
    network: Network, *, sources: int, seed: int, confidence: float = 0.95
) -> Sampled:
    """Estimate normalised betweenness by searching from ``sources`` nodes instead of from all.

    The sources are drawn at random, none twice, and what each finds is scaled up (Brandes and Pich
    2007, International Journal of Bifurcation and Chaos 17). The margin is the smaller of two that
    hold for means of draws without return: Hoeffding and Serfling's, and the empirical one of
    Bardenet and Maillard (2015, Bernoulli 21, corollary 2.5 and theorem 4.3), at a level
    that leaves ``1 - confidence`` for all nodes and both together. It halves when the sources are
    made four times as many, and is 0 from as many sources as nodes.

    Raises ``MeasureError`` when there are fewer than three nodes, ``sources`` is below 2, or
    ``confidence`` is not between 0 and 1.
    """
    size = len(network.ids)
    refuse_unless(size=size, confidence=confidence)
    if sources < 2:
        raise MeasureError(f"betweenness: sources: found {sources}, expected 2 or more.")
    drawn = min(sources, size)
    chosen = np.sort(np.random.default_rng(seed).choice(size, drawn, replace=False))
    found = search(network.distance, chosen, between=True)
    # What one source adds to a node, as a share such that the mean over all nodes is the score.
    unit = size / ((size - 1) * (size - 2))
    mean = found.between / drawn * unit
    variance = np.maximum(found.squares / drawn * unit**2 - mean**2, 0)
    margin = _margin(
        variance, _most(network) * unit, drawn, size, between_some(network), confidence
    )
    return Sampled(scores_of(network, mean), scores_of(network, margin), drawn, confidence, seed)


def between_some(network: Network) -> npt.NDArray[np.bool_]:
    """Tell which nodes can lie on a path between two others: one tie alone leads nowhere."""
    out = np.diff(network.strength.indptr)
    if not network.directed:
        return out > 1
    return (out > 0) & (np.bincount(network.strength.indices, minlength=len(out)) > 0)


def refuse_unless(*, size: int, confidence: float) -> None:
    """Raise ``MeasureError`` unless there are pairs to lie between, and a level of confidence."""
    if size < 3:
        raise MeasureError(f"betweenness: found {size} nodes, expected 3 or more.")
    if not 0 < confidence < 1:
        raise MeasureError(
            f"betweenness: confidence: found {confidence}, expected a number between 0 and 1."
        )


def _most(network: Network) -> Vector:
    """Return the most that one search can add to each node: all others in its part but the end."""
    _, labels = csgraph.connected_components(network.strength, directed=False)
    others: Vector = np.bincount(labels)[labels].astype(np.float64) - 2
    return np.maximum(others, 0)


def _margin(
    variance: Vector,
    most: Vector,
    drawn: int,
    size: int,
    candidates: npt.NDArray[np.bool_],
    confidence: float,
) -> Vector:
    if drawn == size:
        return np.zeros(size)
    # Half of what may go wrong for each bound, shared among the nodes and the two directions.
    level = (1 - confidence) / (4 * max(int(candidates.sum()), 1))
    if drawn <= size / 2:
        remaining = 1 - (drawn - 1) / size
    else:
        remaining = (1 - drawn / size) * (1 + 1 / drawn)
    plain = most * np.sqrt(remaining * np.log(1 / level) / (2 * drawn))
    logarithm = np.log(5 / level)
    observed = np.sqrt(2 * remaining * variance * logarithm / drawn)
    observed += (7 / 3 + 3 / np.sqrt(2)) * most * logarithm / drawn
    return np.where(candidates, np.minimum(plain, observed), 0.0)
