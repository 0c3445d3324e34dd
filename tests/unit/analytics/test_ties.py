"""Influence over contracts, grants and payments, against centralities networkx computes itself."""

import networkx as nx
import pandas as pd
import pytest
from networkx.algorithms import bipartite

from placegraph.analytics.influence import scale
from placegraph.analytics.influence.arcs import (
    PAYMENT_COLUMNS,
    REPORTING_COLUMNS,
    stand_for,
)
from placegraph.analytics.influence.influence import influence
from placegraph.analytics.influence.ties import (
    FUNDING_COLUMNS,
    MEMBERSHIP_COLUMNS,
    MOST_PARTIES,
    PARTY_COLUMNS,
    chosen,
)
from placegraph.errors import MeasureError

SEATS = {"board": ["council", "county", "police"], "forum": ["council", "charity"]}
CONTRACTS = {
    "waste": ["council", "haulier"],
    "roads": ["county", "builder", "haulier"],
    "parks": ["council", "gardener"],
    "alone": ["gardener"],
}
GRANTS = {"youth": ["county", "charity"], "arts": ["fund", "charity", "council"]}
PAYMENTS = [
    ("council", "haulier"),
    ("council", "printer"),
    ("county", "printer"),
    ("printer", "council"),
    ("county", "council"),
]


def memberships(seats=SEATS, completeness="complete") -> pd.DataFrame:
    rows = [
        (actor, actor.title(), "district", board, board.title(), completeness, "s")
        for board, members in seats.items()
        for actor in members
    ]
    return pd.DataFrame(rows, columns=list(MEMBERSHIP_COLUMNS))


def parties(contracts=CONTRACTS, grants=GRANTS, source="register") -> pd.DataFrame:
    rows = [
        (actor, actor.title(), "not known", agreement, agreement.title(), grant, source)
        for agreements, grant in ((contracts, False), (grants, True))
        for agreement, actors in agreements.items()
        for actor in actors
    ]
    return pd.DataFrame(rows, columns=list(PARTY_COLUMNS))


def payments(pairs=PAYMENTS, source="spend") -> pd.DataFrame:
    rows = [(a, a.title(), "district", b, b.title(), "not known", source) for a, b in pairs]
    return pd.DataFrame(rows, columns=list(PAYMENT_COLUMNS))


def measured(*ties: str):
    return influence(memberships(), ties=ties, parties=parties(), payments=payments())


def by_actor(found, column: str) -> dict[str, float]:
    return found.actors.set_index("actor")[column].astype(float).to_dict()


def two_mode(groups: dict[str, list[str]]) -> tuple[nx.Graph, set[str], set[str]]:
    graph = nx.Graph((actor, ("in", name)) for name, actors in groups.items() for actor in actors)
    return (
        graph,
        {n for n in graph if isinstance(n, str)},
        {n for n in graph if not isinstance(n, str)},
    )


def projected(groups: dict[str, list[str]]) -> nx.Graph:
    graph, actors, _ = two_mode(groups)
    shared = bipartite.collaboration_weighted_projected_graph(graph, actors)
    for a, b, strength in shared.edges(data="weight"):
        shared[a][b]["length"] = 1 / strength
    return shared


UNDIRECTED = {
    ("contracts",): CONTRACTS,
    ("grants",): GRANTS,
    ("contracts", "grants"): CONTRACTS | GRANTS,
    ("memberships", "contracts", "grants"): SEATS | CONTRACTS | GRANTS,
}


@pytest.mark.parametrize(("ties", "groups"), UNDIRECTED.items(), ids=map(",".join, UNDIRECTED))
def test_two_mode_measures_are_those_of_networkx(ties, groups):
    graph, actors, kinds = two_mode(groups)
    found = measured(*ties)
    for column, measure in (
        ("two_mode_degree", bipartite.degree_centrality),
        ("two_mode_betweenness", bipartite.betweenness_centrality),
        ("two_mode_closeness", bipartite.closeness_centrality),
    ):
        expected = measure(graph, actors)
        assert by_actor(found, column) == pytest.approx({a: expected[a] for a in actors})
        groups_found = pd.concat(
            [
                found.partnerships.set_index("partnership")[column],
                found.agreements.set_index("agreement")[column],
            ]
        )
        assert groups_found.to_dict() == pytest.approx({k[1]: expected[k] for k in kinds})


