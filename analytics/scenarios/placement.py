"""Give every outcome one post that may lead it, while no post takes more than it has room for."""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Shortage:
    """Outcomes that only these posts may take, and for which these have too little room.

    Both are places in what was given to ``place``. By Hall's theorem there is such a set whenever
    the outcomes cannot all be placed; ``missing`` of them stay without a post whatever is tried.
    """

    outcomes: tuple[int, ...]
    posts: tuple[int, ...]
    missing: int


def place(allowed: Flags, room: Numbers, load: Numbers) -> tuple[Numbers, Shortage | None]:
    """Place outcomes on posts, evenly where that can be; return what could not be placed and why.

    ``allowed`` (outcomes by posts) says which post may take which outcome, ``room`` how many more
    a post may take, ``load`` how many it has already. An outcome goes to the post with the fewest
    at that time, the first of equals; those with the least choice go first. Where that fails,
    outcomes placed before are moved along an augmenting path, so that as many as possible are
    placed. The first result has the post of each outcome, -1 for none.

    References: H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research
    Logistics Quarterly 2, 1955; P. Hall, "On representatives of subsets", J. London Math. Soc.
    10, 1935.
    """
    search = _Search(allowed, room.copy(), load.copy())
    for outcome in np.argsort(allowed.sum(axis=1), kind="stable"):
        search.settle(int(outcome))
    return search.post_of, search.shortage()


class _Search:
    def __init__(self, allowed: Flags, room: Numbers, load: Numbers) -> None:
        self.allowed = allowed
        self.room = room
        self.load = load
        self.post_of = np.full(len(allowed), -1, dtype=np.int64)
        self.held: list[set[int]] = [set() for _ in room]
        # Posts from which a search found no way on. No later search can find one either.
        self.closed = np.zeros(len(room), dtype=bool)

    def settle(self, outcome: int) -> None:
        free = np.flatnonzero(self.allowed[outcome] & (self.room > 0))
        if len(free):
            self._give(outcome, int(free[np.argmin(self.load[free])]))
            return
        came_with, end = self._reach([outcome])
        if end is None:
            self.closed[list(came_with)] = True
            return
        moving: int | None = None
        while moving != outcome:
            moving = came_with[end]
            left = int(self.post_of[moving])
            self._give(moving, end)
            end = left

    def shortage(self) -> Shortage | None:
        stranded = [int(outcome) for outcome in np.flatnonzero(self.post_of < 0)]
        if not stranded:
            return None
        self.closed[:] = False
        posts, _ = self._reach(stranded)
        outcomes = {*stranded, *(outcome for post in posts for outcome in self.held[post])}
        return Shortage(tuple(sorted(outcomes)), tuple(sorted(posts)), len(stranded))

    def _give(self, outcome: int, post: int) -> None:
        left = int(self.post_of[outcome])
        if left >= 0:
            self.held[left].discard(outcome)
            self.room[left] += 1
            self.load[left] -= 1
        self.post_of[outcome] = post
        self.held[post].add(outcome)
        self.room[post] -= 1
        self.load[post] += 1

    def _reach(self, outcomes: list[int]) -> tuple[dict[int, int], int | None]:
        """Return each post that can be reached with the outcome that would come to it.

        An outcome reaches the posts it may go to, a post the outcomes it holds. Stops at the first
        post with room, the second result; None when there is none.
        """
        came_with: dict[int, int] = {}
        unseen = ~self.closed
        queue = deque(outcomes)
        while queue:
            outcome = queue.popleft()
            for found in np.flatnonzero(self.allowed[outcome] & unseen):
                post = int(found)
                came_with[post] = outcome
                unseen[post] = False
                if self.room[post] > 0:
                    return came_with, post
                queue.extend(sorted(self.held[post]))
        return came_with, None
