"""Cost and benefit lines, checked and spread over years.

A line arrives as one row per organisation that pays or gains; here it becomes one row of values by
year, and its shares. A number that is not recorded stays NaN all the way: it is never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from placegraph.errors import MeasureError

CLASSES = ("fiscal", "economic", "social")
"""The classes of benefit: to the taxpayer, to people and business in money, and to wellbeing."""

COST_COLUMNS = (
    *("line", "name", "kind", "amount", "start_t", "duration", "optimism_bias"),
    *("payer", "payer_name", "share"),
)
BENEFIT_COLUMNS = (
    *("line", "name", "class", "quantity", "unit_value", "start_t", "duration"),
    *("deadweight", "displacement", "attribution", "drop_off", "optimism_bias"),
    *("cashable_share", "beneficiary", "beneficiary_name", "share"),
)
FRACTIONS = ("deadweight", "displacement", "attribution", "drop_off", "cashable_share")
"""Columns of a benefit line that must lie between 0 and 1."""

_TEXT = {"line", "name", "kind", "class", "payer", "payer_name", "beneficiary", "beneficiary_name"}


@dataclass(frozen=True)
class Spread:
    """Lines spread over years.

    ``lines`` has one row per line, indexed by line id; ``values`` (lines by years, £) and
    ``impact`` (£ in the first year) follow its order. ``shares`` has columns line, organisation,
    name, share. ``unknown`` says, line by line, what is not recorded and matters; ``cut`` names
    the lines that run past the horizon.
    """

    lines: pd.DataFrame
    impact: NDArray[np.float64]
    values: NDArray[np.float64]
    shares: pd.DataFrame
    unknown: tuple[str, ...]
    cut: tuple[str, ...]


def spread_costs(costs: pd.DataFrame, horizon: int) -> Spread:
    """Spread cost lines (``COST_COLUMNS``) over t = 0 … ``horizon``: amount * (1 + bias)."""
    lines, shares = _split("cost", costs, COST_COLUMNS, "payer")
    _check_range("cost", lines, ["optimism_bias"], 0, np.inf)
    impact = _column(lines, "amount") * (1 + _column(lines, "optimism_bias"))
    matters = [["amount", "optimism_bias", "start_t", "duration"]] * len(lines)
    return _spread("cost", lines, impact, np.zeros(len(lines)), shares, matters, horizon)


def spread_benefits(benefits: pd.DataFrame, horizon: int) -> Spread:
    """Spread benefit lines (``BENEFIT_COLUMNS``) over t = 0 … ``horizon``.

    The first year is quantity * unit value * (1 - deadweight) * (1 - displacement) *
    (1 - attribution) * (1 - bias); each later year keeps (1 - drop-off) of the year before.
    """
    lines, shares = _split("benefit", benefits, BENEFIT_COLUMNS, "beneficiary")
    _check_range("benefit", lines, [*FRACTIONS, "optimism_bias"], 0, 1)
    for line, found in lines["class"].items():
        if found not in CLASSES:
            raise MeasureError(
                f"benefit line {line}: class: found {found!r}, expected one of "
                f"{', '.join(CLASSES)}; correct the line."
            )
    impact = _column(lines, "quantity") * _column(lines, "unit_value")
    kept = ("deadweight", "displacement", "attribution", "optimism_bias")
    for column in kept:
        impact = impact * (1 - _column(lines, column))
    matters = [
        ["quantity", "unit_value", *kept, "start_t", "duration"]
        # Drop-off never touches the first year, so a line of one year does not need it.
        + ([] if row["duration"] <= 1 else ["drop_off"])
        for _, row in lines.iterrows()
    ]
    drop_off = _column(lines, "drop_off")
    return _spread("benefit", lines, impact, drop_off, shares, matters, horizon)


def _split(
    side: str, frame: pd.DataFrame, columns: Sequence[str], organisation: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise MeasureError(
            f"{side} lines: found no column {', '.join(missing)}, expected {', '.join(columns)}; "
            "add the column (leave a cell empty when the figure is not known)."
        )
    table = frame[list(columns)].copy()
    for column in columns:
        if column not in _TEXT:
            try:
                table[column] = pd.to_numeric(table[column]).astype(float)
            except (TypeError, ValueError) as error:
                raise MeasureError(
                    f"{side} lines: {column}: found {list(table[column])!r}, expected numbers; "
                    "leave a cell empty when the figure is not known."
                ) from error
    own = [c for c in columns if c not in {organisation, f"{organisation}_name", "share", "line"}]
    # One row a line is the same as itself; only lines of several organisations can disagree.
    several = table[table["line"].duplicated(keep=False)]
    for line, counts in several.groupby("line", sort=False)[own].nunique(dropna=False).iterrows():
        differing = [column for column in own if counts[column] > 1]
        if differing:
            raise MeasureError(
                f"{side} line {line}: found different values of {', '.join(differing)} in its "
                "rows, expected the same in each; only the organisation and its share may differ."
            )
    # A share that is not recorded leaves who gains unknown, but not how much there is.
    unknown = set(table.loc[table["share"].isna(), "line"])
    for line, total in table.groupby("line", sort=False)["share"].sum().items():
        if line not in unknown and not np.isclose(total, 1, atol=1e-6):
            raise MeasureError(
                f"{side} line {line}: found shares that sum to {total:g}, expected 1; correct the "
                f"{organisation} shares."
            )
    _check_range(side, table.set_index("line"), ["share"], 0, 1)
    shares = table[["line", organisation, f"{organisation}_name", "share"]].set_axis(
        ["line", "organisation", "name", "share"], axis=1
    )
    return table.drop_duplicates("line").set_index("line")[own], shares


def _check_range(
    side: str, lines: pd.DataFrame, columns: Sequence[str], low: float, high: float
) -> None:
    for column in columns:
        for line, value in lines[column].items():
            if not np.isnan(value) and not low <= value <= high:
                raise MeasureError(
                    f"{side} line {line}: {column}: found {value:g}, expected a fraction "
                    f"{f'from {low:g} to {high:g}' if np.isfinite(high) else 'of 0 or more'}; "
                    "write 20 % as 0.2."
                )


def _spread(
    side: str,
    lines: pd.DataFrame,
    impact: NDArray[np.float64],
    drop_off: NDArray[np.float64],
    shares: pd.DataFrame,
    matters: Sequence[Sequence[str]],
    horizon: int,
) -> Spread:
    values = np.zeros((len(lines), horizon + 1))
    unknown: list[str] = []
    cut: list[str] = []
    for row, (line, needed) in enumerate(zip(lines.index, matters, strict=True)):
        record = lines.loc[line]
        absent = [column for column in needed if np.isnan(record[column])]
        unknown.extend(f"{side} line {line}: {column} is not recorded" for column in absent)
        if {"start_t", "duration"} & set(absent):
            values[row] = np.nan
            continue
        start, duration = (
            _whole(side, line, record, "start_t"),
            _whole(side, line, record, "duration"),
        )
        if start + duration > horizon + 1:
            cut.append(f"{side} line {line} runs past year {horizon} and is counted up to it")
        years = np.arange(start, min(start + duration, horizon + 1))
        values[row, years] = impact[row] * (1 - drop_off[row]) ** (years - start)
    return Spread(lines, impact, values, shares, tuple(unknown), tuple(cut))


def _whole(side: str, line: object, record: pd.Series, column: str) -> int:
    value = float(record[column])
    if value < 0 or value != int(value):
        raise MeasureError(
            f"{side} line {line}: {column}: found {value:g}, expected whole years of 0 or more; "
            "correct the line."
        )
    return int(value)


def _column(lines: pd.DataFrame, column: str) -> NDArray[np.float64]:
    return lines[column].to_numpy(dtype=float)
