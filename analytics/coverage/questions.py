"""The twenty questions a strategic director asks of a structure, and how far each is answered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from placegraph.analytics.coverage.finding import SEVERITIES, Finding, Severity, Split

__all__ = ["QUESTIONS", "Finding", "Severity", "Split", "answers"]

QUESTIONS = {
    "Q1": "Which outcomes have no lead commissioner?",
    "Q2": "Which have several leads, not said to be joint?",
    "Q3": "Which are led only on paper?",
    "Q4": "What does the next structure lose?",
    "Q5": "Who carries too much?",
    "Q6": "Which lead commissioners lead nothing?",
    "Q7": "Who has too few direct reports?",
    "Q8": "Which posts both lead and provide?",
    "Q9": "Where do lead officer and lead commissioner not match?",
    "Q10": "What is provided without a lead commissioner?",
    "Q11": "What is commissioned without a client post?",
    "Q12": "Which partnerships have no sponsoring post?",
    "Q13": "Which partnerships serve no aim, which outcomes lack the partners they need?",
    "Q14": "Which outcomes have no lead member?",
    "Q15": "Is the whole commissioning cycle covered?",
    "Q16": "Which outcomes hang on one post?",
    "Q17": "Does each statutory role have exactly one holder?",
    "Q18": "Which functions move?",
    "Q19": "Who decides?",
    "Q20": "Which leads does a partner hold?",
}
"""In words; docs/methods/coverage.md defines them."""


def answers(findings: Iterable[Finding], unknown: Mapping[str, str]) -> pd.DataFrame:
    """Return how each question is answered, one row a question.

    ``unknown`` says of a question why it cannot be answered. Columns: question, asks (in words),
    state (found, nothing found, or not known), findings (how many; those about all outcomes
    together are not counted), severity (the gravest of them), reason (why it is not known). A
    question that finds something is answered, whatever else is missing.
    """
    graver: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.subject is not None:
            graver[finding.question].append(finding)
    rows = []
    for question, asks in QUESTIONS.items():
        own = graver[question]
        worst = min((SEVERITIES.index(finding.severity) for finding in own), default=None)
        reason = None if own else unknown.get(question)
        state = "found" if own else "nothing found" if reason is None else "not known"
        rows.append(
            (
                *(question, asks, state, None if reason else len(own)),
                *(None if worst is None else SEVERITIES[worst], reason),
            )
        )
    columns = ["question", "asks", "state", "findings", "severity", "reason"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
