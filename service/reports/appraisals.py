"""What one appraisal says: three cases, who pays and gains, and what its result hangs on."""

from collections.abc import Callable

import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalResult
from placegraph.analytics.returns.discounting import LONG
from placegraph.analytics.returns.evidence import LOCAL_PARTNERSHIPS, WORST
from placegraph.measures import AppraisalDetail
from placegraph.reports.report import Report, documented

_TIMING = {
    "green_book": "Green Book timing: year 0 undiscounted, costs and benefits both discounted",
    "sroi": "timing of social return on investment: inputs not discounted, the first period of "
    "benefit divided by one plus the rate",
}
_SHOWN_SWITCHES = 3


def appraisal(found: AppraisalDetail) -> Report:
    """Report one appraisal whole."""
    result = found.cases.central
    lines = result.lines.merge(found.grades, on=["side", "line"], how="left").merge(
        found.line_sources, on=["side", "line"], how="left"
    )
    tables = {
        "cases": found.cases.frame,
        "partner_position": result.partner_position,
        "lines": lines,
        "years": result.cumulative,
        "tornado": found.tornado,
        "switching_values": found.switching,
        "simulation": _percentiles(found),
    }
    return Report(
        measure="roi",
        moment="as recorded",
        sentences=tuple(
            filter(
                None,
                (
                    _result(found),
                    _apart(result),
                    _evidence(found),
                    _basis(found),
                    _lower_rates(found),
                    _most(found),
                    _switches(found),
                    _likelihood(found),
                    *(
                        f"Not known: {reason}."
                        for reason in (*result.reasons, *found.cases.reasons)
                    ),
                    *(f"Note: {note}." for note in result.notes),
                    "Ratios of different partnerships are not to be compared without their "
                    "purpose, place and stage.",
                ),
            )
        ),
        summary={
            "appraisal": found.appraisal,
            "partnership": found.partnership,
            "status": result.status,
            "timing": result.timing,
            "horizon": result.horizon,
            "schedule": result.schedule.name,
            "price_year": found.inputs.price_year,
            "evidence_grade": found.evidence.grade,
            "evidence_lines": list(found.evidence.lines),
            "payback": result.payback,
            "draws": found.simulation.draws if found.simulation else None,
            "seed": found.simulation.seed if found.simulation else None,
            "npsv_mean": found.simulation.mean if found.simulation else None,
            "npsv_deviation": found.simulation.deviation if found.simulation else None,
            "probability_above_0": found.simulation.probability if found.simulation else None,
            "sources": found.sources,
        },
        tables=documented("roi", **tables),
        main="cases",
        shown={
            "cases": ("case", "npsv", "bcr", "efficiency", "citizen", "payback"),
            "lines": ("side", "name", "kind", "impact", "pv", "grade"),
            "tornado": ("name", "parameter", "low", "high", "npsv_low", "npsv_high", "bcr_swing"),
            "switching_values": ("name", "parameter", "current", "value", "change"),
        },
    )


def _result(found: AppraisalDetail) -> str:
    low, central, high = found.cases.low, found.cases.central, found.cases.high
    who = f"{found.name} ({found.appraisal}), of partnership {found.partnership}"
    if central.status != "appraised":
        said = {
            "not_evidenced": "costed, with no benefit in money: not evidenced, which is not 0",
            "not_costed": "with benefits in money but no cost: no ratio is defined",
            "unknown": "neither costed nor evidenced",
        }[central.status]
        return f"{who}: {said}."
    return (
        f"{who}: net present social value {_span(low, central, high, 'npsv', _pounds)}; benefits "
        f"for each £1 of cost {_span(low, central, high, 'bcr', _ratio)}."
    )


def _span(
    low: AppraisalResult | None,
    central: AppraisalResult,
    high: AppraisalResult | None,
    figure: str,
    words: Callable[[float | None], str],
) -> str:
    said = words(getattr(central, figure))
    if low is None or high is None:
        return f"{said} (range not recorded)"
    return f"{said} ({words(getattr(low, figure))} to {words(getattr(high, figure))})"


