"""The container files, read but not run: a machine with Docker is needed for that."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from placegraph.graph.embedded import jars, server
from placegraph.graph.embedded.folder import DataFolder
from placegraph.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert compose["volumes"].keys() == {"graph"}
    return dict(compose["services"])


def neo4j_settings(environment: dict[str, str]) -> dict[str, str]:
    """Translate variable names as the image does: two underscores are one, one is a dot."""
    return {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): value
        for name, value in environment.items()
        if name != "NEO4J_AUTH"
    }


def test_container_runs_the_release_the_jars_are_of(services: dict[str, Any]) -> None:
    release = ".".join(jars.neo4j_version().split(".")[:2])
    assert services["neo4j"]["image"] == f"neo4j:{release}-community"


def test_container_is_as_closed_as_the_embedded_engine(services: dict[str, Any]) -> None:
    contained = neo4j_settings(services["neo4j"]["environment"])
    embedded = server.configuration(DataFolder(ROOT), 0)
    heap = contained.pop("server.memory.heap.max_size")
    assert f"-Xmx{heap}" in server.JVM_FLAGS
    assert contained == {name: embedded[name] for name in contained}
    closed = ("usage_report", "file_urls", "blocklist", "http.enabled")
    assert [part for part in closed if not any(part in name for name in contained)] == []


def test_password_comes_from_the_environment_and_has_no_default(services: dict[str, Any]) -> None:
    given = r"\$\{PLACEGRAPH_NEO4J_PASSWORD:\?[^}]+\}"
    assert re.fullmatch(rf"neo4j/{given}", services["neo4j"]["environment"]["NEO4J_AUTH"])
    app = services["app"]["environment"]
    assert re.fullmatch(given, app["PLACEGRAPH_NEO4J_PASSWORD"])
    assert set(app) <= {setting.variable for setting in SETTINGS}


def test_only_this_machine_reaches_the_ports(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_app_waits_until_the_graph_answers(services: dict[str, Any]) -> None:
    assert services["app"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert "cypher-shell" in services["neo4j"]["healthcheck"]["test"][1]
    assert services["neo4j"]["volumes"] == ["graph:/data"]
    assert "HEALTHCHECK" in DOCKERFILE


def test_image_installs_what_was_locked_and_does_not_run_as_root() -> None:
    assert "pip install --no-cache-dir --require-hashes -r requirements.lock" in DOCKERFILE
    assert "--no-deps" in DOCKERFILE
    assert DOCKERFILE.index("USER placegraph") < DOCKERFILE.index("CMD [")


def test_image_holds_every_folder_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = set(project["tool"]["setuptools"]["package-dir"].values())
    copied = set(re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE))
    assert copied == folders
