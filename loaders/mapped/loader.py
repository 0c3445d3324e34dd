"""Any other table, CSV or XLSX, by a mapping that says what its columns mean.

docs/formats/mapped.md says how to write one; :mod:`placegraph.loaders.mapped.mapping` checks it.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from placegraph.errors import Problem, UnreadableSource
from placegraph.graph.schema import Fact, Property, properties
from placegraph.loaders.identifiers import identifier, org_id, slug
from placegraph.loaders.mapped.mapped_values import converted, is_identifier
from placegraph.loaders.mapped.mapping import read_mapping
from placegraph.loaders.mapped.rules import FactRule, Rule, TableMapping
from placegraph.loaders.published import About, Findings, Format, Said, sources
from placegraph.loaders.reading.headings import title_key
from placegraph.loaders.reading.seen import Seen, Standing
from placegraph.loaders.reading.text_tables import Column, TableRow, TextTable, open_table
from placegraph.loaders.reading.values import hidden_characters, words


def mapped_format(mapping: Path) -> Format:
    """Return the format of the tables that a mapping describes; no file is recognised as one.

    Raises
    ------
    UnreadableSource
        If the mapping cannot be read or says what the model does not allow.

    """
    return Format(
        name="mapped",
        title=f"Table described by {mapping.name}",
        recognises=_never,
        statements=partial(_statements, read_mapping(mapping)),
        settings=(mapping,),
    )


def _never(_: Path) -> bool:
    return False


def _statements(
    mapping: TableMapping, paths: tuple[Path, ...], about: About, findings: Findings
) -> Iterator[Said]:
    for source, path in zip(sources(paths, about), paths, strict=True):
        own = {
            "name": source.name if about.title else mapping.title or source.name,
            "publisher": source.publisher or mapping.publisher,
            "licence": source.licence or mapping.licence,
        }
        yield Said(source.model_copy(update=own))
        table = _table(mapping, path)
        makers = [_Maker(rule, source.id, findings, table) for rule in mapping.rows]
        seen = Seen()
        for row in table.rows():
            findings.count("rows")
            for maker in makers:
                yield from maker.said(row, seen)


def _table(mapping: TableMapping, path: Path) -> TextTable:
    """Open the table, and complain of the first column that it does not have."""
    named = mapping.columns()
    table = open_table(path, [Column(name, ()) for name in named], sheet=mapping.sheet)
    for name, line in named.items():
        if name not in table.columns:
            keys = {title_key(title): title for title in table.titles}
            near = get_close_matches(title_key(name), list(keys), 1)
            hint = f" (probably {keys[near[0]]})" if near else ""
            raise UnreadableSource(
                mapping.path,
                f"line {line}: found column “{name}”, expected one of those of {table.file}: "
                f"{', '.join(table.titles[:30])}{hint}; correct the mapping.",
            )
    return table


class _Unusable(ValueError):
    """A cell that cannot be what the mapping takes it for."""

    def __init__(self, column: str, found: str, expected: str) -> None:
        super().__init__(expected)
        self.column, self.found, self.expected = column, found, expected


class _Maker:
    """Makes one fact of each row."""

    def __init__(self, rule: FactRule, source: str, findings: Findings, table: TextTable) -> None:
        self._rule = rule
        self._source = source
        self._findings = findings
        self._table = table
        self._name = rule.declared.__name__
        self._properties = {p.name: p for p in properties(rule.declared)}

    def said(self, row: TableRow, seen: Seen) -> Iterator[Said]:
        """Yield the fact, unless the row does not say whom it is about or cannot be taken."""
        sheet = self._table.sheet
        locator = f"sheet {sheet}, row {row.number}" if sheet else f"row {row.number}"
        try:
            values = self._ends(row)
            if values is None:
                self._findings.odd(f"{self._name} without an identifier: not made", locator)
                return
            for name, rule in self._rule.values.items():
                of = self._properties[name]
                if (made := self._value(rule, row, of, locator)) is not None:
                    values[name] = made
                elif of.required:
                    raise _Unusable(rule.column, "nothing", of.expected)
            key = _text(self._rule.key, row) if self._rule.key else ""
            fact = self._fact(values, locator)
        except _Unusable as error:
            problem = Problem(
                *(self._table.file, sheet, row.number, error.column, error.found),
                f"{error.expected} for {self._name}",
            )
            self._findings.reject(problem, row.raw)
            return
        same = "\x1f".join(str(values.get(n, "")) for n in _SAME)
        if seen.state(f"{self._rule.line}\x1f{same}\x1f{key}") & Standing.STATED:
            if self._rule.ends:
                self._findings.odd(
                    f"{self._name} with the same ends, first day and key again: the first is kept",
                    locator,
                )
        else:
            self._findings.count(self._name)
        yield Said(fact, key[:500])

    def _ends(self, row: TableRow) -> dict[str, object] | None:
        if self._rule.id:
            own = _identifier(self._rule.id, row)
            return {"id": own} if own else None
        values: dict[str, object] = {}
        for end, side in zip(self._rule.ends, ("from", "to"), strict=True):
            key = _identifier(end.id, row)
            if not key:
                return None
            values |= {f"{side}_type": end.declared, f"{side}_id": key}
        return values

    def _value(self, rule: Rule, row: TableRow, of: Property, locator: str) -> object:
        text = _text(rule, row)
        if not text:
            return None
        if hidden_characters(text):
            self._findings.odd("invisible characters: taken out", locator)
        try:
            return converted(text, of)
        except ValueError:
            raise _Unusable(rule.column, text, of.expected) from None

    def _fact(self, values: dict[str, object], locator: str) -> Fact:
        try:
            return self._rule.declared.model_validate(
                values | {"source": self._source, "locator": locator}
            )
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]) if first["loc"] else ""
            if name in self._properties:
                found, expected = str(first["input"]), self._properties[name].expected
                rule = self._rule.values.get(name)
                raise _Unusable(rule.column if rule else name, found, expected) from error
            name, _, expected = first["msg"].removeprefix("Value error, ").partition("|")
            rule = self._rule.values.get(name)
            raise _Unusable(
                rule.column if rule else name, str(values.get(name)), expected
            ) from error


_SAME = ("id", "from_type", "from_id", "to_type", "to_id", "valid_from")


def _text(rule: Rule, row: TableRow) -> str:
    """Return the text a rule gives for a row, empty when it gives none."""
    if rule.value:
        return rule.value
    cell = row.get(rule.column)
    if words(cell) is None:
        return _text(rule.otherwise, row) if rule.otherwise else ""
    if rule.words is None:
        return cell
    found = rule.words.get(cell.lower())
    if found is not None:
        return found
    if rule.otherwise:
        return _text(rule.otherwise, row)
    raise _Unusable(rule.column, cell, f"one of the words {', '.join(rule.words)}")


def _identifier(rule: Rule, row: TableRow) -> str:
    """Return the identifier a rule gives for a row, empty when it gives none."""
    if rule.register:
        given = words(row.get(rule.column))
        known = org_id(rule.register, given) if given else None
        if known:
            return known
        return _identifier(rule.otherwise, row) if rule.otherwise else ""
    if rule.otherwise and not rule.words and words(row.get(rule.column)) is None:
        return _identifier(rule.otherwise, row)
    text = _text(rule, row)
    plain = words(text)
    if plain is None:
        return ""
    if rule.scope:
        return identifier(rule.scope, slug(plain))
    if not is_identifier(plain):
        raise _Unusable(
            rule.column,
            plain,
            "an identifier of letters, digits and . _ : / - (or give the mapping a scope)",
        )
    return plain
