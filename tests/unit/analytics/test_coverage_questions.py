"""Questions on workload, partners, process, statutory posts and moves, each on a small case.

Expected values follow from the definitions by hand, from the councils' papers, or from a second
computation.
"""

import itertools
import statistics
from datetime import date

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.coverage.benchmark import standings
from placegraph.analytics.coverage.continuity import moves
from placegraph.analytics.coverage.coverage import LaterFrames, coverage
from placegraph.analytics.coverage.fragmentation import fragmentation_without_each
from placegraph.analytics.coverage.questions import QUESTIONS
from placegraph.analytics.coverage.rules import own_rules
from placegraph.analytics.coverage.workload import concentration
from placegraph.errors import MeasureError

ROLE = {
    "holder_kind": "Post",
    "target_kind": "Outcome",
    "part": None,
    "joint": None,
    "transitional": None,
    "ends": None,
    "agreement": None,
    "status": None,
    "statement": None,
    "source": "S",
    "locator": "1",
}
CITED = {"source": "S", "locator": "7"}


def role(relation, holder, target, **more):
    names = {"holder_name": f"Post {holder}", "target_name": f"Thing {target}"}
    return ROLE | names | {"relation": relation, "holder": holder, "target": target} | more


def leads(holder, target, **more):
    return role("LEAD_COMMISSIONER_FOR", holder, target, **more)


def frame(*rows, columns=()):
    return pd.DataFrame(list(rows), columns=None if rows else list(columns))


def outcomes(*ids, **more):
    said = [{"id": i, "name": f"Outcome {i}.", "kind": "outcome", "body": "B"} | more for i in ids]
    return frame(*said, columns=("id", "name", "kind", "body"))


def posts(*ids, **more):
    usual = {"fte": 1.0, "role": None, "vacant": False, "temporary": False}
    return pd.DataFrame([{"id": i, "name": f"Post {i}"} | usual | more for i in ids])


def partnerships(*ids):
    return pd.DataFrame({"id": list(ids), "name": [f"Partnership {i}" for i in ids]})


def ask(*roles, things=None, standing=None, places=None, **frames):
    said = frame(*roles, columns=(*ROLE, "relation", "holder", "holder_name", "target"))
    return coverage(
        outcomes("o") if things is None else things,
        posts("a", "b") if standing is None else standing,
        said if roles else said.reindex(columns=[*role("", "", "")]),
        partnerships() if places is None else places,
        **frames,
    )


def about(found, question):
    return found.findings[found.findings["question"] == question]


def said(found, question):
    return about(found, question)["sentence"].tolist()


def state(found, question):
    return found.questions.set_index("question").at[question, "state"]


class TestPortfolios:
    """Q5: n of each post against the fence Q3 + 1.5 IQR and the cap."""

    TEN = tuple(leads("a", f"o{n}") for n in range(10))
    ONES = tuple(leads(post, f"p{post}") for post in "bcdef")
    THINGS = outcomes(*(f"o{n}" for n in range(10)), *(f"p{post}" for post in "bcdef"))

    def found(self, **more):
        return ask(*self.TEN, *self.ONES, things=self.THINGS, standing=posts(*"abcdef"), **more)

    def test_the_one_beyond_the_fence_stands_out(self):
        assert said(self.found(), "Q5") == [
            "Post a is lead commissioner of 10 outcomes, 67% of all; 1 or fewer would be usual "
            "among 6 posts."
        ]
        assert about(self.found(), "Q5")["severity"].tolist() == ["medium"]

    def test_a_cap_above_the_fence_is_what_counts(self):
        assert about(self.found(cap=10), "Q5").empty
        assert "the cap is 9" in said(self.found(cap=9), "Q5")[0]

    def test_over_the_cap_and_yet_usual_is_told_for_information(self):
        edges = [leads(post, f"{post}{n}") for post in "ab" for n in range(3)]
        things = outcomes(*(f"{post}{n}" for post in "ab" for n in range(3)))
        rows = about(ask(*edges, things=things, cap=2), "Q5")

        assert rows["severity"].tolist() == ["info", "info"]
        assert "the cap is 2" in rows["sentence"].iloc[0]

    def test_hhi_and_gini_of_leads_are_reported_beside_those_of_contributions(self):
        spread = self.found().concentration.set_index("relation").loc["LEAD_COMMISSIONER_FOR"]

        assert (spread["posts"], spread["outcomes"]) == (6, 15)
        assert spread["hhi"] == pytest.approx((10**2 + 5) / 15**2)

    def test_without_a_lead_the_question_is_not_known(self):
        assert state(ask(role("CONTRIBUTES_TO", "a", "o")), "Q5") == "not known"


