"""The parts of an organisation's name that tell it from others, put in one form.

What says nothing goes (case, punctuation, accents, “the”), what says the same is written the same
(“&”, abbreviations, spelling), and what must be weighed on its own is set apart: the legal form,
the numbers, the type of council. “Group” and “Holdings” stay: they name other companies.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from placegraph.loaders.identifiers import name_key
from placegraph.matching.words import (
    COUNCIL_ABBREVIATIONS,
    COUNCIL_TIERS,
    INSTITUTIONS,
    LAST_ROMAN,
    LEGAL_FORMS,
    PHRASES,
    ROMAN,
    SPELLINGS,
    STOP_WORDS,
    TENS,
    UNITS,
    VAGUE_FORMS,
)

_OTHER_NAME = re.compile(
    r"\b(?:t\s*/\s*as?\b|t\.\s?a\.|trading\s+as\b|d\s*/\s*b\s*/\s*a\b|also\s+known\s+as\b|a\.?k\.?a\b"
    r"|formerly(?:\s+known\s+as)?\b|previously\b|f\.?k\.?a\b)\.?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_PHRASE_STARTS = frozenset(phrase.split()[0] for phrase in PHRASES)
_LONGEST_FORM = max(len(phrase.split()) for phrase in LEGAL_FORMS)
_LONG_FORM_WORDS = tuple(w for w in LEGAL_FORMS if " " not in w and len(w) >= 7)
_ISE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|ed|es|er|ers|ing|ation|ations)$)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``words`` are in order, without legal form, institution and “the”. ``form`` is the class of
    the legal form, empty when none is given; ``tiers`` are those of a council.
    """

    text: str
    key: str
    words: tuple[str, ...]
    form: str = ""
    institution: str = ""
    council: bool = False
    tiers: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()

    @property
    def normal(self) -> str:
        """The words in their order, as one text."""
        return " ".join(self.words)

    @property
    def compact(self) -> str:
        """The words in their order without spaces."""
        return "".join(self.words)


def names(text: str) -> tuple[Name, ...]:
    """Return the names in ``text``: two or more where it says “trading as” or “formerly”."""
    parts = [part.strip(" ()-,;") for part in _OTHER_NAME.split(text)]
    found = tuple(name(part) for part in parts if name_key(part))
    return found or (name(text),)


@lru_cache(maxsize=4096)
def name(text: str) -> Name:
    """Take one name apart; the normal form of a normal form is itself."""
    key = name_key(text)
    words = [w for w in _phrases(key.split()) if w != "the"] or key.split()
    words, form = _without_form([SPELLINGS.get(w, _ISE.sub("is", w)) for w in words])
    words, institution = _without_institution(words)
    words, council, tiers = _council(list(_numbers(words)))
    return Name(
        text=text,
        key=key,
        words=tuple(words),
        form=form,
        institution=institution,
        council=council,
        tiers=tiers,
        numbers=tuple(sorted(w for w in words if any(c.isdecimal() for c in w))),
    )


def initials(words: tuple[str, ...]) -> str:
    """Return the first letters of the words that carry meaning."""
    return "".join(w[0] for w in words if w not in STOP_WORDS)


def _phrases(words: list[str]) -> list[str]:
    """Write words of several parts as one, the longest first."""
    if _PHRASE_STARTS.isdisjoint(words):
        return words
    written: list[str] = []
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            phrase = " ".join(words[at : at + size])
            if phrase in PHRASES and not (size == 1 and at == 0):
                written += PHRASES[phrase].split()
                at += size
                break
        else:
            written.append(words[at])
            at += 1
    return written


def _without_form(words: list[str]) -> tuple[list[str], str]:
    """Take the legal form off the end, or the start, if anything is left; the first to say wins."""
    form = ""
    while True:
        said, size = _form_at_end(words)
        if not said:
            said, size = _form_at_start(words)
        if not said or abs(size) >= len(words):
            return words, form
        form = said if form in ("", *VAGUE_FORMS) else form
        words = words[:-size] if size > 0 else words[-size:]


