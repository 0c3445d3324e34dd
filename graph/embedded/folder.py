"""The data folder: where everything the embedded engine keeps is."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from placegraph.errors import EngineUnavailable

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class DataFolder:
    """The paths below one ``PLACEGRAPH_HOME``.

    ``graph`` may be deleted to start from an empty graph, ``jars`` may be copied from another
    machine, and ``run`` holds nothing that outlives the engine.
    """

    home: Path

    @property
    def jars(self) -> Path:
        """Return the folder of Neo4j's jars."""
        return self.home / "jars"

    @property
    def graph(self) -> Path:
        """Return Neo4j's own home: its configuration and its data."""
        return self.home / "neo4j"

    @property
    def password(self) -> Path:
        """Return the file that holds the generated password."""
        return self.home / "password"

    @property
    def logs(self) -> Path:
        """Return the folder of Neo4j's logs."""
        return self.home / "logs"

    @property
    def log(self) -> Path:
        """Return the log of the engine's process: what it said and why it died."""
        return self.logs / "engine.log"

    @property
    def state(self) -> Path:
        """Return the file by which the running engine is found."""
        return self.home / "run" / "engine.json"

    @property
    def leases(self) -> Path:
        """Return the folder with one file per process that uses the engine."""
        return self.home / "run" / "leases"

    @property
    def start_lock(self) -> Path:
        """Return the lock held while the engine is being started, joined or stopped."""
        return self.home / "run" / "start.lock"

    @property
    def engine_lock(self) -> Path:
        """Return the lock the engine holds for as long as it lives."""
        return self.home / "run" / "engine.lock"

    def create(self) -> None:
        """Create the folders that are missing, open to their owner only.

        Raises
        ------
        EngineUnavailable
            If a folder cannot be written.

        """
        with refusals(self.home):
            for path in (self.home, self.graph, self.logs, self.home / "run", self.leases):
                path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def require_space(self, path: Path, needed: int, purpose: str) -> None:
        """Check that the disk holding ``path`` has ``needed`` bytes left.

        Raises
        ------
        EngineUnavailable
            If it has not.

        """
        free = shutil.disk_usage(path).free
        if free < needed:
            raise EngineUnavailable(
                f"{path}: found {free // MEGABYTE} MB free, expected at least "
                f"{needed // MEGABYTE} MB for {purpose}; make room, or set PLACEGRAPH_HOME to a "
                "folder on another disk."
            )


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner can read; a reader sees the old text or the new, never half."""
    # mkstemp opens with mode 0600 whatever the umask, so the text is never readable by others.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Translate what the disk refuses while working below ``path``."""
    try:
        yield
    except OSError as error:
        where = error.filename or path
        if error.errno == errno.ENOSPC:
            raise disk_full(where) from error
        raise EngineUnavailable(
            f"{where}: found {(error.strerror or str(error)).lower()}, expected a folder this "
            "user can write; set PLACEGRAPH_HOME to one."
        ) from error


def disk_full(path: Path | str) -> EngineUnavailable:
    """Say which disk has no room left."""
    return EngineUnavailable(
        f"{path}: found the disk full, expected room to write; make some, or set PLACEGRAPH_HOME "
        "to a folder on another disk."
    )
