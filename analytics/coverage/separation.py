"""Commissioners who also provide: Q8, under a soft or a hard split."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from placegraph.analytics.coverage.finding import Finding, Severity, Split, quoted
from placegraph.analytics.coverage.moment import (
    COMMISSIONS,
    DELIVERS,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    PROVIDES,
    Moment,
    Role,
    merge_evidence,
)

COLUMNS = (
    *("post", "post_name", "outcome", "outcome_name", "basis", "severity", "tolerance"),
    "evidence",
)


def conflicts(now: Moment, split: Split) -> pd.DataFrame:
    """Return the posts that lead or commission what they also provide.

    Columns: post, post_name, outcome, outcome_name, basis (delivery: the post provides a function
    that delivers the outcome; role: the post's stated role is provider and it is lead officer),
    severity (info under a soft split or for a transitional role with an end date, else breach),
    tolerance (why it is allowed, or why not), evidence.
    """
    deliveries = _deliveries(now)
    edges: defaultdict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in now.held(LEAD_COMMISSIONER, COMMISSIONS, LEAD_OFFICER):
        edges[role.holder, role.target].append(role)
    rows = []
    for (post, outcome), roles in edges.items():
        proof = deliveries.get((post, outcome), [])
        seat = now.seats.get(post)
        provider = seat is not None and "provider" in seat.role.lower()
        by_role = provider and any(role.relation == LEAD_OFFICER for role in roles)
        if not proof and not by_role:
            continue
        severity, tolerance = _judged(roles, split)
        rows.append(
            (
                *(post, roles[0].holder_name, outcome, now.aims[outcome].name),
                *("delivery" if proof else "role", severity, tolerance),
                merge_evidence([*(role.evidence for role in roles), *proof]),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def conflicted(found: pd.DataFrame) -> Iterator[Finding]:
    """Answer Q8 in words, from ``conflicts``."""
    for post, name, _, outcome, basis, severity, tolerance, evidence in found.itertuples(
        index=False
    ):
        if basis == "delivery":
            clash = f"leads or commissions {quoted(outcome)} and provides a function that delivers"
            clash += " it"
        else:
            clash = f"is a provider post and lead officer for {quoted(outcome)}"
        yield Finding("Q8", severity, post, name, f"{name} {clash}: {tolerance}.", evidence)


def _judged(roles: list[Role], split: Split) -> tuple[Severity, str]:
    if split == "soft":
        return "info", "allowed under the soft split"
    if not all(role.transitional for role in roles):
        return "breach", "a breach of the hard split"
    ends = [role.until for role in roles if role.until is not None]
    if len(ends) < len(roles):
        return "breach", (
            "a breach of the hard split; it is called transitional, but no source says until when"
        )
    last = max(ends)
    day = f"{last.day} {last:%B %Y}"
    return "info", f"allowed under the hard split as transitional, until {day}"


def _deliveries(now: Moment) -> dict[tuple[str, str], list[str]]:
    """Return the evidence that a provider's service delivers an outcome, by the two."""
    services: defaultdict[str, list[Role]] = defaultdict(list)
    for role in now.roles:
        if role.relation == PROVIDES and role.valid:
            services[role.target].append(role)
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for delivery in now.held(DELIVERS):
        for service in services[delivery.holder]:
            found[service.holder, delivery.target] += [service.evidence, delivery.evidence]
    return dict(found)
