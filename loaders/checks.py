"""What is wrong between rows: repeats, ends and sources that are not there, shares short of 1.

With ``cascade``, rows that cannot stand without a rejected row are rejected too; without it they
pass, for correcting the first row corrects them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import fsum

from placegraph.graph.batch import assertion
from placegraph.graph.model import SCHEMA, AccruesTo, PaidBy, Source
from placegraph.graph.schema import Node, Relationship
from placegraph.graph.store import Store
from placegraph.loaders.tables import Reading, Row

#: How far the shares of one line may be from 1, for rounding in binary.
TOLERANCE = 1e-9


def check(reading: Reading, store: Store, *, cascade: bool) -> None:
    """Add to each row what is wrong with it beside the other rows and the graph."""
    if cascade:
        _reject_broken_tables(reading)
    _check_repeats(reading)
    _check_references(reading, store, cascade=cascade)
    _check_shares(reading.rows, cascade=cascade)


def _reject_broken_tables(reading: Reading) -> None:
    for row in reading.rows:
        if problem := reading.broken.get(row.declared):
            row.report(problem.column, problem.found, problem.expected)


def _check_repeats(reading: Reading) -> None:
    dataset = reading.dataset.id if reading.dataset else ""
    first: dict[bytes, Row] = {}
    for row in reading.rows:
        if row.fact is None:
            continue
        earlier = first.setdefault(assertion(row.fact, dataset, row.fact.locator), row)
        if earlier is not row:
            row.report("", f"a repeat of row {earlier.record.row}", "each statement once")


def _check_references(reading: Reading, store: Store, *, cascade: bool) -> None:
    stated: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in reading.rows:
        if issubclass(row.declared, Node) and (key := row.value("id")):
            stated[row.declared.__name__].setdefault(key, row)
    # A table without its key column says nothing of what it holds.
    unclear = {
        t.__name__ for t in reading.broken if issubclass(t, Node) and t.__name__ not in stated
    }
    # What only this data set said before is pruned if it is not said again, so it does not count;
    # a load that leaves rows out prunes nothing.
    own = None if cascade or reading.dataset is None else reading.dataset.id
    good: dict[str, set[str]] = defaultdict(set)
    for rows in _stages(reading.rows):
        wanted: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for _, name, key in _references(row):
                if key not in good[name] and (cascade or key not in stated[name]):
                    wanted[name].add(key)
        held = {
            name: store.known(SCHEMA.node(name), keys, apart_from=own)
            for name, keys in wanted.items()
            if keys
        }
        for row in rows:
            for column, name, key in list(_references(row)):
                if key in wanted[name] and key not in held[name]:
                    _report_missing(row, column, name, key, stated[name].get(key), unclear)
        for row in rows:
            if issubclass(row.declared, Node) and not row.problems and (key := row.value("id")):
                good[row.declared.__name__].add(key)


def _stages(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield sources, then other nodes, then relationships: each refers only to those before."""
    yield [row for row in rows if row.declared is Source]
    yield [r for r in rows if issubclass(r.declared, Node) and r.declared is not Source]
    yield [row for row in rows if issubclass(row.declared, Relationship)]


def _references(row: Row) -> Iterator[tuple[str, str, str]]:
    faulty = {problem.column for problem in row.problems}
    if row.declared is not Source and "source" not in faulty and (key := row.value("source")):
        yield "source", "Source", key
    if issubclass(row.declared, Relationship):
        for end in ("from", "to"):
            name, key = row.value(f"{end}_type"), row.value(f"{end}_id")
            if name and key and not faulty & {f"{end}_type", f"{end}_id"}:
                yield f"{end}_id", name, key


def _report_missing(
    row: Row, column: str, name: str, key: str, rejected: Row | None, unclear: set[str]
) -> None:
    article = "an" if name[0] in "AEIOU" else "a"
    expected = f"the id of {article} {name} in this data set or in the graph"
    if rejected:
        place = rejected.record.sheet or rejected.record.file
        found = f"{key}, which is left out with row {rejected.record.row} of {place}"
        row.report(column, found, expected)
    elif name not in unclear:
        row.report(column, key, expected)


def _check_shares(rows: Iterable[Row], *, cascade: bool) -> None:
    lines: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.declared in (PaidBy, AccruesTo):
            line, source = row.value("from_id"), row.value("source")
            if line and source:
                lines[row.declared.__name__, line, source].append(row)
    for (_, line, _), shares in lines.items():
        rejected = next((row for row in shares if row.problems), None)
        if rejected is None and (wrong := _wrong_total(shares)):
            rejected = shares[0]
            rejected.report("share", f"{wrong} for {line}", "shares of one line that add up to 1")
        if rejected is None or not cascade:
            continue
        for row in shares:
            if not row.problems:
                left_out = f"a share of {line} left out with row {rejected.record.row}"
                row.report("share", left_out, "every share of the line")


def _wrong_total(rows: Iterable[Row]) -> str:
    """Return what the shares add up to on the first day they do not add up to 1, or nothing.

    Shares may change: a row counts from its valid_from to the day before its valid_to.
    """
    shares = [row.fact for row in rows if isinstance(row.fact, PaidBy | AccruesTo)]
    spans = [(s.valid_from or date.min, s.valid_to or date.max, s.share) for s in shares]
    for day in sorted({day for start, end, _ in spans for day in (start, end)}):
        held = [share for start, end, share in spans if start <= day < end]
        if held and abs(fsum(held) - 1) > TOLERANCE:
            when = "" if day == date.min else f" from {day}"
            return f"{fsum(held):.12g} in all{when}"
    return ""
