"""The flagship's golden results, from the bundled tables through the graph to the measures.

The expected values were worked out from the papers, independently of this code; the identifiers
are those of docs/flagship.md and docs/methods.md.
"""

from datetime import date

import pandas as pd
import pytest

from placegraph import measures
from placegraph.analytics.coverage.benchmark import Quartiles, position
from placegraph.analytics.returns.discounting import flat
from placegraph.analytics.returns.savings import (
    cost_change,
    implied_base,
    payback,
    present_value,
    remainder,
)
from placegraph.analytics.wording import distinct_texts
from placegraph.cypher import query
from placegraph.graph.store import Neo4jStore
from placegraph.measures import Moment

BASELINE, PHASE_1, PHASE_2 = "baseline", "phase-1", "phase-2"
CHELTENHAM = "ORG-CBC"


def at(store: Neo4jStore, structure: str) -> Moment:
    return measures.moment(store, as_at=None, structure=structure, today=date(2026, 1, 1))


def figures(store: Neo4jStore) -> pd.DataFrame:
    return store.read(query("figures/figures"), measure=None).set_index("figure")


# --- posts and full-time equivalents -------------------------------------------------------------


@pytest.mark.parametrize(
    ("structure", "fte", "golden"),
    [
        pytest.param(BASELINE, 10.5, "G-POST-0", id="G-POST-0,G-POST-9"),
        pytest.param(PHASE_1, 8.5, "G-POST-1", id="G-POST-1,G-POST-10"),
        pytest.param(PHASE_2, 7.5, "G-POST-2", id="G-POST-2,G-POST-11"),
    ],
)
def test_counted_posts_add_up_to_the_stated_total(
    bundled_store: Neo4jStore, structure: str, fte: float, golden: str
) -> None:
    moment = at(bundled_store, structure)
    posts = bundled_store.read(
        query("structures/posts"), as_at=moment.as_at, organisation=CHELTENHAM
    ).drop_duplicates("post")
    counted = posts[posts["counted"].astype(bool) & (posts["status"] != "conditional")]

    assert counted["fte"].sum() == fte
    assert figures(bundled_store).at[golden, "low"] == fte


def test_phase_2_with_the_conditional_post_is_8_5(bundled_store: Neo4jStore) -> None:
    """G-POST-12."""
    posts = bundled_store.read(
        query("structures/posts"), as_at=date(2012, 10, 1), organisation=CHELTENHAM
    ).drop_duplicates("post")

    assert posts[posts["counted"].astype(bool)]["fte"].sum() == 8.5


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(10.5, ["above UQ"] * 3 + ["above highest"], id="G-BM-6"),
        pytest.param(8.5, ["median to UQ"] * 3 + ["at UQ"], id="G-BM-7"),
        pytest.param(7.5, ["LQ to median"] * 2 + ["median to UQ", "at median"], id="G-BM-8"),
    ],
)
def test_cheltenham_stands_where_the_paper_puts_it(
    bundled_store: Neo4jStore, count: float, expected: list[str]
) -> None:
    spreads = bundled_store.read(query("figures/benchmarks"))
    words = {
        "above UQ": "above the upper quartile",
        "above highest": "above the highest",
        "median to UQ": "between the median and the upper quartile",
        "LQ to median": "between the lower quartile and the median",
        "at UQ": "at the upper quartile",
        "at median": "at the median",
    }

    found = [
        position(
            count, Quartiles(s.lowest, s.lower_quartile, s.median, s.upper_quartile, s.highest)
        )
        for s in spreads.itertuples()
    ]

    assert found == [words[e] for e in expected]


