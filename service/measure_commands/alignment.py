"""`placegraph measure alignment`."""

from datetime import date
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.measure_commands.options import AsAt, Structure
from placegraph.opening import open_store
from placegraph.output import As, Form


def alignment(
    as_at: AsAt = None,
    structure: Structure = None,
    lower: Annotated[
        str | None, typer.Option(metavar="SET", help="Aims that support, such as BODY/objective.")
    ] = None,
    upper: Annotated[
        str | None, typer.Option(metavar="SET", help="Aims that are supported.")
    ] = None,
    agreed_only: Annotated[
        bool, typer.Option("--agreed-only", help="Leave proposed links out.")
    ] = False,
    form: As = Form.TABLE,
) -> None:
    """Whether two bodies' aims pull the same way, both ways round."""
    statuses = ("agreed",) if agreed_only else measures.ALL_STATUSES
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        found = measures.alignment(store, at, lower=lower, upper=upper, statuses=statuses)
        output.report(reports.alignment(found, at), form)
