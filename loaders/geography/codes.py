"""What the nine characters of a GSS code say, and the columns that hold them.

Codes and their entities are those of the Office for National Statistics' Register of Geographic
Codes: a letter for the country, two digits for the sort of area, six for the area.
"""

import re
from dataclasses import dataclass
from datetime import date

from placegraph.graph.vocabulary import AreaKind

_CODE = re.compile(r"[EWSNK]\d{8}")
#: Stands for “none” in a lookup that has a row for every area.
_PSEUDO = re.compile(r"[EWSNK]99999999")

_KINDS = {
    AreaKind.WARD: ("E05", "W05", "S13", "N08", "N10"),
    AreaKind.DISTRICT: ("E07", "N09"),
    AreaKind.UNITARY: ("E06", "E08", "E09", "W06", "S12"),
    AreaKind.COUNTY: ("E10", "E11", "E13"),
    AreaKind.POLICE_FORCE: ("E23", "W15", "S23", "N23"),
    AreaKind.COMBINED_AUTHORITY: ("E47", "E61"),
    AreaKind.REGION: ("E12", "E15"),
    AreaKind.NATION: ("E92", "W92", "S92", "N92", "K02", "K03", "K04"),
}
_KIND = {prefix: kind for kind, prefixes in _KINDS.items() for prefix in prefixes}
_PARTNERSHIPS = ("E22", "W14")
_NOTES = {
    "E11": "A metropolitan county; it has no county council.",
    "E13": "A part of London that statistics treat as a county; it has no county council.",
    "E61": "Greater London Authority.",
}

#: Levels by the letters that start their columns, lowest first.
LEVELS = {
    "WD": ("WD",),
    "LAD": ("LAD", "LTLA", "LA", "LGD"),
    "CSP": ("CSP",),
    "CTY": ("CTY", "UTLA", "CTYUA"),
    "PFA": ("PFA",),
    "CAUTH": ("CAUTH",),
    "RGN": ("RGN", "GOR"),
    "CTRY": ("CTRY", "COUNTRY"),
}
_LEVEL = {letters: level for level, several in LEVELS.items() for letters in several}
_COLUMN = re.compile(
    rf"({'|'.join(sorted(_LEVEL, key=len, reverse=True))})(20\d\d|\d\d)?(CD|CODE|NM|NAME)",
    re.IGNORECASE,
)
#: Every title that a column of codes may have, by level.
TITLES = {
    level: tuple(
        f"{letters}{year}{what}"
        for letters in several
        for year in ("", *(f"{y:02}" for y in range(50)), *map(str, range(2000, 2050)))
        for what in ("CD", "CODE")
    )
    for level, several in LEVELS.items()
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*[\W_]*(20\d\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """What the title of a column says: the level, the year it is of, and whether it holds codes."""

    title: str
    letters: str
    level: str
    year: int | None
    code: bool

    @property
    def names(self) -> str:
        """Return the title, in letters and digits, of the names that go with these codes."""
        year = self.title[len(self.letters) : -4 if self.title.endswith("CODE") else -2]
        return f"{self.letters}{year}{'NAME' if self.title.endswith('CODE') else 'NM'}"


def heading(title: str) -> Heading | None:
    """Return what a column such as ``LAD21CD`` holds, None when it is none of these."""
    plain = re.sub(r"[^A-Z0-9]", "", title.upper())
    found = _COLUMN.fullmatch(plain)
    if found is None:
        return None
    letters, year, what = found.groups()
    stated = None if year is None else int(year) % 100 + 2000
    return Heading(plain, letters, _LEVEL[letters], stated, what in ("CD", "CODE"))


def is_code(text: str) -> bool:
    """Return whether ``text`` is the GSS code of an area."""
    return bool(_CODE.fullmatch(text)) and not _PSEUDO.fullmatch(text)


def is_partnership(code: str) -> bool:
    """Return whether a GSS code is that of a community safety partnership."""
    return code[:3] in _PARTNERSHIPS


def kind(code: str) -> AreaKind | None:
    """Return what sort of area a GSS code is of, None for sorts that the graph does not keep."""
    return _KIND.get(code[:3]) if is_code(code) else None


def note(code: str) -> str | None:
    """Return what a reader should know about areas of this sort."""
    return _NOTES.get(code[:3])


def holds_from(year: int | None, said: str) -> date | None:
    """Return the day a lookup of ``year`` holds from; ``said`` is its title or file name.

    The first of the month where a title names one. Otherwise 1 April, the day changes of English
    local government come into force: a lookup of 2020 is of the areas as they were from then on.
    """
    if year is None:
        return None
    for month, stated in _DATED.findall(said):
        if int(stated) == year:
            return date(year, _MONTHS.index(month.lower()) + 1, 1)
    return date(year, 4, 1)
