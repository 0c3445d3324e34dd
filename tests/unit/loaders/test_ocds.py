"""OCDS releases as statements: identity, money, parties, frameworks and what is left out."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placegraph.graph.model import (
    AwardedThrough,
    Contract,
    MadeUnder,
    Organisation,
    PartyTo,
    Procurement,
    Procures,
    Source,
)
from placegraph.graph.schema import Fact, Node, Relationship
from placegraph.loaders.ocds.loader import FORMAT
from placegraph.loaders.published import About, Findings, Said

DATA = Path(__file__).resolve().parents[2] / "data" / "ocds"
TIES = "award–supplier ties"  # noqa: RUF001
COUNCIL = {"id": "GB-LAE-SOS", "name": "Sandwell on Sea Borough Council"}
BUYER = COUNCIL | {"roles": ["buyer"], "identifier": {"scheme": "GB-LAE", "id": "SOS"}}

F = TypeVar("F", bound=Fact)
Load = Callable[..., "Loaded"]
Json = dict[str, Any]


class Loaded:
    """Statements and findings of one load."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.findings = Findings()
        given = tuple(paths)
        self.said = list(FORMAT.statements(given, About(dataset="d"), self.findings))

    def all(self, kind: type[F]) -> list[F]:
        return [said.fact for said in self.said if isinstance(said.fact, kind)]

    def one(self, kind: type[F]) -> F:
        (found,) = self.all(kind)
        return found

    def ids(self, kind: type[Node]) -> set[str]:
        return {node.id for node in self.all(kind)}

    def odd(self, words: str) -> int:
        return sum(n for what, n in self.findings.oddities.items() if words in what)

    def ties(self, role: str) -> set[tuple[str, str, float | None]]:
        return {(t.from_id, t.to_id, t.amount) for t in self.all(PartyTo) if t.role == role}


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def loading(*releases: Json) -> Loaded:
        path = tmp_path / "page.json"
        path.write_text(json.dumps({"releases": releases}), encoding="utf-8")
        return Loaded([path])

    return loading


def release(**fields: Any) -> Json:
    return {
        "ocid": "ocds-made-1",
        "id": "1",
        "date": "2024-05-01T00:00:00Z",
        "tag": ["award"],
        "buyer": COUNCIL,
        "parties": [BUYER],
        "tender": {"title": "Lamp posts"},
    } | fields


def award(amount: Any = 5000, *suppliers: str, **fields: Any) -> Json:
    return {
        "id": "1",
        "status": "active",
        "value": {"amount": amount, "currency": "GBP"},
        "suppliers": [{"id": f"GB-CFS-{n}", "name": name} for n, name in enumerate(suppliers)],
    } | fields


def test_nodes_come_before_what_ends_at_them() -> None:
    known: set[tuple[str, str]] = set()
    for said in Loaded(sorted(DATA.iterdir())).said:
        fact = said.fact
        if isinstance(fact, Relationship):
            assert {(fact.from_type, fact.from_id), (fact.to_type, fact.to_id)} <= known
        elif isinstance(fact, Node):
            known.add((type(fact).__name__, fact.id))


def test_no_two_relationships_share_type_ends_day_and_key() -> None:
    told = [
        (type(s.fact), s.fact.from_id, s.fact.to_id, s.fact.valid_from, s.key)
        for s in Loaded(sorted(DATA.iterdir())).said
        if isinstance(s.fact, Relationship)
    ]

    assert len(told) == len(set(told))


def test_the_made_package_gives_its_figures() -> None:
    loaded = Loaded([DATA / "package.json"])

    assert loaded.findings.counts == {"releases": 6, "processes": 5, "awards": 5, TIES: 5}
    # £120,000.50 corrected from £12,000.50, and £90,000; a penny and euros are no value.
    assert loaded.findings.amounts == {"award value": Decimal("210000.50")}
    assert not loaded.findings.rejects


