"""Direct labels: beside which mark, and at which pixel, each stands."""

import pytest

from components.figures.timeline.events import read_events
from components.figures.timeline.labels import label_width, lane_labels
from components.figures.timeline.lanes import Lane, Window
from tests.components.figures.timeline.test_timelines import frame_of, on, span

PANEL = Window("days", "x", 0, 100, 0, 1000, ())
"""Ten pixels a day."""


def labels(*rows, panels=(PANEL,)):
    return lane_labels(Lane(tuple(read_events(frame_of(*rows))), 14, True), panels)


@pytest.mark.parametrize(
    ("day", "anchor", "pixel"),
    [
        (50, "left", 500 + 9 + 1),
        (98, "right", 980 - 9 - 1),  # no room behind it
    ],
)
def test_the_label_of_a_day_stands_beside_its_mark(day, anchor, pixel):
    (label,) = labels(on(day))
    assert (label.text, label.anchor) == (f"day {day}", anchor)
    assert PANEL.pixel(label.day) == pytest.approx(pixel)


def test_a_tolerance_keeps_the_label_off_its_whisker():
    (label,) = labels(on(50, tolerance_days=5))
    assert PANEL.pixel(label.day) == pytest.approx(500 + 50 + 9 + 1)


@pytest.mark.parametrize(
    ("start", "end", "anchor", "pixel"),
    [
        (10, 90, "center", 500),
        (10, 12, "left", 120 + 6),  # behind a bar that is too short
    ],
)
def test_the_label_of_a_bar_stands_on_it_or_behind_it(start, end, anchor, pixel):
    (label,) = labels(span(start, end, "FIXED", dose="5 mg", certainty="STATED"))
    assert (label.anchor, label.chip) == (anchor, anchor == "center")
    assert PANEL.pixel(label.day) == pytest.approx(pixel)


def test_a_label_takes_its_room_from_the_next():
    """The end's words stand before day 60, those of the bar in the middle of what is left."""
    end, chip = labels(span(10, 60, "WEANED", dose="5 mg", certainty="STATED"))
    assert (end.anchor, PANEL.pixel(end.day)) == ("right", 594)
    left = 594 - label_width(end.text)
    assert PANEL.pixel(chip.day) == pytest.approx((100 + left) / 2)


def test_a_label_between_two_panels_keeps_to_one():
    days = Window("days", "x", 0, 50, 0, 500, (), last=False)
    months = Window("months", "x2", 50, 100, 514, 500, (), first=False)
    (label,) = labels(on(49.6), panels=(days, months))
    assert (label.axis, label.day) == ("x2", 50)


def test_a_power_is_measured_in_digits_of_full_size():
    assert label_width("10^6") == label_width("106")
    assert label_width("5-7") == label_width("5–7") > label_width("5.7")
