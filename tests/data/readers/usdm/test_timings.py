"""Days of instances: the fixed reference is 0, the others hang on it in turn."""

from fractions import Fraction

import pytest

from data.readers.json_node import Node
from data.readers.usdm.timings import Placing, Timing, window_of
from tests.data.readers.usdm.samples import AFTER, BEFORE, FIXED, timing

NAMES = {"a": "Visit A", "b": "Visit B", "c": "Visit C", "d": "Visit D"}


def placed(*timings):
    read = tuple(Timing.read(Node(each, f"timings[{n}]")) for n, each in enumerate(timings))
    return Placing(NAMES, read).place()


def days(*timings):
    return {name: each.day for name, each in placed(*timings).items() if each.day is not None}


def reason(instance, *timings):
    return placed(*timings)[instance].reason


ZERO = timing(FIXED, "a", "a", "P1D", printed="1 Day")


@pytest.mark.parametrize(
    ("timings", "found"),
    [
        ([], {}),
        ([ZERO], {"a": 0}),
        ([ZERO, timing(AFTER, "b", "a", "P2W")], {"a": 0, "b": 14}),
        ([ZERO, timing(BEFORE, "b", "a", "P2D")], {"a": 0, "b": -2}),
        # a chain, told in any order
        (
            [timing(AFTER, "c", "b", "P1D"), timing(BEFORE, "b", "a", "P28D"), ZERO],
            {"a": 0, "b": -28, "c": -27},
        ),
        ([ZERO, timing(AFTER, "b", "a", "PT15M")], {"a": 0, "b": Fraction(1, 96)}),
        ([ZERO, timing(AFTER, "b", "a", "P6M")], {"a": 0, "b": 183}),
        # nothing hangs on nothing, and nobody guesses a day 0
        ([timing(AFTER, "b", "a", "P1D")], {}),
        ([ZERO, timing(AFTER, "b", "a", "-P1D")], {"a": 0}),
        ([ZERO, timing(AFTER, "b", "a", "soon")], {"a": 0}),
        ([ZERO, timing("Within", "b", "a", "P1D")], {"a": 0}),
        ([ZERO, timing(AFTER, "b", "zz", "P1D")], {"a": 0}),
        ([ZERO, timing(AFTER, "b", "b", "P21D")], {"a": 0}),
        ([ZERO, timing(AFTER, "b", "a", "P999999D")], {"a": 0}),
        # a circle has no day, what hangs on day 0 has
        (
            [ZERO, timing(AFTER, "b", "c", "P1D"), timing(AFTER, "c", "b", "P1D"),
             timing(AFTER, "d", "a", "P3D")],
            {"a": 0, "d": 3},
        ),
        # of two fixed references the first counts; the other may hang on it
        ([ZERO, timing(FIXED, "b", "b", "P1D"), timing(AFTER, "c", "b", "P1D")], {"a": 0}),
        (
            [ZERO, timing(FIXED, "b", "b", "P1D"), timing(AFTER, "b", "a", "P7D"),
             timing(AFTER, "c", "b", "P1D")],
            {"a": 0, "b": 7, "c": 8},
        ),
        ([ZERO, timing(AFTER, "stranger", "a", "P1D")], {"a": 0}),
    ],
)  # fmt: skip
def test_each_instance_has_its_day_or_none(timings, found):
    assert days(*timings) == found


@pytest.mark.parametrize(
    ("timings", "words"),
    [
        ([ZERO], "the file gives no timing for it"),
        ([timing(AFTER, "b", "a", "P1D")], "the timeline has no fixed reference to count from"),
        (
            [ZERO, timing(AFTER, "b", "b", "P21D")],
            "it is a delay of 21 days, which hangs on itself",
        ),
        ([ZERO, timing(AFTER, "b", "zz", "P1D")], "it hangs on “zz”, which is not in the timeline"),
        ([ZERO, timing(AFTER, "b", "a", "P2X")], "“P2X” is no duration that can be read"),
        (
            [ZERO, timing("Within", "b", "a", "P1D")],
            "its timing is of a kind that is not known: “within”",
        ),
        (
            [ZERO, timing(AFTER, "b", "c", "P1D"), timing(AFTER, "c", "b", "P1D")],
            "its timings run in a circle: “Visit B” → “Visit C” → “Visit B”",
        ),
        (
            [ZERO, timing(AFTER, "b", "c", "P1D")],
            "it hangs on “Visit C”, which has no day",
        ),
        (
            [ZERO, timing(FIXED, "b", "b", "P1D")],
            "it is a second fixed reference, and its distance from “Visit A” is not stated",
        ),
        (
            [ZERO, timing(AFTER, "b", "a", "P999999D")],
            "it would lie more than 100 years from day 0",
        ),
    ],
)
def test_what_has_no_day_says_why(timings, words):
    assert reason("b", *timings) == words


