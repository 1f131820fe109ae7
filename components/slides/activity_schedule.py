"""The schedule of activities as a native table: activities down, visits across by epoch."""

from dataclasses import replace

import pandas as pd

from components.figures.activity_grid import RUNS, WINDOW_HEAD, GridMark, ScheduleScene, parts_of
from components.figures.empty import NO_ACTIVITY
from components.figures.page_setting import PageSetting
from components.slides.drawing import WIDER, Box, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.slide_places import BODY
from components.slides.tables import Cell, add_table
from components.theme import Palette, tint

SIZE = 12.0
SLIDE = PageSetting(BODY.width, BODY.height, SIZE * WIDER, 14.4)
"""In points, below a short heading; the type is measured as wide as Arial is."""
DONE, CONDITION = "●", "○"
"""The signs of a cell; neither needs a colour."""
KEY = {
    "done": f"{DONE} done",
    "condition": f"{CONDITION} under a condition",
    "runs": f"{RUNS} runs a sub-timeline",
}
ROW_GROWTH = 0.25
"""Lines that a row may grow by."""


def setting_of(body: Box) -> PageSetting:
    """The setting of a slide whose heading leaves this room."""
    return SLIDE.in_room(body.width, body.height)


def schedule(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Every part of the schedule on a slide; frame: columns of ``queries.activity_schedule``."""
    if frame.empty:
        empty_slide(sheet, NO_ACTIVITY)
        return
    setting = setting_of(sheet.body)
    for number, part in enumerate(parts_of(frame, setting)):
        sheet = sheet.another() if number else sheet
        _table(ScheduleScene(part, setting, ROW_GROWTH), sheet)


def _table(scene: ScheduleScene, sheet: Sheet) -> None:
    palette = sheet.palette
    rule = Stroke(palette.border, 0.75)
    head_rows = [_band_row(scene, palette), _name_row(scene, palette), _day_row(scene, palette)]
    heights = [
        scene.bands_bottom,
        scene.heads_bottom - scene.bands_bottom,
        scene.days_bottom - scene.heads_bottom,
    ]
    if scene.part.has_windows:
        head_rows.append(_window_row(scene, palette))
        heights.append(scene.top - scene.days_bottom)
    head_rows[-1] = [replace(cell, below=rule) for cell in head_rows[-1]]
    rows = [_activity_row(scene, at, palette) for at in range(len(scene.part.activities))]
    add_table(
        sheet,
        "Schedule of activities",
        (sheet.body.left, sheet.body.top),
        [scene.gutter] + [scene.column] * len(scene.part.visits),
        [*heights, *(bottom - top for top, bottom in scene.rows)],
        [*head_rows, *rows],
    )


def _style(palette: Palette, **keys: object) -> TextStyle:
    return replace(TextStyle(SIZE, palette.text), **keys)  # type: ignore[arg-type]


def _band_row(scene: ScheduleScene, palette: Palette) -> list[Cell]:
    """The place of the part and the key, then the epochs above their visits."""
    said = [*scene.place, *(KEY[sign] for sign in scene.key)]
    words = _style(palette, colour=palette.muted, anchor="top")
    cells = [Cell("\n".join(said), words, rows=2)]
    middle = _style(palette, align="centre")
    for number, (lines, first, last) in enumerate(scene.bands):
        ground = Solid((palette.grid, palette.land)[number % 2])
        cells.append(Cell("\n".join(lines), middle, ground, columns=last - first + 1, tight=True))
        cells += [Cell("", middle, ground, covered_across=True) for _ in range(last - first)]
    return cells


def _name_row(scene: ScheduleScene, palette: Palette) -> list[Cell]:
    covered = Cell("", _style(palette), covered=True)
    anchor = {"anchor": "middle"} if scene.is_upright else {"align": "centre", "anchor": "bottom"}
    words = _style(palette, bold=True, **anchor)
    return [
        covered,
        *(
            Cell("\n".join(lines), words, turned=scene.is_upright, tight=True)
            for lines in scene.heads
        ),
    ]


def _day_row(scene: ScheduleScene, palette: Palette) -> list[Cell]:
    head = Cell(scene.day_head, _style(palette, colour=palette.muted, align="right"))
    return [head, *_small(scene.days, _style(palette, align="centre"))]


def _window_row(scene: ScheduleScene, palette: Palette) -> list[Cell]:
    muted = palette.muted
    head = Cell(WINDOW_HEAD, _style(palette, colour=muted, align="right"))
    return [head, *_small(scene.windows, _style(palette, colour=muted, align="centre"))]


def _small(texts: list[list[str]], words: TextStyle) -> list[Cell]:
    return [Cell("\n".join(lines), words, tight=True) for lines in texts]


def _activity_row(scene: ScheduleScene, at: int, palette: Palette) -> list[Cell]:
    activity = scene.part.activities[at]
    ground = Solid(tint(palette.border, palette.background, 0.16)) if at % 2 == 0 else None
    marks = {mark.visit: mark for mark in scene.part.marks if mark.activity == activity.position}
    dot = _style(palette, colour=palette.accent, align="centre")
    return [
        Cell("\n".join(scene.names[at]), _style(palette), ground),
        *(
            Cell(_sign(marks.get(visit.key)), dot, ground, tight=True)
            for visit in scene.part.visits
        ),
    ]


def _sign(mark: GridMark | None) -> str:
    if mark is None:
        return ""
    return CONDITION if mark.condition else DONE
