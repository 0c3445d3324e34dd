"""Leases and the state file: what counts as alive."""

import subprocess
import sys
import time
from pathlib import Path

from placegraph.graph.embedded import leases
from placegraph.graph.embedded.processes import Mark
from placegraph.graph.embedded.state import EngineState, read_state


def ended_process() -> Mark:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = Mark.of(child.pid)
    child.communicate(b"\n")
    return mark


def test_a_lease_of_a_running_process_is_live(tmp_path: Path) -> None:
    leases.take(tmp_path, Mark.of())
    assert leases.live(tmp_path) == [Mark.of()]


def test_one_process_may_hold_several_leases(tmp_path: Path) -> None:
    first, _second = leases.take(tmp_path, Mark.of()), leases.take(tmp_path, Mark.of())
    first.unlink()
    assert leases.live(tmp_path) == [Mark.of()]


def test_a_lease_of_an_ended_process_is_dropped(tmp_path: Path) -> None:
    lease = leases.take(tmp_path, ended_process())
    assert leases.live(tmp_path) == []
    assert not lease.exists()


def test_a_process_number_used_again_is_another_process(tmp_path: Path) -> None:
    this = Mark.of()
    leases.take(tmp_path, Mark(this.pid, this.created - 60))
    assert leases.live(tmp_path) == []


def test_a_zombie_is_not_alive() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = Mark.of(child.pid)
    assert child.stdin is not None
    child.stdin.close()
    while mark.alive():
        time.sleep(0.01)
    assert child.wait() != 0


def test_state_comes_back_as_written(tmp_path: Path) -> None:
    state = EngineState(12, 34.5, "ready", 7687, "5.26.16")
    state.write(tmp_path / "engine.json")
    assert read_state(tmp_path / "engine.json") == state
    assert state.uri == "bolt://127.0.0.1:7687"


def test_a_missing_or_damaged_state_is_no_state(tmp_path: Path) -> None:
    (tmp_path / "half.json").write_text('{"pid": 12, "created": 34.5, "phase": "re')
    (tmp_path / "other.json").write_text('{"pid": 12, "created": 34.5, "phase": "asleep"}')
    names = ("none.json", "half.json", "other.json")
    assert [read_state(tmp_path / name) for name in names] == [None, None, None]
