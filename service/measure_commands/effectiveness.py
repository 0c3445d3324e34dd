"""`placegraph measure effectiveness`."""

from datetime import date
from typing import Annotated

import typer

from placegraph import output, reports
from placegraph.measures import effectiveness as measured
from placegraph.measures import moment
from placegraph.opening import open_store
from placegraph.options import AsAt, Structure
from placegraph.output import As, Form


def effectiveness(
    partnership: Annotated[
        str | None,
        typer.Argument(metavar="PARTNERSHIP", help="Partnership.id; all of them if not given."),
    ] = None,
    as_at: AsAt = None,
    structure: Structure = None,
    form: As = Form.TABLE,
) -> None:
    """Say how well each partnership works, by the tools it was assessed with."""
    with open_store() as store:
        at = moment(store, as_at=as_at, structure=structure, today=date.today())
        found = measured(store, at, partnership=partnership)
        output.report(reports.effectiveness(found, at), form)
