"""What a contracting process bound its parties to: awards, and the contracts signed under them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Final

from placegraph.graph.schema import Status
from placegraph.graph.vocabulary import ContractKind
from placegraph.loaders.ocds.deals import Deal, Told, kind, stated
from placegraph.loaders.ocds.shape import JsonObject
from placegraph.loaders.ocds.wording import Period, identifier, money, period
from placegraph.loaders.published import Said

#: What ties are counted as.
TIES: Final = "award–supplier ties"  # noqa: RUF001

#: States of an award or a contract that bind nobody.
_VOID: Final = frozenset({"cancelled", "unsuccessful", "withdrawn"})


def contracts(told: Told) -> Iterator[Said]:
    """Yield the contracts of a process and who is party to them.

    An award that stands is one contract. A single contract signed under it is the same one, and
    says its dates and value better; several are contracts of their own, made under it. Where
    every one of them has a value they carry it and the award is blank, otherwise the award does:
    no pound stands twice.
    """
    release = told.process.release
    awards: list[JsonObject] = release.get("awards") or []
    if awards:
        told.findings.count("awards", len(awards))
    standing = [award for award in awards if _stands(award, "Award", told)]
    keys = _keys(standing)
    signed, alone = _signed(release.get("contracts") or [], standing, told)
    values: Counter[tuple[Decimal, bool]] = Counter()
    for key, award in zip(keys, standing, strict=True):
        under = signed.get(award.get("id", ""), [])
        value = money(award.get("value"), "Award value", told.odd)
        if value is not None:
            told.findings.add("award value", value)
            values[value, kind(told, award) is not ContractKind.CONTRACT] += 1
        yield from _award(told, key, award, under, value, len(standing) == 1)
    if any(shared and number > 1 for (_, shared), number in values.items()):
        told.odd("Several awards of one framework with the same value; each kept as published")
    for key, contract in zip(_keys(alone), alone, strict=True):
        yield from _alone(told, key, contract, not awards and len(alone) == 1)


def _stands(said: JsonObject, what: str, told: Told) -> bool:
    status = (said.get("status") or "").strip().lower()
    if status in _VOID:
        told.odd(f"{what} {status}; it binds nobody and is not stated")
        return False
    return True


def _keys(said: Sequence[JsonObject]) -> list[str]:
    """Return what tells the awards or contracts of a process apart, fit for an identifier."""
    found: list[str] = []
    for one in said:
        text = one.get("id") or ""
        key = identifier(text) if text else _digest(one)
        found.append(key if key not in found else f"{key}-{_digest(one)}")
    return found


def _digest(said: JsonObject) -> str:
    # Without the value and the status, which corrections change.
    names = [party.get("name") or party.get("id") for party in said.get("suppliers") or ()]
    lasting = (said.get("id"), said.get("title"), said.get("relatedLots"), names)
    return sha256(repr(lasting).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _signed(
    contracts: list[JsonObject], awards: list[JsonObject], told: Told
) -> tuple[dict[str, list[JsonObject]], list[JsonObject]]:
    """Return the contracts in force by award id, and those whose award is not there."""
    known = {award["id"] for award in awards if award.get("id")}
    by_award: dict[str, list[JsonObject]] = {}
    alone = []
    for contract in contracts:
        if not _stands(contract, "Contract", told):
            continue
        award: str = contract.get("awardID") or ""
        if not award and len(contracts) == len(known) == 1:
            told.odd("Contract that names no award; taken for that of the only award")
            (award,) = known
        if award in known:
            by_award.setdefault(award, []).append(contract)
        else:
            told.odd("Contract whose award is not in the files; stated on its own")
            alone.append(contract)
    if number := sum(map(len, by_award.values())) + len(alone):
        told.findings.count("signed contracts", number)
    return by_award, alone


def _award(
    told: Told,
    key: str,
    award: JsonObject,
    under: list[JsonObject],
    value: Decimal | None,
    only: bool,
) -> Iterator[Said]:
    references = award.get("suppliers") or []
    if not references and len(under) == 1:
        references = under[0].get("suppliers") or []
    if not references and only and told.parties.in_supplier_role():
        told.odd("Award that names no supplier; the parties in that role are taken")
        references = told.parties.in_supplier_role()
    suppliers = told.parties.suppliers(references)
    told.findings.count(TIES, len(suppliers))
    if not references and award.get("value") is None and not under:
        told.odd("Award without supplier, value and contract; not stated")
        return
    if not suppliers:
        told.odd("Award without a supplier that can be named; stated with its buyer only")
    values = [_contract_value(told, contract) for contract in under]
    carried = value is None or (bool(values) and None not in values)
    deal = Deal(
        id=f"{told.process.ocid}/award/{key}",
        key=f"award {key}",
        said=award,
        amount=value,
        period=period(award.get("contractPeriod"), told.odd),
        suppliers=suppliers,
        named=len(references),
        status=Status.PROPOSED if award.get("status") == "pending" and not under else None,
    )
    if len(under) == 1:
        yield from stated(told, _as_signed(told, deal, under[0], values[0]))
        return
    if under and carried and value is not None:
        note = f"Awarded at £{value:,.2f}; the contracts made under it carry their values."
        deal = replace(deal, amount=None, note=note)
    yield from stated(told, deal)
    for inner, contract, worth in zip(_keys(under), under, values, strict=True):
        yield from _made_under(told, deal, inner, contract, worth, carried)


def _as_signed(told: Told, deal: Deal, contract: JsonObject, worth: Decimal | None) -> Deal:
    """Return the award as the one contract signed under it has it."""
    note = deal.note
    if worth is not None and deal.amount is not None and worth != deal.amount:
        told.odd("Contract signed at another value than awarded; the contract's is taken")
        note = f"Awarded at £{deal.amount:,.2f}."
    return replace(
        deal,
        said=deal.said | {k: v for k, v in contract.items() if k in ("title", "status", "items")},
        amount=deal.amount if worth is None else worth,
        period=_signed_period(told, contract, deal.period),
        status=_status(told, contract),
        note=note,
    )


def _made_under(
    told: Told,
    deal: Deal,
    key: str,
    contract: JsonObject,
    worth: Decimal | None,
    carried: bool,
) -> Iterator[Said]:
    own = told.parties.suppliers(contract.get("suppliers"))
    # Which of several suppliers signed is not said.
    suppliers = own or (deal.suppliers if deal.named == 1 else ())
    note = None
    if worth is not None and not carried:
        note = f"Value £{worth:,.2f}, within that of the award it was made under."
    made = Deal(
        id=f"{told.process.ocid}/contract/{key}",
        key=f"contract {key}",
        said=contract,
        amount=worth if carried else None,
        period=_signed_period(told, contract, Period()),
        suppliers=suppliers,
        named=len(contract.get("suppliers") or ()) or deal.named,
        status=_status(told, contract),
        note=note,
    )
    yield from stated(told, made, under=deal)


def _alone(told: Told, key: str, contract: JsonObject, only: bool) -> Iterator[Said]:
    references = contract.get("suppliers") or []
    if not references and only:
        references = told.parties.in_supplier_role()
    deal = Deal(
        id=f"{told.process.ocid}/contract/{key}",
        key=f"contract {key}",
        said=contract,
        amount=_contract_value(told, contract),
        period=_signed_period(told, contract, Period()),
        suppliers=told.parties.suppliers(references),
        named=len(references),
        status=_status(told, contract),
    )
    yield from stated(told, deal)


def _contract_value(told: Told, contract: JsonObject) -> Decimal | None:
    value = money(contract.get("value"), "Contract value", told.odd)
    if value is not None:
        told.findings.add("signed contract value", value)
    return value


def _signed_period(told: Told, contract: JsonObject, otherwise: Period) -> Period:
    found = period(contract.get("period"), told.odd)
    return otherwise if found == Period() else found


def _status(told: Told, contract: JsonObject) -> Status | None:
    """Return that a contract was ended, unless its own last day says when."""
    if contract.get("status") != "terminated":
        return None
    ends, updated = period(contract.get("period"), lambda _: None).ends, told.process.updated
    return None if ends and updated and ends <= updated else Status.ENDED
