"""Payments are added up exactly, whatever the file looks like, and withheld names stay apart."""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.model import Organisation, Paid, PartOf, Source, WithheldPayee
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.published import About, Findings, Said
from placegraph.loaders.spend.columns import withheld
from placegraph.loaders.spend.loader import FORMAT

DATA = Path(__file__).resolve().parents[2] / "data" / "spend"
COUNCIL = About(dataset="spend", publisher="Amberdale Borough Council", publisher_id="GB-LAE-AMB")

#: The payments of every made file but ``lga.csv``, added up by hand.
PARKS, HOUSING = "GB-LAE-AMB/unit/parks-and-green-space", "GB-LAE-AMB/unit/housing"
ALDER, CAFE = "GB-LAE-AMB/alder-tools-ltd", "GB-LAE-AMB/cafe-birch"
KNOWN = {
    (PARKS, ALDER, date(2023, 4, 1), 1000.0, 2, 1, 250.0),
    (PARKS, ALDER, date(2023, 5, 1), 106396.0, 1, 0, 0.0),
    (HOUSING, CAFE, date(2021, 10, 1), 312.45, 1, 0, 0.0),
}
TOTAL = Decimal("108708.45")
GUISES = sorted(path.name for path in DATA.glob("*.csv") if path.name != "lga.csv")


class Loaded:
    """What a load of one file says, by type, and what it found."""

    def __init__(self, path: Path, about: About = COUNCIL) -> None:
        self.findings = Findings()
        self.said: list[Said] = list(FORMAT.statements((path,), about, self.findings))
        facts = [said.fact for said in self.said]
        self.sources = [fact for fact in facts if isinstance(fact, Source)]
        self.paid = [fact for fact in facts if isinstance(fact, Paid)]
        self.withheld = [fact for fact in facts if isinstance(fact, WithheldPayee)]
        self.parts = [fact for fact in facts if isinstance(fact, PartOf)]
        self.organisations = {f.id: f for f in facts if isinstance(f, Organisation)}

    @property
    def oddities(self) -> str:
        return "\n".join(self.findings.remarks())

    def sums(self) -> set[tuple[object, ...]]:
        return {
            (p.from_id, p.to_id, p.valid_from, p.amount, p.payments, p.credits, p.credited)
            for p in self.paid
            if p.to_type == "Organisation"
        }


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "spend.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


HEADING = "Supplier Name,Payment Date,Amount"


@pytest.mark.parametrize("name", GUISES)
def test_the_same_payments_in_any_guise_give_the_same_sums(name: str) -> None:
    loaded = Loaded(DATA / name)
    assert loaded.sums() == KNOWN
    assert loaded.findings.counts == {"payments": 6, "credits": 1, "payees withheld": 2}
    assert loaded.findings.amounts == {"payments": TOTAL}
    assert loaded.findings.rejected == 0
    assert loaded.organisations[CAFE].name == "Café Birch"
    assert FORMAT.recognises(DATA / name)


