"""Where one council's count stands among its peers."""

import math
from dataclasses import astuple, dataclass

from placegraph.errors import MeasureError


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
