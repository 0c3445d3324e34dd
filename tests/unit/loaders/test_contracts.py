"""Registers of contracts: what each wart of a real one becomes."""

import csv
import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.batch import assertion
from placegraph.graph.model import ClientOf, Contract, Organisation, PartOf, PartyTo, Source
from placegraph.graph.schema import Fact, Node, Relationship
from placegraph.graph.vocabulary import ContractKind, OrganisationKind, PartyRole
from placegraph.loaders.contracts import columns as contracts_columns
from placegraph.loaders.contracts import contract_cells as contracts_cells
from placegraph.loaders.contracts.loader import FORMAT
from placegraph.loaders.contracts.parties import Reader
from placegraph.loaders.published import About, Findings, Said
from placegraph.loaders.reading.seen import Seen, Standing

DATA = Path(__file__).resolve().parents[2] / "data" / "contracts"
#: The 38 fields of the schema.
FIELDS = (
    "OrganisationLabel OrganisationURI ContractReference OpenContractingID ContractTitle "
    "ContractType OrganisationalUnit ServiceCategoryLabel ServiceCategoryURI Description "
    "ProcurementCategory CPVLabel CPVCode ProclassLabel ProclassCode StartDate EndDate "
    "ReviewDate LastExtensionDate ContractValue FixedCost IrrecoverableVAT SupplierName "
    "CompaniesHouseRegistrationNumber CharityCommissionNumber OtherSupplierID SMESupplier "
    "VCSESupplier VCSESupplierType ContactName ContactEmail ContactURL ProcessType "
    "TenderDocumentURL ContractDocumentURL PerformanceInformationURL AreaServedLabel "
    "AreaServedURI "
)
LGA = FIELDS.split()
ABOUT = About(dataset="reg", publisher="Anytown District Council", publisher_id="GB-LAE-CHT")
ROW = {
    "ContractReference": "DN1",
    "ContractTitle": "Waste collection",
    "SupplierName": "Binmen Limited",
}

