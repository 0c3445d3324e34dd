"""Read the members of one long list in a JSON file one at a time, in bounded memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import ijson
from ijson.common import ObjectBuilder

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.json_numbers import Checked

#: A file that nests deeper, or goes on longer without a quotation mark, is broken or made to
#: exhaust memory; no published format comes near. Outlines are long without quotation marks, but
#: nothing is long without any punctuation.
MOST_DEPTH = 100
MOST_BETWEEN_QUOTES = 64_000_000
MOST_BETWEEN_MARKS = 4_000_000
#: Values in one member; the most detailed outline of a district has a few hundred thousand.
MOST_VALUES = 5_000_000

_START = 65_536
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OPENS = ("start_map", "start_array")
_CLOSES = ("end_map", "end_array")


@dataclass(frozen=True, slots=True)
class Item:
    """A member of the list, its place counted from 1, and what the file says ahead of the list."""

    number: int
    value: object
    heading: dict[str, object]


def start(path: Path) -> str:
    """Return the first 64 KB of a file as text, empty when it cannot be read or is not JSON."""
    try:
        with path.open("rb") as file:
            content = file.read(_START).removeprefix(_BOM)
    except OSError:
        return ""
    text = content.decode("utf-8", "replace").lstrip()
    return text if text.startswith(("{", "[")) and "\0" not in text else ""


def items(path: Path, key: str) -> Iterator[Item]:
    """Yield the members of the list ``key`` of the outermost object.

    An outermost list is taken for it. Numbers with a fraction come as Decimal.

    Raises
    ------
    UnreadableSource
        If the file is not JSON, ends too early, has no such list, or is made to exhaust memory.

    """
    try:
        with path.open("rb") as file:
            yield from _items(path, key, file)
    except OSError as error:
        raise UnreadableSource(
            path, f"found that it cannot be opened ({error.strerror}), expected to read it."
        ) from error
    # An exponent of twenty digits is an ArithmeticError.
    except (ijson.JSONError, ValueError, ArithmeticError) as error:
        raise UnreadableSource(
            path,
            f"found JSON that is broken or breaks off ({_first_line(error)}), expected a complete "
            "file in UTF-8; download it again.",
        ) from error


def _first_line(error: Exception) -> str:
    said = error.args[0] if error.args else type(error).__name__
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    lines = text.strip().splitlines() or [type(error).__name__]
    return "".join(c for c in lines[0] if c.isprintable())[:80]


def _items(path: Path, key: str, file: BufferedReader) -> Iterator[Item]:
    heading: dict[str, object] = {}
    name, found, number, depth, values = "", False, 0, 0, 0
    inside = 0  # depth of the list's brackets; 0 outside it
    builder: ObjectBuilder | None = None
    for event, value in ijson.basic_parse(_Feed(path, file), buf_size=_START):
        values += 1
        closing = event in _CLOSES
        depth -= closing
        if closing and inside and depth == inside - 1:
            inside = 0
        elif event == "map_key" and depth == 1 and not inside:
            name, builder, values = value, None, 0
        elif depth == 0 and event == "start_array":
            inside, found = 1, True
        elif depth == 1 and not inside and name == key and event == "start_array":
            inside, found = 2, True
        elif depth >= 1 and (inside or not found):
            builder = builder or ObjectBuilder()
            builder.event(event, value)
            whole = event not in _OPENS and event != "map_key" and depth == (inside or 1)
            if whole and inside:
                number += 1
                yield Item(number, builder.value, heading)
            elif whole:
                heading[name] = builder.value
            if whole:
                builder, values = None, 0
        depth += event in _OPENS
        if depth > MOST_DEPTH or values > MOST_VALUES:
            raise UnreadableSource(
                path,
                f"found {'more than 100 levels' if depth > MOST_DEPTH else 'too many values'} in "
                f"one part, expected a list called {key} of ordinary size.",
            )
    if not found:
        raise UnreadableSource(path, f"found JSON without a list called {key}, expected one.")


class _Feed:
    """A file's bytes without their mark, for as long as they look like those of a real file."""

    def __init__(self, path: Path, file: BufferedReader) -> None:
        self._path, self._file = path, Checked(file)
        self._at_start = True
        self._since_quote = self._since_mark = 0

    def read(self, size: int = -1) -> bytes:
        if size == 0:  # how ijson finds out whether it is given text or bytes
            return b""
        chunk = self._file.read(_START)
        if self._at_start:
            self._at_start = False
            if chunk.startswith(_WIDE):
                raise UnreadableSource(
                    self._path, "found UTF-16 text, expected JSON in UTF-8; save it as UTF-8."
                )
            # A mark alone would read as the end of the file.
            chunk = chunk.removeprefix(_BOM) or self._file.read(_START)
        quote = chunk.rfind(b'"')
        mark = max(quote, *(chunk.rfind(c) for c in (b",", b"[", b"{")))
        after = len(chunk) - 1
        self._since_quote = self._since_quote + len(chunk) if quote < 0 else after - quote
        self._since_mark = self._since_mark + len(chunk) if mark < 0 else after - mark
        if self._since_quote > MOST_BETWEEN_QUOTES or self._since_mark > MOST_BETWEEN_MARKS:
            raise UnreadableSource(
                self._path,
                "found millions of bytes in one value, expected a JSON file as published.",
            )
        return chunk
