"""Why a score of an alignment is not known."""

import pandas as pd

from placegraph.analytics.alignment.alignment import Alignment


def gaps(found: Alignment) -> dict[str, str]:
    """Return, for each score of ``found`` that is ``None``, the reason in words.

    The keys are the names of the attributes, the values sentences.
    """
    weight = {side: _lacking(aims, "weight", side) for side, aims in _sides(found)}
    budget = {side: _lacking(aims, "budget", side) for side, aims in _sides(found)}
    themes = [_lacking(aims, "theme", side) for side, aims in _sides(found)]
    money = next(filter(None, [*budget.values(), *themes]), "")
    sets = "The two sets have no aim in common."
    asked = {
        "a_d": found.reason or weight["lower"],
        "a_u": found.reason or weight["upper"],
        "h": found.reason or weight["lower"] or weight["upper"],
        "conflict_d": found.reason or weight["lower"],
        "conflict_u": found.reason or weight["upper"],
        "coverage_d": found.reason,
        "coverage_u": found.reason,
        "coverage_harmonic": found.reason,
        "resource_a_d": found.reason or budget["lower"],
        "resource_a_u": found.reason or budget["upper"],
        "allocation_overlap": money,
        "cosine": money,
        "jaccard": sets,
        "overlap_coefficient": sets,
    }
    return {name: why for name, why in asked.items() if getattr(found, name) is None}


def _sides(found: Alignment) -> tuple[tuple[str, pd.DataFrame], ...]:
    return ("lower", found.lower), ("upper", found.upper)


def _lacking(aims: pd.DataFrame, column: str, side: str) -> str:
    """Say how many aims lack what ``column`` holds; nothing when all have it."""
    missing = int(aims[column].isna().sum()) if column in aims.columns else len(aims)
    if missing:
        return f"{missing} of the {len(aims)} {side} aims {_have(missing)} no {column} on record."
    if column != "theme" and not aims[column].sum() > 0:
        return f"The {column}s of the {side} aims add up to nothing."
    return ""


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