def test_a_visit_that_hangs_on_a_circle_is_no_part_of_it():
    circle = [timing(AFTER, "b", "c", "P1D"), timing(AFTER, "c", "b", "P1D")]
    assert reason("d", ZERO, *circle, timing(AFTER, "d", "c", "P1D")) == (
        "it hangs on “Visit C”, which has no day"
    )


@pytest.mark.parametrize(
    ("own", "kind", "basis"),
    [
        (timing(AFTER, "b", "a", "P2W", printed="2 Weeks"), "STATED", "2 Weeks after “Visit A”"),
        (timing(AFTER, "b", "a", "P2W"), "STATED", "2 weeks after “Visit A”"),
        (timing(AFTER, "b", "a", "P6M"), "COUNTED", "6 months after “Visit A”"),
        (timing(BEFORE, "b", "d", "P1D"), "THROUGH_ANOTHER", "1 day before “Visit D”"),
    ],
)
def test_a_day_says_how_it_came_about(own, kind, basis):
    found = placed(ZERO, timing(AFTER, "d", "a", "P10D"), own)["b"]
    assert (found.kind, found.basis) == (kind, basis)


def test_what_hangs_on_counted_months_is_counted():
    found = placed(ZERO, timing(AFTER, "b", "a", "P1M"), timing(AFTER, "c", "b", "P1D"))
    assert found["c"].kind == "COUNTED"


def test_day_0_says_what_the_file_counts():
    assert placed(ZERO)["a"].basis == (
        "fixed reference of the timeline, which the file counts as “1 Day”"
    )


def test_of_two_days_the_first_is_drawn_and_the_other_said():
    found = placed(ZERO, timing(AFTER, "b", "a", "P2W"), timing(AFTER, "b", "a", "P15D"))["b"]
    assert found.day == 14
    assert found.remark == (
        "the file also says 15 days after “Visit A”, which is another day; the first is drawn"
    )
    same = placed(ZERO, timing(AFTER, "b", "a", "P2W"), timing(AFTER, "b", "a", "P14D"))["b"]
    assert same.remark == ""


def test_a_timing_between_other_ends_is_said():
    found = placed(ZERO, timing(AFTER, "b", "a", "P1D", ends="End to Start"))["b"]
    assert (found.day, found.remark) == (1, "measured “End to Start”, drawn as a point")


@pytest.mark.parametrize(
    ("lower", "upper", "words", "expected"),
    [
        ("P3D", "P3D", "-3..3 days", (3, 3, "-3..3 days")),
        ("-P3D", "P3D", "", (3, 3, "3 days before to 3 days after")),
        ("PT4H", "PT0H", "", (Fraction(1, 6), 0, "4 hours before to 0 hours after")),
        ("", "P2W", "", (None, 14, "2 weeks after")),
        ("", "", "", (None, None, "")),
        # a window that cannot be read is told in its words and not drawn
        ("three", "P3D", "about 3", (None, None, "about 3")),
        ("P3D", "-P1D", "", (None, None, "3 days before to -P1D after")),
    ],
)
def test_a_window_around_a_day(lower, upper, words, expected):
    read = Timing.read(Node(timing(AFTER, "b", "a", "P1D", lower, upper, words), ""))
    span = window_of(read)
    assert (span.lower, span.upper, span.words) == expected


def test_without_a_timing_there_is_no_window():
    assert window_of(None).words == ""
