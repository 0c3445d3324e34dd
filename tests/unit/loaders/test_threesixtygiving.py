"""Grants of a fictional fund, the same in three formats; fixtures are in tests/data/360giving."""

import csv
import hashlib
import json
import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.model import Contract, Organisation, PartyTo, Source
from placegraph.graph.schema import Fact
from placegraph.loaders.published import About, Findings
from placegraph.loaders.threesixtygiving.grant import day_given
from placegraph.loaders.threesixtygiving.loader import FORMAT

DATA = Path(__file__).resolve().parents[2] / "data" / "360giving"
CSV = DATA / "grants.csv"
JSON = DATA / "grants.json"
ABOUT = About(dataset="otter", publisher_id="GB-CHC-1999999")
#: Grants whose parties the fixtures name, in the order of the file.
HALL = "360G-otter-1"

Facts = list[Fact]


def read(path: Path) -> tuple[Facts, Findings]:
    findings = Findings()
    return [said.fact for said in FORMAT.statements((path,), ABOUT, findings)], findings


def contract(facts: Facts, grant: str) -> Contract:
    (found,) = (f for f in facts if isinstance(f, Contract) and f.id == grant)
    return found


def parties(facts: Facts, grant: str, role: str) -> set[str]:
    found = (f for f in facts if isinstance(f, PartyTo))
    return {f.from_id for f in found if (f.to_id, f.role) == (grant, role)}


def organisations(facts: Facts) -> dict[str, Organisation]:
    return {f.id: f for f in facts if isinstance(f, Organisation)}


def content(facts: Facts) -> set[str]:
    return {
        f"{type(f).__name__} {f.model_dump(exclude={'source', 'locator'})}"
        for f in facts
        if not isinstance(f, Source)
    }


def rows() -> list[list[str]]:
    with CSV.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def saved(path: Path, value: object) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def grant(**fields: object) -> dict[str, object]:
    return {
        "id": "360G-otter-x", "title": "A grant", "currency": "GBP", "amountAwarded": 5,
        "awardDate": "2022-01-01",
        "fundingOrganization": [{"id": "GB-CHC-1999999", "name": "The Otterbourne Fund"}],
    } | fields  # fmt: skip


