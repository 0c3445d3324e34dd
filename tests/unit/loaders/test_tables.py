from datetime import date

import pytest

from placegraph.errors import UnreadableSource
from placegraph.graph.model import (
    AlignsWith,
    CostLine,
    InStructure,
    MemberOf,
    Organisation,
    Post,
    PostIn,
    Source,
)
from placegraph.loaders.tables import columns, read


def problems(path):
    reading = read(path)
    found = (*reading.problems, *(p for row in reading.rows for p in row.problems))
    return [(p.file, p.row, p.column, p.found, p.expected) for p in found]


def facts(path, declared):
    return [row.fact for row in read(path).rows if row.declared is declared]


def names(declared):
    return [column.name for column in columns(declared)]


def test_columns_begin_with_the_ends_and_close_with_the_fact():
    assert names(InStructure) == [
        "from_type", "from_id", "to_type", "to_id", "fte", "counted",
        "source", "locator", "valid_from", "valid_to", "status", "note",
    ]  # fmt: skip


def test_a_source_speaks_for_itself(folder, content):
    assert "source" not in names(Source)
    assert "locator" not in names(Source)
    (source,) = facts(folder(content), Source)
    assert (source.source, source.locator) == ("S1", "the document itself")


def test_type_of_an_end_is_needed_only_when_there_is_a_choice():
    assert [c.required for c in columns(PostIn) if c.name.endswith("_type")] == [False, False]
    assert [c.required for c in columns(MemberOf) if c.name.endswith("_type")] == [True, True]


@pytest.mark.parametrize("header", [["from_id", "to_id"], ["from_type", "from_id", "to_id"]])
def test_the_only_type_of_an_end_may_be_left_out(folder, content, header):
    row = {"from_type": "", "from_id": "chief", "to_id": "council"}
    content["post_in"] = [
        [*header, "source", "locator"],
        [*(row[name] for name in header), "S1", "p. 1"],
    ]

    (fact,) = facts(folder(content), PostIn)

    assert (fact.from_type, fact.to_type) == ("Post", "Organisation")


def test_good_rows_become_facts_in_both_forms(folder, workbook, content):
    expected = MemberOf(
        from_type="Organisation",
        from_id="trust",
        to_type="Partnership",
        to_id="board",
        completeness="partial",
        source="S1",
        locator="p. 3",
        valid_from=date(2014, 4, 1),
        valid_to=date(2016, 4, 1),
    )
    content["member_of"][0] = ["From Type", " FROM_ID ", *content["member_of"][0][2:]]

    assert facts(folder(content), MemberOf)[1] == expected
    assert facts(workbook(content), MemberOf)[1] == expected
    assert problems(folder(content)) == []


def test_every_bad_cell_is_reported_in_one_pass(folder, content):
    content["organisation"][1:] = [
        ["the council", "", "unitry", "maybe", "S1", ""],
        ["trust", "x" * 2001, "NHS", "TRUE", "S1", "p. 2"],
    ]
    content["member_of"][1:] = [
        ["Organization", "council", "Bord", "board", "some", "S1", "p. 3", "1/4/2014", "2014"]
    ]

    found = problems(folder(content))

    identifier = "an identifier of letters, digits and . _ : / -"
    assert sorted(p[:4] for p in found) == [
        ("member_of.csv", 2, "completeness", "some"),
        ("member_of.csv", 2, "from_type", "Organization"),
        ("member_of.csv", 2, "to_type", "Bord"),
        ("member_of.csv", 2, "valid_from", "1/4/2014"),
        ("member_of.csv", 2, "valid_to", "2014"),
        ("organisation.csv", 2, "id", "the council"),
        ("organisation.csv", 2, "kind", "unitry"),
        ("organisation.csv", 2, "locator", "nothing"),
        ("organisation.csv", 2, "name", "nothing"),
        ("organisation.csv", 2, "unnamed_group", "maybe"),
        ("organisation.csv", 3, "name", "2001 characters"),
    ]
    expected = {p[1:4]: p[4] for p in found}
    assert expected[2, "from_type", "Organization"] == "one of Organisation, Post"
    assert expected[2, "valid_from", "1/4/2014"] == "a date as YYYY-MM-DD, or blank"
    assert expected[2, "id", "the council"] == identifier
    assert expected[2, "unnamed_group", "maybe"] == "true or false, or blank"
    assert expected[3, "name", "2001 characters"] == "at most 2000 characters"


def test_interval_that_runs_backwards_is_reported_beside_other_problems(folder, content):
    content["member_of"][1][4] = ""
    content["member_of"][1][7:] = ["2014-04-01", "2014-04-01"]

    assert problems(folder(content)) == [
        ("member_of.csv", 2, "completeness", "nothing", "one of complete, partial, unknown"),
        ("member_of.csv", 2, "valid_to", "2014-04-01", "a date after valid_from"),
    ]


def score(text):
    return [
        ["from_type", "from_id", "to_type", "to_id", "score", "source", "locator"],
        ["Outcome", "a", "Outcome", "b", text, "S1", "p. 1"],
    ]


@pytest.mark.parametrize("text", ["2", "2.0", "+2", 2, 2.0])
def test_whole_numbers_may_be_written_with_a_decimal_point(folder, workbook, content, text):
    content["aligns_with"] = score(text)

    assert [f.score for f in facts(folder(content), AlignsWith)] == [2]
    assert [f.score for f in facts(workbook(content), AlignsWith)] == [2]


@pytest.mark.parametrize("text", ["2.5", "4", "1_0", "two", "1,0", "true", "#N/A", "٣"])
def test_other_spellings_of_a_whole_number_are_reported(folder, workbook, content, text):
    content["aligns_with"] = score(text)
    expected = "a whole number at least -3 and at most 3"

    for path in (folder(content), workbook(content)):
        assert [p[2:] for p in problems(path)] == [("score", text, expected)]


