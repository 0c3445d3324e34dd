"""Load a data set: read its tables, check them, write them whole or not at all."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from placegraph.errors import InvalidRecords, Problem, SourceError
from placegraph.graph.batch import Load, Written, batches
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import Fact, label, properties
from placegraph.graph.store import Store
from placegraph.loaders import checks, tables
from placegraph.loaders.source import describe
from placegraph.loaders.tables import Dataset, Progress, Reading, Row

REJECTS_HEADER = ("file", "sheet", "row", "column", "found", "expected", "record")


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do.

    ``facts`` counts accepted statements by declared type, in the order of declaration.
    ``written`` is None for a dry run. ``rejects`` is the list of rows left out, when there are
    any and it was written.
    """

    dataset: str
    title: str
    load: str
    facts: Mapping[str, int]
    written: Written | None
    problems: tuple[Problem, ...]
    rejects: Path | None


def load_tables(
    store: Store,
    path: Path,
    *,
    dry_run: bool = False,
    skip_invalid: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load the folder of CSV files or the workbook at ``path`` into ``store``.

    ``progress`` is called with the rows checked so far and the rows there are. With
    ``skip_invalid`` the rows that break the schema, and those that cannot stand without them, go
    to ``<name>.rejects.csv`` next to ``path``, and what an earlier load of the data set said is
    kept, because the rows left out may say it still. A ``dry_run`` writes no file and no graph.

    Raises
    ------
    UnreadableSource
        If there is no data set at ``path``, or a file cannot be read.
    InvalidRecords
        If a row breaks the schema and ``skip_invalid`` is False, or if ``dataset`` does not say
        who speaks. Nothing is written then.
    SourceError
        If a file that is no list of rejected rows stands where it must go.

    """
    reading = tables.read(path, progress=progress)
    checks.check(reading, store, cascade=skip_invalid)
    problems = _problems(reading)
    if reading.dataset is None or (problems and not skip_invalid):
        raise InvalidRecords(path, problems)
    facts = [row.fact for row in reading.rows if row.fact and not row.problems]
    load = _load(reading.dataset, facts, prune=not problems)
    written = rejects = None
    if not dry_run:
        if problems:
            rejects = _write_rejects(path, reading)
        written = store.write(load, batches(facts, SCHEMA))
    return LoadReport(
        dataset=load.dataset,
        title=load.title,
        load=load.id,
        facts=_counts(facts),
        written=written,
        problems=problems,
        rejects=rejects,
    )


def _problems(reading: Reading) -> tuple[Problem, ...]:
    return (*reading.problems, *(p for row in reading.rows for p in row.problems))


def _counts(facts: Sequence[Fact]) -> dict[str, int]:
    counted = Counter(type(fact) for fact in facts)
    return {t.__name__: counted[t] for t in SCHEMA.types if counted[t]}


def _load(dataset: Dataset, facts: Sequence[Fact], *, prune: bool) -> Load:
    """Make the load's identity from what is said alone: not from row order, file form or dates.

    The model is part of it, since the same rows may mean something else under another one.
    """
    model = [[label(t), *(f"{p.name} {p.kind}" for p in properties(t))] for t in SCHEMA.types]
    content = hashlib.sha256(json.dumps([dataset.id, dataset.title, prune, model]).encode())
    for said in sorted(f"{label(type(fact))} {fact.model_dump_json()}" for fact in facts):
        content.update(said.encode())
        content.update(b"\n")
    return Load(dataset.id, dataset.title, content.hexdigest(), prune)


def _write_rejects(path: Path, reading: Reading) -> Path:
    origin = describe(path).path
    target = origin.with_name(f"{origin.name}.rejects.csv")
    if target.exists() and not _is_rejects(target):
        raise SourceError(
            target,
            "found a file that is no list of rejected rows, expected none there; "
            "move it away. Nothing was written.",
        )
    try:
        # With a byte order mark, or Excel takes £ and é for something else.
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(REJECTS_HEADER)
            for row in reading.rows:
                writer.writerows(_reject(row, problem) for problem in row.problems)
    except OSError as error:
        raise SourceError(
            target,
            f"found that it cannot be written ({error.strerror}), expected to list the rejected "
            "rows there; nothing was written.",
        ) from error
    return target


def _reject(row: Row, problem: Problem) -> tuple[str | int, ...]:
    raw = row.record.fields | {f"cell {n}": text for n, text in row.record.strays.items()}
    return (
        problem.file,
        problem.sheet,
        problem.row,
        problem.column,
        _inert(problem.found),
        problem.expected,
        json.dumps(raw, ensure_ascii=False),
    )


def _inert(text: str) -> str:
    """Return text that a spreadsheet shows and does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _is_rejects(target: Path) -> bool:
    if not target.is_file():
        return False
    start = target.read_bytes()[:200].decode("utf-8-sig", errors="replace")
    return start.splitlines()[:1] == [",".join(REJECTS_HEADER)]
