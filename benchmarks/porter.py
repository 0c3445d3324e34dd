"""The stemmer of Porter 1980, Program 14, 130-137, for comparison: the product does not stem."""

import re

_SECOND = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "abli": "able", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
_THIRD = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
_FOURTH = dict.fromkeys(
    (
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion",
        "ou", "ism", "ate", "iti", "ous", "ive", "ize",
    ),
    "",
)  # fmt: skip


def stem(word: str) -> str:
    """Return the stem of a word in lower case.

    >>> [stem(word) for word in ("relational", "environment", "environmental", "communities")]
    ['relat', 'environ', 'environment', 'commun']
    """
    if len(word) <= 2:
        return word
    word = _past(_plural(word))
    if word.endswith("y") and "v" in _form(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _SECOND, 0), _THIRD, 0)
    word = _replaced(word, _FOURTH, 1)
    if word.endswith("e"):
        rest = word[:-1]
        if _measure(rest) > 1 or (_measure(rest) == 1 and not _short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word


def _form(text: str) -> str:
    """Return c for each consonant and v for each vowel; y is a vowel after a consonant."""
    form = ""
    for letter in text:
        vowel = letter in "aeiou" or (letter == "y" and form.endswith("c"))
        form += "v" if vowel else "c"
    return form


def _measure(text: str) -> int:
    return len(re.findall("v+c+", _form(text)))


def _short(text: str) -> bool:
    return _form(text).endswith("cvc") and text[-1] not in "wxy"


def _plural(word: str) -> str:
    for suffix, becomes in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(suffix):
            return word.removesuffix(suffix) + becomes
    return word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for suffix in ("ed", "ing"):
        if not word.endswith(suffix):
            continue
        rest = word.removesuffix(suffix)
        if "v" not in _form(rest):
            return word
        if rest.endswith(("at", "bl", "iz")):
            return rest + "e"
        if re.search(r"([^aeioulsz])\1$", rest):
            return rest[:-1]
        return rest + "e" if _measure(rest) == 1 and _short(rest) else rest
    return word


def _replaced(word: str, suffixes: dict[str, str], above: int) -> str:
    """Replace the longest suffix, if what is before it has more than ``above`` measures."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        rest = word.removesuffix(suffix)
        if rest != word:
            kept = _measure(rest) <= above or (suffix == "ion" and not rest.endswith(("s", "t")))
            return word if kept else rest + suffixes[suffix]
    return word