# --- savings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "golden",
    [
        *("G-SLT-6", "G-SLT-7", "G-SLT-8", "G-SLT-9", "G-SLT-10", "G-SLT-11"),
        *("G-COM-3", "G-COM-6", "G-SP-3", "G-SP-4", "G-SP-6"),
        *("G-CE-4", "G-CE-8", "G-CE-16", "G-CE-20"),
    ],
)
def test_derived_figures_follow_from_the_loaded_ones(
    bundled_store: Neo4jStore, golden: str
) -> None:
    stated = figures(bundled_store)

    def low(name: str) -> float:
        return float(stated.at[name, "low"])

    def both(name: str) -> tuple[float, float]:
        return low(name), float(stated.at[name, "high"])

    saving = [low(f"G-SLT-{n}") for n in (1, 2, 3)]
    five = [*saving, saving[2], saving[2]]
    derived: dict[str, tuple[object, object]] = {
        "G-SLT-6": (round(payback(47_500, saving[0]) or 0, 1), low("G-SLT-6")),
        "G-SLT-7": (
            [round(payback(cost, saving[0]) or 0, 3) for cost in both("G-SLT-5")],
            [0.319, 0.340],
        ),
        "G-SLT-8": (tuple(20_000 + cost for cost in both("G-SLT-4")), both("G-SLT-5")),
        "G-SLT-9": (sum(saving), 555_000),
        "G-SLT-10": (round(present_value(saving, flat(0.035)) or 0), 534_142),
        "G-SLT-11": (
            (sum(five), round(present_value(five, flat(0.035)) or 0)),
            (981_000, 911_873),
        ),
        "G-COM-3": (
            {
                round(implied_base(s, p / 100))
                for s, p in zip(both("G-COM-2"), both("G-COM-1"), strict=True)
            },
            {8_000_000},
        ),
        "G-COM-6": (remainder(both("G-COM-5"), both("G-COM-5b")), (2, 4)),
        "G-SP-3": (round(low("G-SP-1") - low("G-SP-2")), 6_700_000),
        "G-SP-4": (
            round(cost_change(low("G-SP-1"), 2004, low("G-SP-2"), 2009).yearly, 7),
            -0.0507952,
        ),
        "G-SP-6": (low("G-SP-2") / low("G-SP-5"), 5_625),
        "G-CE-4": (round(low("G-CE-2b") / (low("G-CE-2") / 100)), 4_000),
        "G-CE-8": (
            [round(salary / 1.1, -2) for salary in both("G-CE-6")],
            [100_000, 109_100],
        ),
        "G-CE-16": (round(implied_base(low("G-CE-14"), low("G-CE-13") / 100)), 20_000_000),
        "G-CE-20": (low("G-CE-19") < low("G-CE-1"), True),
    }

    found, expected = derived[golden]
    assert found == expected


def test_savings_as_stated_pay_back_in_about_a_third_of_a_year(bundled_store: Neo4jStore) -> None:
    """G-SLT-6, G-SLT-7, G-SLT-9, G-SLT-10, G-SLT-11 from the stated savings."""
    stated = figures(bundled_store)
    saving = [stated.at[f"G-SLT-{n}", "low"] for n in (1, 2, 3)]
    cost = stated.loc["G-SLT-5", ["low", "high"]].tolist()

    assert saving == [144_000, 198_000, 213_000]
    assert [round(payback(c, saving[0]) or 0, 3) for c in cost] == [0.319, 0.340]
    assert sum(saving) == 555_000
    assert round(present_value(saving, flat(0.035)) or 0) == 534_142
    five = [*saving, saving[2], saving[2]]
    assert (sum(five), round(present_value(five, flat(0.035)) or 0)) == (981_000, 911_873)


def test_the_figure_that_cannot_be_net_is_loaded_as_stated_and_flagged(
    bundled_store: Neo4jStore,
) -> None:
    """Anomaly N1."""
    row = figures(bundled_store).loc["G-SLT-2"]

    assert row["low"] == 198_000
    assert row["reconciliation"]