def test_the_same_payments_in_a_workbook_give_the_same_sums(tmp_path: Path) -> None:
    path = tmp_path / "spend.xlsx"
    with (DATA / "utf8_mark.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("All payments")
        sheet.write_row(0, 0, ["Payments over £500"])
        for number, row in enumerate(rows, start=2):
            values: list[object] = list(row)
            if number > 2:
                day, month, year = map(int, row[2].split("/"))
                values[2] = date(year, month, day)
                values[4] = float(row[4].replace("£", "").replace(",", ""))
            sheet.write_row(number, 0, values)
        book.add_worksheet("Notes").write_row(0, 0, ["Names of people are withheld"])
    loaded = Loaded(path)
    assert loaded.sums() == KNOWN
    assert loaded.findings.amounts == {"payments": TOTAL}
    assert {p.rows for p in loaded.paid} == {"4-5", "6", "7", "8", "9"}
    assert FORMAT.recognises(path)


def test_a_sum_names_the_rows_it_comes_from(tmp_path: Path) -> None:
    days = ["03/04/2023", "04/04/2023", "01/05/2023", "05/04/2023", "06/04/2023", "07/04/2023"]
    path = table(tmp_path, HEADING, *(f"Alder,{day},1" for day in days))
    april, may = Loaded(path).paid
    assert (april.rows, april.locator) == ("2-3, 5-7", "row 2 and 4 more")
    assert (may.rows, may.locator) == ("4", "row 4")
    assert (april.valid_from, april.valid_to) == (date(2023, 4, 1), date(2023, 5, 1))


def test_a_month_ends_with_the_year(tmp_path: Path) -> None:
    (paid,) = Loaded(table(tmp_path, HEADING, "Alder,31/12/2023,1")).paid
    assert (paid.valid_from, paid.valid_to) == (date(2023, 12, 1), date(2024, 1, 1))


def test_nodes_come_before_what_ends_at_them_and_the_source_first() -> None:
    loaded = Loaded(DATA / "windows.csv")
    assert isinstance(loaded.said[0].fact, Source)
    known: set[str] = set()
    for said in loaded.said:
        if isinstance(said.fact, Paid | PartOf):
            assert {said.fact.from_id, said.fact.to_id} <= known
        else:
            known.add(said.fact.id)  # type: ignore[attr-defined]


def test_the_fields_of_the_lga_are_read_and_vat_numbers_are_not() -> None:
    loaded = Loaded(DATA / "lga.csv", About(dataset="spend"))
    council, parks = "spend/amberdale-borough-council", "spend/amberdale-borough-council/unit/parks"
    april = date(2023, 4, 1)
    assert loaded.sums() == {
        (parks, "GB-COH-06500244", april, 100.1, 1, 0, 0.0),
        (council, "GB-COH-06500244", april, 200.2, 1, 0, 0.0),
        (parks, "GB-CHC-1012345", april, 0.0, 1, 0, 0.0),
    }
    assert loaded.organisations[council].kind == OrganisationKind.COUNCIL
    assert loaded.organisations[council].area_code == "E07000999"
    assert loaded.organisations[parks].kind == OrganisationKind.UNIT
    assert loaded.organisations["GB-COH-06500244"].companies_house == "06500244"
    assert loaded.organisations["GB-CHC-1012345"].charity_number == "1012345"
    assert {(p.from_id, p.to_id) for p in loaded.parts} == {(parks, council)}
    assert loaded.sources[0].publisher == "Amberdale Borough Council"
    everything = repr(loaded.said)
    assert "123456789" not in everything
    assert "999999973" not in everything


def test_withheld_payees_are_never_one_node() -> None:
    loaded = Loaded(DATA / "lga.csv")
    assert len({node.id for node in loaded.withheld}) == 2
    assert {node.name for node in loaded.withheld} == {"REDACTED PERSONAL DATA"}
    assert [p.payments for p in loaded.paid if p.to_type == "WithheldPayee"] == [1, 1]


def test_withheld_payees_keep_their_ids_when_rows_move() -> None:
    first, second = Loaded(DATA / "windows.csv"), Loaded(DATA / "preamble_totals.csv")
    assert {n.id for n in first.withheld} == {n.id for n in second.withheld}
    assert len({n.id for n in first.withheld}) == 2


@pytest.mark.parametrize(
    "name",
    [
        *("Redacted", "REDACTED PERSONAL DATA", "Supplier Name Redacted", "[redacted]", "***"),
        *("Name withheld", "Individual", "Individuals", "Personal", "Confidential", "XXXXX"),
        *("Private Individual", "Redacted Commercial Data", "Sundry Suppliers", "Foster Carers"),
        *("REDACTED - Foster Carer", "Commercially confidential", "One-Time Vendor", "Various"),
        *("Individual Payee", "Individual 1", "Individual - Foster Carer", "Private Landlord 12"),
        *("Named Person", "Third Party", "Sole Trader", "Direct Payment Client", "Removed"),
        *("Adult Social Care Client", "Personal Budget Client 1234", "N/A - Personal"),
        *("Confidential - Children", "Private & Confidential", "SENSITIVE SUPPLIER", "Suppressed"),
        *("PERSONAL INFO REMOVED", "Name supressed", "Protected", "Exempt information"),
        *("Exempt under s40", "Non Disclosable", "Not for publication", "Refund to customer"),
        *("Red@cted", "Redactd", "Name Redcated"),
    ],
)
def test_words_in_place_of_a_name_are_told(name: str) -> None:
    assert withheld(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Redactive Publishing Ltd", "Confidential Waste Ltd", "Personal Alarms Ltd"),
        *("Private Hire Cars", "Best At Home Adult Care Private Ltd", "Individual Care Ltd"),
        *("Various Artists Ltd", "TJ Maxx", "Total Gas & Power", "Sundry Foods Ltd"),
        *("Individual Restaurants Ltd", "Third Party Formulators Ltd", "Private Hire Taxis Ltd"),
        *("Confidential Shredding Services Ltd", "Exempt Housing Association", "Direct Care"),
    ],
)
def test_companies_with_such_words_in_their_names_are_not_withheld(name: str) -> None:
    assert not withheld(name)


