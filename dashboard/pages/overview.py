"""The overview: where nobody is named, what is not evidenced, and who connects partnerships."""

import dash
import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from placegraph.analytics.coverage.coverage import Coverage
from placegraph.cypher import query
from placegraph.dashboard import figures
from placegraph.dashboard.components import (
    Column,
    calm,
    card,
    chart,
    columns,
    empty,
    grid,
    more,
    page,
    section,
    table,
)
from placegraph.dashboard.context import current_store, moment_asked
from placegraph.dashboard.readings import cited, rows_of, source_titles, worked_examples
from placegraph.dashboard.shell import address
from placegraph.dashboard.words import count, day, number, period, text
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures import (
    Moment,
    alignment,
    coverage,
    dated_structures,
    influence,
    moment,
    orphaned_since,
    returns,
    structures,
)

dash.register_page(__name__, path="/", name="Overview", title="Overview · PlaceGraph", order=0)

LEAD = (
    "Where nobody is named, what is not evidenced, and who connects the partnerships of this "
    "place, as its own papers say."
)


@calm("Overview")
def layout(as_at: str | None = None, structure: str | None = None, **_: str) -> Component:
    """Return the page for a day or a structure."""
    store, at = current_store(), moment_asked(as_at, structure)
    sources = store.read(query("sources/sources"))
    if sources.empty:
        return page("Overview", _nothing_loaded(), lead=LEAD, at=at)
    asked = {"structure": structure, "as_at": as_at}
    cards = html.Div(
        [
            *_coverage_cards(store, at, asked),
            _clients_card(store, at, asked),
            _returns_card(store, at, asked),
            _alignment_card(store, at, asked),
        ],
        className="cards",
    )
    return page(
        "Overview",
        cards,
        columns(_connectors(store, at, asked), _structures(structures(store))),
        _sources(sources),
        lead=LEAD,
        at=at,
    )


def _nothing_loaded() -> Component:
    return empty(
        "Nothing is loaded yet",
        "Load a data set with: placegraph load tables FOLDER (or WORKBOOK). It holds one table a "
        "type, such as organisation.csv and member_of.csv; then reload this page.",
    )


def _coverage_cards(store: Store, at: Moment, asked: dict[str, str | None]) -> list[Component]:
    found = coverage(store, at)
    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]
    unled = found.findings.query("question == 'Q1' and subject.notna()")
    sponsorless = found.findings.query("question == 'Q12' and subject.notna()")
    href = address("/coverage", asked)
    return [
        card(
            f"{leads['covered']} of {leads['outcomes']}" if leads["outcomes"] else "unknown",
            "Outcomes with a lead commissioner",
            "For the others no source names one; that is not to say that there is none."
            if leads["outcomes"]
            else "No outcomes are on record for this council.",
            href=href,
            link="See who covers what",
            names=list(unled["subject_name"]),
        ),
        _orphans_card(store, at, asked, found),
        card(
            str(len(sponsorless)),
            "Partnerships without a sponsoring post",
            "No source names a post that sponsors them, so nobody is named to answer for them.",
            href=href,
            link="See the gaps in words",
            names=list(sponsorless["subject_name"]),
        ),
    ]


def _orphans_card(
    store: Store, at: Moment, asked: dict[str, str | None], found: Coverage
) -> Component:
    """Show what each structure lost of the one before: of the structure asked for, or of all."""
    if at.structure is not None:
        moments = [at]
    else:
        known = dated_structures(store)["structure"]
        moments = [moment(store, as_at=None, structure=s, today=at.as_at) for s in known]
    lost = [(m, orphaned_since(store, m)) for m in moments]
    compared = [(m, orphans) for m, orphans in lost if orphans is not None]
    names = [
        f"{row.name} ({m.title} loses {row.lost})"
        for m, orphans in compared
        for row in rows_of(orphans)
    ]
    following = () if at.structure is None else found.orphaned
    if following:
        names += [f"{name} (lost by the next structure)" for name in _titles(store, at, following)]
    return card(
        str(len(names)) if compared or following is not None else "unknown",
        "Outcomes that lose every contributor",
        "They had a contributing post in one structure and have none in the one that follows.",
        href=address("/coverage", asked),
        link="See what a structure loses",
        names=names,
    )


def _clients_card(store: Store, at: Moment, asked: dict[str, str | None]) -> Component:
    without = store.read(query("contracts/without_client"), as_at=at.as_at, records=False)
    contracts = store.read(query("contracts/contracts"), as_at=at.as_at, records=False)
    return card(
        f"{len(without)} of {contracts['contract'].nunique()}" if len(contracts) else "unknown",
        "Contracts and agreements without a client post",
        "No source names a post that acts as client, in any council on record. Those known only "
        "from published registers, notices and grants are not counted.",
        href=address("/network", asked),
        link="See them in the network",
        names=[f"{row.name} ({row.kind})" for row in rows_of(without)],
    )


