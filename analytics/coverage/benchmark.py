"""Where one council's count stands among its peers."""

import math
from dataclasses import astuple, dataclass

import pandas as pd

from placegraph.analytics.coverage.reading import cells, require
from placegraph.analytics.wording import citation
from placegraph.errors import MeasureError

_PEERS = (
    *("benchmark", "peer_group", "lowest", "lower_quartile", "median", "upper_quartile"),
    *("highest", "source", "locator"),
)


@dataclass(frozen=True)
class Quartiles:
    """The five published figures of a peer group, in the unit of the count (posts, FTE)."""

    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float

    def __post_init__(self) -> None:
        figures = astuple(self)
        if any(math.isnan(figure) for figure in figures) or list(figures) != sorted(figures):
            raise MeasureError(
                f"benchmark: found quartiles {figures}, expected five figures from lowest to "
                "highest; correct the peer group."
            )


_NAMES = ("lowest", "lower quartile", "median", "upper quartile", "highest")
_GAPS = (
    "below the lowest",
    "below the lower quartile",
    "between the lower quartile and the median",
    "between the median and the upper quartile",
    "above the upper quartile",
    "above the highest",
)


def position(count: float | None, peers: Quartiles) -> str | None:
    """Say where ``count`` stands among ``peers``; None when the count is not known.

    Returns ``below the lowest``, ``below the lower quartile``, ``between the lower quartile and
    the median``, ``between the median and the upper quartile``, ``above the upper quartile`` or
    ``above the highest``; or ``at the median`` and the like when the count equals a figure (``at
    the lower quartile and the median`` when it equals two).

    >>> position(10.5, Quartiles(5, 6.5, 7.5, 8.5, 9))
    'above the highest'
    """
    if count is None or math.isnan(count):
        return None
    figures = astuple(peers)
    equal = [f"the {name}" for name, figure in zip(_NAMES, figures, strict=True) if count == figure]
    if equal:
        return "at " + " and ".join(equal)
    return _GAPS[sum(figure < count for figure in figures)]


def standings(posts: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """Say where a structure's posts stand among each peer group.

    ``posts``: fte, counted (false for a post its source leaves out of its totals). ``peers``:
    benchmark, peer_group, lowest, lower_quartile, median, upper_quartile, highest, source,
    locator. Columns: benchmark, peer_group, count (full-time equivalents of the posts that count;
    None when that of any is not known), the five figures of the peer group, position (as
    ``position`` says it), sentence, evidence.

    Raises ``MeasureError`` naming the columns a frame lacks, and where quartiles are out of order.
    """
    require("posts", posts, ("fte", "counted"))
    require("peers", peers, _PEERS)
    counted = posts[[counts is None or bool(counts) for (counts,) in cells(posts, "counted")]]
    silent = int(counted["fte"].isna().sum())
    count = None if silent or counted.empty else float(counted["fte"].sum())
    rows = []
    for id_, name, *figures, source, locator in cells(peers, *_PEERS):
        where = position(count, Quartiles(*figures))
        if where is None:
            reason = f"for {silent} of {len(counted)} posts no source says how many they count as"
            said = f"Not known among {name}: {reason if silent else 'no post is on record'}."
        else:
            said = f"{count:g} full-time equivalents stand {where} of {name}."
        rows.append((id_, name, count, *figures, where, said, citation(source, locator)))
    columns = [*_PEERS[:2], "count", *_PEERS[2:7], "position", "sentence", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
