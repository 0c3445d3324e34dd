"""The store: the one way to read from, and write to, a graph.

Sessions, transactions, retries, time limits and the translation of the driver's errors exist
here, once.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, Self

import neo4j
import numpy as np
import numpy.typing as npt
import pandas as pd
from neo4j import exceptions

from placegraph.cypher import Query, Value
from placegraph.errors import EngineUnavailable, QueryError, StoreError
from placegraph.graph import console, difference, merging, replaced, writing
from placegraph.graph.batch import Load, Plan, Written
from placegraph.graph.engines import Address
from placegraph.graph.model import Organisation
from placegraph.graph.schema import Node, Schema
from placegraph.graph.spool import Spool
from placegraph.graph.statements import facts, loads, merges
from placegraph.graph.transactions import native, run

# The driver logs each retry; what a person needs to know is in the error that follows.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_DTYPES = {"FLOAT": "float64", "INTEGER": "Int64"}
_ARRAYS = {"FLOAT": "f8", "INTEGER": "i8", "STRING": "O"}
READ_TIMEOUT_S = 60.0
#: Nobody waits before a page for millions of rows.
ARRAYS_TIMEOUT_S = 600.0
#: Records asked for at a time when reading arrays: each time is a wait for the server.
FETCH_SIZE = 20_000
CONSOLE_TIMEOUT_S = 30.0


class Store(Protocol):
    """What loaders, measures and pages need of a graph."""

    def read(self, query: Query, /, **parameters: Value) -> pd.DataFrame:
        """Return the rows of a catalogue query, columns as its header says."""
        ...

    def arrays(self, query: Query, /, **parameters: Value) -> Mapping[str, npt.NDArray[Any]]:
        """Return the columns of a catalogue query of numbers and words, for millions of rows."""
        ...

    def known(
        self, declared: type[Node], ids: Collection[str], /, *, apart_from: str | None = None
    ) -> set[str]:
        """Return those of ``ids`` that are stated by any data set but ``apart_from``."""
        ...

    def plan(self, spool: Spool, /, *, prune: bool = True) -> Plan:
        """Return what writing the statements of ``spool`` would do; write nothing."""
        ...

    def write(
        self,
        load: Load,
        spool: Spool,
        /,
        *,
        prune_limit: float,
        say: Callable[[str], None] | None = None,
    ) -> Written:
        """Write a load, then prune what its data set no longer says."""
        ...

    def loaded(self, dataset: str, /) -> Mapping[str, Any] | None:
        """Return the record of the load of ``dataset`` that is in force, or None."""
        ...

    def apply(self, schema: Schema, /) -> int:
        """Make the constraints and indexes of ``schema``; return how many there are."""
        ...


@dataclass(frozen=True)
class Table:
    """The answer to an analyst's own statement."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


