"""Networks read as arrays: the same ties as the frames have, whatever their number."""

from datetime import date
from typing import Any

import pytest

from placegraph.cypher import parse, query
from placegraph.errors import QueryError
from placegraph.graph.batch import Load
from placegraph.graph.model import Contract, Organisation, PartyTo, Source
from placegraph.graph.spool import Spool
from placegraph.graph.store import Neo4jStore
from placegraph.measures.moments import Moment
from placegraph.measures.networks import party_network

SAID: dict[str, Any] = {"source": "a", "locator": "p. 1"}
DAY = date(2024, 4, 15)


def party(key: str, contract: str, role: str) -> PartyTo:
    ends = {"from_type": "Organisation", "from_id": key, "to_type": "Contract", "to_id": contract}
    return PartyTo(**ends, role=role, **SAID)


@pytest.fixture
def loaded(store: Neo4jStore) -> Neo4jStore:
    facts = [
        Source(id="a", name="Paper", source="a", locator="the document itself"),
        *(Organisation(id=key, name=key, kind="not known", **SAID) for key in ("b", "s", "t")),
        Contract(id="one", name="One", kind="contract", **SAID),
        Contract(id="over", name="Over", kind="contract", ends=date(2024, 1, 1), **SAID),
        Contract(id="grant", name="Grant", kind="grant agreement", **SAID),
        party("b", "one", "buyer"),
        party("s", "one", "supplier"),
        party("s", "one", "buyer"),
        party("t", "over", "supplier"),
        party("t", "grant", "recipient"),
    ]
    with Spool("test") as spool:
        for row, fact in enumerate(facts):
            spool.add(fact, f"row {row}")
        store.write(Load("test", "Test", "a" * 64), spool, prune_limit=1)
    return store


@pytest.mark.parametrize("grants", [None, True, False])
def test_arrays_hold_the_ties_that_the_frame_holds(loaded, grants):
    found = party_network(loaded, Moment(DAY), grants=grants)
    rows, columns = found.incidence.nonzero()
    pairs = {(found.actors[i], found.groups[j]) for i, j in zip(rows, columns, strict=True)}
    frame = loaded.read(query("contracts/parties"), as_at=DAY, grants=grants)
    assert pairs == set(zip(frame["actor"], frame["agreement"], strict=True))


def test_a_graph_without_contracts_has_an_empty_network(store):
    assert party_network(store, Moment(DAY)).summary().nodes == 0


def test_columns_of_dates_are_refused(store):
    text = "// When?\n// column day  DATE  day\nRETURN date() AS day\nORDER BY day"
    with pytest.raises(QueryError, match="found day, expected INTEGER, FLOAT or STRING columns"):
        store.arrays(parse("day", text))


def test_a_null_is_refused_and_not_made_a_number(store):
    nothing = parse(
        "nothing", "// Is it known?\n// column n  INTEGER  n\nRETURN null AS n\nORDER BY n"
    )
    with pytest.raises(QueryError, match="found a null, expected a number"):
        store.arrays(nothing)


def test_decimals_are_read_as_decimals(store):
    text = "// What?\n// column n  INTEGER  n\n// column x  FLOAT  x\n"
    half = parse("half", text + "UNWIND [1, 2] AS k RETURN k AS n, k / 2.0 AS x\nORDER BY n")
    found = store.arrays(half)
    assert (found["n"].tolist(), found["x"].tolist()) == ([1, 2], [0.5, 1.0])
