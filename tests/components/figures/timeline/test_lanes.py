"""Panels across, bands and lanes down, and the pages on which protocols stand."""

from dataclasses import replace

import pytest

from components.figures.timeline.events import read_events
from components.figures.timeline.lanes import (
    A_PAGE,
    DAYS,
    HEADER,
    MOST_ROWS,
    Window,
    blocks,
    lane_name,
    lane_rows,
    pages,
    panels,
    rows_of,
    weeks_before,
)
from tests.components.figures.timeline.samples import (
    ATG,
    CELLS,
    DAC,
    EVIL,
    INDUCTION,
    NONE,
    agents,
    event,
    events_of,
    on,
    real,
    span,
)

PANEL = Window("days", "x", -10, 30, 50, 400, ())
MMF = {"agent": "mmf", "agent_code": "MMF", "agent_class": "ANTIMETABOLITE"}
SWITCH = {"end_words": "then switched to MMF"}


# Panels


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


@pytest.mark.parametrize(
    ("window", "axes", "low", "high"),
    [
        ("both", ["x", "x2"], DAYS[0], 468.4),
        ("transplant", ["x"], DAYS[0], 30),
        ("followup", ["x"], -12, 468.4),
    ],
)
def test_panels_of_a_window(window, axes, low, high):
    across = panels(window, [event(**on(0))], 640)
    assert [panel.axis for panel in across] == axes
    assert across[0].low == low
    assert across[-1].high == pytest.approx(high, abs=0.1)
    assert across[-1].right == pytest.approx(640)


def test_both_windows_share_the_plot_with_a_gap_between_them():
    days, months = panels("both", [], 1014)
    assert (days.left, days.width, months.left) == (0, 580, 594)
    assert months.right == pytest.approx(1014)
    assert (days.low, days.high, months.low) == (*DAYS, DAYS[1])
    assert days.holds(30) and not months.holds(30)


def test_follow_up_grows_with_the_data():
    (far,) = panels("followup", [event(**span(0, 3650, "FIXED"))], 640)
    assert far.high > 3650
    assert len(far.ticks) < 20


def test_day_zero_is_named_on_the_scale():
    left, right = panels("both", [], 640)
    assert (0.0, "day 0") in left.ticks
    assert right.ticks[0] == (pytest.approx(91.25), "month 3")
    (every_day,) = panels("transplant", [], 640)
    assert [text for _, text in every_day.ticks][:4] == ["−6", "−4", "−2", "day 0"]
    (weeks,) = panels("transplant", [], 300)
    assert [text for _, text in weeks.ticks] == ["−7", "day 0", "7", "14", "21", "28"]


# Lanes


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 0),
        ([span(-1, 122, "FIXED"), span(122, None, "ONGOING")], 1),
        ([on(0), span(0, 14, "FIXED")], 1),
        ([on(5), on(11)], 1),
        ([on(5), on(5)], 2),
        ([span(0, 10, "FIXED"), span(5, 20, "FIXED")], 2),
    ],
)
def test_events_that_overlap_take_rows_of_their_own(rows, expected):
    assert len(rows_of([event(**row) for row in rows])) == expected


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([], []),
        ([{}, NONE], []),  # no day, no lane
        ([on(0), on(7)], ["TAC"]),
        ([on(0), on(0, **MMF)], ["TAC", "MMF"]),
        ([span(0, 91, "SWITCHED", **SWITCH), span(91, None, "ONGOING", **MMF)], ["TAC → MMF"]),
        # what takes over is there before the other one ends
        ([span(0, 91, "SWITCHED", **SWITCH), span(80, 99, "FIXED", **MMF)], ["TAC", "MMF"]),
        ([span(0, 91, "SWITCHED", end_words="switched to TAC")], ["TAC"]),
        ([span(0, 91, "SWITCHED", end_words="switched to gone")], ["TAC"]),
    ],
)
def test_an_agent_that_takes_over_follows_in_the_lane(rows, names):
    found = [lane_name(row) for row in lane_rows([event(**row) for row in rows])]
    assert [[part[-3:] for part in name.split(" → ")] for name in found] == [
        name.split(" → ") for name in names
    ]


def test_a_band_has_lanes_for_days_and_chips_for_none():
    rows = [on(0, **ATG), DAC, NONE, on(0, **CELLS)]
    (block,) = blocks(events_of(*rows), 10, 20, 300)
    induction, cells = block.bands
    assert [lane.events[0].agent_code for lane in induction.lanes] == ["ATG"]
    assert [placed.chip.event.agent_code for placed in induction.chips] == ["DAC"]
    assert induction.none is not None and induction.none.is_none
    assert (cells.none, cells.chips) == (None, ())


