"""Return: what each partnership brings about, as three results that are never one."""

from typing import Any, TypeAlias

import dash
import pandas as pd
from dash import html
from dash.development.base_component import Component

from placegraph.analytics.returns.appraisal import AppraisalResult
from placegraph.cypher import query
from placegraph.dashboard import figures
from placegraph.dashboard.components import (
    Column,
    bullets,
    calm,
    chart,
    columns,
    empty,
    grid,
    more,
    note,
    page,
    section,
    table,
)
from placegraph.dashboard.context import current_store, moment_asked
from placegraph.dashboard.readings import cited, rows_of, source_titles, worked_examples
from placegraph.dashboard.words import count, known, money, number, percent, text
from placegraph.graph.store import Store
from placegraph.measures import returns

dash.register_page(__name__, path="/return", name="Return", title="Return · PlaceGraph", order=3)

# A row of Returns.frame.
Row: TypeAlias = dict[Any, Any]

LEAD = (
    "What each partnership brings about, as three results kept apart: is it effective, does it "
    "save public money, and what do citizens gain?"
)
EXAMPLE = " (worked example)"
COMPARISON = (
    "A ratio belongs to its own partnership. It rests on that partnership's purpose, stage and "
    "choice of what to count, so the ratios of two partnerships should not be compared, and this "
    "page does not rank them (Guide to Social Return on Investment, Cabinet Office 2009)."
)


@calm("Return")
def layout(as_at: str | None = None, structure: str | None = None, **_: str) -> Component:
    """Return the page; the moment chooses the partnerships, figures carry their own periods."""
    at = moment_asked(as_at, structure)
    store = current_store()
    found = returns(store)
    if found.frame.empty:
        nothing = empty(
            "No partnership is on record",
            "Load partnership.csv; figures come from figure.csv, and appraisals from "
            "appraisal.csv, cost_line.csv and benefit_line.csv.",
        )
        return page("Return", nothing, lead=LEAD)
    examples = worked_examples(store)
    is_example = found.frame["partnership"].isin(examples)
    present = returns(store, at).frame
    real = present[~present["partnership"].isin(examples)]
    figures_stated = store.read(query("returns/partnership_figures"))
    return page(
        "Return",
        _evidenced(real[real["status"] != "unknown"], figures_stated, store),
        _silent(real[real["status"] == "unknown"], total=len(real)),
        *(
            _example(row, found.appraisals[row["partnership"]], store)
            for row in found.frame[is_example].to_dict("records")
            if row["partnership"] in found.appraisals
        ),
        lead=LEAD,
    )


def _evidenced(frame: pd.DataFrame, stated: pd.DataFrame, store: Store) -> Component:
    title = "Partnerships with evidence of their return"
    if frame.empty:
        return section(
            title,
            "A partnership stands here once a source gives dated costs or an appraisal.",
            empty("None on record", "Load figure.csv with concerns.csv, or an appraisal."),
        )
    stated = stated[stated["partnership"].isin(frame["partnership"])]
    parts: list[Component] = []
    for row in frame.to_dict("records"):
        own = stated[stated["partnership"] == row["partnership"]]
        parts += [html.H3(row["name"]), html.P(f"In short: {row['statement']}."), _three(row)]
        if len(own):
            parts.append(_figures(own))
    return section(
        title,
        f"{count(len(frame), 'partnership')} for which a source gives costs over time or an "
        "appraisal, in order of name.",
        *parts,
        *([note("Do not compare ratios", COMPARISON)] if frame["bcr"].notna().any() else []),
        basis=f"dated figures and appraisals on record. Sources: "
        f"{cited(stated['source'], source_titles(store)) or 'none'}. A fall in cost is evidence "
        "of efficiency and of nothing else.",
    )


def _three(value: Row) -> Component:
    """Return the three results of a row of ``Returns.frame``, side by side."""
    grade = f"Evidence: {text(value['evidence'], missing='none on record')}."
    return html.Div(
        [
            _result(
                "Effectiveness",
                text(value["effectiveness"], "unknown"),
                "No assessment of how well the partnership works is on record."
                if not known(value["effectiveness"])
                else grade,
            ),
            _efficiency(value, grade),
            _citizens(value, grade),
        ],
        className="results",
    )


def _efficiency(value: Row, grade: str) -> Component:
    name = "Return in efficiency"
    if known(value["efficiency"]):
        return _result(
            name,
            f"{money(value['efficiency'], 2)} for each £1",
            f"Savings to public bodies for each £1 of inputs, of which cashable: "
            f"{number(value['cashable'], missing='unknown')}. {grade}",
        )
    if known(value["cost_change_share"]):
        share = value["cost_change_share"]
        return _result(
            name,
            f"cost {'fell' if share < 0 else 'rose'} by {percent(abs(share), 1)}",
            f"From {money(value['cost_from'])} in {value['period_from']} to "
            f"{money(value['cost_to'])} in {value['period_to']}: "
            f"{percent(value['cost_change_yearly'], 1)} a year, compound. {grade}",
        )
    return _result(name, "unknown", "No savings and no costs over time are on record.")


