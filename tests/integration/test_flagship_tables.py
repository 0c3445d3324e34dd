"""The bundled data sets, checked row by row against the models and the papers' own figures.

Expected values are the papers' figures, under the identifiers that ``docs/flagship.md`` uses, or
are counted from the papers' lists; none is taken from what the package computes.
"""

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from placegraph.graph.batch import assertion
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import Fact, Node, Relationship, table

CHECKOUT = Path(__file__).resolve().parents[2]
SEEDS = CHECKOUT.parent / "shared" / "seeds"
DATASETS = ("flagship", "wheels_to_meals")
DECLARED = {table(declared): declared for declared in SCHEMA.types}
PHASES = {"baseline": "2010-12-01", "phase-1": "2011-04-01", "phase-2": "2012-10-01"}
LOCATOR = re.compile(r"\bS([0-4]):(\d+)(?:-(\d+))?")

anywhere = pytest.mark.parametrize("dataset", DATASETS)


@cache
def raw(dataset: str, name: str) -> tuple[dict[str, str], ...]:
    path = CHECKOUT / "loaders" / dataset / f"{name}.csv"
    with path.open(newline="", encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


def names(dataset: str) -> list[str]:
    found = sorted(path.stem for path in (CHECKOUT / "loaders" / dataset).glob("*.csv"))
    return [name for name in found if name != "dataset"]


@cache
def facts(dataset: str) -> tuple[Fact, ...]:
    return tuple(fact(DECLARED[name], row) for name in names(dataset) for row in raw(dataset, name))


def fact(declared: type[Fact], row: dict[str, str]) -> Fact:
    given = {column: value for column, value in row.items() if value != ""}
    if issubclass(declared, Relationship):
        given.setdefault("from_type", declared.starts[0].__name__)
        given.setdefault("to_type", declared.ends[0].__name__)
    if declared.__name__ == "Source":
        given |= {"source": given["id"], "locator": "the document itself"}
    return declared.model_validate(given)


def rows(name: str) -> tuple[dict[str, str], ...]:
    return raw("flagship", name)


def holding(name: str, day: str) -> list[dict[str, str]]:
    """Return the rows of a table that hold on a day, but for conditional ones."""
    return [
        row
        for row in rows(name)
        if row.get("valid_from", "") <= day < (row.get("valid_to", "") or "9999")
        and row.get("status") != "conditional"
    ]


@anywhere
def test_every_table_belongs_to_a_declared_type(dataset: str) -> None:
    assert set(names(dataset)) <= set(DECLARED)


@anywhere
def test_every_row_is_valid(dataset: str) -> None:
    assert all(isinstance(found, Fact) for found in facts(dataset))


@anywhere
def test_no_statement_is_made_twice(dataset: str) -> None:
    identities = Counter(assertion(found, dataset, found.locator) for found in facts(dataset))
    assert [identity for identity, times in identities.items() if times > 1] == []


@anywhere
def test_both_ends_of_every_relationship_exist(dataset: str) -> None:
    nodes = {(type(n).__name__, n.id) for n in facts(dataset) if isinstance(n, Node)}
    ends = {
        end
        for r in facts(dataset)
        if isinstance(r, Relationship)
        for end in ((r.from_type, r.from_id), (r.to_type, r.to_id))
    }
    assert ends - nodes == set()


@anywhere
def test_every_cited_source_exists(dataset: str) -> None:
    sources = {row["id"] for row in raw(dataset, "source")}
    assert {found.source for found in facts(dataset)} - sources == set()


@anywhere
def test_rows_about_one_node_agree(dataset: str) -> None:
    own: dict[tuple[str, str], dict[str, object]] = {}
    for node in facts(dataset):
        if isinstance(node, Node):
            said = node.model_dump(exclude={*Fact.model_fields})
            assert own.setdefault((type(node).__name__, node.id), said) == said


@anywhere
def test_no_cell_holds_a_personal_address(dataset: str) -> None:
    contact = re.compile(r"\S@\S|\b0\d{4} \d{5,6}\b|\b(Cllr|Mr|Mrs|Ms|Dr)\b")
    cells = [cell for name in names(dataset) for row in raw(dataset, name) for cell in row.values()]
    assert [cell for cell in cells if contact.search(cell)] == []


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("source", 5 + 2 + 1),
        ("area", 4),
        ("organisation", 34 + 2),
        ("structure", 3 + 2),
        ("post", 16 + 18),
        ("post_in", 16 + 18 + 1),
        ("in_structure", 12 + 10 + 10 + 3 + 16),
        ("reports_to", 4),
        ("statutory_role", 6),
        ("function", 3 + 7 + 2 + 2 + 8 + 9 + 6 + 6 + 1 + 4),
        ("manages", 40 + 31 + 8 + 8 + 40 + 4),
        ("provides", 15 + 14 + 19),
        ("outcome", 26),
        ("contributes_to", 28),
        ("lead_officer_for", 7),
        ("responsibility", 5),
        ("objective", 1 + 3 + 9 + 5 + 1 + 2 + 6 + 5 + 10),
        ("set_by", 1 + 3 + 9 + 5 + 1 + 2 + 6 + 5 + 24),
        ("aligns_with", 7 + 1),
        ("partnership", 13 + 4),
        ("member_of", 9 + 10 + 7),
        ("covers", 17 + 5),
        ("commissioning_body", 11),
        ("played_by", 7),
        ("contract", 11),
        ("party_to", 21),
        ("establishes", 7),
        ("client_of", 2),
        ("programme", 14 + 1),
        ("decides", 4 + 1),
        ("governance_body", 12 + 4 + 3),
        ("milestone", 29),
        ("figure", 78 + 2),
        ("benchmark", 4),
        ("recommendation", 18),
    ],
)
def test_tables_have_as_many_rows_as_the_papers_have_statements(name: str, count: int) -> None:
    assert len(rows(name)) == count


