"""To networkx and back, where the name ``weight`` means now a strength and now a distance."""

from collections.abc import Hashable
from typing import Any

import networkx as nx
import pandas as pd

from placegraph.analytics.networks.network import Network, entries
from placegraph.errors import MeasureError


def to_networkx(network: Network) -> "nx.Graph[str] | nx.DiGraph[str]":
    """Return the network as a graph whose edges have a ``strength`` and a ``distance``.

    None is called weight: networkx takes that for a strength in ``pagerank`` and ``constraint``,
    and for a distance in ``betweenness_centrality`` and shortest paths. Name the one that is
    meant, as in ``pagerank(graph, weight="strength")``.

    >>> ties = pd.DataFrame({"source": ["a"], "target": ["b"], "strength": [4.0]})
    >>> to_networkx(Network.from_edges(ties)).edges["a", "b"]
    {'strength': 4.0, 'distance': 0.25}
    """
    graph: nx.Graph[str] | nx.DiGraph[str] = nx.DiGraph() if network.directed else nx.Graph()
    graph.add_nodes_from(network.ids)
    rows, columns, strength = entries(network.strength)
    ids = network.index.to_numpy()
    graph.add_edges_from(
        (start, end, {"strength": one, "distance": 1 / one})
        for start, end, one in zip(ids[rows], ids[columns], strength.tolist(), strict=True)
    )
    return graph


def from_networkx(graph: "nx.Graph[Any]", *, strength: str | None) -> Network:
    """Return a graph as a network, its strengths read from the edge attribute ``strength``.

    None takes every edge for a tie of strength 1. The attribute has to be named, because no name
    tells whether more is closer or farther. Parallel edges are summed. Raises ``MeasureError``
    when a node is not a string, an edge has no such attribute, or ``Network.from_edges`` refuses
    an edge.
    """
    nodes: list[Hashable] = list(graph)
    for node in nodes:
        if not isinstance(node, str):
            raise MeasureError(
                f"graph: found the node {node!r}, expected strings; "
                "rename them with networkx.relabel_nodes(graph, str)."
            )
    rows = []
    for start, end, found in graph.edges(data=True):
        if strength is not None and strength not in found:
            raise MeasureError(
                f"graph: edge {start!r}, {end!r}: found no attribute {strength}, expected a "
                "strength on every edge; leave out an edge whose strength is not known."
            )
        rows.append((start, end, 1.0 if strength is None else found[strength]))
    edges = pd.DataFrame(rows, columns=["source", "target", "strength"])
    return Network.from_edges(edges, nodes=[str(n) for n in nodes], directed=graph.is_directed())