def test_a_correction_replaces_what_it_corrects() -> None:
    loaded = Loaded([DATA / "package.json"])

    (grounds,) = (c for c in loaded.all(Contract) if c.ocid == "ocds-made01-grounds")
    assert grounds.amount == 120000.5
    assert grounds.id == "ocds-made01-grounds/award/ocds-made01-grounds-1"
    assert (grounds.starts, grounds.ends) == (date(2024, 6, 1), date(2026, 5, 31))
    assert (grounds.cpv, grounds.subject) == ("77314000", "Grounds maintenance services")
    assert grounds.reference == "SSBC-001"


def test_the_source_says_what_the_package_says_of_itself() -> None:
    source = Loaded([DATA / "package.json"]).one(Source)

    assert (source.id, source.name) == ("d", "package.json")
    assert source.publisher == "Example Notices"
    assert source.published == date(2024, 6, 1)
    assert source.licence == "https://www.example.org/licence"
    assert source.url == "https://www.example.org/ocds/search?page=1"


def test_what_the_loader_is_told_of_the_source_comes_first() -> None:
    about = About("d", "Title", "Somebody", None, date(2020, 1, 1), "OGL", "https://a.example")
    said = next(FORMAT.statements((DATA / "package.json",), about, Findings()))

    assert isinstance(said.fact, Source)
    assert (said.fact.name, said.fact.publisher) == ("Title", "Somebody")
    assert (said.fact.licence, said.fact.published) == ("OGL", date(2020, 1, 1))


def test_no_contact_address_or_mail_enters_the_graph() -> None:
    said = "\n".join(s.fact.model_dump_json() for s in Loaded(sorted(DATA.iterdir())).said)

    for unwanted in ("A Person", "@", "01632", "Made Up Lane", "ZZ9"):
        assert unwanted not in said


def test_a_mail_address_in_a_title_is_taken_out(load: Load) -> None:
    loaded = load(release(tender={"title": "Lamps, ask a.person@example.org"}))

    assert loaded.one(Procurement).name == "Lamps, ask"
    assert loaded.odd("E-mail address") > 0


def test_control_characters_are_taken_out_of_names(load: Load) -> None:
    loaded = load(release(awards=[award(5000, "Evil \u202egro\x07up")]))

    assert "Evil group" in {o.name for o in loaded.all(Organisation)}
    assert loaded.odd("Control characters") > 0


def test_a_nameless_supplier_is_no_organisation_and_no_tie() -> None:
    loaded = Loaded([DATA / "package.json"])

    assert loaded.odd("Supplier without a name") == 1
    assert all(o.name for o in loaded.all(Organisation))
    suppliers = {id_ for id_, contract, _ in loaded.ties("supplier") if "taxis" in contract}
    assert suppliers == {
        "d/sandwell-on-sea-borough-council/bluebell-cars",
        "d/sandwell-on-sea-borough-council/daisy-coaches",
    }


@pytest.mark.parametrize("words", ["", " ", "N/A", "Various", "see attached", "-"])
def test_words_in_place_of_a_name_are_no_name(load: Load, words: str) -> None:
    loaded = load(release(awards=[award(5000, words)]))

    assert loaded.odd("Supplier without a name") == 1
    assert loaded.ids(Organisation) == {"GB-LAE-SOS"}
    assert loaded.one(Contract).amount == 5000


def test_a_supplier_with_a_register_number_needs_no_name(load: Load) -> None:
    loaded = load(release(awards=[award(suppliers=[{"id": "GB-COH-01234568"}])]))

    assert loaded.ids(Organisation) == {"GB-LAE-SOS", "GB-COH-01234568"}


def test_a_shared_value_is_never_split_or_repeated(load: Load) -> None:
    loaded = load(release(awards=[award(90000, "One", "Two")]))

    assert {amount for *_, amount in loaded.ties("supplier")} == {None}
    assert loaded.one(Contract).amount == 90000


def test_a_nameless_supplier_still_shares_the_value(load: Load) -> None:
    loaded = load(release(awards=[award(90000, "One", "")]))

    assert {amount for *_, amount in loaded.ties("supplier")} == {None}


def test_an_only_supplier_has_the_whole_value(load: Load) -> None:
    loaded = load(release(awards=[award(90000.1, "One")]))

    assert loaded.ties("supplier") == {("GB-LAE-SOS/one", "ocds-made-1/award/1", 90000.1)}


