"""Starting, joining and stopping the engine's process, from any number of other processes.

Every decision to start or to stop is taken under one lock in the data folder, so two processes
never start two engines, and the last one to leave never stops an engine another is joining.
"""

import contextlib
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import filelock
import psutil

from placegraph.errors import EngineUnavailable
from placegraph.graph.embedded import jars
from placegraph.graph.embedded.folder import MEGABYTE, DataFolder, disk_full, refusals
from placegraph.graph.embedded.processes import Mark
from placegraph.graph.embedded.progress import Progress
from placegraph.graph.embedded.state import EngineState, read_state

log = logging.getLogger(__name__)

MODULE = "placegraph.graph.embedded.server"
GRAPH_BYTES = 200 * MEGABYTE
LOCK_TIMEOUT_S = 900.0
START_TIMEOUT_S = 180.0
STOP_TIMEOUT_S = 30.0
# A killed process looks dead at once, but holds its files until its last thread has ended.
RELEASE_TIMEOUT_S = 10.0
TICK_S = 0.05

# Kept so that a child which ended is reaped here and does not stay behind as a zombie.
_children: list[subprocess.Popen[bytes]] = []


@contextlib.contextmanager
def deciding(folder: DataFolder, progress: Progress) -> Iterator[None]:
    """Hold the start lock of a data folder.

    Raises
    ------
    EngineUnavailable
        If another process holds it for a quarter of an hour.

    """
    folder.create()
    lock = filelock.FileLock(folder.start_lock)
    with refusals(folder.start_lock):
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            progress.say("Waiting for another PlaceGraph process that starts or stops Neo4j.")
            _wait_for(lock)
    try:
        yield
    finally:
        lock.release()


def _wait_for(lock: filelock.BaseFileLock) -> None:
    try:
        lock.acquire(timeout=LOCK_TIMEOUT_S)
    except filelock.Timeout as error:
        raise EngineUnavailable(
            f"{lock.lock_file}: found it held for {LOCK_TIMEOUT_S / 60:.0f} minutes by another "
            "PlaceGraph process, expected it to be free; end that process and try again."
        ) from error


def ensure_running(
    folder: DataFolder, *, port: int, jars_url: str, progress: Progress
) -> EngineState:
    """Return the engine that runs on a folder, starting it if none does. Hold the lock for this.

    Raises
    ------
    EngineUnavailable
        If it cannot be started; the message says why and what to do.

    """
    state = running(folder)
    if state is not None and state.phase == "stopping":
        _wait_gone(folder, state.mark)
        state = None
    if state is None:
        _refuse_second(folder)
        _require_free(port)
        jars.ensure(folder, jars_url, progress)
        folder.require_space(folder.graph, GRAPH_BYTES, "the graph")
        progress.say(f"Starting Neo4j {jars.neo4j_version()}.")
        return _start(folder, port)
    if state.phase == "starting":
        return _wait_ready(folder, state.mark, log_from=0)
    return state


def running(folder: DataFolder) -> EngineState | None:
    """Return the engine that runs on a folder, clearing what a killed one left. Hold the lock."""
    _reap()
    state = read_state(folder.state)
    if state is not None and not state.mark.alive():
        log.info("Cleared the state of a Neo4j that was killed (pid %d).", state.pid)
        state = None
    if state is None:
        folder.state.unlink(missing_ok=True)
    return state


def stop(folder: DataFolder, mark: Mark) -> None:
    """Ask the engine to stop and wait until it has; kill it after half a minute.

    A kill costs no data: what Neo4j acknowledged is in its log on disk.
    """
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(mark.pid)
        if mark.alive():
            process.terminate()
        if not _wait_gone(folder, mark):
            log.warning("Neo4j (pid %d) does not stop; killing it.", mark.pid)
            process.kill()
            _wait_gone(folder, mark)


def _start(folder: DataFolder, port: int) -> EngineState:
    with refusals(folder.log), folder.log.open("ab") as output:
        log_from = output.tell()
        child = subprocess.Popen(  # noqa: S603 - our own module, no text from outside
            # -P: nothing in the current folder may stand in for an installed module.
            [sys.executable, "-P", "-m", MODULE, str(folder.home), str(port)],
            cwd=folder.home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # A session of its own: Ctrl-C reaches the processes that use the engine, not it.
            start_new_session=True,
        )
    _children.append(child)
    mark = Mark.of(child.pid)
    try:
        return _wait_ready(folder, mark, log_from)
    except BaseException:
        stop(folder, mark)
        raise


def _wait_ready(folder: DataFolder, mark: Mark, log_from: int) -> EngineState:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        state = read_state(folder.state)
        if state is not None and state.pid == mark.pid and state.phase == "ready":
            return state
        if not mark.alive():
            raise _died(folder, log_from)
        time.sleep(TICK_S)
    stop(folder, mark)
    raise EngineUnavailable(
        f"{folder.log}: found Neo4j not ready after {START_TIMEOUT_S:.0f} s, expected it within "
        f"10; it was stopped. It last said: {_last_words(folder.log, log_from)}"
    )


def _wait_gone(folder: DataFolder, mark: Mark) -> bool:
    deadline = time.monotonic() + STOP_TIMEOUT_S
    while mark.alive():
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK_S)
    released = _released(folder)
    for child in _children:
        if child.pid == mark.pid:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(RELEASE_TIMEOUT_S)
    _reap()
    return released


def _released(folder: DataFolder) -> bool:
    """Tell whether no process holds the engine's lock, waiting for one that is ending."""
    try:
        with filelock.FileLock(folder.engine_lock, timeout=RELEASE_TIMEOUT_S):
            return True
    except filelock.Timeout:
        return False


def _reap() -> None:
    _children[:] = [child for child in _children if child.poll() is None]


def _refuse_second(folder: DataFolder) -> None:
    """Raise if the engine's lock is held though no state file says by whom."""
    if _released(folder):
        return
    holder = _holder(folder)
    who = f"process {holder}" if holder else "a process this machine does not show"
    raise EngineUnavailable(
        f"{folder.home}: found another Neo4j running on it ({who}), expected none; end that "
        "process, or set PLACEGRAPH_HOME to another folder."
    )


def _holder(folder: DataFolder) -> int | None:
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if MODULE in command and str(folder.home) in command:
            return int(process.pid)
    return None


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        # As Neo4j binds it: a port whose last connections are only timing out is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise EngineUnavailable(
                f"127.0.0.1:{port}: found the port not usable ({reason}), expected "
                "PLACEGRAPH_BOLT_PORT to name a free one; set it to another, or to 0 for any."
            ) from error


def _died(folder: DataFolder, log_from: int) -> EngineUnavailable:
    words = _last_words(folder.log, log_from)
    if "No space left on device" in words:
        return disk_full(folder.graph)
    return EngineUnavailable(
        f"{folder.log}: found Neo4j ended while it was starting, expected it to listen. "
        f"It last said: {words}"
    )


def _last_words(path: Path, log_from: int) -> str:
    """Return the last lines written since ``log_from`` (bytes) as one line."""
    try:
        with path.open("rb") as file:
            file.seek(log_from)
            lines = file.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    said = [" ".join(line.split()) for line in lines if line.strip()]
    return " | ".join(said[-3:]) or "nothing"
