"""Small councils whose answer can be seen, and what it says when there is none."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.analytics.coverage.coverage import coverage
from placegraph.analytics.scenarios.reallocation import Reallocation, reallocate
from placegraph.errors import MeasureError

LEAD, ROLE = "LEAD_COMMISSIONER_FOR", "lead commissioner"


def posts(**said: dict[str, Any]) -> pd.DataFrame:
    base = {"fte": 1.0, "role": ROLE, "vacant": None, "temporary": None}
    rows = [{"id": post, "name": f"Post {post}", **base, **own} for post, own in said.items()]
    return pd.DataFrame(rows, columns=["id", "name", *base], dtype=object)


def outcomes(names: str) -> pd.DataFrame:
    return pd.DataFrame(
        [{"id": one, "name": f"Outcome {one}", "kind": "outcome", "body": "C"} for one in names],
        columns=["id", "name", "kind", "body"],
    )


def roles(*ties: tuple[str, str, str], **flags: Any) -> pd.DataFrame:
    """Return a frame of (holder, relation, target)."""
    kinds = {"PROVIDES": ("Post", "Function"), "DELIVERS": ("Function", "Outcome")}
    rows = [
        {
            "relation": relation,
            "holder": holder,
            "holder_name": f"Post {holder}",
            "holder_kind": kinds.get(relation, ("Post", "Outcome"))[0],
            "target": target,
            "target_name": target,
            "target_kind": kinds.get(relation, ("Post", "Outcome"))[1],
            "part": False,
            "joint": False,
            "status": None,
            "statement": None,
            "source": "s",
            "locator": f"p. {row}",
            **flags,
        }
        for row, (holder, relation, target) in enumerate(ties, start=1)
    ]
    columns = [
        *("relation", "holder", "holder_name", "holder_kind", "target", "target_name"),
        *("target_kind", "part", "joint", "status", "statement", "source", "locator"),
    ]
    return pd.DataFrame(rows, columns=list(dict.fromkeys([*columns, *flags])))


def moves(found: Reallocation) -> set[tuple[str, str, str | None, str | None]]:
    return {
        (row.change, row.outcome, row.from_post, row.to_post)
        for row in found.changes.itertuples(index=False)
    }


def test_nothing_changes_where_every_outcome_is_led_within_the_cap() -> None:
    found = reallocate(
        outcomes("ab"), posts(P={}), roles(("P", LEAD, "a"), ("P", LEAD, "b")), cap=2
    )
    assert found.possible
    assert (found.fewest, found.bound, moves(found)) == (0, 0, set())
    assert "nothing need change" in found.sentence


def test_outcome_without_a_lead_goes_to_the_post_that_contributes_to_it() -> None:
    found = reallocate(
        outcomes("ab"),
        posts(P={}, Q={}),
        roles(("P", LEAD, "b"), ("P", "CONTRIBUTES_TO", "a")),
        cap=2,
    )
    assert moves(found) == {("allocate", "a", None, "P")}
    assert found.changes["contributes"].tolist() == [True]
    assert found.changes["reason"].tolist() == ["no source names a lead"]


def test_without_a_contributor_it_goes_to_the_post_with_fewest() -> None:
    found = reallocate(outcomes("abc"), posts(P={}, Q={}), roles(("P", LEAD, "b")), cap=2)
    assert found.portfolios[["post", "before", "after"]].to_numpy().tolist() == [
        ["P", 1, 2],
        ["Q", 0, 1],
    ]


def test_post_over_its_cap_gives_up_no_more_than_the_excess() -> None:
    held = roles(*(("P", LEAD, one) for one in "abcd"))
    found = reallocate(outcomes("abcd"), posts(P={}, Q={}), held, cap=3)
    assert moves(found) == {("reallocate", "d", "P", "Q")}
    assert found.changes["reason"].tolist() == ["it leads 4, and may lead 3"]
    assert found.changes["evidence"].tolist() == ["s:p. 4"]


def test_one_of_two_leads_ends_rather_than_a_sole_one_moves() -> None:
    held = roles(("P", LEAD, "a"), ("P", LEAD, "b"), ("Q", LEAD, "b"))
    found = reallocate(outcomes("ab"), posts(P={}, Q={}), held, cap=1)
    assert moves(found) == {("end", "b", "P", None)}


def test_lead_moves_to_make_room_for_an_outcome_that_only_its_post_may_lead() -> None:
    services = (("Q", "PROVIDES", "f"), ("f", "DELIVERS", "b"))
    frames = (outcomes("ab"), posts(P={}, Q={}), roles(("P", LEAD, "a"), *services))
    assert moves(reallocate(*frames, cap=1)) == {("allocate", "b", None, "Q")}
    hard = reallocate(*frames, cap=1, split="hard")
    assert moves(hard) == {("reallocate", "a", "P", "Q"), ("allocate", "b", None, "P")}
    assert hard.fewest == hard.bound == 2
    assert "to make room for another outcome" in set(hard.changes["reason"])


def test_hard_split_ends_the_lead_of_a_provider_unless_its_transition_has_an_end() -> None:
    ties = (("P", LEAD, "a"), ("P", "PROVIDES", "f"), ("f", "DELIVERS", "a"))
    frames = (outcomes("a"), posts(P={}, Q={}))
    found = reallocate(*frames, roles(*ties), cap=1, split="hard")
    assert moves(found) == {("reallocate", "a", "P", "Q")}
    assert found.changes["reason"].tolist() == ["it is the provider of the outcome"]
    in_transition = roles(*ties, transitional=True, ends=date(2013, 9, 1))
    assert reallocate(*frames, in_transition, cap=1, split="hard").fewest == 0
    assert reallocate(*frames, roles(*ties, transitional=True), cap=1, split="hard").fewest == 1


def test_soft_split_lets_a_provider_lead_and_says_so() -> None:
    services = roles(("P", "PROVIDES", "f"), ("f", "DELIVERS", "a"))
    found = reallocate(outcomes("a"), posts(P={}), services, cap=1)
    assert found.changes["provides"].tolist() == [True]
    hard = reallocate(outcomes("a"), posts(P={}), services, cap=1, split="hard")
    assert not hard.possible
    assert (hard.short_outcomes, hard.short_posts, hard.smallest_cap) == (("a",), (), None)
    assert "no post may lead 1 outcome (Outcome a)" in hard.sentence
    assert "more posts must be allowed to lead" in hard.sentence


def test_hard_split_bars_a_provider_post_from_what_it_is_lead_officer_for() -> None:
    frames = (
        outcomes("ab"),
        posts(P={"role": "provider"}, Q={}),
        roles(("P", "LEAD_OFFICER_FOR", "a")),
    )
    asked: dict[str, Any] = {"cap": 1, "eligible": ["P", "Q"]}
    found = reallocate(*frames, **asked, split="hard")
    assert moves(found) == {("allocate", "a", None, "Q"), ("allocate", "b", None, "P")}
    assert any("which services deliver which outcome" in note for note in found.notes)


def test_choice_that_no_source_supports_is_called_open() -> None:
    frames = (outcomes("ab"), posts(P={}, Q={}))
    found = reallocate(*frames, roles(("P", "CONTRIBUTES_TO", "a")), cap=2)
    assert found.notes[-1].startswith("For 1 outcome no source prefers one of these posts")
    told = reallocate(
        *frames, roles(*((p, "CONTRIBUTES_TO", o) for p in "PQ" for o in "ab")), cap=2
    )
    assert not any("no source prefers" in note for note in told.notes)


def test_lead_of_a_vacant_post_is_no_lead() -> None:
    found = reallocate(
        outcomes("a"), posts(P={"vacant": True}, Q={}), roles(("P", LEAD, "a")), cap=1
    )
    assert found.led == 0
    assert moves(found) == {("reallocate", "a", "P", "Q")}
    assert found.changes["reason"].tolist() == ["it is not a filled post of this structure"]
    assert "Vacant, and so left out: Post P." in found.notes


def test_too_little_room_is_said_with_the_least_cap_that_would_do() -> None:
    found = reallocate(outcomes("abcde"), posts(P={}, Q={}), roles(), cap=2)
    assert not found.possible
    assert found.fewest is found.bound is None
    assert found.short_posts == ("P", "Q")
    assert found.short_outcomes == tuple("abcde")
    assert found.smallest_cap == 3
    assert found.sentence == (
        "No allocation is possible: 5 outcomes can be led only by 2 posts (Post P; Post Q), who "
        "may lead 2 x 2 = 4 between them, which leaves 1 without a lead. The smallest cap that "
        "would do is 3."
    )
    assert reallocate(outcomes("abcde"), posts(P={}, Q={}), roles(), cap=3).possible


def test_shortage_names_only_the_outcomes_and_posts_that_show_it() -> None:
    services = [("Q", "PROVIDES", "f"), *(("f", "DELIVERS", one) for one in "abc")]
    found = reallocate(outcomes("abcd"), posts(P={}, Q={}), roles(*services), cap=2, split="hard")
    assert (found.short_outcomes, found.short_posts) == (("a", "b", "c"), ("P",))
    assert found.smallest_cap == 3


def test_fixed_leads_stay_and_may_make_it_impossible() -> None:
    held = roles(*(("P", LEAD, one) for one in "abc"))
    frames = (outcomes("abc"), posts(P={}, Q={}), held)
    fixed = reallocate(*frames, cap=2, movable=())
    assert (fixed.possible, fixed.short_posts, fixed.smallest_cap) == (False, ("P",), 3)
    assert moves(reallocate(*frames, cap=2, movable=["b"])) == {("reallocate", "b", "P", "Q")}


def test_room_that_fixed_leads_take_is_part_of_the_reason() -> None:
    found = reallocate(outcomes("abc"), posts(P={}), roles(("P", LEAD, "a")), cap=2, movable=())
    assert found.short_outcomes == ("a", "b", "c")
    assert "may lead 2 between them, which leaves 1" in found.sentence


def test_post_may_have_a_cap_of_its_own() -> None:
    frames = (outcomes("abcd"), posts(P={}, Q={}), roles())
    found = reallocate(*frames, cap=3, caps={"P": 1})
    assert found.portfolios["after"].tolist() == [1, 3]
    short = reallocate(*frames, cap=2, caps={"P": 1})
    assert short.smallest_cap == 3


def test_partner_that_leads_by_an_agreement_is_not_capped() -> None:
    held = roles(
        ("X", LEAD, "a"), ("X", LEAD, "b"), holder_kind="Organisation", agreement="contract"
    )
    found = reallocate(outcomes("ab"), posts(P={}), held, cap=1)
    assert found.fewest == 0
    assert found.portfolios.set_index("post").loc["X", "cap"] is None


def test_posts_are_those_asked_for_or_those_recorded_as_lead_commissioner() -> None:
    frames = (outcomes("a"), posts(P={"role": None}, Q={"role": "provider"}), roles())
    nobody = reallocate(*frames, cap=1)
    assert not nobody.possible
    assert nobody.notes[0] == "May be given leads: 0 filled posts recorded as lead commissioner."
    assert "commissioning role of 1 post;" in nobody.notes[1]
    assert moves(reallocate(*frames, cap=1, eligible=["P"])) == {("allocate", "a", None, "P")}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cap": 0}, "found a cap of 0, expected 1 or more"),
        ({"cap": 1, "caps": {"P": 0}}, "found a cap of 0 for P"),
        ({"cap": 1, "caps": {"Z": 1}}, "found a cap of its own for Z"),
        ({"cap": 1, "eligible": ["Z"]}, "found no post Z in the structure"),
        ({"cap": 1, "movable": ["z"]}, "found no outcome z on record"),
    ],
)
def test_what_is_not_on_record_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(MeasureError, match=said):
        reallocate(outcomes("a"), posts(P={}), roles(), **asked)


def test_place_without_outcomes_is_refused_and_not_called_covered() -> None:
    with pytest.raises(MeasureError, match="found no outcome on record"):
        reallocate(outcomes(""), posts(P={}), roles(), cap=1)


ties = st.tuples(st.sampled_from("PQR"), st.just(LEAD), st.sampled_from("abcdef"))


@settings(deadline=None, max_examples=40)
@given(st.lists(ties, unique=True), st.integers(1, 6), st.randoms(use_true_random=False))
def test_carrying_it_out_covers_every_outcome_and_needs_nothing_more(
    held: list[tuple[str, str, str]], cap: int, chance: Any
) -> None:
    frames = outcomes("abcdef"), posts(P={}, Q={}, R={"role": None})
    found = reallocate(*frames, roles(*held), cap=cap)
    assert found.possible == (2 * cap + min(cap, len({t for h, _, t in held if h == "R"})) >= 6)
    shuffled = chance.sample(held, len(held))
    other = reallocate(*frames, roles(*shuffled), cap=cap)
    assert moves(other) == moves(found)
    if not found.possible:
        return
    after = {(holder, target) for holder, _, target in held}
    for row in found.changes.itertuples(index=False):
        after -= {(row.from_post, row.outcome)}
        after |= {(row.to_post, row.outcome)} if row.to_post else set()
    carried_out = roles(*((holder, LEAD, target) for holder, target in sorted(after)))
    again = reallocate(*frames, carried_out, cap=cap)
    assert again.fewest == 0
    none = pd.DataFrame(columns=["id", "name"])
    measured = coverage(*frames, carried_out, none).coverage.set_index("relation")
    assert measured.loc[LEAD, "covered"] == 6
