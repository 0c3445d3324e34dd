"""Who leads, contributes to and provides each outcome, and where nobody is named.

Lead commissioner, lead officer and contributor are different relations and are counted apart:
an outcome with three contributors may still have no lead.
"""

from dataclasses import asdict, dataclass, fields

import pandas as pd

from placegraph.analytics.coverage.basis import notes, unknown
from placegraph.analytics.coverage.continuity import (
    hanging,
    lost_next,
    moved,
    moves,
    orphans,
    single_points,
)
from placegraph.analytics.coverage.finding import Finding, Split
from placegraph.analytics.coverage.fragmentation import key_posts
from placegraph.analytics.coverage.leads import (
    contested,
    delegated,
    leads_nothing,
    led_on_paper,
    officer_and_commissioner,
    provided_without_lead,
    without_lead,
    without_lead_member,
)
from placegraph.analytics.coverage.matrix import matrix
from placegraph.analytics.coverage.moment import (
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    Moment,
    Role,
    aliases,
    by_target,
    moment,
)
from placegraph.analytics.coverage.partners import (
    commissioned,
    without_client,
    without_purpose,
    without_sponsor,
)
from placegraph.analytics.coverage.process import (
    cycle_matrix,
    decision_paths,
    gaps_in_cycle,
    without_decision,
)
from placegraph.analytics.coverage.questions import answers
from placegraph.analytics.coverage.relations import RELATIONS, by_relation
from placegraph.analytics.coverage.separation import conflicted, conflicts
from placegraph.analytics.coverage.statutory import not_held_once, statutory_posts
from placegraph.analytics.coverage.workload import (
    SHARED,
    Concentration,
    carries_too_much,
    concentration,
    portfolios,
    spans,
    too_few_reports,
)

__all__ = ["RELATIONS", "Coverage", "LaterFrames", "coverage"]


@dataclass(frozen=True)
class LaterFrames:
    """The frames of the later of two moments, under the names that ``coverage`` takes them.

    What is lost and what moves is told from the first five; the others are not compared.
    """

    outcomes: pd.DataFrame
    posts: pd.DataFrame
    roles: pd.DataFrame
    partnerships: pd.DataFrame
    functions: pd.DataFrame | None = None
    reports_to: pd.DataFrame | None = None
    contracts: pd.DataFrame | None = None
    purposes: pd.DataFrame | None = None
    cycle: pd.DataFrame | None = None
    decisions: pd.DataFrame | None = None
    statutory: pd.DataFrame | None = None


