"""A reallocation in words and tables."""

from collections import Counter
from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from placegraph.analytics.coverage.finding import Split, counted, some
from placegraph.analytics.coverage.moment import Moment
from placegraph.analytics.scenarios.fewest_changes import Answer, Problem
from placegraph.analytics.scenarios.leads import LEADING, Leads
from placegraph.analytics.scenarios.placement import Shortage

_CHANGES = (
    *("change", "outcome", "outcome_name", "from_post", "from_name", "to_post", "to_name"),
    *("reason", "contributes", "provides", "evidence"),
)
_PORTFOLIOS = ("post", "name", "may_take", "before", "after", "cap")


def lead_changes(found: Leads, problem: Problem, answer: Answer | None) -> pd.DataFrame:
    """Return the changes that ``Reallocation.changes`` describes, in the order of outcomes."""
    rows = [] if answer is None else list(_changes(found, problem, answer))
    return pd.DataFrame(rows, columns=list(_CHANGES), dtype=object)


def portfolios(found: Leads, problem: Problem, answer: Answer | None) -> pd.DataFrame:
    """Return the portfolios that ``Reallocation.portfolios`` describes, in the order of posts."""
    posts = len(found.posts)
    after: list[int] | list[None] = [None] * posts
    if answer is not None:
        kept = np.bincount(problem.holder[answer.kept], minlength=posts)
        given = np.bincount(answer.given[answer.given >= 0], minlength=posts)
        after = (kept + given).tolist()
    rows = zip(
        found.posts,
        [found.names[post] for post in found.posts],
        found.eligible.tolist(),
        np.bincount(problem.holder, minlength=posts).tolist(),
        after,
        [
            cap if seated else None
            for cap, seated in zip(problem.cap.tolist(), found.seated, strict=True)
        ],
        strict=True,
    )
    return pd.DataFrame(rows, columns=list(_PORTFOLIOS), dtype=object)


def why_smallest(changes: pd.DataFrame, bound: int, outcomes: int) -> str:
    """Say how many changes there are, of which kinds, and that there cannot be fewer."""
    if changes.empty:
        return (
            f"Every one of {counted(outcomes, 'outcome')} has a lead commissioner within the caps: "
            "nothing need change."
        )
    kinds = Counter(changes["change"])
    return (
        f"{counted(len(changes), 'change')} of lead would give each of "
        f"{counted(outcomes, 'outcome')} a lead commissioner within the caps: "
        f"{kinds['allocate']:,} allocated, {kinds['reallocate']:,} reallocated, "
        f"{kinds['end']:,} ended. It cannot be done with fewer than {bound:,}."
    )


def choice(changes: pd.DataFrame) -> tuple[str, ...]:
    """Say for how many new leads no source prefers one post to another."""
    open_ = int((changes["contributes"] == False).sum())  # noqa: E712
    if not open_:
        return ()
    return (
        f"For {counted(open_, 'outcome')} no source prefers one of these posts to another: the one "
        "named is the one with fewest leads, and any other with room would do.",
    )


def why_impossible(
    found: Leads, problem: Problem, short: Shortage, smallest_cap: int | None
) -> str:
    """Say which outcomes have too few posts that may lead them, and which cap would do."""
    outcomes = counted(len(short.outcomes), "outcome")
    named = some(found.names[found.outcomes[one]] for one in short.outcomes)
    if not short.posts:
        sentence = f"No allocation is possible: no post may lead {outcomes} ({named})."
    else:
        room = problem.cap[list(short.posts)]
        posts = some(found.names[found.posts[one]] for one in short.posts)
        each = f"{len(room)} x {room[0]} = " if len(room) > 1 and (room == room[0]).all() else ""
        sentence = (
            f"No allocation is possible: {outcomes} can be led only by "
            f"{counted(len(room), 'post')} ({posts}), who may lead {each}{room.sum():,} between "
            f"them, which leaves {short.missing:,} without a lead."
        )
    if smallest_cap is None:
        return f"{sentence} No higher cap would do; more posts must be allowed to lead."
    return f"{sentence} The smallest cap that would do is {smallest_cap}."


