"""Posted estimates with their intervals: a row an analysis, an axis a kind."""

import pandas as pd

from components.figures.drawn_marks import drawn
from components.figures.empty import empty_figure
from components.figures.forest_grid import ForestPart, forest_parts, forest_scene
from components.figures.page_setting import SCREEN
from components.theme import Figure, Palette

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
NO_ESTIMATE = "No analysis of this record has an estimate on an axis; the table has them as posted."


def parts(frame: pd.DataFrame) -> list[ForestPart]:
    """The parts of the estimates as the screen shows them."""
    return forest_parts(frame, SCREEN)


def forest(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of ``queries.posted_analyses.posted_analyses``; part: from 1; width: pixels."""
    every = parts(frame)
    if not every:
        return empty_figure(NO_ESTIMATE, palette)
    chosen = every[min(max(part, 1), len(every)) - 1]
    return drawn(forest_scene(chosen, SCREEN.in_room(width, height)), palette, width)
