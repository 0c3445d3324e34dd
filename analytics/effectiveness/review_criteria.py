"""The criteria by which a council chooses what to review.

Cheltenham Borough Council, *Commissioning Protocol*: a possible commissioning review is assessed
on effectiveness, financial benefits, resilience, timeliness, and risk and opportunity. The
protocol asks questions and scores nothing; yes (1), partly (0.5) and no (0) are a convention of
this product. Yes to two of the questions speaks against a review, so those are turned round.
The five are shown side by side and never added up.
"""

from placegraph.analytics.effectiveness.questionnaire import Group, Tool

_CRITERIA = (
    (
        "Effectiveness",
        "Can better community outcomes be delivered in an acceptable time?",
        "Do viable alternative approaches exist?",
    ),
    (
        "Financial benefits",
        "Is there potential for financial benefits for the council or the community?",
        "Can better value for money be delivered?",
        "Is there enough resource to support a review?",
    ),
    ("Resilience", "Can services be made more resilient and sustainable?"),
    (
        "Timeliness",
        "Is there a time-limited opportunity?",
        "Is there a legal imperative?",
        "Might there be a better opportunity in future?",
    ),
    (
        "Risk and opportunity",
        "Does political support for change exist?",
        "Will existing services be distracted?",
    ),
)

REVIEW_CRITERIA = Tool(
    name="review criteria",
    title="Cheltenham Borough Council, Commissioning Protocol: criteria for reviews",
    groups=tuple(
        Group(
            str(number), title, tuple(f"{number}.{item}" for item in range(1, len(questions) + 1))
        )
        for number, (title, *questions) in enumerate(_CRITERIA, start=1)
    ),
    lowest=0,
    highest=1,
    scoring="mean",
    adverse=frozenset({"4.3", "5.2"}),
    questions={
        f"{number}.{item}": question
        for number, (_, *questions) in enumerate(_CRITERIA, start=1)
        for item, question in enumerate(questions, start=1)
    },
)
"""11 questions under 5 criteria; each criterion is the mean of its answered questions, 0 to 1."""
