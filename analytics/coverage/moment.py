"""One moment of a structure: its outcomes, posts, roles and partnerships, folded and checked.

Outcomes printed twice in the same words are one outcome. A fact that two sources state is one
fact with two pieces of evidence. Relations are never merged with one another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from placegraph.analytics.wording import citation, fold_text
from placegraph.errors import MeasureError

LEAD_COMMISSIONER = "LEAD_COMMISSIONER_FOR"
LEAD_OFFICER = "LEAD_OFFICER_FOR"
CONTRIBUTES = "CONTRIBUTES_TO"
COMMISSIONS = "COMMISSIONS"
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
_ROLE_TYPES = {
    **dict.fromkeys(("holder", "relation", "target", "statements", "evidence"), "object"),
    **dict.fromkeys(("part", "joint", "transitional"), "bool"),
}


@dataclass(frozen=True)
class Moment:
    """What is recorded at one moment.

    ``outcomes`` (name, kind, body) and ``posts`` (name, role, vacant, temporary) are indexed by
    id. ``roles`` has one row per holder, relation and target: relation, holder, holder_name,
    holder_kind, target, target_name, part, joint, transitional, statements (tuple), evidence,
    ``interim`` (the holder is a temporary post) and ``valid``: the holder can act now, that is, a
    post established and not known to be vacant. A lead commissioner must be a post; the other
    relations may be held by a body.
    """

    outcomes: pd.DataFrame
    posts: pd.DataFrame
    roles: pd.DataFrame
    partnerships: pd.DataFrame

    @property
    def speaks_of_roles(self) -> bool:
        """Tell whether any source says who has any role in any outcome or objective."""
        return bool(self.roles["target"].isin(self.outcomes.index).any())

    def name_of(self, outcome: object) -> str:
        """Return the text of one outcome or objective."""
        return str(self.outcomes.at[str(outcome), "name"])

    def of_kind(self, kind: str) -> pd.DataFrame:
        """Return the outcomes of one ``kind``: outcome or objective."""
        return self.outcomes[self.outcomes["kind"] == kind]

    def held(self, *relations: str, valid: bool = True) -> pd.DataFrame:
        """Return the roles of ``relations`` in an outcome or objective, by default valid ones."""
        roles = self.roles
        wanted = roles["relation"].isin(relations) & roles["target"].isin(self.outcomes.index)
        return roles[wanted & roles["valid"]] if valid else roles[wanted]


def aliases(*outcomes: pd.DataFrame) -> dict[str, str]:
    """Map every outcome id to the first id that has its kind, body and folded text."""
    first: dict[tuple[str, str, str], str] = {}
    alias: dict[str, str] = {}
    for frame in outcomes:
        _require("outcomes", frame)
        for id_, name, kind, body in zip(
            frame["id"], frame["name"], frame["kind"], frame["body"], strict=True
        ):
            alias[id_] = first.setdefault((str(kind), str(body), fold_text(str(name))), id_)
    return alias


def moment(
    outcomes: pd.DataFrame,
    posts: pd.DataFrame,
    roles: pd.DataFrame,
    partnerships: pd.DataFrame,
    alias: dict[str, str],
) -> Moment:
    """Fold the frames of one moment; ``alias`` as ``aliases`` gives it.

    Raises ``MeasureError`` naming a frame and the columns it lacks.
    """
    for name, frame in (("posts", posts), ("roles", roles), ("partnerships", partnerships)):
        _require(name, frame)
    folded = outcomes.assign(id=outcomes["id"].map(alias)).drop_duplicates("id").set_index("id")
    standing = posts.drop_duplicates("id").set_index("id")
    standing = standing.assign(
        filling_known=standing["vacant"].notna(),
        vacant=_true(standing["vacant"]),
        temporary=_true(standing["temporary"]),
    )
    return Moment(folded, standing, _fold_roles(roles, alias, standing), partnerships)


def merge_evidence(evidence: Iterable[str]) -> str:
    """Join citations, each once, in order."""
    cited = dict.fromkeys(part for text in evidence for part in text.split("; ") if part)
    return "; ".join(cited)


def _fold_roles(roles: pd.DataFrame, alias: dict[str, str], posts: pd.DataFrame) -> pd.DataFrame:
    current = roles[roles["status"].map(lambda status: status != "ended").astype(bool)]
    flagged = current["transitional"] if "transitional" in current else pd.Series(dtype=object)
    current = current.assign(
        target=[alias.get(target, target) for target in current["target"]],
        part=_true(current["part"]),
        joint=_true(current["joint"]),
        transitional=_true(flagged.reindex(current.index)),
    )
    cited = list(map(citation, current["source"], current["locator"]))
    # One source that names the whole of a target is enough; so is one that says joint.
    folded = (
        current.assign(evidence=cited)
        .groupby(["holder", "relation", "target"], sort=False)
        .agg(
            holder_name=("holder_name", "first"),
            holder_kind=("holder_kind", "first"),
            target_name=("target_name", "first"),
            part=("part", "all"),
            joint=("joint", "any"),
            transitional=("transitional", "any"),
            statements=("statement", _distinct),
            evidence=("evidence", merge_evidence),
        )
        .reset_index()
        # Without a single row pandas guesses the types, and guesses wrong.
        .astype(_ROLE_TYPES)
    )
    is_post = folded["holder_kind"] == "Post"
    in_post = folded["holder"].isin(posts.index[~posts["vacant"]])
    body_may = ~is_post & (folded["relation"] != LEAD_COMMISSIONER)
    return folded.assign(
        interim=is_post & folded["holder"].isin(posts.index[posts["temporary"]]),
        valid=(is_post & in_post) | body_may,
    )


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None and pd.notna(value)))


def _true(flags: pd.Series) -> pd.Series:
    """Return where a flag is said to be true; not recorded is not true, nor is it false."""
    return flags.map(lambda flag: bool(pd.notna(flag) and flag)).astype(bool)


def _require(name: str, frame: pd.DataFrame) -> None:
    missing = [column for column in _COLUMNS[name] if column not in frame.columns]
    if missing:
        raise MeasureError(
            f"coverage: {name}: found no column {', '.join(missing)}, expected "
            f"{', '.join(_COLUMNS[name])}; add the column (a cell may be empty)."
        )
