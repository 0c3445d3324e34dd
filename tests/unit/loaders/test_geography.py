"""Lookups, registers and outlines of an imaginary county; fixtures are in tests/data/geography."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.errors import UnreadableSource
from placegraph.graph.model import Area, Covers, Organisation, Partnership, PartOf
from placegraph.graph.schema import Fact, Node, Relationship
from placegraph.loaders.geography.boundaries import boundary
from placegraph.loaders.geography.codes import heading, holds_from, is_code, kind
from placegraph.loaders.geography.loader import FORMAT
from placegraph.loaders.published import About, Findings

DATA = Path(__file__).resolve().parents[2] / "data" / "geography"
SQUARE = [[-2.0, 51.0], [-1.0, 51.0], [-1.0, 52.0], [-2.0, 51.0]]

Edge = tuple[str, str, date | None, date | None]


def read(path: Path, title: str | None = None) -> tuple[list[Fact], Findings]:
    findings = Findings()
    said = FORMAT.statements((path,), About(dataset="geo", title=title), findings)
    return [one.fact for one in said], findings


def edges(facts: list[Fact], declared: type[Relationship]) -> set[Edge]:
    return {
        (f.from_id, f.to_id, f.valid_from, f.valid_to) for f in facts if isinstance(f, declared)
    }


def areas(facts: list[Fact]) -> dict[str, Area]:
    return {f.id: f for f in facts if isinstance(f, Area)}


def councils(facts: list[Fact]) -> dict[str, Organisation]:
    return {f.id: f for f in facts if isinstance(f, Organisation)}


def collection(path: Path, geometry: object, **more: object) -> Path:
    feature = {"type": "Feature", "properties": {"code": "E07000901"}, "geometry": geometry}
    value = {"type": "FeatureCollection", **more, "features": [feature]}
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_a_lookup_says_which_county_a_district_is_in() -> None:
    facts, findings = read(DATA / "LAD30_to_CTY30.csv")
    april = date(2030, 4, 1)
    assert edges(facts, PartOf) == {
        ("E07000901", "E10000091", april, None),
        ("E07000902", "E10000091", april, None),
        ("E08000901", "E11000091", april, None),
    }
    assert {(a.id, a.name, str(a.kind)) for a in areas(facts).values()} == {
        ("E07000901", "Aldermere", "district"),
        ("E07000902", "Brook Vale", "district"),
        ("E07000903", "Dunmoor", "district"),
        ("E08000901", "Carrow", "unitary"),
        ("E10000091", "Marlshire", "county"),
        ("E11000091", "Greater Carrow", "county"),
    }
    assert areas(facts)["E11000091"].note is not None
    assert findings.oddities["code that is no GSS code: left out"] == 1


def test_lookups_of_two_years_are_told_apart_by_their_first_day() -> None:
    earlier = edges(read(DATA / "LAD30_to_CTY30.csv")[0], PartOf)
    facts, _ = read(DATA / "LAD32_to_CTY32.csv")
    later = edges(facts, PartOf)
    assert ("E07000901", "E10000091", date(2030, 4, 1), None) in earlier
    assert later == {("E07000901", "E10000092", date(2032, 4, 1), None)}
    assert str(areas(facts)["E06000901"].kind) == "unitary"


@pytest.mark.parametrize(
    ("year", "said", "expected"),
    [
        (2021, "Local_Authority_District_to_County_(April_2021)_Lookup.csv", date(2021, 4, 1)),
        (2019, "LAD to CSP to PFA (December 2019) Lookup", date(2019, 12, 1)),
        (2022, "LAD_May_2022", date(2022, 5, 1)),
        (2020, "LAD20_to_CTY20.csv", date(2020, 4, 1)),
        (2020, "as used in December 2021", date(2020, 4, 1)),
        (None, "December 2021", None),
    ],
)
def test_the_first_day_is_of_the_month_the_title_names(
    year: int | None, said: str, expected: date | None
) -> None:
    assert holds_from(year, said) == expected


def test_community_safety_partnerships_cover_their_districts() -> None:
    facts, findings = read(DATA / "LAD30_CSP30_PFA30.csv")
    april = date(2030, 4, 1)
    assert edges(facts, Covers) == {
        ("E22000901", "E07000901", april, None),
        ("E22000902", "E07000902", april, None),
        ("E22000903", "E07000902", april, None),
        ("W14000901", "W06000901", april, None),
    }
    assert edges(facts, PartOf) == {
        ("E07000901", "E23000091", april, None),
        ("E07000902", "E23000091", april, None),
        ("W06000901", "W15000091", april, None),
    }
    found = {f.id: f for f in facts if isinstance(f, Partnership)}
    assert {f.name for f in found.values()} == {
        "Aldermere Community Safety Partnership",
        "Brook Upper Community Safety Partnership",
        "Brook Lower Community Safety Partnership",
        "Safer Nant Partnership",
    }
    assert {(str(f.kind), str(f.members_known)) for f in found.values()} == {
        ("statutory", "unknown")
    }
    assert findings.counts["rows"] == 4


def test_a_workbook_and_a_lookup_without_outlines_say_the_same(tmp_path: Path) -> None:
    header, *rows = [
        line.split(",")
        for line in (DATA / "LAD30_CSP30_PFA30.csv").read_text(encoding="utf-8").splitlines()
    ]
    book = openpyxl.Workbook()
    book.active.append(["Lookup of imaginary areas"])
    for row in (header, *rows):
        book.active.append(row)
    book.save(tmp_path / "lookup.xlsx")
    features = [
        {"type": "Feature", "geometry": None, "properties": dict(zip(header, row, strict=True))}
        for row in rows
    ]
    package = json.dumps({"type": "FeatureCollection", "features": features})
    (tmp_path / "lookup.geojson").write_text(package, encoding="utf-8")
    expected, _ = read(DATA / "LAD30_CSP30_PFA30.csv")
    for name in ("lookup.xlsx", "lookup.geojson"):
        assert FORMAT.recognises(tmp_path / name)
        facts, _ = read(tmp_path / name)
        assert edges(facts, PartOf) == edges(expected, PartOf)
        assert edges(facts, Covers) == edges(expected, Covers)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("WD30CD,WD30NM,LAD30CD,LAD30NM", "E05000901,Abbey,E07000901,Aldermere",
         {("E05000901", "E07000901")}),
        ("LTLA30CD,LTLA30NM,UTLA30CD,UTLA30NM", "E06000901,Brook,E06000901,Brook", set()),
        ("LTLA30CD,LTLA30NM,UTLA30CD,UTLA30NM", "E07000901,Alder,E10000091,Marl",
         {("E07000901", "E10000091")}),
        ("LAD30CD,LAD30NM,CTY30CD,CTY30NM,RGN30CD,RGN30NM,CTRY30CD,CTRY30NM",
         "E07000901,A,E10000091,M,E12000001,North,E92000001,England",
         {("E07000901", "E10000091"), ("E07000901", "E12000001"), ("E12000001", "E92000001")}),
        ("LAD30CD,LAD30NM,CAUTH30CD,CAUTH30NM", "E07000901,A,E47000091,Marl CA",
         {("E07000901", "E47000091")}),
        ("lad30cd,lad30nm,ctyua30cd,ctyua30nm", "E07000901,A,E10000091,M",
         {("E07000901", "E10000091")}),
        ("OA30CD,WD30CD,LAD30CD,CTRY30CD", "E00000001,E05000901,E07000901,E92000001",
         {("E05000901", "E07000901"), ("E07000901", "E92000001")}),
    ],
)  # fmt: skip
def test_lookups_of_other_levels_are_read(
    tmp_path: Path, header: str, row: str, expected: set[tuple[str, str]]
) -> None:
    path = tmp_path / "lookup.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8-sig")
    assert FORMAT.recognises(path)
    assert {edge[:2] for edge in edges(read(path)[0], PartOf)} == expected


def test_a_register_by_org_id_gives_councils_and_their_areas() -> None:
    facts, findings = read(DATA / "councils_by_org_id.csv")
    found = councils(facts)
    assert {(o.id, str(o.kind), o.area_code) for o in found.values()} == {
        ("GB-LAE-ZAL", "district", "E07000901"),
        ("GB-LAE-ZMC", "county", "E10000091"),
        ("GB-LANI-ZOL", "council", None),
    }
    assert found["GB-LAE-ZAL"].local_authority_code == "ZAL"
    assert {o.id for o in found.values() if o.status == "ended"} == {"GB-LANI-ZOL"}
    assert edges(facts, Covers) == {
        ("GB-LAE-ZAL", "E07000901", None, None),
        ("GB-LAE-ZMC", "E10000091", None, None),
    }
    assert findings.counts["councils"] == 3


def test_a_register_says_tiers_days_and_successors() -> None:
    facts, _ = read(DATA / "councils.csv")
    found = councils(facts)
    assert {(o.id, str(o.kind)) for o in found.values()} == {
        ("GB-LAE-ZAL", "district"),
        ("GB-LAE-ZBV", "district"),
        ("GB-LAE-ZBU", "unitary"),
        ("GB-LAE-ZMC", "county"),
        ("GB-LAE-ZCOM", "combined authority"),
        ("GB-PLA-ZGN", "unitary"),
        ("geo/nir-z", "district"),
    }
    gone = found["GB-LAE-ZBV"]
    assert (gone.valid_from, gone.valid_to) == (date(1974, 4, 1), date(2032, 4, 1))
    assert gone.note == "Replaced by GB-LAE-ZBU."
    # The county's end is given as the first day without it, the district's as its last.
    assert found["GB-LAE-ZMC"].valid_to == date(2032, 4, 1)
    assert edges(facts, PartOf) == {
        ("E07000901", "E10000091", None, date(2032, 4, 1)),
        ("E07000902", "E10000091", None, date(2032, 4, 1)),
        ("E07000901", "E47000091", None, None),
    }


def test_a_code_since_replaced_leads_to_its_council() -> None:
    facts, _ = read(DATA / "councils.csv")
    old = areas(facts)["E07000801"]
    assert (old.name, old.status) == ("Aldermere", "ended")
    assert old.note == "Its code was replaced by E07000901."
    covers = [f for f in facts if isinstance(f, Covers) and f.to_id == "E07000801"]
    assert [(f.from_id, f.status) for f in covers] == [("GB-LAE-ZAL", "ended")]


@pytest.mark.parametrize("name", sorted(p.name for p in DATA.iterdir()))
def test_nodes_come_before_what_ends_at_them(name: str) -> None:
    seen: set[str] = set()
    for fact in read(DATA / name)[0]:
        if isinstance(fact, Relationship):
            assert {fact.from_id, fact.to_id} <= seen
        elif isinstance(fact, Node):
            seen.add(fact.id)


def test_outlines_are_kept_to_the_metre_and_without_heights() -> None:
    facts, findings = read(DATA / "districts.geojson")
    found = areas(facts)
    assert json.loads(found["E07000901"].boundary or "") == {
        "type": "Polygon",
        "coordinates": [[[-2.0, 51.9], [-1.9, 51.9], [-1.9, 52.0], [-2.0, 51.9]]],
    }
    assert json.loads(found["E07000902"].boundary or "")["type"] == "MultiPolygon"
    assert found["E07000903"].boundary is None
    assert (findings.counts["areas"], findings.counts["boundaries"]) == (3, 2)
    assert [reject.problem.found for reject in findings.rejects] == ["a feature without a code"]


@pytest.mark.parametrize(
    ("geometry", "more"),
    [
        ({"type": "Polygon", "coordinates": [[[400000, 220000], [1, 1], [2, 2], [3, 3]]]}, {}),
        ({"type": "Polygon", "coordinates": [[[51.9, -2.0], [51.8, -2.0], [51.9, -1.9]]]}, {}),
        ({"type": "Polygon", "coordinates": [SQUARE]},
         {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}}),
    ],
)  # fmt: skip
def test_projected_coordinates_are_refused_with_advice(
    tmp_path: Path, geometry: object, more: dict[str, object]
) -> None:
    with pytest.raises(UnreadableSource, match="EPSG:4326"):
        read(collection(tmp_path / "b.geojson", geometry, **more))


def test_topojson_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "topo.json"
    path.write_text('{"type": "Topology", "objects": {}}', encoding="utf-8")
    assert FORMAT.recognises(path)
    with pytest.raises(UnreadableSource, match="export it as GeoJSON"):
        read(path)


def test_the_json_of_map_servers_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "esri.json"
    feature = {"attributes": {"LAD30CD": "E07000901"}, "geometry": {"rings": [SQUARE]}}
    path.write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    with pytest.raises(UnreadableSource, match="f=geojson"):
        read(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"a,b\n1,2\n", b'{"features": [', b'{"features": 1}', b"\x00" * 300, b"PK\x03\x04",
     b'{"type": "FeatureCollection", "features": [{"properties": {"c": "E07000901"}}',
     b"LAD30CD,LAD30NM\nE07000901,A\n"],
)  # fmt: skip
def test_a_bad_file_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "areas.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource, match="expected"):
        read(path)


def test_it_knows_its_own_files_and_no_others(tmp_path: Path) -> None:
    assert all(FORMAT.recognises(path) for path in DATA.iterdir())
    assert not any(FORMAT.recognises(path) for path in (DATA.parent / "360giving").iterdir())
    assert not FORMAT.recognises(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("title", "level", "year", "names"),
    [
        ("LAD21CD", "LAD", 2021, "LAD21NM"),
        ("ctyua23cd", "CTY", 2023, "CTYUA23NM"),
        ("LGD2014_cd", "LAD", 2014, "LGD2014NM"),
        ("RGN Code", "RGN", None, "RGNNAME"),
    ],
)
def test_the_title_of_a_column_says_level_and_year(
    title: str, level: str, year: int | None, names: str
) -> None:
    found = heading(title)
    assert found is not None
    assert (found.level, found.year, found.names, found.code) == (level, year, names, True)


@given(st.text(max_size=12))
def test_only_nine_characters_are_a_code(text: str) -> None:
    if is_code(text):
        assert len(text) == 9
    else:
        assert kind(text) is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.floats(-8, 2), st.floats(49, 61)).map(list), min_size=4, max_size=8),
        min_size=1,
        max_size=3,
    )
)
def test_an_outline_is_closed_rings_within_a_metre_of_the_original(
    rings: list[list[list[float]]],
) -> None:
    text = boundary({"type": "Polygon", "coordinates": rings})
    if text is None:
        return
    drawn = json.loads(text)["coordinates"]
    assert len(drawn) <= len(rings)
    for ring in drawn:
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
    original = [point for ring in rings for point in ring]
    for x, y in (point for ring in drawn for point in ring):
        assert any(abs(x - a) < 1e-5 and abs(y - b) < 1e-5 for a, b in original)


@pytest.mark.parametrize("number", ["NaN", '"NaN"', '"inf"', "9" * 350, "9" * 450, "1e999999999"])
def test_a_coordinate_that_is_no_place_refuses_the_file(tmp_path: Path, number: str) -> None:
    path = collection(tmp_path / "a.geojson", {"type": "Polygon", "coordinates": [SQUARE]})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("-2.0", number, 1), encoding="utf-8")

    with pytest.raises(UnreadableSource):
        read(path)


def register(path: Path, **cells: str) -> Path:
    own = {"local-authority-code": "ZAL", "official-name": "Aldermere Council"}
    row = own | {"nice-name": "Aldermere", "gss-code": "E06000901"} | cells
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-01"])
def test_an_end_beyond_all_plans_is_no_end(tmp_path: Path, day: str) -> None:
    facts, findings = read(register(tmp_path / "councils.csv", **{"end-date": day}))

    (council,) = councils(facts).values()
    assert council.valid_to is None
    assert findings.oddities["end date after 2150: left blank"] == 1


@pytest.mark.parametrize(
    ("former", "name"),
    [
        ("E06000801", "Aldermere"),
        ("E07000801", "E07000801"),
        ("E06000801 E06000802", "E06000801"),
    ],
)
def test_a_former_area_is_called_as_its_successor_only_when_nothing_else_changed(
    tmp_path: Path, former: str, name: str
) -> None:
    facts, _ = read(register(tmp_path / "councils.csv", **{"former-gss-codes": former}))

    area = areas(facts)[former[:9]]
    assert area.name == name
    assert area.note is not None
    assert ("does not say its name" in area.note) is (name == area.id)


def test_a_partnership_with_a_very_long_name_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "LAD30_CSP30.csv"
    titles = "LAD30CD,LAD30NM,CSP30CD,CSP30NM"
    path.write_text(f"{titles}\nE07000901,A,E22000901,{'a' * 3000}\n", encoding="utf-8")

    (found,) = (f for f in read(path)[0] if isinstance(f, Partnership))
    assert len(found.name) == 2000
    assert found.name.endswith("a Community Safety Partnership")
