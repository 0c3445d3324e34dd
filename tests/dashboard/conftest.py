"""A store that answers from frames, and pages rendered over it without a browser."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import dash
import pandas as pd
import pytest
from dash.development.base_component import Component

from placegraph.cypher import Query, Value, query
from placegraph.dashboard.app import create_app
from placegraph.errors import StoreError
from placegraph.graph.store import Store, frame

Rows = Mapping[str | tuple[str, date], list[dict[str, Any]]]
Render = Callable[..., str]


class StubStore:
    """Answers a query with the rows given for it on a day, or any day, and with none else."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def read(self, asked: Query, /, **parameters: Value) -> pd.DataFrame:
        named = [column.name for column in asked.columns]
        day = parameters.get("as_at")
        of_day = self.rows.get((asked.name, day)) if isinstance(day, date) else None
        given = self.rows.get(asked.name, []) if of_day is None else of_day
        assert all(set(row) <= set(named) for row in given), f"{asked.name}: unknown column"
        return frame(asked, [[row.get(name) for name in named] for row in given])


class FailingStore:
    """Fails as a store does whose Neo4j has gone."""

    def read(self, _asked: Query, /, **_parameters: Value) -> pd.DataFrame:
        raise StoreError("Neo4j: found that the connection was lost, expected it to last.")


def words(part: Any) -> str:
    """Return every word a component shows, AG Grid rows and figure text included."""
    return " ".join(_said(part))


def _said(part: Any) -> Iterable[str]:
    if part is None:
        return
    if isinstance(part, str | int | float):
        yield str(part)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _said(one)
    elif isinstance(part, Component):
        for row in getattr(part, "rowData", None) or []:
            yield from _said([value for value in row.values() if value is not None])
        yield from _said(getattr(part, "children", None))


@pytest.fixture
def render() -> Render:
    """Return a function that renders a page over a store and returns its words."""

    def rendered(store: Any, path: str, **asked: str) -> str:
        app = create_app(store)
        (page,) = [p for p in dash.page_registry.values() if p["path"] == path]
        with app.server.app_context():
            return words(page["layout"](**asked))

    return rendered


@pytest.fixture
def empty() -> Store:
    return StubStore({})  # type: ignore[return-value]


@pytest.fixture
def failing() -> Store:
    return FailingStore()  # type: ignore[return-value]


