"""Read aims and the links between them, and measure alignment."""

import pandas as pd

from placegraph.analytics.alignment.alignment import Alignment
from placegraph.analytics.alignment.alignment import alignment as align
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
    sides = [
        known[known["set"] == name].drop_duplicates("id").reset_index(drop=True)
        for name in (lower, upper)
    ]
    joined = links[links["lower"].isin(sides[0]["id"]) & links["upper"].isin(sides[1]["id"])]
    columns = ["lower", "upper", "score", "status"]
    distinct = joined.drop_duplicates(columns).reset_index(drop=True)
    return align(distinct[columns], lower=sides[0], upper=sides[1], statuses=statuses)


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
