"""Tiers in place of ranks that cannot be told apart."""

import numpy as np
import pandas as pd

TIERS = ("A", "B", "C")


def tiers(ranges: pd.DataFrame) -> pd.Series:
    """Put nodes whose rank ranges overlap into one tier: A, B, and C for all the rest.

    ``ranges`` has rank, best and worst. In the order of rank, the first not yet placed leads a
    tier, and those after it join while their best rank is no worse than the worst of the leader:
    which of them is ahead cannot be said. C holds whoever is left. A node without a rank has no
    tier; one whose range is not known stands at its rank.

    >>> known = pd.DataFrame({"rank": [1, 2, 3], "best": [1, 2, 2], "worst": [1, 3, 3]})
    >>> tiers(known).tolist()
    ['A', 'B', 'B']
    """
    placed = pd.Series(pd.NA, index=ranges.index, dtype=object)
    best = ranges["best"].fillna(ranges["rank"])
    worst = ranges["worst"].fillna(ranges["rank"])
    tier, reach = -1, -np.inf
    for row in ranges["rank"].dropna().sort_values(kind="stable").index:
        if best[row] > reach and tier < len(TIERS) - 1:
            tier, reach = tier + 1, worst[row]
        placed[row] = TIERS[tier]
    return placed