class TestSpans:
    """Q7: direct reports against the rule; who has none named is unknown, not 0."""

    LINES = pd.DataFrame([{"post": post, "manager": "a"} | CITED for post in ("b", "c", "d", "e")])

    def test_four_named_reports_are_fewer_than_the_five_of_the_rule(self):
        found = ask(reports_to=self.LINES, min_span=5)

        assert about(found, "Q7")["subject"].tolist() == ["a"]
        assert about(found, "Q7")["evidence"].tolist() == ["S:7"]
        spans = found.spans.set_index("post")
        assert (spans.at["a", "reports"], spans.at["a", "verdict"]) == (4, "broken")
        assert (spans.at["b", "reports"], spans.at["b", "verdict"]) == (None, "not known")

    def test_without_a_rule_spans_are_told_and_nobody_is_flagged(self):
        found = ask(reports_to=self.LINES)

        assert about(found, "Q7").empty
        assert found.spans.set_index("post").at["a", "reports"] == 4

    @pytest.mark.parametrize(("fte", "verdict"), [(0.5, "kept"), (None, "not known")])
    def test_a_pool_is_at_least_as_many_people_as_its_full_time_equivalents(self, fte, verdict):
        pool = {"post": "pool", "manager": "a", "pool": True, "fte": fte} | CITED
        lines = pd.concat([self.LINES, pd.DataFrame([pool])])
        row = ask(reports_to=lines, min_span=5).spans.set_index("post").loc["a"]

        assert (row["reports"], row["pooled"], row["verdict"]) == (4, 1, verdict)

    def test_one_post_reporting_by_two_sources_is_one_report(self):
        twice = pd.concat([self.LINES, self.LINES.assign(locator="8")])
        row = ask(reports_to=twice).spans.set_index("post").loc["a"]

        assert (row["reports"], row["evidence"]) == (4, "S:7; S:8")

    def test_without_reporting_lines_the_question_is_not_known(self):
        assert state(ask(leads("a", "o")), "Q7") == "not known"


class TestProvision:
    """Q10: an outcome that somebody provides and nobody leads."""

    PATH = (
        role("PROVIDES", "x", "f", holder_kind="Organisation", target_kind="Function"),
        role("DELIVERS", "f", "o", holder_kind="Function", locator="2"),
    )

    def test_a_provider_without_a_commissioner(self):
        rows = about(ask(*self.PATH), "Q10")

        assert rows["sentence"].tolist() == [
            "“Outcome o” is provided by Post x, but no source names a lead commissioner."
        ]
        assert rows["evidence"].tolist() == ["S:1; S:2"]

    def test_a_vacant_lead_does_not_help(self):
        found = ask(*self.PATH, leads("a", "o"), standing=posts("a", vacant=True))

        assert "is not a filled post" in said(found, "Q10")[0]

    def test_a_lead_in_post_does(self):
        found = ask(*self.PATH, leads("a", "o"))

        assert about(found, "Q10").empty
        assert state(found, "Q10") == "nothing found"


class TestClients:
    """Q11: what is commissioned answers to a client post."""

    CONTRACTS = pd.DataFrame(
        [
            {"contract": "k", "name": "Leisure", "role": "buyer"} | CITED,
            {"contract": "k", "name": "Leisure", "role": "supplier"} | CITED,
            {"contract": "s", "name": "Shared service", "role": "partner"} | CITED,
        ]
    )

    def test_a_bought_contract_without_a_client_post(self):
        assert said(ask(contracts=self.CONTRACTS), "Q11") == [
            "No source names a client post for Leisure, which is commissioned."
        ]

    def test_a_post_of_the_structure_is_a_client_and_a_body_is_not(self):
        post = role("CLIENT_OF", "a", "k", target_kind="Contract")
        body = post | {"holder": "x", "holder_kind": "Organisation"}

        assert about(ask(post, contracts=self.CONTRACTS), "Q11").empty
        assert said(ask(body, contracts=self.CONTRACTS), "Q11") == [
            "Leisure is commissioned; its client, Post a, is no filled post."
        ]

    def test_a_commissioned_service_needs_a_client_too(self):
        edge = role("COMMISSIONS", "a", "f", target_kind="Function")

        assert about(ask(edge), "Q11")["subject"].tolist() == ["f"]

    def test_commissioning_an_outcome_is_not_buying_a_service(self):
        found = ask(role("COMMISSIONS", "a", "o"))

        assert about(found, "Q11").empty
        assert state(found, "Q11") == "not known"


