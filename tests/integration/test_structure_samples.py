"""A published council structure, with figures counted from the file by the csv module alone."""

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from placegraph.graph.model import Post, PostIn, ReportsTo, Structure
from placegraph.graph.schema import Fact
from placegraph.loaders.published import About, Findings
from placegraph.loaders.staff import organogram, structure

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
TRAFFORD = DATA / "structure" / "trafford_organisation_structure_2025.csv"

pytestmark = pytest.mark.skipif(
    not TRAFFORD.exists(), reason="the sample files are not beside the checkout; fetch ../shared"
)


@cache
def rows() -> list[dict[str, str]]:
    with TRAFFORD.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def loaded() -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = list(structure.FORMAT.statements((TRAFFORD,), About(dataset="trafford"), findings))
    return [statement.fact for statement in said], findings


def posts() -> list[Post]:
    return [fact for fact in loaded()[0] if isinstance(fact, Post)]


def test_every_row_is_a_post_and_none_is_rejected() -> None:
    assert len(rows()) == len(posts()) == len({post.id for post in posts()}) == 80
    assert loaded()[1].rejected == 0


def test_posts_have_the_titles_and_levels_of_the_file_in_its_order() -> None:
    assert [(post.name, post.chart_level) for post in posts()] == [
        (" ".join(row["JobTitle"].split()), int(row["Level"])) for row in rows()
    ]


def test_vacancies_are_those_of_the_file() -> None:
    assert [post.vacant or False for post in posts()] == [
        row["Vacancy"] == "Vacant" for row in rows()
    ]


def test_the_bands_are_those_of_the_file_but_for_the_one_with_a_digit_missing() -> None:
    for post, row in zip(posts(), rows(), strict=True):
        ends = re.fullmatch(r"(\d+) - (\d+)", row["SalaryBand"])
        if row["SalaryBand"] == "10000 - 104999":
            assert (post.salary_low, post.salary_high) == (None, None)
        elif ends:
            assert (post.salary_low, post.salary_high) == (float(ends[1]), float(ends[2]))
        else:
            assert row["SalaryBand"] == "NA"
            assert post.salary_low is None
    typos = sum(row["SalaryBand"] == "10000 - 104999" for row in rows())
    assert sum(loaded()[1].oddities.values()) == typos == 3


def test_no_reporting_line_is_made() -> None:
    assert not [fact for fact in loaded()[0] if isinstance(fact, ReportsTo)]


def test_the_structure_is_of_the_day_the_file_gives() -> None:
    (found,) = [fact for fact in loaded()[0] if isinstance(fact, Structure)]
    assert {row["EffectiveDate"] for row in rows()} == {"2025-07-01"}
    assert found.valid_from == date(2025, 7, 1)


def test_every_post_is_in_the_council_a_directorate_or_a_service() -> None:
    places = {fact.from_id for fact in loaded()[0] if isinstance(fact, PostIn)}
    assert places == {post.id for post in posts()}


def test_no_name_or_address_of_the_file_is_said() -> None:
    people = {row["Name"] for row in rows()} - {"NA", "Vacant"}
    people |= {row["ContactDetails"] for row in rows()} - {"NA"}
    said = " ".join(str(fact.model_dump()) for fact in loaded()[0]) + repr(loaded()[1])
    assert people
    assert not [person for person in people if person in said]


def test_of_all_sample_files_each_format_recognises_its_own() -> None:
    files = [path for path in sorted(DATA.rglob("*")) if path.is_file()]
    assert {p for p in files if structure.FORMAT.recognises(p)} == {TRAFFORD}
    assert {p for p in files if organogram.FORMAT.recognises(p)} == {
        *(DATA / "organogram").glob("*.csv")
    }
