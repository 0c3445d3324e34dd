"""The questions a strategic director asks of a structure, each answered as findings.

A finding says what the sources name. Where they name nobody it says so, and does not say that
there is nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from placegraph.analytics.coverage.moment import (
    COMMISSIONS,
    CONTRIBUTES,
    DELIVERS,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    PROVIDES,
    SPONSORS,
    Moment,
    merge_evidence,
)

Split = Literal["soft", "hard"]
Severity = Literal["breach", "high", "medium", "info"]

NAMES = {
    LEAD_COMMISSIONER: "lead commissioner",
    LEAD_OFFICER: "lead officer",
    CONTRIBUTES: "contributor",
}


@dataclass(frozen=True)
class Finding:
    """One answer to one question; ``subject`` is an id, None when it is about all outcomes."""

    question: str
    severity: Severity
    subject: str | None
    subject_name: str
    sentence: str
    evidence: str


def without_lead(now: Moment) -> Iterator[Finding]:
    """Answer Q1: which outcomes have no lead commissioner."""
    outcomes = now.of_kind("outcome")
    if outcomes.empty:
        sentence = "No outcomes are recorded here, so it is not known which have a lead."
        yield Finding("Q1", "info", None, "All outcomes", sentence, "")
        return
    led = now.held(LEAD_COMMISSIONER)
    named = now.held(LEAD_COMMISSIONER, valid=False)
    gaps = outcomes[~outcomes.index.isin(led["target"])]
    evidence_of = now.roles.groupby("target")["evidence"].agg(merge_evidence)
    unnamed = int((~gaps.index.isin(named["target"])).sum())
    sentence = f"Outcomes with a lead commissioner: {len(outcomes) - len(gaps)} of {len(outcomes)}."
    if unnamed:
        sentence += f" No source names one for {unnamed}, which is not to say that there is none."
    yield Finding(
        "Q1",
        "high" if len(gaps) else "info",
        None,
        "All outcomes",
        sentence,
        merge_evidence(led["evidence"]),
    )
    for id_, name in gaps["name"].items():
        paper = named[named["target"] == id_]
        if paper.empty:
            sentence = f"No source names a lead commissioner for {_quoted(name)}."
            evidence = str(evidence_of.get(id_, ""))
        else:
            sentence = (
                f"The lead commissioner named for {_quoted(name)}, {_listed(paper)}, is not a "
                "filled post of this structure."
            )
            evidence = merge_evidence(paper["evidence"])
        yield Finding("Q1", "high", str(id_), name, sentence, evidence)


def contested(now: Moment) -> Iterator[Finding]:
    """Answer Q2: which outcomes have several leads that nobody calls joint."""
    for relation in (LEAD_COMMISSIONER, LEAD_OFFICER):
        held = now.held(relation)
        disputed = held[held["target"].isin(contested_targets(held))]
        for id_, leads in disputed.groupby("target", sort=False):
            name = now.name_of(id_)
            sentence = (
                f"{len(leads)} posts are each named {NAMES[relation]} for {_quoted(name)}: "
                f"{_listed(leads)}."
            )
            evidence = merge_evidence(leads["evidence"])
            yield Finding("Q2", "medium", str(id_), name, sentence, evidence)


def contested_targets(leads: pd.DataFrame) -> list[str]:
    """Return the targets whose several leads (of one relation) overlap and are not called joint.

    Leads that each cover only a part may divide the whole between them, so they do not contest.
    """
    by_target = leads.groupby("target")
    several = by_target.size() > 1
    return list(several.index[several & ~by_target["joint"].all() & ~by_target["part"].all()])


def led_on_paper(now: Moment) -> Iterator[Finding]:
    """Answer Q3: which leads are vacant posts, or posts that are not in the structure."""
    roles = now.held(LEAD_COMMISSIONER, LEAD_OFFICER, valid=False)
    for role in _records(roles[~roles["valid"] & (roles["holder_kind"] == "Post")]):
        name = now.name_of(role["target"])
        state = "vacant" if role["holder"] in now.posts.index else "not in this structure"
        sentence = (
            f"{role['holder_name']} is named {NAMES[role['relation']]} for {_quoted(name)}, but "
            f"the post is {state}."
        )
        yield Finding("Q3", "high", role["target"], name, sentence, role["evidence"])


def lost_next(now: Moment, later: Moment | None) -> Iterator[Finding]:
    """Answer Q4: what is lost at the next moment, and what hangs on a temporary post."""
    for relation in (CONTRIBUTES, LEAD_COMMISSIONER, LEAD_OFFICER):
        lost = set(orphans(now, later, relation) or ())
        held = now.held(relation)
        shaky = held["target"].isin(lost | set(held.loc[held["interim"], "target"]))
        for id_, holders in held[shaky].groupby("target", sort=False):
            name = now.name_of(id_)
            temporary = holders[holders["interim"]]
            if id_ in lost:
                sentence = (
                    f"No {NAMES[relation]} of {_quoted(name)} is named at the later moment; now "
                    f"it is {_listed(holders)}."
                )
                severity: Severity = "high"
            else:
                alone = len(temporary) == len(holders)
                sentence = (
                    f"{_listed(temporary)}, {NAMES[relation]} of {_quoted(name)}, is temporary; "
                    f"{'no other post is' if alone else 'other posts are'} named."
                )
                severity = "medium"
            evidence = merge_evidence(holders["evidence"])
            yield Finding("Q4", severity, str(id_), name, sentence, evidence)


def orphans(now: Moment, later: Moment | None, relation: str) -> tuple[str, ...] | None:
    """Return the outcomes held in ``relation`` now and by nobody at the later moment.

    None when there is no later moment, or it records no outcomes at all.
    """
    if later is None or later.outcomes.empty:
        return None
    kept = later.roles[(later.roles["relation"] == relation) & later.roles["valid"]]["target"]
    held = now.held(relation)["target"]
    return tuple(held[~held.isin(kept)].drop_duplicates())


def leads_nothing(now: Moment) -> Iterator[Finding]:
    """Answer Q6: which lead commissioners have no portfolio."""
    if now.of_kind("outcome").empty:
        return
    roles = now.roles[now.roles["relation"] == LEAD_COMMISSIONER]
    for id_, name in now.posts.loc[_role_is(now.posts, "lead commissioner"), "name"].items():
        if id_ in set(roles["holder"]):
            continue
        sentence = f"{name} is a lead commissioner, but no source names an outcome it leads."
        evidence = merge_evidence(now.roles.loc[now.roles["holder"] == id_, "evidence"])
        yield Finding("Q6", "high", str(id_), name, sentence, evidence)


def conflicts(now: Moment, split: Split) -> pd.DataFrame:
    """Answer Q8: which posts lead or commission what they also provide.

    Columns: post, post_name, outcome, outcome_name, basis (delivery: the post provides a function
    that delivers the outcome; role: the post's stated role is provider and it is lead officer),
    severity (info under a soft split or for a transitional role, else breach), evidence.
    """
    delivers = now.held(DELIVERS)
    provides = now.roles[(now.roles["relation"] == PROVIDES) & now.roles["valid"]]
    paths = provides.merge(delivers, left_on="target", right_on="holder", suffixes=("", "_of"))
    providers = set(now.posts.index[_role_is(now.posts, "provider")])
    proof: dict[tuple[str, str], list[str]] = {}
    for path in _records(paths):
        proof.setdefault((path["holder"], path["target_of"]), []).extend(
            (path["evidence"], path["evidence_of"])
        )
    rows = []
    leads = now.held(LEAD_COMMISSIONER, COMMISSIONS, LEAD_OFFICER)
    for (post, outcome), edges in leads.groupby(["holder", "target"], sort=False):
        delivery = proof.get((str(post), str(outcome)), [])
        by_role = post in providers and (edges["relation"] == LEAD_OFFICER).any()
        if not delivery and not by_role:
            continue
        tolerated = split == "soft" or edges["transitional"].all()
        rows.append(
            {
                "post": post,
                "post_name": edges["holder_name"].iloc[0],
                "outcome": outcome,
                "outcome_name": now.name_of(outcome),
                "basis": "delivery" if delivery else "role",
                "severity": "info" if tolerated else "breach",
                "evidence": merge_evidence([*edges["evidence"], *delivery]),
            }
        )
    columns = ["post", "post_name", "outcome", "outcome_name", "basis", "severity", "evidence"]
    return pd.DataFrame(rows, columns=columns)


def conflicted(found: pd.DataFrame, split: Split) -> Iterator[Finding]:
    """Put ``conflicts`` in words."""
    for row in _records(found):
        outcome = _quoted(row["outcome_name"])
        if row["basis"] == "delivery":
            clash = f"leads or commissions {outcome} and provides a function that delivers it"
        else:
            clash = f"is a provider post and lead officer for {outcome}"
        if row["severity"] == "breach":
            verdict = "a breach of the hard split"
        else:
            verdict = f"allowed under the {split} split"
            verdict += " as transitional" if split == "hard" else ""
        sentence = f"{row['post_name']} {clash}: {verdict}."
        yield Finding(
            "Q8", row["severity"], row["post"], row["post_name"], sentence, row["evidence"]
        )


def officer_and_commissioner(now: Moment) -> Iterator[Finding]:
    """Answer Q9: where lead officer and lead commissioner differ, or nobody is lead officer."""
    officers, commissioners = now.held(LEAD_OFFICER), now.held(LEAD_COMMISSIONER, valid=False)
    leading_of = dict(iter(commissioners.groupby("target")))
    for id_, leads in officers.groupby("target", sort=False):
        name = now.name_of(id_)
        leading = leading_of.get(id_, commissioners.iloc[:0])
        both = leads[leads["holder"].isin(leading["holder"])]
        if leading.empty:
            sentence = (
                f"{_quoted(name)} has a lead officer ({_listed(leads)}), but no source names a "
                "lead commissioner."
            )
        elif len(both):
            sentence = (
                f"{_listed(both)} is both lead officer and lead commissioner for {_quoted(name)}."
            )
        else:
            continue
        evidence = merge_evidence([*leads["evidence"], *leading["evidence"]])
        yield Finding("Q9", "medium", str(id_), name, sentence, evidence)
    if not now.speaks_of_roles:
        return
    for objective, name in now.of_kind("objective")["name"].items():
        leads = officers[officers["target"] == objective]
        if leads.empty:
            sentence = f"No source names a lead officer for {_quoted(name)}."
            yield Finding("Q9", "medium", str(objective), name, sentence, "")
        elif leads["part"].all():
            sentence = f"{_quoted(name)} has a lead officer only in part: {_listed(leads)}."
            evidence = merge_evidence(leads["evidence"])
            yield Finding("Q9", "info", str(objective), name, sentence, evidence)


def without_sponsor(now: Moment) -> Iterator[Finding]:
    """Answer Q12: which partnerships have no sponsoring post."""
    sponsors = now.roles[now.roles["relation"] == SPONSORS]
    for id_, name in zip(now.partnerships["id"], now.partnerships["name"], strict=True):
        own = sponsors[sponsors["target"] == id_]
        if ((own["holder_kind"] == "Post") & own["valid"]).any():
            continue
        sentence = f"No source names a post that sponsors {name}."
        if len(own):
            sentence = f"{name} is sponsored by {_listed(own)}, but by no filled post."
        yield Finding("Q12", "high", str(id_), name, sentence, merge_evidence(own["evidence"]))


def _role_is(posts: pd.DataFrame, role: str) -> pd.Series:
    return posts["role"].map(lambda said: pd.notna(said) and role in str(said).lower()).astype(bool)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def _quoted(name: str) -> str:
    return f"“{name.rstrip(' .')}”"


def _listed(roles: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(roles["holder_name"].astype(str)))
