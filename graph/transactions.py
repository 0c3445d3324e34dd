"""Run statements, and wait for a server that is being restarted."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, LiteralString, TypeVar, cast

import neo4j
from neo4j import exceptions

T = TypeVar("T")

#: What is raised when the server has gone, or went before it answered.
LOST = (exceptions.ServiceUnavailable, exceptions.SessionExpired)
#: Rows in one statement; see docs/decisions/0001-embedded-neo4j.md.
ROWS = 5_000
#: How long a server lost in mid-load is waited for, and the longest pause between two tries.
PATIENCE_S = 60.0
LONGEST_PAUSE_S = 15.0


def run(
    tx: neo4j.ManagedTransaction | neo4j.Session, text: str, **parameters: Any
) -> list[tuple[Any, ...]]:
    """Run a statement made by ``graph/statements`` and return its rows as tuples."""
    return [tuple(record) for record in tx.run(cast(LiteralString, text), parameters)]


def native(value: Any) -> Any:
    """Return a value as Python has it: Neo4j's dates as dates."""
    return value.to_native() if hasattr(value, "to_native") else value


def patiently(work: Callable[[], T], say: Callable[[str], None] | None) -> T:
    """Do ``work``, which must be safe to do twice, again and again until the server answers.

    Raises
    ------
    neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired
        If the server has not come back after ``PATIENCE_S``.
    neo4j.exceptions.TransientError
        If it is there by then, and cannot do it.

    """
    pause, until = 1.0, time.monotonic() + PATIENCE_S
    while True:
        try:
            return work()
        except (exceptions.DriverError, exceptions.Neo4jError) as error:
            # Whether a commit whose answer was lost had come through is found out by trying again.
            if not (isinstance(error, LOST) or error.is_retryable()):
                raise
            if time.monotonic() + pause > until:
                raise
            if say:
                say(f"Neo4j does not answer; trying again in {pause:g} s.")
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield ``items`` in lists of at most ``size``."""
    every = iter(items)
    while chunk := list(islice(every, size)):
        yield chunk


def ahead(items: Iterable[T]) -> Generator[T]:
    """Yield ``items``, the next one made by another thread while the last is worked on.

    The other thread has ended when this generator is closed, so close it: what ``items`` read from
    may be gone soon after.
    """
    every, end = iter(items), object()
    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as other:
        coming = other.submit(next, every, end)
        while (item := coming.result()) is not end:
            coming = other.submit(next, every, end)
            yield cast(T, item)