class TestPurposes:
    """Q13, both ways round."""

    PURPOSES = pd.DataFrame(
        [{"partnership": "p", "aim": "o"} | CITED, {"partnership": "q", "aim": None} | CITED]
    )

    def test_a_partnership_with_no_aim_on_record(self):
        found = ask(places=partnerships("p", "q"), purposes=self.PURPOSES)

        assert said(found, "Q13") == [
            "No source says which outcome or objective Partnership q serves."
        ]

    def test_contributing_to_an_outcome_is_serving_it(self):
        edge = role("CONTRIBUTES_TO", "q", "o", holder_kind="Partnership")

        assert about(ask(edge, places=partnerships("q"), purposes=self.PURPOSES), "Q13").empty

    @pytest.mark.parametrize(("needs", "count"), [(True, 1), (False, 0), (None, 0)])
    def test_an_outcome_that_needs_partners_and_has_none(self, needs, count):
        things = outcomes("alone", partner_dependent=needs)
        found = ask(things=things, purposes=self.PURPOSES)

        assert (about(found, "Q13")["subject"] == "alone").sum() == count

    def test_a_partnership_of_elsewhere_does_not_help(self):
        things = outcomes("o", partner_dependent=True)

        assert about(ask(things=things, purposes=self.PURPOSES), "Q13")["subject"].tolist() == ["o"]


class TestLeadMembers:
    """Q14: a lead member is a post of the cabinet, outside the structure."""

    def test_a_cabinet_post_leads_without_being_in_the_structure(self):
        found = ask(role("LEAD_MEMBER_FOR", "cab", "o"), things=outcomes("o", "p"))

        assert about(found, "Q14")["subject"].tolist() == [None, "p"]
        assert said(found, "Q14")[0] == (
            "No source names a lead member for 1 outcome of 2, which is not to say that there is "
            "none."
        )
        row = found.coverage.set_index("relation").loc["LEAD_MEMBER_FOR"]
        assert (row["covered"], row["outcomes"]) == (1, 2)


class TestCycle:
    """Q15: the matrix of a review by Analyse, Plan, Do and Review."""

    CYCLE = pd.DataFrame(
        [
            {"subject": "r", "subject_name": "Leisure review", "phase": phase, "holder": "a"}
            | {"holder_name": "Post a"}
            | CITED
            for phase in ("analyse", "do")
        ]
        + [
            {"subject": "s", "subject_name": "Parks review", "phase": None, "holder": None}
            | {"holder_name": None}
            | CITED
        ]
    )

    def test_every_review_has_four_cells(self):
        cells = ask(cycle=self.CYCLE).cycle

        assert list(itertools.product("rs", ("analyse", "plan", "do", "review"))) == list(
            zip(cells["review"], cells["phase"], strict=True)
        )
        assert cells["holder"].notna().sum() == 2

    def test_empty_cells_are_named(self):
        assert said(ask(cycle=self.CYCLE), "Q15") == [
            "No source names who is responsible for plan and review in Leisure review; named are "
            "Post a (analyse), Post a (do).",
            "No source names who is responsible for analyse, plan, do and review in Parks review.",
        ]


CERTAIN = {"status": None}