def test_supporting_people_is_reported_as_efficiency_without_monetised_benefit(
    bundled_store: Neo4jStore,
) -> None:
    """G-SP-1, G-SP-2, G-SP-3, G-SP-4."""
    row = measures.returns(bundled_store).frame.set_index("partnership").loc["PT-SP"]

    assert row["statement"] == "efficiency evidenced, citizen benefit not monetised"
    assert (row["cost_from"], row["cost_to"]) == (29_200_000, 22_500_000)
    assert round(row["cost_change_share"], 6) == -0.229452
    assert round(row["cost_change_yearly"], 7) == -0.0507952
    assert pd.isna(row["bcr"])
    assert round(cost_change(29.2, 2004, 22.5, 2009).share, 6) == -0.229452


def test_supporting_people_is_told_as_the_paper_tells_it(bundled_store: Neo4jStore) -> None:
    """G-SP-7, G-SP-8, G-SP-9: since 2003; councils, health and probation; results without money."""
    facts = bundled_store.read(query("network/facts"), type="Partnership", id="PT-SP")
    said = dict(zip(facts["fact"], facts["value"], strict=True))
    members = facts[facts["fact"] == "MEMBER_OF"]

    assert said["started"] == "2003"
    assert set(members["other"]) == {"ORG-SPC", "ORG-SPH", "ORG-PROB"}
    note = " ".join(facts["note"].dropna())
    assert "support at home" in note
    assert "minimum standards" in note
    assert "national targets exceeded" in note


def test_wheels_to_meals_is_right_to_the_penny(bundled_store: Neo4jStore) -> None:
    """T-W2M."""
    result = measures.returns(bundled_store).appraisals["WM"]

    assert result.pvb is not None
    assert result.npv is not None
    assert result.ratio is not None
    assert round(result.pvb, 2) == 81_741.93
    assert round(result.npv, 2) == 39_366.93
    assert round(result.ratio, 6) == 1.929013


# --- coverage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("structure", "statements", "edges", "contributed", "shared", "orphaned", "at_risk"),
    [
        pytest.param(
            PHASE_1, 26, 28, 24, ("O-OD-2", "O-OPS-3"), ("O-OD-1", "O-OD-3"),
            {"O-OD-1", "O-OD-2", "O-OD-3"}, id="phase-1",
        ),
        pytest.param(PHASE_2, 23, 25, 22, ("O-OPS-3",), None, set(), id="phase-2"),
    ],
)  # fmt: skip
def test_contributions_are_counted_as_the_job_profiles_have_them(
    bundled_store: Neo4jStore,
    structure: str,
    statements: int,
    edges: int,
    contributed: int,
    shared: tuple[str, ...],
    orphaned: tuple[str, ...] | None,
    at_risk: set[str],
) -> None:
    """G-COV-1, G-COV-2, G-COV-3, G-COV-4, G-COV-5, G-COV-6."""
    found = measures.coverage(bundled_store, at(bundled_store, structure))

    assert found.statements == statements  # G-COV-1
    assert found.contribution_edges == edges  # G-COV-2
    assert found.contributed == contributed  # G-COV-3
    assert tuple(sorted(found.shared or ())) == shared  # G-COV-4
    assert found.orphaned == orphaned  # G-COV-5
    assert set(found.at_risk or ()) == at_risk  # G-COV-6


def test_the_twenty_four_outcomes_are_distinct_texts(bundled_store: Neo4jStore) -> None:
    """G-COV-3."""
    frame = bundled_store.read(
        query("outcomes/outcomes"), as_at=date(2011, 4, 1), organisation=CHELTENHAM
    )
    outcomes = frame[frame["kind"] == "outcome"]

    assert (len(outcomes), distinct_texts(outcomes["name"])) == (24, 24)


def test_phase_2_names_the_two_outcomes_the_deleted_post_orphans(
    bundled_store: Neo4jStore,
) -> None:
    """G-COV-5."""
    found = measures.orphaned_since(bundled_store, at(bundled_store, PHASE_2))

    assert found is not None
    assert found[["outcome", "lost"]].to_dict("records") == [
        {"outcome": "O-OD-1", "lost": "AD Organisational Development and Change"},
        {"outcome": "O-OD-3", "lost": "AD Organisational Development and Change"},
    ]


