"""Load a data set: read it, check it, and only then write it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from placegraph.accounts import account
from placegraph.errors import InvalidRecords, MissingEndpoint, Problem, UnreadableSource
from placegraph.graph.batch import Load, Plan, Written
from placegraph.graph.model import SCHEMA, Source
from placegraph.graph.spool import Spool
from placegraph.graph.store import Store
from placegraph.loaders import apart, checks, identity, tables
from placegraph.loaders.published import REJECTS_KEPT, About, Findings, Format, Reject
from placegraph.loaders.rejects import write_rejects
from placegraph.loaders.source import describe
from placegraph.loaders.tables import Progress, Reading

#: Share of a source's statements that a load may take away without being told to.
PRUNE_LIMIT = 0.1


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do.

    ``facts`` counts different statements by declared type, in the order of declaration. For a
    dry run ``written`` is None and ``plan`` says what would change. ``unchanged`` is True when
    the load is in force already, just so; a file that was loaded before is then not even read.
    ``figures`` and ``oddities`` are sentences about what was read. ``rejected`` counts the rows
    left out, by type where the file says it (“row” where not), and ``rejects`` is the list of
    rows left out, when there are any and it was written.
    """

    dataset: str
    title: str
    load: str
    facts: Mapping[str, int]
    written: Written | None = None
    plan: Plan | None = None
    unchanged: bool = False
    figures: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)
    rejects: Path | None = None


@dataclass(frozen=True)
class Options:
    """How to load.

    A ``dry_run`` writes no file and no graph. With ``skip_invalid`` the rows that cannot be taken
    go to ``<name>.rejects.csv`` next to the file, and what an earlier load of the data set said
    is kept, because the rows left out may say it still. ``prune_limit`` is the share of a
    source's statements that may go. ``say`` is told when a lost server is waited for.
    """

    dry_run: bool = False
    skip_invalid: bool = False
    prune_limit: float = PRUNE_LIMIT
    say: Callable[[str], None] | None = None


DEFAULT = Options()


def load_tables(
    store: Store, path: Path, options: Options = DEFAULT, *, progress: Progress | None = None
) -> LoadReport:
    """Load the folder of CSV files or the workbook at ``path`` into ``store``.

    ``progress`` is called with the rows checked so far and the rows there are. With
    ``skip_invalid``, rows that cannot stand without a row left out are left out too.

    Raises
    ------
    UnreadableSource
        If there is no data set at ``path``, or a file cannot be read.
    InvalidRecords
        If a row breaks the schema and ``skip_invalid`` is False, or if ``dataset`` does not say
        who speaks. Nothing is written then.
    PruneRefused
        If more would go than ``prune_limit``. Nothing is written then.
    SourceError
        If a file that is no list of rejected rows stands where it must go.

    """
    reading = tables.read(path, progress=progress)
    checks.check(reading, store, cascade=options.skip_invalid)
    problems = (*reading.problems, *(p for row in reading.rows for p in row.problems))
    if reading.dataset is None or (problems and not options.skip_invalid):
        raise InvalidRecords(path, problems)
    source = describe(path)
    with Spool(reading.dataset.id) as spool:
        for row in reading.rows:
            if row.fact and not row.problems:
                spool.add(row.fact, row.fact.locator)
        work = _Work(
            reading.dataset.title,
            "tables",
            tuple(identity.signed(file) for file in source.files),
            options,
            source.path,
            tuple(_table_rejects(reading)),
            len({_place(problem) for problem in problems}),
            problems=reading.problems,
        )
        return work.done(store, spool)


