"""The worked figures of the page on influence, taken again."""

from pathlib import Path

import pandas as pd
import pytest

from placegraph.analytics.influence.key_players import (
    distance_fragmentation,
    distance_reach,
    fragmentation,
)
from placegraph.analytics.influence.robustness import rank_ranges
from placegraph.analytics.influence.tiers import tiers
from placegraph.analytics.networks.centrality import betweenness
from placegraph.analytics.networks.network import Network

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "methods" / "influence.md").read_text(encoding="utf-8")
MEASURES = {"dF": distance_fragmentation, "F": fragmentation, "dR": distance_reach}


def worked(first: str) -> list[list[str]]:
    """Return the rows of the table of worked figures whose third column is ``first``."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines()]
    start = next(n for n, row in enumerate(rows) if row[0] == "worked" and row[2] == first)
    end = next(n for n in range(start, len(rows)) if len(rows[n]) == 1)
    return rows[start + 2 : end]


def published(name: str) -> Network:
    data = ROOT / "tests" / "data" / "networks" / f"{name}.csv"
    return Network.from_edges(pd.read_csv(data).assign(strength=1.0))


@pytest.mark.parametrize("row", worked("players"), ids=lambda row: " ".join(row[:3]))
def test_worked_key_players(row):
    measure, network, players, value = row
    members = [name.strip() for name in players.split(",") if name.strip()]
    assert f"{MEASURES[measure](published(network), members):.4f}" == value


@pytest.mark.parametrize("row", worked("node"), ids=lambda row: " ".join(row[1:3]))
def test_worked_ranges(row):
    _, name, node, rank, best, worst, first, tier = row
    network = published(name)
    ranges = rank_ranges(network, betweenness)
    found = ranges.assign(tier=tiers(ranges)).set_index("id").loc[node]
    ties = network.summary().edges
    assert [str(int(found[column])) for column in ("rank", "best", "worst")] == [rank, best, worst]
    assert f"{found['top1_share'] * ties:.0f} of {ties}" == first
    assert found["tier"] == tier
