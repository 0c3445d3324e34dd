"""``placegraph align``: suggest links between aims, and keep what somebody decides about them."""

from datetime import date
from typing import Annotated

import typer

from placegraph import judgements, measures, output, reports
from placegraph.accounts import account
from placegraph.analytics.alignment.suggestions import THRESHOLD, TOP
from placegraph.judgements import Judgement
from placegraph.opening import open_store
from placegraph.options import AsAt, LowerSet, UpperSet
from placegraph.output import As, Form, say

align = typer.Typer(
    no_args_is_help=True,
    help="Suggest links between aims by their wording, and keep what somebody decides.",
)

Lower = Annotated[str, typer.Argument(metavar="LOWER", help="The aim that supports.")]
Upper = Annotated[str, typer.Argument(metavar="UPPER", help="The aim supported.")]
By = Annotated[
    str | None,
    typer.Option("--by", metavar="ROLE", help="Role that judges; your account if not given."),
]
Basis = Annotated[str | None, typer.Option(metavar="TEXT", help="What the judgement rests on.")]


@align.command("suggest")
def align_suggest(
    lower: LowerSet = None,
    upper: UpperSet = None,
    threshold: Annotated[
        float, typer.Option(min=0.01, max=1, help="Lowest likeness to suggest.")
    ] = THRESHOLD,
    top: Annotated[int, typer.Option(min=1, help="Most suggestions for one aim.")] = TOP,
    as_at: AsAt = None,
    form: As = Form.TABLE,
) -> None:
    """Suggest links between two sets of aims; nothing is linked by this."""
    with open_store() as store:
        at = measures.moment(store, as_at=as_at, structure=None, today=date.today())
        found = measures.suggestions(
            store, at, lower=lower, upper=upper, threshold=threshold, top=top
        )
    output.report(reports.suggestions(found, at), form)
    say("`placegraph align accept LOWER UPPER --score N` links two aims, `reject` never does.")


@align.command("accept")
def align_accept(
    lower: Lower,
    upper: Upper,
    score: Annotated[
        int,
        typer.Option(
            min=-3,
            max=3,
            help="3 indivisible, 2 reinforcing, 1 enabling, 0 consistent, -1 constraining, "
            "-2 counteracting, -3 cancelling.",
        ),
    ],
    by: By = None,
    basis: Basis = None,
) -> None:
    """Link two aims as agreed, until `undo`."""
    _judge(lower, upper, score, by, basis)
    say(f"{lower} to {upper} is agreed with score {score}; {_undo(lower, upper)}")


@align.command("reject")
def align_reject(lower: Lower, upper: Upper, by: By = None, basis: Basis = None) -> None:
    """Keep two aims apart: they are not suggested again, and a proposed link does not count."""
    _judge(lower, upper, None, by, basis)
    say(f"{lower} to {upper} is no link; {_undo(lower, upper)}")


@align.command("undo")
def align_undo(lower: Lower, upper: Upper) -> None:
    """Take a decision back: the graph is as it was before it."""
    with open_store() as store:
        judgements.withdraw(store, lower, upper)
    say(f"Nothing is decided here about {lower} to {upper} any more.")


@align.command("decisions")
def align_decisions(form: As = Form.TABLE) -> None:
    """List what was accepted and rejected, by whom and when."""
    with open_store() as store:
        output.write(judgements.decisions(store), form)


def _judge(lower: str, upper: str, score: int | None, by: str | None, basis: str | None) -> None:
    role = account() if by is None else by.strip()
    if not role:
        raise typer.BadParameter("found nobody who judges, expected --by with a role.")
    with open_store() as store:
        judgements.judge(
            store,
            Judgement(lower=lower, upper=upper, score=score, by=role, on=date.today(), basis=basis),
        )


def _undo(lower: str, upper: str) -> str:
    return f"`placegraph align undo {lower} {upper}` takes it back."
