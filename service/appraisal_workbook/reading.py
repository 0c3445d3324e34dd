"""Read what the graph holds of an appraisal, as one data set states it."""

import json
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from placegraph.appraisal_workbook.book import Book
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.model import SCHEMA, Organisation, Partnership, Programme
from placegraph.graph.schema import Fact, label, properties
from placegraph.graph.store import Store

#: Described elsewhere as often as not: a workbook may refer to them without describing them.
_ELSEWHERE = {declared.__name__ for declared in (Organisation, Partnership, Programme)} | {
    "Outcome"
}


def read_book(store: Store, appraisal: str) -> Book:
    """Return the statements about an appraisal that go into its workbook.

    Raises
    ------
    MeasureError
        If there is no such appraisal, or several data sets state its figures: a workbook can
        speak for one of them only.

    """
    things = store.read(query("appraisals/things"), appraisal=appraisal)
    ties = store.read(query("appraisals/ties"), appraisal=appraisal)
    if things.empty:
        raise MeasureError(
            f"appraisal {appraisal}: found none of that id, expected one; "
            "`placegraph query returns/appraisals` lists them."
        )
    own = things[~things["type"].isin(_ELSEWHERE)]
    speakers = sorted({*own["dataset"], *ties["dataset"]})
    if len(speakers) > 1:
        raise MeasureError(
            f"appraisal {appraisal}: found that {' and '.join(speakers)} all state its figures, "
            "expected one data set to; take one of them back with `placegraph loads undo`."
        )
    (dataset,) = speakers
    said = store.read(query("appraisals/dataset"), dataset=dataset)
    stated = [
        *_nodes(store.read(query("appraisals/source_statements"), dataset=dataset)),
        *_nodes(things[things["dataset"] == dataset]),
        *_ties(ties),
    ]
    counts: dict[str, int] = json.loads(said["facts"].iloc[0]) if len(said) else {}
    names = dict(zip(things["id"], things["name"], strict=True))
    if sum(counts.values()) == len(stated):
        return Book(dataset, str(said["title"].iloc[0]), tuple(stated), names)
    used = {fact.source for fact in stated if type(fact).__name__ != "Source"}
    kept = tuple(f for f in stated if type(f).__name__ != "Source" or f.source in used)
    return Book(
        dataset=f"appraisal/{appraisal}",
        title=f"Appraisal {appraisal}",
        facts=kept,
        names=names,
        warnings=(
            f"The data set {dataset} holds more than this appraisal, so this workbook cannot take "
            f"its place. To load it, give the appraisal and its lines ids of their own, or correct "
            f"the figures where {dataset} was loaded from.",
        ),
    )


def stated_elsewhere(store: Store, appraisal: str, dataset: str) -> tuple[str, ...]:
    """Return the data sets, other than ``dataset``, that state an appraisal's figures."""
    things = store.read(query("appraisals/things"), appraisal=appraisal)
    ties = store.read(query("appraisals/ties"), appraisal=appraisal)
    own = things[~things["type"].isin(_ELSEWHERE)]
    return tuple(sorted({*own["dataset"], *ties["dataset"]} - {dataset}))


def _nodes(rows: pd.DataFrame) -> list[Fact]:
    declared = {label(node): node for node in SCHEMA.nodes}
    return [
        _fact(declared[row.get("type", "Source")], {"id": row["id"]}, row)
        for row in rows.to_dict("records")
    ]


def _ties(rows: pd.DataFrame) -> list[Fact]:
    declared = {label(tie): tie for tie in SCHEMA.relationships}
    ends = ("from_type", "from_id", "to_type", "to_id")
    return [
        _fact(declared[row["type"]], {end: row[end] for end in ends}, row)
        for row in rows.to_dict("records")
    ]


def _fact(declared: type[Fact], known: dict[str, Any], row: Mapping[Hashable, Any]) -> Fact:
    names = {p.name for p in properties(declared)}
    said = dict(zip(row["names"], row["said"], strict=True))
    return declared.model_validate(known | {k: v for k, v in said.items() if k in names})
