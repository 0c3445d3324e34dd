"""The papers' two phases, written as scenarios, make the structures that were transcribed."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import neo4j
import pandas as pd
import pytest
from typer.testing import CliRunner

from placegraph import measures
from placegraph.analytics.scenarios.baseline import CONDITIONAL, Frames
from placegraph.analytics.scenarios.scenario import Scenario, Start
from placegraph.cypher import query
from placegraph.errors import MeasureError
from placegraph.graph.store import Neo4jStore
from placegraph.measures.scenarios import ScenarioResult, baseline, scenario_result
from placegraph.reports import scenarios as reports
from placegraph.scenario_commands import scenario as commands
from placegraph.scenario_files import bundled_scenarios, read_scenario
from placegraph.settings import Settings

TODAY = date(2026, 1, 1)
PHASES = ("phase-1", "phase-2")


@pytest.fixture(scope="module")
def results(bundled_store: Neo4jStore) -> dict[str, ScenarioResult]:
    return {
        name: scenario_result(bundled_store, read_scenario(name), today=TODAY) for name in PHASES
    }


@pytest.fixture(scope="module")
def transcribed(bundled_store: Neo4jStore) -> dict[str, Frames]:
    """Return what the papers say of each phase, as it was loaded."""
    return {
        name: baseline(
            bundled_store,
            Scenario(id=name, title=name, baseline=Start(structure=name)),
            today=TODAY,
        )[1]
        for name in PHASES
    }


def told(frame: pd.DataFrame, *columns: str) -> set[tuple[Any, ...]]:
    rows = frame[list(columns)].astype(object)
    return set(rows.where(rows.notna(), None).itertuples(index=False, name=None))


POSTS = ("id", "name", "organisation", "fte", "counted", "role", "temporary", "vacant")
ROLES = (
    *("relation", "holder", "holder_name", "holder_kind", "target", "target_name", "target_kind"),
    *("part", "joint", "statement"),
)


def conditional(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(conditional=frame["status"] == CONDITIONAL)


@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_is_exactly_the_structure_that_was_transcribed(
    results: dict[str, ScenarioResult], transcribed: dict[str, Frames], phase: str
) -> None:
    made, stated = results[phase].applied.result, transcribed[phase]

    assert told(conditional(made.posts), *POSTS, "conditional") == told(
        conditional(stated.posts), *POSTS, "conditional"
    )
    columns = ("post", "post_name", "function", "function_name", "conditional")
    assert told(conditional(made.functions), *columns) == told(
        conditional(stated.functions), *columns
    )
    assert told(made.roles, *ROLES) == told(stated.roles, *ROLES)
    assert told(made.outcomes, "id", "name", "kind", "body") == told(
        stated.outcomes, "id", "name", "kind", "body"
    )
    assert told(made.statutory, "organisation", "role", "post") == told(
        stated.statutory, "organisation", "role", "post"
    )
    for name, keys in (
        ("memberships", ("actor", "partnership", "completeness")),
        ("contracts", ("contract", "party", "role")),
        ("aims", ("id", "set")),
        ("links", ("lower", "upper", "score", "status")),
    ):
        assert told(made.named()[name], *keys) == told(stated.named()[name], *keys)


@pytest.mark.parametrize("phase", PHASES)
def test_coverage_of_a_phase_is_that_of_the_transcribed_structure(
    bundled_store: Neo4jStore, results: dict[str, ScenarioResult], phase: str
) -> None:
    """G-COV-1, G-COV-2, G-COV-3, G-COV-4, G-COV-7, G-COV-9, G-COV-11, G-COV-12, G-COV-14."""
    at = measures.moment(bundled_store, as_at=None, structure=phase, today=TODAY)
    stated, made = measures.coverage(bundled_store, at), results[phase].after.coverage

    for name in ("coverage", "objectives", "portfolios", "concentration"):
        cited = ["evidence", "source", "locator"]
        pd.testing.assert_frame_equal(
            _sorted(getattr(made, name).drop(columns=cited, errors="ignore")),
            _sorted(getattr(stated, name).drop(columns=cited, errors="ignore")),
            check_dtype=False,
        )
    columns = ("outcome", "holder", "relation", "state")
    assert told(made.matrix, *columns) == told(stated.matrix, *columns)
    for name in ("statements", "contribution_edges", "contributed"):
        assert getattr(made, name) == getattr(stated, name)
    assert set(made.shared or ()) == set(stated.shared or ())
    assert (made.hhi, made.gini) == pytest.approx((stated.hhi, stated.gini))
    counts = {"phase-1": (26, 28, 24), "phase-2": (23, 25, 22)}[phase]
    assert (made.statements, made.contribution_edges, made.contributed) == counts


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(list(frame.columns[:2]), ignore_index=True)


def test_posts_go_from_10_5_to_8_5_to_7_5(results: dict[str, ScenarioResult]) -> None:
    """G-POST-0, G-POST-1, G-POST-2, and G-POST-12 with the post that comes only if required."""
    totals = results["phase-2"].difference.totals

    assert [total.fte for total in totals] == [10.5, 8.5, 7.5]
    assert totals[-1].if_required == 8.5
    assert [total.fte for total in results["phase-1"].difference.totals] == [10.5, 8.5]


def test_with_the_conditional_post_taken_to_come_there_are_8_5(bundled_store: Neo4jStore) -> None:
    """G-POST-12, G-COV-13."""
    found = scenario_result(bundled_store, read_scenario("phase-2"), today=TODAY, assumed=True)

    assert found.difference.totals[-1].fte == 8.5
    assert len(found.difference.moved(certain=True)) == 10
    assert len(found.difference.moved(certain=False)) == 0


def test_posts_deleted_and_created_are_those_that_the_paper_lists(
    results: dict[str, ScenarioResult],
) -> None:
    """G-POST-5, G-POST-6."""
    first = results["phase-1"].difference.posts
    assert first["change"].value_counts().to_dict() == {"deleted": 5, "created": 3}
    second = results["phase-2"].difference.posts
    later = second[second["on"] == date(2012, 10, 1)]
    assert told(later, "post", "change") == {("P-ADOD", "deleted"), ("P-HSSS", "conditional")}


def test_two_functions_move_for_certain_and_eight_if_required(
    results: dict[str, ScenarioResult],
) -> None:
    """G-COV-13."""
    found = results["phase-2"].difference
    assert told(found.moved(certain=True), "id", "was", "now") == {
        ("FN-property-and-asset-management", "AD Built Environment", "AD Resources"),
        (
            "FN-hr-strategy-and-organisational-development",
            "AD Organisational Development and Change",
            "AD Resources",
        ),
    }
    maybe = found.moved(certain=False)
    assert len(maybe) == 8
    assert set(maybe["now"]) == {"Head of Shared Support Services"}


def test_deleting_the_temporary_post_orphans_two_outcomes(
    results: dict[str, ScenarioResult],
) -> None:
    """G-COV-5, G-COV-6."""
    found = results["phase-2"].difference
    assert set(found.outcomes_orphaned) == {"O-OD-1", "O-OD-3"}
    assert results["phase-1"].difference.outcomes_orphaned == ()
    assert set(results["phase-1"].after.coverage.at_risk or ()) == {"O-OD-1", "O-OD-2", "O-OD-3"}


@pytest.mark.parametrize(
    ("golden", "year", "column"),
    [
        ("G-SLT-1", "2011/12", "stated_saving"),
        ("G-SLT-2", "2012/13", "stated_saving"),
        ("G-SLT-3", "2013/14 onwards", "stated_saving"),
        ("G-SLT-5", None, "stated_cost"),
    ],
)
def test_savings_and_costs_are_those_stated(
    bundled_store: Neo4jStore,
    results: dict[str, ScenarioResult],
    golden: str,
    year: str | None,
    column: str,
) -> None:
    stated = bundled_store.read(query("figures/figures"), measure=None).set_index("figure")
    low, high = stated.at[golden, "low"], stated.at[golden, "high"]
    years = results["phase-2"].years
    row = years[years["year"].isna() if year is None else years["year"] == year].iloc[0]

    assert row[f"{column}_low"] == low
    assert row[f"{column}_high"] == (low if pd.isna(high) else high)
    assert row["sources"] == f"s2 {stated.at[golden, 'locator']}"


def test_a_saving_is_unknown_where_no_source_gives_a_salary(
    results: dict[str, ScenarioResult],
) -> None:
    years = results["phase-2"].years.set_index("year")
    assert years["saving_low"].isna().all()
    assert "no source gives the salary of P-ACE" in years.at["2011/12", "reason"]
    # Two posts from the first day; a third for the second half of the second year.
    assert years["fte_years"].tolist()[:3] == [2.0, 2.5, 3.0]
    assert "cannot be" in years.at["2012/13", "notes"]


def test_nothing_is_written(
    bundled_store: Neo4jStore, fingerprint: Callable[[neo4j.Driver], str]
) -> None:
    before = fingerprint(bundled_store._driver)
    found = scenario_result(bundled_store, read_scenario("phase-2"), today=TODAY)
    reports.scenario(found)
    reports.scenario_difference(found)
    reports.scenario_comparison([found])
    assert fingerprint(bundled_store._driver) == before


def test_every_measure_runs_on_a_scenario(
    bundled_store: Neo4jStore, results: dict[str, ScenarioResult]
) -> None:
    place: Any = results["phase-2"].after.store
    at = results["phase-2"].after.at
    stated = measures.moment(bundled_store, as_at=None, structure="phase-2", today=TODAY)

    assert measures.alignment(place, at).h == measures.alignment(bundled_store, stated).h
    pd.testing.assert_frame_equal(
        measures.influence(place, at).actors, measures.influence(bundled_store, stated).actors
    )
    pd.testing.assert_frame_equal(
        measures.influence(place, at, ties=["contracts"]).actors,
        measures.influence(bundled_store, stated, ties=["contracts"]).actors,
    )
    assert told(measures.returns(place, at).frame, "partnership", "status") == told(
        measures.returns(bundled_store, stated).frame, "partnership", "status"
    )
    assert measures.reallocation(place, at, cap=12).fewest == (
        measures.reallocation(bundled_store, stated, cap=12).fewest
    )


def council(*operations: dict[str, Any]) -> Scenario:
    return Scenario.model_validate(
        {
            "id": "merger",
            "title": "Merger",
            "baseline": {"structure": "phase-1"},
            "operations": operations,
        }
    )


def test_councils_that_merge_keep_their_partners(bundled_store: Neo4jStore) -> None:
    merger = council(
        {
            **{"do": "merge councils", "councils": ["ORG-CBC", "ORG-TBC"], "into": "ORG-NEW"},
            **{"name": "New Council", "on": "2012-04-01"},
        }
    )
    found = scenario_result(bundled_store, merger, today=TODAY)

    assert found.after.at.organisation == "ORG-NEW"
    assert found.after.coverage.contributed == 24
    assert found.after.influence is not None
    actors = found.after.influence.actors.set_index("actor")
    # Shared legal services and building control are now of one body, the other two of two or three.
    assert set(actors.index) == {"ORG-NEW", "ORG-GLC", "ORG-CDC"}
    assert actors.at["ORG-NEW", "partnerships"] == 4
    assert told(found.shifts, "actor") >= {("ORG-CBC",), ("ORG-NEW",), ("ORG-TBC",)}


def test_a_partner_that_leaves_loses_its_only_partnership(bundled_store: Neo4jStore) -> None:
    left = council(
        {"do": "leave partnership", "organisation": "ORG-GLC", "partnership": "PT-JCS"},
    )
    found = scenario_result(bundled_store, left, today=TODAY).difference.partners
    assert found[["organisation", "before", "after", "only_tie_lost"]].to_numpy().tolist() == [
        ["ORG-GLC", 1, 0, True]
    ]


def test_the_bundled_scenarios_are_compared_side_by_side(
    results: dict[str, ScenarioResult],
) -> None:
    table = reports.scenario_comparison(list(results.values())).tables["measures"]
    columns = ["baseline", *PHASES]
    by_name = table.set_index("measure")[columns]

    assert by_name.loc["fte"].tolist() == [10.5, 8.5, 7.5]
    assert by_name.loc["contributed"].tolist() == [None, 24, 22]
    assert by_name.loc["lead_commissioner"].tolist() == [None, 0, 0]
    assert by_name.loc["orphaned"].tolist() == [None, 0, 2]
    assert by_name.loc["stated_saving"].tolist() == [None, 144_000, 213_000]


def test_scenarios_of_two_baselines_are_not_compared(
    bundled_store: Neo4jStore, results: dict[str, ScenarioResult]
) -> None:
    other = scenario_result(bundled_store, council(), today=TODAY)
    with pytest.raises(MeasureError, match="found several baselines"):
        reports.scenario_comparison([results["phase-1"], other])


def test_commands_write_try_and_compare(
    bundled_store: Neo4jStore,
    bundled_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PLACEGRAPH_HOME", str(bundled_settings.home))
    monkeypatch.chdir(tmp_path)
    run = CliRunner()

    assert bundled_scenarios() == PHASES
    made = run.invoke(commands, ["new", "mine", "--structure", "phase-1"])
    assert made.exit_code == 0, made.output
    assert "#   P-ADOD  AD Organisational Development and Change, 1 FTE" in Path(
        "mine.yml"
    ).read_text(encoding="utf-8")
    unchanged = run.invoke(commands, ["diff", "mine.yml", "--format", "json"])
    assert json.loads(unchanged.stdout)["changes"] == []
    applied = run.invoke(commands, ["apply", "phase-2", "--format", "csv"])
    assert "P-HSSS" in applied.stdout
    both = run.invoke(commands, ["compare", *PHASES, "--format", "json"])
    assert json.loads(both.stdout)["summary"]["phase-2"]["fte"] == 7.5


def test_the_page_says_what_the_scenarios_make(results: dict[str, ScenarioResult]) -> None:
    page = Path(__file__).parents[2] / "docs" / "methods" / "scenarios.md"
    found = results["phase-2"]
    difference = found.difference
    for number, phase in enumerate(found.applied.phases[1:], start=1):
        own = difference.changes[difference.changes["on"] == phase.on]
        lost = own[(own["change"] == "orphaned") & (own["kind"] == "outcome")]
        moved = {
            change: int(((own["change"] == change) & (own["relation"] == "MANAGES")).sum())
            for change in ("moved", "may move")
        }
        fte = difference.totals[number].fte
        row = (
            f"| {number} | {phase.on} | {fte:g} | {moved['moved']} | {moved['may move']} | "
            f"{lost['id'].nunique()} |"
        )
        assert row in page.read_text(encoding="utf-8")
