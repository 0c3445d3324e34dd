"""Suggest which organisations may be one and the same.

A suggestion is for somebody to accept or reject. A register number that two organisations share
speaks for them, whatever their names; two different numbers in one register speak against, and
then nothing is suggested, however alike the names are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from placegraph.loaders.identifiers import ordered, split_org_id
from placegraph.matching.blocks import LARGEST_BLOCK, Pairs, candidate_pairs
from placegraph.matching.compare import SUGGESTED, Comparison, ceiling, compare
from placegraph.matching.names import Name, initials, names
from placegraph.matching.weights import Weights

COLUMNS = ("first", "first_name", "second", "second_name", "score", "evidence")

#: Texts less alike than this, out of 100, are not compared word by word.
_WORTH_A_LOOK = 80
_CHUNK = 500_000
_KIND_DIFFERS = 0.95
_SAYS_NOTHING = frozenset({"", "not known", "other"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation as a source names it.

    ``identifiers`` are register identifiers as org-id.guide writes them; others are passed over.
    ``kind`` is a value of OrganisationKind, or None.
    """

    id: str
    name: str
    identifiers: tuple[str, ...] = ()
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two organisations that may be one; ``first`` is the id that comes first in the alphabet."""

    first: str
    first_name: str
    second: str
    second_name: str
    score: float
    evidence: str


def suggest(
    candidates: Sequence[Candidate],
    *,
    minimum: float = SUGGESTED,
    without: Iterable[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Suggest pairs of ``candidates`` that may be one organisation.

    Pairs of ids in ``without``, in either order, are left out: they have been decided already.

    Returns
    -------
    pandas.DataFrame
        first, first_name, second, second_name, score from ``minimum`` to 1, and evidence in words.
        The best first; ids settle ties. A pair appears once.

    """
    decided = {tuple(sorted(pair)) for pair in without}
    rows = [
        suggestion
        for suggestion in _suggestions(sorted(candidates, key=lambda c: c.id), minimum)
        if (suggestion.first, suggestion.second) not in decided
    ]
    rows.sort(key=lambda s: (-s.score, s.first, s.second))
    return pd.DataFrame(
        {column: [getattr(row, column) for row in rows] for column in COLUMNS}, columns=[*COLUMNS]
    )


def contradict(first: Candidate, second: Candidate) -> bool:
    """Return whether one register gives the two different numbers, and so keeps them apart."""
    return _contradict(_registers(first), _registers(second))


def _suggestions(candidates: Sequence[Candidate], minimum: float) -> Iterator[Suggestion]:
    registers = [_registers(candidate) for candidate in candidates]
    shared = _sharing_a_number(registers)
    for (left, right), evidence in sorted(shared.items()):
        if not _contradict(registers[left], registers[right]):
            yield _suggestion(candidates[left], candidates[right], 1.0, evidence)
    for left, right, comparison in _alike(candidates, minimum):
        if (left, right) in shared or _contradict(registers[left], registers[right]):
            continue
        score, evidence = comparison.score, "; ".join(comparison.evidence)
        kinds = {candidates[left].kind or "", candidates[right].kind or ""} - _SAYS_NOTHING
        if len(kinds) == 2:
            score = round(score * _KIND_DIFFERS, 4)
            evidence += "; " + " in one, ".join(sorted(kinds)) + " in the other"
        if score >= minimum:
            yield _suggestion(candidates[left], candidates[right], score, evidence)


def _suggestion(left: Candidate, right: Candidate, score: float, evidence: str) -> Suggestion:
    first, second = sorted((left, right), key=lambda c: c.id)
    return Suggestion(first.id, first.name, second.id, second.name, score, evidence)


def _registers(candidate: Candidate) -> dict[str, frozenset[str]]:
    """Return the numbers of a candidate by register; its id is one if it is a register's."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for identifier in ordered((*candidate.identifiers, candidate.id)):
        register, number = split_org_id(identifier)
        numbers[register].add(number)
    return {register: frozenset(found) for register, found in numbers.items()}


def _contradict(left: Mapping[str, frozenset[str]], right: Mapping[str, frozenset[str]]) -> bool:
    return any(
        left[register].isdisjoint(right[register]) for register in left.keys() & right.keys()
    )


def _sharing_a_number(
    registers: Sequence[Mapping[str, frozenset[str]]],
) -> dict[tuple[int, int], str]:
    """Return the pairs with a register number in common, and which it is."""
    holders: dict[str, list[int]] = defaultdict(list)
    for position, numbers in enumerate(registers):
        for register, found in numbers.items():
            for number in found:
                holders[f"{register}-{number}"].append(position)
    return {
        (positions[0], other): f"same register number {identifier}"
        for identifier, positions in sorted(holders.items(), reverse=True)
        for other in positions[1:]
    }


def _alike(
    candidates: Sequence[Candidate], minimum: float
) -> Iterator[tuple[int, int, Comparison]]:
    """Yield the pairs with names alike enough, the best of their names compared."""
    taken_apart: list[Name] = []
    owners: list[int] = []
    for position, candidate in enumerate(candidates):
        for one in names(candidate.name):
            taken_apart.append(one)
            owners.append(position)
    weights = Weights.of(taken_apart)
    best: dict[tuple[int, int], Comparison] = {}
    for left, right in _worth_comparing(taken_apart, weights):
        pair = (owners[left], owners[right])
        if pair[0] == pair[1] or ceiling(taken_apart[left], taken_apart[right]) < minimum:
            continue
        comparison = compare(taken_apart[left], taken_apart[right], weights)
        if comparison.score >= minimum and (
            pair not in best or comparison.score > best[pair].score
        ):
            best[pair] = comparison
    for (left, right), comparison in best.items():
        yield left, right, comparison


def _worth_comparing(all_names: Sequence[Name], weights: Weights) -> Iterator[tuple[int, int]]:
    """Yield the candidate pairs whose texts are alike at first sight, or one of initials."""
    pairs = candidate_pairs(all_names, weights)
    inner = [" ".join(sorted(one.words)) for one in all_names]
    compact = [one.compact for one in all_names]
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        alike = np.maximum(_ratios(inner, chunk), _ratios(compact, chunk))
        near = chunk[alike >= _WORTH_A_LOOK]
        yield from ((int(left), int(right)) for left, right in near)
    yield from _acronyms(all_names)


def _ratios(texts: Sequence[str], pairs: Pairs) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return process.cpdist(
        [texts[i] for i in pairs[:, 0]],
        [texts[i] for i in pairs[:, 1]],
        scorer=fuzz.ratio,
        score_cutoff=_WORTH_A_LOOK,
        dtype=np.uint8,
        workers=-1,
    )


def _acronyms(all_names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Yield each acronym with the one name it can stand for; of several it stands for none."""
    spelt: dict[str, dict[str, int]] = defaultdict(dict)
    short: dict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(all_names):
        if len(one.words) == 1 and 3 <= len(one.words[0]) <= 6:
            short[one.words[0]].append(position)
        elif len(one.words) >= 3:
            spelt[initials(one.words)].setdefault(one.normal, position)
    for letters, positions in short.items():
        meanings = spelt.get(letters, {})
        if len(meanings) == 1 and len(positions) <= LARGEST_BLOCK:
            (meaning,) = meanings.values()
            for position in positions:
                yield min(position, meaning), max(position, meaning)
