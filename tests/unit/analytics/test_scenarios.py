"""Restructure scenarios: each operation, what it refuses, and what holds of all of them."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from placegraph.analytics.coverage.coverage import coverage
from placegraph.analytics.scenarios.baseline import Frames
from placegraph.analytics.scenarios.difference import Difference, difference
from placegraph.analytics.scenarios.operations import OPERATIONS
from placegraph.analytics.scenarios.overlay import Applied, apply
from placegraph.analytics.scenarios.scenario import Scenario
from placegraph.errors import MeasureError

LEAD, OFFICER, GIVES = "LEAD_COMMISSIONER_FOR", "LEAD_OFFICER_FOR", "CONTRIBUTES_TO"


def posts(*rows: tuple[Any, ...]) -> pd.DataFrame:
    columns = ["id", "name", "organisation", "fte", "counted", "role", "temporary", "vacant"]
    return pd.DataFrame(rows, columns=columns, dtype=object).assign(status=None)


def role(relation: str, holder: str, target: str, kind: str = "Outcome", **more: Any) -> Any:
    said = {
        "relation": relation,
        "holder": holder,
        "holder_name": holder.title(),
        "holder_kind": "Organisation" if holder.startswith("org") else "Post",
        "target": target,
        "target_name": target.title(),
        "target_kind": kind,
        "part": False,
        "joint": False,
        "status": None,
        "statement": f"{holder}-{target}",
        "source": "s",
        "locator": "p1",
    }
    return {**said, **more}


def town(**changed: pd.DataFrame) -> Frames:
    """Return a council of four posts, three outcomes, two partnerships and a contract."""
    frames = {
        "posts": posts(
            ("chief", "Chief", "org-a", 1.0, True, None, None, None),
            ("head", "Head", "org-a", 1.0, True, "provider", None, None),
            ("deputy", "Deputy", "org-a", 0.5, True, "provider", None, None),
            ("interim", "Interim", "org-a", 1.0, True, None, True, None),
        ),
        "outcomes": pd.DataFrame(
            [(f"o{n}", f"Outcome {n}", "outcome", "org-a") for n in (1, 2, 3)],
            columns=["id", "name", "kind", "body"],
        ),
        "aims": pd.DataFrame(
            [(f"o{n}", f"Outcome {n}", "outcome", "org-a", "org-a/outcome") for n in (1, 2, 3)],
            columns=["id", "name", "kind", "body", "set"],
        ),
        "roles": pd.DataFrame(
            [
                role(LEAD, "head", "o1"),
                role(LEAD, "deputy", "o2"),
                role(GIVES, "head", "o1"),
                role(GIVES, "deputy", "o1"),
                role(GIVES, "interim", "o3"),
                role("PROVIDES", "deputy", "f2", "Function"),
                role("CLIENT_OF", "head", "k1", "Contract"),
                role("SPONSORS", "head", "p1", "Partnership"),
                role("PROVIDES", "org-b", "k1", "Contract"),
            ]
        ),
        "partnerships": pd.DataFrame({"id": ["p1", "p2"], "name": ["One", "Two"]}),
        "functions": pd.DataFrame(
            [("head", "Head", "f1", "Bins"), ("deputy", "Deputy", "f2", "Parks")],
            columns=["post", "post_name", "function", "function_name"],
        ),
        "reports_to": pd.DataFrame(
            [("head", "chief"), ("deputy", "head"), ("interim", "head")],
            columns=["post", "manager"],
        ),
        "statutory": pd.DataFrame(
            [("org-a", "A", "district", "hops", "Head of Paid Service", "chief", "Chief")],
            columns=[
                *("organisation", "organisation_name", "organisation_kind", "role", "role_name"),
                *("post", "post_name"),
            ],
        ),
        "seats": pd.DataFrame(
            [("head", "Head", "p1", "One")], columns=["post", "post_name", "body", "body_name"]
        ),
        "memberships": pd.DataFrame(
            [
                ("org-a", "A", "district", "p1", "One", "complete"),
                ("org-b", "B", "business", "p1", "One", "complete"),
                ("org-c", "C", "district", "p1", "One", "complete"),
                ("org-a", "A", "district", "p2", "Two", "partial"),
                ("org-c", "C", "district", "p2", "Two", "partial"),
            ],
            columns=[
                *("actor", "actor_name", "actor_kind", "partnership", "partnership_name"),
                "completeness",
            ],
        ),
        "contracts": pd.DataFrame(
            [
                ("k1", "Cleaning", "contract", 9.0, "org-a", "A", "buyer"),
                ("k1", "Cleaning", "contract", 9.0, "org-b", "B", "supplier"),
            ],
            columns=["contract", "name", "kind", "amount", "party", "party_name", "role"],
        ),
        "parties": pd.DataFrame(
            [
                ("org-a", "A", "district", "k1", "Cleaning", False, "s"),
                ("org-b", "B", "business", "k1", "Cleaning", False, "s"),
            ],
            columns=[
                *("actor", "actor_name", "actor_kind", "agreement", "agreement_name", "grant"),
                "source",
            ],
        ),
        "announced": pd.DataFrame(
            [("o4", "Outcome 4", "outcome", "org-a")], columns=["id", "name", "kind", "body"]
        ),
    }
    return Frames.of(**{**frames, **changed})


def plan(*operations: dict[str, Any], **more: Any) -> Scenario:
    start = {"id": "plan", "title": "Plan", "baseline": {"as_at": "2027-01-01"}}
    return Scenario.model_validate({**start, "operations": operations, **more})


def done(*operations: dict[str, Any], on: Frames | None = None, **more: Any) -> Applied:
    return apply(plan(*operations), town() if on is None else on, on=date(2027, 1, 1), **more)


def told(*operations: dict[str, Any], **more: Any) -> Difference:
    return difference(done(*operations, **more))


def refused(*operations: dict[str, Any]) -> str:
    with pytest.raises(MeasureError) as error:
        done(*operations)
    return str(error.value)


def held(frames: Frames) -> set[tuple[str, str, str]]:
    roles = frames.roles[["relation", "holder", "target"]].to_numpy().tolist()
    return set(map(tuple, roles))


def changes(found: Difference) -> set[tuple[str, str, str]]:
    rows = found.changes[["relation", "id", "change"]].to_numpy().tolist()
    return set(map(tuple, rows))


def rows(frame: pd.DataFrame) -> list[str]:
    """Return the rows of a frame in an order of their own, what is not known as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return sorted(map(repr, plain.to_numpy().tolist()))


