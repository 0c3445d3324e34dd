"""Which process is meant, and whether it is still there."""

import json
from dataclasses import dataclass
from pathlib import Path

import psutil

# The kernel's boot time, which create times are counted from, is rounded to whole seconds and
# can be read one apart; a reused process number differs by far more.
TOLERANCE_S = 2.0


@dataclass(frozen=True)
class Mark:
    """A process number with its create time, because numbers are used again."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int | None = None) -> "Mark":
        """Mark a running process, this one when no number is given."""
        process = psutil.Process(pid)
        return cls(process.pid, process.create_time())

    def alive(self) -> bool:
        """Tell whether this very process runs; one that only waits to be reaped does not."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < TOLERANCE_S
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


def read_json(path: Path) -> dict[str, object] | None:
    """Read a JSON object, or ``None`` if the file is missing or is not one."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def read_mark(value: dict[str, object] | None) -> Mark | None:
    """Read the mark a JSON object holds, or ``None`` if it holds none."""
    if value is None:
        return None
    pid, created = value.get("pid"), value.get("created")
    if isinstance(pid, int) and pid > 0 and isinstance(created, int | float):
        return Mark(pid, float(created))
    return None
