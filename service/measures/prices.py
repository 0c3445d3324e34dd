"""A series of deflators that somebody gives as a file."""

import csv
from datetime import date
from pathlib import Path

from placegraph.analytics.returns.prices import Deflators
from placegraph.errors import MeasureError


def deflators(path: Path, published: str) -> Deflators:
    """Read a CSV file with columns year and index: the financial year's first year, its index.

    ``published`` is the day the series was published, as YYYY-MM-DD: a revised series gives other
    figures, so it is named in every result.

    Raises
    ------
    MeasureError
        If the file cannot be read, lacks a column, or a cell is no year or no index above 0; or
        if ``published`` is not a date.

    """
    try:
        date.fromisoformat(published)
    except ValueError:
        raise MeasureError(
            f"--deflators-published: found {published!r}, expected the day of publication as "
            "YYYY-MM-DD."
        ) from None
    index: dict[int, float] = {}
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = {"year", "index"} - set(reader.fieldnames or ())
            if missing:
                raise MeasureError(
                    f"{path.name}: found no column {', '.join(sorted(missing))}, expected year and "
                    "index; name the columns so."
                )
            for row in reader:
                year, value = _number(path, reader.line_num, row)
                if index.setdefault(year, value) != value:
                    raise MeasureError(
                        f"{path.name} line {reader.line_num}: found {year} twice with different "
                        "indices, expected one; remove one."
                    )
    except (OSError, UnicodeDecodeError) as error:
        raise MeasureError(
            f"{path}: found that it cannot be read ({error}), expected a CSV file in UTF-8."
        ) from error
    return Deflators(name=path.name, published=published, index=index)


def _number(path: Path, line: int, row: dict[str, str]) -> tuple[int, float]:
    try:
        return int(row["year"]), float(row["index"])
    except (TypeError, ValueError):
        raise MeasureError(
            f"{path.name} line {line}: found year {row['year']!r} and index {row['index']!r}, "
            "expected a year such as 2024 (for 2024/25) and a number."
        ) from None