def workbook(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content_ in sheets.items():
        sheet = book.create_sheet(name)
        for row in content_:
            sheet.append(row)
    book.save(path)
    return path


def test_csv_and_json_give_the_same_graph() -> None:
    assert content(read(CSV)[0]) == content(read(JSON)[0])


def test_a_workbook_gives_the_same_graph(tmp_path: Path) -> None:
    path = workbook(tmp_path / "grants.xlsx", {"grants": rows()[2:], "Meta": [["version", "1.4"]]})
    assert content(read(path)[0]) == content(read(JSON)[0])


def test_the_order_of_the_grants_does_not_matter(tmp_path: Path) -> None:
    package = json.loads(JSON.read_text(encoding="utf-8"))
    # The two grants of one identifier stay in their order: the first of them is the one kept.
    package["grants"] = sorted(package["grants"], key=lambda g: g.get("id", ""), reverse=True)
    twins = [g for g in package["grants"] if g.get("id") == "360G-otter-6"]
    places = [n for n, g in enumerate(package["grants"]) if g in twins]
    for place, twin in zip(places, sorted(twins, key=lambda g: len(g["title"])), strict=True):
        package["grants"][place] = twin
    assert content(read(saved(tmp_path / "g.json", package))[0]) == content(read(JSON)[0])


def test_sheets_of_lists_are_tied_to_the_grants(tmp_path: Path) -> None:
    header, *body = rows()[2:]
    keep = [n for n, title in enumerate(header) if "1/" not in title and "Ind:" not in title]
    main = [[row[n] for n in keep] for row in (header, *body)]
    more = ["Identifier", "recipientOrganization/0/id", "Recipient Org:0:Name"]
    people = ["Identifier", "Recipient Ind:0:Identifier", "Recipient Ind:0:Name"]
    path = workbook(
        tmp_path / "grants.xlsx",
        {
            "Read me": [["About these grants"], ["Write to nobody."]],
            "grants": main,
            "recipientOrganization": [more, [HALL, "GB-CHC-1200002", "Friends of Alderwick"]],
            "recipientIndividual": [people, ["360G-otter-5", "360G-otter-IND-7", "Pat Example"]],
        },
    )
    assert content(read(path)[0]) == content(read(JSON)[0])


def test_a_sheet_of_one_list_may_leave_its_name_out_of_its_titles(tmp_path: Path) -> None:
    main = [["id", "title", "currency", "amountAwarded", "awardDate"],
            ["360G-otter-1", "Hall", "GBP", "5", "2022-01-01"]]  # fmt: skip
    funder = [["Grant ID", "Identifier", "Name"], ["360G-otter-1", "GB-CHC-1999999", "The Fund"]]
    path = workbook(tmp_path / "g.xlsx", {"main": main, "Funding Org": funder})
    assert parties(read(path)[0], "360G-otter-1", "funder") == {"GB-CHC-1999999"}


def test_a_grant_becomes_an_agreement_between_its_parties() -> None:
    facts, _ = read(CSV)
    found = contract(facts, HALL)
    assert (found.name, found.subject, found.kind) == (
        "Hall roof", "Mend the roof of the hall", "grant agreement",
    )  # fmt: skip
    assert (found.amount, found.reference) == (1250.5, HALL)
    assert (found.starts, found.ends) == (date(2021, 5, 1), date(2022, 4, 30))
    assert (found.valid_from, found.valid_to) == (date(2021, 4, 6), date(2022, 5, 1))
    assert found.note == "Grant programme: Places."
    assert found.locator == HALL
    assert parties(facts, HALL, "funder") == {"GB-CHC-1999999"}
    assert parties(facts, HALL, "recipient") == {"GB-COH-01234567", "GB-CHC-1200002"}


def test_counts_and_total_are_those_of_the_grants_in_pounds() -> None:
    for path in (CSV, JSON):
        _, findings = read(path)
        assert findings.counts["grants"] == 10
        assert findings.counts["grants to individuals"] == 2
        # 1250.50 - 50.50 + 0 + 300 + 400 + 75 + 60 + 20; the euros and the unread one are not in.
        assert findings.amounts == {"awarded": Decimal("2055.00")}
        assert findings.rejected == 0


def test_nothing_of_an_individual_enters_the_graph() -> None:
    for path in (CSV, JSON):
        facts, findings = read(path)
        everything = " ".join(f.model_dump_json() for f in facts)
        for private in ("Pat", "Example", "IND-", "Individual Recipient", "family", "course"):
            assert private not in everything
        for known in ("360G-otter-5", "360G-otter-9"):
            found = contract(facts, known)
            assert (found.name, found.subject) == ("Grant to an individual", None)
            assert parties(facts, known, "recipient") == set()
        assert not any(private in str(findings.places) for private in ("Pat", "IND-"))


@pytest.mark.parametrize(
    "fields",
    [
        {"recipientIndividual": {"id": "1", "name": "Kim Person"}},
        {"recipientIndividual": [{"name": "Kim Person"}]},
        {"toIndividualsDetails": {"primaryGrantReason": "GTIR010"},
         "recipientOrganization": [{"name": "Kim Person"}]},
        {"recipientOrganization": [{"id": "360G-otter-IND-3", "name": "Kim Person"}]},
        {"recipientOrganization": [{"name": "REDACTED", "id": "x"}]},
        {"recipientOrganization": {"name": "Private individual"}},
    ],
)  # fmt: skip
def test_every_way_of_naming_a_person_is_left_out(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    path = saved(tmp_path / "g.json", {"grants": [grant(title="For Kim Person", **fields)]})
    facts, findings = read(path)
    assert set(organisations(facts)) == {"GB-CHC-1999999"}
    assert "Kim" not in " ".join(f.model_dump_json() for f in facts)
    assert findings.counts["grants to individuals"] == 1


def test_a_registered_host_beside_a_person_stays(tmp_path: Path) -> None:
    host = {"id": "GB-CHC-1200001", "name": "Host"}
    fields = {"recipientIndividual": {"name": "Kim"}, "recipientOrganization": [host]}
    facts, _ = read(saved(tmp_path / "g.json", {"grants": [grant(**fields)]}))
    assert parties(facts, "360G-otter-x", "recipient") == {"GB-CHC-1200001"}


def test_another_currency_leaves_the_amount_blank_and_says_so() -> None:
    found = contract(read(CSV)[0], "360G-otter-2")
    assert found.amount is None
    assert found.note == "Awarded: 900 EUR."


def test_a_currency_not_said_is_pounds_only_for_a_british_funder(tmp_path: Path) -> None:
    assert contract(read(CSV)[0], "GB-CHC-1999999/ref-8-a-" + _digest("Ref 8/A")).amount == 60
    foreign = grant(currency="", fundingOrganization=[{"id": "US-EIN-1", "name": "Fund"}])
    facts, _ = read(saved(tmp_path / "g.json", {"grants": [foreign]}))
    assert contract(facts, "360G-otter-x").amount is None


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def test_amounts_below_zero_and_nought_are_kept_and_reported() -> None:
    facts, findings = read(CSV)
    assert contract(facts, "360G-otter-3").amount == -50.5
    assert contract(facts, "360G-otter-4").amount == 0
    assert findings.oddities["amount below zero: kept"] == 1
    assert findings.oddities["amount of nought as published: kept"] == 1


def test_what_cannot_be_read_is_left_blank_and_the_grant_kept() -> None:
    facts, findings = read(CSV)
    found = contract(facts, "360G-otter-7")
    assert (found.amount, found.starts, found.ends) == (None, date(2022, 9, 1), None)
    assert findings.oddities["planned end before the planned start: left blank"] == 1
    assert findings.oddities["company or charity number that cannot be one: left out"] == 1


def test_the_first_of_two_grants_with_one_identifier_wins() -> None:
    facts, findings = read(CSV)
    assert contract(facts, "360G-otter-6").amount == 400
    assert findings.oddities["grant given again with other contents: the first was kept"] == 1


def test_a_row_of_totals_is_no_grant() -> None:
    _, findings = read(CSV)
    what = "row that names no grant, such as a total: left out"
    assert (findings.oddities[what], findings.places[what]) == (1, ["row 15"])


def test_local_identifiers_hold_within_the_publisher() -> None:
    facts, _ = read(CSV)
    choir = organisations(facts)["360G-otter-brook_choir"]
    assert (choir.identifiers, choir.name) == (None, "Brook Choir")
    assert "GB-CHC-1999999/mill-lane-players" in organisations(facts)


def test_numbers_and_mistyped_identifiers_make_one_organisation() -> None:
    found = organisations(read(CSV)[0])
    hall = found["GB-COH-01234567"]
    assert (hall.companies_house, hall.charity_number) == ("01234567", "1200001")
    assert hall.identifiers == "GB-COH-01234567 GB-CHC-1200001"
    assert found["GB-CHC-1200003"].name == "Mill Garden"


def test_characters_that_turn_the_text_round_are_taken_out_and_reported() -> None:
    for path in (CSV, JSON):
        facts, findings = read(path)
        assert not any("\u202e" in f.model_dump_json() for f in facts)
        what = "characters that do not show or turn the text around: taken out"
        assert findings.oddities[what] == 1


def test_an_organisation_is_one_with_and_without_its_company_number(tmp_path: Path) -> None:
    charity = {"id": "GB-CHC-1200001", "name": "Hall"}
    both = charity | {"companyNumber": "01234567"}
    package = {"grants": [grant(id="360G-otter-a", recipientOrganization=[charity]),
                          grant(id="360G-otter-b", recipientOrganization=[both])]}  # fmt: skip
    facts, _ = read(saved(tmp_path / "g.json", package))
    assert parties(facts, "360G-otter-a", "recipient") == {"GB-COH-01234567"}


def test_a_charity_with_two_companies_joins_neither(tmp_path: Path) -> None:
    charity = {"id": "GB-CHC-1200001", "name": "Hall"}
    bodies = [charity, *(charity | {"companyNumber": n} for n in ("01234567", "01234568"))]
    package = {"grants": [grant(id=f"360G-otter-{n}", recipientOrganization=[b])
                          for n, b in enumerate(bodies)]}  # fmt: skip
    facts, _ = read(saved(tmp_path / "g.json", package))
    known = {"GB-CHC-1200001", "GB-COH-01234567", "GB-COH-01234568", "GB-CHC-1999999"}
    assert set(organisations(facts)) == known


def test_an_identifier_given_to_many_names_is_nobodys(tmp_path: Path) -> None:
    names = ["Ash", "Birch", "Cedar", "Damson"]
    package = {"grants": [grant(id=f"360G-otter-{n}", recipientOrganization=[
        {"id": "360G-otter-ORG", "name": n}]) for n in names]}  # fmt: skip
    facts, _ = read(saved(tmp_path / "g.json", package))
    assert {f"GB-CHC-1999999/{n.lower()}" for n in names} <= set(organisations(facts))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-05-31T23:00:00Z", date(2021, 6, 1)),
        ("2021-12-31T23:00:00Z", date(2021, 12, 31)),
        ("2021-06-01T00:30:00+01:00", date(2021, 6, 1)),
        ("2021-06-01T00:00:00.000Z", date(2021, 6, 1)),
        ("2021-03-28T00:59:59Z", date(2021, 3, 28)),
        ("2021-06-01", date(2021, 6, 1)),
        ("01/06/2021", date(2021, 6, 1)),
        ("", None),
    ],
)
def test_a_moment_is_of_the_day_in_britain(written: str, expected: date | None) -> None:
    assert day_given(written) == expected


