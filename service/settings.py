"""Settings, said once: each is a ``PLACEGRAPH_*`` variable with its default and its meaning.

``docs/settings.md`` is generated from :data:`SETTINGS`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from placegraph.errors import SettingsError


@dataclass(frozen=True)
class Setting:
    """One variable: its name without the prefix, its default as text, and its meaning."""

    name: str
    default: str
    help: str

    @property
    def variable(self) -> str:
        """Return the environment variable's name."""
        return f"PLACEGRAPH_{self.name}"


SETTINGS = (
    Setting(
        "HOME",
        "",
        "Folder for the jars, the graph, the password and the logs. Empty: `.placegraph/` in a "
        "checkout, the platform's data folder when installed.",
    ),
    Setting(
        "NEO4J_URI",
        "",
        "A Neo4j to use instead of the embedded one, for example `neo4j+s://graph.example`.",
    ),
    Setting("NEO4J_USER", "neo4j", "User on that Neo4j."),
    Setting("NEO4J_PASSWORD", "", "Password on that Neo4j. Needed when NEO4J_URI is set."),
    Setting(
        "JARS_URL",
        "https://repo.maven.apache.org/maven2",
        "Where the Neo4j jars come from: Maven Central, or a mirror laid out like it.",
    ),
    Setting("HTTP_HOST", "127.0.0.1", "Address the dashboard listens on."),
    Setting("HTTP_PORT", "8050", "Port the dashboard listens on; 0 takes any free port."),
    Setting("BOLT_PORT", "0", "Port the embedded Neo4j listens on; 0 takes any free port."),
)


@dataclass(frozen=True)
class Settings:
    """The settings of one process, read once."""

    home: Path
    neo4j_uri: str
    neo4j_user: str
    neo4j_password: str
    jars_url: str
    http_host: str
    http_port: int
    bolt_port: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read every setting from ``environment`` (``os.environ`` when not given).

        Raises
        ------
        SettingsError
            If a port is not a whole number from 0 to 65535, if an address is given without a
            password, or if a ``PLACEGRAPH_*`` variable is set that nothing reads.

        """
        given = os.environ if environment is None else environment
        known = {setting.variable: setting for setting in SETTINGS}
        unknown = sorted(v for v in given if v.startswith("PLACEGRAPH_") and v not in known)
        if unknown:
            raise SettingsError(
                f"{unknown[0]}: found a variable nothing reads, "
                f"expected one of {', '.join(sorted(known))}."
            )
        value = {s.name: given.get(s.variable) or s.default for s in SETTINGS}
        if value["NEO4J_URI"] and not value["NEO4J_PASSWORD"]:
            raise SettingsError(
                "PLACEGRAPH_NEO4J_PASSWORD: found nothing, expected the password of "
                f"{value['NEO4J_USER']} on {value['NEO4J_URI']}; set it, or unset "
                "PLACEGRAPH_NEO4J_URI to use the embedded Neo4j."
            )
        return cls(
            home=Path(value["HOME"]).expanduser().absolute() if value["HOME"] else default_home(),
            neo4j_uri=value["NEO4J_URI"],
            neo4j_user=value["NEO4J_USER"],
            neo4j_password=value["NEO4J_PASSWORD"],
            jars_url=value["JARS_URL"].rstrip("/"),
            http_host=value["HTTP_HOST"],
            http_port=_port("HTTP_PORT", value["HTTP_PORT"]),
            bolt_port=_port("BOLT_PORT", value["BOLT_PORT"]),
        )


def default_home() -> Path:
    """Return ``.placegraph/`` of the checkout this runs from, else the platform's data folder."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "service").is_dir():
        return checkout / ".placegraph"
    return Path(platformdirs.user_data_dir("placegraph", appauthor=False))


def _port(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise SettingsError(
            f"PLACEGRAPH_{name}: found {text!r}, expected a port, a whole number from 0 to 65535."
        )
    return int(text)