class Neo4jStore:
    """A :class:`Store` on a running Neo4j."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver

    @classmethod
    @contextmanager
    def at(cls, address: Address) -> Iterator[Self]:
        """Connect to ``address``, and disconnect at the end.

        Raises
        ------
        EngineUnavailable
            If nothing answers there, or it refuses the user and password.

        """
        with (
            _translated(),
            neo4j.GraphDatabase.driver(
                address.uri,
                auth=(address.user, address.password),
                # Absent labels and properties are normal in a graph that is being filled.
                notifications_min_severity="OFF",
                # A page waits for this: a Neo4j that has gone is to be noticed soon.
                max_transaction_retry_time=5,
                connection_timeout=5,
                connection_acquisition_timeout=10,
            ) as driver,
        ):
            try:
                driver.verify_connectivity()
            except exceptions.AuthError as error:
                raise EngineUnavailable(
                    f"{address.uri}: found that user {address.user} or its password is refused, "
                    "expected to sign in; correct PLACEGRAPH_NEO4J_USER and "
                    "PLACEGRAPH_NEO4J_PASSWORD."
                ) from error
            except (exceptions.DriverError, exceptions.Neo4jError) as error:
                raise EngineUnavailable(
                    f"{address.uri}: found no Neo4j answering there, expected one; "
                    "start it or correct the address."
                ) from error
            yield cls(driver)

    def read(self, query: Query, /, **parameters: Value) -> pd.DataFrame:
        """Return the rows of a catalogue query, columns as its header says.

        INTEGER columns are pandas ``Int64``, FLOAT ``float64`` (NaN when unknown); all others
        hold Python objects, None when unknown.

        Raises
        ------
        QueryError
            If Neo4j refuses the query.
        StoreError
            If the graph cannot be reached.

        """

        @neo4j.unit_of_work(timeout=READ_TIMEOUT_S)
        def work(tx: neo4j.ManagedTransaction) -> list[tuple[Any, ...]]:
            return [tuple(record) for record in tx.run(query.text, dict(parameters))]

        with _translated(query.name), self._session(neo4j.READ_ACCESS) as session:
            rows = session.execute_read(work)
        return frame(query, rows)

    def arrays(self, query: Query, /, **parameters: Value) -> Mapping[str, npt.NDArray[Any]]:
        """Return the columns of a catalogue query of numbers and words, for millions of rows.

        INTEGER columns are 64-bit integers, FLOAT columns 64-bit floats, STRING columns hold
        strings. Records go into the arrays as they arrive, and are not held.

        Raises
        ------
        QueryError
            If a column is of another type, a number is null, or Neo4j refuses the query.
        StoreError
            If the graph cannot be reached.

        """
        other = [column.name for column in query.columns if column.type not in _ARRAYS]
        if other:
            raise QueryError(
                query.name,
                f"found {', '.join(other)}, expected INTEGER, FLOAT or STRING columns; "
                "read a frame.",
            )
        row = np.dtype([(column.name, _ARRAYS[column.type]) for column in query.columns])

        @neo4j.unit_of_work(timeout=ARRAYS_TIMEOUT_S)
        def work(tx: neo4j.ManagedTransaction) -> npt.NDArray[Any]:
            # A record is a tuple, which is what a row of such an array is made from.
            return np.fromiter(iter(tx.run(query.text, dict(parameters))), row)

        try:
            with (
                _translated(query.name),
                self._session(neo4j.READ_ACCESS, fetch_size=FETCH_SIZE) as session,
            ):
                rows = session.execute_read(work)
        except TypeError as error:
            raise QueryError(query.name, "found a null, expected a number in every row.") from error
        return {column.name: rows[column.name] for column in query.columns}

    def known(
        self, declared: type[Node], ids: Collection[str], /, *, apart_from: str | None = None
    ) -> set[str]:
        """Return those of ``ids`` that are stated by any data set but ``apart_from``."""
        with _translated(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(_known, declared, set(ids), apart_from)

    def apply(self, schema: Schema, /) -> int:
        """Make the constraints and indexes of ``schema``; return how many there are."""
        wanted = [
            *loads.constraints(),
            *merges.constraints(),
            *facts.stated_in_constraints(),
            *(s for declared in schema.types for s in facts.constraints(declared)),
        ]
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:

            def work(tx: neo4j.ManagedTransaction) -> None:
                for statement in [*map(facts.obsolete, difference.STATEMENT_TYPES), *wanted]:
                    run(tx, statement)

            session.execute_write(work)
        return len(wanted)

    def plan(self, spool: Spool, /, *, prune: bool = True) -> Plan:
        """Return what writing the statements of ``spool`` would do; write nothing."""
        with _translated(), self._session(neo4j.READ_ACCESS) as session:
            return difference.plan(session, spool, prune=prune)

    def write(
        self,
        load: Load,
        spool: Spool,
        /,
        *,
        prune_limit: float,
        say: Callable[[str], None] | None = None,
    ) -> Written:
        """Write a load, then prune what its data set no longer says.

        Up to ``writing.PART`` statements are written whole or not at all; more are written in
        parts, and the load is marked unfinished until the last. ``say`` is told when a server
        lost on the way is waited for.

        Raises
        ------
        PruneRefused
            If more than ``prune_limit``, a fraction, of what a source said would go; nothing is
            written then.
        MissingEndpoint
            If a relationship, or a statement's source, names a node that is not there.

        """
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:
            done = writing.write(
                session,
                load,
                spool,
                prune_limit=prune_limit,
                moved=session.execute_read(merging.moved),
                say=say,
            )
            # Somebody may have joined two organisations while this was being written.
            session.execute_write(merging.settle_moved)
            return done

    def loaded(self, dataset: str, /) -> Mapping[str, Any] | None:
        """Return the record of the load of ``dataset`` that is in force, or None.

        None as well when a load of it is unfinished, or is being taken back.
        """
        with _translated(), self._session(neo4j.READ_ACCESS) as session:
            found = run(session, loads.of_dataset(), dataset=dataset)
        ((_, _, load),) = found or [(None, None, None)]
        return load if load and load.get("state", "complete") == "complete" else None

    def take_back(self, load: str, /, *, say: Callable[[str], None] | None = None) -> None:
        """Take a load back: what it said goes, and what it replaced is there again.

        Raises
        ------
        StoreError
            If there is no such load, or its data set was loaded again since.

        """
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:
            replaced.take_back(session, load, types=difference.STATEMENT_TYPES, say=say)
            session.execute_write(merging.settle_moved)

    def decide(self, decision: merging.Decision, /) -> None:
        """Keep a decision about two organisations; when they are one, one stands for the other.

        Raises
        ------
        StoreError
            If one of the two is not there, or it has been decided already.

        """
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(merging.decide, decision)

    def undecide(self, first: str, second: str, /) -> None:
        """Take a decision about two organisations back.

        Raises
        ------
        StoreError
            If nothing was decided about them.

        """
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(merging.take_back, first, second)

    def console(self, text: str, /, **parameters: Value) -> Table:
        """Answer an analyst's own statement, which may only read.

        Raises
        ------
        QueryError
            If the statement is wrong, writes, reads files or calls procedures, or takes more
            than ``CONSOLE_TIMEOUT_S`` seconds.

        """
        with _translated("--cypher"):
            return Table(*console.answer(self._driver, text, parameters, CONSOLE_TIMEOUT_S))

    def _session(self, access: str, **options: Any) -> neo4j.Session:
        return self._driver.session(default_access_mode=access, **options)


def _known(
    tx: neo4j.ManagedTransaction, declared: type[Node], ids: set[str], apart_from: str | None
) -> set[str]:
    # An organisation that another stands for is known if that one is.
    stands = merging.moved(tx) if declared is Organisation else {}
    wanted = {key: stands.get(key, key) for key in ids}
    found = {
        key
        for (key,) in run(
            tx, facts.known(declared), ids=sorted(set(wanted.values())), apart_from=apart_from
        )
    }
    return {key for key, kept in wanted.items() if kept in found}


def frame(query: Query, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return ``rows`` as a frame with the columns and types that ``query`` declares."""
    plain = [[native(value) for value in row] for row in rows]
    data = {
        column.name: pd.Series(
            [row[place] for row in plain], dtype=_DTYPES.get(column.type, "object")
        )
        for place, column in enumerate(query.columns)
    }
    return pd.DataFrame(data, columns=[c.name for c in query.columns])


@contextmanager
def _translated(query: str = "") -> Iterator[None]:
    try:
        yield
    except exceptions.ClientError as error:
        if query:
            message = (error.message or str(error)).splitlines()[0]
            raise QueryError(query, f"Neo4j refused it: {message}") from error
        raise StoreError(f"Neo4j refused a statement: {error.message}") from error
    except exceptions.ServiceUnavailable as error:
        raise EngineUnavailable(
            "Neo4j: found that the connection was lost, expected it to last; "
            "see `placegraph db status` and run the command again."
        ) from error
    except (exceptions.Neo4jError, exceptions.DriverError) as error:
        raise StoreError(f"Neo4j: {error}") from error
