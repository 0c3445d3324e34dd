"""Write a load: what its data set says anew, says otherwise, and no longer says.

A load is written in parts, each one transaction. Up to ``PART`` statements are one part, so an
ordinary load is there whole or not at all. A larger one is marked unfinished until its last part
is in; killed in between, the same load run again finds what is there and writes the rest.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby
from typing import Any, LiteralString, cast

import neo4j
from neo4j import exceptions

from placegraph.errors import MissingEndpoint, PruneRefused, StoreError
from placegraph.graph import folding, replaced
from placegraph.graph.batch import Kind, Load, Row, Written
from placegraph.graph.difference import held
from placegraph.graph.folding import Done
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import Node, Relationship, label
from placegraph.graph.spool import Spool
from placegraph.graph.statements import facts, loads
from placegraph.graph.transactions import LOST, ROWS, ahead, chunks, patiently, run

#: Statements in one transaction: beyond it the transaction's memory in Neo4j is what limits.
PART = 20_000


@dataclass(frozen=True)
class Step:
    """A few statements that one Cypher text writes."""

    what: str
    kind: Kind | None
    name: str
    rows: Sequence[Any]
    source: str = ""


def write(
    session: neo4j.Session,
    load: Load,
    spool: Spool,
    *,
    prune_limit: float,
    moved: Mapping[str, str],
    say: Callable[[str], None] | None = None,
) -> Written:
    """Write ``spool`` and prune what its data set no longer says.

    ``moved`` names the organisation that stands for another since they were found to be one.
    ``say`` is told when a lost server is waited for.

    Raises
    ------
    PruneRefused
        If more than ``prune_limit`` of a source's statements would go; nothing is written then.
    MissingEndpoint
        If a statement names a node that is not there.
    StoreError
        If another load of the data set began meanwhile.

    """
    token = uuid.uuid4().hex
    begun = patiently(lambda: session.execute_write(_begin, load, token), say)
    counts: Counter[str] = Counter()
    if begun is not None:
        try:
            if begun.earlier:
                patiently(lambda: spool.hold(held(session, spool.dataset)), say)
                _check_prune(load, spool, prune_limit)
            # While Neo4j writes one part, the next is read from the disk.
            with closing(ahead(_parts(_steps(spool, prune=load.prune)))) as parts:
                for number, (steps, last) in enumerate(parts, 1):
                    turn = _Turn(load, begun.load, token, number, last, moved)
                    done = patiently(partial(session.execute_write, _part, turn, steps), say)
                    counts.update(done.counts)
        except LOST:
            # Nobody is there to be told; the next load of the data set takes up what is left.
            raise
        except BaseException:
            given_up = {"dataset": load.dataset, "token": token}
            with suppress(exceptions.DriverError, exceptions.Neo4jError):
                session.execute_write(lambda tx: run(tx, loads.give_up(), **given_up))
            raise
    return Written(
        facts=sum(spool.count(kind) for kind in spool.kinds()),
        nodes_created=counts["nodes created"],
        relationships_created=counts["relationships created"],
        nodes_removed=counts["nodes removed"],
        relationships_removed=counts["pruned"],
        changed=counts["changed"],
    )


@dataclass(frozen=True)
class _Begun:
    load: str
    earlier: bool


@dataclass(frozen=True)
class _Turn:
    load: Load
    load_id: str
    token: str
    number: int
    last: bool
    moved: Mapping[str, str]


def _begin(tx: neo4j.ManagedTransaction, load: Load, token: str) -> _Begun | None:
    """Take the data set; return None when just this load is in force already."""
    ((_, _, in_force),) = run(tx, loads.of_dataset(), dataset=load.dataset) or [(None, None, None)]
    if in_force and in_force["digest"] == load.digest and in_force.get("state") == "complete":
        return None
    ((current, writing),) = run(tx, loads.take(), dataset=load.dataset, token=token)
    ((latest,),) = run(tx, loads.find(), ids=[writing or current]) or [({},)]
    if latest.get("state") == loads.BEING_TAKEN_BACK:
        raise StoreError(
            f"{load.dataset}: found that its load {latest['id']} is half taken back, expected all "
            f"of it or none; run `placegraph loads undo {latest['id']}` to the end first."
        )
    same = writing and latest.get("digest") == load.digest
    load_id = writing if same else _unused(tx, load.id)
    record = asdict(load) | {"id": load_id}
    run(tx, loads.begin(), dataset=load.dataset, load=record)
    return _Begun(load_id, bool(current or writing))


def _unused(tx: neo4j.ManagedTransaction, wanted: str) -> str:
    """Return the id of a load, numbered when the same content was loaded, replaced and is back."""
    candidate, number = wanted, 1
    while run(tx, loads.find(), ids=[candidate]):
        number += 1
        candidate = f"{wanted}.{number}"
    return candidate


def _check_prune(load: Load, spool: Spool, limit: float) -> None:
    if not load.prune:
        return
    for source, goes, of in spool.gone_by_source():
        if goes / of > limit:
            raise PruneRefused(load.dataset, source, goes, of, limit)


def _steps(spool: Spool, *, prune: bool) -> Iterator[Step]:
    kinds = spool.kinds()
    for kind in kinds:
        name = kind.name
        for some in chunks(spool.new(kind), ROWS):
            if kind.from_type:
                yield Step("new", kind, name, some)
                continue
            some.sort(key=_source)
            for source, rows in groupby(some, key=_source):
                yield Step("new", kind, name, list(rows), source)
        for changed in chunks(spool.changed(kind), ROWS):
            yield Step("changed", kind, name, changed)
    gone_by_type = groupby(spool.gone() if prune else (), key=lambda held: held.label)
    for name, gone in gone_by_type:
        for elements in chunks(gone, ROWS):
            yield Step("gone", None, name, [h.element for h in elements])


def _source(row: Row) -> str:
    return str(row.said["source"])


def _parts(steps: Iterator[Step]) -> Iterator[tuple[list[Step], bool]]:
    """Yield steps in parts of at most ``PART`` statements, and whether each is the last."""
    part: list[Step] = []
    for step in steps:
        if part and sum(len(s.rows) for s in part) + len(step.rows) > PART:
            yield part, False
            part = []
        part.append(step)
    yield part, True


def _part(tx: neo4j.ManagedTransaction, turn: _Turn, steps: Sequence[Step]) -> Done:
    """Write one part, unless it is written: the answer to an earlier try may have been lost."""
    dataset, load = turn.load.dataset, turn.load_id
    found = run(tx, loads.turn(), dataset=dataset, token=turn.token, part=turn.number)
    mine, done = found[0] if found else (False, False)
    if not mine:
        raise StoreError(
            f"{dataset}: found that another load of the data set has begun, or that this one is "
            "being taken back, expected to be alone; see `placegraph loads`."
        )
    if done:
        return Done()
    result = Done()
    for step in steps:
        _STEPS[step.what](tx, turn, step, result)
    folding.settle(tx, result)
    counts = {what: result.counts[what] for what in ("new", "changed", "pruned")}
    run(tx, loads.part(), dataset=dataset, load=load, part=turn.number, **counts)
    if turn.last:
        run(tx, loads.finish(), dataset=dataset, load=load)
    return result


def _write_new(tx: neo4j.ManagedTransaction, turn: _Turn, step: Step, result: Done) -> None:
    assert step.kind is not None
    kind = step.kind
    rows = [_placed(kind, row, turn.moved) for row in step.rows]
    names = sorted({name for row in rows for name in row.said})
    common = {"dataset": turn.load.dataset, "load": turn.load_id, "source": step.source}
    if kind.from_type:
        joins = cast(type[Relationship], kind.declared)
        text = facts.create_relationship(joins, kind.from_type, kind.to_type, names)
        sent = [{"from_id": row.ends[0], "to_id": row.ends[1], **row.said} for row in rows]
    else:
        text = facts.create_node(cast(type[Node], kind.declared), names)
        sent = [{"id": row.ends[0], **row.said} for row in rows]
    outcome = tx.run(cast(LiteralString, text), {"rows": sent, **common})
    (written,) = outcome.single(strict=True)
    counters = outcome.consume().counters
    if written != len(rows):
        raise MissingEndpoint(kind.declared.__name__, _missing(tx, kind, rows))
    result.counts["new"] += written
    result.counts["relationships created"] += counters.relationships_created
    result.counts["nodes created"] += counters.nodes_created
    if not kind.from_type and counters.nodes_created < len(rows):
        # Some were there already, or are said twice: what is stated of them is weighed together.
        for row in rows:
            result.touch(label(kind.declared), row.ends[0])


def _write_changed(tx: neo4j.ManagedTransaction, turn: _Turn, step: Step, result: Done) -> None:
    elements = [changed.element for changed in step.rows]
    replaced.keep(tx, turn.load_id, step.name, elements)
    rows = [{"element": c.element, "said": c.row.said} for c in step.rows]
    assert step.kind is not None
    text = facts.change(step.kind.declared, step.name)
    found = run(tx, text, rows=rows, dataset=turn.load.dataset, load=turn.load_id)
    if step.name == "STATED_IN":
        for from_type, from_id, _, _ in found:
            result.touch(from_type, from_id)
    _check_all_there(turn, len(found), step)
    result.counts["changed"] += len(found)


def _remove_gone(tx: neo4j.ManagedTransaction, turn: _Turn, step: Step, result: Done) -> None:
    replaced.keep(tx, turn.load_id, step.name, step.rows)
    found = run(tx, facts.remove(step.name), elements=list(step.rows), dataset=turn.load.dataset)
    _check_all_there(turn, len(found), step)
    result.touch_ends(found)
    result.counts["pruned"] += len(found)


def _check_all_there(turn: _Turn, found: int, step: Step) -> None:
    if found != len(step.rows):
        raise StoreError(
            f"{turn.load.dataset}: found that somebody else changed or moved its statements while "
            "it was loaded, expected nobody to; run the command again."
        )


_STEPS = {"new": _write_new, "changed": _write_changed, "gone": _remove_gone}


def _placed(kind: Kind, row: Row, moved: Mapping[str, str]) -> Row:
    """Return a row at the organisations that stand for those it names."""
    if not moved:
        return row
    types = (kind.from_type, kind.to_type) if kind.from_type else (label(kind.declared),)
    ends, said = list(row.ends), row.said
    for place, (name, mark) in enumerate(zip(types, ("from_said", "to_said"), strict=False)):
        if name == "Organisation" and ends[place] in moved:
            said = {**said, mark: ends[place]}
            ends[place] = moved[ends[place]]
    return Row(tuple(ends), said)


def _missing(tx: neo4j.ManagedTransaction, kind: Kind, rows: Sequence[Row]) -> list[str]:
    wanted: dict[str, set[str]] = {"Source": {row.said["source"] for row in rows}}
    for row in rows if kind.from_type else ():
        wanted.setdefault(kind.from_type, set()).add(row.ends[0])
        wanted.setdefault(kind.to_type, set()).add(row.ends[1])
    return [
        f"{name} {key}"
        for name, ids in sorted(wanted.items())
        for key in sorted(ids - _present(tx, name, ids))
    ]


def _present(tx: neo4j.ManagedTransaction, name: str, ids: set[str]) -> set[str]:
    text = facts.known(SCHEMA.node(name))
    return {found for (found,) in run(tx, text, ids=sorted(ids), apart_from=None)}
