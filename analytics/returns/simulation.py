"""Monte Carlo: how likely an appraisal is to return more than it costs, as far as ranges say."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from placegraph.analytics.returns.appraisal_inputs import AppraisalInputs
from placegraph.analytics.returns.model import Figure, LineKey, model_of
from placegraph.analytics.returns.ranges import Range, ranges_of, without_distribution
from placegraph.errors import MeasureError

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)


@dataclass(frozen=True)
class Simulation:
    """What ``draws`` independent draws of the ranged figures gave.

    ``frame`` has one row for each percentile (percent of draws at or below), columns percentile,
    npsv (£), bcr. ``probability`` is the share of draws with NPSV above 0 and
    ``probability_error`` its standard error; ``mean`` and ``deviation`` are of NPSV (£). None, and
    NaN in the frame, when a figure outside the ranges is not known.
    """

    draws: int
    seed: int
    mean: float | None
    deviation: float | None
    probability: float | None
    probability_error: float | None
    frame: pd.DataFrame
    ranges: tuple[Range, ...]


def simulate(inputs: AppraisalInputs, *, draws: int, seed: int) -> Simulation:
    """Draw every ranged figure ``draws`` times and recompute the appraisal.

    Figures are drawn independently of one another, from the distribution their range states:
    uniform between its ends; triangular with the recorded figure as mode; PERT, the beta
    distribution with that mode and weight 4 (Malcolm, Roseboom, Clark and Fazar, *Application of a
    technique for research and development program evaluation*, Operations Research 7(5), 1959).
    The same inputs, draws and seed give the same figures, whatever the order of the ranges.

    Raises ``MeasureError`` when there is no range, one states no distribution, or a triangular or
    PERT one has no recorded figure as its mode; and as ``ranges_of`` does.
    """
    if draws < 2:
        raise MeasureError(f"simulation: found {draws} draws, expected 2 or more.")
    model = model_of(inputs)
    ranges = ranges_of(inputs, model)
    _require_distributions(ranges)
    generator = np.random.default_rng(seed)
    changes: dict[LineKey, dict[str, Figure]] = {}
    for one in ranges:
        drawn = _drawn(one, draws, generator)
        if one.parameter != "cashable_share":
            changes.setdefault(one.key, {})[one.parameter] = drawn
    costs, benefits = (np.broadcast_to(total, draws) for total in model.totals(changes))
    npsv = benefits - costs
    ratio = benefits / costs if np.all(costs > 0) else np.full(draws, np.nan)
    known = not np.isnan(npsv).any()
    probability = float((npsv > 0).mean()) if known else None
    return Simulation(
        draws=draws,
        seed=seed,
        mean=float(npsv.mean()) if known else None,
        deviation=float(npsv.std(ddof=1)) if known else None,
        probability=probability,
        probability_error=(
            None if probability is None else float(np.sqrt(probability * (1 - probability) / draws))
        ),
        frame=pd.DataFrame(
            {
                "percentile": PERCENTILES,
                "npsv": np.percentile(npsv, PERCENTILES),
                "bcr": np.percentile(ratio, PERCENTILES),
            }
        ),
        ranges=ranges,
    )


def _require_distributions(ranges: tuple[Range, ...]) -> None:
    if not ranges:
        raise MeasureError(
            "simulation: found no figure with a range, expected at least one; give InputRange."
        )
    missing = without_distribution(ranges)
    if missing:
        raise MeasureError(
            f"simulation: found no distribution for {'; '.join(missing)}, expected uniform, "
            "triangular or pert; say how likely the values between low and high are."
        )
    for one in ranges:
        if one.central is None and one.distribution != "uniform":
            raise MeasureError(
                f"simulation: {one.words}: found no recorded figure, expected one as the most "
                f"likely value of a {one.distribution} distribution; record it or use uniform."
            )


def _drawn(one: Range, draws: int, generator: np.random.Generator) -> NDArray[np.float64]:
    least, most = sorted((one.low, one.high))
    if least == most:
        return np.full(draws, least)
    if one.distribution == "uniform" or one.central is None:
        return generator.uniform(least, most, draws)
    if one.distribution == "triangular":
        return generator.triangular(least, one.central, most, draws)
    spread = most - least
    return least + spread * generator.beta(
        1 + 4 * (one.central - least) / spread, 1 + 4 * (most - one.central) / spread, draws
    )
