import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.model import (
    InStructure,
    Organisation,
    PartOf,
    PoolReportsTo,
    Post,
    PostIn,
    ReportsTo,
    Structure,
    StructureOf,
)
from placegraph.graph.schema import Fact, Node, Relationship
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.formats import recognise
from placegraph.loaders.published import About, Findings
from placegraph.loaders.staff.structure import FORMAT
from placegraph.loaders.staff.structure_rows import band

DATA = Path(__file__).resolve().parents[2] / "data" / "structure"
FIXTURES = sorted(path.name for path in DATA.glob("*.csv"))
COUNCIL = "t/duneshire-council"
F = TypeVar("F", bound=Fact)


def load(path: Path, **about: Any) -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = FORMAT.statements((path,), About(**{"dataset": "t"} | about), findings)
    return [statement.fact for statement in said], findings


def read(name: str, **about: Any) -> tuple[list[Fact], Findings]:
    return load(DATA / name, **about)


def of(declared: type[F], facts: Sequence[Fact]) -> list[F]:
    return [fact for fact in facts if type(fact) is declared]


def titled(facts: Sequence[Fact]) -> dict[str, Post]:
    return {post.name: post for post in of(Post, facts)}


def made(tmp_path: Path, text: str, name: str = "structure.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_structures_are_recognised_and_organograms_are_not() -> None:
    assert all(FORMAT.recognises(DATA / name) for name in FIXTURES)
    others = [*(DATA.parent / "organogram").glob("*.csv"), *(DATA.parent / "spend").glob("*.csv")]
    assert not any(FORMAT.recognises(path) for path in others)
    assert not FORMAT.recognises(DATA / "nothing.csv")


@pytest.mark.parametrize("name", FIXTURES)
def test_no_reporting_line_is_ever_made_of_a_level(name: str) -> None:
    facts, _ = read(name)
    assert not [fact for fact in facts if isinstance(fact, ReportsTo | PoolReportsTo)]
    assert not [post for post in of(Post, facts) if post.tier is not None]


def test_a_post_has_level_grade_and_salary_band() -> None:
    facts, _ = read("renamed.csv")
    chief, sand = titled(facts)["Chief Executive"], titled(facts)["Director of Sand"]
    assert (chief.chart_level, chief.grade) == (1, "Chief Executive")
    assert (chief.salary_low, chief.salary_high) == (195000, 199999)
    assert (sand.salary_low, sand.salary_high) == (140000, 145000)


def test_a_band_that_cannot_be_right_is_left_blank_and_reported() -> None:
    facts, findings = read("renamed.csv")
    for title in ("Head of Dunes", "Head of Shores", "Legal Manager"):
        assert titled(facts)[title].salary_low is None
        assert titled(facts)[title].salary_high is None
    assert sum(n for what, n in findings.oddities.items() if what.startswith("salary band")) == 3


def test_without_a_band_the_maximum_of_the_grade_is_the_highest_salary_and_says_so() -> None:
    spades = titled(read("renamed.csv")[0])["Head of Spades"]
    assert (spades.salary_low, spades.salary_high) == (None, 65059)
    assert spades.note == "Highest salary is the maximum of the grade."


def test_posts_are_vacant_by_the_vacancy_column_or_the_name() -> None:
    posts = titled(read("renamed.csv")[0])
    assert {name for name, post in posts.items() if post.vacant} == {
        "Head of Spades",
        "Head of Buckets",
    }
    assert posts["Chief Executive"].vacant is None
    schema = {post.id: post.vacant for post in of(Post, read("schema.csv")[0])}
    assert list(schema.values()) == [False, True, False]


def test_the_type_of_contract_says_whether_a_post_is_temporary() -> None:
    posts = titled(read("renamed.csv")[0])
    assert posts["Head of Buckets"].temporary is True
    assert posts["Head of Spades"].temporary is False
    assert titled(read("senior-employees.csv")[0])["Chief Executive"].temporary is None


def test_posts_are_in_services_that_are_part_of_directorates_of_the_council() -> None:
    facts, _ = read("renamed.csv")
    assert {(part.from_id, part.to_id) for part in of(PartOf, facts)} == {
        (f"{COUNCIL}/sand", COUNCIL),
        (f"{COUNCIL}/finance", COUNCIL),
        (f"{COUNCIL}/sand/dunes", f"{COUNCIL}/sand"),
        (f"{COUNCIL}/sand/shores", f"{COUNCIL}/sand"),
        (f"{COUNCIL}/sand/spades", f"{COUNCIL}/sand"),
        (f"{COUNCIL}/sand/buckets", f"{COUNCIL}/sand"),
        (f"{COUNCIL}/finance/legal", f"{COUNCIL}/finance"),
    }
    names = {post.id: post.name for post in of(Post, facts)}
    places = {names[place.from_id]: place.to_id for place in of(PostIn, facts)}
    assert places["Chief Executive"] == COUNCIL
    assert places["Director of Sand"] == f"{COUNCIL}/sand"
    assert places["Head of Dunes"] == f"{COUNCIL}/sand/dunes"
    assert places["Finance Manager"] == f"{COUNCIL}/finance"


def test_the_structure_is_the_councils_on_the_day_the_rows_give() -> None:
    facts, _ = read("renamed.csv")
    (structure,) = of(Structure, facts)
    assert (structure.id, structure.valid_from) == (f"{COUNCIL}/2024-04-01", date(2024, 4, 1))
    assert [part.to_id for part in of(StructureOf, facts)] == [COUNCIL]
    assert [part.fte for part in of(InStructure, facts)] == [None] * 9


def test_posts_of_one_title_and_unit_are_many_and_stay_apart() -> None:
    facts, findings = read("renamed.csv")
    managers = [post for post in of(Post, facts) if post.name == "Finance Manager"]
    assert [post.id for post in managers] == [
        f"{COUNCIL}/2024-04-01/finance/finance/finance-manager",
        f"{COUNCIL}/2024-04-01/finance/finance/finance-manager/2",
    ]
    assert [post.salary_low for post in managers] == [65000, 70000]
    assert findings.counts["posts"] == 9


def test_a_job_number_is_part_of_a_posts_identity() -> None:
    facts, _ = read("schema.csv")
    assert [post.id for post in of(Post, facts)] == [
        f"{COUNCIL}/2024-04-01/job/J1/chief-executive",
        f"{COUNCIL}/2024-04-01/job/J2/director",
        f"{COUNCIL}/2024-04-01/job/J2/director/2",
    ]


def test_a_level_that_is_no_number_is_left_blank_and_reported() -> None:
    facts, findings = read("renamed.csv")
    assert titled(facts)["Legal Manager"].chart_level is None
    assert findings.oddities["level that is no whole number: left blank"] == 1


def test_a_row_without_a_title_is_left_out() -> None:
    _, findings = read("renamed.csv")
    assert findings.oddities["row that names no post: left out"] == 1
    assert findings.rejected == 0


def test_the_address_of_a_council_gives_its_kind_or_its_area_code() -> None:
    assert of(Organisation, read("renamed.csv")[0])[0].kind == OrganisationKind.COUNTY
    council = of(Organisation, read("schema.csv")[0])[0]
    assert (council.kind, council.area_code) == (OrganisationKind.COUNCIL, "E10000099")


def test_the_publishers_identifier_is_the_councils() -> None:
    facts, _ = read("renamed.csv", publisher_id="GB-LAE-DUN")
    council = of(Organisation, facts)[0]
    assert (council.id, council.local_authority_code) == ("GB-LAE-DUN", "DUN")


def test_a_list_of_senior_employees_is_a_structure_apart_without_their_pay() -> None:
    facts, _ = read("senior-employees.csv")
    (structure,) = of(Structure, facts)
    assert structure.id == f"{COUNCIL}/2024-04-01/senior-employees"
    assert structure.name == "Senior employees of Duneshire Council, 1 April 2024"
    assert all(post.salary_low is None and post.salary_high is None for post in of(Post, facts))


@pytest.mark.parametrize("name", FIXTURES)
def test_nothing_that_is_said_names_a_holder_or_how_to_reach_one(name: str) -> None:
    facts, findings = read(name)
    said = " ".join(str(fact.model_dump()) for fact in facts) + repr(findings)
    people = ("Ada Example", "Bram Sample", "Cleo Example", "desk@example.org")
    assert not [person for person in people if person in said]


@pytest.mark.parametrize("name", FIXTURES)
def test_nodes_come_before_the_relationships_that_end_at_them(name: str) -> None:
    known: set[tuple[str, str]] = set()
    for fact in read(name)[0]:
        if isinstance(fact, Relationship):
            assert {(fact.from_type, fact.from_id), (fact.to_type, fact.to_id)} <= known
        elif isinstance(fact, Node):
            known.add((type(fact).__name__, fact.id))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("195000 - 199999", 195000, 199999),
        ("£65,000 - £69,999", 65000, 69999),
        ("65,000–69,999", 65000, 69999),  # noqa: RUF001
        ("£65,000 to £69,999 p.a.", 65000, 69999),
        ("£65k-£70k", 65000, 70000),
        ("65-70k", 65000, 70000),
        ("£150,000+", 150000, None),
        ("over £150,000", 150000, None),
        ("up to £50,000", None, 50000),
        ("65059", 65059, 65059),
        ("0 - 4999", 0, 4999),
        ("NA", None, None),
        ("", None, None),
    ],
)
def test_a_salary_band_is_read(text: str, low: float | None, high: float | None) -> None:
    assert band(text) == (low, high)


