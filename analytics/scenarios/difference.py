"""What a scenario changes, phase by phase: who holds what, posts, seats, partners, spans.

A loss is one against what was on record in the phase before: what nobody is recorded to hold in
the baseline cannot be lost, and is not said to be well looked after either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from placegraph.analytics.coverage.moment import (
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    aliases,
)
from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among
from placegraph.analytics.scenarios.holding import MANAGES, Holding, holding
from placegraph.analytics.scenarios.overlay import Applied, Phase
from placegraph.analytics.scenarios.posts import Posts, posts_of
from placegraph.analytics.scenarios.turnover import (
    posts_changed,
    seats_changed,
    spans_changed,
    ties_changed,
    unfunded,
)

_KEY = ["kind", "id", "relation"]
_CHANGES = ["on", *_KEY, "name", "change", "was", "now", "certain", "stands"]


@dataclass(frozen=True, eq=False)
class Difference:
    """What each phase of a scenario changes.

    ``changes``: on (day, None if not given), kind (outcome, objective, contract, partnership,
    function, statutory role or post), id, relation, name, change (orphaned: held before, now by
    nobody; covered: the reverse; moved: by others; contested and settled: leads that nobody calls
    joint; may move: conditionally), was and now (titles), certain (False when conditional) and
    stands (True when it is still so at the end). ``posts``: on, post, name, change (created,
    deleted, changed, conditional), was and now (terms). ``seats``: on, post, post_name, body,
    body_name, change (vacated or filled). ``partners``: on, organisation, name, before, after
    (memberships and contracts on record), only_tie_lost. ``unfunded``: on, partnership, line,
    payer, payer_name, share, for costs of appraisals that a member paid which has left. ``spans``:
    on, post, name, before, after (direct reports on record, None when none are or the post is
    not there). ``totals``: one :class:`Posts` for each phase, the baseline first.
    """

    changes: pd.DataFrame
    posts: pd.DataFrame
    seats: pd.DataFrame
    partners: pd.DataFrame
    unfunded: pd.DataFrame
    spans: pd.DataFrame
    totals: tuple[Posts, ...]

    def orphaned(self, *relations: str) -> tuple[str, ...]:
        """Return the outcomes that lost their last holder of any of ``relations`` for good."""
        rows = self.changes
        lost = among(rows["change"], ["orphaned"]) & rows["stands"].eq(True)
        own = lost & among(rows["relation"], relations) & among(rows["kind"], ["outcome"])
        return tuple(rows.loc[own, "id"].drop_duplicates())

    @property
    def outcomes_orphaned(self) -> tuple[str, ...]:
        """Return the outcomes that lost every contributor, lead commissioner or lead officer."""
        return self.orphaned(CONTRIBUTES, LEAD_COMMISSIONER, LEAD_OFFICER)

    def moved(self, *, certain: bool) -> pd.DataFrame:
        """Return the functions that change hands, for certain or only if required."""
        rows = self.changes
        own = among(rows["relation"], [MANAGES]) & rows["certain"].eq(certain)
        return rows[own & among(rows["change"], ["moved", "may move"])].reset_index(drop=True)


def difference(applied: Applied) -> Difference:
    """Compare each phase of a scenario with the one before it."""
    phases = applied.phases
    alias = aliases(*(phase.frames.outcomes for phase in phases))
    held = [holding(phase.frames, alias) for phase in phases]
    totals = tuple(posts_of(phase.frames) for phase in phases)
    steps = list(zip(pairwise(phases), pairwise(held), strict=True))
    return Difference(
        changes=_changes(steps, held[-1]),
        posts=_stacked(
            [
                posts_changed(before, after, later.on)
                for (before, after), later in zip(pairwise(totals), phases[1:], strict=True)
            ],
            ["on", "post", "name", "change", "was", "now"],
        ),
        seats=_stacked(
            [seats_changed(*pair) for pair, _ in steps],
            ["on", "post", "post_name", "body", "body_name", "change"],
        ),
        partners=_stacked(
            [ties_changed(*pair) for pair, _ in steps],
            ["on", "organisation", "name", "before", "after", "only_tie_lost"],
        ),
        unfunded=_stacked(
            [unfunded(*pair) for pair, _ in steps],
            ["on", "partnership", "line", "payer", "payer_name", "share"],
        ),
        spans=_stacked(
            [spans_changed(*pair) for pair, _ in steps], ["on", "post", "name", "before", "after"]
        ),
        totals=totals,
    )


_Step = tuple[tuple[Phase, Phase], tuple[Holding, Holding]]


def _changes(steps: Sequence[_Step], end: Holding) -> pd.DataFrame:
    parts = []
    for (earlier, later), (before, after) in steps:
        rows = [
            *_handed(before, after),
            *_disputes(before, after),
            *_conditional(earlier.frames, later.frames),
        ]
        parts.append(pd.DataFrame(rows, columns=_CHANGES, dtype=object).assign(on=later.on))
    found = _stacked(parts, _CHANGES)
    held = set(map(tuple, end.ties[_KEY].to_numpy().tolist()))
    stands = [
        _stands(change, (kind, id_, relation), held, end)
        for kind, id_, relation, change in found[[*_KEY, "change"]].to_numpy().tolist()
    ]
    last = ~found.duplicated([*_KEY, "change"], keep="last")
    return found.assign(stands=pd.Series(stands, index=found.index, dtype=object).eq(True) & last)


def _stands(
    change: str, key: tuple[str, str, str], held: set[tuple[str, str, str]], end: Holding
) -> bool:
    kind, id_, relation = key
    if change == "orphaned":
        return key not in held and id_ in end.there.get(kind, {id_: ""})
    if change in ("contested", "settled"):
        return ((relation, id_) in end.contested) == (change == "contested")
    return change == "may move" or key in held


def _handed(before: Holding, after: Holding) -> list[dict[str, Any]]:
    """Return what has other holders than before, or none."""
    both = before.ties.merge(
        after.ties, on=[*_KEY, "holder"], how="outer", indicator=True, suffixes=("", "_after")
    )
    changed = both[both["_merge"] != "both"]
    keys = set(map(tuple, changed[_KEY].to_numpy().tolist()))
    was, now = _holders(before, keys), _holders(after, keys)
    rows = []
    for key in sorted(keys):
        kind, id_, _ = key
        # Something that is itself gone, or new, is no gap; neither is a post's own coming.
        if id_ not in after.there.get(kind, {id_: ""}):
            continue
        if kind == "function" and key not in now and id_ in after.may_move:
            continue
        change = "moved" if key in was and key in now else "covered"
        if key not in now:
            change = "orphaned"
        names = was.get(key) or now[key]
        rows.append(
            {
                **dict(zip(_KEY, key, strict=True)),
                "name": names[0],
                "change": change,
                "was": was[key][1] if key in was else None,
                "now": now[key][1] if key in now else None,
                "certain": True,
            }
        )
    return rows


def _holders(
    held: Holding, keys: set[tuple[Any, ...]]
) -> Mapping[tuple[str, str, str], tuple[str, str]]:
    """Return the name of each of ``keys`` that is held, and the titles of its holders."""
    ties = held.ties
    ties = ties[among(ties["id"], {id_ for _, id_, _ in keys})]
    found: dict[tuple[str, str, str], tuple[str, list[str]]] = {}
    for kind, id_, relation, name, title in ties[[*_KEY, "name", "holder_name"]].to_numpy():
        found.setdefault((kind, id_, relation), (name, []))[1].append(str(title))
    return {
        key: (name, "; ".join(sorted(titles)))
        for key, (name, titles) in found.items()
        if key in keys
    }


def _disputes(before: Holding, after: Holding) -> list[dict[str, Any]]:
    """Return the leads that become contested, or no longer are."""
    changed = before.contested ^ after.contested
    keys = {
        (kind, id_, relation)
        for relation, id_ in changed
        for kind in ("outcome", "objective")
        if id_ in after.there[kind]
    }
    was, now = _holders(before, keys), _holders(after, keys)
    return [
        {
            **dict(zip(_KEY, key, strict=True)),
            "name": after.there[key[0]][key[1]],
            "change": "contested" if (key[2], key[1]) in after.contested else "settled",
            "was": was[key][1] if key in was else None,
            "now": now[key][1] if key in now else None,
            "certain": True,
        }
        for key in sorted(keys)
    ]


def _conditional(before: Frames, after: Frames) -> list[dict[str, Any]]:
    """Return the functions that another post would manage, if something is required."""
    there = before.functions[~among(before.functions["status"], [CONDITIONAL])]
    maybe = after.functions[among(after.functions["status"], [CONDITIONAL])]
    was: dict[str, dict[str, str]] = {}
    for function, post, title in there[["function", "post", "post_name"]].to_numpy():
        was.setdefault(function, {})[post] = title
    rows: dict[str, dict[str, Any]] = {}
    columns = ["function", "function_name", "post", "post_name"]
    for function, name, post, title in maybe[columns].drop_duplicates().to_numpy():
        if function in was and post not in was[function]:
            row = rows.setdefault(
                function,
                {
                    **dict(zip(_KEY, ("function", function, MANAGES), strict=True)),
                    "name": name,
                    "change": "may move",
                    "was": "; ".join(sorted(was[function].values())),
                    "certain": False,
                },
            )
            row["now"] = "; ".join(filter(None, (row.get("now"), title)))
    return [rows[function] for function in sorted(rows)]


def _stacked(parts: Sequence[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    full = [part.reindex(columns=columns).astype(object) for part in parts if not part.empty]
    if not full:
        return pd.DataFrame(columns=columns, dtype=object)
    return pd.concat(full, ignore_index=True)