def same(one: Frames, other: Frames) -> list[str]:
    """Return the names of the frames that say different things."""
    cited = ["source", "locator", "status"]
    return [
        name
        for name, frame in one.named().items()
        if rows(frame.drop(columns=cited, errors="ignore"))
        != rows(other.named()[name].drop(columns=cited, errors="ignore"))
    ]


# --- what each operation does --------------------------------------------------------------------


def test_every_operation_there_is_says_what_it_does() -> None:
    assert len(OPERATIONS) == 16
    assert [word for word, kind in OPERATIONS.items() if not kind.__doc__] == []


def test_deleting_a_post_ends_all_that_it_held() -> None:
    found = told({"do": "delete post", "post": "head"})

    assert changes(found) == {
        (LEAD, "o1", "orphaned"),
        (GIVES, "o1", "moved"),
        ("CLIENT_OF", "k1", "orphaned"),
        ("SPONSORS", "p1", "orphaned"),
        ("MANAGES", "f1", "orphaned"),
        ("REPORTS_TO", "deputy", "orphaned"),
        ("REPORTS_TO", "interim", "orphaned"),
    }
    assert rows(found.seats[["post", "body", "change"]]) == ["['head', 'p1', 'vacated']"]
    assert [total.fte for total in found.totals] == [3.5, 2.5]
    assert found.orphaned(LEAD) == ("o1",)


def test_a_statutory_role_that_nobody_holds_any_more_stays_on_the_list() -> None:
    after = done({"do": "delete post", "post": "chief"}).result.statutory

    assert after[["organisation", "role", "post"]].to_numpy().tolist() == [["org-a", "hops", None]]
    assert ("HOLDS_ROLE", "org-a/hops", "orphaned") in changes(
        told({"do": "delete post", "post": "chief"})
    )


