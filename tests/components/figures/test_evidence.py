"""The one rule of evidence: how sure the days are, and for whom an agent was."""

import pytest

from components.figures.evidence import chip_look, evidence_of, fill_of, for_whom
from components.theme import DARK, LIGHT, PALETTES, ink_on, tint
from tests.components.figures.timeline.samples import event, on, span

CODE = "CALCINEURIN_INHIBITOR"


@pytest.mark.parametrize(
    ("row", "evidence"),
    [
        (on(0), "stated"),
        (on(0, certainty="INFERRED"), "worked out"),
        (on(0, certainty="NOT_STATED"), "worked out"),
        (span(0, 9, "FIXED", certainty="STATED"), "stated"),
        (span(0, 9, "FIXED"), "worked out"),
        # without a day it is the group of patients that is stated or not
        ({"certainty": "NOT_STATED"}, "stated"),
        ({"group_certainty": "INFERRED"}, "worked out"),
        ({"group_certainty": ""}, "stated"),
        (on(0, group_certainty="INFERRED"), "stated"),
    ],
)
def test_evidence_is_of_the_days_or_else_of_the_group(row, evidence):
    assert evidence_of(event(**row)) == evidence


@pytest.mark.parametrize(
    ("coverage", "whom"),
    [
        ("ALL", "all"),
        ("SOME", "some"),
        ("NOT_STATED", "not stated for whom"),
        ("", "not stated for whom"),
        ("<b>", "not stated for whom"),
    ],
)
def test_for_whom_it_was(coverage, whom):
    assert for_whom(event(coverage=coverage)) == whom


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_stated_is_solid_and_worked_out_is_lighter_with_an_outline(palette):
    colour = palette.agent_class[CODE]
    stated = fill_of("stated", colour, palette)
    assert (stated.fill, stated.line, stated.ink) == (colour, colour, ink_on(colour))
    lighter = fill_of("worked out", colour, palette)
    assert (lighter.fill, lighter.line) == (tint(colour, palette.background, 0.3), colour)
    assert lighter.ink == palette.text


@pytest.mark.parametrize(
    ("evidence", "whom", "filled"),
    [
        ("stated", "all", 1),
        ("worked out", "all", 1),
        ("stated", "some", 0.5),
        ("worked out", "some", 0.5),
        ("stated", "not stated for whom", 0),
        ("worked out", "not stated for whom", 0),
    ],
)
def test_a_chip_is_filled_for_those_of_whom_it_is_said(evidence, whom, filled):
    colour = DARK.agent_class[CODE]
    look = chip_look(evidence, whom, colour, DARK)
    assert (look.filled, look.line) == (filled, colour)
    assert look.fill == fill_of(evidence, colour, DARK).fill
    assert look.ink == (ink_on(colour) if (evidence, whom) == ("stated", "all") else DARK.text)


def test_evidence_of_two_classes_differs_in_colour_alone():
    one, other = (
        chip_look("stated", "all", LIGHT.agent_class[code], LIGHT)
        for code in (CODE, "ANTIMETABOLITE")
    )
    assert one.fill != other.fill
    assert one.filled == other.filled == 1
