"""Who leads each outcome, in name and in fact: Q1, Q2, Q3, Q6, Q9, Q10, Q14 and Q20."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from placegraph.analytics.coverage.finding import (
    NAMES,
    Finding,
    counted,
    holders,
    quoted,
)
from placegraph.analytics.coverage.moment import (
    DELIVERS,
    LEAD_COMMISSIONER,
    LEAD_MEMBER,
    LEAD_OFFICER,
    PROVIDES,
    Aim,
    Moment,
    Role,
    by_target,
    merge_evidence,
)


def without_lead(now: Moment) -> Iterator[Finding]:
    """Answer Q1: which outcomes have no lead commissioner."""
    outcomes = now.of_kind("outcome")
    if not outcomes:
        sentence = "No outcomes are recorded here, so it is not known which have a lead."
        yield Finding("Q1", "info", None, "All outcomes", sentence, "")
        return
    led = now.held_by_target(LEAD_COMMISSIONER)
    named = now.held_by_target(LEAD_COMMISSIONER, valid=False)
    gaps = [outcome for outcome in outcomes if outcome.id not in led]
    unnamed = sum(outcome.id not in named for outcome in gaps)
    sentence = f"Outcomes with a lead commissioner: {len(outcomes) - len(gaps)} of {len(outcomes)}."
    if unnamed:
        sentence += f" No source names one for {unnamed}, which is not to say that there is none."
    evidence = merge_evidence(role.evidence for roles in led.values() for role in roles)
    yield Finding("Q1", "high" if gaps else "info", None, "All outcomes", sentence, evidence)
    about = by_target(now.roles)
    for outcome in gaps:
        paper = named.get(outcome.id, [])
        if paper:
            sentence = (
                f"The lead commissioner named for {quoted(outcome.name)}, {holders(paper)}, is not "
                "a filled post of this structure."
            )
        else:
            sentence = f"No source names a lead commissioner for {quoted(outcome.name)}."
        evidence = _cited(paper or about.get(outcome.id, []))
        yield Finding("Q1", "high", outcome.id, outcome.name, sentence, evidence)


def contested(now: Moment) -> Iterator[Finding]:
    """Answer Q2: which outcomes have several leads that nobody calls joint."""
    for relation in (LEAD_COMMISSIONER, LEAD_OFFICER):
        for target, leads in now.held_by_target(relation).items():
            if not contest(leads):
                continue
            name = now.aims[target].name
            sentence = (
                f"{len(leads)} posts are each named {NAMES[relation]} for {quoted(name)}: "
                f"{holders(leads)}."
            )
            yield Finding("Q2", "medium", target, name, sentence, _cited(leads))


def contest(leads: list[Role]) -> bool:
    """Tell whether the leads of one target, in one relation, overlap and are not called joint.

    Leads that each cover only a part may divide the whole between them, so they do not contest.
    """
    return (
        len(leads) > 1
        and not all(role.joint for role in leads)
        and not all(role.part for role in leads)
    )


def led_on_paper(now: Moment) -> Iterator[Finding]:
    """Answer Q3: which leads are vacant posts, or posts that are not in the structure."""
    for role in now.held(LEAD_COMMISSIONER, LEAD_OFFICER, valid=False):
        if role.valid or role.holder_kind != "Post":
            continue
        name = now.aims[role.target].name
        state = "vacant" if role.holder in now.seats else "not in this structure"
        sentence = (
            f"{role.holder_name} is named {NAMES[role.relation]} for {quoted(name)}, but "
            f"the post is {state}."
        )
        yield Finding("Q3", "high", role.target, name, sentence, role.evidence)


def leads_nothing(now: Moment) -> Iterator[Finding]:
    """Answer Q6: which lead commissioners have no portfolio."""
    if not now.of_kind("outcome"):
        return
    own: defaultdict[str, list[Role]] = defaultdict(list)
    for role in now.roles:
        own[role.holder].append(role)
    for seat in now.seats.values():
        leads = any(role.relation == LEAD_COMMISSIONER for role in own[seat.id])
        if leads or "lead commissioner" not in seat.role.lower():
            continue
        sentence = f"{seat.name} is a lead commissioner, but no source names an outcome it leads."
        yield Finding("Q6", "high", seat.id, seat.name, sentence, _cited(own[seat.id]))


def officer_and_commissioner(now: Moment) -> Iterator[Finding]:
    """Answer Q9: where lead officer and lead commissioner differ, or nobody is lead officer."""
    officers = now.held_by_target(LEAD_OFFICER)
    commissioners = now.held_by_target(LEAD_COMMISSIONER, valid=False)
    for target, leads in officers.items():
        name = now.aims[target].name
        leading = commissioners.get(target, [])
        both = [role for role in leads if role.holder in {other.holder for other in leading}]
        if not leading:
            sentence = (
                f"{quoted(name)} has a lead officer ({holders(leads)}), but no source names a "
                "lead commissioner."
            )
        elif both:
            sentence = (
                f"{holders(both)} is both lead officer and lead commissioner for {quoted(name)}."
            )
        else:
            continue
        yield Finding("Q9", "medium", target, name, sentence, _cited([*leads, *leading]))
    if not now.speaks_of_roles:
        return
    for objective in now.of_kind("objective"):
        leads = officers.get(objective.id, [])
        name = objective.name
        if not leads:
            sentence = f"No source names a lead officer for {quoted(name)}."
            yield Finding("Q9", "medium", objective.id, name, sentence, "")
        elif all(role.part for role in leads):
            sentence = f"{quoted(name)} has a lead officer only in part: {holders(leads)}."
            yield Finding("Q9", "info", objective.id, name, sentence, _cited(leads))


def provided(now: Moment) -> dict[str, list[Role]]:
    """Return the provisions and deliveries by which each outcome is provided, by outcome.

    An outcome is provided by who is said to provide it, or a service that delivers it.
    """
    services = by_target(role for role in now.roles if role.relation == PROVIDES and role.valid)
    found = {target: list(roles) for target, roles in now.held_by_target(PROVIDES).items()}
    for delivery in now.held(DELIVERS):
        if delivery.holder in services:
            found.setdefault(delivery.target, []).extend([*services[delivery.holder], delivery])
    return found


def provided_without_lead(now: Moment) -> Iterator[Finding]:
    """Answer Q10: which outcomes are provided, and commissioned by nobody who leads."""
    led = now.held_by_target(LEAD_COMMISSIONER)
    named = now.held_by_target(LEAD_COMMISSIONER, valid=False)
    for target, path in provided(now).items():
        if target in led or now.aims[target].kind != "outcome":
            continue
        name = now.aims[target].name
        paper = named.get(target, [])
        lack = (
            f"its lead commissioner, {holders(paper)}, is not a filled post of this structure"
            if paper
            else "no source names a lead commissioner"
        )
        who = holders(role for role in path if role.relation == PROVIDES)
        sentence = f"{quoted(name)} is provided by {who}, but {lack}."
        yield Finding("Q10", "high", target, name, sentence, _cited([*path, *paper]))


def without_lead_member(now: Moment) -> Iterator[Finding]:
    """Answer Q14: for which outcomes no source names a lead member of the cabinet."""
    outcomes = now.of_kind("outcome")
    if not outcomes or not now.speaks_of_roles:
        return
    led = now.held_by_target(LEAD_MEMBER)
    gaps: list[Aim] = [outcome for outcome in outcomes if outcome.id not in led]
    if not gaps:
        return
    sentence = (
        f"No source names a lead member for {counted(len(gaps), 'outcome')} of {len(outcomes)}, "
        "which is not to say that there is none."
    )
    yield Finding("Q14", "medium", None, "All outcomes", sentence, "")
    for outcome in gaps:
        sentence = f"No source names a lead member for {quoted(outcome.name)}."
        yield Finding("Q14", "medium", outcome.id, outcome.name, sentence, "")


def delegated(now: Moment) -> Iterator[Finding]:
    """Answer Q20: which leads a partner holds, and whether by an agreement."""
    for role in now.held(LEAD_COMMISSIONER, valid=False):
        if role.holder in now.seats or (role.holder_kind == "Post" and role.agreement is None):
            continue
        name = now.aims[role.target].name
        if role.agreement is None:
            verdict = "no source gives the agreement, so it does not count as covered"
        else:
            verdict = f"by the agreement {role.agreement}, so it counts as covered"
        sentence = (
            f"{role.holder_name}, not a post of this structure, is named lead commissioner for "
            f"{quoted(name)}: {verdict}."
        )
        yield Finding("Q20", "info", role.target, name, sentence, role.evidence)


def _cited(roles: Iterable[Role]) -> str:
    return merge_evidence(role.evidence for role in roles)
