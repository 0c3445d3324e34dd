"""Outlines of areas, GeoJSON in longitude and latitude (RFC 7946)."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from placegraph.errors import Problem, UnreadableSource
from placegraph.graph.model import Area
from placegraph.loaders.geography.codes import LEVELS, heading, is_code, kind, note
from placegraph.loaders.published import Findings, Said
from placegraph.loaders.reading.json_items import Item
from placegraph.loaders.reading.values import words

#: Five decimals are about a metre; four are ten, for outlines too long otherwise.
_DECIMALS = (5, 4)
_LONGEST = 5_000_000
_BRITISH_GRID = re.compile(r"\b(27700|3857|900913|29902|2157)\b")
_NAMES = ("name", "nm", "areanm", "areaname", "geographyname", "label", "title")
_ADVICE = "download it as GeoJSON in WGS 84 (EPSG:4326)"

Ring = list[list[float]]


class _Projected(ValueError):
    """Coordinates that are no longitude and latitude."""


def statements(
    path: Path, features: Iterator[Item], source: str, findings: Findings
) -> Iterator[Said]:
    """Yield an area with its outline for each feature.

    Raises
    ------
    UnreadableSource
        If the coordinates are not longitude and latitude.

    """
    said: set[str] = set()
    for item in features:
        _check_reference_system(path, item.heading)
        place = f"feature {item.number}"
        feature = item.value if isinstance(item.value, Mapping) else {}
        found = _code_and_name(feature)
        if found is None:
            expected = "a GSS code such as E07000078 in one of its properties"
            problem = Problem(path.name, "", item.number, "", "a feature without a code", expected)
            findings.reject(problem, _texts(feature))
            continue
        code, name = found
        sort = kind(code)
        if sort is None:
            findings.odd("area of a sort that the graph does not keep: left out", place)
            continue
        if code in said:
            findings.odd("area given again: the first outline was kept", place)
            continue
        said.add(code)
        try:
            outline = boundary(feature.get("geometry"))
        except _Projected as error:
            raise UnreadableSource(
                path, f"{place}: found {error}, expected longitude and latitude; {_ADVICE}."
            ) from error
        findings.count("areas")
        if outline is None:
            findings.odd("no outline that can be drawn: left blank", place)
        else:
            findings.count("boundaries")
        yield Said(
            Area(
                id=code,
                name=name or code,
                kind=sort,
                boundary=outline,
                note=note(code),
                source=source,
                locator=f"{place}, {code}",
            )
        )


def boundary(geometry: object) -> str | None:
    """Return a polygon or several as compact GeoJSON, None when there is nothing to draw.

    Coordinates are rounded to a metre, points that fall together dropped, heights left out.

    Raises
    ------
    ValueError
        If the coordinates are not longitude and latitude.

    """
    if not isinstance(geometry, Mapping):
        return None
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        coordinates = [coordinates]
    elif geometry.get("type") != "MultiPolygon":
        return None
    for decimals in _DECIMALS:
        polygons = [p for p in (_polygon(c, decimals) for c in _list(coordinates)) if p]
        if not polygons:
            return None
        single = len(polygons) == 1
        drawn = {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        }
        text = json.dumps(drawn, separators=(",", ":"))
        if len(text) <= _LONGEST:
            return text
    return None


def code_properties(properties: Mapping[str, object]) -> list[str]:
    """Return the titles of properties that hold GSS codes, of the lowest level first."""
    levels = list(LEVELS)

    def rank(title: str) -> tuple[int, str]:
        column = heading(title)
        return (levels.index(column.level) if column else len(levels), title)

    return sorted((t for t in properties if is_code(str(properties[t]).strip())), key=rank)


def _code_and_name(feature: Mapping[str, object]) -> tuple[str, str | None] | None:
    properties = feature.get("properties")
    given = properties if isinstance(properties, Mapping) else {}
    for title in code_properties(given):
        column = heading(title)
        wanted = [column.names.lower()] if column else []
        plain = {re.sub(r"[^a-z0-9]", "", str(t).lower()): given[t] for t in given}
        for name in (*wanted, *_NAMES):
            if isinstance(plain.get(name), str) and (text := words(str(plain[name]))):
                return str(given[title]).strip(), text
        return str(given[title]).strip(), None
    own = str(feature.get("id") or "").strip()
    return (own, None) if is_code(own) else None


def _check_reference_system(path: Path, heading_: Mapping[str, object]) -> None:
    system = json.dumps(heading_.get("crs"), default=str)
    if found := _BRITISH_GRID.search(system):
        raise UnreadableSource(
            path,
            f"found coordinates of the system EPSG:{found[0]}, expected longitude and latitude; "
            f"{_ADVICE}.",
        )


def _polygon(rings: object, decimals: int) -> list[Ring]:
    drawn = [_ring(ring, decimals) for ring in _list(rings)]
    # Without its outer ring the holes of a polygon are nothing.
    return [ring for ring in drawn if len(ring) >= 4] if drawn and len(drawn[0]) >= 4 else []


def _ring(points: object, decimals: int) -> Ring:
    ring: Ring = []
    for point in _list(points):
        pair = _list(point)[:2]
        if len(pair) < 2:
            return []
        x, y = map(_number, pair)
        # Written this way round to refuse what is no number (NaN) as well.
        if not (abs(x) <= 180 and abs(y) <= 90):
            raise _Projected(f"the coordinates {x:g}, {y:g}")
        rounded = [round(x, decimals), round(y, decimals)]
        if not ring or ring[-1] != rounded:
            ring.append(rounded)
    if ring and all(y < 10 < 45 < x for x, y in ring):
        raise _Projected(f"latitude before longitude ({ring[0][0]:g}, {ring[0][1]:g})")
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    return ring


def _number(found: object) -> float:
    try:
        return float(found if isinstance(found, int | float) else str(found))
    except (ValueError, OverflowError):
        raise _Projected(f"the coordinate {str(found)[:20]}") from None


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _texts(feature: Mapping[str, object]) -> dict[str, str]:
    properties = feature.get("properties")
    given = properties if isinstance(properties, Mapping) else {}
    return {str(k): str(v)[:200] for k, v in given.items()}
