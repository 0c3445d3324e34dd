"""Tell the organisations of one data set apart, before any of them is said.

Publishers word one body in several ways: with and without its charity number, in capitals, with
the year of its festival. What they say of it in any row counts for all of them, whatever their
order, so that a file sorted another way, or saved in another format, gives the same organisations.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from placegraph.loaders.identifiers import name_key, ordered, parse_org_id, slug, split_org_id
from placegraph.loaders.threesixtygiving.grant import Body

#: An id of the publisher's own that has more different names than this names nobody.
MOST_NAMES = 3
#: The publisher's own ids, and those of registers abroad.
_LOCAL = re.compile(r"(360G-[A-Za-z0-9]|(?!GB|UK)[A-Z]{2}-[A-Z]{2,}-)[A-Za-z0-9._:/-]*[A-Za-z0-9]")
_NOT_SAID = frozenset({"", "0", "na", "nd", "none", "null", "tbc", "tba", "unknown", "notknown"})
_LONGEST = 200


@dataclass(frozen=True)
class Known:
    """An organisation: its id in the graph, its commonest name, its register identifiers."""

    id: str
    name: str
    identifiers: tuple[str, ...]
    names: int


class Directory:
    """The organisations that :meth:`meet` was told of; ask :meth:`find` after the last."""

    def __init__(self, scope: str) -> None:
        self._scope = scope
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._identifiers: defaultdict[str, set[str]] = defaultdict(set)
        self._better: defaultdict[str, set[str]] = defaultdict(set)
        self._settled: dict[str, Known] = {}
        self._keys = lru_cache(maxsize=1 << 16)(self._keys_of)

    def meet(self, body: Body) -> None:
        """Take note of one mention of an organisation."""
        keys = self._keys(body)
        self._names[keys[0]][body.name] += 1
        self._identifiers[keys[0]].update(body.registered)
        for other in keys[1:]:
            self._better[other].add(keys[0])

    def find(self, body: Body) -> Known:
        """Return the organisation that ``body`` is a mention of."""
        if not self._settled:
            self._settle()
        keys = self._keys(body)
        return self._settled.get(keys[0]) or self._settled[self._by_name(body)]

    def _keys_of(self, body: Body) -> list[str]:
        """Return what identifies ``body``, best first: registers, the publisher's id, its name."""
        keys = list(body.registered)
        local = "" if parse_org_id(body.id) else self._local(body.id)
        if local and (not keys or local.startswith("360G-")):
            keys.append(local)
        return keys or [self._by_name(body)]

    def _local(self, text: str) -> str:
        if _LOCAL.fullmatch(text) and len(text) <= _LONGEST:
            return text
        # A mistyped number of a British register is nobody's, nor is a prefix alone.
        if text.upper().startswith(("GB-", "UK-")) or _key(text) in _NOT_SAID:
            return ""
        if text.upper().startswith("360G-"):
            return f"360G-{slug(text[5:])}" if text[-1].isalnum() else ""
        return f"{self._scope}/{slug(text)}"

    def _by_name(self, body: Body) -> str:
        return f"{self._scope}/{slug(body.name or body.id)}"

    def _settle(self) -> None:
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        identifiers: defaultdict[str, set[str]] = defaultdict(set)
        becomes: dict[str, str] = {}
        for key, said in self._names.items():
            own = self._final(key)
            if own == key and self._names_nobody(key):
                for name, times in said.items():
                    apart = self._by_name(Body(name=name, id=key))
                    names[apart][name] += times
                continue
            becomes[key] = own
            names[own].update(said)
            identifiers[own].update(self._identifiers[key])
        known = {key: _known(key, said, identifiers[key]) for key, said in names.items()}
        self._settled = known | {key: known[own] for key, own in becomes.items()}

    def _final(self, key: str) -> str:
        """Return the better identifier that the rows which have ``key`` and another agree on."""
        finals = {self._final(better) for better in self._better.get(key, ())}
        return finals.pop() if len(finals) == 1 else key

    def _names_nobody(self, key: str) -> bool:
        if ordered([key]):
            return False
        return len({name_key(name) for name in self._names[key] if name}) > MOST_NAMES


def _key(text: str) -> str:
    return name_key(text).replace(" ", "")


def _known(key: str, said: Counter[str], identifiers: set[str]) -> Known:
    by_register: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in ordered(identifiers):
        by_register[split_org_id(identifier)[0]].append(identifier)
    # Two numbers of one register are two bodies; only the one it is known by can be its own.
    kept = [
        found[0] if len(found) == 1 else key
        for found in by_register.values()
        if len(found) == 1 or key in found
    ]
    named = [name for name in said if name]
    name = min(named, key=lambda n: (-said[n], n), default=key)
    return Known(key, name, ordered(kept), len({name_key(n) for n in named}))
