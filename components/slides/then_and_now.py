"""Then and now as native shapes: a group a trial, the three panels of the screen."""

import pandas as pd

from components.figures.empty import NO_PAIR
from components.figures.then_and_now import (
    DOMAINS,
    SHAPE_WORDS,
    WORDS_WIDTH,
    FieldPanel,
    ReadingMark,
    colours_of,
    kinds_drawn,
    panels_of,
)
from components.slides.drawing import Box, Drawing, PointsXY, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import SMALLEST, Sheet
from components.theme import Palette
from data.queries.snapshots import NOT_IN_FILE, NOT_SEEN

MOST_ROWS = 20
"""Trials of one slide in readable type; more go on."""
MOST_SLIDES = 2
"""Together as many trials as the figure draws."""
GUTTER, HEAD, KEY = 82.0, 44.0, 30.0
TALLEST = 24.0
TEXT = 9.5
PRESETS = {
    "UNCHANGED": "ellipse",
    "CHANGED": "diamond",
    "NEWLY_STATED": "rect",
    "BEFORE_SNAPSHOT": "triangle",
    "VERSION_NOT_STATED": "plus",
    NOT_SEEN: "ellipse",
    NOT_IN_FILE: "ellipse",
}
RING, MARK, CROSS = 10.0, 6.5, 7.5
"""Widths of marks; a cross needs more than other shapes to keep its arms."""


def then_and_now(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: columns of ``queries.then_and_now.by_trial``."""
    if frame.empty:
        empty_slide(sheet, NO_PAIR)
        return
    for start in range(0, min(len(frame), MOST_ROWS * MOST_SLIDES), MOST_ROWS):
        page = sheet.another() if start else sheet
        _page(frame.iloc[start : start + MOST_ROWS], page)


def _page(part: pd.DataFrame, sheet: Sheet) -> None:
    body, palette = sheet.body, sheet.palette
    row = min(TALLEST, (body.height - HEAD - KEY) / len(part))
    plot = Box(body.left + GUTTER, body.top + HEAD, body.width - GUTTER, row * len(part))
    drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
    panels = panels_of(part)
    boxes = [_box_of(panel, plot) for panel in panels]
    for panel, box in zip(panels, boxes, strict=True):
        _heads(drawing, panel, box, palette)
    for number, nct_id in enumerate(part["nct_id"]):
        group = drawing.group(str(nct_id))
        y = plot.top + (number + 0.5) * row
        if number % 2 == 0:
            stripe = Box(body.left, y - row / 2, body.width, row)
            group.shape("Stripe", stripe, Solid(palette.grid, 0.35))
        name = Box(body.left, y - 6, GUTTER, 12)
        group.text("Trial", str(nct_id), name, TextStyle(TEXT, palette.text))
        for panel, box in zip(panels, boxes, strict=True):
            _mark(group, panel, panel.marks[number], box, y, palette)
        drawing.close(group)
    sheet.add(drawing)
    _key(sheet, part)


def _box_of(panel: FieldPanel, plot: Box) -> Box:
    low, high = DOMAINS[panel.field]
    return Box(plot.left + low * plot.width, plot.top, (high - low) * plot.width, plot.height)


def _heads(drawing: Drawing, panel: FieldPanel, box: Box, palette: Palette) -> None:
    group = drawing.group(panel.title)
    title = Box(box.left, box.top - HEAD, box.width, 14)
    group.text("Heading", panel.title, title, TextStyle(11, palette.text, bold=True))
    look = TextStyle(SMALLEST, palette.muted, align="centre", anchor="bottom")
    for place, label in panel.ticks:
        x = box.left + place * box.width
        group.line(f"Line of {label}", (x, box.top), (x, box.bottom), Stroke(palette.grid, 0.5))
        group.text("Column", label, Box(x - 20, box.top - 27, 40, 25), look)
    drawing.close(group)


def _mark(
    group: Drawing, panel: FieldPanel, mark: ReadingMark, box: Box, y: float, palette: Palette
) -> None:
    colour = colours_of(palette)[mark.change]
    then: PointsXY = (box.left + mark.then * box.width, y)
    now: PointsXY = (box.left + mark.now * box.width, y)
    ground = Solid(palette.background)
    if mark.joined:
        group.line("Change", then, now, Stroke(palette.muted, 1))
    group.shape("Then", Box.around(then, RING), ground, Stroke(palette.muted, 1), preset="ellipse")
    fill = ground if mark.hollow else Solid(colour)
    name = f"{panel.title}: {SHAPE_WORDS[mark.change]}"
    is_cross = mark.change == "VERSION_NOT_STATED"
    outline = Stroke(colour, 0.75 if is_cross else 1.5)
    place = Box.around(now, CROSS if is_cross else MARK)
    group.shape(name, place, fill, outline, preset=PRESETS[mark.change])
    look = TextStyle(SMALLEST, palette.text)
    if mark.before:
        left = Box(box.left, y - 6, then[0] - box.left - 9, 12)
        group.text("Then", mark.before, left, TextStyle(SMALLEST, palette.muted, align="right"))
    if mark.after:
        at_end = panel.field == "enrollment"
        x = box.left + (1 - WORDS_WIDTH + 0.02) * box.width if at_end else now[0] + 9
        group.text("Now", mark.after, Box(x, y - 6, box.right - x, 12), look)


def _key(sheet: Sheet, part: pd.DataFrame) -> None:
    body, palette = sheet.body, sheet.palette
    key = sheet.drawing("How to read it")
    words = (
        "Ring: then. Line: to now. "
        + ". ".join(SHAPE_WORDS[code] for code in kinds_drawn(part))
        + ". Hollow enrolment: not an actual number. Enrolments are never added up."
    )
    place = Box(body.left, body.bottom - KEY, body.width, KEY)
    key.text("Key", words, place, TextStyle(SMALLEST, palette.muted, wrap=True, anchor="bottom"))
    sheet.add(key)