def test_a_payer_that_is_not_named_is_said_to_be_so() -> None:
    loaded = Loaded(DATA / "windows.csv", About(dataset="spend", title="Spend 2023"))
    assert loaded.organisations["spend/payer"].name == "Publisher of Spend 2023"
    assert "the file does not say who paid" in loaded.oddities


def test_an_identifier_of_no_register_is_not_used_and_told() -> None:
    about = About(dataset="spend", publisher="Amberdale", publisher_id="the council")
    loaded = Loaded(DATA / "windows.csv", about)
    assert "spend/amberdale" in loaded.organisations
    assert "publisher's identifier that no register gives" in loaded.oddities


def test_without_a_unit_the_body_itself_pays(tmp_path: Path) -> None:
    loaded = Loaded(table(tmp_path, HEADING, "Alder,03/04/2023,1"))
    assert {p.from_id for p in loaded.paid} == {"GB-LAE-AMB"}
    assert loaded.organisations["GB-LAE-AMB"].local_authority_code == "AMB"


def test_a_unit_that_is_taken_out_or_not_said_is_no_unit(tmp_path: Path) -> None:
    rows = (f"{unit},Alder,03/04/2023,1" for unit in ("REDACTED", "NA", ""))
    loaded = Loaded(table(tmp_path, f"Service Area,{HEADING}", *rows))
    assert [(p.from_id, p.payments) for p in loaded.paid] == [("GB-LAE-AMB", 3)]
    assert loaded.parts == []


def test_another_body_in_the_file_is_not_the_publisher(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        f"Body Name,{HEADING}",
        "AMBERDALE BOROUGH COUNCIL,Alder,03/04/2023,1",
        "Amberdale Homes,Alder,03/04/2023,2",
    )
    assert {(p.from_id, p.to_id, p.amount) for p in Loaded(path).paid} == {
        ("GB-LAE-AMB", "GB-LAE-AMB/alder", 1.0),
        ("GB-LAE-AMB/amberdale-homes", "GB-LAE-AMB/amberdale-homes/alder", 2.0),
    }


def test_totals_are_left_out_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    right = Loaded(DATA / "preamble_totals.csv").oddities
    assert "row of totals: left out: preamble_totals.csv row 9" in right
    assert "add up to" not in right
    wrong = Loaded(table(tmp_path, HEADING, "Alder,03/04/2023,10.50", "Total,,11.50"))
    assert "it says £11.50, the rows before it add up to £10.50" in wrong.oddities
    bare = Loaded(table(tmp_path, HEADING, "Total Gas,03/04/2023,10.50", ",,10.50"))
    assert bare.findings.amounts == {"payments": Decimal("10.50")}
    assert bare.findings.rejected == 0


def test_a_payment_without_a_payee_is_kept_apart(tmp_path: Path) -> None:
    loaded = Loaded(table(tmp_path, HEADING, ",03/04/2023,10", "N/A,03/04/2023,10"))
    assert [node.name for node in loaded.withheld] == ["not named", "not named"]
    assert loaded.findings.amounts == {"payments": Decimal(20)}
    assert "payment without a payee" in loaded.oddities


