"""Where a data set is: a folder of CSV files, one XLSX workbook, or one bundled with PlaceGraph."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from placegraph.errors import UnreadableSource

BUNDLED = ("flagship", "wheels_to_meals")

#: What a file of the old Excel format starts with, and what Excel wraps a password-protected
#: workbook in: [MS-CFB] section 2.2.
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Source:
    """A data set's files, by path, in the order they are read."""

    path: Path
    form: Literal["csv", "xlsx"]
    files: tuple[Path, ...]


def bundled(name: str) -> Path:
    """Return the folder of the bundled data set called ``name``.

    Raises
    ------
    UnreadableSource
        If no bundled data set has that name.

    """
    if name not in BUNDLED:
        raise UnreadableSource(
            Path(name), f"found no bundled data set, expected one of {', '.join(BUNDLED)}."
        )
    return Path(str(files(f"placegraph.loaders.{name}")))


def describe(path: Path) -> Source:
    """Find out which form the data set at ``path`` has.

    Raises
    ------
    UnreadableSource
        If nothing is there, or it is neither a folder of CSV files nor an XLSX workbook.

    """
    path = path.resolve()
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise UnreadableSource(
            path, "found nothing there, expected a folder of CSV files or an XLSX workbook."
        )
    if path.suffix.lower() == ".csv":
        raise UnreadableSource(
            path,
            "found one CSV file, expected the folder that holds all tables of a data set; "
            f"give {path.parent}.",
        )
    return _workbook(path)


def _folder(path: Path) -> Source:
    # Names that start so are not data: copies made by macOS, and locks of an open workbook.
    visible = sorted(p for p in path.iterdir() if not p.name.startswith((".", "~$")))
    tables = tuple(p for p in visible if p.suffix.lower() == ".csv")
    workbooks = [p for p in visible if p.suffix.lower() == ".xlsx"]
    if tables and workbooks:
        raise UnreadableSource(
            path,
            f"found CSV files and the workbook {workbooks[0].name}, expected one or the other; "
            "move one of them away.",
        )
    if workbooks:
        raise UnreadableSource(
            path,
            f"found the workbook {workbooks[0].name} and no CSV file, expected CSV files; "
            f"give {workbooks[0]} to load the workbook.",
        )
    if not tables:
        raise UnreadableSource(
            path, "found no CSV file, expected one a table, such as dataset.csv and source.csv."
        )
    return Source(path, "csv", tables)


def _workbook(path: Path) -> Source:
    with path.open("rb") as file:
        start = file.read(len(_COMPOUND_FILE))
        compound = start == _COMPOUND_FILE
        locked = compound and "EncryptedPackage".encode("utf-16-le") in file.read()
    if locked:
        raise UnreadableSource(
            path,
            "found a workbook protected by a password, expected one without; "
            "save a copy with no password.",
        )
    if compound or path.suffix.lower() != ".xlsx":
        raise UnreadableSource(
            path,
            "found another kind of file, expected a folder of CSV files or an XLSX workbook; "
            "open it in a spreadsheet program and save it as .xlsx.",
        )
    return Source(path, "xlsx", (path,))
