"""Read 360Giving JSON: a list of grants, or an object that holds one under ``grants``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from pathlib import Path

from placegraph.errors import Problem
from placegraph.loaders.published import Findings
from placegraph.loaders.reading.json_items import items
from placegraph.loaders.reading.values import hidden_characters, words
from placegraph.loaders.threesixtygiving.grant import (
    Body,
    Grant,
    recipients,
)

#: Digits beyond these are left over from arithmetic, as in 3.0300000000000002; no spreadsheet
#: holds more.
_SPREADSHEET = Context(prec=15)
#: Written out, a number with a longer exponent could fill the memory; it is no amount.
_MOST_PLACES = 40
_PEOPLE = ("recipientIndividual", "toIndividualsDetails")


@dataclass
class _Reading:
    """Takes texts out of a record, and remembers whether any was disguised."""

    disguised: bool = False

    def text(self, holder: object, name: str) -> str:
        found = holder.get(name) if isinstance(holder, dict) else None
        if isinstance(found, Decimal) and abs(found.adjusted()) > _MOST_PLACES:
            return str(found)
        if isinstance(found, Decimal):
            return f"{_SPREADSHEET.plus(found).normalize():f}"
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            return ""
        self.disguised = self.disguised or hidden_characters(str(found))
        return words(str(found)) or ""

    def body(self, found: object) -> Body:
        return Body(
            id=self.text(found, "id"),
            name=self.text(found, "name"),
            charity=self.text(found, "charityNumber"),
            company=self.text(found, "companyNumber"),
        )


def grants(path: Path, findings: Findings) -> Iterator[Grant]:
    """Yield the grants of a JSON file one at a time.

    Raises
    ------
    UnreadableSource
        If it is not JSON, is cut short, or has no list of grants.

    """
    for item in items(path, "grants"):
        if isinstance(item.value, dict):
            yield _grant(f"grant {item.number}", item.value)
        else:
            found = f"{type(item.value).__name__} in place of grant {item.number}"
            expected = "an object with the fields of a grant"
            findings.reject(Problem(path.name, "", item.number, "", found, expected), {})


def said_of_itself(path: Path) -> dict[str, str]:
    """Return title, publisher, licence and day of issue as a package states them before its list.

    Raises
    ------
    UnreadableSource
        As :func:`grants` does, before the first grant.

    """
    read = _Reading()
    for item in items(path, "grants"):
        publisher = item.heading.get("publisher")
        found = {
            "title": read.text(item.heading, "title"),
            "publisher": read.text(publisher, "name") or read.text(item.heading, "publisher"),
            "licence": read.text(item.heading, "license"),
            "issued": read.text(item.heading, "issued"),
        }
        return {name: text for name, text in found.items() if text}
    return {}


def _grant(place: str, record: Mapping[str, object]) -> Grant:
    read = _Reading()
    planned = _list(record.get("plannedDates"))
    programme = _list(record.get("grantProgramme"))
    kept, to_people = recipients(
        [read.body(b) for b in _list(record.get("recipientOrganization"))],
        individual=any(_said(record.get(name)) for name in _PEOPLE),
    )
    return Grant(
        place=place,
        id=read.text(record, "id"),
        title=read.text(record, "title"),
        description=read.text(record, "description"),
        currency=read.text(record, "currency"),
        amount=read.text(record, "amountAwarded"),
        awarded=read.text(record, "awardDate"),
        starts=read.text(planned[0] if planned else None, "startDate"),
        ends=read.text(planned[0] if planned else None, "endDate"),
        programme=read.text(programme[0] if programme else None, "title"),
        funders=tuple(
            b
            for b in (read.body(f) for f in _list(record.get("fundingOrganization")))
            if b.id or b.name
        ),
        recipients=kept,
        individual=to_people,
        disguised=read.disguised,
    )


def _list(found: object) -> list[object]:
    if isinstance(found, list):
        return found
    return [found] if isinstance(found, dict) else []


def _said(found: object) -> bool:
    if isinstance(found, dict):
        return any(_said(value) for value in found.values())
    if isinstance(found, list):
        return any(_said(value) for value in found)
    return found not in (None, "")
