"""One posted outcome by group: a dot with its spread a value, or lines over posted times."""

import pandas as pd

from components.figures.drawn_marks import drawn
from components.figures.empty import empty_figure
from components.figures.outcome_grid import OutcomePart, outcome_parts, outcome_scene
from components.figures.page_setting import SCREEN
from components.theme import Figure, Palette

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
NO_VALUE = "The record posts no values of this measure."


def parts(frame: pd.DataFrame) -> list[OutcomePart]:
    """The parts of an outcome as the screen shows them."""
    return outcome_parts(frame, SCREEN)


def outcome_by_arm(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of ``queries.posted_outcome.outcome_by_arm``; part: from 1; width: pixels."""
    every = parts(frame)
    if not every:
        return empty_figure(NO_VALUE, palette)
    chosen = every[min(max(part, 1), len(every)) - 1]
    setting = SCREEN.in_room(width, min(height, SCREEN.height))
    return drawn(outcome_scene(chosen, setting), palette, width)
