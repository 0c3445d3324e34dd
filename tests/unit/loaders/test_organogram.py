import csv
from collections import Counter
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
    PoolIn,
    PoolInStructure,
    PoolReportsTo,
    Post,
    PostIn,
    PostPool,
    ReportsTo,
    Source,
    Structure,
    StructureOf,
)
from placegraph.graph.schema import Fact, Node, Relationship
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.published import About, Findings
from placegraph.loaders.staff.days import day_in_name
from placegraph.loaders.staff.organogram import FORMAT

DATA = Path(__file__).resolve().parents[2] / "data" / "organogram"
PLAIN = ("300919-Tidal-Agency-senior.csv", "300919-Tidal-Agency-junior.csv")
LATER = "2025-08-13T11-08-22Z-2025-03-31-organogram-senior.csv"
F = TypeVar("F", bound=Fact)
FIXTURES = sorted(path.name for path in DATA.glob("*.csv"))


def read(*names: str, **about: Any) -> tuple[list[Fact], Findings]:
    findings = Findings()
    paths = tuple(DATA / name for name in names)
    said = list(FORMAT.statements(paths, About(**{"dataset": "t"} | about), findings))
    return [statement.fact for statement in said], findings


def of(declared: type[F], facts: Sequence[Fact]) -> list[F]:
    return [fact for fact in facts if type(fact) is declared]


def titled(facts: Sequence[Fact]) -> dict[str, Post]:
    return {post.name: post for post in of(Post, facts)}


def lines(facts: Sequence[Fact]) -> set[tuple[str, str]]:
    names = {post.id: post.name for post in of(Post, facts)}
    return {(names[line.from_id], names[line.to_id]) for line in of(ReportsTo, facts)}


def ftes(facts: Sequence[Fact]) -> dict[str, float | None]:
    names = {post.id: post.name for post in of(Post, facts)}
    return {names[part.from_id]: part.fte for part in of(InStructure, facts)}


def test_both_files_are_recognised_and_councils_structures_are_not() -> None:
    assert all(FORMAT.recognises(DATA / name) for name in FIXTURES)
    structures = (DATA.parent / "structure").glob("*.csv")
    assert not any(FORMAT.recognises(path) for path in structures)


def test_recognising_never_raises(tmp_path: Path) -> None:
    junk = tmp_path / "junk.csv"
    junk.write_bytes(b"\x00\x01%PDF" * 100)
    assert not FORMAT.recognises(junk)
    assert not FORMAT.recognises(tmp_path / "nothing.csv")


def test_a_post_has_title_grade_pay_unit_and_fte() -> None:
    facts, _ = read(*PLAIN)
    chief, tides = titled(facts)["Chief Executive"], titled(facts)["Director of Tides"]
    assert (chief.grade, chief.salary_low, chief.salary_high) == ("SCS3", 120000, 124999)
    assert chief.id == "t/tidal-agency/2019-09-30/1"
    places = {place.from_id: place.to_id for place in of(PostIn, facts)}
    assert places[chief.id] == "t/tidal-agency"
    assert places[tides.id] == "t/tidal-agency/tides"
    assert ftes(facts)["Director of Tides"] == 0.8


def test_pay_of_0_to_0_or_not_disclosed_is_unknown_and_0_to_4999_is_a_band() -> None:
    posts = titled(read(*PLAIN)[0])
    assert (posts["Director of Tides"].salary_low, posts["Director of Tides"].salary_high) == (
        None,
        None,
    )
    assert posts["Director of Sand"].salary_high is None
    assert (posts["Head of Dunes"].salary_low, posts["Head of Dunes"].salary_high) == (0, 4999)


def test_pay_that_falls_is_left_blank_and_reported() -> None:
    facts, findings = read(*PLAIN)
    assert titled(facts)["Head of Charts"].salary_low is None
    assert findings.oddities["lowest pay above the highest: both left blank"] == 1