@pytest.fixture
def place() -> Store:
    """Return a small place: two phases, two outcomes, two partnerships and a worked example."""
    said = {"source": "s", "locator": "p. 1"}
    phase = {"organisation": "C", "organisation_name": "Council"}
    rows: Rows = {
        "structures/structures": [
            {
                "structure": "one",
                "name": "First phase",
                **phase,
                "valid_from": date(2011, 4, 1),
                "valid_to": date(2012, 10, 1),
            },
            {"structure": "two", "name": "Second phase", **phase, "valid_from": date(2012, 10, 1)},
        ],
        "structures/posts": [
            {
                "post": "P1",
                "name": "Director",
                "structure": "one",
                "fte": 1.0,
                "counted": True,
                "role": "lead commissioner",
                **said,
            },
            {
                "post": "P2",
                "name": "Head of Change",
                "structure": "one",
                "fte": 1.0,
                "counted": True,
                "temporary": True,
                **said,
            },
        ],
        "outcomes/outcomes": [
            {"id": "O1", "name": "Streets are clean", "kind": "outcome", "body": "C"},
            {"id": "O2", "name": "People feel safe", "kind": "outcome", "body": "C"},
            {
                "id": "B1",
                "name": "A clean place",
                "kind": "objective",
                "level": "objective",
                "body": "C",
            },
            {
                "id": "B2",
                "name": "A rich place",
                "kind": "objective",
                "level": "objective",
                "body": "C",
            },
            {
                "id": "A1",
                "name": "Care for nature",
                "kind": "objective",
                "level": "ambition",
                "body": "PT",
            },
            {
                "id": "A2",
                "name": "Care for the young",
                "kind": "objective",
                "level": "ambition",
                "body": "PT",
            },
        ],
        "outcomes/roles": [
            {
                "relation": "CONTRIBUTES_TO",
                "holder": "P2",
                "holder_name": "Head of Change",
                "holder_kind": "Post",
                "target": "O1",
                "target_name": "Streets are clean",
                "target_kind": "Outcome",
                "part": False,
                "joint": False,
                "statement": "x",
                **said,
            },
        ],
        ("outcomes/roles", date(2012, 10, 1)): [],
        "partnerships/partnerships": [
            {
                "partnership": "PT",
                "name": "Place Board",
                "kind": "strategic",
                "members_known": "complete",
                "members": 2,
                "organisations": ["C", "D"],
            },
            {
                "partnership": "SP",
                "name": "Support Together",
                "kind": "joint commissioning",
                "members_known": "partial",
                "members": 0,
                "organisations": [],
            },
        ],
        "returns/partnerships": [
            {"partnership": "PT", "name": "Place Board"},
            {"partnership": "SP", "name": "Support Together"},
            {"partnership": "EX", "name": "Lunch Club (worked example)"},
        ],
        "partnerships/memberships": [
            {
                "actor": actor,
                "actor_name": name,
                "actor_kind": "district",
                "partnership": "PT",
                "partnership_name": "Place Board",
                "completeness": "complete",
                **said,
            }
            for actor, name in (("C", "Council"), ("D", "District"))
        ]
        + [
            {
                "actor": "E",
                "actor_name": "Police",
                "actor_kind": "police",
                "partnership": "SP",
                "partnership_name": "Support Together",
                "completeness": "partial",
                **said,
            },
        ],
        "objectives/links": [
            {
                "lower": "B1",
                "lower_name": "A clean place",
                "lower_body": "C",
                "upper": "A1",
                "upper_name": "Care for nature",
                "upper_body": "PT",
                "score": 3,
                "status": "proposed",
                "basis": "wording",
                **said,
            },
        ],
        "network/nodes": [
            {"id": "C", "type": "Organisation", "name": "Council"},
            {"id": "PT", "type": "Partnership", "name": "Place Board"},
        ],
        "sources/sources": [{"source": "s", "name": "The only paper", "of_things": 12}],
        "contracts/contracts": [{"contract": "K", "name": "Waste contract", "kind": "contract"}],
        "contracts/without_client": [
            {"contract": "K", "name": "Waste contract", "kind": "contract"}
        ],
        "returns/partnership_figures": [
            {
                "partnership": "SP",
                "figure": f"F{year}",
                "measure": "pooled cost",
                "period": str(year),
                "period_start": year,
                "value": value,
                "unit": "£",
                **said,
            }
            for year, value in ((2004, 200.0), (2009, 150.0))
        ],
        "returns/appraisals": [
            {
                "appraisal": "X",
                "name": "Lunch",
                "partnership": "EX",
                "timing": "sroi",
                "horizon": 2,
                "rate": 0.035,
                "worked_example": True,
                **said,
            }
        ],
        "returns/costs": [
            {
                "appraisal": "X",
                "line": "L1",
                "name": "Cook",
                "kind": "cash_revenue",
                "amount": 100.0,
                "start_t": 0,
                "duration": 1,
                "optimism_bias": 0.0,
                "payer": "C",
                "payer_name": "Council",
                "share": 1.0,
            }
        ],
        "returns/benefits": [
            {
                "appraisal": "X",
                "line": "L2",
                "name": "Meals",
                "class": "social",
                "quantity": 10.0,
                "unit_value": 20.7,
                "start_t": 1,
                "duration": 1,
                "deadweight": 0.0,
                "displacement": 0.0,
                "attribution": 0.0,
                "drop_off": 0.0,
                "optimism_bias": 0.0,
                "beneficiary": "R",
                "beneficiary_name": "Residents",
                "share": 1.0,
            }
        ],
    }
    for key in rows:
        query(key if isinstance(key, str) else key[0])
    return StubStore(rows)  # type: ignore[return-value]