def test_json_says_who_published_it() -> None:
    facts, _ = read(JSON)
    (source,) = (f for f in facts if isinstance(f, Source))
    assert (source.name, source.publisher) == (
        "Grants of the Otterbourne Fund", "The Otterbourne Fund",
    )  # fmt: skip
    assert (source.published, source.id) == (date(2022, 7, 1), "otter")


def test_nodes_come_before_what_ends_at_them() -> None:
    seen: set[str] = set()
    for fact in read(JSON)[0]:
        if isinstance(fact, PartyTo):
            assert {fact.from_id, fact.to_id} <= seen
        else:
            seen.add(fact.model_dump()["id"])


def test_a_member_that_is_no_grant_is_rejected(tmp_path: Path) -> None:
    _, findings = read(saved(tmp_path / "g.json", {"grants": [grant(), "Kim", None]}))
    assert (findings.counts["grants"], findings.rejected) == (1, 2)


@pytest.mark.parametrize(
    "content_",
    [
        b"", b"{", b'{"grants": [{"id": "1"', b'{"grants": {}}', b'{"other": []}',
        b"\x00\x01\x02\xff" * 50, b"PK\x03\x04 no workbook", b'{"grants": [{"id": "\xff"}]}',
        b'{"grants": [{"id": "a\x00b"}]}', b"[" * 5000, b"a,b\n1,2\n",
        b'{"a":' * 5000,
    ],
)  # fmt: skip
def test_a_bad_file_is_one_clear_error(tmp_path: Path, content_: bytes) -> None:
    path = tmp_path / "grants.json"
    path.write_bytes(content_)
    with pytest.raises(UnreadableSource, match="expected"):
        read(path)


