"""The data folder: private files, and what the disk refuses."""

import errno
import os
from pathlib import Path

import pytest

from placegraph.errors import EngineUnavailable
from placegraph.graph.embedded.folder import DataFolder, refusals, write_private


def test_private_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_private(tmp_path / "password", "secret")
    finally:
        os.umask(before)
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["password"]


def test_new_folders_are_open_to_their_owner_only(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "home")
    folder.create()
    made = (folder.home, folder.graph, folder.logs, folder.leases)
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}


def test_a_file_in_the_folders_place_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(EngineUnavailable, match="set PLACEGRAPH_HOME"):
        DataFolder(tmp_path / "home").create()


def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    told = pytest.raises(EngineUnavailable, match=r"^/a/b: found the disk full, .*PLACEGRAPH_HOME")
    with told, refusals(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device", "/a/b")
