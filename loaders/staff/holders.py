"""Take the names of those who hold posts out of the titles of posts.

Names are kept only while a file is read.
"""

import re
from collections.abc import Iterable

#: Forms of address, and letters after a name, without dots.
_ADDRESS = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame", "lord"}
    | {"lady", "baroness", "baron", "cllr"}
)
_LETTERS = frozenset(
    {"cb", "kcb", "gcb", "cbe", "obe", "mbe", "kbe", "dbe", "cmg", "kcmg", "qc", "kc", "cvo"}
    | {"lvo", "mvo", "phd", "qpm"}
)
#: What stands in the column of names now and then, and is a title.
_JOB = frozenset(
    {"head", "director", "manager", "officer", "chief", "deputy", "secretary", "assistant"}
    | {"adviser", "advisor", "team", "post", "lead", "principal", "executive", "accountant"}
    | {"analyst", "service", "services", "the", "of", "and", "interim", "acting"}
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,100})[)\]]")
_GAP = re.compile(r"[\s.]*")
_BEFORE = re.compile(r"[\s(\[,:\u2013\u2014-]*\Z")
_AFTER = re.compile(r"[\s.)\],]*")
_DANGLING = re.compile(r"(?:[\s,:(\[\u2013\u2014-]|\b(?:to|for|of|by|and)\b)+\Z", re.IGNORECASE)
_LONGEST = 5


class Holders:
    """The names of everyone whom a file names as the holder of a post."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[tuple[str, ...]] = set()
        self._surnames: set[str] = set()
        for name in names:
            for said in _readings(name):
                self._surnames.add(said[-1])
                if len(said) > 1:
                    self._names |= {said, (said[0], said[-1])}
                    self._names.add((said[0][0], said[-1]))

    def left_out_of(self, title: str, own: str) -> str:
        """Return a title without any of the names; ``own`` is that of the post's holder.

        A surname alone goes after a form of address, and the holder's own at the end or in
        brackets. What leads to a name at the end goes with it: of “PS to A B” that leaves “PS”.
        """
        surnames = {said[-1] for said in _readings(own)}
        kept = _BRACKETS.sub(lambda found: " " if _ends_in(found[1], surnames) else found[0], title)
        kept = self._without_names(kept, surnames)
        if kept == title:
            return title
        return " ".join(_DANGLING.sub("", kept).split())

    def _without_names(self, title: str, own: set[str]) -> str:
        found = list(_WORD.finditer(title))
        plain = [_plain(word[0]) for word in found]
        kept, end, place = "", 0, 0
        while place < len(found):
            stop = self._end_of_name(title, found, plain, place, own)
            if stop == place:
                place += 1
                continue
            while stop < len(found) and plain[stop] in _LETTERS:
                stop += 1
            kept += _BEFORE.sub("", title[end : found[place].start()]) + " "
            after = _AFTER.match(title, found[stop - 1].end())
            end = after.end() if after else len(title)
            place = stop
        return kept + title[end:] if end else title

    def _end_of_name(
        self,
        title: str,
        found: list[re.Match[str]],
        plain: list[str],
        place: int,
        own: set[str],
    ) -> int:
        """Return the word after the name that starts at ``place``, or ``place`` when none does."""
        start = place
        while start < len(plain) and plain[start] in _ADDRESS:
            start += 1
        for stop in range(min(start + _LONGEST, len(plain)), start, -1):
            said = tuple(plain[start:stop])
            gaps = (title[found[at].end() : found[at + 1].start()] for at in range(place, stop - 1))
            if not all(map(_GAP.fullmatch, gaps)):
                continue
            if len(said) > 1 and said in self._names:
                return stop
            if start > place and said[-1] in self._surnames and len(said) <= 3:
                return stop
            apart = place and not _GAP.fullmatch(
                title[found[place - 1].end() : found[place].start()]
            )
            if said[0] in own and len(said) == 1 and apart and stop == len(plain):
                return stop
        return place


def _readings(name: str) -> list[tuple[str, ...]]:
    """Return the words of a name, a surname that a comma sets first put last; none if no name."""
    surname, comma, rest = name.partition(",")
    words = [_plain(word) for word in _WORD.findall(f"{rest} {surname}" if comma else name)]
    words = [word for word in words if word not in _ADDRESS and word not in _LETTERS]
    return [tuple(words)] if words and len(words) <= _LONGEST and _JOB.isdisjoint(words) else []


def _plain(word: str) -> str:
    return re.sub(r"['\u2019]s$", "", word.casefold())


def _ends_in(text: str, surnames: set[str]) -> bool:
    words = [_plain(word) for word in _WORD.findall(text)]
    return len(words) <= _LONGEST and bool(words) and words[-1] in surnames