def test_a_supplier_named_twice_is_one_tie(load: Load) -> None:
    loaded = load(release(awards=[award(5000, "Acme Ltd", "ACME LTD.")]))

    assert loaded.findings.counts[TIES] == 1
    assert loaded.odd("named twice") == 1


def test_a_platform_is_no_buyer() -> None:
    loaded = Loaded([DATA / "package.json"])

    assert loaded.odd("procurement platform (EU Supply Limited)") == 1
    assert "ocds-made01-penny" not in {p.to_id for p in loaded.all(Procures)}
    assert not any("EU Supply" in o.name for o in loaded.all(Organisation))


def test_behind_a_platform_the_procuring_entity_is_the_buyer(load: Load) -> None:
    platform = {"id": "P", "name": "In-Tend Ltd"}
    loaded = load(
        release(buyer=platform, parties=[], tender={"title": "Lamps", "procuringEntity": COUNCIL})
    )

    assert loaded.one(Procures).from_id == "GB-LAE-SOS"


def test_a_buyer_listed_in_another_role_gives_way_to_the_party_in_that_role(load: Load) -> None:
    agent = {"id": "A", "name": "An Agent", "roles": ["processContactPoint"]}
    loaded = load(release(buyer={"id": "A", "name": "An Agent"}, parties=[agent, BUYER]))

    assert loaded.one(Procures).from_id == "GB-LAE-SOS"


def test_every_party_in_the_role_of_buyer_buys(load: Load) -> None:
    other = {"id": "GB-LAE-NOR", "name": "Northmoor", "roles": ["buyer"]}
    loaded = load(release(parties=[other, BUYER], awards=[award(5000, "One")]))

    assert {p.from_id for p in loaded.all(Procures)} == {"GB-LAE-SOS", "GB-LAE-NOR"}
    # The buyer the release itself names is the one suppliers are known with.
    assert "GB-LAE-SOS/one" in loaded.ids(Organisation)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"amount": 0, "currency": "GBP"}, "placeholder"),
        ({"amount": 0.01, "currency": "GBP"}, "placeholder"),
        ({"amount": 1, "currency": "GBP"}, "placeholder"),
        ({"amount": -5, "currency": "GBP"}, "below zero"),
        ({"amount": 5000, "currency": "EUR"}, "not in pounds"),
        ({"amount": 5000}, "without a currency"),
        ({"amount": 10**15, "currency": "GBP"}, "million million"),
        ({"amount": "five", "currency": "GBP"}, "not a number"),
    ],
)
def test_what_is_no_amount_is_blank_and_reported(load: Load, value: Json, words: str) -> None:
    loaded = load(release(awards=[award(0, "One", value=value)]))

    assert loaded.one(Contract).amount is None
    assert loaded.odd(words) == 1
    assert "award value" not in loaded.findings.amounts


def test_amounts_are_exact(load: Load) -> None:
    many = [release(ocid=f"ocds-made-{n}", awards=[award(0.1 + 1000, "One")]) for n in range(30)]

    assert load(*many).findings.amounts == {"award value": Decimal("30003.0")}


def test_an_amount_written_as_text_is_read(load: Load) -> None:
    assert load(release(awards=[award("£12,345.60", "One")])).one(Contract).amount == 12345.6


def test_register_numbers_are_identity_and_notice_numbers_are_not(load: Load) -> None:
    supplier = {
        "id": "GB-CFS-77",
        "name": "Green Verge Ltd",
        "identifier": {"scheme": "GB-COH", "id": "6500244"},
        "additionalIdentifiers": [{"scheme": "GB-CHC", "id": "1109792"}],
        "roles": ["supplier"],
    }
    loaded = load(
        release(
            parties=[BUYER, supplier],
            awards=[award(suppliers=[{"id": "GB-CFS-77", "name": "Green Verge Ltd"}])],
        )
    )

    (verge,) = (o for o in loaded.all(Organisation) if o.name == "Green Verge Ltd")
    assert verge.id == "GB-COH-06500244"
    assert (verge.companies_house, verge.charity_number) == ("06500244", "1109792")
    assert verge.identifiers == "GB-COH-06500244 GB-CHC-1109792"
    assert loaded.odd("GB-CFS-n") == 1
    assert loaded.odd("mistyped; put right") == 1


