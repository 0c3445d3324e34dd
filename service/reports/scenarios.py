"""What a scenario makes of a place, how that differs, and how several compare."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from placegraph.analytics.coverage.moment import CONTRIBUTES, LEAD_COMMISSIONER, LEAD_OFFICER
from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames
from placegraph.errors import MeasureError
from placegraph.measures.scenarios import Measured, ScenarioResult
from placegraph.reports.report import Report, documented
from placegraph.reports.scenario_words import (
    baseline_of,
    conditional_sentence,
    fte_sentence,
    functions_sentence,
    money_sentences,
    orphaned_sentence,
)

#: Each figure that scenarios are compared by, and what it says.
MEANINGS = {
    "posts": "posts there for certain",
    "fte": "full-time equivalents of the posts counted",
    "fte_if_required": "the same with posts that come only if required",
    "outcomes": "outcomes in force",
    "lead_commissioner": "of those, with a lead commissioner in post",
    "contributed": "of those, with a contributor in post",
    "shared": "of those, with two contributors that have statements of their own",
    "at_risk": "of those, hanging on a temporary post",
    "hhi": "concentration of contributions on posts (Herfindahl-Hirschman)",
    "gini": "inequality of contributions between posts that have any",
    "contested": "outcomes and objectives with several leads that nobody calls joint",
    "critical": "coverage findings of severity critical",
    "breach": "coverage findings of severity breach",
    "high": "coverage findings of severity high",
    "contracts_without_client": "commissioned contracts and services without a client post",
    "partnerships_without_sponsor": "partnerships without a sponsoring post",
    "organisations_tied": "organisations in a partnership whose members are all known",
    "orphaned": "outcomes that lose their last contributor, lead commissioner or lead officer",
    "functions_moved": "functions that change hands for certain",
    "functions_may_move": "functions that change hands only if required",
    "seats_vacated": "seats on partnerships and boards that posts leave",
    "partners_lost": "organisations that lose their only tie",
    "stated_saving": "£ a year saved in the last year, as the papers state it",
}


def scenario(found: ScenarioResult) -> Report:
    """Report the structure that a scenario makes, and what the measures say of it."""
    return Report(
        measure="scenario",
        moment=str(found.after.at),
        sentences=(
            f"{baseline_of(found)}. Nothing is written to the graph.",
            fte_sentence(found),
            *conditional_sentence(found),
        ),
        summary={"scenario": found.scenario.id, **_figures(found, found.after)},
        tables=documented(
            "scenario",
            structure=_structure(found.applied.result),
            measures=_measures(found),
            operations=_operations(found),
        ),
        main="structure",
        shown={
            "structure": ("post", "name", "fte", "status", "functions", "leads", "contributes"),
            "operations": ("number", "on", "operation", "conditional", "locator"),
        },
    )


def scenario_difference(found: ScenarioResult) -> Report:
    """Report what a scenario changes, phase by phase, and what it loses."""
    difference = found.difference
    return Report(
        measure="scenario_difference",
        moment=str(found.after.at),
        sentences=(
            f"{baseline_of(found)}. Nothing is written to the graph.",
            fte_sentence(found),
            functions_sentence(found),
            orphaned_sentence(found),
            *money_sentences(found),
            *conditional_sentence(found),
        ),
        summary={"scenario": found.scenario.id, **_figures(found, found.after)},
        tables=documented(
            "scenario_difference",
            changes=_losses_first(difference.changes),
            posts=difference.posts,
            totals=_totals(found),
            years=found.years,
            seats=difference.seats,
            partners=difference.partners,
            unfunded=difference.unfunded,
            spans=difference.spans,
            influence=found.shifts,
            findings=_findings(found),
        ),
        main="changes",
        shown={
            "changes": ("on", "relation", "name", "change", "was", "now"),
            "findings": ("change", "question", "severity", "sentence"),
            "years": (
                *("year", "fte", "fte_years", "saving_low", "saving_high", "stated_saving_low"),
                *("stated_saving_high", "stated_cost_low", "stated_cost_high", "reason"),
            ),
        },
    )


def scenario_comparison(found: Sequence[ScenarioResult]) -> Report:
    """Report scenarios of one baseline side by side.

    Raises
    ------
    MeasureError
        If two are of different baselines, or have one id.

    """
    _check_comparable(found)
    first = found[0]
    columns = {"baseline": _figures(first, first.before)}
    columns |= {result.scenario.id: _figures(result, result.after) for result in found}
    table = pd.DataFrame(
        [
            {
                "measure": name,
                "meaning": meaning,
                **{column: figures[name] for column, figures in columns.items()},
            }
            for name, meaning in MEANINGS.items()
        ],
        dtype=object,
    )
    return Report(
        measure="scenario_comparison",
        moment=str(first.before.at),
        sentences=(
            f"{', '.join(result.scenario.title for result in found)}, each against "
            f"{first.before.at.title or 'the baseline'} ({first.before.at.as_at}).",
            *(orphaned_sentence(result) for result in found),
            "What is not known is left blank and is not zero.",
        ),
        summary=columns,
        tables={"measures": table},
        main="measures",
    )


def _check_comparable(found: Sequence[ScenarioResult]) -> None:
    starts = {result.scenario.id: result.before.at for result in found}
    if len(starts) < len(found):
        raise MeasureError("compare: found two scenarios of one id, expected another id for each.")
    if len(set(starts.values())) > 1:
        said = "; ".join(f"{id_} {at}" for id_, at in starts.items())
        raise MeasureError(f"compare: found several baselines ({said}), expected one for all.")


def _figures(found: ScenarioResult, measured: Measured) -> dict[str, Any]:
    """Return every figure of :data:`MEANINGS` before or after a scenario, None if not known."""
    after = measured is found.after
    totals = found.difference.totals[-1 if after else 0]
    covered = measured.coverage
    leads = covered.coverage.set_index("relation").loc[LEAD_COMMISSIONER]
    findings = covered.findings
    about = findings[findings["subject"].notna()]
    severities = about["severity"].value_counts()
    states = covered.questions.set_index("question")["state"]

    def answered(question: str) -> int | None:
        known = states.get(question) != "not known"
        return int((about["question"] == question).sum()) if known else None

    placed = measured.influence
    figures: dict[str, Any] = {
        "posts": totals.number,
        "fte": totals.fte,
        "fte_if_required": totals.if_required,
        "outcomes": leads["outcomes"],
        "lead_commissioner": leads["covered"],
        "contributed": covered.contributed,
        "shared": None if covered.shared is None else len(covered.shared),
        "at_risk": None if covered.at_risk is None else len(covered.at_risk),
        "hhi": covered.hhi,
        "gini": covered.gini,
        "contested": answered("Q2"),
        **{name: int(severities.get(name, 0)) for name in ("critical", "breach", "high")},
        "contracts_without_client": answered("Q11"),
        "partnerships_without_sponsor": answered("Q12"),
        "organisations_tied": None if placed is None else placed.basis.actors_scored,
    }
    return (
        figures | (_changed(found) if after else {}) | ({} if after else dict.fromkeys(_ONLY_AFTER))
    )


_ONLY_AFTER = (
    *("orphaned", "functions_moved", "functions_may_move", "seats_vacated", "partners_lost"),
    "stated_saving",
)


def _changed(found: ScenarioResult) -> dict[str, Any]:
    difference, years = found.difference, found.years
    stated = years[years["year"].notna()]["stated_saving_low"].dropna()
    return {
        "orphaned": len(difference.outcomes_orphaned),
        "functions_moved": len(difference.moved(certain=True)),
        "functions_may_move": len(difference.moved(certain=False)),
        "seats_vacated": int((difference.seats["change"] == "vacated").sum()),
        "partners_lost": int(difference.partners["only_tie_lost"].eq(True).sum()),
        "stated_saving": None if stated.empty else stated.iloc[-1],
    }


def _structure(frames: Frames) -> pd.DataFrame:
    posts = frames.posts
    certain = frames.functions[frames.functions["status"] != CONDITIONAL]
    managed = certain.drop_duplicates(["post", "function"])["post"].value_counts()
    roles = frames.roles.drop_duplicates(["holder", "relation", "target"])

    def held(*relations: str) -> pd.Series:
        counts = roles.loc[roles["relation"].isin(relations), "holder"].value_counts()
        return posts["id"].map(counts).fillna(0).astype(int)

    return posts.rename(columns={"id": "post"}).assign(
        functions=posts["id"].map(managed).fillna(0).astype(int),
        leads=held(LEAD_COMMISSIONER, LEAD_OFFICER),
        contributes=held(CONTRIBUTES),
    )


def _measures(found: ScenarioResult) -> pd.DataFrame:
    before, after = _figures(found, found.before), _figures(found, found.after)
    rows = [
        {"measure": name, "meaning": meaning, "before": before[name], "after": after[name]}
        for name, meaning in MEANINGS.items()
    ]
    return pd.DataFrame(rows, dtype=object)


def _operations(found: ScenarioResult) -> pd.DataFrame:
    rows = [
        {
            "number": number,
            "on": operation.on,
            "operation": str(operation),
            **operation.model_dump(include={"conditional", "reason", "source", "locator"}),
        }
        for number, operation in enumerate(found.scenario.operations, start=1)
    ]
    return pd.DataFrame(rows, dtype=object)


def _totals(found: ScenarioResult) -> pd.DataFrame:
    changes = found.difference.changes
    lost = changes[
        (changes["change"] == "orphaned")
        & (changes["kind"] == "outcome")
        & changes["relation"].isin((CONTRIBUTES, LEAD_COMMISSIONER, LEAD_OFFICER))
    ]
    rows = []
    for place, (phase, total) in enumerate(
        zip(found.applied.phases, found.difference.totals, strict=True)
    ):
        own = lost["on"].eq(phase.on) if phase.on is not None else lost["on"].isna()
        rows.append(
            {
                "on": phase.on,
                "phase": "baseline" if not place else str(place),
                "operations": len(phase.operations),
                "posts": total.number,
                "fte": total.fte,
                "fte_if_required": total.if_required,
                "orphaned": int(lost.loc[own, "id"].nunique()) if place else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _losses_first(changes: pd.DataFrame) -> pd.DataFrame:
    """Put what loses its last holder, or becomes contested, before what only changes hands."""
    grave = changes["change"].isin(("orphaned", "contested"))
    return pd.concat([changes[grave], changes[~grave]], ignore_index=True)


def _findings(found: ScenarioResult) -> pd.DataFrame:
    """Return the findings about one thing each that the scenario brings or takes away."""
    keys = ["question", "subject", "sentence"]
    before, after = (
        measured.coverage.findings.query("subject.notna()")
        for measured in (found.before, found.after)
    )
    was, now = (pd.MultiIndex.from_frame(frame[keys]) for frame in (before, after))
    new = after[~now.isin(was)].assign(change="new")
    gone = before[~was.isin(now)].assign(change="gone")
    return pd.concat([new, gone], ignore_index=True)
