"""Remember which texts were met, in memory that does not grow with their number."""

import mmap
from enum import IntFlag

#: Places in the table: 12 bytes each, of which only those used are ever touched.
_PLACES = 1 << 22
#: Beyond this filling, finding a free place takes long.
_MOST = _PLACES * 3 // 4
_VALUE = (1 << 27) - 1


class Standing(IntFlag):
    """What is known of a text: it was met, again, with another value, and has been stated."""

    MET = 1 << 27
    REPEATED = 1 << 28
    CONTESTED = 1 << 29
    STATED = 1 << 30


_MET, _REPEATED = int(Standing.MET), int(Standing.REPEATED)
_CONTESTED, _STATED = int(Standing.CONTESTED), int(Standing.STATED)


class Seen:
    """Texts by their 64-bit hashes, in 50 MB at most however many they are.

    Two of a million texts have the same hash once in 37 million loads. ``full`` is True once
    more than 3 million different texts were met; those met after that are always new.
    """

    def __init__(self) -> None:
        self._hashes = memoryview(mmap.mmap(-1, 8 * _PLACES)).cast("q")
        self._marks = memoryview(mmap.mmap(-1, 4 * _PLACES)).cast("i")
        self._held = 0
        self.full = False

    def meet(self, text: str, value: str) -> None:
        """Take note of ``text`` with a value; an empty one says nothing against another."""
        place = self._place(text)
        if place < 0:
            return
        mark = self._marks[place]
        new = (hash(value) & _VALUE) if value else 0
        if not mark:
            self._marks[place] = new | _MET
        elif new and new != mark & _VALUE:
            self._marks[place] = mark | _REPEATED | _CONTESTED
        elif not mark & _REPEATED:
            self._marks[place] = mark | _REPEATED

    def state(self, text: str) -> int:
        """Return the :class:`Standing` of ``text`` as bits, and mark it as stated from now on."""
        place = self._place(text)
        if place < 0:
            return 0
        mark = self._marks[place]
        if not mark & _STATED:
            self._marks[place] = mark | _STATED
        return mark

    def _place(self, text: str) -> int:
        wanted = hash(text) or 1
        hashes, place = self._hashes, wanted & (_PLACES - 1)
        while found := hashes[place]:
            if found == wanted:
                return place
            place = (place + 1) & (_PLACES - 1)
        if self._held >= _MOST:
            self.full = True
            return -1
        self._held += 1
        hashes[place] = wanted
        return place
