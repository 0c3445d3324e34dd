"""Sparse matrices of ties: how they are made, read and checked."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from placegraph.errors import MeasureError

Matrix: TypeAlias = "sparse.csr_array[np.float64, tuple[int, int]]"
Vector: TypeAlias = npt.NDArray[np.float64]


def matrix_of(
    rows: npt.NDArray[np.integer],
    columns: npt.NDArray[np.integer],
    values: Vector,
    shape: tuple[int, int],
) -> Matrix:
    """Return a matrix with those entries, entries of one place summed."""
    return in_order(sparse.coo_array((values, (rows, columns)), shape=shape))


def in_order(matrix: Any) -> Matrix:
    """Return a matrix as it is held: rows in order, each place once."""
    held: Matrix = sparse.csr_array(matrix, dtype=np.float64)
    held.sum_duplicates()
    return held


def entries(matrix: Matrix) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Vector]:
    """Return the rows, columns and values recorded in a matrix, ordered by row then column."""
    ordered = matrix.sorted_indices()
    rows = np.repeat(np.arange(ordered.shape[0], dtype=np.intp), np.diff(ordered.indptr))
    return rows, ordered.indices.astype(np.intp), ordered.data


def components(matrix: Matrix) -> int:
    """Count the connected parts of an adjacency matrix, direction ignored."""
    if not matrix.shape[0]:
        return 0
    count, _ = csgraph.connected_components(matrix, directed=False)
    return int(count)


def require_positions(
    rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], shape: tuple[int, int]
) -> None:
    """Raise ``MeasureError`` unless every row and column lies within ``shape``."""
    if rows.shape != columns.shape:
        raise MeasureError(
            f"ties: found {len(rows)} starts and {len(columns)} ends, expected one each."
        )
    for name, found, size in (("start", rows, shape[0]), ("end", columns, shape[1])):
        outside = (found < 0) | (found >= size)
        if outside.any():
            k = int(np.flatnonzero(outside)[0])
            raise MeasureError(
                f"ties: {k}: {name}: found position {found[k]}, expected 0 to {size - 1}; "
                "give positions in the list of ids."
            )
