"""Scores that come from the scores of neighbours: eigenvector, PageRank and Katz centrality.

All read strengths, more being closer. Each is iterated until what is left of its own equation is
below a stated bound, and never for a number of rounds that leaves the error unknown.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse.linalg import ArpackNoConvergence, eigs, eigsh

from placegraph.analytics.networks.network import Matrix, Network, Vector
from placegraph.analytics.networks.scores import scores_of
from placegraph.errors import MeasureError

#: The most that PageRank scores, which sum to 1, are off by in total, and a Katz score as a share
#: of itself; for the eigenvector, of length 1, the greatest length of A x - λ x as a share of λ.
TOLERANCE = 1e-10
_ROUNDS = 10_000
_GRADIENTS = 500
# Below this a dense eigenvalue is found sooner than ARPACK, and surely, starts.
_DENSE = 60


def eigenvector(network: Network) -> pd.Series:
    """Score each node by the scores of those it is tied to: A x = λ x, λ the largest.

    x is positive and has length 1 (Bonacich 1972, Journal of Mathematical Sociology 2). Only the
    largest component has scores: elsewhere they are NaN, and NaN everywhere when there is no tie
    or two components are equally large. Raises ``MeasureError`` on a directed network, and when
    the iteration does not reach :data:`TOLERANCE`.
    """
    if network.directed:
        raise MeasureError(
            "eigenvector: found a directed network, expected an undirected one; use pagerank."
        )
    scores = np.full(len(network.ids), np.nan)
    main = _largest_component(network.strength)
    if len(main) > 1:
        whole = len(main) == len(network.ids)
        inside = network.strength if whole else network.strength[main][:, main]
        largest, vector = _leading(inside)
        left = np.linalg.norm(inside @ vector - largest * vector)
        if left > TOLERANCE * largest:
            raise _not_converged("eigenvector", float(left / largest))
        scores[main] = vector
    return scores_of(network, scores)


def pagerank(network: Network, *, alpha: float = 0.85) -> pd.Series:
    """Find the share of time a walker spends on each node, who restarts with chance 1 - alpha.

    It leaves along ties in proportion to their strength; from a node without a way out it goes
    anywhere (Page and others 1999, Stanford InfoLab 1999-66). Scores sum to 1, and together are
    at most :data:`TOLERANCE` off. Raises ``MeasureError`` if alpha is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise MeasureError(
            f"pagerank: alpha: found {alpha}, expected a number between 0 and 1; 0.85 is usual."
        )
    size = len(network.ids)
    if not size:
        return scores_of(network, np.empty(0))
    out = np.asarray(network.strength.sum(axis=1), dtype=np.float64)
    share = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    backward = network.strength.T.tocsr() if network.directed else network.strength
    # Where a walker without a way out goes is where one that restarts goes: anywhere. Leaving
    # the former out, and scaling the sum to 1 at the end, gives the same scores.
    start = np.full(size, 1 / size)

    def walk(x: Vector) -> Vector:
        moved: Vector = alpha * np.asarray(backward @ (x * share))
        return moved

    def near(change: Vector, x: Vector) -> bool:
        # No column of the walk sums to more than alpha: what is left of the equation, summed,
        # is at least 1 - alpha of the error, summed.
        return bool(change.sum() <= TOLERANCE * (1 - alpha) * x.sum())

    guess = start
    if not network.directed:
        root = np.sqrt(share)
        guess = np.where(
            out > 0,
            np.sqrt(out)
            * _conjugate(lambda z: alpha * (root * (backward @ (root * z))), start * root),
            start,
        )
    scores = _iterated(walk, start, guess, near, "pagerank")
    return scores_of(network, scores / scores.sum())


def katz(network: Network, *, alpha: float, beta: float = 1.0) -> pd.Series:
    """Score each node by beta, and by alpha times the strengths and scores that lead to it.

    x = alpha Aᵀ x + beta, then scaled to length 1 (Katz 1953, Psychometrika 18). In a directed
    network it counts the ties that come in. Raises ``MeasureError`` when alpha is not above 0 and
    below 1 / λ, λ being the spectral radius of A, since the sum over walks is then infinite, or
    when beta is not above 0.

    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "strength": [1.0]})
    >>> katz(Network.from_edges(ties), alpha=0.5).round(4).to_dict()
    {'a': 0.7071, 'b': 0.7071}
    """
    radius = spectral_radius(network.strength, directed=network.directed)
    if not (alpha > 0 and alpha * radius < 1):
        raise MeasureError(
            f"katz: alpha: found {alpha}, expected a number above 0 and below "
            f"{1 / radius if radius else np.inf:.6g}, which is 1 / the largest eigenvalue."
        )
    if not beta > 0:
        raise MeasureError(f"katz: beta: found {beta}, expected a number above 0.")
    backward = network.strength.T.tocsr() if network.directed else network.strength
    start = np.full(len(network.ids), float(beta))

    def walk(x: Vector) -> Vector:
        moved: Vector = alpha * np.asarray(backward @ x)
        return moved

    def near(change: Vector, _: Vector) -> bool:
        # Nothing is negative: what is left, below a share of beta everywhere, is that share or
        # more of the error everywhere, since both are solved by the same equation.
        return bool((change <= TOLERANCE * beta).all())

    guess = start if network.directed else _conjugate(walk, start)
    scores = _iterated(walk, start, guess, near, "katz")
    length = np.linalg.norm(scores)
    return scores_of(network, scores / length if length else scores)


