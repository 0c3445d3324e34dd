"""Keep numbers that crash the parser of JSON from reaching it."""

import re
from typing import BinaryIO, Final

_MOST_DIGITS: Final = 400
_LONG_NUMBER: Final = re.compile(rb"[0-9]{400}")


class Checked:
    """A file without numbers of hundreds of digits, which crash the C parser."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; a number that is too long is a ValueError."""
        chunk = self._file.read(size)
        seen = self._tail + chunk
        if _LONG_NUMBER.search(seen):
            raise ValueError("a number that is too long")
        self._tail = seen[-_MOST_DIGITS:]
        return chunk
