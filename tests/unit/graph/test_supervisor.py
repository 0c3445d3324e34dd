"""What stops an engine from being started at all; nothing here starts one."""

import shutil
import socket
import threading
from pathlib import Path

import filelock
import pytest

from placegraph.errors import EngineUnavailable
from placegraph.graph.embedded import jars, supervisor
from placegraph.graph.embedded.folder import DataFolder
from placegraph.graph.embedded.progress import Silence


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "home")
    folder.create()
    return folder


def start(folder: DataFolder, port: int = 0) -> None:
    supervisor.ensure_running(folder, port=port, jars_url="http://127.0.0.1:9", progress=Silence())


def test_a_taken_port_is_named_with_its_setting(folder: DataFolder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(EngineUnavailable, match=rf"^127\.0\.0\.1:{port}: .*PLACEGRAPH_BOLT_P"):
            start(folder, port)


def test_a_second_engine_on_one_folder_is_refused(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "RELEASE_TIMEOUT_S", 0)
    told = pytest.raises(EngineUnavailable, match="found another Neo4j running on it")
    with filelock.FileLock(folder.engine_lock), told:
        start(folder)


def test_a_killed_engine_whose_threads_still_end_is_waited_for(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "ensure", lambda *_arguments: reached.append(True))
    monkeypatch.setattr(supervisor, "_start", lambda *_arguments: None)
    reached: list[bool] = []
    held = filelock.FileLock(folder.engine_lock, thread_local=False)
    held.acquire()
    ending = threading.Timer(0.2, held.release)
    ending.start()
    start(folder)
    ending.join()
    assert reached == [True]


def test_a_full_disk_is_told_before_the_start(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "locked", lambda: {})
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 8, 2**20))
    with pytest.raises(EngineUnavailable, match=r"neo4j: found 1 MB free, expected at least 200 M"):
        start(folder)


def test_last_words_are_the_last_lines_of_this_start(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    log.write_text("of an earlier start\n")
    log_from = log.stat().st_size
    with log.open("a") as file:
        file.write("one\n\n two  \nthree\nfour\n")
    assert supervisor._last_words(log, log_from) == "two | three | four"
    assert supervisor._last_words(log, log.stat().st_size) == "nothing"
