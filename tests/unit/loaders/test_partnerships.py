"""Registers of partnerships: what a row becomes, and what is never kept."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.model import (
    ClientOf,
    Funds,
    LeadOfficerFor,
    MemberOf,
    Organisation,
    Partnership,
    Post,
    PostIn,
)
from placegraph.graph.schema import Fact, Node, Relationship
from placegraph.graph.vocabulary import Completeness, PartnershipKind
from placegraph.loaders.partnerships.loader import FORMAT
from placegraph.loaders.partnerships.partnership_cells import kind, partners, post_title
from placegraph.loaders.published import About, Findings, Said

DATA = Path(__file__).resolve().parents[2] / "data" / "partnerships"
ABOUT = About(dataset="reg", publisher="Anytown District Council", publisher_id="GB-LAE-CHT")
F = TypeVar("F", bound=Fact)


def read(path: Path) -> tuple[list[Said], Findings]:
    findings = Findings()
    return list(FORMAT.statements((path,), ABOUT, findings)), findings


def facts(said: Iterable[Said], declared: type[F]) -> list[F]:
    return [s.fact for s in said if isinstance(s.fact, declared)]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_register_with_titles_of_its_own_becomes_partnerships() -> None:
    said, findings = read(DATA / "own_titles.csv")
    safer, arts = facts(said, Partnership)
    assert safer.model_dump(exclude={"source", "locator"}, exclude_none=True) == {
        "id": "GB-LAE-CHT/safer-anytown",
        "name": "Safer Anytown",
        "kind": PartnershipKind.OTHER,
        "purpose": "Cut crime",
        "members_known": Completeness.PARTIAL,
        "budget": 20000.0,
        "risks": "Money ends",
    }
    assert (arts.budget, arts.note) == (None, "Budget as published: approx £10k.")
    assert findings.counts == {"partnerships": 2, "lead posts": 1, "partners": 4}
    assert findings.amounts == {"partnership budgets": Decimal(20_000)}


def test_the_council_and_its_partners_are_some_of_the_members() -> None:
    said, _ = read(DATA / "own_titles.csv")
    found = {(m.from_id, m.to_id.rpartition("/")[2]) for m in facts(said, MemberOf)}
    scoped = "GB-LAE-CHT"
    assert found == {
        (scoped, "safer-anytown"),
        (f"{scoped}/anyshire-police", "safer-anytown"),
        (f"{scoped}/anyshire-county-council", "safer-anytown"),
        (f"{scoped}/anyshire-nhs-trust", "safer-anytown"),
        (scoped, "arts-forum"),
        (f"{scoped}/upton-downton-and-midton", "arts-forum"),
    }
    assert {m.completeness for m in facts(said, MemberOf)} == {Completeness.PARTIAL}
    assert {o.name for o in facts(said, Organisation) if o.unnamed_group} == {
        "Upton, Downton and Midton"
    }


def test_lead_officers_are_posts_and_never_persons() -> None:
    said, findings = read(DATA / "own_titles.csv")
    assert {p.name for p in facts(said, Post)} == {"Head of Community Safety"}
    (lead,) = facts(said, LeadOfficerFor)
    assert lead.to_id == "GB-LAE-CHT/safer-anytown"
    (post_in,) = facts(said, PostIn)
    assert post_in.to_id == "GB-LAE-CHT/unit/environment"
    assert "Example" not in json.dumps([s.fact.model_dump(mode="json") for s in said])
    assert any("without a post title" in remark for remark in findings.remarks())


def test_the_councils_contribution_is_an_amount_only_when_it_is_one() -> None:
    said, _ = read(DATA / "own_titles.csv")
    paid = {(f.to_id.rpartition("/")[2], f.amount, f.contribution) for f in facts(said, Funds)}
    assert paid == {("safer-anytown", 5000.0, None), ("arts-forum", None, "Officer time")}


def test_the_service_area_is_the_units_whose_partnership_it_is() -> None:
    said, _ = read(DATA / "own_titles.csv")
    assert {c.from_id for c in facts(said, ClientOf)} == {
        "GB-LAE-CHT/unit/environment",
        "GB-LAE-CHT/unit/culture",
    }


def test_every_node_stands_before_the_relationships_that_end_at_it() -> None:
    said, _ = read(DATA / "own_titles.csv")
    known: set[tuple[str, str]] = set()
    for one in said:
        if isinstance(one.fact, Node):
            known.add((type(one.fact).__name__, one.fact.id))
        elif isinstance(one.fact, Relationship):
            assert {
                (one.fact.from_type, one.fact.from_id),
                (one.fact.to_type, one.fact.to_id),
            } <= known


def test_grant_revenue_and_kind_are_contributions_of_their_own(tmp_path: Path) -> None:
    said, _ = read(
        written(
            tmp_path,
            "Partnership,Lead officer,Grant,Revenue,In kind,Reporting,Governance\n"
            "Board,Chief Executive,1000,Nil,Meeting rooms,Cabinet,Terms of reference\n",
        )
    )
    assert {(f.amount, f.contribution) for f in facts(said, Funds)} == {
        (1000.0, "grant"),
        (None, "Meeting rooms"),
    }
    assert facts(said, Partnership)[0].governance == "Terms of reference Reporting: Cabinet"


def test_a_partnership_on_several_rows_is_counted_once(tmp_path: Path) -> None:
    said, findings = read(
        written(tmp_path, "Partnership,Partner,Purpose\nBoard,A Trust,X\nBoard,B Trust,X\n")
    )
    assert findings.counts == {"partnerships": 1, "partners": 2}
    assert len(facts(said, Partnership)) == 1


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("Housing Manager", "Housing Manager"),
        ("Jane Smith, Head of Housing", "Head of Housing"),
        ("Jane Smith (Strategic Director)", "Strategic Director"),
        ("Jane Smith - Policy Officer", "Policy Officer"),
        ("Jane Smith", None),
        ("Cllr Smith, Leader", "Leader"),
        ("jane.smith@anytown.example", None),
        ("Housing Manager 01234 567890", None),
    ],
)
def test_only_a_part_with_a_word_for_a_post_is_a_title(cell: str, title: str | None) -> None:
    assert post_title(cell) == title


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("A Trust; B Council", [("A Trust", False), ("B Council", False)]),
        ("- A Trust\n- B Council", [("A Trust", False), ("B Council", False)]),
        ("\u2022 Age Aid \u2022 Mencare", [("Age Aid", False), ("Mencare", False)]),
        ("Devon Police, NHS Devon", [("Devon Police", False), ("NHS Devon", False)]),
        ("Upton, Downton and Midton", [("Upton, Downton and Midton", True)]),
        ("NHS", [("NHS", False)]),
        ("n/a", []),
    ],
)
def test_lists_of_partners_are_parted_with_care(cell: str, names: list[tuple[str, bool]]) -> None:
    assert list(partners(cell)) == names


def test_kinds_are_told_by_their_words() -> None:
    assert kind("Statutory") is PartnershipKind.STATUTORY
    assert kind("Non-statutory") is PartnershipKind.OTHER
    assert kind("Strategic partnership") is PartnershipKind.STRATEGIC


def test_registers_are_recognised(tmp_path: Path) -> None:
    assert FORMAT.recognises(DATA / "own_titles.csv")
    assert not FORMAT.recognises(written(tmp_path, "Title,Supplier,Value\nA,B,1\n"))


def test_a_file_without_partnerships_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"register\.csv"):
        read(written(tmp_path, "a,b\n1,2\n"))


@given(st.text())
def test_any_text_can_stand_for_partners_and_posts(text: str) -> None:
    assert all(name for name, _ in partners(text))
    assert post_title(text) != ""


def test_partners_that_merged_cells_put_beyond_the_last_title_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Partnership,Lead officer,Partners\nSafer Anytown,Head of Housing,,Anyshire Police\n",
    )
    said, _ = read(path)
    assert "Anyshire Police" in {o.name for o in facts(said, Organisation)}


def test_no_e_mail_and_nobody_who_speaks_for_a_partner_is_kept(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Partnership,Lead officer,Partners,Objective\n"
        'Safer Anytown,Head of Housing,"a@b.example; John Smith (Age UK); Jo Roe - Mind Trust",'
        "Ask jane.roe@b.example or 01234 567890\n",
    )
    said, findings = read(path)
    partners = {o.name for o in facts(said, Organisation)} - {"Anytown District Council"}
    assert partners == {"Age UK", "Mind Trust"}
    everything = " ".join(s.fact.model_dump_json() for s in said)
    assert not [sign for sign in ("@", "Smith", "Roe", "567890") if sign in everything]
    assert any("a person's" in remark for remark in findings.remarks())


@pytest.mark.parametrize("name", ["South West Water (Pennon Group)", "Devon Council (Age UK)"])
def test_a_body_with_another_in_brackets_stays(tmp_path: Path, name: str) -> None:
    said, _ = read(written(tmp_path, f"Partnership,Partners,Objective\nSafer,{name},Safety\n"))
    assert name in {o.name for o in facts(said, Organisation)}
