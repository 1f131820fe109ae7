"""Adverse events as a dot plot of native shapes; a few slides hold the rows that come first."""

from dataclasses import replace

import pandas as pd

from components.figures.empty import NO_ROW
from components.figures.event_rows import (
    EventGroup,
    EventRows,
    EventScene,
    PlacedEvent,
    counted_over,
    divided_rows,
    read_rows,
)
from components.figures.group_marks import group_colour, group_shape
from components.figures.page_setting import PageSetting
from components.slides.drawing import WIDER, Box, Drawing, Solid, Stroke, TextStyle
from components.slides.drawn_marks import PRESETS
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.theme import Palette, tint

SIZE, LINE = 12.0, 14.0
MOST_SLIDES = 3
"""A talk shows no more; the rows beyond are in the table of the app, and the slide says so."""


def adverse_events(frame: pd.DataFrame, sheet: Sheet, events_by: str = "organ") -> None:
    """frame: ``queries.adverse_events.adverse_events``; events_by: as the link says."""
    if frame.empty:
        empty_slide(sheet, NO_ROW)
        return
    parts, words = slide_parts(frame, sheet.body, events_by)
    for number, part in enumerate(parts):
        own = sheet if number == 0 else sheet.another()
        _part(part, words, own)


def setting_of(body: Box) -> PageSetting:
    """The type of a slide in its room; a line is left for what the slides leave out."""
    return PageSetting(body.width, body.height - LINE, SIZE * WIDER, LINE)


def slide_parts(
    frame: pd.DataFrame, body: Box, events_by: str
) -> tuple[tuple[EventRows, ...], str]:
    """The parts on slides, and where the rest stands in a sentence; empty where they hold all."""
    setting = setting_of(body)
    parts = divided_rows(read_rows(frame, by_system=events_by == "organ"), setting)
    if len(parts) <= MOST_SLIDES:
        return parts, ""
    order = frame
    if events_by == "organ":
        # the first systems of the alphabet say nothing: of too many terms the most frequent go
        keys = frame.assign(
            is_term=frame["organ_system"] != "", size=-frame["frequency"].fillna(-1)
        )
        keys.loc[~keys["is_term"], "size"] = 0
        order = keys.sort_values(["is_term", "size", "row", "group_number"], kind="stable")
        order = order.assign(row=pd.factorize(order["row"])[0] + 1)
        parts = divided_rows(read_rows(order, by_system=False), setting)
    kept = parts[:MOST_SLIDES]
    shown = sum(not row.is_total for part in kept for row in part.rows)
    total = int(order.loc[order["organ_system"] != "", "row"].nunique())
    said = f"the {shown:,} most frequent of {total:,} terms"
    if events_by == "difference":
        said = f"the {shown:,} terms of the largest differences, of {total:,}"
    placed = tuple(
        replace(
            part,
            place=f"Slide {number} of {len(kept)}: {said}; each slide has scales of its own",
            foot=counted_over(part.foot, len(parts), "over all rows of the table"),
        )
        for number, part in enumerate(kept, start=1)
    )
    return placed, "The table of the app has all terms."


def _part(part: EventRows, left_out: str, sheet: Sheet) -> None:
    body, palette = sheet.body, sheet.palette
    scene = EventScene(part, setting_of(body))
    drawing = sheet.drawing("Adverse events", sheet.heading.summary)
    _grounds(scene, body, drawing, palette)
    _axes(scene, body, drawing, palette)
    _key(scene, body, drawing, palette)
    for placed in scene.rows:
        inner = drawing.group(f"{placed.row.term}{placed.row.tag}"[:120])
        _row(scene, placed, body, inner, palette)
        drawing.close(inner)
    foot = "\n".join([*scene.foot, *([left_out] if left_out else [])])
    top = body.top + scene.foot_top
    box = Box(body.left, top, body.width, LINE * (foot.count("\n") + 1))
    drawing.text("Threshold and time frame", foot, box, _words(palette.muted, anchor="top"))
    sheet.add(drawing)


def _words(
    colour: str, *, bold: bool = False, align: str = "left", anchor: str = "middle"
) -> TextStyle:
    return TextStyle(SIZE, colour, bold=bold, align=align, anchor=anchor)


def _line_box(body: Box, left: float, middle: float, width: float) -> Box:
    return Box(body.left + left, body.top + middle - LINE / 2, width, LINE)


def _grounds(scene: EventScene, body: Box, drawing: Drawing, palette: Palette) -> None:
    stripe = Solid(tint(palette.border, palette.background, 0.16))
    inner = drawing.group("Stripes")
    for number, placed in enumerate(scene.rows):
        if number % 2 == 0:
            box = Box(body.left, body.top + placed.top, body.width, placed.bottom - placed.top)
            inner.shape("Stripe", box, stripe)
    drawing.close(inner)


