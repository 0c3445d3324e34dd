"""Real OCDS files, where they are at hand: the figures of each, worked out here by other means."""

import json
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from placegraph.graph.model import Contract, Organisation, PartyTo, Procurement, Procures
from placegraph.loaders.ocds.loader import FORMAT
from placegraph.loaders.published import About, Findings, Said

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ocds"
FINDER = SHARED / "cf_release_package_2025-01-23.json"
TENDER = SHARED / "fts_release_package_selected.json"
TIES = "award–supplier ties"  # noqa: RUF001

pytestmark = pytest.mark.skipif(
    not FINDER.exists(), reason="the sample files are not beside the checkout; fetch ../shared"
)


def load(*paths: Path) -> tuple[list[Said], Findings]:
    findings = Findings()
    return list(FORMAT.statements(paths, About(dataset="t"), findings)), findings


def raw(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def test_contracts_finder_gives_its_figures() -> None:
    said, findings = load(FINDER)

    assert findings.counts["releases"] == 100
    assert findings.counts["processes"] == 94
    assert findings.counts["awards"] == 57
    assert findings.counts[TIES] == 70
    assert findings.amounts == {"award value": Decimal("121869256.40")}
    assert findings.rejected == 0
    kinds = Counter(type(s.fact) for s in said)
    assert (kinds[Procurement], kinds[Contract]) == (94, 57)


def test_adding_up_releases_unmerged_would_count_corrections_twice() -> None:
    awards = [a for r in raw(FINDER)["releases"] for a in r.get("awards", ())]

    assert sum(a["value"]["amount"] for a in awards) == Decimal("122002693.40")


def test_the_merged_value_is_the_last_word_on_each_award() -> None:
    last: dict[tuple[str, str], tuple[str, Decimal]] = {}
    for release in raw(FINDER)["releases"]:
        for award in release.get("awards", ()):
            key = (release["ocid"], award["id"])
            said = (release["date"], award["value"]["amount"])
            last[key] = max(said, last.get(key, said))

    assert sum(value for _, value in last.values()) == Decimal("121869256.40")
    amounts = [s.fact.amount for s in load(FINDER)[0] if isinstance(s.fact, Contract)]
    # Two awards of £0 are blank.
    assert amounts.count(None) == 2
    assert sum(round(Decimal(a), 2) for a in amounts if a is not None) == Decimal("121869256.40")


def test_every_tie_of_the_sample_is_an_edge_or_is_explained() -> None:
    said, _ = load(FINDER)
    edges = {
        (s.fact.from_id, s.fact.to_id)
        for s in said
        if isinstance(s.fact, PartyTo) and s.fact.role == "supplier"
    }

    assert len(edges) == 70
    shared = defaultdict(set)
    for supplier, contract in edges:
        shared[contract].add(supplier)
    several = {contract for contract, suppliers in shared.items() if len(suppliers) > 1}
    assert sorted(len(shared[contract]) for contract in several) == [3, 12]
    assert all(
        s.fact.amount is None
        for s in said
        if isinstance(s.fact, PartyTo) and s.fact.to_id in several
    )


def test_the_platform_in_the_sample_buys_nothing() -> None:
    said, findings = load(FINDER)

    assert sum(n for what, n in findings.oddities.items() if "EU SUPPLY LIMITED" in what) == 2
    bought = {s.fact.to_id for s in said if isinstance(s.fact, Procures)}
    platform = {
        r["ocid"] for r in raw(FINDER)["releases"] if r["buyer"]["name"] == "EU SUPPLY LIMITED"
    }
    assert platform.isdisjoint(bought)
    assert len(bought) == 94 - len(platform)


def test_no_number_of_one_notice_is_identity() -> None:
    said, _ = load(FINDER, TENDER)

    for said_one in said:
        assert "GB-CFS-" not in said_one.fact.model_dump_json()
        assert "GB-FTS-" not in said_one.fact.model_dump_json()


def test_the_sample_bodies_with_register_numbers_go_by_them() -> None:
    said, _ = load(FINDER)
    ids = {s.fact.id for s in said if isinstance(s.fact, Organisation)}

    assert {"GB-LAE-DUR", "GB-GOR-OT385", "GB-COH-04142000", "GB-COH-OC300001"} <= ids
    # Nine digits cannot be a company number.
    assert "GB-COH-458577871" not in ids


def test_find_a_tender_contracts_carry_their_values() -> None:
    said, findings = load(TENDER)
    contracts = {s.fact.id: s.fact for s in said if isinstance(s.fact, Contract)}

    assert {c: contracts[c].amount for c in contracts} == {
        "ocds-h6vhtk-052a2e/award/1": 54393.6,
        "ocds-h6vhtk-04dd22/award/029615-2025-1": None,
        "ocds-h6vhtk-06f19e/award/1": None,
        "ocds-h6vhtk-065444/contract/1": 35000,
    }
    assert findings.amounts == {"signed contract value": Decimal("89393.60")}
    suppliers = {
        (s.fact.from_id, s.fact.to_id)
        for s in said
        if isinstance(s.fact, PartyTo) and s.fact.role == "supplier"
    }
    assert suppliers == {
        ("GB-PPON-PBHQ-9995-HXVM", "ocds-h6vhtk-052a2e/award/1"),
        ("GB-CHC-1109792", "ocds-h6vhtk-04dd22/award/029615-2025-1"),
        (
            "GB-PPON-PGDV-8944-CMBP/star-cab-daventry-limited",
            "ocds-h6vhtk-06f19e/award/1",
        ),
    }


def test_both_samples_together_are_the_sum_of_both() -> None:
    together, apart = load(FINDER, TENDER)[1], [load(FINDER)[1], load(TENDER)[1]]

    assert together.counts == apart[0].counts + apart[1].counts
    assert together.oddities == apart[0].oddities + apart[1].oddities