class TestStatutoryPosts:
    """Q17: each role has exactly one holder."""

    def rows(self, *held, kind="district"):
        council = {"organisation": "c", "organisation_name": "Council", "organisation_kind": kind}
        return pd.DataFrame(
            [
                council
                | {"role_name": name, "post": post, "post_name": f"Post {post}"}
                | more
                | CITED
                for name, post, more in held
            ]
        )

    def states(self, *held, kind="district", **more):
        found = ask(statutory=self.rows(*held, kind=kind), **more)
        return dict(zip(found.statutory["role"], found.statutory["state"], strict=True))

    HELD = (
        ("Head of Paid Service", "a", CERTAIN),
        ("Section 151 Officer", "b", CERTAIN),
        ("Monitoring Officer", "b", CERTAIN),
    )

    def test_a_district_needs_three_and_one_post_may_hold_two(self):
        assert set(self.states(*self.HELD).values()) == {"held"}
        assert about(ask(statutory=self.rows(*self.HELD)), "Q17").empty

    def test_a_unitary_needs_six(self):
        states = self.states(*self.HELD, kind="unitary")

        assert [role for role, is_ in states.items() if is_ == "not named"] == [
            "Director of Children's Services",
            "Director of Adult Social Services",
            "Director of Public Health",
        ]

    def test_two_holders_are_critical(self):
        rows = self.rows(*self.HELD, ("Monitoring Officer", "a", CERTAIN))
        found = about(ask(statutory=rows), "Q17")

        assert found["severity"].tolist() == ["critical"]
        assert found["sentence"].tolist() == [
            "More than one post is named Monitoring Officer of Council: Post b; Post a."
        ]

    def test_a_vacant_holder_is_critical(self):
        states = self.states(*self.HELD, standing=posts("a", "b", vacant=True))

        assert set(states.values()) == {"vacant"}

    def test_a_condition_is_no_holder_for_certain(self):
        rows = (*self.HELD[:2], ("Monitoring Officer", "b", {"status": "conditional"}))

        assert self.states(*rows)["Monitoring Officer"] == "conditional"

    def test_no_source_naming_one_is_not_to_say_there_is_none(self):
        found = ask(statutory=self.rows(*self.HELD[:2]))

        assert said(found, "Q17") == [
            "No source names the Monitoring Officer of Council on this day."
        ]

    def test_a_body_that_is_no_council_is_asked_for_none(self):
        assert self.states(*self.HELD, kind="NHS") == {}


def manages(*rows):
    return pd.DataFrame(
        [
            {"post": post, "post_name": title, "function": f, "function_name": f"Function {f}"}
            | {"status": status}
            | CITED
            for post, title, f, status in rows
        ]
    )


class TestMoves:
    """Q18: functions whose post changes, but for posts that only changed their name or id."""

    def test_a_move_a_maybe_and_one_nobody_is_named_for(self):
        before = manages(
            ("a", "A", "x", None), ("a", "A", "y", None), ("a", "A", "z", None),
            ("a", "A", "stays", None),
        )  # fmt: skip
        after = manages(
            ("b", "B", "x", None), ("b", "B", "y", "conditional"), ("a", "A", "y", "conditional"),
            ("a", "A", "stays", None),
        )  # fmt: skip

        found = moves(before, after)[["function", "was", "now", "certainty"]]

        assert found.values.tolist() == [
            ["x", "a", "b", "certain"],
            ["y", "a", "b", "conditional"],
            ["z", "a", None, "not named"],
        ]

    @pytest.mark.parametrize("after", [("a", "New title"), ("new", "Old title")])
    def test_a_post_that_only_changed_title_or_id_has_moved_nothing(self, after):
        before = manages(("a", "Old title", "x", None))

        assert moves(before, manages((*after, "x", None))).empty

    def test_a_manager_who_joins_another_takes_nothing_away(self):
        before = manages(("a", "A", "x", None))
        after = manages(("a", "A", "x", None), ("b", "B", "x", None))

        assert moves(before, after).empty

    def test_moves_are_findings_when_a_later_moment_is_given(self):
        frames = (outcomes("o"), posts("a"), frame(leads("a", "o")), partnerships())
        later = LaterFrames(*frames, functions=manages(("b", "B", "x", None)))
        found = coverage(*frames, functions=manages(("a", "A", "x", None)), later=later)

        assert said(found, "Q18") == ["Function x moves from A to B."]
        assert state(ask(leads("a", "o")), "Q18") == "not known"

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1))
    def test_nothing_moves_between_a_moment_and_itself(self, held):
        now = manages(*((post, post.upper(), f, None) for post, f in held))

        assert moves(now, now).empty


