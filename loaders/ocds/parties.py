"""Who the parties of a contracting process are: buyers, suppliers, and those that only seem so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from placegraph.graph.model import Organisation
from placegraph.graph.vocabulary import OrganisationKind
from placegraph.loaders.identifiers import (
    name_key,
    ordered,
    org_id,
    organisation_id,
    parse_org_id,
    properties_of,
)
from placegraph.loaders.naming import names_a_person
from placegraph.loaders.ocds.processes import Process
from placegraph.loaders.ocds.same_ids import LOCAL, MARK
from placegraph.loaders.ocds.shape import JsonObject, Odd
from placegraph.loaders.ocds.wording import identifier, name

#: Services that publish or run procurements for others, and are now and then given as the buyer.
#: By name key without “limited”; their suppliers' side is untouched, since they do sell.
PLATFORMS: Final = frozenset(
    {"adam procure", "atamis", "bip solutions", "bravosolution", "bravosolution uk"}
    | {"contracts finder", "delta e sourcing", "delta esourcing", "due north", "eastmids tenders"}
    | {"etenders ni", "etendersni", "etenderwales", "eu supply", "find a tender"}
    | {"find a tender service", "in tend", "jaggaer", "kent business portal"}
    | {"london tenders portal", "mercell", "mercell uk", "multiquote", "my tenders", "mytenders"}
    | {"pro contract", "proactis", "procontract", "public contracts scotland", "sell2wales"}
    | {"south east business portal", "supplier registration service"}
    | {"supplying the south west", "the chest", "wax digital", "yortender"}
)
_COMPANY: Final = re.compile(r" (limited|ltd|plc|llp)$")
_SYSTEM: Final = re.compile(
    r"\b(e ?sourcing|e ?tendering|e ?procurement)\b.*\b(portal|platform|suite|system)\b"
)

_SCHEME: Final = re.compile(r"[A-Z]{2}-[A-Z]{2,7}")

#: The same few names come again and again in a file.
_key: Final = lru_cache(maxsize=16_384)(name_key)

_BUYER, _ENTITY, _SUPPLIER = "buyer", "procuringEntity", "supplier"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part: its identity and every register identifier it was given."""

    id: str
    name: str
    identifiers: tuple[str, ...]

    def node(self, source: str, locator: str) -> Organisation:
        """Return the organisation as a statement of ``source``."""
        properties: dict[str, str] = {}
        for register in reversed(self.identifiers):
            properties |= properties_of(register)
        return Organisation.model_validate(
            {
                "id": self.id,
                "name": self.name,
                "kind": OrganisationKind.NOT_KNOWN,
                "identifiers": " ".join(self.identifiers) or None,
                "source": source,
                "locator": locator,
                **properties,
            }
        )