@pytest.mark.parametrize(
    "text",
    ["10000 - 104999", "104999 - 100000", "£600 a day", "50 - 55", "see notes", "1-2-3", "-5000"],
)
def test_what_is_no_salary_band_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a salary band such as"):
        band(text)


@given(st.text(max_size=40))
def test_any_text_is_a_salary_band_that_rises_or_is_refused(text: str) -> None:
    try:
        low, high = band(text)
    except ValueError:
        return
    assert low is None or high is None or 0 <= low <= high


def test_the_publisher_serves_when_no_row_names_the_council(tmp_path: Path) -> None:
    path = made(tmp_path, "Job title,Level,Directorate\nChief Executive,1,\n")
    facts, _ = load(path, publisher="Duneshire Council", publisher_id="GB-LAE-DUN")
    assert of(Organisation, facts)[0].id == "GB-LAE-DUN"
    with pytest.raises(UnreadableSource, match="give the publisher's name"):
        load(path)


def test_the_day_is_that_of_the_file_name_or_of_publication_when_no_row_gives_one(
    tmp_path: Path,
) -> None:
    text = "Job title,Level,Directorate,Council\nChief Executive,1,,Duneshire Council\n"
    named = made(tmp_path, text, "structure-2024-03-31.csv")
    published = {"published": date(2024, 6, 1)}
    assert of(Structure, load(named, **published)[0])[0].valid_from == date(2024, 3, 31)
    plain = made(tmp_path, text)
    assert of(Structure, load(plain, **published)[0])[0].valid_from == date(2024, 6, 1)
    assert of(Structure, load(plain)[0])[0].id == f"{COUNCIL}/t"


