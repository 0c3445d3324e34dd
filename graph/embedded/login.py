"""Logging in: the first password of a new graph, and a check that an address answers."""

import re
import secrets
from pathlib import Path

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from placegraph.errors import EngineUnavailable
from placegraph.graph.embedded.folder import refusals, write_private

USER = "neo4j"
FIRST_PASSWORD = "neo4j"  # noqa: S105 - what every new Neo4j starts with, replaced at once
TIMEOUT_S = 15.0
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def check(uri: str, user: str, password: str) -> None:
    """Log in once, so that a wrong address or password is told at the start and in one line.

    Raises
    ------
    EngineUnavailable
        If nothing answers, if what answers is not Neo4j, or if the password is refused.

    """
    if "@" in uri:
        raise EngineUnavailable(
            f"{re.sub('//.*@', '//', uri)}: found a user in the address, expected it in "
            "PLACEGRAPH_NEO4J_USER and PLACEGRAPH_NEO4J_PASSWORD. Take it out of "
            "PLACEGRAPH_NEO4J_URI."
        )
    if uri.partition("://")[0] not in SCHEMES:
        raise EngineUnavailable(
            f"{uri}: found an address Bolt does not use, expected it to start with one of "
            f"{', '.join(SCHEMES)}, then ://. Correct PLACEGRAPH_NEO4J_URI."
        )
    try:
        _log_in(uri, user, password)
    except AuthError as error:
        raise EngineUnavailable(
            f"{uri}: found the password of {user} refused; expected the one set on that server. "
            "Correct PLACEGRAPH_NEO4J_USER and PLACEGRAPH_NEO4J_PASSWORD."
        ) from error
    except (Neo4jError, DriverError, ValueError, OSError) as error:
        raise EngineUnavailable(
            f"{uri}: found no Neo4j that answers ({_line(error)}); expected one. Correct "
            "PLACEGRAPH_NEO4J_URI, start that server, or unset it to use the embedded Neo4j."
        ) from error


def unlock(uri: str, file: Path) -> str:
    """Return the password of the embedded engine, giving it one if it has the first one still.

    The password is on disk before Neo4j is told it: killed in between, the next process finds
    the first password still valid and carries on.

    Raises
    ------
    EngineUnavailable
        If neither the file's password nor the first one is accepted, or the file is not writable.

    """
    with refusals(file):
        if not file.is_file():
            write_private(file, secrets.token_urlsafe(32))
        # Bytes that are no text make a wrong password, which is told as one.
        password = file.read_text(encoding="utf-8", errors="replace").strip()
    try:
        if not _accepted(uri, password):
            _change(uri, password)
    except AuthError as error:
        raise EngineUnavailable(
            f"{file}: found a password the embedded Neo4j refuses; expected the one it was given. "
            f"Put that one back, or delete {file.parent / 'neo4j'}, and with it everything loaded, "
            "to start with an empty graph."
        ) from error
    except (Neo4jError, DriverError) as error:
        raise EngineUnavailable(
            f"{uri}: the embedded Neo4j was started and does not answer ({_line(error)}); run the "
            "command again."
        ) from error
    return password


def _accepted(uri: str, password: str) -> bool:
    try:
        _log_in(uri, USER, password)
    except AuthError:
        return False
    return True


def _change(uri: str, password: str) -> None:
    with neo4j.GraphDatabase.driver(uri, auth=(USER, FIRST_PASSWORD)) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
            old=FIRST_PASSWORD,
            new=password,
            database_="system",
        )


def _log_in(uri: str, user: str, password: str) -> None:
    with neo4j.GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=TIMEOUT_S,
        connection_acquisition_timeout=TIMEOUT_S,
    ) as driver:
        driver.verify_connectivity()


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
