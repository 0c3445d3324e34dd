"""The value of every cell that calculates, so that a program that only shows cells shows it too.

Spreadsheet programs work the formulas out again; viewers and readers take what is stored. The
results come from ``analytics.returns``; what lies between input and result is worked out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from placegraph.analytics.returns.appraisal import AppraisalResult
from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs
from placegraph.analytics.returns.cases import cases
from placegraph.analytics.returns.discounting import Schedule, factors, flat
from placegraph.appraisal_workbook.book import Book
from placegraph.appraisal_workbook.layout import Layout
from placegraph.graph.model import BenefitLine, CostLine, InputRange, RangeOf

UNKNOWN, NONE, UNDEFINED, NEVER = "unknown", "none claimed", "not defined", "does not pay back"
Shown = float | str

COST_FIGURES = ("amount", "optimism_bias")
BENEFIT_FIGURES = (
    *("quantity", "unit_value", "deadweight", "displacement", "attribution", "drop_off"),
    *("optimism_bias", "cashable_share"),
)
_KEPT = ("deadweight", "displacement", "attribution", "optimism_bias")


@dataclass(frozen=True)
class WorkedLine:
    """One line in one case: its figures, its first year's impact, and each year's value, £."""

    line: CostLine | BenefitLine
    kind: str
    figures: dict[str, float | None]
    factor: float | None
    impact: float | None
    years: tuple[float | None, ...]
    pv: float | None


@dataclass(frozen=True)
class Case:
    """An appraisal in one case. ``discount`` and ``cost_discount`` are factors by year."""

    name: str
    result: AppraisalResult
    costs: tuple[WorkedLine, ...]
    benefits: tuple[WorkedLine, ...]
    discount: tuple[float, ...]
    cost_discount: tuple[float, ...]
    base_year: int | None


@dataclass(frozen=True)
class Workings:
    """The cases of an appraisal (the central one alone without ranges) and its price year."""

    inputs: AppraisalInputs
    schedule: Schedule
    price_year: int | None
    cases: tuple[Case, ...]

    @property
    def central(self) -> Case:
        """Return the central case."""
        return next(case for case in self.cases if case.name == "central")


def workings(book: Book, layout: Layout) -> Workings:
    """Work an appraisal out.

    Raises
    ------
    MeasureError
        If it cannot be appraised.

    """
    inputs = book.inputs()
    found = cases(inputs)
    schedule = inputs.rate if isinstance(inputs.rate, Schedule) else flat(inputs.rate)
    discount = tuple(float(factor) for factor in factors(layout.last_year, schedule))
    cost_discount = (1.0,) * len(discount) if inputs.timing == "sroi" else discount
    years = [line.price_year for line in book.of(CostLine)]
    years += [line.price_year for line in book.of(BenefitLine)]
    target = price_year(inputs.price_year, years)
    worked = []
    results = {"low": found.low, "central": found.central, "high": found.high}
    for name, result in results.items():
        if result is None:
            continue
        ends = _ends(book, name)

        def line(
            one: CostLine | BenefitLine,
            weights: Sequence[float],
            ends: dict[tuple[str, str, str], float] = ends,
        ) -> WorkedLine:
            factor = price_factor(one.price_year, target, inputs)
            return _worked(one, ends, factor, inputs.horizon, weights)

        worked.append(
            Case(
                name,
                result,
                tuple(line(one, cost_discount) for one in book.of(CostLine)),
                tuple(line(one, discount) for one in book.of(BenefitLine)),
                discount,
                cost_discount,
                inputs.base_year,
            )
        )
    return Workings(inputs, schedule, target, tuple(worked))


def price_year(stated: int | None, lines: Sequence[int | None]) -> int | None:
    """Return the year whose prices all is put in: the appraisal's, or the one all lines state."""
    if stated is not None:
        return stated
    return lines[0] if lines and len(set(lines)) == 1 else None


def price_factor(year: int | None, target: int | None, inputs: AppraisalInputs) -> float | None:
    """Return what an amount of ``year`` is multiplied by; None when that is not known."""
    if year is None or year == target:
        return 1.0
    return None if target is None else inputs.deflators.factor(year, target)


def shown(value: float | None, otherwise: str = UNKNOWN) -> Shown:
    """Return a value, or the word that a formula gives instead."""
    return otherwise if value is None else value


def _ends(book: Book, case: str) -> dict[tuple[str, str, str], float]:
    ties = {tie.from_id: tie for tie in book.of(RangeOf)}
    if case == "central":
        return {}
    return {
        (tie.to_type, tie.to_id, found.parameter.value): getattr(found, case)
        for found in book.of(InputRange)
        if (tie := ties.get(found.id)) is not None
    }


def _worked(
    line: CostLine | BenefitLine,
    ends: dict[tuple[str, str, str], float],
    factor: float | None,
    horizon: int,
    weights: Sequence[float],
) -> WorkedLine:
    side = type(line).__name__
    names = COST_FIGURES if isinstance(line, CostLine) else BENEFIT_FIGURES
    figures = {name: ends.get((side, line.id, name), getattr(line, name)) for name in names}
    impact = _impact(line, figures, factor)
    drop = figures.get("drop_off") or 0.0
    values: list[float | None] = []
    for year in range(len(weights)):
        if not line.start_t <= year < line.start_t + line.duration or year > horizon:
            values.append(0.0)
        else:
            values.append(None if impact is None else impact * (1 - drop) ** (year - line.start_t))
    known = [value for value in values if value is not None]
    return WorkedLine(
        line=line,
        kind=line.kind.value if isinstance(line, CostLine) else line.benefit_class.value,
        figures=figures,
        factor=factor,
        impact=impact,
        years=tuple(values),
        pv=(
            sum(value * weight for value, weight in zip(known, weights, strict=True))
            if len(known) == len(values)
            else None
        ),
    )


def _impact(
    line: CostLine | BenefitLine, figures: dict[str, float | None], factor: float | None
) -> float | None:
    needed = [name for name in figures if name not in ("drop_off", "cashable_share")]
    if line.duration > 1 and "drop_off" in figures:
        needed.append("drop_off")
    known = {name: value for name in needed if (value := figures[name]) is not None}
    if factor is None or len(known) < len(needed):
        return None
    if isinstance(line, CostLine):
        return known["amount"] * factor * (1 + known["optimism_bias"])
    impact = known["quantity"] * known["unit_value"] * factor
    for name in _KEPT:
        impact *= 1 - known[name]
    return impact
