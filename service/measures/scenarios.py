"""Read the baseline of a scenario, apply it, and measure the place before and after."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from placegraph.analytics.coverage.coverage import Coverage
from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames
from placegraph.analytics.scenarios.difference import Difference, difference
from placegraph.analytics.scenarios.money import by_year
from placegraph.analytics.scenarios.operations import AdoptOutcomes, MergeCouncils, NewAim
from placegraph.analytics.scenarios.overlay import Applied, apply
from placegraph.analytics.scenarios.scenario import Scenario
from placegraph.cypher import Value, parameter_values, query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures.alignment import aims
from placegraph.measures.coverage import LED_LEVELS, coverage
from placegraph.measures.influence import influence
from placegraph.measures.moments import Moment, moment, structures
from placegraph.measures.overlaid import CHANGED, Overlaid, frames_of


@dataclass(frozen=True)
class Measured:
    """A place at one point of a scenario: the moment it stands for, and what measures say of it.

    ``store`` answers the catalogue's queries as the place would be; every measure takes it.
    ``influence`` is None, with the reason in ``not_placed``, when no ties can be measured.
    """

    at: Moment
    store: Overlaid
    coverage: Coverage
    influence: Influence | None
    not_placed: str


@dataclass(frozen=True)
class ScenarioResult:
    """A scenario with its baseline and what it makes of it.

    ``years`` as :func:`placegraph.analytics.scenarios.money.by_year` returns it; ``shifts``:
    actor, name, rank_before, rank_after, two_mode_betweenness_before and _after,
    newman_strength_before and _after, for the organisations whose position moves (blank: not in
    the network).
    """

    scenario: Scenario
    applied: Applied
    difference: Difference
    years: pd.DataFrame
    before: Measured
    after: Measured
    shifts: pd.DataFrame


def scenario_result(
    store: Store, scenario: Scenario, *, today: date, assumed: bool = False
) -> ScenarioResult:
    """Apply a scenario to its baseline and measure both; nothing is written.

    ``assumed`` takes what happens only if required to happen.

    Raises
    ------
    MeasureError
        If the baseline is not on record, or an operation cannot apply.

    """
    at, frames, commissioned, listed = baseline(store, scenario, today=today)
    applied = apply(scenario, frames, on=at.as_at, assumed=assumed)

    def measured(here: Moment, own: Frames) -> Measured:
        overlaid = Overlaid(
            store,
            at,
            own,
            baseline=frames,
            scenario=scenario,
            commissioned=commissioned,
            partnerships=listed,
        )
        return _measured(overlaid, here)

    before = measured(replace(at, structure=None), frames)
    last = applied.phases[-1].on or at.as_at
    after = measured(
        Moment(last, _council(scenario, at.organisation), None, scenario.title), applied.result
    )
    return ScenarioResult(
        scenario=scenario,
        applied=applied,
        difference=difference(applied),
        years=by_year(applied.phases, scenario.figures),
        before=before,
        after=after,
        shifts=_shifts(before.influence, after.influence),
    )


def baseline(
    store: Store, scenario: Scenario, *, today: date
) -> tuple[Moment, Frames, frozenset[str], frozenset[str]]:
    """Read the baseline of a scenario.

    Returns its moment, its frames, the contracts that count as commissioned, and the partnerships
    of its council.

    Raises
    ------
    MeasureError
        If there is no such structure, or the day lies outside it.

    """
    start = scenario.start
    at = moment(store, as_at=start.as_at, structure=start.structure, today=today)
    answers = {name: _read(store, name, at) for name in CHANGED}
    frames = frames_of(answers)
    frames["posts"] = _with_terms(store, _certain_first(frames["posts"]), at.organisation)
    frames["partnerships"] = frames["partnerships"].drop_duplicates("id")
    frames["aims"] = aims(store, at)
    appraised = store.read(query("returns/appraisals"))[["appraisal", "partnership"]]
    for lines in ("costs", "benefits"):
        frames[lines] = frames[lines].merge(
            appraised.drop_duplicates("appraisal"), on="appraisal", how="left"
        )
    everywhere = replace(at, organisation=None, structure=None)
    contracts = _read(store, "commissioning/contracts", everywhere)
    listed = store.read(
        query("partnerships/partnerships"), as_at=at.as_at, organisation=at.organisation
    )
    made = Frames.of(
        **frames,
        outcomes=_led(frames["aims"], at.organisation),
        **_announced(store, scenario),
        names=_names(store, scenario),
    )
    return at, made, frozenset(contracts["contract"]), frozenset(listed["partnership"])


#: What a council is not part of yet it may become part of, so these are read of all.
_OF_ALL = ("partnerships/partnerships", "outcomes/outcomes")


def _read(store: Store, name: str, at: Moment) -> pd.DataFrame:
    """Answer a query of the catalogue for a moment, with its other parameters as they are."""
    asked = query(name)
    given: dict[str, Value] = {
        "as_at": at.as_at,
        "organisation": None if name in _OF_ALL else at.organisation,
        "structure": at.structure,
    }
    known = {parameter.name for parameter in asked.parameters}
    own = {key: value for key, value in given.items() if key in known}
    return store.read(asked, **parameter_values(asked, own, today=at.as_at))


def _measured(overlaid: Overlaid, at: Moment) -> Measured:
    # Measures read; the rest of a store they have no use for.
    read: Store = overlaid  # type: ignore[assignment]
    placed, reason = None, ""
    try:
        placed = influence(read, at)
    except MeasureError as error:
        reason = str(error)
    return Measured(at, overlaid, coverage(read, at), placed, reason)


def _council(scenario: Scenario, organisation: str | None) -> str | None:
    """Return the council that a scenario is about at its end, once mergers are done."""
    for operation in scenario.operations:
        if isinstance(operation, MergeCouncils) and organisation in operation.councils:
            organisation = operation.into
    return organisation


def _led(aims_: pd.DataFrame, organisation: str | None) -> pd.DataFrame:
    """Return the aims that somebody of a council is expected to lead, as coverage reads them."""
    own = aims_["kind"].eq("outcome") | aims_["level"].isin(LED_LEVELS)
    if organisation is not None:
        own &= aims_["body"].eq(organisation)
    return aims_[own].drop_duplicates("id", ignore_index=True)


def _certain_first(posts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a post; one that a source has for certain is not conditional."""
    maybe = posts["status"] == CONDITIONAL
    return pd.concat([posts[~maybe], posts[maybe]]).drop_duplicates("id", ignore_index=True)


