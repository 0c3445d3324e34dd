"""The shortest paths behind a rank, and what would fall apart without an actor."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csgraph

from placegraph.analytics.influence.influence import Influence
from placegraph.analytics.influence.scale import affordable
from placegraph.analytics.networks.compiled import Positions, Starts, compiled, rows_of
from placegraph.analytics.networks.matrices import Matrix, Vector
from placegraph.analytics.networks.shortest_paths import SAME_LENGTH
from placegraph.errors import MeasureError


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why an actor has the betweenness it has.

    ``pairs``: from_id, from_name, to_id, to_name, shortest (paths between them that are shortest),
    through (of those, how many pass the actor), share and path, one of those through it as ids in
    order, with ``words`` naming them. Pairs are of actors and what they are in together, each once;
    of actors alone and in both orders when ties run one way. Ordered by share from the greatest,
    then the ends. ``betweenness`` is the sum of the shares: raw, over ``pairs_joined`` pairs of
    others that a path joins. ``parted`` lists the groups of names, the largest left out, that the
    rest falls into without the actor; none when it stays whole.
    """

    actor: str
    name: str
    pairs: pd.DataFrame
    betweenness: float
    pairs_joined: int
    parted: tuple[tuple[str, ...], ...]


def explain(found: Influence, actor: str) -> Explanation:
    """List the pairs that an actor stands between, with the paths.

    On the affiliation, one step a membership, where ties are memberships, agreements or budgets,
    so that the sum of shares is its two-mode betweenness before it is scaled; on the projection,
    distances 1/strength, where ties run one way. Shares are those of Freeman 1977, Sociometry 40.

    Raises ``MeasureError`` when the actor was not measured, or the network is too large for paths.
    """
    directed = found.projection.directed
    ids: Sequence[str] = found.projection.ids
    lengths = found.projection.distance
    if not directed:
        ids = (*found.affiliation.actors, *found.affiliation.groups)
        lengths = found.affiliation.adjacency
    # An actor that is in no group is in no affiliation.
    places = {key: place for place, key in reversed([*enumerate(ids)])}
    if actor not in {*found.projection.ids} or actor not in places:
        raise MeasureError(
            f"--explain: found {actor!r}, expected one of those measured, such as "
            f"{', '.join(found.projection.ids[:5]) or 'none: nothing was measured'}."
        )
    if not affordable(lengths):
        raise MeasureError(
            f"--explain: found {len(ids):,} nodes, too many to list paths; choose fewer ties."
        )
    place = places[actor]
    names = [str(found.names[key]) for key in ids]
    pairs, joined = _pairs(lengths, place, ids, names, directed=directed)
    return Explanation(
        actor=actor,
        name=names[place],
        pairs=pairs,
        betweenness=float(pairs["share"].sum()),
        pairs_joined=joined,
        parted=_parted(lengths, place, names),
    )


def _pairs(
    lengths: Matrix, place: int, ids: Sequence[str], names: Sequence[str], *, directed: bool
) -> tuple[pd.DataFrame, int]:
    starts, ends = rows_of(lengths)
    size = len(ids)
    searches = [_paths(starts, ends, lengths.data, source) for source in range(size)]
    far_on, paths_on = searches[place]
    rows: list[dict[str, object]] = []
    joined = 0
    for source in range(size):
        far, paths = searches[source]
        others = np.isfinite(far) & (np.arange(size) != source) & (np.arange(size) != place)
        if source == place:
            continue
        if not directed:
            others &= np.arange(size) > source
        joined += int(others.sum())
        through = others & np.isfinite(far_on) & np.isfinite(far[place])
        onward = np.where(through, far[place] + far_on, np.inf)
        direct = np.where(through, far, 0.0)
        through &= np.abs(onward - direct) <= SAME_LENGTH * direct
        for target in np.flatnonzero(through).tolist():
            number = paths[place] * paths_on[target]
            way = [
                *_way(lengths, searches, source, place),
                *_way(lengths, searches, place, target)[1:],
            ]
            rows.append(
                {
                    "from_id": ids[source],
                    "from_name": names[source],
                    "to_id": ids[target],
                    "to_name": names[target],
                    "shortest": int(paths[target]),
                    "through": int(number),
                    "share": number / paths[target],
                    "path": tuple(ids[step] for step in way),
                    "words": " → ".join(names[step] for step in way),
                }
            )
    columns = ["from_id", "from_name", "to_id", "to_name", "shortest", "through", "share"]
    frame = pd.DataFrame(rows, columns=[*columns, "path", "words"]).astype({"share": np.float64})
    order = frame.assign(_share=frame["share"].round(9)).sort_values(
        ["_share", "from_name", "to_name", "from_id", "to_id"],
        ascending=[False, True, True, True, True],
        ignore_index=True,
    )
    return order.drop(columns="_share"), joined


def _way(
    lengths: Matrix, searches: Sequence[tuple[Vector, Vector]], source: int, target: int
) -> list[int]:
    """Return the first shortest path, each step to the first node that is on one."""
    way = [source]
    while way[-1] != target:
        here = way[-1]
        left = searches[here][0][target]
        row = slice(lengths.indptr[here], lengths.indptr[here + 1])
        for step, length in zip(lengths.indices[row], lengths.data[row], strict=True):
            if abs(length + searches[step][0][target] - left) <= SAME_LENGTH * left:
                way.append(int(step))
                break
    return way


def _parted(lengths: Matrix, place: int, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the parts that the actor's own part falls into without it, but for the largest."""
    _, labels = csgraph.connected_components(lengths, directed=False)
    own = np.flatnonzero(labels == labels[place])
    rest = own[own != place]
    if not len(rest):
        return ()
    _, after = csgraph.connected_components(lengths[rest][:, rest], directed=False)
    parts = [rest[after == part] for part in range(int(after.max()) + 1)]
    ordered = sorted(parts, key=lambda part: (-len(part), names[int(part[0])]))
    return tuple(tuple(sorted(names[int(p)] for p in part)) for part in ordered[1:])


@compiled
def _paths(starts: Starts, ends: Positions, lengths: Vector, source: int) -> tuple[Vector, Vector]:
    """Return the distance to each node and the number of shortest paths to it."""
    size = len(starts) - 1
    far = np.full(size, np.inf)
    paths = np.zeros(size)
    done = np.zeros(size, dtype=np.bool_)
    far[source] = 0.0
    paths[source] = 1.0
    for _ in range(size):
        node, least = -1, np.inf
        for other in range(size):
            if not done[other] and far[other] < least:
                node, least = other, far[other]
        if node < 0:
            break
        done[node] = True
        for tie in range(starts[node], starts[node + 1]):
            other = ends[tie]
            reach = far[node] + lengths[tie]
            if done[other]:
                continue
            if reach < far[other] * (1 - SAME_LENGTH):
                far[other] = reach
                paths[other] = paths[node]
            elif reach <= far[other] * (1 + SAME_LENGTH):
                paths[other] += paths[node]
    return far, paths
