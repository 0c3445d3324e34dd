"""The programme finds what trying every allocation finds, and a minimum-cost flow at size."""

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from placegraph.analytics.scenarios.fewest_changes import Problem, fewest_changes


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    outcomes, posts = draw(st.integers(1, 3)), draw(st.integers(1, 3))

    def flags(count: int) -> np.ndarray:
        return np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool)

    in_force = flags(outcomes * posts).reshape(outcomes, posts)
    led, holder = np.nonzero(in_force)
    must = flags(len(led)) & flags(len(led)) & flags(len(led))
    return Problem(
        holder=holder,
        led=led,
        may_stay=must | flags(len(led)) | flags(len(led)),
        must_stay=must,
        allowed=flags(outcomes * posts).reshape(outcomes, posts) & ~in_force,
        fits=flags(outcomes * posts).reshape(outcomes, posts),
        cap=np.array(draw(st.lists(st.integers(0, 3), min_size=posts, max_size=posts))),
    )


def fewest_by_trying(problem: Problem) -> int | None:
    """Try every set of leads of every outcome; a lead that moves is one change, not two."""
    outcomes, posts = problem.allowed.shape
    now, may, must = (np.zeros((outcomes, posts), dtype=bool) for _ in range(3))
    now[problem.led, problem.holder] = True
    may[problem.led, problem.holder] = problem.may_stay
    must[problem.led, problem.holder] = problem.must_stay
    tried = []
    for outcome in range(outcomes):
        ways = []
        for way in product((False, True), repeat=posts):
            then = np.array(way)
            barred = then & ~may[outcome] & ~problem.allowed[outcome]
            if then.any() and not barred.any() and not (must[outcome] & ~then).any():
                ended, given_ = now[outcome] & ~then, then & ~now[outcome]
                ways.append((way, int(max(ended.sum(), given_.sum()))))
        tried.append(ways)
    counts = [
        sum(changes for _, changes in whole)
        for whole in product(*tried)
        if all(sum(way[post] for way, _ in whole) <= cap for post, cap in enumerate(problem.cap))
    ]
    return min(counts, default=None)


@settings(deadline=None, max_examples=100)
@given(problems())
def test_no_allocation_of_a_small_place_changes_fewer(problem: Problem) -> None:
    fewest = fewest_by_trying(problem)
    assume(fewest is not None)
    answer = fewest_changes(problem)
    ended = int((~answer.kept).sum())
    unled = len(problem.allowed) - len(set(problem.led.tolist()))
    assert unled + ended == fewest
    assert ended == answer.bound

    new = np.flatnonzero(answer.given >= 0)
    leads = np.concatenate((problem.led[answer.kept], new))
    posts = np.concatenate((problem.holder[answer.kept], answer.given[new]))
    assert set(leads.tolist()) == set(range(len(problem.allowed)))
    assert (np.bincount(posts, minlength=len(problem.cap)) <= problem.cap).all()
    assert problem.allowed[new, answer.given[new]].all()
    assert problem.may_stay[answer.kept].all()
    assert answer.kept[problem.must_stay].all()


def made(seed: int) -> Problem:
    """Return a place of 60 outcomes and 12 posts, unevenly led, with two posts barred for each."""
    draw = np.random.default_rng(seed)
    outcomes, posts = 60, 12
    weights = 1 / np.arange(1, posts + 1)
    led = np.flatnonzero(draw.random(outcomes) < 0.7)
    holder = draw.choice(posts, len(led), p=weights / weights.sum())
    allowed = np.ones((outcomes, posts), dtype=bool)
    for _ in range(2):
        allowed[np.arange(outcomes), draw.integers(0, posts, outcomes)] = False
    allowed[led, holder] = False
    return Problem(
        holder=holder,
        led=led,
        may_stay=draw.random(len(led)) < 0.9,
        must_stay=np.zeros(len(led), dtype=bool),
        allowed=allowed,
        fits=draw.random((outcomes, posts)) < 0.1,
        cap=np.full(posts, 6),
    )


@pytest.mark.parametrize("seed", range(10))
def test_minimum_cost_flow_keeps_as_many_leads_and_fits_as_many(seed: int) -> None:
    problem = made(seed)
    outcomes, posts = problem.allowed.shape
    flow = nx.DiGraph()
    flow.add_node("from", demand=-outcomes)
    flow.add_node("to", demand=outcomes)
    for outcome in range(outcomes):
        flow.add_edge("from", ("o", outcome), capacity=1, weight=0)
    for outcome, post in zip(*np.nonzero(problem.allowed), strict=True):
        # To give a lead anew costs more than that it does not fit, and less than that one ends.
        cost = 100 if problem.fits[outcome, post] else 101
        flow.add_edge(("o", outcome), ("p", post), capacity=1, weight=cost)
    for outcome, post in zip(
        problem.led[problem.may_stay], problem.holder[problem.may_stay], strict=True
    ):
        flow.add_edge(("o", outcome), ("p", post), capacity=1, weight=-100_000)
    for post in range(posts):
        flow.add_edge(("p", post), "to", capacity=int(problem.cap[post]), weight=0)
    least = nx.min_cost_flow_cost(flow)

    answer = fewest_changes(problem)
    new = np.flatnonzero(answer.given >= 0)
    unfit = int((~problem.fits[new, answer.given[new]]).sum())
    assert -100_000 * int(answer.kept.sum()) + 100 * len(new) + unfit == least


def test_leads_of_the_first_outcomes_stay_where_several_might() -> None:
    problem = Problem(
        holder=np.array([0, 0, 0]),
        led=np.array([2, 0, 1]),
        may_stay=np.ones(3, dtype=bool),
        must_stay=np.zeros(3, dtype=bool),
        allowed=np.array([[False, True]] * 3),
        fits=np.zeros((3, 2), dtype=bool),
        cap=np.array([1, 2]),
    )
    answer = fewest_changes(problem)
    assert answer.kept.tolist() == [False, True, False]
    assert answer.given.tolist() == [-1, 1, 1]


def test_lead_moves_when_others_can_go_nowhere_else() -> None:
    """There is room for three at a glance, but the first two outcomes fit only the first post."""
    problem = Problem(
        holder=np.array([0]),
        led=np.array([2]),
        may_stay=np.array([True]),
        must_stay=np.array([False]),
        allowed=np.array([[True, False], [True, False], [False, True]]),
        fits=np.zeros((3, 2), dtype=bool),
        cap=np.array([2, 2]),
    )
    answer = fewest_changes(problem)
    assert answer.kept.tolist() == [False]
    assert answer.given.tolist() == [0, 0, 1]
    assert answer.bound == 1
