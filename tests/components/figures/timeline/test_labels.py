"""Direct labels: their words, beside which mark, and at which pixel each stands."""

import pytest

from components.figures.timeline.labels import (
    gaps,
    label_width,
    lane_labels,
    point_texts,
    span_texts,
)
from components.figures.timeline.lanes import Lane, Window
from tests.components.figures.timeline.samples import EVIL, event, events_of, on, span

PANEL = Window("days", "x", 0, 100, 0, 1000, ())
"""Ten pixels a day."""
MMF = {"agent": "mmf", "agent_code": "MMF"}


def labels(*rows, panels=(PANEL,)):
    return lane_labels(Lane(tuple(events_of(*rows)), 14), panels)


# Words


def test_texts_of_a_span_shrink_from_the_least_important():
    tac = event(
        **span(
            -1,
            91,
            "SWITCHED",
            trough_target="4-6 ng/ml",
            schedule="continuously",
            end_words="for three months, then switched to MMF",
        )
    )
    assert span_texts(tac, 30) == [
        "trough 4-6 ng/ml · continuously · to month 3, then MMF",
        "trough 4-6 ng/ml · to month 3, then MMF",
        "trough 4-6 ng/ml",
    ]
    assert span_texts(tac, 400)[-1] == "trough 4-6 ng/ml"


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (span(0, 9, "FIXED"), []),
        (span(None, 9, "FIXED"), ["start not stated"]),
        (span(0, None, "NOT_STATED"), ["end not stated"]),
        (span(0, None, "ONGOING"), []),
        (span(0, 9, "FIXED", coverage="SOME", patients_n="3"), ["in 3"]),
        (span(0, 9, "FIXED", dose="5 mg"), ["5 mg"]),
        (span(0, 9, "FIXED", dose=EVIL), [EVIL]),  # escaped where it is drawn
    ],
)
def test_texts_of_a_span(row, texts):
    assert span_texts(event(**row), 30) == texts


def test_texts_of_single_days():
    first = event(**on(0, route="through the pancreas artery, percutaneous"))
    later = event(**on(7, route="intravenous", tolerance_days=1))
    assert point_texts([first, later])[0] == (
        "day 0, through the pancreas artery, percutaneous; day 7 ± 1, IV"
    )
    assert point_texts([first, later])[-1] == "days 0 and 7 ± 1"
    assert point_texts([event(**on(0))]) == []
    inferred = event(**on(0, certainty="INFERRED", start_words="simultaneous"))
    assert point_texts([inferred]) == ["simultaneous"]


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], [(0, 10)]),
        ([(2, 4)], [(0, 2), (4, 10)]),
        ([(-5, 3), (2, 6)], [(6, 10)]),
        ([(0, 10)], []),
        ([(12, 20)], [(0, 10)]),
    ],
)
def test_gaps(taken, free):
    assert gaps(0, 10, taken) == free


def test_a_power_is_measured_in_digits_of_full_size():
    assert label_width("10^6") == label_width("106")
    assert label_width("5-7") == label_width("5–7") > label_width("5.7")
    assert label_width("") == 0


# Places


@pytest.mark.parametrize(
    ("day", "anchor", "pixel"),
    [
        (50, "left", 500 + 9 + 1),
        (98, "right", 980 - 9 - 1),  # no room behind it
    ],
)
def test_the_label_of_a_day_stands_beside_its_mark(day, anchor, pixel):
    (label,) = labels(on(day))
    assert (label.text, label.anchor, label.middle) == (f"day {day}", anchor, 14)
    assert PANEL.pixel(label.day) == pytest.approx(pixel)


def test_a_tolerance_keeps_the_label_off_its_whisker():
    (label,) = labels(on(50, tolerance_days=5))
    assert PANEL.pixel(label.day) == pytest.approx(500 + 50 + 9 + 1)


