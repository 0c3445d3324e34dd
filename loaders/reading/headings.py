"""Find the row of column titles in a table, and which declared column is where."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.delimited import Rows, split

_DELIMITERS = ",\t;|"
_LONGEST_TITLE = 200
_NOT_KEY = re.compile("[^a-z0-9]+")

#: Of each declared column its name, the keys of its titles, and whether it is required.
Wanted = list[tuple[str, list[str], bool]]


@lru_cache(maxsize=1 << 13)
def title_key(title: str) -> str:
    """Return what titles are compared by: their letters and digits."""
    # Other letters than these are pounds in a wrong encoding as often as not.
    return _NOT_KEY.sub("", title.lower())


def places_of(cells: Sequence[str], wanted: Wanted) -> dict[str, int]:
    """Return where the declared columns are if ``cells`` is the heading."""
    at: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if cell and len(cell) <= _LONGEST_TITLE and (key := title_key(cell)):
            at.setdefault(key, place)
    if not at:
        return {}
    found = ((name, next((at[key] for key in keys if key in at), None)) for name, keys, _ in wanted)
    return {name: place for name, place in found if place is not None}


def find_heading(
    path: Path, top: list[tuple[int, list[str]]], rest: Rows, wanted: Wanted
) -> tuple[int, list[str]]:
    """Return the row of titles: of the ``top`` rows the one with most, or one of the ``rest``.

    Raises
    ------
    UnreadableSource
        If no row has the titles of all required columns.

    """
    required = {name for name, _, needed in wanted if needed}
    found = [(places_of(cells, wanted), number, cells) for number, cells in top]
    whole = [row for row in found if row[0] and required <= row[0].keys()]
    if whole:
        _, number, cells = max(whole, key=lambda row: len(row[0]))
        return number, cells
    first = next((set(keys) for _, keys, needed in wanted if needed), set[str]())
    for number, cells in rest if required else ():
        if first.isdisjoint(title_key(cell) for cell in cells if len(cell) <= _LONGEST_TITLE):
            continue
        if required <= places_of(cells, wanted).keys():
            return number, cells
    nearest, number, _ = max(found, key=lambda row: len(row[0]), default=({}, 0, []))
    lacks = ", ".join(name for name, _, _ in wanted if name in required - nearest.keys())
    near = f" (row {number} comes nearest, without {lacks})" if nearest else ""
    raise UnreadableSource(
        path,
        f"found no row of column titles{near}, expected titles for "
        f"{', '.join(name for name, _, needed in wanted if needed or not required)}; check that "
        "it is a file of this format, or give the columns its usual titles.",
    )


def moved(places: dict[str, int], heading: list[str], sample: list[list[str]]) -> dict[str, int]:
    """Find the cells of a title that merged cells have parted from its column.

    A column that is empty throughout the sample takes the untitled one beside it that is not.
    """
    filled = {p for cells in sample for p, cell in enumerate(cells) if cell.strip()}
    found = dict(places)
    for name, place in places.items():
        if not filled or place in filled:
            continue
        after = takewhile(
            lambda p: p >= len(heading) or not heading[p], range(place + 1, max(filled) + 1)
        )
        before = takewhile(lambda p: not heading[p], range(place - 1, -1, -1))
        free = filled.intersection(after).union(filled.intersection(before)) - {*found.values()}
        found[name] = min(free, key=lambda p: abs(p - place), default=place)
    return found


def best_delimiter(lines: list[str], wanted: Wanted) -> str:
    """Return the delimiter that shows most declared columns, or else the most even rows."""

    def merit(delimiter: str) -> tuple[int, int, int]:
        rows = split(lines, delimiter)
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        width, even = widths.most_common(1)[0] if widths else (0, 0)
        return max((len(places_of(cells, wanted)) for cells in rows), default=0), even, width

    return max(_DELIMITERS, key=merit)
