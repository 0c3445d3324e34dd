"""The bytes of an OCDS file, on their way to the parser: in UTF-8, and in bounded amounts."""

import codecs
from pathlib import Path
from typing import BinaryIO, Final, cast

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.json_numbers import Checked

#: A release of more bytes is a mistake or made to exhaust memory.
MOST_BYTES: Final = 32 * 1024 * 1024

EXPECTED: Final = (
    "expected an OCDS release package, record package or releases; "
    "download it again from its publisher."
)

_HEAD: Final = 64 * 1024


def as_utf8(file: BinaryIO) -> BinaryIO:
    """Return the file as UTF-8 without a byte order mark, whichever Unicode it is in."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(codecs.BOM_UTF8):
        file.seek(len(codecs.BOM_UTF8))
        return file
    for encoding, marks in (
        ("utf-16", (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)),
        ("utf-16-le", (b"{\0", b"[\0")),
        ("utf-16-be", (b"\0{", b"\0[")),
    ):
        if start.startswith(marks):
            return cast(BinaryIO, codecs.EncodedFile(file, "utf-8", encoding))
    return file


class Head(Checked):
    """The start of a file, and nothing after it."""

    _left = _HEAD

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none after the start."""
        chunk = super().read(min(size, self._left))
        self._left -= len(chunk)
        return chunk


class Measured(Checked):
    """A file that may not run on for ever without a release in it."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        super().__init__(file)
        self._path = path
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; UnreadableSource when they go on too long."""
        chunk = super().read(size)
        self._since += len(chunk)
        if self._since > MOST_BYTES:
            raise UnreadableSource(
                self._path,
                f"found more than {MOST_BYTES // 1024 // 1024} MB that are one value or hold no "
                f"release, {EXPECTED}",
            )
        return chunk

    def start_again(self) -> None:
        """Measure from here: something was read whole."""
        self._since = 0
