"""Read the cells of registers of partnerships: post titles, lists of partners, kinds."""

import re
from collections.abc import Iterator

from placegraph.graph.vocabulary import PartnershipKind
from placegraph.loaders.contracts.parties import has_body_word
from placegraph.loaders.reading.values import words

_POST = re.compile(
    r"\b(officer|manager|director|head|lead|leader|chief|executive|co-?ordinator|adviser|advisor|"
    r"secretary|clerk|treasurer|solicitor|engineer|planner|surveyor|accountant|commissioner|"
    r"superintendent|supervisor|administrator|analyst|consultant|warden|ranger)s?\b",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(r"@|\d{3}|\b(mr|mrs|ms|miss|mx|dr|cllr|councillor)\b", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[,;:/()|\n]|\s[-\u2013\u2014]\s)\s*")
_BULLET = re.compile(r"^[\s\-\u2013\u2022\u00b7*o]*(?=[A-Z0-9])|^\s*\d+[.)]\s+")
_OF_BODY = re.compile(
    r"([A-Z][\w'\u2019-]+ (?:[A-Z]\.? )?[A-Z][\w'\u2019-]+)"
    r"(?: ?\(([^()]+)\)|\s+[-\u2013\u2014]\s+(.+))"
)
NO_MONEY = re.compile(
    r"(no|none|nil|0|£0(\.00)?|n/?a|no (direct )?(funding|contribution).*)\.?", re.I
)
_KINDS = (
    ("statutory", PartnershipKind.STATUTORY),
    ("shared service", PartnershipKind.SHARED_SERVICE),
    ("joint commissioning", PartnershipKind.JOINT_COMMISSIONING),
    ("data sharing", PartnershipKind.DATA_SHARING),
    ("strategic", PartnershipKind.STRATEGIC),
    ("thematic", PartnershipKind.THEMATIC),
    ("planning", PartnershipKind.PLANNING),
    ("agreement", PartnershipKind.AGREEMENT),
    ("forum", PartnershipKind.FORUM),
)


def post_title(text: str) -> str | None:
    """Return the title of a post in words that may also hold a name; None when there is none.

    Of “Jane Smith, Head of Housing” that is “Head of Housing”: a part between commas, brackets
    and dashes that has a word for a post.
    """
    for part in _APART.split(text):
        title = words(part)
        if title and _POST.search(title) and not _NOT_A_TITLE.search(title):
            return title[:200]
    return None


def partners(cell: str) -> Iterator[tuple[str, bool]]:
    """Yield the names in a cell that lists partners, and whether one stands for several bodies.

    Lines, semicolons and bullets part names. Commas do only when each part has a word that names
    an organisation: “Exeter, Mid Devon and Torridge” stays one, marked as a group not named.
    """
    for line in re.split(r"[\r\n;|\u2022]+", cell):
        whole = words(_BULLET.sub("", line))
        if whole is None:
            continue
        parts = [part.strip() for part in whole.split(",") if part.strip()]
        if len(parts) > 1 and all(map(has_body_word, parts)):
            yield from ((part[:500], False) for part in parts)
        else:
            yield whole[:500], len(parts) > 1


def body_of_person(name: str) -> str | None:
    """Return the body of “John Smith (Age UK)” and “John Smith - Age UK”; None for other names.

    Two or three words with capitals, the middle one an initial if there are three, before a body
    are taken for a person: who speaks for a partner is never kept.
    """
    found = _OF_BODY.fullmatch(name)
    if not found or has_body_word(found[1]):
        return None
    body = words(found[2] or found[3])
    return body if body and has_body_word(body) else None


def kind(text: str) -> PartnershipKind:
    """Return what a type of partnership means; what is not known by its words is other."""
    plain = text.lower()
    if "non-statutory" in plain or "non statutory" in plain:
        return PartnershipKind.OTHER
    return next((kind for word, kind in _KINDS if word in plain), PartnershipKind.OTHER)
