"""The tables of an appraisal: by year, by organisation and by line."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from placegraph.analytics.returns.appraisal_lines import Spread


def by_year(
    cost: Spread,
    benefit: Spread,
    cost_discount: NDArray[np.float64],
    discount: NDArray[np.float64],
) -> pd.DataFrame:
    """Return each year's benefit, cost and running total, as ``AppraisalResult`` has them."""
    years = pd.DataFrame(
        {
            "t": np.arange(discount.size),
            # Without a single line the side is unknown, not free.
            "benefit": benefit.values.sum(axis=0) if len(benefit.lines) else np.nan,
            "cost": cost.values.sum(axis=0) if len(cost.lines) else np.nan,
            "factor": discount,
        }
    )
    years["pv_benefit"] = years["benefit"] * discount
    years["pv_cost"] = years["cost"] * cost_discount
    years["net"] = years["pv_benefit"] - years["pv_cost"]
    years["cumulative"] = years["net"].cumsum(skipna=False)
    return years


def positions(
    cost: Spread,
    cost_pv: NDArray[np.float64],
    benefit: Spread,
    benefit_pv: NDArray[np.float64],
) -> pd.DataFrame:
    """Return what each organisation gains and pays at present value, £."""
    gains, pays = _shared(benefit, benefit_pv), _shared(cost, cost_pv)
    everyone = pd.concat([cost.shares, benefit.shares])
    names = everyone.groupby("organisation", dropna=False, sort=False)["name"].first()
    position = pd.DataFrame({"name": names})
    # Having no line on a side means nothing on it only when that side has lines at all.
    for column, side, spread in (("pv_benefit", gains, benefit), ("pv_cost", pays, cost)):
        absent = 0.0 if len(spread.lines) else np.nan
        position[column] = side.reindex(position.index, fill_value=absent)
    position["npv"] = position["pv_benefit"] - position["pv_cost"]
    return position.rename_axis("organisation").reset_index()


def _shared(spread: Spread, pv: NDArray[np.float64]) -> pd.Series:
    worth = spread.shares["line"].map(dict(zip(spread.lines.index, pv, strict=True))).astype(float)
    parts = (worth * spread.shares["share"]).groupby(
        spread.shares["organisation"], dropna=False, sort=False
    )
    return parts.agg(lambda part: part.sum(skipna=False))


def line_table(
    cost: Spread,
    cost_pv: NDArray[np.float64],
    benefit: Spread,
    benefit_pv: NDArray[np.float64],
) -> pd.DataFrame:
    """Return every line with its first-year impact and its present value, £."""
    tables = [
        pd.DataFrame(
            {
                "side": side,
                "line": spread.lines.index.to_numpy(),
                "name": spread.lines["name"].to_numpy(),
                "kind": spread.lines[kind].to_numpy(),
                "impact": spread.impact,
                "pv": pv,
            }
        )
        for side, kind, spread, pv in (
            ("cost", "kind", cost, cost_pv),
            ("benefit", "class", benefit, benefit_pv),
        )
    ]
    return pd.concat(tables, ignore_index=True)
