"""What becomes of functions, of roles in outcomes and services, and of outcomes themselves."""

from typing import Any

import pandas as pd

from placegraph.analytics.coverage.moment import (
    CLIENT,
    COMMISSIONS,
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_MEMBER,
    LEAD_OFFICER,
    PROVIDES,
    SPONSORS,
)
from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among, append, drop
from placegraph.analytics.scenarios.changes import (
    Refused,
    Setting,
    body_named,
    conditional,
    listed,
    named,
    need_post,
    post_name,
)
from placegraph.analytics.scenarios.operations import (
    AdoptOutcomes,
    Allocate,
    EndAllocation,
    MoveFunctions,
    NewAim,
    Reallocate,
)
from placegraph.analytics.scenarios.parts import ROLES

#: What each role can be for; the graph's model says the same.
_FOR = {
    LEAD_COMMISSIONER: ("Outcome", "Objective", "Function"),
    LEAD_OFFICER: ("Outcome", "Objective", "Responsibility", "Function", "Partnership"),
    CONTRIBUTES: ("Outcome", "Objective"),
    PROVIDES: ("Function", "Contract"),
    COMMISSIONS: ("Outcome", "Function", "Contract", "Partnership"),
    CLIENT: ("Contract", "Partnership", "Function"),
    SPONSORS: ("Partnership",),
    LEAD_MEMBER: ("Outcome", "Objective", "Partnership"),
}
_POSTS_ONLY = (LEAD_OFFICER, LEAD_MEMBER)


def move_functions(frames: Frames, operation: MoveFunctions, setting: Setting) -> Frames:
    """Put functions under another post; conditionally, beside the one that has them."""
    need_post(frames, operation.to)
    functions, origin, to = list(operation.functions), operation.origin, operation.to
    held = frames.functions
    moved = among(held["function"], functions)
    if origin is not None:
        need_post(frames, origin)
        own = held.loc[among(held["post"], [origin]), "function"]
        _need_all(functions, set(own), f"function of {origin}", f"what {origin} manages")
    own = held.loc[among(held["post"], [to]) & ~conditional(held["status"]), "function"]
    if again := sorted(set(functions) & set(own)):
        raise Refused(again[0], f"that {to} manages {again[0]} already", "functions of another")
    leaving = moved & among(held["post"], [] if origin is None else [origin])
    names = dict(zip(held["function"], held["function_name"], strict=True))
    rows = [
        {
            **setting.cited,
            "post": to,
            "post_name": post_name(frames, to),
            "function": function,
            "function_name": names.get(function) or named(frames, function)["name"],
        }
        for function in functions
    ]
    if operation.conditional:
        stays = held.assign(status=held["status"].mask(leaving, CONDITIONAL))
        rows = [{**row, "status": CONDITIONAL} for row in rows]
        return frames.with_(functions=append(stays, rows))
    leaving |= moved & among(held["post"], [to])
    frames = frames.with_(functions=append(drop(held, leaving), rows))
    return _providing(frames, operation, setting, rows)


def _providing(
    frames: Frames, operation: MoveFunctions, setting: Setting, rows: list[dict[str, Any]]
) -> Frames:
    """Let the providing of functions follow them, as far as the operation says."""
    roles = frames.roles
    ends = (
        among(roles["relation"], [PROVIDES])
        & among(roles["target"], operation.functions)
        & among(roles["holder"], [operation.origin])
    )
    provided = set(roles.loc[ends, "target"])
    follows = set(operation.functions) if operation.provides else provided
    if operation.provides is False:
        follows = set()
    new = [
        {
            **setting.cited,
            **_role(PROVIDES, row["post"], row["post_name"], "Post"),
            **_target(row["function"], row["function_name"], "Function"),
        }
        for row in rows
        if row["function"] in follows
    ]
    return frames.with_(roles=append(drop(roles, ends), new))


