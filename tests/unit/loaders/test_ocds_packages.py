"""Reading OCDS files as a stream, good and bad."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.loaders.ocds import json_bytes as ocds_bytes
from placegraph.loaders.ocds.packages import Kind, pieces, recognises

DATA = Path(__file__).resolve().parents[2] / "data" / "ocds"
ENVELOPE = {"uri": "https://www.example.org/1", "publisher": {"name": "Notices"}}
RELEASES = [
    {"ocid": f"ocds-made-{n}", "id": str(n), "date": "2024-01-01T00:00:00Z", "tag": ["tender"]}
    for n in range(4)
]


def ocids(path: Path, kind: Kind = Kind.RELEASE) -> list[str]:
    return [piece.body["ocid"] for piece in pieces(path) if piece.kind is kind]


def write(folder: Path, content: bytes | str) -> Path:
    path = folder / "file.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "written",
    [
        lambda: json.dumps(ENVELOPE | {"releases": RELEASES}),
        lambda: json.dumps({"releases": RELEASES} | ENVELOPE, indent=2),
        lambda: json.dumps(RELEASES),
        lambda: "\n".join(map(json.dumps, RELEASES)),
        lambda: "\r\n\r\n".join(map(json.dumps, RELEASES)) + "\n",
        lambda: "\n".join(json.dumps(ENVELOPE | {"releases": [r]}) for r in RELEASES),
        lambda: json.dumps([ENVELOPE | {"releases": RELEASES[:3]}, RELEASES[3]]),
        lambda: json.dumps({"results": [ENVELOPE | {"releases": [r]} for r in RELEASES]}),
        lambda: json.dumps(
            ENVELOPE | {"records": [{"ocid": r["ocid"], "releases": [r]} for r in RELEASES]}
        ),
        lambda: "\n".join(json.dumps({"ocid": r["ocid"], "releases": [r]}) for r in RELEASES),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_releases_are_found_however_they_are_wrapped_and_encoded(
    tmp_path: Path, written: Callable[[], str], encoding: str
) -> None:
    path = write(tmp_path, written().encode(encoding))

    assert ocids(path) == [release["ocid"] for release in RELEASES]
    assert recognises(path)


def test_a_compiled_release_comes_from_a_record_and_from_its_tag(tmp_path: Path) -> None:
    compiled = RELEASES[1] | {"tag": ["compiled"]}
    path = write(
        tmp_path,
        f"{json.dumps({'ocid': 'a', 'compiledRelease': {'id': '1'}})}\n{json.dumps(compiled)}",
    )

    assert ocids(path, Kind.COMPILED) == ["a", "ocds-made-1"]


def test_a_record_of_links_alone_is_told_and_gives_no_release(tmp_path: Path) -> None:
    link = {"url": "https://www.example.org/r/1", "date": "2024-01-01", "tag": ["tender"]}
    path = write(tmp_path, json.dumps({"records": [{"ocid": "a", "releases": [link]}]}))

    assert ocids(path) == []
    assert ocids(path, Kind.LINK) == ["a"]


def test_links_beside_a_compiled_release_are_no_loss(tmp_path: Path) -> None:
    link = {"url": "https://www.example.org/r/1", "date": "2024-01-01", "tag": ["tender"]}
    record = {"ocid": "a", "releases": [link], "compiledRelease": RELEASES[0]}

    assert ocids(write(tmp_path, json.dumps({"records": [record]})), Kind.LINK) == []


def test_contact_points_and_addresses_are_never_built() -> None:
    built = str([piece.body for piece in pieces(DATA / "package.json")])

    for unwanted in ("contactPoint", "A Person", "01632", "Made Up Lane", "ZZ9"):
        assert unwanted not in built


def test_an_empty_package_is_a_package(tmp_path: Path) -> None:
    assert [p.kind for p in pieces(write(tmp_path, '{"version":"1.1","releases":[]}'))] == [
        Kind.PACKAGE
    ]


TRUNCATED = (DATA / "package.json").read_bytes()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "ends in the middle, or nothing"),
        (b" \n ", "ends in the middle, or nothing"),
        (TRUNCATED[: len(TRUNCATED) // 2], "ends in the middle"),
        (bytes(range(256)) * 50, "no JSON"),
        (TRUNCATED[:500] + b"\0" * 9 + TRUNCATED[500:], "no JSON"),
        (b"<html><body>404</body></html>", "no JSON"),
        (b'{"releases":[{"ocid":"a","tender":{"value":{"amount":NaN}}}]}', "no JSON"),
        (b'{"releases":[{"ocid":"a","tender":{"value":{"amount":Infinity}}}]}', "no JSON"),
        (b'{"releases":[{"ocid":"a","id":' + b"9" * 99999 + b"}]}", "number that is too long"),
        (b'{"releases":[{"ocid":"M\xe9rton"}]}', "not UTF-8"),
        (b'{"releases":[{"ocid":"a"}]}}', "no JSON"),
        (b'{"grants":[{"id":"360G-x-1"}]}', "holds no releases"),
        (b'{"status":404,"error":"Not found"}', "holds no releases"),
        (b'{"releases":[{"tag_name":"v1"}]}', "holds no releases"),
        (b'{"releases":"none"}', "holds no releases"),
        (b'"text"', "holds no releases"),
        (b'{"releases":' + b"[" * 100_000, "nested more than"),
        (b'{"releases":[{"ocid":"a","tender":' + b'{"lots":' * 100_000, "nested more than"),
        (b'{"releases":[{"ocid":"a","other":' + b'{"b":' * 100_000, "nested more than"),
    ],
)
def test_a_bad_file_is_one_clear_error(tmp_path: Path, content: bytes, found: str) -> None:
    path = write(tmp_path, content)

    with pytest.raises(UnreadableSource, match=found) as caught:
        list(pieces(path))

    assert "expected" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="cannot be read"):
        list(pieces(tmp_path / "none.json"))


@pytest.mark.parametrize(
    "start", [b'{"releases":[{"ocid":"', b'{"releases":[{"ocid":"a","tag":["a","']
)
def test_a_value_without_end_stops_the_reading_in_bounded_memory(
    tmp_path: Path, start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocds_bytes, "MOST_BYTES", 1_000_000)
    path = tmp_path / "long.json"
    with path.open("wb") as file:
        file.write(start)
        for _ in range(200):
            file.write(b"a" * 100_000)

    tracemalloc.start()
    with pytest.raises(UnreadableSource, match="MB that are one value"):
        list(pieces(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 5_000_000


def test_a_package_on_one_line_may_be_longer_than_one_release_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocds_bytes, "MOST_BYTES", 200_000)
    many = [dict(RELEASES[0], ocid=f"ocds-made-{n}") for n in range(5000)]
    path = write(tmp_path, json.dumps({"releases": many}))

    assert path.stat().st_size > 400_000
    assert len(ocids(path)) == 5000


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@given(at=st.integers(min_value=0, max_value=len(TRUNCATED.rstrip()) - 1))
def test_a_package_cut_anywhere_is_refused(scratch: Path, at: int) -> None:
    path = write(scratch, TRUNCATED[:at])

    recognises(path)
    with pytest.raises(UnreadableSource):
        list(pieces(path))


@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused(scratch: Path, content: bytes) -> None:
    path = write(scratch, content)

    assert not recognises(path)
    with pytest.raises(UnreadableSource):
        list(pieces(path))


FIELDS = st.text() | st.sampled_from(["ocid", "records", "releases", "results", "compiledRelease"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(FIELDS, inner),
    max_leaves=20,
)


@given(value=VALUES)
def test_any_json_is_read_or_refused(scratch: Path, value: Any) -> None:
    path = write(scratch, json.dumps(value))

    recognises(path)
    try:
        found = list(pieces(path))
    except UnreadableSource:
        return
    assert all(isinstance(piece.body, dict) for piece in found)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\1", b"a,b\n1,2\n", b'{"grants":[]}', b'{"type":"FeatureCollection","features":[]}',
     b'{"releases":[{"tag_name":"v1"}]}', b"[" * 70_000],
)  # fmt: skip
def test_other_files_are_not_recognised(tmp_path: Path, content: bytes) -> None:
    assert not recognises(write(tmp_path, content))


def test_a_folder_is_not_recognised(tmp_path: Path) -> None:
    assert not recognises(tmp_path)


def test_a_cut_off_package_is_recognised_by_its_start(tmp_path: Path) -> None:
    assert recognises(write(tmp_path, TRUNCATED[: len(TRUNCATED) // 2]))
