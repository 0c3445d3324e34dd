"""Contracts registers as the Local Government Transparency Code 2015 has councils publish them.

The Local Government Association's schema and registers that follow their own are both read;
docs/formats/contracts.md says what is made of them. A file is read twice: once to learn which
contracts stand on several rows and whether these agree on a value, once to state them.
"""

from collections.abc import Iterator
from pathlib import Path

from placegraph.loaders.contact_details import without_contacts
from placegraph.loaders.contracts.columns import COLUMNS, RECOGNISED
from placegraph.loaders.contracts.contract_cells import (
    identity,
    same_value,
    suppliers_key,
    title_key,
)
from placegraph.loaders.contracts.register import Register
from placegraph.loaders.published import About, Findings, Format, Said, sources
from placegraph.loaders.reading.seen import Seen
from placegraph.loaders.reading.text_tables import header_score, open_tables
from placegraph.loaders.reading.values import words


def recognises(path: Path) -> bool:
    """Return whether the file has the columns of a register of contracts."""
    return header_score(path, RECOGNISED) > 0


def statements(paths: tuple[Path, ...], about: About, findings: Findings) -> Iterator[Said]:
    """Yield each file's source, then its contracts, each after the bodies that are party to it.

    Raises
    ------
    UnreadableSource
        If a file is no table, or has no columns for a contract's title and its supplier.

    """
    for source, path in zip(sources(paths, about), paths, strict=True):
        tables = list(open_tables(path, COLUMNS))
        seen, first = Seen(), ""
        for table in tables:
            for row in table.rows():
                key, reference = identity(row)
                seen.meet(key, same_value(row.get("ContractValue")))
                if reference:
                    seen.meet(suppliers_key(key), row.get("SupplierName").casefold())
                    seen.meet(title_key(key), row.get("ContractTitle").casefold())
                first = first or row.get("OrganisationLabel")
        council = words(without_contacts(first))
        yield Said(source.model_copy(update={"publisher": source.publisher or council}))
        register = Register(source, about, council, findings, seen)
        for table in tables:
            yield from register.said(table)
        register.close()


FORMAT = Format(
    name="contracts",
    title="Contracts register (Local Government Transparency Code)",
    recognises=recognises,
    statements=statements,
)