def test_a_new_post_can_take_what_is_given_to_it() -> None:
    found = done(
        {
            **{"do": "create post", "post": "new", "title": "New", "fte": 1},
            **{"reports_to": "chief", "statutory": ["s151"]},
        },
        {"do": "allocate", "as": "lead commissioner", "post": "new", "for": ["o3"]},
        {"do": "move functions", "functions": ["f2"], "from": "deputy", "to": "new"},
    )

    assert changes(difference(found)) == {
        (LEAD, "o3", "covered"),
        ("MANAGES", "f2", "moved"),
        ("HOLDS_ROLE", "org-a/s151", "covered"),
        ("REPORTS_TO", "new", "covered"),
    }
    assert ("PROVIDES", "new", "f2") in held(found.result)
    assert ("PROVIDES", "deputy", "f2") not in held(found.result)


def test_the_providing_of_a_function_stays_behind_when_it_is_said_to() -> None:
    found = done(
        {
            **{"do": "move functions", "functions": ["f2"], "from": "deputy", "to": "chief"},
            "provides": False,
        }
    )
    assert {key for key in held(found.result) if key[0] == "PROVIDES"} == {
        ("PROVIDES", "org-b", "k1")
    }


def test_merged_posts_lose_nothing_that_either_held() -> None:
    found = done(
        {
            **{"do": "merge posts", "posts": ["head", "deputy"], "into": "both"},
            **{"title": "Both", "fte": 1},
        }
    )

    assert {key for key in held(found.result) if key[1] == "both"} == {
        (LEAD, "both", "o1"),
        (LEAD, "both", "o2"),
        (GIVES, "both", "o1"),
        ("PROVIDES", "both", "f2"),
        ("CLIENT_OF", "both", "k1"),
        ("SPONSORS", "both", "p1"),
    }
    assert difference(found).outcomes_orphaned == ()
    lines = found.result.reports_to[["post", "manager"]].to_numpy().tolist()
    assert sorted(lines) == [["both", "chief"], ["interim", "both"]]
    assert [total.fte for total in difference(found).totals] == [3.5, 3.0]


def test_a_post_merged_into_another_keeps_the_terms_of_that_one() -> None:
    after = done({"do": "merge posts", "posts": ["head", "deputy"], "into": "head"}).result
    assert set(after.posts["id"]) == {"chief", "head", "interim"}
    assert (LEAD, "head", "o2") in held(after)
    assert after.posts.set_index("id").at["head", "fte"] == 1.0
    assert not (after.reports_to["post"] == after.reports_to["manager"]).any()


def test_what_no_part_of_a_split_post_takes_ends_with_it() -> None:
    found = told(
        {
            "do": "split post",
            "post": "head",
            "into": [
                {"post": "left", "title": "Left", "fte": 0.5, "takes": ["o1", "deputy"]},
                {"post": "right", "title": "Right", "fte": 0.5, "takes": ["k1", "f1"]},
            ],
        }
    )
    orphaned = {key for key in changes(found) if key[2] == "orphaned"}
    assert orphaned == {("SPONSORS", "p1", "orphaned"), ("REPORTS_TO", "interim", "orphaned")}
    assert {(p, c) for p, c in found.posts[["post", "change"]].to_numpy()} == {
        ("head", "deleted"),
        ("left", "created"),
        ("right", "created"),
    }


def test_a_part_that_keeps_the_post_keeps_what_the_others_do_not_take() -> None:
    after = done(
        {
            "do": "split post",
            "post": "head",
            "into": [{"post": "head"}, {"post": "new", "title": "New", "takes": ["k1"]}],
        }
    ).result
    assert {key for key in held(after) if key[1] in ("head", "new")} == {
        (LEAD, "head", "o1"),
        (GIVES, "head", "o1"),
        ("SPONSORS", "head", "p1"),
        ("CLIENT_OF", "new", "k1"),
    }


def test_moving_a_post_changes_two_spans() -> None:
    found = told({"do": "move post", "post": "deputy", "reports_to": "chief"})
    assert found.spans[["post", "before", "after"]].to_numpy().tolist() == [
        ["chief", 1, 2],
        ["head", 2, 1],
    ]


def test_regrading_changes_the_terms_given_and_no_others() -> None:
    found = told({"do": "regrade post", "post": "deputy", "fte": 1, "title": "Second"})
    assert found.posts[["change", "was", "now"]].to_numpy().tolist() == [
        [
            "changed",
            "Deputy; 0.5 FTE; provider; org-a",
            "Second; 1 FTE; provider; org-a",
        ]
    ]
    assert found.totals[-1].fte == 4.0
    assert changes(found) == set()


