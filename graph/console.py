"""An analyst's own statement, answered only when it cannot write or reach outside the graph.

A READ transaction refuses writes, but still opens ``LOAD CSV FROM 'http://…'`` and answers
administration commands and procedures. So the text is looked at, and then the plan; the text
because a plan does not show subqueries that are nested in an expression.

The time limit is Neo4j's, which checks it between rows, and then our own wait: a single expression
over a huge list may keep the server busy after we have given up on it.
"""

import re
import threading
from collections.abc import Iterator, Mapping
from typing import Any, LiteralString, cast

import neo4j
from neo4j import exceptions

from placegraph.errors import QueryError

MAXIMUM_ROWS = 10_000
#: Seconds we wait beyond the limit that Neo4j was given, before giving up on it.
GRACE_S = 2.0
_REFUSED_OPERATORS = {
    "LoadCSV": "LOAD CSV",
    "ProcedureCall": "CALL of a procedure",
}
_NAME = "--cypher"
_ESCAPED = re.compile(r"\\u+([0-9A-Fa-f]{4})")
_QUIET = re.compile(
    r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|/\*.*?\*/|//[^\r\n]*""", re.DOTALL
)
_LOAD_CSV = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
_PROCEDURE = re.compile(r"\bCALL\b(?!\s*(?:\([^()]*\)\s*)?\{)", re.IGNORECASE)


def answer(
    driver: neo4j.Driver, text: str, parameters: Mapping[str, Any], timeout_s: float
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...], bool]:
    """Return columns, at most ``MAXIMUM_ROWS`` rows, and whether there were more.

    Raises
    ------
    QueryError
        If the statement is wrong, is not a plain read, or takes longer than ``timeout_s``.

    """
    if not text.strip():
        raise QueryError(_NAME, "found nothing, expected a Cypher statement.")
    _refuse_text(text)
    with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        _refuse_all_but_reads(session, text, parameters)
    found: list[Any] = []
    asked = threading.Thread(
        target=_ask, args=(driver, text, parameters, timeout_s, found), daemon=True
    )
    asked.start()
    asked.join(timeout_s + GRACE_S)
    if not found or _timed_out(found[0]):
        raise QueryError(
            _NAME, f"found no answer in {timeout_s:g} seconds, expected one; ask for less."
        )
    if isinstance(found[0], BaseException):
        raise found[0]
    columns, fetched = found[0]
    return columns, tuple(fetched[:MAXIMUM_ROWS]), len(fetched) > MAXIMUM_ROWS


def _ask(
    driver: neo4j.Driver,
    text: str,
    parameters: Mapping[str, Any],
    timeout_s: float,
    found: list[Any],
) -> None:
    try:
        # The session is this thread's own: it may outlive our wait.
        with (
            driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout_s) as tx,
        ):
            result = tx.run(cast(LiteralString, text), dict(parameters))
            columns = tuple(result.keys())
            rows = [tuple(_shown(v) for v in row) for row in result.fetch(MAXIMUM_ROWS + 1)]
        found.append((columns, rows))
    except Exception as error:
        found.append(error)


def _timed_out(answer: object) -> bool:
    return isinstance(answer, exceptions.Neo4jError) and "TransactionTimedOut" in (
        answer.code or ""
    )


def _refuse_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryError(
            _NAME, "found text that is not Unicode, expected a Cypher statement in UTF-8."
        ) from None
    # Cypher reads escapes before anything else, so they may spell a keyword or a quote.
    plain = _QUIET.sub(" ", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    for pattern, what in ((_LOAD_CSV, "LOAD CSV"), (_PROCEDURE, "CALL of a procedure")):
        if pattern.search(plain):
            raise QueryError(_NAME, f"found {what}, expected MATCH … RETURN ….")


def _refuse_all_but_reads(session: neo4j.Session, text: str, parameters: Mapping[str, Any]) -> None:
    leading = text.split(None, 1)[0].upper()
    if leading in ("EXPLAIN", "PROFILE"):
        raise QueryError(_NAME, f"found {leading}, expected the statement itself.")
    summary = session.run(cast(LiteralString, f"EXPLAIN {text}"), dict(parameters)).consume()
    if summary.plan is None:
        raise QueryError(_NAME, "found an administration command, expected MATCH … RETURN ….")
    for operator in _operators(cast(Mapping[str, Any], summary.plan)):
        plain = operator.split("@")[0]
        if plain in _REFUSED_OPERATORS or plain.startswith(("Show", "Terminate")):
            what = _REFUSED_OPERATORS.get(plain, "an administration command")
            raise QueryError(_NAME, f"found {what}, expected MATCH … RETURN ….")

    if summary.query_type != "r":
        raise QueryError(_NAME, "found a statement that writes, expected one that only reads.")


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)


def _shown(value: Any) -> Any:
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), **{k: _shown(v) for k, v in value.items()}}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, **{k: _shown(v) for k, v in value.items()}}
    if isinstance(value, neo4j.graph.Path):
        return [_shown(part) for part in (*value.nodes, *value.relationships)]
    if isinstance(value, list):
        return [_shown(part) for part in value]
    if isinstance(value, dict):
        return {k: _shown(v) for k, v in value.items()}
    return value.iso_format() if hasattr(value, "iso_format") else value
