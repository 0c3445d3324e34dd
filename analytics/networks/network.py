"""Networks held once: identifiers, and one sparse matrix of strengths or memberships.

A strength says how close two nodes are: more is closer. A distance is its reciprocal (Newman 2001,
Physical Review E 64, 016132) and is a separate matrix, because giving one where the other is
meant is the commonest mistake in weighted networks and shows no error.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from placegraph.analytics.networks.matrices import (
    Matrix,
    Vector,
    components,
    entries,
    in_order,
    matrix_of,
    require_positions,
)
from placegraph.errors import MeasureError

__all__ = [
    "Affiliation",
    "Matrix",
    "Network",
    "Summary",
    "Vector",
    "components",
    "entries",
    "require",
]


@dataclass(frozen=True)
class Summary:
    """The size of a network.

    ``components`` counts isolates; direction is ignored. ``density`` is the share of possible ties
    that are recorded, ``None`` where none is possible.
    """

    nodes: int
    edges: int
    components: int
    density: float | None


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes of one kind and the strength of the ties between them.

    ``strength`` is n by n in the order of ``ids``, with an entry only where a tie is recorded. It
    is symmetric unless ``directed``, when row i holds the ties that leave i.
    """

    ids: tuple[str, ...]
    strength: Matrix
    directed: bool = False

    @classmethod
    def from_edges(
        cls, edges: pd.DataFrame, *, nodes: Sequence[str] = (), directed: bool = False
    ) -> Self:
        """Build a network from a frame of ties.

        ``edges`` has the columns source, target and strength (above zero); parallel ties are
        summed. ``nodes`` names nodes that may have no tie, which stay as isolates.

        Raises ``MeasureError`` when a column is missing, an end is missing, a strength is not a
        number above zero, or a tie joins a node to itself: such a tie says nothing about position
        and would count in every strength, so it is refused rather than dropped in silence.

        >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "strength": [2.0]})
        >>> Network.from_edges(ties, nodes=["c"]).summary()
        Summary(nodes=3, edges=1, components=2, density=0.3333333333333333)
        """
        require(edges, "edges", ("source", "target", "strength"))
        strength = pd.to_numeric(edges["strength"], errors="coerce").to_numpy(np.float64)
        bad = ~(np.isfinite(strength) & (strength > 0))
        if bad.any():
            row = int(np.flatnonzero(bad)[0])
            raise MeasureError(
                f"edges row {row}: strength: found {edges['strength'].iloc[row]}, expected a "
                "number above zero; leave the tie out if its strength is not known."
            )
        loops = edges["source"] == edges["target"]
        if loops.any():
            raise MeasureError(
                f"edges: found {edges.loc[loops, 'source'].iloc[0]!r} tied to itself, expected "
                "two different ends; leave that row out."
            )
        ids = tuple(sorted({*edges["source"], *edges["target"], *nodes}))
        matrix = matrix_of(
            _positions(edges["source"], ids),
            _positions(edges["target"], ids),
            strength,
            (len(ids), len(ids)),
        )
        return cls(ids, matrix if directed else in_order(matrix + matrix.T), directed)

    @classmethod
    def from_arrays(
        cls,
        ids: Sequence[str],
        rows: npt.ArrayLike,
        columns: npt.ArrayLike,
        strength: npt.ArrayLike,
        *,
        directed: bool = False,
    ) -> Self:
        """Build a network from positions in ``ids``: tie k runs from rows[k] to columns[k].

        Parallel ties are summed. Made for millions of ties: nothing is done for each of them in
        Python. Raises ``MeasureError`` when the arrays differ in length, a position is not one of
        ``ids``, an id is there twice, a strength is not a number above zero, or a tie joins a node
        to itself.

        >>> Network.from_arrays(["a", "b", "c"], [0, 1], [1, 2], [1.0, 4.0]).edges()
          source target  strength
        0      a      b       1.0
        1      b      c       4.0
        """
        names = tuple(ids)
        if len(set(names)) < len(names):
            raise MeasureError("ids: found one twice, expected each node once; number them again.")
        start, end = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
        weights = np.asarray(strength, dtype=np.float64)
        shape = (len(names), len(names))
        require_positions(start, end, shape)
        if weights.shape != start.shape:
            raise MeasureError(
                f"ties: found {len(start)} ties and {len(weights)} strengths, expected one each."
            )
        for bad, found, expected in (
            (~(np.isfinite(weights) & (weights > 0)), "a strength", "a number above zero"),
            (start == end, "a node tied to itself", "two different ends"),
        ):
            if bad.any():
                k = int(np.flatnonzero(bad)[0])
                raise MeasureError(
                    f"ties: {k}: found {found} ({start[k]}, {end[k]}, {weights[k]}), expected "
                    f"{expected}; leave that tie out."
                )
        if directed:
            return cls(names, matrix_of(start, end, weights, shape), directed)
        both = np.concatenate([start, end]), np.concatenate([end, start])
        return cls(names, matrix_of(*both, np.concatenate([weights, weights]), shape), directed)

    @cached_property
    def index(self) -> "pd.Index[str]":
        """The ids as the index of every measure's series."""
        return pd.Index(self.ids, dtype=object)

    def unweighted(self) -> Self:
        """Return the network with every strength 1, for measures that count ties or steps."""
        ones = np.ones(self.strength.nnz)
        matrix = sparse.csr_array(
            (ones, self.strength.indices, self.strength.indptr), shape=self.strength.shape
        )
        return type(self)(self.ids, matrix, self.directed)

    @cached_property
    def distance(self) -> Matrix:
        """The length of each tie: 1 / strength, for every measure that follows paths."""
        distance = self.strength.copy()
        distance.data = 1 / distance.data
        return distance

    def edges(self) -> pd.DataFrame:
        """List every tie once, ordered: source, target, strength."""
        rows, columns, strength = self._ties()
        ids = np.array(self.ids, dtype=object)
        return pd.DataFrame(
            {"source": ids[rows], "target": ids[columns], "strength": strength},
        )

    def summary(self) -> Summary:
        """Count nodes, ties and components, and state the density."""
        nodes, edges = len(self.ids), len(self._ties()[2])
        possible = nodes * (nodes - 1) // (1 if self.directed else 2)
        return Summary(
            nodes, edges, components(self.strength), edges / possible if possible else None
        )

    def leave_one_out(self) -> Iterator[Self]:
        """Yield the network without each of its ties in turn, every node kept."""
        rows, columns, strength = self._ties()
        for left_out in range(len(strength)):
            kept = np.arange(len(strength)) != left_out
            matrix = matrix_of(rows[kept], columns[kept], strength[kept], self.strength.shape)
            yield type(self)(
                self.ids, matrix if self.directed else in_order(matrix + matrix.T), self.directed
            )

    def _ties(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Vector]:
        rows, columns, strength = entries(self.strength)
        once = np.ones(len(rows), dtype=bool) if self.directed else rows < columns
        return rows[once], columns[once], strength[once]


