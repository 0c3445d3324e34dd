"""Read networks of any size as arrays."""

import numpy as np

from placegraph.analytics.networks.network import Affiliation
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Store
from placegraph.measures.moments import Moment


def party_network(store: Store, at: Moment, *, grants: bool | None = None) -> Affiliation:
    """Return which organisations are parties to which contracts in force at a moment.

    ``grants`` is true for grant agreements only, false for all other contracts, None for both. A
    party in several roles is one membership; organisations and contracts without a tie are left
    out. Made for millions of ties: use ``influence`` for names, sources and scores.
    Raises ``MeasureError`` when the graph changes while it is read.
    """
    nodes = store.arrays(query("network/numbered"))
    ties = store.arrays(query("network/party_ties"), as_at=at.as_at, grants=grants)
    numbers, ids = nodes["number"], nodes["id"]
    actors, rows = np.unique(ties["organisation"], return_inverse=True)
    groups, columns = np.unique(ties["contract"], return_inverse=True)
    if not np.isin(np.concatenate([actors, groups]), numbers).all():
        raise MeasureError(
            "network/party_ties: found an end that network/numbered does not have, expected the "
            "graph to stay as it was between the two; run it again when no load is running."
        )
    return Affiliation.from_arrays(
        ids[np.searchsorted(numbers, actors)].tolist(),
        ids[np.searchsorted(numbers, groups)].tolist(),
        rows,
        columns,
    )
