"""Loops over ties in machine code, for the measures that no array operation expresses.

A search, a peeling or a triangle count visits ties one at a time. Numba compiles such a function
when it is first called, and keeps the result beside the module for later processes.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
import psutil
from scipy import sparse

Values = ParamSpec("Values")
Answer = TypeVar("Answer")
Item = TypeVar("Item")

Positions = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]


def compiled(function: Callable[Values, Answer]) -> Callable[Values, Answer]:
    """Compile ``function`` when it is first called; threads can run it side by side.

    It may use numbers and arrays, and nothing outside itself but numpy and heapq.
    """

    @wraps(function)
    def run(*args: Values.args, **kwargs: Values.kwargs) -> Answer:
        answer: Answer = _machine_code(function)(*args, **kwargs)
        return answer

    return run


def side_by_side(work: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
    """Yield the answer to each item, in order, worked out on as many threads as there are cores.

    Threads and not processes: compiled functions hold no lock, and the network is not copied.
    """
    waiting = list(items)
    if len(waiting) < 2:
        yield from map(work, waiting)
        return
    cores = psutil.Process().cpu_affinity() if hasattr(psutil.Process, "cpu_affinity") else None
    with ThreadPoolExecutor(len(cores) if cores else psutil.cpu_count()) as threads:
        yield from threads.map(work, waiting)


def rows_of(matrix: "sparse.csr_array[Any, tuple[int, int]]") -> tuple[Starts, Positions]:
    """Return where each row starts and its columns, always of the same types.

    A compiled function is compiled again for each set of types.
    """
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32, copy=False)


@cache
def _machine_code(function: Callable[..., Any]) -> Callable[..., Any]:
    # Numba takes a third of a second to import, which most commands can do without.
    from numba import njit

    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        # There is no folder to keep it in: each process compiles for itself.
        return njit(nogil=True)(function)