@pytest.mark.parametrize("text", ["£5", "1,000", "5%", "nan", "inf", "-1", "#DIV/0!", "2014-04-01"])
def test_amounts_that_are_not_plain_numbers_are_reported(folder, content, text):
    content["cost_line"] = [
        ["id", "name", "kind", "amount", "start_t", "duration", "source", "locator"],
        ["c", "Cost", "cash_capital", text, "0", "1", "S1", "p. 1"],
    ]

    assert [p[2:4] for p in problems(folder(content))] == [("amount", text)]
    assert facts(folder(content), CostLine) == [None]


@pytest.mark.parametrize("text", ["2014-02-30", "20140401", "1396310400", "2014-04-01T00:00:00"])
def test_days_that_are_not_plain_dates_are_reported(folder, content, text):
    content["source"][1][2] = text

    assert problems(folder(content)) == [
        ("source.csv", 2, "published", text, "a date as YYYY-MM-DD, or blank")
    ]


@pytest.mark.parametrize(
    ("text", "meant"), [("true", True), ("TRUE", True), ("False", False), ("", False)]
)
def test_booleans_may_be_in_capitals_as_excel_saves_them(folder, content, text, meant):
    content["organisation"][1][3] = text

    assert facts(folder(content), Organisation)[0].unnamed_group is meant


def test_blank_is_not_said_and_never_zero(folder, content):
    content["post"] = [
        ["id", "name", "vacant", "salary_low", "source", "locator"],
        ["chief", "Chief executive", "", "", "S1", "p. 1"],
    ]

    (post,) = facts(folder(content), Post)

    assert (post.vacant, post.salary_low, post.tier) == (None, None, None)


def test_identifiers_that_look_like_numbers_stay_text(workbook, content):
    content["organisation"][1][0] = "007"
    content["organisation"][2][0] = 42

    assert [o.id for o in facts(workbook(content), Organisation)] == ["007", "42"]


def test_failed_formula_in_optional_text_is_not_read_as_said(folder, content):
    content["organisation"][1][1] = "#REF!"

    assert problems(folder(content)) == [("organisation.csv", 2, "name", "#REF!", "text")]


def test_unknown_column_names_the_nearest(folder, content):
    content["organisation"][0][1] = "nmae"

    (unknown, missing) = problems(folder(content))

    assert unknown[:4] == ("organisation.csv", 1, "nmae", "nmae")
    assert unknown[4].startswith("one of id, name, kind, ")
    assert unknown[4].endswith("(nearest: name)")
    assert missing == ("organisation.csv", 1, "name", "no such column", "the column name")


def test_repeated_column_is_reported(folder, content):
    content["organisation"][0][3] = "Name"

    assert ("organisation.csv", 1, "name", "the column a second time", "each column once") in (
        problems(folder(content))
    )


def test_unknown_table_names_the_nearest_and_is_checked_as_it(folder, content):
    content["organisations"] = content.pop("organisation")
    content["organisations"][1][2] = "unitry"

    found = problems(folder(content))

    assert found[0][3:] == ("a table called organisations", "the table organisation")
    assert [p[2:4] for p in found[1:]] == [("kind", "unitry")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("datasets", "the table dataset"),
        ("organisation_old", "the table organisation"),
        ("zzz", "one of the tables that docs/tables.md lists"),
    ],
)
def test_table_that_stands_for_no_other_is_reported_alone(folder, content, name, expected):
    content[name] = [["id"], ["a"]]

    assert [p[3:] for p in problems(folder(content))] == [(f"a table called {name}", expected)]


def test_blank_sheet_of_an_unknown_name_is_no_table(workbook, content):
    content["Sheet1"] = []

    assert problems(workbook(content)) == []


def test_empty_file_of_a_known_name_is_reported(folder, content):
    content["post"] = []

    assert [p[:4] for p in problems(folder(content))] == [("post.csv", 0, "", "an empty table")]


def test_cell_without_a_header_is_reported(folder, content):
    content["organisation"][1].append("stray")

    assert problems(folder(content)) == [
        ("organisation.csv", 2, "", "stray in cell 7", "a header above every cell")
    ]


@pytest.mark.parametrize(
    ("dataset", "problem"),
    [
        (None, ("data", 0, "", "no table dataset")),
        ([["id", "title"]], ("dataset.csv", 0, "", "no row")),
        ([["id", "title"], ["a", "A"], ["b", "B"]], ("dataset.csv", 3, "", "a second row")),
        ([["id", "title"], ["a b", "A"]], ("dataset.csv", 2, "id", "a b")),
        ([["id", "title"], ["a", ""]], ("dataset.csv", 2, "title", "nothing")),
        ([["id"], ["a"]], ("dataset.csv", 1, "title", "no such column")),
    ],
)
def test_who_speaks_must_be_said_once(folder, content, dataset, problem):
    content.pop("dataset")
    if dataset:
        content["dataset"] = dataset
    path = folder(content)

    assert read(path).dataset is None
    assert [p[:4] for p in problems(path)] == [problem]


def test_data_set_without_rows_is_refused_for_it_would_remove_everything(folder, content):
    path = folder({"dataset": content["dataset"], "source": content["source"][:1]})

    with pytest.raises(UnreadableSource, match="found no row in any table but dataset"):
        read(path)


def test_file_that_may_not_be_read_is_refused(folder, content):
    path = folder(content)
    (path / "post.csv").mkdir()

    with pytest.raises(UnreadableSource, match="cannot be opened"):
        read(path)


def test_progress_ends_at_the_number_of_rows(folder, content):
    seen = []

    read(folder(content), progress=lambda done, total: seen.append((done, total)))

    assert seen[-1] == (6, 6)