def test_a_payment_without_an_amount_is_not_zero(tmp_path: Path) -> None:
    loaded = Loaded(table(tmp_path, HEADING, "Alder,03/04/2023,", "Birch,03/04/2023,0.00"))
    assert {p.to_id for p in loaded.paid} == {"GB-LAE-AMB/birch"}
    assert "payment without an amount: left out: spend.csv row 2" in loaded.oddities


def test_notes_and_headings_between_payments_are_left_out(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        *(HEADING, "Payments in April,,", "Alder,03/04/2023,1", "Payee,Date,Net Amount"),
        *("Birch,03/05/2023,2", '"* amounts are net of VAT",,'),
    )
    loaded = Loaded(path)
    assert loaded.findings.amounts == {"payments": Decimal(3)}
    assert loaded.findings.rejected == 0
    assert "heading between payments: left out: spend.csv row 4" in loaded.oddities


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        ("Alder,03/04/2023,lots", "Amount", "lots"),
        ("Alder,soon,5", "Payment Date", "soon"),
        ("Alder,,5,", "Payment Date", "a blank cell"),
    ],
)
def test_a_row_that_means_nothing_is_rejected_with_its_place(
    tmp_path: Path, row: str, column: str, found: str
) -> None:
    loaded = Loaded(table(tmp_path, HEADING, row))
    (reject,) = loaded.findings.rejects
    problem = reject.problem
    assert (problem.file, problem.row, problem.column) == ("spend.csv", 2, column)
    assert problem.found == found
    assert reject.record["Supplier Name"] == "Alder"
    assert loaded.paid == []


def test_a_month_is_enough_of_a_date(tmp_path: Path) -> None:
    months = ["Apr-23", "April 2023", "2023-04", "04/2023"]
    path = table(tmp_path, "Supplier,Month,Amount", *(f"Alder,{month},1" for month in months))
    (paid,) = Loaded(path).paid
    assert (paid.payments, paid.valid_from) == (4, date(2023, 4, 1))


def test_net_amounts_are_preferred_and_gross_ones_told(tmp_path: Path) -> None:
    both = table(tmp_path, "Supplier,Date,Gross Amount,Net Amount", "Alder,03/04/2023,12,10")
    assert [p.amount for p in Loaded(both).paid] == [10.0]
    gross = Loaded(table(tmp_path, "Supplier,Date,Gross Amount", "Alder,03/04/2023,12"))
    assert [p.amount for p in gross.paid] == [12.0]
    assert "amounts with VAT" in gross.oddities


def test_columns_nobody_knows_are_told(tmp_path: Path) -> None:
    loaded = Loaded(table(tmp_path, f"{HEADING},Mood", "Alder,03/04/2023,1,good"))
    assert "columns not read: Mood: spend.csv" in loaded.oddities


def test_a_name_written_backwards_is_put_right_and_told(tmp_path: Path) -> None:
    loaded = Loaded(table(tmp_path, HEADING, "Alder\u202e Tools,03/04/2023,1"))
    assert loaded.organisations["GB-LAE-AMB/alder-tools"].name == "Alder Tools"
    assert "invisible characters" in loaded.oddities


def test_sheets_of_payments_are_added_up_and_told(tmp_path: Path) -> None:
    path = tmp_path / "spend.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("April", "May"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADING.split(","))
            sheet.write_row(1, 0, ["Alder", "03/04/2023", 5])
    loaded = Loaded(path)
    (paid,) = loaded.paid
    assert (paid.amount, paid.rows) == (10.0, "April 2, May 2")
    assert paid.locator == "sheet April row 2 and 1 more"
    assert "several sheets of payments" in loaded.oddities