def _citizens(value: Row, grade: str) -> Component:
    name = "Return to citizens"
    if known(value["citizen"]):
        return _result(
            name,
            f"{money(value['citizen'], 2)} for each £1",
            f"Value to people for each £1 of inputs, losses taken off. {grade}",
        )
    return _result(
        name,
        "not monetised",
        "No quantity of benefit to people is on record, so its value is unknown, not 0.",
    )


def _result(what: str, figure: str, words: str) -> Component:
    silent = figure in ("unknown", "not monetised")
    return html.Div(
        [html.P(what, className="what"), html.P(figure, className="figure"), html.P(words)],
        className="result silent" if silent else "result",
    )


def _figures(stated: pd.DataFrame) -> Component:
    rows = [
        [
            f"{row.measure}, {text(row.period)}",
            _span(row.value, row.high, str(row.unit)),
            f"{row.source} {row.locator}",
        ]
        for row in rows_of(stated)
    ]
    return more(
        "The figures as the sources state them",
        table(["Figure", "Value", "Source and place"], rows, caption="Figures on record."),
    )


def _span(low: float, high: float, unit: str) -> str:
    def said(value: float) -> str:
        return money(value) if unit.startswith("£") else f"{value:,g} {unit}"

    return f"{said(low)} to {said(high)}" if known(high) else said(low)


def _silent(frame: pd.DataFrame, *, total: int) -> Component:
    title = "Partnerships whose return is not evidenced"
    if frame.empty:
        return section(title, "Every partnership has some evidence of its return.")
    return section(
        title,
        f"For {len(frame)} of {count(total, 'partnership')} no source gives costs over time, "
        "savings or benefits. Their effectiveness, efficiency and return to citizens are unknown, "
        "which is not to say that there is none.",
        html.Div(bullets([text(name) for name in frame["name"]]), className="listing"),
        basis="the partnerships of the day or structure chosen; no figure or appraisal names "
        "these.",
    )


def _example(value: Row, result: AppraisalResult, store: Store) -> Component:
    appraisals = store.read(query("returns/appraisals"))
    own = appraisals[appraisals["partnership"] == value["partnership"]]
    source = cited(own["source"], source_titles(store))
    return section(
        f"A published worked example: {value['name'].removesuffix(EXAMPLE)}",
        f"{value['statement']}: what a full appraisal looks like, with who pays and who gains.",
        columns(
            note(
                "Not a partnership of this place",
                f"This is a published worked example, from {source or 'a source not named'}. It "
                "shows the method and says nothing about anybody here.",
            ),
            note("Do not compare ratios", COMPARISON),
        ),
        html.H3("Three results"),
        _three(value),
        columns(_years(result), _who(result)),
        html.H3("What was counted"),
        _lines(result),
        basis=f"{source}, {'; '.join(own['locator'])}. Present value over "
        f"{count(result.horizon, 'year')}, {result.schedule.name}, {_convention(result)}. "
        + _reasons(result),
    )


def _convention(result: AppraisalResult) -> str:
    return (
        "by the convention of social return on investment: inputs are not discounted"
        if result.timing == "sroi"
        else "by the Green Book's convention: costs and benefits are both discounted"
    )


def _reasons(result: AppraisalResult) -> str:
    return f"Not known: {'; '.join(result.reasons)}." if result.reasons else ""


def _years(result: AppraisalResult) -> Component:
    frame = result.cumulative
    rows = [
        [f"Year {row.t}", money(row.pv_benefit), money(row.pv_cost), money(row.cumulative)]
        for row in rows_of(frame)
    ]
    return html.Div(
        [
            html.H3("Year by year"),
            html.P("Benefits and costs of each year; the line is the running total."),
            chart(
                figures.yearly(frame),
                "Bars of benefit and cost a year with their running total; the same as the table "
                "that follows.",
                height=380,
            ),
            more(
                "The same as a table",
                table(
                    ["Year", "Benefit", "Cost", "Running total"], rows, caption="Present values."
                ),
            ),
        ]
    )


def _who(result: AppraisalResult) -> Component:
    frame = result.partner_position
    frame = frame.assign(name=frame["name"].str.removesuffix(EXAMPLE))
    rows = [
        [text(row.name), money(-row.pv_cost), money(row.pv_benefit), money(row.npv)]
        for row in rows_of(frame)
    ]
    return html.Div(
        [
            html.H3("Who pays and who gains"),
            html.P("What each party puts in, to the left, and gets out, to the right."),
            chart(
                figures.positions(frame),
                "Bars of what each party pays and gains; the same as the table that follows.",
                height=380,
            ),
            more(
                "The same as a table",
                table(["Party", "Pays", "Gains", "Net"], rows, caption="Present values."),
            ),
        ]
    )


def _lines(result: AppraisalResult) -> Component:
    lines = result.lines.assign(kind=result.lines["kind"].str.replace("_", " "))
    return grid(
        lines,
        {
            "side": Column("Cost or benefit"),
            "name": Column("What", flex=3),
            "kind": Column("Kind"),
            "impact": Column("First year, £", places=2),
            "pv": Column("Present value, £", places=2),
        },
        name="Cost and benefit lines",
    )
