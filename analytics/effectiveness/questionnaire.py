"""Score the answers to a published questionnaire, and say what the unanswered ones could change."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal


@dataclass(frozen=True)
class Band:
    """A verdict on a total: it holds from ``reaches`` on, up to where the next band begins."""

    reaches: float
    name: str


@dataclass(frozen=True)
class Group:
    """Questions that belong together: ``items`` are their numbers, such as 3.2."""

    number: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Tool:
    """A questionnaire.

    Answers lie between ``lowest`` and ``highest``. A group's score is the ``sum`` or the ``mean``
    of its answers; only sums make a total. ``bands`` and ``group_bands`` ascend and are empty
    where the tool has none. A yes to the questions of ``adverse`` speaks against, so they are
    turned round. ``questions`` holds the words of the questions, where we print them.
    """

    name: str
    title: str
    groups: tuple[Group, ...]
    lowest: float
    highest: float
    scoring: Literal["sum", "mean"]
    bands: tuple[Band, ...] = ()
    group_bands: tuple[Band, ...] = ()
    adverse: frozenset[str] = frozenset()
    questions: Mapping[str, str] | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """Return the numbers of all questions in their order."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True)
class Score:
    """What a set of answers comes to.

    ``score`` is None when a sum lacks an answer, or nothing was answered. ``least`` and ``most``
    are what it would be with every unanswered question at its worst and at its best. ``bands``
    are the verdicts possible between them: one when no open question could change it.
    """

    items: int
    answered: int
    score: float | None
    least: float
    most: float
    bands: tuple[str, ...]

    @property
    def unanswered(self) -> int:
        """Return how many questions are open."""
        return self.items - self.answered

    @property
    def band(self) -> str | None:
        """Return the verdict, None unless every question is answered."""
        return self.bands[0] if self.bands and not self.unanswered else None


def score_group(tool: Tool, group: Group, answers: Mapping[str, float]) -> Score:
    """Score one group: the sum of its answers when all are given, or the mean of those given.

    ``answers`` maps item numbers to answers on the tool's scale; an item that is absent is not
    answered, and never counts as the lowest answer.
    """
    given = [_turned(tool, item, answers[item]) for item in group.items if item in answers]
    return _score(tool, given, len(group.items), tool.group_bands)


def score_all(tool: Tool, answers: Mapping[str, float]) -> Score:
    """Score all groups together; a tool that scores by means has no total, so none is given."""
    given = [_turned(tool, item, answers[item]) for item in tool.items if item in answers]
    whole = _score(tool, given, len(tool.items), tool.bands)
    if tool.scoring == "sum":
        return whole
    return Score(whole.items, whole.answered, None, whole.least, whole.most, ())


def band_of(total: float, bands: tuple[Band, ...]) -> str:
    """Return the highest band that ``total`` reaches.

    Bands are published for whole numbers. The mean of several people's totals can fall between
    two of them, such as 126.5 between 126 and 127, and has then not reached the upper one.
    """
    return next((band.name for band in reversed(bands) if total >= band.reaches), bands[0].name)


def _turned(tool: Tool, item: str, answer: float) -> float:
    return tool.lowest + tool.highest - answer if item in tool.adverse else answer


def _score(tool: Tool, given: list[float], items: int, bands: tuple[Band, ...]) -> Score:
    open_items = items - len(given)
    # Answers that are means of several people's add up to whole numbers only nearly.
    least = round(fsum(given) + open_items * tool.lowest, 9)
    most = round(fsum(given) + open_items * tool.highest, 9)
    if tool.scoring == "mean":
        mean = fsum(given) / len(given) if given else None
        return Score(items, len(given), mean, least / items, most / items, ())
    return Score(
        items,
        len(given),
        None if open_items else least,
        least,
        most,
        _possible(least, most, bands) if bands else (),
    )


def _possible(least: float, most: float, bands: tuple[Band, ...]) -> tuple[str, ...]:
    low, high = (band_of(total, bands) for total in (least, most))
    names = [band.name for band in bands]
    return tuple(names[names.index(low) : names.index(high) + 1])
