"""Every body's aims against every other's: who supports whom across a whole place.

Each cell is what :func:`~placegraph.analytics.alignment.alignment.alignment` finds of the two sets,
computed from the links alone: no set is ever laid out against another, so a county's five thousand
aims take a fraction of a second.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from placegraph.analytics.alignment.links import STRONGEST, harmonic, held_links, stated_links
from placegraph.analytics.networks.network import Vector, require
from placegraph.errors import MeasureError


@dataclass(frozen=True, eq=False, kw_only=True)
class PlaceMatrix:
    """Alignment of each set of aims with each other one, and with itself where links lie inside.

    ``cells``: lower, upper (names of sets), h, a_d, a_u, conflict_d, conflict_u (0 to 1, NaN where
    not known), links (counted) and reason (why h is not known; empty where it is), a row for each
    ordered pair, in the order of ``sets``. Scores as in
    :class:`~placegraph.analytics.alignment.alignment.Alignment`; conflict lies over support and is
    never taken off it.

    ``sets``: set, aims (how many), linked (aims with a counted link), weights (all, some or none
    are stated).
    """

    cells: pd.DataFrame
    sets: pd.DataFrame
    statuses: tuple[str, ...]

    def matrix(self, score: str) -> pd.DataFrame:
        """Return one score as lower sets by upper sets, NaN where it is not known."""
        names = list(self.sets["set"])
        return self.cells.pivot(index="lower", columns="upper", values=score).reindex(
            index=names, columns=names
        )


def place_matrix(
    links: pd.DataFrame, *, aims: pd.DataFrame, statuses: tuple[str, ...] = ("agreed",)
) -> PlaceMatrix:
    """Score how every set of aims supports and contradicts every other.

    ``links``: lower, upper (ids), score (a whole number from -3 to 3), status; which count, and
    which of several holds, is as in ``alignment``. ``aims``: set, id, weight; an aim that several
    bodies share has a row in the set of each. In a set without any weight aims weigh the same;
    with some given and some not, its scores by weight are not known. Where no counted link runs
    from one set to the other the cell is not known: nobody has looked.

    Raises ``MeasureError`` when a column or id is missing, an aim is twice in one set, a link
    names an unknown aim, a score is out of range, a weight is below zero, or one pair has two
    scores of one status.
    """
    require(aims, "aims", ("set", "id"))
    require(aims.head(0), "aims", ("weight",))
    _check_aims(aims)
    held = held_links(stated_links(links, aims, aims, statuses), statuses)
    names, place = np.unique(aims["set"].to_numpy(dtype=str), return_inverse=True)
    known = aims.assign(row=np.arange(len(aims)), place=place)[["id", "row", "place"]]
    joined = held.merge(known.add_suffix("_d"), left_on="lower", right_on="id_d").merge(
        known.add_suffix("_u"), left_on="upper", right_on="id_u"
    )
    weights, states = _weights(aims, place, len(names))
    total = np.bincount(place, weights=weights, minlength=len(names))
    shape = (len(names), len(names))
    score = joined["score"].to_numpy(dtype=np.float64) / STRONGEST
    ends = {side: joined[f"row_{side}"].to_numpy(dtype=np.intp) for side in "du"}
    sets = {side: joined[f"place_{side}"].to_numpy(dtype=np.intp) for side in "du"}
    tied = np.zeros(shape, dtype=np.int64)
    np.add.at(tied, (sets["d"], sets["u"]), 1)

    def mean(side: str, other: str, values: Vector) -> Vector:
        """Average over a set the strongest value that each of its aims has with another set."""
        best = _strongest(ends[side], sets[other], values, len(names))
        sums = np.zeros(shape)
        np.add.at(sums, (place[best.aims], best.sets), weights[best.aims] * best.values)
        means = np.where(tied if side == "d" else tied.T, sums, np.nan) / total[:, None]
        return means if side == "d" else means.T

    found = {
        "a_d": mean("d", "u", np.maximum(score, 0)),
        "a_u": mean("u", "d", np.maximum(score, 0)),
        "conflict_d": mean("d", "u", np.maximum(-score, 0)),
        "conflict_u": mean("u", "d", np.maximum(-score, 0)),
    }
    cells = pd.DataFrame(
        {
            "lower": np.repeat(names, len(names)),
            "upper": np.tile(names, len(names)),
            **{name: values.ravel() for name, values in found.items()},
            "links": tied.ravel(),
        }
    )
    cells.insert(2, "h", [_h(d, u) for d, u in zip(cells["a_d"], cells["a_u"], strict=True)])
    linked = np.unique(np.concatenate([ends["d"], ends["u"]]))
    summary = pd.DataFrame(
        {
            "set": names,
            "aims": np.bincount(place, minlength=len(names)),
            "linked": np.bincount(place[linked], minlength=len(names)),
            "weights": states,
        }
    )
    return PlaceMatrix(
        cells=cells.assign(reason=_reasons(cells, summary, statuses)),
        sets=summary,
        statuses=statuses,
    )


@dataclass(frozen=True)
class _Strongest:
    """For an aim and a set that links join: the strongest value of those links."""

    aims: npt.NDArray[np.intp]
    sets: npt.NDArray[np.intp]
    values: Vector


def _strongest(
    aims: npt.NDArray[np.intp], sets: npt.NDArray[np.intp], values: Vector, count: int
) -> _Strongest:
    keys, first = np.unique(aims * count + sets, return_inverse=True)
    best = np.zeros(len(keys))
    np.maximum.at(best, first, values)
    return _Strongest(keys // max(count, 1), keys % max(count, 1), best)


def _check_aims(aims: pd.DataFrame) -> None:
    twice = aims[aims.duplicated(["set", "id"])]
    if len(twice):
        row = twice.iloc[0]
        raise MeasureError(
            f"aims: found {row['id']!r} more than once in {row['set']!r}, expected each aim once "
            "in a set; merge its rows."
        )
    negative = aims[aims["weight"] < 0]
    if len(negative):
        row = negative.iloc[0]
        raise MeasureError(
            f"aims: {row['id']}: weight: found {row['weight']:g}, expected no less than 0."
        )


def _weights(
    aims: pd.DataFrame, place: npt.NDArray[np.intp], count: int
) -> tuple[Vector, list[str]]:
    """Return each aim's weight, NaN throughout a set whose weights are not all known."""
    stated = aims["weight"].to_numpy(dtype=np.float64, na_value=np.nan)
    given = np.bincount(place, weights=~np.isnan(stated), minlength=count)
    size = np.bincount(place, minlength=count)
    none, some = given == 0, (given > 0) & (given < size)
    weights = np.where(none[place], 1.0, np.where(some[place], np.nan, stated))
    nought = np.bincount(place, weights=np.nan_to_num(weights), minlength=count) == 0
    weights[nought[place]] = np.nan
    return weights, list(np.where(none, "none", np.where(some, "some", "all")))


def _h(a_d: float, a_u: float) -> float:
    both = harmonic(*(None if np.isnan(score) else score for score in (a_d, a_u)))
    return np.nan if both is None else both


def _reasons(cells: pd.DataFrame, sets: pd.DataFrame, statuses: tuple[str, ...]) -> list[str]:
    some = set(sets["set"][sets["weights"] == "some"])
    unlinked = f"No {' or '.join(statuses)} link runs from one to the other."

    def reason(lower: str, upper: str, h: float, links: int) -> str:
        if not np.isnan(h):
            return ""
        if not links:
            return unlinked
        for name in (lower, upper):
            if name in some:
                return f"Some aims of {name} have a weight and some have none."
        return "The weights of one of the two add up to nothing."

    columns = ("lower", "upper", "h", "links")
    return [reason(*row) for row in zip(*(cells[name] for name in columns), strict=True)]