@pytest.mark.parametrize(
    ("rows", "height"),
    [
        ([DAC], 1),
        ([NONE], 1),  # a printed none has a row for its word
        ([on(0, **DAC), ATG], 1),  # a chip stands beside a lane
        ([on(0, **DAC), on(0, **ATG)], 2),
        (agents(9, **INDUCTION), 3),  # three chips a row
    ],
)
def test_a_band_is_as_high_as_its_lanes_or_its_chips(rows, height):
    (block,) = blocks(events_of(*rows), 0, 20, 120)
    assert block.rows == height
    assert block.bottom == HEADER + 20 * height


def test_blocks_stand_one_under_the_other():
    """20 pixels of the header, 17 a lane, 4 to the next block."""
    second = {"regimen": "b", "regimen_label": "Protocol B"}
    rows = [on(0, **CELLS), on(0), on(0, **second)]
    first, last = blocks(events_of(*rows), 10, 17, 100)
    assert [lane.middle for lane in first.lanes] == [38.5, 55.5]
    assert (first.bottom, last.top) == (64, 68)
    assert [lane.middle for lane in last.lanes] == [96.5]
    assert blocks([], 0, 17, 100) == ()


# Pages


def protocols(number, rows):
    """So many protocols with so many lanes each."""
    return [
        {**row, "regimen": f"r{place}", "regimen_label": f"Protocol {place}"}
        for place in range(number)
        for row in agents(rows, **on(0))
    ]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([], []),
        (protocols(1, 1), [""]),
        (protocols(A_PAGE, 1), [""]),
        (protocols(A_PAGE + 1, 1), ["1–4 of 5", "5 of 5"]),
        (protocols(7, 1), ["1–4 of 7", "5–7 of 7"]),
        (protocols(12, 2), ["1–4 of 12", "5–8 of 12", "9–12 of 12"]),
        (protocols(4, 7), ["1–3 of 4", "4 of 4"]),  # 28 rows
        (protocols(2, MOST_ROWS), ["1 of 2", "2 of 2"]),
    ],
)
def test_four_protocols_stand_on_a_page_if_their_rows_have_room(rows, places):
    made = pages(events_of(*rows))
    assert [page.place for page in made] == places
    assert sum(len(page.events) for page in made) == len(rows)


LONG_CHIP = {"coverage": "SOME", "patients_n": "1", "patients_table_4": "not named at all"}


@pytest.mark.parametrize("row", [on(0), LONG_CHIP], ids=["lanes", "chips"])
def test_a_protocol_of_sixty_rows_is_continued(row):
    made = pages(events_of(*agents(60, **row)))
    labels = [{event.regimen_label for event in page.events} for page in made]
    assert labels[0] == {"Protocol A (n = 2)"}
    assert set.union(*labels[1:]) == {"Protocol A (n = 2) (continued)"}
    drawn = [event.agent_code for page in made for event in page.events]
    assert drawn == [f"A{place}" for place in range(60)]
    for page in made:
        assert sum(block.rows for block in blocks(page.events, 0, 17, 250)) <= MOST_ROWS


def test_whole_roles_stay_together_where_they_fit():
    rows = [*agents(20, **on(0), **INDUCTION), *agents(20, **on(0))]
    first, second = pages(events_of(*rows))
    assert {event.role for event in first.events} == {"INDUCTION"}
    assert {event.role for event in second.events} == {"MAINTENANCE"}


def test_a_hostile_name_is_carried_as_it_is():
    (page,) = pages(events_of({"regimen_label": EVIL}))
    (block,) = blocks(page.events, 0, 17, 100)
    assert block.label == EVIL


def test_the_seven_cohorts_are_pages_of_four_and_three(store):
    cohorts = store.regimens.loc[store.regimens["kind"] == "COHORT", "regimen"]
    for more in ({}, {"role": ("INDUCTION",)}):
        made = pages(read_events(real(store, *cohorts, **more)))
        assert [page.place for page in made] == ["1–4 of 7", "5–7 of 7"]
        held = [len({event.regimen for event in page.events}) for page in made]
        assert held == [4, 3]


@pytest.mark.parametrize(
    ("days", "certainty", "weeks"),
    [
        ([], "READ_BY_RULE", 1),
        ([0, 5], "READ_BY_RULE", 1),
        ([-7], "READ_BY_RULE", 1),
        ([-8, 0], "READ_BY_RULE", 2),
        ([-21], "READ_BY_RULE", 3),
        ([-300], "READ_BY_RULE", 4),
        # a curated protocol says at the edge what lies before its week
        ([-21], "STATED", 1),
    ],
)
def test_the_days_begin_where_a_rule_read_the_first(days, certainty, weeks):
    events = events_of(*(on(day, certainty=certainty) for day in days)) if days else []
    assert weeks_before(events) == weeks
    for window in ("both", "transplant"):
        first = panels(window, events, 900)[0]
        assert first.low == pytest.approx(-7 * weeks - 0.6)
        assert all(first.holds(day) for day, _ in first.ticks)
