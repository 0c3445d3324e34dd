"""Registers of councils: their codes as organisations and the areas they cover.

Two layouts: ``org_id``, ``gss_code`` as org-id.guide's lists are joined to areas, and mySociety's
``uk_local_authorities.csv``, which also says which county council and combined authority serve a
district, and when councils began and ended.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from placegraph.graph.model import Area, Covers, Organisation, PartOf
from placegraph.graph.schema import Status
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.geography.codes import is_code, kind, note
from placegraph.loaders.identifiers import properties_of, slug
from placegraph.loaders.published import Findings, Said
from placegraph.loaders.reading.text_tables import Column, TableRow, open_table
from placegraph.loaders.reading.values import day, words, yes_no

_OWN_CODES = (
    "local-authority-code",
    *(f"local-authority-{nation}" for nation in ("eng", "sct", "wls", "nir")),
)
#: A register has one of each.
CODES = ("org_id", *_OWN_CODES)
TELLING = ("gss_code", "gss-code", "official-name", "county-la")
COLUMNS = (
    Column("org_id", ("organisation id",)),
    Column("code", _OWN_CODES),
    Column("name", ("official-name", "organisation name"), required=True),
    Column("nice_name", ("nice-name", "normalised_name", "area_name")),
    Column("gss_code", ("gss-code", "gss", "ons code", "area_code")),
    Column("nation", ()),
    Column("type", ("local-authority-type",)),
    Column("county", ("county-la", "parent-local-authority")),
    Column("combined", ("combined-authority",)),
    Column("start", ("start-date",)),
    Column("end", ("end-date",)),
    Column("replaced_by", ("replaced-by",)),
    Column("former", ("former-gss-codes",)),
    Column("active", ("current-authority",)),
)
#: A day after this stands for “no end”.
_LAST_YEAR = 2150
#: The register that lists the councils of each nation (org-id.guide).
_REGISTERS = {
    "england": "GB-LAE",
    "scotland": "GB-LAS",
    "wales": "GB-PLA",
    "northern ireland": "GB-LANI",
}
_ORG_ID = re.compile(r"GB-(LAE|LAS|PLA|LANI)-[A-Z]{2,6}")
_KINDS = {
    "CTY": OrganisationKind.COUNTY,
    "NMD": OrganisationKind.DISTRICT,
    "NID": OrganisationKind.DISTRICT,
    "COMB": OrganisationKind.COMBINED_AUTHORITY,
    "SRA": OrganisationKind.OTHER,
} | dict.fromkeys(("UA", "MD", "LBO", "CC", "SCO", "WPA"), OrganisationKind.UNITARY)
_KINDS_BY_AREA = {
    "E07": OrganisationKind.DISTRICT,
    "N09": OrganisationKind.DISTRICT,
    "E10": OrganisationKind.COUNTY,
    "E47": OrganisationKind.COMBINED_AUTHORITY,
    "E12": OrganisationKind.OTHER,
    "E61": OrganisationKind.OTHER,
} | dict.fromkeys(("E06", "E08", "E09", "W06", "S12"), OrganisationKind.UNITARY)


@dataclass(frozen=True)
class _Council:
    """What the second reading needs of a council: its id, its area, and its days."""

    id: str
    area: str
    began: date | None
    ended: date | None


def is_register(titles: Iterable[str]) -> bool:
    """Return whether columns with these titles are those of a register of councils."""
    found = {_letters(title) for title in titles}
    return all(found & {_letters(t) for t in several} for several in (CODES, TELLING))


def statements(path: Path, source: str, scope: str, findings: Findings) -> Iterator[Said]:
    """Yield areas and councils, then which council covers what and which area falls in which."""
    register = _Register(path, source, scope, findings)
    yield from register.councils()
    yield from register.relationships()


class _Register:
    def __init__(self, path: Path, source: str, scope: str, findings: Findings) -> None:
        self._path, self._source, self._scope = path, source, scope
        self._findings = findings
        self._by_code: dict[str, _Council] = {}
        self._areas: set[str] = set()

    def councils(self) -> Iterator[Said]:
        for row in open_table(self._path, COLUMNS).rows():
            place = f"row {row.number}"
            name = words(row.get("name"))
            code = row.get("org_id").upper() or row.get("code").upper()
            if not code or not name:
                self._findings.odd("row without a code or a name: left out", place)
                continue
            if code in self._by_code:
                self._findings.odd("council given again: the first row was kept", place)
                continue
            council = self._council(row, code, place)
            self._by_code[code] = council
            if council.area:
                nice = words(row.get("nice_name")) or name
                yield from self._area(council.area, nice, council.ended, row.number)
            yield self._organisation(row, council, name)
            self._findings.count("councils")

    def relationships(self) -> Iterator[Said]:
        again: set[str] = set()
        for row in open_table(self._path, COLUMNS).rows():
            code = row.get("org_id").upper() or row.get("code").upper()
            council = self._by_code.get(code)
            if council is None or code in again:
                continue
            again.add(code)
            if council.area:
                yield self._covers(council, row.number)
            yield from self._former(row, council)
            for column in ("county", "combined"):
                yield from self._within(row, council, column)

    def _council(self, row: TableRow, code: str, place: str) -> _Council:
        area = row.get("gss_code").upper()
        if area and (not is_code(area) or kind(area) is None):
            self._findings.odd("area code that is no GSS code of a known sort: left blank", place)
            area = ""
        elif not area:
            self._findings.odd("council without an area code: kept without an area", place)
        began, last = (self._day(row, column, place) for column in ("start", "end"))
        # Some ends are the last day, some the day after; councils end with 31 March.
        ended = last if last is None or last.day == 1 else last + timedelta(days=1)
        if began and ended and began >= ended:
            self._findings.odd("end before the start: left blank", place)
            ended = None
        return _Council(self._identifier(row, code, place), area, began, ended)

    def _identifier(self, row: TableRow, code: str, place: str) -> str:
        register = _REGISTERS.get(row.get("nation").lower(), "GB-LAE")
        whole = code if code.startswith("GB-") else f"{register}-{code}"
        if _ORG_ID.fullmatch(whole):
            return whole
        self._findings.odd("council without a code of its register: known by the file's own", place)
        return f"{self._scope}/{slug(code)}"

    def _day(self, row: TableRow, column: str, place: str) -> date | None:
        try:
            found = day(row.get(column))
        except ValueError:
            self._findings.odd(f"{column} date that is no date: left blank", place)
            return None
        if found and found.year > _LAST_YEAR:
            self._findings.odd(f"{column} date after {_LAST_YEAR}: left blank", place)
            return None
        return found

    def _area(self, code: str, name: str, ended: date | None, row: int) -> Iterator[Said]:
        sort = kind(code)
        if code in self._areas or sort is None:
            return
        self._areas.add(code)
        self._findings.count("areas")
        area = Area(
            id=code,
            name=name,
            kind=sort,
            note=note(code),
            valid_to=ended,
            source=self._source,
            locator=f"row {row}",
        )
        yield Said(area)

    def _organisation(self, row: TableRow, council: _Council, name: str) -> Said:
        registered = _ORG_ID.fullmatch(council.id)
        successors = [self._name_of(code, row) for code in _codes(row.get("replaced_by"))]
        sort = _KINDS.get(row.get("type").upper()) or _KINDS_BY_AREA.get(council.area[:3])
        gone = successors or yes_no(row.get("active")) is False
        organisation = Organisation(
            id=council.id,
            name=name,
            kind=sort or OrganisationKind.COUNCIL,
            area_code=council.area or None,
            local_authority_code=properties_of(council.id).get("local_authority_code"),
            identifiers=council.id if registered else None,
            valid_from=council.began,
            valid_to=council.ended,
            # An end with a day is told by the day, so that it can be asked about before it.
            status=Status.ENDED if gone and not council.ended else None,
            note=f"Replaced by {' and '.join(successors)}." if successors else None,
            source=self._source,
            locator=f"row {row.number}",
        )
        return Said(organisation)

    def _name_of(self, code: str, row: TableRow) -> str:
        known = self._by_code.get(code)
        return known.id if known else self._identifier(row, code, f"row {row.number}")

    def _covers(self, council: _Council, row: int, area: str = "") -> Said:
        former = f"Its code was replaced by {council.area}." if area else None
        covers = Covers(
            from_type="Organisation",
            from_id=council.id,
            to_type="Area",
            to_id=area or council.area,
            valid_from=None if area else council.began,
            valid_to=None if area else council.ended,
            status=Status.ENDED if area else None,
            note=former,
            source=self._source,
            locator=f"row {row}",
        )
        return Said(covers)

    def _former(self, row: TableRow, council: _Council) -> Iterator[Said]:
        name = words(row.get("nice_name")) or row.get("name")
        codes = _codes(row.get("former"))
        for code in codes:
            sort = kind(code)
            if sort is None or not council.area or code in self._areas:
                continue
            self._areas.add(code)
            self._findings.count("codes since replaced")
            own = name if len(codes) == 1 and sort == kind(council.area) else code
            note = f"Its code was replaced by {council.area}."
            area = Area(
                id=code,
                name=own,
                kind=sort,
                status=Status.ENDED,
                note=note if own != code else f"{note} The register does not say its name.",
                source=self._source,
                locator=f"row {row.number}",
            )
            yield Said(area)
            yield self._covers(council, row.number, code)

    def _within(self, row: TableRow, council: _Council, column: str) -> Iterator[Said]:
        code = row.get(column).upper().rpartition(":")[2]
        upper = self._by_code.get(code)
        if not code or not council.area:
            return
        if upper is None or not upper.area:
            what = "county or combined authority that has no row or area of its own: left out"
            self._findings.odd(what, f"row {row.number}")
            return
        ends = [d for d in (council.ended, upper.ended) if d]
        self._findings.count("areas within another")
        within = PartOf(
            from_type="Area",
            from_id=council.area,
            to_type="Area",
            to_id=upper.area,
            valid_to=min(ends) if ends else None,
            source=self._source,
            locator=f"row {row.number}",
        )
        yield Said(within)


def _codes(text: str) -> list[str]:
    return [code for code in re.split(r"[\s,;|/]+", text.upper()) if code]


def _letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.lower())