def _apart(result: AppraisalResult) -> str:
    if result.pvc is None or result.status != "appraised":
        return ""
    return (
        f"For each £1 of cost: {_ratio(result.efficiency)} saved by public bodies, of which "
        f"{_ratio(result.cashable)} cashable; {_ratio(result.citizen)} gained by people and "
        "business. The two are kept apart because a partnership may be kept for either."
    )


def _evidence(found: AppraisalDetail) -> str:
    graded = found.evidence
    if graded.grade is None:
        return f"Evidence: not graded: {'; '.join(graded.reasons)}."
    assert graded.weight is not None
    return (
        f"Evidence: grade {graded.grade} of {WORST}, 1 being the best: the worst grade among the "
        f"largest benefits, which make up {graded.weight:.0%} of the whole "
        f"({', '.join(graded.lines)}). The correction beside each line is the "
        f"{LOCAL_PARTNERSHIPS.name[0].lower()}{LOCAL_PARTNERSHIPS.name[1:]}; it is shown, not "
        "applied."
    )


def _basis(found: AppraisalDetail) -> str:
    result = found.cases.central
    edition = f", {result.schedule.published}" if result.schedule.published else ""
    return (
        f"Basis: {(result.lines['side'] == 'cost').sum()} cost and "
        f"{(result.lines['side'] == 'benefit').sum()} benefit lines over years 0 to "
        f"{result.horizon}; {_TIMING[result.timing]}; discounted by {result.schedule.name}"
        f"{edition}; source {found.sources or 'not recorded'}."
    )


def _lower_rates(found: AppraisalDetail) -> str:
    lower = found.lower_rates
    if lower is None:
        return ""
    return (
        f"It runs beyond {LONG} years, so it is tested at lower rates too ({lower.schedule.name}): "
        f"net present social value {_pounds(lower.npsv)}, benefits for each £1 of cost "
        f"{_ratio(lower.bcr)}."
    )


def _most(found: AppraisalDetail) -> str:
    if found.tornado.empty or pd.isna(found.tornado["npsv_swing"].iloc[0]):
        return ""
    top = found.tornado.iloc[0]
    return (
        f"Of {len(found.tornado)} uncertain figures, the {_figure(top['parameter'])} of "
        f"{top['name']} moves the result most: {_pounds(top['npsv_low'])} to "
        f"{_pounds(top['npsv_high'])}."
    )


def _switches(found: AppraisalDetail) -> str:
    nearest = found.switching[found.switching["change"].notna()].head(_SHOWN_SWITCHES)
    if nearest.empty:
        return ""
    parts = [
        f"{_figure(row['parameter'])} of {row['name']} at {row['value']:,.4g} "
        f"(now {row['current']:,.4g}, {row['change']:+.0%})"
        for row in nearest.to_dict("records")
    ]
    return (
        "It only just covers its cost, all else as recorded, when one of these moves: "
        + "; ".join(parts)
        + "."
    )


def _likelihood(found: AppraisalDetail) -> str:
    drawn = found.simulation
    if drawn is None:
        return f"No simulation: {found.not_simulated.removeprefix('simulation: ')}"
    if drawn.probability is None or drawn.probability_error is None:
        return "No simulation: a figure outside the ranges is not known."
    return (
        f"In {drawn.draws:,} draws (seed {drawn.seed}) of {len(drawn.ranges)} figures, each drawn "
        "on its own from the distribution its range states, the net present value is above 0 in "
        f"{drawn.probability:.1%} (standard error {drawn.probability_error:.1%}); its mean is "
        f"{_pounds(drawn.mean)}. What has no range does not vary, so the true uncertainty is "
        "larger."
    )


def _percentiles(found: AppraisalDetail) -> pd.DataFrame:
    if found.simulation is None:
        return pd.DataFrame(columns=["percentile", "npsv", "bcr"])
    return found.simulation.frame


def _figure(parameter: str) -> str:
    return parameter.replace("_", " ")


def _pounds(value: float | None) -> str:
    if value is None or pd.isna(value):
        return "not known"
    return f"{'-' if value < 0 else ''}£{abs(value):,.0f}"


def _ratio(value: float | None) -> str:
    if value is None or pd.isna(value):
        return "not known"
    return f"{'-' if round(value, 2) < 0 else ''}£{abs(value):.2f}"
