"""`placegraph measure coverage`."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.measure_commands.options import AsAt, Structure
from placegraph.opening import open_store
from placegraph.output import As, Form


class Split(StrEnum):
    """How strictly commissioners and providers are to be kept apart."""

    SOFT = "soft"
    HARD = "hard"


def coverage(
    as_at: AsAt = None,
    structure: Structure = None,
    split: Annotated[
        Split, typer.Option(help="Whether a provider may commission what it provides.")
    ] = Split.SOFT,
    form: As = Form.TABLE,
) -> None:
    """Which outcomes have a lead commissioner, a lead officer, a contributor; and what is lost."""
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        found = measures.coverage(store, at, split=split.value)
        output.report(reports.coverage(found, at, measures.orphaned_since(store, at)), form)
