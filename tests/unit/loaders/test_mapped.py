"""Tables by a mapping: what a row becomes, and what a wrong mapping is told."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.model import Funds, MemberOf, Organisation, Partnership, Source
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.mapped.loader import mapped_format
from placegraph.loaders.published import About, Findings, Said

DATA = Path(__file__).resolve().parents[2] / "data" / "mapped"
MAPPING = (DATA / "mapping.yml").read_text(encoding="utf-8")
ABOUT = About(dataset="fund")

Read = Callable[..., tuple[list[Said], Findings]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Load a table by a mapping, both given as text."""

    def read(mapping: str = MAPPING, table: str | None = None) -> tuple[list[Said], Findings]:
        rules, path = tmp_path / "rules.yml", DATA / "funding.csv"
        rules.write_text(mapping, encoding="utf-8")
        if table is not None:
            path = tmp_path / "table.csv"
            path.write_text(table, encoding="utf-8")
        findings = Findings()
        return list(mapped_format(rules).statements((path,), ABOUT, findings)), findings

    return read


def test_each_row_becomes_the_facts_of_the_mapping(read: Read) -> None:
    said, findings = read()
    assert [type(s.fact) for s in said] == [
        Source, Organisation, Partnership, Funds, Organisation, Partnership, Funds, Partnership,
    ]  # fmt: skip
    source, police, board, paid, hands, *_ = (s.fact for s in said)
    assert isinstance(source, Source)
    assert (source.name, source.publisher) == ("Funding of boards", "Anytown District Council")
    assert isinstance(police, Organisation)
    assert (police.id, police.kind) == ("anytown/anyshire-police", OrganisationKind.POLICE)
    assert isinstance(hands, Organisation)
    assert (hands.id, hands.kind) == ("GB-COH-01234567", OrganisationKind.VCS)
    assert isinstance(board, Partnership)
    assert isinstance(paid, Funds)
    assert (paid.from_id, paid.to_id, paid.amount, paid.valid_from, paid.locator) == (
        "anytown/anyshire-police",
        "anytown/safer-anytown",
        1500.0,
        date(2023, 4, 1),
        "row 2",
    )
    assert said[3].key == "F1"
    assert findings.counts["Funds"] == 2
    assert findings.counts["Partnership"] == 1
    assert findings.rejected == 0


def test_what_names_nobody_is_not_made_and_reported(read: Read) -> None:
    _, findings = read()
    assert any("Funds without an identifier" in remark for remark in findings.remarks())


ORGANISATION = """rows:
  - type: Organisation
    id: {column: Name, scope: a}
    name: {column: Name}
    kind: {column: Kind, words: {"Yes": council}}
"""


def test_a_cell_that_cannot_be_its_property_rejects_the_row(read: Read) -> None:
    _, findings = read(table="Partner,Sector,Company number,Board,Paid in,Since,Ref\n"
                             "A,Police,,B,lots,01/04/2023,F1\n")  # fmt: skip
    (reject,) = findings.rejects
    assert str(reject.problem) == (
        "table.csv, row 2, column Paid in: found lots, expected a number, or blank for Funds"
    )
    assert reject.record["Paid in"] == "lots"


def test_a_word_the_mapping_does_not_know_rejects_the_row(read: Read) -> None:
    said, findings = read(ORGANISATION, "Name,Kind\nA,yes\nB,Perhaps\nC,\n")
    assert [s.fact.name for s in said if isinstance(s.fact, Organisation)] == ["A"]
    found = [(r.problem.row, r.problem.column, r.problem.found) for r in findings.rejects]
    assert found == [(3, "Kind", "Perhaps"), (4, "Kind", "nothing")]


def test_an_interval_that_runs_backwards_rejects_the_row(read: Read) -> None:
    mapping = ORGANISATION + "    valid_from: {column: From}\n    valid_to: {column: To}\n"
    _, findings = read(mapping, "Name,Kind,From,To\nA,Yes,02/01/2024,01/01/2024\n")
    (reject,) = findings.rejects
    assert (reject.problem.column, reject.problem.found) == ("To", "2024-01-01")


