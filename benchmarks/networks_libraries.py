"""How each library is asked for each measure: a function of the size that returns what to time."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from networks_generator import COUNTY, Size, affiliation, network
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse.linalg import eigsh

from placegraph.analytics.networks import (
    centrality,
    communities,
    connectivity,
    path_sampling,
    projection,
    sampling,
    structural_holes,
)

#: Sources, and shortest paths, that sampled betweenness is estimated from.
SOURCES = 50
PATHS = 35_000
MODULES = {
    "networkx": "networkx",
    "rustworkx": "rustworkx",
    "networkit": "networkit",
    "graphblas": "graphblas",
    "scikit-network": "sknetwork",
    "igraph": "igraph",
}
Work = Callable[[Size], Callable[[], Any]]


def too_slow(library: str, measure: str, size: Size) -> bool:
    """Say what was seen not to end in four minutes: it would only be waited for."""
    if library == "networkx":
        return size != COUNTY or measure in ("betweenness", "betweenness by strength")
    return size != COUNTY and (
        (measure.startswith("betweenness") and "sample" not in measure and "paths" not in measure)
        or (library, measure) in {("rustworkx", "eigenvector"), ("networkit", "eigenvector")}
    )


def _ours(measure: Callable[[Any], Any], make: Callable[[Size], Any] = network) -> Work:
    return partial(_our_work, measure, make)


def _our_work(measure: Callable[[Any], Any], make: Any, size: Size) -> Callable[[], Any]:
    made = make(size)
    return lambda: measure(made)


def _theirs(build: Callable[[Any], Any], measure: Callable[[Any], Any], weighted: bool) -> Work:
    return partial(_their_work, build, measure, weighted)


def _their_work(build: Any, measure: Any, weighted: bool, size: Size) -> Callable[[], Any]:
    graph = build(network(size, weighted=weighted))
    return lambda: measure(graph)


def in_networkx(held: Any) -> Any:
    """Build the graph, positions for names; ``length`` is the distance."""
    import networkx as nx

    upper = sparse.triu(held.strength).tocoo()
    graph = nx.Graph()
    graph.add_nodes_from(range(len(held.ids)))
    graph.add_edges_from(
        (a, b, {"length": 1 / w, "strength": w})
        for a, b, w in zip(upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True)
    )
    return graph


def in_rustworkx(held: Any) -> Any:
    """Build the graph."""
    import rustworkx as rx

    upper = sparse.triu(held.strength).tocoo()
    graph = rx.PyGraph()
    graph.add_nodes_from(range(len(held.ids)))
    graph.add_edges_from_no_data(list(zip(upper.row.tolist(), upper.col.tolist(), strict=True)))
    return graph


def in_networkit(held: Any) -> Any:
    """Build the graph; its weights are distances."""
    import networkit as nk

    upper = sparse.triu(held.strength).tocoo()
    alike = bool((upper.data == 1).all())
    return nk.GraphFromCoo(
        (1 / upper.data, (upper.row, upper.col)), n=len(held.ids), weighted=not alike
    )


def in_graphblas(held: Any) -> Any:
    """Build the matrix."""
    import graphblas as gb

    return gb.io.from_scipy_sparse(sparse.csr_matrix(held.strength))


def in_sknetwork(held: Any) -> Any:
    """Return the matrix of the kind it reads."""
    return sparse.csr_matrix(held.strength)


def in_igraph(held: Any) -> Any:
    """Build the graph."""
    import igraph

    upper = sparse.triu(held.strength).tocoo()
    return igraph.Graph(
        n=len(held.ids),
        edges=np.column_stack([upper.row, upper.col]),
        edge_attrs={"length": (1 / upper.data).tolist()},
    )


def _values(found: Any) -> Any:
    """Return a mapping's values in the order of its keys 0 to n - 1."""
    return np.array([found[k] for k in range(len(found))])


def _nx(name: str, pick: Callable[[Any], Any] = _values, **options: Any) -> Callable[[Any], Any]:
    return partial(_nx_work, name, pick, options)


def _nx_work(name: str, pick: Any, options: dict[str, Any], graph: Any) -> Any:
    import networkx as nx

    return pick(getattr(nx, name)(graph, **options))


