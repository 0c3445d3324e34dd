"""Read aims and the links between them, and measure alignment."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from placegraph.analytics.alignment.alignment import Alignment
from placegraph.analytics.alignment.alignment import alignment as align
from placegraph.analytics.alignment.place_matrix import PlaceMatrix, place_matrix
from placegraph.analytics.alignment.suggestions import (
    THRESHOLD,
    TOP,
    Suggestions,
    suggest_links,
)
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment

#: Links that count towards alignment unless only agreed ones are asked for.
ALL_STATUSES = ("agreed", "proposed")


def aims(store: Store, at: Moment) -> pd.DataFrame:
    """Return outcomes and objectives with the set each belongs to.

    Columns as the query ``outcomes/outcomes`` has them, and ``set``: the body and the level, such
    as ``ORG-CBC/objective``.
    """
    found = store.read(query("outcomes/outcomes"), as_at=at.as_at, organisation=None)
    level = found["level"].where(found["level"].notna(), found["kind"])
    return found.assign(set=found["body"].fillna("unknown").astype(str) + "/" + level)


def alignment(
    store: Store,
    at: Moment,
    *,
    lower: str | None = None,
    upper: str | None = None,
    statuses: tuple[str, ...] = ALL_STATUSES,
) -> Alignment:
    """Measure how one body's aims and another's support each other.

    ``lower`` and ``upper`` name sets of :func:`aims`; without them, the two sets that most links
    join are taken.

    Raises
    ------
    MeasureError
        If a named set is not on record, or no link is and no sets are named.

    """
    known = aims(store, at)
    links = store.read(query("objectives/links"), as_at=at.as_at)
    lower, upper = _sets(known, links, lower, upper)
    sides = [_aims_of(known, name) for name in (lower, upper)]
    joined = links[links["lower"].isin(sides[0]["id"]) & links["upper"].isin(sides[1]["id"])]
    columns = ["lower", "upper", "score", "status"]
    distinct = joined.drop_duplicates(columns).reset_index(drop=True)
    return align(distinct[columns], lower=sides[0], upper=sides[1], statuses=statuses)


@dataclass(frozen=True)
class PlaceAlignment:
    """How the aims of a whole place stand to each other.

    ``unplaced`` aims are left out because nobody is recorded to have set them, and with them
    ``unplaced_links`` links.
    """

    found: PlaceMatrix
    unplaced: int
    unplaced_links: int


def place_alignment(
    store: Store,
    at: Moment,
    *,
    by: Literal["set", "body"] = "set",
    statuses: tuple[str, ...] = ALL_STATUSES,
) -> PlaceAlignment:
    """Measure every set of aims against every other, or every body's aims of all levels together.

    ``by`` set, each cell is what :func:`alignment` finds of the two sets.
    """
    known = aims(store, at)
    links = store.read(query("objectives/links"), as_at=at.as_at)
    links = links[["lower", "upper", "score", "status"]].drop_duplicates()
    placed = known[known["body"].notna()]
    ids = set(placed["id"])
    joined = links[links["lower"].isin(ids) & links["upper"].isin(ids)]
    grouped = placed.assign(set=placed[by]).drop_duplicates(["set", "id"])
    return PlaceAlignment(
        place_matrix(joined.reset_index(drop=True), aims=grouped, statuses=statuses),
        unplaced=known["id"].nunique() - len(ids),
        unplaced_links=len(links) - len(joined),
    )


def suggestions(
    store: Store,
    at: Moment,
    *,
    lower: str | None = None,
    upper: str | None = None,
    threshold: float = THRESHOLD,
    top: int = TOP,
) -> Suggestions:
    """Suggest links between two sets of aims by their wording, but for those decided about.

    The sets are chosen as :func:`alignment` chooses them.

    Raises
    ------
    MeasureError
        If a named set is not on record, or no link is and no sets are named.

    """
    known = aims(store, at)
    links = store.read(query("objectives/links"), as_at=at.as_at)
    sides = [_aims_of(known, name) for name in _sets(known, links, lower, upper)]
    decided = store.read(query("objectives/decisions"))
    return suggest_links(
        *sides,
        decided=list(zip(decided["lower"], decided["upper"], strict=True)),
        threshold=threshold,
        top=top,
    )


def _aims_of(known: pd.DataFrame, name: str) -> pd.DataFrame:
    return known[known["set"] == name].drop_duplicates("id").reset_index(drop=True)


def _sets(
    known: pd.DataFrame, links: pd.DataFrame, lower: str | None, upper: str | None
) -> tuple[str, str]:
    names = sorted(known["set"].unique())
    for option, name in (("--lower", lower), ("--upper", upper)):
        if name is not None and name not in names:
            expected = ", ".join(names) or "none: no aims are loaded"
            raise MeasureError(f"{option}: found {name!r}, expected one of {expected}.")
    if lower and upper:
        return lower, upper
    by_id = known.drop_duplicates("id").set_index("id")["set"]
    pairs = pd.DataFrame({"lower": links["lower"].map(by_id), "upper": links["upper"].map(by_id)})
    if lower:
        pairs = pairs[pairs["lower"] == lower]
    if upper:
        pairs = pairs[pairs["upper"] == upper]
    counted = (
        pairs.dropna()
        .value_counts()
        .reset_index()
        .sort_values(["count", "lower", "upper"], ascending=[False, True, True])
    )
    if counted.empty:
        raise MeasureError(
            "alignment: found no link between two sets of aims, expected at least one; "
            "name the sets with --lower and --upper, or load aligns_with.csv."
        )
    return str(counted.iloc[0]["lower"]), str(counted.iloc[0]["upper"])
