"""The whole place, each cell of which is the alignment of two sets."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.alignment.alignment import alignment
from placegraph.analytics.alignment.place_matrix import PlaceMatrix, place_matrix
from placegraph.errors import MeasureError

UNKNOWN = float("nan")


def links(*rows) -> pd.DataFrame:
    return pd.DataFrame(
        [(*row, "agreed") if len(row) == 3 else row for row in rows],
        columns=["lower", "upper", "score", "status"],
    )


def aims(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["set", "id", "weight"]).assign(
        weight=lambda f: f.weight.astype(float)
    )


def worked_example() -> PlaceMatrix:
    """Return the place whose two bodies are those of T-ALN-1."""
    scores = {"d1": (3, 0, 1), "d2": (0, 2, 0), "d3": (-2, 0, 0), "d4": (0, 0, 0)}
    stated = [
        (d, c, s) for d, row in scores.items() for c, s in zip(("c1", "c2", "c3"), row, strict=True)
    ]
    district = zip(scores, (0.4, 0.3, 0.2, 0.1), strict=True)
    county = zip(("c1", "c2", "c3"), (0.5, 0.3, 0.2), strict=True)
    return place_matrix(
        links(*stated),
        aims=aims(
            *(("district", key, weight) for key, weight in district),
            *(("county", key, weight) for key, weight in county),
            ("NHS", "n1", UNKNOWN),
        ),
    )


def cell(found: PlaceMatrix, lower: str, upper: str) -> pd.Series:
    return found.cells.set_index(["lower", "upper"]).loc[(lower, upper)]


@pytest.mark.parametrize(
    ("name", "expected"), [("a_d", 0.6), ("a_u", 0.7667), ("h", 0.6732), ("conflict_d", 0.1333)]
)
def test_the_worked_example_is_one_cell(name, expected):  # T-ALN-1
    found = cell(worked_example(), "district", "county")
    assert found[name] == pytest.approx(expected, abs=5.1e-5)
    assert (found["links"], found["reason"]) == (12, "")


def test_what_no_link_joins_is_not_known():
    found = worked_example()
    for lower, upper in (("county", "district"), ("district", "NHS"), ("NHS", "NHS")):
        row = cell(found, lower, upper)
        assert row[["h", "a_d", "a_u", "conflict_d", "conflict_u"]].isna().all()
        assert row["reason"] == "No agreed link runs from one to the other."
    assert found.sets.to_dict("list") == {
        "set": ["NHS", "county", "district"],
        "aims": [1, 3, 4],
        "linked": [0, 3, 4],
        "weights": ["none", "all", "all"],
    }


def test_conflict_lies_over_the_index_and_is_not_taken_off():
    found = worked_example()
    assert found.matrix("h").at["district", "county"] == pytest.approx(0.6732, abs=5.1e-5)
    assert found.matrix("conflict_d").at["district", "county"] == pytest.approx(0.1333, abs=5.1e-5)
    assert list(found.matrix("h").index) == list(found.matrix("h").columns)


def test_links_that_are_all_consistent_support_nothing_and_are_known():
    found = cell(
        place_matrix(links(("a", "x", 0)), aims=aims(("A", "a", 1), ("X", "x", 1))), "A", "X"
    )
    assert (found["h"], found["a_d"], found["conflict_d"], found["links"]) == (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ((1, UNKNOWN), "Some aims of A have a weight and some have none."),
        ((0, 0), "The weights of one of the two add up to nothing."),
    ],
)
def test_weights_that_cannot_be_used_leave_the_index_unknown(weights, reason):
    place = aims(("A", "a", weights[0]), ("A", "b", weights[1]), ("X", "x", UNKNOWN))
    found = cell(place_matrix(links(("a", "x", 3)), aims=place), "A", "X")
    assert math.isnan(found["h"])
    assert math.isnan(found["a_d"])
    assert found["a_u"] == 1
    assert found["reason"] == reason


def test_an_aim_that_two_bodies_share_counts_for_both():
    place = aims(("A", "a", 1), ("B", "a", 1), ("B", "b", 1), ("X", "x", 1))
    found = place_matrix(links(("a", "x", 3)), aims=place)
    assert cell(found, "A", "X")["a_d"] == 1
    assert cell(found, "B", "X")["a_d"] == 0.5
    assert found.matrix("a_u").at["B", "X"] == 1


def test_proposed_links_count_only_when_asked_for():
    place = aims(("A", "a", 1), ("X", "x", 1))
    stated = links(("a", "x", 3, "proposed"))
    assert place_matrix(stated, aims=place).matrix("h").isna().all(axis=None)
    both = place_matrix(stated, aims=place, statuses=("agreed", "proposed"))
    assert both.matrix("h").at["A", "X"] == 1
    assert (
        cell(both, "X", "A")["reason"] == "No agreed or proposed link runs from one to the other."
    )


def test_a_place_without_aims_has_no_cell():
    found = place_matrix(links(), aims=aims())
    assert found.cells.empty
    assert found.matrix("h").empty


@pytest.mark.parametrize(
    ("stated", "place", "message"),
    [
        ([("a", "z", 1)], [("A", "a", 1)], "upper: found 'z'"),
        ([], [("A", "a", 1), ("A", "a", 1)], "aims: found 'a' more than once in 'A'"),
        ([], [("A", "a", -1)], "aims: a: weight: found -1"),
        ([("a", "b", 1), ("a", "b", 2)], [("A", "a", 1), ("B", "b", 1)], "found two agreed scores"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(stated, place, message):
    with pytest.raises(MeasureError, match=message):
        place_matrix(links(*stated), aims=aims(*place))


@st.composite
def places(draw):
    ids = "abcdefgh"
    sets = {key: draw(st.sampled_from("PQR")) for key in ids}
    weighted = {name: draw(st.booleans()) for name in "PQR"}
    weights = {key: draw(st.floats(0.01, 9)) if weighted[sets[key]] else UNKNOWN for key in ids}
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids))
    scores = draw(st.dictionaries(pairs, st.integers(-3, 3), min_size=1, max_size=20))
    return (
        links(*((*pair, score) for pair, score in scores.items())),
        aims(*((sets[key], key, weights[key]) for key in ids)),
    )


@given(places())
@settings(deadline=None)
def test_each_cell_is_what_the_two_sets_have_alone(place):
    stated, every = place
    found = place_matrix(stated, aims=every)
    sides = {
        name: part.assign(name=part["id"], budget=np.nan) for name, part in every.groupby("set")
    }
    for row in found.cells.to_dict("records"):
        lower, upper = sides[row["lower"]], sides[row["upper"]]
        own = stated[stated["lower"].isin(lower["id"]) & stated["upper"].isin(upper["id"])]
        alone = alignment(own, lower=lower, upper=upper)
        assert row["links"] == len(own)
        for score in ("h", "a_d", "a_u", "conflict_d", "conflict_u"):
            expected = getattr(alone, score)
            assert (np.nan if expected is None else expected) == pytest.approx(
                row[score], nan_ok=True
            )
