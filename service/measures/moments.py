"""The day, and the structure, that a measure is taken of."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store


@dataclass(frozen=True)
class Moment:
    """The day, and the council if one structure was asked for, that a measure is taken of."""

    as_at: date
    organisation: str | None = None
    structure: str | None = None
    title: str = ""

    def __str__(self) -> str:
        """Say the moment as a heading does."""
        day = f"{self.as_at.day} {self.as_at:%B %Y}"
        return f"{self.title}, as at {day}" if self.title else f"as at {day}"


def structures(store: Store) -> pd.DataFrame:
    """Return the structures on record, in the order in which they hold.

    Columns as the query ``structures/structures`` has them.
    """
    found = store.read(query("structures/structures"))
    order = [
        (row.organisation, row.valid_from or date.min, row.structure) for row in found.itertuples()
    ]
    return found.iloc[sorted(range(len(found)), key=order.__getitem__)].reset_index(drop=True)


def dated_structures(store: Store) -> pd.DataFrame:
    """Return the structures with a first or last day, which alone stand for a moment."""
    known = structures(store)
    dated = known["valid_from"].notna() | known["valid_to"].notna()
    return known[dated].reset_index(drop=True)


def moment(store: Store, *, as_at: date | None, structure: str | None, today: date) -> Moment:
    """Return the moment that a day, a structure, or neither (today) stands for.

    A structure stands for its first day; one with no stated start, for its last. Given both, the
    day must lie within the structure.

    Raises
    ------
    MeasureError
        If there is no such structure, it has no dates, or the day lies outside it.

    """
    if structure is None:
        return Moment(as_at or today)
    known = structures(store)
    chosen = known[known["structure"] == structure]
    if chosen.empty:
        names = ", ".join(known["structure"]) or "none: no structure is loaded"
        raise MeasureError(f"--structure: found {structure!r}, expected one of {names}.")
    row = chosen.iloc[0]
    begins, ends = row["valid_from"], row["valid_to"]
    day = as_at or begins or (ends - timedelta(days=1) if ends else None)
    if day is None:
        raise MeasureError(
            f"--structure {structure}: found no dates on record, expected a first or last day; "
            "give --as-at."
        )
    if (begins and day < begins) or (ends and day >= ends):
        raise MeasureError(
            f"--as-at: found {day}, expected a day of {structure}, "
            f"from {begins or 'an unstated day'} until {ends or 'further notice'}."
        )
    return Moment(day, row["organisation"], structure, str(row["name"]))


def neighbours(store: Store, at: Moment) -> tuple[Moment | None, Moment | None]:
    """Return the structures before and after the one ``at`` is of, None where there is none.

    A structure without dates is neither before nor after another.
    """
    if at.structure is None:
        return None, None
    known = dated_structures(store)
    own = known[known["organisation"] == at.organisation].reset_index(drop=True)
    if at.structure not in set(own["structure"]):
        return None, None
    place = int(own.index[own["structure"] == at.structure][0])

    def neighbour(index: int) -> Moment | None:
        if not 0 <= index < len(own):
            return None
        name = str(own.at[index, "structure"])
        return moment(store, as_at=None, structure=name, today=at.as_at)

    return neighbour(place - 1), neighbour(place + 1)
