"""How many posts there are, on what terms, at what salary, and how many report to each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among

_TERMS = (
    *("id", "name", "fte", "temporary", "vacant", "counted", "salary_low", "salary_high", "status"),
    *("grade", "role", "organisation"),
)
_PAY = ("id", "fte", "salary_low", "salary_high")


@dataclass(frozen=True, eq=False)
class Posts:
    """The posts at one point of a scenario.

    ``number`` counts posts there for certain; ``fte`` adds up the full-time equivalents of those
    that count towards the total and is None when one of them is not known, named in ``unknown``.
    ``if_required`` adds up those of conditional posts too.
    ``terms`` holds by post what can be said of it; ``pay`` by post its salary range times its
    full-time equivalents (£ a year), None when either is not known.
    """

    number: int
    fte: float | None
    if_required: float | None
    unknown: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]]
    pay: Mapping[str, tuple[float, float] | None]


def posts_of(frames: Frames) -> Posts:
    """Count and describe the posts of ``frames``."""
    every = frames.posts.drop_duplicates("id")
    there = frames.standing.drop_duplicates("id")
    counted = there[~there["counted"].eq(False)]
    return Posts(
        number=len(there),
        fte=_fte(counted),
        if_required=_fte(every[~every["counted"].eq(False)]),
        unknown=tuple(counted.loc[counted["fte"].isna(), "id"]),
        terms={row[0]: _terms(*row[1:]) for row in _rows(every, _TERMS)},
        pay={row[0]: _pay(*row[1:]) for row in _rows(counted, _PAY)},
    )


def _fte(counted: pd.DataFrame) -> float | None:
    unknown = counted.empty or counted["fte"].isna().any()
    return None if unknown else float(counted["fte"].sum())


def spans(frames: Frames) -> dict[str, int]:
    """Return the direct reports on record of each post that has any."""
    there = set(frames.standing["id"])
    lines = frames.reports_to[among(frames.reports_to["post"], there)]
    lines = lines[among(lines["manager"], there)].drop_duplicates(["post", "manager"])
    return {str(post): int(count) for post, count in lines["manager"].value_counts().items()}


def _rows(frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Return rows as tuples, None for what is not known."""
    held = frame[list(columns)].astype(object)
    return held.where(held.notna(), None).itertuples(index=False, name=None)


def _terms(
    name: str,
    fte: float | None,
    temporary: bool | None,
    vacant: bool | None,
    counted: bool | None,
    low: float | None,
    high: float | None,
    status: str | None,
    *kept: str | None,
) -> tuple[str, ...]:
    said = [name]
    if fte is not None:
        said.append(f"{fte:g} FTE")
    if temporary:
        said.append("temporary")
    if vacant:
        said.append("vacant")
    if counted is False:
        said.append("not counted")
    said += [term for term in kept if term is not None]
    if low is not None or high is not None:
        ends = [f"£{end:,.0f}" for end in (low, high) if end is not None]
        said.append(" to ".join(dict.fromkeys(ends)))
    if status == CONDITIONAL:
        said.append(CONDITIONAL)
    return tuple(said)


def _pay(fte: float | None, low: float | None, high: float | None) -> tuple[float, float] | None:
    # A source that gives one figure gives the salary, not an end of a range.
    least, most = low if low is not None else high, high if high is not None else low
    return None if fte is None or least is None or most is None else (fte * least, fte * most)