def _rx(name: str, pick: Callable[[Any], Any] = _values, **options: Any) -> Callable[[Any], Any]:
    return partial(_rx_work, name, pick, options)


def _rx_work(name: str, pick: Any, options: dict[str, Any], graph: Any) -> Any:
    import rustworkx as rx

    return pick(getattr(rx, name)(graph, **options))


def _nk(part: str, name: str, *given: Any) -> Callable[[Any], Any]:
    return partial(_nk_work, part, name, given)


def _nk_work(part: str, name: str, given: Any, graph: Any) -> Any:
    import networkit as nk

    nk.engineering.setSeed(1, False)
    return np.array(getattr(getattr(nk, part), name)(graph, *given).run().scores())


def _nk_pagerank(graph: Any) -> Any:
    import networkit as nk

    sinks = nk.centrality.SinkHandling.DISTRIBUTE_SINKS
    found = nk.centrality.PageRank(graph, 0.85, 1e-12, False, sinks).run().scores()
    return np.array(found) / np.sum(found)


def _nk_betweenness(graph: Any) -> Any:
    import networkit as nk

    return np.array(nk.centrality.Betweenness(graph, normalized=False).run().scores()) / 2


def _nk_sampled(graph: Any) -> None:
    import networkit as nk

    nk.centrality.EstimateBetweenness(graph, SOURCES, True, True).run()


def _nk_kadabra(graph: Any) -> None:
    import networkit as nk

    nk.centrality.KadabraBetweenness(graph, 0.01, 0.05).run()


def _nk_components(graph: Any) -> Any:
    import networkit as nk

    return float(nk.components.ConnectedComponents(graph).run().numberOfComponents())


def _nk_articulation(graph: Any) -> Any:
    import networkit as nk

    parts = nk.components.BiconnectedComponents(graph).run().getComponents()
    return float((np.bincount(np.concatenate([np.array(part) for part in parts])) > 1).sum())


def _nk_louvain(graph: Any) -> float:
    import networkit as nk

    nk.engineering.setSeed(1, False)
    found = nk.community.PLM(graph).run().getPartition()
    return float(nk.community.Modularity().getQuality(found, graph))


def _sk_louvain(matrix: Any) -> float:
    from sknetwork.clustering import Louvain, get_modularity

    return float(get_modularity(matrix, Louvain(random_state=1).fit_predict(matrix)))


def _sk_pagerank(matrix: Any) -> Any:
    from sknetwork.ranking import PageRank

    return PageRank(solver="piteration", n_iter=200, tol=1e-10).fit_predict(matrix)


def _sp_components(matrix: Any) -> float:
    return float(csgraph.connected_components(matrix, directed=False)[0])


def _sp_eigenvector(matrix: Any) -> Any:
    _, labels = csgraph.connected_components(matrix, directed=False)
    inside = np.flatnonzero(labels == np.bincount(labels).argmax())
    scores = np.full(matrix.shape[0], np.nan)
    part = matrix[inside][:, inside]
    scores[inside] = np.abs(eigsh(part, k=1, which="LA", v0=np.ones(len(inside)))[1][:, 0])
    return scores


def _sp_pagerank(matrix: Any) -> Any:
    """Repeat the walk until it is within 1e-10 in total, as ours is."""
    size, alpha = matrix.shape[0], 0.85
    out = np.asarray(matrix.sum(axis=1)).ravel()
    share = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    scores = np.full(size, 1 / size)
    while True:
        lost = scores[out == 0].sum()
        following = alpha * (matrix @ (scores * share) + lost / size) + (1 - alpha) / size
        change, scores = np.abs(following - scores).sum(), following
        if change * alpha <= 1e-10 * (1 - alpha):
            return scores


def _sp_projection(size: Size) -> Callable[[], Any]:
    incidence = sparse.csr_array(affiliation(size).incidence)

    def work() -> float:
        members = np.asarray(incidence.sum(axis=0)).ravel()
        share = np.divide(1.0, members - 1, out=np.zeros(len(members)), where=members > 1)
        ties = sparse.csr_array((incidence * share[np.newaxis, :]) @ incidence.T)
        ties.setdiag(0)
        ties.eliminate_zeros()
        return float(ties.sum())

    return work


