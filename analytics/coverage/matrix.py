"""Every outcome and objective by whoever a source names for it."""

import pandas as pd

from placegraph.analytics.coverage.leads import contest
from placegraph.analytics.coverage.moment import LEAD_COMMISSIONER, Moment, Role
from placegraph.analytics.coverage.relations import LEADS, RELATIONS

COLUMNS = (
    *("outcome", "outcome_name", "kind", "holder", "holder_name", "relation", "state", "evidence"),
)


def matrix(now: Moment) -> pd.DataFrame:
    """Return one row for each holder of each relation to an outcome or objective.

    Columns: outcome, outcome_name, kind, holder, holder_name, relation, state (single, joint,
    interim, vacant, contested; unknown where no source names a lead commissioner), evidence.
    """
    rows: list[tuple[str | None, ...]] = []
    for relation in RELATIONS:
        for target, roles in now.held_by_target(relation, valid=False).items():
            acting = [role for role in roles if role.valid]
            aim = now.aims[target]
            rows += [
                (
                    *(target, aim.name, aim.kind, role.holder, role.holder_name, relation),
                    *(_state(role, acting), role.evidence),
                )
                for role in roles
            ]
    named = now.held_by_target(LEAD_COMMISSIONER, valid=False)
    rows += [
        (aim.id, aim.name, aim.kind, None, None, LEAD_COMMISSIONER, "unknown", "")
        for aim in now.aims.values()
        if aim.id not in named
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _state(role: Role, acting: list[Role]) -> str:
    if not role.valid:
        return "vacant"
    if role.interim:
        return "interim"
    if role.relation in LEADS and contest(acting):
        return "contested"
    # Several contributors hold a role together; several leads do so only when called joint.
    together = len(acting) > 1 and (role.joint or role.relation not in LEADS)
    return "joint" if together else "single"
