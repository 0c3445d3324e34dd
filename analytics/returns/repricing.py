"""The lines of an appraisal, put in the prices of one year before anything is discounted."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs
from placegraph.analytics.returns.prices import financial_year

_MONEY = {"cost": "amount", "benefit": "unit_value"}
Key = tuple[str, Hashable]


@dataclass(frozen=True)
class Repriced:
    """Inputs in the prices of one year.

    ``unpriced`` says, line by line, why its money could not be put in that year's prices; such
    money is blank, so every result that needs it is unknown. ``notes`` say what was converted.
    """

    inputs: AppraisalInputs
    unpriced: dict[Key, str]
    notes: tuple[str, ...]


def in_one_year(inputs: AppraisalInputs) -> Repriced:
    """Return ``inputs`` with every amount, unit value and range of them in one year's prices.

    A line without a price year is in the appraisal's. When the appraisal states none, it is the
    one that every line states. A line whose year the series of deflators does not have is left
    unknown and never discounted as it stands (HM Treasury Green Book: convert to real prices with
    the GDP deflator, then discount at the real rate).
    """
    years = {**_years("cost", inputs.costs), **_years("benefit", inputs.benefits)}
    stated = {year for year in years.values() if year is not None}
    target = inputs.price_year
    if target is None and len(stated) == 1 and None not in years.values():
        target = next(iter(stated))
    if target is None and not stated:
        note = "no price year is recorded: all amounts are taken to be in the prices of one year"
        return Repriced(inputs, {}, (note,) if years else ())

    factors: dict[Key, float] = {}
    unpriced: dict[Key, str] = {}
    notes: dict[str, None] = {}
    for (side, line), year in years.items():
        if (year is None and target is not None) or year == target:
            continue
        factor, said = _factor(inputs, year, target)
        factors[side, line] = np.nan if factor is None else factor
        if factor is None:
            unpriced[side, line] = f"{side} line {line}: {said}"
        else:
            notes[f"{side} line {line}: {said}"] = None
    repriced = replace(
        inputs,
        costs=_scaled("cost", inputs.costs, factors),
        benefits=_scaled("benefit", inputs.benefits, factors),
        ranges=_scaled_ranges(inputs.ranges, factors),
        price_year=target,
    )
    if target is not None:
        notes = {f"prices of {financial_year(target)}": None, **notes}
    return Repriced(repriced, unpriced, tuple(notes))


def _years(side: str, lines: pd.DataFrame) -> dict[Key, int | None]:
    if "price_year" not in lines:
        return {(side, line): None for line in lines["line"]}
    return {
        (side, line): None if pd.isna(year) else int(year)
        for line, year in zip(lines["line"], lines["price_year"], strict=True)
    }


def _factor(
    inputs: AppraisalInputs, year: int | None, target: int | None
) -> tuple[float | None, str]:
    if year is None or target is None:
        stated = "no year's prices" if year is None else f"prices of {financial_year(year)}"
        return None, (
            f"it is in {stated}, other lines are in others, and the appraisal states no price year"
        )
    series = inputs.deflators
    factor = series.factor(year, target)
    if factor is None:
        known = sorted(series.index)
        span = f"{financial_year(known[0])} to {financial_year(known[-1])}" if known else "no year"
        return None, (
            f"prices of {financial_year(year)} cannot be put in those of {financial_year(target)}: "
            f"the deflators ({series}) have {span}"
        )
    forecast = ", partly forecast" if series.forecasts(year, target) else ""
    return factor, (
        f"prices of {financial_year(year)} times {factor:.6g} ({series}{forecast}) are those of "
        f"{financial_year(target)}"
    )


def _scaled(side: str, lines: pd.DataFrame, factors: dict[Key, float]) -> pd.DataFrame:
    column = _MONEY[side]
    if not any(of == side for of, _ in factors):
        return lines
    times = [factors.get((side, line), 1.0) for line in lines["line"]]
    return lines.assign(**{column: pd.to_numeric(lines[column]).astype(float) * times})


def _scaled_ranges(ranges: pd.DataFrame, factors: dict[Key, float]) -> pd.DataFrame:
    times = np.array(
        [
            factors.get((row["side"], row["line"]), 1.0)
            if row["parameter"] == _MONEY.get(row["side"])
            else 1.0
            for row in ranges.to_dict("records")
        ],
        dtype=float,
    )
    return ranges.assign(
        low=ranges["low"].astype(float) * times, high=ranges["high"].astype(float) * times
    )
