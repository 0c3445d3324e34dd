"""Time coverage of a made place: all twenty questions of 1,000 posts and 5,000 outcomes.

    python benchmarks/outcome_coverage.py
    python benchmarks/outcome_coverage.py --times 10

``--times 10`` asks a place ten times as large. The best of several runs is printed, since what
else the machine does can only add to it. The frames are made before the clock runs.
"""

import argparse
import time

from place_generator import DISTRICT, STRUCTURE, place

from placegraph.analytics.coverage.coverage import Coverage, coverage

#: A made council's posts and outcomes at 1x.
POSTS, OUTCOMES = 1_000, 5_000

#: Frames of a made place that coverage takes, each under the same name.
FRAMES = (*("outcomes", "posts", "roles", "partnerships", "functions", "reports_to", "contracts"),)


def measured(times: int, seed: int, runs: int) -> tuple[float, Coverage]:
    """Return the shortest of several runs in seconds, and what they found."""
    made = place(POSTS * times, OUTCOMES * times, seed)
    frames = {name: made[name] for name in FRAMES}
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        found = coverage(**frames)
        best = min(best, time.perf_counter() - started)
    return best, found


def main() -> None:
    """Print the seconds, and how much was asked and found."""
    parser = argparse.ArgumentParser(description="Time coverage of a made place.")
    parser.add_argument("--times", type=int, default=1, help="how many times the usual size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    seconds, found = measured(asked.times, asked.seed, asked.runs)
    print(  # noqa: T201
        f"{POSTS * asked.times:,} posts, {OUTCOMES * asked.times:,} outcomes of {DISTRICT} in "
        f"{STRUCTURE}: {seconds:.2f} s, {len(found.findings):,} findings"
    )


if __name__ == "__main__":
    main()