class Parties:
    """The parties of one process.

    An organisation is known by its best register identifier. Without one a buyer is known by its
    name in the data set, a supplier by its name with that buyer, so that equal names with
    different buyers are for somebody to compare and never joined here.
    """

    def __init__(self, process: Process, dataset: str, odd: Odd) -> None:
        self._process = process
        self._odd = odd
        self._listed: list[JsonObject] = process.release.get("parties") or []
        self._by_id = {party["id"]: party for party in self._listed if party.get("id")}
        self._scope = dataset
        self._reported: set[str] = set()
        self._platform = False
        self.buyers = tuple(self._distinct(self._buyers()))
        if self.buyers:
            self._scope = self.buyers[0].id

    def suppliers(self, references: Iterable[JsonObject] | None) -> tuple[Party, ...]:
        """Return the suppliers that are referred to, each once; the nameless are reported."""
        found: dict[str, Party] = {}
        for reference in references or ():
            party = self._party(reference)
            if party is None:
                self._odd("Supplier without a name; no organisation and no tie stated")
            elif not party.identifiers and names_a_person(party.name):
                self._odd(
                    "Supplier that is a person by the form of address; no organisation and no tie "
                    "stated, no name kept"
                )
            elif party.id in found:
                self._odd("Supplier named twice for one award; taken once")
            else:
                found[party.id] = party
                if any(_key(b.name) == _key(party.name) for b in self.buyers):
                    self._odd("Supplier with the name of its buyer; kept as published")
        return tuple(found.values())

    def in_supplier_role(self) -> list[JsonObject]:
        """Return the parties listed with the role of supplier."""
        return self._in_role(_SUPPLIER)

    def _buyers(self) -> Iterator[Party]:
        release = self._process.release
        in_role = self._in_role(_BUYER)
        named = release.get("buyer")
        if named and in_role and self._has_other_role(named):
            self._odd("Buyer listed in another role, another party as buyer; the latter is taken")
            named = None
        found = list(self._not_platforms([*([named] if named else []), *in_role]))
        if not found:
            entity = (release.get("tender") or {}).get("procuringEntity")
            candidates = [*([entity] if entity else []), *self._in_role(_ENTITY)]
            found = list(self._not_platforms(candidates))
        if not found and not self._platform:
            self._odd("Process without a buyer; none stated")
        yield from found

    def _not_platforms(self, references: Iterable[JsonObject]) -> Iterator[Party]:
        for reference in references:
            party = self._party(reference)
            if party is not None and is_platform(party.name):
                self._platform = True
                self._once(
                    f"platform {party.id}",
                    f"Buyer is a procurement platform ({party.name}); not taken as buyer",
                )
            elif party is not None:
                yield party

    def _has_other_role(self, reference: JsonObject) -> bool:
        roles = self._by_id.get(reference.get("id", ""), {}).get("roles") or ()
        return bool(roles) and _BUYER not in roles and _ENTITY not in roles

    def _in_role(self, role: str) -> list[JsonObject]:
        return [party for party in self._listed if role in (party.get("roles") or ())]

    def _distinct(self, parties: Iterable[Party]) -> Iterator[Party]:
        found: dict[str, Party] = {}
        for party in parties:
            found.setdefault(party.id, party)
        yield from found.values()

    def _party(self, reference: JsonObject) -> Party | None:
        local = reference.get("id") or ""
        listed = self._by_id.get(local, {})
        registers = ordered(self._registers(local.partition(MARK)[0], reference, listed))
        names = [
            found
            for text in (
                reference.get("name"),
                listed.get("name"),
                (reference.get("identifier") or {}).get("legalName"),
                (listed.get("identifier") or {}).get("legalName"),
            )
            if (found := name(text, self._odd))
        ]
        if not names and not registers:
            return None
        if not names:
            self._once(f"nameless {local}", "Organisation without a name; its identifier is taken")
        called = names[0] if names else registers[0]
        return Party(identifier(organisation_id(called, registers, self._scope)), called, registers)

    def _registers(self, local: str, *described: JsonObject) -> Iterator[str]:
        if LOCAL.match(local):
            self._once(
                "local",
                "Process whose party ids are of one notice only (GB-CFS-n, GB-FTS-n); its parties "
                "go by register numbers and names",
            )
        elif found := parse_org_id(local):
            yield found
        for party in described:
            for given in (party.get("identifier"), *(party.get("additionalIdentifiers") or ())):
                if given and given.get("id"):
                    yield from self._register(given)

    def _register(self, given: JsonObject) -> Iterator[str]:
        scheme, number = (given.get("scheme") or "").strip(), given["id"].strip()
        as_given = f"{scheme}-{number}" if scheme else number
        if LOCAL.match(as_given):
            return
        found = org_id(scheme, number) if scheme else parse_org_id(number)
        if found is None:
            register = f" of {scheme}" if _SCHEME.fullmatch(scheme) else ""
            self._once(
                f"unusable {as_given}",
                f"Identifier{register} that cannot be one; the organisation goes by its name",
            )
            return
        if found not in (as_given, number):
            self._once(f"mended {as_given}", "Register identifier mistyped; put right")
        yield found

    def _once(self, what: str, text: str) -> None:
        if what not in self._reported:
            self._reported.add(what)
            self._odd(text)


def is_platform(called: str) -> bool:
    """Tell whether a name is that of a service procurements are run on, not of a buyer."""
    key = _key(called)
    return _COMPANY.sub("", key) in PLATFORMS or bool(_SYSTEM.search(key))