@pytest.mark.parametrize(
    "name", ["lead_commissioner_for", "lead_member_for", "leads_phase", "delivers", "values"]
)
def test_nothing_is_said_where_the_papers_are_silent(name: str) -> None:
    assert name not in names("flagship")


FIGURES = {
    "G-POST-0": (10.5, None),
    "G-POST-1": (8.5, None),
    "G-POST-2": (7.5, None),
    "G-POST-3": (0.5, None),
    "G-POST-4": (18, None),
    "G-POST-5": (5, None),
    "G-POST-6": (3, None),
    "G-POST-7": (5, None),
    "G-POST-8": (3, None),
    "G-POST-13": (2, None),
    "G-POST-14": (1, None),
    "G-BM-0": (174, None),
    "G-BM-5": (10.5, None),
    "G-SLT-1": (144_000, None),
    "G-SLT-2": (198_000, None),
    "G-SLT-2b": (20_000, None),
    "G-SLT-3": (213_000, None),
    "G-SLT-4": (26_000, 29_000),
    "G-SLT-5": (46_000, 49_000),
    "G-SLT-6": (0.3, None),
    "G-GAP-1": (2_400_000, None),
    "G-GAP-2": (4_700_000, None),
    "G-GAP-3": (4_800_000, None),
    "G-GAP-4": (40, None),
    "G-GAP-5": (5, None),
    "G-COM-1": (10, 15),
    "G-COM-2": (800_000, 1_200_000),
    "G-COM-4": (5_000, None),
    "G-COM-5": (10, 11),
    "G-COM-5b": (7, 8),
    "G-COM-7": (9_000_000_000, None),
    "G-SP-1": (29_200_000, None),
    "G-SP-2": (22_500_000, None),
    "G-SP-5": (4_000, None),
    "G-CE-1": (5, None),
    "G-CE-2": (10, None),
    "G-CE-2b": (400, None),
    "G-CE-3": (90, None),
    "G-CE-5": (130_000, None),
    "G-CE-6": (110_000, 120_000),
    "G-CE-7": (10, None),
    "G-CE-9": (70_000, 90_000),
    "G-CE-10": (70_000, 90_000),
    "G-CE-11": (49, None),
    "G-CE-11b": (55_000, None),
    "G-CE-12": (30_000, None),
    "G-CE-13": (25, None),
    "G-CE-14": (5_000_000, None),
    "G-CE-15": (5_000_000, None),
    "G-CE-17": (2, None),
    "G-CE-18": (6, None),
    "G-CE-19": (4, None),
    "G-CE-21": (2, None),
    "G-CE-21b": (1, None),
    "G-CE-22": (12, 18),
    "G-CNT-1": (18, None),
    "G-CNT-2": (5, None),
    "G-CNT-2b": (3, None),
    "G-CNT-2c": (2, None),
    "G-CNT-3": (9, None),
    "G-CNT-4": (3, None),
    "G-CNT-5": (4, None),
    "G-CNT-6": (5, None),
    "G-CNT-7": (2, 3),
    "G-CNT-8": (4, 5),
    "G-CNT-9": (5, None),
    "G-CNT-10": (9, None),
    "G-CNT-11": (5, None),
    "G-CNT-12": (3, None),
    "G-CNT-13": (3, None),
    "G-CNT-14": (8, None),
    "G-CNT-15": (9, None),
    "G-CNT-16": (0, None),
    "G-CNT-17": (9, None),
    "G-CNT-18": (13, None),
    "G-CNT-19": (12, None),
    "G-CNT-20": (7, None),
    "G-CNT-21": (9, None),
}


