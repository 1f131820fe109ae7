"""Participant flow in its places: parts that fit, boxes that do not touch, lines that join them."""

from itertools import combinations

import pytest

from components.figures.flow_grid import ALL_ZERO, NO_REASON, FlowScene, parts_of, read_flow
from components.figures.page_setting import SCREEN
from components.slides.activity_schedule import SLIDE
from tests.flow_samples import (
    TEXTS,
    crossover,
    flow_frame,
    flow_row,
    hostile_flow,
    many_groups,
    many_reasons,
    reason,
    two_arms,
)

SETTINGS = {"screen": SCREEN, "slide": SLIDE}
FLOWS = {
    "two arms": two_arms(),
    "crossover": crossover(),
    "19 groups": many_groups(),
    "30 reasons": many_reasons(),
    **{f"hostile {at}": hostile_flow(text) for at, text in enumerate(TEXTS)},
}


@pytest.fixture(params=SETTINGS)
def setting(request):
    return SETTINGS[request.param]


def scenes(frame, setting):
    return [FlowScene(part, setting) for part in parts_of(read_flow(frame), setting)]


@pytest.mark.parametrize("name", FLOWS)
def test_every_part_fits_and_no_two_boxes_touch(name, setting):
    for scene in scenes(FLOWS[name], setting):
        assert scene.bottom <= setting.height
        for one, other in combinations(scene.boxes, 2):
            apart_across = one.right <= other.left or other.right <= one.left
            assert apart_across or one.bottom <= other.top or other.bottom <= one.top
        for box in scene.boxes:
            assert 0 <= box.left < box.right <= setting.width
            room = box.right - box.left - setting.line
            for words, is_bold in box.lines:
                assert setting.width_of(words, bold=is_bold) <= room
            inside = len(box.lines) * setting.line
            assert inside <= box.bottom - box.top


def test_each_number_has_one_box(setting):
    (scene,) = scenes(two_arms(), setting)
    drug = [box for box in scene.boxes if box.group.title == "Drug"]
    assert [box.box.head for box in sorted(drug, key=lambda box: box.top)] == [
        "421 started",
        "Also posted",
        "69 not completed",
        "352 completed",
    ]
    placebo = [box.box for box in scene.boxes if box.group.title == "Placebo"]
    (missing,) = [box for box in placebo if box.kind == "NOT_COMPLETED"]
    assert missing.items == ("32 Lost to follow-up", "0 for 1 other reason")
    assert scene.part.place == ""


def test_lines_end_at_their_boxes(setting):
    (scene,) = scenes(two_arms(), setting)
    tops = {round(box.top, 3) for box in scene.boxes if box.box.kind == "COMPLETED"}
    down = [line for line in scene.lines if line.arrow and not line.is_level]
    assert len(down) == 2
    assert {round(line.bottom, 3) for line in down} == tops
    sides = {round(box.left, 3) for box in scene.boxes if box.box.kind == "NOT_COMPLETED"}
    exits = [line for line in scene.lines if line.is_level]
    assert all(line.arrow for line in exits)
    assert {round(line.right, 3) for line in exits} == sides


def test_what_is_also_posted_stands_beside_the_line_and_touches_none(setting):
    frame = flow_frame(
        flow_row("STARTED", "247", "249"),
        flow_row("1 Year After Vaccination", "240", ""),
        flow_row("COMPLETED", "246", "249"),
        flow_row("NOT COMPLETED", "1", "0"),
        flow_row("Safety Analysis Set", "248", "249"),
        reason("Withdrawal", "1", "0"),
    )
    (scene,) = scenes(frame, setting)
    beside = [each for each in scene.boxes if each.box.kind == "MILESTONE"]
    assert [each.box.items for each in beside] == [
        ("1 Year After Vaccination: 240", "Safety Analysis Set: 248"),
        ("1 Year After Vaccination: no number posted", "Safety Analysis Set: 249"),
    ]
    assert [each.box.marked for each in beside] == [True, False]
    assert any("More in “Safety Analysis Set”" in line for line in beside[0].box.hover)
    for line in scene.lines:
        for each in beside:
            above_or_below = line.bottom <= each.top or each.bottom <= line.top
            assert line.right < each.left or each.right < line.left or above_or_below
    # the line runs past it from started to completed
    kinds = [each.box.kind for each in sorted(scene.boxes, key=lambda each: each.top)]
    assert kinds[::2] == ["STARTED", "MILESTONE", "NOT_COMPLETED", "COMPLETED"]


