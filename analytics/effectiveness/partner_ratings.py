"""Trust and value between partners, from what they say of each other.

The PARTNER survey (Varda; Visible Network Labs): each partner rates others from 1 to 4. Trust is
the mean of openness to discussion, reliability and shared mission; value is the mean of power and
influence, level of involvement and resource contribution. An organisation's score is the mean of
the ratings it received. What fewer than three partners said is not published, nor anything it
could be worked out from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.effectiveness.suppression import MINIMUM, withheld

MEASURES: Mapping[str, tuple[str, str, str]] = {
    "trust": ("openness to discussion", "reliability", "shared mission"),
    "value": ("power and influence", "level of involvement", "resource contribution"),
}
"""The dimensions that make up each score."""

HIGHEST = 4
_SURVEY = ["partnership", "wave"]
_FEW = "withheld: fewer than {} raters, or another figure could be worked out from it"
_ORGANISATIONS = (*_SURVEY, "organisation", "name", "measure", "score", "raters", "reason")
_NETWORKS = (*_SURVEY, "measure", "score", "percent", "ratings", "raters", "reason")


@dataclass(frozen=True)
class PartnerRatings:
    """What partners' ratings of each other come to.

    ``organisations`` has one row per survey (partnership and wave), rated organisation and
    measure (trust, value): partnership, wave, organisation, name, measure, score (1 to 4),
    raters (fewest on any of its dimensions), reason (why a score is missing). ``networks`` has one
    row per survey and measure or dimension: partnership, wave, measure, score (mean rating, 1 to
    4), percent (of the highest possible, so never under 25), ratings, raters, reason. A figure
    that is withheld is None, its counts too. ``notes`` say what was left out.
    """

    organisations: pd.DataFrame
    networks: pd.DataFrame
    notes: tuple[str, ...]


def partner_ratings(ratings: pd.DataFrame, *, minimum: int = MINIMUM) -> PartnerRatings:
    """Measure trust and value in each survey.

    ``ratings`` has columns rater, rated, rated_name, dimension, score (1 to 4), wave and
    partnership (None where not said). An organisation's rating of itself does not count, and
    neither does one that is given twice with different scores. An organisation has a score when
    each of the three dimensions was rated by at least ``minimum`` others.

    Method: PARTNER trust and value scores, Visible Network Labs.
    """
    used, notes = _usable(ratings)
    organisations: list[dict[str, object]] = []
    networks: list[dict[str, object]] = []
    for (partnership, wave), survey in used.groupby(_SURVEY, dropna=False, sort=True):
        said = {"partnership": _said(partnership), "wave": _said(wave)}
        for measure, dimensions in MEASURES.items():
            part = survey[survey["dimension"].isin(dimensions)]
            if part.empty:
                continue
            scored, hidden_total = _organisations(part, dimensions, minimum)
            organisations.extend(said | {"measure": measure} | row for row in scored)
            found = _network(part, measure, dimensions, minimum, hidden=hidden_total)
            networks.extend(said | row for row in found)
    return PartnerRatings(
        organisations=_frame(organisations, _ORGANISATIONS),
        networks=_frame(networks, _NETWORKS),
        notes=notes,
    )


def _usable(ratings: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    known = ratings[ratings["score"].notna()]
    own = known["rater"] == known["rated"]
    others = known[~own]
    key = [*_SURVEY, "rater", "rated", "dimension"]
    once = others.drop_duplicates([*key, "score"])
    twice = once.duplicated(key, keep=False)
    notes = []
    if own.any():
        notes.append(f"ratings by an organisation of itself, not counted: {int(own.sum())}")
    if twice.any():
        pairs = len(once[twice].drop_duplicates(key))
        notes.append(f"ratings on record with different scores, not counted: {pairs}")
    return once[~twice], tuple(notes)


def _organisations(
    part: pd.DataFrame, dimensions: tuple[str, ...], minimum: int
) -> tuple[list[dict[str, object]], bool]:
    received = {str(rated): rows for rated, rows in part.groupby("rated", sort=True)}
    raters = {rated: set(rows["rater"]) for rated, rows in received.items()}
    fewest: dict[str, int] = {}
    unrated: dict[str, list[str]] = {}
    for rated, rows in received.items():
        counts = rows.groupby("dimension")["rater"].nunique().to_dict()
        fewest[rated] = min(int(counts.get(name, 0)) for name in dimensions)
        unrated[rated] = [name for name in dimensions if name not in counts]
    # One that lacks a dimension has no score to show, and its ratings are in the totals all the
    # same: it is withheld like one with few raters.
    few = [rated for rated, low in fewest.items() if low < minimum]
    hidden = withheld(raters, minimum=minimum, sensitive=few)
    found: list[dict[str, object]] = []
    for rated, rows in received.items():
        shown = rated not in hidden.cells
        reason = None if shown else _FEW.format(minimum)
        if unrated[rated]:
            reason = f"nobody rated its {', '.join(unrated[rated])}"
        found.append(
            {
                "organisation": rated,
                "name": rows["rated_name"].iloc[0],
                "score": float(rows.groupby("dimension")["score"].mean().mean()) if shown else None,
                "raters": fewest[rated] if shown else None,
                "reason": reason,
            }
        )
    return found, hidden.total


def _network(
    part: pd.DataFrame, measure: str, dimensions: tuple[str, ...], minimum: int, *, hidden: bool
) -> list[dict[str, object]]:
    by_dimension = {name: part[part["dimension"] == name] for name in dimensions}
    line = withheld(
        {name: set(rows["rater"]) for name, rows in by_dimension.items()}, minimum=minimum
    )
    found = [_pooled(measure, part, minimum, shown=not (hidden or line.total))]
    found += [
        _pooled(name, rows, minimum, shown=not hidden and name not in line.cells)
        for name, rows in by_dimension.items()
        if len(rows)
    ]
    return found


def _pooled(measure: str, rows: pd.DataFrame, minimum: int, *, shown: bool) -> dict[str, object]:
    score = float(rows["score"].mean())
    return {
        "measure": measure,
        "score": score if shown else None,
        "percent": 100 * score / HIGHEST if shown else None,
        "ratings": len(rows) if shown else None,
        "raters": int(rows["rater"].nunique()) if shown else None,
        "reason": None if shown else _FEW.format(minimum),
    }


def _said(value: object) -> object:
    return None if value is None or value != value else value


def _frame(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    for column in ("score", "percent"):
        if column in frame:
            frame[column] = frame[column].astype(float)
    for column in ("ratings", "raters"):
        if column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame
