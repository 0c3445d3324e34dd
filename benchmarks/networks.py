"""Measure the network measures beside the libraries that have them, as ratios of one run.

    python benchmarks/networks.py county     10,000 nodes and 40,000 ties, networkx among the others
    python benchmarks/networks.py national   300,000 nodes and 1.5 million ties
    python benchmarks/networks.py reading    1.5 million ties out of Neo4j, against draining them

Each library measures in a process of its own. The shortest of a first round, in which compiled
functions are compiled, and of ``--rounds`` more is kept: once as time that passed, and once as the
processor time of all threads, which other work on the machine disturbs less. Building a library's
graph is not counted. Scores are compared with ours: a line says how far they are apart when that
is more than rounding. ``--only NAME ...`` chooses measures. Libraries that are not installed are
left out; igraph is GPL and only here to compare with. docs/performance.md says what was measured.
"""

import argparse
import importlib.util
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import networks_libraries
import networks_reading
import numpy as np
from networks_generator import COUNTY, NATIONAL, Size

#: A library that takes longer than this over one round is not waited for.
PATIENCE_S = 240.0
#: Those that may not be imported by what we publish.
GPL = ("igraph",)
Found = tuple[float, float, float, Any]


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["county", "national", "reading"])
    parser.add_argument("--rounds", type=int, default=3, help="keep the shortest of so many")
    parser.add_argument("--only", nargs="+", help="measures to take")
    parser.add_argument("--ties", type=int, default=1_500_000, help="ties to read")
    given = parser.parse_args()
    if given.what == "reading":
        lines = networks_reading.lines(given.ties, given.rounds)
    else:
        size = COUNTY if given.what == "county" else NATIONAL
        lines = _lines(size, given.rounds, given.only)
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _lines(size: Size, rounds: int, only: list[str] | None) -> Iterator[str]:
    peak = 0.0
    for measure, ways in networks_libraries.MEASURES.items():
        if only and measure not in only:
            continue
        found: dict[str, Found] = {}
        for library, work in ways.items():
            if _there(library) and not networks_libraries.too_slow(library, measure, size):
                try:
                    found[library] = _apart(work, size, rounds)
                except Exception as error:  # A library that cannot do it is one line less.
                    yield f"{measure}: {library}: {type(error).__name__}: {error}"
        ours = found.pop("ours")
        peak = max(peak, ours[2])
        yield f"{measure}: {ours[0]:.4f} s of processor, {ours[1]:.4f} s, {ours[2]:,.0f} MB at most"
        free = [name for name in found if name not in GPL]
        for name in sorted(found, key=lambda one: found[one][0]):
            theirs = found[name]
            yield (
                f"    {name:<16}{theirs[0] / ours[0]:>10.2f} times our processor time"
                f"{theirs[1] / ours[1]:>10.2f} times our time   {_apart_by(ours[3], theirs[3])}"
            )
        for place, what in enumerate(("processor time", "time")) if free else ():
            fastest = min(free, key=lambda one: found[one][place])
            ratio = ours[place] / found[fastest][place]
            yield f"    our {what}, times that of the fastest ({fastest}): {ratio:.2f}"
    yield f"most memory of any of our processes: {peak:,.0f} MB"


def _there(library: str) -> bool:
    name = networks_libraries.MODULES.get(library)
    return name is None or importlib.util.find_spec(name) is not None


def _apart(work: networks_libraries.Work, size: Size, rounds: int) -> Found:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_measured, work, size, rounds).result()


def _measured(work: networks_libraries.Work, size: Size, rounds: int) -> Found:
    """Return the least processor time and time in seconds, the peak memory in MB, the scores."""
    once = work(size)
    processor, passed, answer = _timed(once)
    for _ in range(rounds if passed < PATIENCE_S / 10 else 0):
        one = _timed(once)
        processor, passed = min(processor, one[0]), min(passed, one[1])
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return processor, passed, peak, answer


def _timed(once: Callable[[], Any]) -> tuple[float, float, Any]:
    started, begun = time.process_time(), time.perf_counter()
    answer = once()
    return time.process_time() - started, time.perf_counter() - begun, answer


def _apart_by(ours: Any, theirs: Any) -> str:
    if ours is None or theirs is None:
        return ""
    if np.isscalar(ours):
        return f"{theirs:.4f}, ours {ours:.4f}"
    apart = float(np.nanmax(np.abs(np.asarray(ours) - np.asarray(theirs))))
    return "equal" if apart < 1e-8 else f"at most {apart:.1e} apart"


if __name__ == "__main__":
    main()
