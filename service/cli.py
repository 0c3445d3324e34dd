"""The command line: read what was asked, call one function, print.

Data goes to stdout and everything else to stderr. Exit status 0: done; 1: a problem, said in one
line; 2: the command was used wrongly.
"""

import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from placegraph import __version__, demonstration, output, reports
from placegraph.align_commands import align
from placegraph.appraisal_commands import appraisal
from placegraph.cypher import catalogue, parameter_values
from placegraph.cypher import query as catalogue_query
from placegraph.errors import InvalidRecords, PlaceGraphError, QueryError
from placegraph.graph import engines
from placegraph.graph.embedded.progress import Terminal
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Neo4jStore
from placegraph.load_commands import load, loads
from placegraph.loaders.template import write_template
from placegraph.match_commands import match
from placegraph.measure_commands import measure
from placegraph.opening import open_store
from placegraph.output import As, Form, say
from placegraph.scenario_commands import scenario
from placegraph.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Who leads, who pays, who gains and what breaks: a place's partnerships as a graph.",
)
db = typer.Typer(no_args_is_help=True, help="Start, stop and look at the embedded Neo4j.")
schema = typer.Typer(no_args_is_help=True, help="The constraints and indexes of the graph.")
app.add_typer(db, name="db")
app.add_typer(schema, name="schema")
app.add_typer(load, name="load")
app.add_typer(loads, name="loads")
app.add_typer(match, name="match")
app.add_typer(align, name="align")
app.add_typer(measure, name="measure")
app.add_typer(scenario, name="scenario")
app.add_typer(appraisal, name="appraisal")


def main() -> None:
    """Run a command; turn every error raised on purpose into one line and exit status 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except InvalidRecords as error:
        for problem in error.problems:
            say(str(problem))
        _fail(error)
    except PlaceGraphError as error:
        _fail(error)
    except BrokenPipeError:
        # Whoever read our output has stopped reading; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        where = error.filename or "standard output"
        _fail(PlaceGraphError(f"{where}: found {error.strerror}, expected to read or write it."))


def _fail(error: PlaceGraphError) -> NoReturn:
    say(f"Error: {error}")
    sys.exit(1)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def demo(
    once: Annotated[
        bool, typer.Option("--once", help="Print the answers and exit; serve nothing.")
    ] = False,
) -> None:
    """Load the bundled data, print the four headline answers, and serve the dashboard."""
    settings = Settings.from_environment()
    with open_store(settings) as store:
        demonstration.load_bundled(store, say=say)
        for line in demonstration.headlines(store):
            typer.echo(line)
        stopped = once or _serve(store, settings)
    if not stopped:
        _serve_again(settings)


@app.command()
def serve() -> None:
    """Serve the dashboard until Ctrl-C."""
    settings = Settings.from_environment()
    with open_store(settings) as store:
        stopped = _serve(store, settings)
    if not stopped:
        _serve_again(settings)


@db.command("start")
def db_start() -> None:
    """Start the embedded Neo4j and keep it running until `db stop`."""
    _status(engines.start(Settings.from_environment(), progress=Terminal()))


@db.command("stop")
def db_stop() -> None:
    """Stop the embedded Neo4j, whoever uses it."""
    _status(engines.stop(Settings.from_environment(), progress=Terminal()))


@db.command("status")
def db_status() -> None:
    """Tell whether the embedded Neo4j runs, where, and who uses it."""
    _status(engines.status(Settings.from_environment()))


@schema.command("apply")
def schema_apply() -> None:
    """Make the constraints and indexes that the model declares."""
    with open_store() as store:
        count = store.apply(SCHEMA)
    say(f"{count} constraints and indexes are in place.")


@app.command()
def template(
    path: Annotated[Path, typer.Argument(help="Workbook to write, ending in .xlsx.")],
) -> None:
    """Write an empty workbook to fill in, with notes and drop-downs."""
    write_template(path)
    say(f"Wrote {path}.")


@app.command()
def query(
    name: Annotated[
        str | None, typer.Argument(help="A query of the catalogue; without it, they are listed.")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter.")
    ] = None,
    cypher: Annotated[
        str | None, typer.Option("--cypher", metavar="STATEMENT", help="A statement of your own.")
    ] = None,
    form: As = Form.TABLE,
) -> None:
    """Answer a query of the catalogue, or a read-only statement of your own."""
    if name is None and cypher is None:
        output.write(reports.catalogue_frame(catalogue()), form)
        return
    if name is not None and cypher is not None:
        raise typer.BadParameter("found a name and --cypher, expected one of them.")
    given = dict(_pair(text) for text in param or ())
    if cypher is not None:
        with open_store() as store:
            table = store.console(cypher, **given)
        if table.truncated:
            say(f"Only the first {len(table.rows)} rows are shown; add LIMIT to ask for fewer.")
        output.write_rows(table.columns, table.rows, form)
        return
    asked = catalogue_query(name or "")
    values = parameter_values(asked, given, today=date.today())
    with open_store() as store:
        found = store.read(asked, **values)
    say(asked.question)
    output.write(found, form)


def _serve(store: Neo4jStore, settings: Settings) -> bool:
    # Dash takes a second to import, which commands that only measure need not wait for.
    from placegraph.dashboard.server import serve as serve_dashboard

    begun = engines.status(settings).uri
    return serve_dashboard(
        store,
        host=settings.http_host,
        port=settings.http_port,
        ready=lambda url: say(f"The dashboard is at {url}. Press Ctrl-C to stop."),
        alive=lambda: bool(settings.neo4j_uri) or engines.status(settings).uri == begun,
    )


def _serve_again(settings: Settings) -> None:
    stopped = False
    while not stopped:
        say("Neo4j ended while the dashboard was served; starting both again.")
        with open_store(settings) as store:
            stopped = _serve(store, settings)


def _status(status: engines.EngineStatus) -> None:
    typer.echo(reports.engine(status))


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise QueryError("--param", f"found {text!r}, expected NAME=VALUE.")
    return name, value


if __name__ == "__main__":
    main()
