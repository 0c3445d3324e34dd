"""`placegraph measure influence`."""

from datetime import date
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.measure_commands.options import AsAt, Structure
from placegraph.opening import open_store
from placegraph.output import As, Form


def influence(
    as_at: AsAt = None,
    structure: Structure = None,
    ties: Annotated[
        list[str] | None,
        typer.Option(
            "--ties",
            metavar="TIES",
            help="What ties organisations: memberships (if not given), contracts, grants, "
            "spending. Several with commas, or given again.",
        ),
    ] = None,
    form: As = Form.TABLE,
) -> None:
    """Who is placed to influence: position in recorded memberships, contracts, grants, payments."""
    asked = [tie.strip() for part in ties or ["memberships"] for tie in part.split(",")]
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        output.report(reports.influence(measures.influence(store, at, ties=asked), at), form)