def _axes(scene: EventScene, body: Box, drawing: Drawing, palette: Palette) -> None:
    """The grid, numbers and titles of both panels."""
    inner = drawing.group("Axes")
    top, bottom = body.top + scene.rows_top, body.top + scene.rows_bottom
    axes = [scene.percentages, *([scene.contrasts] if scene.has_contrast else [])]
    for number, axis in enumerate(axes):
        for value, words in axis.ticks:
            x = body.left + axis.x(value)
            inner.line("Grid", (x, top), (x, bottom), Stroke(palette.grid, 0.75))
            box = _line_box(body, axis.x(value) - 25, scene.ticks_middle, 50)
            said = words if number else f"{words} %"
            inner.text("Tick", said, box, _words(palette.muted, align="centre"))
    for words, left in scene.panel_titles:
        box = _line_box(body, left, scene.titles_middle, body.width - left)
        inner.text("Panel", words, box, _words(palette.text, bold=True))
    if scene.has_contrast:
        x = body.left + scene.contrasts.x(scene.no_effect)
        inner.line("No effect", (x, top), (x, bottom), Stroke(palette.text, 1.25))
    for y in (top, bottom):
        inner.line("Rule", (body.left, y), (body.right, y), Stroke(palette.border, 0.75))
    drawing.close(inner)


def _key(scene: EventScene, body: Box, drawing: Drawing, palette: Palette) -> None:
    inner = drawing.group("Key")
    if scene.plot.place:
        box = _line_box(body, 0, scene.place_bottom / 2, body.width)
        inner.text("Part", scene.plot.place, box, _words(palette.muted))
    for group, words, left, middle in scene.key:
        centre = body.left + left + LINE / 2, body.top + middle
        _mark(scene, inner, group, centre, group.label, palette)
        box = _line_box(body, left + LINE, middle, body.width / 2 - LINE)
        inner.text("Group", words, box, _words(palette.text))
    for column in scene.columns:
        centre = body.left + column.right - scene.mark / 2, body.top + scene.ticks_middle
        _mark(scene, inner, column.group, centre, f"Counts of {column.group.label}", palette)
    drawing.close(inner)


def _mark(
    scene: EventScene,
    drawing: Drawing,
    group: EventGroup,
    centre: tuple[float, float],
    name: str,
    palette: Palette,
) -> None:
    """The mark of a group: filled where it is one of the two compared, else open."""
    colour = group_colour(group.number - 1, palette)
    fill = Solid(colour if group.is_compared else palette.background)
    stroke = Stroke(palette.background, 0.5) if group.is_compared else Stroke(colour, 1.25)
    preset = PRESETS[group_shape(group.number - 1)]
    drawing.shape(name[:120], Box.around(centre, scene.mark), fill, stroke, preset=preset)


def _row(
    scene: EventScene, placed: PlacedEvent, body: Box, drawing: Drawing, palette: Palette
) -> None:
    """A term with its dots, its interval and the contrast in words."""
    row, y = placed.row, placed.middle
    strong = row.is_total or row.is_heading
    ink = palette.muted if row.is_heading else palette.text
    said = scene.name(row) + row.tag
    wide = max(scene.terms_width, scene.setting.width_of(said, bold=strong))
    drawing.text("Term", said, _line_box(body, 0, y, wide), _words(ink, bold=strong))
    # in the theme's ink, which can be read on any ground; the mark above says whose they are
    counts = _words(palette.text, align="right")
    for column in scene.columns:
        box = _line_box(body, column.left, y, column.right - column.left)
        drawing.text("Counts", scene.count(placed, column), box, counts)
    left = scene.percentages.left
    if row.remark:
        width = scene.percentages.right - left
        words = scene.setting.cut(row.remark, width - 4)
        drawing.text("Remark", words, _line_box(body, left + 4, y, width), _words(palette.muted))
    for group in scene.drawing_order:
        for own, dot, x in scene.dots(group):
            if own is placed:
                centre = body.left + x, body.top + scene.y(placed, group.number)
                name = f"{group.label[:80]}: {dot.counts[:80]}"
                _mark(scene, drawing, group, centre, name, palette)
    _interval(scene, placed, body, drawing, palette)


def _interval(
    scene: EventScene, placed: PlacedEvent, body: Box, drawing: Drawing, palette: Palette
) -> None:
    found, y = placed.row.contrast, body.top + placed.middle
    if found is None:
        return
    axis = scene.contrasts
    if found.estimate is not None and found.lower is not None and found.upper is not None:
        ends = body.left + axis.x(found.lower), body.left + axis.x(found.upper)
        goes_on = bool(axis.is_beyond(found.upper))
        stroke = Stroke(palette.text, 1.5, arrow=goes_on)
        start, end = (ends[0], y), (ends[1], y)
        if axis.is_beyond(found.lower) and not goes_on:
            start, end, stroke = end, start, Stroke(palette.text, 1.5, arrow=True)
        drawing.line("95 % interval", start, end, stroke)
        centre = body.left + axis.x(found.estimate), y
        drawing.shape("Estimate", Box.around(centre, 7), Solid(palette.text), preset="diamond")
    ink = palette.muted if found.estimate is None else palette.text
    width = scene.setting.width - scene.words_left
    box = _line_box(body, scene.words_left, placed.middle, width)
    drawing.text("Contrast", scene.contrast_words(found), box, _words(ink))