@pytest.mark.parametrize("structure", [PHASE_1, PHASE_2])
def test_no_outcome_has_a_lead_commissioner_and_both_directors_lead_nothing(
    bundled_store: Neo4jStore, structure: str
) -> None:
    """G-COV-7, G-COV-8."""
    found = measures.coverage(bundled_store, at(bundled_store, structure))
    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]

    assert (leads["covered"], leads["outcomes"]) == (0, 24)
    assert set(found.findings.query("question == 'Q6'")["subject"]) == {"P-SD1", "P-SD2"}


@pytest.mark.parametrize("structure", [PHASE_1, PHASE_2])
def test_two_of_five_objectives_have_a_lead_officer_in_full(
    bundled_store: Neo4jStore, structure: str
) -> None:
    """G-COV-9, G-COV-10, G-COV-11, G-COV-12."""
    found = measures.coverage(bundled_store, at(bundled_store, structure))
    officers = found.objectives.set_index("relation").loc["LEAD_OFFICER_FOR"]

    assert (officers["covered"] - officers["part"], officers["outcomes"]) == (2, 5)
    held = found.matrix.query("relation == 'LEAD_OFFICER_FOR'")
    assert set(held["outcome"]) & {"OB-1", "OB-2", "OB-3", "OB-4", "OB-5"} == {
        "OB-1",
        "OB-3",
        "OB-4",
    }
    contested = found.findings.query("question == 'Q2'")
    assert contested["subject"].tolist() == ["OB-1"]
    conflicts = found.findings.query("question == 'Q8'")
    assert conflicts["subject"].value_counts().to_dict() == {
        "P-ADOPS": 2,
        "P-ADWC": 2,
        "P-ADBE": 1,
    }
    assert set(conflicts["severity"]) == {"info"}
    hard = measures.coverage(bundled_store, at(bundled_store, structure), split="hard")
    assert set(hard.findings.query("question == 'Q8'")["severity"]) == {"breach"}


def test_two_functions_certainly_move_between_the_phases(bundled_store: Neo4jStore) -> None:
    """G-COV-13."""
    moved = bundled_store.read(
        query("posts/moved_functions"), before=date(2012, 9, 30), after=date(2012, 10, 1)
    )

    assert {(r.name, r.was, r.now) for r in moved.itertuples(index=False)} == {
        ("Property and Asset Management", "P-ADBE", "P-ADRES"),
        ("HR Strategy and Organisational Development", "P-ADOD", "P-ADRES"),
    }
    found = measures.coverage(bundled_store, at(bundled_store, PHASE_1)).moves
    certain = found[found["certainty"] == "certain"]
    assert set(zip(certain["function"], certain["was"], certain["now"], strict=True)) == {
        ("FN-property-and-asset-management", "P-ADBE", "P-ADRES"),
        ("FN-hr-strategy-and-organisational-development", "P-ADOD", "P-ADRES"),
    }
    conditional = found[found["certainty"] == "conditional"]
    assert len(conditional) == 8
    assert set(conditional["was"]) == {"P-ADRES"}
    assert set(conditional["now"]) == {"P-HSSS"}
    later = bundled_store.read(
        query("posts/functions"), as_at=date(2012, 10, 1), organisation=CHELTENHAM
    )
    may_move = later.query("status == 'conditional' and post == 'P-HSSS'")
    assert may_move["function"].nunique() == 8


def test_portfolios_are_as_uneven_as_worked_out_by_hand(bundled_store: Neo4jStore) -> None:
    """G-COV-14."""
    found = measures.coverage(bundled_store, at(bundled_store, PHASE_1))

    sizes = found.portfolios.query("relation == 'CONTRIBUTES_TO'").set_index("post")["outcomes"]
    assert sizes.to_dict() == {
        "P-SD1": 2,
        "P-SD2": 2,
        "P-ADCOM": 5,
        "P-ADOPS": 4,
        "P-ADOD": 3,
        "P-ADRES": 3,
        "P-ADWC": 3,
        "P-ADBE": 6,
    }
    assert found.hhi == pytest.approx(112 / 784)
    assert found.gini == pytest.approx(0.205357, abs=5e-7)