def boxes_of(*rows, titles=("All",)):
    (part,) = parts_of(read_flow(flow_frame(*rows, titles=titles)), SCREEN)
    (period,) = part.periods
    return {row.kind: row.boxes[1] for row in period.rows if 1 in row.boxes}


def test_missing_parts_are_said():
    boxes = boxes_of(flow_row("STARTED", "2"), flow_row("NOT COMPLETED", "2"))
    assert boxes["NOT_COMPLETED"].items == (NO_REASON,)
    assert boxes["COMPLETED"].head == "Completed: no number posted"
    # none is missing of nobody, and none is known of no number
    for number in ("0", ""):
        boxes = boxes_of(flow_row("STARTED", "2"), flow_row("NOT COMPLETED", number))
        assert boxes["NOT_COMPLETED"].items == ()
    boxes = boxes_of(flow_row("STARTED", "2"), reason("Death", "1"), reason("Moved", "0"))
    assert boxes["NOT_COMPLETED"].head == "Not completed: no number posted"
    assert boxes["NOT_COMPLETED"].items == ("1 Death", "0 for 1 other reason")
    assert (
        boxes_of(flow_row("STARTED", "2"), titles=("All", "Other"))["STARTED"].head == "2 started"
    )


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("0",), ("0 for 1 reason",)),
        (("0", "0"), ("0 for each of 2 reasons",)),
        (("3", "0", "0"), ("3 Reason 0", "0 for each of 2 other reasons")),
        (("NA", "0"), ("NA Reason 0", "0 for 1 other reason")),
    ],
)
def test_reasons_posted_as_0_take_one_line(numbers, said):
    rows = [reason(f"Reason {at}", number) for at, number in enumerate(numbers)]
    boxes = boxes_of(flow_row("STARTED", "9"), flow_row("NOT COMPLETED", "3"), *rows)
    assert boxes["NOT_COMPLETED"].items == said


def test_no_line_joins_two_periods():
    frame = flow_frame(
        flow_row("STARTED", "10", period=1), flow_row("STARTED", "14", period=2), titles=("All",)
    )
    (scene,) = scenes(frame, SCREEN)
    assert [box.box.head for box in scene.boxes] == [
        "10 started",
        "Completed: no number posted",
        "14 started",
        "Completed: no number posted",
    ]
    first, second = scene.lines
    assert first.bottom == scene.boxes[1].top
    assert second.top == scene.boxes[2].bottom


def test_places_of_parts():
    groups = parts_of(read_flow(many_groups()), SCREEN)
    assert [part.place for part in groups] == [
        "Part 1 of 4: groups 1 to 5 of 19",
        "Part 2 of 4: groups 6 to 10 of 19",
        "Part 3 of 4: groups 11 to 15 of 19",
        "Part 4 of 4: groups 16 to 19 of 19",
    ]
    periods = parts_of(read_flow(crossover()), SLIDE)
    assert periods[0].place.startswith("Part 1 of ")
    assert [each.number for part in periods for each in part.periods] == [1, 2, 3, 4, 5]


def test_no_reason_is_lost_between_parts():
    parts = parts_of(read_flow(many_reasons(60)), SLIDE)
    boxes = [
        box
        for part in parts
        for each in part.periods
        for row in each.rows
        for box in row.boxes.values()
    ]
    found = [item for box in boxes for item in box.items]
    assert found == [f"1 Reason {at + 1}" for at in range(60)]
    heads = [box.head for box in boxes if box.kind == "NOT_COMPLETED"]
    assert heads[0] == "30 not completed"
    assert set(heads[1:]) == {"30 not completed (continued)"}


def test_a_group_whose_every_number_is_0_has_one_box():
    frame = flow_frame(
        flow_row("STARTED", "10", "0"),
        flow_row("COMPLETED", "10", "0"),
        flow_row("NOT COMPLETED", "0", "0"),
        reason("Death", "0", "0"),
    )
    (scene,) = scenes(frame, SCREEN)
    own = [box.box.head for box in scene.boxes if box.group.title == "Placebo"]
    assert own == [ALL_ZERO]
    (missing,) = [box.box for box in scene.boxes if box.box.kind == "NOT_COMPLETED"]
    assert missing.items == ("0 for 1 reason",)


def test_no_rows_no_parts():
    assert parts_of(read_flow(flow_frame()), SCREEN) == ()


@pytest.mark.parametrize("name", FLOWS)
def test_no_wider_room_makes_a_part_higher(name):
    for part in parts_of(read_flow(FLOWS[name]), SCREEN):
        for width in range(1040, 1500, 20):
            assert FlowScene(part, SCREEN.in_room(width, 580)).bottom <= SCREEN.height
