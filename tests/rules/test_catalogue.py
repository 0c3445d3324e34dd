"""What query files may name, and where Cypher may stand."""

import re
from pathlib import Path

import pytest

from placegraph.cypher import Query, catalogue
from placegraph.graph.model import SCHEMA
from placegraph.graph.records import RECORDS, STATEMENT
from placegraph.graph.schema import label, properties

ROOT = Path(__file__).resolve().parents[2]
#: Properties that the store sets, not the model.
KEPT = set(STATEMENT)

NODES = {label(t): {p.name for p in properties(t)} for t in SCHEMA.nodes}
RELATIONSHIPS = {label(t): {p.name for p in properties(t)} | KEPT for t in SCHEMA.relationships}
RELATIONSHIPS["STATED_IN"] = KEPT.union(*NODES.values()) - {"id"}
ANYTHING = {"id"}.union(*RELATIONSHIPS.values())
NODES |= {name: set(record) for name, record in RECORDS.items()}

_NODE = re.compile(r"\((\w*):(\w+(?:\|\w+)*)\s*(?:\{(\w+):[^}]*\})?\s*\)")
_RELATIONSHIP = re.compile(r"\[(\w*):(\w+(?:\|\w+)*)(?:\*\d*\.\.\d*)?\s*\]")
_ANONYMOUS = re.compile(r"\((\w*)\s*\{(\w+):")
_PROPERTY = re.compile(r"\b([a-z]\w*)\.([a-z]\w*)\b")

every = pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)


def named(query: Query) -> tuple[dict[str, set[str]], set[str]]:
    """Return the properties each variable may have by the types it is bound to, and all types."""
    text = re.sub(r"'[^']*'", "''", query.text)
    bound: dict[str, set[str]] = {}
    types: set[str] = set()
    for pattern, declared in ((_NODE, NODES), (_RELATIONSHIP, RELATIONSHIPS)):
        for match in pattern.finditer(text):
            for name in match[2].split("|"):
                types.add(name)
                if match[1]:
                    bound.setdefault(match[1], set()).update(declared.get(name, set()))
    return bound, types


def test_there_are_questions_enough() -> None:
    assert len(catalogue()) >= 15


@every
def test_question_is_one(query: Query) -> None:
    assert query.question.endswith("?")


@every
def test_every_type_named_is_declared(query: Query) -> None:
    _, types = named(query)
    assert types - NODES.keys() - RELATIONSHIPS.keys() == set()
    colons = re.findall(r"(?<=[(\[\w|]):(\w+)", re.sub(r"'[^']*'|\{[^{}]*\}", "", query.text))
    assert set(colons) <= types, "a pattern this test does not read"


@every
def test_every_property_named_is_declared(query: Query) -> None:
    bound, _ = named(query)
    text = re.sub(r"'[^']*'", "''", query.text)
    used = _PROPERTY.findall(text) + _ANONYMOUS.findall(text)
    used += [(m[1], m[3]) for m in _NODE.finditer(text) if m[3]]
    unknown = {f"{name}.{key}" for name, key in used if key not in (bound.get(name) or ANYTHING)}
    assert unknown == set()


def test_cypher_stands_in_query_files_and_statements_only() -> None:
    pattern = re.compile(r"\b(?:MATCH|MERGE|CREATE) \(|\bUNWIND \$|\bDETACH DELETE\b")
    parts = ("service", "graph", "loaders", "analytics", "dashboard", "cypher")
    found = {
        str(path.relative_to(ROOT))
        for part in parts
        for path in (ROOT / part).rglob("*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    }
    assert {str(Path(path).parent) for path in found} == {"graph/statements"}