@pytest.mark.parametrize(
    ("day", "chart", "expected"),
    [
        pytest.param(
            date(2011, 4, 1), "Appendix 1, Phase 1",
            {"P-ADCOM": 7, "P-ADOD": 2, "P-ADRES": 10, "P-ADBE": 6, "P-ADWC": 3, "P-ADOPS": 6},
            id="phase-1",
        ),
        pytest.param(
            date(2012, 10, 1), "Appendix 1, Phase 2",
            {"P-ADCOM": 7, "P-ADRES": 4, "P-ADBE": 5, "P-ADWC": 3, "P-ADOPS": 6},
            id="phase-2",
        ),
    ],
)  # fmt: skip
def test_functions_per_post_are_those_of_the_charts(
    bundled_store: Neo4jStore, day: date, chart: str, expected: dict[str, int]
) -> None:
    """G-COV-15."""
    table = bundled_store.console(
        "MATCH (p:Post)-[r:MANAGES]->(f:Function) "
        "WHERE r.note STARTS WITH $chart AND coalesce(r.status, '') <> 'conditional' "
        "AND p.id STARTS WITH 'P-AD' "
        "AND coalesce(r.valid_from <= date($day), true) "
        "AND coalesce(r.valid_to > date($day), true) "
        "RETURN p.id, count(DISTINCT f)",
        chart=chart,
        day=day.isoformat(),
    )

    assert dict(table.rows) == expected


@pytest.mark.parametrize("structure", [BASELINE, PHASE_1, PHASE_2])
def test_none_of_the_thirteen_partnerships_has_a_sponsoring_post(
    bundled_store: Neo4jStore, structure: str
) -> None:
    """Q12 of Cheltenham, and the catalogue's own answer."""
    moment = at(bundled_store, structure)

    found = measures.coverage(bundled_store, moment).findings.query("question == 'Q12'")
    asked = bundled_store.read(
        query("partnerships/without_sponsor"), as_at=moment.as_at, organisation=CHELTENHAM
    )

    assert len(found) == 13
    assert set(found["subject"]) == set(asked["partnership"])


@pytest.mark.parametrize(
    ("structure", "expected"),
    [
        # Outcomes of a post's own profile in FLAGSHIP 2.4 that no other profile has.
        pytest.param(
            PHASE_1,
            {"P-ADCOM": 5, "P-ADBE": 5, "P-ADOPS": 3, "P-ADWC": 3, "P-ADOD": 2, "P-ADRES": 2},
            id="phase-1",
        ),
        pytest.param(
            PHASE_2,
            {"P-ADCOM": 5, "P-ADBE": 5, "P-ADOPS": 3, "P-ADWC": 3, "P-ADRES": 3},
            id="phase-2",
        ),
    ],
)
def test_outcomes_that_hang_on_one_post(
    bundled_store: Neo4jStore, structure: str, expected: dict[str, int]
) -> None:
    """Q16: the two that the temporary post holds alone are those its deletion orphans (G-COV-5)."""
    points = measures.coverage(bundled_store, at(bundled_store, structure)).single_points

    assert set(points["relation"]) == {"CONTRIBUTES_TO"}
    assert dict(zip(points["post"], points["outcomes"], strict=True)) == expected


@pytest.mark.parametrize(
    ("structure", "states"),
    [
        pytest.param(BASELINE, ["held", "not named", "held"], id="baseline"),
        pytest.param(PHASE_1, ["held", "held", "held"], id="phase-1"),
        pytest.param(PHASE_2, ["held", "held", "held"], id="phase-2"),
        # The paper names an officer for two of the six, on a condition, and none for the others.
        pytest.param(
            "cec-proposed",
            ["not named", "conditional", "conditional", "not named", "not named", "not named"],
            id="cec-proposed",
        ),
    ],
)
def test_statutory_roles_have_the_holders_that_the_papers_name(
    bundled_store: Neo4jStore, structure: str, states: list[str]
) -> None:
    """Q17, roles in the order of the law: paid service, section 151, monitoring; then the three."""
    found = measures.coverage(bundled_store, at(bundled_store, structure))

    assert found.statutory["state"].tolist() == states


