"""Lists of days: their order, spans, signs and tolerance."""

import re

import pytest

from data.schedules.days import listed, read_days

LISTED = re.compile(rf"days?\s?({listed('(?:days?|d)')})", re.IGNORECASE)


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("1", [(1, 1)]),
        ("1, 8 and 15", [(1, 1), (8, 8), (15, 15)]),
        ("1,8,15", [(1, 1), (8, 8), (15, 15)]),
        ("1/8", [(1, 1), (8, 8)]),
        ("1 + d 8", [(1, 1), (8, 8)]),
        ("-5 to -3", [(-5, -3)]),
        ("-5 to day -3", [(-5, -3)]),
        ("-7 - -3", [(-7, -3)]),
        ("-5~-3", [(-5, -3)]),
        ("-5 -4 -3", [(-5, -5), (-4, -4), (-3, -3)]),
        ("-8 to day +60", [(-8, 60)]),
        ("1-14", [(1, 14)]),
        ("1 - 5 and 8 - 12", [(1, 5), (8, 12)]),
        ("5, -4", []),
        ("5, -4, 3, -2", [(-4, -4), (-2, -2)]),
        ("-5, 4, -3, 2", [(-5, -5), (-3, -3)]),
        ("5, -3, 2, -1", []),
        ("day 2", [(2, 2)]),
        ("8 to 1", []),
        ("1, 1", []),
        ("", []),
        ("soon", []),
    ],
)
def test_read_days(printed, days):
    assert [(one.first, one.last) for one in read_days(printed)] == days


@pytest.mark.parametrize(
    ("printed", "tolerance"),
    [("7 ± 1", 1), ("0 (±2 days)", 2), ("14 (+/- 3 days)", 3), ("14", None)],
)
def test_a_tolerance(printed, tolerance):
    (found,) = read_days(printed)
    assert found.tolerance == tolerance


@pytest.mark.parametrize(
    ("printed", "signed"), [("0", True), ("-1", True), ("+1", True), ("1", False)]
)
def test_a_signed_day_lies_on_an_axis(printed, signed):
    (found,) = read_days(printed)
    assert found.signed is signed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("day 1, 8 mg", "1"),
        ("days 1 and 2 weeks", "1"),
        ("day 10 mg", None),
        ("day 1 (10 mg)", "1"),
        ("days 1-7 and Day 15-Day 22", "1-7 and Day 15-Day 22"),
        ("Days 1 - 5 Days 29 - 33", "1 - 5 Days 29 - 33"),
        ("days -5, -4, -3 Subjects", "-5, -4, -3"),
        ("days (+3 days)", None),
        ("day 15th", None),
        ("day 1:30", None),
        ("Days 2-4: rest", "2-4"),
        ("day -11 AM to Day -2 PM", "-11 AM to Day -2 PM"),
        ("day 1,000", None),
        ("day 2, 5-fluorouracil", "2"),
        ("day (5 fx", None),
        ("day 1 patients receive", "1"),
        ("day 1, 20 patients receive", "1"),
    ],
)
def test_the_end_of_a_list(text, found):
    match = LISTED.match(text)
    assert (match and match[1].strip()) == found