def test_several_files_are_several_sources(tmp_path: Path) -> None:
    findings = Findings()
    paths = (DATA / "windows.csv", DATA / "dos.csv")
    said = list(FORMAT.statements(paths, COUNCIL, findings))
    ids = [s.fact.id for s in said if isinstance(s.fact, Source)]
    assert len(set(ids)) == 2
    assert findings.amounts == {"payments": 2 * TOTAL}
    apart = [s.fact.id for s in said if isinstance(s.fact, WithheldPayee)]
    assert len(set(apart)) == 4


def test_a_file_of_something_else_is_not_recognised_and_refused(tmp_path: Path) -> None:
    path = table(tmp_path, "Job Title,Grade", "Head of Parks,8")
    assert not FORMAT.recognises(path)
    with pytest.raises(UnreadableSource, match="expected titles for payee, amount, date"):
        Loaded(path)


@pytest.mark.parametrize(
    "cell", ["Week 12", "Period 01", "Foo 2024", "Marvel 2024", "13/2020", "2024-13", "0000-01"]
)
def test_what_is_no_month_is_rejected_in_the_usual_words(tmp_path: Path, cell: str) -> None:
    loaded = Loaded(table(tmp_path, HEADING, f"Alder,{cell},5"))
    (reject,) = loaded.findings.rejects
    assert reject.problem.found == cell
    assert reject.problem.expected.startswith("a date such as 31/03/2024")


@pytest.mark.parametrize("cell", ["31/12/9999", "Dec 9999", "01/01/1989", "2101-01-01"])
def test_a_year_nobody_pays_in_is_rejected(tmp_path: Path, cell: str) -> None:
    loaded = Loaded(table(tmp_path, HEADING, f"Alder,{cell},5"))
    assert loaded.findings.rejected == 1
    assert "from 1990 to 2100" in loaded.findings.rejects[0].problem.expected


def test_days_written_month_first_are_refused(tmp_path: Path) -> None:
    rows = ("Alder,04/01/2024,5", "Birch,04/25/2024,5")
    with pytest.raises(UnreadableSource, match=r"days written month first \(04/25/2024\)"):
        Loaded(table(tmp_path, HEADING, *rows))


def test_one_day_out_of_order_among_others_is_only_rejected(tmp_path: Path) -> None:
    rows = ("Alder,04/01/2024,5", "Birch,04/25/2024,5", "Cedar,25/04/2024,5")
    loaded = Loaded(table(tmp_path, HEADING, *rows))
    assert [p.valid_from for p in loaded.paid] == [date(2024, 1, 1), date(2024, 4, 1)]
    assert loaded.findings.rejected == 1


@pytest.mark.parametrize(
    "name",
    [
        *("Mrs J Roe", "DR K L HOPE", "Roe Jane (Mrs)", "j.roe@example.org", "Roe Mrs J"),
        *("Executors of Mr A Roe", "E-mail: j.roe@example.org"),
    ],
)
def test_a_person_is_paid_without_a_name(tmp_path: Path, name: str) -> None:
    loaded = Loaded(table(tmp_path, HEADING, f"{name},03/04/2023,5"))
    assert [node.name for node in loaded.withheld] == ["person"]
    assert set(loaded.organisations) == {"GB-LAE-AMB"}
    assert name not in repr(loaded.said)


def test_a_body_named_after_a_person_is_a_body(tmp_path: Path) -> None:
    rows = (f"{name},03/04/2023,5" for name in ("Dr Roe & Partners", "Mr Roe Ltd", "Elm Dr Cafe"))
    assert Loaded(table(tmp_path, HEADING, *rows)).withheld == []


def test_names_lose_mail_addresses_telephone_and_vat_numbers(tmp_path: Path) -> None:
    cells = ("Alder VAT Reg No GB 123456789", "Alder a@example.org", "Alder (Tel: 01234 567890)")
    loaded = Loaded(table(tmp_path, HEADING, *(f"{cell},03/04/2023,5" for cell in cells)))
    (paid,) = loaded.paid
    assert (loaded.organisations[paid.to_id].name, paid.payments) == ("Alder", 3)


