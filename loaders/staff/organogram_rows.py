"""Read the rows of an organogram: senior posts one by one, junior posts as pools.

What says who holds a post, and how to reach them, is looked at and never kept: only whether the
holder is named, the post is vacant or the post no longer exists.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from placegraph.errors import Problem
from placegraph.loaders.published import Findings, said_words
from placegraph.loaders.reading.text_tables import Column, TableRow, TextTable
from placegraph.loaders.reading.values import amount, words, yes_no
from placegraph.loaders.staff.holders import Holders

SENIOR = (
    Column("reference", ("Post Unique Reference", "Unique Post Reference", "Post Reference"), True),
    Column("reports_to", ("Reports to Senior Post", "Reports to", "Reports To Post"), True),
    Column("title", ("Job Title", "Post Title")),
    Column("holder", ("Name", "Post Holder")),
    Column("surname", ("Surname",)),
    Column("grade", ("Grade (or equivalent)", "Grade", "Grade Equivalent")),
    Column("parent", ("Parent Department",)),
    Column("organisation", ("Organisation", "Organisation Name", "Organization")),
    Column("unit", ("Unit", "Unit Name")),
    Column("fte", ("FTE", "Full Time Equivalent")),
    Column("low", ("Actual Pay Floor (£)", "Actual Pay Floor", "Pay Floor")),
    Column("high", ("Actual Pay Ceiling (£)", "Actual Pay Ceiling", "Pay Ceiling")),
    Column("valid", ("Valid?", "Valid")),
)
JUNIOR = (
    Column("reports_to", ("Reporting Senior Post",), True),
    Column("fte", ("Number of Posts in FTE", "Number of Posts (FTE)", "Number of Posts"), True),
    Column("title", ("Generic Job Title",)),
    Column("grade", ("Grade", "Grade (or equivalent)")),
    Column("parent", ("Parent Department",)),
    Column("organisation", ("Organisation", "Organisation Name", "Organization")),
    Column("unit", ("Unit", "Unit Name")),
    Column("low", ("Payscale Minimum (£)", "Payscale Minimum", "Pay Scale Minimum")),
    Column("high", ("Payscale Maximum (£)", "Payscale Maximum", "Pay Scale Maximum")),
)

MOST_FTE_OF_A_POST = 50
_MOST = 10_000_000
_MEANS = {
    "fte": "FTE",
    "low": "lowest pay",
    "high": "highest pay",
    "ceiling": "maximum salary",
}
#: What a reference says when the row is of somebody who is paid and in no post.
_NOT_IN_POST = re.compile(r"0+")
_NO_REFERENCE = re.compile(r"x+|n/?[ad]|tb[ac]|none|deleted|vacant|-+|\?+")
_VACANT = re.compile(r"\b(vacan(t|cy)|gapped|unfilled|to be (appointed|filled|recruited))\b")
_ELIMINATED = re.compile(r"\b(eliminated|abolished|deleted)\b")
#: What a name says that is no name, apart from what the words of any cell do not say.
_NO_NAME = re.compile(r"(redacted|withheld|(name )?not disclosed|undisclosed|job ?share)\W*")


class Holding(Enum):
    """What a row says of whether somebody holds the post."""

    NAMED = "named"
    VACANT = "vacant"
    ELIMINATED = "eliminated"
    INVALID = "marked as not valid"
    NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Post:
    """A row of senior staff. ``person`` tells holders apart while the file is read."""

    table: int
    locator: str
    place: str
    organisation: str
    parent: str | None
    unit: str | None
    reference: str
    reports_to: str
    title: str
    grade: str | None
    fte: float | None
    low: float | None
    high: float | None
    holding: Holding
    person: int


@dataclass(frozen=True, slots=True)
class Pool:
    """A row of junior staff."""

    locator: str
    place: str
    organisation: str
    parent: str | None
    unit: str | None
    reports_to: str
    title: str
    grade: str | None
    fte: float | None
    low: float | None
    high: float | None


def posts(table: TextTable, number: int, body: str | None, findings: Findings) -> Iterator[Post]:
    """Yield the senior posts of a table, those that no longer exist among them; count the rows.

    ``number`` tells the table from others; ``body`` is the organisation of rows that name none.
    """
    heeds_valid = any(_valid(row) for row in table.rows())
    holders = holders_of(map(_name, table.rows()))
    for row in table.rows():
        findings.count("senior rows")
        where = place_of(table, row)
        reference = reference_of(row.get("reference"))
        title = said_words(row.get("title"), findings, where)
        named = said_words(row.get("organisation"), findings, where)
        if title is None and (no_reference(reference) or named is None):
            findings.odd("row that names no post: left out", where)
            continue
        if _NOT_IN_POST.fullmatch(reference):
            findings.odd("person paid but in no post (reference 0): left out", where)
            continue
        organisation = named or body
        if organisation is None:
            _reject(table, row, findings)
            continue
        name = _name(row)
        holding = _holding(name)
        if heeds_valid and yes_no(reference_of(row.get("valid"))) is False:
            holding = Holding.INVALID
        low, high = _pay(row, findings, where)
        yield Post(
            table=number,
            locator=locator_of(table, row),
            place=where,
            organisation=organisation,
            parent=_parent(row, findings, where),
            unit=said_words(row.get("unit"), findings, where),
            reference="" if no_reference(reference) else reference,
            reports_to=reference_of(row.get("reports_to")),
            title=without_holder(title, name, holders, findings, where) or f"Post {reference}",
            grade=said_words(row.get("grade"), findings, where),
            fte=number_of(row, "fte", findings, where, most=MOST_FTE_OF_A_POST),
            low=low,
            high=high,
            holding=holding,
            person=hash(name.casefold()) if holding is Holding.NAMED else 0,
        )


def pools(table: TextTable, body: str | None, findings: Findings) -> Iterator[Pool]:
    """Yield the pools of junior posts of a table; ``body`` as for :func:`posts`."""
    for row in table.rows():
        findings.count("junior rows")
        where = place_of(table, row)
        title = said_words(row.get("title"), findings, where)
        grade = said_words(row.get("grade"), findings, where)
        if title is None and grade is None:
            findings.odd("row that names no post: left out", where)
            continue
        organisation = said_words(row.get("organisation"), findings, where) or body
        if organisation is None:
            _reject(table, row, findings)
            continue
        low, high = _pay(row, findings, where)
        yield Pool(
            locator=locator_of(table, row),
            place=where,
            organisation=organisation,
            parent=_parent(row, findings, where),
            unit=said_words(row.get("unit"), findings, where),
            reports_to=reference_of(row.get("reports_to")),
            title=title or grade or "",
            grade=grade,
            fte=number_of(row, "fte", findings, where),
            low=low,
            high=high,
        )


def organisations(table: TextTable) -> Iterator[str]:
    """Yield the organisation that each row names, when it names one."""
    return (found for row in table.rows() if (found := words(row.get("organisation"))))


def reference_of(text: str) -> str:
    """Return a reference as it is written, without the “.0” that a spreadsheet adds."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def no_reference(reference: str) -> bool:
    """Return whether ``reference`` is blank, or stands where there is none: XX, N/D …."""
    return not reference or _NO_REFERENCE.fullmatch(reference.casefold()) is not None


