"""What a notebook or a script asks of a place: ``import placegraph`` gives these names.

``docs/python.md`` shows each at work.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from placegraph import measures
from placegraph.cypher import Value, catalogue, parameter_values
from placegraph.cypher import query as catalogue_query
from placegraph.errors import PlaceGraphError
from placegraph.graph.store import Store
from placegraph.measures import (
    Moment,
    alignment,
    coverage,
    influence,
    reallocation,
    returns,
    structures,
)
from placegraph.measures.scenarios import ScenarioResult, scenario_result
from placegraph.opening import open_store
from placegraph.scenario_files import read_scenario
from placegraph.settings import Settings

__all__ = [
    "Moment",
    "PlaceGraphError",
    "Settings",
    "alignment",
    "coverage",
    "influence",
    "moment",
    "open_store",
    "queries",
    "read",
    "reallocation",
    "returns",
    "scenario",
    "structures",
]


def moment(store: Store, structure: str | None = None, *, as_at: date | None = None) -> Moment:
    """Return the day, and the council, that measures are to be taken of.

    A structure stands for its first day, or its last where no first is on record; with neither a
    structure nor a day it is today.

    Raises
    ------
    MeasureError
        If there is no such structure, it has no dates, or the day lies outside it.

    """
    return measures.moment(store, as_at=as_at, structure=structure, today=date.today())


def scenario(store: Store, name: str | Path, *, if_required: bool = False) -> ScenarioResult:
    """Apply a restructure scenario to its baseline, and measure the place before and after.

    ``name`` is a file in YAML or JSON, or a bundled scenario. With ``if_required``, what happens
    only if required happens. The result's ``after.store`` answers every query and measure as the
    place would be, at ``after.at``; nothing is written.

    Raises
    ------
    UnreadableSource
        If there is no such file, or it says what no scenario can.
    MeasureError
        If the baseline is not on record, or an operation cannot apply.

    """
    return scenario_result(store, read_scenario(str(name)), today=date.today(), assumed=if_required)


def queries() -> pd.DataFrame:
    """Return the queries of the catalogue.

    Columns: query (its name), question, parameters (a list of their names).
    """
    return pd.DataFrame(
        [
            (name, each.question, [parameter.name for parameter in each.parameters])
            for name, each in catalogue().items()
        ],
        columns=["query", "question", "parameters"],
    )


def read(store: Store, query: str, **parameters: str | Value) -> pd.DataFrame:
    """Return the rows of a query of the catalogue, with the columns that its header names.

    Parameters are given as values or as text; those with a default may be left out. What is not
    known is None, or NaN in a column of numbers; it is never 0.

    Raises
    ------
    QueryError
        If there is no such query, or a parameter is unknown, missing or cannot be read.

    """
    asked = catalogue_query(query)
    return store.read(asked, **parameter_values(asked, parameters, today=date.today()))
