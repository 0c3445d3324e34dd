"""How much two bodies' plans overlap: in how they share out their spending, and in their aims."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from placegraph.analytics.networks.network import Vector


def allocation_overlap(lower: "pd.Series[float]", upper: "pd.Series[float]") -> float | None:
    """Return the share of spending two bodies place on the same themes: 1 - ½ Σ |p - q|.

    Both series are spending (£) by theme; p and q are its shares. A theme that one of them leaves
    out has no spending there. ``None`` when an amount is unknown or either total is zero. This is
    one less the dissimilarity index of Duncan and Duncan 1955, American Sociological Review 20,
    210-217.
    """
    p, q = _shares(lower, upper)
    return None if p is None or q is None else float(1 - np.abs(p - q).sum() / 2)


def allocation_cosine(lower: "pd.Series[float]", upper: "pd.Series[float]") -> float | None:
    """Return the cosine between the spending by theme (£) of two bodies, 1 where in proportion.

    ``None`` when an amount is unknown or either total is zero.
    """
    p, q = _shares(lower, upper)
    if p is None or q is None:
        return None
    return float(p @ q / (np.linalg.norm(p) * np.linalg.norm(q)))


def jaccard(lower: Collection[str], upper: Collection[str]) -> float | None:
    """Return the share of all aims that two sets have in common, of all in either.

    ``None`` when a set is empty. Jaccard 1912, New Phytologist 11, 37-50.

    >>> jaccard({"a", "b", "c"}, {"b", "c", "d"})
    0.5
    """
    return _common(lower, upper, len({*lower, *upper}))


def overlap_coefficient(lower: Collection[str], upper: Collection[str]) -> float | None:
    """Return the share of the smaller set that that is in the larger.

    ``None`` when a set is empty. Szymkiewicz 1934; Simpson 1960, American Journal of Science 258A,
    300-311.

    >>> overlap_coefficient({"a", "b", "c"}, {"b", "c"})
    1.0
    """
    return _common(lower, upper, min(len({*lower}), len({*upper})))


def _common(lower: Collection[str], upper: Collection[str], of: int) -> float | None:
    return len({*lower} & {*upper}) / of if lower and upper else None


def _shares(
    lower: "pd.Series[float]", upper: "pd.Series[float]"
) -> tuple[Vector | None, Vector | None]:
    themes = sorted({*lower.index, *upper.index})
    return _share(lower, themes), _share(upper, themes)


def _share(spending: "pd.Series[float]", themes: list[str]) -> Vector | None:
    if spending.isna().any() or not spending.sum() > 0:
        return None
    by_theme = spending.groupby(level=0).sum().reindex(themes, fill_value=0)
    return np.asarray(by_theme / by_theme.sum(), dtype=np.float64)
