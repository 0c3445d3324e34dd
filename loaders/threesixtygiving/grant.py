"""One grant in its publisher's words, the same whether it comes from JSON or a spreadsheet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from placegraph.loaders.identifiers import ordered, org_id, parse_org_id, split_org_id
from placegraph.loaders.reading.values import day

#: Organisations whose identifiers are worked out once while a file is read.
_REMEMBERED = 1 << 16
_CHARITY_REGISTERS = ("GB-CHC", "GB-SC", "GB-NIC")
#: What publishers put in place of a person's name, in the columns meant for organisations too.
_UNNAMED = re.compile(
    r"(an? |the )?((anonymous|anonymised|private|unnamed|single|various|multiple) )*"
    r"(individual|person|family|families|individuals|people)"
    r"( (recipient|grantee|applicant|beneficiary|grant|award))?s?"
    r"|(name )?(anonymised|anonymous|redacted|withheld|undisclosed|confidential|not disclosed)"
    r"( recipient| grantee| individual)?",
)
#: What stands in the column of identifiers beside a sum.
_TOTAL = re.compile(r"((grand|sub)[ -]?)?totals?( awarded| amount| grants)?:?", re.IGNORECASE)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d(?::?\d\d)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as one grant words it; what is not said is empty."""

    id: str = ""
    name: str = ""
    charity: str = ""
    company: str = ""

    @property
    def registered(self) -> tuple[str, ...]:
        """Return its register identifiers, at most one of each register, best first."""
        return _registered(self.id, self.charity, self.company)

    @property
    def misnumbered(self) -> bool:
        """Return whether a column for register numbers holds something that is none."""
        return _misnumbered(self.charity, self.company)

    @property
    def unnamed(self) -> bool:
        """Return whether it stands for people rather than for an organisation."""
        name = re.sub(r"[\W_]+", " ", self.name.casefold()).strip()
        return "-IND-" in self.id.upper() or bool(_UNNAMED.fullmatch(name))


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant as published: all texts, empty when not said. ``place`` is where it was read.

    ``individual`` is True when the money goes to people; their details are never read into it.
    """

    place: str
    id: str = ""
    title: str = ""
    description: str = ""
    currency: str = ""
    amount: str = ""
    awarded: str = ""
    starts: str = ""
    ends: str = ""
    programme: str = ""
    funders: tuple[Body, ...] = ()
    recipients: tuple[Body, ...] = ()
    individual: bool = False
    disguised: bool = False

    @property
    def blank(self) -> bool:
        """Return whether nothing is said but perhaps an amount, as in a row of totals."""
        own = "" if _TOTAL.fullmatch(self.id) else self.id
        said = (own, self.title, self.description, self.awarded, self.individual)
        return not any(said) and not self.recipients and not self.funders


def recipients(bodies: Iterable[Body], *, individual: bool) -> tuple[tuple[Body, ...], bool]:
    """Return the recipients that are organisations, and whether the grant goes to people.

    Beside details of a person only a registered organisation is kept: an unregistered name may
    be that person's.
    """
    given = [b for b in bodies if b.id or b.name]
    named = [b for b in given if b.registered or not b.unnamed]
    to_people = individual or len(named) < len(given)
    return tuple(b for b in named if not individual or b.registered), to_people


def day_given(text: str) -> date | None:
    """Return the day, None when not said; of a moment with a time zone, the day in Britain.

    Raises
    ------
    ValueError
        If it is no date.

    """
    moment = _INSTANT.fullmatch(text)
    if moment is None:
        return day(text)
    written, clock, zone = moment.groups()
    try:
        return _british_day(datetime.fromisoformat(f"{written}T{clock}{zone.upper()}"))
    except OverflowError:
        raise ValueError("a day in the years 1 to 9999") from None


def _british_day(moment: datetime) -> date:
    # Local midnight in summer is often written as 23:00 UTC of the day before. The hours are
    # those of the Summer Time Order 2002.
    utc = moment.astimezone(UTC)
    begins, ends = (_last_sunday(utc.year, month) for month in (3, 10))
    return (utc + timedelta(hours=int(begins <= utc < ends))).date()


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@lru_cache(maxsize=_REMEMBERED)
def _registered(own_id: str, charity: str, company: str) -> tuple[str, ...]:
    own = parse_org_id(own_id)
    found = {split_org_id(own)[0]: own} if own else {}
    if number := org_id("GB-COH", company):
        found.setdefault("GB-COH", number)
    number = _charity(charity)
    # A number that another register gave would be read as one of England and Wales.
    if number and (number.startswith("GB-SC") or not found.keys() & set(_CHARITY_REGISTERS)):
        found.setdefault(split_org_id(number)[0], number)
    return ordered(found.values())


@lru_cache(maxsize=_REMEMBERED)
def _misnumbered(charity: str, company: str) -> bool:
    return bool((company and not org_id("GB-COH", company)) or (charity and not _charity(charity)))


def _charity(number: str) -> str | None:
    if not re.match("NI", number, re.IGNORECASE):
        return org_id("GB-CHC", number)
    return org_id("GB-NIC", re.sub(r"^NI(?=\d)", "NIC", number.upper()))
