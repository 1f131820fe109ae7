"""One posted outcome by group as native shapes; as many slides as it has parts."""

import pandas as pd

from components.figures.outcome_by_arm import NO_VALUE
from components.figures.outcome_grid import outcome_parts, outcome_scene
from components.slides.activity_schedule import setting_of
from components.slides.drawn_marks import draw_scene
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet


def outcome_by_arm(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Every part on a slide; frame: ``queries.posted_outcome.outcome_by_arm``."""
    setting = setting_of(sheet.body)
    parts = outcome_parts(frame, setting)
    if not parts:
        empty_slide(sheet, NO_VALUE)
    for number, part in enumerate(parts):
        sheet = sheet.another() if number else sheet
        draw_scene(outcome_scene(part, setting), sheet)
