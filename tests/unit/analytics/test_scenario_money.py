"""Savings of a scenario by financial year, each figure worked out by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from placegraph.analytics.scenarios.baseline import Frames
from placegraph.analytics.scenarios.money import by_year
from placegraph.analytics.scenarios.overlay import apply
from placegraph.analytics.scenarios.scenario import Scenario

START = date(2026, 4, 1)


def staff(*rows: tuple[str, float | None, float | None, float | None]) -> Frames:
    posts = pd.DataFrame(rows, columns=["id", "fte", "salary_low", "salary_high"], dtype=object)
    return Frames.of(
        posts=posts.assign(
            name=posts["id"], role=None, temporary=None, vacant=None, status=None, counted=True
        )
    )


def years(place: Frames, *operations: dict[str, Any], figures: Any = ()) -> pd.DataFrame:
    scenario = Scenario.model_validate(
        {
            **{"id": "x", "title": "X", "baseline": {"as_at": START}},
            **{"operations": operations, "figures": figures},
        }
    )
    found = by_year(apply(scenario, place, on=START).phases, scenario.figures)
    return found.set_index("year")


PLACE = staff(("a", 1.0, 40_000, 50_000), ("b", 0.5, 60_000, None), ("c", 1.0, None, None))


def test_a_post_that_goes_in_october_saves_half_a_year_first() -> None:
    found = years(PLACE, {"do": "delete post", "post": "a", "on": "2026-10-01"})

    assert found.index.tolist() == ["2026/27", "2027/28 onwards"]
    assert found["fte"].tolist() == [1.5, 1.5]
    assert found["fte_years"].tolist() == [0.5, 1.0]
    assert found["saving_low"].tolist() == [20_000, 40_000]
    assert found["saving_high"].tolist() == [25_000, 50_000]


def test_a_new_post_is_taken_off_at_its_other_end() -> None:
    found = years(
        PLACE,
        {"do": "delete post", "post": "a", "on": "2026-04-01"},
        {
            **{"do": "create post", "post": "d", "title": "D", "fte": 0.5},
            **{"salary_low": 30_000, "salary_high": 36_000},
        },
    )
    # 40,000 less 18,000 to 50,000 less 15,000.
    assert found[["saving_low", "saving_high"]].to_numpy().tolist() == [[22_000, 35_000]]


def test_a_salary_of_one_figure_is_no_range() -> None:
    found = years(PLACE, {"do": "delete post", "post": "b", "on": "2026-04-01"})
    assert found[["saving_low", "saving_high"]].to_numpy().tolist() == [[30_000, 30_000]]


def test_a_post_whose_pay_is_not_known_and_that_stays_hides_no_saving() -> None:
    found = years(PLACE, {"do": "regrade post", "post": "a", "fte": 0.5, "on": "2026-04-01"})
    assert found["saving_low"].tolist() == [40_000 - 25_000]
    assert found["reason"].tolist() == [None]


def test_an_unknown_salary_makes_an_unknown_saving() -> None:
    found = years(
        PLACE,
        {"do": "delete post", "post": "a", "on": "2026-04-01"},
        {"do": "delete post", "post": "c"},
    )
    assert found["saving_low"].tolist() == [None]
    assert found["reason"].tolist() == ["no source gives the salary of c"]
    assert found["fte_years"].tolist() == [2.0]


def test_unknown_full_time_equivalents_make_unknown_totals() -> None:
    place = staff(("a", 1.0, 40_000, 50_000), ("b", None, None, None))
    found = years(place, {"do": "delete post", "post": "a", "on": "2026-04-01"})
    assert found[["fte", "fte_years"]].to_numpy().tolist() == [[None, None]]
    assert "full-time equivalents of b" in found["reason"].iloc[0]
    assert found["saving_low"].tolist() == [40_000]


def test_stated_figures_stand_beside_and_are_not_added() -> None:
    stated = [
        {"what": "saving", "year": 2027, "onwards": True, "low": 9, "source": "s", "locator": "p1"},
        {"what": "cost", "low": 3, "high": 4, "source": "s", "locator": "p2", "note": "About."},
    ]
    found = years(PLACE, {"do": "delete post", "post": "a", "on": "2026-10-01"}, figures=stated)

    assert found["stated_saving_low"].tolist()[1:] == [9, pytest.approx(float("nan"), nan_ok=True)]
    assert found["saving_low"].tolist()[:2] == [20_000, 40_000]
    undated = found[found.index.isna()].iloc[0]
    assert (undated["stated_cost_low"], undated["stated_cost_high"]) == (3, 4)
    assert (undated["sources"], undated["notes"]) == ("s p2", "About.")


def test_without_days_there_are_stated_figures_alone() -> None:
    stated = [{"what": "saving", "year": 2026, "low": 9, "source": "s", "locator": "p1"}]
    scenario = Scenario.model_validate(
        {
            **{"id": "x", "title": "X", "baseline": {"as_at": START}},
            **{"operations": [{"do": "delete post", "post": "a"}], "figures": stated},
        }
    )
    found = by_year(apply(scenario, PLACE).phases, scenario.figures)
    assert found["reason"].tolist() == ["an operation has no day"]
    assert found["saving_low"].isna().all()
