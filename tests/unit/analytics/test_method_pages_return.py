"""The figures of docs/methods/return.md, recomputed from the appraisal it describes."""

import re
from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.returns.appraisal import appraise
from placegraph.analytics.returns.discounting import GREEN_BOOK_2026, GREEN_BOOK_2026_LOWER
from placegraph.analytics.returns.evidence import LOCAL_PARTNERSHIPS
from placegraph.analytics.returns.optimism_bias import blended_optimism_bias
from placegraph.analytics.returns.prices import HM_TREASURY_MARCH_2026
from placegraph.analytics.returns.switching import benefit_multiplier, cost_multiplier

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "return.md").read_text("utf-8")


def worked():
    """Return the rows of the page's table of worked figures."""
    table = PAGE.split("| worked | value |")[1].split("\n\n")[0]
    cells = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("| ")]
    return {name.strip(): value.strip() for name, value in cells}


def computed():
    """Return the same figures from the lines the page describes."""
    costs = pd.DataFrame(
        [
            ("cash", 100_000.0, 1, "A", 0.6),
            ("cash", 100_000.0, 1, "B", 0.4),
            ("staff", 20_000.0, 5, "A", 1.0),
        ],
        columns=["line", "amount", "duration", "payer", "share"],
    ).assign(name="", kind="cash_revenue", start_t=0, optimism_bias=0.1, payer_name="")
    benefits = pd.DataFrame(
        [
            ("1", "fiscal", 1500.0, 0.15, 0.0, 0.4, "A", 0.25),
            ("1", "fiscal", 1500.0, 0.15, 0.0, 0.4, "NHS", 0.75),
            ("2", "social", 800.0, 0.25, 0.1, 0.0, "citizens", 1.0),
        ],
        columns=[
            *("line", "class", "unit_value", "optimism_bias", "drop_off", "cashable_share"),
            *("beneficiary", "share"),
        ],
    ).assign(
        name="",
        quantity=40.0,
        start_t=1,
        duration=4,
        deadweight=0.2,
        displacement=0.0,
        attribution=0.1,
        beneficiary_name="",
    )
    found = appraise(costs, benefits, timing="green_book", horizon=4)
    buildings = {"non-standard buildings": 0.3, "standard buildings": 0.7}
    return {
        "PVC": found.pvc,
        "PVB": found.pvb,
        "NPSV": found.npsv,
        "ratio": found.bcr,
        "efficiency": found.efficiency,
        "cashable": found.cashable,
        "citizen": found.citizen,
        **found.partner_position.set_index("organisation")["npv"].to_dict(),
        "benefit 1 would have to be, times": benefit_multiplier(found, ["1"]),
        "costs would have to be, times": cost_multiplier(found),
        "£100 of 2015/16 in prices of 2024/25": 100 * HM_TREASURY_MARCH_2026.factor(2015, 2024),
        "30 % non-standard and 70 % standard buildings, bias": blended_optimism_bias(
            buildings
        ).capital,
    }


def test_every_worked_figure_is_computed():
    assert set(worked()) == set(computed())


@pytest.mark.parametrize("name", worked())
def test_a_worked_figure_is_what_the_lines_come_to(name):
    printed = worked()[name].replace(",", "")
    places = len(printed.split(".")[1])

    assert f"{computed()[name]:.{places}f}" == printed


def test_the_rates_are_those_of_the_schedules():
    standard, lower = re.search(
        r"has (3\.5 % .*?) after.*?lower rates \((.*?) %\)", PAGE, re.DOTALL
    ).groups()
    printed = [float(rate) / 100 for rate in re.findall(r"(\d\.\d) %", standard)]

    assert printed == pytest.approx([rate for _, rate in GREEN_BOOK_2026.bands])
    assert [float(rate) / 100 for rate in lower.split(",")] == pytest.approx(
        [rate for _, rate in GREEN_BOOK_2026_LOWER.bands]
    )


def test_the_corrections_are_those_of_the_grades():
    printed = re.search(r"with a grade \(([\d, ]+) %\)", PAGE)[1].split(",")

    assert [int(percent) / 100 for percent in printed] == list(LOCAL_PARTNERSHIPS.by_grade.values())
