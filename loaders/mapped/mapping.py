"""Read the YAML file that says what the columns of a table mean in the graph.

A mapping is checked against the declared model before any table is read; each complaint names the
line of the mapping and what was expected there. Only plain YAML is read: no tags, anchors or
aliases, and no more of it than somebody would write by hand.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml

from placegraph.errors import UnreadableSource
from placegraph.graph.model import SCHEMA, Source
from placegraph.graph.schema import Fact, Node, Property, Relationship, properties
from placegraph.loaders.mapped.mapped_values import converted, is_identifier
from placegraph.loaders.mapped.rules import End, FactRule, Rule, TableMapping
from placegraph.loaders.reading.yaml_document import document
from placegraph.loaders.registers import REGISTERS

_HEAD = ("title", "publisher", "licence", "sheet")
_RULE = ("column", "value", "words", "scope", "register", "otherwise")
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
)
_NOT_MAPPED = ("source", "locator", "id")


def read_mapping(path: Path) -> TableMapping:
    """Read and check a mapping.

    Raises
    ------
    UnreadableSource
        If it is no plain YAML, or says what the model does not allow.

    """
    node = document(path, too_large="give the mapping first and the table after it")
    if node is None:
        raise UnreadableSource(path, "found an empty file, expected a mapping with rows.")
    return _Reader(path).mapping(node)


class _Reader:
    """Reads the parts of one mapping."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def mapping(self, node: yaml.Node) -> TableMapping:
        parts = self._parts(node, (*_HEAD, "rows"), "a mapping")
        if "rows" not in parts:
            raise self._wrong(node, "no rows", "a list under “rows” of what each row says")
        rows = parts["rows"]
        if not isinstance(rows, yaml.SequenceNode) or not rows.value:
            raise self._wrong(rows, "no list", "a list of facts under “rows”")
        head = {name: self._text(parts[name]) for name in _HEAD if name in parts}
        return TableMapping(
            path=self._path,
            title=head.get("title"),
            publisher=head.get("publisher"),
            licence=head.get("licence"),
            sheet=head.get("sheet"),
            rows=tuple(self._fact(item) for item in rows.value),
        )

    def _fact(self, node: yaml.Node) -> FactRule:
        named = self._parts(node, None, "a fact")
        if "type" not in named:
            raise self._wrong(node, "a fact without a type", "its type, such as “type: Contract”")
        declared = self._declared(named["type"])
        known = {p.name: p for p in properties(declared) if p.name not in _NOT_MAPPED}
        node_type = issubclass(declared, Node)
        marks = ("id",) if node_type else ("from", "to")
        allowed = ("type", "key", *marks, *known)
        parts = self._parts(node, allowed, f"a fact of type {declared.__name__}")
        needed = (*marks, *(p.name for p in known.values() if p.required))
        if lacking := [name for name in needed if name not in parts]:
            raise self._wrong(
                node,
                f"{declared.__name__} without {', '.join(lacking)}",
                f"rules for {', '.join(needed)}",
            )
        ends: tuple[End, ...] = ()
        if issubclass(declared, Relationship):
            ends = (
                self._end(parts["from"], declared, declared.starts),
                self._end(parts["to"], declared, declared.ends),
            )
        return FactRule(
            line=self._line(node),
            declared=declared,
            id=self._identifier(parts["id"]) if node_type else None,
            ends=ends,
            values={name: self._value(parts[name], known[name]) for name in known if name in parts},
            key=self._rule(parts["key"]) if "key" in parts else None,
        )

    def _declared(self, node: yaml.Node) -> type[Fact]:
        name = self._text(node)
        types = {t.__name__: t for t in SCHEMA.types if t is not Source}
        if name not in types:
            raise self._wrong(node, f"type “{name}”", "a type of docs/schema.md", name, types)
        return types[name]

    def _end(
        self, node: yaml.Node, declared: type[Relationship], types: tuple[type[Node], ...]
    ) -> End:
        names = [t.__name__ for t in types]
        parts = self._parts(node, ("type", "id"), "an end")
        if "id" not in parts:
            raise self._wrong(node, "an end without an id", "{type: …, id: {…}}")
        name = self._text(parts["type"]) if "type" in parts else names[0]
        if name not in names or ("type" not in parts and len(names) > 1):
            found = f"type “{name}”" if "type" in parts else "an end without a type"
            wanted = f"one of {', '.join(names)} at this end of {declared.__name__}"
            raise self._wrong(parts.get("type", node), found, wanted)
        return End(name, self._identifier(parts["id"]))

    def _value(self, node: yaml.Node, of: Property) -> Rule:
        rule = self._rule(node)
        self._check_constants(node, rule, of)
        return rule

    def _check_constants(self, node: yaml.Node, rule: Rule, of: Property) -> None:
        if rule.scope or rule.register:
            raise self._wrong(node, "a scope or register", f"them for identifiers, not {of.name}")
        for constant in self._constants(node):
            text = self._text(constant)
            try:
                converted(text, of)
            except ValueError:
                near = of.choices if of.kind == "choice" else ()
                raise self._wrong(
                    constant, f"{of.name} “{text}”", of.expected, text, near
                ) from None
        if rule.otherwise:
            self._check_constants(
                self._parts(node, None, "a value")["otherwise"], rule.otherwise, of
            )

    def _constants(self, node: yaml.Node) -> Iterator[yaml.Node]:
        parts = self._parts(node, None, "a value")
        if "value" in parts:
            yield parts["value"]
        if "words" in parts:
            yield from self._parts(parts["words"], None, "words").values()

    def _identifier(self, node: yaml.Node) -> Rule:
        rule = self._rule(node)
        self._check_identifier(node, rule)
        return rule

    def _check_identifier(self, node: yaml.Node, rule: Rule) -> None:
        letters = "an identifier of letters, digits and . _ : / -"
        constants = () if rule.scope else tuple((rule.words or {}).values())
        for text in (rule.scope, rule.value, *constants):
            if text and not is_identifier(text):
                raise self._wrong(node, f"“{text}”", letters)
        if rule.register and rule.register not in REGISTERS:
            raise self._wrong(
                node,
                f"register “{rule.register}”",
                "the code of a register such as GB-COH or GB-CHC",
                rule.register,
                REGISTERS,
            )
        if rule.otherwise:
            self._check_identifier(node, rule.otherwise)

    def _rule(self, node: yaml.Node) -> Rule:
        parts = self._parts(node, _RULE, "a value")
        if ("column" in parts) == ("value" in parts):
            raise self._wrong(
                node, "neither or both of column and value", "{column: Title} or {value: constant}"
            )
        if "value" in parts and len(parts) > 1:
            raise self._wrong(node, "more beside a constant value", "{value: constant} alone")
        if "scope" in parts and "register" in parts:
            raise self._wrong(node, "both a scope and a register", "one of them")
        return Rule(
            line=self._line(node),
            column=self._text(parts["column"]) if "column" in parts else "",
            value=self._text(parts["value"]) if "value" in parts else "",
            words=self._words(parts["words"]) if "words" in parts else None,
            scope=self._text(parts["scope"]) if "scope" in parts else "",
            register=self._text(parts["register"]) if "register" in parts else "",
            otherwise=self._rule(parts["otherwise"]) if "otherwise" in parts else None,
        )

    def _words(self, node: yaml.Node) -> dict[str, str]:
        parts = self._parts(node, None, "words")
        return {" ".join(word.split()).lower(): self._text(parts[word]) for word in parts}

    def _parts(
        self, node: yaml.Node, allowed: tuple[str, ...] | None, what: str
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._wrong(node, "no names with values", f"{what} as {{name: value}}")
        found: dict[str, yaml.Node] = {}
        for name_node, value in node.value:
            name = self._text(name_node)
            if allowed is not None and name not in allowed:
                wanted = f"one of {', '.join(allowed)} in {what}"
                raise self._wrong(name_node, f"“{name}”", wanted, name, allowed)
            if name in found:
                raise self._wrong(name_node, f"“{name}” twice", "it once")
            found[name] = value
        return found

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _PLAIN_TAGS:
            raise self._wrong(node, "a list, names or a tag", "plain text, a number or a date")
        text = str(node.value).strip()
        if not text:
            raise self._wrong(node, "nothing", "text")
        return text

    def _line(self, node: yaml.Node) -> int:
        return node.start_mark.line + 1 if node.start_mark else 0

    def _wrong(
        self,
        node: yaml.Node,
        found: str,
        expected: str,
        near: str = "",
        among: "Mapping[str, object] | tuple[str, ...]" = (),
    ) -> UnreadableSource:
        guess = get_close_matches(near, list(among), 1) if near else []
        hint = f" (probably {guess[0]})" if guess else ""
        return UnreadableSource(
            self._path,
            f"line {self._line(node)}: found {found[:200]}, expected {expected}{hint}; "
            "correct the mapping.",
        )
