"""Read the partnerships, their appraisals and figures, and measure return."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs
from placegraph.analytics.returns.returns import Returns
from placegraph.analytics.returns.returns import returns as returns_of
from placegraph.cypher import query
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment


def returns(store: Store, at: Moment | None = None) -> Returns:
    """Measure what is known of the return of every partnership, or of those of a moment."""
    partnerships = store.read(
        query("returns/partnerships"),
        as_at=at.as_at if at else None,
        organisation=at.organisation if at else None,
    )
    listed = set(partnerships["partnership"])
    found = {k: v for k, v in appraisal_inputs(store).items() if k in listed}
    return returns_of(
        partnerships,
        {name: next(iter(given.values())) for name, given in found.items() if len(given) == 1},
        store.read(query("returns/partnership_figures")),
        several={name: tuple(given) for name, given in found.items() if len(given) > 1},
    )


def appraisal_inputs(store: Store) -> Mapping[str, Mapping[str, AppraisalInputs]]:
    """Return the inputs of every appraisal, by partnership and appraisal."""
    costs = store.read(query("returns/costs"))
    benefits = store.read(query("returns/benefits"))
    found: dict[str, dict[str, AppraisalInputs]] = {}
    for row in store.read(query("returns/appraisals")).to_dict("records"):
        own = row["appraisal"]
        inputs = AppraisalInputs(
            costs=costs[costs["appraisal"] == own].reset_index(drop=True),
            benefits=benefits[benefits["appraisal"] == own].reset_index(drop=True),
            timing=row["timing"],
            horizon=int(row["horizon"]),
        )
        rate = row["rate"]
        given = found.setdefault(row["partnership"], {})
        given[own] = inputs if pd.isna(rate) else replace(inputs, rate=rate)
    return found
