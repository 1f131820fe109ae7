"""The course of one trial as native shapes: an axis of years, a mark a date, words below."""

from collections.abc import Sequence

import pandas as pd

from components.figures.trial_course import NO_COURSE, Course, CourseMark, course_of, label_sides
from components.slides.drawing import Box, Drawing, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet

SIZE, LINE = 13.0, 16.0
LEFT, TOP, LANE = 140.0, 26.0, 34.0
MARK, RING = 11.0, 17.0
BESIDE = 12.0
MOST_LINES = 5


def planned_and_actual(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: ``queries.trial_course.trial_course``."""
    course = course_of(frame)
    if course is None:
        empty_slide(sheet, NO_COURSE)
        return
    body, palette = sheet.body, sheet.palette
    drawing = sheet.drawing("Planned and actual", sheet.heading.summary)
    muted = TextStyle(SIZE, palette.muted)
    bottom = body.top + TOP + LANE * len(course.lanes)
    for year in course.ticks:
        x = _x(course, course.share_of_year(year), sheet)
        drawing.line(
            f"Year {year}", (x, body.top + TOP - 4), (x, bottom), Stroke(palette.grid, 0.75)
        )
        box = Box(x - 30, body.top, 60, TOP - 6)
        drawing.text(f"{year}", str(year), box, TextStyle(SIZE, palette.muted, align="centre"))
    for place, (label, marks) in enumerate(course.lanes):
        y = body.top + TOP + LANE * (place + 0.5)
        inner = drawing.group(label)
        inner.text(
            "Name",
            label,
            Box(body.left, y - LINE / 2, LEFT - 8, LINE),
            TextStyle(SIZE, palette.text, bold=True),
        )
        _lane(inner, course, marks, y, sheet)
        drawing.close(inner)
    top = bottom + 10
    width = body.width - LEFT
    looks = TextStyle(SIZE, palette.text, anchor="top")
    for head, text in course.words:
        lines = looks.lines_of(looks.shortened_to(text, width, MOST_LINES), width)
        high = LINE * max(len(lines), 1)
        drawing.text(f"{head}: name", head, Box(body.left, top, LEFT - 8, LINE), muted)
        drawing.text(head, "\n".join(lines), Box(body.left + LEFT, top, width, high), looks)
        top += high + 8
    sheet.add(drawing)


def _x(course: Course, share: float, sheet: Sheet) -> float:
    return sheet.body.left + LEFT + (sheet.body.width - LEFT) * share


def _lane(
    drawing: Drawing, course: Course, marks: Sequence[CourseMark], y: float, sheet: Sheet
) -> None:
    palette = sheet.palette
    places = sorted(_x(course, course.share(mark.middle), sheet) for mark in marks)
    if len(marks) > 1:
        drawing.line(
            "From earlier to now",
            (places[0], y),
            (places[-1], y),
            Stroke(palette.muted, 1.25, dash="sysDot"),
        )
    for mark in sorted(marks, key=lambda each: not each.is_earlier):
        colour = palette.muted if mark.is_earlier else palette.accent
        x = _x(course, course.share(mark.middle), sheet)
        if mark.first != mark.last:
            ends = (_x(course, course.share(day), sheet) for day in (mark.first, mark.last))
            low, high = ends
            drawing.line("Month", (low, y), (high, y), Stroke(colour, 3.5))
        fill = Solid(colour if mark.is_filled else palette.background)
        drawing.shape(
            mark.words,
            Box.around((x, y), RING if mark.is_earlier else MARK),
            None if mark.is_earlier else fill,
            Stroke(colour, 2),
            preset="ellipse",
        )
    for mark, to_left in label_sides(marks):
        x = _x(course, course.share(mark.middle), sheet)
        words = f"earlier: {mark.words}" if mark.is_earlier else mark.words
        colour = palette.muted if mark.is_earlier else palette.text
        look = TextStyle(SIZE, colour, align="right" if to_left else "left")
        width = look.width_of(words)
        left = x - BESIDE - width if to_left else x + BESIDE
        left = max(sheet.body.left, min(left, sheet.body.right - width))
        drawing.text(
            "Date",
            words,
            Box(left, y - LINE / 2, width, LINE),
            look,
        )