def _nx_projection(size: Size) -> Callable[[], Any]:
    import networkx as nx

    held = affiliation(size)
    rows, columns = held.incidence.nonzero()
    graph = nx.Graph()
    graph.add_nodes_from(("b", k) for k in range(len(held.actors)))
    graph.add_edges_from(
        (("b", i), ("s", j)) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    )
    actors = [("b", k) for k in range(len(held.actors))]

    def work() -> float:
        found = nx.bipartite.collaboration_weighted_projected_graph(graph, actors)
        return 2 * float(found.size(weight="weight"))

    return work


def _gb_constraint(matrix: Any) -> Any:
    """Follow Burt's formula on the matrix, paths by a third node only where there is a tie."""
    import graphblas as gb
    from graphblas import binary, monoid, semiring

    total = matrix.reduce_rowwise(monoid.plus).new()
    shares = (1 / total.to_dense(np.inf))[:, np.newaxis]
    scale = gb.Vector.from_dense(shares.ravel()).diag()
    p = semiring.plus_times(scale @ matrix).new()
    through = semiring.plus_times(p @ p).new(mask=p.S)
    both = binary.plus(p | through).new()
    return binary.times(both & both).new().reduce_rowwise(monoid.plus).to_dense(np.nan)


def _gb_effective_size(matrix: Any) -> Any:
    """Follow Burt's formula likewise; all ties being 1, no tie is stronger than another."""
    import graphblas as gb
    from graphblas import monoid, semiring

    degree = matrix.reduce_rowwise(monoid.plus).new().to_dense(np.nan)
    p = semiring.plus_times(gb.Vector.from_dense(1 / degree).diag() @ matrix).new()
    strongest = matrix.reduce_rowwise(monoid.max).new().to_dense(np.inf)
    m = semiring.plus_times(gb.Vector.from_dense(1 / strongest).diag() @ matrix).new()
    through = semiring.plus_times(p @ m.T).new(mask=p.S)
    repeated = through.reduce_rowwise(monoid.plus).new().to_dense(0.0)
    return np.where(degree > 0, degree - repeated, np.nan)


def _ig(name: str, **options: Any) -> Callable[[Any], Any]:
    return partial(_ig_work, name, options)


def _ig_work(name: str, options: dict[str, Any], graph: Any) -> Any:
    return np.array(getattr(graph, name)(**options), dtype=float)


def _ig_components(graph: Any) -> float:
    return float(len(graph.connected_components()))


def _ig_louvain(graph: Any) -> float:
    return float(graph.community_multilevel().modularity)


def _count(found: Iterable[Any]) -> float:
    return float(sum(1 for _ in found))


def _nothing(found: Any) -> None:
    """Keep no scores: two samples are not the same."""


def _raw_betweenness(held: Any) -> Any:
    return centrality.betweenness(held, normalised=False).to_numpy()


def _sampled(held: Any) -> None:
    sampling.sampled_betweenness(held, sources=SOURCES, seed=1)


def _by_paths(held: Any) -> None:
    path_sampling.betweenness_by_paths(held, paths=PATHS, seed=1)


def _modularity(held: Any) -> float:
    return communities.communities(held, seed=1, repeats=1).modularity or 0.0


def _projected(held: Any) -> float:
    return float(projection.newman(held).strength.sum())


def _scores(name: str, held: Any) -> Any:
    for module in (centrality, structural_holes, connectivity):
        if hasattr(module, name):
            return getattr(module, name)(held).to_numpy(dtype=float)
    raise KeyError(name)


def _parts(held: Any) -> float:
    return float(connectivity.components(held).max() + 1)


def _cuts(held: Any) -> float:
    return float(connectivity.articulation_points(held).sum())


def _bridges(held: Any) -> float:
    return float(len(connectivity.bridges(held)))


_weighted = partial(network, weighted=True)

