from hypothesis import given, settings
from hypothesis import strategies as st

from placegraph.matching.suggest import COLUMNS, Candidate, suggest


def suggested(*candidates: Candidate) -> set[tuple[str, str]]:
    found = suggest(candidates)
    return set(zip(found["first"], found["second"], strict=True))


def test_the_same_name_but_for_limited_is_suggested_with_its_evidence():
    found = suggest([Candidate("b", "Wybourn Training"), Candidate("a", "WYBOURN TRAINING LTD")])
    assert list(found.columns) == list(COLUMNS)
    assert found.loc[0, ["first", "second"]].tolist() == ["a", "b"]
    assert found.loc[0, "evidence"] == "same name but for Limited"


def test_one_register_number_under_two_ids_settles_it_whatever_the_names():
    found = suggest(
        [
            Candidate("x/wybourn", "Wybourn Training", ("GB-COH-6500244",)),
            Candidate("GB-COH-06500244", "Ellerby Foods Ltd"),
        ]
    )
    assert found["score"].tolist() == [1.0]
    assert found["evidence"].tolist() == ["same register number GB-COH-06500244"]


def test_two_numbers_of_one_register_are_never_suggested():
    assert suggested(
        Candidate("a", "Wybourn Training Ltd", ("GB-COH-06500244",)),
        Candidate("b", "Wybourn Training Ltd", ("GB-COH-06500245",)),
    ) == set()  # fmt: skip


def test_two_numbers_of_one_register_outweigh_one_in_common():
    assert suggested(
        Candidate("a", "Wybourn", ("GB-COH-06500244", "GB-CHC-1089464")),
        Candidate("b", "Wybourn", ("GB-COH-06500245", "GB-CHC-1089464")),
    ) == set()  # fmt: skip


def test_numbers_of_different_registers_do_not_speak_against():
    assert suggested(
        Candidate("GB-COH-06500244", "Wybourn Trust"), Candidate("GB-CHC-1089464", "Wybourn Trust")
    ) == {("GB-CHC-1089464", "GB-COH-06500244")}


def test_a_pair_decided_already_is_not_suggested_again():
    candidates = [Candidate("a", "Wybourn Training"), Candidate("b", "Wybourn Training")]
    assert len(suggest(candidates)) == 1
    assert suggest(candidates, without=[("b", "a")]).empty


def test_an_acronym_that_could_be_two_bodies_is_suggested_for_neither():
    spelt = Candidate("a", "Ellerby Regional Transport Forum")
    other = Candidate("b", "Eastwick Road Tennis Friends")
    acronym = Candidate("c", "ERTF")
    assert suggested(spelt, acronym) == {("a", "c")}
    assert suggested(spelt, other, acronym) == set()


def test_a_trading_name_is_found():
    assert suggested(
        Candidate("a", "J Fenwell t/a Corner Cafe"), Candidate("b", "Corner Cafe")
    ) == {("a", "b")}


def test_kinds_that_differ_are_evidence_against():
    same = suggest([Candidate("a", "Wybourn", kind="NHS"), Candidate("b", "Wybourn", kind="NHS")])
    other = suggest(
        [Candidate("a", "Wybourn", kind="NHS"), Candidate("b", "Wybourn", kind="police")]
    )
    assert same["score"][0] > other["score"][0]
    assert "NHS in one, police in the other" in other["evidence"][0]


def test_nothing_comes_of_nothing():
    found = suggest([])
    assert found.empty
    assert list(found.columns) == list(COLUMNS)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Candidate,
            id=st.sampled_from("abcdefgh"),
            name=st.sampled_from(
                ["Wybourn", "Wyborn Ltd", "Wybourn Ltd", "Ellerby 2", "Ellerby 3"]
            ),
            identifiers=st.sampled_from([(), ("GB-COH-06500244",), ("GB-COH-06500245",)]),
        ),
        unique_by=lambda c: c.id,
    )
)
def test_the_order_of_the_candidates_makes_no_difference(candidates):
    assert suggested(*candidates) == suggested(*reversed(candidates))
