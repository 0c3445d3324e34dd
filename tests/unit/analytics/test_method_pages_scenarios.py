"""The worked figures of docs/methods/scenarios.md follow from the code."""

from datetime import date
from pathlib import Path

import pandas as pd

from placegraph.analytics.scenarios.baseline import Frames
from placegraph.analytics.scenarios.money import by_year
from placegraph.analytics.scenarios.operations import OPERATIONS
from placegraph.analytics.scenarios.overlay import apply
from placegraph.analytics.scenarios.scenario import Scenario

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "scenarios.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """Return the rows of the page's table with this heading."""
    lines = PAGE.splitlines()
    rows = []
    for line in lines[lines.index(heading) + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line[1:-1].split("|")])
    return rows


def test_every_operation_is_on_the_page() -> None:
    named = [row[0] for row in table("| do | what becomes of what it held |")]
    assert sorted(", ".join(named).split(", ")) == sorted(OPERATIONS)


def test_the_worked_saving_is_that_of_the_page() -> None:
    start = date(2026, 4, 1)
    posts = pd.DataFrame(
        [("old", "Old", 1.0, True, None, None, None, 40_000, 50_000, None)],
        columns=[
            *("id", "name", "fte", "counted", "role", "temporary", "vacant", "salary_low"),
            *("salary_high", "status"),
        ],
        dtype=object,
    )
    scenario = Scenario.model_validate(
        {
            "id": "x",
            "title": "X",
            "baseline": {"as_at": start},
            "operations": [
                {"do": "delete post", "post": "old", "on": "2026-10-01"},
                {
                    **{"do": "create post", "post": "new", "title": "New", "fte": 0.5},
                    **{"salary_low": 30_000, "salary_high": 36_000},
                },
            ],
        }
    )
    years = by_year(apply(scenario, Frames.of(posts=posts), on=start).phases, ())

    shown = table("| year | FTE saved | saving, low | saving, high |")
    found = years[["year", "fte_years", "saving_low", "saving_high"]].to_numpy().tolist()
    assert found == [[year, *map(float, figures)] for year, *figures in shown]
