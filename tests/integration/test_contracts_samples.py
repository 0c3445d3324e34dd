"""The contracts loader against the Local Government Association's own schema."""

import json
from pathlib import Path

import pytest

from placegraph.loaders.contracts.columns import COLUMNS

SCHEMAS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lga_schemas"

#: Fields that docs/formats/contracts.md says are left out.
LEFT_OUT = {
    "ServiceCategoryLabel", "ServiceCategoryURI", "ProcurementCategory", "CPVLabel",
    "ProclassLabel", "ProclassCode", "FixedCost", "IrrecoverableVAT", "SMESupplier", "ContactName",
    "ContactEmail", "ContactURL", "ProcessType", "TenderDocumentURL", "ContractDocumentURL",
    "PerformanceInformationURL", "AreaServedLabel", "AreaServedURI",
}  # fmt: skip


def test_every_field_of_the_schema_is_read_under_its_name_and_its_title_or_left_out() -> None:
    path = SCHEMAS / "lga_contracts_schema.utf16le.json"
    if not path.exists():
        pytest.skip("the schema is not here; put the folder shared/ beside the checkout")
    fields = json.loads(path.read_text(encoding="utf-16-le").lstrip("\ufeff"))["fields"]
    assert len(fields) == 38
    known = {_key(title): c.name for c in COLUMNS for title in (*c.titles, c.name)}
    for field in fields:
        if field["name"] in LEFT_OUT:
            assert _key(field["name"]) not in known
            assert _key(field["title"]) not in known
        else:
            assert _key(field["name"]) in known
            assert _key(field["title"]) in known


def _key(title: str) -> str:
    return "".join(c for c in title.lower() if c.isascii() and c.isalnum())
