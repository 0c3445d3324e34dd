"""``placegraph load`` and ``placegraph loads``: bring files in, see what came in, take it back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from placegraph import load_reports, output
from placegraph.cypher import query
from placegraph.errors import InvalidRecords, SourceError, StoreError, UnreadableSource
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Neo4jStore
from placegraph.loaders.formats import FORMATS, recognise
from placegraph.loaders.identifiers import slug
from placegraph.loaders.mapped.loader import mapped_format
from placegraph.loaders.pipeline import LoadReport, Options, load_published, load_tables
from placegraph.loaders.published import About, Format
from placegraph.loaders.tables import DATASET
from placegraph.opening import open_store
from placegraph.output import As, Form, say, typed_day

load = typer.Typer(no_args_is_help=True, help="Load data into the graph.")
loads = typer.Typer(help="See what was loaded, and take it back.")

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would change, type by type; write nothing.")
]
SkipInvalid = Annotated[
    bool, typer.Option("--skip-invalid", help="Leave bad rows out, and list them in a CSV.")
]
PruneLimit = Annotated[
    int,
    typer.Option(
        min=0,
        max=100,
        metavar="PERCENT",
        help="Largest share of what a source said that this load may take away.",
    ),
]
Paths = Annotated[list[Path], typer.Argument(help="One or more files.", metavar="PATH")]
Dataset = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Data set it is; from the file's name if not given."),
]
Title = Annotated[str | None, typer.Option(help="Title of the source.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Body that published it.")]
PublisherId = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Its identifier, as on org-id.guide: GB-LAE-CHT."),
]


Published = Annotated[
    date | None, typer.Option(parser=typed_day, metavar="DATE", help="Day it was published.")
]
Licence = Annotated[str | None, typer.Option(help="Licence it is published under.")]
Url = Annotated[str | None, typer.Option(help="Public address it came from.")]


@load.command("tables")
def load_tables_command(
    path: Annotated[Path, typer.Argument(help="A folder of CSV files, or one XLSX workbook.")],
    dry_run: DryRun = False,
    skip_invalid: SkipInvalid = False,
    prune_limit: PruneLimit = 10,
) -> None:
    """Load a folder of CSV files or a workbook, one table a type; all of it or nothing."""
    options = Options(dry_run, skip_invalid, prune_limit / 100, say)
    with open_store() as store, output.progress("Loading") as progress:
        _prepare(store, options)
        report = load_tables(store, path, options, progress=progress)
    _print(report, options)


Chosen = Callable[[list[Path]], tuple[Format, list[Path]]]


def _command(chosen: Chosen) -> Callable[..., None]:
    """Make the command that loads what ``chosen`` makes of its arguments: a format, its files."""

    def command(
        paths: Paths,
        dataset: Dataset = None,
        title: Title = None,
        publisher: Publisher = None,
        publisher_id: PublisherId = None,
        published: Published = None,
        licence: Licence = None,
        url: Url = None,
        dry_run: DryRun = False,
        skip_invalid: SkipInvalid = False,
        prune_limit: PruneLimit = 10,
    ) -> None:
        form, files = chosen(paths)
        said = {
            "title": title,
            "publisher": publisher,
            "publisher_id": publisher_id,
            "published": published,
            "licence": licence,
            "url": url,
        }
        options = Options(dry_run, skip_invalid, prune_limit / 100, say)
        _load(_data_sets(form, files, dataset), said, options)

    return command


def _mapped(paths: list[Path]) -> tuple[Format, list[Path]]:
    mapping, *files = paths
    if not files:
        raise typer.BadParameter(f"found {mapping} alone, expected a mapping and then a file.")
    return mapped_format(mapping), files


for _form in FORMATS.values():
    load.command(_form.name, help=f"Load {_form.title}.")(
        _command(lambda paths, form=_form: (form, paths))  # type: ignore[misc]
    )
load.command(
    "mapped",
    help="Load any other table: first a YAML file that says what its columns mean, then the files.",
)(_command(_mapped))


@load.command("auto")
def load_auto_command(
    path: Annotated[Path, typer.Argument(help="A file, or a folder of files.")],
    dry_run: DryRun = False,
    skip_invalid: SkipInvalid = False,
    prune_limit: PruneLimit = 10,
) -> None:
    """Load a file, or every file in a folder, in whichever of the formats it is."""
    options = Options(dry_run, skip_invalid, prune_limit / 100, say)
    if (path / f"{DATASET}.csv").is_file():
        load_tables_command(path, dry_run, skip_invalid, prune_limit)
        return
    found: dict[str, tuple[Format, list[Path]]] = {}
    for file in _files(path):
        try:
            form = recognise(file)
        except UnreadableSource as error:
            if file == path:
                raise
            say(f"Left out: {error}")
            continue
        say(f"{file}: {form.name}, {form.title}.")
        dataset = _dataset(form, file, path)
        if not form.joint and dataset in found:
            # The same name with another ending.
            dataset = f"{dataset}-{slug(file.suffix)}"
        found.setdefault(dataset, (form, []))[1].append(file)
    if not found:
        raise UnreadableSource(path, "found no file of a known format, expected one.")
    failed = 0
    with open_store() as store:
        _prepare(store, options)
        for dataset, (form, paths) in found.items():
            try:
                _load_one(store, form, paths, About(dataset), options)
            except (SourceError, StoreError) as error:
                if not path.is_dir():
                    raise
                failed += 1
                for problem in error.problems if isinstance(error, InvalidRecords) else ():
                    say(str(problem))
                say(f"Not loaded: {error}")
    if failed:
        raise SourceError(
            path,
            f"found that {failed} of {len(found)} could not be loaded, expected all; see above.",
        )


@loads.callback(invoke_without_command=True)
def loads_itself(context: typer.Context, form: As = Form.TABLE) -> None:
    """See what was loaded, and take it back."""
    if context.invoked_subcommand is None:
        loads_list(form)


@loads.command("list")
def loads_list(form: As = Form.TABLE) -> None:
    """List what was loaded, when, by whom, from which files, and what is in force."""
    with open_store() as store:
        found = store.read(query("sources/loads"))
    # Digests are for programs to compare; a table of them is unreadable.
    output.write(found.drop(columns="files") if form is Form.TABLE else found, form)


@loads.command("undo")
def loads_undo(
    load_id: Annotated[str, typer.Argument(metavar="ID", help="A load that `loads` shows.")],
) -> None:
    """Take the latest load of a data set back: the graph is as it was before it."""
    with open_store() as store:
        store.apply(SCHEMA)
        store.take_back(load_id, say=say)
    say(f"{load_id} is taken back.")


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))


def _dataset(form: Format, file: Path, folder: Path) -> str:
    """Return the data set of a file in a folder: where it lies, and its name if it is one alone."""
    if file == folder:
        return f"{form.name}/{slug(file.stem)}"
    below = [slug(part) for part in file.relative_to(folder).parent.parts]
    last = (below[-1:] or [slug(folder.resolve().name)]) if form.joint else [slug(file.stem)]
    return "/".join([form.name, *(below[:-1] if form.joint else below), *last])


def _data_sets(
    form: Format, paths: Iterable[Path], dataset: str | None
) -> list[tuple[Format, tuple[Path, ...], str]]:
    """Return what is loaded together, and as which data set."""
    every = tuple(paths)
    if form.joint or len(every) == 1:
        return [(form, every, dataset or f"{form.name}/{slug(every[0].stem)}")]
    named = {f"{dataset or form.name}/{slug(path.stem)}": path for path in every}
    if len(named) < len(every):
        raise typer.BadParameter(
            "found two files of one name, expected each to have its own; load them one by one, "
            "each with a --dataset."
        )
    return [(form, (path,), name) for name, path in named.items()]


def _load(
    parts: Iterable[tuple[Format, tuple[Path, ...], str]], said: dict[str, Any], options: Options
) -> None:
    with open_store() as store:
        _prepare(store, options)
        for form, paths, dataset in parts:
            _load_one(store, form, paths, About(dataset, **said), options)


def _load_one(
    store: Neo4jStore, form: Format, paths: Sequence[Path], about: About, options: Options
) -> None:
    with output.waiting(f"Loading {', '.join(path.name for path in paths[:3])}"):
        report = load_published(store, form, paths, about, options)
    _print(report, options)


def _prepare(store: Neo4jStore, options: Options) -> None:
    if not options.dry_run:
        store.apply(SCHEMA)


def _print(report: LoadReport, options: Options) -> None:
    for problem in report.problems:
        say(str(problem))
    for line in load_reports.findings(report):
        typer.echo(line)
    if report.plan is not None:
        output.write(load_reports.plan_frame(report), Form.TABLE)
        for warning in load_reports.warnings(report, options.prune_limit):
            say(warning)
    say(load_reports.loaded(report))