class TestDecisions:
    """Q19: who agrees the scope, approves the funding and scrutinises."""

    def decided(self, *parts):
        return pd.DataFrame(
            [
                {"subject": "o", "subject_name": "Outcome o.", "decision": part, "body": "g"}
                | {"body_name": "Cabinet"}
                | CITED
                for part in parts
            ],
            columns=["subject", "subject_name", "decision", "body", "body_name", *CITED],
        )

    def test_nobody_named(self):
        found = ask(decisions=self.decided())

        assert said(found, "Q19") == [
            "No source names who decides on 1 outcome or review of 1, which is not to say that "
            "nobody does.",
            "No source names who decides on “Outcome o”.",
        ]

    def test_what_is_missing_of_a_path_is_named(self):
        found = ask(decisions=self.decided("agrees scope and outcomes"))

        assert said(found, "Q19") == [
            "Of the decision on “Outcome o” no source names who approves its funding or who "
            "scrutinises it."
        ]

    def test_a_whole_path_is_no_finding(self):
        parts = ("agrees scope and outcomes", "approves funding", "scrutinises")

        assert about(ask(decisions=self.decided(*parts)), "Q19").empty


class TestDelegation:
    """Q20: a lead held by a partner counts only by an agreement."""

    def test_without_an_agreement_it_does_not_cover(self):
        found = ask(leads("x", "o", holder_kind="Organisation"))

        assert found.coverage.set_index("relation").at["LEAD_COMMISSIONER_FOR", "covered"] == 0
        assert said(found, "Q20") == [
            "Post x, not a post of this structure, is named lead commissioner for “Outcome o”: no "
            "source gives the agreement, so it does not count as covered."
        ]

    @pytest.mark.parametrize("kind", ["Organisation", "Post"])
    def test_by_an_agreement_it_does(self, kind):
        found = ask(leads("x", "o", holder_kind=kind, agreement="k"))

        assert found.coverage.set_index("relation").at["LEAD_COMMISSIONER_FOR", "covered"] == 1
        assert "by the agreement k" in said(found, "Q20")[0]
        assert about(found, "Q3").empty

    def test_a_vacant_post_of_the_council_is_not_filled_by_an_agreement(self):
        found = ask(leads("a", "o", agreement="k"), standing=posts("a", vacant=True))

        assert found.coverage.set_index("relation").at["LEAD_COMMISSIONER_FOR", "covered"] == 0
        assert about(found, "Q20").empty


class TestWeights:
    THINGS = pd.concat(
        [outcomes("o", budget=300.0, weight=1.0), outcomes("p", budget=100.0, weight=1.0)]
    )

    def row(self, things):
        return ask(leads("a", "o"), things=things).coverage.iloc[0]

    def test_coverage_by_budget_and_by_weight(self):
        row = self.row(self.THINGS)

        assert (row["share"], row["budget_share"], row["weight_share"]) == (0.5, 0.75, 0.5)
        assert row["reason"] is None

    def test_one_missing_budget_leaves_the_weighted_share_unknown(self):
        row = self.row(self.THINGS.assign(budget=[300.0, np.nan]))

        assert (row["budget_share"], row["weight_share"]) == (None, 0.5)
        assert row["reason"] == "1 of 2 outcomes have no budget on record"

    def test_depth_and_contested_rate(self):
        found = ask(leads("a", "o"), leads("b", "o"), things=outcomes("o", "p", "q", "r"))
        row = found.coverage.iloc[0]

        assert (row["depth"], row["contested"], row["contested_rate"]) == (0.5, 1, 0.25)


def figures(**low):
    return pd.DataFrame(
        [{"measure": name.replace("_", "-"), "low": value, "unit": "%"} | CITED
         for name, value in low.items()],
        columns=["measure", "low", "unit", "source", "locator"],
    )  # fmt: skip


