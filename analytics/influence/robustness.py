"""How far a measure depends on single ties, and how it stands up when many are missing.

Records of who works with whom are never complete. A rank that changes when one more tie is found,
or one fewer, is no rank to act on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from placegraph.analytics.influence.thinning import Held, nodes, shrunk, thinned, ties
from placegraph.analytics.networks.matrices import Vector
from placegraph.analytics.networks.network import Affiliation
from placegraph.errors import MeasureError

Unit: TypeAlias = Literal["ties", "nodes"]

SHARES = (0.05, 0.10, 0.20)
DRAWS = 1000

#: Shares left out to find the CS-coefficient.
STEPS = tuple(step / 20 for step in range(1, 16))
#: What Epskamp, Borsboom and Fried ask of it: correlation, how surely, and the least coefficient.
CORRELATION = 0.7
CERTAINTY = 0.95
LEAST_STABLE = 0.25

ACCURACY = ("top1", "top3", "top10", "overlap", "correlation")

# So few ties have few subsets: what was measured once is not measured again.
_REMEMBERED = 20
_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Robustness:
    """How measures stand up to missing ties or nodes.

    ``accuracy``: measure, share (left out), draws, then means over the draws of top1 (the first is
    still first), top3 and top10 (it is still among the first three, the first tenth), overlap
    (nodes in both first tenths ÷ nodes in either) and correlation (with the whole network's
    scores); NaN where a measure has no two different values. ``ranges``: measure, id, rank, best
    and worst, the ranks that all but 2.5 % of the draws at each end of the middle share lie within.
    ``stability``: measure, cs: the CS-coefficient.
    """

    accuracy: pd.DataFrame
    ranges: pd.DataFrame
    stability: pd.DataFrame
    unit: Unit
    seed: int


def ranks(scores: pd.Series) -> pd.Series:
    """Rank from the greatest; scores that differ by rounding error alone are equal."""
    return scores.round(9).rank(method="min", ascending=False)


def rank_ranges(network: Held, measure: Callable[[Held], pd.Series]) -> pd.DataFrame:
    """Say how far each rank depends on any single tie.

    The measure is taken again without each tie (or membership) in turn. Columns: id, rank (1 + the
    number strictly greater), best and worst rank over the removals, and top1_share, the share of
    removals in which the node has rank 1; ordered by rank, id. Where the measure is NaN there is
    no rank; best, worst and top1_share are then NaN too, as they are when there is no tie to
    remove. It takes the measure once for each tie: meant for the networks of one place.

    >>> from placegraph.analytics.networks.centrality import betweenness
    >>> ties = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "strength": [1.0, 1.0]})
    >>> rank_ranges(Network.from_edges(ties), betweenness)["id"].tolist()
    ['b', 'a', 'c']
    """
    observed = ranks(measure(network))
    without = [ranks(measure(smaller)) for smaller in network.leave_one_out()]
    found = pd.DataFrame(without, columns=observed.index, dtype=np.float64)
    known = found.notna().any() & observed.notna()
    ranges = pd.DataFrame(
        {
            "id": observed.index,
            "rank": observed.to_numpy(),
            "best": found.min().where(known).to_numpy(),
            "worst": found.max().where(known).to_numpy(),
            "top1_share": ((found == 1).sum() / max(len(found), 1)).where(known).to_numpy(),
        }
    )
    return ranges.sort_values(["rank", "id"], ignore_index=True)


def robustness(
    network: Held,
    measures: Mapping[str, Callable[[Held], pd.Series]],
    *,
    shares: Sequence[float] = SHARES,
    draws: int = DRAWS,
    seed: int = 1,
    unit: Unit = "ties",
) -> Robustness:
    """Take the measures again without a share of the ties, or nodes, drawn at random, many times.

    The accuracy measures are those of Borgatti, Carley and Krackhardt 2006 (Social Networks 28),
    compared over the nodes that remain. The CS-coefficient is the largest share such that, leaving
    out that share or any smaller one in steps of 5 %, the correlation is at least 0.7 in at least
    95 % of the draws (Epskamp, Borsboom and Fried 2018, Behavior Research Methods 50, who leave
    out cases; here a case is a tie or a node); a fifth of ``draws`` is drawn for each step. 0 when
    even the first step fails, NaN when the scores do not differ at all. A share leaves out at least
    one. Nodes of an affiliation are its actors.

    Raises ``MeasureError`` when ``draws`` is below 20 or a share is not above 0 and below 1.
    """
    if draws < 20:
        raise MeasureError(f"draws: found {draws}, expected at least 20.")
    for share in shares:
        if not 0 < share < 1:
            raise MeasureError(f"share: found {share:g}, expected above 0 and below 1.")
    drawn = _Draws(network, measures, unit, np.random.default_rng(seed))
    accuracy: list[list[object]] = []
    ranges: list[pd.DataFrame] = []
    correlations: dict[str, dict[float, float]] = {name: {} for name in measures}
    middle = sorted(shares)[len(shares) // 2] if shares else None
    for share in sorted({*shares, *STEPS}) if drawn.units else ():
        number = draws if share in shares else max(draws // 5, 20)
        taken = drawn.take(share, number)
        for name, scores in taken.items():
            whole = drawn.observed[name]
            if share in shares:
                found: Vector = np.array([compared(whole, one) for one in scores])
                correlated = found[:, -1]
                accuracy.append([name, share, number, *(_mean(column) for column in found.T)])
            else:
                correlated = np.array([correlation(whole, one) for one in scores])
            correlations[name][share] = float((correlated >= CORRELATION).mean())
            if share == middle:
                ranges.append(_within(name, drawn.ids, whole, scores))
    columns = ["measure", "id", "rank", "best", "worst"]
    return Robustness(
        accuracy=pd.DataFrame(accuracy, columns=["measure", "share", "draws", *ACCURACY]),
        ranges=pd.concat(ranges, ignore_index=True) if ranges else pd.DataFrame(columns=columns),
        stability=pd.DataFrame(
            {
                "measure": list(measures),
                "cs": [_coefficient(drawn.observed[m], correlations[m]) for m in measures],
            }
        ),
        unit=unit,
        seed=seed,
    )


def compared(observed: Vector, after: Vector) -> tuple[float, ...]:
    """Compare scores with those of the whole network, over the nodes that have both.

    In the order of :data:`ACCURACY`. Several equal firsts each count their share.
    """
    both = ~(np.isnan(observed) | np.isnan(after))
    if not both.any():
        return (np.nan,) * len(ACCURACY)
    whole, part = observed[both], after[both]
    was, now = _placed(whole), _placed(part)
    tenth = ceil(len(was) / 10)
    first = was == 1
    before, since = was <= tenth, now <= tenth
    return (
        float((now[first] == 1).mean()),
        float((now[first] <= 3).mean()),
        float((now[first] <= tenth).mean()),
        float((before & since).sum() / (before | since).sum()),
        correlation(whole, part),
    )


def correlation(observed: Vector, after: Vector) -> float:
    """Return Pearson's r over the nodes that have both scores.

    NaN where the observed have one value only, 0 where the others have.
    """
    both = ~(np.isnan(observed) | np.isnan(after))
    whole, part = observed[both], after[both]
    if not len(whole) or np.ptp(whole) <= _SAME:
        return float("nan")
    if np.ptp(part) <= _SAME:
        return 0.0
    whole, part = whole - whole.mean(), part - part.mean()
    return float(whole @ part / np.sqrt((whole @ whole) * (part @ part)))


class _Draws(Generic[Held]):
    """Measures taken of a network without some of its ties or nodes."""

    def __init__(
        self,
        network: Held,
        measures: Mapping[str, Callable[[Held], pd.Series]],
        unit: Unit,
        generator: np.random.Generator,
    ) -> None:
        self._network: Held = network
        self._measures: Mapping[str, Callable[[Held], pd.Series]] = measures
        self._unit, self._generator = unit, generator
        self.units = ties(network) if unit == "ties" else nodes(network)
        self._known: dict[bytes, dict[str, Vector]] = {}
        held = network.actors if isinstance(network, Affiliation) else network.ids
        self.ids = pd.Index(held, dtype=object)
        self.observed = self._measured(network)

    def take(self, share: float, draws: int) -> dict[str, list[Vector]]:
        """Return the scores of so many draws, each without that share."""
        found: dict[str, list[Vector]] = {name: [] for name in self._measures}
        left_out = min(max(1, round(share * self.units)), self.units)
        for _ in range(draws):
            kept = np.ones(self.units, dtype=np.bool_)
            kept[self._generator.choice(self.units, left_out, replace=False)] = False
            for name, scores in self._scores(kept).items():
                found[name].append(scores)
        return found

    def _scores(self, kept: npt.NDArray[np.bool_]) -> dict[str, Vector]:
        key = kept.tobytes()
        if key in self._known:
            return self._known[key]
        if self._unit == "ties":
            scores = self._measured(thinned(self._network, kept))
        else:
            scores = self._measured(shrunk(self._network, kept))
        if self.units <= _REMEMBERED:
            self._known[key] = scores
        return scores

    def _measured(self, network: Held) -> dict[str, Vector]:
        """Return scores in the order of ``ids``; a node left out has NaN."""
        found = {name: measure(network) for name, measure in self._measures.items()}
        return {
            name: (scores if len(scores) == len(self.ids) else scores.reindex(self.ids)).to_numpy(
                np.float64
            )
            for name, scores in found.items()
        }


def _placed(scores: Vector) -> Vector:
    """Return ranks as :func:`ranks` does; NaN has none."""
    rounded = scores.round(9)
    # NaN sorts last, and is greater than nothing.
    known = np.sort(rounded)[: len(scores) - int(np.isnan(scores).sum())]
    found = 1.0 + len(known) - np.searchsorted(known, rounded, side="right")
    return np.where(np.isnan(scores), np.nan, found)


def _mean(values: Vector) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _coefficient(observed: Vector, reached: Mapping[float, float]) -> float:
    """Return the largest share up to which every step holds the correlation surely enough."""
    known = observed[~np.isnan(observed)]
    if not len(known) or np.ptp(known) <= _SAME or not reached:
        return float("nan")
    best = 0.0
    for share in STEPS:
        if reached[share] < CERTAINTY:
            break
        best = share
    return best


def _within(name: str, ids: pd.Index, observed: Vector, scores: Sequence[Vector]) -> pd.DataFrame:
    """Return the ranks that 95 % of the draws lie within; a node left out has none in a draw."""
    found = pd.DataFrame([_placed(one) for one in scores])
    best = found.quantile(0.025, interpolation="lower").to_numpy()
    worst = found.quantile(0.975, interpolation="higher").to_numpy()
    unknown = np.isnan(observed)
    return pd.DataFrame(
        {
            "measure": name,
            "id": ids,
            "rank": _placed(observed),
            "best": np.where(unknown, np.nan, best),
            "worst": np.where(unknown, np.nan, worst),
        }
    )
