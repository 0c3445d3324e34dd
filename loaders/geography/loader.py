"""Areas, councils and statutory partnerships from the lookups and boundaries of public bodies.

Lookups of the Office for National Statistics, registers of councils, and GeoJSON outlines; each
file is known by its columns. docs/formats/geography.md says where they come from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from placegraph.errors import UnreadableSource
from placegraph.graph.model import Source
from placegraph.loaders.geography import boundaries as geography_boundaries
from placegraph.loaders.geography import councils as geography_councils
from placegraph.loaders.geography import lookups as geography_lookups
from placegraph.loaders.geography.codes import TITLES, heading
from placegraph.loaders.geography.lookups import Row
from placegraph.loaders.identifiers import slug
from placegraph.loaders.published import About, Findings, Format, Said
from placegraph.loaders.reading.json_items import Item, items, start
from placegraph.loaders.reading.text_tables import Column, TextTable, header_score, open_tables

_TOPOLOGY = re.compile(r'"type"\s*:\s*"Topology"')
_ESRI = re.compile(r'"(esriGeometry\w*|rings)"')
_FEATURES = re.compile(r'"type"\s*:\s*"(FeatureCollection|Feature)"|"features"\s*:\s*\[')
_CODE_IN_JSON = re.compile(r'"[EWSNK]\d{8}"')
_EXPECTED = (
    "expected a lookup of areas (columns such as LAD21CD and CTY21CD), a register of councils "
    "(org_id or local-authority-code, and gss-code), or boundaries as GeoJSON"
)
#: Any column of a lookup or a register; which file it is shows from those that are there.
_LEVELS = tuple(Column(level, titles) for level, titles in TITLES.items())
_COLUMNS = (*_LEVELS, *(Column(c.name, c.titles) for c in geography_councils.COLUMNS))
_TELLING = (
    Column("code", geography_councils.CODES),
    Column("council", geography_councils.TELLING),
)


def recognises(path: Path) -> bool:
    """Return whether the file is a lookup, a register of councils or boundaries."""
    text = start(path)
    if text:
        outlines = _FEATURES.search(text) and _CODE_IN_JSON.search(text)
        return bool(outlines or _TOPOLOGY.search(text))
    levels = header_score(path, _LEVELS) * len(_LEVELS)
    return levels > 1.5 or header_score(path, _TELLING) == 1


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield each file's source, then its areas and bodies, then what lies in or covers what.

    Raises
    ------
    UnreadableSource
        If a file is none of these, is cut short, or its coordinates are projected.

    """
    for path in paths:
        alone = len(paths) == 1
        dataset = about.dataset if alone else f"{about.dataset}/{slug(path.name)}"
        source = Source(
            id=dataset,
            name=(about.title if alone else None) or path.name,
            publisher=about.publisher,
            published=about.published,
            licence=about.licence,
            url=about.url,
            source=dataset,
            locator="the document itself",
        )
        yield Said(source)
        said = f"{about.title or ''} {path.name}"
        if text := start(path):
            yield from _boundaries(path, text, said, dataset, findings)
            continue
        table = _table(path)
        if table is None:
            raise UnreadableSource(path, f"found a table of other columns, {_EXPECTED}.")
        if geography_lookups.is_lookup(table.titles):
            columns = geography_lookups.headings(table.titles)
            rows = _rows(table)
            yield from geography_lookups.statements(columns, rows, said, dataset, findings)
        else:
            yield from geography_councils.statements(path, dataset, about.dataset, findings)


def _table(path: Path) -> TextTable | None:
    """Return the lookup or register in a file; a workbook may have other sheets beside it."""
    for table in open_tables(path, _COLUMNS):
        lookup = geography_lookups.is_lookup(table.titles)
        if lookup or geography_councils.is_register(table.titles):
            return table
    return None


def _rows(table: TextTable) -> Iterator[Row]:
    for row in table.rows():
        yield Row(f"row {row.number}", _cells(row.raw))


def _cells(given: Mapping[str, object]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for title, value in given.items():
        column = heading(title)
        if column and value is not None:
            cells.setdefault(column.title, " ".join(str(value).split()))
    return cells


def _boundaries(
    path: Path, text: str, said: str, source: str, findings: Findings
) -> Iterator[Said]:
    if _TOPOLOGY.search(text):
        raise UnreadableSource(
            path, "found TopoJSON, expected GeoJSON; download or export it as GeoJSON."
        )
    features = items(path, "features")
    first = list(islice(features, 1))
    features = chain(first, features)
    titles = _lookup_titles(first)
    if titles:
        columns = geography_lookups.headings(titles)
        rows = _feature_rows(features)
        yield from geography_lookups.statements(columns, rows, said, source, findings)
    elif _ESRI.search(text):
        raise UnreadableSource(
            path, "found ESRI's own JSON, expected GeoJSON; download it with f=geojson."
        )
    else:
        yield from geography_boundaries.statements(path, features, source, findings)


def _lookup_titles(first: Iterable[Item]) -> list[str]:
    """Return the columns of a lookup that was saved as GeoJSON, features without a geometry."""
    for item in first:
        feature = item.value if isinstance(item.value, Mapping) else {}
        titles = [str(title) for title in _properties(feature)]
        if feature.get("geometry") is None and geography_lookups.is_lookup(titles):
            return titles
    return []


def _feature_rows(features: Iterable[Item]) -> Iterator[Row]:
    for item in features:
        feature = item.value if isinstance(item.value, Mapping) else {}
        yield Row(f"feature {item.number}", _cells(_properties(feature)))


def _properties(feature: Mapping[str, object]) -> Mapping[str, object]:
    # The “attributes” of ESRI's own JSON are what GeoJSON calls properties.
    found = feature.get("properties", feature.get("attributes"))
    return found if isinstance(found, Mapping) else {}


FORMAT = Format(
    name="geography",
    title="Areas, councils and boundaries (ONS lookups, council codes, GeoJSON)",
    recognises=recognises,
    statements=statements,
)
