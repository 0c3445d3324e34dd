"""What the terminal says and takes: data to stdout in three forms, words to stderr, days."""

import csv
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from placegraph.reports import Report


class Form(StrEnum):
    """How data is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


As = Annotated[Form, typer.Option("--format", help="How to print the data.")]


def typed_day(text: str) -> date:
    """Return the day that an option was given.

    Raises
    ------
    typer.BadParameter
        If it is not written YYYY-MM-DD.

    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"found {text!r}, expected a date as YYYY-MM-DD.") from None


def say(text: str) -> None:
    """Tell the person at the terminal something that is no data."""
    typer.echo(text, err=True)


def write(frame: pd.DataFrame, form: str) -> None:
    """Print a frame to stdout as ``table``, ``csv`` or ``json``."""
    write_rows(list(frame.columns), frame.astype(object).itertuples(index=False, name=None), form)


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> None:
    """Print rows to stdout as ``table``, ``csv`` or ``json``; what is unknown is left blank.

    JSON is a list of objects with null for unknown. Numbers keep their full precision in CSV and
    JSON; a table shows four decimals.
    """
    if form == "json":
        _json([dict(zip(columns, map(_plain, row), strict=True)) for row in rows])
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(_plain(value)) for value in row] for row in rows)
    else:
        _print(_table(columns, rows))


def report(made: Report, form: str) -> None:
    """Print a report: JSON holds all of it, CSV its main table, a table its words and tables."""
    if form == "json":
        _json(
            {
                "measure": made.measure,
                "moment": made.moment,
                "sentences": list(made.sentences),
                "summary": {name: _plain(value) for name, value in made.summary.items()},
                **{
                    name: [
                        dict(zip(frame.columns, map(_plain, row), strict=True))
                        for row in frame.astype(object).itertuples(index=False, name=None)
                    ]
                    for name, frame in made.tables.items()
                },
            }
        )
    elif form == "csv":
        write(made.tables[made.main], "csv")
    else:
        for sentence in made.sentences:
            _print(Text(sentence))
        for name, frame in made.tables.items():
            shown = frame[[c for c in made.shown.get(name, frame.columns) if c in frame]]
            rows = shown.astype(object).itertuples(index=False, name=None)
            _print(_table(list(shown.columns), rows, title=name.replace("_", " ")))


@contextmanager
def progress(text: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr where there is a terminal; yield what tells it (done, total)."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        task = bars.add_task(text, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show on stderr, where there is a terminal, that something is going on."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(text):
        yield


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> Table:
    table = Table(title=title or None, title_justify="left", title_style="bold")
    held = [[_plain(value) for value in row] for row in rows]
    for place, column in enumerate(columns):
        numeric = any(isinstance(row[place], int | float) for row in held)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in held:
        table.add_row(*(Text(_short(value)) for value in row))
    return table


def _print(renderable: Table | Text) -> None:
    console = Console(highlight=False, soft_wrap=isinstance(renderable, Text))
    if not console.is_terminal:
        # A file or a pipe has no width of its own; do not fold what another program reads.
        console = Console(highlight=False, width=200, soft_wrap=isinstance(renderable, Text))
    console.print(renderable)


def _json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if hasattr(value, "item"):
        return _plain(value.item())
    return value


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    # Control characters in data are not for the terminal to act on.
    return "".join(c if c.isprintable() or c == "\n" else "�" for c in str(_cell(value)))