def test_a_number_that_cannot_be_one_is_not_identity(load: Load) -> None:
    party = {
        "id": "GB-COH-RJR",
        "name": "County Hospital",
        "identifier": {"scheme": "GB-COH", "id": "RJR"},
        "roles": ["buyer"],
    }
    loaded = load(release(buyer={"id": "GB-COH-RJR", "name": "County Hospital"}, parties=[party]))

    assert loaded.ids(Organisation) == {"d/county-hospital"}
    assert loaded.odd("Identifier of GB-COH that cannot be one") == 1


def test_equal_names_with_different_buyers_stay_apart(load: Load) -> None:
    other = {"id": "GB-LAE-NOR", "name": "Northmoor"}
    loaded = load(
        release(awards=[award(5000, "Smith and Sons")]),
        release(ocid="ocds-made-2", buyer=other, parties=[], awards=[award(1, "Smith & Sons")]),
    )

    assert {"GB-LAE-SOS/smith-and-sons", "GB-LAE-NOR/smith-and-sons"} <= loaded.ids(Organisation)


def test_one_party_id_with_two_names_is_reported(load: Load) -> None:
    parties = [BUYER, {"id": "GB-CFS-0", "name": "First Name Ltd", "roles": ["supplier"]}]
    loaded = load(release(parties=parties, awards=[award(5000, "Second Name Ltd")]))

    assert loaded.odd("several names") == 1
    assert "GB-LAE-SOS/second-name-ltd" in loaded.ids(Organisation)


def renumbered(**second: Any) -> list[Json]:
    """Return two releases that both call their supplier org-2, A Ltd and then B Ltd."""
    made = []
    for number, (name, more) in enumerate((("A Ltd", {}), ("B Ltd", second)), start=1):
        party = {"id": "org-2", "name": name, "roles": ["supplier"]} | more
        deal = award(100 * number, id=f"a{number}", suppliers=[{"id": "org-2", "name": name}])
        made.append(
            release(
                id=str(number),
                date=f"2024-0{number}-01T00:00:00Z",
                parties=[BUYER, party],
                awards=[deal],
            )
        )
    return made


@pytest.mark.parametrize("named", [True, False])
def test_an_id_given_to_another_body_passes_nothing_on(load: Load, named: bool) -> None:
    releases = renumbered(identifier={"scheme": "GB-COH", "id": "07654321"})
    if not named:
        for one in releases:
            one["awards"][0]["suppliers"] = [{"id": "org-2"}]
    loaded = load(*releases)

    assert loaded.ties("supplier") == {
        ("GB-LAE-SOS/a-ltd", "ocds-made-1/award/a1", 100.0),
        ("GB-COH-07654321", "ocds-made-1/award/a2", 200.0),
    }
    names = {o.id: (o.name, o.companies_house) for o in loaded.all(Organisation)}
    assert names["GB-LAE-SOS/a-ltd"] == ("A Ltd", None)
    assert names["GB-COH-07654321"] == ("B Ltd", "07654321")
    assert loaded.odd("several names") == 1


def test_an_id_that_two_parties_of_one_release_share_passes_nothing_on(load: Load) -> None:
    first, second = renumbered(identifier={"scheme": "GB-COH", "id": "07654321"})
    both = first["parties"] + second["parties"][1:]
    loaded = load(release(parties=both, awards=first["awards"] + second["awards"]))

    assert {id_ for id_, *_ in loaded.ties("supplier")} == {"GB-LAE-SOS/a-ltd", "GB-COH-07654321"}


