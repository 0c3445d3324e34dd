"""The questions of the Audit Commission's *Governing Partnerships* (October 2005).

The report asks them of each partnership in eight groups and scores nothing. The words here are
ours and shorter. They ask for answers, not for yes or no: yes (1) means that the partnership can
give an answer and show it, partly (0.5) that it can in part, no (0) that it cannot. That scoring
is a convention of this product. The items of the eighth group follow paragraph 118 of the report,
because the public copy that was read ends with the group's heading.
"""

from placegraph.analytics.effectiveness.questionnaire import Group, Tool

_GROUPS = (
    (
        "Rationale",
        "Why it exists",
        "What its agreed aims are",
        "Where they are published",
        "Whether there is a better way of serving the public",
    ),
    (
        "Added value",
        "How it adds value",
        "How that is shown to the public",
        "How partners know that funds are well spent",
        "How the public knows that funds are well spent",
    ),
    (
        "Governance",
        "How its governance links to that of each partner",
        "How decisions are made",
        "How decisions are recorded",
        "Who makes sure that they are acted on",
        "Who scrutinises them",
        "To whom they are reported",
    ),
    (
        "Performance management",
        "Which targets are met and which are missed",
        "Who manages and reports progress",
    ),
    (
        "Financial management",
        "Who provides the money",
        "Who decides how it is spent",
        "Whether it can be reallocated",
        "How finances are reported",
    ),
    (
        "Risk management",
        "How partners know when things go wrong",
        "Who can act when they do",
        "How conflicts of interest are resolved",
    ),
    (
        "Termination",
        "What happens if it ends",
        "What happens if one partner leaves",
        "How resources return to the partners",
    ),
    (
        "Serving the public",
        "Whether it is open about its decisions and explains them to the public",
        "Whether users are involved in decisions and in the work",
        "What redress users have when things go wrong",
    ),
)

AUDIT_COMMISSION = Tool(
    name="audit commission",
    title="Audit Commission, Governing Partnerships: Bridging the accountability gap (2005)",
    groups=tuple(
        Group(
            str(number), title, tuple(f"{number}.{item}" for item in range(1, len(questions) + 1))
        )
        for number, (title, *questions) in enumerate(_GROUPS, start=1)
    ),
    lowest=0,
    highest=1,
    scoring="mean",
    questions={
        f"{number}.{item}": question
        for number, (_, *questions) in enumerate(_GROUPS, start=1)
        for item, question in enumerate(questions, start=1)
    },
)
"""29 questions in 8 groups; a group's score is the mean of its answered questions, 0 to 1."""