def vacant(name: str) -> bool:
    """Return whether what stands in the place of a name says that nobody holds the post."""
    return _VACANT.search(name.casefold()) is not None


def holders_of(names: Iterable[str]) -> Holders:
    """Return those that name somebody of the cells that say who holds a post."""
    return Holders(name for name in names if _holding(name) is Holding.NAMED)


def without_holder(
    title: str | None, name: str, holders: Holders, findings: Findings, place: str
) -> str | None:
    """Return a title without the names of those who hold posts: what is kept is the post."""
    if title is None:
        return None
    without = holders.left_out_of(title, name if _holding(name) is Holding.NAMED else "")
    if without == title:
        return title
    findings.odd("title that names the holder: the name taken out", place)
    return words(without)


def place_of(table: TextTable, row: TableRow) -> str:
    """Return where a row is, with its file."""
    return f"{table.file} {locator_of(table, row)}"


def locator_of(table: TextTable, row: TableRow) -> str:
    """Return where a row is in its file."""
    return f"sheet {table.sheet} row {row.number}" if table.sheet else f"row {row.number}"


def number_of(
    row: TableRow, column: str, findings: Findings, place: str, *, most: int | None = None
) -> float | None:
    """Return a number of a row, at least 0; None, and a note of it, when it is none."""
    try:
        found = amount(row.get(column))
    except ValueError:
        found = Decimal(-1)
    if found is None:
        return None
    if found < 0 or found > (_MOST if most is None else most):
        findings.odd(f"{_MEANS[column]} that cannot be read, or cannot be right: left blank", place)
        return None
    return float(found)


def _parent(row: TableRow, findings: Findings, place: str) -> str | None:
    """Return the parent department; never the row numbers that stand beside a column left blank."""
    found = said_words(row.get("parent"), findings, place)
    return None if found and found.isdecimal() else found


def _name(row: TableRow) -> str:
    return " ".join(filter(None, (row.get("holder"), row.get("surname"))))


def _valid(row: TableRow) -> bool:
    return yes_no(reference_of(row.get("valid"))) is True


def _holding(name: str) -> Holding:
    plain = words(name)
    if plain is None or _NO_NAME.fullmatch(plain.casefold()):
        return Holding.NOT_SAID
    if _ELIMINATED.search(plain.casefold()):
        return Holding.ELIMINATED
    return Holding.VACANT if vacant(plain) else Holding.NAMED


def _pay(row: TableRow, findings: Findings, place: str) -> tuple[float | None, float | None]:
    """Return the lowest and highest pay: 0 for both, or 0 as the highest, says nothing."""
    low = number_of(row, "low", findings, place)
    high = number_of(row, "high", findings, place) or None
    if high is None:
        low = low or None
    elif low is not None and low > high:
        findings.odd("lowest pay above the highest: both left blank", place)
        return None, None
    return low, high


def _reject(table: TextTable, row: TableRow, findings: Findings) -> None:
    """Reject a row of no body; what it says of people stays out of the list of rejects."""
    found = Problem(
        file=table.file,
        sheet=table.sheet,
        row=row.number,
        column="Organisation",
        found="nothing",
        expected="the name of the body the post is in; or give the publisher's name",
    )
    kept = ("reference", "reports_to", "unit", "grade", "fte")
    findings.reject(found, {name: text for name in kept if (text := row.get(name))})
