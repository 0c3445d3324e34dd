"""``placegraph appraisal``: take an appraisal out as a workbook, and bring it back."""

from pathlib import Path
from typing import Annotated

import typer

from placegraph import load_reports, output
from placegraph.appraisal_workbook.reading import read_book, stated_elsewhere
from placegraph.appraisal_workbook.writer import write_workbook
from placegraph.errors import UnreadableSource
from placegraph.graph.model import SCHEMA, Appraisal
from placegraph.graph.store import Store
from placegraph.loaders import tables
from placegraph.loaders.pipeline import Options, load_tables
from placegraph.opening import open_store
from placegraph.output import Form, say

appraisal = typer.Typer(
    no_args_is_help=True, help="Take an appraisal out as a workbook, and bring it back."
)


@appraisal.command("export")
def export(
    appraisal_id: Annotated[
        str, typer.Argument(metavar="ID", help="An appraisal that returns/appraisals lists.")
    ],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Workbook to write, .xlsx.")],
) -> None:
    """Write an appraisal as a workbook with live formulas that come to the same figures."""
    with open_store() as store:
        book = read_book(store, appraisal_id)
    write_workbook(book, path)
    for warning in book.warnings:
        say(warning)
    say(f"Wrote {path}.")


@appraisal.command("import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook of an appraisal.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; write nothing.")
    ] = False,
) -> None:
    """Bring the figures of an appraisal's workbook into the graph; all of them or nothing."""
    options = Options(dry_run=dry_run, say=say)
    with open_store() as store:
        refuse_a_second_voice(store, path)
        if not dry_run:
            store.apply(SCHEMA)
        report = load_tables(store, path, options)
    if report.plan is not None:
        output.write(load_reports.plan_frame(report), Form.TABLE)
        for warning in load_reports.warnings(report, options.prune_limit):
            say(warning)
    say(load_reports.loaded(report))


def refuse_a_second_voice(store: Store, path: Path) -> None:
    """Raise when another data set states the same appraisal: their figures would be mixed."""
    reading = tables.read(path)
    found = [row.fact for row in reading.rows if isinstance(row.fact, Appraisal)]
    if reading.dataset is None:
        return
    for one in found:
        others = stated_elsewhere(store, one.id, reading.dataset.id)
        if others:
            raise UnreadableSource(
                path,
                f"found appraisal {one.id}, which {' and '.join(others)} states too, expected one "
                "data set to; correct the figures there, or give the appraisal and its lines ids "
                "of their own in this workbook.",
            )
