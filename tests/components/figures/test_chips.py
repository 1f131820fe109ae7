"""Chips: agents by name in rows, alternatives joined."""

from itertools import pairwise

import pytest

from components.figures.chips import APART, MARK_ROOM, PADDING, PART_ROOM, chips_of, flow
from components.figures.text_width import text_width
from components.theme import LIGHT, signed
from tests.components.figures.timeline.samples import ATG, CELLS, DAC, EVIL, agents, events_of, on

SIZE = 13.0
OR_ATG = {**DAC, "alternative_to": "ATG"}
OR_DAC = {**ATG, "alternative_to": "DAC"}


def chips(*rows, **more):
    return chips_of(events_of(*rows), **more)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "TAC"),
        ({"coverage": "SOME"}, "TAC"),
        ({"coverage": "SOME", "patients_n": "1"}, "TAC · in 1"),
        (
            {
                "coverage": "SOME",
                "patients_n": "2",
                "patients_qualifier": "UP_TO",
                "patients_table_4": "1",
            },
            "TAC · in ≤ 2 (Table 4: 1)",
        ),
        ({"coverage": "NOT_STATED", "coverage_table_4": "NOT_NAMED"}, "TAC · (Table 4: not named)"),
        ({"arm_label": "ATG"}, "TAC · with ATG"),
        ({"arm_label": "TAC"}, "TAC"),
        ({"agent_code": EVIL}, EVIL),  # escaped where it is drawn
        ({"agent_code": ""}, ""),
    ],
)
def test_a_chip_says_the_agent_and_who_had_it(row, words):
    (chip,) = chips(row)
    code, *details = words.split(" · ")
    assert chip.text == " · ".join([signed("CALCINEURIN_INHIBITOR", code), *details])


def test_words_on_days_stand_behind_the_name():
    (chip,) = chips(on(5), words=lambda event: f"day {event.start:g}")
    assert chip.text.endswith("TAC · day 5")
    assert chip.has_days
    (undated,) = chips({})
    assert not undated.has_days


@pytest.mark.parametrize(
    ("row", "symbol"),
    [
        ({}, ""),
        ({"schedule": "continuously"}, ""),
        ({"schedule": "single dose"}, "square"),
        ({"dose": "single dose of 5 mg"}, "square"),
        ({**CELLS, "schedule": "single infusion"}, "circle"),
        ({"role": "GRAFT", "schedule": "single infusion"}, "diamond"),
        ({"schedule": "single doses"}, ""),
    ],
)
def test_what_is_given_once_has_a_mark(row, symbol):
    (chip,) = chips(row)
    assert chip.symbol == symbol
    assert chip.before_words == PADDING + (MARK_ROOM if symbol else 0)


@pytest.mark.parametrize(
    ("rows", "beside", "found"),
    [
        ([], [], []),
        ([DAC, ATG], [], [("DAC", ""), ("ATG", "")]),
        ([OR_ATG, OR_DAC], [], [("DAC", ""), ("ATG", "or")]),
        ([OR_ATG, ATG], [], [("DAC", ""), ("ATG", "")]),
        ([DAC, OR_DAC], [], [("DAC", ""), ("ATG", "or")]),
        # an alternative comes next, whatever stands between
        ([OR_ATG, {}, OR_DAC], [], [("DAC", ""), ("ATG", "or"), ("TAC", "")]),
        ([DAC, {}, OR_DAC], [], [("DAC", ""), ("ATG", "or"), ("TAC", "")]),
        # an alternative that has a day stands in a lane
        ([OR_DAC], [on(0, **DAC)], [("ATG", "or")]),
        ([{**ATG, "alternative_to": "DAC, INF"}], [on(0, **DAC)], [("ATG", "or")]),
        ([{**ATG, "alternative_to": "not stated"}], [on(0, **DAC)], [("ATG", "")]),
        # the code of one agent in that of another one is no alternative
        (
            [
                {"agent_code": "A", "alternative_to": "X"},
                {"agent_code": "B"},
                {"agent_code": "C", "alternative_to": "AB"},
            ],
            [],
            [("A", ""), ("B", ""), ("C", "")],
        ),
    ],
)
def test_alternatives_are_joined(rows, beside, found):
    made = chips_of(events_of(*rows), events_of(*beside))
    assert [(chip.event.agent_code, chip.joint) for chip in made] == found


@pytest.mark.parametrize(
    ("coverage", "filled", "room"),
    [("ALL", 1, 0), ("SOME", 0.5, PART_ROOM), ("NOT_STATED", 0, 0)],
)
def test_the_words_stand_beside_the_filled_part(coverage, filled, room):
    (chip,) = chips({"coverage": coverage})
    assert chip.look(LIGHT).filled == filled
    assert chip.before_words == PADDING + room
    assert chip.width(SIZE) == pytest.approx(
        2 * PADDING + room + text_width(chip.text, SIZE), abs=0.01
    )


@pytest.mark.parametrize("width", [0, 1, 80, 150, 1000])
def test_chips_flow_into_rows_without_touching(width):
    made = flow(chips(*agents(9), OR_ATG, OR_DAC), width, SIZE)
    assert len(made) == 11
    for one, other in pairwise(made):
        if one.row == other.row:
            end = one.left + one.chip.width(SIZE)
            assert other.joint_left == pytest.approx(end + APART)
            assert other.left == other.joint_left + other.chip.joint_width(SIZE)
        else:
            assert (other.row, other.joint_left) == (one.row + 1, 0)
    alone = [placed for placed in made if placed.joint_left == 0]
    for placed in made:
        assert placed in alone or placed.left + placed.chip.width(SIZE) <= width


def test_no_chips_take_no_rows():
    assert flow([], 100, SIZE) == []
