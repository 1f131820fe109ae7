"""The benchmark's own arithmetic."""

import pytest

from tests.bench.measuring import (
    AT_LEAST,
    AT_MOST,
    Row,
    Times,
    interleaved,
    number,
    percentile,
    ratio,
    table,
)


@pytest.mark.parametrize(("part", "value"), [(0, 1), (0.5, 3), (0.95, 5), (1, 5)])
def test_a_percentile_is_one_of_the_values(part, value):
    assert percentile([5, 1, 4, 2, 3], part) == value


def test_one_value_is_every_percentile():
    assert [percentile([7], part) for part in (0, 0.5, 0.95)] == [7, 7, 7]


def test_times_have_a_median_and_a_spread():
    times = Times((4.0, 1.0, 10.0))
    assert (times.median, times.spread) == (4.0, (1.0, 10.0))


def test_works_take_turns_after_one_to_warm_up():
    order = []
    works = {name: lambda name=name: order.append(name) or len(order) for name in "ab"}
    found = interleaved(works, 2)
    assert order == list("ababab")
    assert (found["a"].values, found["b"].values) == ((3, 5), (4, 6))


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        # a machine that slows down in the second turn slows both
        ((2.0, 20.0, 2.0), (1.0, 10.0, 1.0), 2.0),
        ((2.0, 4.0), (1.0, 2.0, 3.0), 1.5),
        ((3.0, 3.0), (0.0, 1.0), 3.0),
    ],
)
def test_a_ratio_is_taken_turn_by_turn(above, below, expected):
    assert ratio(Times(above), Times(below)) == expected


@pytest.mark.parametrize(
    ("reached", "goal", "sense", "met"),
    [
        (1, None, AT_MOST, None),
        (15, 15, AT_MOST, True),
        (15.1, 15, AT_MOST, False),
        (2.5, 2.5, AT_LEAST, True),
        (2.4, 2.5, AT_LEAST, False),
        (0, 1, AT_LEAST, False),
    ],
)
def test_a_goal_is_met_or_not(reached, goal, sense, met):
    assert Row("x", reached, "ms", goal, sense).met is met


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (0, "0"), (0.05132, "0.0513"), (12.34, "12.3"), (99.96, "100"), (1240.2, "1,240")],
)
def test_numbers_have_three_figures(value, text):
    assert number(value) == text


def test_the_table_has_a_line_a_row():
    rows = [Row("requests", 20, "", 15, yardstick=19), Row("loop", 31.4, "ms", note="30 to 33")]
    head, _, first, second = table(rows).splitlines()
    assert head.split() == ["what", "reached", "goal", "met", "plain", "Dash", "ratio"]
    assert first.split() == ["requests", "20", "<=", "15", "NO", "19"]
    assert second.split() == ["loop", "31.4", "ms", "30", "to", "33"]
