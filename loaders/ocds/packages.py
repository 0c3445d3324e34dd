"""Read OCDS files as a stream: packages, lists of releases, JSON lines, in any mixture.

Nothing of a file is held but the one release being read, and of that only the fields that
``ocds_shape`` names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import ijson

from placegraph.errors import UnreadableSource
from placegraph.loaders.ocds.json_bytes import EXPECTED, Head, Measured, as_utf8
from placegraph.loaders.ocds.shape import NAMES, JsonObject

#: Objects nested deeper are a mistake or made to exhaust memory.
MOST_LEVELS: Final = 64

_CHUNK: Final = 64 * 1024

#: Lists whose members are releases, records, or packages (as one older service wraps them).
_STREAMED: Final = ("releases", "records", "results")
_ENVELOPE: Final = frozenset(
    {"publisher", "name", "license", "publishedDate", "uri", "url", "compiledRelease"}
)
_KEPT: Final = NAMES | _ENVELOPE

Event = tuple[str, Any]


class Kind(StrEnum):
    """What an object of a file is."""

    RELEASE = "release"
    COMPILED = "compiled release"
    LINK = "record that links to its releases"
    VERSIONED = "record of a versioned release alone"
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Piece:
    """One object of a file: a release, a record of links, or what a package says of itself."""

    kind: Kind
    body: JsonObject


def pieces(path: Path) -> Iterator[Piece]:
    """Yield what an OCDS file holds; a package comes after its releases.

    Raises
    ------
    UnreadableSource
        If the file is no JSON, is cut off, holds no OCDS data, or an object in it is too large
        or nested too deep.

    """
    try:
        with path.open("rb") as file:
            reader = _Reader(path, Measured(path, as_utf8(file)))
            yield from reader.pieces()
    except UnreadableSource:
        raise
    except OSError as error:
        raise UnreadableSource(
            path, f"found that it cannot be read ({error.strerror}), expected a file."
        ) from error
    # An exponent of twenty digits is an ArithmeticError.
    except (ijson.JSONError, ValueError, ArithmeticError) as error:
        raise UnreadableSource(path, f"found {_complaint(error)}, {EXPECTED}") from error


def recognises(path: Path) -> bool:
    """Tell whether the start of the file looks like OCDS data."""
    parents: list[str] = []
    key, package = "", False
    try:
        with path.open("rb") as file:
            head = Head(as_utf8(file))
            for event, value in ijson.basic_parse(head, buf_size=4096, multiple_values=True):
                if event == "map_key":
                    key = value
                    package |= key in ("publishedDate", "publisher", "packages", "extensions")
                elif event == "string" and key == "ocid":
                    return True
                elif event == "start_array" and key in ("releases", "records") and len(parents) < 2:
                    if package:
                        return True
                    parents.append(key)
                elif event in ("start_map", "start_array"):
                    parents.append(key)
                elif event in ("end_map", "end_array"):
                    parents.pop()
                if len(parents) > MOST_LEVELS:
                    return False
    except (OSError, ijson.JSONError, ValueError, ArithmeticError):
        return False
    return False


def _complaint(error: Exception) -> str:
    text = str(error).splitlines()[0] if str(error) else ""
    if "premature EOF" in text or "Incomplete" in text:
        return "a file that ends in the middle, or nothing at all"
    if isinstance(error, UnicodeError) or "UTF8" in text:
        return "bytes that are not UTF-8 text"
    if isinstance(error, ijson.JSONError):
        return f"text that is no JSON ({text.strip()})"
    return "a number that is too long"


class _Reader:
    """Turns the events of the parser into pieces."""

    def __init__(self, path: Path, file: Measured) -> None:
        self._path = path
        self._file = file
        self._events: Iterator[Event] = ijson.basic_parse(
            file, buf_size=_CHUNK, multiple_values=True
        )
        self._found = False

    def pieces(self) -> Iterator[Piece]:
        for event, _ in self._events:
            yield from self._top(event, 1)
        if not self._found:
            raise UnreadableSource(
                self._path, f"found JSON that holds no releases or records, {EXPECTED}"
            )

    def _top(self, event: str, level: int) -> Iterator[Piece]:
        if event == "start_map":
            yield from self._object("", level)
        elif event == "start_array":
            yield from self._members("", level)

    def _members(self, within: str, level: int) -> Iterator[Piece]:
        self._check(level)
        for number, (event, _) in enumerate(self._events):
            if event == "end_array":
                # A package without releases is a package all the same.
                self._found |= not number and within in ("releases", "records")
                return
            if event == "start_map":
                yield from self._object(within, level + 1)
            else:
                self._skip(event, level)

    def _object(self, within: str, level: int) -> Iterator[Piece]:
        """Yield the pieces of an object: those in its lists of releases, then itself."""
        self._check(level)
        body: JsonObject = {}
        holds_list, links, released, versioned = False, False, False, False
        for event, key in self._events:
            if event == "end_map":
                break
            event, value = next(self._events)
            if event == "start_array" and key in _STREAMED:
                holds_list = True
                for piece in self._members(key, level + 1):
                    if piece.kind is Kind.LINK and "ocid" not in piece.body:
                        links = True
                    else:
                        released = True
                        yield piece
            elif key in _KEPT:
                body[key] = self._value(event, value, level)
            else:
                versioned |= key == "versionedRelease"
                self._skip(event, level)
        self._file.start_again()
        if links and not isinstance(body.get("compiledRelease"), dict):
            yield Piece(Kind.LINK, {"ocid": body.get("ocid")})
        elif versioned and not released and not isinstance(body.get("compiledRelease"), dict):
            yield Piece(Kind.VERSIONED, {"ocid": body.get("ocid")})
        yield from self._classified(body, within, holds_list)

    def _classified(self, body: JsonObject, within: str, holds_list: bool) -> Iterator[Piece]:
        compiled = body.pop("compiledRelease", None)
        if isinstance(compiled, dict):
            self._found = True
            compiled.setdefault("ocid", body.get("ocid"))
            yield Piece(Kind.COMPILED, compiled)
        elif within == "records" or (holds_list and "ocid" in body):
            # The releases of the record have been given already.
            self._found |= "ocid" in body
        elif holds_list:
            yield Piece(Kind.PACKAGE, body)
        elif "ocid" in body or within == "releases":
            self._found |= "ocid" in body
            yield Piece(_kind(body), body)

    def _value(self, event: str, value: Any, level: int) -> Any:
        if event == "start_map":
            self._check(level)
            found: JsonObject = {}
            for event, key in self._events:
                if event == "end_map":
                    return found
                event, inner = next(self._events)
                # Lists are also published as objects numbered from 1.
                if key in _KEPT or key.isdecimal():
                    found[key] = self._value(event, inner, level + 1)
                else:
                    self._skip(event, level + 1)
        if event == "start_array":
            self._check(level)
            members: list[Any] = []
            for event, inner in self._events:
                if event == "end_array":
                    return members
                members.append(self._value(event, inner, level + 1))
        return value

    def _skip(self, event: str, level: int) -> None:
        outside = level
        while True:
            if event in ("start_map", "start_array"):
                level += 1
                self._check(level)
            elif event in ("end_map", "end_array"):
                level -= 1
            if level == outside:
                return
            event, _ = next(self._events)

    def _check(self, level: int) -> None:
        if level > MOST_LEVELS:
            raise UnreadableSource(
                self._path, f"found objects nested more than {MOST_LEVELS} deep, {EXPECTED}"
            )


def _kind(body: JsonObject) -> Kind:
    if "ocid" not in body and "url" in body:
        return Kind.LINK
    tags = body.get("tag")
    return Kind.COMPILED if tags in ("compiled", ["compiled"]) else Kind.RELEASE
