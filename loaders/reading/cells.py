"""Find the cells of a workbook that hold no value to trust: errors and stale formulas.

calamine reads both as blank, and a blank means “not said”; so they are looked up in the workbook's
own XML (ECMA-376 part 1, section 18.3.1.4).
"""

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from placegraph.errors import UnreadableSource

#: What a cell says when its formula failed (ECMA-376 part 1, section 18.17.2.7, and later Excel).
ERRORS = frozenset(
    {
        "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#BUSY!", "#CONNECT!", "#UNKNOWN!", "#EXTERNAL!", "#PYTHON!",
        "#TIMEOUT!", "#GETTING_DATA",
    }
)  # fmt: skip
#: What stands for a formula that no program has worked out yet.
NOT_CALCULATED = "a formula without a result"
#: What stands for a cell that a merge hides; a spreadsheet shows its neighbour's value there.
MERGED = "part of a merged cell"

NOT_XLSX = (
    "found a file that cannot be read as XLSX, expected a workbook; "
    "open it in a spreadsheet program and save it as .xlsx again."
)

_WORTH_PARSING = re.compile(rb"""\bt=["']e["']|<(\w+:)?f[\s>/]|<(\w+:)?mergeCell\s""")

_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]+)(\d+)["']""")

#: A table larger than these is a mistake, or made to exhaust memory: one stray cell at the end of
#: a sheet makes the sheet 17 billion cells.
MOST_CELLS = 20_000_000
MOST_BYTES = 1_000_000_000

Places = dict[tuple[int, int], str]


def unreadable_cells(path: Path) -> dict[str, Places]:
    """Return what each sheet's unreadable cells say, by row and column counted from 1.

    Raises
    ------
    UnreadableSource
        If the file is no workbook.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            (book,) = _related(archive, "", "officeDocument").values()
            parts = _related(archive, book, "worksheet")
            names = _sheet_names(archive, book)
            for part in parts.values():
                _bounded(archive.getinfo(part).file_size, MOST_BYTES, "bytes", path)
            return {
                names[relation]: places
                for relation, part in parts.items()
                if relation in names and (places := _places(archive.read(part), path))
            }
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError),
        *(ElementTree.ParseError, KeyError, ValueError),
    ) as error:
        raise UnreadableSource(path, NOT_XLSX) from error


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relations = _parse(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    return {
        relation.attrib["Id"]: posixpath.normpath(
            posixpath.join("/", folder, relation.attrib["Target"])
        ).lstrip("/")
        for relation in relations
        if relation.attrib["Type"].endswith(f"/{kind}")
    }


def _sheet_names(archive: zipfile.ZipFile, book: str) -> dict[str, str]:
    return {
        value: sheet.attrib["name"]
        for sheet in _parse(archive.read(book)).iterfind("{*}sheets/{*}sheet")
        for key, value in sheet.attrib.items()
        if key.endswith("}id")
    }


def _parse(content: bytes) -> ElementTree.Element:
    # The workbook is the reader's own, and expat has bounded entity expansion since 2.4.1.
    return ElementTree.fromstring(content)  # noqa: S314


def _bounded(found: int, most: int, what: str, path: Path) -> None:
    if found > most:
        raise UnreadableSource(
            path,
            f"found a sheet of {found:,} {what}, expected at most {most:,}; "
            "delete the stray cells or merges below and beside the table.",
        )


def _places(content: bytes, path: Path) -> Places:
    ends = [(len(column), column, int(row)) for column, row in _CELL.findall(content)]
    if ends:
        _, last, _ = max(ends)
        width = _place(f"{last.decode()}1")[1]
        _bounded(width * max(row for _, _, row in ends), MOST_CELLS, "cells", path)
    if not _WORTH_PARSING.search(content):
        return {}
    places: Places = {}
    for _, element in ElementTree.iterparse(BytesIO(content)):  # noqa: S314
        tag = element.tag.rpartition("}")[2]
        if tag == "c":
            if text := _unreadable(element):
                places[_place(element.attrib["r"])] = text
            element.clear()
        elif tag == "mergeCell":
            hidden = _corners(element.attrib["ref"])
            _bounded(len(places) + _area(*hidden), MOST_CELLS, "cells in merges", path)
            places |= _hidden(*hidden)
    return places


def _unreadable(cell: ElementTree.Element) -> str:
    value = cell.findtext("{*}v")
    if cell.get("t") == "e":
        return value or "#N/A"
    # A formula that gives empty text is written as t="str".
    if cell.find("{*}f") is not None and not value and cell.get("t") != "str":
        return NOT_CALCULATED
    return ""


def _corners(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*_place(first), *_place(last or first))


def _area(top: int, left: int, bottom: int, right: int) -> int:
    return (bottom - top + 1) * (right - left + 1)


def _hidden(top: int, left: int, bottom: int, right: int) -> Places:
    return {
        (row, column): MERGED
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _place(reference: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
