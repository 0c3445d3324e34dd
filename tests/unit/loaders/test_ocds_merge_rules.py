"""The table of merge rules."""

import json
from collections import Counter
from pathlib import Path

import pytest
from ocdsmerge.rules import get_merge_rules

from placegraph.loaders.ocds.merge_rules import MERGE_RULES

CHECKOUT = Path(__file__).resolve().parents[3]
SCHEMA = CHECKOUT.parent / "shared/data/ocds/schema/dereferenced-release-schema.json"


def test_there_are_57_rules_five_of_them_for_what_is_omitted() -> None:
    assert Counter(MERGE_RULES.values()) == {"omitWhenMerged": 5, "wholeListMerge": 52}


@pytest.mark.skipif(not SCHEMA.exists(), reason="the OCDS schema is not here; see SOURCES.md")
def test_the_rules_are_those_of_the_release_schema() -> None:
    assert get_merge_rules(json.loads(SCHEMA.read_text(encoding="utf-8"))) == MERGE_RULES