def test_unknown_fte_is_blank_not_zero() -> None:
    facts, _ = read(*PLAIN)
    assert ftes(facts)["Head of Dunes"] is None
    rangers = {pool.id for pool in of(PostPool, facts) if pool.name == "Dune Ranger"}
    assert [p.fte for p in of(PoolInStructure, facts) if p.from_id in rangers] == [None]


def test_vacant_posts_are_vacant_and_others_are_not_said_to_be_filled() -> None:
    posts = titled(read(*PLAIN)[0])
    assert {name for name, post in posts.items() if post.vacant} == {
        "Director of Sand",
        "Head of Charts",
    }
    assert posts["Chief Executive"].vacant is None


def test_the_body_its_parent_its_units_and_its_structure_are_joined() -> None:
    facts, _ = read(PLAIN[0])
    kinds = {body.id: body.kind for body in of(Organisation, facts)}
    assert kinds["t/tidal-agency"] == OrganisationKind.NOT_KNOWN
    assert kinds["t/tidal-agency/sand"] == OrganisationKind.UNIT
    assert {(part.from_id, part.to_id) for part in of(PartOf, facts)} == {
        ("t/tidal-agency", "t/department-for-coasts"),
        ("t/tidal-agency/tides", "t/tidal-agency"),
        ("t/tidal-agency/sand", "t/tidal-agency"),
    }
    (structure,) = of(Structure, facts)
    assert (structure.id, structure.valid_from) == (
        "t/tidal-agency/2019-09-30",
        date(2019, 9, 30),
    )
    assert structure.name == "Organogram of Tidal Agency, 30 September 2019"
    (joined,) = of(StructureOf, facts)
    assert joined.to_id == "t/tidal-agency"
    assert {part.to_id for part in of(InStructure, facts)} == {structure.id}


def test_junior_rows_are_pools_that_report_to_senior_posts() -> None:
    facts, findings = read(*PLAIN)
    names = {post.id: post.name for post in of(Post, facts)}
    pools = {pool.id: pool for pool in of(PostPool, facts)}
    above = {(pools[r.from_id].name, names[r.to_id]) for r in of(PoolReportsTo, facts)}
    assert above == {
        ("Private Secretary", "Chief Executive"),
        ("Tide Reader", "Director of Tides"),
        ("Dune Ranger", "Head of Dunes"),
    }
    assert findings.oddities["reports to a post that is not in the files: no reporting line"] == 1
    assert sorted(p.fte for p in of(PoolInStructure, facts) if p.fte) == [1, 2, 3, 15.68]
    secretary = next(pool for pool in pools.values() if pool.name == "Private Secretary")
    assert (secretary.salary_low, secretary.salary_high) == (54621, 69964)
    lost = next(pool for pool in pools.values() if pool.name == "Lost Ranger")
    assert (lost.salary_low, lost.salary_high) == (None, 25000)
    assert {p.to_id for p in of(PoolIn, facts)} == {
        "t/tidal-agency",
        "t/tidal-agency/tides",
        "t/tidal-agency/sand",
    }


def test_the_files_say_the_same_in_either_order() -> None:
    forwards, _ = read(*PLAIN)
    backwards, _ = read(*reversed(PLAIN))
    assert {repr(fact) for fact in forwards} == {repr(fact) for fact in backwards}


def test_senior_posts_stand_alone() -> None:
    facts, findings = read(PLAIN[0])
    assert not of(PostPool, facts)
    assert findings.counts["posts"] == 5


def test_junior_posts_stand_alone_without_reporting_lines() -> None:
    facts, findings = read(PLAIN[1])
    assert len(of(PostPool, facts)) == 5
    assert not of(PoolReportsTo, facts)
    assert findings.oddities["no file of senior posts: pools have no reporting line"] == 5


def test_leading_zeros_lost_on_one_side_are_matched_and_reported() -> None:
    facts, findings = read("zeros-senior.csv", "zeros-junior.csv")
    assert {("Chief of Sails", "Chief of Boats"), ("Head of Ropes", "Chief of Sails")} <= lines(
        facts
    )
    assert len(of(PoolReportsTo, facts)) == 2
    assert (
        findings.oddities["reference with other leading zeros or capitals: matched"] == 4
    )  # 3320, 7, EoT-2 and the rope makers


