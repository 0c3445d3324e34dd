import pytest

from placegraph.loaders.checks import check
from placegraph.loaders.tables import read


def problems(store, path, *, cascade=False):
    reading = read(path)
    check(reading, store, cascade=cascade)
    return [
        (p.file, p.row, p.column, p.found, p.expected) for row in reading.rows for p in row.problems
    ]


def appraisal(content, shares):
    """Add a cost line and the shares of it that organisations bear."""
    content["cost_line"] = [
        ["id", "name", "kind", "amount", "start_t", "duration", "source", "locator"],
        ["line", "A cost", "cash_capital", "100", "0", "1", "S1", "p. 4"],
    ]
    content["paid_by"] = [
        ["from_id", "to_id", "share", "source", "locator", "valid_from", "valid_to"],
        *(["line", to, share, "S1", "p. 4", *period] for to, share, *period in shares),
    ]


def test_good_data_set_has_no_problems(store, folder, content):
    appraisal(content, [("council", "0.7"), ("trust", "0.3")])

    assert problems(store, folder(content)) == []


def test_statement_said_twice_points_to_the_first(store, folder, content):
    content["organisation"].append(["council", "A Council", "unitary", "", "S1", "p. 1"])

    assert problems(store, folder(content)) == [
        ("organisation.csv", 4, "", "a repeat of row 2", "each statement once")
    ]


@pytest.mark.parametrize(("column", "other"), [("locator", "p. 9"), ("source", "S0")])
def test_same_thing_said_in_another_place_is_another_statement(
    store, folder, content, column, other
):
    content["source"].append(["S0", "Report", "", ""])
    row = list(content["organisation"][1])
    row[content["organisation"][0].index(column)] = other
    content["organisation"].append(row)

    assert problems(store, folder(content)) == []


def test_end_that_is_nowhere_is_reported(store, folder, content):
    content["member_of"][1][1] = "counsil"

    assert problems(store, folder(content)) == [
        (
            "member_of.csv", 2, "from_id", "counsil",
            "the id of an Organisation in this data set or in the graph",
        )
    ]  # fmt: skip


def test_end_of_another_type_is_not_that_node(store, folder, content):
    content["member_of"][1][0] = "Post"

    assert [p[2:4] for p in problems(store, folder(content))] == [("from_id", "council")]


def test_end_and_source_may_be_in_the_graph_already(store, folder, content):
    content["member_of"][1][1] = "elsewhere"
    content["member_of"][2][5] = "S9"
    store.held["Organisation"].add("elsewhere")
    store.held["Source"].add("S9")

    assert problems(store, folder(content)) == []


def test_source_that_is_nowhere_is_reported(store, folder, content):
    content["organisation"][1][4] = "S9"

    assert problems(store, folder(content)) == [
        (
            "organisation.csv", 2, "source", "S9",
            "the id of a Source in this data set or in the graph",
        )
    ]  # fmt: skip


def test_missing_end_is_reported_beside_a_bad_cell_of_the_same_row(store, folder, content):
    content["member_of"][1][1] = "nowhere"
    content["member_of"][1][4] = "most"

    assert {p[2] for p in problems(store, folder(content))} == {"from_id", "completeness"}


def test_row_that_refers_to_a_bad_row_is_not_a_second_problem(store, folder, content):
    content["organisation"][1][2] = "unitry"

    assert [p[:3] for p in problems(store, folder(content))] == [("organisation.csv", 2, "kind")]


def test_row_that_refers_to_a_rejected_row_is_rejected_with_the_reason(store, folder, content):
    content["organisation"][1][2] = "unitry"

    assert [p[:4] for p in problems(store, folder(content), cascade=True)] == [
        (
            "member_of.csv", 2, "from_id",
            "council, which is left out with row 2 of organisation.csv",
        ),
        ("organisation.csv", 2, "kind", "unitry"),
    ]  # fmt: skip


def test_rejecting_a_source_rejects_all_it_says_and_what_hangs_on_that(store, folder, content):
    content["source"].append(["S2", "Other", "soon", ""])
    content["organisation"][2][4] = "S2"

    found = problems(store, folder(content), cascade=True)

    assert [p[:3] for p in found] == [
        ("member_of.csv", 3, "from_id"),
        ("organisation.csv", 3, "source"),
        ("source.csv", 3, "published"),
    ]


def test_row_that_refers_to_a_rejected_row_stands_when_the_graph_holds_it(store, folder, content):
    content["organisation"][1][2] = "unitry"
    store.held["Organisation"].add("council")

    found = problems(store, folder(content), cascade=True)

    assert [p[:3] for p in found] == [("organisation.csv", 2, "kind")]


def test_table_without_its_key_does_not_make_every_end_missing(store, folder, content):
    content["organisation"][0][0] = "code"

    assert problems(store, folder(content)) == []


def test_misspelt_table_does_not_make_every_end_missing(store, folder, content):
    content["organisations"] = content.pop("organisation")

    assert problems(store, folder(content)) == []


def test_rows_of_a_table_with_an_unknown_column_are_rejected(store, folder, content):
    content["partnership"][0][1:2] = ["name", "nickname"]
    content["partnership"][1][1:2] = ["The Board", "Bo"]

    found = problems(store, folder(content), cascade=True)

    assert [p[:3] for p in found] == [
        ("member_of.csv", 2, "to_id"),
        ("member_of.csv", 3, "to_id"),
        ("partnership.csv", 2, "nickname"),
    ]


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ([("council", "0.7"), ("trust", "0.2")], "0.9 in all for line"),
        ([("council", "1"), ("trust", "1")], "2 in all for line"),
        (
            [("council", "0.5"), ("trust", "0.5", "2014-04-01", "2015-04-01")],
            "0.5 in all for line",
        ),
        (
            [
                ("council", "0.5", "2014-04-01", ""),
                ("trust", "0.5", "2014-04-01", "2015-04-01"),
            ],
            "0.5 in all from 2015-04-01 for line",
        ),
    ],
)
def test_shares_that_do_not_add_up_to_one_are_reported(store, folder, content, shares, total):
    appraisal(content, shares)

    assert problems(store, folder(content)) == [
        ("paid_by.csv", 2, "share", total, "shares of one line that add up to 1")
    ]


@pytest.mark.parametrize(
    "shares",
    [
        [("council", "0.7"), ("trust", "0.2"), ("gp", "0.1")],
        [
            ("council", "0.5", "2014-04-01", ""),
            ("trust", "0.5", "2014-04-01", "2015-04-01"),
            ("gp", "0.5", "2015-04-01", ""),
        ],
    ],
)
def test_shares_may_be_rounded_in_binary_and_change_with_time(store, folder, content, shares):
    content["organisation"].append(["gp", "A practice", "NHS", "", "S1", "p. 4"])
    appraisal(content, shares)

    assert problems(store, folder(content)) == []


def test_shares_of_one_line_are_rejected_together(store, folder, content):
    content["organisation"][2][2] = "NSH"
    appraisal(content, [("council", "0.7"), ("trust", "0.3")])

    found = problems(store, folder(content), cascade=True)

    assert [p[1:4] for p in found if p[0] == "paid_by.csv"] == [
        (2, "share", "a share of line left out with row 3"),
        (3, "to_id", "trust, which is left out with row 3 of organisation.csv"),
    ]
