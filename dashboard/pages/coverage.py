"""Coverage: who leads, contributes to and provides each outcome, and where nobody is named."""

import dash
import pandas as pd
from dash import html
from dash.development.base_component import Component

from placegraph.analytics.coverage.coverage import Coverage
from placegraph.analytics.coverage.questions import QUESTIONS
from placegraph.dashboard import figures
from placegraph.dashboard.components import (
    calm,
    chart,
    columns,
    empty,
    hidden,
    more,
    page,
    scrolled,
    section,
    table,
)
from placegraph.dashboard.context import current_store, moment_asked
from placegraph.dashboard.readings import rows_of
from placegraph.dashboard.words import count, day, known, number, percent, text
from placegraph.measures import Moment, coverage

dash.register_page(
    __name__, path="/coverage", name="Coverage", title="Coverage · PlaceGraph", order=1
)

LEAD = (
    "Who is named for each outcome, and how. Leading, contributing and providing are different "
    "things and are never added together."
)

#: Posts beyond which the matrix takes narrow columns.
MANY = 5
RELATIONS = {
    "LEAD_COMMISSIONER_FOR": ("L", "lead commissioner"),
    "LEAD_OFFICER_FOR": ("O", "lead officer"),
    "CONTRIBUTES_TO": ("C", "contributor"),
    "COMMISSIONS": ("M", "commissions it"),
    "PROVIDES": ("P", "provides it"),
    "LEAD_MEMBER_FOR": ("B", "lead cabinet member"),
}
STATES = {
    "single": "",
    "joint": "with others",
    "interim": "temporary post",
    "vacant": "post not filled in this structure",
    "contested": "several named, without saying jointly",
}


@calm("Coverage")
def layout(as_at: str | None = None, structure: str | None = None, **_: str) -> Component:
    """Return the page for a day or a structure."""
    at = moment_asked(as_at, structure)
    found = coverage(current_store(), at)
    return page(
        "Coverage",
        columns(
            _by_relation("Outcomes", found.coverage, found, at),
            _by_relation("Objectives", found.objectives, found, at),
        ),
        _matrix(found, at),
        _gaps(found, at),
        _portfolios(found, at),
        lead=LEAD,
        at=at,
    )


def _by_relation(what: str, frame: pd.DataFrame, found: Coverage, at: Moment) -> Component:
    title = f"{what} with somebody named"
    total = int(frame["outcomes"].max()) if len(frame) else 0
    if not total:
        return section(
            title,
            f"No {what.lower()} are on record here, so coverage is unknown, not 0.",
            empty(f"No {what.lower()} on record", _to_load(what)),
        )
    names = [RELATIONS[relation][1].capitalize() for relation in frame["relation"]]
    covered = [f"{row.covered} of {row.outcomes}" for row in rows_of(frame)]
    rows = [
        [name, said, percent(row.share), text(row.part)]
        for name, said, row in zip(names, covered, rows_of(frame), strict=True)
    ]
    return section(
        title,
        f"Of {count(total, what.lower()[:-1])}, for how many a source names somebody, by what "
        "they are named as.",
        chart(
            figures.bars(
                names, list(frame["covered"]), covered, title=f"{what} covered", whole=total
            ),
            f"Bar chart of the {what.lower()} covered by relation; the same as the table that "
            "follows.",
            height=330,
        ),
        more(
            "The same as a table",
            table(
                ["Named as", "Covered", "Share", "Of those, only in part"],
                rows,
                caption=f"{what} for which a source names somebody in post.",
            ),
        ),
        basis=f"{count(total, what.lower()[:-1])} on record as at {day(at.as_at)}. "
        + " ".join(found.notes),
    )


def _to_load(what: str) -> str:
    file = "outcome.csv" if what == "Outcomes" else "objective.csv"
    return (
        f"Load {file} and set_by.csv, or choose another structure above. Who leads comes from "
        "lead_commissioner_for.csv and lead_officer_for.csv, who contributes from "
        "contributes_to.csv."
    )