F = TypeVar("F", bound=Fact)
Loaded = tuple[list[Said], Findings]
Load = Callable[..., Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load rows, each the columns it fills, under the titles of the LGA's schema."""

    def load(*rows: dict[str, str], about: About = ABOUT, encoding: str = "utf-8") -> Loaded:
        path = tmp_path / "register.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, LGA)
            writer.writeheader()
            writer.writerows(rows)
        return read(path, about)

    return load


def read(path: Path, about: About = ABOUT) -> Loaded:
    findings = Findings()
    return list(FORMAT.statements((path,), about, findings)), findings


def facts(said: Iterable[Said], declared: type[F]) -> list[F]:
    return [s.fact for s in said if isinstance(s.fact, declared)]


def contract(said: Iterable[Said]) -> Contract:
    (found,) = facts(said, Contract)
    return found


def ties(said: Iterable[Said], role: PartyRole = PartyRole.SUPPLIER) -> set[tuple[str, str]]:
    return {(t.to_id, t.from_id) for t in facts(said, PartyTo) if t.role is role}


def test_a_row_of_the_schema_becomes_a_contract_and_its_parties(load: Load) -> None:
    said, findings = load(
        ROW
        | {
            "OrganisationLabel": "Anytown District Council",
            "OrganisationURI": "http://statistics.data.gov.uk/id/statistical-geography/E07000078",
            "OpenContractingID": "ocds-b5fd17-abc",
            "ContractType": "Framework agreement",
            "OrganisationalUnit": "Environment",
            "Description": "Collection of household waste",
            "CPVCode": "90511000-2",
            "StartDate": "01/04/2020",
            "EndDate": "31/03/2027",
            "ReviewDate": "2026-04-01",
            "LastExtensionDate": "31/03/2029",
            "ContractValue": "£1,234,567.89",
            "IrrecoverableVAT": "99",
            "CompaniesHouseRegistrationNumber": "1234567",
        }
    )
    found = contract(said)
    assert found.model_dump(exclude={"source", "locator"}, exclude_none=True) == {
        "id": "GB-LAE-CHT/DN1",
        "name": "Waste collection",
        "kind": ContractKind.FRAMEWORK,
        "subject": "Collection of household waste",
        "ocid": "ocds-b5fd17-abc",
        "reference": "DN1",
        "amount": 1234567.89,
        "cpv": "90511000-2",
        "review": date(2026, 4, 1),
        "last_extension": date(2029, 3, 31),
        "starts": date(2020, 4, 1),
        "ends": date(2027, 3, 31),
    }
    assert ties(said) == {("GB-LAE-CHT/DN1", "GB-COH-01234567")}
    assert ties(said, PartyRole.BUYER) == {("GB-LAE-CHT/DN1", "GB-LAE-CHT")}
    assert {t.valid_to for t in facts(said, PartyTo)} == {date(2027, 4, 1)}
    (client,) = facts(said, ClientOf)
    assert client.from_id == "GB-LAE-CHT/unit/environment"
    (within,) = facts(said, PartOf)
    assert (within.from_id, within.to_id) == (client.from_id, "GB-LAE-CHT")
    council = next(o for o in facts(said, Organisation) if o.id == "GB-LAE-CHT")
    assert (council.area_code, council.kind) == ("E07000078", OrganisationKind.COUNCIL)
    assert list(findings.figures()) == ["1 contracts, £1,234,567.89", "1 ties to suppliers"]
    assert list(findings.remarks()) == []


def test_every_node_stands_before_the_relationships_that_end_at_it() -> None:
    said, _ = read(DATA / "own_titles.csv")
    known: set[tuple[str, str]] = set()
    for one in said:
        if isinstance(one.fact, Node):
            known.add((type(one.fact).__name__, one.fact.id))
        elif isinstance(one.fact, Relationship):
            assert (one.fact.from_type, one.fact.from_id) in known
            assert (one.fact.to_type, one.fact.to_id) in known
    assert isinstance(said[0].fact, Source)


def test_a_register_with_titles_of_its_own_is_read_with_its_warts() -> None:
    said, findings = read(DATA / "own_titles.csv")
    by_reference = {c.reference or c.name: c for c in facts(said, Contract)}
    assert {name: c.amount for name, c in by_reference.items()} == {
        "C1": None,
        "C2": 10000.0,
        "C3": None,
        "C4": 35000.0,
        "C9": None,
        "Stationery": None,
        "Furniture": 12000.0,
        "Piano tuning": None,
    }
    # By hand: 10,000 of C2, 35,000 of C4 once, 12,000 of the furniture.
    assert findings.amounts["contracts"] == Decimal(57_000)
    assert findings.counts["contracts"] == 8
    # C1 two, C2 one, C3 two, C4 two, stationery and furniture one each.
    assert findings.counts["ties to suppliers"] == 9
    assert findings.rejected == 0


def test_a_yearly_value_is_no_total_and_is_kept_in_the_note() -> None:
    said, _ = read(DATA / "own_titles.csv")
    notes = {c.name: c.note for c in facts(said, Contract) if c.note}
    assert notes["Grounds maintenance"] == (
        "Value as published: £20,000 per annum. Extension as published: 2 years."
    )
    assert notes["Stationery"] == "Value a year as published: £5,000."
    assert notes["Advice"] == "Value as published: £1.2m."


@pytest.mark.parametrize(
    "text", ["0.00", "1", "£0.01", "TBC", "Various", "5,000-10,000", "£1.2m", "-5", "£20k pa"]
)
def test_what_is_no_exact_total_is_no_amount(load: Load, text: str) -> None:
    said, findings = load(ROW | {"ContractValue": text})
    assert contract(said).amount is None
    assert findings.amounts == {}
    assert findings.counts["contracts without a known value"] == 1


def test_rows_with_different_values_leave_the_contract_without_one() -> None:
    said, findings = read(DATA / "own_titles.csv")
    shares = {
        (t.from_id.rpartition("/")[2], t.amount)
        for t in facts(said, PartyTo)
        if t.to_id.endswith("/C3") and t.role is PartyRole.SUPPLIER
    }
    assert shares == {("alpha-homes-limited", 100000.0), ("gamma-homes-limited", 200000.0)}
    assert any("different values" in remark for remark in findings.remarks())


def test_the_order_of_rows_does_not_change_which_values_disagree(load: Load) -> None:
    rows = [
        ROW | {"ContractValue": "100000", "SupplierName": "A Limited"},
        ROW | {"ContractReference": "DN2", "ContractValue": "5"},
        ROW | {"ContractValue": "200000", "SupplierName": "B Limited"},
    ]
    for given_rows in (rows, rows[::-1]):
        said, findings = load(*given_rows)
        amounts = {c.reference: c.amount for c in facts(said, Contract)}
        assert amounts == {"DN1": None, "DN2": 5.0}
        assert findings.amounts["contracts"] == 5


def test_one_value_on_every_row_is_the_contracts_and_nobodys_share(load: Load) -> None:
    said, findings = load(
        ROW | {"ContractValue": "£1,000.00", "SupplierName": "A Limited"},
        ROW | {"ContractValue": "1000", "SupplierName": "B Limited"},
    )
    assert contract(said).amount == 1000
    assert {t.amount for t in facts(said, PartyTo)} == {None}
    assert findings.amounts["contracts"] == 1000


def test_a_repeated_row_is_counted_once(load: Load) -> None:
    said, findings = load(ROW, ROW, ROW)
    assert findings.counts["contracts"] == 1
    assert findings.counts["ties to suppliers"] == 1
    assert len({assertion(s.fact, "d", s.key) for s in said if isinstance(s.fact, PartyTo)}) == 2


def test_two_lots_of_one_supplier_keep_their_own_values(load: Load) -> None:
    said, findings = load(
        ROW | {"ContractTitle": "Lot 1", "ContractValue": "10000"},
        ROW | {"ContractTitle": "Lot 2", "ContractValue": "20000"},
    )
    supplied = [s for s in said if isinstance(s.fact, PartyTo) and "supplier" in s.key]
    assert {(s.key, s.fact.amount) for s in supplied if isinstance(s.fact, PartyTo)} == {
        ("supplier Lot 1", 10000.0),
        ("supplier Lot 2", 20000.0),
    }
    assert findings.counts["ties to suppliers"] == 1


@pytest.mark.parametrize("reference", ["Various", "1.23E+05", "", "N/A", "TBC", "Legal"])
def test_what_is_no_reference_does_not_join_contracts(load: Load, reference: str) -> None:
    row = ROW | {"ContractReference": reference}
    said, _ = load(row, row | {"ContractTitle": "Street cleaning"})
    found = facts(said, Contract)
    assert len({c.id for c in found}) == 2
    assert [c.reference for c in found] == [None, None]


def test_a_contract_without_reference_keeps_its_identifier_when_rows_move(load: Load) -> None:
    rows = [ROW | {"ContractReference": "", "ContractTitle": t} for t in ("A road", "B road")]
    first, _ = load(*rows)
    second, _ = load(*rows[::-1])
    assert {c.id for c in facts(first, Contract)} == {c.id for c in facts(second, Contract)}


def test_references_that_are_no_identifiers_stay_apart(load: Load) -> None:
    said, _ = load(*(ROW | {"ContractReference": r} for r in ("AB 1", "AB-1", "AB(1)")))
    found = {c.id: c.reference for c in facts(said, Contract)}
    assert len(found) == 3
    assert set(found.values()) == {"AB 1", "AB-1", "AB(1)"}


def test_a_last_day_before_the_first_leaves_both_blank() -> None:
    said, _ = read(DATA / "own_titles.csv")
    found = next(c for c in facts(said, Contract) if c.reference == "C2")
    assert (found.starts, found.ends) == (None, None)
    assert found.note == "Days as published: from 2020-04-01 to 2019-03-31."


@pytest.mark.parametrize("text", ["31/12/9999", "Rolling", "01/01/1900", "31/02/2024", "Ongoing"])
def test_a_day_that_is_none_is_left_blank_and_reported(load: Load, text: str) -> None:
    said, findings = load(ROW | {"EndDate": text})
    assert contract(said).ends is None
    assert list(findings.remarks()) == ["last day that is no date: left blank: row 2"]


@pytest.mark.parametrize(
    ("words", "kind", "order"),
    [
        ("", ContractKind.CONTRACT, False),
        ("Single award contract", ContractKind.CONTRACT, False),
        ("Framework Agreement", ContractKind.FRAMEWORK, False),
        ("Call-off from framework", ContractKind.CONTRACT, False),
        ("Dynamic purchasing system", ContractKind.PURCHASING_SYSTEM, False),
        ("Grant agreement", ContractKind.GRANT, False),
        ("Other", ContractKind.OTHER, False),
        ("Purchase Order", ContractKind.OTHER, True),
        ("PO", ContractKind.OTHER, True),
    ],
)
def test_contract_types_are_told_by_their_words(
    words: str, kind: ContractKind, order: bool
) -> None:
    assert contracts_cells.kind(words) == (kind, order)


def test_purchase_orders_are_counted_apart(load: Load) -> None:
    said, findings = load(
        ROW | {"ContractType": "Purchase order", "ContractValue": "6000"},
        ROW | {"ContractReference": "DN2", "ContractValue": "7000"},
    )
    assert findings.counts == {"contracts": 1, "purchase orders": 1, "ties to suppliers": 2}
    assert findings.amounts == {"contracts": 7000, "purchase orders": 6000}
    assert facts(said, Contract)[0].note == "Purchase order."


def test_a_grant_agreement_has_a_funder_and_a_recipient(load: Load) -> None:
    said, _ = load(ROW | {"ContractType": "Grant agreement"})
    assert {t.role for t in facts(said, PartyTo)} == {PartyRole.FUNDER, PartyRole.RECIPIENT}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Smith, Jones and Co", {"Smith, Jones and Co"}),
        ("Acme Ltd\nBeta Ltd", {"Acme Ltd", "Beta Ltd"}),
        ("Acme Ltd; Beta Ltd", {"Acme Ltd", "Beta Ltd"}),
        ("Acme Ltd\n1 High Street\nAnytown", {"Acme Ltd"}),
        ("Acme\nSpecialist Works", {"Acme Specialist Works"}),
        ("Various", set()),
        ("Multiple suppliers", set()),
        ("REDACTED PERSONAL DATA", set()),
        ("Confidential Waste Ltd", {"Confidential Waste Ltd"}),
        ("Mr A Person", set()),
        ("Dr Bike Limited", {"Dr Bike Limited"}),
        ("TBC", set()),
    ],
)
def test_the_suppliers_in_a_cell(load: Load, cell: str, names: set[str]) -> None:
    said, _ = load(ROW | {"SupplierName": cell})
    suppliers = {o.name for o in facts(said, Organisation)} - {"Anytown District Council"}
    assert suppliers == names
    assert len(ties(said)) == len(names)