@pytest.mark.parametrize(("ties", "groups"), UNDIRECTED.items(), ids=map(",".join, UNDIRECTED))
def test_measures_of_the_projection_are_those_of_networkx(ties, groups):
    shared = projected(groups)
    found = measured(*ties)
    assert by_actor(found, "newman_strength") == pytest.approx(dict(shared.degree(weight="weight")))
    assert by_actor(found, "degree") == pytest.approx(dict(shared.degree()))
    assert by_actor(found, "betweenness") == pytest.approx(
        nx.betweenness_centrality(shared, weight="length")
    )
    assert by_actor(found, "closeness") == pytest.approx(
        nx.closeness_centrality(shared, distance="length")
    )
    assert by_actor(found, "pagerank") == pytest.approx(
        nx.pagerank(shared, weight="weight", tol=1e-12, max_iter=500), abs=1e-8
    )
    constraint = by_actor(found, "constraint")
    expected = nx.constraint(shared, weight="weight")
    assert constraint == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("groups", [{}, SEATS | CONTRACTS | GRANTS], ids=["alone", "combined"])
def test_payments_make_the_network_directed_and_add_one_for_each_payee(groups):
    directed = nx.DiGraph(projected(groups)) if groups else nx.DiGraph()
    for payer, payee in PAYMENTS:
        before = directed.get_edge_data(payer, payee, {"weight": 0.0})["weight"]
        directed.add_edge(payer, payee, weight=before + 1, length=1 / (before + 1))
    found = measured(*(("memberships", "contracts", "grants") if groups else ()), "spending")

    assert by_actor(found, "degree") == pytest.approx(dict(directed.degree()))
    assert by_actor(found, "newman_strength") == pytest.approx(
        dict(directed.degree(weight="weight"))
    )
    assert by_actor(found, "betweenness") == pytest.approx(
        nx.betweenness_centrality(directed, weight="length")
    )
    # networkx follows the ties that come in; a payer reaches along those that go out.
    assert by_actor(found, "closeness") == pytest.approx(
        nx.closeness_centrality(directed.reverse(), distance="length")
    )
    assert by_actor(found, "pagerank") == pytest.approx(
        nx.pagerank(directed, weight="weight", tol=1e-12, max_iter=500), abs=1e-8
    )
    assert found.actors["eigenvector"].isna().all()
    assert found.basis.components == nx.number_weakly_connected_components(directed)


def test_counts_say_what_each_actor_is_in_and_are_unknown_when_not_asked_for():
    everything = measured("spending", "grants", "contracts", "memberships").actors.set_index(
        "actor"
    )
    counts = ["partnerships", "contracts", "grants", "pays", "paid_by"]
    assert everything.loc["council", counts].tolist() == [2, 2, 1, 2, 2]
    assert everything.loc["printer", counts].tolist() == [0, 0, 0, 1, 2]
    assert everything.loc["printer", ["two_mode_degree", "two_mode_closeness"]].isna().all()
    assert everything.loc["council", "rank"] == 1
    contracts = measured("contracts").actors
    assert contracts[["partnerships", "grants", "pays", "paid_by"]].isna().all(axis=None)
    assert contracts["excluded_partial"].isna().all()
    assert not contracts["contracts"].isna().any()


def test_every_row_says_on_which_ties_it_was_computed():
    found = measured("spending", "memberships", "grants")
    for table in (found.actors, found.partnerships, found.agreements):
        assert set(table["ties"]) == {"memberships, grants, spending"}
    assert set(measured("memberships").actors["ties"]) == {"memberships"}


def test_memberships_are_measured_unless_told_otherwise():
    alone = influence(memberships())
    beside = measured("memberships")
    pd.testing.assert_frame_equal(beside.actors, alone.actors)
    pd.testing.assert_frame_equal(beside.ties, alone.ties)
    assert beside.basis == alone.basis
    assert alone.agreements.empty