def test_capitals_that_differ_are_matched() -> None:
    assert ("Head of Tar", "Chief of Tar") in lines(read("zeros-senior.csv")[0])


def test_a_reference_that_may_mean_two_posts_is_not_matched() -> None:
    facts, findings = read("zeros-senior.csv")
    assert "Anchor Hand" not in {below for below, _ in lines(facts)}
    assert findings.oddities["reports to a post that is not in the files: no reporting line"] == 1


def test_a_post_that_reports_to_itself_is_a_top_post() -> None:
    facts, findings = read("zeros-senior.csv")
    assert "Chief of Boats" not in {below for below, _ in lines(facts)}
    assert findings.oddities["reports to itself: taken as a top post"] == 1
    assert findings.counts["top posts"] == 2


def test_posts_in_a_circle_stay_without_lines_among_them() -> None:
    facts, findings = read("circle-senior.csv")
    assert {"Alpha", "Beta", "Gamma"} <= titled(facts).keys()
    assert lines(facts) == {("Delta", "Alpha"), ("Zeta", "Epsilon")}
    circle = "posts that report to each other in a circle: no reporting line among them"
    assert findings.oddities[circle] == 3


def test_posts_that_name_no_post_above_are_reported() -> None:
    _, findings = read("circle-senior.csv")
    assert findings.oddities["says no post that it reports to: no reporting line"] == 1
    assert findings.oddities["reports to a post that is not in the files: no reporting line"] == 1


def test_eliminated_and_invalid_rows_are_no_posts_and_nothing_reports_to_them() -> None:
    facts, findings = read("gone-senior.csv")
    assert titled(facts).keys() == {"Chief", "Head under nobody", "Second Chief"}
    assert not lines(facts)
    assert findings.counts["posts no longer there, left out"] == 3
    assert findings.oddities["reports to a post no longer there: no reporting line"] == 1


def test_a_file_may_have_several_top_posts() -> None:
    assert read("gone-senior.csv")[1].counts["top posts"] == 2


def test_a_last_row_that_is_blank_or_of_somebody_in_no_post_is_left_out() -> None:
    _, findings = read("gone-senior.csv")
    assert findings.oddities["row that names no post: left out"] == 1
    assert findings.oddities["person paid but in no post (reference 0): left out"] == 1
    assert findings.counts["senior rows"] == 8
    assert findings.rejected == 0


def test_rows_all_marked_as_not_valid_are_taken_for_want_of_a_difference(tmp_path: Path) -> None:
    path = tmp_path / "senior.csv"
    text = (DATA / PLAIN[0]).read_text(encoding="utf-8")
    path.write_text(text.replace(",1\n", ",0\n"), encoding="utf-8")
    findings = Findings()
    list(FORMAT.statements((path,), About(dataset="t"), findings))
    assert findings.counts["posts"] == 5


def test_a_job_share_is_one_post_with_its_fte_added_up() -> None:
    facts, _ = read("shared-senior.csv")
    strategy = [post for post in of(Post, facts) if post.name == "Strategy Director"]
    assert len(strategy) == 1
    assert ftes(facts)["Strategy Director"] == 1.2
    assert (strategy[0].salary_low, strategy[0].salary_high) == (80000, 119999)
    assert strategy[0].note == "Job share: 2 holders, their FTE added up."


def test_holders_who_are_not_named_share_a_job_too() -> None:
    assert ftes(read("shared-senior.csv")[0])["Deputy Director, Legal"] == 1.5


def test_a_job_share_of_unknown_fte_has_unknown_fte() -> None:
    assert ftes(read("shared-senior.csv")[0])["Half known"] is None


def test_a_row_repeated_with_the_same_holder_counts_once() -> None:
    facts, findings = read("shared-senior.csv")
    assert ftes(facts)["Head of Data"] == 0.5
    assert findings.oddities["row repeated, with the same holder: counted once"] == 1


