"""Time an appraisal as its lines and its draws grow ten times.

    python benchmarks/appraisal.py

Makes an appraisal of 50 and of 500 lines, every fourth figure of which has a range, and times its
simulation at 10,000 and 100,000 draws, its three cases, its tornado and its switching values. The
least of three runs is printed, in seconds, and how many times longer the larger takes.
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from placegraph.analytics.returns.appraisal import AppraisalInputs
from placegraph.analytics.returns.cases import cases
from placegraph.analytics.returns.ranges import DISTRIBUTIONS
from placegraph.analytics.returns.simulation import simulate
from placegraph.analytics.returns.switching import switching_values
from placegraph.analytics.returns.tornado import tornado

LINES = (50, 500)
DRAWS = (10_000, 100_000)
RUNS = 3


def main() -> None:
    """Measure each step at each size and print the seconds and their ratio."""
    small, large = (made(lines) for lines in LINES)
    steps: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        f"{draws:,} draws": (
            partial(simulate, small, draws=draws, seed=1),
            partial(simulate, large, draws=draws, seed=1),
        )
        for draws in DRAWS
    }
    for name, step in (("cases", cases), ("tornado", tornado), ("switching", switching_values)):
        steps[name] = (partial(step, small), partial(step, large))
    print(f"{'step':<16}" + "".join(f"{n:>6} lines" for n in LINES) + f"{'ratio':>8}")  # noqa: T201
    for name, (one, ten) in steps.items():
        seconds = [_least(one), _least(ten)]
        print(  # noqa: T201
            f"{name:<16}"
            + "".join(f"{second:>12.3f}" for second in seconds)
            + f"{seconds[1] / seconds[0]:>8.1f}"
        )


def made(lines: int, seed: int = 1) -> AppraisalInputs:
    """Return an appraisal of ``lines`` lines, half of them costs, always the same for a seed."""
    generator = np.random.default_rng(seed)
    half = lines // 2
    lived = {"start_t": 1, "duration": 5, "share": 1.0}
    costs = pd.DataFrame(
        {
            "line": [f"c{n}" for n in range(half)],
            "name": [f"Cost {n}" for n in range(half)],
            "kind": "cash_revenue",
            "amount": generator.uniform(1e3, 1e5, half),
            "optimism_bias": 0.1,
            "payer": "council",
            "payer_name": "Council",
            **lived,
        }
    )
    rest = lines - half
    benefits = pd.DataFrame(
        {
            "line": [f"b{n}" for n in range(rest)],
            "name": [f"Benefit {n}" for n in range(rest)],
            "class": [("fiscal", "economic", "social")[n % 3] for n in range(rest)],
            "quantity": generator.uniform(10, 100, rest),
            "unit_value": generator.uniform(100, 2000, rest),
            "deadweight": 0.2,
            "displacement": 0.1,
            "attribution": 0.1,
            "drop_off": 0.1,
            "optimism_bias": 0.15,
            "cashable_share": 0.4,
            "beneficiary": "residents",
            "beneficiary_name": "Residents",
            **lived,
        }
    )
    ranges = [
        ("cost", row.line, "amount", row.amount * 1.3, row.amount * 0.9, _law(n))
        for n, row in enumerate(costs.itertuples())
    ]
    for n, row in enumerate(benefits.itertuples()):
        ranges.append(
            ("benefit", row.line, "quantity", row.quantity * 0.6, row.quantity * 1.2, _law(n))
        )
        ranges.append(("benefit", row.line, "deadweight", 0.4, 0.1, _law(n + 1)))
        ranges.append(("benefit", row.line, "drop_off", 0.2, 0.0, _law(n + 2)))
    columns = ["side", "line", "parameter", "low", "high", "distribution"]
    return AppraisalInputs(
        costs, benefits, horizon=10, ranges=pd.DataFrame(ranges, columns=columns)
    )


def _law(n: int) -> str:
    return DISTRIBUTIONS[n % len(DISTRIBUTIONS)]


def _least(step: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    main()