def test_the_papers_name_no_post_for_any_phase_and_decide_on_reviews_in_general(
    bundled_store: Neo4jStore,
) -> None:
    """Q15 and Q19: the protocol says who decides on a review, of no review and no outcome who."""
    found = measures.coverage(bundled_store, at(bundled_store, PHASE_1))

    assert set(found.cycle["review"]) == {"PG-LC", "PG-SC", "PG-PL", "PG-REV"}
    assert found.cycle["holder"].isna().all()
    decided = found.decisions[found.decisions["body"].notna()]
    assert dict(zip(decided["decision"], decided["body"], strict=True)) == {
        "approves funding": "GV-1",
        "agrees scope and outcomes": "GV-2",
        "recommends": "GV-3",
        "scrutinises": "GV-4",
    }
    assert set(decided["subject"]) == {"PG-REV"}
    undecided = found.findings.query("question == 'Q19' and subject.notna()")
    assert len(undecided) == 24 + 3


def test_no_source_names_a_lead_member_or_weighs_an_outcome(bundled_store: Neo4jStore) -> None:
    """Q14 of every outcome; without a budget nothing is weighted."""
    found = measures.coverage(bundled_store, at(bundled_store, PHASE_1))

    assert len(found.findings.query("question == 'Q14' and subject.notna()")) == 24
    leads = found.coverage.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]
    assert (leads["depth"], leads["contested"], leads["budget_share"]) == (0, 0, None)
    contributed = found.coverage.set_index("relation").loc["CONTRIBUTES_TO"]
    assert contributed["depth"] == pytest.approx(28 / 24)


@pytest.mark.parametrize(
    ("structure", "expected"),
    [
        # The client relation with Cheltenham Borough Homes has a client post from Phase 1 on.
        pytest.param(BASELINE, {"AG-5", "AG-9"}, id="baseline"),
        pytest.param(PHASE_1, {"AG-9"}, id="phase-1"),
        pytest.param("cec-proposed", {"AG-11"}, id="cec-proposed"),
    ],
)
def test_what_is_commissioned_without_a_client_post(
    bundled_store: Neo4jStore, structure: str, expected: set[str]
) -> None:
    """Q11."""
    found = measures.coverage(bundled_store, at(bundled_store, structure)).findings

    assert set(found.query("question == 'Q11'")["subject"]) == expected


def test_one_partnership_of_thirteen_pursues_an_aim(bundled_store: Neo4jStore) -> None:
    """Q13: the strategic partnership pursues the nine ambitions; of the others no source says."""
    found = measures.coverage(bundled_store, at(bundled_store, PHASE_1)).findings
    silent = set(found.query("question == 'Q13'")["subject"])

    assert len(silent) == 12
    assert "PT-CSP" not in silent


def test_cheshire_easts_structure_against_its_own_rules(bundled_store: Neo4jStore) -> None:
    """G-CE-1, G-CE-2, G-CE-4, G-CE-13, G-CE-16, G-CE-20."""
    moment = at(bundled_store, "cec-proposed")
    found = measures.coverage(bundled_store, moment, split="hard")
    rules = measures.own_rules(bundled_store, moment, found, split="hard").set_index("rule")

    span = rules.loc["smallest span of control"]
    assert (span["limit"], span["found"], span["verdict"]) == (5, 4, "broken")  # G-CE-1, G-CE-20
    assert found.findings.query("question == 'Q7'")["subject"].tolist() == ["C-COO"]
    core = rules.loc["largest share of staff in the core"]
    assert (core["limit"], core["verdict"]) == (10, "not known")  # G-CE-2
    assert "10% of 4,000" in core["sentence"]  # G-CE-4
    overheads = rules.loc["reduction of management overheads"]
    assert (overheads["limit"], overheads["verdict"]) == (25, "not known")  # G-CE-13
    assert "25% of £20,000,000" in overheads["sentence"]  # G-CE-16
    split = rules.loc["hard split of commissioners and providers"]
    assert split["verdict"] == "not known"