def test_two_suppliers_of_one_buyer_are_not_tied_through_it():
    agreements = {f"c{n}": ["council", f"supplier {n}"] for n in range(200)}
    found = influence(ties=["contracts"], parties=parties(agreements, {}))
    assert len(found.ties) == 200
    assert {"council"} == set(found.ties["a"])


def test_an_agreement_with_too_many_parties_is_left_out_and_counted():
    crowd = {"framework": ["council", *(f"supplier {n}" for n in range(MOST_PARTIES))]}
    found = influence(ties=["contracts"], parties=parties(crowd | CONTRACTS, {}))
    assert "framework" not in set(found.agreements["agreement"])
    assert found.basis.agreements_excluded == 1
    assert f"1 contract or agreement with more than {MOST_PARTIES} parties" not in (
        found.basis.caption
    )
    assert f"1 agreement with more than {MOST_PARTIES} parties is left out" in found.basis.caption


def test_a_partnership_and_a_contract_with_one_identifier_are_two_things():
    found = influence(
        memberships({"x": ["a", "b"]}), ties=["memberships", "contracts"],
        parties=parties({"x": ["a", "c"]}, {}),
    )  # fmt: skip
    assert found.partnerships["partnership"].tolist() == ["x"]
    assert found.agreements["agreement"].tolist() == ["x"]
    assert by_actor(found, "degree") == {"a": 2, "b": 1, "c": 1}


def test_a_tie_two_sources_state_counts_once_and_both_are_named():
    twice = pd.concat([parties(), parties(source="notice")])
    found = influence(ties=["contracts"], parties=twice)
    pd.testing.assert_frame_equal(found.actors, measured("contracts").actors)
    assert found.basis.sources == ("notice", "register")
    paid = influence(ties=["spending"], payments=pd.concat([payments(), payments(source="other")]))
    pd.testing.assert_frame_equal(paid.actors, measured("spending").actors)
    assert paid.basis.sources == ("other", "spend")


def test_what_a_body_pays_itself_ties_nobody():
    found = influence(ties=["spending"], payments=payments([("a", "a"), ("a", "b")]))
    assert by_actor(found, "pays") == {"a": 1, "b": 0}


def test_a_unit_stands_for_its_body():
    moved = stand_for(
        payments([("parks unit", "printer"), ("x", "y")]),
        "payer",
        {"parks unit": ("council", "The Council", "district")},
    )
    assert moved[["payer", "payer_name", "payer_kind"]].values.tolist() == [
        ["council", "The Council", "district"],
        ["x", "X", "district"],
    ]


def test_the_caption_counts_what_was_measured_and_left_out():
    basis = influence(
        ties=["contracts", "grants", "spending"],
        parties=parties(),
        payments=payments(),
        withheld=3,
    ).basis
    assert basis.caption.startswith(
        "Structural position in 8 recorded parties to 4 contracts or agreements, "
        "5 recorded parties to 2 grants and 5 recorded pairs of payer and payee from 2 sources, "
        "not power over anybody. 3 payments to payees whose names are withheld are left out. "
    )
    assert (basis.agreements_scored, basis.payments_used, basis.payees_withheld) == (6, 5, 3)


def test_a_large_network_has_estimated_betweenness_and_no_closeness_and_says_so(monkeypatch):
    whole = measured("contracts").actors
    monkeypatch.setattr(scale, "MOST_STEPS", 10)
    found = measured("contracts")
    assert found.actors[["two_mode_closeness", "closeness", "harmonic"]].isna().all(axis=None)
    assert not found.basis.paths_measured
    assert "closeness and harmonic are left blank" in found.basis.caption
    # All nodes are drawn here, so that the estimate is the measure itself.
    assert found.basis.between_error == 0
    left_out = ["two_mode_closeness", "closeness", "harmonic"]
    pd.testing.assert_frame_equal(found.actors.drop(columns=left_out), whole.drop(columns=left_out))


