"""What every change to the frames shares: where it stands, whom it can name, how it refuses."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pandas as pd

from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames, among

_SHOWN = 8


class Refused(Exception):
    """An operation cannot apply: what was found, what was expected, and about which thing."""

    def __init__(self, about: str, found: str, expected: str) -> None:
        super().__init__(f"found {found}, expected {expected}")
        self.about = about


@dataclass(frozen=True)
class Setting:
    """What a change rests on: the source and place its facts are cited by."""

    source: str
    locator: str

    @property
    def cited(self) -> dict[str, str]:
        """Return the columns that say where a new fact is from."""
        return {"source": self.source, "locator": self.locator, "status": "proposed"}


def listed(ids: Iterable[Any], near: str = "") -> str:
    """Return some of ``ids`` for a message, the likeliest first, or that there are none."""
    known = sorted({str(one) for one in ids if pd.notna(one)})
    close = get_close_matches(near, known, _SHOWN) if near else []
    ordered = [*close, *(one for one in known if one not in close)]
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return (", ".join(ordered[:_SHOWN]) + more) or "nothing: there are none"


def need(known: Collection[object], wanted: str, what: str, expected: str) -> None:
    """Refuse when ``wanted``, a ``what`` such as a post, is not among ``known``."""
    if wanted not in known:
        raise Refused(wanted, f"no {what} {wanted}", f"{expected}: {listed(known, wanted)}")


def need_post(frames: Frames, post: str) -> None:
    """Refuse when a post is not in the structure at this point."""
    need(set(frames.posts["id"]), post, "post", "one in the structure at this point")


def refuse_post(frames: Frames, post: str) -> None:
    """Refuse when a post is in the structure already."""
    if among(frames.posts["id"], [post]).any():
        raise Refused(post, f"post {post} there already", "an identifier that no post has")


def post_name(frames: Frames, post: str) -> str:
    """Return the title of a post."""
    return str(frames.posts.loc[among(frames.posts["id"], [post]), "name"].iloc[0])


def named(frames: Frames, id_: str) -> Mapping[str, Any]:
    """Return type, name and kind of anything on record; the name is its id when it is not."""
    found = frames.names[among(frames.names["id"], [id_])]
    if found.empty:
        return {"id": id_, "type": None, "name": id_, "kind": None}
    return {str(name): value for name, value in found.iloc[0].to_dict().items()}


def body_named(frames: Frames, id_: str, name: str | None, kind: str | None) -> tuple[str, str]:
    """Return the name and kind of an organisation, on record or given.

    Refuses when it is on record nowhere and no name is given.
    """
    for frame, columns in (
        (frames.memberships, ("actor", "actor_name", "actor_kind")),
        (frames.parties, ("actor", "actor_name", "actor_kind")),
        (frames.names[among(frames.names["type"], ["Organisation"])], ("id", "name", "kind")),
    ):
        found = frame[among(frame[columns[0]], [id_])]
        if not found.empty:
            row = found.iloc[0]
            return str(name or row[columns[1]]), str(kind or row[columns[2]])
    if name is None:
        raise Refused(
            id_, f"no organisation {id_} on record", "its name and kind under name and kind"
        )
    return name, kind or "not known"


def conditional(column: pd.Series) -> pd.Series:
    """Tell where a status says that something happens only if required."""
    return among(column, [CONDITIONAL])
