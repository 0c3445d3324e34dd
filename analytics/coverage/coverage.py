"""Who leads, contributes to and provides each outcome, and where nobody is named.

Lead commissioner, lead officer and contributor are different relations and are counted apart:
an outcome with three contributors may still have no lead.
"""

from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd

from placegraph.analytics.coverage.moment import (
    COMMISSIONS,
    CONTRIBUTES,
    DELIVERS,
    LEAD_COMMISSIONER,
    LEAD_MEMBER,
    LEAD_OFFICER,
    PROVIDES,
    Moment,
    aliases,
    moment,
)
from placegraph.analytics.coverage.questions import (
    Finding,
    Split,
    conflicted,
    conflicts,
    contested,
    contested_targets,
    leads_nothing,
    led_on_paper,
    lost_next,
    officer_and_commissioner,
    orphans,
    without_lead,
    without_sponsor,
)

RELATIONS = (LEAD_COMMISSIONER, LEAD_OFFICER, CONTRIBUTES, COMMISSIONS, PROVIDES, LEAD_MEMBER)
"""The relations to an outcome whose coverage is counted, each by itself."""


@dataclass(frozen=True)
class LaterFrames:
    """The same four frames at the later of two moments."""

    outcomes: pd.DataFrame
    posts: pd.DataFrame
    roles: pd.DataFrame
    partnerships: pd.DataFrame


@dataclass(frozen=True)
class Coverage:
    """Who is named for what.

    ``findings``: question, severity (breach, high, medium, info), subject, subject_name,
    sentence, evidence. ``coverage`` (outcomes) and ``objectives`` (objectives), one row per
    relation: relation, covered (number for which a source names a holder in post), part (of
    those, only in part), outcomes, share (fraction); covered, part and share are None when
    nothing is recorded to cover, or no source says who does what. ``matrix``: outcome,
    outcome_name, kind (outcome or objective), holder, holder_name, relation, state (single, joint,
    interim, vacant, contested; unknown where no source names a lead commissioner).
    ``portfolios``: relation, post, name, outcomes, share, for contributions and lead
    commissioners. ``conflicts`` as ``coverage_questions.conflicts`` returns it.

    Counts are None when no outcomes are recorded. ``statements`` counts statements of
    contribution, once however many posts share one; ``contribution_edges`` post and outcome
    pairs; ``contributed`` the distinct outcomes. ``shared`` outcomes have two posts with
    statements of their own; ``orphaned`` ones lose every contributor by the later moment (None
    without one), ``orphaned_leads`` their lead commissioner or lead officer; ``at_risk`` ones
    hang on a temporary post or are orphaned. ``hhi`` and ``gini`` measure how unevenly outcomes
    fall on the posts that contribute to any.
    """

    findings: pd.DataFrame
    coverage: pd.DataFrame
    objectives: pd.DataFrame
    matrix: pd.DataFrame
    portfolios: pd.DataFrame
    conflicts: pd.DataFrame
    statements: int | None
    contribution_edges: int | None
    contributed: int | None
    shared: tuple[str, ...] | None
    orphaned: tuple[str, ...] | None
    orphaned_leads: tuple[str, ...] | None
    at_risk: tuple[str, ...] | None
    hhi: float | None
    gini: float | None
    notes: tuple[str, ...]


def coverage(
    outcomes: pd.DataFrame,
    posts: pd.DataFrame,
    roles: pd.DataFrame,
    partnerships: pd.DataFrame,
    *,
    later: LaterFrames | None = None,
    split: Split = "soft",
) -> Coverage:
    """Answer Q1-Q4, Q6, Q8, Q9 and Q12 of docs/methods.md for one moment of a structure.

    ``outcomes``: id, name, kind (outcome or objective), body. ``posts``: id, name, fte, role,
    vacant, temporary. ``roles``: relation, holder, holder_name, holder_kind, target, target_name,
    target_kind, part, joint, status, statement, source, locator, and optionally transitional; a
    post's PROVIDES and a function's DELIVERS together say that the post provides an outcome.
    ``partnerships``: id, name. All are of the moment asked about; ``later`` holds the next one.
    ``split`` is the council's policy on commissioner and provider: soft informs, hard is breached.

    Raises ``MeasureError`` naming a frame and the columns it lacks.
    """
    alias = aliases(outcomes, *([] if later is None else [later.outcomes]))
    now = moment(outcomes, posts, roles, partnerships, alias)
    then = None
    if later is not None:
        then = moment(later.outcomes, later.posts, later.roles, later.partnerships, alias)
    conflict = conflicts(now, split)
    findings = [
        *without_lead(now),
        *contested(now),
        *led_on_paper(now),
        *lost_next(now, then),
        *leads_nothing(now),
        *conflicted(conflict, split),
        *officer_and_commissioner(now),
        *without_sponsor(now),
    ]
    recorded = not now.of_kind("outcome").empty
    given = now.held(CONTRIBUTES)
    given = given[given["target"].isin(now.of_kind("outcome").index)]
    load = given.groupby("holder")["target"].nunique().to_numpy(dtype=float)
    orphaned = orphans(now, then, CONTRIBUTES)
    leads = [orphans(now, then, relation) for relation in (LEAD_COMMISSIONER, LEAD_OFFICER)]
    lost = tuple(dict.fromkeys(outcome for some in leads for outcome in some or ()))
    return Coverage(
        findings=pd.DataFrame(
            [asdict(finding) for finding in findings],
            columns=[field.name for field in fields(Finding)],
            dtype=object,
        ),
        coverage=_by_relation(now, "outcome"),
        objectives=_by_relation(now, "objective"),
        matrix=_matrix(now),
        portfolios=_portfolios(now),
        conflicts=conflict,
        statements=_statements(given) if recorded else None,
        contribution_edges=len(given) if recorded else None,
        contributed=given["target"].nunique() if recorded else None,
        shared=_shared(given) if recorded else None,
        orphaned=orphaned if recorded else None,
        orphaned_leads=lost if recorded and orphaned is not None else None,
        at_risk=_at_risk(now, orphaned or ()) if recorded else None,
        hhi=_hhi(load),
        gini=_gini(load),
        notes=_notes(now),
    )


