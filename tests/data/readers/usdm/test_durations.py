"""Durations in ISO 8601."""

from fractions import Fraction

import pytest

from data.readers.usdm.durations import Duration, days_cell


@pytest.mark.parametrize(
    ("text", "days", "is_counted", "words"),
    [
        ("P2W", 14, False, "2 weeks"),
        ("P1D", 1, False, "1 day"),
        ("P0D", 0, False, "0 days"),
        ("PT30M", Fraction(1, 48), False, "30 minutes"),
        ("PT1H30M", Fraction(1, 16), False, "1 hour 30 minutes"),
        ("P1DT12H", Fraction(3, 2), False, "1 day 12 hours"),
        ("P0.5D", Fraction(1, 2), False, "0.5 days"),
        ("P0,5D", Fraction(1, 2), False, "0.5 days"),
        ("P3M", 91, True, "3 months"),
        ("P1Y", 365, True, "1 year"),
        (" P2W ", 14, False, "2 weeks"),
    ],
)
def test_a_duration_has_days(text, days, is_counted, words):
    duration = Duration.read(text)
    assert duration == Duration(Fraction(days), is_counted, words)


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "2 weeks", "-P2D", "P2X", "P2", "PT2D", "P" + "9" * 40 + "D", "P1D1D", "٣"],
)
def test_a_text_that_is_no_duration_has_none(text):
    assert Duration.read(text) is None


@pytest.mark.parametrize(
    ("days", "cell"),
    [
        (Fraction(14), "14"),
        (Fraction(-29), "-29"),
        (Fraction(0), "0"),
        (Fraction(1, 6), "0.1667"),
        (Fraction(-1, 96), "-0.0104"),
        (Fraction(-1, 86_400), "0"),
    ],
)
def test_days_as_a_cell(days, cell):
    assert days_cell(days) == cell
