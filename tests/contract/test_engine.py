"""The embedded engine, for real: killed, shared, interrupted, kept and stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import neo4j
import psutil
import pytest
from neo4j.exceptions import ClientError, DriverError, Neo4jError

from placegraph.errors import EngineUnavailable
from placegraph.graph import engines
from placegraph.graph.engines import Address, ConfiguredEngine, EmbeddedEngine
from placegraph.settings import Settings

BATCH = 200

# Enters the engine, says so, writes a row when stdin gives a line or on Ctrl-C, and leaves.
CLIENT = """
import sys, neo4j
from placegraph.graph.engines import EmbeddedEngine
from placegraph.settings import Settings
with EmbeddedEngine(Settings.from_environment({"PLACEGRAPH_HOME": sys.argv[1]})) as address:
    print(address.uri, flush=True)
    try:
        sys.stdin.readline()
    except KeyboardInterrupt:
        pass
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        driver.execute_query("CREATE (:Left)")
print("left", flush=True)
"""


@contextlib.contextmanager
def client(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", CLIENT, str(settings.home)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def driver(address: Address) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password))


def engine_processes(settings: Settings) -> list[int]:
    """Return the Neo4j processes on a folder, found without the state file."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        command = process.info["cmdline"] or []
        if "placegraph.graph.embedded.server" in command and str(settings.home) in command:
            found.append(process.pid)
    return found


def eventually(condition: Callable[[], bool]) -> bool:
    for _ in range(600):
        if condition():
            return True
        time.sleep(0.05)
    return False


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not psutil.pid_exists(pid) or zombie(pid))


def zombie(pid: int) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


def test_every_acknowledged_row_survives_a_kill_while_writing(own_engine: Settings) -> None:
    acknowledged: list[int] = []
    enough = threading.Event()

    def write(address: Address) -> None:
        with contextlib.suppress(Neo4jError, DriverError), driver(address) as writer:
            for batch in range(10_000):
                ids = list(range(batch * BATCH, (batch + 1) * BATCH))
                with writer.session() as session:
                    session.run("UNWIND $ids AS id CREATE (:Row {id: id})", ids=ids).consume()
                acknowledged.extend(ids)
                if batch == 20:
                    enough.set()

    with EmbeddedEngine(own_engine) as address:
        writing = threading.Thread(target=write, args=(address,))
        writing.start()
        assert enough.wait(60)
        kill(engines.status(own_engine).pid)
        writing.join()
        assert engines.status(own_engine).condition == "stale"

    with EmbeddedEngine(own_engine) as address, driver(address) as reader:
        rows = reader.execute_query("MATCH (r:Row) RETURN r.id AS id").records
        stored = [row["id"] for row in rows]
    assert set(acknowledged) - set(stored) == set()
    assert len(stored) == len(set(stored))
    # A batch that was committed but not acknowledged may be there; half a batch may not.
    assert len(stored) % BATCH == 0


def test_processes_share_one_engine_and_the_last_to_leave_stops_it(own_engine: Settings) -> None:
    with client(own_engine) as starter, client(own_engine) as other:
        uris = {line(starter), line(other)}
        assert len(uris) == 1
        (engine,) = engine_processes(own_engine)
        assert set(engines.status(own_engine).clients) == {starter.pid, other.pid}

        kill(starter.pid)
        with EmbeddedEngine(own_engine) as address:
            assert {address.uri} == uris
            assert set(engines.status(own_engine).clients) == {other.pid, os.getpid()}
        assert engine_processes(own_engine) == [engine]

        # Ctrl-C reaches the whole group of the terminal; the engine must outlast its user.
        os.killpg(other.pid, signal.SIGINT)
        assert line(other) == "left"
        assert other.wait() == 0
        assert engine_processes(own_engine) == []
        assert engines.status(own_engine).condition == "stopped"


def test_engine_stops_by_itself_when_its_only_user_was_killed(own_engine: Settings) -> None:
    with client(own_engine) as only:
        assert line(only).startswith("bolt://127.0.0.1:")
        kill(only.pid)
    assert eventually(lambda: engine_processes(own_engine) == [])
    assert engines.status(own_engine).condition == "stopped"


def test_a_started_engine_stays_until_it_is_stopped(own_engine: Settings) -> None:
    started = engines.start(own_engine)
    assert (started.condition, started.kept, started.clients) == ("running", True, ())
    assert engines.start(own_engine) == started

    with EmbeddedEngine(own_engine) as address:
        assert address.uri == started.uri
        connections = psutil.Process(started.pid).net_connections(kind="inet")
        listening = {c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN}
        assert {ip.removeprefix("::ffff:") for ip in listening} == {"127.0.0.1"}
    assert engines.status(own_engine) == started

    password = own_engine.home / "password"
    assert password.stat().st_mode & 0o777 == 0o600
    with (
        pytest.raises(EngineUnavailable, match=r"^bolt://127\.0\.0\.1:\d+: found the password of "),
        ConfiguredEngine(Address(address.uri, "neo4j", "not the password")),
    ):
        pass
    kept = password.read_text()
    password.write_text("not the password")
    with pytest.raises(EngineUnavailable, match="found a password the embedded Neo4j refuses"):
        EmbeddedEngine(own_engine).__enter__()
    password.write_text(kept)

    assert engines.stop(own_engine).condition == "stopped"
    assert engine_processes(own_engine) == []


def test_an_engine_that_dies_while_starting_says_why(
    own_engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:+NoSuchFlag")
    with pytest.raises(EngineUnavailable) as raised:
        EmbeddedEngine(own_engine).__enter__()
    message = str(raised.value)
    log = own_engine.home / "logs" / "engine.log"
    assert message.startswith(f"{log}: found Neo4j ended while it was starting, expected it to")
    assert "NoSuchFlag" in message
    assert "\n" not in message
    assert engines.status(own_engine).condition == "stopped"


@pytest.mark.parametrize("source", ["file:///etc/hostname", "http://127.0.0.1:9/x.csv"])
def test_load_csv_reaches_neither_files_nor_the_network(address: Address, source: str) -> None:
    query = "LOAD CSV FROM $source AS line RETURN line"
    with driver(address) as reader, pytest.raises(ClientError, match="Cannot load from URL"):
        reader.execute_query(query, source=source)


def test_nothing_is_reported_to_anyone(address: Address) -> None:
    names = ["dbms.usage_report.enabled", "server.http.enabled", "server.https.enabled"]
    query = "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN name, value"
    with driver(address) as reader:
        rows = reader.execute_query(query, names=names).records
    assert {row["name"]: row["value"] for row in rows} == dict.fromkeys(names, "false")