def load_published(
    store: Store, form: Format, paths: Sequence[Path], about: About, options: Options = DEFAULT
) -> LoadReport:
    """Load files of a published format as one data set.

    Raises
    ------
    UnreadableSource
        If a file cannot be read, or is not of that format.
    InvalidRecords
        If a row cannot be taken and ``skip_invalid`` is False, or far too many cannot. Nothing
        is written then.
    MissingEndpoint
        If a statement names a thing that nothing describes. Nothing is written then.
    PruneRefused
        If more would go than ``prune_limit``. Nothing is written then.

    """
    signed = tuple(identity.signed(path) for path in (*form.settings, *paths))
    inputs = identity.inputs(form, about, signed, skip_invalid=options.skip_invalid)
    before = store.loaded(about.dataset)
    if before and before.get("inputs") == inputs and not options.dry_run:
        return LoadReport(
            dataset=about.dataset,
            title=before["title"],
            load=before["id"],
            facts=json.loads(before.get("facts", "{}")),
            unchanged=True,
            figures=tuple(before.get("figures", ())),
            oddities=tuple(before.get("oddities", ())),
        )
    findings = Findings()
    with Spool(about.dataset) as spool:
        with closing(apart.statements(form, paths, about, findings)) as said:
            for statement in said:
                spool.take(statement)
        if findings.rejected and (not options.skip_invalid or findings.rejected > REJECTS_KEPT):
            raise InvalidRecords(paths[0], [reject.problem for reject in findings.rejects])
        # What only this data set said before is pruned if it is not said again, so it does not
        # count; a load that leaves rows out prunes nothing.
        own = None if findings.rejected else about.dataset
        _check_whole(spool, paths, (identity.signed(path) for path in paths), signed)
        _check_ends(store, spool, apart_from=own)
        title = about.title or _names(paths)
        work = _Work(
            title,
            form.name,
            signed,
            options,
            paths[0],
            tuple(findings.rejects),
            findings.rejected,
            inputs=inputs,
            findings=findings,
        )
        return work.done(store, spool)


@dataclass(frozen=True)
class _Work:
    """What is known when all has been read, and what is left to do."""

    title: str
    form: str
    signed: tuple[str, ...]
    options: Options
    origin: Path
    rejects: tuple[Reject, ...]
    rejected: int
    inputs: str = ""
    findings: Findings = field(default_factory=Findings)
    problems: tuple[Problem, ...] = ()

    def done(self, store: Store, spool: Spool) -> LoadReport:
        """Write the spool, or plan it, and report."""
        facts = _counts(spool)
        figures, oddities = tuple(self.findings.figures()), tuple(self.findings.remarks())
        load = Load(
            spool.dataset,
            self.title,
            identity.digest(spool, self.title, prune=not self.rejected),
            prune=not self.rejected,
            form=self.form,
            files=self.signed,
            inputs=self.inputs,
            who=account(),
            rejected=self.rejected,
            facts=json.dumps(facts),
            figures=figures,
            oddities=oddities,
        )
        before = store.loaded(spool.dataset)
        report = LoadReport(
            dataset=load.dataset,
            title=load.title,
            load=load.id,
            facts=facts,
            unchanged=bool(before) and before is not None and before["digest"] == load.digest,
            figures=figures,
            oddities=oddities,
            problems=(*self.problems, *(reject.problem for reject in self.rejects)),
            rejected=Counter(
                what for what, *_ in {(r.what, *_place(r.problem)) for r in self.rejects}
            ),
        )
        if self.options.dry_run:
            return replace(report, plan=store.plan(spool, prune=load.prune))
        rejects = write_rejects(self.origin, self.rejects) if self.rejects else None
        written = store.write(
            load, spool, prune_limit=self.options.prune_limit, say=self.options.say
        )
        return replace(report, written=written, rejects=rejects)


def _check_whole(
    spool: Spool, paths: Sequence[Path], now: Iterable[str], before: Sequence[str]
) -> None:
    if not set(now) <= set(before):
        raise UnreadableSource(
            paths[0],
            "found that a file changed while it was read, expected it to stay as it is; "
            "nothing was written. Load it again.",
        )
    if all(kind.declared is Source for kind in spool.kinds()):
        raise UnreadableSource(
            paths[0], "found no row to load in it, expected one at least; is it the right file?"
        )


def _names(paths: Sequence[Path]) -> str:
    names = ", ".join(path.name for path in paths[:3])
    return names if len(paths) <= 3 else f"{names} and {len(paths) - 3} more"


def _place(problem: Problem) -> tuple[str, str, int]:
    return problem.file, problem.sheet, problem.row


def _table_rejects(reading: Reading) -> Iterator[Reject]:
    for row in reading.rows:
        raw = row.record.fields | {f"cell {n}": text for n, text in row.record.strays.items()}
        for problem in row.problems:
            yield Reject(problem, raw, row.declared.__name__)


def _check_ends(store: Store, spool: Spool, *, apart_from: str | None) -> None:
    for name, ids in sorted(spool.missing().items()):
        absent = ids - store.known(SCHEMA.node(name), sorted(ids), apart_from=apart_from)
        if absent:
            raise MissingEndpoint(spool.dataset, [f"{name} {key}" for key in sorted(absent)])


def _counts(spool: Spool) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind in spool.kinds():
        name = kind.declared.__name__
        counts[name] = counts.get(name, 0) + spool.count(kind)
    return counts