def test_a_second_lead_is_contested_until_it_is_joint_or_alone() -> None:
    second = {"do": "allocate", "as": "lead commissioner", "post": "chief", "for": ["o1"]}

    assert (LEAD, "o1", "contested") in changes(told(second))
    end = {"do": "end allocation", "as": "lead commissioner", "from": "head", "for": ["o1"]}
    assert (LEAD, "o1", "contested") not in changes(told(second, end))
    dated = told({**second, "on": "2027-02-01"}, {**end, "on": "2027-03-01"}).changes
    leads = dated[dated["relation"] == LEAD]
    assert leads[["on", "change", "stands"]].to_numpy().tolist() == [
        [date(2027, 2, 1), "moved", False],
        [date(2027, 2, 1), "contested", False],
        [date(2027, 3, 1), "moved", True],
        [date(2027, 3, 1), "settled", True],
    ]


def test_reallocating_hands_a_lead_over() -> None:
    found = done(
        {
            **{"do": "reallocate", "as": "lead commissioner", "for": ["o1"]},
            **{"from": "head", "to": "deputy"},
        }
    )
    leads = {key for key in held(found.result) if key[0] == LEAD}
    assert leads == {(LEAD, "deputy", "o1"), (LEAD, "deputy", "o2")}


def test_a_lead_of_part_of_an_objective_goes_with_its_responsibility() -> None:
    allocated = {
        **{"do": "allocate", "as": "lead officer", "post": "head", "for": ["resp"]},
        **{"statements": ["lo-1"], "part_of": {"resp": ["o3"]}},
    }
    named = pd.DataFrame(
        [("resp", "Responsibility", "Safer streets", None)], columns=["id", "type", "name", "kind"]
    )
    ended = {"do": "end allocation", "as": "lead officer", "for": ["resp"], "from": "head"}

    given = done(allocated, on=town(names=named)).result
    assert {key for key in held(given) if key[0] == OFFICER} == {
        (OFFICER, "head", "resp"),
        (OFFICER, "head", "o3"),
    }
    assert same(town(names=named), done(allocated, ended, on=town(names=named)).result) == []


def test_outcomes_come_into_force_by_identifier_or_with_a_text() -> None:
    after = done(
        {"do": "adopt outcomes", "outcomes": ["o4", {"id": "o5", "name": "New"}], "body": "org-a"}
    ).result
    assert after.outcomes.set_index("id")["name"].to_dict() == {
        **{f"o{n}": f"Outcome {n}" for n in (1, 2, 3, 4)},
        "o5": "New",
    }
    assert set(after.aims["set"]) == {"org-a/outcome"}


def test_ending_a_contract_ends_its_parties_ties_and_the_roles_in_it() -> None:
    found = done({"do": "end contract", "contract": "k1"})
    assert found.result.contracts.empty
    assert not {key for key in held(found.result) if key[2] == "k1"}
    told_of = difference(found)
    assert told_of.partners[["organisation", "before", "after"]].to_numpy().tolist() == [
        ["org-a", 3, 2],
        ["org-b", 2, 1],
    ]
    # It has no client because it is over, which is no gap.
    assert changes(told_of) == set()


def test_novating_puts_another_body_in_the_place_of_a_party() -> None:
    after = done(
        {
            **{"do": "novate contract", "contract": "k1", "from": "org-b", "to": "org-d"},
            **{"name": "D", "kind": "business"},
        }
    ).result
    assert set(after.contracts["party"]) == {"org-a", "org-d"}
    assert set(after.parties["actor"]) == {"org-a", "org-d"}
    assert ("PROVIDES", "org-d", "k1") in held(after)


def test_a_member_that_leaves_may_lose_its_only_tie() -> None:
    left = [
        {"do": "leave partnership", "organisation": "org-c", "partnership": p} for p in ("p1", "p2")
    ]
    found = told(*left).partners
    assert found[["organisation", "before", "after", "only_tie_lost"]].to_numpy().tolist() == [
        ["org-c", 2, 0, True]
    ]


def test_costs_that_a_member_paid_are_without_a_payer_once_it_leaves() -> None:
    costs = pd.DataFrame(
        [("a1", "p1", "line", "org-c", "C", 0.25), ("a1", "p1", "line", "org-a", "A", 0.75)],
        columns=["appraisal", "partnership", "line", "payer", "payer_name", "share"],
    )
    left = {"do": "leave partnership", "organisation": "org-c", "partnership": "p1"}
    found = told(left, on=town(costs=costs)).unfunded
    assert found[["line", "payer", "share"]].to_numpy().tolist() == [["line", "org-c", 0.25]]


