"""`placegraph measure coverage`."""

from datetime import date
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.opening import open_store
from placegraph.options import AsAt, Split, Structure
from placegraph.output import As, Form


def coverage(
    as_at: AsAt = None,
    structure: Structure = None,
    split: Annotated[
        Split, typer.Option(help="Whether a provider may commission what it provides.")
    ] = Split.SOFT,
    cap: Annotated[
        int | None, typer.Option(min=1, help="Most outcomes that one post should lead.")
    ] = None,
    min_span: Annotated[
        float | None,
        typer.Option(
            min=0, help="Fewest direct reports of a manager; the council's own rule if not given."
        ),
    ] = None,
    form: As = Form.TABLE,
) -> None:
    """Which outcomes have a lead commissioner, a lead officer, a contributor; and what is lost."""
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        found = measures.coverage(store, at, split=split.value, cap=cap, min_span=min_span)
        made = reports.coverage(
            found,
            at,
            measures.orphaned_since(store, at),
            measures.own_rules(store, at, found, split=split.value),
            measures.standing(store, at),
        )
        output.report(made, form)
