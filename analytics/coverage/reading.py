"""Frames read row by row, whatever they write for a cell that is not recorded."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from placegraph.errors import MeasureError


def require(name: str, frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a frame without the columns it must have.

    Raises ``MeasureError`` naming the frame and the columns it lacks.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise MeasureError(
            f"coverage: {name}: found no column {', '.join(missing)}, expected "
            f"{', '.join(columns)}; add the column (a cell may be empty)."
        )


def given(name: str, frame: pd.DataFrame | None, columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame that need not be given, without rows where it is not.

    Raises ``MeasureError`` naming the frame and the columns it lacks.
    """
    if frame is None:
        return pd.DataFrame(columns=list(columns), dtype=object)
    require(name, frame, columns)
    return frame


def cells(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return the rows of ``columns``, None for a cell that is empty or a column that is not there.

    Row by row is what most questions need, and plain tuples are read many times faster than rows
    of a frame.
    """
    values = []
    for column in columns:
        if column not in frame.columns:
            values.append([None] * len(frame))
            continue
        said = frame[column].astype(object)
        values.append(said.where(said.notna(), None).tolist())
    return zip(*values, strict=True)


def true(flag: object) -> bool:
    """Tell whether a flag is said to be true; not recorded is not true, nor is it false."""
    return flag is not None and bool(flag)