def _matrix(found: Coverage, at: Moment) -> Component:
    title = "Who is named for what"
    matrix = found.matrix
    if matrix.empty:
        return section(
            title,
            "Each row would be an outcome and each column a post.",
            empty("Nobody is named for anything here", _to_load("Outcomes")),
        )
    named = matrix[matrix["holder"].notna()]
    holders = dict(zip(named["holder"], named["holder_name"], strict=True))
    led = set(named.loc[named["relation"] == "LEAD_COMMISSIONER_FOR", "outcome"])
    cells = dict(iter(named.groupby(["outcome", "holder"])))
    # Each post's outcomes stand together, those nobody is named for last.
    first = dict(zip(named["outcome"][::-1], named["holder"][::-1], strict=True))
    places = {holder: place for place, holder in enumerate(holders)}
    body: list[Component] = []
    for kind, heading in (("objective", "Objectives"), ("outcome", "Outcomes")):
        aims = matrix[matrix["kind"] == kind].drop_duplicates("outcome")
        rows = sorted(
            rows_of(aims),
            key=lambda aim: (
                places.get(first.get(aim.outcome), len(places)),
                str(aim.outcome_name).casefold(),
            ),
        )
        if rows:
            body.append(_group(f"{heading} ({len(rows)})", len(holders) + 2))
        body.extend(
            html.Tr(
                [
                    html.Th(text(aim.outcome_name), scope="row"),
                    html.Td(_lead(aim.outcome in led)),
                    *(html.Td(_cell(cells.get((aim.outcome, holder)))) for holder in holders),
                ]
            )
            for aim in rows
        )
    head = html.Tr(
        [
            html.Th("Outcome or objective", scope="col"),
            html.Th("Lead commissioner", scope="col"),
            *(html.Th(text(name), scope="col") for name in holders.values()),
        ]
    )
    caption = f"Objectives and outcomes by the {count(len(holders), 'post')} named for any"
    return section(
        title,
        "Rows are outcomes and objectives in their own words, columns the posts a source names; "
        "an empty cell means that no source names that post.",
        _legend(),
        scrolled(
            html.Table(
                [html.Caption(caption), html.Thead(head), html.Tbody(body)],
                className="matrix many" if len(holders) > MANY else "matrix",
            ),
            title,
        ),
        basis=f"every statement that holds on {day(at.as_at)}; posts that are named for nothing "
        "are left out. " + " ".join(found.notes),
    )


def _group(heading: str, width: int) -> Component:
    return html.Tr(html.Th(heading, colSpan=width, scope="rowgroup", className="group"))


def _lead(named: bool) -> Component:
    return html.Span("named") if named else html.Span("not named", className="gap")


def _cell(roles: pd.DataFrame | None) -> list[Component]:
    return [] if roles is None else [_mark(row.relation, row.state) for row in rows_of(roles)]


def _mark(relation: str, state: str) -> Component:
    letter, name = RELATIONS[relation]
    said = f"{name}, {STATES[state]}" if STATES.get(state) else name
    return html.Span(
        [html.Span(letter, **{"aria-hidden": "true"}), hidden(said)],
        className=f"mark {relation.lower()} {state}",
        title=said[:1].upper() + said[1:],
    )


def _legend() -> Component:
    relations = [
        html.Li([_mark(relation, "single"), html.Span(name)])
        for relation, (_, name) in RELATIONS.items()
    ]
    states = [
        html.Li([_mark("CONTRIBUTES_TO", "interim"), html.Span("dashed: temporary post")]),
        html.Li([_mark("CONTRIBUTES_TO", "vacant"), html.Span("dotted: post not filled")]),
        html.Li([_mark("LEAD_OFFICER_FOR", "contested"), html.Span("ringed: several, not joint")]),
    ]
    return html.Ul([*relations, *states], className="legend")


