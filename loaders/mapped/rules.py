"""What a mapping says, once it is known that the model allows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from placegraph.graph.schema import Fact


@dataclass(frozen=True)
class Rule:
    """How a value is made: from a constant, or from the cell of a column.

    ``words`` put other words in place of the cell's; ``scope`` makes an identifier of it within
    that scope, ``register`` one of that register; ``otherwise`` stands in for a blank one.
    """

    line: int
    column: str = ""
    value: str = ""
    words: Mapping[str, str] | None = None
    scope: str = ""
    register: str = ""
    otherwise: "Rule | None" = None

    def columns(self) -> Iterator[tuple[str, int]]:
        """Yield the columns the rule reads, with the line that names each."""
        if self.column:
            yield self.column, self.line
        if self.otherwise:
            yield from self.otherwise.columns()


@dataclass(frozen=True)
class End:
    """The type and identifier of the node at one end of a relationship."""

    declared: str
    id: Rule


@dataclass(frozen=True)
class FactRule:
    """How each row becomes one fact. A node has ``id``, a relationship has its two ends."""

    line: int
    declared: type[Fact]
    id: Rule | None
    ends: tuple[End, ...]
    values: Mapping[str, Rule]
    key: Rule | None

    def rules(self) -> Iterator[Rule]:
        """Yield every rule of the fact."""
        yield from (rule for rule in (self.id, self.key) if rule)
        yield from (end.id for end in self.ends)
        yield from self.values.values()


@dataclass(frozen=True)
class TableMapping:
    """A mapping that the model allows."""

    path: Path
    title: str | None
    publisher: str | None
    licence: str | None
    sheet: str | None
    rows: tuple[FactRule, ...]

    def columns(self) -> dict[str, int]:
        """Return the columns that are read, with the line that first names each."""
        found: dict[str, int] = {}
        for fact in self.rows:
            for rule in fact.rules():
                for column, line in rule.columns():
                    found.setdefault(column, line)
        return found
