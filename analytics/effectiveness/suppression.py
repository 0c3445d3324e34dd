"""Keep what few people said from being read off, or worked out, from what is published."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

MINIMUM = 3
"""Fewest people whose answers are published together; a convention of this product."""


@dataclass(frozen=True)
class Withheld:
    """The cells of a line that are not published, and whether its total is not either."""

    cells: frozenset[str]
    total: bool


def withheld(
    raters: Mapping[str, Collection[str]],
    *,
    minimum: int = MINIMUM,
    sensitive: Collection[str] = (),
) -> Withheld:
    """Choose which cells of a line are withheld when the total of the line is published.

    ``raters`` names who is behind each cell; cells without anybody hold nothing and are neither
    withheld nor a cover for others. Cells with fewer than ``minimum`` people, and those named
    ``sensitive``, are withheld first. A single withheld cell is the total less the others, and
    two cells of one person each are two people's answers; so the cells with fewest people are
    withheld as well until two or more are, with ``minimum`` or more people behind them together.
    Where that cannot be, the total is withheld too.

    Method: primary and secondary cell suppression; Hundepool and others, *Statistical Disclosure
    Control* (2012), chapter 4.

    >>> withheld({"a": {"x"}, "b": {"x", "y", "z"}, "c": {"v", "w", "x", "y"}}).cells == {"a", "b"}
    True
    """
    people = {cell: frozenset(who) for cell, who in raters.items() if who}
    hidden = {c for c, who in people.items() if len(who) < minimum or c in sensitive}
    covers = sorted(set(people) - hidden, key=lambda cell: (len(people[cell]), cell))
    while hidden and not _covered(people, hidden, minimum):
        if not covers:
            return Withheld(frozenset(hidden), True)
        hidden.add(covers.pop(0))
    behind = frozenset[str]().union(*people.values())
    return Withheld(frozenset(hidden), len(behind) < minimum)


def _covered(people: Mapping[str, frozenset[str]], hidden: set[str], minimum: int) -> bool:
    behind = frozenset[str]().union(*(people[cell] for cell in hidden))
    return len(hidden) > 1 and len(behind) >= minimum
