"""Trafford's published grants, counted here by hand from both of their files."""

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from placegraph.graph.model import Contract, Organisation, PartyTo, Source
from placegraph.graph.schema import Fact
from placegraph.loaders.published import About, Findings
from placegraph.loaders.threesixtygiving.loader import FORMAT

GRANTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "grants"
CSV = GRANTS / "trafford_grants.csv"
JSON = GRANTS / "trafford_grants.json"

pytestmark = pytest.mark.skipif(
    not CSV.exists(), reason="needs ../shared/data/grants beside the checkout"
)
each = pytest.mark.parametrize("path", [CSV, JSON], ids=["csv", "json"])

Key = tuple[str, str, Decimal, str, str, str]


@cache
def read(path: Path) -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = FORMAT.statements((path,), About(dataset="trafford-grants"), findings)
    return [one.fact for one in said], findings


def by_hand(path: Path) -> set[Key]:
    """Read what identifies a grant with the standard library alone."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return {
                (
                    row["Identifier"],
                    row["Award Date"],
                    Decimal(row["Amount Awarded"]),
                    row["Recipient Org:Identifier"],
                    row["Recipient Org:Company Number"],
                    row["Recipient Org:Charity Number"],
                )
                for row in csv.DictReader(lines)
            }
    package = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return {
        (
            grant["id"],
            grant["awardDate"],
            Decimal(grant["amountAwarded"]),
            body["id"],
            body.get("companyNumber", ""),
            body.get("charityNumber", ""),
        )
        for grant in package["grants"]
        for body in grant["recipientOrganization"]
    }


def content(facts: list[Fact]) -> Counter[str]:
    return Counter(
        f"{type(f).__name__} {f.model_dump(exclude={'source', 'locator'})}"
        for f in facts
        if not isinstance(f, Source)
    )


def test_the_two_files_are_the_same_grants() -> None:
    assert by_hand(CSV) == by_hand(JSON)


def test_the_two_files_give_the_same_graph() -> None:
    assert content(read(CSV)[0]) == content(read(JSON)[0])


@each
def test_every_grant_is_there_with_its_amount(path: Path) -> None:
    facts, findings = read(path)
    expected = by_hand(path)
    assert len(expected) == 555
    contracts = {f.id: f for f in facts if isinstance(f, Contract)}
    assert {(f.id, str(f.valid_from), f.amount) for f in contracts.values()} == {
        (grant, day, float(amount)) for grant, day, amount, *_ in expected
    }
    assert findings.counts["grants"] == 555
    assert findings.amounts["awarded"] == sum(key[2] for key in expected)
    assert findings.rejected == 0


@each
def test_every_recipient_is_known_by_its_register_identifier(path: Path) -> None:
    facts, _ = read(path)
    received = {
        f.to_id: f.from_id for f in facts if isinstance(f, PartyTo) and f.role == "recipient"
    }
    for grant, _, _, identifier, company, _ in by_hand(path):
        # Trafford gives the company number as the identifier wherever a body has one.
        assert company in ("", identifier.removeprefix("GB-COH-"))
        # Its own identifiers may hold apostrophes, which no identifier in the graph can.
        if re.fullmatch(r"[\w.:/-]+", identifier, re.ASCII):
            assert received[grant] == identifier
        else:
            assert received[grant].startswith("360G-trafford-")
    assert len(set(received.values())) == len({key[3] for key in by_hand(path)})


@each
def test_every_number_given_is_kept(path: Path) -> None:
    facts, _ = read(path)
    bodies = {f.id: f for f in facts if isinstance(f, Organisation)}
    assert len(bodies) == len({key[3] for key in by_hand(path)}) + 1
    for _, _, _, identifier, company, charity in by_hand(path):
        if company:
            assert bodies[identifier].companies_house == company
        if charity:
            # One charity is given as 0512710; the register has no leading zeros.
            assert bodies[identifier].charity_number == charity.lstrip("0")


@each
def test_one_council_funds_them_all(path: Path) -> None:
    facts, _ = read(path)
    funded = [f for f in facts if isinstance(f, PartyTo) and f.role == "funder"]
    assert Counter(f.from_id for f in funded) == {"GB-LAE-TRF": 555}


def test_it_knows_its_own_files_and_no_others() -> None:
    for path in GRANTS.parent.rglob("*"):
        if path.is_file():
            assert FORMAT.recognises(path) == (path.parent == GRANTS), path.name
