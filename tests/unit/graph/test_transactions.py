"""A server that has gone is waited for, for a while."""

from collections.abc import Callable

import pytest
from neo4j import exceptions

from placegraph.graph import transactions
from placegraph.graph.transactions import chunks, patiently


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let time pass only in pauses, and return them."""
    pauses: list[float] = []
    monkeypatch.setattr(transactions.time, "sleep", pauses.append)
    monkeypatch.setattr(transactions.time, "monotonic", lambda: sum(pauses))
    return pauses


def failing(times: int, error: Exception) -> Callable[[], str]:
    left = iter([error] * times)

    def work() -> str:
        if (found := next(left, None)) is not None:
            raise found
        return "done"

    return work


@pytest.mark.parametrize(
    "error",
    [
        exceptions.ServiceUnavailable("gone"),
        exceptions.SessionExpired("gone"),
        exceptions.IncompleteCommit("gone before it answered"),
        exceptions.TransientError("starting"),
    ],
)
def test_lost_server_is_waited_for_longer_each_time(clock: list[float], error: Exception) -> None:
    said: list[str] = []

    assert patiently(failing(6, error), said.append) == "done"

    assert clock == [1, 2, 4, 8, 15, 15]
    assert said[0] == "Neo4j does not answer; trying again in 1 s."


def test_server_that_does_not_come_back_is_reported(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transactions, "PATIENCE_S", 5.0)

    with pytest.raises(exceptions.ServiceUnavailable):
        patiently(failing(99, exceptions.ServiceUnavailable("gone")), None)

    assert clock == [1, 2]


def test_refusal_is_not_tried_again(clock: list[float]) -> None:
    with pytest.raises(exceptions.ClientError):
        patiently(failing(1, exceptions.ClientError("no")), None)

    assert clock == []


def test_chunks_hold_everything_in_order() -> None:
    assert list(chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(chunks([], 2)) == []
