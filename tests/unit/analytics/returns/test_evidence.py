import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placegraph.analytics.returns.appraisal import appraised
from placegraph.analytics.returns.evidence import LOCAL_PARTNERSHIPS, evidence, line_grades


def graded(made, *lines):
    """Return an appraisal of lines given as (worth, population, effect, age grade)."""
    return made(
        [{"line": "c", "amount": 1.0}],
        [
            {
                "line": f"b{n}",
                "quantity": worth,
                "population_grade": population,
                "effect_grade": effect,
                "age_grade": age,
            }
            for n, (worth, population, effect, age) in enumerate(lines)
        ],
    )


def found(inputs):
    return evidence(inputs, appraised(inputs))


def test_a_line_takes_the_worst_of_its_three_grades(made):
    grades = line_grades(graded(made, (1.0, 2, 4, 1))).set_index("line")

    assert grades.loc["b0", "grade"] == 4
    assert grades.loc["b0", "correction"] == 0.15


def test_the_largest_lines_that_make_up_half_decide(made):
    result = found(graded(made, (50.0, 1, 2, 1), (30.0, 3, 3, 3), (20.0, 6, 6, 6)))

    assert (result.grade, result.lines, result.weight) == (2, ("b0",), 0.5)


def test_lines_are_added_until_they_make_up_half(made):
    result = found(graded(made, (40.0, 1, 1, 1), (35.0, 5, 1, 1), (25.0, 6, 6, 6)))

    assert (result.grade, result.lines, result.weight) == (5, ("b0", "b1"), 0.75)


def test_equal_lines_are_decided_together_whatever_their_order(made):
    one = found(graded(made, (50.0, 1, 1, 1), (50.0, 4, 4, 4)))
    other = found(graded(made, (50.0, 4, 4, 4), (50.0, 1, 1, 1)))

    assert (one.grade, other.grade) == (4, 4)


def test_a_large_loss_decides_as_a_large_gain_does(made):
    assert found(graded(made, (-60.0, 5, 5, 5), (40.0, 1, 1, 1))).grade == 5


@pytest.mark.parametrize("missing", [None, np.nan])
def test_a_grade_that_is_missing_may_be_the_worst(made, missing):
    result = found(graded(made, (50.0, 2, missing, 2), (10.0, 1, 1, 1)))

    assert result.grade is None
    assert result.reasons == ("benefit line b0: not recorded: effect_grade",)


def test_nothing_is_worse_than_the_worst_grade(made):
    assert found(graded(made, (50.0, 6, None, None))).grade == 6


def test_lines_without_any_grade_are_not_graded(t_roi_1):
    result = found(t_roi_1())

    assert result.grade is None
    assert "population_grade, effect_grade, age_grade" in result.reasons[0]


def test_no_benefit_no_grade(made):
    assert found(made([{"line": "c", "amount": 1.0}], [])).grade is None


def test_corrections_grow_with_the_grade_and_are_not_called_verified():
    corrections = [LOCAL_PARTNERSHIPS.by_grade[grade] for grade in range(1, 7)]

    assert corrections == [0.0, 0.05, 0.10, 0.15, 0.25, 0.40]
    assert not LOCAL_PARTNERSHIPS.verified


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # made() keeps nothing
)
@given(
    st.lists(
        st.tuples(st.floats(min_value=1, max_value=1e6), st.integers(min_value=1, max_value=6)),
        min_size=1,
        max_size=6,
    )
)
def test_no_smaller_set_of_larger_lines_makes_up_half(made, lines):
    result = found(graded(made, *((worth, grade, grade, grade) for worth, grade in lines)))
    worths = {f"b{n}": worth for n, (worth, _) in enumerate(lines)}
    chosen = [worths[line] for line in result.lines]
    rest = [worth for line, worth in worths.items() if line not in result.lines]

    assert sum(chosen) >= 0.5 * sum(worths.values()) * (1 - 1e-9)
    assert all(worth <= min(chosen) for worth in rest)
    assert sum(w for w in chosen if w > min(chosen) * (1 + 1e-9)) < 0.5 * sum(worths.values())
    assert result.grade == max(lines[int(line[1:])][1] for line in result.lines)
