"""What tells two loads apart: what they say, and everything that the reading depends on."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from placegraph import __version__
from placegraph.errors import UnreadableSource
from placegraph.graph.model import SCHEMA
from placegraph.graph.schema import label, properties
from placegraph.graph.spool import Spool
from placegraph.loaders.published import About, Format


def digest(spool: Spool, title: str, *, prune: bool) -> str:
    """Make a load's identity from what is said alone: not from row order, file form or dates."""
    content = [spool.dataset, title, prune, _model(), spool.digest()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def inputs(form: Format, about: About, signed: Sequence[str], *, skip_invalid: bool) -> str:
    """Return a digest of all that a reading depends on: files, words about them, and the code."""
    code = hashlib.sha256()
    folder = Path(str(files("placegraph.loaders")))
    for part in sorted(folder.rglob("*.py")):
        code.update(part.read_bytes())
    depends = [
        *(__version__, code.hexdigest(), _model(), form.name, repr(about)),
        *(skip_invalid, *signed),
    ]
    return hashlib.sha256(json.dumps(depends).encode()).hexdigest()


def signed(path: Path) -> str:
    """Return a file's name and its SHA-256.

    Raises
    ------
    UnreadableSource
        If it is no file, or cannot be opened.

    """
    if path.exists() and not path.is_file():
        # A folder, a pipe or a device: reading it would fail later, or never end.
        raise UnreadableSource(path, "found no file there, expected one; name the files.")
    try:
        with path.open("rb") as file:
            return f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        raise UnreadableSource(
            path, f"found that it cannot be opened ({error.strerror}), expected to read it."
        ) from error


@cache
def _model() -> str:
    """Return the model as text: the same rows may mean something else under another one."""
    return json.dumps(
        [[label(t), *(f"{p.name} {p.kind}" for p in properties(t))] for t in SCHEMA.types]
    )
