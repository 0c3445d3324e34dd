"""Leases: one small file per use of the engine, so that it knows when nobody needs it."""

import json
import secrets
from pathlib import Path

from placegraph.graph.embedded.folder import write_private
from placegraph.graph.embedded.processes import Mark, read_json, read_mark


def take(folder: Path, holder: Mark) -> Path:
    """Write a lease for ``holder`` and return its file; deleting the file gives it back."""
    lease = folder / f"{holder.pid}-{secrets.token_hex(4)}.json"
    write_private(lease, json.dumps({"pid": holder.pid, "created": holder.created}))
    return lease


def live(folder: Path) -> list[Mark]:
    """Return the holders that still run, and drop the leases of those that were killed."""
    holders = []
    for lease in sorted(folder.glob("*.json")):
        holder = read_mark(read_json(lease))
        if holder is not None and holder.alive():
            holders.append(holder)
        elif lease.is_file():
            lease.unlink(missing_ok=True)
    return holders
