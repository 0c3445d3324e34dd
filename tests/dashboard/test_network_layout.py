from itertools import combinations

import numpy as np
import pytest

from placegraph.dashboard.network.layout import APART, _placed, positions

HUB = "Organisation:hub"
SPOKES = [f"Partnership:{n:02}" for n in range(20)]
AIMS = [f"Outcome:{n:02}" for n in range(20)]
KEYS = [HUB, *SPOKES, *AIMS, "Organisation:alone"]
PAIRS = [*((HUB, spoke) for spoke in SPOKES), *zip(SPOKES, AIMS, strict=True)]


def test_the_same_network_is_laid_out_the_same_whatever_the_order():
    first = positions(KEYS, PAIRS)
    _placed.cache_clear()
    assert positions(reversed(KEYS), reversed(PAIRS)) == first


def test_no_two_things_stand_on_each_other():
    points = positions(KEYS, PAIRS)
    nearest = min(np.hypot(*np.subtract(points[a], points[b])) for a, b in combinations(KEYS, 2))
    assert nearest > APART * 0.6


def test_what_is_joined_stands_nearer_than_what_is_not():
    points = positions(KEYS, PAIRS)
    own = [np.hypot(*np.subtract(points[s], points[a])) for s, a in PAIRS[20:]]
    others = [
        np.hypot(*np.subtract(points[s], points[a]))
        for s, a in zip(SPOKES, AIMS[10:] + AIMS[:10], strict=True)
    ]
    assert np.mean(own) < np.mean(others)


def test_what_is_joined_to_nothing_stands_under_the_rest():
    points = positions(KEYS, PAIRS)
    assert points["Organisation:alone"][1] > max(points[k][1] for k in KEYS[:-1])


@pytest.mark.parametrize("keys", [[], ["Organisation:a"], ["Organisation:a", "Post:b"]])
def test_a_network_without_connections_has_places_too(keys):
    assert set(positions(keys, [])) == set(keys)