@pytest.mark.parametrize(("partnership", "list_is"), [("p1", "complete"), ("p2", "partial")])
def test_a_newcomer_leaves_a_list_as_complete_as_it_was(partnership: str, list_is: str) -> None:
    after = done(
        {
            **{"do": "join partnership", "organisation": "org-d", "partnership": partnership},
            **{"name": "D", "kind": "NHS"},
        }
    ).result.memberships
    assert after[after["actor"] == "org-d"]["completeness"].tolist() == [list_is]


def test_two_councils_become_one_wherever_they_are_named() -> None:
    after = done(
        {"do": "merge councils", "councils": ["org-a", "org-c"], "into": "org-u", "name": "U"}
    ).result
    assert set(after.posts["organisation"]) == {"org-u"}
    assert set(after.outcomes["body"]) == {"org-u"}
    assert set(after.aims["set"]) == {"org-u/outcome"}
    seats = after.memberships[["actor", "partnership"]].to_numpy().tolist()
    assert sorted(map(tuple, seats)) == [("org-b", "p1"), ("org-u", "p1"), ("org-u", "p2")]
    assert set(after.memberships["actor_kind"]) == {"unitary", "business"}
    assert after.statutory["organisation"].tolist() == ["org-u"]


# --- what is conditional -------------------------------------------------------------------------

IF_REQUIRED = (
    {"do": "create post", "post": "new", "title": "New", "fte": 1, "conditional": True},
    {
        **{"do": "move functions", "functions": ["f1"], "from": "head", "to": "new"},
        "conditional": True,
    },
    {"do": "delete post", "post": "interim", "conditional": True},
)


def test_what_is_conditional_is_recorded_as_such_and_changes_no_total() -> None:
    found = done(*IF_REQUIRED)
    told_of = difference(found)

    assert (told_of.totals[-1].fte, told_of.totals[-1].if_required) == (3.5, 4.5)
    assert len(told_of.moved(certain=True)) == 0
    assert told_of.moved(certain=False)["now"].tolist() == ["New"]
    assert changes(told_of) == {("MANAGES", "f1", "may move")}
    assert len(found.conditional) == 3
    assert not found.assumed


def test_what_is_conditional_can_be_taken_to_happen() -> None:
    told_of = told(*IF_REQUIRED, assumed=True)

    assert told_of.totals[-1].fte == 3.5
    assert told_of.moved(certain=True)["was"].tolist() == ["Head"]
    assert told_of.outcomes_orphaned == ("o3",)


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        ({"do": "delete post", "post": "hed"}, "found no post hed, expected one in the structure"),
        ({"do": "create post", "post": "head", "title": "x"}, "found post head there already"),
        ({"do": "move post", "post": "chief", "reports_to": "deputy"}, "reports to it"),
        (
            {"do": "merge posts", "posts": ["head", "deputy"], "into": "new"},
            "found no title for the new post new",
        ),
        (
            {"do": "merge posts", "posts": ["head", "deputy"], "into": "chief"},
            "found post chief there already",
        ),
        (
            {
                **{"do": "split post", "post": "head"},
                "into": [{"post": "a", "title": "A", "takes": ["o2"]}, {"post": "b", "title": "B"}],
            },
            "found o2 under takes of a, expected what head holds",
        ),
        (
            {"do": "move functions", "functions": ["f2"], "from": "head", "to": "chief"},
            "found no function of head f2",
        ),
        (
            {"do": "move functions", "functions": ["f2"], "to": "deputy"},
            "found that deputy manages f2 already",
        ),
        (
            {"do": "allocate", "as": "lead commissioner", "post": "head", "for": ["o1"]},
            "found that head is lead commissioner for o1 already",
        ),
        (
            {"do": "allocate", "as": "lead commissioner", "post": "head", "for": ["o4"]},
            "found o4 not in force yet, expected an outcome that `adopt outcomes` brings",
        ),
        (
            {"do": "allocate", "as": "sponsor", "post": "head", "for": ["o1"]},
            "found Outcome o1, expected one of Partnership for a sponsor",
        ),
        (
            {"do": "allocate", "as": "lead officer", "organisation": "org-b", "for": ["o1"]},
            "found the body org-b, expected a post for this role",
        ),
        (
            {"do": "end allocation", "as": "client", "from": "head", "for": ["k2"]},
            "found no client head for k2, expected what head is client for: k1",
        ),
        ({"do": "adopt outcomes", "outcomes": ["o1"]}, "found o1 in force already"),
        ({"do": "adopt outcomes", "outcomes": ["o9"]}, "found no aim o9 on record for any day"),
        ({"do": "end contract", "contract": "k9"}, "found no contract k9"),
        (
            {"do": "novate contract", "contract": "k1", "from": "org-c", "to": "org-b"},
            "found no party to k1 org-c",
        ),
        (
            {"do": "join partnership", "organisation": "org-z", "partnership": "p1"},
            "found no organisation org-z on record",
        ),
        (
            {"do": "leave partnership", "organisation": "org-b", "partnership": "p2"},
            "found no member org-b of p2, expected a member on record: org-c, org-a",
        ),
        (
            {"do": "merge councils", "councils": ["org-a", "org-z"], "into": "u", "name": "U"},
            "found no council org-z",
        ),
    ],
)
def test_an_operation_that_cannot_apply_says_what_is_there(
    operation: dict[str, Any], said: str
) -> None:
    assert said in refused(operation)


