import pytest

from data.queries.arm_days import (
    counted_out,
    cycle_lengths,
    cycles_in_words,
    day_cells,
    has_cycle,
    remark_on,
)
from data.schedules.readings import CYCLE_DAY, DAY, MONTH, WEEK, Coded, Reading


def anchor(quote="as printed", **coded):
    return Reading(DAY, 0, len(quote), quote, Coded(**coded))


@pytest.mark.parametrize(
    ("coded", "start", "end", "kind"),
    [
        ({"unit": DAY, "first": -5, "last": -3}, "-5", "-3", "FIXED"),
        ({"unit": DAY, "first": 0, "last": 0}, "0", "0", "FIXED"),
        ({"unit": DAY, "first": 8, "open_end": True}, "8", "", "ONGOING"),
        ({"unit": DAY, "first": 8}, "8", "", "NOT_STATED"),
        ({"unit": CYCLE_DAY, "first": 1, "last": 7}, "1", "7", "FIXED"),
        # one week is a visit; a span of weeks begins where its first week does
        ({"unit": WEEK, "first": 4, "last": 4}, "28", "28", "FIXED"),
        ({"unit": WEEK, "first": 1, "last": 4}, "0", "28", "FIXED"),
        ({"unit": WEEK, "first": 0, "last": 12}, "0", "84", "FIXED"),
        ({"unit": WEEK, "first": -2, "last": -1}, "-14", "-7", "FIXED"),
        ({"unit": MONTH, "first": 6, "last": 6}, "182", "182", "FIXED"),
        ({"unit": MONTH, "first": 1, "last": 3}, "0", "91", "FIXED"),
    ],
)
def test_an_anchor_stands_on_days(coded, start, end, kind):
    cells = day_cells(anchor(**coded))
    assert (cells["start_day"], cells["end_day"], cells["end_kind"]) == (start, end, kind)
    assert cells["start_printed"] == "as printed"
    assert cells["end_printed"] == ("as printed" if end else "")


def test_no_anchor_has_no_cells():
    assert day_cells(None) == {}
    assert day_cells(anchor(unit=DAY)) == {}


@pytest.mark.parametrize(
    ("quote", "unit", "tolerance", "days"),
    [
        ("day 7 ± 1", DAY, 1, "1"),
        ("week 12 ± 7 days", WEEK, 7, "7"),
        ("week 12 ± 1 week", WEEK, 1, "7"),
        ("week 12 ± 1", WEEK, 1, "7"),
        ("month 6 +/- 2 weeks", MONTH, 2, "14"),
        ("day 7", DAY, None, ""),
    ],
)
def test_a_tolerance_is_of_its_own_unit(quote, unit, tolerance, days):
    cells = day_cells(anchor(quote, unit=unit, first=7, last=7, tolerance=tolerance))
    assert cells["tolerance_days"] == days


@pytest.mark.parametrize(
    ("coded", "words"),
    [
        ({"cycle_length": 21}, "each cycle of 21 days"),
        ({}, "each cycle"),
        ({"cycles": (2,)}, "cycle 2"),
        ({"cycles": (1, 2, 3), "cycle_length": 28}, "cycles 1 to 3 of 28 days"),
        ({"cycles": (1, 3, 5)}, "cycles 1, 3 and 5"),
        ({"cycles": (1, 2)}, "cycles 1 and 2"),
    ],
)
def test_cycles_in_words(coded, words):
    assert cycles_in_words([anchor(unit=CYCLE_DAY, first=1, last=1, **coded)]) == words


def test_days_outside_of_cycles_say_nothing_of_them():
    assert cycles_in_words([]) == ""
    assert cycles_in_words([anchor(unit=DAY, first=1, last=1)]) == ""
    assert remark_on(anchor(unit=DAY, first=1, last=1)) == remark_on(None) == ""


def test_a_caption_reads_what_the_remarks_say():
    cycle, longer, unknown = (
        remark_on(anchor(unit=CYCLE_DAY, first=1, last=1, cycle_length=length))
        for length in (21, 28, None)
    )
    week, month = (remark_on(anchor(unit=unit, first=4, last=4)) for unit in (WEEK, MONTH))
    assert cycle_lengths([f"{cycle} Also in x: “y”.", longer, cycle, unknown, ""]) == [21, 28]
    assert [has_cycle(text) for text in (cycle, unknown, week, "")] == [True, True, False, False]
    assert counted_out([month, week, week, "Curated."]) == [week, month]
    assert counted_out(["", "Weeks are long."]) == []
