"""Grants as the 360Giving Data Standard publishes them: JSON, CSV and XLSX.

The standard is at https://standard.threesixtygiving.org; docs/formats/360giving.md says what is
made of it. A file is read twice: once to learn who its organisations are, once for its grants.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from placegraph.graph.model import Source
from placegraph.loaders.identifiers import slug
from placegraph.loaders.published import About, Findings, Format, Said
from placegraph.loaders.reading.json_items import start
from placegraph.loaders.threesixtygiving import json_grants as threesixtygiving_json
from placegraph.loaders.threesixtygiving import sheets as threesixtygiving_sheets
from placegraph.loaders.threesixtygiving.bodies import Directory
from placegraph.loaders.threesixtygiving.grant import Grant, day_given
from placegraph.loaders.threesixtygiving.grant_facts import Writer, short


def recognises(path: Path) -> bool:
    """Return whether the file is a list of grants, from its start or its header."""
    text = start(path)
    if not text:
        return threesixtygiving_sheets.recognises(path)
    fields = re.search(r'"(amountAwarded|awardDate|fundingOrganization)"\s*:', text)
    return bool(fields or re.search(r'"grants"\s*:\s*\[', text))


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield each file's source, then its grants, each after the organisations that are party to it.

    Raises
    ------
    UnreadableSource
        If a file is not JSON, CSV or XLSX, is cut short, or holds no list of grants.

    """
    scope = about.publisher_id or about.dataset
    for path in paths:
        source = _source(path, about, alone=len(paths) == 1)
        yield Said(source)
        directory = Directory(scope)
        for grant in _grants(path, Findings()):
            for body in (*grant.funders, *grant.recipients):
                directory.meet(body)
        writer = Writer(source.id, scope, directory, findings)
        for grant in _grants(path, findings):
            yield from writer.said(grant)


def _grants(path: Path, findings: Findings) -> Iterator[Grant]:
    if start(path):
        return threesixtygiving_json.grants(path, findings)
    return threesixtygiving_sheets.grants(path)


def _source(path: Path, about: About, *, alone: bool) -> Source:
    read = threesixtygiving_json if start(path) else threesixtygiving_sheets
    own = read.said_of_itself(path)
    dataset = about.dataset if alone else f"{about.dataset}/{slug(path.name)}"
    title = (about.title or own.get("title")) if alone else None
    return Source(
        id=dataset,
        name=short(title or path.name),
        publisher=about.publisher or own.get("publisher"),
        published=about.published or _issued(own.get("issued", "")),
        licence=about.licence or own.get("licence"),
        url=about.url,
        source=dataset,
        locator="the document itself",
    )


def _issued(text: str) -> date | None:
    try:
        return day_given(text)
    except ValueError:
        return None


FORMAT = Format(
    name="360giving",
    title="Grants (360Giving Data Standard)",
    recognises=recognises,
    statements=statements,
)
