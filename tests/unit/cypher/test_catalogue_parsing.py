from datetime import date

import pytest

from placegraph.cypher import Column, Parameter, Query, Value, parameter_values, parse, query
from placegraph.errors import QueryError

GOOD = """\
// Which bodies sit on most partnerships?
//
// param  minimum  INTEGER = 2  fewest partnerships
// param  place    STRING       Area.id
// column body     STRING   Organisation.id
// column boards   INTEGER  partnerships it sits on
MATCH (o:Organisation)-[:MEMBER_OF]->(p:Partnership)-[:COVERS]->(:Area {id: $place})
WITH o, count(DISTINCT p) AS n
WHERE n >= $minimum
RETURN o.id AS body, n AS boards
ORDER BY boards DESC, body
"""
TODAY = date(2026, 1, 2)


def asking(kind: str, default: str | None = None) -> Query:
    return Query("test/one", "?", (Parameter("it", kind, "meaning", default),), (), "")


def test_header_becomes_question_parameters_and_columns() -> None:
    parsed = parse("test/good", GOOD)
    assert parsed.question == "Which bodies sit on most partnerships?"
    assert parsed.parameters == (
        Parameter("minimum", "INTEGER", "fewest partnerships", "2"),
        Parameter("place", "STRING", "Area.id", None),
    )
    assert parsed.columns == (
        Column("body", "STRING", "Organisation.id"),
        Column("boards", "INTEGER", "partnerships it sits on"),
    )
    assert parsed.text.startswith("MATCH")
    assert "//" not in parsed.text


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        pytest.param(GOOD.splitlines()[0] + "\n//\n", "", "found no question", id="no question"),
        pytest.param("INTEGER = 2", "NUMBER = 2", "with a known TYPE", id="unknown type"),
        pytest.param(
            "INTEGER  partnerships it sits on", "INTEGER", "TYPE meaning", id="no meaning"
        ),
        pytest.param("$minimum", "2", r"found parameters \['place'\]", id="parameter not used"),
        pytest.param("$place", "$area", r"found parameters \['area',", id="parameter not declared"),
        pytest.param(
            "n AS boards", "n AS seats", r"found columns \['body', 'seats'\]", id="column"
        ),
        pytest.param(
            "o.id AS body, n AS boards", "o.id AS body", "found columns", id="one too few"
        ),
        pytest.param("ORDER BY boards DESC, body\n", "", "found no ORDER BY", id="no order"),
    ],
)
def test_malformed_query_is_refused(before: str, after: str, message: str) -> None:
    assert before in GOOD
    with pytest.raises(QueryError, match=message):
        parse("test/bad", GOOD.replace(before, after))


@pytest.mark.parametrize(
    "clause",
    [
        "CREATE (:Area)",
        "MERGE (:Area)",
        "SET o.name = ''",
        "DETACH DELETE o",
        "REMOVE o.name",
        "FOREACH (x IN [1] | SET o.name = '')",
        "LOAD CSV FROM 'file:///x' AS row",
        "CALL db.labels()",
        "call { RETURN 1 }",
        "DROP INDEX x",
    ],
)
def test_query_that_does_more_than_read_is_refused(clause: str) -> None:
    with pytest.raises(QueryError, match="expected a query that reads only"):
        parse("test/bad", GOOD.replace("WITH o,", f"{clause}\nWITH o,"))


def test_file_without_a_header_is_refused() -> None:
    with pytest.raises(QueryError, match="found no question"):
        parse("test/bad", "MATCH (n) RETURN n.id AS id ORDER BY id")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("STRING", "a, b", "a, b"),
        ("STRING", "null", None),
        ("INTEGER", "-3", -3),
        ("FLOAT", "0.5", 0.5),
        ("BOOLEAN", "True", True),
        ("BOOLEAN", "false", False),
        ("DATE", "2012-10-01", date(2012, 10, 1)),
        ("DATE", "today", TODAY),
        ("STRINGS", "a, b", ["a", "b"]),
    ],
)
def test_text_is_read_as_its_type(kind: str, text: str, value: Value) -> None:
    assert parameter_values(asking(kind), {"it": text}, today=TODAY) == {"it": value}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("INTEGER", "2.5", "INTEGER"),
        ("FLOAT", "much", "FLOAT"),
        ("BOOLEAN", "yes", "BOOLEAN"),
        ("DATE", "1/10/2012", "DATE as YYYY-MM-DD"),
    ],
)
def test_text_of_another_type_is_refused(kind: str, text: str, expected: str) -> None:
    with pytest.raises(QueryError, match=f"it: found {text!r}, expected {expected}."):
        parameter_values(asking(kind), {"it": text}, today=TODAY)


def test_default_is_used_when_nothing_is_given() -> None:
    assert parameter_values(asking("INTEGER", "2"), {}, today=TODAY) == {"it": 2}
    assert parameter_values(asking("DATE", "today"), {}, today=TODAY) == {"it": TODAY}
    assert parameter_values(asking("STRING", "null"), {}, today=TODAY) == {"it": None}


def test_values_that_are_no_text_pass_as_they_are() -> None:
    assert parameter_values(asking("DATE"), {"it": TODAY}, today=TODAY) == {"it": TODAY}
    assert parameter_values(asking("STRING"), {"it": None}, today=TODAY) == {"it": None}


def test_missing_parameter_is_refused_with_its_meaning() -> None:
    with pytest.raises(QueryError, match=r"found no value for it \(meaning\), expected STRING"):
        parameter_values(asking("STRING"), {}, today=TODAY)


def test_unknown_parameter_is_refused() -> None:
    with pytest.raises(QueryError, match="found parameter 'that', expected it"):
        parameter_values(asking("STRING"), {"that": "x"}, today=TODAY)


def test_unknown_query_is_refused_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="perhaps partnerships/partnerships"):
        query("partnership/partnership")