@dataclass(frozen=True)
class Coverage:
    """Who is named for what.

    ``findings``: question, severity (critical, breach, high, medium, info), subject, subject_name,
    sentence, evidence. ``questions``: how far each of the twenty is answered, as ``answers``
    returns it. ``coverage`` (outcomes) and ``objectives`` (objectives), one row per relation, as
    ``by_relation`` returns them. ``matrix``: outcome, outcome_name, kind (outcome or objective),
    holder, holder_name, relation, state (single, joint, interim, vacant, contested; unknown where
    no source names a lead commissioner), evidence. ``portfolios`` as ``workload.portfolios``
    returns it and ``concentration`` the fields of ``workload.Concentration``, for contributions
    and lead commissioners. ``conflicts``, ``spans``, ``cycle``, ``single_points``, ``key_posts``,
    ``statutory``, ``moves`` and ``decisions`` as the functions of those names return them, without
    rows where their frame was not given.

    Counts are None when no outcomes are recorded. ``statements`` counts statements of
    contribution, once however many posts share one; ``contribution_edges`` post and outcome
    pairs; ``contributed`` the distinct outcomes. ``shared`` outcomes have two posts with
    statements of their own; ``orphaned`` ones lose every contributor by the later moment (None
    without one), ``orphaned_leads`` their lead commissioner or lead officer; ``at_risk`` ones
    hang on a temporary post or are orphaned. ``hhi`` and ``gini`` measure how unevenly outcomes
    fall on the posts that contribute to any.
    """

    findings: pd.DataFrame
    questions: pd.DataFrame
    coverage: pd.DataFrame
    objectives: pd.DataFrame
    matrix: pd.DataFrame
    portfolios: pd.DataFrame
    concentration: pd.DataFrame
    conflicts: pd.DataFrame
    spans: pd.DataFrame
    cycle: pd.DataFrame
    single_points: pd.DataFrame
    key_posts: pd.DataFrame
    statutory: pd.DataFrame
    moves: pd.DataFrame
    decisions: pd.DataFrame
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
    functions: pd.DataFrame | None = None,
    reports_to: pd.DataFrame | None = None,
    contracts: pd.DataFrame | None = None,
    purposes: pd.DataFrame | None = None,
    cycle: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
    statutory: pd.DataFrame | None = None,
    later: LaterFrames | None = None,
    split: Split = "soft",
    cap: int | None = None,
    min_span: float | None = None,
) -> Coverage:
    """Answer the twenty questions of docs/methods/coverage.md for one moment of a structure.

    ``outcomes``: id, name, kind (outcome or objective), body, and optionally budget, weight and
    partner_dependent. ``posts``: id, name, fte, role, vacant, temporary. ``roles``: relation,
    holder, holder_name, holder_kind, target, target_name, target_kind, part, joint, status,
    statement, source, locator, and optionally transitional, ends (the day a transitional role
    ends) and agreement (by which a partner holds a lead); a post's PROVIDES and a function's
    DELIVERS together say that the post provides an outcome. ``partnerships``: id, name.

    The other frames are described where they are read: ``functions`` (``continuity.moves``),
    ``reports_to`` (``workload.spans``), ``contracts`` (``partners.commissioned``), ``purposes``
    (``partners.without_purpose``), ``cycle`` and ``decisions`` (``process``), ``statutory``
    (``statutory.statutory_posts``). A question whose frame is not given is not answered, and
    ``questions`` says so.

    All are of the moment asked about; ``later`` holds the next one. ``split`` is the council's
    policy on commissioner and provider: soft informs, hard is breached. ``cap`` is the most
    outcomes one post should lead, ``min_span`` the fewest direct reports a manager should have.

    Raises ``MeasureError`` naming a frame and the columns it lacks.
    """
    alias = aliases(outcomes, *([] if later is None else [later.outcomes]))
    now = moment(outcomes, posts, roles, partnerships, alias)
    then = None
    if later is not None:
        then = moment(later.outcomes, later.posts, later.roles, later.partnerships, alias)
    held = portfolios(now)
    conflict = conflicts(now, split)
    points = single_points(now)
    what = commissioned(now, contracts)
    below = spans(now, reports_to, min_span)
    phases = cycle_matrix(cycle)
    paths = decision_paths(now, cycle, decisions)
    officers = statutory_posts(now, statutory)
    moving = moves(functions, None if later is None else later.functions)
    findings: list[Finding] = [
        *without_lead(now),
        *contested(now),
        *led_on_paper(now),
        *lost_next(now, then),
        *carries_too_much(held, cap),
        *leads_nothing(now),
        *too_few_reports(below),
        *conflicted(conflict),
        *officer_and_commissioner(now),
        *provided_without_lead(now),
        *without_client(now, what),
        *without_sponsor(now),
        *without_purpose(now, purposes),
        *without_lead_member(now),
        *gaps_in_cycle(phases),
        *hanging(points),
        *not_held_once(officers),
        *moved(moving),
        *without_decision(paths, set(now.aims)),
        *delegated(now),
    ]
    given = [role for role in now.held(CONTRIBUTES) if now.aims[role.target].kind == "outcome"]
    orphaned = orphans(now, then, CONTRIBUTES)
    leads = [orphans(now, then, relation) for relation in (LEAD_COMMISSIONER, LEAD_OFFICER)]
    lost = tuple(dict.fromkeys(outcome for some in leads for outcome in some or ()))
    spread = _concentrations(held)
    recorded = bool(now.of_kind("outcome"))
    reasons = unknown(
        now, then,
        reports_to=reports_to, commissioned=what, purposes=purposes, phases=phases,
        officers=officers, paths=paths, functions=functions,
    )  # fmt: skip
    return Coverage(
        findings=_frame(findings),
        questions=answers(findings, reasons),
        coverage=by_relation(now, "outcome"),
        objectives=by_relation(now, "objective"),
        matrix=matrix(now),
        portfolios=held,
        concentration=pd.DataFrame([asdict(one) for one in spread.values()], dtype=object),
        conflicts=conflict,
        spans=below,
        cycle=phases,
        single_points=points,
        key_posts=key_posts(now),
        statutory=officers,
        moves=moving,
        decisions=paths,
        statements=_statements(given) if recorded else None,
        contribution_edges=len(given) if recorded else None,
        contributed=len({role.target for role in given}) if recorded else None,
        shared=_shared(given) if recorded else None,
        orphaned=orphaned if recorded else None,
        orphaned_leads=lost if recorded and orphaned is not None else None,
        at_risk=_at_risk(now, orphaned or ()) if recorded else None,
        hhi=spread[CONTRIBUTES].hhi,
        gini=spread[CONTRIBUTES].gini,
        notes=notes(now),
    )


def _frame(findings: list[Finding]) -> pd.DataFrame:
    names = [field.name for field in fields(Finding)]
    return pd.DataFrame(
        {name: [getattr(finding, name) for finding in findings] for name in names},
        columns=names,
        dtype=object,
    )


def _concentrations(held: pd.DataFrame) -> dict[str, Concentration]:
    return {
        relation: concentration(
            relation, held.loc[held["relation"] == relation, "outcomes"].to_numpy(dtype=float)
        )
        for relation in SHARED
    }


def _statements(given: list[Role]) -> int | None:
    """Count distinct statements; None when a contribution has none, for then it cannot be told."""
    if not all(role.statements for role in given):
        return None
    return len({statement for role in given for statement in role.statements})


def _shared(given: list[Role]) -> tuple[str, ...]:
    """Return outcomes with contributors that do not merely hold one job profile in common."""
    shared = []
    for outcome, roles in by_target(given).items():
        profiles = {role.statements or (role.holder,) for role in roles}
        if len(roles) > 1 and len(profiles) > 1:
            shared.append(outcome)
    return tuple(shared)


def _at_risk(now: Moment, orphaned: tuple[str, ...]) -> tuple[str, ...]:
    lost = set(orphaned)
    risky = (
        role.target
        for role in now.held(CONTRIBUTES, LEAD_COMMISSIONER)
        if now.aims[role.target].kind == "outcome" and (role.interim or role.target in lost)
    )
    return tuple(dict.fromkeys(risky))
