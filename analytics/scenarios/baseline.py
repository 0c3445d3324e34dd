"""The frames that a scenario changes: what is on record of a place on one day.

They are the frames that the analyses read, so that every analysis runs on a changed place as it
does on the recorded one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from placegraph.errors import MeasureError

CONDITIONAL = "conditional"

_COLUMNS: dict[str, tuple[str, ...]] = {
    "posts": (
        *("id", "name", "organisation", "fte", "counted", "role", "temporary", "vacant", "grade"),
        *("salary_low", "salary_high", "status", "source", "locator"),
    ),
    "outcomes": ("id", "name", "kind", "level", "body", "weight", "budget"),
    "roles": (
        *("relation", "holder", "holder_name", "holder_kind", "target", "target_name"),
        *("target_kind", "part", "joint", "transitional", "agreement", "status", "statement"),
        *("source", "locator"),
    ),
    "partnerships": ("id", "name"),
    "functions": (
        *("post", "post_name", "function", "function_name", "status", "source", "locator"),
    ),
    "reports_to": ("post", "manager", "source", "locator"),
    "statutory": (
        *("organisation", "organisation_name", "organisation_kind", "role", "role_name", "post"),
        *("post_name", "status", "source", "locator"),
    ),
    "purposes": ("partnership", "aim", "source", "locator"),
    "cycle": (*("subject", "subject_name", "phase", "holder", "holder_name", "source", "locator"),),
    "decisions": (
        *("subject", "subject_name", "decision", "body", "body_name", "source", "locator"),
    ),
    "seats": ("post", "post_name", "body", "body_name", "source", "locator"),
    "memberships": (
        *("actor", "actor_name", "actor_kind", "partnership", "partnership_name"),
        *("completeness", "source", "locator"),
    ),
    "contracts": (
        *("contract", "name", "kind", "amount", "party", "party_name", "role"),
        *("source", "locator"),
    ),
    "parties": (
        *("actor", "actor_name", "actor_kind", "agreement", "agreement_name", "grant", "source"),
    ),
    "aims": ("id", "name", "kind", "level", "body", "weight", "budget", "set"),
    "links": ("lower", "upper", "score", "status"),
    "costs": ("appraisal", "partnership", "line", "payer", "payer_name", "share"),
    "benefits": ("appraisal", "partnership", "line", "beneficiary", "beneficiary_name", "share"),
    "announced": ("id", "name", "kind", "level", "body", "weight", "budget"),
    "names": ("id", "type", "name", "kind"),
}
#: Columns a frame may lack: they are then not known of any row.
_MAY_LACK = frozenset(
    {
        *("organisation", "grade", "salary_low", "salary_high", "status", "source", "locator"),
        *("transitional", "agreement", "statement", "level", "weight", "budget", "counted"),
        *("completeness", "set"),
    }
)
_NUMBERS = ("fte", "salary_low", "salary_high", "weight", "budget", "amount", "share")


@dataclass(frozen=True, eq=False)
class Frames:
    """What is on record on one day; a frame not given is empty.

    ``posts``: id, name, organisation, fte, counted (False when left out of totals), role (side of
    commissioning), temporary, vacant, grade, salary_low and salary_high (£ a year), status
    (``conditional`` for a post that is not there unless required). ``outcomes`` and ``aims``: id,
    name, kind, level, body, weight, budget, those that somebody should lead and all. ``roles``: one
    row a statement, as the query ``outcomes/roles`` has them. ``partnerships``: id, name.
    ``functions``: post, function and their names, status. ``reports_to``: post, manager.
    ``statutory``: organisation, role, post (None when nobody is named). ``purposes``, ``cycle``
    and ``decisions`` as coverage takes them. ``seats``: post, body (partnership or board).
    ``memberships``: actor, partnership, completeness. ``contracts``: contract and one party a row;
    ``parties``: actor, agreement, grant. ``links``: lower, upper, score, status. ``costs`` and
    ``benefits`` of appraisals: line, payer or beneficiary, share. ``announced``: aims on record for
    any day. ``names``: id, type, name, kind of what operations may mention.
    """

    posts: pd.DataFrame
    outcomes: pd.DataFrame
    roles: pd.DataFrame
    partnerships: pd.DataFrame
    functions: pd.DataFrame
    reports_to: pd.DataFrame
    statutory: pd.DataFrame
    purposes: pd.DataFrame
    cycle: pd.DataFrame
    decisions: pd.DataFrame
    seats: pd.DataFrame
    memberships: pd.DataFrame
    contracts: pd.DataFrame
    parties: pd.DataFrame
    aims: pd.DataFrame
    links: pd.DataFrame
    costs: pd.DataFrame
    benefits: pd.DataFrame
    announced: pd.DataFrame
    names: pd.DataFrame

    @classmethod
    def of(cls, **frames: pd.DataFrame) -> "Frames":
        """Return frames with every column there is, in rows of their own.

        Raises ``MeasureError`` naming a frame that is none of these, or a column that one lacks.
        """
        if unknown := sorted(set(frames) - set(_COLUMNS)):
            raise MeasureError(
                f"scenario: found frames {', '.join(unknown)}, expected {', '.join(_COLUMNS)}."
            )
        return cls(**{name: _checked(name, frames.get(name)) for name in _COLUMNS})

    def with_(self, **changed: pd.DataFrame) -> "Frames":
        """Return these frames with some replaced."""
        return replace(self, **changed)

    def named(self) -> Mapping[str, pd.DataFrame]:
        """Return the frames by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def standing(self) -> pd.DataFrame:
        """Return the posts that are there for certain."""
        return self.posts[(self.posts["status"] != CONDITIONAL).to_numpy(dtype=bool)]


def append(frame: pd.DataFrame, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return ``frame`` with rows below it; what a row does not say is not known.

    A column that says how a row came about and is no column of the frame is left out.
    """
    if not rows:
        return frame
    columns = list(frame.columns)
    new = pd.DataFrame([[row.get(c) for c in columns] for row in rows], columns=columns)
    joined = pd.concat([frame.astype(object), new.astype(object)], ignore_index=True)
    return _numbers(joined)


def drop(frame: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    """Return ``frame`` without the rows where ``which`` is true."""
    gone = which.to_numpy(dtype=bool)
    return frame[~gone].reset_index(drop=True) if gone.any() else frame


def among(column: pd.Series, values: Iterable[object]) -> pd.Series:
    """Tell where ``column`` holds one of ``values``."""
    return column.isin(list(values))


def _checked(name: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    wanted = _COLUMNS[name]
    if frame is None:
        return _numbers(pd.DataFrame({column: [] for column in wanted}, dtype=object))
    lacking = [c for c in wanted if c not in frame.columns and c not in _MAY_LACK]
    if lacking:
        raise MeasureError(
            f"scenario: {name}: found no column {', '.join(lacking)}, expected "
            f"{', '.join(wanted)}; add the column (a cell may be empty)."
        )
    held = frame.astype(object)
    held = held.assign(**{c: None for c in wanted if c not in frame.columns})
    return _numbers(held.reset_index(drop=True))


def _numbers(frame: pd.DataFrame) -> pd.DataFrame:
    held = [c for c in _NUMBERS if c in frame.columns]
    return frame.astype(dict.fromkeys(held, float))
