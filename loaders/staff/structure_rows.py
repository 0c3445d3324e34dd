"""Read the rows of a council's organisation structure: one post each, with its level and units.

What says who holds a post, and how to reach them, is looked at and never kept: only whether the
post is vacant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from placegraph.loaders.published import Findings, said_words
from placegraph.loaders.reading.text_tables import Column, TableRow, TextTable
from placegraph.loaders.reading.values import day, words, yes_no
from placegraph.loaders.staff.organogram_rows import (
    holders_of,
    locator_of,
    number_of,
    place_of,
    reference_of,
    vacant,
    without_holder,
)

TITLE = Column(
    "title",
    ("JobTitle", "Post Title", "Title of Post", "Post", "Position", "Position Title", "Role"),
    required=True,
)
DIRECTORATE = Column(
    "directorate", ("OrganisationalUnit", "Directorate", "Directorate/department", "Department")
)
SERVICE = Column("service", ("Service", "Service Area", "Division", "Section", "Team"))
LEVEL = Column("level", ("Level", "Tier"))
BAND = Column("band", ("SalaryBand", "Salary Range", "Salary Bracket", "Salary (£5,000 brackets)"))
CEILING = Column("ceiling", ("MaximumSalary", "Salary Ceiling", "Salary Maximum"))
VACANCY = Column("vacancy", ("Vacancy", "Vacant"))
CONTRACT = Column("contract", ("ContractType", "Type of Contract", "Permanent or Temporary"))
#: Tells that a list is one of posts; it is not read.
FTE = Column("fte", ("FTE", "Full Time Equivalent", "Full Time Equivalents", "Number of FTE"))
#: What a list of senior employees has and an organisation structure has not.
PENSION = Column("pension", ("PensionContribution", "Employer's pension contribution"))
COLUMNS = (
    TITLE,
    DIRECTORATE,
    SERVICE,
    LEVEL,
    BAND,
    CEILING,
    VACANCY,
    PENSION,
    Column("organisation", ("OrganisationLabel", "Organisation Name", "Organisation", "Council")),
    Column("uri", ("OrganisationURI", "Organisation Code")),
    Column("day", ("ApplicableDate", "EffectiveDate", "Date", "Period")),
    Column("number", ("Job Number", "Post Number", "Post Reference", "Post ID")),
    Column("holder", ("Name", "Post Holder", "Name of Post Holder", "Employee Name")),
    Column("grade", ("Grade", "Pay Grade", "Salary Grade")),
    CONTRACT,
    Column("shared", ("SharedPost",)),
)

_MOST_LEVEL = 50
_MONEY = r"£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(k?)"
_BAND = re.compile(rf"(?:between |from )?{_MONEY}\s*(?:-|to|and)\s*{_MONEY}")
_POINT = re.compile(
    rf"(?P<under>up to|under|below)?(?P<over>over|above|from)?\s*{_MONEY}\s*"
    r"(?P<more>\+|plus|and (?:over|above)|or (?:more|over|above))?"
)
_YEARLY = re.compile(r"\s*(per annum|per year|a year|p\.?\s?a\.?)$")
_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_NO_SALARY = 1_000


@dataclass(frozen=True, slots=True)
class Post:
    """A row of a structure."""

    locator: str
    organisation: str | None
    uri: str
    day: date | None
    number: str
    title: str
    units: tuple[str, ...]
    level: int | None
    grade: str | None
    low: float | None
    high: float | None
    ceiling: bool
    vacant: bool | None
    temporary: bool | None
    shared: bool


def posts(table: TextTable, findings: Findings) -> Iterator[Post]:
    """Yield the posts of a table."""
    holders = holders_of(row.get("holder") for row in table.rows())
    for row in table.rows():
        where = place_of(table, row)
        name = row.get("holder")
        said = said_words(row.get("title"), findings, where)
        title = without_holder(said, name, holders, findings, where)
        if title is None:
            findings.odd("row that names no post: left out", where)
            continue
        low, high = _salaries(row, findings, where)
        ceiling = words(row.get("band")) is None and high is not None
        units = (said_words(row.get(unit), findings, where) for unit in ("directorate", "service"))
        yield Post(
            locator=locator_of(table, row),
            organisation=said_words(row.get("organisation"), findings, where),
            uri=row.get("uri"),
            day=_day(row, findings, where),
            number=words(reference_of(row.get("number"))) or "",
            title=title,
            units=tuple(unit for unit in units if unit),
            level=_level(row, findings, where),
            grade=said_words(row.get("grade"), findings, where),
            low=low,
            high=high,
            ceiling=ceiling,
            vacant=_vacant(row, name),
            temporary=_temporary(row.get("contract").casefold()),
            shared=yes_no(row.get("shared")) is True or row.get("shared").casefold() == "shared",
        )


def band(text: str) -> tuple[float | None, float | None]:
    """Read a salary band as its lowest and highest salary, £ a year; both None when not said.

    Takes “£65,000 - £69,999”, “65000 to 69999”, “£65k-£70k”, “£150,000+” and “up to £50,000”; one
    figure is both ends.

    Raises
    ------
    ValueError
        If it is no salary band, or cannot be right: the low end above the high one, or less than
        half of it, as no band is that wide and a digit is missing; the message says what was
        expected.

    """
    if words(text) is None:
        return None, None
    plain = _YEARLY.sub("", " ".join(text.casefold().translate(_DASHES).split()))
    if found := _BAND.fullmatch(plain):
        low, high = _pounds(found[1], found[2] or found[4]), _pounds(found[3], found[4])
        # From 0 is how bands write “up to”.
        if low <= high and (low == 0 or high <= 2 * low) and high >= _NO_SALARY:
            return low, high
    elif (found := _POINT.fullmatch(plain)) and not (found["under"] and found["more"]):
        value = _pounds(found[3], found[4])
        if value >= _NO_SALARY:
            return (
                None if found["under"] else value,
                None if found["over"] or found["more"] else value,
            )
    raise ValueError("a salary band such as 65,000 - 69,999, £ a year")


def _pounds(digits: str, thousands: str) -> float:
    value = float(digits.replace(",", ""))
    return value * 1000 if thousands and value < _NO_SALARY else value


def _salaries(row: TableRow, findings: Findings, place: str) -> tuple[float | None, float | None]:
    """Return the ends of the band, or when none is given the maximum salary as the high end."""
    try:
        low, high = band(row.get("band"))
    except ValueError as error:
        findings.odd(f"salary band not as expected ({error}): left blank", place)
        return None, None
    if low is None and high is None:
        high = number_of(row, "ceiling", findings, place) or None
    return low, high


def _day(row: TableRow, findings: Findings, place: str) -> date | None:
    try:
        return day(row.get("day"))
    except ValueError:
        findings.odd("date that cannot be read: the day the structure is of left blank", place)
        return None


def _level(row: TableRow, findings: Findings, place: str) -> int | None:
    text = words(row.get("level"))
    if text is None:
        return None
    found = re.fullmatch(r"(?:level|tier)?\s*(\d{1,2})(?:\.0+)?", text.casefold())
    if found and int(found[1]) <= _MOST_LEVEL:
        return int(found[1])
    findings.odd("level that is no whole number: left blank", place)
    return None


def _vacant(row: TableRow, name: str) -> bool | None:
    said = row.get("vacancy")
    return True if vacant(said) or vacant(name) else yes_no(said)


def _temporary(contract: str) -> bool | None:
    if contract.startswith("permanent"):
        return False
    return True if re.match(r"temporary|fixed|interim", contract) else None
