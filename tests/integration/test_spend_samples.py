"""Real spending files of two councils give the sums that adding up their rows by hand gives."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from placegraph.graph.model import Organisation, Paid, WithheldPayee
from placegraph.graph.schema import Fact
from placegraph.loaders.published import About, Findings
from placegraph.loaders.spend.loader import FORMAT

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "spend"
TRAFFORD = SAMPLES / "trafford_supplier_spend_sample.csv"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(),
    reason=f"needs the real files; put them into {SAMPLES} to run this",
)


def load(path: Path) -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = FORMAT.statements((path,), About(dataset="spend"), findings)
    return [one.fact for one in said], findings


@pytest.mark.parametrize(
    ("name", "payments", "total", "credits"),
    [
        ("hyndburn_1701.csv", 180, "538272.19", 0),
        ("hyndburn_April-24.csv", 428, "2639411.52", 0),
        ("hyndburn_Oct-24-CSV.csv", 587, "7466614.05", 8),
    ],
)
def test_hyndburn_adds_up(name: str, payments: int, total: str, credits: int) -> None:
    facts, findings = load(SAMPLES / name)
    paid = [fact for fact in facts if isinstance(fact, Paid)]
    assert FORMAT.recognises(SAMPLES / name)
    assert findings.counts["payments"] == sum(p.payments for p in paid) == payments
    assert findings.amounts["payments"] == Decimal(total)
    assert findings.counts["credits"] == sum(p.credits for p in paid) == credits
    assert sum(Decimal(str(p.amount)) for p in paid) == Decimal(total)
    assert findings.rejected == 0


def test_trafford_adds_up_by_unit_payee_and_month() -> None:
    facts, findings = load(TRAFFORD)
    names = {fact.id: fact.name for fact in facts if isinstance(fact, Organisation)}
    expected: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    with TRAFFORD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["BeneficiaryName"] != "Redacted":
            unit = row["OrganisationalUnit"]
            payer = "Trafford Council" if unit in ("NA", "Redacted") else " ".join(unit.split())
            payee = " ".join(row["BeneficiaryName"].split())
            expected[payer, payee, row["PaymentDate"][:7]] += Decimal(row["Amount"])
    found = {
        (names[fact.from_id], names[fact.to_id], f"{fact.valid_from:%Y-%m}"): fact.amount
        for fact in facts
        if isinstance(fact, Paid) and fact.to_type == "Organisation"
    }
    assert found == {key: float(total) for key, total in expected.items()}
    assert findings.amounts["payments"] == sum(Decimal(row["Amount"]) for row in rows)
    assert findings.counts["payments"] == 600
    assert findings.counts["credits"] == sum(row["Amount"].startswith("-") for row in rows)


def test_trafford_redacted_payees_stay_apart() -> None:
    facts, findings = load(TRAFFORD)
    nodes = [fact for fact in facts if isinstance(fact, WithheldPayee)]
    paid = [fact for fact in facts if isinstance(fact, Paid) and fact.to_type == "WithheldPayee"]
    assert len({node.id for node in nodes}) == len(nodes) == 60
    assert findings.counts["payees withheld"] == 60
    assert sorted(p.to_id for p in paid) == sorted(node.id for node in nodes)
    assert not any(
        "redacted" in fact.name.lower() for fact in facts if isinstance(fact, Organisation)
    )
