"""Make a register of contracts as councils publish them, of any length, the same every time.

    python benchmarks/contracts_generator.py register.csv --rows 1000000

The columns are those of the Local Government Association's contracts schema; as in practice most
cells of the seldom used ones are blank. Of every 24 rows, ten contracts are made: five stand on
one row, and the others on two to eight, a row for each supplier. A fifth of the contracts name the
unit they are for. Loaded, 24 rows are ten contracts with 36 ties of business: ten of the buyer, 24
of the suppliers and two of units, which is 1.5 a row.

There is a seventh as many suppliers as rows, but at most 150,000; some have very many contracts
and most have few. Half have a Companies House number.
"""

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

COLUMNS = (
    "OrganisationLabel", "OrganisationURI", "ContractReference", "OpenContractingID",
    "ContractTitle", "ContractType", "OrganisationalUnit", "ServiceCategoryLabel",
    "ServiceCategoryURI", "Description", "ProcurementCategory", "CPVLabel", "CPVCode",
    "ProclassLabel", "ProclassCode", "StartDate", "EndDate", "ReviewDate", "LastExtensionDate",
    "ContractValue", "FixedCost", "IrrecoverableVAT", "SupplierName",
    "CompaniesHouseRegistrationNumber", "CharityCommissionNumber", "OtherSupplierID",
    "SMESupplier", "VCSESupplier", "VCSESupplierType", "ContactName", "ContactEmail",
    "ContactURL", "ProcessType", "TenderDocumentURL", "ContractDocumentURL",
    "PerformanceInformationURL", "AreaServedLabel", "AreaServedURI",
)  # fmt: skip
#: Rows of ten contracts: a row for each supplier.
ROWS_OF_TEN = (1, 1, 1, 1, 1, 2, 2, 3, 4, 8)
UNITS = 20
MOST_SUPPLIERS = 150_000


def _listed(text: str) -> list[str]:
    return [" ".join(item.split()) for item in text.split(",")]


_STARTS = _listed(
    """
    Alder, Ash, Beck, Birch, Bram, Brook, Calder, Carn, Clough, Cray, Dale, Dun, East, Elm, Fair,
    Fern, Glen, Hazel, Heath, Holm, Kirk, Lang, Lin, Marl, Mill, Moor, North, Oak, Pen, Raven,
    Red, Ridge, Rose, Sand, Shaw, Stan, Thorn, West, Whit, Win
    """
)
_ENDS = _listed(
    """
    acre, bank, bourne, bridge, burn, bury, by, cliffe, combe, cote, croft, dale, den, field,
    fold, ford, gate, hall, ham, holme, hurst, land, leigh, ley, low, mere, moor, more, rigg,
    shaw, side, stead, stone, thorpe, ton, wall, way, wick, wood, worth
    """
)
_TRADES = _listed(
    """
    Building Services, Care, Catering, Cleaning Services, Coaches, Construction, Consulting,
    Drainage, Electrical, Energy, Engineering, Environmental, Fencing, Fleet, Grounds Care,
    Healthcare, Heating, Highways, Housing Support, Landscapes, Learning, Leisure, Logistics,
    Plant Hire, Print, Recruitment, Roofing, Security, Signs, Software, Surveyors, Training,
    Translation, Transport, Waste Management
    """
)
_FORMS = ("Ltd", "Limited", "LLP", "PLC")
_SERVICES = _listed(
    """
    Grounds maintenance, Home care, School transport, Street lighting repairs, Payroll software,
    Temporary accommodation, Waste collection vehicles, Library stock, Road surfacing, Advocacy,
    Building cleaning, Legal advice, Play equipment, Water testing, Occupational health
    """
)
_FIRST_DAY = date(2018, 4, 1)


def write_register(path: Path, rows: int, *, seed: int = 1, later: int = 0) -> None:
    """Write a register of ``rows`` rows to ``path``.

    Of every ``later`` contracts one ends a year later than it does when ``later`` is 0; nothing
    else differs, so that with 100 a hundredth of the rows have changed.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(register(rows, seed=seed, later=later))


def register(rows: int, *, seed: int = 1, later: int = 0) -> Iterator[dict[str, str]]:
    """Yield the rows of a register, cells by column; see :func:`write_register`."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
    suppliers = max(10, min(rows // 7, MOST_SUPPLIERS))
    number, sizes = 0, list(ROWS_OF_TEN)
    while rows:
        if not number % len(sizes):
            chance.shuffle(sizes)
        size = sizes[number % len(sizes)]
        contract = _contract(number, chance, ends_later=bool(later) and not number % later)
        parties = _parties(size, suppliers, chance)
        whole = chance.random() < 0.7
        for lot, supplier in enumerate(parties[:rows], start=1):
            value = {} if whole or size == 1 else {"ContractValue": _value(chance)}
            named = {"ContractTitle": f"{contract['ContractTitle']}, lot {lot}"} if value else {}
            yield contract | value | named | _supplier(supplier)
        number, rows = number + 1, max(0, rows - size)


def _contract(number: int, chance: random.Random, *, ends_later: bool) -> dict[str, str]:
    starts = _FIRST_DAY + timedelta(days=chance.randrange(2_500))
    ends = starts + timedelta(days=365 * chance.randint(1, 5) - 1)
    review = ends - timedelta(days=180)
    service = chance.choice(_SERVICES)
    unit = f"Service unit {chance.randint(1, UNITS)}"
    return {
        "OrganisationLabel": "Ashmere Borough Council",
        "OrganisationURI": "http://opendatacommunities.org/id/district-council/ashmere",
        "ContractReference": f"C{number:07}",
        "ContractTitle": f"{service} {number}",
        "ContractType": "Framework agreement" if chance.random() < 0.2 else "Contract",
        "OrganisationalUnit": unit if not number % 5 else "",
        "Description": f"{service} for the council and its partners, as specified in {number}",
        "CPVCode": f"{chance.randint(3_000_000, 98_000_000):08}",
        "StartDate": f"{starts:%d/%m/%Y}",
        "EndDate": f"{ends + timedelta(days=365 * ends_later):%d/%m/%Y}",
        "ReviewDate": f"{review:%d/%m/%Y}",
        "ContractValue": _value(chance),
        "SMESupplier": chance.choice(("0", "1")),
        "ProcessType": "Invitation to quote",
    }


def _value(chance: random.Random) -> str:
    return f"{chance.lognormvariate(11, 1.5):.2f}"


def _parties(size: int, suppliers: int, chance: random.Random) -> list[int]:
    """Draw different suppliers; a supplier's share of all rows falls with its number."""
    drawn: dict[int, None] = {}
    while len(drawn) < size:
        drawn[int(suppliers * chance.random() ** 3)] = None
    return list(drawn)


def _supplier(number: int) -> dict[str, str]:
    rest, words = number, []
    for some in (_STARTS, _ENDS, _TRADES, _FORMS):
        rest, place = divmod(rest, len(some))
        words.append(some[place])
    start, end, trade, form = words
    company = f"{1_000_003 + 17 * number:08}" if number % 2 else ""
    return {
        "SupplierName": f"{start}{end} {trade} {form}",
        "CompaniesHouseRegistrationNumber": company,
        "VCSESupplier": "1" if number % 9 == 4 else "0",
    }


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path, help="the CSV file to write")
    parser.add_argument("--rows", type=int, default=10_000, help="rows below the heading")
    parser.add_argument("--seed", type=int, default=1, help="seed of the made contracts")
    given = parser.parse_args()
    write_register(given.path, given.rows, seed=given.seed)


if __name__ == "__main__":
    main()