def test_buyers_numbered_anew_do_not_mix(load: Load) -> None:
    known = {"scheme": "GB-COH", "id": "07654321"}
    first = release(
        buyer={"id": "org-1", "name": "Housing Ltd", "identifier": known},
        parties=[{"id": "org-1", "name": "Housing Ltd", "roles": ["buyer"], "identifier": known}],
    )
    second = release(
        id="2",
        date="2024-06-01T00:00:00Z",
        buyer={"id": "org-1", "name": "Northmoor"},
        parties=[{"id": "org-1", "name": "Northmoor", "roles": ["buyer"]}],
    )

    assert [o.id for o in load(first, second).all(Organisation)] == ["d/northmoor"]


def test_a_register_identifier_is_one_body_whatever_its_names(load: Load) -> None:
    releases = [
        release(
            id=str(n),
            date=f"2024-0{n}-01T00:00:00Z",
            awards=[award(500, suppliers=[{"id": "GB-COH-07654321", "name": name}])],
        )
        for n, name in enumerate(("Old Name Ltd", "New Name Ltd"), start=1)
    ]
    loaded = load(*releases)

    assert loaded.ties("supplier") == {("GB-COH-07654321", "ocds-made-1/award/1", 500.0)}
    assert "New Name Ltd" in {o.name for o in loaded.all(Organisation)}


@pytest.mark.parametrize(
    ("own", "later"), [({}, {}), ({"id": "GB-FTS-1"}, {"id": "GB-FTS-9"}), ({"id": "5"},) * 2]
)
@pytest.mark.parametrize("name", ["B Ltd", "B Limited"])
def test_suppliers_without_lasting_ids_are_those_of_the_latest_release(
    load: Load, own: Json, later: Json, name: str
) -> None:
    loaded = load(
        release(awards=[award(200, suppliers=[own | {"name": "B Ltd"}])]),
        release(
            id="2",
            date="2024-06-01T00:00:00Z",
            awards=[award(200, suppliers=[later | {"name": name}])],
        ),
    )

    slug = name.lower().replace(" ", "-")
    assert loaded.ties("supplier") == {(f"GB-LAE-SOS/{slug}", "ocds-made-1/award/1", 200.0)}
    assert loaded.odd("named twice") == 0


def test_a_supplier_that_is_given_an_id_later_is_one_tie(load: Load) -> None:
    loaded = load(
        release(awards=[award(200, suppliers=[{"name": "B Ltd"}])]),
        release(
            id="2",
            date="2024-06-01T00:00:00Z",
            awards=[award(200, suppliers=[{"id": "GB-COH-07654321", "name": "B Ltd"}])],
        ),
    )

    assert loaded.ties("supplier") == {("GB-COH-07654321", "ocds-made-1/award/1", 200.0)}


@pytest.mark.parametrize("words", ["Mr John Smith", "Mrs Jane Roe"])
def test_a_person_is_no_organisation_and_no_tie(load: Load, words: str) -> None:
    loaded = load(release(awards=[award(5000, words, "Mr Plumber Ltd")]))

    assert loaded.ids(Organisation) == {"GB-LAE-SOS", "GB-LAE-SOS/mr-plumber-ltd"}
    assert loaded.odd("is a person") == 1
    # The value is shared with somebody, named or not.
    assert {amount for *_, amount in loaded.ties("supplier")} == {None}
    assert not any(words in said.fact.model_dump_json() for said in loaded.said)


def test_ids_of_one_notice_are_reported_once_a_process(load: Load) -> None:
    assert load(release(awards=[award(5000, "One", "Two")])).odd("GB-CFS-n") == 1


def test_a_record_of_a_versioned_release_alone_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    record = {"ocid": "ocds-made-1", "versionedRelease": {"ocid": "ocds-made-1"}}
    path.write_text(json.dumps({"records": [record]}), encoding="utf-8")
    loaded = Loaded([path])

    assert loaded.odd("versioned release only") == 1
    assert not loaded.all(Procurement)
    path.write_text(json.dumps({"records": [record | {"releases": [release()]}]}), encoding="utf-8")
    assert Loaded([path]).odd("versioned release only") == 0


