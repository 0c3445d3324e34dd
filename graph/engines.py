"""Where Neo4j is: started here, or at an address of one's own. Both yield an :class:`Address`.

Several processes share one embedded engine. The first to enter starts it, the others join it, and
the last to leave stops it, unless :func:`start` asked for it to stay.
"""

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol

from placegraph.errors import EngineUnavailable, SettingsError
from placegraph.graph.embedded import jars, leases, login, supervisor
from placegraph.graph.embedded.folder import DataFolder, refusals
from placegraph.graph.embedded.processes import Mark
from placegraph.graph.embedded.progress import Progress, Silence
from placegraph.graph.embedded.state import read_state
from placegraph.settings import Settings

Condition = Literal["running", "starting", "stopping", "stopped", "stale"]


@dataclass(frozen=True)
class Address:
    """A Neo4j and how to log in to it."""

    uri: str
    user: str
    password: str = field(repr=False)


class Engine(Protocol):
    """A Neo4j that can be reached while the context is open."""

    def __enter__(self) -> Address:
        """Make sure it answers and return its address; raise ``EngineUnavailable`` if not."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Let go of it."""


def engine_for(settings: Settings, *, progress: Progress | None = None) -> Engine:
    """Choose the engine the settings ask for: the address they give, or the embedded one."""
    if settings.neo4j_uri:
        return ConfiguredEngine(
            Address(settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password)
        )
    return EmbeddedEngine(settings, progress=progress)


class ConfiguredEngine:
    """A Neo4j someone else runs. Entering logs in once, to fail early and clearly."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def __enter__(self) -> Address:
        """Return the address once it has answered."""
        address = self._address
        login.check(address.uri, address.user, address.password)
        return address

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Do nothing: it is not ours to stop."""


class EmbeddedEngine:
    """Neo4j in a process of its own, on loopback, shared by all who use the same data folder."""

    def __init__(self, settings: Settings, *, progress: Progress | None = None) -> None:
        self._settings = settings
        self._folder = DataFolder(settings.home)
        self._progress: Progress = progress or Silence()
        self._lease: Path | None = None

    def __enter__(self) -> Address:
        """Start or join the engine and return its address."""
        if self._lease is not None:
            raise EngineUnavailable(
                f"{self._folder.home}: found this EmbeddedEngine entered already, expected one "
                "entry at a time; make another for another thread."
            )
        try:
            with refusals(self._folder.home), supervisor.deciding(self._folder, self._progress):
                self._lease = leases.take(self._folder.leases, Mark.of())
                return _join(self._settings, self._progress)
        except BaseException:
            self._leave()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Leave the engine; stop it and wait for that if nobody else uses it."""
        self._leave()

    def _leave(self) -> None:
        if self._lease is None:
            return
        # Given back first: whatever happens next, the engine sees that this user has gone.
        self._lease.unlink(missing_ok=True)
        self._lease = None
        with supervisor.deciding(self._folder, self._progress):
            state = supervisor.running(self._folder)
            if state is not None and not leases.live(self._folder.leases):
                supervisor.stop(self._folder, state.mark)


@dataclass(frozen=True)
class EngineStatus:
    """What is known of the embedded engine of one data folder.

    ``condition`` is ``stale`` when its process was killed and nothing has started it since.
    ``clients`` are the processes using it; ``kept`` says that it stays when they have left.
    """

    condition: Condition
    home: Path
    version: str
    pid: int | None = None
    uri: str | None = None
    clients: tuple[int, ...] = ()
    kept: bool = False


def status(settings: Settings) -> EngineStatus:
    """Tell whether the embedded engine runs, where, and who uses it; start and stop nothing."""
    folder = DataFolder(settings.home)
    with refusals(folder.home):
        state = read_state(folder.state)
    version = jars.neo4j_version()
    if state is None:
        return EngineStatus("stopped", folder.home, version)
    if not state.mark.alive():
        return EngineStatus("stale", folder.home, version, pid=state.pid)
    holders = {holder.pid for holder in leases.live(folder.leases)}
    return EngineStatus(
        condition="running" if state.phase == "ready" else state.phase,
        home=folder.home,
        version=state.version,
        pid=state.pid,
        uri=state.uri if state.phase == "ready" else None,
        clients=tuple(sorted(holders - {state.pid})),
        kept=state.pid in holders,
    )


def start(settings: Settings, *, progress: Progress | None = None) -> EngineStatus:
    """Start the embedded engine, or find it running, and keep it until :func:`stop`.

    Raises
    ------
    SettingsError
        If the settings name a Neo4j of one's own, which is not ours to start.
    EngineUnavailable
        If it cannot be started.

    """
    if settings.neo4j_uri:
        raise SettingsError(
            f"PLACEGRAPH_NEO4J_URI: found {settings.neo4j_uri}, expected nothing: only the "
            "embedded Neo4j is started here; unset it, or start that server with its own tools."
        )
    with EmbeddedEngine(settings, progress=progress):
        folder = DataFolder(settings.home)
        with supervisor.deciding(folder, progress or Silence()):
            state = supervisor.running(folder)
            if state is not None and state.pid not in {m.pid for m in leases.live(folder.leases)}:
                # A lease in the engine's own name lasts exactly as long as the engine does.
                leases.take(folder.leases, state.mark)
    return status(settings)


def stop(settings: Settings, *, progress: Progress | None = None) -> EngineStatus:
    """Stop the embedded engine whoever uses it, and wait until its process has gone."""
    folder = DataFolder(settings.home)
    if status(settings).condition != "stopped":
        with supervisor.deciding(folder, progress or Silence()):
            state = supervisor.running(folder)
            if state is not None:
                supervisor.stop(folder, state.mark)
    return status(settings)


def _join(settings: Settings, progress: Progress) -> Address:
    folder = DataFolder(settings.home)
    state = supervisor.ensure_running(
        folder, port=settings.bolt_port, jars_url=settings.jars_url, progress=progress
    )
    return Address(state.uri, login.USER, login.unlock(state.uri, folder.password))
