"""Make networks of buyers and suppliers of any size: two-mode, and with very busy ends."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from placegraph.analytics.networks.network import Affiliation, Network


@dataclass(frozen=True)
class Size:
    """How many suppliers, buyers and ties between them."""

    suppliers: int
    buyers: int
    ties: int


COUNTY = Size(8_000, 2_000, 40_000)
NATIONAL = Size(270_000, 30_000, 1_500_000)


def pairs(size: Size, *, seed: int = 1) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Draw which supplier is tied to which buyer, each pair once; a seed gives the same ties.

    The chance of the k-th buyer falls with k^0.9 and of the k-th supplier with k^0.7, so that a
    few of each have thousands of ties and most have one to five.
    """
    chance = np.random.default_rng(seed)
    busy = [1 / np.arange(1, n + 1) ** k for n, k in ((size.suppliers, 0.7), (size.buyers, 0.9))]
    drawn = np.empty(0, dtype=np.int64)
    while len(drawn) < size.ties:
        ends = [chance.choice(len(one), size.ties, p=one / one.sum()) for one in busy]
        drawn = np.unique(np.concatenate([drawn, ends[0] * size.buyers + ends[1]]))
    kept = chance.permutation(drawn)[: size.ties]
    return kept // size.buyers, kept % size.buyers


def network(size: Size, *, weighted: bool = False, seed: int = 1) -> Network:
    """Return suppliers and then buyers as nodes; weighted, with strengths from 1 to 9."""
    rows, columns = pairs(size, seed=seed)
    strength = np.ones(size.ties)
    if weighted:
        strength = np.random.default_rng(seed).integers(1, 10, size.ties).astype(np.float64)
    ids = [f"s{k}" for k in range(size.suppliers)] + [f"b{k}" for k in range(size.buyers)]
    return Network.from_arrays(ids, rows, columns + size.suppliers, strength)


def affiliation(size: Size, *, seed: int = 1) -> Affiliation:
    """Return the buyers as actors and the suppliers as groups, to be projected on the buyers.

    Suppliers of more than 100 buyers are left out, as frameworks are: their buyers share nothing.
    """
    rows, columns = pairs(size, seed=seed)
    few = np.bincount(rows, minlength=size.suppliers)[rows] <= 100
    return Affiliation.from_arrays(
        [f"b{k}" for k in range(size.buyers)],
        [f"s{k}" for k in range(size.suppliers)],
        columns[few],
        rows[few],
    )
