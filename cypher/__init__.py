"""The query catalogue: one question a file, with its parameters and columns in the header.

``cypher/partnerships/bridging_organisations.cypher`` is the query
``partnerships/bridging_organisations``. Reads only; a file whose header, ``$parameters`` and
returned columns disagree, or that writes, is refused when the catalogue is read.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import LiteralString, TypeAlias, cast

from placegraph.errors import QueryError

Value: TypeAlias = str | int | float | bool | date | list[str] | None

TYPES = ("STRING", "INTEGER", "FLOAT", "BOOLEAN", "DATE", "STRINGS")

_HEADER = re.compile(
    rf"^// (?P<role>param|column)\s+(?P<name>[a-z_]+)\s+(?P<type>{'|'.join(TYPES)})"
    r"(?:\s+=\s+(?P<default>\S+))?\s+(?P<meaning>\S.*)$"
)
_WRITES = re.compile(
    r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD\s+CSV|CALL)\b", re.IGNORECASE
)
_ALIAS = re.compile(r"\bAS\s+([a-z_]+)\s*(?:,|$)", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """What a query needs to be told. ``default`` is text as on the command line, None if needed."""

    name: str
    type: str
    meaning: str
    default: str | None = None


@dataclass(frozen=True)
class Column:
    """What a query returns in one column."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Query:
    """A question with the Cypher that answers it."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: LiteralString = field(repr=False)


def parameter_values(
    query: Query, given: Mapping[str, str | Value], *, today: date
) -> dict[str, Value]:
    """Return every parameter of ``query`` from text or values, defaults filled in.

    Raises
    ------
    QueryError
        If one is unknown, missing, or cannot be read as its type.

    """
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            expected = ", ".join(known) or "no parameters"
            raise QueryError(query.name, f"found parameter {name!r}, expected {expected}.")
    values: dict[str, Value] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is None and name not in given:
            raise QueryError(
                query.name,
                f"found no value for {name} ({parameter.meaning}), "
                f"expected {parameter.type}; give it with --param {name}=…",
            )
        values[name] = (
            _parsed(query.name, parameter, value, today) if isinstance(value, str) else value
        )
    return values


def _parsed(query: str, parameter: Parameter, text: str, today: date) -> Value:
    if text == "null":
        return None
    try:
        match parameter.type:
            case "INTEGER":
                return int(text)
            case "FLOAT":
                return float(text)
            case "DATE":
                return today if text == "today" else date.fromisoformat(text)
            case "BOOLEAN":
                return {"true": True, "false": False}[text.lower()]
            case "STRINGS":
                return [part.strip() for part in text.split(",")]
    except (ValueError, KeyError):
        wanted = "DATE as YYYY-MM-DD" if parameter.type == "DATE" else parameter.type
        raise QueryError(query, f"{parameter.name}: found {text!r}, expected {wanted}.") from None
    return text


@cache
def catalogue() -> Mapping[str, Query]:
    """Return every query by name, in alphabetical order.

    Raises
    ------
    QueryError
        If a file's header, parameters and columns disagree, or if it writes.

    """
    return {name: parse(name, text) for name, text in sorted(_texts(files(__name__), "").items())}


def query(name: str) -> Query:
    """Return the query called ``name``.

    Raises
    ------
    QueryError
        If there is none; the message names the nearest.

    """
    found = catalogue().get(name)
    if found is None:
        near = difflib.get_close_matches(name, catalogue(), n=3, cutoff=0.3)
        raise QueryError(
            name,
            "found no such query, expected one of the catalogue"
            + (f", perhaps {' or '.join(near)}" if near else "")
            + "; `placegraph query` lists them.",
        )
    return found


def _texts(folder: Traversable, prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.name.startswith("_"):
            texts |= _texts(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".cypher"):
            name = prefix + entry.name.removesuffix(".cypher")
            texts[name] = entry.read_text(encoding="utf-8")
    return texts


def parse(name: str, text: str) -> Query:
    """Read one query file.

    Raises
    ------
    QueryError
        If the header is malformed, disagrees with the text, or the text writes.

    """
    header = [line for line in text.splitlines() if line.startswith("//")]
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//")).strip()
    if not header or _HEADER.match(header[0]):
        raise QueryError(name, "found no question, expected it on the first line.")
    matches = [
        _matched(name, line) for line in header[1:] if re.match(r"^// (param|column)\b", line)
    ]
    parameters = tuple(
        Parameter(m["name"], m["type"], m["meaning"], m["default"])
        for m in matches
        if m["role"] == "param"
    )
    columns = tuple(
        Column(m["name"], m["type"], m["meaning"]) for m in matches if m["role"] == "column"
    )
    _agree(name, "parameters", [p.name for p in parameters], re.findall(r"\$([a-z_]+)", body))
    _agree(name, "columns", [c.name for c in columns], _ALIAS.findall(_last_return(body)))
    if found := _WRITES.search(body):
        raise QueryError(name, f"found {found.group().upper()}, expected a query that reads only.")
    if not re.search(r"\bORDER BY\b", body):
        raise QueryError(name, "found no ORDER BY, expected totally ordered rows.")
    question = header[0].removeprefix("//").strip()
    # The catalogue and statements.py are the only places where text becomes a query.
    return Query(name, question, parameters, columns, cast(LiteralString, body))


def _matched(name: str, line: str) -> re.Match[str]:
    match = _HEADER.match(line)
    if match is None:
        raise QueryError(
            name, f"found {line!r}, expected '// param|column name TYPE meaning' with a known TYPE."
        )
    return match


def _last_return(body: str) -> str:
    return re.split(r"\bORDER BY\b", re.split(r"\bRETURN\b", body)[-1])[0]


def _agree(name: str, what: str, declared: list[str], used: list[str]) -> None:
    if set(declared) != set(used):
        raise QueryError(
            name,
            f"found {what} {sorted(set(used))} in the text and {sorted(declared)} in the header, "
            "expected the same.",
        )