@pytest.mark.parametrize("status", ["cancelled", "unsuccessful"])
def test_an_award_that_binds_nobody_is_no_contract(load: Load, status: str) -> None:
    loaded = load(release(awards=[award(5000, "One", status=status)]))

    assert not loaded.all(Contract)
    assert loaded.findings.counts["awards"] == 1
    assert loaded.findings.counts[TIES] == 0
    assert loaded.odd(f"Award {status}") == 1


def test_an_amendment_without_its_award_is_no_contract(load: Load) -> None:
    loaded = load(release(awards=[{"id": "3", "amendments": [{"id": "x"}]}]))

    assert not loaded.all(Contract)
    assert loaded.odd("Award without supplier, value and contract") == 1


def test_a_single_signed_contract_is_its_award(load: Load) -> None:
    period = {
        "startDate": "2024-06-01T00:00:00+01:00",
        "endDate": "2025-05-31T23:59:59+01:00",
        "maxExtentDate": "2027-05-31T23:59:59+01:00",
    }
    contract = {"id": "9", "awardID": "1", "value": {"amount": 6000, "currency": "GBP"}}
    loaded = load(release(awards=[award(5000, "One")], contracts=[contract | {"period": period}]))

    signed = loaded.one(Contract)
    assert signed.id == "ocds-made-1/award/1"
    assert signed.amount == 6000
    assert signed.note == "Awarded at £5,000.00."
    assert signed.last_extension == date(2027, 5, 31)
    assert loaded.findings.amounts == {
        "award value": Decimal(5000),
        "signed contract value": Decimal(6000),
    }
    (tie,) = (t for t in loaded.all(PartyTo) if t.role == "supplier")
    assert (tie.valid_from, tie.valid_to) == (date(2024, 6, 1), date(2025, 6, 1))


@pytest.mark.parametrize(
    ("awarded", "signed", "carried"),
    [
        (9000, (4000, 5000), {"award/1": None, "contract/0": 4000, "contract/1": 5000}),
        (9000, (4000, None), {"award/1": 9000, "contract/0": None, "contract/1": None}),
        (None, (4000, None), {"award/1": None, "contract/0": 4000, "contract/1": None}),
    ],
)
def test_no_pound_stands_twice_when_several_contracts_are_signed(
    load: Load, awarded: int | None, signed: tuple[int | None, ...], carried: dict[str, Any]
) -> None:
    contracts = [
        {"id": str(n), "awardID": "1", "value": {"amount": amount, "currency": "GBP"}}
        for n, amount in enumerate(signed)
    ]
    loaded = load(release(awards=[award(awarded, "One")], contracts=contracts))

    assert {c.id.removeprefix("ocds-made-1/"): c.amount for c in loaded.all(Contract)} == carried
    assert {(m.from_id, m.to_id) for m in loaded.all(MadeUnder)} == {
        (f"ocds-made-1/contract/{n}", "ocds-made-1/award/1") for n in range(2)
    }
    assert {t.to_id for t in loaded.all(AwardedThrough)} == {"ocds-made-1"}
    assert loaded.findings.counts[TIES] == 1


def test_a_contract_without_its_award_stands_alone(load: Load) -> None:
    contract = {"id": "7", "awardID": "5", "value": {"amount": 700, "currency": "GBP"}}
    loaded = load(release(tag=["contractAmendment"], contracts=[contract]))

    assert loaded.one(Contract).id == "ocds-made-1/contract/7"
    assert loaded.ties("buyer") == {("GB-LAE-SOS", "ocds-made-1/contract/7", None)}
    assert loaded.odd("award is not in the files") == 1


def test_a_contract_amendment_changes_the_value_and_adds_none(load: Load) -> None:
    def signed(amount: int) -> list[Json]:
        return [{"id": "1", "awardID": "1", "value": {"amount": amount, "currency": "GBP"}}]

    loaded = load(
        release(id="2", date="2024-07-01T00:00:00Z", contracts=signed(7000)),
        release(awards=[award(None, "One")], contracts=signed(5000)),
    )

    assert loaded.one(Contract).amount == 7000
    assert loaded.findings.amounts == {"signed contract value": Decimal(7000)}


