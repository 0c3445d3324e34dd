"""One assessment of a partnership: which answers count, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from placegraph.analytics.effectiveness.audit_commission import AUDIT_COMMISSION
from placegraph.analytics.effectiveness.nuffield import NUFFIELD
from placegraph.analytics.effectiveness.questionnaire import Score, Tool, score_all, score_group
from placegraph.analytics.effectiveness.review_criteria import REVIEW_CRITERIA
from placegraph.analytics.effectiveness.vichealth import coding, vichealth
from placegraph.analytics.wording import citations
from placegraph.errors import MeasureError

TOOLS: Mapping[str, Tool] = {
    tool.name: tool for tool in (AUDIT_COMMISSION, NUFFIELD, vichealth(1), REVIEW_CRITERIA)
}
"""The tools by name. VicHealth's is replaced by the one of its coding when that is known."""

ASSESSMENT_COLUMNS = (
    *("assessment", "name", "partnership", "partnership_name", "tool", "taken", "respondents"),
    *("items", "answered", "unanswered", "score", "least", "most", "band", "bands_possible"),
    *("statement", "sources", "reasons"),
)
GROUP_COLUMNS = (
    *("assessment", "partnership", "tool", "group", "title", "items", "answered", "unanswered"),
    *("score", "least", "most", "band", "bands_possible"),
)
_SHORT = {
    "audit commission": "Audit Commission questions",
    "nuffield": "Nuffield",
    "vichealth": "VicHealth",
    "review criteria": "Review criteria",
}


@dataclass(frozen=True)
class Assessed:
    """What one assessment comes to.

    ``row`` has assessment, name, partnership, tool, taken, respondents, items, answered,
    unanswered, score (None unless the tool has a total and all is answered), least and most (the
    score with every open question at its worst and its best), band, bands_possible, statement,
    sources, reasons. ``groups`` has the same per group of questions, with its number and title.
    """

    assessment: str
    partnership: str
    tool: str
    taken: date | None
    statement: str
    sources: str
    row: dict[str, object]
    groups: tuple[dict[str, object], ...]


def assess(stated: pd.DataFrame, answers: pd.DataFrame) -> Assessed:
    """Score one assessment.

    ``stated`` holds what sources say of it and ``answers`` what they say was answered; columns as
    :func:`~placegraph.analytics.effectiveness.effectiveness.effectiveness` takes them. An answer
    outside the scale, to no question of the tool, or on which sources disagree, counts as not
    answered and is named in reasons.

    Raises ``MeasureError`` when the tool is not known.
    """
    said = stated.iloc[0]
    name = str(said["tool"])
    if name not in TOOLS:
        raise MeasureError(
            f"assessment {said['assessment']}: tool: found {name!r}, expected one of "
            f"{', '.join(TOOLS)}; correct the assessment."
        )
    given, reasons = _agreed(answers)
    tool, known = TOOLS[name], True
    if name == "vichealth":
        lowest = _coding(stated["coding"], given.values())
        known = lowest is not None
        tool = vichealth(1 if lowest is None else lowest)
        if lowest is None:
            reasons.append("whether answers run from 0 to 4 or from 1 to 5 is not recorded")
    usable = {item: score for item, score in given.items() if item in tool.items}
    stray = sorted(set(given) - set(usable))
    reasons += [f"{item} is no question of the tool" for item in stray]
    for item, score in list(usable.items()):
        if known and not tool.lowest <= score <= tool.highest:
            reasons.append(
                f"answer {item}: found {score:g}, expected {tool.lowest:g} to {tool.highest:g}"
            )
            del usable[item]
    whole = score_all(tool, usable)
    groups = [(group, score_group(tool, group, usable)) for group in tool.groups]
    taken = said["taken"] if isinstance(said["taken"], date) and pd.notna(said["taken"]) else None
    sources = citations(stated["source"], stated["locator"])
    statement = _statement(tool, taken, whole, [s for _, s in groups], known=known)
    shared = {
        "assessment": said["assessment"],
        "partnership": said["partnership"],
        "tool": name,
    }
    return Assessed(
        assessment=str(said["assessment"]),
        partnership=str(said["partnership"]),
        tool=name,
        taken=taken,
        statement=statement,
        sources=sources,
        row=shared
        | _figures(tool, whole, known=known)
        | {
            "name": said["name"],
            "taken": taken,
            "respondents": None if pd.isna(said["respondents"]) else int(said["respondents"]),
            "statement": statement,
            "sources": sources,
            "reasons": "; ".join(reasons),
        },
        groups=tuple(
            shared
            | {"group": group.number, "title": group.title}
            | _figures(tool, score, known=known)
            for group, score in groups
        ),
    )


def _agreed(answers: pd.DataFrame) -> tuple[dict[str, float], list[str]]:
    given: dict[str, float] = {}
    reasons = []
    for item, rows in answers.groupby("item", sort=True):
        scores = sorted(rows["score"].dropna().unique())
        if len(scores) == 1:
            given[str(item)] = float(scores[0])
        elif scores:
            found = " and ".join(f"{score:g}" for score in scores)
            reasons.append(f"sources disagree on {item}: {found}")
    return given, reasons


def _coding(stated: pd.Series, answers: Iterable[float]) -> int | None:
    known = stated.dropna()
    return coding(answers) if known.empty else int(known.iloc[0])


def _figures(tool: Tool, score: Score, *, known: bool) -> dict[str, object]:
    return {
        "items": score.items,
        "answered": score.answered,
        "unanswered": score.unanswered,
        "score": score.score if known else None,
        "least": score.least if known else None,
        "most": score.most if known else None,
        "band": score.band if known else None,
        "bands_possible": " or ".join(score.bands) if known else "",
    }


def _statement(
    tool: Tool, taken: date | None, whole: Score, groups: list[Score], *, known: bool
) -> str:
    title = f"{_SHORT[tool.name]} ({taken.isoformat() if taken else 'undated'})"
    open_items = f"{whole.unanswered} of {whole.items} not answered" if whole.unanswered else ""
    if not whole.answered:
        return f"{title}: nothing answered"
    if not known:
        return f"{title}: not scored, the coding of its answers is not recorded"
    if tool.scoring == "mean":
        scored = [
            (group.title, score.score)
            for group, score in zip(tool.groups, groups, strict=True)
            if score.score is not None
        ]
        listed = ", ".join(f"{name.lower()} {value:.2f}" for name, value in scored)
        return f"{title}: {listed}" + (f"; {open_items}" if open_items else "")
    if whole.score is None:
        bands = " or ".join(whole.bands)
        return f"{title}: {whole.least:g} to {whole.most:g}, {bands}; {open_items}"
    return f"{title}: {whole.score:g} of {len(tool.items) * tool.highest:g}, {whole.band}"
