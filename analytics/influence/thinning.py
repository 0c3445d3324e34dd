"""Networks and affiliations without some of their ties, or nodes."""

from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

from placegraph.analytics.networks.matrices import entries
from placegraph.analytics.networks.network import Affiliation, Network

Held = TypeVar("Held", Network, Affiliation)


def ties(network: Network | Affiliation) -> int:
    """Count the ties, or memberships, that can be left out."""
    if isinstance(network, Affiliation):
        return int(network.incidence.nnz)
    return int(network.strength.nnz) // (1 if network.directed else 2)


def nodes(network: Network | Affiliation) -> int:
    """Count the nodes, of an affiliation its actors."""
    return len(network.actors if isinstance(network, Affiliation) else network.ids)


def thinned(network: Held, kept: npt.NDArray[np.bool_]) -> Held:
    """Return the network with every node and only some of its ties."""
    matrix = network.incidence if isinstance(network, Affiliation) else network.strength
    rows, columns, values = entries(matrix)
    mirrored = isinstance(network, Network) and not network.directed
    once = rows < columns if mirrored else np.ones(len(rows), dtype=np.bool_)
    left = sparse.coo_array(
        (values[once][kept], (rows[once][kept], columns[once][kept])), shape=matrix.shape
    )
    smaller = sparse.csr_array(left + left.T if mirrored else left)
    if isinstance(network, Affiliation):
        return type(network)(network.actors, network.groups, smaller)
    return type(network)(network.ids, smaller, network.directed)


def shrunk(network: Held, kept: npt.NDArray[np.bool_]) -> Held:
    """Return the network without some of its nodes, and all ties of the others."""
    places = np.flatnonzero(kept)
    if isinstance(network, Affiliation):
        actors = tuple(network.actors[place] for place in places)
        return type(network)(actors, network.groups, network.incidence[places])
    ids = tuple(network.ids[place] for place in places)
    return type(network)(ids, network.strength[places][:, places], network.directed)