def allocate(frames: Frames, operation: Allocate, setting: Setting) -> Frames:
    """Give a post or body a role in each of several things."""
    relation = ROLES[operation.relation]
    holder = _holder(frames, operation, relation)
    held = frames.roles[
        among(frames.roles["relation"], [relation])
        & among(frames.roles["holder"], [holder["holder"]])
    ]
    rows = []
    for place, id_ in enumerate(operation.targets):
        if among(held["target"], [id_]).any():
            raise Refused(
                id_,
                f"that {holder['holder']} is {operation.relation} for {id_} already",
                "something it does not have yet",
            )
        said = {
            **setting.cited,
            **holder,
            "joint": operation.joint,
            "transitional": operation.transitional,
            "agreement": operation.agreement,
            "statement": operation.statements[place] if operation.statements else None,
        }
        rows.append({**said, **_found(frames, id_, relation, operation.relation)})
        for whole in operation.part_of.get(id_, ()):
            target = _found(frames, whole, relation, operation.relation)
            rows.append({**said, **target, "part": True})
    return frames.with_(roles=append(frames.roles, rows))


def reallocate(frames: Frames, operation: Reallocate, setting: Setting) -> Frames:
    """Hand roles over to another post or body, on the same terms."""
    chosen = _chosen(frames, operation)
    to = _anybody(frames, operation.to)
    _check_holder(ROLES[operation.relation], to)
    again = frames.roles[
        among(frames.roles["relation"], [ROLES[operation.relation]])
        & among(frames.roles["holder"], [operation.to])
        & among(frames.roles["target"], operation.targets)
    ]
    if not again.empty:
        id_ = str(again["target"].iloc[0])
        raise Refused(
            id_,
            f"that {operation.to} is {operation.relation} for {id_} already",
            "a holder that is not; end the allocation of the other instead",
        )
    handed = frames.roles[chosen].assign(**to, **setting.cited).drop_duplicates()
    return frames.with_(
        roles=append(drop(frames.roles, chosen), handed.to_dict("records"))  # type: ignore[arg-type]
    )


def end_allocation(frames: Frames, operation: EndAllocation, _: Setting) -> Frames:
    """Take roles away from a post or body."""
    return frames.with_(roles=drop(frames.roles, _chosen(frames, operation)))


def adopt_outcomes(frames: Frames, operation: AdoptOutcomes, _: Setting) -> Frames:
    """Bring outcomes into force that are announced, or new."""
    rows = []
    there = set(frames.aims["id"]) | set(frames.outcomes["id"])
    for one in operation.outcomes:
        id_ = one.id if isinstance(one, NewAim) else one
        if id_ in there:
            raise Refused(id_, f"{id_} in force already", "an aim that is not")
        rows.append(_adopted(frames, one, operation.body))
    aims = [{**row, "set": f"{row['body'] or 'unknown'}/{_level(row)}"} for row in rows]
    return frames.with_(outcomes=append(frames.outcomes, rows), aims=append(frames.aims, aims))


def _adopted(frames: Frames, one: str | NewAim, body: str | None) -> dict[str, Any]:
    if isinstance(one, NewAim):
        return {**one.model_dump(), "body": body}
    announced = frames.announced[among(frames.announced["id"], [one])]
    if announced.empty:
        raise Refused(
            one,
            f"no aim {one} on record for any day",
            "one that is, or its text as {id: …, name: …}; on record are "
            + listed(frames.announced["id"], one),
        )
    return {str(name): value for name, value in announced.iloc[0].to_dict().items()}


def _level(aim: dict[str, Any]) -> str:
    return str(aim["level"] if pd.notna(aim.get("level")) else aim["kind"])