def test_every_figure_is_checked() -> None:
    assert {row["id"] for row in rows("figure")} == set(FIGURES)


@pytest.mark.parametrize("golden", FIGURES)
def test_figure_is_as_the_paper_states_it(golden: str) -> None:
    found = {
        (float(row["low"]), float(row["high"]) if row["high"] else None)
        for row in rows("figure")
        if row["id"] == golden
    }
    assert found == {FIGURES[golden]}


def test_only_figures_that_disagree_carry_a_reconciliation() -> None:
    found = {row["id"] for row in rows("figure") if row["reconciliation"]}
    assert found == {"G-SLT-2", "G-GAP-2", "G-GAP-3"}


@pytest.mark.parametrize(
    ("golden", "spread"),
    [
        ("G-BM-1", (5, 7, 8, 10, 23)),
        ("G-BM-2", (5, 7, 8, 9, 12)),
        ("G-BM-3", (5, 7, 7, 9, 18)),
        ("G-BM-4", (5, 6.5, 7.5, 8.5, 9)),
    ],
)
def test_benchmark_is_as_the_paper_states_it(golden: str, spread: tuple[float, ...]) -> None:
    quantiles = ("lowest", "lower_quartile", "median", "upper_quartile", "highest")
    (row,) = (row for row in rows("benchmark") if row["id"] == golden)
    assert tuple(float(row[quantile]) for quantile in quantiles) == spread


@pytest.mark.parametrize(
    ("structure", "conditional", "fte"),
    [
        pytest.param("baseline", False, 10.5, id="G-POST-9"),
        pytest.param("phase-1", False, 8.5, id="G-POST-10"),
        pytest.param("phase-2", False, 7.5, id="G-POST-11"),
        pytest.param("phase-2", True, 8.5, id="G-POST-12"),
    ],
)
def test_counted_posts_add_up_to_the_stated_total(
    structure: str, conditional: bool, fte: float
) -> None:
    counted = [
        float(row["fte"])
        for row in rows("in_structure")
        if row["to_id"] == structure
        and row["counted"] == "true"
        and (conditional or row["status"] != "conditional")
    ]
    assert sum(counted) == fte


@pytest.mark.parametrize(
    ("phase", "statements", "edges", "outcomes"),
    [("phase-1", 26, 28, 24), ("phase-2", 23, 25, 22)],
)
def test_contributions_by_phase(phase: str, statements: int, edges: int, outcomes: int) -> None:
    found = holding("contributes_to", PHASES[phase])
    assert len({row["statement"] for row in found}) == statements
    assert len(found) == edges
    assert len({row["to_id"] for row in found}) == outcomes


def test_no_contribution_is_known_before_phase_1() -> None:
    assert holding("contributes_to", PHASES["baseline"]) == []
    assert holding("lead_officer_for", PHASES["baseline"]) == []
    assert [row for row in holding("manages", PHASES["baseline"]) if row["from_id"][0] == "P"] == []


def test_outcomes_that_only_the_temporary_post_serves() -> None:
    before = {row["to_id"] for row in holding("contributes_to", PHASES["phase-1"])}
    after = {row["to_id"] for row in holding("contributes_to", PHASES["phase-2"])}
    assert before - after == {"O-OD-1", "O-OD-3"}


def test_no_two_outcomes_have_the_same_text() -> None:
    texts = {row["id"]: re.sub(r"\W", "", row["name"]).lower() for row in rows("outcome")}
    assert len(set(texts.values())) == len(texts) == 24


