"""Who runs the commissioning cycle and who decides: Q15 and Q19."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from placegraph.analytics.coverage.finding import Finding, counted, quoted
from placegraph.analytics.coverage.moment import Moment, merge_evidence
from placegraph.analytics.coverage.reading import cells, given, require
from placegraph.analytics.wording import citation

PHASES = ("analyse", "plan", "do", "review")
"""The commissioning cycle, as both councils' papers and the Institute of Public Care have it."""

DECISIONS = {
    "agrees scope and outcomes": "agrees its scope",
    "approves funding": "approves its funding",
    "scrutinises": "scrutinises it",
}
"""What somebody must do before a decision is whole, and the words for it."""

_CYCLE = ("subject", "subject_name", "phase", "holder", "holder_name", "source", "locator")
_DECISIONS = ("subject", "subject_name", "decision", "body", "body_name", "source", "locator")


def cycle_matrix(cycle: pd.DataFrame | None) -> pd.DataFrame:
    """Return who is responsible for each phase of each review, empty cells included.

    ``cycle``: subject (a review, or an outcome somebody runs the cycle of), subject_name, phase
    (None when no source names anybody), holder, holder_name, source, locator. Columns: review,
    review_name, phase (analyse, plan, do, review), holder, holder_name (None in an empty cell),
    evidence.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    names: dict[str, str] = {}
    held: defaultdict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for subject, name, phase, holder, holder_name, source, locator in cells(
        given("cycle", cycle, _CYCLE), *_CYCLE
    ):
        names.setdefault(subject, str(name))
        if phase is not None and holder is not None:
            cell = held[subject, phase]
            said = cell.get(holder, ("", ""))[1]
            cell[holder] = (str(holder_name), merge_evidence([said, citation(source, locator)]))
    rows: list[tuple[str | None, ...]] = []
    for subject, name in names.items():
        for phase in PHASES:
            cell = held.get((subject, phase), {})
            rows += [(subject, name, phase, key, *said) for key, said in cell.items()]
            if not cell:
                rows.append((subject, name, phase, None, None, ""))
    columns = ["review", "review_name", "phase", "holder", "holder_name", "evidence"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def gaps_in_cycle(matrix: pd.DataFrame) -> Iterator[Finding]:
    """Answer Q15 in words, from ``cycle_matrix``: which phases of a review nobody is named for."""
    for (review, name), cell in matrix.groupby(["review", "review_name"], sort=False):
        empty = list(cell.loc[cell["holder"].isna(), "phase"])
        if not empty:
            continue
        named = cell[cell["holder"].notna()]
        sentence = f"No source names who is responsible for {_and(empty)} in {name}"
        if len(named):
            said = zip(named["holder_name"], named["phase"], strict=True)
            sentence += "; named are " + ", ".join(f"{who} ({phase})" for who, phase in said)
        cited = merge_evidence(named["evidence"])
        yield Finding("Q15", "medium", str(review), str(name), f"{sentence}.", cited)


def decision_paths(
    now: Moment, cycle: pd.DataFrame | None, decisions: pd.DataFrame | None
) -> pd.DataFrame:
    """Return who takes which part in deciding on each outcome and review.

    ``decisions``: subject (an outcome or review), subject_name, decision, body, body_name, source,
    locator; a decision on a review or programme that pursues an outcome is one on the outcome.
    ``cycle`` names the reviews. Columns: subject, subject_name, decision, body, body_name,
    evidence; one row without a decision where no source names any, and none without ``decisions``.

    Raises ``MeasureError`` naming the columns a frame lacks.
    """
    columns = ["subject", "subject_name", "decision", "body", "body_name", "evidence"]
    if decisions is None:
        return pd.DataFrame(columns=columns, dtype=object)
    require("decisions", decisions, _DECISIONS)
    names = {outcome.id: outcome.name for outcome in now.of_kind("outcome")}
    for subject, name in cells(given("cycle", cycle, _CYCLE), "subject", "subject_name"):
        names.setdefault(subject, str(name))
    said: defaultdict[str, dict[tuple[str, str], tuple[str, str]]] = defaultdict(dict)
    for subject, _, decision, body, body_name, source, locator in cells(decisions, *_DECISIONS):
        if subject in names and decision is not None:
            before = said[subject].get((decision, body), ("", ""))[1]
            cited = merge_evidence([before, citation(source, locator)])
            said[subject][decision, body] = (str(body_name), cited)
    rows: list[tuple[str | None, ...]] = []
    for subject, name in names.items():
        rows += [(subject, name, *key, *value) for key, value in said.get(subject, {}).items()]
        if subject not in said:
            rows.append((subject, name, None, None, None, ""))
    return pd.DataFrame(rows, columns=columns, dtype=object)


def without_decision(paths: pd.DataFrame, outcomes: set[str]) -> Iterator[Finding]:
    """Answer Q19 in words, from ``decision_paths``: what no source says who decides on."""
    named: dict[str, tuple[str, set[str], list[str]]] = {}
    for subject, name, decision, _, _, evidence in paths.itertuples(index=False):
        _, taken, cited = named.setdefault(subject, (name, set(), []))
        taken.add(decision)
        cited.append(evidence)
    silent = sum(1 for _, taken, _ in named.values() if taken == {None})
    if silent:
        sentence = (
            f"No source names who decides on {counted(silent, 'outcome or review')} of "
            f"{len(named)}, which is not to say that nobody does."
        )
        sentence = sentence.replace("outcome or reviews", "outcomes or reviews")
        yield Finding("Q19", "info", None, "All outcomes and reviews", sentence, "")
    for subject, (name, taken, cited) in named.items():
        missing = [words for decision, words in DECISIONS.items() if decision not in taken]
        if not missing:
            continue
        about = quoted(name) if subject in outcomes else name
        sentence = f"No source names who decides on {about}."
        if taken != {None}:
            sentence = f"Of the decision on {about} no source names who {_or(missing)}."
        yield Finding("Q19", "info", subject, name, sentence, merge_evidence(cited))


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or who {words[-1]}"
