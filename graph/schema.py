"""What a declaration in ``graph/model.py`` means.

A node type is a :class:`Node` subclass: its name is the label. A relationship type is a
:class:`Relationship` subclass: ``MemberOf`` becomes ``MEMBER_OF`` and names the types it may start
and end at. Both are facts: somebody said them, somewhere, of some time.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from placegraph.errors import SchemaError


class Mark(Enum):
    """What a property is for, beyond its value."""

    KEY = "key"
    INDEXED = "indexed"


Key = Mark.KEY
Indexed = Mark.INDEXED

Identifier = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$", max_length=200)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Fraction = Annotated[float, Field(ge=0, le=1)]


class Status(StrEnum):
    """How settled a fact is, as its source words it."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CONDITIONAL = "conditional"
    ENDED = "ended"


class Fact(BaseModel):
    """Something a source says, true over the half-open interval [valid_from, valid_to)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    vocabulary: ClassVar[str] = ""

    source: Identifier = Field(description="Source.id of the document that says so.")
    locator: Text = Field(description="Where in the document: a line, page, table or cell.")
    valid_from: date | None = Field(None, description="First day it holds; blank when not said.")
    valid_to: date | None = Field(None, description="First day it no longer holds; blank if open.")
    status: Status | None = Field(None, description="How settled it is; blank when not said.")
    note: Text | None = Field(None, description="What a reader should know about this statement.")

    @model_validator(mode="after")
    def _interval_runs_forwards(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from >= self.valid_to:
            raise ValueError("valid_to|a date after valid_from")
        return self


class Node(Fact):
    """A thing with an identity of its own."""

    id: Annotated[Identifier, Key] = Field(description="Identifier, unique within the type.")

    def __init_subclass__(cls, *, vocabulary: str = "", **_: Any) -> None:
        cls.vocabulary = vocabulary


class Relationship(Fact):
    """A statement that joins two nodes. Two sources make two relationships, never one."""

    starts: ClassVar[tuple[type[Node], ...]] = ()
    ends: ClassVar[tuple[type[Node], ...]] = ()
    start_names: ClassVar[frozenset[str]] = frozenset()
    end_names: ClassVar[frozenset[str]] = frozenset()

    from_type: Identifier = Field(description="Type the relationship starts at.")
    from_id: Identifier = Field(description="Identifier of the node it starts at.")
    to_type: Identifier = Field(description="Type the relationship ends at.")
    to_id: Identifier = Field(description="Identifier of the node it ends at.")

    def __init_subclass__(
        cls,
        *,
        start: tuple[type[Node], ...] = (),
        end: tuple[type[Node], ...] = (),
        vocabulary: str = "",
        **_: Any,
    ) -> None:
        cls.starts, cls.ends, cls.vocabulary = start, end, vocabulary
        cls.start_names = frozenset(t.__name__ for t in start)
        cls.end_names = frozenset(t.__name__ for t in end)

    @model_validator(mode="after")
    def _ends_are_of_declared_types(self) -> Self:
        # A register of a million rows comes through here three million times.
        if self.from_type not in self.start_names:
            raise ValueError(f"from_type|one of {', '.join(t.__name__ for t in self.starts)}")
        if self.to_type not in self.end_names:
            raise ValueError(f"to_type|one of {', '.join(t.__name__ for t in self.ends)}")
        return self


@dataclass(frozen=True)
class Property:
    """One declared property, as loaders, documents and statements need to see it."""

    name: str
    kind: str
    required: bool
    description: str
    choices: tuple[str, ...]
    mark: Mark | None
    expected: str


#: Fields of the base classes that say where a fact comes from or when it holds.
FACT_FIELDS = tuple(Fact.model_fields)
ENDPOINT_FIELDS = ("from_type", "from_id", "to_type", "to_id")


@cache
def label(declared: type[Fact]) -> str:
    """Return the label of a node type or the type name of a relationship type."""
    if issubclass(declared, Relationship):
        return re.sub(r"(?<!^)(?=[A-Z])", "_", declared.__name__).upper()
    return declared.__name__


@cache
def table(declared: type[Fact]) -> str:
    """Return the name of the table (file stem or sheet) that holds facts of this type."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", declared.__name__).lower()


