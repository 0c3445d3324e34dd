"""Choosing an engine, and what is known without one."""

from pathlib import Path

import pytest

from placegraph.errors import EngineUnavailable, SettingsError
from placegraph.graph import engines
from placegraph.graph.engines import Address, ConfiguredEngine, EmbeddedEngine, engine_for
from placegraph.settings import Settings


def settings(home: Path, **more: str) -> Settings:
    return Settings.from_environment({"PLACEGRAPH_HOME": str(home), **more})


def test_password_is_not_shown() -> None:
    assert "secret" not in repr(Address("bolt://x", "neo4j", "secret"))


def test_embedded_unless_an_address_is_given(tmp_path: Path) -> None:
    own = {"PLACEGRAPH_NEO4J_URI": "bolt://127.0.0.1:1", "PLACEGRAPH_NEO4J_PASSWORD": "x"}
    assert isinstance(engine_for(settings(tmp_path)), EmbeddedEngine)
    assert isinstance(engine_for(settings(tmp_path, **own)), ConfiguredEngine)


def test_status_of_an_unused_folder_is_stopped_and_creates_nothing(tmp_path: Path) -> None:
    found = engines.status(settings(tmp_path / "home"))
    assert (found.condition, found.pid, found.uri, found.clients) == ("stopped", None, None, ())
    assert not (tmp_path / "home").exists()


def test_stop_of_an_unused_folder_does_nothing(tmp_path: Path) -> None:
    assert engines.stop(settings(tmp_path / "home")).condition == "stopped"
    assert not (tmp_path / "home").exists()


def test_start_refuses_an_address_of_ones_own(tmp_path: Path) -> None:
    own = {"PLACEGRAPH_NEO4J_URI": "bolt://127.0.0.1:1", "PLACEGRAPH_NEO4J_PASSWORD": "x"}
    with pytest.raises(SettingsError, match="PLACEGRAPH_NEO4J_URI"):
        engines.start(settings(tmp_path, **own))


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("bolt://127.0.0.1:1", "bolt://127.0.0.1:1: found no Neo4j that answers ("),
        ("bolt://[::1", "bolt://[::1: found no Neo4j that answers ("),
        ("bolt://neo4j:secret@127.0.0.1:1", "bolt://127.0.0.1:1: found a user in the address"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1: found an address Bolt does not use, expected"),
        ("graph.example", "graph.example: found an address Bolt does not use, expected"),
    ],
)
def test_an_address_that_does_not_answer_is_one_clear_line(uri: str, told: str) -> None:
    engine = ConfiguredEngine(Address(uri, "neo4j", "secret"))
    with pytest.raises(EngineUnavailable) as raised, engine:
        pass
    message = str(raised.value)
    assert message.startswith(told)
    assert "PLACEGRAPH_NEO4J_URI" in message
    assert "secret" not in message
    assert "\n" not in message
