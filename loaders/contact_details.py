"""Take ways to reach somebody out of words that are published as names and descriptions.

E-mail addresses, telephone numbers and VAT numbers stand in cells meant for names, with the names
of those they reach. None of them is a fact of the graph.
"""

import re

#: What all of them have; looking for it first keeps the common case quick.
_MAYBE = re.compile(r"@|\d{3}", re.ASCII)
_EMAIL = r"(?:mailto:)?<?(?:[\w.+'\u2019-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}>?"
_PHONE = (
    r"(?<![\w./-])(?:\+44[\s-]?(?:\(0\)[\s-]?)?[1-9]\d{1,4}|\(?0[1-9]\d{1,4}\)?)"
    r"(?:[\s-]\d{3,4}[\s-]?\d{3,4}|[\s-]\d{5,6}|(?<=\d{5})\d{6})(?![\w/])"
)
_VAT = (
    r"\bVAT\b[\s.:#-]{0,3}(?:(?:registration|registered|reg|number|num|no|id)\b[\s.:#-]{0,3}){0,3}"
    r"(?:GB)?\s?\d{3}\s?\d{4}\s?\d{2}(?:\s?\d{3})?\b|\bGB\s?\d{3}\s?\d{4}\s?\d{2}\b"
)
_DETAIL = rf"(?:{_EMAIL}|{_PHONE}|{_VAT})"
_DETAILS = re.compile(_DETAIL, re.IGNORECASE | re.ASCII)
#: Words that lead to a detail, with the name of whom it reaches: “contact Jane Roe on”.
_LED_TO = re.compile(
    r"(?:[\s,;:(\[\u2013-]|\b(?:please|for|more|further|information|details|queries))*"
    r"\b(?:contact|call|e-?mail|telephone|tel|phone|mobile|mob|fax)\b[\s.:]{0,3}"
    r"(?-i:(?:(?!Ltd|Limited|PLC)[A-Z][\w'\u2019.-]{0,30}[\s,]{1,3}){0,4})"
    r"(?:(?:on|at|via|by|e-?mail|telephone|tel|phone)\b[\s.:]{0,3})*[\s,:(<-]{0,3}\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[\s,;:/()<>\[\]|-]*(?:\b(?:or|and|on|at|tel|telephone|phone|e-?mail|mobile|mob|fax)\b"
    r"[\s,;:./()<>\[\]|-]*)*",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[A-Z][\w'\u2019-]*\.?")
_EMPTY_BRACKETS = re.compile(r"[(\[][\s,;:./&-]*[)\]]")
_BRACKET_ENDS = re.compile(r"([(\[])[\s,;:/-]+|[\s,;:/-]+([)\]])")
_EDGES = " \t,;:/|-\u2013\u2014<>"


def without_contacts(text: str) -> str:
    """Return ``text`` without e-mail addresses, telephone and VAT numbers, empty if all it was.

    The words that lead to them go too, with the name after “contact” or in the address itself:
    of “Cleaning - contact Jane Roe jane.roe@council.example” that leaves “Cleaning”.
    """
    if not _MAYBE.search(text):
        return text
    kept: list[str] = []
    end = 0
    for found in _DETAILS.finditer(text):
        before = text[end : found.start()]
        if end and _BETWEEN.fullmatch(before):
            kept.append(")" * before.count(")") + "(" * before.count("("))
        else:
            kept.append(_without_lead(before, found[0]))
        end = found.end()
    if not end:
        return text
    plain = " ".join(f"{' '.join(kept)} {text[end:]}".split())
    plain = _BRACKET_ENDS.sub(r"\1\2", _EMPTY_BRACKETS.sub(" ", plain))
    for mark in ("()", "[]"):
        if plain.count(mark[0]) != plain.count(mark[1]):
            plain = plain.replace(mark[0], " ").replace(mark[1], " ")
    return re.sub(r"\s+([,;:.)])", r"\1", " ".join(plain.split())).strip(_EDGES)


def _without_lead(before: str, detail: str) -> str:
    """Take off what leads to a detail, at the end of the words before it."""
    start = max(0, len(before) - 120)
    if found := _LED_TO.search(before, start):
        opened = found[0].count("(") - found[0].count(")")
        return before[: found.start()] + "(" * max(opened, 0)
    box = detail.partition("@")[0].lower().strip("<").removeprefix("mailto:")
    parts = [part for part in re.split(r"[\W\d_]+", box) if part] if "@" in detail else []
    if len(parts) != 2:
        return before
    tail = before.rstrip(" ,;:(<-\u2013")
    said = [word.lstrip("([<") for word in tail.split()[-2:]]
    if len(said) < 2 or not all(map(_CAPITALISED.fullmatch, said)):
        return before
    names = [word.lower().strip(".,") for word in said]
    if all(_same(*pair) for pair in zip(names, parts, strict=True)) or all(
        _same(*pair) for pair in zip(names, reversed(parts), strict=True)
    ):
        bracket = "(" if "(" in before[len(tail) :] else ""
        starts = tail.rfind(said[0], 0, len(tail) - len(said[1]))
        return f"{tail[:starts]}{bracket}"
    return before


def _same(word: str, part: str) -> bool:
    return word == part or (1 in (len(word), len(part)) and word[:1] == part[:1])
