"""The state file: how other processes find the running engine."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from placegraph.graph.embedded.folder import write_private
from placegraph.graph.embedded.processes import Mark, read_json, read_mark

Phase = Literal["starting", "ready", "stopping"]


@dataclass(frozen=True)
class EngineState:
    """What the engine's process says of itself. ``port`` is 0 until it is ready."""

    pid: int
    created: float
    phase: Phase
    port: int
    version: str

    @property
    def mark(self) -> Mark:
        """Return the process that wrote this."""
        return Mark(self.pid, self.created)

    @property
    def uri(self) -> str:
        """Return the address to connect to."""
        return f"bolt://127.0.0.1:{self.port}"

    def write(self, path: Path) -> None:
        """Write the state file in one step."""
        write_private(path, json.dumps(asdict(self)))


def read_state(path: Path) -> EngineState | None:
    """Read the state file; ``None`` if there is none or it was damaged."""
    value = read_json(path)
    mark = read_mark(value)
    if value is None or mark is None:
        return None
    phase, port, version = value.get("phase"), value.get("port"), value.get("version")
    if phase not in ("starting", "ready", "stopping"):
        return None
    if not isinstance(port, int) or not isinstance(version, str):
        return None
    return EngineState(mark.pid, mark.created, phase, port, version)
