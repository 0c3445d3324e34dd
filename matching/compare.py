"""How far two names speak of one body, from 0 to 1, and why, in words.

The score is the share of the words' weight that the names have in common, made smaller by
everything that tells different bodies apart. A misspelt word counts for a little less than the
word, and for less again when its first letter is wrong (Winkler 1990).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from placegraph.matching.names import Name, initials
from placegraph.matching.weights import PLAIN, Weights
from placegraph.matching.words import (
    DIRECTIONS,
    HOUSE_WORDS,
    PLACES,
    STOP_WORDS,
    VAGUE_FORMS,
)

#: Scores at and above which two names are worth a person's attention.
SUGGESTED = 0.8

#: What each difference leaves of the score, set on half of the labelled pairs: docs/matching.md.
_OTHER_ORDER = 0.95
_FORM_MISSING = 0.97
_FORM_DIFFERS = 0.75
_INSTITUTION_MISSING = 0.92
_TIER_MISSING = 0.93
_TIER_DIFFERS = 0.5
_NUMBER_DIFFERS = 0.5
_NUMBER_MISSING = 0.7
_PLACE_DIFFERS = 0.6
_PLACE_MISSING = 0.8
_WORD_EXCHANGED = 0.85
_WORD_MISSING = 0.88
_HOUSE_WORD_MISSING = 0.75
_INITIALS = 0.82

_SAME_WORDS = "same words, written another way"
_ONLY_ONE = "only one says "

#: Payment systems cut names at some length from here on: 20, 30, 32, 35 and 40 are common.
_NARROW_FIELD = 20

_CUT_OFF = 16


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, and the evidence in words."""

    score: float
    evidence: tuple[str, ...]


def compare(first: Name, second: Name, weights: Weights = PLAIN) -> Comparison:
    """Compare two names; the order they are given in makes no difference.

    ``score`` is from 0 to 1; from :data:`SUGGESTED` on the names are worth looking at.
    """
    if (second.key, second.text) < (first.key, first.text):
        first, second = second, first
    score, evidence = _words(first, second, weights)
    for factor, reason in _differences(first, second):
        score *= factor
        evidence.append(reason)
    if evidence[1:] and evidence[0] == _SAME_WORDS and evidence[1].startswith(_ONLY_ONE):
        evidence[:2] = [f"same name but for {evidence[1].removeprefix(_ONLY_ONE)}"]
    return Comparison(round(score, 4), tuple(evidence))


def ceiling(first: Name, second: Name) -> float:
    """Return the highest score that two names can have, whatever their words; quick."""
    return math.prod(factor for factor, _ in _differences(first, second))


def _words(first: Name, second: Name, weights: Weights) -> tuple[float, list[str]]:
    """Compare the words alone."""
    if first.key == second.key:
        return 1.0, ["same name"]
    if first.words == second.words:
        return 0.995, [_SAME_WORDS]
    if first.compact == second.compact or first.key.replace(" ", "") == second.key.replace(" ", ""):
        return 0.97, ["same letters, spaced otherwise"]
    if _spaced_and_misspelt(first, second):
        return 0.9, ["spaced otherwise and one letter apart"]
    if _cut_short(first.key, second.key):
        return 0.95, ["one is the other cut short"]
    if _are_initials(first, second) or _are_initials(second, first):
        return _INITIALS, ["one is the initials of the other"]
    return _Alignment(first.words, second.words, weights).result()


def _are_initials(short: Name, long: Name) -> bool:
    if len(short.words) != 1 or len(long.words) < 3 or not short.words[0].isalpha():
        return False
    return 3 <= len(short.words[0]) <= 6 and short.words[0] in (
        initials(long.words),
        "".join(w[0] for w in long.words),
    )


def _spaced_and_misspelt(first: Name, second: Name) -> bool:
    if len(first.words) == len(second.words) or len(first.compact) <= 8:
        return False
    # A word that one name simply has more than the other is no matter of spaces.
    if set(first.words) <= set(second.words) or set(second.words) <= set(first.words):
        return False
    return OSA.distance(first.compact, second.compact, score_cutoff=1) <= 1


def _cut_short(first: str, second: str) -> bool:
    """Tell whether a field too narrow for the name cut it in the middle of a word."""
    short, long = sorted((first, second), key=len)
    return (
        len(short) >= _NARROW_FIELD
        and long.startswith(short)
        and long[len(short)] != " "
        and len(long) - len(short) <= _CUT_OFF
    )