MEASURES: dict[str, dict[str, Work]] = {
    "components": {
        "ours": _ours(_parts),
        "networkx": _theirs(in_networkx, _nx("connected_components", _count), False),
        "rustworkx": _theirs(in_rustworkx, _rx("number_connected_components", float), False),
        "networkit": _theirs(in_networkit, _nk_components, False),
        "scipy": _theirs(in_sknetwork, _sp_components, False),
        "igraph": _theirs(in_igraph, _ig_components, False),
    },
    "k-core": {
        "ours": _ours(partial(_scores, "core_numbers")),
        "networkx": _theirs(in_networkx, _nx("core_number"), False),
        "rustworkx": _theirs(in_rustworkx, _rx("core_number"), False),
        "networkit": _theirs(in_networkit, _nk("centrality", "CoreDecomposition"), False),
        "igraph": _theirs(in_igraph, _ig("coreness"), False),
    },
    "articulation points": {
        "ours": _ours(_cuts),
        "networkx": _theirs(in_networkx, _nx("articulation_points", _count), False),
        "rustworkx": _theirs(in_rustworkx, _rx("articulation_points", _count), False),
        "networkit": _theirs(in_networkit, _nk_articulation, False),
    },
    "bridges": {
        "ours": _ours(_bridges),
        "networkx": _theirs(in_networkx, _nx("bridges", _count), False),
        "rustworkx": _theirs(in_rustworkx, _rx("bridges", _count), False),
    },
    "pagerank": {
        "ours": _ours(partial(_scores, "pagerank")),
        "networkx": _theirs(in_networkx, _nx("pagerank", tol=1e-13, max_iter=500), False),
        "rustworkx": _theirs(in_rustworkx, _rx("pagerank", tol=1e-13, max_iter=500), False),
        "networkit": _theirs(in_networkit, _nk_pagerank, False),
        "scikit-network": _theirs(in_sknetwork, _sk_pagerank, False),
        "scipy": _theirs(in_sknetwork, _sp_pagerank, False),
    },
    "eigenvector": {
        "ours": _ours(partial(_scores, "eigenvector")),
        "networkx": _theirs(
            in_networkx, _nx("eigenvector_centrality", tol=1e-12, max_iter=2000), False
        ),
        "rustworkx": _theirs(
            in_rustworkx, _rx("eigenvector_centrality", tol=1e-12, max_iter=2000), False
        ),
        "networkit": _theirs(
            in_networkit, _nk("centrality", "EigenvectorCentrality", 1e-11), False
        ),
        "scipy": _theirs(in_sknetwork, _sp_eigenvector, False),
    },
    "constraint": {
        "ours": _ours(partial(_scores, "constraint")),
        "networkx": _theirs(in_networkx, _nx("constraint"), False),
        "graphblas": _theirs(in_graphblas, _gb_constraint, False),
        "igraph": _theirs(in_igraph, _ig("constraint"), False),
    },
    "effective size": {
        "ours": _ours(partial(_scores, "effective_size")),
        "networkx": _theirs(in_networkx, _nx("effective_size"), False),
        "graphblas": _theirs(in_graphblas, _gb_effective_size, False),
    },
    "projection": {
        "ours": _ours(_projected, affiliation),
        "networkx": _nx_projection,
        "scipy": _sp_projection,
    },
    "communities": {
        "ours": _ours(_modularity),
        "networkit": _theirs(in_networkit, _nk_louvain, False),
        "scikit-network": _theirs(in_sknetwork, _sk_louvain, False),
        "igraph": _theirs(in_igraph, _ig_louvain, False),
    },
    "betweenness, 50 sources sampled": {
        "ours": _ours(_sampled),
        "networkx": _theirs(
            in_networkx, _nx("betweenness_centrality", _nothing, k=SOURCES, seed=1), False
        ),
        "networkit": _theirs(in_networkit, _nk_sampled, False),
    },
    "betweenness, paths sampled to 0.01": {
        "ours": _ours(_by_paths),
        "networkit": _theirs(in_networkit, _nk_kadabra, False),
    },
    "betweenness": {
        "ours": _ours(_raw_betweenness),
        "rustworkx": _theirs(in_rustworkx, _rx("betweenness_centrality", normalized=False), False),
        "networkit": _theirs(in_networkit, _nk_betweenness, False),
        "igraph": _theirs(in_igraph, _ig("betweenness"), False),
    },
    "betweenness by strength": {
        "ours": _ours(_raw_betweenness, _weighted),
        "networkit": _theirs(in_networkit, _nk_betweenness, True),
        "igraph": _theirs(in_igraph, _ig("betweenness", weights="length"), True),
    },
    "closeness": {
        "ours": _ours(partial(_scores, "closeness")),
        "rustworkx": _theirs(in_rustworkx, _rx("closeness_centrality"), False),
    },
}
