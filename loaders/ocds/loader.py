"""Load public procurement data in the Open Contracting Data Standard, versions 1.0 and 1.1.

Release packages, record packages, JSON lines and lists, as Contracts Finder and Find a Tender
publish them. All releases of a process are merged first, wherever they stand in the files given,
so that a correction replaces what it corrects.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from placegraph.errors import Problem
from placegraph.graph.model import MadeUnder, Organisation, Procurement, Procures, Source
from placegraph.loaders.identifiers import slug
from placegraph.loaders.ocds.contracts import contracts
from placegraph.loaders.ocds.deals import Told, framework
from placegraph.loaders.ocds.packages import Kind, Piece, pieces, recognises
from placegraph.loaders.ocds.parties import Parties
from placegraph.loaders.ocds.processes import (
    Process,
    Release,
    Waiting,
    encode,
    moment,
    waiting,
)
from placegraph.loaders.ocds.shape import JsonObject, Odd, fit
from placegraph.loaders.ocds.wording import day, identifier, money, words
from placegraph.loaders.published import About, Findings, Format, Said

_ENDED = frozenset({"cancelled", "unsuccessful", "withdrawn"})
_UNDER = frozenset({"framework", "parent"})
_LEFT_OUT = {
    Kind.LINK: "Record that links to releases the file does not hold; those are left out",
    Kind.VERSIONED: "Record with a versioned release only, which is not read; left out",
}

#: How many organisations are remembered as said; saying one again is dropped later, only slower.
_REMEMBERED = 200_000


@dataclass
class _File:
    """A file, and what its packages say of themselves."""

    path: Path
    source: str
    name: str
    publisher: str | None = None
    licence: str | None = None
    published: date | None = None
    urls: set[str] = field(default_factory=set)

    def learn(self, package: JsonObject) -> None:
        publisher = package.get("publisher")
        if isinstance(publisher, dict):
            self.publisher = words(publisher.get("name"), _ignore) or self.publisher
        self.licence = words(package.get("license"), _ignore) or self.licence
        if found := day(package.get("publishedDate"), _ignore):
            self.published = max(found, self.published or found)
        url = words(package.get("uri"), _ignore)
        # Two are enough to know that no single one is the address of the file.
        if url and url.startswith("http") and len(self.urls) < 2:
            self.urls.add(url)

    def node(self, about: About) -> Source:
        return Source(
            id=self.source,
            source=self.source,
            locator="the file itself",
            name=self.name,
            publisher=about.publisher or self.publisher,
            published=about.published or self.published,
            licence=about.licence or self.licence,
            url=about.url or (min(self.urls) if len(self.urls) == 1 else None),
        )


def _ignore(_: str) -> None:
    """Report nothing: what a package says of itself is no oddity of a process."""


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield what the files say: sources, organisations, processes, contracts, and their ties.

    Counts releases as read, processes, awards of whatever status, and the ties of awards that
    stand to suppliers; adds up “award value” and “signed contract value”, £.

    Raises
    ------
    UnreadableSource
        If a file is no OCDS data, or cut off.

    """
    files = _files(paths, about)
    with waiting() as held:
        for number, file in enumerate(files):
            held.add(_releases(number, file, findings))
        for file in files:
            yield Said(file.node(about))
        said: set[str] = set()
        for process in held.processes(findings):
            for statement in _process(process, files, about, held, findings):
                fact = statement.fact
                if isinstance(fact, Organisation):
                    if fact.id in said:
                        continue
                    if len(said) >= _REMEMBERED:
                        said.clear()
                    said.add(fact.id)
                yield statement
        yield from _frameworks(held, findings)


def _files(paths: tuple[Path, ...], about: About) -> list[_File]:
    if len(paths) == 1:
        return [_File(paths[0], about.dataset, about.title or paths[0].name)]
    files: list[_File] = []
    for path in paths:
        source = f"{about.dataset}/{slug(path.stem)}"
        if any(file.source == source for file in files):
            source = f"{source}-{len(files) + 1}"
        name = f"{about.title}: {path.name}" if about.title else path.name
        files.append(_File(path, source, name))
    return files


def _releases(number: int, file: _File, findings: Findings) -> Iterator[Release]:
    for position, piece in enumerate(pieces(file.path), start=1):
        if piece.kind is Kind.PACKAGE:
            file.learn(piece.body)
        elif piece.kind in _LEFT_OUT:
            record = f"{file.path.name}, record {piece.body['ocid'] or 'without an ocid'}"
            findings.odd(_LEFT_OUT[piece.kind], record)
        elif release := _release(number, file, position, piece, findings):
            yield release


