"""What a load changes or prunes is kept beside its record, so that it can be taken back exactly."""

import json
import uuid
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import neo4j

from placegraph.errors import StoreError
from placegraph.graph.folding import Done, settle
from placegraph.graph.statements import facts, loads
from placegraph.graph.transactions import ROWS, chunks, native, patiently, run


def keep(tx: neo4j.ManagedTransaction, load: str, name: str, elements: Sequence[str]) -> None:
    """Keep statements of one type, as they are, as one page of what ``load`` replaced."""
    kept = []
    for from_type, from_id, to_type, to_id, said in run(
        tx, facts.details(name), elements=list(elements)
    ):
        values = {key: _tagged(value) for key, value in said.items()}
        # A statement at an organisation that stands for another goes back to its own.
        start, end = values.pop("from_said", from_id), values.pop("to_said", to_id)
        kept.append([name, from_type, start, to_type, end, values])
    page = zlib.compress(json.dumps(kept, ensure_ascii=False).encode(), 1)
    run(tx, loads.replaced(), load=load, page=page)


def take_back(
    session: neo4j.Session, load: str, *, types: Sequence[str], say: Callable[[str], None] | None
) -> None:
    """Take a load back: what it said goes, and what it replaced is there again.

    Safe to run again when it was interrupted. ``types`` are the types of statements there are.

    Raises
    ------
    StoreError
        If there is no such load, or its data set was loaded again since.

    """
    token = uuid.uuid4().hex
    dataset = patiently(lambda: session.execute_write(_take, load, token), say)
    turn = {"dataset": dataset, "token": token, "part": 1}
    # What it said goes before what it replaced is back, so that nothing is said twice in between.
    for name in types:
        asked = partial(run, session, loads.said_by(name), dataset=dataset, load=load)
        found = patiently(asked, say)
        for some in chunks((element for (element,) in found), ROWS):
            patiently(partial(session.execute_write, _remove, turn, name, some), say)
    while patiently(lambda: session.execute_write(_put_page_back, turn, load), say):
        pass
    patiently(
        lambda: session.execute_write(
            lambda tx: run(tx, loads.forget(), dataset=dataset, load=load)
        ),
        say,
    )


def _take(tx: neo4j.ManagedTransaction, load: str, token: str) -> str:
    """Take the data set of a load, if that is its latest, and return which it is."""
    found = run(tx, loads.find(), ids=[load])
    if not found:
        raise StoreError(f"{load}: found no such load, expected one that `placegraph loads` shows.")
    dataset = str(found[0][0]["dataset"])
    ((current, writing),) = run(tx, loads.take(), dataset=dataset, token=token)
    latest = writing or current
    if latest != load:
        raise StoreError(
            f"{load}: found that {dataset} was loaded again since, as {latest}, expected the "
            f"latest load of its data set; take {latest} back first."
        )
    run(tx, loads.taking_back(), load=load)
    return dataset


def _check_turn(tx: neo4j.ManagedTransaction, turn: Mapping[str, Any]) -> None:
    if run(tx, loads.turn(), **turn) != [(True, False)]:
        raise StoreError(
            f"{turn['dataset']}: found that somebody else is taking its load back, expected to be "
            "alone; see `placegraph loads`."
        )


def _put_page_back(tx: neo4j.ManagedTransaction, turn: Mapping[str, Any], load: str) -> bool:
    _check_turn(tx, turn)
    found = run(tx, loads.pages(), load=load)
    if not found:
        return False
    ((element, page),) = found
    done = Done()
    by_kind: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for name, from_type, from_id, to_type, to_id, values in json.loads(zlib.decompress(page)):
        said = {key: _untagged(value) for key, value in values.items()}
        row = {"from_id": from_id, "to_id": to_id, "said": said}
        by_kind.setdefault((name, from_type, to_type), []).append(row)
        done.touch(from_type, from_id)
        done.touch(to_type, to_id)
    for (name, from_type, to_type), rows in by_kind.items():
        for some in chunks(rows, ROWS):
            run(tx, loads.put_back(name, from_type, to_type), rows=some)
    settle(tx, done)
    run(tx, loads.drop_page(), element=element)
    return True


def _remove(
    tx: neo4j.ManagedTransaction, turn: Mapping[str, Any], name: str, elements: Sequence[str]
) -> None:
    _check_turn(tx, turn)
    done = Done()
    done.touch_ends(run(tx, facts.remove(name), elements=elements, dataset=turn["dataset"]))
    settle(tx, done)


def _tagged(value: Any) -> Any:
    value = native(value)
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _untagged(value: Any) -> Any:
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value