def test_full_time_rows_repeated_without_a_holder_have_unknown_fte() -> None:
    facts, _ = read("shared-senior.csv")
    assert ftes(facts)["Head of Maps"] is None
    assert ("Head of Maps", "Strategy Director") in lines(facts)


def test_one_reference_of_different_posts_is_two_posts_that_nothing_reports_to() -> None:
    facts, findings = read("shared-senior.csv")
    assert {"Head of Tea", "Head of Cake"} <= titled(facts).keys()
    assert "Baker" not in {below for below, _ in lines(facts)}
    assert findings.oddities["reports to a reference of several posts: no reporting line"] == 1


def test_a_file_given_twice_counts_its_posts_once(tmp_path: Path) -> None:
    copy = tmp_path / "copy-senior.csv"
    copy.write_bytes((DATA / "shared-senior.csv").read_bytes())
    findings = Findings()
    paths = (DATA / "shared-senior.csv", copy)
    said = FORMAT.statements(paths, About(dataset="t"), findings)
    facts = [statement.fact for statement in said]
    assert ftes(facts)["Strategy Director"] == 1.2


def test_the_later_template_and_two_bodies_with_the_same_references() -> None:
    facts, findings = read(LATER)
    assert {post.id for post in of(Post, facts)} == {
        "t/department-for-coasts/2025-03-31/10",
        "t/tidal-agency/2025-03-31/10",
        "t/tidal-agency/2025-03-31/20",
        "t/department-for-coasts/2025-03-31/30",
    }
    assert lines(facts) == {("Director", "Chief Executive"), ("Agency Sponsor", "Director")}
    assert findings.oddities["reports to a post of another body in the files"] == 1
    assert titled(facts)["Permanent Secretary"].grade == "SCS4"
    assert ("t/department-for-coasts", "t/department-for-coasts") not in {
        (part.from_id, part.to_id) for part in of(PartOf, facts)
    }


@pytest.mark.parametrize("name", FIXTURES)
def test_nothing_that_is_said_names_a_holder_or_how_to_reach_one(name: str) -> None:
    with (DATA / name).open(newline="", encoding="utf-8", errors="replace") as lines_of:
        cells = list(csv.DictReader(lines_of))
    gone = {"N/D", "", "GAPPED", "Vacant ", "ELIMINATED", "Eliminated", "Unit"}
    people = {row["Name"] for row in cells if "Name" in row} - gone
    people |= {row.get("Contact Phone", "") for row in cells}
    people |= {row.get("Contact E-mail", "") for row in cells} - {""}
    facts, findings = read(name, title="Organogram", publisher="Cabinet Office")
    said = " ".join(str(fact.model_dump()) for fact in facts)
    said += repr(findings)
    assert not [person for person in people - {""} if person.casefold() in said.casefold()]


def test_rejected_rows_keep_people_out_of_the_list_of_rejects(tmp_path: Path) -> None:
    path = tmp_path / "x-senior.csv"
    path.write_text(
        "Post Unique Reference,Name,Job Title,Organisation,Reports to Senior Post\n"
        "1,Ada Example,Chief,,XX\n2,Bram Sample,Head,One,1\n3,Cai Sample,Head,Two,1\n"
    )
    findings = Findings()
    list(FORMAT.statements((path,), About(dataset="t"), findings))
    (reject,) = findings.rejects
    assert reject.problem.row == 2
    assert "Example" not in repr(reject)


def test_the_publishers_identifier_is_that_of_the_body_with_its_name() -> None:
    facts, _ = read(LATER, publisher="Tidal  agency", publisher_id="GB-GOR-EA99")
    assert {body.id for body in of(Organisation, facts) if body.kind != OrganisationKind.UNIT} == {
        "GB-GOR-EA99",
        "GB-GOR-EA99/department-for-coasts",
    }


def test_the_publishers_identifier_alone_is_that_of_the_one_body() -> None:
    facts, _ = read(*PLAIN, publisher_id="GB-GOR-EA99")
    assert {part.to_id for part in of(StructureOf, facts)} == {"GB-GOR-EA99"}
    assert of(Organisation, facts)[0].identifiers == "GB-GOR-EA99"