def test_nothing_on_record_gives_empty_tables():
    found = influence(
        ties=["contracts", "spending"], parties=parties({}, {}), payments=payments([])
    )
    assert found.actors.empty
    assert found.agreements.empty
    assert found.ties.empty
    assert found.basis.density is None


def test_ties_are_checked_and_put_in_order():
    assert chosen(["spending", "contracts", "spending"]) == ("contracts", "spending")
    with pytest.raises(MeasureError, match="--ties: found 'money', expected one of memberships"):
        chosen(["money"])
    with pytest.raises(MeasureError, match="--ties: found nothing"):
        chosen([])


FUNDING = [
    ("council", "Partnership", "pool"),
    ("county", "Partnership", "pool"),
    ("nhs", "Partnership", "pool"),
    ("council", "Programme", "pool"),
]
LINES = [("clerk", "head"), ("analyst", "head"), ("head", "director"), ("director", "director")]


def funding(pairs=FUNDING) -> pd.DataFrame:
    rows = [(a, a.title(), "district", kind, to, to.title(), "s") for a, kind, to in pairs]
    return pd.DataFrame(rows, columns=list(FUNDING_COLUMNS))


def reporting(pairs=LINES) -> pd.DataFrame:
    rows = [(a, a.title(), "provider", b, b.title(), "provider", "s") for a, b in pairs]
    return pd.DataFrame(rows, columns=list(REPORTING_COLUMNS))


def test_those_who_pay_into_one_thing_are_tied_and_two_things_of_one_id_are_two():
    found = influence(ties=["funding"], funding=funding())
    assert set(found.ties[["a", "b", "strength"]].itertuples(index=False, name=None)) == {
        ("council", "county", 0.5),
        ("council", "nhs", 0.5),
        ("county", "nhs", 0.5),
    }
    assert found.budgets.set_index("budget")["funders"].to_dict() == {
        "Partnership pool": 3,
        "Programme pool": 1,
    }
    assert found.actors.set_index("actor")["funds"].to_dict() == {
        "council": 2,
        "county": 1,
        "nhs": 1,
    }
    assert found.partnerships.empty
    assert found.basis.caption.startswith(
        "Structural position in 4 recorded funders of 2 things paid into from 1 source"
    )


def test_posts_are_measured_along_reporting_lines():
    found = influence(mode="posts", ties=["reporting"], reporting=reporting())
    actors = found.actors.set_index("actor")
    graph = nx.DiGraph(pair for pair in LINES if pair[0] != pair[1])
    assert actors["direct_reports"].to_dict() == dict(graph.in_degree())
    assert actors["reports_to"].to_dict() == dict(graph.out_degree())
    assert actors["betweenness"].to_dict() == pytest.approx(nx.betweenness_centrality(graph))
    assert actors["pagerank"].to_dict() == pytest.approx(nx.pagerank(graph, tol=1e-12))
    katz = nx.katz_centrality_numpy(graph, alpha=0.5)
    assert actors["katz"].to_dict() == pytest.approx(katz)
    assert actors["core"].to_dict() == nx.core_number(graph.to_undirected())
    cuts = set(nx.articulation_points(graph.to_undirected()))
    assert actors.index[actors["articulation"]].tolist() == sorted(
        cuts, key=actors.index.tolist().index
    )
    assert actors[["eigenvector", "community"]].isna().all(axis=None)
    assert (found.basis.mode, found.basis.reporting_used) == ("posts", 3)
    assert found.basis.caption.startswith("Structural position in 3 recorded reporting lines")


@pytest.mark.parametrize(
    ("mode", "tie"), [("posts", "contracts"), ("posts", "spending"), ("organisations", "reporting")]
)
def test_posts_and_organisations_are_never_in_one_network(mode, tie):
    with pytest.raises(MeasureError, match=f"--ties: found '{tie}', expected .* among {mode}"):
        influence(mode=mode, ties=[tie])


def test_an_unknown_mode_is_named():
    with pytest.raises(MeasureError, match="--mode: found 'people', expected one of organisations"):
        influence(mode="people")
