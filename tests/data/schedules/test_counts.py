"""Numbers in words and units of time."""

import pytest

from data.schedules.counts import count, unit_of


@pytest.mark.parametrize(
    ("printed", "value"), [("three", 3), ("Twelve", 12), ("21", 21), ("1.5", 1.5)]
)
def test_count(printed, value):
    assert count(printed) == value


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("hrs", "HOUR"), ("mins", "MINUTE"), ("d", "DAY"), ("Weeks", "WEEK"), ("mo", "MONTH")],
)
def test_unit(printed, unit):
    assert unit_of(printed) == unit
