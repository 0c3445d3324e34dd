"""Let one organisation stand for another, and take that back.

Nothing is lost in between: each statement keeps the id it was said of. Where an organisation
stands for one that already stands for others, it stands for all of them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import neo4j

from placegraph.errors import StoreError
from placegraph.graph.folding import Done, settle
from placegraph.graph.model import SCHEMA, Organisation
from placegraph.graph.schema import label
from placegraph.graph.statements import merges
from placegraph.graph.transactions import run

_STARTS = ("STATED_IN", *(label(t) for t in SCHEMA.relationships if Organisation in t.starts))
_ENDS = tuple(label(t) for t in SCHEMA.relationships if Organisation in t.ends)


@dataclass(frozen=True)
class Decision:
    """What somebody decided about two organisations.

    ``kept`` is the one that stands for the ``other`` when ``verdict`` is “accepted”; when it is
    “rejected” they are two. ``score`` and ``evidence`` are those of the suggestion.
    """

    kept: str
    other: str
    verdict: str
    score: float | None
    evidence: str
    who: str

    @property
    def id(self) -> str:
        """Return the same identifier whichever of the two comes first."""
        return "\x1f".join(sorted((self.kept, self.other)))


def moved(tx: neo4j.ManagedTransaction | neo4j.Session) -> dict[str, str]:
    """Return, for each organisation that another stands for, the one that does in the end."""
    kept = dict(run(tx, merges.accepted()))
    return {other: _stands_for(other, kept) for other in kept}


def _stands_for(one: str, kept: Mapping[str, str]) -> str:
    while one in kept:
        one = kept[one]
    return one


def decide(tx: neo4j.ManagedTransaction, decision: Decision) -> None:
    """Keep a decision; when it is that two are one, move what is said of the other.

    Raises
    ------
    StoreError
        If one of the two is not there, or it has been decided already.

    """
    if found := run(tx, merges.decision(), id=decision.id):
        verdict, kept, other = found[0]
        raise StoreError(
            f"{kept} and {other}: found that this was {verdict} before, expected an undecided "
            "pair; take it back first with `placegraph match undo`."
        )
    _check_there(tx, decision)
    run(tx, merges.decide(), decision=asdict(decision) | {"id": decision.id})
    if decision.verdict == "accepted":
        _move(tx, decision.other, decision.kept, None)


def _check_there(tx: neo4j.ManagedTransaction, decision: Decision) -> None:
    there = {row[0] for row in run(tx, merges.names(), ids=[decision.kept, decision.other])}
    replaced = moved(tx)
    for one in (decision.kept, decision.other):
        if one in replaced:
            raise StoreError(
                f"{one}: found that {replaced[one]} stands for it, expected an organisation of "
                f"its own; decide about {replaced[one]}."
            )
        if one not in there:
            raise StoreError(
                f"{one}: found no such organisation, expected one that `placegraph match list` "
                "or a query names."
            )


def take_back(tx: neo4j.ManagedTransaction, first: str, second: str) -> None:
    """Forget a decision; when it was that two are one, move back what was said of the other.

    Raises
    ------
    StoreError
        If nothing was decided about the two.

    """
    key = "\x1f".join(sorted((first, second)))
    found = run(tx, merges.decision(), id=key)
    if not found:
        raise StoreError(
            f"{first} and {second}: found no decision about them, expected one that "
            "`placegraph match decisions` lists."
        )
    verdict, _, other = found[0]
    before = moved(tx)
    run(tx, merges.forget(), id=key)
    if verdict == "accepted":
        # With it go those it stood for itself.
        after = moved(tx)
        own = [other, *(one for one, stands in after.items() if stands == other)]
        run(tx, merges.make(), id=other)
        _move(tx, before[other], other, own)


def settle_moved(tx: neo4j.ManagedTransaction) -> None:
    """Move whatever stands at an organisation that another stands for."""
    for other, kept in moved(tx).items():
        _move(tx, other, kept, None)


def _move(tx: neo4j.ManagedTransaction, start: str, end: str, said: list[str] | None) -> None:
    # Each type is named in the text; values, ids among them, are parameters.
    values = {"from": start, "to": end, "said": said}
    for name in _STARTS:
        run(tx, merges.move_starts(name), **values)
    for name in _ENDS:
        run(tx, merges.move_ends(name), **values)
    done = Done()
    done.touch("Organisation", start)
    done.touch("Organisation", end)
    settle(tx, done)
