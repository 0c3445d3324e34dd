"""Lookups of the Office for National Statistics: which area falls in which.

Columns are called by level and year, ``LAD21CD`` and ``LAD21NM`` the code and name of a district
of 2021. Files differ in their levels; each pair that means something becomes a relationship.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from placegraph.graph.model import Area, Covers, Partnership, PartOf
from placegraph.graph.vocabulary import Completeness, PartnershipKind
from placegraph.loaders.geography.codes import (
    LEVELS,
    Heading,
    heading,
    holds_from,
    is_code,
    is_partnership,
    kind,
    note,
)
from placegraph.loaders.published import Findings, Said
from placegraph.loaders.reading.values import LONGEST_TEXT, words

#: What falls in what, when a file has both.
_WITHIN = (
    ("WD", "LAD"), ("LAD", "CTY"), ("LAD", "PFA"), ("LAD", "CAUTH"), ("LAD", "RGN"),
    ("LAD", "CTRY"), ("WD", "CTY"), ("CTY", "RGN"), ("CTY", "CAUTH"), ("RGN", "CTRY"),
)  # fmt: skip
#: Pairs that others between them already say.
_SAID_BY = {
    ("LAD", "CTRY"): "RGN",
    ("WD", "CTY"): "LAD",
    ("CTY", "RGN"): "LAD",
    ("CTY", "CAUTH"): "LAD",
}
_PARTNERSHIP = " Community Safety Partnership"
_PURPOSE = (
    "Community safety partnership: the responsible authorities of the area reduce crime and "
    "disorder together (Crime and Disorder Act 1998, section 5)."
)


@dataclass(frozen=True)
class Row:
    """One row of a lookup: where it stands, and its cells by title in capitals and digits."""

    place: str
    cells: Mapping[str, str]


def headings(titles: Iterable[str]) -> dict[str, Heading]:
    """Return the column of codes of each level; of several years of a level, the latest."""
    found: dict[str, Heading] = {}
    for column in filter(None, map(heading, titles)):
        if column.code:
            before = found.get(column.level)
            if before is None or (column.year or 0) > (before.year or 0):
                found[column.level] = column
    return {level: found[level] for level in LEVELS if level in found}


def is_lookup(titles: Iterable[str]) -> bool:
    """Return whether columns with these titles relate areas of two levels to one another."""
    return bool(_pairs(found := headings(titles)) or {"LAD", "CSP"} <= found.keys())


def statements(
    columns: dict[str, Heading],
    rows: Iterable[Row],
    said: str,
    source: str,
    findings: Findings,
) -> Iterator[Said]:
    """Yield areas and partnerships with what falls in or covers what; ``said`` is the title."""
    yield from _Lookup(columns, said, source, findings).statements(rows)


def _pairs(columns: Mapping[str, Heading]) -> list[tuple[str, str]]:
    return [
        (lower, upper)
        for lower, upper in _WITHIN
        if lower in columns and upper in columns and _SAID_BY.get((lower, upper)) not in columns
    ]


class _Lookup:
    def __init__(
        self, columns: dict[str, Heading], said: str, source: str, findings: Findings
    ) -> None:
        self._columns, self._findings, self._source = columns, findings, source
        self._pairs = _pairs(columns)
        years = [c.year for c in columns.values() if c.year]
        self._from: date | None = holds_from(max(years, default=None), said)
        self._said: set[tuple[str, ...]] = set()

    def statements(self, rows: Iterable[Row]) -> Iterator[Said]:
        for row in rows:
            codes = {}
            for level, column in self._columns.items():
                code = row.cells.get(column.title, "").upper()
                name = words(row.cells.get(column.names, ""))
                if self._usable(level, code, row.place):
                    yield from self._node(code, name, row.place)
                    codes[level] = code
            if codes:
                self._findings.count("rows")
            elif any(row.cells.values()):
                self._findings.odd("row without a code of an area: left out", row.place)
            yield from self._relationships(codes, row.place)

    def _usable(self, level: str, code: str, place: str) -> bool:
        if not code:
            return False
        if not is_code(code):
            if not code.endswith("99999999"):
                self._findings.odd("code that is no GSS code: left out", place)
            return False
        if (level == "CSP") != is_partnership(code) or not (level == "CSP" or kind(code)):
            self._findings.odd("code of another sort than its column says: left out", place)
            return False
        return True

    def _node(self, code: str, name: str | None, place: str) -> Iterator[Said]:
        if (code,) in self._said:
            return
        self._said.add((code,))
        if name is None:
            self._findings.odd("area without a name: its code stands for it", place)
        sort = kind(code)
        if sort is None:
            self._findings.count("community safety partnerships")
            yield Said(
                Partnership(
                    id=code,
                    name=_partnership_name(name or code),
                    kind=PartnershipKind.STATUTORY,
                    purpose=_PURPOSE,
                    members_known=Completeness.UNKNOWN,
                    source=self._source,
                    locator=place,
                )
            )
            return
        self._findings.count("areas")
        yield Said(
            Area(
                id=code,
                name=name or code,
                kind=sort,
                note=note(code),
                source=self._source,
                locator=place,
            )
        )

    def _relationships(self, codes: dict[str, str], place: str) -> Iterator[Said]:
        for lower, upper in self._pairs:
            if lower in codes and upper in codes:
                yield from self._part_of(codes[lower], codes[upper], place)
        if "LAD" in codes and "CSP" in codes and self._new(codes["CSP"], codes["LAD"]):
            self._findings.count("areas that a partnership covers")
            covers = Covers(
                from_type="Partnership",
                from_id=codes["CSP"],
                to_type="Area",
                to_id=codes["LAD"],
                valid_from=self._from,
                source=self._source,
                locator=place,
            )
            yield Said(covers)

    def _part_of(self, lower: str, upper: str, place: str) -> Iterator[Said]:
        # A unitary area is its own upper tier.
        if lower == upper or not self._new(lower, upper):
            return
        self._findings.count("areas within another")
        within = PartOf(
            from_type="Area",
            from_id=lower,
            to_type="Area",
            to_id=upper,
            valid_from=self._from,
            source=self._source,
            locator=place,
        )
        yield Said(within)

    def _new(self, start: str, end: str) -> bool:
        if (start, end) in self._said:
            return False
        self._said.add((start, end))
        return True


def _partnership_name(name: str) -> str:
    if "partnership" in name.casefold():
        return name
    return f"{name[: LONGEST_TEXT - len(_PARTNERSHIP)]}{_PARTNERSHIP}"