def test_direction_marks_are_taken_out_of_names(load: Load) -> None:
    said, findings = load(ROW | {"SupplierName": "Binmen \u202eLimited"})
    assert "Binmen Limited" in {o.name for o in facts(said, Organisation)}
    assert any("invisible" in remark for remark in findings.remarks())


def test_suppliers_are_told_by_register_numbers_and_else_within_the_council(load: Load) -> None:
    said, _ = load(
        ROW | {"CompaniesHouseRegistrationNumber": "6500244", "CharityCommissionNumber": "1128267"},
        ROW | {"ContractReference": "DN2"},
    )
    assert ties(said) == {
        ("GB-LAE-CHT/DN1", "GB-COH-06500244"),
        ("GB-LAE-CHT/DN2", "GB-LAE-CHT/binmen-limited"),
    }
    known = next(o for o in facts(said, Organisation) if o.id == "GB-COH-06500244")
    assert known.identifiers == "GB-COH-06500244 GB-CHC-1128267"
    assert (known.companies_house, known.charity_number) == ("06500244", "1128267")


def test_vat_numbers_are_neither_identity_nor_stored(load: Load) -> None:
    said, _ = load(ROW | {"OtherSupplierID": "GB123456789", "IrrecoverableVAT": "123456789"})
    assert not any("123456789" in s.fact.model_dump_json() for s in said)