def _release(
    number: int, file: _File, position: int, piece: Piece, findings: Findings
) -> Release | None:
    place = f"{file.path.name}, object {position}"
    body = fit(piece.body, lambda what: findings.odd(f"Field {what}", place))
    ocid = words(body.get("ocid"), _ignore)
    release_id = words(body.get("id"), _ignore) or ""
    if ocid is None:
        findings.reject(
            Problem(file.path.name, "", position, "ocid", "nothing", "an identifier"),
            {"id": release_id},
        )
        return None
    findings.count(f"{piece.kind}s")
    return Release(
        ocid=identifier(ocid),
        moment=moment(body.get("date")),
        id=release_id,
        compiled=piece.kind is Kind.COMPILED,
        file=number,
        body=encode(body),
    )


def _process(
    process: Process, files: list[_File], about: About, held: Waiting, findings: Findings
) -> Iterator[Said]:
    place = f"process {process.ocid}"

    def odd(what: str) -> None:
        findings.odd(what, place)

    findings.count("processes")
    told = Told(
        process=process,
        parties=Parties(process, about.dataset, odd),
        name=_name(process, odd),
        source=files[process.file].source,
        locator=place,
        findings=findings,
        odd=odd,
    )
    for buyer in told.parties.buyers:
        yield Said(buyer.node(told.source, place))
    yield Said(_procurement(told))
    for buyer in told.parties.buyers:
        yield Said(
            Procures(
                from_type="Organisation",
                from_id=buyer.id,
                to_type="Procurement",
                to_id=process.ocid,
                source=told.source,
                locator=place,
            )
        )
    for related in _above(process.release):
        _remember(told, related, held)
    yield from contracts(told)


def _name(process: Process, odd: Odd) -> str:
    release = process.release
    titled = (release.get("tender"), release, *_listed(release, "awards", "contracts"))
    for said in titled:
        if found := words((said or {}).get("title"), odd):
            return found
    odd("Process without a title; its ocid is taken")
    return process.ocid


def _listed(release: JsonObject, *names: str) -> Iterator[JsonObject]:
    for name in names:
        yield from release.get(name) or ()


def _procurement(told: Told) -> Procurement:
    process, tender = told.process, told.tender
    amount = money(tender.get("value"), "Tender value", told.odd)
    method = tender.get("procurementMethodDetails") or tender.get("procurementMethod")
    return Procurement(
        id=process.ocid,
        ocid=process.ocid,
        name=told.name,
        method=words(method, told.odd),
        framework=framework(tender),
        amount=None if amount is None else float(amount),
        stage=_stage(process),
        updated=process.updated,
        note=_note(told),
        source=told.source,
        locator=told.locator,
    )


def _stage(process: Process) -> str:
    release = process.release
    status = ((release.get("tender") or {}).get("status") or "").lower()
    if any(contract.get("status") not in _ENDED for contract in release.get("contracts") or ()):
        return "contract"
    if any(award.get("status") not in _ENDED for award in release.get("awards") or ()):
        return "award"
    if status in _ENDED:
        return status
    return "planning" if process.tags == {"planning"} or status == "planning" else "tender"


def _above(release: JsonObject) -> Iterator[JsonObject]:
    """Yield what a process names as the framework or the process it was called off from."""
    for holder in (release, *_listed(release, "contracts")):
        for related in holder.get("relatedProcesses") or ():
            if _UNDER.intersection(related.get("relationship") or ()):
                yield related


def _note(told: Told) -> str | None:
    titles = {words(r.get("title"), told.odd) for r in _above(told.process.release)} - {None}
    return f"Made under: {'; '.join(sorted(filter(None, titles)))}"[:2000] if titles else None


def _remember(told: Told, related: JsonObject, held: Waiting) -> None:
    other = words(related.get("identifier"), told.odd)
    is_ocid = (related.get("scheme") or "ocid").lower() == "ocid" or (other or "").startswith(
        "ocds-"
    )
    if other is None or not is_ocid:
        told.odd("Framework or parent process without an ocid; no tie stated")
    elif identifier(other) == told.process.ocid:
        told.odd("Process that is its own framework or parent; no tie stated")
    else:
        held.made_under(told.process.ocid, identifier(other), told.source)


def _frameworks(held: Waiting, findings: Findings) -> Iterator[Said]:
    for ocid, other, source, known in held.frameworks():
        if not known:
            findings.odd(
                "Framework or parent process that is not in the files; no tie stated",
                f"process {ocid}",
            )
            continue
        yield Said(
            MadeUnder(
                from_type="Procurement",
                from_id=ocid,
                to_type="Procurement",
                to_id=other,
                source=source,
                locator=f"process {ocid}",
            )
        )


FORMAT = Format(
    name="ocds",
    title="Public procurement (Open Contracting Data Standard)",
    recognises=recognises,
    statements=statements,
    joint=True,
)
