"""Tell apart the bodies that releases of one process give the same party id.

Some publishers number parties anew in every release, so that org-2 is one supplier in a release
and another in the next. Merging by such an id would give one of them the other's name, register
number and contracts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from placegraph.loaders.identifiers import name_key, parse_org_id
from placegraph.loaders.ocds.shape import JsonObject
from placegraph.loaders.ocds.wording import name

#: Party ids that Contracts Finder and Find a Tender number anew in every notice.
LOCAL: Final = re.compile(r"GB-(CFS|FTS)-", re.IGNORECASE)

#: Stands between an id and what tells its bodies apart; no published id holds it.
MARK: Final = "\x1f"
_BUYING: Final = frozenset({"buyer", "procuringEntity"})


def tell_apart(bodies: Sequence[JsonObject]) -> bool:
    """Make each party id stand for one body in all releases of a process, given oldest first.

    Of buyers, and of suppliers of an award or contract, whose ids do not last from one release to
    the next, those of the latest release that names any stand. The releases are changed in
    place. Return whether an id had several names.
    """
    several = _several(bodies)
    for body in bodies:
        _mark(body, several)
    _latest_buyers(bodies)
    _latest_suppliers(bodies)
    return bool(several)


def _several(bodies: Sequence[JsonObject]) -> set[str]:
    """Return the ids that stand for several bodies by their names; those of registers do not."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for body in bodies:
        referred = (r for r in _references(body) if r.get("name"))
        for party in (*(body.get("parties") or ()), *referred):
            if party.get("id") and (key := _key(party)):
                names[party["id"]].add(key)
    return {own for own, keys in names.items() if len(keys) > 1 and not _registered(own)}


def _registered(own: str) -> bool:
    return not LOCAL.match(own) and parse_org_id(own) is not None


def _key(party: JsonObject) -> str:
    """Return what a body is known by within a process: its name, else its register number."""
    known = party.get("identifier") or {}
    called = name(party.get("name"), _ignore) or name(known.get("legalName"), _ignore)
    if called:
        return re.sub(r" ltd$", " limited", name_key(called))
    return f"{known.get('scheme') or ''} {known['id']}".lower() if known.get("id") else ""


def _ignore(_: str) -> None:
    """Report nothing: the names are read again, and reported, when they are stated."""


def _references(body: JsonObject) -> Iterator[JsonObject]:
    for one in (body.get("buyer"), (body.get("tender") or {}).get("procuringEntity")):
        if one:
            yield one
    for what in ("awards", "contracts"):
        for deal in body.get(what) or ():
            yield from deal.get("suppliers") or ()


def _mark(body: JsonObject, several: set[str]) -> None:
    listed: defaultdict[str, list[str]] = defaultdict(list)
    parties = [p for p in body.get("parties") or () if p.get("id") in several]
    for party in parties:
        listed[party["id"]].append(_key(party))
    for reference in _references(body):
        own = reference.get("id")
        if own in several:
            key, there = _key(reference), listed.get(own, [])
            # In its own release a reference means the party listed there, however it is worded.
            reference["id"] = f"{own}{MARK}{there[0] if len(set(there)) == 1 else key}"
    for party in parties:
        party["id"] = f"{party['id']}{MARK}{_key(party)}"


def _latest_buyers(bodies: Sequence[JsonObject]) -> None:
    latest: dict[str, JsonObject] = {}
    roles: set[str] = set()
    for body in reversed(bodies):
        for what, holder in (("buyer", body), ("procuringEntity", body.get("tender") or {})):
            named = holder.get(what)
            # Merged, the fields of two bodies would be mixed.
            if named and _differ(named, latest.setdefault(what, named)):
                del holder[what]
        held: set[str] = set()
        for party in body.get("parties") or ():
            own = _BUYING.intersection(party.get("roles") or ())
            held |= own
            if own & roles and MARK in (party.get("id") or ""):
                party["roles"] = [role for role in party["roles"] if role not in roles]
        roles |= held


def _differ(one: JsonObject, other: JsonObject) -> bool:
    ids, keys = (one.get("id"), other.get("id")), (_key(one), _key(other))
    if (all(ids) and ids[0] == ids[1]) or (all(keys) and keys[0] == keys[1]):
        return False
    return all(ids) or all(keys)


def _latest_suppliers(bodies: Sequence[JsonObject]) -> None:
    #: Whether the latest list of an award or contract has ids that last.
    latest: dict[tuple[str, str], bool] = {}
    for body in reversed(bodies):
        for what in ("awards", "contracts"):
            for deal in reversed(body.get(what) or []):
                given = deal.get("suppliers")
                if not given or not deal.get("id"):
                    continue
                place = what, deal["id"]
                if place in latest:
                    lasting = latest[place]
                    deal["suppliers"] = [s for s in given if lasting and _lasts(s)]
                else:
                    latest[place] = any(map(_lasts, given))


def _lasts(reference: JsonObject) -> bool:
    own = reference.get("id") or ""
    return bool(own) and MARK not in own and not LOCAL.match(own)