def _chosen(frames: Frames, operation: Reallocate | EndAllocation) -> pd.Series:
    """Tell which rows an operation is about; a lead of part of an objective goes with it."""
    roles = frames.roles
    held = among(roles["relation"], [ROLES[operation.relation]]) & among(
        roles["holder"], [operation.origin]
    )
    what = f"{operation.relation} {operation.origin} for"
    expected = f"what {operation.origin} is {operation.relation} for"
    _need_all(list(operation.targets), set(roles.loc[held, "target"]), what, expected)
    chosen = held & among(roles["target"], operation.targets)
    # A statement about a responsibility is also one about the aim it is part of.
    keys = ["holder", "relation", "statement", "source", "locator"]
    responsibilities = roles[chosen & among(roles["target_kind"], ["Responsibility"])]
    parts = held & roles["part"].eq(True)
    if not responsibilities.empty and parts.any():
        stated = set(map(tuple, responsibilities[keys].fillna("").to_numpy().tolist()))
        same = [tuple(row) in stated for row in roles[keys].fillna("").to_numpy().tolist()]
        chosen |= parts & pd.Series(same, index=roles.index)
    return chosen


def _need_all(wanted: list[str], known: set[str], what: str, expected: str) -> None:
    if missing := [id_ for id_ in wanted if id_ not in known]:
        raise Refused(
            missing[0], f"no {what} {missing[0]}", f"{expected}: {listed(known, missing[0])}"
        )


def _holder(frames: Frames, operation: Allocate, relation: str) -> dict[str, Any]:
    if operation.post is not None:
        need_post(frames, operation.post)
        return _role(relation, operation.post, post_name(frames, operation.post), "Post")
    body = str(operation.organisation)
    holder = _role(relation, body, body_named(frames, body, None, None)[0], "Organisation")
    _check_holder(relation, holder)
    return holder


def _anybody(frames: Frames, id_: str) -> dict[str, Any]:
    if among(frames.posts["id"], [id_]).any():
        name, kind = post_name(frames, id_), "Post"
    else:
        if named(frames, id_)["type"] != "Organisation":
            need_post(frames, id_)
        name, kind = body_named(frames, id_, None, None)[0], "Organisation"
    return {"holder": id_, "holder_name": name, "holder_kind": kind}


def _check_holder(relation: str, holder: dict[str, Any]) -> None:
    if relation in _POSTS_ONLY and holder["holder_kind"] != "Post":
        raise Refused(holder["holder"], f"the body {holder['holder']}", "a post for this role")


def _role(relation: str, holder: str, name: str, kind: str) -> dict[str, Any]:
    said = {"relation": relation, "holder": holder, "holder_name": name, "holder_kind": kind}
    return {**said, "part": False, "joint": False}


def _target(id_: str, name: str, kind: str) -> dict[str, Any]:
    return {"target": id_, "target_name": name, "target_kind": kind}


def _found(frames: Frames, id_: str, relation: str, word: str) -> dict[str, Any]:
    """Return the target columns of something that is there at this point."""
    kind, name = _kind_and_name(frames, id_)
    if kind is None:
        later = among(frames.announced["id"], [id_]).any()
        raise Refused(
            id_,
            f"{id_} not in force yet" if later else f"nothing called {id_}",
            "an outcome that `adopt outcomes` brings into force first"
            if later
            else f"something on record that a {word} can be for",
        )
    if kind not in _FOR[relation]:
        raise Refused(id_, f"{kind} {id_}", f"one of {', '.join(_FOR[relation])} for a {word}")
    return _target(id_, name, kind)


def _kind_and_name(frames: Frames, id_: str) -> tuple[str | None, str]:
    for frame in (frames.aims, frames.outcomes):
        found = frame[among(frame["id"], [id_])]
        if not found.empty:
            return str(found["kind"].iloc[0]).capitalize(), str(found["name"].iloc[0])
    for frame, column, name, kind in (
        (frames.functions, "function", "function_name", "Function"),
        (frames.contracts, "contract", "name", "Contract"),
        (frames.partnerships, "id", "name", "Partnership"),
    ):
        found = frame[among(frame[column], [id_])]
        if not found.empty:
            return kind, str(found[name].iloc[0])
    record = named(frames, id_)
    # What stands for a day of its own is there only when one of the frames above has it.
    undated = record["type"] in ("Function", "Responsibility")
    return (str(record["type"]), str(record["name"])) if undated else (None, id_)
