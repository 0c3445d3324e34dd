"""Who holds what at one point of a scenario: roles, functions, statutory roles, reports."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.coverage.moment import (
    CLIENT,
    COMMISSIONS,
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_MEMBER,
    LEAD_OFFICER,
    SPONSORS,
)
from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among

MANAGES, HOLDS_ROLE, REPORTS_TO = "MANAGES", "HOLDS_ROLE", "REPORTS_TO"

_OF_AIMS = (LEAD_COMMISSIONER, LEAD_OFFICER, CONTRIBUTES, COMMISSIONS, LEAD_MEMBER)
_BY_POSTS = (CLIENT, SPONSORS)
_COLUMNS = ["kind", "id", "name", "relation", "holder", "holder_name", "joint", "part"]


@dataclass(frozen=True, eq=False)
class Holding:
    """Who can act in what: ``ties`` has kind, id, name, relation, holder, holder_name, joint, part.

    ``there`` names, by kind, what is there to be held and its name; ``contested`` the pairs of
    relation and id with several leads that nobody calls joint. A post that is conditional, gone or
    known to be vacant holds no role; a body leads as commissioner only by an agreement; only posts
    are counted as sponsors and clients. ``may_move`` are functions that stay with whoever has them
    unless something is required.
    """

    ties: pd.DataFrame
    there: Mapping[str, Mapping[str, str]]
    contested: frozenset[tuple[str, str]]
    may_move: frozenset[str]


def holding(frames: Frames, alias: Mapping[str, str]) -> Holding:
    """Say who holds what in ``frames``; ``alias`` maps aims in the same words to one of them."""
    posts = frames.standing
    aims = frames.outcomes.assign(id=frames.outcomes["id"].map(alias)).drop_duplicates("id")
    there = {
        kind: dict(zip(frame["id"], frame["name"], strict=True))
        for kind, frame in (
            *((kind, aims[among(aims["kind"], [kind])]) for kind in ("outcome", "objective")),
            ("contract", frames.contracts.rename(columns={"contract": "id"})),
            ("partnership", frames.partnerships),
            ("post", posts),
        )
    }
    roles = _roles(frames, posts, alias, there)
    ties = pd.concat([roles, *_lines(frames, posts)], ignore_index=True)
    ties = ties.drop_duplicates(["kind", "id", "relation", "holder"], ignore_index=True)
    contested = frozenset(
        (relation, str(id_))
        for relation in (LEAD_COMMISSIONER, LEAD_OFFICER)
        for id_ in _contested(roles[among(roles["relation"], [relation])])
    )
    maybe = frames.functions[among(frames.functions["status"], [CONDITIONAL])]
    return Holding(ties, there, contested, frozenset(maybe["function"]))


def _roles(
    frames: Frames,
    posts: pd.DataFrame,
    alias: Mapping[str, str],
    there: Mapping[str, Mapping[str, str]],
) -> pd.DataFrame:
    roles = frames.roles[~among(frames.roles["status"], ["ended"])]
    is_post = among(roles["holder_kind"], ["Post"])
    in_structure = is_post & among(roles["holder"], posts["id"])
    vacant = among(roles["holder"], posts.loc[posts["vacant"].eq(True), "id"])
    leads = among(roles["relation"], [LEAD_COMMISSIONER])
    # As coverage has it: a partner leads by agreement only, and a member's post is in no structure.
    outside = (leads & roles["agreement"].notna()) | (
        ~leads & (~is_post | among(roles["relation"], [LEAD_MEMBER]))
    )
    outside &= is_post | ~among(roles["relation"], _BY_POSTS)
    acts = (in_structure & ~vacant) | (~in_structure & outside)
    roles = roles[acts]
    roles = roles.assign(id=roles["target"].map(alias).fillna(roles["target"]))
    kind = pd.Series(None, index=roles.index, dtype=object)
    for name, relations in (
        *((aim, _OF_AIMS) for aim in ("outcome", "objective")),
        ("contract", (CLIENT,)),
        ("partnership", (SPONSORS,)),
    ):
        own = among(roles["relation"], relations) & among(roles["id"], there[name])
        kind = kind.mask(own, name)
    held = roles.assign(
        kind=kind,
        name=roles["target_name"],
        joint=roles["joint"].eq(True),
        part=roles["part"].eq(True),
    )[kind.notna()]
    # One source that names the whole is enough, and so is one that says joint.
    flags = held.groupby(["kind", "id", "relation", "holder"], sort=False)
    return held.assign(
        joint=flags["joint"].transform("max").astype(bool),
        part=flags["part"].transform("min").astype(bool),
    )[_COLUMNS].drop_duplicates(["kind", "id", "relation", "holder"])


def _lines(frames: Frames, posts: pd.DataFrame) -> list[pd.DataFrame]:
    """Return functions managed, statutory roles carried and reporting lines, of posts there."""
    titles = dict(zip(posts["id"], posts["name"], strict=True))
    functions = frames.functions[~among(frames.functions["status"], [CONDITIONAL])]
    carried = frames.statutory[~among(frames.statutory["status"], [CONDITIONAL])]
    carried = carried.assign(role=carried["organisation"].astype(str) + "/" + carried["role"])
    lines = frames.reports_to.assign(
        name=frames.reports_to["post"].map(titles), holder=frames.reports_to["manager"]
    )
    found = []
    for kind, relation, frame, id_, name, holder in (
        ("function", MANAGES, functions, "function", "function_name", "post"),
        ("statutory role", HOLDS_ROLE, carried, "role", "role_name", "post"),
        ("post", REPORTS_TO, lines, "post", "name", "holder"),
    ):
        own = frame[among(frame[holder], titles)]
        found.append(
            pd.DataFrame(
                {
                    "kind": kind,
                    "id": own[id_],
                    "name": own[name],
                    "relation": relation,
                    "holder": own[holder],
                    "holder_name": own[holder].map(titles),
                    "joint": False,
                    "part": False,
                },
                dtype=object,
            )
        )
    return found


def _contested(leads: pd.DataFrame) -> list[str]:
    """Return what has several leads that overlap and that nobody calls joint."""
    by_target = leads.groupby("id")
    flags = by_target[["joint", "part"]].all()
    disputed = (by_target.size() > 1) & ~flags["joint"] & ~flags["part"]
    return list(disputed.index[disputed])