@dataclass(frozen=True, eq=False)
class Affiliation:
    """Actors, groups, and which actor is a member of which group.

    ``incidence`` is actors by groups in the order of the two tuples, 1 where a membership is
    recorded and without an entry elsewhere.
    """

    actors: tuple[str, ...]
    groups: tuple[str, ...]
    incidence: Matrix

    @classmethod
    def from_memberships(cls, memberships: pd.DataFrame) -> Self:
        """Build an affiliation from a frame with the columns actor and group.

        Two rows with the same actor and group are one membership: two sources that agree do not
        make an actor sit twice. Raises ``MeasureError`` when a column or an end is missing.
        """
        require(memberships, "memberships", ("actor", "group"))
        pairs = memberships[["actor", "group"]].drop_duplicates()
        actors = tuple(sorted(set(pairs["actor"])))
        groups = tuple(sorted(set(pairs["group"])))
        incidence = matrix_of(
            _positions(pairs["actor"], actors),
            _positions(pairs["group"], groups),
            np.ones(len(pairs)),
            (len(actors), len(groups)),
        )
        return cls(actors, groups, incidence)

    @classmethod
    def from_arrays(
        cls,
        actors: Sequence[str],
        groups: Sequence[str],
        rows: npt.ArrayLike,
        columns: npt.ArrayLike,
    ) -> Self:
        """Build an affiliation from positions: membership k is of actors[rows[k]].

        Its group is groups[columns[k]]. Two equal memberships are one. Raises ``MeasureError``
        when the arrays differ in length, or a position is not one of the ids.
        """
        start, end = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
        shape = (len(actors), len(groups))
        require_positions(start, end, shape)
        incidence = matrix_of(start, end, np.ones(len(start)), shape)
        incidence.data[:] = 1
        return cls(tuple(actors), tuple(groups), incidence)

    @cached_property
    def adjacency(self) -> Matrix:
        """The memberships as one symmetric matrix, actors first, then groups."""
        rows, columns, ones = entries(self.incidence)
        size = len(self.actors) + len(self.groups)
        half = matrix_of(rows, columns + len(self.actors), ones, (size, size))
        return in_order(half + half.T)

    def summary(self) -> Summary:
        """Count both kinds of node together, memberships and components, and state the density."""
        possible = len(self.actors) * len(self.groups)
        edges = self.incidence.nnz
        return Summary(
            len(self.actors) + len(self.groups),
            edges,
            components(self.adjacency),
            edges / possible if possible else None,
        )

    def leave_one_out(self) -> Iterator[Self]:
        """Yield the affiliation without each membership in turn, every actor and group kept."""
        rows, columns, ones = entries(self.incidence)
        for left_out in range(len(rows)):
            kept = np.arange(len(rows)) != left_out
            yield type(self)(
                self.actors,
                self.groups,
                matrix_of(rows[kept], columns[kept], ones[kept], self.incidence.shape),
            )


def require(frame: pd.DataFrame, name: str, columns: Sequence[str]) -> None:
    """Raise ``MeasureError`` unless the columns are there and their identifiers are filled in.

    ``strength`` may hold anything: whoever reads it says what it expects.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise MeasureError(
            f"{name}: found no column {', '.join(missing)}, expected {', '.join(columns)}; "
            "name the frame's columns so."
        )
    for column in columns:
        empty = frame[column].isna()
        if column != "strength" and empty.any():
            raise MeasureError(
                f"{name} row {int(np.flatnonzero(empty)[0])}: {column}: found nothing, expected "
                "a value; leave out a row that cannot be identified."
            )


def _positions(values: pd.Series, ids: tuple[str, ...]) -> npt.NDArray[np.intp]:
    return pd.Index(ids, dtype=object).get_indexer(pd.Index(values, dtype=object))