def spectral_radius(matrix: Matrix, *, directed: bool) -> float:
    """Return the largest eigenvalue of a matrix without negative entries; 0 without a cycle."""
    count, labels = csgraph.connected_components(matrix, directed=directed, connection="strong")
    if not directed:
        return _leading(matrix)[0] if matrix.nnz else 0.0
    largest = 0.0
    for label in np.flatnonzero(np.bincount(labels, minlength=count) > 1):
        inside = np.flatnonzero(labels == label)
        largest = max(largest, _radius_of_strong(matrix[inside][:, inside]))
    return largest


def _radius_of_strong(matrix: Matrix) -> float:
    if matrix.shape[0] < _DENSE:
        return float(np.abs(np.linalg.eigvals(matrix.toarray())).max())
    # One more on the diagonal makes the largest eigenvalue the only one of its size.
    moved = matrix + sparse.eye_array(matrix.shape[0], format="csr")
    try:
        values = eigs(
            moved, k=1, which="LM", v0=np.ones(matrix.shape[0]), return_eigenvectors=False
        )
    except ArpackNoConvergence as error:
        raise _not_converged("largest eigenvalue", np.inf) from error
    return float(np.abs(values[0])) - 1


def _leading(matrix: Matrix) -> tuple[float, Vector]:
    """Return the largest eigenvalue of a symmetric matrix, and its vector, not negative."""
    if matrix.shape[0] < _DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
        return float(values[-1]), np.abs(vectors[:, -1])
    try:
        values, vectors = eigsh(
            matrix, k=1, which="LA", v0=np.asarray(matrix.sum(axis=1)), tol=TOLERANCE / 10
        )
    except ArpackNoConvergence as error:
        raise _not_converged("eigenvector", np.inf) from error
    return float(values[0]), np.abs(vectors[:, 0]) / np.linalg.norm(vectors[:, 0])


def _iterated(
    walk: Callable[[Vector], Vector],
    start: Vector,
    guess: Vector,
    near: Callable[[Vector, Vector], bool],
    name: str,
) -> Vector:
    """Solve x = walk(x) + start by repeating it from ``guess`` until what is left is small."""
    scores = guess
    for _ in range(_ROUNDS):
        following = walk(scores) + start
        change = np.abs(following - scores)
        scores = following
        if near(change, scores):
            return scores
    raise _not_converged(name, float(change.sum() / scores.sum()))


def _conjugate(walk: Callable[[Vector], Vector], start: Vector) -> Vector:
    """Nearly solve x = walk(x) + start by conjugate gradients, ``walk`` being symmetric.

    They need a quarter of the rounds that repeating does; when rounding stops them, the best so
    far is still a good start for it.
    """
    scores = start.copy()
    left = walk(scores)
    heading, size = left, float((left * left).sum())
    enough = (TOLERANCE / 1000) ** 2 * float((start * start).sum())
    for _ in range(_GRADIENTS):
        if size <= enough:
            break
        moved = heading - walk(heading)
        step = size / float((heading * moved).sum())
        scores = scores + step * heading
        left = left - step * moved
        before, size = size, float((left * left).sum())
        heading = left + size / before * heading
    return scores


def _largest_component(matrix: Matrix) -> npt.NDArray[np.intp]:
    """Return the nodes of the largest component, none when it is not the only one so large."""
    if not matrix.shape[0]:
        return np.empty(0, dtype=np.intp)
    _, labels = csgraph.connected_components(matrix, directed=False)
    sizes = np.bincount(labels)
    if np.count_nonzero(sizes == sizes.max()) > 1:
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(labels == sizes.argmax())


def _not_converged(name: str, left: float) -> MeasureError:
    return MeasureError(
        f"{name}: found an error of {left:.1e} after {_ROUNDS} rounds, expected {TOLERANCE:.0e}; "
        "leave the measure out, or look for strengths that differ by many orders."
    )
