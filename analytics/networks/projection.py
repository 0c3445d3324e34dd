"""From who sits where to who sits with whom."""

import numpy as np
from scipy import sparse

from placegraph.analytics.networks.network import Affiliation, Network, Vector


def newman(affiliation: Affiliation) -> Network:
    """Project memberships onto the actors, each group sharing its weight among its members.

    Two actors are tied with the strength w_ij = Σ_k 1 / (d_k - 1) over the groups k they share,
    d_k being the members of k (Newman 2001, Physical Review E 64, 016132). An actor's strengths
    then sum to the number of its groups that have another member, so a large board does not
    swamp a small one. A group of one ties nobody; its member stays, as an isolate if need be.

    The result has about Σ_k d_k² entries: project the side whose groups are small.

    >>> import pandas as pd
    >>> seats = pd.DataFrame({"actor": ["a", "b", "c", "a"], "group": ["x", "x", "x", "y"]})
    >>> newman(Affiliation.from_memberships(seats)).edges()["strength"].tolist()
    [0.5, 0.5, 0.5]
    """
    incidence = affiliation.incidence
    others: Vector = np.asarray(incidence.sum(axis=0)) - 1
    share = np.divide(1.0, others, out=np.zeros(len(others)), where=others > 0)
    shared = incidence * share[np.newaxis, :]
    ties = sparse.coo_array(shared @ incidence.T)
    rows, columns = ties.coords
    apart = (rows != columns) & (ties.data > 0)
    strength = sparse.csr_array(
        (ties.data[apart], (rows[apart], columns[apart])), shape=ties.shape, dtype=np.float64
    )
    return Network(affiliation.actors, strength)