def test_lead_officer_statements_that_match_an_objective_word_for_word() -> None:
    found = {
        (row["statement"], row["from_id"], row["to_id"])
        for row in rows("lead_officer_for")
        if row["to_type"] == "Objective"
    }
    assert found == {("LO-1", "P-ADOPS", "OB-1"), ("LO-3", "P-ADWC", "OB-4")}


@pytest.mark.parametrize(
    ("chart", "expected"),
    [
        (
            "Appendix 1, Phase 1",
            {"ADCOM": 7, "ADOD": 2, "ADRES": 10, "ADBE": 6, "ADWC": 3, "ADOPS": 6},
        ),
        ("Appendix 1, Phase 2", {"ADCOM": 7, "ADRES": 4, "ADBE": 5, "ADWC": 3, "ADOPS": 6}),
        ("Appendix 2", {"ADCOM": 7, "ADOD": 2, "ADRES": 12, "ADBE": 9, "ADWC": 4, "ADOPS": 6}),
    ],
)
def test_functions_of_each_post(chart: str, expected: dict[str, int]) -> None:
    found = Counter(
        row["from_id"].removeprefix("P-")
        for row in rows("manages")
        if row["note"].startswith(chart)
        and row["status"] != "conditional"
        and row["matrix"] == "false"
    )
    assert found == expected


@pytest.mark.parametrize(
    ("body", "decision", "words"),
    [
        ("GV-1", "approves funding", "approves funding to support corporate outcomes and"),
        ("GV-2", "agrees scope and outcomes", "agrees the scope of major commissioning reviews"),
        ("GV-3", "recommends", "makes formal recommendations to Cabinet"),
        ("GV-4", "scrutinises", "monitor the performance of commissioned services"),
        ("GV-6", "advises", "is created to advise and support the programme"),
    ],
)
def test_decisions_are_those_that_the_papers_give_each_body(
    body: str, decision: str, words: str
) -> None:
    (row,) = (row for row in rows("decides") if row["from_id"] == body)
    assert row["decision"] == decision
    assert words in cited(seeds(), row["locator"])


def test_exactly_two_functions_change_post_for_certain() -> None:
    def managers(phase: str) -> dict[str, str]:
        found = holding("manages", PHASES[phase])
        return {row["to_id"]: row["from_id"] for row in found if row["matrix"] == "false"}

    before, after = managers("phase-1"), managers("phase-2")
    moved = {f: (p, after[f]) for f, p in before.items() if f in after and p != after[f]}
    assert moved == {
        "FN-property-and-asset-management": ("P-ADBE", "P-ADRES"),
        "FN-hr-strategy-and-organisational-development": ("P-ADOD", "P-ADRES"),
    }


def test_eight_functions_may_move_to_the_conditional_post() -> None:
    found = {row["to_id"] for row in rows("manages") if row["from_id"] == "P-HSSS"}
    assert len(found) == 8
    assert {row["status"] for row in rows("manages") if row["from_id"] == "P-HSSS"} == {
        "conditional"
    }


def test_nine_memberships_are_certain() -> None:
    certain = {
        (row["to_id"], row["from_id"])
        for row in rows("member_of")
        if row["completeness"] == "complete"
    }
    assert certain == {
        ("PT-JCS", "ORG-CBC"),
        ("PT-JCS", "ORG-TBC"),
        ("PT-JCS", "ORG-GLC"),
        ("PT-SS-LEG", "ORG-CBC"),
        ("PT-SS-LEG", "ORG-TBC"),
        ("PT-SS-BC", "ORG-CBC"),
        ("PT-SS-BC", "ORG-TBC"),
        ("PT-SS-IA", "ORG-CBC"),
        ("PT-SS-IA", "ORG-CDC"),
    }
    known = {row["id"] for row in rows("partnership") if row["members_known"] == "complete"}
    assert known == {partnership for partnership, _ in certain}


def test_none_of_cheltenhams_thirteen_partnerships_has_a_sponsoring_post() -> None:
    areas = {"AREA-CHELTENHAM", "AREA-GLOUCESTERSHIRE"}
    covered = {
        row["from_id"]
        for row in rows("covers")
        if row["from_type"] == "Partnership" and row["to_id"] in areas
    }
    assert len(covered) == 13
    assert {row["from_type"] for row in rows("sponsors")} == {"Partnership"}


