"""A measure in words, with a summary and named tables of stable columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from placegraph.columns import COLUMNS


@dataclass(frozen=True)
class Report:
    """One measure, ready to print: ``tables`` have the columns that ``columns.COLUMNS`` documents.

    ``main`` names the table that CSV prints; ``shown`` the columns a terminal shows of a wide one.
    """

    measure: str
    moment: str
    sentences: tuple[str, ...]
    summary: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    main: str
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def documented(measure: str, **tables: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return tables with the columns that ``columns.COLUMNS`` documents, and no others."""
    return {
        name: frame.reindex(columns=list(COLUMNS[measure][name])) for name, frame in tables.items()
    }


def ids(found: tuple[str, ...] | None) -> list[str] | None:
    """Return identifiers as a list; None when they are not known."""
    return None if found is None else list(found)
