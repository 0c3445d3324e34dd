"""The four measures over a store: read by the query catalogue, then measure.

Pages and the command line both come through here, so that a figure is the same wherever it is
shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from placegraph.analytics.alignment import Alignment
from placegraph.analytics.alignment import alignment as align
from placegraph.analytics.appraisal import AppraisalInputs
from placegraph.analytics.coverage import Coverage, LaterFrames
from placegraph.analytics.coverage import coverage as cover
from placegraph.analytics.coverage_questions import Split
from placegraph.analytics.influence import Influence
from placegraph.analytics.influence import influence as influence_of
from placegraph.analytics.returns import Returns
from placegraph.analytics.returns import returns as returns_of
from placegraph.analytics.ties import MEMBERSHIPS, chosen, stand_for
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store

#: Links that count towards alignment unless only agreed ones are asked for.
ALL_STATUSES = ("agreed", "proposed")

#: Levels of a strategy that somebody is expected to lead; a vision or principle is everybody's.
LED_LEVELS = ("objective", "priority")


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


def influence(store: Store, at: Moment, *, ties: Sequence[str] = MEMBERSHIPS) -> Influence:
    """Measure position in the memberships, or other ties, on record at a moment.

    ``ties`` are of memberships, contracts, grants and spending. In contracts, grants and spending
    an organisational unit stands for the one body it is part of, when it is part of just one.

    Raises
    ------
    MeasureError
        If a tie is not known, or none is given.

    """
    asked = chosen(ties)
    day = {"as_at": at.as_at}
    memberships = parties = payments = None
    withheld = 0
    if "memberships" in asked:
        memberships = store.read(query("partnerships/memberships"), **day)
    if set(asked) - {"memberships"}:
        bodies = _bodies(store, at)
        kinds = {tie == "grants" for tie in asked if tie in ("contracts", "grants")}
        if kinds:
            grants = kinds.pop() if len(kinds) == 1 else None
            parties = store.read(query("contracts/parties"), **day, grants=grants)
            parties = stand_for(parties, "actor", bodies)
        if "spending" in asked:
            payments = store.read(query("spending/payments"), **day)
            payments = stand_for(stand_for(payments, "payer", bodies), "payee", bodies)
            withheld = int(store.read(query("spending/withheld"), **day)["payees"].sum())
    return influence_of(
        memberships, ties=asked, parties=parties, payments=payments, withheld=withheld
    )


def _bodies(store: Store, at: Moment) -> dict[str, tuple[str, str, str]]:
    """Return the id, name and kind of the body of each unit that is part of just one."""
    found = store.read(query("organisations/units"), as_at=at.as_at)
    alone = found[~found["unit"].duplicated(keep=False)]
    bodies = zip(alone["body"], alone["body_name"], alone["body_kind"], strict=True)
    return dict(zip(alone["unit"], bodies, strict=True))


def returns(store: Store, at: Moment | None = None) -> Returns:
    """Measure what is known of the return of every partnership, or of those of a moment."""
    partnerships = store.read(
        query("returns/partnerships"),
        as_at=at.as_at if at else None,
        organisation=at.organisation if at else None,
    )
    listed = set(partnerships["partnership"])
    found = {k: v for k, v in appraisal_inputs(store).items() if k in listed}
    return returns_of(
        partnerships,
        {name: next(iter(given.values())) for name, given in found.items() if len(given) == 1},
        store.read(query("returns/partnership_figures")),
        several={name: tuple(given) for name, given in found.items() if len(given) > 1},
    )


def appraisal_inputs(store: Store) -> Mapping[str, Mapping[str, AppraisalInputs]]:
    """Return the inputs of every appraisal, by partnership and appraisal."""
    costs = store.read(query("returns/costs"))
    benefits = store.read(query("returns/benefits"))
    found: dict[str, dict[str, AppraisalInputs]] = {}
    for row in store.read(query("returns/appraisals")).to_dict("records"):
        own = row["appraisal"]
        inputs = AppraisalInputs(
            costs=costs[costs["appraisal"] == own].reset_index(drop=True),
            benefits=benefits[benefits["appraisal"] == own].reset_index(drop=True),
            timing=row["timing"],
            horizon=int(row["horizon"]),
        )
        rate = row["rate"]
        given = found.setdefault(row["partnership"], {})
        given[own] = inputs if pd.isna(rate) else replace(inputs, rate=rate)
    return found


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


def coverage(store: Store, at: Moment, *, split: Split = "soft") -> Coverage:
    """Measure who covers which outcome at a moment, and what the next structure loses."""
    _, following = neighbours(store, at)
    later = None if following is None else LaterFrames(**_coverage_frames(store, following))
    return cover(**_coverage_frames(store, at), later=later, split=split)


def orphaned_since(store: Store, at: Moment) -> pd.DataFrame | None:
    """Return the outcomes that lost every contributing post since the structure before.

    Columns: outcome, name, lost (titles of the posts that contributed). None when there is no
    structure before, or nothing is known of who contributed in it.
    """
    before, _ = neighbours(store, at)
    if before is None:
        return None
    earlier = coverage(store, before)
    if earlier.orphaned is None:
        return None
    held = earlier.matrix[
        (earlier.matrix["relation"] == "CONTRIBUTES_TO")
        & earlier.matrix["outcome"].isin(earlier.orphaned)
    ]
    lost = held.groupby(["outcome", "outcome_name"])["holder_name"].agg("; ".join)
    return lost.rename("lost").reset_index().rename(columns={"outcome_name": "name"})


def _coverage_frames(store: Store, at: Moment) -> dict[str, pd.DataFrame]:
    scope = {"as_at": at.as_at, "organisation": at.organisation}
    posts = store.read(query("structures/posts"), **scope)
    posts = posts[posts["status"] != "conditional"].drop_duplicates("post")
    partnerships = store.read(query("partnerships/partnerships"), **scope)
    aimed = store.read(query("outcomes/outcomes"), **scope).drop_duplicates("id")
    led = (aimed["kind"] == "outcome") | aimed["level"].isin(LED_LEVELS)
    return {
        "outcomes": aimed[led].reset_index(drop=True),
        "posts": posts.rename(columns={"post": "id"}).reset_index(drop=True),
        "roles": store.read(query("outcomes/roles"), **scope),
        "partnerships": partnerships.rename(columns={"partnership": "id"}),
    }
