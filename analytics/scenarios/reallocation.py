"""The smallest reallocation that gives every outcome a lead commissioner within stated caps."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from placegraph.analytics.coverage.finding import Split
from placegraph.analytics.coverage.moment import Role, aliases, moment
from placegraph.analytics.scenarios.fewest_changes import Problem, fewest_changes
from placegraph.analytics.scenarios.lead_changes import (
    basis,
    choice,
    lead_changes,
    portfolios,
    why_impossible,
    why_smallest,
)
from placegraph.analytics.scenarios.leads import Leads, leads
from placegraph.analytics.scenarios.placement import Shortage, place
from placegraph.errors import MeasureError


@dataclass(frozen=True)
class Reallocation:
    """The smallest change of leads, or why there is none.

    ``changes``: change (allocate: there was no lead; reallocate: it moves; end: another lead
    stays), outcome, outcome_name, from_post, from_name, to_post, to_name, reason, contributes
    (whether the new lead contributes to the outcome already), provides (whether it is its provider;
    None for both when there is no new lead), evidence (of the lead there was).
    ``portfolios``: post, name, may_take (whether it may be given leads), before, after (outcomes it
    leads; None when there is no answer), cap (None for a partner that leads by an agreement).

    ``fewest`` is the number of changes, ``bound`` the solver's proof that no set is smaller; both
    are None when ``possible`` is false. Then ``short_outcomes`` can be led by ``short_posts`` only,
    which have too little room, and ``smallest_cap`` is the least cap that would do; None when none
    would. ``outcomes`` counts the outcomes, ``led`` those with a lead in force before.
    """

    possible: bool
    changes: pd.DataFrame
    portfolios: pd.DataFrame
    outcomes: int
    led: int
    fewest: int | None
    bound: int | None
    short_outcomes: tuple[str, ...]
    short_posts: tuple[str, ...]
    smallest_cap: int | None
    sentence: str
    notes: tuple[str, ...]


def reallocate(
    outcomes: pd.DataFrame,
    posts: pd.DataFrame,
    roles: pd.DataFrame,
    *,
    cap: int,
    caps: Mapping[str, int] | None = None,
    split: Split = "soft",
    eligible: Collection[str] | None = None,
    movable: Collection[str] | None = None,
) -> Reallocation:
    """Find the fewest changes of lead commissioners that leave no outcome without one.

    The frames are those that ``coverage`` takes, of one moment. No post leads more than ``cap``
    outcomes, or its own number in ``caps``. ``eligible`` are the posts that may be given leads; by
    default those whose recorded role is lead commissioner. Under a hard ``split`` the provider of
    an outcome (a post that provides what delivers it, or a provider post that is its lead officer)
    may not lead it, save in a transition with an end date; such leads end. Only the leads of
    ``movable`` outcomes may end; by default those of every outcome.

    A change is a lead given to an outcome that has none, a lead that moves to another post, or one
    of several leads that ends. Among the smallest sets of changes, one that gives the fewest leads
    anew, then most of them to posts that already contribute to the outcome; the others go to the
    post with the fewest at that time. The number is a minimum proven by integer programming
    (L. A. Wolsey, "Integer Programming", Wiley 1998); where none is possible, a set of outcomes
    that shows it is named (P. Hall, "On representatives of subsets", J. London Math. Soc. 10,
    1935).

    Raises ``MeasureError`` when no outcome is recorded, a frame lacks columns, a cap is below 1, or
    a post or outcome is not on record.
    """
    alias = aliases(outcomes)
    now = moment(outcomes, posts, roles, pd.DataFrame(columns=["id", "name"]), alias)
    found = leads(now, eligible)
    fixed = _fixed(found, alias, movable)
    limits = _Limits(cap, caps or {}, split, fixed)
    problem = limits.problem(found)
    short = _shortage(problem)
    led = len({role.target for role in found.in_force})
    notes = basis(now, found, eligible, split)
    if short is not None:
        least = limits.smallest_cap(found)
        return Reallocation(
            possible=False,
            changes=lead_changes(found, problem, None),
            portfolios=portfolios(found, problem, None),
            outcomes=len(found.outcomes),
            led=led,
            fewest=None,
            bound=None,
            short_outcomes=tuple(found.outcomes[one] for one in short.outcomes),
            short_posts=tuple(found.posts[one] for one in short.posts),
            smallest_cap=least,
            sentence=why_impossible(found, problem, short, least),
            notes=notes,
        )
    answer = fewest_changes(problem)
    changes = lead_changes(found, problem, answer)
    bound = len(found.outcomes) - led + answer.bound
    return Reallocation(
        possible=True,
        changes=changes,
        portfolios=portfolios(found, problem, answer),
        outcomes=len(found.outcomes),
        led=led,
        fewest=len(changes),
        bound=bound,
        short_outcomes=(),
        short_posts=(),
        smallest_cap=None,
        sentence=why_smallest(changes, bound, len(found.outcomes)),
        notes=(*notes, *choice(changes)),
    )


@dataclass(frozen=True)
class _Limits:
    cap: int
    caps: Mapping[str, int] = field(default_factory=dict)
    split: Split = "soft"
    fixed: frozenset[str] = frozenset()

    def problem(self, found: Leads) -> Problem:
        wrong = {post: cap for post, cap in {"": self.cap, **self.caps}.items() if cap < 1}
        for post, cap in wrong.items():
            raise MeasureError(
                f"reallocation: found a cap of {cap}{f' for {post}' if post else ''}, expected 1 "
                "or more; leave a post that may lead nothing out of those that may be given leads."
            )
        strangers = sorted(set(self.caps) - set(found.posts))
        if strangers:
            raise MeasureError(
                f"reallocation: found a cap of its own for {', '.join(strangers)}, expected posts "
                f"that lead or may be given leads: {', '.join(found.posts) or 'none'}."
            )
        row = {outcome: place for place, outcome in enumerate(found.outcomes)}
        column = {post: place for place, post in enumerate(found.posts)}
        led = np.array([row[role.target] for role in found.in_force], dtype=np.int64)
        holder = np.array([column[role.holder] for role in found.in_force], dtype=np.int64)
        fixed = np.array([outcome in self.fixed for outcome in found.outcomes], dtype=bool)
        barred = found.provides & (self.split == "hard")
        settled = np.array([_in_transition(role) for role in found.in_force], dtype=bool)
        allowed = found.eligible & ~barred & ~fixed[:, np.newaxis]
        allowed[led, holder] = False
        return Problem(
            holder=holder,
            led=led,
            may_stay=fixed[led] | settled | ~barred[led, holder],
            must_stay=fixed[led],
            allowed=allowed,
            fits=found.contributes & allowed,
            # A partner that leads by an agreement is not ours to cap.
            cap=np.array(
                [
                    self.caps.get(post, self.cap) if seated else len(found.outcomes)
                    for post, seated in zip(found.posts, found.seated, strict=True)
                ],
                dtype=np.int64,
            ),
        )

    def smallest_cap(self, found: Leads) -> int | None:
        """Return the least general cap that would do, by bisection: more room never does harm."""

        def will_do(cap: int) -> bool:
            return _shortage(replace(self, cap=cap).problem(found)) is None

        least, most = 1, len(found.outcomes)
        if not will_do(most):
            return None
        while least < most:
            middle = (least + most) // 2
            least, most = (least, middle) if will_do(middle) else (middle + 1, most)
        return least


def _shortage(problem: Problem) -> Shortage | None:
    """Tell why not every outcome can have a lead; None when every one can."""
    staying = np.flatnonzero(problem.must_stay)
    load = np.bincount(problem.holder[staying], minlength=len(problem.cap))
    room = problem.cap - load
    over = np.flatnonzero(room < 0)
    if len(over):
        post = int(over[0])
        outcomes = problem.led[staying[problem.holder[staying] == post]]
        return Shortage(tuple(int(one) for one in sorted(outcomes)), (post,), int(-room[post]))
    able = problem.allowed.copy()
    able[problem.led[problem.may_stay], problem.holder[problem.may_stay]] = True
    open_ = np.setdiff1d(np.arange(len(able)), problem.led[staying])
    _, short = place(able[open_], room, load)
    if short is None:
        return None
    # What must stay at these posts takes up their room too.
    blocked = set(staying[np.isin(problem.holder[staying], short.posts)])
    outcomes = {int(open_[one]) for one in short.outcomes}
    outcomes |= {int(problem.led[lead]) for lead in blocked}
    return Shortage(tuple(sorted(outcomes)), short.posts, short.missing)


def _fixed(
    found: Leads, alias: Mapping[str, str], movable: Collection[str] | None
) -> frozenset[str]:
    """Return the outcomes whose leads must stay."""
    if movable is None:
        return frozenset()
    unknown = sorted(one for one in movable if alias.get(one) not in set(found.outcomes))
    if unknown:
        raise MeasureError(
            f"reallocation: found no outcome {', '.join(unknown)} on record, expected outcomes "
            "whose leads may move; correct the identifiers."
        )
    led = {role.target for role in found.in_force}
    return frozenset(led - {alias[one] for one in movable})


def _in_transition(role: Role) -> bool:
    return role.transitional and role.until is not None
