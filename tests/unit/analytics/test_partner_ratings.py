"""Trust and value, and that nothing withheld can be worked out from what is published."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.effectiveness.partner_ratings import MEASURES, partner_ratings
from placegraph.analytics.effectiveness.suppression import withheld

TRUST = MEASURES["trust"]
COLUMNS = ["rater", "rated", "rated_name", "dimension", "score", "wave", "partnership"]


def ratings(*rows):
    """Rows are rater, rated, dimension, score."""
    return pd.DataFrame(
        [(a, b, f"The {b}", d, float(s), "2012", "P") for a, b, d, s in rows], columns=COLUMNS
    )


def everybody(rated, scores, raters="uvw"):
    """Each of the raters gives the same score on each dimension of trust."""
    return [(rater, rated, d, s) for rater in raters for d, s in zip(TRUST, scores, strict=True)]


def shown(found, measure="trust"):
    rows = found.organisations[found.organisations["measure"] == measure]
    return {row["organisation"]: row["score"] for row in rows.to_dict("records")}


def pooled(found):
    return found.networks.set_index("measure")


def test_trust_is_the_mean_of_its_three_dimensions() -> None:
    found = partner_ratings(ratings(*everybody("a", (4, 3, 2)), *everybody("b", (1, 1, 1))))
    assert shown(found) == {"a": 3, "b": 1}
    network = pooled(found)
    assert network.loc["trust", "score"] == pytest.approx((4 + 3 + 2 + 3) / 6)
    assert network.loc["trust", "percent"] == pytest.approx(100 * 12 / 24)
    assert network.loc["reliability", "score"] == 2
    assert list(network.loc["trust", ["ratings", "raters"]]) == [18, 3]


def test_two_raters_are_too_few_to_publish() -> None:
    found = partner_ratings(ratings(*everybody("a", (4, 3, 2), raters="uv")))
    assert found.organisations["score"].isna().all()
    assert found.organisations["raters"].isna().all()
    assert found.networks["score"].isna().all()
    assert found.networks["reason"].str.startswith("withheld: fewer than 3 raters").all()


def test_a_single_withheld_organisation_takes_another_with_it() -> None:
    rows = [*everybody("a", (4, 4, 4)), *everybody("b", (3, 3, 3), raters="uvwx")]
    rows += everybody("c", (1, 1, 1), raters="u")
    found = partner_ratings(ratings(*rows))
    assert {key for key, score in shown(found).items() if np.isnan(score)} == {"a", "c"}
    assert pooled(found).loc["trust", "raters"] == 4


def test_own_ratings_and_ratings_given_twice_differently_do_not_count() -> None:
    rows = [*everybody("a", (4, 4, 4)), ("a", "a", "reliability", 4)]
    rows += [("x", "a", "reliability", 1), ("x", "a", "reliability", 2)]
    rows += [("u", "a", "reliability", 4)]
    found = partner_ratings(ratings(*rows))
    assert shown(found) == {"a": 4}
    assert pooled(found).loc["reliability", "ratings"] == 3
    assert found.notes == (
        "ratings by an organisation of itself, not counted: 1",
        "ratings on record with different scores, not counted: 1",
    )


def test_an_organisation_that_lacks_a_dimension_has_no_score_and_says_which() -> None:
    rows = [row for row in everybody("a", (4, 4, 4)) if row[2] != "reliability"]
    rows += [*everybody("b", (2, 2, 2)), *everybody("c", (3, 3, 3), raters="uvwx")]
    found = partner_ratings(ratings(*rows)).organisations.set_index("organisation")
    assert np.isnan(found.loc["a", "score"])
    assert found.loc["a", "reason"] == "nobody rated its reliability"


def test_waves_and_partnerships_are_kept_apart() -> None:
    first = ratings(*everybody("a", (4, 4, 4)))
    second = ratings(*everybody("a", (1, 1, 1))).assign(wave=None, partnership=None)
    found = partner_ratings(pd.concat([first, second]))
    rows = found.organisations
    assert sorted(rows["score"]) == [1, 4]
    assert {row["wave"] for row in rows.to_dict("records")} == {"2012", None}


def test_cells_behind_which_nobody_stands_cover_nothing() -> None:
    found = withheld({"a": {"x"}, "b": set(), "c": {"x", "y", "z"}})
    assert (found.cells, found.total) == ({"a", "c"}, False)
    assert withheld({"a": {"x"}, "b": set()}).total
    assert withheld({"a": {"x", "y", "z"}}) == withheld({"b": {"p", "q", "r"}})


def test_two_withheld_cells_of_the_same_two_people_are_not_cover_enough() -> None:
    found = withheld({"a": {"x"}, "b": {"y"}, "c": {"x", "y", "z"}, "d": set("vwxyz")})
    assert found.cells == {"a", "b", "c"}
    assert not found.total


SURVEYS = st.dictionaries(
    st.tuples(st.sampled_from("uvwxy"), st.sampled_from("abcd"), st.sampled_from(TRUST)),
    st.integers(1, 4),
    min_size=1,
    max_size=60,
)


def determined(rows: list[np.ndarray], target: np.ndarray) -> bool:
    """Tell by rank whether the published sums give away the target, a sum of unknowns."""
    if not rows:
        return False
    known = np.array(rows)
    return np.linalg.matrix_rank(np.vstack([known, target])) == np.linalg.matrix_rank(known)


@settings(max_examples=300, deadline=None)
@given(SURVEYS)
def test_nothing_withheld_follows_from_what_is_published(survey: dict) -> None:
    found = partner_ratings(ratings(*((*key, score) for key, score in survey.items())))
    cells = sorted({(rated, dimension) for _, rated, dimension in survey})
    place = {cell: number for number, cell in enumerate(cells)}
    count = {cell: sum(key[1:] == cell for key in survey) for cell in cells}

    def mean(rated: str) -> np.ndarray:
        row = np.zeros(len(cells))
        for dimension in TRUST:
            row[place[rated, dimension]] = 1 / count[rated, dimension]
        return row

    def total(dimensions: tuple[str, ...]) -> np.ndarray:
        row = np.zeros(len(cells))
        for rated, dimension in cells:
            row[place[rated, dimension]] = float(dimension in dimensions)
        return row

    scores, networks = shown(found), pooled(found)["score"]
    published = [mean(rated) for rated, score in scores.items() if not np.isnan(score)]
    lines = {"trust": TRUST} | {name: (name,) for name in TRUST if name in networks.index}
    published += [total(part) for name, part in lines.items() if not np.isnan(networks[name])]

    for rated, score in scores.items():
        whole = all((rated, dimension) in place for dimension in TRUST)
        if np.isnan(score) and whole:
            assert not determined(published, mean(rated))
    for name, part in lines.items():
        if np.isnan(networks[name]):
            assert not determined(published, total(part))
    for cell in cells:
        if count[cell] < 3:
            assert not determined(published, np.eye(len(cells))[place[cell]])


@given(st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("uvwxyz"))))
def test_a_line_is_never_left_with_one_withheld_cell_and_its_total(line: dict) -> None:
    found = withheld(line)
    few = {cell for cell, who in line.items() if 0 < len(who) < 3}
    assert few <= found.cells <= {cell for cell, who in line.items() if who}
    behind = set(itertools.chain.from_iterable(line[cell] for cell in found.cells))
    if found.cells and not found.total:
        assert len(found.cells) > 1
        assert len(behind) >= 3
