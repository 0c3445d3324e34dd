"""An analyst's own statement, answered only when it cannot write or reach outside the graph.

A READ transaction refuses writes, but still opens ``LOAD CSV FROM 'http://…'`` and answers
administration commands and procedures, so the plan is looked at first.
"""

from collections.abc import Iterator, Mapping
from typing import Any, LiteralString, cast

import neo4j
from neo4j import exceptions

from placegraph.errors import QueryError

MAXIMUM_ROWS = 10_000
_REFUSED_OPERATORS = {
    "LoadCSV": "LOAD CSV",
    "ProcedureCall": "CALL of a procedure",
}
_NAME = "--cypher"


def answer(
    session: neo4j.Session, text: str, parameters: Mapping[str, Any], timeout_s: float
) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...], bool]:
    """Return columns, at most ``MAXIMUM_ROWS`` rows, and whether there were more.

    Raises
    ------
    QueryError
        If the statement is wrong, is not a plain read, or takes longer than ``timeout_s``.

    """
    if not text.strip():
        raise QueryError(_NAME, "found nothing, expected a Cypher statement.")
    _refuse_all_but_reads(session, text, parameters)
    try:
        with session.begin_transaction(timeout=timeout_s) as tx:
            result = tx.run(cast(LiteralString, text), dict(parameters))
            columns = tuple(result.keys())
            fetched = [tuple(_shown(v) for v in row) for row in result.fetch(MAXIMUM_ROWS + 1)]
    except exceptions.Neo4jError as error:
        if "TransactionTimedOut" in (error.code or ""):
            raise QueryError(
                _NAME, f"found no answer in {timeout_s:g} seconds, expected one; ask for less."
            ) from error
        raise
    return columns, tuple(fetched[:MAXIMUM_ROWS]), len(fetched) > MAXIMUM_ROWS


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
