"""Panels across and lanes down, in pixels."""

from dataclasses import replace
from itertools import pairwise

import pytest

from components.figures.timeline.events import read_events
from components.figures.timeline.lanes import (
    DAYS,
    Window,
    blocks,
    cut,
    panels,
    shared_blocks,
    stacked,
)
from tests.components.figures.timeline.test_timelines import frame_of, on

PANEL = Window("days", "x", -10, 30, 50, 400, ())


@pytest.mark.parametrize(("day", "pixel"), [(-10, 50), (0, 150), (10, 250), (30, 450), (40, 550)])
def test_days_stand_evenly_between_the_edges(day, pixel):
    assert PANEL.pixel(day) == pixel
    assert PANEL.right == 450


@pytest.mark.parametrize(
    ("day", "first", "held"),
    [
        (-10, True, True),
        (-10, False, False),
        (-9, False, True),
        (30, True, True),
        (31, True, False),
    ],
)
def test_a_day_on_the_seam_belongs_to_the_left_panel(day, first, held):
    assert replace(PANEL, first=first).holds(day) == held


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [
        (0, 5, (0, 5)),
        (-20, 5, (-10, 5)),
        (20, 99, (20, 30)),
        (-20, 99, (-10, 30)),
        (40, 50, None),
        (5, 5, None),
        (30, 40, None),
    ],
)
def test_a_span_is_cut_at_the_edges(start, end, part):
    assert PANEL.clip(start, end) == part


def test_both_windows_share_the_plot_with_a_gap_between_them():
    days, months = panels("both", [], 1014)
    assert (days.left, days.width, months.left) == (0, 580, 594)
    assert months.right == pytest.approx(1014)
    assert (days.low, days.high, months.low) == (*DAYS, DAYS[1])


@pytest.mark.parametrize("make", [blocks, shared_blocks])
def test_lanes_begin_below_the_header_of_their_block(make):
    """46 pixels of the header, 28 a lane, 10 to the next block."""
    rows = [on(0), {**on(0), "role": "GRAFT"}, {**on(0), "regimen": "b"}]
    rows.append({**rows[2], "role": "GRAFT"})
    first, second = make(read_events(frame_of(*rows)), 22)
    assert [lane.middle for lane in first.lanes] == [82, 110]
    assert (first.bottom, second.top) == (124, 134)
    assert [lane.middle for lane in second.lanes] == [194, 222]


def test_parts_of_a_block_are_stacked_anew():
    rows = [{**on(0), "agent": f"a{n}"} for n in range(5)]
    (whole,) = blocks(read_events(frame_of(*rows)), 500)
    parts = stacked(cut(whole, 2), 10)
    assert [[lane.middle for lane in part.lanes] for part in parts] == [
        [70, 98],
        [182, 210],
        [294],
    ]
    assert all(later.top - part.bottom == 10 for part, later in pairwise(parts))
    assert [part.label for part in parts[1:]] == ["Protocol A (n = 2) (continued)"] * 2