def _by_relation(now: Moment, kind: str) -> pd.DataFrame:
    ids = now.of_kind(kind).index
    rows: list[dict[str, object]] = []
    for relation in RELATIONS:
        held = now.held(relation)
        held = held[held["target"].isin(ids)]
        targets = set(held["target"])
        whole = set(held.loc[~held["part"], "target"])
        if relation == PROVIDES:
            delivered = set(_provided(now)) & set(ids)
            targets, whole = targets | delivered, whole | delivered
        known = len(ids) > 0 and now.speaks_of_roles
        rows.append(
            {
                "relation": relation,
                "covered": len(targets) if known else None,
                "part": len(targets - whole) if known else None,
                "outcomes": len(ids),
                "share": len(targets) / len(ids) if known else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _provided(now: Moment) -> pd.Series:
    """Return the outcomes delivered by a function that somebody in post provides."""
    provided = now.roles[(now.roles["relation"] == PROVIDES) & now.roles["valid"]]["target"]
    delivers = now.held(DELIVERS)
    return delivers.loc[delivers["holder"].isin(provided), "target"]


def _matrix(now: Moment) -> pd.DataFrame:
    parts = []
    for relation in RELATIONS:
        roles = now.held(relation, valid=False)
        acting = roles[roles["valid"]]
        leads = relation in (LEAD_COMMISSIONER, LEAD_OFFICER)
        several = roles["target"].map(acting["target"].value_counts()) > 1
        # Several contributors hold a role together; several leads do so only when called joint.
        state = np.where(several & (roles["joint"] if leads else True), "joint", "single")
        if leads:
            state = np.where(roles["target"].isin(contested_targets(acting)), "contested", state)
        state = np.where(roles["interim"], "interim", state)
        state = np.where(roles["valid"], state, "vacant")
        parts.append(roles[["target", "holder", "holder_name", "relation"]].assign(state=state))
    aims = now.outcomes.index
    unnamed = aims[~aims.isin(now.held(LEAD_COMMISSIONER, valid=False)["target"])]
    parts.append(
        pd.DataFrame({"target": unnamed, "relation": LEAD_COMMISSIONER, "state": "unknown"})
    )
    matrix = pd.concat(parts, ignore_index=True).rename(columns={"target": "outcome"})
    matrix = matrix.astype(object).where(matrix.notna(), None)
    matrix.insert(1, "outcome_name", matrix["outcome"].map(now.outcomes["name"]))
    matrix.insert(2, "kind", matrix["outcome"].map(now.outcomes["kind"]))
    return matrix


def _portfolios(now: Moment) -> pd.DataFrame:
    parts = []
    for relation in (CONTRIBUTES, LEAD_COMMISSIONER):
        held = now.held(relation)
        held = held[held["target"].isin(now.of_kind("outcome").index)]
        sizes = held.groupby("holder", sort=False).agg(
            name=("holder_name", "first"), outcomes=("target", "nunique")
        )
        sizes = sizes.rename_axis("post").reset_index()
        sizes["share"] = sizes["outcomes"] / sizes["outcomes"].sum()
        sizes.insert(0, "relation", relation)
        parts.append(sizes)
    return pd.concat(parts, ignore_index=True)


def _statements(given: pd.DataFrame) -> int | None:
    """Count distinct statements; None when a contribution has none, for then it cannot be told."""
    if given.empty or not given["statements"].map(bool).all():
        return 0 if given.empty else None
    return len({statement for said in given["statements"] for statement in said})


def _shared(given: pd.DataFrame) -> tuple[str, ...]:
    """Return outcomes with contributors that do not merely hold one job profile in common."""
    shared = []
    for outcome, holders in given.groupby("target", sort=False):
        profiles = {said or (holder,) for holder, said in _said(holders)}
        if len(holders) > 1 and len(profiles) > 1:
            shared.append(str(outcome))
    return tuple(shared)


def _said(roles: pd.DataFrame) -> list[tuple[str, tuple[str, ...]]]:
    return list(zip(roles["holder"], roles["statements"], strict=True))


def _at_risk(now: Moment, orphaned: tuple[str, ...]) -> tuple[str, ...]:
    held = now.held(CONTRIBUTES, LEAD_COMMISSIONER)
    held = held[held["target"].isin(now.of_kind("outcome").index)]
    risky = held["interim"] | held["target"].isin(orphaned)
    return tuple(held.loc[risky, "target"].drop_duplicates())


def _hhi(load: np.ndarray) -> float | None:
    return float(((load / load.sum()) ** 2).sum()) if load.size else None


def _gini(load: np.ndarray) -> float | None:
    if not load.size:
        return None
    ranks = np.arange(1, load.size + 1)
    weighted = float((ranks * np.sort(load)).sum())
    return 2 * weighted / (load.size * float(load.sum())) - (load.size + 1) / load.size


def _notes(now: Moment) -> tuple[str, ...]:
    silent = int((~now.posts["filling_known"]).sum())
    if not silent:
        return ()
    return (
        f"For {silent} of {len(now.posts)} posts no source says whether they are filled; they are "
        "counted as established.",
    )
