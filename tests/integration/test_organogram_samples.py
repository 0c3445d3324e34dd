"""Published organograms, with figures counted from the files by the csv module alone."""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from placegraph.graph.model import (
    InStructure,
    PoolInStructure,
    PoolReportsTo,
    Post,
    PostPool,
    ReportsTo,
    Structure,
)
from placegraph.graph.schema import Fact
from placegraph.loaders.published import About, Findings
from placegraph.loaders.staff.organogram import FORMAT

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "organogram"
BODIES = {
    "Acas": ("Acas-Sep-13", 6, 29),
    "Natural England": ("300913-Natural-England-Organogram", 25, 178),
}

pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the sample files are not beside the checkout; fetch ../shared"
)
of_each = pytest.mark.parametrize("body", BODIES)


def paths(body: str) -> tuple[Path, Path]:
    stem = BODIES[body][0]
    return SHARED / f"{stem}-senior.csv", SHARED / f"{stem}-junior.csv"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def standing(body: str) -> list[dict[str, str]]:
    return [r for r in rows(paths(body)[0]) if r["Name"].strip().lower() != "eliminated"]


@cache
def loaded(body: str) -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = list(FORMAT.statements(paths(body), About(dataset="sample"), findings))
    return [statement.fact for statement in said], findings


def count(body: str, declared: type[Fact]) -> int:
    return sum(type(fact) is declared for fact in loaded(body)[0])


@of_each
def test_every_row_is_read_and_none_is_rejected(body: str) -> None:
    senior, junior = paths(body)
    _, seniors, juniors = BODIES[body]
    findings = loaded(body)[1]
    assert len(rows(senior)) == findings.counts["senior rows"] == seniors
    assert len(rows(junior)) == findings.counts["junior rows"] == juniors
    assert findings.rejected == 0


@of_each
def test_every_reference_that_stands_is_one_post_and_every_junior_row_one_pool(body: str) -> None:
    references = {row["Post Unique Reference"] for row in standing(body)}
    assert count(body, Post) == count(body, InStructure) == len(references)
    assert count(body, PostPool) == len(rows(paths(body)[1]))


@of_each
def test_the_full_time_equivalents_add_up_to_those_of_the_files(body: str) -> None:
    facts, _ = loaded(body)
    posts = sum(fact.fte or 0 for fact in facts if isinstance(fact, InStructure))
    pools = sum(fact.fte or 0 for fact in facts if isinstance(fact, PoolInStructure))
    assert posts == pytest.approx(sum(float(row["FTE"]) for row in standing(body)))
    juniors = rows(paths(body)[1])
    assert pools == pytest.approx(sum(float(row["Number of Posts in FTE"]) for row in juniors))


@of_each
def test_the_reporting_lines_are_those_that_lead_to_another_post_that_stands(body: str) -> None:
    references = {row["Post Unique Reference"] for row in standing(body)}
    expected = {
        (row["Post Unique Reference"], row["Reports to Senior Post"])
        for row in standing(body)
        if row["Reports to Senior Post"] in references - {row["Post Unique Reference"]}
    }
    lines = [fact for fact in loaded(body)[0] if isinstance(fact, ReportsTo)]
    assert {
        (line.from_id.rpartition("/")[2], line.to_id.rpartition("/")[2]) for line in lines
    } == expected
    pools = Counter(row["Reporting Senior Post"] in references for row in rows(paths(body)[1]))
    assert count(body, PoolReportsTo) == pools[True]


@of_each
def test_the_structure_is_of_the_day_in_the_file_names(body: str) -> None:
    structures = [fact for fact in loaded(body)[0] if isinstance(fact, Structure)]
    assert {structure.valid_from for structure in structures} == {date(2013, 9, 30)}


def test_a_root_that_reports_to_itself_is_reported() -> None:
    assert loaded("Acas")[1].oddities["reports to itself: taken as a top post"] == 1