def _form_at_end(words: list[str]) -> tuple[str, int]:
    for size in range(min(_LONGEST_FORM, len(words)), 0, -1):
        if form := LEGAL_FORMS.get(" ".join(words[-size:])):
            return form, size
    form = _misspelt_form(words[-1]) if len(words) > 1 else ""
    return (form, 1) if form else ("", 0)


@lru_cache(maxsize=65_536)
def _misspelt_form(word: str) -> str:
    """Return the legal form that ``word`` is a slip for: “limted” fills payment files."""
    if len(word) >= 6:
        for spelling in _LONG_FORM_WORDS:
            if OSA.distance(word, spelling) <= 1 + (len(spelling) > 12):
                return LEGAL_FORMS[spelling]
    return ""


def _form_at_start(words: list[str]) -> tuple[str, int]:
    if words[-1:] == ["council"]:
        return "", 0
    for size in range(min(_LONGEST_FORM, len(words)), 0, -1):
        phrase = " ".join(words[:size])
        # Two letters at the start are more often initials than a foreign legal form.
        if (form := LEGAL_FORMS.get(phrase)) and len(phrase) > 2 and form != "company":
            return form, -size
    return "", 0


def _without_institution(words: list[str]) -> tuple[list[str], str]:
    for size in (3, 2, 1):
        if len(words) > size and (found := INSTITUTIONS.get(" ".join(words[-size:]))):
            return words[:-size], found
    return words, ""


def _numbers(words: list[str]) -> Iterator[str]:
    """Write numbers in figures: ordinals, words and Roman numerals after the first word."""
    skip = False
    for position, (word, following) in enumerate(pairwise([*words, ""])):
        if skip:
            skip = False
        elif (ten := TENS.get(word)) is not None:
            unit = int(following) if following.isdecimal() else UNITS.get(following, 0)
            skip = 0 < unit < 10
            yield str(ten + unit if skip else ten)
        elif word in UNITS:
            yield str(UNITS[word])
        elif found := _ORDINAL.fullmatch(word):
            yield found[1]
        elif word.isdecimal():
            yield word.lstrip("0") or "0"
        elif position and word in ROMAN:
            yield str(ROMAN[word])
        elif position > 1 and not following and word in LAST_ROMAN:
            yield str(LAST_ROMAN[word])
        else:
            yield word


def _council(words: list[str]) -> tuple[list[str], bool, frozenset[str]]:
    """Set a council's type apart and leave the place: “London Borough of X” is “x council”."""
    if len(words) > 1 and (expanded := COUNCIL_ABBREVIATIONS.get(words[-1])):
        words = [*words[:-1], *expanded.split()]
    if len(words) > 1 and words[0] == "lb":
        words = ["london", "borough", "of", *(w for w in words[1:] if w != "of")]
    spoken = " ".join(words)
    borough_of = re.match(r"(?:london|royal|metropolitan) borough of |borough of |city of ", spoken)
    # “Council” in the middle is part of another name: a depot, a fund, Arts Council England.
    is_council = words[-1:] == ["council"] or "council of " in spoken
    if not is_council and not (borough_of and len(words) <= 7 and "borough" in words[:3]):
        return words, False, frozenset()

    kept: list[str] = []
    tiers: set[str] = set()
    for at, word in enumerate(words):
        beside = {*words[max(0, at - 2) : at], *words[at + 1 : at + 3]}
        if word in ("council", "mdc"):
            continue
        if word in COUNCIL_TIERS and beside & {"council", "of", "borough", "district"}:
            tiers.add(COUNCIL_TIERS[word])
        elif word == "of" and at and words[at - 1] in {*COUNCIL_TIERS, "council"}:
            continue
        else:
            kept.append(word)
    if not kept:
        return words, is_council, frozenset()
    return [*kept, "council"], True, frozenset(tiers)
