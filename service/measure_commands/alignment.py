"""`placegraph measure alignment`."""

from datetime import date
from typing import Annotated, Literal

import typer

from placegraph import measures, output, reports
from placegraph.opening import open_store
from placegraph.options import AsAt, LowerSet, Structure, UpperSet
from placegraph.output import As, Form


def alignment(
    as_at: AsAt = None,
    structure: Structure = None,
    lower: LowerSet = None,
    upper: UpperSet = None,
    agreed_only: Annotated[
        bool, typer.Option("--agreed-only", help="Leave proposed links out.")
    ] = False,
    place: Annotated[
        Literal["set", "body"] | None,
        typer.Option(help="Every set of aims against every other, or every body's taken together."),
    ] = None,
    form: As = Form.TABLE,
) -> None:
    """Whether two bodies' aims pull the same way, both ways round."""
    if place is not None and (lower or upper):
        raise typer.BadParameter("found --place with --lower or --upper, expected one of them.")
    statuses = ("agreed",) if agreed_only else measures.ALL_STATUSES
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        if place is not None:
            whole = measures.place_alignment(store, at, by=place, statuses=statuses)
            output.report(reports.place_alignment(whole, at), form)
            return
        found = measures.alignment(store, at, lower=lower, upper=upper, statuses=statuses)
        output.report(reports.alignment(found, at), form)