def test_the_day_published_serves_when_no_file_name_gives_a_day() -> None:
    facts, _ = read("circle-senior.csv", published=date(2014, 6, 6))
    assert of(Structure, facts)[0].valid_from == date(2014, 6, 6)


def test_without_any_day_a_structure_is_undated() -> None:
    facts, _ = read("circle-senior.csv")
    assert (of(Structure, facts)[0].id, of(Structure, facts)[0].valid_from) == (
        "t/tidal-agency/t",
        None,
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("300913-Body-Organogram-senior", date(2013, 9, 30)),
        ("130930-Body-Organogram-Data", date(2013, 9, 30)),
        ("Body-Sep-13-junior", date(2013, 9, 30)),
        ("body_2013-09-30", date(2013, 9, 30)),
        ("Body-30.09.13", date(2013, 9, 30)),
        ("30-09-13---Body", date(2013, 9, 30)),
        ("13-09-30 Body", date(2013, 9, 30)),
        ("__31-03-2012__", date(2012, 3, 31)),
        ("AB_30092013", date(2013, 9, 30)),
        ("20131217-Body_September_2013-U", date(2013, 9, 30)),
        ("Body-at-Sept-2013-for-pub-Dec-13", date(2013, 9, 30)),
        ("2025-08-13T11-08-22Z-2025-06-30-organogram", date(2025, 6, 30)),
        ("20131202-Body_OCT_13_FINAL", None),
        ("blank-template-FINAL-(4.8)", None),
        ("310213-Body", None),
        ("organogram 110101", None),
    ],
)
def test_the_day_is_read_from_the_files_name(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


@given(st.text(max_size=60))
def test_any_file_name_gives_a_day_since_2010_or_none(name: str) -> None:
    found = day_in_name(name)
    assert found is None or date(2010, 1, 1) <= found < date(2040, 1, 1)


def test_one_workbook_holds_both_and_its_final_sheets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "Tidal 30-09-2019.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, source in (
            ("(sample) senior", PLAIN[0]),
            ("(final data) senior-staff", PLAIN[0]),
            ("(final data) junior-staff", PLAIN[1]),
        ):
            sheet = book.add_worksheet(name)
            with (DATA / source).open(newline="", encoding="utf-8") as rows:
                for number, row in enumerate(csv.reader(rows)):
                    for column, cell in enumerate(row[1:]):
                        if cell.replace(".", "", 1).isdigit():
                            sheet.write_number(number, column, float(cell))
                        elif cell:
                            sheet.write_string(number, column, cell)
    assert FORMAT.recognises(path)
    findings = Findings()
    said = FORMAT.statements((path,), About(dataset="t"), findings)
    facts = [statement.fact for statement in said]
    assert findings.counts["posts"] == 5
    assert findings.counts["pools of posts"] == 5
    assert lines(facts) == lines(read(*PLAIN)[0])
    assert of(Source, facts)[0].id == "t"
    assert titled(facts)["Chief Executive"].locator == "sheet (final data) senior-staff row 2"


def test_a_file_of_something_else_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text("Supplier,Amount\nA,1\n")
    with pytest.raises(UnreadableSource, match=r"spend\.csv"):
        list(FORMAT.statements((path,), About(dataset="t"), Findings()))


def test_nodes_come_before_the_relationships_that_end_at_them() -> None:
    for names in (PLAIN, ("zeros-senior.csv",), (LATER,)):
        known: set[tuple[str, str]] = set()
        for fact in read(*names)[0]:
            if isinstance(fact, Relationship):
                assert {(fact.from_type, fact.from_id), (fact.to_type, fact.to_id)} <= known
            elif isinstance(fact, Node):
                known.add((type(fact).__name__, fact.id))


@pytest.mark.parametrize("name", FIXTURES)
def test_no_statement_is_made_twice(name: str) -> None:
    made = Counter(
        (
            type(fact),
            getattr(fact, "id", None),
            getattr(fact, "from_id", ""),
            getattr(fact, "to_id", ""),
        )
        for fact in read(name)[0]
    )
    assert max(made.values()) == 1


