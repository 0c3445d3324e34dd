"""The list of rows that a load left out, in a file beside the one they came from."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from placegraph.errors import SourceError
from placegraph.loaders.published import Reject

HEADER = ("file", "sheet", "row", "column", "found", "expected", "record")


def write_rejects(origin: Path, rejects: Iterable[Reject]) -> Path:
    """Write the rows left out to ``<name>.rejects.csv`` next to ``origin``; return that path.

    The columns are ``HEADER``; ``record`` is the row as it stood, in JSON.

    Raises
    ------
    SourceError
        If a file that is no list of rejected rows stands there, or it cannot be written.

    """
    target = origin.with_name(f"{origin.name}.rejects.csv")
    if target.exists() and not _is_rejects(target):
        raise SourceError(
            target,
            "found a file that is no list of rejected rows, expected none there; "
            "move it away. Nothing was written.",
        )
    try:
        # With a byte order mark, or Excel takes £ and é for something else.
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            writer.writerows(_row(reject) for reject in rejects)
    except OSError as error:
        raise SourceError(
            target,
            f"found that it cannot be written ({error.strerror}), expected to list the rejected "
            "rows there; nothing was written.",
        ) from error
    return target


def _row(reject: Reject) -> tuple[str | int, ...]:
    problem = reject.problem
    return (
        problem.file,
        problem.sheet,
        problem.row,
        problem.column,
        _inert(problem.found),
        problem.expected,
        json.dumps(dict(reject.record), ensure_ascii=False),
    )


def _inert(text: str) -> str:
    """Return text that a spreadsheet shows and does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _is_rejects(target: Path) -> bool:
    if not target.is_file():
        return False
    start = target.read_bytes()[:200].decode("utf-8-sig", errors="replace")
    return start.splitlines()[:1] == [",".join(HEADER)]
