"""What a loader of a published format is given, and what it gives back.

A loader is a :class:`Format`: it knows its files when it sees them, and turns them into
statements one at a time, so that a file of a million rows takes no more memory than one of ten.
It keeps account of what it meets in :class:`Findings`; what it cannot make sense of it rejects
there and goes on, and whether anything is written then is decided elsewhere.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from placegraph.errors import Problem
from placegraph.graph.model import Source
from placegraph.graph.schema import Fact
from placegraph.loaders.identifiers import identifier, slug
from placegraph.loaders.reading.values import hidden_characters, words

#: How many places of one oddity are kept to be shown; all are counted.
PLACES_KEPT = 3
#: More rows than these that cannot be taken are no file of this format.
REJECTS_KEPT = 10_000


@dataclass(frozen=True)
class About:
    """What the person who loads a file says of it, because the file may not.

    ``dataset`` is the id of the data set. ``publisher`` and ``publisher_id`` name the body that
    published it, ``publisher_id`` as org-id.guide writes it, for example GB-LAE-CHT.
    """

    dataset: str
    title: str | None = None
    publisher: str | None = None
    publisher_id: str | None = None
    published: date | None = None
    licence: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A fact, with what tells it from others of its type, ends and first day in the data set.

    ``key`` must not change when the file is published again with rows added or moved, or every
    statement would seem new. Empty where type, ends and first day say enough.
    """

    fact: Fact
    key: str = ""


@dataclass(frozen=True)
class Reject:
    """A row that could not be taken: what is wrong, the row as it stood, and of what type it is."""

    problem: Problem
    record: Mapping[str, str]
    what: str = "row"


@dataclass
class Findings:
    """What a loader met while it read."""

    counts: Counter[str] = field(default_factory=Counter)
    amounts: dict[str, Decimal] = field(default_factory=dict)
    oddities: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    rejected: int = 0

    def count(self, what: str, number: int = 1) -> None:
        """Count ``number`` more of ``what``, a plural noun such as “payments”."""
        self.counts[what] += number

    def add(self, what: str, amount: Decimal) -> None:
        """Add an amount, £, to the total of ``what``."""
        self.amounts[what] = self.amounts.get(what, Decimal(0)) + amount

    def odd(self, what: str, place: str) -> None:
        """Note something unusual that was dealt with, and where; ``what`` says how."""
        self.oddities[what] += 1
        places = self.places.setdefault(what, [])
        if len(places) < PLACES_KEPT:
            places.append(place)

    def reject(self, problem: Problem, record: Mapping[str, str]) -> None:
        """Leave a row out, because of ``problem``."""
        self.rejected += 1
        if len(self.rejects) < REJECTS_KEPT:
            self.rejects.append(Reject(problem, record))

    def figures(self) -> Iterator[str]:
        """Yield what was counted and added up: “180 payments”, “payments: £538,272.19”."""
        for what, number in self.counts.items():
            total = f", £{self.amounts[what]:,.2f}" if what in self.amounts else ""
            yield f"{number:,} {what}{total}"
        for what, amount in self.amounts.items():
            if what not in self.counts:
                yield f"{what} £{amount:,.2f}"

    def remarks(self) -> Iterator[str]:
        """Yield each oddity with how often it was met, and where first."""
        for what, number in self.oddities.items():
            places = ", ".join(self.places[what])
            more = f" and {number - len(self.places[what]):,} more"
            yield f"{what}: {places}{more if number > len(self.places[what]) else ''}"


@dataclass(frozen=True)
class Format:
    """A published format.

    ``recognises`` looks at the start of a file and never raises on one that is something else.
    ``statements`` yields the source first, then each node before any relationship that ends at
    it. With ``joint``, the files given together are parts of one data set; otherwise each is one.
    ``settings`` are files that say how to read the others.
    """

    name: str
    title: str
    recognises: Callable[[Path], bool]
    statements: Callable[[tuple[Path, ...], About, Findings], Iterator[Said]]
    joint: bool = False
    settings: tuple[Path, ...] = ()


def sources(paths: Sequence[Path], about: About) -> list[Source]:
    """Return the source of each file, in their order."""
    found: list[Source] = []
    for number, path in enumerate(paths, start=1):
        own = about.dataset
        if len(paths) > 1:
            own = identifier(about.dataset, slug(path.stem))
            if any(other.id == own for other in found):
                own = identifier(about.dataset, slug(path.stem), str(number))
        title = words(about.title or "")
        found.append(
            Source(
                id=own,
                source=own,
                locator="the file itself",
                name=(f"{title}: {path.name}" if len(paths) > 1 else title) if title else path.name,
                publisher=about.publisher,
                published=about.published,
                licence=about.licence,
                url=about.url,
            )
        )
    return found


def said_words(text: str, findings: Findings, place: str) -> str | None:
    """Return the words of a cell, and report characters that hide or turn what is written."""
    if hidden_characters(text):
        findings.odd("invisible characters, taken out of a name", place)
    return words(text)
