"""Fetching the jars, against a loopback server that is right, wrong, short or not there."""

import hashlib
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from placegraph.errors import EngineUnavailable
from placegraph.graph.embedded import jars
from placegraph.graph.embedded.folder import DataFolder
from placegraph.graph.embedded.progress import Silence

ONE = "org/example/one/1/one-1.jar"
TWO = "org/neo4j/neo4j/5.26.0/neo4j-5.26.0.jar"
CONTENT = {ONE: b"first jar", TWO: b"second jar" * 5000}
LOCK = {path: hashlib.sha256(content).hexdigest() for path, content in CONTENT.items()}


class Mirror:
    """A repository on loopback: what it serves and what it was asked for."""

    def __init__(self) -> None:
        self.content = dict(CONTENT)
        self.cut_short: set[str] = set()
        self.asked: list[str] = []
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.removeprefix("/")
                mirror.asked.append(path)
                body = mirror.content[path]
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if path in mirror.cut_short else body)

            def log_message(self, format: str, *args: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    monkeypatch.setattr(jars, "locked", lambda: LOCK)
    monkeypatch.setattr(jars, "TRIES_AGAIN", 0)
    mirror = Mirror()
    serving = threading.Thread(target=mirror.server.serve_forever, args=(0.02,))
    serving.start()
    yield mirror
    mirror.server.shutdown()
    mirror.server.server_close()
    serving.join()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path)


def stored(folder: DataFolder) -> set[str]:
    return {str(jar.relative_to(folder.jars)) for jar in folder.jars.rglob("*.jar")}


def test_lock_names_each_jar_once_with_its_checksum() -> None:
    text = Path(jars.__file__).with_name("jars.lock").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert [line for line in lines if not re.fullmatch(r"\S+\.jar  [0-9a-f]{64}", line)] == []
    assert lines == sorted(set(lines))
    assert len(jars.locked()) == len(lines)
    assert jars.neo4j_version() == "5.26.16"


def test_ensure_fetches_every_locked_jar(mirror: Mirror, folder: DataFolder) -> None:
    jars.ensure(folder, mirror.url, Silence())
    assert {path: (folder.jars / path).read_bytes() for path in LOCK} == CONTENT


def test_ensure_asks_for_nothing_the_second_time(mirror: Mirror, folder: DataFolder) -> None:
    jars.ensure(folder, mirror.url, Silence())
    mirror.asked.clear()
    jars.ensure(folder, mirror.url, Silence())
    assert mirror.asked == []


def test_ensure_accepts_a_folder_copied_from_elsewhere(mirror: Mirror, folder: DataFolder) -> None:
    for path, content in CONTENT.items():
        (folder.jars / path).parent.mkdir(parents=True)
        (folder.jars / path).write_bytes(content)
    jars.ensure(folder, mirror.url, Silence())
    assert mirror.asked == []


@pytest.mark.parametrize("damage", [b"", b"first jaw"], ids=["truncated", "same size"])
def test_ensure_replaces_a_jar_that_was_changed(
    mirror: Mirror, folder: DataFolder, damage: bytes
) -> None:
    jars.ensure(folder, mirror.url, Silence())
    mirror.asked.clear()
    (folder.jars / ONE).write_bytes(damage)
    jars.ensure(folder, mirror.url, Silence())
    assert mirror.asked == [ONE]
    assert (folder.jars / ONE).read_bytes() == CONTENT[ONE]


def test_wrong_checksum_names_the_file_and_both_checksums(
    mirror: Mirror, folder: DataFolder
) -> None:
    mirror.content[ONE] = b"another jar"
    with pytest.raises(EngineUnavailable) as raised:
        jars.ensure(folder, mirror.url, Silence())
    found = hashlib.sha256(b"another jar").hexdigest()
    assert str(raised.value).startswith(
        f"{mirror.url}/{ONE}: found SHA-256 {found}, expected {LOCK[ONE]}; the file was not kept."
    )
    assert ONE not in stored(folder)


def test_a_download_cut_short_leaves_no_jar(mirror: Mirror, folder: DataFolder) -> None:
    mirror.cut_short.add(TWO)
    with pytest.raises(EngineUnavailable, match=r"neo4j-5\.26\.0\.jar: Neo4j's jars could not be"):
        jars.ensure(folder, mirror.url, Silence())
    assert TWO not in stored(folder)
    mirror.cut_short.clear()
    jars.ensure(folder, mirror.url, Silence())
    assert stored(folder) == set(LOCK)


def test_without_a_network_the_message_gives_the_alternatives(
    mirror: Mirror, folder: DataFolder
) -> None:
    mirror.server.socket.close()
    with pytest.raises(EngineUnavailable) as raised:
        jars.ensure(folder, mirror.url, Silence())
    message = str(raised.value)
    assert message.startswith(f"{mirror.url}/org/")
    assert "PLACEGRAPH_JARS_URL" in message
    assert str(folder.jars) in message
    assert "PLACEGRAPH_NEO4J_URI" in message
    assert "docker compose up" in message
    assert "\n" not in message


def test_a_full_disk_is_told_before_anything_is_fetched(
    mirror: Mirror, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 8, 2**20))
    with pytest.raises(EngineUnavailable, match=r"found 1 MB free, expected at least 152 MB"):
        jars.ensure(folder, mirror.url, Silence())
    assert mirror.asked == []
