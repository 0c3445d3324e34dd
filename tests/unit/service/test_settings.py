from pathlib import Path

import pytest

from placegraph.errors import SettingsError
from placegraph.settings import SETTINGS, Settings, default_home


def test_nothing_set_gives_the_embedded_engine_on_this_machine_only() -> None:
    settings = Settings.from_environment({})
    assert settings.neo4j_uri == ""
    assert (settings.http_host, settings.http_port, settings.bolt_port) == ("127.0.0.1", 8050, 0)
    assert settings.jars_url == "https://repo.maven.apache.org/maven2"


def test_environment_overrides_defaults() -> None:
    settings = Settings.from_environment(
        {
            "PLACEGRAPH_NEO4J_URI": "bolt://graph.example",
            "PLACEGRAPH_NEO4J_USER": "officer",
            "PLACEGRAPH_NEO4J_PASSWORD": "a long one",
            "PLACEGRAPH_HTTP_PORT": "0",
            "PLACEGRAPH_JARS_URL": "https://mirror.example/maven/",
            "PATH": "elsewhere",
        }
    )
    assert settings.neo4j_uri == "bolt://graph.example"
    assert settings.neo4j_user == "officer"
    assert settings.neo4j_password == "a long one"
    assert settings.http_port == 0
    assert settings.jars_url == "https://mirror.example/maven"


def test_empty_variable_means_its_default() -> None:
    assert Settings.from_environment({"PLACEGRAPH_HTTP_PORT": ""}).http_port == 8050


def test_unknown_variable_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="PLACEGRAPH_NEO4J_URL: found a variable nothing reads"):
        Settings.from_environment({"PLACEGRAPH_NEO4J_URL": "bolt://graph.example"})


def test_address_without_a_password_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^PLACEGRAPH_NEO4J_PASSWORD: found nothing"):
        Settings.from_environment({"PLACEGRAPH_NEO4J_URI": "bolt://graph.example"})


@pytest.mark.parametrize("text", ["65536", "-1", "80.5", "http", "٨٠"])
@pytest.mark.parametrize("name", ["HTTP_PORT", "BOLT_PORT"])
def test_port_out_of_range_is_refused(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"PLACEGRAPH_{name}: found {text!r}, expected a port"):
        Settings.from_environment({f"PLACEGRAPH_{name}": text})


def test_home_may_start_with_a_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    home = Settings.from_environment({"PLACEGRAPH_HOME": "~/graph"}).home
    assert home == Path("/somewhere/graph")


def test_home_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"PLACEGRAPH_HOME": "graph"}).home == tmp_path / "graph"


def test_default_home_is_inside_the_checkout_it_runs_from() -> None:
    assert default_home() == Path(__file__).resolve().parents[3] / ".placegraph"


def test_environment_of_the_process_is_read_when_none_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    monkeypatch.setenv("PLACEGRAPH_BOLT_PORT", "7687")
    assert Settings.from_environment().bolt_port == 7687
