"""What is handed to a store to be written: one load, its statements, and their identity."""

import hashlib
import pickle
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from placegraph.graph.schema import ENDPOINT_FIELDS, Fact, Node, Relationship, label


@dataclass(frozen=True)
class Load:
    """One reading of one data set.

    ``digest`` is made from what is said, so that the same content read twice is the same load and
    writing it again changes nothing. What an earlier load of the same ``dataset`` wrote and this
    one does not is pruned, unless ``prune`` is False: a load that left rows out does not know
    what its data set no longer says.

    ``form`` is the format it was read as, ``files`` are the files' names with their SHA-256,
    ``inputs`` the SHA-256 of everything the reading depends on, ``who`` the account that loads,
    ``rejected`` the rows left out. ``facts`` counts statements by type, as JSON; ``figures`` and
    ``oddities`` are sentences about what was read.
    """

    dataset: str
    title: str
    digest: str
    prune: bool = True
    form: str = ""
    files: tuple[str, ...] = ()
    inputs: str = ""
    who: str = ""
    rejected: int = 0
    facts: str = "{}"
    figures: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the data set's identifier with the start of the content's SHA-256."""
        return f"{self.dataset}@{self.digest[:12]}"


class Kind(NamedTuple):
    """Statements that one Cypher text can write: of one type, between two node types."""

    declared: type[Fact]
    from_type: str = ""
    to_type: str = ""

    @property
    def name(self) -> str:
        """Return the type its statements have in the graph: nodes are stated by STATED_IN."""
        return label(self.declared) if self.from_type else "STATED_IN"


class Row(NamedTuple):
    """One statement as it is written.

    ``ends`` holds the id of a node, or the ids of the nodes a relationship joins. ``said`` are
    the properties of the statement; days are text, as YYYY-MM-DD.
    """

    ends: tuple[str, ...]
    said: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """How many statements of one type a load adds, changes, leaves as they are and prunes."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    pruned: int = 0


@dataclass(frozen=True)
class Plan:
    """What a load would do to what its data set said before, by type in order of declaration.

    ``fields`` counts the changed values by type and property. ``goes`` has each source that would
    lose statements: how many, and of how many.
    """

    changes: Mapping[str, Change]
    fields: Mapping[str, Counter[str]] = field(default_factory=dict)
    goes: tuple[tuple[str, int, int], ...] = ()

    @property
    def total(self) -> Change:
        """Return the sums over all types."""
        every = self.changes.values()
        return Change(
            sum(c.new for c in every),
            sum(c.changed for c in every),
            sum(c.unchanged for c in every),
            sum(c.pruned for c in every),
        )


@dataclass(frozen=True)
class Written:
    """What a load did; a second load of the same content has zeros but for ``facts``."""

    facts: int = 0
    nodes_created: int = 0
    relationships_created: int = 0
    nodes_removed: int = 0
    relationships_removed: int = 0
    changed: int = 0


class Statement(NamedTuple):
    """A fact ready to be kept: ``packed`` is its :class:`Row`, pickled as a tuple.

    It holds what would otherwise be worked out again from the row, and goes from one process to
    another as it is.
    """

    kind: Kind
    assertion: bytes
    content: bytes
    packed: bytes
    ends: tuple[str, ...]
    source: str


_KINDS: dict[tuple[type[Fact], str, str], Kind] = {}


def kind(fact: Fact) -> Kind:
    """Return the kind of a fact: one object for all facts of a kind."""
    said = (
        (type(fact), fact.from_type, fact.to_type)
        if isinstance(fact, Relationship)
        else (type(fact), "", "")
    )
    return _KINDS.get(said) or _KINDS.setdefault(said, Kind(*said))


def statement(fact: Fact, dataset: str, key: str) -> Statement:
    """Make a fact ready to be kept; ``key`` as :func:`assertion` has it."""
    made = row(fact)
    return Statement(
        kind(fact),
        assertion(fact, dataset, key),
        content(made),
        pickle.dumps(tuple(made), 5),
        made.ends,
        fact.source,
    )


def assertion(fact: Fact, dataset: str, key: str) -> bytes:
    """Return the identity of a statement: who says what of what, and ``key``.

    The same fact said by two sources or through two data sets is two statements, so that each can
    be withdrawn, or disagree, alone. ``key`` tells statements of one source apart: the place in a
    paper, or the reference in a register. Details that are no part of the identity (a role, an
    amount, an end date) change the statement in place.
    """
    what = (
        f"{fact.from_type}\x1f{fact.from_id}\x1f{fact.to_type}\x1f{fact.to_id}"
        if isinstance(fact, Relationship)
        else fact.id
        if isinstance(fact, Node)
        else ""
    )
    began = fact.valid_from or ""
    name = label(type(fact))
    text = f"{dataset}\x1f{name}\x1f{what}\x1f{fact.source}\x1f{key}\x1f{began}"
    return hashlib.sha256(text.encode()).digest()[:12]


_ENDS = frozenset(("id", *ENDPOINT_FIELDS))


def row(fact: Fact) -> Row:
    """Return a fact as it is written: its ends, and what is said."""
    values = fact.__dict__
    # A day travels as text and is made one by Cypher: Bolt would pack each through Python. The type
    # of an enumeration's member is not text itself.
    said = {
        name: value.isoformat()
        if type(value) is date
        else value.value
        if isinstance(value, Enum)
        else value
        for name, value in values.items()
        if value is not None and name not in _ENDS
    }
    return Row((values["id"],) if "id" in values else (values["from_id"], values["to_id"]), said)


def content(made: Row) -> bytes:
    """Return a digest of what a statement says, in the order in which the model declares it."""
    return hashlib.blake2b(repr(made.said).encode(), digest_size=8).digest()