def test_recommendations_are_numbered_without_a_gap() -> None:
    assert [int(row["number"]) for row in rows("recommendation")] == list(range(1, 19))


def test_links_between_aims_are_proposals_from_outside_the_papers() -> None:
    external = {row["id"] for row in rows("source") if row["external"] == "true"}
    links = [
        *rows("aligns_with"),
        *(row for row in rows("part_of") if row["from_type"] in ("Outcome", "Responsibility")),
    ]
    assert len(links) == 8 + 24 + 3
    assert {row["status"] for row in links} == {"proposed"}
    assert {row["source"] for row in links} <= external


def test_later_outcomes_stay_out_of_the_councils_own() -> None:
    later = {row["id"] for row in rows("objective") if row["source"] == "ext-cbc-2014"}
    assert len(later) == 10
    assert later & {row["from_id"] for row in rows("set_by")} == set()


def seeds() -> list[list[str]]:
    found = sorted(SEEDS.glob("*.txt"))
    if len(found) != 5:
        pytest.skip(f"The five papers are not in {SEEDS}; put their texts there to check locators.")
    return [path.read_text(encoding="utf-8").split("\n") for path in found]


def cited(papers: list[list[str]], locator: str) -> str:
    place = LOCATOR.fullmatch(locator)
    assert place is not None
    paper, first, last = place.groups()
    return " ".join(papers[int(paper)][int(first) - 1 : int(last or first)])


def test_every_locator_lies_inside_its_paper() -> None:
    papers = seeds()
    found = [
        (cell, int(paper), int(first), int(last or first))
        for name in names("flagship")
        for row in rows(name)
        for cell in row.values()
        for paper, first, last in LOCATOR.findall(cell)
    ]
    assert len(found) > 800
    outside = [cell for cell, p, a, b in found if not 1 <= a <= b <= len(papers[p])]
    assert outside == []


def test_locators_name_the_source_of_their_row() -> None:
    for name in names("flagship"):
        for row in rows(name):
            if LOCATOR.match(row.get("locator", "")):
                assert row["source"] == row["locator"][:2].lower()


@pytest.mark.parametrize("name", ["outcome", "responsibility", "objective", "function"])
def test_aims_and_functions_stand_in_the_lines_they_cite(name: str) -> None:
    papers = seeds()

    def folded(text: str) -> str:
        return re.sub(r"\W", "", text).lower()

    missing = [
        row["id"]
        for row in rows(name)
        if LOCATOR.fullmatch(row["locator"])
        and not row["id"].startswith(("FN-cec-", "FN-housing-related"))
        and folded(row["name"]) not in folded(cited(papers, row["locator"]))
    ]
    assert missing == []


def test_wheels_to_meals_gives_the_published_return() -> None:
    (appraisal,) = raw("wheels_to_meals", "appraisal")
    rate, horizon = float(appraisal["rate"]), int(appraisal["horizon"])
    present_value = 0.0
    for line in raw("wheels_to_meals", "benefit_line"):
        assert line["displacement"] == "0"
        impact = float(line["quantity"]) * float(line["unit_value"])
        impact *= (1 - float(line["deadweight"])) * (1 - float(line["attribution"]))
        for year in range(int(line["duration"])):
            t = int(line["start_t"]) + year
            assert t <= horizon
            present_value += impact * (1 - float(line["drop_off"])) ** year / (1 + rate) ** t
    inputs = sum(float(line["amount"]) for line in raw("wheels_to_meals", "cost_line"))
    assert inputs == 42_375
    assert present_value == pytest.approx(81_741.93, abs=0.005)
    assert present_value / inputs == pytest.approx(1.93, abs=0.005)


@pytest.mark.parametrize("name", ["paid_by", "accrues_to"])
def test_shares_of_every_line_add_up_to_one(name: str) -> None:
    totals: defaultdict[str, float] = defaultdict(float)
    for row in raw("wheels_to_meals", name):
        totals[row["from_id"]] += float(row["share"])
    lines = {row["from_id"] for row in raw("wheels_to_meals", "line_of")}
    prefix = "WM-C" if name == "paid_by" else "WM-B"
    assert totals == dict.fromkeys((i for i in lines if i.startswith(prefix)), 1.0)