def test_a_text_without_end_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "grants.json"
    with path.open("wb") as file:
        file.write(b'{"grants": [{"id": "')
        for _ in range(10):
            file.write(b"a" * 1_000_000)
        file.write(b'"}]}')
    with pytest.raises(UnreadableSource, match="millions of bytes"):
        read(path)


def test_it_knows_its_own_files_and_no_others(tmp_path: Path) -> None:
    assert FORMAT.recognises(CSV)
    assert FORMAT.recognises(JSON)
    assert FORMAT.recognises(workbook(tmp_path / "g.xlsx", {"grants": rows()[2:]}))
    for other in (DATA.parent / "geography").iterdir():
        assert not FORMAT.recognises(other)
    assert not FORMAT.recognises(tmp_path / "missing.csv")


_TEXTS = st.text(max_size=12) | st.sampled_from(["GB-CHC-1200001", "360G-a-1", "n/a", "REDACTED"])
_FIELD_NAMES = st.sampled_from(
    ["id", "name", "title", "description", "currency", "amountAwarded", "awardDate", "startDate",
     "endDate", "plannedDates", "recipientOrganization", "recipientIndividual",
     "fundingOrganization", "grantProgramme", "companyNumber", "charityNumber"]
)  # fmt: skip
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_FIELD_NAMES, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(_FIELD_NAMES, _VALUES, max_size=8), max_size=5))
def test_any_json_of_the_right_outline_is_taken(
    tmp_path_factory: pytest.TempPathFactory, grants: list[dict[str, object]]
) -> None:
    path = saved(tmp_path_factory.mktemp("g") / "g.json", {"grants": grants})
    facts, findings = read(path)
    assert findings.rejected == 0
    assert sum(isinstance(f, Contract) for f in facts) == findings.counts["grants"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.text(max_size=20), min_size=1, max_size=20))
