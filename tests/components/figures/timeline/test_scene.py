"""A timeline in its places: every choice of protocols fits a screen, in readable type."""

from itertools import pairwise

import pytest

from components.figures.text_width import text_width
from components.figures.timeline.events import read_events
from components.figures.timeline.labels import ANCHORS, label_width
from components.figures.timeline.lanes import CHIP_SIZE, TimelinePage, pages
from components.figures.timeline.scene import LOWEST, SCREEN, TALLEST, Scene, TimelineColumns
from components.figures.timeline.timelines import MARGIN, NARROWEST
from components.theme import LIGHT
from tests.components.figures.timeline.samples import (
    DAC,
    EVIL,
    NONE,
    WINDOWS,
    agents,
    choices,
    events_of,
    on,
    real,
)

MOST = 620
"""Pixels of height that leave the whole card on a screen of 1440 x 900."""
WIDTH = NARROWEST - 2 * MARGIN


def scene(*rows, window="both", width=WIDTH, height=SCREEN):
    page = TimelinePage(tuple(events_of(*rows)), "")
    return Scene.of(page, LIGHT, window, width, height)


@pytest.mark.parametrize(
    ("rows", "has_chips"),
    [([on(0)], False), ([{}], True), ([NONE], True), ([on(0), DAC], True)],
)
def test_what_has_no_day_has_a_column_where_there_is_any(rows, has_chips):
    columns = TimelineColumns.of(events_of(*rows))
    assert (columns.chips > 0) == has_chips
    assert columns.plot_left == columns.roles + columns.chips + columns.codes


@pytest.mark.parametrize(
    ("rows", "height", "lane"),
    [
        (agents(1, **on(0)), SCREEN, TALLEST),  # a taller row would look empty
        (agents(60, **on(0)), SCREEN, LOWEST),  # a lower one could not be read
        (agents(20, **on(0)), 0, LOWEST),
    ],
)
def test_rows_are_as_high_as_fits_between_the_lowest_and_the_tallest(rows, height, lane):
    assert scene(*rows, height=height).lane == lane


def test_rows_fill_the_height_between():
    made = scene(*agents(22, **on(0)))
    assert LOWEST < made.lane < TALLEST
    assert made.height == pytest.approx(SCREEN)


@pytest.mark.parametrize("window", WINDOWS)
def test_long_and_hostile_names_leave_room_for_the_plot(window):
    made = scene(
        on(0, agent_code=EVIL * 20, role_label=EVIL), {"agent_code": "W" * 200}, window=window
    )
    assert made.plot >= 200
    assert made.across[-1].right == pytest.approx(made.plot)


def clear_of_one_another(extents):
    """Intervals that do not overlap, but for a pixel."""
    return all(end <= start + 1 for (_, end), (start, _) in pairwise(sorted(extents)))


def label_extents(made):
    """The middle of a row -> left and right ends of its labels, in pixels."""
    panels = {panel.axis: panel for panel in made.across}
    rows = {}
    for label in made.labels:
        width = label_width(label.text)
        left = panels[label.axis].pixel(label.day) - width * ANCHORS[label.anchor]
        rows.setdefault(label.middle, []).append((left, left + width))
    return rows


def chip_extents(made):
    """The middle of a row -> left and right ends of its chips, each with the word before it."""
    rows = {}
    for placed, middle in made.chips:
        right = placed.left + placed.chip.width(CHIP_SIZE)
        rows.setdefault(middle, []).append((placed.joint_left, right))
    return rows


def scenes(store):
    """Every choice and window as a screen draws it."""
    for chosen in choices(store):
        (page,) = pages(read_events(real(store, *chosen)))
        for window in WINDOWS:
            yield chosen, Scene.of(page, LIGHT, window, WIDTH)


def test_one_to_four_protocols_stand_on_one_screen(store):
    for chosen, made in scenes(store):
        assert made.height <= MOST, chosen
        assert made.lane >= LOWEST, chosen
        for extents in label_extents(made).values():
            assert clear_of_one_another(extents), chosen
            assert all(low >= -1 and high <= made.plot + 1 for low, high in extents), chosen
        for extents in chip_extents(made).values():
            assert clear_of_one_another(extents), chosen
            assert all(low >= 0 and high <= made.columns.chips for low, high in extents), chosen
        rows = sorted({*label_extents(made), *chip_extents(made)})
        assert all(later - row >= LOWEST - 0.01 for row, later in pairwise(rows)), chosen


@pytest.mark.parametrize("window", WINDOWS)
def test_ticks_stand_clear_of_one_another(window):
    """Their words at any width, day 0 in bold."""
    for width in range(500, 2000, 25):
        for panel in scene(on(0), window=window, width=width).across:
            halves = [
                (panel.pixel(day), text_width(text, 13, bold=day == 0) / 2)
                for day, text in panel.ticks
            ]
            assert clear_of_one_another([(at - half, at + half) for at, half in halves]), width
