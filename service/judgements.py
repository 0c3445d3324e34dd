"""Judgements of links between aims: kept as statements with who and when, and taken back exactly.

Each judgement is a load of a data set of its own. So it has a record like any other load, any of
them can be taken back alone, and nothing is left of one that was.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from pydantic import ValidationError

from placegraph.accounts import account
from placegraph.cypher import query
from placegraph.errors import StoreError
from placegraph.graph.batch import Load
from placegraph.graph.model import SCHEMA, AlignsWith, RejectedLink, Source
from placegraph.graph.schema import Relationship
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore, Store
from placegraph.loaders import identity

#: The source that judgements are stated by.
SOURCE = "alignment-judgements"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What somebody found of the link from a ``lower`` aim to an ``upper`` one.

    ``score`` is -3 (cancels) to 3 (indivisible) when they are linked, ``None`` when they are not.
    ``by`` is the role of whoever judged, ``on`` the day.
    """

    lower: str
    upper: str
    score: int | None
    by: str
    on: date
    basis: str | None = None


def decisions(store: Store) -> pd.DataFrame:
    """Return the links that were accepted or rejected, columns of ``objectives/decisions``."""
    return store.read(query("objectives/decisions"))


def judge(store: Neo4jStore, judgement: Judgement) -> None:
    """Keep a judgement, as an agreed link or as a rejected one.

    Raises
    ------
    StoreError
        If one of the two aims is not there, or their link has been decided already.

    """
    store.apply(SCHEMA)
    kinds = _kinds(store, judgement)
    _check_undecided(store, judgement)
    dataset = _dataset(judgement.lower, judgement.upper)
    title = f"Judgement of {judgement.lower} and {judgement.upper}"
    locator = f"judgement of {judgement.lower} and {judgement.upper}, {judgement.on}"
    source = Source(
        id=SOURCE,
        name="Judgements of links between aims",
        publisher="PlaceGraph",
        standing="made with PlaceGraph, each by whoever its statement names",
        source=SOURCE,
        locator="the record itself",
    )
    link = _link(judgement, kinds, locator)
    with Spool(dataset) as spool:
        for fact in (source, link):
            spool.add(fact, fact.locator)
        digest = identity.digest(spool, title, prune=True)
        load = Load(dataset, title, digest, form="judgement", who=account())
        store.write(load, spool, prune_limit=1.0)


def withdraw(store: Neo4jStore, lower: str, upper: str) -> None:
    """Take a judgement back: the graph is as it was before it.

    Raises
    ------
    StoreError
        If nobody judged the two with PlaceGraph.

    """
    load = store.loaded(_dataset(lower, upper))
    if load is None:
        raise StoreError(
            f"{lower} and {upper}: found no judgement of them made with PlaceGraph, expected one "
            f"that `placegraph align decisions` lists with the source {SOURCE}."
        )
    store.take_back(str(load["id"]))


def _dataset(lower: str, upper: str) -> str:
    # No identifier has a tilde in it, so two pairs never share a data set.
    return f"judgement:{lower}~{upper}"


def _kinds(store: Store, judgement: Judgement) -> dict[str, str]:
    ids = [judgement.lower, judgement.upper]
    if judgement.lower == judgement.upper:
        raise StoreError(f"{judgement.lower}: found it twice, expected two aims.")
    found = store.read(query("outcomes/named"), ids=ids)
    for key in ids:
        kinds = list(found["kind"][found["id"] == key])
        if not kinds:
            raise StoreError(
                f"{key}: found no such aim, expected an objective or outcome that "
                "`placegraph query outcomes/outcomes` lists."
            )
        if len(kinds) > 1:
            raise StoreError(
                f"{key}: found both an objective and an outcome of that id, expected one; give "
                "one of them another id."
            )
    return dict(zip(found["id"], found["kind"], strict=True))


def _check_undecided(store: Store, judgement: Judgement) -> None:
    found = decisions(store)
    found = found[(found["lower"] == judgement.lower) & (found["upper"] == judgement.upper)]
    for row in found.itertuples():
        undo = (
            f"; take it back first with `placegraph align undo {judgement.lower} {judgement.upper}`"
            if row.source == SOURCE
            else ""
        )
        raise StoreError(
            f"{judgement.lower} and {judgement.upper}: found that their link is {row.verdict} "
            f"already ({row.source}, {row.locator}), expected an undecided one{undo}."
        )


def _link(judgement: Judgement, kinds: dict[str, str], locator: str) -> Relationship:
    said = {
        "from_type": kinds[judgement.lower],
        "from_id": judgement.lower,
        "to_type": kinds[judgement.upper],
        "to_id": judgement.upper,
        "basis": judgement.basis,
        "asserted_by": judgement.by,
        "asserted_on": judgement.on,
        "source": SOURCE,
        "locator": locator,
        "status": "agreed",
    }
    try:
        if judgement.score is None:
            return RejectedLink.model_validate(said)
        return AlignsWith.model_validate(said | {"score": judgement.score})
    except ValidationError as error:
        first = error.errors()[0]
        raise StoreError(
            f"{first['loc'][0]}: found {str(first['input'])[:40]!r}, expected what the model "
            f"takes: {first['msg']}."
        ) from error