@pytest.mark.parametrize(
    ("structure", "count", "positions"),
    [
        pytest.param(
            BASELINE, 10.5, ["above the upper quartile"] * 3 + ["above the highest"], id="G-BM-6"
        ),
        pytest.param(
            PHASE_1, 8.5,
            ["between the median and the upper quartile"] * 3 + ["at the upper quartile"],
            id="G-BM-7",
        ),
        pytest.param(
            PHASE_2, 7.5,
            ["between the lower quartile and the median"] * 2
            + ["between the median and the upper quartile", "at the median"],
            id="G-BM-8",
        ),
    ],
)  # fmt: skip
def test_each_structure_stands_among_its_peers_where_the_paper_puts_it(
    bundled_store: Neo4jStore, structure: str, count: float, positions: list[str]
) -> None:
    found = measures.standing(bundled_store, at(bundled_store, structure))

    assert found["benchmark"].tolist() == ["G-BM-1", "G-BM-2", "G-BM-3", "G-BM-4"]
    assert set(found["count"]) == {count}
    assert found["position"].tolist() == positions


def test_cheshire_east_has_no_peers_on_record(
    bundled_store: Neo4jStore,
) -> None:
    assert measures.standing(bundled_store, at(bundled_store, "cec-proposed")).empty


def test_a_worked_example_is_no_partnership_of_a_place(bundled_store: Neo4jStore) -> None:
    everywhere = Moment(date(2011, 4, 1))

    gaps = measures.coverage(bundled_store, everywhere).findings.query("question == 'Q12'")

    assert len(gaps) == 17  # 13 of Cheltenham, 4 of Cheshire East
    assert "WM" in set(measures.returns(bundled_store, everywhere).frame["partnership"])
    phase_1 = measures.returns(bundled_store, at(bundled_store, PHASE_1)).frame
    assert (len(phase_1), "WM" in set(phase_1["partnership"])) == (13, False)


def test_before_the_job_profiles_coverage_is_unknown_not_zero(bundled_store: Neo4jStore) -> None:
    found = measures.coverage(bundled_store, at(bundled_store, BASELINE))

    assert found.contributed is None
    assert found.coverage["covered"].isna().all()
    assert found.objectives["covered"].isna().all()
    assert found.findings.query("question == 'Q9'").empty
    assert measures.orphaned_since(bundled_store, at(bundled_store, PHASE_1)) is None


# --- influence -----------------------------------------------------------------------------------

ORGANISATIONS = ["ORG-CBC", "ORG-TBC", "ORG-GLC", "ORG-CDC"]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        pytest.param("partnerships", [4, 3, 1, 1], id="G-NET-1"),
        pytest.param("two_mode_degree", [1.0, 0.75, 0.25, 0.25], id="G-NET-2"),
        pytest.param("two_mode_closeness", [1.0, 0.7143, 0.5556, 0.5], id="G-NET-3"),
        pytest.param("two_mode_betweenness", [0.6944, 0.1389, 0, 0], id="G-NET-4"),
        pytest.param("newman_strength", [4.0, 3.0, 1.0, 1.0], id="G-NET-5"),
        pytest.param("betweenness", [0.6667, 0, 0, 0], id="G-NET-7"),
        pytest.param("constraint", [0.5877, 0.9136, 1.5004, 1.0], id="G-NET-8"),
    ],
)
def test_influence_of_the_four_councils(
    bundled_store: Neo4jStore, measure: str, expected: list[float]
) -> None:
    actors = measures.influence(bundled_store, Moment(date(2011, 4, 1))).actors.set_index("actor")

    assert set(actors.index) == set(ORGANISATIONS)
    assert [round(float(actors.at[o, measure]), 4) for o in ORGANISATIONS] == expected


