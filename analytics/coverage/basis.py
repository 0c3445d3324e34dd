"""What a measure of coverage rests on, and what cannot be told from it."""

from collections.abc import Mapping

import pandas as pd

from placegraph.analytics.coverage.leads import provided
from placegraph.analytics.coverage.moment import LEAD_COMMISSIONER, Moment
from placegraph.analytics.coverage.relations import RELATIONS


def notes(now: Moment) -> tuple[str, ...]:
    """Say what had to be assumed of the posts."""
    silent = sum(not seat.filling_known for seat in now.seats.values())
    if not silent:
        return ()
    return (
        f"For {silent} of {len(now.seats)} posts no source says whether they are filled; they are "
        "counted as established.",
    )


def unknown(
    now: Moment,
    later: Moment | None,
    *,
    reports_to: pd.DataFrame | None,
    commissioned: Mapping[str, object],
    purposes: pd.DataFrame | None,
    phases: pd.DataFrame,
    officers: pd.DataFrame,
    paths: pd.DataFrame,
    functions: pd.DataFrame | None,
) -> dict[str, str]:
    """Say, of each question that what is recorded cannot answer, why not.

    A question that can be answered is left out, even where the answer is that nothing is amiss.
    """
    reasons: dict[str, str] = {}

    def because(reason: str, *questions: str) -> None:
        for question in questions:
            reasons.setdefault(question, reason)

    relations = {relation for relation, _ in now.of}
    if not now.of_kind("outcome"):
        because(
            "no outcome is on record here",
            *("Q1", "Q4", "Q5", "Q6", "Q10", "Q14", "Q16"),
        )
    if not now.aims:
        because("no outcome or objective is on record here", "Q2", "Q3", "Q8", "Q9", "Q20")
    if not relations & set(RELATIONS):
        because(
            "no source says who does what for any outcome",
            *("Q2", "Q3", "Q4", "Q5", "Q8", "Q9", "Q10", "Q14", "Q16", "Q20"),
        )
    if LEAD_COMMISSIONER not in relations:
        because("no source names a lead commissioner of anything", "Q3", "Q5", "Q20")
    if later is None or not later.aims:
        because("no later structure with outcomes is on record", "Q4")
    if not any("lead commissioner" in seat.role.lower() for seat in now.seats.values()):
        because("no source makes a post of this structure a lead commissioner", "Q6")
    if not _rows(reports_to):
        because("no source says who reports to whom", "Q7")
    if not provided(now):
        because("no source says which service delivers which outcome", "Q10")
        if not any("provider" in seat.role.lower() for seat in now.seats.values()):
            because("no source says who provides what", "Q8")
    if not commissioned:
        because("no commissioned contract or service is on record", "Q11")
    if not now.partnerships:
        because("no partnership is on record here", "Q12", "Q13")
    if purposes is None:
        because("what partnerships are for was not asked", "Q13")
    if phases.empty:
        because("no commissioning review is on record", "Q15")
    if officers.empty:
        because("no council with a structure is on record here", "Q17")
    if later is None or not _rows(functions):
        because("who manages what is not on record for two structures", "Q18")
    if paths.empty:
        because("no outcome or review is on record here", "Q19")
    return reasons


def _rows(frame: pd.DataFrame | None) -> bool:
    return frame is not None and not frame.empty