def test_contacts_never_enter_the_graph(load: Load) -> None:
    said, _ = load(
        ROW
        | {
            "ContactName": "Pat Example",
            "ContactEmail": "pat@anytown.example",
            "ContactURL": "http://anytown.example/people/pat",
        }
    )
    text = json.dumps([s.fact.model_dump(mode="json") for s in said])
    assert "Pat" not in text
    assert "anytown.example" not in text


def test_voluntary_suppliers_are_told_only_where_the_column_is_about_that(load: Load) -> None:
    said, _ = load(ROW | {"VCSESupplier": "Yes"})
    assert OrganisationKind.VCS in {o.kind for o in facts(said, Organisation)}
    said, _ = read(DATA / "own_titles.csv")
    kinds = {o.name: o.kind for o in facts(said, Organisation)}
    assert kinds["Alpha Carers Trust"] is OrganisationKind.VCS
    assert kinds["Acme Mowing Ltd"] is OrganisationKind.NOT_KNOWN


def test_a_register_that_does_not_name_its_council_says_so(load: Load) -> None:
    said, findings = load(ROW, about=About(dataset="reg", title="Contracts"))
    assert facts(said, Organisation)[0].name == "Publisher of Contracts"
    assert any("does not name its council" in remark for remark in findings.remarks())