def test_contracts_ended_early_are_ended(load: Load) -> None:
    contract = {"id": "7", "awardID": "1", "status": "terminated"}
    loaded = load(release(awards=[award(5000, "One")], contracts=[contract]))

    assert loaded.one(Contract).status == "ended"
    assert {t.status for t in loaded.all(PartyTo)} == {"ended"}


def test_frameworks_and_their_call_offs_are_tied() -> None:
    loaded = Loaded([DATA / "records.json"])

    assert {p.id: p.framework for p in loaded.all(Procurement)} == {
        "ocds-made02-0001": True,
        "ocds-made02-0002": None,
    }
    assert {
        (m.from_id, m.to_id) for m in loaded.all(MadeUnder) if m.from_type == "Procurement"
    } == {("ocds-made02-0002", "ocds-made02-0001")}
    (agreement,) = (c for c in loaded.all(Contract) if c.ocid == "ocds-made02-0001")
    assert agreement.kind == "framework agreement"
    assert agreement.id == "ocds-made02-0001/award/000002-2025-lot-1-1"
    assert loaded.odd("links to releases") == 1


def test_the_framework_is_found_on_whichever_page_it_stands(tmp_path: Path) -> None:
    related = [{"relationship": ["framework"], "scheme": "ocid", "identifier": "ocds-made-2"}]
    pages = []
    for name, said in (
        ("a", release(relatedProcesses=related)),
        ("b", release(ocid="ocds-made-2")),
    ):
        pages.append(tmp_path / f"{name}.json")
        pages[-1].write_text(json.dumps({"releases": [said]}), encoding="utf-8")

    loaded = Loaded(pages)

    assert (loaded.one(MadeUnder).from_id, loaded.one(MadeUnder).to_id) == (
        "ocds-made-1",
        "ocds-made-2",
    )
    assert [s.id for s in loaded.all(Source)] == ["d/a", "d/b"]
    assert {p.id: p.source for p in loaded.all(Procurement)} == {
        "ocds-made-1": "d/a",
        "ocds-made-2": "d/b",
    }


@pytest.mark.parametrize(
    ("related", "words"),
    [
        ({"scheme": "ocid", "identifier": "ocds-made-9"}, "not in the files"),
        ({"title": "Care framework RM1"}, "without an ocid"),
        ({"scheme": "ocid", "identifier": "ocds-made-1"}, "its own framework"),
    ],
)
def test_a_framework_that_cannot_be_tied_is_reported(load: Load, related: Json, words: str) -> None:
    loaded = load(release(relatedProcesses=[{"relationship": ["framework"]} | related]))

    assert not loaded.all(MadeUnder)
    assert loaded.odd(words) == 1


def test_a_plan_is_a_procurement_without_a_contract() -> None:
    loaded = Loaded([DATA / "package.json"])

    assert {p.id: p.stage for p in loaded.all(Procurement)}["ocds-made01-plan"] == "planning"
    assert not any(c.ocid == "ocds-made01-plan" for c in loaded.all(Contract))


def test_version_1_0_names_its_parties_in_place() -> None:
    loaded = Loaded([DATA / "version_1_0.json"])

    assert loaded.ids(Organisation) == {"GB-LAE-SOS", "GB-COH-01234568"}
    assert loaded.ties("supplier") == {("GB-COH-01234568", "ocds-made03-1/award/1", 3000.0)}


def test_a_record_is_taken_as_compiled_with_what_came_after(load: Load, tmp_path: Path) -> None:
    record = {
        "ocid": "ocds-made-1",
        "releases": [release(tender={"title": "Oldest"}, awards=[award(1000, "One")])],
        "compiledRelease": release(
            date="2024-06-01T00:00:00Z", tag=["compiled"], awards=[award(2000, "One")]
        ),
    }
    later = release(id="3", date="2024-07-01T00:00:00Z", awards=[award(3000, "One")])
    path = tmp_path / "record.json"
    for releases, amount in (([], 2000), ([later], 3000)):
        path.write_text(json.dumps({"records": [record], "releases": releases}), encoding="utf-8")
        assert Loaded([path]).one(Contract).amount == amount


