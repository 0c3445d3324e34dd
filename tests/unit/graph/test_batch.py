from datetime import date
from typing import Any

import pytest

from placegraph.graph.batch import Load
from placegraph.graph.batch import assertion as identity
from placegraph.graph.model import MemberOf, Organisation, Partnership, Source
from placegraph.graph.schema import Fact


def source(key: str) -> Source:
    return Source(id=key, name="Paper", source=key, locator="the document itself")


def organisation(key: str, **more: Any) -> Organisation:
    said = {"name": "A", "kind": "NHS", "source": "s0", "locator": "p. 1"} | more
    return Organisation.model_validate({"id": key, **said})


def partnership(key: str) -> Partnership:
    return Partnership.model_validate(
        {
            "id": key,
            "name": "Board",
            "kind": "forum",
            "members_known": "partial",
            "source": "s0",
            "locator": "p. 1",
        }
    )


def seat(**more: Any) -> MemberOf:
    said: dict[str, Any] = {
        "from_type": "Organisation",
        "from_id": "a",
        "to_type": "Partnership",
        "to_id": "b",
        "completeness": "partial",
        "source": "s0",
        "locator": "p. 1",
    }
    return MemberOf.model_validate(said | more)


def assertion(fact: Fact, dataset: str) -> bytes:
    return identity(fact, dataset, fact.locator)


@pytest.mark.parametrize(
    "other",
    [
        {"source": "s1"},
        {"locator": "p. 2"},
        {"valid_from": date(2012, 10, 1)},
        {"from_id": "c"},
        {"to_id": "c"},
        {"from_type": "Post"},
        {"to_type": "GovernanceBody"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_who_says_what_of_what_where_and_from_when_tells_statements_apart(
    other: dict[str, Any],
) -> None:
    assert assertion(seat(**other), "one") != assertion(seat(), "one")


@pytest.mark.parametrize(
    "detail",
    [
        {"role": "chair"},
        {"completeness": "complete"},
        {"valid_to": date(2013, 1, 1)},
        {"status": "ended"},
        {"note": "Seen again."},
    ],
    ids=lambda detail: next(iter(detail)),
)
def test_details_change_a_statement_in_place(detail: dict[str, Any]) -> None:
    assert assertion(seat(**detail), "one") == assertion(seat(), "one")


def test_two_data_sets_make_two_statements() -> None:
    assert assertion(seat(), "one") != assertion(seat(), "two")
    assert assertion(organisation("a"), "one") != assertion(organisation("a"), "two")


def test_two_types_with_one_identifier_make_two_statements() -> None:
    assert assertion(organisation("a"), "one") != assertion(partnership("a"), "one")


def test_parts_of_an_identity_do_not_run_into_each_other() -> None:
    assert assertion(seat(from_id="ab", to_id="c"), "one") != assertion(
        seat(from_id="a", to_id="bc"), "one"
    )


def test_name_of_a_node_is_no_part_of_its_identity() -> None:
    assert assertion(organisation("a", name="B"), "one") == assertion(organisation("a"), "one")


def test_load_is_known_by_its_data_set_and_content() -> None:
    assert Load("one", "One", "0123456789abcdef").id == "one@0123456789ab"
