"""Participant flow in its places: parts that fit, boxes that do not touch, lines that join them."""

from itertools import combinations

import pytest

from components.figures.flow_grid import ALL_ZERO, FlowScene, parts_of, read_flow
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
        "420 Treated",
        "69 not completed",
        "352 completed",
    ]
    placebo = [box.box for box in scene.boxes if box.group.title == "Placebo"]
    (missing,) = [box for box in placebo if box.kind == "NOT_COMPLETED"]
    assert missing.items == ("32 Lost to follow-up", "0 for 1 more reason")
    assert scene.part.place == ""


def test_lines_end_at_their_boxes(setting):
    (scene,) = scenes(two_arms(), setting)
    tops = {round(box.top, 3) for box in scene.boxes if box.box.kind != "NOT_COMPLETED"}
    arrows = [line for line in scene.lines if line.arrow]
    assert len(arrows) == 4
    assert {round(line.bottom, 3) for line in arrows} <= tops
    sides = {round(box.left, 3) for box in scene.boxes if box.box.kind == "NOT_COMPLETED"}
    branches = [line for line in scene.lines if line.top == line.bottom]
    assert {round(line.right, 3) for line in branches} == sides


def test_no_line_joins_two_periods():
    frame = flow_frame(
        flow_row("STARTED", "10", period=1), flow_row("STARTED", "14", period=2), titles=("All",)
    )
    (scene,) = scenes(frame, SCREEN)
    assert [box.box.head for box in scene.boxes] == ["10 started", "14 started"]
    assert scene.lines == []


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
