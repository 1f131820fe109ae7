"""Days and windows of visits in words."""

from math import nan

import pytest

from data.queries.study_days import (
    day_words,
    length_words,
    point_words,
    signed_length,
    window_short,
    window_words,
)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (-3, "3 days"),
        (0.1667, "4 h"),
        (0.0104, "15 min"),
        (1.5, "36 h"),
        (2.0104, "2 d 15 min"),
        (14.5, "14 d 12 h"),
        (1200, "1,200 days"),
    ],
)
def test_a_length_of_time(days, words):
    assert length_words(days) == words


@pytest.mark.parametrize(
    ("day", "short", "words", "point"),
    [
        (0, "0", "day 0", "at its start"),
        (14, "14", "day 14", "14 days after its start"),
        (-29, "−29", "day −29", "29 days before its start"),
        (-0.0104, "−15 min", "15 min before day 0", "15 min before its start"),
        (0.1667, "4 h", "4 h after day 0", "4 h after its start"),
    ],
)
def test_a_day_in_words(day, short, words, point):
    assert (signed_length(day), day_words(day), point_words(day)) == (short, words, point)


def test_no_day_is_said():
    assert (day_words(nan), point_words(nan)) == ("no day", "no time")


@pytest.mark.parametrize(
    ("lower", "upper", "printed", "short", "words"),
    [
        (nan, nan, "", "", ""),
        (nan, nan, "about a week", "", "window as stated: about a week"),
        (3, 3, "-3..3 days", "±3", "window ±3 days"),
        (1, 1, "", "±1", "window ±1 day"),
        (0, 26, "", "0 to +26", "window 0 to +26 days"),
        (0.1667, 0, "", "−4 h to 0", "window −4 h to 0"),
        (2, nan, "", "−2 to 0", "window −2 to 0 days"),
        (0, 0, "", "0", "no window"),
    ],
)
def test_a_window_in_words(lower, upper, printed, short, words):
    assert window_short(lower, upper) == short
    assert window_words(lower, upper, printed) == words
