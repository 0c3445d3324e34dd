"""The appraisal T-ROI-1, and makers of lines that leave out what does not matter."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from placegraph.analytics.returns.appraisal import AppraisalInputs
from placegraph.analytics.returns.appraisal_inputs import ATTRIBUTED_COLUMNS, RANGE_COLUMNS
from placegraph.analytics.returns.appraisal_lines import BENEFIT_COLUMNS, COST_COLUMNS

Made = Callable[..., AppraisalInputs]


def _costs(rows: list[dict[str, Any]]) -> pd.DataFrame:
    usual = {"kind": "cash_revenue", "start_t": 0, "duration": 1, "optimism_bias": 0.0}
    usual |= {"payer": "A", "share": 1.0}
    table = pd.DataFrame([{"name": row["line"], **usual, **row} for row in rows])
    return table.assign(payer_name=table["payer"]) if rows else pd.DataFrame(columns=COST_COLUMNS)


def _benefits(rows: list[dict[str, Any]]) -> pd.DataFrame:
    usual = dict.fromkeys(
        ("deadweight", "displacement", "attribution", "drop_off", "optimism_bias"), 0.0
    )
    usual |= {"class": "social", "unit_value": 1.0, "start_t": 0, "duration": 1}
    usual |= {"cashable_share": 0.0, "beneficiary": "citizens", "share": 1.0}
    table = pd.DataFrame([{"name": row["line"], **usual, **row} for row in rows])
    if not rows:
        return pd.DataFrame(columns=BENEFIT_COLUMNS)
    return table.assign(beneficiary_name=table["beneficiary"])


@pytest.fixture
def made() -> Made:
    """Return what makes inputs: what a line does not say is one year, unbiased and undivided."""

    def inputs(
        costs: list[dict[str, Any]],
        benefits: list[dict[str, Any]],
        ranges: list[tuple[Any, ...]] | None = None,
        attributed: list[tuple[Any, ...]] | None = None,
        **more: Any,
    ) -> AppraisalInputs:
        return AppraisalInputs(
            costs=_costs(costs),
            benefits=_benefits(benefits),
            ranges=pd.DataFrame(ranges or [], columns=list(RANGE_COLUMNS)),
            attributed=pd.DataFrame(attributed or [], columns=list(ATTRIBUTED_COLUMNS)),
            **{"horizon": 4} | more,
        )

    return inputs


@pytest.fixture
def t_roi_1(made: Made) -> Made:
    """Return what makes T-ROI-1: two costs, a fiscal and a social benefit."""
    shared = {"start_t": 1, "duration": 4, "deadweight": 0.2, "attribution": 0.1, "quantity": 40}
    fiscal = {"line": "fiscal", "class": "fiscal", "unit_value": 1500.0, "optimism_bias": 0.15}
    fiscal |= {"cashable_share": 0.4, **shared}
    cash = {"line": "cash", "amount": 100_000.0, "optimism_bias": 0.1}
    social = {"line": "social", "unit_value": 800.0, "optimism_bias": 0.25, "drop_off": 0.1}

    def inputs(**more: Any) -> AppraisalInputs:
        return made(
            [
                {**cash, "payer": "A", "share": 0.6},
                {**cash, "payer": "B", "share": 0.4},
                {"line": "staff", "amount": 20_000.0, "duration": 5, "optimism_bias": 0.1},
            ],
            [
                {**fiscal, "beneficiary": "A", "share": 0.25},
                {**fiscal, "beneficiary": "NHS", "share": 0.75},
                social | shared,
            ],
            **more,
        )

    return inputs
