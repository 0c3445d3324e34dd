"""What becomes of posts: made, ended, merged, split, moved, regraded."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among, append, drop
from placegraph.analytics.scenarios.changes import (
    Refused,
    Setting,
    listed,
    named,
    need_post,
    post_name,
    refuse_post,
)
from placegraph.analytics.scenarios.operations import (
    CreatePost,
    DeletePost,
    MergePosts,
    MovePost,
    RegradePost,
    SplitPart,
    SplitPost,
)

#: Where a post holds something: the frame, the column of the post, its title, and what is held.
_HOLDINGS = (
    ("roles", "holder", "holder_name", "target"),
    ("functions", "post", "post_name", "function"),
    ("statutory", "post", "post_name", "role"),
    ("seats", "post", "post_name", "body"),
    ("cycle", "holder", "holder_name", "subject"),
    ("decisions", "body", "body_name", "subject"),
    ("reports_to", "manager", None, "post"),
)
#: Frames that list what is to be held too: what nobody holds any more stays, with a blank.
_LISTS = {
    "statutory": ("post", "post_name", "status", "source", "locator"),
    "cycle": ("phase", "holder", "holder_name", "source", "locator"),
    "decisions": ("decision", "body", "body_name", "source", "locator"),
}
_TERMS = ("fte", "counted", "role", "temporary", "vacant", "grade", "salary_low", "salary_high")


def delete_post(frames: Frames, operation: DeletePost, _: Setting) -> Frames:
    """End a post and all that it held."""
    need_post(frames, operation.post)
    return _without(frames, [operation.post])


def create_post(frames: Frames, operation: CreatePost, setting: Setting) -> Frames:
    """Make a post that holds nothing yet but its statutory roles."""
    refuse_post(frames, operation.post)
    if operation.reports_to:
        need_post(frames, operation.reports_to)
    councils = set(frames.posts["organisation"].dropna())
    if operation.organisation is None and len(councils) > 1:
        raise Refused(
            operation.post,
            "no organisation for the post",
            f"organisation to be one of {listed(councils)}",
        )
    terms = operation.model_dump(include=set(_TERMS))
    row = {
        **setting.cited,
        **terms,
        "id": operation.post,
        "name": operation.title,
        "organisation": operation.organisation or next(iter(councils), None),
        "counted": operation.counted is not False,
    }
    if operation.conditional:
        row["status"] = CONDITIONAL
    made = frames.with_(posts=append(frames.posts, [row]))
    made = _carrying(made, operation, row)
    return _under(made, operation.post, operation.reports_to, setting)


def merge_posts(frames: Frames, operation: MergePosts, setting: Setting) -> Frames:
    """Make one post of several, which takes over all that they held."""
    for post in operation.posts:
        need_post(frames, post)
    into, kept = operation.into, operation.into in operation.posts
    if not kept:
        refuse_post(frames, into)
        if operation.title is None:
            raise Refused(into, f"no title for the new post {into}", "its title")
        sources = frames.posts[among(frames.posts["id"], operation.posts)]
        row = {
            **setting.cited,
            **operation.model_dump(include=set(_TERMS)),
            "id": into,
            "name": operation.title,
            "organisation": sources["organisation"].iloc[0],
            "counted": operation.counted is not False,
        }
        frames = frames.with_(posts=append(frames.posts, [row]))
        managers = frames.reports_to[among(frames.reports_to["post"], operation.posts)]["manager"]
        managers = managers[~among(managers, operation.posts)]
        if managers.nunique() == 1:
            frames = _under(frames, into, str(managers.iloc[0]), setting)
    else:
        frames = _with_terms(frames, into, operation)
    others = [post for post in operation.posts if post != into]
    for post in others:
        frames = _hand_over(frames, post, into, None)
    frames = _without(frames, others)
    own = frames.reports_to["post"] == frames.reports_to["manager"]
    return frames.with_(reports_to=drop(frames.reports_to, own))


def split_post(frames: Frames, operation: SplitPost, setting: Setting) -> Frames:
    """Make several posts of one; what none of them takes ends."""
    post = operation.post
    need_post(frames, post)
    held = _held(frames, post)
    old = frames.posts[among(frames.posts["id"], [post])].iloc[0]
    manager = frames.reports_to.loc[among(frames.reports_to["post"], [post]), "manager"]
    taken: set[str] = set()
    for part in operation.into:
        if unknown := sorted(set(part.takes) - held):
            raise Refused(
                unknown[0],
                f"{', '.join(unknown)} under takes of {part.post}",
                f"what {post} holds: {listed(held, unknown[0])}",
            )
        taken |= set(part.takes)
    for part in operation.into:
        if part.post == post:
            frames = _with_terms(frames, post, part)
            continue
        refuse_post(frames, part.post)
        if part.title is None:
            raise Refused(part.post, f"no title for the new post {part.post}", "its title")
        frames = frames.with_(posts=append(frames.posts, [_row(part, old, setting)]))
        if not manager.empty:
            frames = _under(frames, part.post, str(manager.iloc[0]), setting)
        frames = _hand_over(frames, post, part.post, set(part.takes))
    own = next((part for part in operation.into if part.post == post), None)
    if own is None:
        return _without(frames, [post])
    return _let_go(frames, post, taken - set(own.takes))


def move_post(frames: Frames, operation: MovePost, setting: Setting) -> Frames:
    """Put a post under another manager, or in another organisation."""
    need_post(frames, operation.post)
    if operation.reports_to:
        need_post(frames, operation.reports_to)
        if operation.reports_to in _below(frames, operation.post):
            raise Refused(
                operation.post,
                f"that {operation.reports_to} is {operation.post} or reports to it",
                "a manager outside it",
            )
        lines = frames.reports_to
        frames = frames.with_(reports_to=drop(lines, among(lines["post"], [operation.post])))
        frames = _under(frames, operation.post, operation.reports_to, setting)
    if operation.organisation:
        chosen = among(frames.posts["id"], [operation.post])
        moved = frames.posts["organisation"].mask(chosen, operation.organisation)
        frames = frames.with_(posts=frames.posts.assign(organisation=moved))
    return frames


def regrade_post(frames: Frames, operation: RegradePost, _: Setting) -> Frames:
    """Change the terms of a post that are given."""
    need_post(frames, operation.post)
    return _with_terms(frames, operation.post, operation)


def _carrying(frames: Frames, operation: CreatePost, row: Mapping[str, Any]) -> Frames:
    """Give a new post its statutory roles, conditionally when it is conditional itself."""
    listed_roles = frames.statutory
    own = listed_roles[among(listed_roles["organisation"], [row["organisation"]])]
    council = named(frames, str(row["organisation"]))
    rows = [
        {
            **{name: row[name] for name in ("status", "source", "locator")},
            "organisation": row["organisation"],
            "organisation_name": council["name"],
            "organisation_kind": next(iter(own["organisation_kind"]), council["kind"]),
            "role": role,
            "role_name": _role_name(frames, role),
            "post": operation.post,
            "post_name": operation.title,
        }
        for role in operation.statutory
    ]
    return frames.with_(statutory=append(listed_roles, rows))


def _role_name(frames: Frames, role: str) -> str:
    found = frames.statutory.loc[among(frames.statutory["role"], [role]), "role_name"]
    return str(named(frames, role)["name"] if found.empty else found.iloc[0])


def _row(part: SplitPart, old: pd.Series, setting: Setting) -> dict[str, Any]:
    return {
        **setting.cited,
        **part.model_dump(include=set(_TERMS)),
        "id": part.post,
        "name": part.title,
        "organisation": old["organisation"],
        "counted": part.counted is not False,
    }


def _with_terms(frames: Frames, post: str, terms: MergePosts | RegradePost | SplitPart) -> Frames:
    given = terms.model_dump(include={"title", *_TERMS}, exclude_none=True)
    chosen = among(frames.posts["id"], [post])
    title = given.pop("title", None)
    changed = {name: frames.posts[name].mask(chosen, value) for name, value in given.items()}
    posts = frames.posts.assign(**changed)
    if title is None:
        return frames.with_(posts=posts)
    frames = frames.with_(posts=posts.assign(name=posts["name"].mask(chosen, title)))
    for name, column, title_column, _ in _HOLDINGS:
        frame = frames.named()[name]
        if title_column is not None:
            renamed = frame[title_column].mask(among(frame[column], [post]), title)
            frames = frames.with_(**{name: frame.assign(**{title_column: renamed})})
    return frames


def _hand_over(frames: Frames, post: str, to: str, only: Collection[str] | None) -> Frames:
    """Give ``to`` what ``post`` holds, or ``only`` some of it; ``post`` keeps its own rows."""
    title = post_name(frames, to)
    for name, column, title_column, what in _HOLDINGS:
        frame = frames.named()[name]
        chosen = among(frame[column], [post])
        if only is not None:
            chosen &= among(frame[what], only)
        if not chosen.any():
            continue
        given = frame[chosen].assign(**{column: to})
        if title_column is not None:
            given = given.assign(**{title_column: title})
        # What both held alike is held once; only rows of the receiver can be alike.
        own = frame[among(frame[column], [to])]
        new = pd.concat([own, given], ignore_index=True).drop_duplicates(ignore_index=True)
        others = drop(frame, among(frame[column], [to]))
        frames = frames.with_(**{name: pd.concat([others, new], ignore_index=True)})
    return frames


def _let_go(frames: Frames, post: str, what: Collection[str]) -> Frames:
    """Take from a post what others have taken over."""
    for name, column, _, held in _HOLDINGS:
        frame = frames.named()[name]
        gone = among(frame[column], [post]) & among(frame[held], what)
        frames = frames.with_(**{name: _ended(name, frame, gone)})
    return frames


def _ended(name: str, frame: pd.DataFrame, gone: pd.Series) -> pd.DataFrame:
    if name not in _LISTS or not gone.any():
        return drop(frame, gone)
    blank = {column: frame[column].mask(gone, None) for column in _LISTS[name]}
    return frame.assign(**blank).drop_duplicates(ignore_index=True)


def _without(frames: Frames, posts: Sequence[str]) -> Frames:
    """End posts, all that they held, and their own place in the line of management."""
    for name, column, _, _ in _HOLDINGS:
        frame = frames.named()[name]
        frames = frames.with_(**{name: _ended(name, frame, among(frame[column], posts))})
    return frames.with_(
        posts=drop(frames.posts, among(frames.posts["id"], posts)),
        reports_to=drop(frames.reports_to, among(frames.reports_to["post"], posts)),
    )


def _held(frames: Frames, post: str) -> set[str]:
    held: set[str] = set()
    for name, column, _, what in _HOLDINGS:
        frame = frames.named()[name]
        held |= set(frame.loc[among(frame[column], [post]), what])
    return held


def _below(frames: Frames, post: str) -> set[str]:
    """Return a post and all that report to it, at any remove."""
    found, new = {post}, {post}
    while new:
        reports = frames.reports_to.loc[among(frames.reports_to["manager"], new), "post"]
        new = set(reports) - found
        found |= new
    return found


def _under(frames: Frames, post: str, manager: str | None, setting: Setting) -> Frames:
    if manager is None:
        return frames
    line = {**setting.cited, "post": post, "manager": manager, "post_name": post_name(frames, post)}
    return frames.with_(reports_to=append(frames.reports_to, [line]))
