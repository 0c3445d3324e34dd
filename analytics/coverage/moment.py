"""One moment of a structure: its outcomes, posts, roles and partnerships, folded and checked.

Outcomes printed twice in the same words are one outcome. A fact that two sources state is one
fact with two pieces of evidence. Relations are never merged with one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from placegraph.analytics.coverage.reading import cells, require, true
from placegraph.analytics.wording import citation, fold_text

LEAD_COMMISSIONER = "LEAD_COMMISSIONER_FOR"
LEAD_OFFICER = "LEAD_OFFICER_FOR"
CONTRIBUTES = "CONTRIBUTES_TO"
COMMISSIONS = "COMMISSIONS"
CLIENT = "CLIENT_OF"
PROVIDES = "PROVIDES"
DELIVERS = "DELIVERS"
SPONSORS = "SPONSORS"
LEAD_MEMBER = "LEAD_MEMBER_FOR"

_COLUMNS = {
    "outcomes": ("id", "name", "kind", "body"),
    "posts": ("id", "name", "fte", "role", "vacant", "temporary"),
    "roles": (
        *("relation", "holder", "holder_name", "holder_kind", "target", "target_name"),
        *("target_kind", "part", "joint", "status", "statement", "source", "locator"),
    ),
    "partnerships": ("id", "name"),
}


class Aim(NamedTuple):
    """An outcome, or an objective that somebody is expected to lead."""

    id: str
    name: str
    kind: str
    body: str | None
    budget: float | None
    weight: float | None
    needs_partners: bool


class Seat(NamedTuple):
    """A post of the structure; ``filling_known`` tells whether a source says if it is vacant."""

    id: str
    name: str
    role: str
    vacant: bool
    temporary: bool
    filling_known: bool


class Role(NamedTuple):
    """What one holder is to one target, in one relation, by all the sources that say so.

    ``part`` when no source names the whole. ``until`` is the day a transitional role ends,
    ``agreement`` the agreement by which a partner holds a lead. ``interim``: held by a temporary
    post. ``valid``: the holder can act now.
    """

    relation: str
    holder: str
    holder_name: str
    holder_kind: str
    target: str
    target_name: str
    target_kind: str
    part: bool
    joint: bool
    transitional: bool
    until: date | None
    agreement: str | None
    statements: tuple[str, ...]
    evidence: str
    interim: bool
    valid: bool


@dataclass(frozen=True)
class Moment:
    """What is recorded at one moment: aims, seats and partnerships by id, and roles in order.

    A role is valid when its holder can act: a post established and not known to be vacant; for a
    relation other than lead commissioner also a body. A lead commissioner outside the structure's
    own posts is valid only by an agreement. A lead member sits in the cabinet, which is no part of
    a management structure, and need not be among its posts.
    """

    aims: Mapping[str, Aim]
    seats: Mapping[str, Seat]
    roles: tuple[Role, ...]
    partnerships: Mapping[str, str]
    of: Mapping[tuple[str, bool], Mapping[str, list[Role]]]
    """The roles in an outcome or objective, by relation and whether valid ones only, by target."""

    @property
    def speaks_of_roles(self) -> bool:
        """Tell whether any source says who has any role in any outcome or objective."""
        return bool(self.of)

    def of_kind(self, kind: str) -> list[Aim]:
        """Return the aims of one ``kind``: outcome or objective."""
        return [aim for aim in self.aims.values() if aim.kind == kind]

    def held(self, *relations: str, valid: bool = True) -> list[Role]:
        """Return the roles of ``relations`` in an outcome or objective, by default valid ones."""
        return [
            role
            for relation in relations
            for roles in self.held_by_target(relation, valid=valid).values()
            for role in roles
        ]

    def held_by_target(self, relation: str, *, valid: bool = True) -> Mapping[str, list[Role]]:
        """Return the same by outcome or objective, in the order in which they are first held."""
        return self.of.get((relation, valid), {})


def by_target(roles: Iterable[Role]) -> dict[str, list[Role]]:
    """Return roles by what they are for, in order."""
    found: defaultdict[str, list[Role]] = defaultdict(list)
    for role in roles:
        found[role.target].append(role)
    return dict(found)


def aliases(*outcomes: pd.DataFrame) -> dict[str, str]:
    """Map every outcome id to the first id that has its kind, body and folded text."""
    first: dict[tuple[str, str, str], str] = {}
    alias: dict[str, str] = {}
    for frame in outcomes:
        require("outcomes", frame, _COLUMNS["outcomes"])
        for id_, name, kind, body in cells(frame, "id", "name", "kind", "body"):
            alias[id_] = first.setdefault((str(kind), str(body), fold_text(str(name))), id_)
    return alias


def moment(
    outcomes: pd.DataFrame,
    posts: pd.DataFrame,
    roles: pd.DataFrame,
    partnerships: pd.DataFrame,
    alias: Mapping[str, str],
) -> Moment:
    """Fold the frames of one moment; ``alias`` as ``aliases`` gives it.

    Raises ``MeasureError`` naming a frame and the columns it lacks.
    """
    for name, frame in (("posts", posts), ("roles", roles), ("partnerships", partnerships)):
        require(name, frame, _COLUMNS[name])
    aims: dict[str, Aim] = {}
    for id_, name, kind, body, budget, weight, needs in cells(
        outcomes, "id", "name", "kind", "body", "budget", "weight", "partner_dependent"
    ):
        aim = Aim(alias[id_], str(name), str(kind), body, budget, weight, true(needs))
        aims.setdefault(aim.id, aim)
    seats: dict[str, Seat] = {}
    for id_, name, side, vacant, temporary in cells(
        posts, "id", "name", "role", "vacant", "temporary"
    ):
        known = vacant is not None
        seat = Seat(id_, str(name), str(side or ""), true(vacant), true(temporary), known)
        seats.setdefault(id_, seat)
    folded = _fold_roles(roles, alias, seats)
    own = dict(cells(partnerships, "id", "name"))
    return Moment(aims, seats, folded, own, _in_aims(folded, aims))


def merge_evidence(evidence: Iterable[str]) -> str:
    """Join citations, each once, in order."""
    texts = dict.fromkeys(evidence)
    if len(texts) == 1:
        return next(iter(texts))
    return "; ".join(dict.fromkeys(part for text in texts for part in text.split("; ") if part))


_ROLE = (
    *("relation", "holder", "holder_name", "holder_kind", "target", "target_name", "target_kind"),
    *("part", "joint", "transitional", "ends", "agreement", "statement", "source", "locator"),
)


def _fold_roles(
    roles: pd.DataFrame, alias: Mapping[str, str], seats: Mapping[str, Seat]
) -> tuple[Role, ...]:
    current = roles[(roles["status"] != "ended").to_numpy(dtype=bool)]
    folded: dict[tuple[str, str, str], Role] = {}
    for relation, holder, name, kind, target, *rest in cells(current, *_ROLE):
        key = (holder, relation, alias.get(target, target))
        role = _role(relation, holder, name, kind, key[2], rest, seats)
        folded[key] = _both(folded[key], role) if key in folded else role
    return tuple(folded.values())


def _role(
    relation: str,
    holder: str,
    name: str,
    kind: str,
    target: str,
    rest: list[Any],
    seats: Mapping[str, Seat],
) -> Role:
    target_name, target_kind, part, joint, passing, until, agreement, statement, *where = rest
    seat = seats.get(holder) if kind == "Post" else None
    return Role(
        *(relation, holder, str(name), str(kind), target, str(target_name), str(target_kind)),
        *(true(part), true(joint), true(passing), until, agreement),
        () if statement is None else (statement,),
        citation(*where),
        seat is not None and seat.temporary,
        _can_act(relation, kind, seat, agreement),
    )


def _both(one: Role, other: Role) -> Role:
    """Return one fact that two sources state: naming the whole is enough, so is saying joint."""
    return one._replace(
        part=one.part and other.part,
        joint=one.joint or other.joint,
        transitional=one.transitional or other.transitional,
        until=one.until or other.until,
        agreement=one.agreement or other.agreement,
        statements=tuple(dict.fromkeys([*one.statements, *other.statements])),
        evidence=merge_evidence([one.evidence, other.evidence]),
        valid=one.valid or other.valid,
    )


def _in_aims(
    roles: Iterable[Role], aims: Mapping[str, Aim]
) -> dict[tuple[str, bool], dict[str, list[Role]]]:
    found: defaultdict[tuple[str, bool], dict[str, list[Role]]] = defaultdict(dict)
    for role in roles:
        if role.target in aims:
            found[role.relation, False].setdefault(role.target, []).append(role)
            if role.valid:
                found[role.relation, True].setdefault(role.target, []).append(role)
    return dict(found)


def _can_act(relation: str, kind: str, seat: Seat | None, agreement: str | None) -> bool:
    if seat is not None:
        return not seat.vacant
    if relation == LEAD_COMMISSIONER:
        return agreement is not None
    return kind != "Post" or relation == LEAD_MEMBER
