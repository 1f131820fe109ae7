"""One posted outcome by group as native shapes; as many slides as it has parts, up to a few."""

from dataclasses import replace

import pandas as pd

from components.figures.outcome_by_arm import NO_VALUE
from components.figures.outcome_grid import OutcomePart, outcome_parts, outcome_scene
from components.slides.activity_schedule import SLIDE
from components.slides.added_notes import add_notes
from components.slides.drawn_marks import draw_scene
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet

MOST_SLIDES = 6
"""A talk shows no more of one measure; the last slide says that the table has all."""


def outcome_by_arm(frame: pd.DataFrame, sheet: Sheet) -> None:
    """The first parts, each on a slide; frame: ``queries.posted_outcome.outcome_by_arm``."""
    parts, left_out = slide_parts(frame)
    if not parts:
        empty_slide(sheet, NO_VALUE)
    for number, part in enumerate(parts):
        sheet = sheet.another() if number else sheet
        draw_scene(outcome_scene(part, SLIDE), sheet)
        add_notes(sheet, [left_out] if left_out else [])


def slide_parts(frame: pd.DataFrame) -> tuple[list[OutcomePart], str]:
    """The parts on slides, and what they leave out in a sentence; empty where they hold all."""
    every = outcome_parts(frame, SLIDE)
    if len(every) <= MOST_SLIDES:
        return every, ""
    kept, many = every[:MOST_SLIDES], len(every)
    kept[-1] = replace(kept[-1], place=f"{kept[-1].place}; the table has all {many}")
    return kept, f"{MOST_SLIDES} of {many} parts are on slides; the table has all."