def test_influence_ties_and_partnerships(bundled_store: Neo4jStore) -> None:
    """G-NET-6 and the betweenness of partnerships."""
    found = measures.influence(bundled_store, Moment(date(2011, 4, 1)))

    assert {(t.a, t.b, t.strength) for t in found.ties.itertuples()} == {
        ("ORG-CBC", "ORG-TBC", 2.5),
        ("ORG-CBC", "ORG-CDC", 1.0),
        ("ORG-CBC", "ORG-GLC", 0.5),
        ("ORG-GLC", "ORG-TBC", 0.5),
    }
    betweenness = found.partnerships.set_index("partnership")["two_mode_betweenness"].round(4)
    assert betweenness.to_dict() == {
        "PT-JCS": 0.3889,
        "PT-SS-IA": 0.3333,
        "PT-SS-LEG": 0.0556,
        "PT-SS-BC": 0.0556,
    }


# --- alignment -----------------------------------------------------------------------------------


def test_alignment_of_objectives_and_ambitions(bundled_store: Neo4jStore) -> None:
    """G-ALN-1, G-ALN-2, G-ALN-3, G-ALN-4, G-ALN-5."""
    found = measures.alignment(bundled_store, Moment(date(2011, 4, 1)))

    assert (found.covered_lower, found.count_lower) == (4, 5)  # G-ALN-1
    assert (found.covered_upper, found.count_upper) == (7, 9)  # G-ALN-2
    assert found.coverage_harmonic == pytest.approx(0.7887, abs=5e-5)  # G-ALN-3
    assert (found.a_d, found.a_u, found.h) == pytest.approx(  # G-ALN-4
        (0.8, 0.6667, 0.7273), abs=5e-5
    )
    assert found.orphans_lower == ("OB-5",)  # G-ALN-5
    assert found.orphans_upper == ("AM-6", "AM-8")


def test_proposed_links_alone_publish_no_score(bundled_store: Neo4jStore) -> None:
    found = measures.alignment(bundled_store, Moment(date(2011, 4, 1)), statuses=("agreed",))

    assert found.h is None
    assert found.reason


def test_at_outcome_level_only_children_and_young_people_stay_unmet(
    bundled_store: Neo4jStore,
) -> None:
    """G-ALN-6 and G-COV-16: an outcome meets an ambition directly or through its objective."""
    unmet = bundled_store.read(query("objectives/unmet"), as_at=date(2011, 4, 1), level="ambition")

    assert list(unmet["aim"]) == ["AM-6"]


def test_suggestions_by_wording_for_the_bundled_objectives(bundled_store: Neo4jStore) -> None:
    """G-ALN-8, from the graph: the sets that most links join are compared."""
    found = measures.suggestions(bundled_store, Moment(date(2011, 4, 1)))

    assert set(zip(found.pairs["lower"], found.pairs["upper"], strict=True)) == {
        ("OB-1", "AM-7"), ("OB-2", "AM-3"), ("OB-3", "AM-1"), ("OB-3", "AM-4"),
        ("OB-3", "AM-5"), ("OB-4", "AM-9"),
    }  # fmt: skip
    assert found.without == ("OB-5",)


def test_the_whole_place_holds_the_index_of_objectives_and_ambitions(
    bundled_store: Neo4jStore,
) -> None:
    """G-ALN-4, as one cell of the place."""
    place = measures.place_alignment(bundled_store, Moment(date(2011, 4, 1)))

    index = place.found.matrix("h")
    assert index.at["ORG-CBC/objective", "PT-CSP/ambition"] == pytest.approx(0.7273, abs=5e-5)
    # One outcome of the borough has a link to an ambition; no other two sets have any.
    assert index.notna().sum(axis=None) == 2