def basis(
    now: Moment, found: Leads, asked: Collection[str] | None, split: Split
) -> tuple[str, ...]:
    """Say which posts were considered, and what no source says."""
    able = [post for post, can in zip(found.posts, found.eligible, strict=True) if can]
    seats = [now.seats[post] for post in able]
    chosen = f"recorded as {LEADING}" if asked is None else "named"
    said = [
        f"May be given leads: {counted(len(able), 'filled post')} {chosen}"
        + (f" ({some(seat.name for seat in seats)})." if able else ".")
    ]
    if asked is None:
        silent = sum(not seat.role for seat in now.seats.values())
        if silent:
            said.append(
                f"No source gives the commissioning role of {counted(silent, 'post')}; to have one "
                "considered, name the posts that may lead."
            )
        vacant = [
            seat.name for seat in now.seats.values() if seat.vacant and LEADING in seat.role.lower()
        ]
    else:
        vacant = [now.seats[post].name for post in sorted(asked) if now.seats[post].vacant]
    if vacant:
        said.append(f"Vacant, and so left out: {some(vacant)}.")
    unsaid = sum(not seat.filling_known for seat in seats)
    if unsaid:
        said.append(f"Of these, not said to be filled or vacant: {unsaid}; taken as filled.")
    unnamed = len(set(found.outcomes) - {role.target for role in found.in_force})
    unnamed -= len(set(found.on_paper) - {role.target for role in found.in_force})
    if unnamed:
        said.append(
            f"No source names a lead commissioner for {counted(unnamed, 'outcome')}, which is not "
            "to say that there is none."
        )
    if not found.contributes.any():
        said.append("No source says that any of these posts contributes to an outcome.")
    if split == "hard" and not found.deliveries_known:
        said.append(
            "No source says which services deliver which outcome, so that nobody is known to "
            "provide what it would lead, but for provider posts that are its lead officer."
        )
    return tuple(said)


def _changes(found: Leads, problem: Problem, answer: Answer) -> Iterator[tuple[object, ...]]:
    load = Counter(role.holder for role in found.in_force)
    ended: dict[int, list[int]] = {}
    for lead in np.flatnonzero(~answer.kept).tolist():
        ended.setdefault(int(problem.led[lead]), []).append(lead)
    for row in sorted({*ended, *np.flatnonzero(answer.given >= 0).tolist()}):
        outcome, new = found.outcomes[row], int(answer.given[row])
        about = (outcome, found.names[outcome])
        to: tuple[object, ...] = (None, None)
        fit: tuple[object, ...] = (None, None)
        if new >= 0:
            to = (found.posts[new], found.names[found.posts[new]])
            fit = (bool(found.contributes[row, new]), bool(found.provides[row, new]))
        gone = ended.get(row, [])
        for lead in gone:
            role = found.in_force[lead]
            kind = "end" if to[0] is None else "reallocate"
            reason = _reason(problem, lead, load[role.holder])
            held = (role.holder, role.holder_name)
            yield (kind, *about, *held, *to, reason, *fit, role.evidence)
            # One new lead takes the place of one; what else ends has no successor.
            to = fit = (None, None)
        if gone:
            continue
        paper = found.on_paper.get(outcome)
        if paper:
            held = (paper[0].holder, paper[0].holder_name)
            reason = "it is not a filled post of this structure"
            yield ("reallocate", *about, *held, *to, reason, *fit, paper[0].evidence)
        else:
            yield ("allocate", *about, None, None, *to, "no source names a lead", *fit, "")


def _reason(problem: Problem, lead: int, load: int) -> str:
    cap = problem.cap[problem.holder[lead]]
    if not problem.may_stay[lead]:
        return "it is the provider of the outcome"
    if load > cap:
        return f"it leads {load:,}, and may lead {cap:,}"
    return "to make room for another outcome"
