"""Who else brought a benefit about: shares that must add up to the attribution of their line."""

import numpy as np
import pandas as pd

from placegraph.errors import MeasureError

_TOLERANCE = 1e-6


def unnamed_attribution(benefits: pd.DataFrame, attributed: pd.DataFrame) -> tuple[str, ...]:
    """Say, line by line, how much of a benefit's attribution to others nobody is named for.

    ``benefits`` has columns line, attribution (fraction); ``attributed`` line, to, share
    (fraction). A line without shares names nobody, and nothing is said of it: the attribution
    stands as the appraisal gives it.

    Raises ``MeasureError`` when the shares of a line exceed the attribution it states, or 1.
    """
    stated = benefits.drop_duplicates("line").set_index("line")["attribution"]
    said = []
    for line, rows in attributed.groupby("line", sort=False):
        total = float(rows["share"].astype(float).sum(skipna=False))
        if line not in stated.index:
            raise MeasureError(
                f"benefit line {line}: found shares attributed to others but no such line in the "
                "appraisal; correct the line's identifier."
            )
        own = float(stated[line]) if pd.notna(stated[line]) else np.nan
        if np.isnan(total):
            said.append(f"benefit line {line}: a share attributed to others is not recorded")
        elif total > 1 + _TOLERANCE or total > own + _TOLERANCE:
            limit = "1" if np.isnan(own) or total > 1 + _TOLERANCE else f"its attribution, {own:g}"
            raise MeasureError(
                f"benefit line {line}: found shares attributed to others that come to {total:g}, "
                f"expected at most {limit}; correct the shares or the attribution."
            )
        elif np.isnan(own):
            said.append(
                f"benefit line {line}: {total:.0%} is attributed by name, but the whole "
                "attribution is not recorded"
            )
        elif total < own - _TOLERANCE:
            said.append(
                f"benefit line {line}: {own:.0%} is attributed to others, of which "
                f"{own - total:.0%} to nobody named"
            )
    return tuple(said)
