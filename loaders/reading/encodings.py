"""Find out which characters the bytes of a published text file stand for.

Nothing in a CSV file says so. UTF-8 proves itself, because other encodings hardly ever happen to
be valid UTF-8. Between the one-byte encodings the bytes around £, apostrophes and accents decide:
0xA3 before a digit is £ on Windows, 0x9C before a digit is £ in DOS, and each is a letter in the
other.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from placegraph.errors import UnreadableSource

#: How much is read at a time.
_CHUNK = 1 << 20
#: How many bytes a line may have: a longer one is no table, and would not fit into memory.
MOST_LINE_BYTES = 4_000_000
#: How much of a file that is not UTF-8 is looked at to tell the one-byte encodings apart.
_EVIDENCE_BYTES = 1 << 24
#: More control characters than this share of a file are no text.
_MOST_CONTROLS = 0.01

#: How to read bytes that the encoding of the rest does not have.
STRAY = "placegraph-stray-byte"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1a\x1b\x1f") + b"\x7f"
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")

#: Bytes that make sense in one encoding and hardly in another; the first wins when none does.
_EVIDENCE = {
    "cp1252": re.compile(
        rb"\xa3(?=[ \d.(-])|(?<=[(,\t;\"])\xa3|(?<=[A-Za-z])\x92(?=[A-Za-z ])|[\x91\x93\x96\x97]"
        rb"|\x85|\xa0|(?<=[A-Za-z])[\xdf-\xff](?=[A-Za-z ,])"
    ),
    "cp850": re.compile(
        rb"\x9c(?=[ \d.(-])|(?<=[(,\t;\"])\x9c(?=[)])|(?<=[A-Za-z])[\x81\x82\x84\x87\x88\x8a\x90]"
    ),
    "mac_roman": re.compile(rb"(?<=[a-z])\xd5(?=[a-z ])|[\xd2-\xd4]|(?<=[A-Za-z])[\x8e\x8f]"),
}

_OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old .xls or a password-protected workbook"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive"),
)
_WEB_PAGE = re.compile(rb"\s*<(!doctype html|html|head|body|\?xml)", re.IGNORECASE)


@dataclass(frozen=True)
class Encoding:
    """The codec a file is written in, and what to do with bytes it does not have."""

    codec: str
    errors: str = "strict"


def encoding_of(path: Path) -> Encoding:
    """Find the encoding of a whole file; it is read once, in pieces.

    UTF-8 and UTF-16 with or without a byte order mark, Windows (cp1252), DOS (cp850, whose £ is
    also that of cp437) and Mac. A UTF-8 file with a few Windows bytes in it is read as both.

    Raises
    ------
    UnreadableSource
        If the file is not text: another kind of file, NUL bytes, many control characters, or a
        line of more than :data:`MOST_LINE_BYTES`.

    """
    refuse_no_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(_CHUNK)
            refuse_other_files(path, head)
            wide = _marked(head) or _wide(head)
            file.seek(0)
            if wide and wide != "utf-8-sig":
                _check_wide(path, file, wide)
                return Encoding(wide)
            evidence, valid = _scan(path, file)
    except OSError as error:
        raise UnreadableSource(
            path, f"found that it cannot be opened ({error.strerror}), expected a readable file."
        ) from error
    if valid:
        return Encoding(wide or "utf-8")
    return _one_byte(evidence, marked=bool(wide))


def encoding_of_sample(sample: bytes) -> Encoding | None:
    """Find the encoding of the start of a file; None when it is not text."""
    wide = _marked(sample) or _wide(sample)
    if wide:
        return Encoding(wide, "replace")
    if b"\0" in sample or _too_many_controls(sample):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _one_byte(sample, marked=False)
    return Encoding("utf-8", STRAY)


def refuse_no_file(path: Path) -> None:
    """Raise UnreadableSource when something other than a file is there, such as a pipe.

    Reading it might wait for ever, or never end.
    """
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "a pipe, a device or the like"
        raise UnreadableSource(path, f"found {kind}, expected a file; save the table as one.")


def refuse_other_files(path: Path, head: bytes) -> None:
    """Raise UnreadableSource when the first bytes are those of another kind of file."""
    kind = next((name for magic, name in _OTHER_FILES if head.startswith(magic)), None)
    if kind is None and _WEB_PAGE.match(head):
        kind = "a web page or XML"
    if kind:
        raise UnreadableSource(
            path, f"found {kind}, expected a table as CSV or XLSX; save it as one of them."
        )


def _marked(head: bytes) -> str | None:
    return next((codec for mark, codec in _BOMS if head.startswith(mark)), None)


def _wide(head: bytes) -> str | None:
    """Return UTF-16 without a mark: in English text every other byte is NUL."""
    sample = head[: 1 << 16]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = 0.3 * len(sample) / 2
    if odd > enough and even < odd / 20:
        return "utf-16-le"
    if even > enough and odd < even / 20:
        return "utf-16-be"
    return None


def _scan(path: Path, file: BinaryIO) -> tuple[bytes, bool]:
    """Return the lines with other than ASCII characters, and whether all is valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    evidence = bytearray()
    valid = True
    since_line_end = offset = 0
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise UnreadableSource(
                path,
                f"found a NUL byte (byte {offset + chunk.index(0) + 1:,} of the file), expected "
                "text; export the table as CSV again.",
            )
        if not offset and _too_many_controls(chunk):
            raise UnreadableSource(
                path, "found binary content, expected a table as CSV or XLSX; save it as one."
            )
        since_line_end = _line_length(path, chunk, since_line_end)
        offset += len(chunk)
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        if len(evidence) < _EVIDENCE_BYTES and not chunk.isascii():
            evidence += chunk
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return bytes(evidence), valid


def _line_length(path: Path, chunk: bytes, before: int) -> int:
    """Return how long the line is that ``chunk`` ends in, and refuse one that is too long."""
    first = min((i for i in (chunk.find(b"\n"), chunk.find(b"\r")) if i >= 0), default=-1)
    length = before + (len(chunk) if first < 0 else first)
    if length > MOST_LINE_BYTES:
        raise UnreadableSource(
            path,
            f"found a line of more than {MOST_LINE_BYTES:,} bytes, expected a table with one row "
            "a line; export the table as CSV again.",
        )
    if first < 0:
        return length
    return len(chunk) - max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) - 1


def _check_wide(path: Path, file: BinaryIO, codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    since_line_end = 0
    try:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            since_line_end = _line_length(path, text.encode("latin-1", "replace"), since_line_end)
            if "\0" in text:
                raise UnreadableSource(
                    path, "found a NUL character, expected text; export the table as CSV again."
                )
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            path,
            f"found what is not {codec.upper()} near byte {error.start + 1:,} of a piece, "
            "expected text in one encoding to the end; save it as “CSV UTF-8”.",
        ) from error


def _too_many_controls(sample: bytes) -> bool:
    return len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample)


def _one_byte(evidence: bytes, *, marked: bool) -> Encoding:
    letters = _UTF8_LETTER.findall(evidence)
    others = len(_HIGH.findall(evidence)) - sum(map(len, letters))
    if marked or len(letters) >= others:
        return Encoding("utf-8-sig" if marked else "utf-8", STRAY)
    found = {codec: len(pattern.findall(evidence)) for codec, pattern in _EVIDENCE.items()}
    return Encoding(max(found, key=lambda codec: found[codec]), STRAY)


def _stray(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error(STRAY, _stray)
