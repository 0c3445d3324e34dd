"""How many outcomes each relation covers: by number, by depth, by budget and by weight."""

import math
from collections.abc import Mapping

import pandas as pd

from placegraph.analytics.coverage.leads import contest, provided
from placegraph.analytics.coverage.moment import (
    COMMISSIONS,
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_MEMBER,
    LEAD_OFFICER,
    PROVIDES,
    Moment,
    Role,
)

RELATIONS = (LEAD_COMMISSIONER, LEAD_OFFICER, CONTRIBUTES, COMMISSIONS, PROVIDES, LEAD_MEMBER)
"""The relations to an outcome whose coverage is counted, each by itself."""

LEADS = (LEAD_COMMISSIONER, LEAD_OFFICER)
"""The relations of which several holders contest one another unless joint."""

COLUMNS = (
    *("relation", "covered", "part", "outcomes", "share", "depth", "contested", "contested_rate"),
    *("budget_share", "weight_share", "reason"),
)


def by_relation(now: Moment, kind: str) -> pd.DataFrame:
    """Return the coverage of the outcomes, or objectives, of one moment by relation.

    Columns: relation, covered (number with a valid holder), part (of those, only in part),
    outcomes (all of them), share (covered ÷ outcomes), depth (mean number of valid holders),
    contested (number with several leads that nobody calls joint; None where holding together is
    usual), contested_rate (contested ÷ outcomes), budget_share and weight_share (covered budget or
    weight ÷ all; None unless every outcome has one), reason (why a figure is None). All but
    outcomes are None when nothing is recorded to cover, or no source says who does what.
    """
    aims = now.of_kind(kind)
    budgets = [aim.budget for aim in aims]
    weights = [aim.weight for aim in aims]
    rows: list[dict[str, object]] = []
    for relation in RELATIONS:
        row: dict[str, object] = dict.fromkeys(COLUMNS)
        row |= {"relation": relation, "outcomes": len(aims)}
        rows.append(row)
        if not aims or not now.speaks_of_roles:
            row["reason"] = (
                f"no source says who does what for any {kind}" if aims else f"no {kind} on record"
            )
            continue
        held = _holders(now, relation)
        own = [held.get(aim.id, []) for aim in aims]
        covered = [bool(roles) for roles in own]
        clashes = sum(map(contest, own)) if relation in LEADS else None
        row |= {
            "covered": sum(covered),
            "part": sum(bool(roles) and all(role.part for role in roles) for roles in own),
            "share": sum(covered) / len(aims),
            "depth": sum(len({role.holder for role in roles}) for roles in own) / len(aims),
            "contested": clashes,
            "contested_rate": None if clashes is None else clashes / len(aims),
            "budget_share": _weighted(covered, budgets),
            "weight_share": _weighted(covered, weights),
            "reason": _reason(kind, budgets, weights),
        }
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _holders(now: Moment, relation: str) -> Mapping[str, list[Role]]:
    if relation != PROVIDES:
        return now.held_by_target(relation)
    return {
        target: [role for role in path if role.relation == PROVIDES]
        for target, path in provided(now).items()
    }


def _weighted(covered: list[bool], sizes: list[float | None]) -> float | None:
    known = [size for size in sizes if size is not None]
    total = math.fsum(known)
    if len(known) < len(sizes) or total <= 0:
        return None
    return math.fsum(size for size, named in zip(known, covered, strict=True) if named) / total


def _reason(kind: str, budgets: list[float | None], weights: list[float | None]) -> str | None:
    said = []
    for what, sizes in (("budget", budgets), ("weight", weights)):
        missing = sum(size is None for size in sizes)
        if missing:
            said.append(f"{missing:,} of {len(sizes):,} {kind}s have no {what} on record")
    return "; ".join(said) or None
