"""`placegraph scenario reallocate`."""

from datetime import date
from typing import Annotated

import typer

from placegraph import measures, output, reports
from placegraph.opening import open_store
from placegraph.options import AsAt, Split, Structure
from placegraph.output import As, Form


def reallocate(
    cap: Annotated[int, typer.Option(help="Most outcomes that a post may lead.")],
    as_at: AsAt = None,
    structure: Structure = None,
    cap_of: Annotated[
        list[str] | None,
        typer.Option("--cap-of", metavar="POST=N", help="Another cap for one post."),
    ] = None,
    post: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="A post that may be given leads; without it, those recorded as lead commissioner.",
        ),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave every lead in force where it is.")
    ] = False,
    split: Annotated[
        Split, typer.Option(help="Whether a provider may lead what it provides.")
    ] = Split.SOFT,
    form: As = Form.TABLE,
) -> None:
    """Find the fewest changes that give every outcome a lead within caps; change nothing."""
    caps = dict(_cap(text) for text in cap_of or ())
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=structure, today=date.today())
        found = measures.reallocation(
            store,
            at,
            cap=cap,
            caps=caps,
            split=split.value,
            eligible=post,
            movable=() if keep else None,
        )
        output.report(reports.reallocation(found, at), form)


def _cap(text: str) -> tuple[str, int]:
    post, _, number = text.rpartition("=")
    if not post or not number.isdigit():
        raise typer.BadParameter(f"found {text!r}, expected POST=N.", param_hint="--cap-of")
    return post, int(number)