def test_any_cells_under_the_titles_are_taken(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cells: list[str]
) -> None:
    header, first = rows()[2:4]
    chooser = random.Random(seed)
    plain = [c.replace("\x00", "").replace("\x1a", "") for c in cells]
    lines = [header, first, *([chooser.choice([*plain, *first]) for _ in header] for _ in range(4))]
    path = tmp_path_factory.mktemp("g") / "g.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows(lines)
    try:
        facts, findings = read(path)
    except UnreadableSource:
        return
    assert sum(isinstance(f, Contract) for f in facts) == findings.counts["grants"]


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_before_or_after_all_days_is_no_date(tmp_path: Path, text: str) -> None:
    facts, findings = read(saved(tmp_path / "g.json", {"grants": [grant(awardDate=text)]}))

    assert contract(facts, "360G-otter-x").valid_from is None
    assert findings.oddities["award date that is no date: left blank"] == 1


@pytest.mark.parametrize("own", ["Total", "GRAND TOTAL:", "Sub-total"])
def test_a_row_of_totals_with_a_word_for_its_id_is_no_grant(tmp_path: Path, own: str) -> None:
    path = tmp_path / "totals.csv"
    given = rows()
    (titles,) = (row for row in given if "Amount Awarded" in row)
    cells = {"Identifier": own, "Amount Awarded": "999"}
    total = [cells.get(title, "") for title in titles]
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([*given, total])

    assert read(path)[1].amounts == read(CSV)[1].amounts
    assert read(path)[1].counts == read(CSV)[1].counts


@pytest.mark.parametrize("amount", ["1e999999999", "1E-999999999", "-1e400"])
def test_an_amount_with_a_huge_exponent_is_no_amount(tmp_path: Path, amount: str) -> None:
    text = json.dumps({"grants": [grant(amountAwarded=77)]}).replace("77", amount)
    facts, findings = read(saved(tmp_path / "g.json", text))

    assert contract(facts, "360G-otter-x").amount is None
    assert findings.oddities["amount that cannot be read: left blank"] == 1


@pytest.mark.parametrize("number", ["9" * 5000, "1e99999999999999999999"])
def test_a_number_too_long_to_parse_refuses_the_file(tmp_path: Path, number: str) -> None:
    text = json.dumps({"grants": [grant(amountAwarded=77)]}).replace("77", number)

    with pytest.raises(UnreadableSource):
        read(saved(tmp_path / "g.json", text))
