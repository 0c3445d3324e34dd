"""Every error PlaceGraph raises on purpose.

::

    PlaceGraphError
    ├── SettingsError
    ├── SourceError            path
    │   ├── UnreadableSource
    │   └── InvalidRecords     problems
    ├── SchemaError
    ├── QueryError             name
    ├── MeasureError
    └── StoreError
        ├── EngineUnavailable
        ├── PruneRefused       source, goes, held
        └── MissingEndpoint    keys

A message says where, what was found, what was expected and what to do; the command line prints
it on one line and exits 1. The facts a caller may want are attributes, not only text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class PlaceGraphError(Exception):
    """The base of every error raised on purpose."""


class SettingsError(PlaceGraphError):
    """A ``PLACEGRAPH_*`` variable cannot be used as it stands."""


class SourceError(PlaceGraphError):
    """A file, or something in it, cannot be loaded."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class UnreadableSource(SourceError):
    """The file is missing, or is not what its name says it is."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place of one file.

    ``row`` counts as a spreadsheet does: the header is row 1. 0 means the whole table.
    """

    file: str
    sheet: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Say the problem on one line."""
        place = [self.file]
        if self.sheet:
            place.append(f"sheet {self.sheet}")
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: found {self.found}, expected {self.expected}"


class InvalidRecords(SourceError):
    """Rows that break the schema; ``problems`` holds every one of them."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        rows = len({(p.file, p.sheet, p.row) for p in problems})
        super().__init__(
            path,
            f"found {len(problems)} problem{'s' if len(problems) != 1 else ''} in "
            f"{rows} row{'s' if rows != 1 else ''}, expected none; nothing was written. "
            "Correct them, or leave the rows out with --skip-invalid.",
        )
        self.problems = tuple(problems)


class SchemaError(PlaceGraphError):
    """A declaration in ``graph/model.py`` contradicts itself."""


class QueryError(PlaceGraphError):
    """A query, or what was given to it, cannot be run."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


class MeasureError(PlaceGraphError):
    """A measure was asked of data it is not defined on."""


class StoreError(PlaceGraphError):
    """Neo4j could not be reached, or refused."""


class EngineUnavailable(StoreError):
    """No Neo4j could be found or started."""


class PruneRefused(StoreError):
    """A load would take away more of what a source said than was agreed to."""

    def __init__(self, dataset: str, source: str, goes: int, held: int, limit: float) -> None:
        super().__init__(
            f"{dataset}: found that {goes:,} of the {held:,} statements of {source} "
            f"({goes / held:.0%}) would go, expected at most {limit:.0%}; nothing was written. "
            "If this is another file, give it a --dataset of its own. Otherwise look at what goes "
            "with --dry-run, and if it is right allow it with --prune-limit "
            f"{min(100, int(100 * goes / held) + 1)}."
        )
        self.source = source
        self.goes = goes
        self.held = held


class MissingEndpoint(StoreError):
    """Relationships name nodes that are not in the graph."""

    def __init__(self, relationship: str, keys: Sequence[str]) -> None:
        shown = ", ".join(keys[:5]) + (f" and {len(keys) - 5} more" if len(keys) > 5 else "")
        super().__init__(
            f"{relationship}: found no node for {shown}, expected one for each end; "
            "load those nodes first or correct the identifiers."
        )
        self.keys = tuple(keys)
