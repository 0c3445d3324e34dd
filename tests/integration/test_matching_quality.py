from pathlib import Path

import pytest

from placegraph.matching.quality import judged, labelled_pairs, quality

OWN = Path(__file__).parents[1] / "data" / "matching" / "pairs.csv"
PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "matching" / "name_bench_cases.csv"


def quality_on(path: Path):
    return quality((suggested, pair.same) for pair, _, suggested in judged(labelled_pairs(path)))


def test_our_own_labelled_pairs_are_judged_as_well_as_the_documents_say():
    found = quality_on(OWN)
    assert found.precision >= 0.95
    assert found.recall >= 0.95


@pytest.mark.skipif(
    not PUBLISHED.exists(),
    reason=f"no {PUBLISHED.name}: put contrib/name_bench/cases.csv of nomenklatura in "
    "../shared/data/matching",
)
def test_published_labelled_pairs_are_judged_as_well_as_the_documents_say():
    found = quality_on(PUBLISHED)
    assert found.precision >= 0.95
    assert found.recall >= 0.75
