"""Cheltenham's papers: two lead commissioners, 24 outcomes, no portfolio allocated."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest

from placegraph import measures, reports
from placegraph.columns import COLUMNS
from placegraph.errors import MeasureError
from placegraph.graph.store import Neo4jStore
from placegraph.measures import Moment
from placegraph.settings import Settings


def at(store: Neo4jStore, structure: str) -> Moment:
    return measures.moment(store, as_at=None, structure=structure, today=date(2026, 1, 1))


@pytest.mark.parametrize("structure", ["phase-1", "phase-2"])
def test_two_directors_need_a_cap_of_twelve_for_24_outcomes(
    bundled_store: Neo4jStore, structure: str
) -> None:
    now = at(bundled_store, structure)
    short = measures.reallocation(bundled_store, now, cap=11)
    assert not short.possible
    assert short.short_posts == ("P-SD1", "P-SD2")
    assert len(short.short_outcomes) == 24
    assert short.smallest_cap == 12

    enough = measures.reallocation(bundled_store, now, cap=12)
    assert (enough.outcomes, enough.led, enough.fewest, enough.bound) == (24, 0, 24, 24)
    assert set(enough.changes["change"]) == {"allocate"}
    assert enough.portfolios["after"].tolist() == [12, 12]


def test_outcomes_go_to_whoever_contributes_when_all_senior_posts_may_lead(
    bundled_store: Neo4jStore,
) -> None:
    now = at(bundled_store, "phase-1")
    posts = ["P-SD1", "P-SD2", "P-ADCOM", "P-ADOD", "P-ADRES", "P-ADBE", "P-ADWC", "P-ADOPS"]
    found = measures.reallocation(bundled_store, now, cap=6, eligible=posts)
    # Every one of the 24 outcomes is in some job profile, and no profile has more than six.
    assert found.changes["contributes"].all()


def test_baseline_without_outcomes_is_refused(bundled_store: Neo4jStore) -> None:
    with pytest.raises(MeasureError, match="found no outcome on record"):
        measures.reallocation(bundled_store, at(bundled_store, "baseline"), cap=12)


def test_report_has_the_columns_that_are_documented(bundled_store: Neo4jStore) -> None:
    now = at(bundled_store, "phase-1")
    made = reports.reallocation(measures.reallocation(bundled_store, now, cap=12), now)
    assert {name: list(table) for name, table in made.tables.items()} == {
        name: list(columns) for name, columns in COLUMNS["reallocation"].items()
    }


def test_command_says_why_not_and_what_would_do(
    bundled_store: Neo4jStore, bundled_settings: Settings
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "placegraph", "scenario", "reallocate"),
            *("--structure", "phase-1", "--cap", "12", "--cap-of", "P-SD1=11"),
            *("--format", "json"),
        ],
        capture_output=True,
        text=True,
        env=os.environ | {"PLACEGRAPH_HOME": str(bundled_settings.home)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["summary"]["possible"] is False
    assert answer["summary"]["smallest_cap"] == 13
    assert "The smallest cap that would do is 13." in answer["sentences"][0]