@cache
def properties(declared: type[Fact]) -> tuple[Property, ...]:
    """Return the declared properties: own ones first, then those every fact has.

    Raises
    ------
    SchemaError
        If a property has a type that no table column or Neo4j property can hold.

    """
    own = [n for n in declared.model_fields if n not in FACT_FIELDS and n not in ENDPOINT_FIELDS]
    if issubclass(declared, Node):
        own.sort(key=lambda name: name != "id")
    names = [*own, *FACT_FIELDS]
    return tuple(_property(declared, name) for name in names if name in declared.model_fields)


def own_properties(declared: type[Fact]) -> tuple[Property, ...]:
    """Return the properties that are neither provenance nor validity."""
    return tuple(p for p in properties(declared) if p.name not in FACT_FIELDS)


_KINDS = {str: "text", int: "integer", float: "number", bool: "boolean", date: "date"}
_EXPECTED = {
    "text": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date as YYYY-MM-DD",
}


def _property(declared: type[Fact], name: str) -> Property:
    field = declared.model_fields[name]
    plain = _plain(field.annotation)
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        kind, choices = "choice", tuple(str(member) for member in plain)
        expected = f"one of {', '.join(choices)}"
    elif plain in _KINDS:
        kind, choices = _KINDS[plain], ()
        expected = _expected(kind, _metadata(field.annotation, field.metadata))
    else:
        raise SchemaError(
            f"{declared.__name__}.{name}: found type {plain}, expected text, a number, a date, "
            "true/false or an enumeration."
        )
    marks = [m for m in _metadata(field.annotation, field.metadata) if isinstance(m, Mark)]
    return Property(
        name=name,
        kind=kind,
        required=field.is_required(),
        description=field.description or "",
        choices=choices,
        mark=marks[0] if marks else None,
        expected=expected if field.is_required() else f"{expected}, or blank",
    )


def _expected(kind: str, metadata: list[Any]) -> str:
    bounds = {
        bound: value
        for item in metadata
        for part in getattr(item, "metadata", [item])
        for bound in ("ge", "gt", "le", "lt")
        if (value := getattr(part, bound, None)) is not None
    }
    pattern = any(getattr(item, "pattern", None) for item in metadata)
    if pattern:
        return "an identifier of letters, digits and . _ : / -"
    words = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    limits = " and ".join(f"{words[b]} {v:g}" for b, v in bounds.items())
    return f"{_EXPECTED[kind]}{' ' if limits else ''}{limits}"


def _plain(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        inner = [a for a in get_args(annotation) if a is not NoneType]
        return _plain(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _metadata(annotation: Any, found: list[Any]) -> list[Any]:
    if get_origin(annotation) is Annotated:
        inner, *own = get_args(annotation)
        return [*found, *own, *_metadata(inner, [])]
    if get_origin(annotation) in (Union, UnionType):
        return [*found, *(m for a in get_args(annotation) for m in _metadata(a, []))]
    return list(found)


@dataclass(frozen=True)
class Schema:
    """Every declared type, in the order of declaration."""

    nodes: tuple[type[Node], ...]
    relationships: tuple[type[Relationship], ...]

    @classmethod
    def of(cls, namespace: Mapping[str, object], module: str) -> "Schema":
        """Collect the node and relationship types that ``module`` itself declares."""
        declared = [v for v in namespace.values() if isinstance(v, type) and v.__module__ == module]
        return cls(
            tuple(t for t in declared if issubclass(t, Node)),
            tuple(t for t in declared if issubclass(t, Relationship)),
        )

    @property
    def types(self) -> tuple[type[Fact], ...]:
        """Return node types, then relationship types."""
        return (*self.nodes, *self.relationships)

    def node(self, name: str) -> type[Node]:
        """Return the node type called ``name``."""
        return _named(self.nodes, name)


def _named(types: Iterable[type[Node]], name: str) -> type[Node]:
    for declared in types:
        if declared.__name__ == name:
            return declared
    raise SchemaError(f"{name}: found no such node type, expected one that is declared.")