def test_releases_with_one_date_or_none_are_taken_in_a_fixed_order(load: Load) -> None:
    first, second, undated = (
        release(id="9", tender={"title": "Nine"}),
        release(id="10", tender={"title": "Ten"}),
        release(id="11", date=None, tender={"title": "Undated"}),
    )

    for order in ((first, second, undated), (undated, second, first)):
        loaded = load(*order)
        assert loaded.one(Procurement).name == "Ten"
        assert loaded.odd("same date") == 1
        assert loaded.odd("without a date") == 1


def test_dates_are_compared_as_moments(load: Load) -> None:
    summer = release(id="1", date="2024-07-01T12:30:00+01:00", tender={"title": "Earlier"})
    winter = release(id="2", date="2024-07-01T12:00:00Z", tender={"title": "Later"})

    assert load(winter, summer).one(Procurement).name == "Later"


def test_a_release_given_twice_counts_once(load: Load) -> None:
    nameless = award(5000, suppliers=[{"name": "One"}])
    loaded = load(release(awards=[nameless]), release(awards=[nameless]))

    assert loaded.findings.counts[TIES] == 1
    assert loaded.odd("given twice") == 1


def test_ids_used_twice_are_reported_and_warn_nobody(load: Load) -> None:
    loaded = load(release(awards=[award(5000, "One"), award(6000, "Two")]))

    assert loaded.odd("Several entries of awards share an id") == 1
    assert loaded.one(Contract).amount == 6000


def test_a_release_without_an_ocid_is_rejected(load: Load) -> None:
    loaded = load(release(), {"id": "x", "date": "2024-01-01"})

    assert loaded.findings.rejected == 1
    assert loaded.findings.rejects[0].problem.column == "ocid"


def test_lists_written_as_objects_are_lists(load: Load) -> None:
    loaded = load(release(awards={"1": award(5000, suppliers={"id": "s", "name": "One"})}))

    assert loaded.ids(Organisation) == {"GB-LAE-SOS", "GB-LAE-SOS/one"}


def test_a_period_that_ends_before_it_starts_is_blank(load: Load) -> None:
    period = {"startDate": "2024-06-01", "endDate": "2023-06-01"}
    loaded = load(release(awards=[award(5000, "One", contractPeriod=period)]))

    assert loaded.one(Contract).starts is None
    assert loaded.odd("ends before it starts") == 1


def test_equal_values_in_one_framework_are_reported(load: Load) -> None:
    tender = {"title": "Framework", "techniques": {"hasFrameworkAgreement": True}}
    awards = [award(10**6, "One"), award(10**6, "Two", id="2")]

    assert load(release(tender=tender, awards=awards)).odd("with the same value") == 1


def statements(loaded: Loaded) -> list[tuple[str, str]]:
    return [(said.fact.model_dump_json(), said.key) for said in loaded.said]


MANY = json.loads((DATA / "package.json").read_text(encoding="utf-8"))["releases"]


@given(order=st.permutations(range(len(MANY))), cut=st.integers(0, len(MANY)))
def test_the_order_of_releases_and_pages_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "shuffled.json"
    path.write_text(json.dumps({"releases": [MANY[n] for n in order]}), encoding="utf-8")
    halves = [folder / "first.json", folder / "second.json"]
    for half, part in zip(halves, (order[:cut], order[cut:]), strict=True):
        half.write_text(json.dumps({"releases": [MANY[n] for n in part]}), encoding="utf-8")
    path_as_given = folder / "given.json"
    path_as_given.write_text(json.dumps({"releases": MANY}), encoding="utf-8")

    as_given, shuffled, parted = Loaded([path_as_given]), Loaded([path]), Loaded(halves)

    assert statements(shuffled)[1:] == statements(as_given)[1:]
    assert parted.findings.counts == as_given.findings.counts
    assert parted.findings.amounts == as_given.findings.amounts


def test_the_lead_statement_is_the_source() -> None:
    first: Said = Loaded([DATA / "lines.jsonl"]).said[0]

    assert isinstance(first.fact, Source)
    assert FORMAT.joint
    assert FORMAT.recognises(DATA / "lines.jsonl")