def _with_terms(store: Store, posts: pd.DataFrame, organisation: str | None) -> pd.DataFrame:
    """Return posts with the council of their structure, grade and salary."""
    known = structures(store).drop_duplicates("structure").set_index("structure")["organisation"]
    terms = store.read(query("posts/terms"), organisation=organisation)
    terms = terms.drop_duplicates("post").set_index("post")
    columns = {
        name: posts["id"].map(terms[name]) for name in ("grade", "salary_low", "salary_high")
    }
    return posts.assign(organisation=posts["structure"].map(known), **columns)


def _announced(store: Store, scenario: Scenario) -> dict[str, pd.DataFrame]:
    """Return aims on record for any day, when the scenario adopts some."""
    if not any(isinstance(operation, AdoptOutcomes) for operation in scenario.operations):
        return {}
    found = store.read(query("outcomes/outcomes"), as_at=None, organisation=None)
    return {"announced": found.drop_duplicates("id")}


def _names(store: Store, scenario: Scenario) -> pd.DataFrame:
    mentioned: Collection[str] = set().union(*(one.ids() for one in scenario.operations))
    new = {
        aim.id
        for operation in scenario.operations
        if isinstance(operation, AdoptOutcomes)
        for aim in operation.outcomes
        if isinstance(aim, NewAim)
    }
    return store.read(query("network/names"), ids=sorted(set(mentioned) - new))


_POSITIONS = ("rank", "two_mode_betweenness", "newman_strength")


def _shifts(before: Influence | None, after: Influence | None) -> pd.DataFrame:
    columns = [
        "actor",
        "name",
        *(f"{p}_{when}" for p in _POSITIONS for when in ("before", "after")),
    ]
    if before is None or after is None:
        return pd.DataFrame(columns=columns)
    wanted = ["actor", "name", *_POSITIONS]
    both = before.actors[wanted].merge(
        after.actors[wanted], on="actor", how="outer", suffixes=("_before", "_after")
    )
    both["name"] = both["name_after"].fillna(both["name_before"])
    moved = pd.Series(False, index=both.index)
    for position in _POSITIONS:
        was, now = (both[f"{position}_{when}"].astype(float) for when in ("before", "after"))
        moved |= (was - now).abs().gt(1e-9) | (was.isna() != now.isna())
    return both.loc[moved, columns].sort_values(["rank_after", "actor"], ignore_index=True)