class TestOwnRules:
    def verdicts(self, stated, found=None, split="soft"):
        found = found or ask(leads("a", "o"))
        rows = own_rules(stated, found.spans, found.conflicts, split=split)
        return dict(
            zip(rows["rule"], zip(rows["found"], rows["verdict"], strict=True), strict=True)
        )

    def test_a_council_without_rules_has_no_rows(self):
        assert self.verdicts(figures()) == {}

    def test_a_core_of_four_hundred_says_nothing_without_all_staff(self):
        rows = own_rules(
            figures(core_share=10, core_staff=400), ask().spans, ask().conflicts, split="soft"
        )

        assert rows["verdict"].tolist() == ["not known"]
        assert "which is 10% of 4,000" in rows["sentence"].iloc[0]

    @pytest.mark.parametrize(("staff", "verdict"), [(4000, "kept"), (3999, "broken")])
    def test_the_core_is_held_against_all_staff(self, staff, verdict):
        (found,) = self.verdicts(figures(core_share=10, core_staff=400, all_staff=staff)).values()

        assert found == (pytest.approx(40_000 / staff), verdict)

    def test_a_saving_of_five_million_implies_twenty_million(self):
        rows = own_rules(
            figures(overhead_reduction=25, management_saving=5e6),
            ask().spans, ask().conflicts, split="soft",
        )  # fmt: skip

        assert "25% of £20,000,000" in rows["sentence"].iloc[0]

    def test_figures_that_disagree_are_no_rule(self):
        two = pd.concat([figures(min_span=5), figures(min_span=6)])

        assert self.verdicts(two) == {}

    def test_a_span_is_kept_only_when_every_post_is_known(self):
        lines = pd.DataFrame([{"post": f"p{n}", "manager": "a"} | CITED for n in range(5)])
        every = pd.concat([lines, lines.assign(manager="b")])
        some = ask(reports_to=lines, min_span=5)
        all_ = ask(reports_to=every, min_span=5)

        assert self.verdicts(figures(min_span=5), some) == {
            "smallest span of control": (5, "not known")
        }
        assert self.verdicts(figures(min_span=5), all_) == {"smallest span of control": (5, "kept")}

    def test_a_provider_who_leads_breaks_the_hard_split(self):
        edge = role("LEAD_OFFICER_FOR", "a", "o")
        found = ask(edge, standing=posts("a", role="provider"), split="hard")

        assert self.verdicts(figures(), found, split="hard") == {
            "hard split of commissioners and providers": (1, "broken")
        }


class TestStandings:
    PEERS = pd.DataFrame(
        [{"benchmark": "b", "peer_group": "Peers", "lowest": 5, "lower_quartile": 6.5}
         | {"median": 7.5, "upper_quartile": 8.5, "highest": 9} | CITED]
    )  # fmt: skip

    def test_only_counted_posts_count(self):
        held = posts("a", "b", counted=True, fte=4.25)
        left_out = posts("head", counted=False, fte=None)

        (row,) = standings(pd.concat([held, left_out]), self.PEERS).to_dict("records")

        assert (row["count"], row["position"]) == (8.5, "at the upper quartile")
        assert row["evidence"] == "S:7"

    def test_a_post_of_unknown_size_leaves_the_count_unknown(self):
        held = posts("a", "b", counted=True).assign(fte=[1.0, None])

        (row,) = standings(held, self.PEERS).to_dict("records")

        assert (row["count"], row["position"]) == (None, None)
        assert "for 1 of 2 posts" in row["sentence"]


def test_every_question_is_answered_or_says_why_not():
    found = ask(things=outcomes())

    assert (
        found.questions["question"].tolist() == list(QUESTIONS) == [f"Q{n}" for n in range(1, 21)]
    )
    silent = found.questions["state"] == "not known"
    assert found.questions.loc[silent, "reason"].notna().all()
    assert found.questions.loc[~silent, "reason"].isna().all()
    assert found.questions.loc[silent, "findings"].isna().all()


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("functions", ["post"]),
        ("reports_to", ["post"]),
        ("contracts", ["contract"]),
        ("purposes", ["aim"]),
        ("cycle", ["subject"]),
        ("decisions", ["subject"]),
        ("statutory", ["role_name"]),
    ],
)
def test_a_frame_without_its_columns_is_refused_by_name(name, columns):
    later = LaterFrames(
        outcomes("o"), posts("a"), frame(leads("a", "o")), partnerships(),
        functions=manages(("a", "A", "x", None)),
    )  # fmt: skip
    with pytest.raises(MeasureError, match=f"coverage: {name}: found no column"):
        ask(leads("a", "o"), later=later, **{name: pd.DataFrame(columns=columns)})


def brute_fragmentation(graph):
    sizes = [len(part) for part in nx.connected_components(graph)]
    n = graph.number_of_nodes()
    return None if n < 2 else 1 - sum(s * (s - 1) for s in sizes) / (n * (n - 1))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=14))
