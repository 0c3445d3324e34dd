from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError

from placegraph.errors import SchemaError
from placegraph.graph.model import SCHEMA, AlignsWith, MemberOf, Organisation, Post, Source
from placegraph.graph.schema import (
    Indexed,
    Mark,
    Node,
    Relationship,
    Schema,
    Text,
    label,
    own_properties,
    properties,
    table,
)
from placegraph.graph.vocabulary import OrganisationKind

SAID = {"source": "s0", "locator": "p. 1"}
SEAT: dict[str, Any] = SAID | {
    "from_type": "Organisation",
    "from_id": "council",
    "to_type": "Partnership",
    "to_id": "board",
    "completeness": "complete",
}


class Lamp(Node):
    """A lamp."""

    name: Annotated[Text, Indexed] = Field(description="What it is called.")
    watts: float | None = Field(None, ge=0, le=500, description="Power.")


class LitBy(Relationship, start=(Organisation,), end=(Lamp,), vocabulary="test:litBy"):
    """A body is lit by a lamp."""


def test_names_come_from_the_class() -> None:
    assert (label(Lamp), table(Lamp)) == ("Lamp", "lamp")
    assert (label(LitBy), table(LitBy)) == ("LIT_BY", "lit_by")
    assert (LitBy.starts, LitBy.ends, LitBy.vocabulary) == ((Organisation,), (Lamp,), "test:litBy")


def test_properties_are_the_key_then_own_then_those_of_every_fact() -> None:
    assert [p.name for p in properties(Lamp)] == [
        *("id", "name", "watts"),
        *("source", "locator", "valid_from", "valid_to", "status", "note"),
    ]
    assert [p.name for p in own_properties(LitBy)] == []


def test_property_says_what_loaders_and_documents_need() -> None:
    id_, name, watts = own_properties(Lamp)
    assert (id_.mark, id_.required) == (Mark.KEY, True)
    assert (name.mark, name.required, name.description) == (
        Mark.INDEXED,
        True,
        "What it is called.",
    )
    assert (watts.kind, watts.required) == ("number", False)
    assert watts.expected == "a number at least 0 and at most 500, or blank"


def test_choices_of_a_property_are_its_words() -> None:
    (kind,) = (p for p in properties(Organisation) if p.name == "kind")
    assert kind.choices == tuple(word.value for word in OrganisationKind)


def test_property_of_a_type_no_table_can_hold_is_refused() -> None:
    class Shelf(Node):
        """A shelf."""

        books: list[str]

    with pytest.raises(SchemaError, match=r"Shelf.books: found type"):
        properties(Shelf)


def test_schema_holds_only_what_its_module_declares() -> None:
    found = Schema.of(globals(), __name__)
    assert (found.nodes, found.relationships) == ((Lamp,), (LitBy,))
    assert found.types == (Lamp, LitBy)


def test_schema_finds_a_node_type_by_name() -> None:
    assert SCHEMA.node("Post") is Post
    with pytest.raises(SchemaError, match="Person: found no such node type"):
        SCHEMA.node("Person")


def test_source_comes_first_so_that_statements_find_theirs() -> None:
    assert SCHEMA.nodes[0] is Source


def test_every_type_and_property_is_described() -> None:
    assert [t.__name__ for t in SCHEMA.types if not t.__doc__] == []
    silent = [f"{t.__name__}.{p.name}" for t in SCHEMA.types for p in properties(t)
              if not p.description]  # fmt: skip
    assert silent == []


def test_ends_are_declared_types() -> None:
    ends = {end for t in SCHEMA.relationships for end in (*t.starts, *t.ends)}
    assert ends <= set(SCHEMA.nodes)
    assert [t.__name__ for t in SCHEMA.relationships if not (t.starts and t.ends)] == []


def test_names_of_types_do_not_collide() -> None:
    assert len({label(t) for t in SCHEMA.types}) == len(SCHEMA.types)
    assert len({table(t) for t in SCHEMA.types}) == len(SCHEMA.types)


def test_fact_is_frozen_and_takes_no_property_that_is_not_declared() -> None:
    source = Source.model_validate({"id": "s0", "name": "Paper", **SAID})
    with pytest.raises(ValidationError, match="frozen"):
        source.name = "Other"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Source.model_validate({"id": "s0", "name": "Paper", "holder": "somebody", **SAID})


def test_interval_must_run_forwards() -> None:
    day = date(2012, 10, 1)
    with pytest.raises(ValidationError, match="a date after valid_from"):
        MemberOf.model_validate(SEAT | {"valid_from": day, "valid_to": day})
    assert MemberOf.model_validate(SEAT | {"valid_to": day}).valid_from is None


def test_ends_must_be_of_the_declared_types() -> None:
    with pytest.raises(ValidationError, match=r"to_type\|one of Partnership, GovernanceBody"):
        MemberOf.model_validate(SEAT | {"to_type": "Outcome"})


@pytest.mark.parametrize("score", [-4, 4, 1.5])
def test_alignment_is_scored_from_minus_three_to_three(score: float) -> None:
    ends = {"from_type": "Outcome", "from_id": "a", "to_type": "Outcome", "to_id": "b"}
    with pytest.raises(ValidationError, match="score"):
        AlignsWith.model_validate(SAID | ends | {"score": score})


@pytest.mark.parametrize("id_", ["", " a", "a b", "-a", "a" * 201])
def test_identifier_has_no_spaces_and_starts_with_a_letter_or_digit(id_: str) -> None:
    with pytest.raises(ValidationError, match="id"):
        Organisation.model_validate({"id": id_, "name": "A", "kind": "NHS", **SAID})