def _returns_card(store: Store, at: Moment, asked: dict[str, str | None]) -> Component:
    frame = returns(store, at).frame
    frame = frame[~frame["partnership"].isin(worked_examples(store))]
    silent = frame[frame["status"] == "unknown"]
    return card(
        f"{len(silent)} of {len(frame)}" if len(frame) else "unknown",
        "Partnerships whose return is not evidenced",
        "No costs over time and no appraisal are on record for them. Worked examples are not "
        "counted.",
        href=address("/return", asked),
        link="See what is known of the return",
        names=list(silent["name"]),
    )


def _alignment_card(store: Store, at: Moment, asked: dict[str, str | None]) -> Component:
    href, link = address("/alignment", asked), "See which aims support which"
    title = "Objectives without an aligned ambition"
    try:
        found = alignment(store, at)
    except MeasureError as error:
        return card("unknown", title, str(error), href=href, link=link)
    if found.orphans_lower is None or found.orphans_upper is None:
        return card("unknown", title, found.reason, href=href, link=link)
    return card(
        f"{len(found.orphans_lower)} of {found.count_lower}",
        title,
        f"The other way round, {count(len(found.orphans_upper), 'ambition')} of "
        f"{found.count_upper} have no objective behind them. Links are as recorded, "
        f"{' or '.join(found.statuses)}.",
        href=href,
        link=link,
        names=_titles(store, at, found.orphans_lower),
    )


def _titles(store: Store, at: Moment, ids: tuple[str, ...]) -> list[str]:
    known = store.read(query("outcomes/outcomes"), as_at=at.as_at, organisation=None)
    named = known.drop_duplicates("id").set_index("id")["name"]
    return [named.get(one, one) for one in ids]


def _connectors(store: Store, at: Moment, asked: dict[str, str | None]) -> Component:
    found = influence(store, at)
    basis = found.basis
    if found.actors.empty:
        body: Component = empty(
            "No complete list of members is on record",
            "Load member_of.csv with completeness “complete” for at least one partnership.",
        )
    else:
        top = found.actors.head(10)
        rows = [
            [row.name, str(row.partnerships), number(row.two_mode_betweenness), text(row.kind)]
            for row in rows_of(top)
        ]
        body = html.Div(
            [
                chart(
                    figures.bars(
                        list(top["name"]),
                        list(top["partnerships"]),
                        [str(n) for n in top["partnerships"]],
                        title="Partnerships it sits on",
                    ),
                    "Bar chart of the partnerships each organisation sits on; the same as the "
                    "table that follows.",
                    height=80 + 52 * len(top),
                ),
                more(
                    "The same as a table",
                    table(
                        ["Organisation", "Partnerships", "Betweenness", "Kind"],
                        rows,
                        caption="Organisations by the partnerships they sit on; betweenness runs "
                        "from 0 to 1.",
                    ),
                ),
                dcc.Link(
                    "Explore the network", href=address("/network", asked), className="onward"
                ),
            ]
        )
    return section(
        "Who connects partnerships",
        "Organisations by the number of partnerships they are recorded to sit on.",
        body,
        basis=f"computed on {basis.actors_scored} of {count(basis.actors_known, 'organisation')}, "
        f"as at {day(at.as_at)}. {basis.caption} "
        f"Sources: {cited(pd.Series(basis.sources), source_titles(store)) or 'none'}.",
    )


def _structures(known: pd.DataFrame) -> Component:
    if known.empty:
        body = empty("No structure is on record", "Load structure.csv and structure_of.csv.")
    else:
        rows = [
            [
                dcc.Link(str(row.name), href=address("/", {"structure": row.structure})),
                text(row.organisation_name),
                period(row.valid_from, row.valid_to),
                text(row.status, missing="not stated"),
            ]
            for row in rows_of(known)
        ]
        body = table(
            ["Structure", "Council", "Holds", "Status"],
            rows,
            caption="Management structures; each holds until the day the next begins.",
        )
    return section(
        "Structures on record",
        "Choose one to see who leads, contributes and what the next one loses.",
        body,
        basis="structures as their sources date them; proposed means that no source records a "
        "decision.",
    )


def _sources(sources: pd.DataFrame) -> Component:
    return section(
        "Sources on record",
        f"Everything shown comes from {count(len(sources), 'source')}; each statement keeps its "
        "place in one of them.",
        grid(
            sources,
            {
                "name": Column("Title", flex=4),
                "publisher": Column("Publisher", flex=2),
                "dated": Column("Date", flex=2),
                "standing": Column("Standing", flex=2),
                "of_things": Column("Statements", flex=1, places=0),
            },
            name="Sources on record",
        ),
    )
