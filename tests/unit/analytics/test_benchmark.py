import math

import pytest

from placegraph.analytics.coverage.benchmark import Quartiles, position
from placegraph.errors import MeasureError

# Number of senior management posts in district councils (EightyTwenty Insight, 2010, table 3).
ALL = Quartiles(5, 7, 8, 10, 23)
BUDGET = Quartiles(5, 7, 8, 9, 12)
POPULATION = Quartiles(5, 7, 7, 9, 18)
BOTH = Quartiles(5, 6.5, 7.5, 8.5, 9)

LOW_HALF = "between the lower quartile and the median"
HIGH_HALF = "between the median and the upper quartile"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (10.5, ["above the upper quartile"] * 3 + ["above the highest"]),
        (8.5, [HIGH_HALF] * 3 + ["at the upper quartile"]),
        (7.5, [LOW_HALF, LOW_HALF, HIGH_HALF, "at the median"]),
    ],
    ids=["baseline", "phase 1", "phase 2"],
)
def test_cheltenham_stands_where_the_review_puts_it(count, expected):
    assert [position(count, peers) for peers in (ALL, BUDGET, POPULATION, BOTH)] == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (4, "below the lowest"),
        (5, "at the lowest"),
        (6, "below the lower quartile"),
        (7, "at the lower quartile and the median"),
        (18, "at the highest"),
    ],
)
def test_every_class_has_its_words(count, expected):
    assert position(count, POPULATION) == expected


@pytest.mark.parametrize("count", [None, math.nan])
def test_an_unknown_count_has_no_position(count):
    assert position(count, ALL) is None


def test_quartiles_out_of_order_are_refused():
    with pytest.raises(MeasureError, match="from lowest to highest"):
        Quartiles(5, 8, 7, 9, 10)