def test_the_same_relationship_again_is_reported(read: Read) -> None:
    table = (DATA / "funding.csv").read_text(encoding="utf-8")
    _, findings = read(table=table + "Anyshire Police,Police,,Safer Anytown,9,01/04/2023,F1\n")
    assert any("the first is kept" in remark for remark in findings.remarks())
    assert findings.counts["Funds"] == 2


def test_the_mapping_in_the_documentation_loads(read: Read) -> None:
    page = (DATA.parents[2] / "docs" / "formats" / "mapped.md").read_text(encoding="utf-8")
    (mapping,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    said, findings = read(mapping)
    assert {(m.from_id, m.to_id) for s in said if isinstance(m := s.fact, MemberOf)} == {
        ("anytown/anyshire-police", "anytown/safer-anytown"),
        ("GB-COH-01234567", "anytown/safer-anytown"),
    }
    assert findings.rejected == 0


def test_no_file_is_recognised_as_mapped() -> None:
    form = mapped_format(DATA / "mapping.yml")
    assert not form.recognises(DATA / "funding.csv")
    assert form.settings == (DATA / "mapping.yml",)


WRONG = {
    "type: Organisation": (
        "type: Organization", "line 4: found type “Organization”", "(probably Organisation)",
    ),
    "    name: {column: Partner}": (
        "    nmae: {column: Partner}", "line 6: found “nmae”", "(probably name)",
    ),
    "    name: {column: Board}\n": (
        "", "line 11: found Partnership without name", "rules for id, name",
    ),
    "kind: {value: statutory}": (
        "kind: {value: statutary}", "line 14: found kind “statutary”", "(probably statutory)",
    ),
    "Police: police": ("Police: polise", "line 9: found kind “polise”", "(probably police)"),
    "to: {type: Partnership,": (
        "to: {type: Area,", "line 18: found type “Area”", "one of Partnership, Contract, Function",
    ),
    "register: GB-COH, ": ("register: GB-XXX, ", "line 5: found register “GB-XXX”", "GB-COH"),
    "amount: {column: Paid in}": (
        "amount: {colum: Paid in}", "line 19: found “colum”", "(probably column)",
    ),
    "amount: {column: Paid": (
        "amount: {value: 5, column: Paid", "line 19: found neither or both", "{column: Title}",
    ),
    "{column: Since}": ("{value: 31/02/2024}", "line 20: found valid_from", "YYYY-MM-DD"),
    "key: {column: Ref}": ("key: {column: Reff}", "line 21: found column “Reff”", "(probably Ref)"),
    "scope: anytown}\n    name: {column: Board}": (
        "scope: any town}\n    name: {column: Board}", "line 12: found “any town”", "an identifier",
    ),
    "rows:": ("facts:", "line 3: found “facts”", "title, publisher, licence, sheet, rows"),
    "title: Funding": ("title: [Funding", "found no YAML", "missing bracket"),
    "title: Funding of boards": (
        "title: !!python/object/apply:os.system [ls]", "line 1: found a list", "plain text",
    ),
}  # fmt: skip


@pytest.mark.parametrize("right", WRONG)
def test_a_wrong_mapping_is_told_the_line_and_what_was_expected(read: Read, right: str) -> None:
    wrong, found, expected = WRONG[right]
    assert right in MAPPING
    with pytest.raises(UnreadableSource) as error:
        read(MAPPING.replace(right, wrong, 1))
    assert found in str(error.value)
    assert expected in str(error.value)
    assert "rules.yml" in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nrows: *b\n",
        "rows: " + "[" * 50 + "]" * 50,
        "rows: " + "x" * 300_000,
        "",
        "rows: []",
        "- a",
        "rows:\n  - {type: Organisation}\n  - {type: Organisation}\nrows: 1",
        "\x00",
    ],
)
def test_bombs_and_nonsense_are_refused(read: Read, text: str) -> None:
    with pytest.raises(UnreadableSource, match=r"rules\.yml"):
        read(text)


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="cannot be opened"):
        mapped_format(tmp_path / "absent.yml")


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_a_mapping_or_refused(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "rules.yml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(UnreadableSource):
        mapped_format(path)
