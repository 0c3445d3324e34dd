"""The officers whom law requires a council to have: Q17."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from placegraph.analytics.coverage.finding import Finding, Severity
from placegraph.analytics.coverage.moment import Moment, merge_evidence
from placegraph.analytics.coverage.reading import cells, given
from placegraph.analytics.wording import citation, fold_text

EVERY_COUNCIL = {
    "Head of Paid Service": ("head of paid service", "hops"),
    "section 151 officer": ("section 151", "s151", "s 151", "chief finance officer"),
    "Monitoring Officer": ("monitoring officer",),
}
"""Local Government and Housing Act 1989, sections 4 and 5; Local Government Act 1972, section 151.

With the words by which a source may call the role.
"""

SOCIAL_CARE = {
    "Director of Children's Services": ("childrens services", "dcs"),
    "Director of Adult Social Services": ("adult social", "adult services", "dass", "dasc"),
    "Director of Public Health": ("public health", "dph"),
}
"""Of a council with social care: Children Act 2004, section 18; Local Authority Social Services Act
1970, section 6; National Health Service Act 2006, section 73A."""

WITHOUT_SOCIAL_CARE = ("district",)
WITH_SOCIAL_CARE = ("county", "unitary")

_COLUMNS = (
    *("organisation", "organisation_name", "organisation_kind", "role_name", "post", "post_name"),
    *("status", "source", "locator"),
)


def statutory_posts(now: Moment, statutory: pd.DataFrame | None) -> pd.DataFrame:
    """Return who holds each role that law requires of each council.

    ``statutory``: organisation, organisation_name, organisation_kind, role_name, post, post_name
    (None when no source names one), status (conditional when it depends), source, locator. A
    council whose kind is not known is asked for the three roles of every council only; a body that
    is no council for none. Columns: organisation, organisation_name, role, state (held, several,
    vacant: only by a post that is vacant or not in the structure, conditional: only if
    something else comes about, or not named), posts (their titles), evidence.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    councils: dict[str, tuple[str, str]] = {}
    held: defaultdict[tuple[str, str], dict[tuple[str, bool], tuple[str, str]]]
    held = defaultdict(dict)
    for organisation, name, kind, role, post, title, status, source, locator in cells(
        given("statutory", statutory, _COLUMNS), *_COLUMNS
    ):
        councils[organisation] = (str(name), str(kind))
        key = (post, status == "conditional")
        if post is None or (known := _role_called(str(role))) is None:
            continue
        holding = held[organisation, known]
        said = holding.get(key, ("", ""))[1]
        holding[key] = (str(title), merge_evidence([said, citation(source, locator)]))
    rows = []
    for organisation, (name, kind) in councils.items():
        for role in required(kind):
            holding = held.get((organisation, role), {})
            state, posts = _state(now, holding)
            cited = merge_evidence(holding[key][1] for key in posts)
            titles = "; ".join(dict.fromkeys(holding[key][0] for key in posts))
            rows.append((organisation, name, role, state, titles or None, cited))
    columns = ["organisation", "organisation_name", "role", "state", "posts", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def required(kind: str) -> tuple[str, ...]:
    """Return the roles that law requires of a council of this kind.

    >>> len(required("district")), len(required("unitary"))
    (3, 6)
    """
    if kind in WITH_SOCIAL_CARE:
        return (*EVERY_COUNCIL, *SOCIAL_CARE)
    return tuple(EVERY_COUNCIL) if kind in (*WITHOUT_SOCIAL_CARE, "council") else ()


def not_held_once(found: pd.DataFrame) -> Iterator[Finding]:
    """Answer Q17 in words, from ``statutory_posts``: which roles do not have exactly one holder."""
    words: dict[str, tuple[Severity, str]] = {
        "not named": ("critical", "No source names the {role} of {council} on this day."),
        "several": ("critical", "More than one post is named {role} of {council}: {posts}."),
        "vacant": (
            "critical",
            "The {role} named of {council}, {posts}, is not a filled post of this structure.",
        ),
        "conditional": (
            "high",
            "Named {role} of {council} only on a condition: {posts}. No post is named for certain.",
        ),
    }
    amiss = found[found["state"] != "held"]
    for council, name, role, state, posts, evidence in cells(
        amiss, "organisation", "organisation_name", "role", "state", "posts", "evidence"
    ):
        severity, text = words[state]
        sentence = text.format(role=role, council=name, posts=posts)
        yield Finding("Q17", severity, council, name, sentence, evidence)


def _role_called(name: str) -> str | None:
    words = fold_text(name)
    for role, signs in (EVERY_COUNCIL | SOCIAL_CARE).items():
        if any(sign in words for sign in signs):
            return role
    return None


def _state(
    now: Moment, holding: dict[tuple[str, bool], tuple[str, str]]
) -> tuple[str, list[tuple[str, bool]]]:
    certain = [key for key in holding if not key[1]]
    filled = [key for key in certain if key[0] in now.seats and not now.seats[key[0]].vacant]
    if len(filled) > 1:
        return "several", filled
    if filled:
        return "held", filled
    if certain:
        return "vacant", certain
    return ("conditional", list(holding)) if holding else ("not named", [])