def test_two_operations_on_one_thing_conflict_in_words() -> None:
    said = refused({"do": "delete post", "post": "head"}, {"do": "delete post", "post": "head"})
    assert said == (
        "plan: operation 2 (delete post head): found no post head, expected one in the structure "
        "at this point: chief, deputy, interim. Of the same head before it: operation 1 (delete "
        "post head). Correct the operations or their order."
    )


def test_a_day_before_the_baseline_is_refused() -> None:
    assert "found 2026-01-01, expected a day from 2027-01-01 on" in refused(
        {"do": "delete post", "post": "head", "on": "2026-01-01"}
    )


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"operations": [{"do": "abolish", "post": "a"}]}, "does not match any of the expected"),
        ({"operations": [{"do": "delete post", "post": "a", "when": 1}]}, "Extra inputs"),
        (
            {
                "operations": [
                    {"do": "delete post", "post": "a", "on": "2028-01-01"},
                    {"do": "delete post", "post": "b", "on": "2027-01-01"},
                ]
            },
            "in the order of their days",
        ),
        (
            {
                "figures": [
                    {"what": "saving", "year": 2027, "low": 1, "source": "s", "locator": "p1"}
                ]
                * 2
            },
            "found two savings of 2027",
        ),
        ({"operations": [{"do": "regrade post", "post": "a"}]}, "found no new term"),
        ({"operations": [{"do": "move post", "post": "a"}]}, "found neither reports_to nor"),
        ({"follows": "other"}, "found both or neither of baseline and follows"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused(said: dict[str, Any], wanted: str) -> None:
    with pytest.raises(ValidationError, match=wanted):
        plan(**said) if "operations" not in said else plan(*said["operations"])


# --- what holds of all scenarios -----------------------------------------------------------------

POSTS, OUTCOMES = ("chief", "head", "deputy", "interim"), ("o1", "o2", "o3")


@st.composite
def towns(draw: st.DrawFn) -> Frames:
    """Return the town with other leads and contributions, and some posts vacant."""
    pairs = st.sets(st.tuples(st.sampled_from(POSTS), st.sampled_from(OUTCOMES)), max_size=8)
    leads, gives = draw(pairs), draw(pairs)
    given_roles = [
        *(role(LEAD, post, outcome) for post, outcome in sorted(leads)),
        *(role(GIVES, post, outcome) for post, outcome in sorted(gives)),
        role("SPONSORS", "head", "p1", "Partnership"),
    ]
    vacant = draw(st.lists(st.sampled_from([True, False, None]), min_size=4, max_size=4))
    plain = town()
    return plain.with_(
        roles=Frames.of(roles=pd.DataFrame(given_roles)).roles,
        posts=plain.posts.assign(vacant=pd.Series(vacant, dtype=object)),
    )


def covered(frames: Frames) -> dict[str, int]:
    posts_there = frames.standing
    found = coverage(frames.outcomes, posts_there, frames.roles, frames.partnerships).coverage
    return {row.relation: row.covered or 0 for row in found.itertuples()}


@settings(max_examples=15, deadline=None)
@given(towns())
def test_without_operations_nothing_changes(place: Frames) -> None:
    found = apply(plan(), place)

    assert same(place, found.result) == []
    told_of = difference(found)
    assert (len(told_of.changes), len(told_of.posts), len(told_of.partners)) == (0, 0, 0)


@settings(max_examples=15, deadline=None)
@given(towns(), st.sampled_from(POSTS))
def test_deleting_a_post_never_increases_coverage(place: Frames, post: str) -> None:
    before = covered(place)
    after = covered(apply(plan({"do": "delete post", "post": post}), place).result)

    assert all(after[relation] <= before[relation] for relation in before)


@settings(max_examples=15, deadline=None)
@given(towns(), st.sampled_from(POSTS))
def test_what_is_orphaned_is_what_brute_force_finds(place: Frames, post: str) -> None:
    found = difference(apply(plan({"do": "delete post", "post": post}), place))

    vacant = dict(zip(place.posts["id"], place.posts["vacant"], strict=True))
    for relation in (LEAD, GIVES):
        expected = {
            outcome
            for outcome in OUTCOMES
            if {
                holder
                for kind, holder, target in held(place)
                if (kind, target) == (relation, outcome) and vacant[holder] is not True
            }
            == {post}
        }
        assert set(found.orphaned(relation)) == expected


@settings(max_examples=15, deadline=None)
@given(towns(), st.data())
def test_an_operation_and_its_inverse_change_nothing(place: Frames, data: st.DataObject) -> None:
    leads = sorted(key for key in held(place) if key[0] == LEAD)
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (
            {"do": "create post", "post": "new", "title": "New", "reports_to": "head"},
            {"do": "delete post", "post": "new"},
        ),
        (
            {"do": "move post", "post": "deputy", "reports_to": "chief"},
            {"do": "move post", "post": "deputy", "reports_to": "head"},
        ),
        (
            {"do": "regrade post", "post": "deputy", "fte": 1, "title": "Other"},
            {"do": "regrade post", "post": "deputy", "fte": 0.5, "title": "Deputy"},
        ),
        (
            {"do": "move functions", "functions": ["f1"], "from": "head", "to": "chief"},
            {"do": "move functions", "functions": ["f1"], "from": "chief", "to": "head"},
        ),
        (
            {"do": "join partnership", "organisation": "org-b", "partnership": "p2"},
            {"do": "leave partnership", "organisation": "org-b", "partnership": "p2"},
        ),
        (
            {"do": "novate contract", "contract": "k1", "from": "org-b", "to": "org-c"},
            {"do": "novate contract", "contract": "k1", "from": "org-c", "to": "org-b"},
        ),
    ]
    for _, holder, outcome in leads:
        for post in POSTS:
            if (LEAD, post, outcome) not in leads:
                there = {"do": "reallocate", "as": "lead commissioner", "for": [outcome]}
                pairs.append(
                    ({**there, "from": holder, "to": post}, {**there, "from": post, "to": holder})
                )
    there, back = data.draw(st.sampled_from(pairs))
    # A title that was changed and changed back is that of the post, not of whoever typed it once.
    plain = apply(plan({"do": "regrade post", "post": "deputy", "title": "Deputy"}), place).result

    assert same(plain, apply(plan(there, back), plain).result) == []


INDEPENDENT: list[dict[str, Any]] = [
    {"do": "delete post", "post": "interim"},
    {"do": "regrade post", "post": "chief", "fte": 0.8},
    {"do": "move functions", "functions": ["f2"], "from": "deputy", "to": "chief"},
    {"do": "leave partnership", "organisation": "org-c", "partnership": "p2"},
    {"do": "novate contract", "contract": "k1", "from": "org-b", "to": "org-c"},
    {"do": "adopt outcomes", "outcomes": ["o4"]},
]


@settings(max_examples=15, deadline=None)
@given(st.permutations(INDEPENDENT))
def test_the_order_of_operations_on_different_things_does_not_matter(
    order: list[dict[str, Any]],
) -> None:
    # Where a new fact is cited by the number of its operation, the order shows; nowhere else.
    assert same(done(*INDEPENDENT).result, done(*order).result) == []


def test_the_baseline_stays_as_it_was() -> None:
    place = town()
    done(*INDEPENDENT, on=place)
    assert same(town(), place) == []