def test_two_councils_in_one_register_keep_their_contracts_apart(load: Load) -> None:
    label = "OrganisationLabel"
    said, _ = load(
        ROW | {label: "Anytown District Council"},
        ROW | {"ContractReference": "DN2", label: "Othertown Council"},
    )
    assert ties(said, PartyRole.BUYER) == {
        ("GB-LAE-CHT/DN1", "GB-LAE-CHT"),
        ("GB-LAE-CHT/DN2", "GB-LAE-CHT/othertown-council"),
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found_out(load: Load, encoding: str) -> None:
    said, _ = load(ROW | {"ContractTitle": "Café", "ContractValue": "£5,000"}, encoding=encoding)
    assert (contract(said).name, contract(said).amount) == ("Café", 5000)


def test_a_workbook_gives_the_facts_of_the_csv_file(load: Load, tmp_path: Path) -> None:
    row = ROW | {"ContractValue": "5000.5", "StartDate": "2020-04-01"}
    said, _ = load(row)
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Register")
        sheet.write_row(2, 0, LGA)
        for place, title in enumerate(LGA):
            sheet.write(3, place, row.get(title, ""))
        sheet.write(3, LGA.index("ContractValue"), 5000.5)
        sheet.write_datetime(
            3,
            LGA.index("StartDate"),
            date(2020, 4, 1),
            book.add_format({"num_format": "dd/mm/yyyy"}),
        )
    again, _ = read(path)

    def plain(facts: list[Said]) -> list[str]:
        return [s.fact.model_dump_json(exclude={"locator", "name"}) for s in facts]

    assert plain(again) == plain(said)


def test_what_has_no_supplier_and_title_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableSource, match=r"other\.csv"):
        read(path)
    assert not FORMAT.recognises(path)


def test_registers_are_recognised_and_payments_are_not(tmp_path: Path) -> None:
    payments = tmp_path / "payments.csv"
    payments.write_text("Supplier Name,Purpose,Payment Date,Amount\nA,B,01/01/2024,5\n")
    assert FORMAT.recognises(DATA / "own_titles.csv")
    assert not FORMAT.recognises(payments)
    assert not FORMAT.recognises(tmp_path / "absent.csv")


def test_no_title_stands_for_two_columns_but_descriptions() -> None:
    owners: dict[str, set[str]] = {}
    for column in contracts_columns.COLUMNS:
        for title in (*column.titles, column.name):
            key = "".join(c for c in title.lower() if c.isalnum())
            owners.setdefault(key, set()).add(column.name)
    shared = {key for key, names in owners.items() if len(names) > 1}
    assert all(owners[key] == {"ContractTitle", "Description"} for key in shared)


def test_seen_tells_met_repeated_and_contested_apart() -> None:
    seen = Seen()
    for text, value in (("a", ""), ("b", "1"), ("b", "1"), ("c", "1"), ("c", "2"), ("d", "1")):
        seen.meet(text, value)
    seen.meet("d", "")
    standing = {text: seen.state(text) for text in "abcd"}
    assert [bool(standing[t] & Standing.REPEATED) for t in "abcd"] == [False, True, True, True]
    assert [bool(standing[t] & Standing.CONTESTED) for t in "abcd"] == [False, False, True, False]
    assert not any(standing[t] & Standing.STATED for t in "abcd")
    assert seen.state("a") & Standing.STATED


