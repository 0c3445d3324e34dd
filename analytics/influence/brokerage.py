"""Who stands between two others that are not tied themselves, and of which groups these are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from placegraph.analytics.networks.matrices import Matrix, entries, matrix_of
from placegraph.analytics.networks.network import Network

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


@dataclass(frozen=True, eq=False)
class Brokerage:
    """How often each node plays each role of a broker.

    ``roles``: id, group, one count for each of :data:`ROLES`, total; ordered by total from the
    greatest, then id. A node whose own group is not known has NA in all. ``unplaced`` counts the
    open two-paths left out because an end's group, or the broker's, is not known.
    """

    roles: pd.DataFrame
    unplaced: int


def brokerage(network: Network, groups: Mapping[str, str]) -> Brokerage:
    """Count the roles of Gould and Fernandez 1989 (Sociological Methodology 19).

    Over the ordered open two-paths a → v → b, a and b different and no tie from a to b: v is
    coordinator when all three are of one group, itinerant when a and b are of one and v of
    another, representative when a and v are of one and b of another, gatekeeper when v and b are
    of one and a of another, liaison when all are of different groups. Strengths do not matter. In
    an undirected network each path counts both ways, so that representative equals gatekeeper.

    ``groups`` gives the group of a node; a node that is not in it has no known group.
    """
    size = len(network.ids)
    named = [groups.get(key) for key in network.ids]
    labels = sorted({group for group in named if group is not None})
    # One more group than there are holds those that are not known.
    codes = np.array(
        [labels.index(g) if g is not None else len(labels) for g in named], dtype=np.int64
    )
    rows, columns, _ = entries(network.strength)
    ties = matrix_of(rows, columns, np.ones(len(rows)), (size, size))
    backward = sparse.csr_array(ties.T)
    # A way back to where it came from is no two-path.
    closed = sparse.csr_array(ties + sparse.eye_array(size, dtype=np.float64, format="csr"))
    counts = np.zeros((size, len(ROLES)), dtype=np.int64)
    unplaced = 0
    for node in range(size):
        into = backward.indices[backward.indptr[node] : backward.indptr[node + 1]]
        onward = ties.indices[ties.indptr[node] : ties.indptr[node + 1]]
        if not len(into) or not len(onward):
            continue
        open_paths = _open(codes, len(labels) + 1, into, onward, closed)
        known = open_paths[:-1, :-1]
        own = codes[node]
        if own == len(labels):
            unplaced += int(open_paths.sum())
            continue
        unplaced += int(open_paths.sum() - known.sum())
        same = int(known[own, own])
        alike = int(np.trace(known)) - same
        leaving = int(known[own].sum()) - same
        entering = int(known[:, own].sum()) - same
        apart = int(known.sum()) - same - alike - leaving - entering
        counts[node] = (same, alike, leaving, entering, apart)
    roles = pd.DataFrame(counts, columns=list(ROLES)).astype("Int64")
    roles["total"] = roles.sum(axis=1)
    roles[codes == len(labels)] = pd.NA
    roles.insert(0, "group", pd.Series(named, dtype=object))
    roles.insert(0, "id", pd.Series(network.ids, dtype=object))
    ordered = roles.sort_values(["total", "id"], ascending=[False, True], ignore_index=True)
    return Brokerage(ordered, unplaced)


def _open(
    codes: npt.NDArray[np.int64],
    number: int,
    into: npt.NDArray[np.int32],
    onward: npt.NDArray[np.int32],
    closed: Matrix,
) -> npt.NDArray[np.int64]:
    """Count by the groups of their ends the ordered pairs of ends that are not tied."""
    starts = np.bincount(codes[into], minlength=number)
    ends = np.bincount(codes[onward], minlength=number)
    pairs = np.outer(starts, ends)
    rows, columns, _ = entries(closed[into][:, onward])
    np.subtract.at(pairs, (codes[into][rows], codes[onward][columns]), 1)
    return pairs