def _gaps(found: Coverage, at: Moment) -> Component:
    findings, unknown = found.findings, _unanswered(found.questions)
    if findings.empty and not unknown:
        return section(
            "Gaps in words",
            "Every question asked of this structure has been answered by its sources.",
            empty("No gaps found", "Nothing is missing that PlaceGraph asks about."),
        )
    return section(
        "Gaps in words",
        "What the sources do not say, question by question; open one to read every finding with "
        "its evidence.",
        *(
            _question(str(asked), group)
            for asked, group in findings.groupby("question", sort=False)
        ),
        *unknown,
        basis=f"the statements that hold on {day(at.as_at)}, and those of the next structure where "
        "there is one. Evidence is the source and the place in it.",
    )


def _unanswered(questions: pd.DataFrame) -> list[Component]:
    """Return the questions that cannot be answered, each with the reason."""
    unknown = questions[questions["state"] == "not known"]
    if unknown.empty:
        return []
    rows = [[row.asks, row.reason] for row in rows_of(unknown)]
    return [table(["Not known", "Why"], rows, caption="Questions that cannot be answered")]


def _question(asked: str, findings: pd.DataFrame) -> Component:
    particular = findings[findings["subject"].notna()]
    general = [html.P(sentence) for sentence in findings[findings["subject"].isna()]["sentence"]]
    severities = (particular if len(particular) else findings)["severity"].value_counts(sort=False)
    chips = [
        html.Span(f"{severity}: {number}", className=f"severity {severity}")
        for severity, number in severities.items()
    ]
    rows = [
        [
            row.sentence,
            html.Span(row.severity, className=f"severity {row.severity}"),
            text(row.evidence or None, missing="none: no source says"),
        ]
        for row in rows_of(particular)
    ]
    body = [table(["Finding", "Severity", "Evidence"], rows, caption=QUESTIONS.get(asked, asked))]
    return html.Details(
        [
            html.Summary([QUESTIONS.get(asked, asked), *chips]),
            *general,
            *(body if rows else []),
        ],
        className="question",
    )


def _portfolios(found: Coverage, at: Moment) -> Component:
    title = "What each post carries"
    frame = found.portfolios[found.portfolios["relation"] == "CONTRIBUTES_TO"]
    frame = frame.sort_values(["outcomes", "name"], ascending=[False, True])
    if frame.empty:
        return section(
            title,
            "How outcomes are spread over the posts that contribute to them.",
            empty("No contributions on record", _to_load("Outcomes")),
        )
    leads = found.portfolios[found.portfolios["relation"] == "LEAD_COMMISSIONER_FOR"]
    led = dict(zip(leads["post"], leads["outcomes"], strict=True))
    rows = [
        [
            text(row.name),
            str(row.outcomes),
            percent(row.share),
            str(led[row.post]) if row.post in led else "none named",
        ]
        for row in rows_of(frame)
    ]
    return section(
        title,
        "Outcomes each post contributes to. Spread evenly, no post would stand out.",
        chart(
            figures.bars(
                list(frame["name"]),
                list(frame["outcomes"]),
                [str(n) for n in frame["outcomes"]],
                title="Outcomes contributed to",
            ),
            "Bar chart of outcomes by contributing post; the same as the table that follows.",
            height=70 + 46 * len(frame),
        ),
        more(
            "The same as a table",
            table(
                ["Post", "Contributes to", "Share of contributions", "Leads as commissioner"],
                rows,
                caption="Outcomes by post.",
            ),
        ),
        basis=f"{_edges(found)} as at {day(at.as_at)}; unevenness: Gini "
        f"{number(found.gini, 3)} (0 even, 1 all on one), concentration (HHI) "
        f"{number(found.hhi, 3)}.",
    )


def _edges(found: Coverage) -> str:
    if not known(found.contribution_edges):
        return "contributions"
    return count(int(found.contribution_edges or 0), "contribution")