def test_suppliers_forgotten_are_stated_again(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{Reader.__module__}._MOST", 2)
    rows = [
        ROW | {"ContractReference": f"DN{n}", "SupplierName": f"Body {n % 5} Ltd"}
        for n in range(20)
    ]
    said, findings = load(*rows)
    assert len({o.id for o in facts(said, Organisation)}) == 6
    assert findings.counts["ties to suppliers"] == 20


cells = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t\u202e"), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(LGA, cells)), max_size=6),
)
def test_any_text_in_any_cell_loads(
    rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LGA, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows([ROW, *rows])
    _, findings = read(path)
    assert findings.counts["contracts"] + findings.counts["purchase orders"] >= 1
    assert findings.rejected == 0


def test_a_reference_longer_than_any_title_names_its_contract_cut(load: Load) -> None:
    said, _ = load({"ContractReference": "9" * 2_500, "SupplierName": "Binmen Limited"})
    found = contract(said)
    assert len(found.name) <= 500
    assert len(found.reference or "") <= 2_000


def test_ways_to_reach_somebody_are_in_nothing_that_a_contract_says(load: Load) -> None:
    said, findings = load(
        {
            "ContractReference": "R1",
            "ContractTitle": "Cleaning - contact Jane Roe jane.roe@x.example",
            "Description": "Call 01234 567890 or jane.roe@x.example",
            "SupplierName": "Acme Ltd (info@acme.example, 01234 567890, VAT GB 123456789)",
            "OrganisationalUnit": "Parks - jane@x.example",
            "ContractValue": "ask jane@x.example",
        },
        {"ContractReference": "", "ContractTitle": "Tea jane@x.example", "SupplierName": "Tea Ltd"},
    )
    names = {o.name for o in facts(said, Organisation)}
    assert names == {"Anytown District Council", "Acme Ltd", "Parks", "Tea Ltd"}
    found = {c.name: c.subject for c in facts(said, Contract)}
    assert found == {"Cleaning": None, "Tea": None}
    everything = " ".join(f"{s.key} {s.fact.model_dump_json()}" for s in said).lower()
    assert not [sign for sign in ("@", "jane", "567890", "123456789") if sign in everything]
    assert any("e-mail address" in remark for remark in findings.remarks())


def test_a_supplier_that_is_only_an_e_mail_is_no_organisation(load: Load) -> None:
    said, findings = load(ROW | {"SupplierName": "info@acme.example"})
    assert not ties(said)
    assert any(remark.startswith("supplier not named") for remark in findings.remarks())


def test_rows_that_all_name_one_supplier_give_its_tie_the_value_of_the_contract(
    load: Load,
) -> None:
    row = ROW | {"ContractValue": "£5,000"}
    said, _ = load(row, row, row | {"SupplierName": "BINMEN LIMITED"})
    amounts = [t.amount for t in facts(said, PartyTo) if t.role is PartyRole.SUPPLIER]
    assert (contract(said).amount, amounts) == (5000.0, [5000.0])


def test_one_value_on_rows_of_different_suppliers_is_nobodys_share(load: Load) -> None:
    row = ROW | {"ContractValue": "5000"}
    said, _ = load(row, row | {"SupplierName": "Other Limited"}, row)
    assert {t.amount for t in facts(said, PartyTo) if t.role is PartyRole.SUPPLIER} == {None}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Alpha Ltd, Beta Ltd, Gamma Ltd", {"Alpha Ltd", "Beta Ltd", "Gamma Ltd"}),
        ("Alpha Ltd / Beta Limited", {"Alpha Ltd", "Beta Limited"}),
        ("Alpha CIC, Beta LLP and Gamma plc", {"Alpha CIC", "Beta LLP", "Gamma plc"}),
        ("Marks & Spencer plc, Boots plc", {"Marks & Spencer plc", "Boots plc"}),
        ("Smith, Jones and Co", {"Smith, Jones and Co"}),
        ("Smith, Jones Ltd", {"Smith, Jones Ltd"}),
        ("Alpha, Ltd", {"Alpha, Ltd"}),
    ],
)
def test_commas_and_strokes_part_suppliers_that_all_end_in_a_legal_form(
    load: Load, cell: str, names: set[str]
) -> None:
    said, _ = load(ROW | {"SupplierName": cell})
    bodies = {o.name for o in facts(said, Organisation)}
    assert bodies - {"Anytown District Council"} == names


def test_a_column_of_end_and_review_dates_is_known(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Contract title,Supplier,End date and review dates\nTea,Tea Ltd,31/03/2025\n",
        encoding="utf-8",
    )
    assert FORMAT.recognises(path)
    said = list(FORMAT.statements((path,), ABOUT, Findings()))
    assert contract(said).ends == date(2025, 3, 31)


def test_one_reference_for_two_titles_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "ContractReference,ContractTitle,SupplierName,StartDate,EndDate\n"
        "C9,Legal advice,Firm LLP,01/04/2023,31/03/2025\n"
        "C9,Parks,Parks Ltd,01/04/2020,31/03/2021\n"
        "C8,Roads,Roads Ltd,01/04/2020,31/03/2021\n"
        "C8,Roads,Streets Ltd,01/04/2020,31/03/2021\n",
        encoding="utf-8",
    )

    said, findings = read(path)

    assert {c.reference: c.name for c in facts(said, Contract)} == {
        "C9": "Legal advice",
        "C8": "Roads",
    }
    (told,) = [text for text in findings.oddities if text.startswith("one reference with")]
    assert findings.oddities[told] == 2
