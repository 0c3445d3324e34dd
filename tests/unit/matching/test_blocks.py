import numpy as np

from placegraph.matching.blocks import LARGEST_BLOCK, candidate_pairs
from placegraph.matching.names import name
from placegraph.matching.weights import Weights


def pairs(*texts: str) -> set[tuple[int, int]]:
    taken_apart = [name(text) for text in texts]
    found = candidate_pairs(taken_apart, Weights.of(taken_apart))
    return {(int(a), int(b)) for a, b in found}


def test_names_that_share_a_rare_word_are_worth_comparing():
    assert pairs("Wybourn Training", "Ellerby Foods", "Training at Wybourn") == {(0, 2)}


def test_a_misspelt_first_letter_does_not_keep_a_pair_apart():
    assert (0, 1) in pairs("Wybourn Roofing", "Vybourn Roofing", "Ellerby Roofing", "Roofing")


def test_a_key_that_too_many_names_share_gives_no_pairs():
    number = 4 * LARGEST_BLOCK
    taken_apart = [name(f"{chr(97 + i % 26) * 3}{i:04}x{i * 7919} services") for i in range(number)]
    assert len(candidate_pairs(taken_apart, Weights.of(taken_apart))) < number


def test_many_equal_names_are_each_paired_with_the_first():
    found = pairs(*["Wybourn Training"] * (LARGEST_BLOCK + 10))
    assert found == {(0, other) for other in range(1, LARGEST_BLOCK + 10)}


def test_each_pair_comes_once_and_in_order():
    taken_apart = [name(t) for t in ("Wybourn Training", "Wybourn Training Ltd", "Wybourn Trainng")]
    found = candidate_pairs(taken_apart, Weights.of(taken_apart))
    assert len(np.unique(found, axis=0)) == len(found)
    assert (found[:, 0] < found[:, 1]).all()


def test_no_names_make_no_pairs():
    assert pairs() == set()