@pytest.mark.parametrize(
    ("more", "on_bar", "has_ground"),
    [
        ({"certainty": "STATED"}, True, False),
        ({}, True, False),
        # half a bar carries no words; they have a ground of their own
        ({"coverage": "SOME"}, False, True),
    ],
)
def test_the_label_of_a_long_bar_stands_in_its_middle(more, on_bar, has_ground):
    (label,) = labels(span(10, 90, "FIXED", dose="5 mg", **more))
    assert (label.text, label.anchor) == ("5 mg", "center")
    assert (label.on is not None, label.chip) == (on_bar, has_ground)
    assert PANEL.pixel(label.day) == pytest.approx(500)


def test_the_label_of_a_short_bar_stands_behind_it():
    (label,) = labels(span(10, 12, "FIXED", dose="5 mg"))
    assert (label.anchor, label.on, label.chip) == ("left", None, False)
    assert PANEL.pixel(label.day) == pytest.approx(120 + 6)


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (span(None, 60, "FIXED"), ["start not stated"]),
        (span(20, None, "NOT_STATED"), ["end not stated"]),
    ],
)
def test_the_label_on_a_fade_has_a_ground(row, texts):
    found = labels(row)
    assert [label.text for label in found] == texts
    assert all(label.chip and label.on is None for label in found)


def test_a_label_takes_its_room_from_the_next():
    """The end's words stand before day 60, those of the bar in the middle of what is left."""
    end, own = labels(span(10, 60, "WEANED", dose="5 mg"))
    assert (end.text, end.anchor, PANEL.pixel(end.day)) == ("weaning from month 2", "right", 594)
    left = 594 - label_width(end.text)
    assert PANEL.pixel(own.day) == pytest.approx((100 + left) / 2)


@pytest.mark.parametrize(
    ("others", "texts"),
    [
        ([], ["→ MMF"]),
        # the lane shows and names it
        ([span(30, None, "ONGOING", **MMF)], []),
    ],
)
def test_a_switch_names_the_next_agent_that_is_not_in_its_lane(others, texts):
    switch = span(10, 30, "SWITCHED", end_words="switched to MMF")
    assert [label.text for label in labels(switch, *others)] == texts


@pytest.mark.parametrize(
    ("row", "text", "anchor"),
    [
        (span(182.5, None, "NOT_STATED", dose="250 mg"), "from month 6: 250 mg →", "right"),
        (span(182.5, None, "NOT_STATED"), "from month 6 →", "right"),
        (on(-40), "← until day −40", "left"),
    ],
)
def test_an_event_outside_the_window_is_announced(row, text, anchor):
    (label,) = labels(row)
    assert (label.text, label.anchor) == (text, anchor)


def test_a_label_between_two_panels_keeps_to_one():
    days = Window("days", "x", 0, 50, 0, 500, (), last=False)
    months = Window("months", "x2", 50, 100, 514, 500, (), first=False)
    (label,) = labels(on(49.6), panels=(days, months))
    assert (label.axis, label.day) == ("x2", 50)


def test_a_label_without_room_is_left_out():
    narrow = Window("days", "x", 0, 100, 0, 30, ())
    assert labels(span(0, 100, "FIXED", dose="a dose in many words"), panels=(narrow,)) == []


@pytest.mark.parametrize(
    ("start", "end", "has_ground"),
    # behind a bar that ends before day 0, and behind one that ends far from it
    [(-5, -3, True), (30, 32, False)],
)
def test_a_label_across_day_0_has_a_ground(start, end, has_ground):
    panel = Window("days", "x", -20, 80, 0, 1000, ())
    (label,) = labels(span(start, end, "FIXED", dose="30 mg/m2 a day"), panels=(panel,))
    assert label.chip == has_ground


def test_words_of_a_day_do_not_run_into_a_bar_that_begins_right_behind():
    panel = Window("days", "x", 0, 100, 0, 400, ())
    rows = (on(1, dose="100 mg"), on(2, dose="200 mg"), span(3, 60, "FIXED", dose="400 mg"))
    assert [label.text for label in labels(*rows, panels=(panel,))] == ["400 mg"]
