"""A graph as it would be: the catalogue's answers with a scenario's changes laid over them.

Every measure reads through the catalogue, so every measure runs on a scenario as it does on the
graph. Nothing can be written through it.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from placegraph.analytics.scenarios.baseline import Frames
from placegraph.analytics.scenarios.operations import MergeCouncils
from placegraph.analytics.scenarios.scenario import Scenario
from placegraph.cypher import Query, Value, query
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment

_Answer: TypeAlias = Callable[["Overlaid", Mapping[str, Value]], pd.DataFrame]

#: Frames that are a query's answer, and the columns that are called otherwise.
_FRAMES: dict[str, tuple[str, dict[str, str]]] = {
    "structures/posts": ("posts", {"id": "post"}),
    "outcomes/outcomes": ("aims", {}),
    "outcomes/roles": ("roles", {}),
    "partnerships/partnerships": ("partnerships", {"id": "partnership"}),
    "partnerships/memberships": ("memberships", {}),
    "partnerships/purposes": ("purposes", {}),
    "posts/functions": ("functions", {}),
    "posts/managers": ("reports_to", {}),
    "posts/seats": ("seats", {}),
    "posts/statutory_holders": ("statutory", {}),
    "commissioning/cycle": ("cycle", {}),
    "governance/decisions": ("decisions", {}),
    "contracts/contracts": ("contracts", {}),
    "contracts/parties": ("parties", {}),
    "objectives/links": ("links", {}),
    "returns/costs": ("costs", {}),
    "returns/benefits": ("benefits", {}),
}
#: Columns of a body, by query that is read from the graph itself; its name and kind follow it.
_BODIES = {
    "spending/payments": ("payer", "payee"),
    "organisations/units": ("body",),
}


class Overlaid:
    """The read side of a store, with frames in the place of what they stand for.

    What no frame stands for is read from ``store`` on the day of the baseline, so that what the
    sources say of later days does not slip in.
    """

    def __init__(
        self,
        store: Store,
        at: Moment,
        frames: Frames,
        *,
        baseline: Frames,
        scenario: Scenario,
        commissioned: frozenset[str],
        partnerships: frozenset[str],
    ) -> None:
        self._store = store
        self._at = at
        self._baseline = baseline
        self._merges = [one for one in scenario.operations if isinstance(one, MergeCouncils)]
        self._commissioned = commissioned
        self._partnerships = partnerships
        self.frames = frames

    def read(self, asked: Query, /, **parameters: Value) -> pd.DataFrame:
        """Return the rows of a catalogue query as the scenario has them, columns as it says."""
        name = asked.name
        if name in _ANSWERS:
            found = _ANSWERS[name](self, parameters)
        elif name in _FRAMES:
            frame, renamed = _FRAMES[name]
            found = self.frames.named()[frame].rename(columns=renamed)
        else:
            own = {**parameters, **({"as_at": self._at.as_at} if "as_at" in parameters else {})}
            return self._renamed(name, self._store.read(asked, **own))
        columns = [column.name for column in asked.columns]
        return found.reindex(columns=columns).infer_objects().reset_index(drop=True)

    def _renamed(self, name: str, found: pd.DataFrame) -> pd.DataFrame:
        for merge in self._merges if self.frames is not self._baseline else ():
            for column in _BODIES.get(name, ()):
                own = found[column].isin(merge.councils)
                values = {column: merge.into, f"{column}_name": merge.name}
                values[f"{column}_kind"] = merge.kind
                found = found.assign(
                    **{title: found[title].mask(own, value) for title, value in values.items()}
                )
        return found

    def partnerships(self, organisation: Value) -> pd.DataFrame:
        """Return the partnerships of a council: those it was in, without those it has left."""
        held = self.frames.partnerships
        if organisation is None:
            return held
        now = _of(self.frames, {organisation})
        before = _of(self._baseline, {organisation, *self._forebears(organisation)})
        return held[held["id"].isin((self._partnerships - before) | now)]

    def _forebears(self, organisation: Value) -> set[Value]:
        return {
            council
            for merge in self._merges
            if merge.into == organisation
            for council in merge.councils
        }

    def commissioned(self, organisation: Value) -> pd.DataFrame:
        """Return what a body buys or is the client of, of the contracts that count as such."""
        held = self.frames.contracts
        own = held["role"].isin(("buyer", "client")) & held["contract"].isin(self._commissioned)
        return held[own & (held["party"] == organisation)] if organisation else held[own]

    def listed(self, asked: Query, parameters: Mapping[str, Value]) -> pd.DataFrame:
        """Return the partnerships whose return can be asked for."""
        day = None if parameters["as_at"] is None else self._at.as_at
        found = self._store.read(asked, as_at=day, organisation=None)
        organisation = parameters["organisation"]
        if organisation is None:
            return found
        return found[found["partnership"].isin(self.partnerships(organisation)["id"])]


def _of(frames: Frames, organisations: set[Value]) -> frozenset[str]:
    seats = frames.memberships
    return frozenset(seats.loc[seats["actor"].isin(organisations), "partnership"])


def _aims(overlaid: Overlaid, parameters: Mapping[str, Value]) -> pd.DataFrame:
    aims, organisation = overlaid.frames.aims, parameters["organisation"]
    return aims if organisation is None else aims[aims["body"] == organisation]


def _posts(overlaid: Overlaid, parameters: Mapping[str, Value]) -> pd.DataFrame:
    posts, organisation = overlaid.frames.posts, parameters["organisation"]
    own = posts if organisation is None else posts[posts["organisation"] == organisation]
    return own.rename(columns={"id": "post"})


def _parties(overlaid: Overlaid, parameters: Mapping[str, Value]) -> pd.DataFrame:
    parties, grants = overlaid.frames.parties, parameters["grants"]
    return parties if grants is None else parties[parties["grant"].isin([grants])]


def _partnerships(overlaid: Overlaid, parameters: Mapping[str, Value]) -> pd.DataFrame:
    held = overlaid.partnerships(parameters["organisation"])
    return held.rename(columns={"id": "partnership"})


_ANSWERS: dict[str, _Answer] = {
    "structures/posts": _posts,
    "outcomes/outcomes": _aims,
    "contracts/parties": _parties,
    "partnerships/partnerships": _partnerships,
    "commissioning/contracts": lambda overlaid, given: overlaid.commissioned(given["organisation"]),
    "returns/partnerships": lambda overlaid, given: overlaid.listed(
        query("returns/partnerships"), given
    ),
}


def frames_of(answers: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the answers of queries as the frames that stand for them."""
    return {
        frame: answers[name].rename(columns={new: old for old, new in renamed.items()})
        for name, (frame, renamed) in _FRAMES.items()
        if name in answers
    }


#: The queries whose answers a scenario changes.
CHANGED = tuple(_FRAMES)
