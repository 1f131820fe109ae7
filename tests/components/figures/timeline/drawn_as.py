"""The table of what each class of evidence is drawn as, the same on a screen and on a slide."""

from collections.abc import Sequence
from typing import Any

from components.theme import Palette, tint
from tests.components.figures.timeline.samples import ATG, CELLS, DAC, NONE, on, span

Rows = Sequence[dict[str, Any]]
ONCE = {"schedule": "single dose"}

DRAWN_AS: dict[str, tuple[Rows, list[str]]] = {
    "nothing mentioned": ([on(0, role="GRAFT", role_label="Graft")], ["solid diamond"]),
    "stated span": ([span(0, 9, "FIXED", certainty="STATED")], ["solid bar"]),
    "worked out span": ([span(0, 9, "FIXED")], ["lighter bar"]),
    "stated span for some": (
        [span(0, 9, "FIXED", certainty="STATED", coverage="SOME")],
        ["solid bar, half as high"],
    ),
    "worked out span for some": (
        [span(0, 9, "FIXED", coverage="SOME")],
        ["lighter bar, half as high"],
    ),
    "stated span, not said for whom": (
        [span(0, 9, "FIXED", certainty="STATED", coverage="NOT_STATED")],
        ["solid bar"],
    ),
    "stated day": ([on(5)], ["solid square"]),
    "worked out day": ([on(5, certainty="INFERRED")], ["lighter square"]),
    "stated day of cells": ([on(5, **CELLS)], ["solid circle"]),
    "worked out day of cells": ([on(5, **{**CELLS, "certainty": "INFERRED"})], ["lighter circle"]),
    "start not stated": ([span(None, 9, "FIXED")], ["fade to the left", "limit"]),
    "end not stated": ([span(0, None, "NOT_STATED")], ["fade to the right", "limit"]),
    "weaned": ([span(0, 9, "WEANED")], ["fade to the right", "lighter bar"]),
    "start not stated, weaned": (
        [span(None, 9, "WEANED")],
        ["fade to the left", "fade to the right", "limit"],
    ),
    "goes on": ([span(0, None, "ONGOING", certainty="STATED")], ["arrow", "solid bar"]),
    "goes on, from a day worked out": ([span(0, None, "ONGOING")], ["arrow", "lighter bar"]),
    "no day": ([{}], ["solid chip"]),
    "no day, group worked out": ([{"group_certainty": "INFERRED"}], ["lighter chip"]),
    "no day, certainty of days not stated": ([{"certainty": "INFERRED"}], ["solid chip"]),
    "no day, a single dose": ([ONCE], ["solid chip", "square on a chip"]),
    "no day, a single infusion of cells": (
        [{**CELLS, "schedule": "single infusion"}],
        ["circle on a chip", "solid chip"],
    ),
    "no day, some": ([{"coverage": "SOME"}], ["filled part", "hollow chip"]),
    "no day, not said for whom": ([{"coverage": "NOT_STATED"}], ["hollow chip"]),
    "no day, unknown words for whom": ([{"coverage": "<b>"}], ["hollow chip"]),
    "alternatives": (
        [{**DAC, "alternative_to": "ATG"}, {**ATG, "alternative_to": "DAC"}],
        ["or", "solid chip", "solid chip"],
    ),
    "printed none": ([NONE], ["none"]),
}
"""Evidence -> rows, and what is drawn of them in the window around the transplant, sorted."""


def look_of(fill: str, line: str, colour: str, palette: Palette) -> str:
    """The name of a fill and outline in the colour of a class; no other look is known."""
    names = {
        (colour, colour): "solid",
        (tint(colour, palette.background, 0.3), colour): "lighter",
        (palette.background, colour): "hollow",
    }
    return names[fill, line]
