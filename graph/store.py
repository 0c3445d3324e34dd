"""The store: the one way to read from, and write to, a graph.

Sessions, transactions, retries, time limits and the translation of the driver's errors exist
here, once.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString, Protocol, Self, cast

import neo4j
import pandas as pd
from neo4j import exceptions

from placegraph.cypher import Query, Value
from placegraph.errors import EngineUnavailable, MissingEndpoint, QueryError, StoreError
from placegraph.graph import console, statements
from placegraph.graph.batch import Batch, Load, Written, assertion
from placegraph.graph.engines import Address
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import ENDPOINT_FIELDS, Fact, Node, Relationship, Schema

# The driver logs each retry; what a person needs to know is in the error that follows.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_DTYPES = {"FLOAT": "float64", "INTEGER": "Int64"}
READ_TIMEOUT_S = 60.0
CONSOLE_TIMEOUT_S = 30.0


class Store(Protocol):
    """What loaders, measures and pages need of a graph."""

    def read(self, query: Query, /, **parameters: Value) -> pd.DataFrame:
        """Return the rows of a catalogue query, columns as its header says."""
        ...

    def known(
        self, declared: type[Node], ids: Collection[str], /, *, apart_from: str | None = None
    ) -> set[str]:
        """Return those of ``ids`` that are stated by any data set but ``apart_from``."""
        ...

    def write(self, load: Load, batches: Iterable[Batch], /) -> Written:
        """Write a load whole or not at all, then prune what its data set no longer says."""
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

    def known(
        self, declared: type[Node], ids: Collection[str], /, *, apart_from: str | None = None
    ) -> set[str]:
        """Return those of ``ids`` that are stated by any data set but ``apart_from``."""
        with _translated(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(
                lambda tx: {
                    row[0]
                    for row in _run(
                        tx, statements.known(declared), ids=list(ids), apart_from=apart_from
                    )
                }
            )

    def apply(self, schema: Schema, /) -> int:
        """Make the constraints and indexes of ``schema``; return how many there are."""
        wanted = [
            statements.load_constraint(),
            *statements.stated_in_constraints(),
            *(s for declared in schema.types for s in statements.constraints(declared)),
        ]
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:

            def work(tx: neo4j.ManagedTransaction) -> None:
                for statement in wanted:
                    _run(tx, statement)

            session.execute_write(work)
        return len(wanted)

    def write(self, load: Load, batches: Iterable[Batch], /) -> Written:
        """Write a load whole or not at all, then prune what its data set no longer says.

        Raises
        ------
        MissingEndpoint
            If a relationship, or a statement's source, names a node that is not there; nothing
            is written then.

        """
        whole = list(batches)
        with _translated(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(_write, load, whole)

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

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(default_access_mode=access)


def frame(query: Query, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return ``rows`` as a frame with the columns and types that ``query`` declares."""
    native = [[_native(value) for value in row] for row in rows]
    data = {
        column.name: pd.Series(
            [row[place] for row in native], dtype=_DTYPES.get(column.type, "object")
        )
        for place, column in enumerate(query.columns)
    }
    return pd.DataFrame(data, columns=[c.name for c in query.columns])


def _native(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value


def _run(tx: neo4j.ManagedTransaction, text: str, **parameters: Any) -> list[tuple[Any, ...]]:
    # Only statements.py and the catalogue make text; see their docstrings.
    return [tuple(record) for record in tx.run(cast(LiteralString, text), parameters)]


def _write(tx: neo4j.ManagedTransaction, load: Load, batches: Sequence[Batch]) -> Written:
    nodes = relationships = 0
    for batch in batches:
        rows = [_row(fact, load) for fact in batch.facts]
        if issubclass(batch.declared, Node):
            made = _upserted(tx, batch, statements.upsert_node(batch.declared), rows)
            nodes += made.nodes_created
            relationships += made.relationships_created
            ids = sorted({row["id"] for row in rows})
            _run(tx, statements.fold_node(batch.declared), ids=ids)
        elif issubclass(batch.declared, Relationship):
            text = statements.upsert_relationship(batch.declared, batch.from_type, batch.to_type)
            relationships += _upserted(tx, batch, text, rows).relationships_created
    removed = _prune(tx, load) if load.prune else (0, 0)
    _run(
        tx,
        statements.record_load(),
        load=load.id,
        dataset=load.dataset,
        title=load.title,
        digest=load.digest,
        prune=load.prune,
    )
    return Written(
        facts=sum(len(batch.facts) for batch in batches),
        nodes_created=nodes,
        relationships_created=relationships,
        nodes_removed=removed[0],
        relationships_removed=removed[1],
    )


def _row(fact: Fact, load: Load) -> dict[str, Any]:
    stated = fact.model_dump(exclude_none=True, exclude={"id", *ENDPOINT_FIELDS})
    key = assertion(fact, load.dataset)
    stated |= {"assertion": key, "dataset": load.dataset, "load": load.id}
    ends = fact.model_dump(include={"id", "from_id", "to_id"})
    return {**ends, "source": fact.source, "assertion": key, "stated": stated}


def _upserted(
    tx: neo4j.ManagedTransaction, batch: Batch, text: str, rows: list[dict[str, Any]]
) -> neo4j.SummaryCounters:
    result = tx.run(cast(LiteralString, text), {"rows": rows})
    (written,) = result.single(strict=True)
    _complete(tx, batch, written)
    return result.consume().counters


def _complete(tx: neo4j.ManagedTransaction, batch: Batch, written: int) -> None:
    if written == len(batch.facts):
        return
    wanted: dict[str, set[str]] = {"Source": {fact.source for fact in batch.facts}}
    for fact in batch.facts:
        if isinstance(fact, Relationship):
            wanted.setdefault(fact.from_type, set()).add(fact.from_id)
            wanted.setdefault(fact.to_type, set()).add(fact.to_id)
    missing = [
        f"{name} {key}"
        for name, ids in sorted(wanted.items())
        for key in sorted(ids - _present(tx, name, ids))
    ]
    raise MissingEndpoint(batch.declared.__name__, missing)


def _present(tx: neo4j.ManagedTransaction, name: str, ids: set[str]) -> set[str]:
    text = statements.known(SCHEMA.node(name))
    return {row[0] for row in _run(tx, text, ids=sorted(ids), apart_from=None)}


def _prune(tx: neo4j.ManagedTransaction, load: Load) -> tuple[int, int]:
    if not _run(tx, statements.earlier_loads(), dataset=load.dataset, load=load.id):
        # Every write records its load, so there is nothing an earlier one could have left.
        return 0, 0
    touched: dict[str, set[str]] = {}
    removed = 0
    for declared in SCHEMA.relationships:
        text = statements.prune_relationships(declared)
        for from_type, from_id, to_type, to_id in _run(
            tx, text, dataset=load.dataset, load=load.id
        ):
            removed += 1
            touched.setdefault(from_type, set()).add(from_id)
            touched.setdefault(to_type, set()).add(to_id)
    gone_statements = _run(tx, statements.prune_statements(), dataset=load.dataset, load=load.id)
    for name, key, source in gone_statements:
        removed += 1
        touched.setdefault(name, set()).add(key)
        touched.setdefault("Source", set()).add(source)
    gone = 0
    for name, ids in sorted(touched.items()):
        declared_node = SCHEMA.node(name)
        _run(tx, statements.fold_node(declared_node), ids=sorted(ids))
        gone += _run(tx, statements.remove_unstated(declared_node), ids=sorted(ids))[0][0]
    return gone, removed


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
