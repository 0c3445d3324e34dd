"""Which characters the bytes of a file stand for."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.loaders.reading.encodings import MOST_LINE_BYTES, encoding_of, encoding_of_sample

APOSTROPHE, DASH = "\u2019", "\u2013"
LINES = f"Name,Amount (£)\r\nChildren{APOSTROPHE}s Café,£1,250.00\r\n"


def read(path: Path) -> str:
    encoding = encoding_of(path)
    return path.read_bytes().decode(encoding.codec, encoding.errors)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_comes_back_as_it_was_written(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(LINES.encode(codec))
    assert read(path) == LINES


@pytest.mark.parametrize("codec", ["cp437", "cp850"])
def test_the_pounds_of_dos_are_pounds(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.csv"
    lines = LINES.replace(APOSTROPHE, "'")
    path.write_bytes(lines.encode(codec))
    assert b"\x9c" in path.read_bytes()
    assert read(path) == lines


def test_a_windows_byte_far_down_a_plain_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r\n" * 300_000 + b"Alder,\xa3100\r\n")
    assert read(path).endswith("Alder,£100\r\n")


def test_a_few_windows_bytes_in_utf8_do_not_spoil_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Café,£1\n".encode() * 50 + b"Alder,\xa3100\n")
    text = read(path)
    assert text.count("Café,£1") == 50
    assert text.endswith("Alder,£100\n")


def test_a_dash_of_windows_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name,Days\nJan\x96Mar,Children\x92s\n")
    assert read(path) == f"Name,Days\nJan{DASH}Mar,Children{APOSTROPHE}s\n"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"a,b\nc,\0d\n", "a NUL byte"),
        (bytes(range(1, 32)) * 40, "binary"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"a" * (MOST_LINE_BYTES + 1), "a line of more than"),
        (b"\xff\xfea\0b\0c", "not UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_in_words(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource, match=found):
        encoding_of(path)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="cannot be opened"):
        encoding_of(tmp_path / "none.csv")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with suppress(UnreadableSource):
        assert isinstance(read(path), str)
    sample = encoding_of_sample(content)
    assert sample is None or isinstance(content.decode(sample.codec, sample.errors), str)
