"""Contracts, services and partnerships that nobody answers for: Q11, Q12 and Q13."""

from collections.abc import Iterator

import pandas as pd

from placegraph.analytics.coverage.finding import Finding, holders, quoted
from placegraph.analytics.coverage.moment import (
    CLIENT,
    COMMISSIONS,
    CONTRIBUTES,
    DELIVERS,
    SPONSORS,
    Moment,
    Role,
    by_target,
    merge_evidence,
)
from placegraph.analytics.coverage.reading import cells, require
from placegraph.analytics.wording import citation

_CONTRACTS = ("contract", "name", "role", "source", "locator")
_PURPOSES = ("partnership", "aim", "source", "locator")

BUYING = ("buyer", "client")
"""What a council is to a contract that it commissions; a partner only shares."""


def commissioned(now: Moment, contracts: pd.DataFrame | None) -> dict[str, tuple[str, str]]:
    """Return what is commissioned, with its name and evidence, by id.

    Contracts that a body is the buyer or client of, and all that a role says is commissioned but
    outcomes, which have a lead commissioner instead. ``contracts``: contract, name, role, source,
    locator.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    found: dict[str, tuple[str, str]] = {}
    if contracts is not None:
        require("contracts", contracts, _CONTRACTS)
        for contract, name, role, source, locator in cells(contracts, *_CONTRACTS):
            if role in BUYING:
                said = found.get(contract, ("", ""))[1]
                cited = merge_evidence([said, citation(source, locator)])
                found[contract] = (str(name), cited)
    for role in now.roles:
        if role.relation == COMMISSIONS and role.target not in now.aims:
            said = found.get(role.target, ("", ""))[1]
            found[role.target] = (role.target_name, merge_evidence([said, role.evidence]))
    return found


def without_client(now: Moment, what: dict[str, tuple[str, str]]) -> Iterator[Finding]:
    """Answer Q11: which commissioned services and contracts have no client post."""
    clients = by_target(role for role in now.roles if role.relation == CLIENT)
    for id_, (name, evidence) in what.items():
        named = clients.get(id_, [])
        if _filled(named):
            continue
        sentence = f"No source names a client post for {name}, which is commissioned."
        if named:
            sentence = f"{name} is commissioned; its client, {holders(named)}, is no filled post."
        cited = merge_evidence([evidence, *(role.evidence for role in named)])
        yield Finding("Q11", "high", id_, name, sentence, cited)


def without_sponsor(now: Moment) -> Iterator[Finding]:
    """Answer Q12: which partnerships have no sponsoring post."""
    sponsors = by_target(role for role in now.roles if role.relation == SPONSORS)
    for id_, name in now.partnerships.items():
        own = sponsors.get(id_, [])
        if _filled(own):
            continue
        sentence = f"No source names a post that sponsors {name}."
        if own:
            sentence = f"{name} is sponsored by {holders(own)}, but by no filled post."
        cited = merge_evidence(role.evidence for role in own)
        yield Finding("Q12", "high", id_, name, sentence, cited)


def without_purpose(now: Moment, purposes: pd.DataFrame | None) -> Iterator[Finding]:
    """Answer Q13: which partnerships serve no aim, and which outcomes lack the partners they need.

    ``purposes``: partnership, aim (None when none is on record), source, locator. A partnership
    serves an aim that it pursues, contributes to or delivers.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    if purposes is None:
        return
    require("purposes", purposes, _PURPOSES)
    serving = {
        (partnership, aim)
        for partnership, aim, _, _ in cells(purposes, *_PURPOSES)
        if aim is not None
    } | {(role.holder, role.target) for role in now.held(CONTRIBUTES, DELIVERS)}
    at_work = {partnership for partnership, _ in serving}
    for id_, name in now.partnerships.items():
        if id_ not in at_work:
            sentence = f"No source says which outcome or objective {name} serves."
            yield Finding("Q13", "medium", id_, name, sentence, "")
    met = {aim for partnership, aim in serving if partnership in now.partnerships}
    for outcome in now.of_kind("outcome"):
        if outcome.needs_partners and outcome.id not in met:
            sentence = (
                f"{quoted(outcome.name)} needs partners, but no source names a partnership that "
                "serves it."
            )
            yield Finding("Q13", "medium", outcome.id, outcome.name, sentence, "")


def _filled(roles: list[Role]) -> bool:
    return any(role.holder_kind == "Post" and role.valid for role in roles)
