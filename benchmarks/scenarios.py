"""Measure what trying a restructure out costs, as a place grows tenfold.

    python benchmarks/scenarios.py [--posts 100 1000 10000]

A made place, five outcomes a post, and a restructure of sixty operations in two phases: fifty posts
deleted, ten pairs merged. Prints seconds of processor time, which other work on the machine
lengthens least, for laying the operations over the frames, for the difference, and for what it
saves by year; the best of three, after one that is not counted.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

from place_generator import place

from placegraph.analytics.scenarios.baseline import Frames
from placegraph.analytics.scenarios.difference import difference
from placegraph.analytics.scenarios.money import by_year
from placegraph.analytics.scenarios.overlay import apply
from placegraph.analytics.scenarios.scenario import Scenario

_DELETED, _MERGED = 50, 10


def frames(posts: int, *, seed: int = 1) -> Frames:
    """Return a made place as the frames a scenario changes."""
    return Frames.of(**place(posts, 5 * posts, seed))


def restructure(made: Frames) -> Scenario:
    """Return sixty operations on the posts of a made place, none of which it needs elsewhere."""
    ids = made.posts["id"].tolist()[10:]
    pairs = ids[_DELETED : _DELETED + 2 * _MERGED]
    operations: list[dict[str, Any]] = [
        {"do": "delete post", "post": post, "on": "2027-04-01"} for post in ids[:_DELETED]
    ]
    operations += [
        {"do": "merge posts", "posts": pair, "into": pair[0], "on": "2028-10-01"}
        for pair in (pairs[place_ : place_ + 2] for place_ in range(0, 2 * _MERGED, 2))
    ]
    return Scenario.model_validate(
        {
            **{"id": "made", "title": "Made", "baseline": {"as_at": "2027-01-01"}},
            "operations": operations,
        }
    )


def best(run: Callable[[], object], times: int = 3) -> float:
    """Return the processor seconds of the fastest of several runs, after one not counted."""
    run()
    taken = []
    for _ in range(times):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Print the seconds of each step at each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 1000, 10_000])
    print(  # noqa: T201
        f"{'posts':>8}{'outcomes':>10}{'roles':>10}{'apply':>9}{'diff':>9}{'years':>9}"
    )
    for posts in parser.parse_args().posts:
        made = frames(posts)
        scenario = restructure(made)
        applied = apply(scenario, made)
        laid = best(lambda made=made, scenario=scenario: apply(scenario, made))
        told = best(lambda applied=applied: difference(applied))
        years = best(lambda applied=applied: by_year(applied.phases, ()))
        print(  # noqa: T201
            f"{posts:>8,}{5 * posts:>10,}{len(made.roles):>10,}"
            f"{laid:>9.3f}{told:>9.3f}{years:>9.3f}"
        )


if __name__ == "__main__":
    main()
