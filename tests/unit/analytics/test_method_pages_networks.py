"""The figures of docs/methods/networks.md, recomputed from the ties on the page."""

from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.networks import centrality, connectivity, structural_holes
from placegraph.analytics.networks.communities import communities
from placegraph.analytics.networks.network import Network

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "networks.md").read_text("utf-8")
MEASURES = {
    "`opsahl_degree`, alpha ½": partial(centrality.opsahl_degree, alpha=0.5),
    "`katz`, alpha 0.2": partial(centrality.katz, alpha=0.2),
    **{
        f"`{name}`": getattr(module, name)
        for module, names in (
            (centrality, "degree strength betweenness closeness harmonic eigenvector pagerank"),
            (structural_holes, "constraint effective_size"),
            (connectivity, "core_numbers"),
        )
        for name in names.split()
    },
}


def table(first: str) -> list[list[str]]:
    """Return the rows of the page's table whose first heading is ``first``, heading included."""
    lines = PAGE.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return [rows[0], *rows[2:]]


def network() -> Network:
    ties = [(*pair.split(" to "), float(strength)) for pair, strength in table("tie")[1:]]
    return Network.from_edges(pd.DataFrame(ties, columns=["source", "target", "strength"]))


@pytest.mark.parametrize("row", table("worked")[1:], ids=lambda row: row[0])
def test_each_worked_figure_is_found_again(row):
    bodies = table("worked")[0][1:]
    found = MEASURES[row[0]](network())[bodies].tolist()
    assert found == pytest.approx([float(figure) for figure in row[1:]], abs=5.1e-5)


def test_every_measure_has_a_worked_figure():
    assert {row[0] for row in table("worked")[1:]} == MEASURES.keys()


def test_what_the_page_says_of_parts_is_found_again():
    cuts = connectivity.articulation_points(network())
    assert set(cuts[cuts].index) == {"Police", "Charity"}
    bridges = connectivity.bridges(network()).itertuples(index=False, name=None)
    assert set(bridges) == {("Charity", "Police"), ("Charity", "Housing")}
    found = communities(network(), seed=0)
    assert found.members.to_dict() == {
        **dict.fromkeys(("Council", "Health", "Police"), 0),
        **dict.fromkeys(("Charity", "Housing"), 1),
    }
    assert f"modularity {found.modularity:.4f}" in " ".join(PAGE.split())
