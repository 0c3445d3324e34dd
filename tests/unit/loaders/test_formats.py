from pathlib import Path

import pytest

from placegraph.errors import UnreadableSource
from placegraph.loaders.formats import FORMATS, recognise

DATA = Path(__file__).resolve().parents[2] / "data"
FOLDERS = [name for name in FORMATS if (DATA / name).is_dir()]


def test_every_format_has_fixtures() -> None:
    assert list(FORMATS) == FOLDERS


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        pytest.param(folder, path, id=f"{folder}/{path.name}")
        for folder in FOLDERS
        for path in sorted((DATA / folder).iterdir())
    ],
)
def test_every_fixture_is_recognised_as_its_format_and_no_other(folder: str, path: Path) -> None:
    assert recognise(path).name == folder


def test_a_register_with_plain_titles_is_no_spending(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Reference,Title,Supplier,Value,Effective Date,Start Date,End Date\n"
        "A1,Cleaning,Ellerby Ltd,1000,2024-04-01,2024-04-01,2025-03-31\n",
        encoding="utf-8",
    )

    assert recognise(path).name == "contracts"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"{}", b"[1,2]", b"PK\x03\x04"]
)
def test_what_is_no_format_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(UnreadableSource, match="found none of the formats"):
        recognise(path)


def test_what_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource):
        recognise(tmp_path / "gone.csv")
