"""Neo4j's jars: fetched once, verified against ``jars.lock``, kept in the data folder.

Each line of the lock is ``path  sha256``; ``tools/lock_jars.py`` writes it. Neo4j is GPLv3 and is
not passed on with this project: whoever runs the embedded engine fetches it from Maven Central or
from a mirror of their own.
"""

import errno
import functools
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import resources
from pathlib import Path
from typing import Any

import filelock
import pooch

from placegraph.errors import EngineUnavailable
from placegraph.graph.embedded.folder import DataFolder, refusals, write_private
from placegraph.graph.embedded.processes import read_json
from placegraph.graph.embedded.progress import Progress

log = logging.getLogger(__name__)

NEEDED_BYTES = 160_000_000
TOTAL_BYTES = 120_678_920
THREADS = 16
TRIES_AGAIN = 2
ALTERNATIVES = (
    "Reach the network once, or set PLACEGRAPH_JARS_URL to a mirror of Maven Central, or copy the "
    "jars folder of a machine that has it to {jars}, or set PLACEGRAPH_NEO4J_URI to a Neo4j of "
    "your own (docker compose up starts one)."
)


@functools.cache
def locked() -> Mapping[str, str]:
    """Return the SHA-256 each jar must have, by its path in the repository."""
    text = resources.files(__package__).joinpath("jars.lock").read_text(encoding="utf-8")
    return dict(line.split() for line in text.splitlines())


def neo4j_version() -> str:
    """Return the version of Neo4j the lock names."""
    (path,) = (path for path in locked() if path.startswith("org/neo4j/neo4j/"))
    return path.split("/")[3]


def ensure(folder: DataFolder, url: str, progress: Progress) -> None:
    """Make sure every locked jar is in the folder, and is what the lock says.

    A jar whose size and time of change are those it had when last verified is taken as good;
    any other is hashed, and fetched again if it is not right.

    Raises
    ------
    EngineUnavailable
        If a jar cannot be fetched, if what arrives has another checksum, or if the disk is full.

    """
    with refusals(folder.jars):
        folder.jars.mkdir(mode=0o700, parents=True, exist_ok=True)
        with filelock.FileLock(folder.jars / ".lock"):
            verified = _verified(folder.jars)
            wanted = [path for path in locked() if path not in verified]
            if wanted:
                folder.require_space(folder.jars, NEEDED_BYTES, "Neo4j's jars")
                _fetch(folder.jars, wanted, url, progress)
                _stamp(folder.jars)


def _verified(jars: Path) -> set[str]:
    """Return the paths of the jars that are as locked; hash those the stamp does not vouch for."""
    stamps = read_json(jars / "verified.json") or {}
    unchanged, good = set(), set()
    for path, expected in locked().items():
        mark = _mark(jars / path, expected)
        if mark is None:
            continue
        if stamps.get(path) == mark:
            unchanged.add(path)
        elif _sha256(jars / path) == expected:
            good.add(path)
        else:
            log.warning("%s is not the jar that was locked; fetching it again.", jars / path)
    if good and len(good) + len(unchanged) == len(locked()):
        _stamp(jars)
    return unchanged | good


def _stamp(jars: Path) -> None:
    stamps = {path: _mark(jars / path, expected) for path, expected in locked().items()}
    write_private(jars / "verified.json", json.dumps(stamps))


def _mark(jar: Path, expected: str) -> list[int | str] | None:
    try:
        stat = jar.stat()
    except FileNotFoundError:
        return None
    return [stat.st_size, stat.st_mtime_ns, expected]


def _fetch(jars: Path, wanted: Sequence[str], url: str, progress: Progress) -> None:
    pooch.get_logger().setLevel(logging.WARNING)
    cache = pooch.create(
        path=jars, base_url=f"{url}/", registry=dict(locked()), retry_if_failed=TRIES_AGAIN
    )
    for path in wanted:
        (jars / path).parent.mkdir(parents=True, exist_ok=True)
    text = f"Fetching Neo4j {neo4j_version()}, once: {len(wanted)} of {len(locked())} jars"
    share = len(wanted) / len(locked())
    with (
        progress.bar(text, int(TOTAL_BYTES * share)) as arrived,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        jobs = {pool.submit(_fetch_one, cache, path, arrived): path for path in wanted}
        for job in as_completed(jobs):
            try:
                job.result()
            except BaseException as error:
                pool.shutdown(cancel_futures=True)
                if isinstance(error, OSError) and error.errno != errno.ENOSPC:
                    raise _unreachable(jars, jobs[job], url, error) from error
                raise


def _fetch_one(cache: Any, path: str, arrived: Callable[[int], None]) -> None:
    """Fetch one jar; pooch moves it into place only once its checksum is right."""
    download = pooch.HTTPDownloader(chunk_size=64 * 1024, timeout=30)

    def checked(url: str, target: str, _cache: Any) -> None:
        download(url, target, _cache)
        found, expected = _sha256(Path(target)), locked()[path]
        if found != expected:
            raise EngineUnavailable(
                f"{url}: found SHA-256 {found}, expected {expected}; the file was not kept. Try "
                "again, or set PLACEGRAPH_JARS_URL to another mirror of Maven Central."
            )
        arrived(Path(target).stat().st_size)

    cache.fetch(path, downloader=checked)


def _unreachable(jars: Path, path: str, url: str, error: Exception) -> EngineUnavailable:
    reason = " ".join(str(error).split()) or type(error).__name__
    return EngineUnavailable(
        f"{url}/{path}: Neo4j's jars could not be fetched ({reason}). "
        + ALTERNATIVES.format(jars=jars)
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
