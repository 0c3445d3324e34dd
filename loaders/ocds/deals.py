"""State a contract of a contracting process: the node, what it belongs to and its parties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from placegraph.graph.model import AwardedThrough, Contract, MadeUnder, PartyTo
from placegraph.graph.schema import Status
from placegraph.graph.vocabulary import ContractKind, PartyRole
from placegraph.loaders.ocds.parties import Parties, Party
from placegraph.loaders.ocds.processes import Process
from placegraph.loaders.ocds.shape import JsonObject, Odd
from placegraph.loaders.ocds.wording import Period, identifier, reference, words
from placegraph.loaders.published import Findings, Said


@dataclass(frozen=True)
class Told:
    """A process, with what is needed to state it."""

    process: Process
    parties: Parties
    name: str
    source: str
    locator: str
    findings: Findings
    odd: Odd

    @property
    def tender(self) -> JsonObject:
        """Return the tender, empty when there is none."""
        return self.process.release.get("tender") or {}


@dataclass(frozen=True)
class Deal:
    """One contract node to be: an award, or a signed contract."""

    id: str
    key: str
    said: JsonObject
    amount: Decimal | None
    period: Period
    suppliers: tuple[Party, ...]
    #: Suppliers as published, those without a name among them.
    named: int
    status: Status | None = None
    note: str | None = None


def framework(tender: JsonObject, lots: Sequence[str] = ()) -> bool | None:
    """Tell whether a tender, or one of the lots, is for a framework agreement; None: not said."""
    return _technique(tender, lots, "hasFrameworkAgreement", "frameworkAgreement")


def stated(told: Told, deal: Deal, under: Deal | None = None) -> Iterator[Said]:
    """Yield a contract, the suppliers it needs first, and the ties it has."""
    process, said = told.process, deal.said
    where = {"source": told.source, "locator": f"{told.locator}, {deal.key}"[:2000]}
    lots = words(", ".join(said.get("relatedLots") or ()), told.odd)
    for party in deal.suppliers:
        yield Said(party.node(told.source, where["locator"]))
    yield Said(
        Contract.model_validate(
            where
            | {
                "id": identifier(deal.id),
                "name": words(said.get("title"), told.odd) or told.name,
                "kind": kind(told, said),
                "subject": _subject(told, said, "description"),
                "ocid": process.ocid,
                "reference": reference(told.tender.get("id")),
                "amount": None if deal.amount is None else float(deal.amount),
                "lots": lots,
                "cpv": _subject(told, said, "id"),
                "last_extension": deal.period.last_extension,
                "starts": deal.period.starts,
                "ends": deal.period.ends,
                "stage": words(said.get("status"), told.odd),
                "status": deal.status,
                "note": deal.note,
            }
        )
    )
    if under is None:
        yield Said(
            AwardedThrough.model_validate(where | _ends(deal.id, "Procurement", process.ocid))
        )
    else:
        ends = _ends(deal.id, "Contract", under.id)
        yield Said(MadeUnder.model_validate(where | ends))
    amount = float(deal.amount) if deal.named == 1 and deal.amount is not None else None
    yield from _party_to(told, deal, where, told.parties.buyers, PartyRole.BUYER, None)
    yield from _party_to(told, deal, where, deal.suppliers, PartyRole.SUPPLIER, amount)


def _ends(deal: str, to_type: str, to: str) -> JsonObject:
    return {
        "from_type": "Contract",
        "from_id": identifier(deal),
        "to_type": to_type,
        "to_id": identifier(to),
    }


def _party_to(
    told: Told,
    deal: Deal,
    where: JsonObject,
    parties: Sequence[Party],
    role: PartyRole,
    amount: float | None,
) -> Iterator[Said]:
    for party in parties:
        tie = PartyTo.model_validate(
            where
            | {
                "from_type": "Organisation",
                "from_id": party.id,
                "to_type": "Contract",
                "to_id": identifier(deal.id),
                "role": role,
                "amount": amount,
                "valid_from": deal.period.starts,
                "valid_to": deal.period.over,
                "status": deal.status,
            }
        )
        yield Said(tie, f"{deal.key} {role}")


def kind(told: Told, said: JsonObject) -> ContractKind:
    """Return what an award or contract sets up, as the tender or its lots say."""
    lots = said.get("relatedLots") or ()
    if framework(told.tender, lots):
        return ContractKind.FRAMEWORK
    if _technique(told.tender, lots, "hasDynamicPurchasingSystem", "dynamicPurchasingSystem"):
        return ContractKind.PURCHASING_SYSTEM
    return ContractKind.CONTRACT


def _technique(tender: JsonObject, lots: Sequence[str], flag: str, detail: str) -> bool | None:
    found = [tender, tender.get("techniques") or {}]
    for lot in tender.get("lots") or ():
        if not lots or lot.get("id") in lots:
            found.append(lot.get("techniques") or {})
    if any(said.get(flag) or said.get(detail) is not None for said in found):
        return True
    return False if any(said.get(flag) is False for said in found) else None


def _subject(told: Told, said: JsonObject, what: str) -> str | None:
    """Return the code or words of the common procurement vocabulary for what was bought."""
    items = [*(said.get("items") or ()), told.tender, *(told.tender.get("items") or ())]
    for item in items:
        for code in (item.get("classification"), *(item.get("additionalClassifications") or ())):
            if code and (code.get("scheme") or "").upper() == "CPV" and code.get("id"):
                return words(code.get(what), told.odd)
    return None
