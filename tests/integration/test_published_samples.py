"""Every published sample in one graph with the flagship: figures, ties, and what must not move.

The samples are real files that lie beside the checkout and are no part of it. The expected
figures are counted from the files by other means in the tests of each format; here they are
checked as the command line prints them.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from placegraph import measures, reports
from placegraph.cypher import query
from placegraph.demonstration import load_bundled
from placegraph.graph.engines import EmbeddedEngine
from placegraph.graph.store import Neo4jStore
from placegraph.measures import Moment
from placegraph.settings import Settings

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(),
    reason="the published samples are not beside the checkout; put them in ../shared/data",
)

FIGURES = {
    ("ocds", "ocds/cf_release_package_2025-01-23.json"): [
        "100 releases",
        "94 processes",
        "57 awards",
        "70 award–supplier ties",  # noqa: RUF001
        "award value £121,869,256.40",
    ],
    ("ocds", "ocds/fts_release_package_selected.json"): ["5 releases"],
    ("spend", "spend/hyndburn_1701.csv"): ["180 payments, £538,272.19"],
    ("spend", "spend/hyndburn_April-24.csv"): ["428 payments, £2,639,411.52"],
    ("spend", "spend/hyndburn_Oct-24-CSV.csv"): ["587 payments, £7,466,614.05", "8 credits"],
    ("spend", "spend/trafford_supplier_spend_sample.csv"): ["600 payments"],
    ("organogram", "organogram/Acas-Sep-13-senior.csv organogram/Acas-Sep-13-junior.csv"): [
        "6 posts"
    ],
    ("structure", "structure/trafford_organisation_structure_2025.csv"): ["80 posts"],
    ("360giving", "grants/trafford_grants.csv"): ["555 grants"],
    ("geography", "geography/LAD19_CSP19_PFA19.csv"): ["342 rows"],
    ("geography", "geography/LAD21_to_CTY21_England.csv"): ["250 rows"],
    ("geography", "geography/uk_local_authorities.csv"): ["470 councils"],
    ("geography", "geography/gloucestershire_districts_2013.geojson"): ["7 boundaries"],
}


def moments(store: Neo4jStore) -> Iterator[Moment]:
    for structure in ("phase-1", "phase-2"):
        yield measures.moment(store, as_at=None, structure=structure, today=date(2026, 1, 1))
    yield measures.moment(store, as_at=date(2011, 5, 1), structure=None, today=date(2026, 1, 1))


def answers(store: Neo4jStore) -> list[object]:
    """Return coverage, return, alignment and influence over memberships, as they stand."""
    found: list[object] = []
    for at in moments(store):
        coverage = measures.coverage(store, at)
        found += [coverage.coverage.to_csv(), coverage.findings.to_csv(), coverage.matrix.to_csv()]
        found += [measures.returns(store, at).frame.to_csv()]
        found += [measures.influence(store, at).actors.to_csv()]
        found += [reports.alignment_sentence(measures.alignment(store, at))]
    return [*found, measures.returns(store).frame.to_csv()]


def load(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PLACEGRAPH_")}
    environment["PLACEGRAPH_HOME"] = str(settings.home)
    return subprocess.run(
        [sys.executable, "-m", "placegraph", "load", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_sample_gives_its_figures_beside_the_flagship_and_moves_no_other_measure(
    own_engine: Settings,
) -> None:
    with EmbeddedEngine(own_engine) as address, Neo4jStore.at(address) as store:
        load_bundled(store, say=lambda _line: None)
        before = answers(store)

        for (form, names), expected in FIGURES.items():
            paths = [str(SAMPLES / name) for name in names.split()]
            run = load(own_engine, form, *paths)
            assert run.returncode == 0, run.stderr
            missing = [figure for figure in expected if figure not in run.stdout]
            assert missing == [], run.stdout
            again = load(own_engine, form, *paths)
            assert "loaded already" in again.stderr
            assert again.stdout == run.stdout

        assert answers(store) == before
        _ties_can_be_selected(store)
        _geography_answers(store)


def _ties_can_be_selected(store: Neo4jStore) -> None:
    at = measures.moment(store, as_at=date(2025, 1, 23), structure=None, today=date(2026, 1, 1))
    grants = measures.influence(store, at, ties=("grants",)).actors
    by_id = grants.set_index("actor")["grants"]
    assert by_id["GB-LAE-TRF"] == by_id.max()
    spent = measures.moment(store, as_at=date(2024, 10, 15), structure=None, today=date(2026, 1, 1))
    assert not measures.influence(store, spent, ties=("spending",)).actors.empty


def _geography_answers(store: Neo4jStore) -> None:
    county: pd.DataFrame = store.read(
        query("areas/county_of_district"), as_at=date(2026, 1, 1), district="E07000078"
    )
    assert county["county_name"].tolist() == ["Gloucestershire"]
    safety = store.read(
        query("areas/statutory_partnerships"), as_at=date(2026, 1, 1), district="E07000078"
    )
    assert safety["police_area_name"].tolist() == ["Gloucestershire"]
