"""How what a load says differs from what the graph holds of its data set."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, LiteralString, cast

import neo4j

from placegraph.graph.batch import Change, Kind, Plan
from placegraph.graph.model import SCHEMA
from placegraph.graph.records import STATEMENT
from placegraph.graph.schema import label
from placegraph.graph.spool import Held, Spool
from placegraph.graph.statements import facts
from placegraph.graph.transactions import ROWS, chunks, native, run

#: Every type a statement can have in the graph: nodes are stated by STATED_IN.
STATEMENT_TYPES = ("STATED_IN", *(label(declared) for declared in SCHEMA.relationships))


def plan(session: neo4j.Session, spool: Spool, *, prune: bool) -> Plan:
    """Return what writing ``spool`` would do; nothing is written.

    ``changes`` and ``fields`` are as in :class:`~placegraph.graph.batch.Plan`.
    """
    spool.hold(held(session, spool.dataset))
    changes: dict[str, Change] = {}
    fields: dict[str, Counter[str]] = {}
    gone: Counter[str] = Counter()
    for chunk in chunks(spool.gone() if prune else (), ROWS):
        by_name: dict[str, list[str]] = {}
        for gone_one in chunk:
            by_name.setdefault(gone_one.label, []).append(gone_one.element)
        for name, elements in by_name.items():
            if name == "STATED_IN":
                text = facts.details(name)
                gone.update(found[0] for found in run(session, text, elements=elements))
            else:
                gone[name] += len(elements)
    for kind in spool.kinds():
        declared = kind.declared
        counted = changes.get(declared.__name__, Change())
        changed = _changed_fields(session, spool, kind, fields)
        unchanged = spool.unchanged(kind)
        changes[declared.__name__] = Change(
            counted.new + spool.count(kind) - changed - unchanged,
            counted.changed + changed,
            counted.unchanged + unchanged,
        )
    for declared in SCHEMA.types:
        name = declared.__name__
        pruned = gone[label(declared)]
        if pruned:
            counted = changes.get(name, Change())
            changes[name] = Change(counted.new, counted.changed, counted.unchanged, pruned)
    order = [declared.__name__ for declared in SCHEMA.types]
    goes = tuple(spool.gone_by_source()) if prune else ()
    return Plan({name: changes[name] for name in order if name in changes}, fields, goes)


def held(session: neo4j.Session, dataset: str) -> Iterator[Held]:
    """Yield every statement of a data set that the graph holds."""
    for name in STATEMENT_TYPES:
        text = cast(LiteralString, facts.held(name))
        for assertion, content, element, source in session.run(text, dataset=dataset):
            # Statements of the first release have no digest of their content.
            yield Held(name, assertion, content or "00", element, source)


def _changed_fields(
    session: neo4j.Session, spool: Spool, kind: Kind, fields: dict[str, Counter[str]]
) -> int:
    name = kind.name
    counted = fields.setdefault(kind.declared.__name__, Counter())
    number = 0
    for chunk in chunks(spool.changed(kind), ROWS):
        number += len(chunk)
        now = {changed.row.said["assertion"]: changed.row.said for changed in chunk}
        elements = [changed.element for changed in chunk]
        for *_, before in run(session, facts.details(name), elements=elements):
            after = now[before["assertion"]]
            for key in (before.keys() | after.keys()) - STATEMENT.keys():
                if _as_said(before.get(key)) != after.get(key):
                    counted[key] += 1
    return number


def _as_said(value: Any) -> Any:
    """Return a value of the graph as rows have it: days as text."""
    value = native(value)
    return value.isoformat() if isinstance(value, date) else value
