"""Apply a scenario to the frames of its baseline, in order, and keep each phase."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from placegraph.analytics.scenarios.baseline import Frames
from placegraph.analytics.scenarios.changes import Refused, Setting
from placegraph.analytics.scenarios.operations import Operation
from placegraph.analytics.scenarios.partner_changes import (
    end_contract,
    join_partnership,
    leave_partnership,
    merge_councils,
    novate_contract,
)
from placegraph.analytics.scenarios.post_changes import (
    create_post,
    delete_post,
    merge_posts,
    move_post,
    regrade_post,
    split_post,
)
from placegraph.analytics.scenarios.role_changes import (
    adopt_outcomes,
    allocate,
    end_allocation,
    move_functions,
    reallocate,
)
from placegraph.analytics.scenarios.scenario import Scenario
from placegraph.errors import MeasureError

_Change: TypeAlias = Callable[[Frames, Any, Setting], Frames]

_CHANGES: Mapping[str, _Change] = {
    "delete post": delete_post,
    "create post": create_post,
    "merge posts": merge_posts,
    "split post": split_post,
    "move post": move_post,
    "regrade post": regrade_post,
    "move functions": move_functions,
    "allocate": allocate,
    "reallocate": reallocate,
    "end allocation": end_allocation,
    "adopt outcomes": adopt_outcomes,
    "end contract": end_contract,
    "novate contract": novate_contract,
    "join partnership": join_partnership,
    "leave partnership": leave_partnership,
    "merge councils": merge_councils,
}
#: Operations whose result can be on record as conditional; others wait until they are required.
_RECORDED_AS_CONDITIONAL = ("create post", "move functions")


@dataclass(frozen=True, eq=False)
class Phase:
    """A place from one day on: ``on`` is None when no day is given, ``operations`` what made it."""

    on: date | None
    operations: tuple[str, ...]
    frames: Frames


@dataclass(frozen=True, eq=False)
class Applied:
    """A scenario applied: its phases, of which the first is the baseline.

    ``conditional`` lists the operations that happen only if required, ``assumed`` tells whether
    they were taken to happen.
    """

    scenario: Scenario
    phases: tuple[Phase, ...]
    conditional: tuple[str, ...]
    assumed: bool

    @property
    def baseline(self) -> Frames:
        """Return the frames that nothing has changed."""
        return self.phases[0].frames

    @property
    def result(self) -> Frames:
        """Return the frames after the last operation."""
        return self.phases[-1].frames


def apply(
    scenario: Scenario, baseline: Frames, *, on: date | None = None, assumed: bool = False
) -> Applied:
    """Apply a scenario's operations in order to the frames of its baseline, which stay as they are.

    ``on`` is the day of the baseline. Operations of one day make one phase; one without a day
    takes effect with the one before it. What is conditional is recorded as conditional, or not
    done; with ``assumed`` it is done.

    Raises ``MeasureError`` when an operation cannot apply: which one, what it found and expected,
    and which earlier operations named the same thing.
    """
    phases = [Phase(on, (), baseline)]
    frames, day, done = baseline, on, list[str]()
    for number, operation in enumerate(scenario.operations, start=1):
        if operation.on is not None and operation.on != day:
            if day is not None and operation.on < day:
                raise MeasureError(
                    f"{scenario.id}: operation {number} ({operation}): found {operation.on}, "
                    f"expected a day from {day} on, the day of the baseline; correct its day."
                )
            if done:
                phases.append(Phase(day, tuple(done), frames))
            day, done = operation.on, []
        frames = _applied(scenario, number, frames, assumed)
        done.append(f"{number}: {operation}")
    if done:
        phases.append(Phase(day, tuple(done), frames))
    conditional = tuple(
        f"{number}: {one}"
        for number, one in enumerate(scenario.operations, start=1)
        if one.conditional
    )
    return Applied(scenario, tuple(phases), conditional, assumed)


def _applied(scenario: Scenario, number: int, frames: Frames, assumed: bool) -> Frames:
    operation = scenario.operations[number - 1]
    if operation.conditional and assumed:
        certain = operation.model_copy(update={"conditional": False})
    elif operation.conditional and operation.do not in _RECORDED_AS_CONDITIONAL:
        return frames
    else:
        certain = operation
    setting = Setting(operation.source or scenario.id, operation.locator or f"operation {number}")
    try:
        return _CHANGES[operation.do](frames, certain, setting)
    except Refused as refused:
        before = _named_before(scenario.operations[: number - 1], refused.about)
        raise MeasureError(
            f"{scenario.id}: operation {number} ({operation}): {refused}.{before} "
            "Correct the operations or their order."
        ) from None


def _named_before(earlier: tuple[Operation, ...], about: str) -> str:
    same = [
        f"operation {number} ({one})"
        for number, one in enumerate(earlier, start=1)
        if about in one.ids()
    ]
    if not same:
        return ""
    return f" Of the same {about} before it: {', '.join(same[-3:])}."