def test_fragmentation_without_each_node_is_that_of_taking_it_out(drawn):
    """Q16 as the key player problem, against networkx."""
    graph = nx.Graph((f"p{post}", f"o{outcome}") for post, outcome in drawn)

    found = fragmentation_without_each({node: set(graph[node]) for node in graph})

    expected = {node: brute_fragmentation(graph.subgraph(set(graph) - {node})) for node in graph}
    assert found == pytest.approx(expected)


def test_the_post_that_holds_most_together_comes_first():
    edges = [role("CONTRIBUTES_TO", "a", o) for o in "wxy"] + [role("CONTRIBUTES_TO", "b", "y")]
    found = ask(*edges, things=outcomes(*"wxy")).key_posts

    # Five nodes hang together; without a three parts are left, of sizes 1, 1 and 2.
    assert found["post"].tolist() == ["a", "b"]
    assert found["fragmentation"].tolist() == [pytest.approx(1 - 2 / 12), 0]
    assert found["before"].tolist() == [0, 0]


RELATIONS = ("LEAD_COMMISSIONER_FOR", "LEAD_OFFICER_FOR", "CONTRIBUTES_TO")
drawn_edges = st.lists(
    st.tuples(st.sampled_from(RELATIONS), st.sampled_from("abcd"), st.sampled_from("wxyz")),
    min_size=1,
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(drawn_edges)
def test_outcomes_that_hang_on_a_post_are_those_lost_by_deleting_it(drawn):
    """Q16 against measuring again without each post."""
    things, standing = outcomes(*"wxyz"), posts(*"abcd")
    edges = [role(*edge) for edge in drawn]

    found = ask(*edges, things=things, standing=standing)
    before = found.coverage.set_index("relation")["covered"]
    lost = {}
    for post in "abcd":
        without = ask(*edges, things=things, standing=standing[standing["id"] != post])
        after = without.coverage.set_index("relation")["covered"]
        lost |= {(post, r): before[r] - after[r] for r in RELATIONS if before[r] > after[r]}

    points = found.single_points
    assert lost == {
        (post, relation): number
        for post, relation, number in zip(
            points["post"], points["relation"], points["outcomes"], strict=True
        )
    }


@settings(max_examples=40, deadline=None)
@given(drawn_edges, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_changes_no_count(drawn, random):
    edges = [role(*edge, locator=str(n)) for n, edge in enumerate(drawn)]
    shuffled = random.sample(edges, len(edges))
    things, standing = outcomes(*"wxyz"), posts(*"abcd")

    one, other = (ask(*rows, things=things, standing=standing) for rows in (edges, shuffled))

    pd.testing.assert_frame_equal(one.coverage, other.coverage)
    assert one.questions.equals(other.questions)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_concentration_agrees_with_other_ways_to_compute_it(sizes):
    """Gini as half the relative mean difference; quartiles by the standard library."""
    found = concentration("LEAD_COMMISSIONER_FOR", np.array(sizes, dtype=float))

    n, total = len(sizes), sum(sizes)
    differences = sum(abs(one - other) for one, other in itertools.product(sizes, sizes))
    assert found.gini == pytest.approx(differences / (2 * n * total), abs=1e-12)
    assert 1 / n - 1e-12 <= found.hhi <= 1
    if n > 1:
        low, _, high = statistics.quantiles(sizes, n=4, method="inclusive")
        assert found.fence == pytest.approx(high + 1.5 * (high - low))


@settings(max_examples=30, deadline=None)
@given(drawn_edges, st.sampled_from("abcd"))
def test_deleting_a_post_never_increases_depth(drawn, gone):
    things, standing = outcomes(*"wxyz"), posts(*"abcd")
    edges = [role(*edge) for edge in drawn]

    before = ask(*edges, things=things, standing=standing).coverage
    after = ask(*edges, things=things, standing=standing[standing["id"] != gone]).coverage

    assert (after["depth"] <= before["depth"]).all()


def test_a_transitional_lead_ends_on_a_day():
    edge = role("LEAD_OFFICER_FOR", "a", "o", transitional=True, ends=date(2013, 9, 30))
    found = ask(edge, standing=posts("a", role="provider"), split="hard")

    assert said(found, "Q8")[0].endswith("as transitional, until 30 September 2013.")
