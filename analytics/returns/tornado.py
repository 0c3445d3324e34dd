"""Which uncertain figure matters most: the swing of each range on the result, one at a time."""

import numpy as np
import pandas as pd

from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs
from placegraph.analytics.returns.model import Changes, Model, model_of
from placegraph.analytics.returns.ranges import ranges_of

COLUMNS = (
    *("side", "line", "name", "parameter", "low", "central", "high"),
    *("npsv_low", "npsv_high", "npsv_swing", "bcr_low", "bcr_high", "bcr_swing"),
)


def tornado(inputs: AppraisalInputs) -> pd.DataFrame:
    """Move each ranged figure to its low and its high end, all others as recorded.

    Columns: side, line, name, parameter; low, central, high (the figure); npsv_low, npsv_high,
    npsv_swing (£) and bcr_low, bcr_high, bcr_swing (ratio) of the appraisal; NaN when not known.
    Largest swing of NPSV first (the one-at-a-time sensitivity analysis of the HM Treasury Green
    Book; Eschenbach, *Spiderplots versus tornado diagrams*, Interfaces 22(6), 1992).

    Raises ``MeasureError`` as ``ranges_of`` does.
    """
    model = model_of(inputs)
    rows = []
    for one in ranges_of(inputs, model):
        ends = []
        for value in (one.low, one.high):
            # The share that is cashable moves cash, not value.
            moved = {} if one.parameter == "cashable_share" else {one.key: {one.parameter: value}}
            ends.append(_outcome(model, moved))
        (npsv_low, bcr_low), (npsv_high, bcr_high) = ends
        rows.append(
            {
                **{name: getattr(one, name) for name in COLUMNS[:7]},
                "npsv_low": npsv_low,
                "npsv_high": npsv_high,
                "npsv_swing": npsv_high - npsv_low,
                "bcr_low": bcr_low,
                "bcr_high": bcr_high,
                "bcr_swing": bcr_high - bcr_low,
            }
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values(
        ["npsv_swing", "side", "line", "parameter"], ascending=[False, True, True, True]
    ).reset_index(drop=True)


def _outcome(model: Model, changes: Changes) -> tuple[float, float]:
    costs, benefits = (float(np.asarray(total)) for total in model.totals(changes))
    return benefits - costs, benefits / costs if costs > 0 else np.nan
