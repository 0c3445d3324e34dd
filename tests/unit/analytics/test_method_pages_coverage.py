"""The worked figures of docs/methods/coverage.md, computed again."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from placegraph.analytics.coverage.benchmark import Quartiles, position
from placegraph.analytics.coverage.coverage import coverage
from placegraph.analytics.coverage.finding import SEVERITIES
from placegraph.analytics.coverage.questions import QUESTIONS
from placegraph.analytics.coverage.rules import own_rules
from placegraph.analytics.coverage.workload import concentration

PAGE = (Path(__file__).resolve().parents[3] / "docs/methods/coverage.md").read_text("utf-8")
WORKED = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in PAGE.split("## Worked")[1].splitlines()
    if line.startswith("| ")
][1:]
ROLE = ("relation", "holder", "holder_name", "holder_kind", "target", "target_name")
MORE = ("target_kind", "part", "joint", "status", "statement", "source", "locator")


def numbers(text: str) -> list[float]:
    return [
        float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*\d\.?\d*|\d\.?\d*", text)
    ]


def measured(relation: str, held: list[int], budgets: list[float | None]) -> pd.Series:
    """Measure outcomes of which the nth has so many holders."""
    outcomes = pd.DataFrame(
        {"id": [f"o{n}" for n in range(len(held))], "kind": "outcome", "body": "B"}
    ).assign(name=lambda frame: frame["id"], budget=budgets)
    posts = pd.DataFrame({"id": [f"p{n}" for n in range(max(held))]}).assign(
        name="Post", fte=1.0, role=None, vacant=False, temporary=False
    )
    edges = [(f"p{n}", f"o{o}") for o, number in enumerate(held) for n in range(number)]
    roles = pd.DataFrame(edges, columns=["holder", "target"]).assign(
        relation=relation, holder_name="Post", holder_kind="Post", target_name="Outcome"
    )
    found = coverage(
        outcomes,
        posts,
        roles.reindex(columns=[*ROLE, *MORE]),
        pd.DataFrame(columns=["id", "name"]),
    )
    return found.coverage.set_index("relation").loc[relation]


def implied(measure: str, figure: str, limit: float, stated: float) -> str:
    figures = pd.DataFrame(
        {"measure": [measure, figure], "low": [limit, stated], "unit": "", "source": "S"}
    ).assign(locator="1")
    spans = pd.DataFrame(columns=["reports", "verdict", "evidence", "name"])
    (sentence,) = own_rules(figures, spans, pd.DataFrame(), split="soft")["sentence"]
    return str(sentence)


@pytest.mark.parametrize(("figure", "given", "worked"), WORKED)
def test_worked_figure_is_what_the_measure_gives(figure: str, given: str, worked: str) -> None:
    values = numbers(given)
    match figure:
        case "coverage":
            held = [1] * int(values[0]) + [0] * int(values[1] - values[0])
            found = measured("LEAD_COMMISSIONER_FOR", held, [None] * len(held))["share"]
        case "coverage by budget":
            found = measured("LEAD_COMMISSIONER_FOR", [1, 0], list(values))["budget_share"]
        case "depth":
            many = int(values[0] - values[1])
            held = [2] * many + [1] * (int(values[1]) - many)
            found = measured("CONTRIBUTES_TO", held, [None] * len(held))["depth"]
        case "concentration (HHI)":
            found = concentration("", np.array(values)).hhi
        case "Gini":
            found = concentration("", np.array(values)).gini
        case "fence":
            found = concentration("", np.array(values)).fence
        case "standing":
            assert position(values[0], Quartiles(*values[1:])) == worked
            return
        case "core":
            assert f"of {worked};" in implied("core-share", "core-staff", values[1], values[0])
            return
        case "overheads":
            sentence = implied("overhead-reduction", "management-saving", values[1], values[0])
            assert f"of £{worked};" in sentence
            return
    assert round(found, 6) == float(worked)


def test_the_page_defines_every_question_with_severities_that_exist() -> None:
    rows = re.findall(r"^\| (Q\d+) [^|]+\|[^|]+\| ([^|]+) \|$", PAGE, re.MULTILINE)

    assert [question for question, _ in rows] == list(QUESTIONS)
    said = {word.strip().split()[0] for _, severities in rows for word in severities.split(";")}
    assert said <= set(SEVERITIES)