CELLS = st.sampled_from(
    [
        "",
        "1",
        "01",
        "2",
        "XX",
        "0",
        "N/D",
        "A",
        "a",
        "Chief",
        "1.0",
        "-1",
        "1e9",
        "\u202eChief",
        "#",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), max_size=8))
def test_whatever_the_cells_say_it_ends_in_facts_without_circles(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    path = tmp_path / "any-senior.csv"
    titles = (
        "Post Unique Reference,Name,Grade,Job Title,Parent Department,Organisation,Unit,"
        "Reports to Senior Post,FTE,Actual Pay Floor (£)"
    )
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([titles.split(","), *rows])
    said = FORMAT.statements((path,), About(dataset="t", publisher="Body"), Findings())
    above = {
        line.from_id: line.to_id for line in of(ReportsTo, [statement.fact for statement in said])
    }
    for start in above:
        at, steps = start, 0
        while at in above:
            at, steps = above[at], steps + 1
            assert steps <= len(above)


SENIOR_TITLES = (
    "Post Unique Reference,Name,Grade,Job Title,Organisation,Unit,Reports to Senior Post,FTE"
)


def seniors(tmp_path: Path, *rows: str) -> list[Fact]:
    path = tmp_path / "300919-agency-senior.csv"
    path.write_text("\n".join((SENIOR_TITLES, *rows, "")), encoding="utf-8")
    said = FORMAT.statements((path,), About(dataset="t"), Findings())
    return [statement.fact for statement in said]


@pytest.mark.parametrize(
    ("reference", "other"), [("ceo", "CEO"), ("9000", "00009000"), ("Ceo1", "cEO1")]
)
def test_a_job_share_whose_rows_write_one_reference_differently_keeps_its_line(
    tmp_path: Path, reference: str, other: str
) -> None:
    found = seniors(
        tmp_path,
        f"{reference},A B,G,Head,Agency,U,XX,1",
        f"2,C D,G,Director,Agency,U,{reference},0.5",
        f"2,E F,G,Director,Agency,U,{other},0.5",
    )
    assert [line.to_id for line in of(ReportsTo, found)] == [f"t/agency/2019-09-30/{reference}"]


def test_a_job_share_at_the_top_may_write_xx_in_two_ways(tmp_path: Path) -> None:
    path = tmp_path / "300919-agency-senior.csv"
    rows = ("1,A B,G,Head,Agency,U,XX,0.5", "1,C D,G,Head,Agency,U,xx,0.5", "")
    path.write_text("\n".join((SENIOR_TITLES, *rows)), encoding="utf-8")
    findings = Findings()
    list(FORMAT.statements((path,), About(dataset="t"), findings))
    assert findings.counts["top posts"] == 1


@pytest.mark.parametrize(
    ("name", "title", "kept"),
    [
        ("Vacant", "PS to A B", "PS"),
        ("Vacant", "PS to Anna Berg, Director of Sand", "PS to Director of Sand"),
        ("Smith", "Director (John Smith)", "Director"),
        ("N/D", "Head - A. B.", "Head"),
        ("John Smith", "Director of Place - Dr John Smith", "Director of Place"),
        ("N/D", "Office of Mr Berg", "Office"),
        ("Dr John Smith OBE", "Head (J. Smith OBE) of Sand", "Head of Sand"),
        ("Smith", "Smith Square Lead", "Smith Square Lead"),
        ("N/D", "Director (Plan B)", "Director (Plan B)"),
    ],
)
def test_no_title_keeps_the_name_of_anyone_whom_the_file_names(
    tmp_path: Path, name: str, title: str, kept: str
) -> None:
    found = seniors(
        tmp_path,
        "1,A B,G,Head,Agency,U,XX,1",
        '2,"Berg, Anna",G,Director,Agency,U,1,1',
        f'3,{name},G,"{title}",Agency,U,1,1',
    )
    assert kept in {post.name for post in of(Post, found)}
