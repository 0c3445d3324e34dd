"""Published lookups, registers and outlines, counted here by hand with the standard library."""

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from placegraph.graph.model import Area, Covers, Organisation, Partnership, PartOf
from placegraph.graph.schema import Fact
from placegraph.loaders.geography.loader import FORMAT
from placegraph.loaders.published import About, Findings

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "geography"
CSP = "LAD19_CSP19_PFA19.csv"
COUNTIES_2020 = "LAD20_to_CTY20_England.csv"
COUNTIES_2021 = "LAD21_to_CTY21_England.csv"
ORG_IDS = "la_orgid_to_gss.csv"
AUTHORITIES = "uk_local_authorities.csv"
OUTLINES = "gloucestershire_districts_2013.geojson"
GLOUCESTERSHIRE = "E10000013"

pytestmark = pytest.mark.skipif(
    not FILES.exists(), reason="needs ../shared/data/geography beside the checkout"
)


@cache
def read(name: str) -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = FORMAT.statements((FILES / name,), About(dataset="geo"), findings)
    return [one.fact for one in said], findings


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def part_of(name: str) -> set[tuple[str, str]]:
    return {(f.from_id, f.to_id) for f in read(name)[0] if isinstance(f, PartOf)}


@pytest.mark.parametrize(
    ("name", "count", "columns", "day"),
    [
        (COUNTIES_2020, 257, ("LAD20CD", "CTY20CD"), date(2020, 4, 1)),
        (COUNTIES_2021, 250, ("LAD21CD", "CTY21CD"), date(2021, 4, 1)),
    ],
)
def test_every_district_is_in_its_county(
    name: str, count: int, columns: tuple[str, str], day: date
) -> None:
    expected = {(row[columns[0]], row[columns[1]]) for row in rows(name)}
    assert len(expected) == len(rows(name)) == count
    assert part_of(name) == expected
    facts, findings = read(name)
    assert {f.valid_from for f in facts if isinstance(f, PartOf)} == {day}
    assert findings.counts["rows"] == count
    assert (findings.rejected, findings.oddities) == (0, Counter())


def test_the_six_districts_of_gloucestershire_are_in_it() -> None:
    for name in (COUNTIES_2020, COUNTIES_2021):
        found = {district for district, county in part_of(name) if county == GLOUCESTERSHIRE}
        assert found == {f"E070000{number}" for number in range(78, 84)}


def test_buckinghamshire_has_districts_in_2019_and_none_since_2020() -> None:
    aylesbury = "E07000004"
    assert aylesbury in {row["LAD19CD"] for row in rows(CSP)}
    for name in (COUNTIES_2020, COUNTIES_2021):
        assert aylesbury not in {district for district, _ in part_of(name)}
    (gone,) = (f for f in read(AUTHORITIES)[0] if isinstance(f, Area) and f.id == aylesbury)
    assert gone.valid_to == date(2020, 4, 1)


def test_every_partnership_covers_its_districts() -> None:
    facts, findings = read(CSP)
    expected = {(row["CSP19CD"], row["LAD19CD"]) for row in rows(CSP)}
    assert len(expected) == 342
    assert {(f.from_id, f.to_id) for f in facts if isinstance(f, Covers)} == expected
    assert {f.id for f in facts if isinstance(f, Partnership)} == {
        row["CSP19CD"] for row in rows(CSP)
    }
    assert part_of(CSP) == {(row["LAD19CD"], row["PFA19CD"]) for row in rows(CSP)}
    assert findings.counts["rows"] == 342
    assert findings.oddities == Counter()


def test_every_council_is_known_by_its_org_id() -> None:
    facts, findings = read(ORG_IDS)
    expected = {(row["org_id"], row["gss_code"] or None) for row in rows(ORG_IDS)}
    assert len(expected) == 459
    councils = [f for f in facts if isinstance(f, Organisation)]
    assert {(o.id, o.area_code) for o in councils} == expected
    assert {o.id for o in councils if o.status == "ended"} == {
        row["org_id"] for row in rows(ORG_IDS) if row["active"] == "FALSE"
    }
    assert findings.rejected == 0
    cheltenham = next(o for o in councils if o.id == "GB-LAE-CHT")
    assert (cheltenham.area_code, str(cheltenham.kind)) == ("E07000078", "district")


def test_every_authority_is_there_with_its_tier() -> None:
    facts, _ = read(AUTHORITIES)
    councils = [f for f in facts if isinstance(f, Organisation)]
    assert len(councils) == len(rows(AUTHORITIES)) == 470
    types = Counter(row["local-authority-type"] for row in rows(AUTHORITIES))
    assert Counter(str(o.kind) for o in councils) == {
        "district": types["NMD"] + types["NID"],
        "county": types["CTY"],
        "combined authority": types["COMB"],
        "other": types["SRA"],
        "unitary": sum(types[t] for t in ("UA", "MD", "LBO", "CC", "SCO", "WPA")),
    }


def test_both_registers_give_a_council_the_same_identifier() -> None:
    by_area = {row["gss_code"]: row["org_id"] for row in rows(ORG_IDS) if row["gss_code"]}
    for council in (f for f in read(AUTHORITIES)[0] if isinstance(f, Organisation)):
        if council.area_code in by_area:
            assert council.id == by_area[council.area_code]


def test_the_register_and_the_lookup_agree_on_counties() -> None:
    lookup = {pair for pair in part_of(COUNTIES_2021) if pair[0].startswith("E07")}
    register = part_of(AUTHORITIES)
    renamed = {
        row["gss-code"]: set(row["former-gss-codes"].split(","))
        for row in rows(AUTHORITIES)
        if row["gss-code"].startswith("E07")
    }
    for district, county in lookup:
        current = next((new for new, old in renamed.items() if district in old), district)
        counties = {upper for lower, upper in register if lower == current and upper[:3] == "E10"}
        assert counties == {county}, district


def test_every_outline_is_drawn_where_it_was() -> None:
    facts, findings = read(OUTLINES)
    package = json.loads((FILES / OUTLINES).read_text(encoding="utf-8"))
    expected = {f["properties"]["LAD13CD"]: f["geometry"] for f in package["features"]}
    found = {f.id: json.loads(f.boundary or "{}") for f in facts if isinstance(f, Area)}
    assert found.keys() == expected.keys()
    assert findings.counts["boundaries"] == 7
    for code, geometry in expected.items():
        assert area(found[code]) == pytest.approx(area(geometry), rel=1e-3)


def area(geometry: dict[str, list[list[list[float]]]]) -> float:
    """Return the area of a polygon's outer ring by the shoelace formula, square degrees."""
    ring = geometry["coordinates"][0]
    pairs = pairwise(ring)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def test_it_knows_its_own_files_and_no_others() -> None:
    for path in FILES.parent.rglob("*"):
        if path.is_file():
            assert FORMAT.recognises(path) == (path.parent == FILES), path.name
