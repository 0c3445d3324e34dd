"""The spool tells new, changed, unchanged and gone statements apart, in any number of them."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from placegraph.errors import StoreError
from placegraph.graph import spool as module
from placegraph.graph.batch import Kind, content, row
from placegraph.graph.model import MemberOf, Organisation, Partnership, Source
from placegraph.graph.spool import Held, Spool

ORGANISATIONS = Kind(Organisation)
MEMBERS = Kind(MemberOf, "Organisation", "Partnership")


def source(key: str = "s") -> Source:
    return Source(id=key, name="Paper", source=key, locator="the document itself")


def organisation(key: str, name: str = "A", said_by: str = "s") -> Organisation:
    return Organisation(id=key, name=name, kind="district", source=said_by, locator="p. 1")


def member(key: str, **more: Any) -> MemberOf:
    return MemberOf(
        from_type="Organisation", from_id=key, to_type="Partnership", to_id="board",
        completeness="complete", source="s", locator="p. 2", **more,
    )  # fmt: skip


@pytest.fixture
def spool() -> Iterator[Spool]:
    with Spool("one") as spool:
        yield spool


def as_held(spool: Spool, of: Kind) -> list[Held]:
    """Return the statements of a kind as the graph would hold them once they are written."""
    name = "STATED_IN" if not of.from_type else "MEMBER_OF"
    return [
        Held(name, new.said["assertion"], new.said["content"], f"r{n}", new.said["source"])
        for n, new in enumerate(spool.new(of))
    ]


def test_kinds_come_in_the_order_in_which_they_can_be_written(spool: Spool) -> None:
    spool.add(member("a"), "")
    spool.add(organisation("a"), "")
    spool.add(source(), "")

    assert spool.kinds() == [Kind(Source), ORGANISATIONS, MEMBERS]


def test_statements_come_back_as_they_were_read_with_their_identity(spool: Spool) -> None:
    spool.add(member("a", role="chair"), "")

    (new,) = spool.new(spool.kinds()[0])

    assert new.ends == ("a", "board")
    said = dict(new.said)
    assert (len(said.pop("assertion")), len(said.pop("content"))) == (24, 16)
    assert said == {
        "role": "chair",
        "completeness": "complete",
        "source": "s",
        "locator": "p. 2",
    }


def test_first_of_several_with_the_same_identity_is_kept(spool: Spool) -> None:
    spool.add(organisation("a", "First"), "")
    spool.add(organisation("a", "Second"), "")
    spool.add(organisation("a", "Third"), "another place")

    assert spool.kinds() == [ORGANISATIONS]
    assert spool.count(ORGANISATIONS) == 2
    assert [new.said["name"] for new in spool.new(ORGANISATIONS)] == ["First", "Third"]


def test_digest_tells_what_is_said_and_not_in_which_order() -> None:
    def digest(*facts: Any) -> int:
        with Spool("one") as spool:
            for fact in facts:
                spool.add(fact, "")
            return spool.digest()

    a, b, other = organisation("a"), organisation("b"), organisation("b", "B")
    assert digest(a, b) == digest(b, a) == digest(a, b, a)
    assert len({digest(), digest(a), digest(b), digest(a, b), digest(a, other)}) == 5
    # Who says which of two things matters.
    swapped = organisation("a", "B"), organisation("b", "A")
    assert digest(*swapped) != digest(organisation("a", "A"), organisation("b", "B"))


def test_what_the_graph_holds_is_told_apart_from_what_is_new(spool: Spool) -> None:
    for key in ("same", "other"):
        spool.add(organisation(key), "")
    spool.kinds()
    same, other = as_held(spool, ORGANISATIONS)
    gone = Held("MEMBER_OF", "ab" * 12, "cd" * 8, "r9", "s")
    spool.add(organisation("new"), "")

    spool.hold([same, other._replace(content="00"), gone])

    assert [new.ends for new in spool.new(ORGANISATIONS)] == [("new",)]
    assert [(c.row.ends, c.element) for c in spool.changed(ORGANISATIONS)] == [(("other",), "r1")]
    assert spool.unchanged(ORGANISATIONS) == 1
    assert list(spool.gone()) == [gone]
    assert spool.gone_by_source() == [("s", 1, 3)]


def test_statements_that_wait_in_memory_are_not_taken_for_gone(spool: Spool) -> None:
    with Spool("one") as earlier:
        earlier.add(organisation("a"), "")
        earlier.kinds()
        held = as_held(earlier, ORGANISATIONS)
    spool.add(organisation("a"), "")

    spool.hold(held)

    assert (list(spool.gone()), spool.gone_by_source()) == ([], [])


def test_everything_held_goes_when_nothing_is_said(spool: Spool) -> None:
    held = [Held("STATED_IN", "ab" * 12, "00", "r0", "s"), Held("PAID", "cd" * 12, "00", "r1", "t")]

    spool.hold(held)

    assert sorted(spool.gone()) == sorted(held)
    assert spool.gone_by_source() == [("s", 1, 1), ("t", 1, 1)]


def test_what_is_held_can_be_asked_for_again(spool: Spool) -> None:
    spool.hold([Held("PAID", "ab" * 12, "00", "r0", "s")])
    spool.hold([])

    assert list(spool.gone()) == []


def test_nodes_that_are_named_and_not_described_are_missing(spool: Spool) -> None:
    spool.add(member("a"), "")
    spool.add(member("b"), "")
    spool.add(organisation("b"), "")

    assert spool.missing() == {
        "Organisation": {"a"},
        "Partnership": {"board"},
        "Source": {"s"},
    }


@pytest.mark.parametrize("kept", [1, 1000])
def test_nothing_is_missing_however_often_ends_are_settled(
    spool: Spool, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(module, "_ENDS_KEPT", kept)
    monkeypatch.setattr(module, "_BUFFERED", 3)
    for n in range(20):
        spool.add(member(f"o{n}"), "")
    for n in range(20):
        spool.add(organisation(f"o{n}"), "")
    spool.add(source(), "")

    assert spool.missing() == {"Partnership": {"board"}}

    spool.add(
        Partnership(
            id="board", name="B", kind="forum", members_known="partial", source="s", locator="1"
        ),
        "",
    )
    assert spool.missing() == {}


def test_full_disk_is_one_clear_error(spool: Spool) -> None:
    # 4 pages are too few for anything.
    spool._file.execute("PRAGMA max_page_count = 4")
    for n in range(999):
        spool.add(organisation(f"o{n}", "x" * 1000), "")

    with pytest.raises(StoreError, match="temporary files: found that what was read cannot be"):
        spool.add(organisation("o", "x" * 1000), "")


def test_content_is_the_same_for_the_same_and_differs_with_every_detail() -> None:
    assert content(row(member("a"))) == content(row(member("a")))
    told = [member("a"), member("a", role="chair"), member("a", valid_from="2011-01-01")]
    assert len({content(row(fact)) for fact in told}) == 3


def test_file_of_the_spool_has_no_name(spool: Spool) -> None:
    assert [path for _, _, path in spool._file.execute("PRAGMA database_list")] == [""]
    assert isinstance(spool._file, sqlite3.Connection)
