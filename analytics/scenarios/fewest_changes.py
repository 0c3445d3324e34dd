"""The smallest change of leads that gives every outcome one, as an integer programme."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array, eye_array, hstack

from placegraph.analytics.scenarios.placement import Flags, Numbers, Shortage, place

Figures = NDArray[np.float64]

_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Problem:
    """Leads as places: ``holder`` and ``led`` are the post and outcome of each lead in force.

    ``may_stay`` and ``must_stay`` are of those leads. ``allowed`` (outcomes by posts) says which
    post may be given which outcome, ``fits`` which of these has to do with it already. ``cap`` is
    the most outcomes a post may lead, by post.
    """

    holder: Numbers
    led: Numbers
    may_stay: Flags
    must_stay: Flags
    allowed: Flags
    fits: Flags
    cap: Numbers


@dataclass(frozen=True)
class Answer:
    """Which leads in force are ``kept``, the post each outcome is ``given`` (-1: none).

    ``bound`` is the solver's proof: no answer ends fewer leads than that.
    """

    kept: Flags
    given: Numbers
    bound: int


def fewest_changes(problem: Problem) -> Answer:
    """End as few leads as can be, so that each outcome has a lead and each post is within its cap.

    Among the answers that end fewest leads, one that gives the fewest leads anew; among those, one
    that gives most of these to a post that fits; among those, one that keeps the leads of the
    first outcomes. What is then still open is dealt out evenly. The problem must have an answer, as
    ``placement.place`` tells.

    A new lead that fits is a variable of its own. All others of an outcome are one variable, and a
    post has one for how many of these it takes: a thousandth of the variables. A solution may then
    deal a post what it may not lead; where the outcomes cannot be dealt out, the set that shows it
    (Hall's theorem) becomes a constraint, and the programme is solved again.

    Solved by HiGHS: Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method",
    Mathematical Programming Computation 10, 2018.
    """
    model = _Model(problem)
    while True:
        answer, short = model.solve()
        if short is None:
            return answer
        model.forbid(short)


class _Model:
    """Variables: keep each lead, give each that fits, give any other, how many others by post."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.fit_outcome, self.fit_post = np.nonzero(problem.fits & problem.allowed)
        outcomes, posts = problem.allowed.shape
        sizes = (len(problem.led), len(self.fit_post), outcomes, posts)
        self.keep, self.fit, self.other, self.take = np.split(
            np.arange(sum(sizes)), np.cumsum(sizes)[:-1]
        )
        takes = np.where(problem.allowed.any(axis=0), problem.cap, 0)
        others = problem.allowed.any(axis=1)
        self.bounds = Bounds(
            self._values(keep=problem.must_stay),
            self._values(keep=problem.may_stay, fit=1, other=others, take=takes),
        )
        lead_of = [_incidence(problem.led, outcomes), _incidence(self.fit_outcome, outcomes)]
        lead_by = [_incidence(problem.holder, posts), _incidence(self.fit_post, posts)]
        none_of, none_by = csr_array((outcomes, posts)), csr_array((posts, outcomes))
        has_lead = hstack([*lead_of, eye_array(outcomes), none_of], format="csr")
        has_room = hstack([*lead_by, none_by, eye_array(posts)], format="csr")
        self.rules = [
            LinearConstraint(has_lead, lb=1),
            LinearConstraint(has_room, ub=problem.cap),
            _at_most(self._values(other=1, take=-1), 0),
        ]

    def solve(self) -> tuple[Answer, Shortage | None]:
        outcomes, posts = self.problem.allowed.shape
        ending = self._values(keep=-1)
        giving = self._values(fit=outcomes + 1, other=outcomes + 2)
        place_of = 1 + np.argsort(np.argsort(self.problem.led, kind="stable"))
        order = self._values(keep=place_of, fit=1 + self.fit_post)

        _, fewest, bound = self._least(ending)
        held = [_at_most(ending, fewest)]
        _, fewest_given, _ = self._least(giving, *held)
        held.append(_at_most(giving, fewest_given))
        chosen, _, _ = self._least(order, *held)

        kept = chosen[self.keep]
        given = np.full(outcomes, -1, dtype=np.int64)
        fits = chosen[self.fit]
        given[self.fit_outcome[fits]] = self.fit_post[fits]
        load = np.bincount(self.problem.holder[kept], minlength=posts)
        load += np.bincount(given[given >= 0], minlength=posts)
        dealt = np.flatnonzero(chosen[self.other])
        room = self.problem.cap - load
        given[dealt], short = place(self.problem.allowed[dealt], room, load)
        return Answer(kept, given, len(self.keep) + bound), short

    def forbid(self, short: Shortage) -> None:
        """Let no more outcomes that only these posts may take be dealt out than these take."""
        among = np.zeros(len(self.take), dtype=bool)
        among[list(short.posts)] = True
        nowhere_else = ~self.problem.allowed[:, ~among].any(axis=1)
        self.rules.append(_at_most(self._values(other=nowhere_else, take=-1 * among), 0))

    def _least(self, costs: Figures, *held: LinearConstraint) -> tuple[Flags, int, int]:
        """Return what is chosen at the least cost, that cost, and the proven bound on it."""
        solved = milp(
            costs,
            # How many others a post takes comes out whole, or can be made so, when the rest is.
            integrality=self._values(keep=1, fit=1, other=1).astype(np.int64),
            bounds=self.bounds,
            constraints=[*self.rules, *held],
            # The relaxation of a transport problem is whole already; presolve is only a delay.
            options={"mip_rel_gap": 0, "presolve": False},
        )
        assert solved.x is not None, solved.message
        assert solved.fun is not None
        # Costs are whole, so what is proven to cost more than 4.2 costs 5.
        bound = math.ceil(solved.mip_dual_bound - _TOLERANCE)
        return np.asarray(solved.x > 0.5), round(solved.fun), bound

    def _values(
        self, keep: ArrayLike = 0, fit: ArrayLike = 0, other: ArrayLike = 0, take: ArrayLike = 0
    ) -> Figures:
        values = np.zeros(self.take[-1] + 1)
        for places, value in (
            (self.keep, keep),
            (self.fit, fit),
            (self.other, other),
            (self.take, take),
        ):
            values[places] = value
        return values


def _at_most(costs: Figures, most: float) -> LinearConstraint:
    return LinearConstraint(csr_array(costs[np.newaxis]), ub=most)


def _incidence(places: Numbers, rows: int) -> csr_array:
    """Return a matrix with a column for each of ``places`` and a one in that row."""
    columns = np.arange(len(places))
    return coo_array((np.ones(len(places)), (places, columns)), (rows, len(places))).tocsr()
