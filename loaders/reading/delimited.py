"""Split text into rows and cells, within bounds."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.encodings import Encoding

#: More columns than these are no table of any published format.
MOST_COLUMNS = 1_000
#: What may surround the content of a cell, the end-of-file sign of DOS among it.
BLANK = " \t\r\n\v\f\xa0\u200b\ufeff\x1a"
#: Ends the lines given to the CSV reader: in a row of its own, unless a quotation is still open.
_END = "\x1aend of file\x1a"

Rows = Iterator[tuple[int, list[str]]]


@dataclass
class Reading:
    """A text file and how to split it. ``width`` is the number of its columns, once known."""

    path: Path
    encoding: Encoding
    delimiter: str
    width: int = 0

    def rows(self) -> Rows:
        """Read the rows with their numbers, blank rows counted; any line ending will do.

        Raises
        ------
        UnreadableSource
            If a row has too many columns, or a quotation is opened that swallows rows.

        """
        codec, errors = self.encoding.codec, self.encoding.errors
        line = 0
        try:
            with self.path.open(encoding=codec, errors=errors, newline="") as file:
                reader = csv.reader(chain(file, (_END,)), delimiter=self.delimiter)
                for number, cells in enumerate(reader, start=1):
                    first, line = line + 1, reader.line_num
                    if line > first and self._swallows(cells):
                        raise self._unclosed(first)
                    if cells and cells[0] == _END:
                        return
                    yield number, cells if len(cells) <= MOST_COLUMNS else self._cut(first, cells)
        except csv.Error as error:
            raise self._unclosed(line + 1) from error

    def _swallows(self, cells: Sequence[str]) -> bool:
        """Return whether a row of several lines has rows of the table inside a cell."""
        if cells[-1].endswith(_END):
            return True
        if not self.width or len(cells) == self.width:
            return False
        longest = max(cells, key=len)
        return self.width > 2 and longest.count(self.delimiter) >= self.width - 1

    def _unclosed(self, number: int) -> UnreadableSource:
        return UnreadableSource(
            self.path,
            f"line {number}: found a quotation mark that is opened and not closed before the next "
            "rows, expected cells in pairs of double quotes; close or delete it.",
        )

    def _cut(self, number: int, cells: list[str]) -> list[str]:
        width = max((i for i, cell in enumerate(cells, start=1) if cell.strip(BLANK)), default=0)
        if width > MOST_COLUMNS:
            raise UnreadableSource(
                self.path,
                f"line {number}: found {width:,} columns, expected at most {MOST_COLUMNS:,}; "
                "check that it is the table you meant.",
            )
        return cells[:width]


def split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Split the lines of a sample as far as that goes."""
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return rows
    return rows
