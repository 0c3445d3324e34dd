"""`placegraph measure roi`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.opening import open_store
from placegraph.options import AsAt, Structure
from placegraph.output import As, Form


def roi(
    as_at: AsAt = None,
    structure: Structure = None,
    appraisal: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="One appraisal whole: its cases, what moves them, who pays and who gains.",
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option(min=2, max=10_000_000, help="Draws of the simulation of --appraisal.")
    ] = 10_000,
    seed: Annotated[
        int, typer.Option(min=0, help="Seed of the simulation: the same gives the same figures.")
    ] = 1,
    deflators: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="CSV with columns year and index in place of the GDP deflators that come with "
            "PlaceGraph.",
        ),
    ] = None,
    deflators_published: Annotated[
        str, typer.Option(metavar="DATE", help="Day the series of --deflators was published.")
    ] = "",
    form: As = Form.TABLE,
) -> None:
    """Say what each partnership returns: efficiency, citizen benefit and the evidence for it."""
    series = None if deflators is None else measures.deflators(deflators, deflators_published)
    with open_store() as store:
        if appraisal is not None:
            found = measures.appraisal(store, appraisal, draws=draws, seed=seed, deflators=series)
            output.report(reports.appraisal(found), form)
            return
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        listed = measures.returns(store, at, deflators=series)
        output.report(reports.roi(listed, at, measures.benefit_claims(store)), form)
