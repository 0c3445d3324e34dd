"""The worked figures of docs/methods/reallocation.md follow from the tables on the page."""

from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.scenarios.reallocation import Reallocation, reallocate

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "reallocation.md").read_text("utf-8")


def table(heading: str) -> list[list[str]]:
    """Return the rows of the page's table with this heading."""
    lines = PAGE.splitlines()
    rows = []
    for line in lines[lines.index(heading) + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line[1:-1].split("|")])
    return rows


def solved(cap: int) -> Reallocation:
    ties = [
        (holder, relation, outcome)
        for outcome, lead, contributor in table("| outcome | lead now | contributes |")
        for holder, relation in ((lead, "LEAD_COMMISSIONER_FOR"), (contributor, "CONTRIBUTES_TO"))
        if holder
    ]
    roles = pd.DataFrame(ties, columns=["holder", "relation", "target"]).assign(
        holder_name=lambda rows: rows["holder"],
        holder_kind="Post",
        target_name=lambda rows: rows["target"],
        target_kind="Outcome",
        part=False,
        joint=False,
        status=None,
        statement=None,
        source="page",
        locator=None,
    )
    posts = pd.DataFrame({"id": list("PQRS"), "name": list("PQRS")}).assign(
        fte=1.0,
        role="lead commissioner",
        vacant=[False, False, True, False],
        temporary=False,
    )
    outcomes = pd.DataFrame(
        [
            (row[0], row[0], "outcome", "council")
            for row in table("| outcome | lead now | contributes |")
        ],
        columns=["id", "name", "kind", "body"],
    )
    return reallocate(outcomes, posts, roles, cap=cap)


def test_changes_are_those_of_the_page() -> None:
    changes = solved(3).changes[["change", "outcome", "from_post", "to_post", "reason"]]
    printed = table("| change | outcome | from | to | reason |")
    assert changes.fillna("").to_numpy().tolist() == printed


@pytest.mark.parametrize(("name", "value"), table("| worked | value |"))
def test_worked_figure_is_recomputed(name: str, value: str) -> None:
    found = solved(3)
    then = found.portfolios.set_index("post")["after"]
    figures = {"changes": found.fewest, "bound": found.bound}
    figures |= {f"{post} leads then": count for post, count in then.items()}
    assert str(figures[name]) == value


def test_cap_below_is_impossible_as_the_page_says() -> None:
    found = solved(2)
    assert (found.possible, found.smallest_cap) == (False, 3)
    assert len(found.short_outcomes) == 7
    assert "3 x 2 = 6" in found.sentence
