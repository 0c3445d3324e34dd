"""A search for a good set by swapping one member for another, from several starts."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

Places: TypeAlias = tuple[int, ...]

_STARTS = 5
_SAME = 1e-9


def swapped(
    k: int,
    size: int,
    cost: Callable[[Places], float],
    promising: Callable[[Places], list[int]],
    *,
    seed: int,
) -> Places:
    """Return the set of least cost that swaps of one for another lead to, from several starts."""
    generator = np.random.default_rng(seed)
    best: Places = ()
    for start in range(_STARTS):
        chosen: Places = ()
        if start:
            chosen = tuple(sorted(generator.choice(size, k, replace=False).tolist()))
        while len(chosen) < k:
            chosen = min((_with(chosen, p) for p in promising(chosen)), key=cost)
        better = True
        while better:
            better = False
            for leaving in chosen:
                rest = tuple(p for p in chosen if p != leaving)
                other = min((_with(rest, p) for p in promising(rest)), key=cost)
                if cost(other) < cost(chosen) - _SAME:
                    chosen, better = other, True
                    break
        if not best or (cost(chosen), chosen) < (cost(best), best):
            best = chosen
    return best


def _with(chosen: Places, place: int) -> Places:
    return tuple(sorted((*chosen, place)))