class _Alignment:
    """Which words of two names answer to each other."""

    def __init__(self, first: tuple[str, ...], second: tuple[str, ...], weights: Weights) -> None:
        self.weights = weights
        self.left, self.right = list(first), list(second)
        self.shared: list[str] = []
        for word in first:
            if word in self.right:
                self.right.remove(word)
                self.left.remove(word)
                self.shared.append(word)
        self.total = sum(weights.weight(w) for w in (*first, *second))
        self.gained = 2 * sum(weights.weight(w) for w in self.shared)
        self.reasons: list[str] = []
        common = set(self.shared)
        self.reordered = [w for w in first if w in common] != [w for w in second if w in common]

    def result(self) -> tuple[float, list[str]]:
        """Return the score of the words, and the evidence."""
        self._joined()
        self._misspelt()
        score = self.gained / self.total if self.total else 0.0
        if self.reordered and not any(w in STOP_WORDS for w in self.shared):
            score *= _OTHER_ORDER
            self.reasons.append("words in another order")
        score *= self._left_over()
        rare = [w for w in self.shared if self.weights.rare(w)]
        if rare and (self.left or self.right or self.reasons):
            word = min(rare, key=lambda w: (self.weights.counts.get(w, 0), -len(w), w))
            self.reasons.append(f"share the rare word “{word}”")
        alike = round(100 * score)
        return score, [f"{alike} of 100 alike", *self.reasons]

    def _joined(self) -> None:
        """Pair a word with two or three neighbours that it is written together from."""
        for single, several in ((self.left, self.right), (self.right, self.left)):
            for word in list(single):
                for size in (2, 3):
                    for at in range(len(several) - size + 1):
                        parts = several[at : at + size]
                        if word == "".join(parts):
                            single.remove(word)
                            del several[at : at + size]
                            self._gain(word, *parts, share=0.95)
                            self.reasons.append(
                                f"“{word}” and “{' '.join(parts)}” spaced otherwise"
                            )
                            break

    def _misspelt(self) -> None:
        """Pair words that are one word, misspelt or cut short; the likest first."""
        pairs = sorted(
            (-likeness, a, b, reason)
            for a in self.left
            for b in self.right
            for likeness, reason in [_likeness(a, b, self.weights)]
            if likeness
        )
        for likeness, a, b, reason in pairs:
            if a in self.left and b in self.right:
                self.left.remove(a)
                self.right.remove(b)
                self._gain(a, b, share=-likeness)
                self.reasons.append(reason)

    def _gain(self, *words: str, share: float) -> None:
        self.gained += share * sum(self.weights.weight(w) for w in words)

    def _left_over(self) -> float:
        """Return what the words without an answer leave of the score, and say which they are."""
        left = [w for w in self.left if w not in STOP_WORDS]
        right = [w for w in self.right if w not in STOP_WORDS]
        factor = 1.0
        places = [[w for w in side if w in PLACES or w in DIRECTIONS] for side in (left, right)]
        if all(places):
            factor *= _PLACE_DIFFERS
            self.reasons.append(f"“{places[0][0]}” in one, “{places[1][0]}” in the other")
        elif any(places):
            factor *= _PLACE_MISSING
            self.reasons.append(f"only one says “{(places[0] or places[1])[0]}”")
        elif left and right:
            factor *= _WORD_EXCHANGED
            self.reasons.append(f"“{' '.join(left)}” in one, “{' '.join(right)}” in the other")
        elif left or right:
            factor *= _HOUSE_WORD_MISSING if HOUSE_WORDS & {*left, *right} else _WORD_MISSING
            self.reasons.append(f"only one says “{' '.join(left or right)}”")
        return factor


def _likeness(a: str, b: str, weights: Weights) -> tuple[float, str]:
    """Return how likely two words are one, and why; 0 when they are two words."""
    short, long = sorted((a, b), key=lambda w: (len(w), w))
    if any(c.isdecimal() for c in a + b) or (a in PLACES and b in PLACES):
        return 0.0, ""
    if a in DIRECTIONS or b in DIRECTIONS or a in STOP_WORDS or b in STOP_WORDS:
        return 0.0, ""
    if long in (f"{short}s", f"{short}es"):
        return 0.95, f"“{short}” and “{long}”"
    if len(short) >= 4 and weights.slip(a, b):
        allowed = 1 if len(short) < 8 else 2
        distance = OSA.distance(a, b, score_cutoff=allowed)
        if distance <= allowed:
            first_letter = 0.0 if a[0] == b[0] else 0.05
            likeness = 1 - distance / len(long) * 0.9 - first_letter
            if len(short) > 4 or a[0] == b[0]:
                return likeness, f"“{a}” and “{b}” differ by {_letters(distance)}"
    if weights.abbreviated(long) and _abbreviates(short, long):
        return 0.85, f"“{short}” may be short for “{long}”"
    if len(short) == 1 and len(long) > 2 and long.startswith(short):
        return 0.5, f"“{short}” may be the initial of “{long}”"
    return 0.0, ""


def _letters(count: int) -> str:
    return "one letter" if count == 1 else "two letters"


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether ``short`` is the start of ``long``, as “assoc” is, or skips letters of it.

    Those that skip letters, as “mgmt” and “contrs” do, keep the first and the last.
    """
    if not 3 <= len(short) <= 0.75 * len(long):
        return False
    if long.startswith(short):
        return True
    letters = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(c in letters for c in short)


def _differences(first: Name, second: Name) -> Iterable[tuple[float, str]]:
    """Yield what each difference outside the words leaves of the score, and its reason."""
    if first.form != second.form:
        forms = [form for form in (first.form, second.form) if form]
        if len(forms) == 1:
            yield _FORM_MISSING, f"{_ONLY_ONE}{_said(forms[0])}"
        elif not VAGUE_FORMS & set(forms):
            yield _FORM_DIFFERS, f"{_said(forms[0])} in one, {_said(forms[1])} in the other"
        else:
            yield _FORM_MISSING, f"{_said(forms[0])} in one, {_said(forms[1])} in the other"
    if first.institution != second.institution:
        yield _INSTITUTION_MISSING, f"{_ONLY_ONE}{first.institution or second.institution}"
    if first.council and second.council and first.tiers != second.tiers:
        if first.tiers and second.tiers:
            yield _TIER_DIFFERS, "councils of different tiers"
        else:
            yield _TIER_MISSING, "only one says what type of council"
    if first.numbers != second.numbers:
        if first.numbers and second.numbers:
            yield (
                _NUMBER_DIFFERS,
                f"{_other(first, second)} in one, {_other(second, first)} in the other",
            )
        else:
            number = (first.numbers or second.numbers)[0]
            yield _NUMBER_MISSING, f"only one has the number {number}"


def _said(form: str) -> str:
    """Write a legal form as people do: Limited, PLC."""
    return form.upper() if len(form) <= 3 else form.capitalize()


def _other(one: Name, other: Name) -> str:
    """Return the number that tells one name from the other."""
    return next((n for n in one.numbers if n not in other.numbers), "no number")