def test_a_dated_total_is_no_payment_when_it_is_the_sum(tmp_path: Path) -> None:
    rows = ('Alder,03/04/2024,"1,000"', 'Birch,04/04/2024,"2,000"')
    loaded = Loaded(
        table(
            tmp_path,
            HEADING,
            *rows,
            'Total for April,30/04/2024,"3,000"',
            "Total Gas & Power,03/05/2024,5",
            "Alder,03/05/2024,5",
            "Total for May,31/05/2024,10",
            "Subtotal,31/05/2024,7",
        )
    )
    assert loaded.findings.counts["payments"] == 5
    assert loaded.findings.amounts == {"payments": Decimal(3017)}
    assert "row of totals: left out" in loaded.oddities
    assert "row that says total and is not the sum above: a payment" in loaded.oddities


@pytest.mark.parametrize(
    "heading",
    [
        "Supplier,Date,Net Amt",
        "Supplier,Period,Gross Amt",
        "Supplier,Date,Amount in Doc. Curr.",
        "Supplier,Date,Sum of Amount excl VAT £",
    ],
)
def test_titles_of_ledgers_are_known(tmp_path: Path, heading: str) -> None:
    loaded = Loaded(
        table(tmp_path, f"{heading},Directorate / Department", "Alder,Apr 2024,5,Parks")
    )
    assert [p.amount for p in loaded.paid] == [5.0]
    assert {p.from_id for p in loaded.paid} == {"GB-LAE-AMB/unit/parks"}


def test_the_bodies_of_a_department_are_part_of_it(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        f"Department Family,Entity,{HEADING}",
        "Department of Fords,Core,Alder,03/04/2023,1",
        "Department of Fords,Ferry Agency,Alder,03/04/2023,2",
        "Department of Fords,Department of Fords,Birch,03/04/2023,4",
    )
    loaded = Loaded(path, About(dataset="spend"))
    assert {(p.from_id, p.amount) for p in loaded.paid} == {
        ("spend/department-of-fords", 1.0),
        ("spend/department-of-fords", 4.0),
        ("spend/ferry-agency", 2.0),
    }
    (part,) = loaded.parts
    assert (part.from_id, part.to_id) == ("spend/ferry-agency", "spend/department-of-fords")
    assert loaded.sources[0].publisher == "Department of Fords"


def test_an_amount_beside_the_last_title_is_named_when_it_is_wrong(tmp_path: Path) -> None:
    rows = ("Alder,03/04/2023,,lots", "Birch,04/04/2023,,5")
    loaded = Loaded(table(tmp_path, HEADING, *rows))
    assert loaded.findings.rejects[0].problem.column == "column 4"
    assert [p.amount for p in loaded.paid] == [5.0]


PAYMENTS = st.lists(
    st.tuples(
        st.sampled_from(["Alder", "Birch", "Redacted"]),
        st.dates(min_value=date(2020, 1, 1), max_value=date(2022, 12, 31)),
        st.decimals(min_value=-(10**7), max_value=10**7, places=2),
    ),
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payments=PAYMENTS)
def test_every_payment_is_in_exactly_one_sum(
    tmp_path: Path, payments: list[tuple[str, date, Decimal]]
) -> None:
    lines = (f'{name},{when:%d/%m/%Y},"{paid:,.2f}"' for name, when, paid in payments)
    loaded = Loaded(table(tmp_path, HEADING, *lines))
    listed = sorted(row for paid in loaded.paid for row in _rows(paid.rows))
    assert listed == list(range(2, len(payments) + 2))
    for paid in loaded.paid:
        mine = [payments[row - 2] for row in _rows(paid.rows)]
        assert paid.amount == float(sum(amount for _, _, amount in mine))
        assert {when.replace(day=1) for _, when, _ in mine} == {paid.valid_from}
        assert paid.credits == sum(amount < 0 for _, _, amount in mine)
        assert paid.valid_from is not None
        assert paid.valid_to is not None
        assert (paid.valid_to - timedelta(days=1)).month == paid.valid_from.month


def _rows(text: str) -> Iterator[int]:
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", text):
        yield from range(int(first), int(last or first) + 1)
