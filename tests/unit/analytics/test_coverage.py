"""The fixture is typed from the job profiles of the Senior Management Structure Review (2010)."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.coverage.coverage import LaterFrames, coverage
from placegraph.analytics.wording import distinct_texts
from placegraph.errors import MeasureError

ENVIRONMENT = "Cheltenham's natural and built environment is enhanced and protected"
PERFORMANCE = "Better performance leading to overall improved customer satisfaction"
PROFILES = {
    "SD": [
        "Working to secure value for money and deliver the best possible outcomes that meet the "
        "needs of our citizens, communities and service users",
        "The council delivers cashable savings, as well as improved customer satisfaction overall "
        "and better performance through the effective commissioning of services",
    ],
    "COM": [
        "The council delivers cashable savings.",
        "Improved customer satisfaction and better performance through effective commissioning of "
        "services",
        "Commissioning decisions are made which address the outcomes identified in the corporate "
        "strategy",
        "Partnership working is fully integrated with the developing commissioning framework",
        "Our residents enjoy a strong sense of community and feel involved in resolving local "
        "issues",
    ],
    "OPS": [
        "Cheltenham has a clean and well-maintained environment.",
        "Carbon emissions are reduced and Cheltenham is able to adapt to the impacts of climate "
        "change",
        ENVIRONMENT,
        "Communities feel safe and are safe",
    ],
    "OD": [
        "The council delivers cashable savings through the effective commissioning of services "
        "including the effective implementation of shared services in support of the Council's "
        "Sourcing Strategy",
        PERFORMANCE,
        "Skilled, engaged and informed and flexible workforce able to adapt to commissioning "
        "decisions",
    ],
    "RES": [
        "The council delivers cashable savings identified in the MTFS through the implementation "
        "of the 'Bridging the Gap' programme",
        PERFORMANCE + ".",
        "Better performance through the implementation of the sourcing strategy, including the "
        "successful establishment of shared services",
    ],
    "WC": [
        "Cheltenham attracts more visitors and investors.",
        "People are able to lead healthy lifestyles through greater opportunities for "
        "participation in sport and physical activities",
        "Arts and culture are used as a means to strengthen communities, strengthen the economy "
        "and enhance and protect our environment",
    ],
    "BE": [
        ENVIRONMENT + ".",
        "Changes to the built environment are managed and facilitated in line with the Joint Core "
        "Strategy",
        "People have increased access to decent and affordable housing.",
        "Improved access and transport options for residents and visitors.",
        "Reduction in carbon emissions in line with the council's commitments.",
        "Delivery of the Civic Pride project.",
    ],
}
OBJECTIVES = {
    "OB-1": "Enhancing and protecting our environment",
    "OB-2": "Strengthening our economy",
    "OB-3": "Strengthening our communities",
    "OB-4": "Enhancing the provision of arts and culture",
    "OB-5": "Ensuring we provide value for money services",
}
# (post, objective, only in part, statement, locator)
LEAD_OFFICERS = [
    ("P-ADOPS", "OB-1", False, "LO-1", "2383"),
    ("P-ADOPS", "OB-3", True, "LO-2", "2386"),
    ("P-ADWC", "OB-4", False, "LO-3", "2596"),
    ("P-ADWC", "OB-3", True, "LO-4", "2599"),
    ("P-ADBE", "OB-1", False, "LO-5", "2670"),
]
ROLES = {
    "SD1": "lead commissioner",
    "SD2": "lead commissioner",
    "COM": "commissioning process",
    "OPS": "provider",
    "OD": "change support",
    "RES": "strategic resource management",
    "WC": "provider",
    "BE": "provider",
}
PARTNERSHIPS = [f"PT-{n}" for n in range(13)]

ROLE_COLUMNS = [
    *("relation", "holder", "holder_name", "holder_kind", "target", "target_name"),
    *("target_kind", "part", "joint", "status", "statement", "source", "locator"),
]


def post_id(short):
    return f"P-{short}" if short.startswith("SD") else f"P-AD{short}"


def outcomes(*rows):
    return pd.DataFrame(list(rows), columns=["id", "name", "kind", "body"])


def posts(*rows):
    columns = ["id", "name", "fte", "role", "vacant", "temporary"]
    return pd.DataFrame(list(rows), columns=columns)


def role(relation, holder, target, **more):
    usual = {
        "holder_name": f"Post {holder}",
        "holder_kind": "Post",
        "target_name": target,
        "target_kind": "Outcome",
        "part": None,
        "joint": None,
        "status": None,
        "statement": None,
        "source": "S",
        "locator": "1",
    }
    return {"relation": relation, "holder": holder, "target": target, **usual, **more}


def roles(*rows):
    optional = ("transitional", "ends", "agreement")
    extra = [name for name in optional if any(name in row for row in rows)]
    return pd.DataFrame(list(rows), columns=ROLE_COLUMNS + extra)


def partnerships(*ids):
    return pd.DataFrame({"id": list(ids), "name": [f"Partnership {id_}" for id_ in ids]})


def cheltenham(phase):
    """The four frames of one phase; the temporary post goes with the second."""
    standing = [short for short in ROLES if not (phase == 2 and short == "OD")]
    said, given = [], []
    for profile, texts in PROFILES.items():
        holders = [short for short in standing if short.startswith(profile)]
        for number, text in enumerate(texts, start=1):
            statement = f"O-{profile}-{number}"
            if not holders:
                continue
            said.append((statement, text, "outcome", "CBC"))
            given.extend(
                role(
                    "CONTRIBUTES_TO",
                    post_id(short),
                    statement,
                    statement=statement,
                    source="S0",
                    locator=str(2249 + number),
                )
                for short in holders
            )
    led = [
        role(
            "LEAD_OFFICER_FOR", post, objective, part=part, statement=lo, source="S0", locator=line
        )
        for post, objective, part, lo, line in LEAD_OFFICERS
    ]
    said.extend((id_, text, "objective", "CBC") for id_, text in OBJECTIVES.items())
    return (
        outcomes(*said),
        posts(
            *(
                (post_id(short), f"Post {short}", 1.0, ROLES[short], None, short == "OD")
                for short in standing
            )
        ),
        roles(*given, *led),
        partnerships(*PARTNERSHIPS),
    )


FIRST = coverage(*cheltenham(1), later=LaterFrames(*cheltenham(2)))
SECOND = coverage(*cheltenham(2))
OD_1, OD_2, OD_3 = "O-OD-1", "O-OD-2", "O-OD-3"


def about(found, question):
    return found.findings[found.findings["question"] == question]


def share_of(found, relation):
    row = found.coverage.set_index("relation").loc[relation]
    return row["covered"], row["outcomes"]


class TestCheltenham:
    @pytest.mark.parametrize(("found", "expected"), [(FIRST, 26), (SECOND, 23)])
    def test_statements_of_contribution(self, found, expected):
        assert found.statements == expected

    @pytest.mark.parametrize(("found", "expected"), [(FIRST, 28), (SECOND, 25)])
    def test_contributions_when_the_two_directors_are_two_posts(self, found, expected):
        assert found.contribution_edges == expected

    @pytest.mark.parametrize(("found", "expected"), [(FIRST, 24), (SECOND, 22)])
    def test_distinct_outcomes(self, found, expected):
        assert found.contributed == expected

    @pytest.mark.parametrize(("phase", "expected"), [(1, 24), (2, 22)])
    def test_the_texts_themselves_fold_to_as_many(self, phase, expected):
        table = cheltenham(phase)[0]

        assert distinct_texts(table.loc[table["kind"] == "outcome", "name"]) == expected

    def test_shared_outcomes(self):
        assert set(FIRST.shared) == {"O-OPS-3", OD_2}
        assert SECOND.shared == ("O-OPS-3",)

    def test_the_temporary_post_orphans_two_outcomes(self):
        assert FIRST.orphaned == (OD_1, OD_3)
        lost = about(FIRST, "Q4").query("severity == 'high'")
        assert lost["subject"].tolist() == [OD_1, OD_3]
        assert lost["sentence"].str.contains("now it is Post P-ADOD").all()

    def test_without_a_later_moment_nothing_is_said_to_be_orphaned(self):
        assert SECOND.orphaned is None
        assert SECOND.orphaned_leads is None

    def test_all_outcomes_of_the_temporary_post_are_at_risk(self):
        assert set(FIRST.at_risk) == {OD_1, OD_2, OD_3}
        assert SECOND.at_risk == ()

    @pytest.mark.parametrize(("found", "total"), [(FIRST, 24), (SECOND, 22)])
    def test_no_source_names_a_lead_commissioner(self, found, total):
        assert share_of(found, "LEAD_COMMISSIONER_FOR") == (0, total)
        summary, *each = about(found, "Q1")["sentence"]
        assert about(found, "Q1")["subject"].iloc[0] is None
        assert summary == (
            f"Outcomes with a lead commissioner: 0 of {total}. No source names one for {total}, "
            "which is not to say that there is none."
        )
        assert len(each) == total
        assert all(sentence.startswith("No source names a lead") for sentence in each)

    @pytest.mark.parametrize("found", [FIRST, SECOND])
    def test_both_directors_have_an_empty_portfolio(self, found):
        assert about(found, "Q6")["subject"].tolist() == ["P-SD1", "P-SD2"]

    @pytest.mark.parametrize("found", [FIRST, SECOND])
    def test_two_of_five_objectives_have_a_lead_officer_in_full(self, found):
        row = found.objectives.set_index("relation").loc["LEAD_OFFICER_FOR"]

        assert (row["covered"] - row["part"], row["outcomes"]) == (2, 5)

    @pytest.mark.parametrize("found", [FIRST, SECOND])
    def test_the_economy_has_no_lead_officer_statement(self, found):
        missing = about(found, "Q9").query("sentence.str.contains('names a lead officer')")
        partly = about(found, "Q9").query("severity == 'info'")

        assert missing["subject"].tolist() == ["OB-2", "OB-5"]
        assert missing["sentence"].iloc[0] == (
            "No source names a lead officer for “Strengthening our economy”."
        )
        assert partly["subject"].tolist() == ["OB-3"]

    @pytest.mark.parametrize("found", [FIRST, SECOND])
    def test_the_environment_has_two_lead_officers(self, found):
        rows = about(found, "Q2")

        assert rows["subject"].tolist() == ["OB-1"]
        assert rows["evidence"].tolist() == ["S0:2383; S0:2670"]

    @pytest.mark.parametrize(("split", "severity"), [("soft", "info"), ("hard", "breach")])
    def test_provider_posts_are_lead_officers_five_times(self, split, severity):
        found = coverage(*cheltenham(1), split=split)

        assert found.conflicts["post"].value_counts().to_dict() == {
            "P-ADOPS": 2,
            "P-ADWC": 2,
            "P-ADBE": 1,
        }
        assert set(found.conflicts["basis"]) == {"role"}
        assert about(found, "Q8")["severity"].tolist() == [severity] * 5

    def test_how_unevenly_outcomes_fall_on_posts(self):
        sizes = FIRST.portfolios.query("relation == 'CONTRIBUTES_TO'").set_index("post")

        assert sizes["outcomes"].to_dict() == {
            "P-SD1": 2,
            "P-SD2": 2,
            "P-ADCOM": 5,
            "P-ADOPS": 4,
            "P-ADOD": 3,
            "P-ADRES": 3,
            "P-ADWC": 3,
            "P-ADBE": 6,
        }
        assert round(FIRST.hhi, 6) == 0.142857
        assert round(FIRST.gini, 6) == 0.205357

    def test_no_source_names_a_sponsor_of_any_partnership(self):
        assert len(about(FIRST, "Q12")) == 13

    def test_what_is_not_known_of_the_posts_is_noted(self):
        assert FIRST.notes == (
            "For 8 of 8 posts no source says whether they are filled; they are counted as "
            "established.",
        )

    def test_the_matrix_marks_the_interim_the_joint_and_the_unnamed(self):
        matrix = FIRST.matrix
        given = matrix[matrix["relation"] == "CONTRIBUTES_TO"].set_index(["outcome", "holder"])
        unnamed = matrix[matrix["state"] == "unknown"]

        assert given.loc[(OD_1, "P-ADOD"), "state"] == "interim"
        assert given.loc[(OD_2, "P-ADRES"), "state"] == "joint"
        assert given.loc[("O-COM-1", "P-ADCOM"), "state"] == "single"
        assert unnamed["kind"].value_counts().to_dict() == {"outcome": 24, "objective": 5}
        assert unnamed["holder"].isna().all()


ONE = outcomes(("o", "Clean streets.", "outcome", "B"))
A = ("a", "Post a", 1.0, "lead commissioner", False, False)
B = ("b", "Post b", 1.0, None, False, False)
NOBODY = partnerships()


def ask(*edges, standing=(A, B), things=ONE, places=NOBODY, **more):
    return coverage(things, posts(*standing), roles(*edges), places, **more)


LEADS = role("LEAD_COMMISSIONER_FOR", "a", "o")


class TestEachQuestion:
    def test_a_lead_in_post_covers_the_outcome(self):
        found = ask(LEADS)

        assert share_of(found, "LEAD_COMMISSIONER_FOR") == (1, 1)
        assert about(found, "Q1")["sentence"].tolist() == [
            "Outcomes with a lead commissioner: 1 of 1."
        ]
        assert about(found, "Q1")["severity"].tolist() == ["info"]
        assert about(found, "Q6").empty

    def test_no_outcomes_recorded_leaves_everything_unknown(self):
        found = ask(LEADS, things=outcomes())

        assert found.coverage["covered"].isna().all()
        assert found.coverage["share"].isna().all()
        assert (found.statements, found.contributed, found.shared, found.at_risk) == (None,) * 4
        assert (found.hhi, found.gini) == (None, None)
        assert about(found, "Q1")["sentence"].tolist() == [
            "No outcomes are recorded here, so it is not known which have a lead."
        ]

    def test_a_lead_by_contribution_is_no_lead(self):
        found = ask(role("CONTRIBUTES_TO", "a", "o"), role("LEAD_OFFICER_FOR", "b", "o"))

        assert share_of(found, "LEAD_COMMISSIONER_FOR") == (0, 1)
        assert share_of(found, "LEAD_OFFICER_FOR") == (1, 1)
        assert share_of(found, "CONTRIBUTES_TO") == (1, 1)

    def test_several_leads_are_contested_unless_joint(self):
        edges = [role("LEAD_COMMISSIONER_FOR", post, "o") for post in "ab"]
        joint = [{**edge, "joint": True} for edge in edges]

        assert about(ask(*edges), "Q2")["subject"].tolist() == ["o"]
        assert set(ask(*edges).matrix["state"]) == {"contested"}
        assert about(ask(*joint), "Q2").empty
        assert set(ask(*joint).matrix["state"]) == {"joint"}

    def test_leads_of_different_parts_do_not_contest(self):
        edges = [role("LEAD_OFFICER_FOR", post, "o", part=True) for post in "ab"]

        assert about(ask(*edges), "Q2").empty
        assert ask(*edges).matrix.query("holder.notna()")["state"].tolist() == ["single"] * 2

    def test_two_sources_of_one_fact_are_one_fact_with_both_citations(self):
        found = ask(LEADS, {**LEADS, "source": "T", "locator": "9"})

        assert about(found, "Q2").empty
        assert len(found.matrix) == 1
        assert about(found, "Q1")["evidence"].tolist() == ["S:1; T:9"]

    def test_a_vacant_lead_covers_nothing_and_is_led_on_paper(self):
        found = ask(LEADS, standing=[(*A[:4], True, False)])

        assert share_of(found, "LEAD_COMMISSIONER_FOR") == (0, 1)
        assert about(found, "Q3")["sentence"].tolist() == [
            "Post a is named lead commissioner for “Clean streets”, but the post is vacant."
        ]
        assert found.matrix["state"].tolist() == ["vacant"]
        assert "No source" not in " ".join(about(found, "Q1")["sentence"])

    def test_a_deleted_lead_is_led_on_paper(self):
        found = ask(LEADS, standing=[B])

        assert "not in this structure" in about(found, "Q3")["sentence"].iloc[0]

    def test_a_partner_body_is_not_a_lead_in_post(self):
        found = ask({**LEADS, "holder_kind": "Organisation"})

        assert share_of(found, "LEAD_COMMISSIONER_FOR") == (0, 1)
        assert about(found, "Q3").empty
        assert "Post a, is not a filled post" in about(found, "Q1")["sentence"].iloc[1]

    def test_an_ended_role_is_no_role(self):
        ended = {**LEADS, "status": "ended"}

        assert share_of(ask(ended, role("CONTRIBUTES_TO", "a", "o")), "LEAD_COMMISSIONER_FOR") == (
            0,
            1,
        )

    def test_where_no_source_says_who_does_what_coverage_is_unknown_not_zero(self):
        found = ask({**LEADS, "status": "ended"})

        assert share_of(found, "LEAD_COMMISSIONER_FOR") == (None, 1)
        assert about(found, "Q9").empty

    def test_a_lead_lost_at_the_later_moment_is_named(self):
        later = LaterFrames(ONE, posts(B), roles(), NOBODY)
        found = ask(LEADS, later=later)

        assert found.orphaned_leads == ("o",)
        assert found.orphaned == ()
        assert about(found, "Q4")["sentence"].tolist() == [
            "No lead commissioner of “Clean streets” is named at the later moment; now it is "
            "Post a."
        ]

    def test_a_later_moment_without_outcomes_says_nothing(self):
        later = LaterFrames(outcomes(), posts(), roles(), NOBODY)

        assert ask(LEADS, later=later).orphaned is None

    def test_an_outcome_reworded_only_in_punctuation_survives(self):
        edge = role("CONTRIBUTES_TO", "a", "o")
        later = LaterFrames(
            outcomes(("p", "clean streets", "outcome", "B")),
            posts(B),
            roles(role("CONTRIBUTES_TO", "b", "p")),
            NOBODY,
        )

        assert ask(edge, later=later).orphaned == ()

    def test_a_post_of_unknown_role_is_not_accused_of_leading_nothing(self):
        assert about(ask(standing=[B]), "Q6").empty

    def test_providing_what_one_commissions_is_a_conflict_of_delivery(self):
        edges = [
            role("COMMISSIONS", "b", "o"),
            role("PROVIDES", "b", "f", target_kind="Function"),
            role("DELIVERS", "f", "o", holder_kind="Function"),
        ]
        hard = ask(*edges, split="hard")

        assert hard.conflicts[["post", "outcome", "basis", "severity"]].values.tolist() == [
            ["b", "o", "delivery", "breach"]
        ]
        assert share_of(hard, "PROVIDES") == (1, 1)
        assert ask(*edges).conflicts["severity"].tolist() == ["info"]

    def test_a_transitional_conflict_is_tolerated_under_a_hard_split(self):
        edge = role("LEAD_OFFICER_FOR", "b", "o", transitional=True, ends=date(2013, 10, 1))
        found = ask(edge, standing=[(*B[:3], "provider", False, False)], split="hard")

        assert about(found, "Q8")["severity"].tolist() == ["info"]
        assert about(found, "Q8")["sentence"].tolist() == [
            "Post b is a provider post and lead officer for “Clean streets”: allowed under the "
            "hard split as transitional, until 1 October 2013."
        ]

    def test_transition_without_an_end_is_a_breach_of_a_hard_split(self):
        edge = role("LEAD_OFFICER_FOR", "b", "o", transitional=True)
        found = ask(edge, standing=[(*B[:3], "provider", False, False)], split="hard")

        assert about(found, "Q8")["severity"].tolist() == ["breach"]
        assert "no source says until when" in about(found, "Q8")["sentence"].iloc[0]

    def test_a_lead_officer_without_a_lead_commissioner_is_a_finding(self):
        found = ask(role("LEAD_OFFICER_FOR", "b", "o"))

        assert about(found, "Q9")["sentence"].tolist() == [
            "“Clean streets” has a lead officer (Post b), but no source names a lead commissioner."
        ]

    def test_the_same_post_as_both_is_a_finding(self):
        found = ask(LEADS, role("LEAD_OFFICER_FOR", "a", "o"))

        assert "both lead officer and lead commissioner" in about(found, "Q9")["sentence"].iloc[0]

    def test_different_posts_as_officer_and_commissioner_are_no_finding(self):
        assert about(ask(LEADS, role("LEAD_OFFICER_FOR", "b", "o")), "Q9").empty

    def test_only_a_post_in_place_sponsors_a_partnership(self):
        places = partnerships("p", "q", "r")
        found = ask(
            role("SPONSORS", "a", "p"),
            role("SPONSORS", "x", "q", holder_kind="Organisation"),
            places=places,
        )

        assert about(found, "Q12")["sentence"].tolist() == [
            "Partnership q is sponsored by Post x, but by no filled post.",
            "No source names a post that sponsors Partnership r.",
        ]

    def test_contributions_without_statements_leave_their_number_unknown(self):
        found = ask(role("CONTRIBUTES_TO", "a", "o"), role("CONTRIBUTES_TO", "b", "o"))

        assert found.statements is None
        assert found.contribution_edges == 2
        assert found.shared == ("o",)

    def test_a_missing_column_is_named(self):
        with pytest.raises(MeasureError, match="coverage: posts: found no column vacant"):
            coverage(ONE, posts(A).drop(columns="vacant"), roles(), NOBODY)


RELATIONS = ["LEAD_COMMISSIONER_FOR", "LEAD_OFFICER_FOR", "CONTRIBUTES_TO", "PROVIDES"]
edges = st.lists(
    st.tuples(st.sampled_from(RELATIONS), st.sampled_from("abc"), st.sampled_from("xyz")),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(edges, st.sampled_from("abc"))
def test_deleting_a_post_never_increases_coverage(drawn, gone):
    things = outcomes(*((id_, f"Outcome {id_}", "outcome", "B") for id_ in "xyz"))
    standing = posts(*((id_, f"Post {id_}", 1.0, None, None, False) for id_ in "abc"))
    said = roles(*(role(*edge) for edge in drawn))

    before = coverage(things, standing, said, NOBODY).coverage
    after = coverage(things, standing[standing["id"] != gone], said, NOBODY).coverage

    assert (after["covered"] <= before["covered"]).all()
