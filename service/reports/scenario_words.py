"""What is said of a scenario in sentences."""

from datetime import date

import pandas as pd

from placegraph.measures.scenarios import ScenarioResult

_MOST_NAMED = 8


def baseline_of(found: ScenarioResult) -> str:
    """Say what a scenario is, where it starts, and how many operations it has."""
    at = found.before.at
    operations = len(found.scenario.operations)
    return (
        f"{found.scenario.title}: {_counted(operations, 'operation')} on "
        f"{at.title or 'what is on record'}, {_day(at.as_at)}"
    )


def fte_sentence(found: ScenarioResult) -> str:
    """Say the full-time equivalents of each phase, or why they are not known."""
    totals = found.difference.totals
    unknown = sorted({post for total in totals for post in total.unknown})
    if unknown or any(total.fte is None for total in totals):
        named = _listed(unknown) if unknown else "any post"
        return f"Full-time equivalents are not known: no source gives those of {named}."
    steps = [f"{totals[0].fte:g}"]
    steps += [
        f"{total.fte:g}" + (f" ({_day(phase.on)})" if phase.on else "")
        for phase, total in zip(found.applied.phases[1:], totals[1:], strict=True)
    ]
    last = totals[-1]
    if last.number == len(last.terms):
        maybe = ""
    elif last.if_required is None:
        maybe = "; with the posts that come only if required, not known"
    else:
        maybe = f"; {last.if_required:g} with the posts that come only if required"
    return f"Full-time equivalents: {', then '.join(steps)}{maybe}."


def functions_sentence(found: ScenarioResult) -> str:
    """Say how many functions change hands, for certain and only if required."""
    certain, maybe = (len(found.difference.moved(certain=one)) for one in (True, False))
    return f"Functions that change hands: {certain} for certain, {maybe} only if required."


def orphaned_sentence(found: ScenarioResult) -> str:
    """Name the outcomes that lose everybody who led or contributed to them."""
    lost = found.difference.outcomes_orphaned
    title = found.scenario.title
    recorded = any(len(phase.frames.outcomes) for phase in found.applied.phases[:-1])
    if not recorded and not lost:
        return (
            f"{title}: no outcome was in force before, so it is not known whether any loses its "
            "last contributor or lead."
        )
    if not lost:
        return f"{title}: no outcome loses its last contributor, lead commissioner or lead officer."
    changes = found.difference.changes
    names = changes.drop_duplicates("id").set_index("id")["name"]
    return (
        f"{title}: {_counted(len(lost), 'outcome')} lost the last contributor, lead commissioner "
        f"or lead officer: {_listed([f'{id_} {names[id_]}' for id_ in lost], '; ')}."
    )


def money_sentences(found: ScenarioResult) -> tuple[str, ...]:
    """Say what the papers state, what salaries on record come to, and why that is not known."""
    years = found.years
    if years.empty:
        return ("No operation has a day and no paper states a figure, so no saving is shown.",)
    stated = [
        f"{row['stated_saving_low']:,.0f} in {row['year']}"
        for row in years.to_dict("records")
        if pd.notna(row["stated_saving_low"])
    ]
    said = []
    if stated:
        said.append(f"Savings as the papers state them, £: {', '.join(stated)}.")
    cost = years[["stated_cost_low", "stated_cost_high"]].dropna()
    if not cost.empty:
        low, high = cost.iloc[-1]
        ends = f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
        said.append(f"Costs as the papers state them, £: {ends}.")
    dated = years[years["year"].notna()]
    reasons = dict.fromkeys(dated["reason"].dropna())
    if reasons:
        said.append(f"Savings from salaries are not known: {next(reversed(reasons))}.")
    return tuple(said)


def conditional_sentence(found: ScenarioResult) -> tuple[str, ...]:
    """Say what happens only if required, and whether it was taken to happen."""
    applied = found.applied
    if not applied.conditional:
        return ()
    taken = "taken to happen" if applied.assumed else "not taken to happen"
    return (f"Only if required, and {taken}: {'; '.join(applied.conditional)}.",)


def _day(day: date | None) -> str:
    return "" if day is None else f"{day.day} {day:%B %Y}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _listed(named: list[str], joined: str = ", ") -> str:
    more = len(named) - _MOST_NAMED
    return joined.join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