def test_two_days_in_one_file_are_two_structures(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        "Organisation,Effective Date,Job Title,Level,Department\n"
        "Duneshire Council,31/03/2023,Chief Executive,1,\n"
        "Duneshire Council,31/03/2024,Chief Executive,1,\n"
        "Duneshire Council,soon,Chief Executive,1,\n",
    )
    facts, findings = load(path)
    assert [structure.valid_from for structure in of(Structure, facts)] == [
        date(2023, 3, 31),
        date(2024, 3, 31),
        None,
    ]
    assert len(of(Post, facts)) == 3
    assert any(what.startswith("date that cannot be read") for what in findings.oddities)


def test_a_workbook_says_what_the_same_rows_say_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "renamed.xlsx"
    with (
        xlsxwriter.Workbook(str(path)) as book,
        (DATA / "renamed.csv").open(newline="", encoding="utf-8") as rows,
    ):
        sheet = book.add_worksheet("Structure")
        for number, row in enumerate(csv.reader(rows)):
            sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
    assert FORMAT.recognises(path)
    plain = [fact.model_dump(exclude={"locator", "name"}) for fact in read("renamed.csv")[0][1:]]
    same = [fact.model_dump(exclude={"locator", "name"}) for fact in load(path)[0][1:]]
    assert same == plain


def test_a_file_of_something_else_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"structure\.csv"):
        load(made(tmp_path, "Supplier,Amount\nA,1\n"))
    with pytest.raises(UnreadableSource, match="neither directorates"):
        load(made(tmp_path, "Job title,Wage\nCleaner,1\n"))


CELLS = st.sampled_from(
    ["", "NA", "Vacant", "1", "99", "A", "£1", "2024-04-01", "\u202eB", "x" * 300]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=9, max_size=9), max_size=8))
def test_whatever_the_cells_say_it_ends_in_facts(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "any.csv"
    titles = "JobTitle,Level,Directorate,Service,SalaryBand,MaximumSalary,Vacancy,Job number,Date"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([titles.split(","), *rows])
    facts, _ = load(path, publisher="Duneshire Council")
    ids = [post.id for post in of(Post, facts)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "titles",
    ["Directorate,Position Title,Level", "Organisational Unit,Post,Contract type,Contact,FTE"],
)
def test_other_titles_of_an_organisation_structure_are_recognised(
    tmp_path: Path, titles: str
) -> None:
    path = tmp_path / "structure.csv"
    values = ",".join("1" for _ in titles.split(","))
    path.write_text(f"{titles}\n{values}\n", encoding="utf-8")
    assert FORMAT.recognises(path)
    assert recognise(path) is FORMAT


def test_a_structure_keeps_no_name_of_another_posts_holder(tmp_path: Path) -> None:
    path = tmp_path / "structure.csv"
    path.write_text(
        "Council,Directorate,Job title,Level,Name\n"
        "Duneshire Council,Place,Director of Place - Dr Anna Berg,1,Anna Berg\n"
        "Duneshire Council,Place,PA to Anna Berg,2,\n",
        encoding="utf-8",
    )
    facts, _ = load(path)
    assert {f.name for f in facts if isinstance(f, Post)} == {"Director of Place", "PA"}
