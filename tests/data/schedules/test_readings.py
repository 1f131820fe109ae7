"""Readings: the values that are stated, and numbers as printed."""

import pytest

from data.schedules.readings import DAY, DOSE, Coded, Reading, number


def test_values_are_those_that_are_stated():
    reading = Reading(DAY, 0, 5, "Day 0", Coded(unit=DAY, first=0, last=0))
    assert reading.values() == {"unit": DAY, "first": 0, "last": 0}
    assert Reading(DOSE, 0, 0, "").values() == {}


@pytest.mark.parametrize(
    ("printed", "value"), [("5", 5), ("5.0", 5), ("0.5", 0.5), ("1,250", 1250), ("10 000", 10000)]
)
def test_a_number(printed, value):
    assert number(printed) == value
    assert type(number(printed)) is type(value)
