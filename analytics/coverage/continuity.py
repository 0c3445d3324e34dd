"""What the next moment loses, what moves, and what hangs on one post: Q4, Q16 and Q18."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from placegraph.analytics.coverage.finding import (
    NAMES,
    Finding,
    Severity,
    counted,
    holders,
    quoted,
    some,
)
from placegraph.analytics.coverage.moment import (
    CONTRIBUTES,
    LEAD_COMMISSIONER,
    LEAD_OFFICER,
    Moment,
    Role,
    merge_evidence,
)
from placegraph.analytics.coverage.reading import cells, require
from placegraph.analytics.wording import citation, fold_text

RELATIONS = (CONTRIBUTES, LEAD_COMMISSIONER, LEAD_OFFICER)

_FUNCTIONS = ("post", "post_name", "function", "function_name", "status", "source", "locator")


def lost_next(now: Moment, later: Moment | None) -> Iterator[Finding]:
    """Answer Q4: what is lost at the next moment, and what hangs on a temporary post."""
    for relation in RELATIONS:
        lost = set(orphans(now, later, relation) or ())
        for target, roles in now.held_by_target(relation).items():
            temporary = [role for role in roles if role.interim]
            if target not in lost and not temporary:
                continue
            name = now.aims[target].name
            severity: Severity = "high" if target in lost else "medium"
            if target in lost:
                sentence = (
                    f"No {NAMES[relation]} of {quoted(name)} is named at the later moment; now "
                    f"it is {holders(roles)}."
                )
            else:
                alone = len(temporary) == len(roles)
                sentence = (
                    f"{holders(temporary)}, {NAMES[relation]} of {quoted(name)}, is temporary; "
                    f"{'no other post is' if alone else 'other posts are'} named."
                )
            evidence = merge_evidence(role.evidence for role in roles)
            yield Finding("Q4", severity, target, name, sentence, evidence)


def orphans(now: Moment, later: Moment | None, relation: str) -> tuple[str, ...] | None:
    """Return the outcomes held in ``relation`` now and by nobody at the later moment.

    None when there is no later moment, or it records no outcomes at all.
    """
    if later is None or not later.aims:
        return None
    kept = {role.target for role in later.roles if role.relation == relation and role.valid}
    return tuple(target for target in now.held_by_target(relation) if target not in kept)


def single_points(now: Moment) -> pd.DataFrame:
    """Return the posts whose removal leaves an outcome with nobody in a relation.

    Columns: post, name, relation, outcomes (how many only this post holds), names (the first of
    their texts), evidence; the posts that leave most first.
    """
    alone: defaultdict[tuple[str, str], list[Role]] = defaultdict(list)
    for relation in RELATIONS:
        for target, roles in now.held_by_target(relation).items():
            (first, *others) = roles
            if not others and first.holder_kind == "Post" and now.aims[target].kind == "outcome":
                alone[first.holder, relation].append(first)
    rows = [
        (
            *(post, roles[0].holder_name, relation, len(roles)),
            some(now.aims[role.target].name.rstrip(" .") for role in roles),
            merge_evidence(role.evidence for role in roles),
        )
        for (post, relation), roles in alone.items()
    ]
    rows.sort(key=lambda row: (-row[3], row[0], row[2]))
    columns = ["post", "name", "relation", "outcomes", "names", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def hanging(points: pd.DataFrame) -> Iterator[Finding]:
    """Answer Q16 in words, from ``single_points``."""
    for post, name, relation, number, names, evidence in points.itertuples(index=False):
        sentence = (
            f"Only {name} is named {NAMES[relation]} of {counted(number, 'outcome')}: {names}."
        )
        yield Finding("Q16", "medium", post, name, sentence, evidence)


def moves(before: pd.DataFrame | None, after: pd.DataFrame | None) -> pd.DataFrame:
    """Return the functions whose managing post is another at the later moment.

    ``before`` and ``after``: post, post_name, function, function_name, status, source, locator. A
    post that keeps its id or its title is the same post. Columns: function, name, was, was_name,
    now, now_name, certainty (certain; conditional: it may move; not named: no source says who
    manages it later), evidence; without rows when either frame is
    not given.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    columns = ["function", "name", "was", "was_name", "now", "now_name", "certainty", "evidence"]
    if before is None or after is None:
        return pd.DataFrame(columns=columns, dtype=object)
    require("functions", before, _FUNCTIONS)
    require("functions", after, _FUNCTIONS)
    same = _identities(before, after)
    earlier, later = _managers(before, same), _managers(after, same)
    rows = []
    for function, (name, certain, _) in earlier.items():
        new_name, new_certain, conditional = later.get(function, (name, {}, {}))
        # A function that several posts manage has moved when one has left and another has come.
        left = {key: post for key, post in certain.items() if key not in new_certain}
        came = {key: post for key, post in new_certain.items() if key not in certain}
        may = {key: post for key, post in conditional.items() if key not in certain}
        if left and came:
            rows.append(_moved(function, new_name, left, came, "certain"))
        elif left and not new_certain and not conditional:
            rows.append(_moved(function, name, left, {}, "not named"))
        if may and not came:
            rows.append(_moved(function, new_name, certain, may, "conditional"))
    return pd.DataFrame(rows, columns=columns, dtype=object)


def moved(found: pd.DataFrame) -> Iterator[Finding]:
    """Answer Q18 in words, from ``moves``."""
    words = {
        "certain": "{name} moves from {was} to {now}.",
        "conditional": "{name} may move from {was} to {now}.",
        "not named": "{name}: {was} manages it now; no source names who does at the later moment.",
    }
    for function, name, was, now, certainty, evidence in cells(
        found, "function", "name", "was_name", "now_name", "certainty", "evidence"
    ):
        sentence = words[certainty].format(name=name, was=was, now=now)
        yield Finding("Q18", "info", function, name, sentence, evidence)


_Posts = dict[str, tuple[str, str, str]]
"""Posts by what identifies them at both moments: id, title, evidence."""


def _identities(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    """Return for each later post the earlier one it is: that of its id, else that of its title."""
    known = dict(cells(before, "post", "post"))
    titled = {fold_text(str(title)): post for post, title in cells(before, "post", "post_name")}
    return {
        post: known.get(post) or titled.get(fold_text(str(title)), post)
        for post, title in cells(after, "post", "post_name")
    } | known


def _managers(
    functions: pd.DataFrame, same: dict[str, str]
) -> dict[str, tuple[str, _Posts, _Posts]]:
    """Return each function's name, the posts that manage it, and those that may."""
    found: dict[str, tuple[str, _Posts, _Posts]] = {}
    for post, title, function, name, status, source, locator in cells(functions, *_FUNCTIONS):
        _, certain, conditional = found.setdefault(function, (str(name), {}, {}))
        posts = conditional if status == "conditional" else certain
        said = posts[same[post]][2] if same[post] in posts else ""
        posts[same[post]] = (
            *(post, str(title)),
            merge_evidence([said, citation(source, locator)]),
        )
    return found


def _moved(
    function: str, name: str, was: _Posts, now: _Posts, certainty: str
) -> tuple[str | None, ...]:
    ids, titles, cited = zip(*was.values(), strict=True)
    new_ids, new_titles, new_cited = zip(*now.values(), strict=True) if now else ((), (), ())
    return (
        *(function, name, "; ".join(ids), "; ".join(titles)),
        *("; ".join(new_ids) or None, "; ".join(new_titles) or None, certainty),
        merge_evidence([*cited, *new_cited]),
    )
