"""``placegraph match``: say which organisations are one and the same, and take it back."""

from typing import Annotated

import pandas as pd
import typer

from placegraph import output
from placegraph.accounts import account
from placegraph.cypher import query
from placegraph.errors import StoreError
from placegraph.graph.merging import Decision
from placegraph.graph.model import SCHEMA
from placegraph.graph.store import Neo4jStore
from placegraph.loaders.identifiers import parse_org_id
from placegraph.matching.compare import SUGGESTED
from placegraph.matching.suggest import Candidate, contradict, suggest
from placegraph.opening import open_store
from placegraph.output import As, Form, say

match = typer.Typer(
    no_args_is_help=True, help="Say which organisations are one and the same, and take it back."
)

First = Annotated[str, typer.Argument(metavar="ID", help="An organisation.")]
Second = Annotated[str, typer.Argument(metavar="ID", help="The other organisation.")]


@match.command("list")
def match_list(
    minimum: Annotated[
        float, typer.Option(min=0, max=1, help="Lowest score to suggest.")
    ] = SUGGESTED,
    form: As = Form.TABLE,
) -> None:
    """Suggest organisations that may be one and the same; nothing is joined by this."""
    with open_store() as store, output.waiting("Comparing names"):
        found = suggest(_candidates(store), minimum=minimum, without=_decided(store))
    output.write(found, form)
    say(f"{len(found):,} suggestions. `placegraph match accept ID ID` joins two, `reject` never.")


@match.command("accept")
def match_accept(
    first: First,
    second: Second,
    keep: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The one that stands for both; by default a register's."),
    ] = None,
) -> None:
    """Join two organisations: one stands for both, until `undo`."""
    if keep not in (None, first, second):
        raise typer.BadParameter(f"found --keep {keep}, expected one of the two.")
    kept = keep or min((first, second), key=lambda key: (parse_org_id(key) is None, key))
    other = second if kept == first else first
    _decide(kept, other, "accepted")
    say(f"{kept} now stands for {other}; `placegraph match undo {first} {second}` takes it back.")


@match.command("reject")
def match_reject(first: First, second: Second) -> None:
    """Keep two organisations apart: they are never suggested again."""
    _decide(first, second, "rejected")
    say(f"{first} and {second} stay two, and are not suggested again.")


@match.command("undo")
def match_undo(first: First, second: Second) -> None:
    """Take a decision back: what was said of each is said of each again."""
    with open_store() as store:
        store.undecide(first, second)
    say(f"Nothing is decided about {first} and {second} any more.")


@match.command("decisions")
def match_decisions(form: As = Form.TABLE) -> None:
    """List what was decided, by whom and when."""
    with open_store() as store:
        output.write(store.read(query("organisations/decisions")), form)


def _decide(kept: str, other: str, verdict: str) -> None:
    with open_store() as store:
        store.apply(SCHEMA)
        both = [one for one in _candidates(store) if one.id in (kept, other)]
        found = suggest(both, minimum=0)
        if verdict == "accepted" and len(both) == 2 and found.empty:
            _check_numbers(*both)
        score, evidence = (
            (None, "not suggested; decided by hand")
            if found.empty
            else (float(found["score"].iloc[0]), str(found["evidence"].iloc[0]))
        )
        store.decide(Decision(kept, other, verdict, score, evidence, account()))


def _check_numbers(first: Candidate, second: Candidate) -> None:
    if contradict(first, second):
        raise StoreError(
            f"{first.id} and {second.id}: found different numbers in one register "
            f"({' '.join(first.identifiers)} and {' '.join(second.identifiers)}), expected none "
            "or the same; two bodies that a register keeps apart are not joined."
        )


def _candidates(store: Neo4jStore) -> list[Candidate]:
    found = store.read(query("organisations/names"))
    return [
        Candidate(key, name, tuple(identifiers), kind)
        for key, name, kind, identifiers in found.itertuples(index=False, name=None)
    ]


def _decided(store: Neo4jStore) -> list[tuple[str, str]]:
    found: pd.DataFrame = store.read(query("organisations/decisions"))
    return list(zip(found["kept"], found["other"], strict=True))
