"""Posted estimates as native shapes; as many slides as they have parts."""

import pandas as pd

from components.figures.forest import NO_ESTIMATE
from components.figures.forest_grid import forest_parts, forest_scene, words_of
from components.slides.activity_schedule import SLIDE
from components.slides.added_notes import add_notes
from components.slides.drawn_marks import draw_scene
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet


def forest(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Every part on a slide, the posted words on its analyses whole in its notes.

    frame: ``queries.posted_analyses.posted_analyses``.
    """
    parts = forest_parts(frame, SLIDE)
    if not parts:
        empty_slide(sheet, NO_ESTIMATE)
    for number, part in enumerate(parts):
        sheet = sheet.another() if number else sheet
        draw_scene(forest_scene(part, SLIDE), sheet)
        add_notes(sheet, words_of(part))
