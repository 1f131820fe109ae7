"""Participant flow as native boxes and connectors, in one named group a slide."""

from itertools import groupby

import pandas as pd

from components.figures.flow_grid import FlowScene, PlacedBox, parts_of, read_flow
from components.figures.participant_flow import NO_FLOW, SIGN, look_of
from components.slides.activity_schedule import SIZE, SLIDE, setting_of
from components.slides.drawing import Box, Drawing, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.theme import Palette


def participant_flow(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Every part on a slide; frame: ``queries.participant_flow.participant_flow``."""
    setting = setting_of(sheet.body)
    parts = parts_of(read_flow(frame), setting) if len(frame) else ()
    if not parts:
        empty_slide(sheet, NO_FLOW)
        return
    for number, part in enumerate(parts):
        sheet = sheet.another() if number else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        _FlowSlide(FlowScene(part, setting), sheet.body, sheet.palette).draw(drawing)
        sheet.add(drawing)


class _FlowSlide:
    """One slide: the scene, whose unit is a point, from the corner of the body."""

    def __init__(self, scene: FlowScene, body: Box, palette: Palette) -> None:
        self.scene, self.body, self.palette = scene, body, palette

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(self.body.left + left, self.body.top + top, right - left, bottom - top)

    def draw(self, drawing: Drawing) -> None:
        scene, palette, line = self.scene, self.palette, SLIDE.line
        right = scene.left + scene.used
        bold = TextStyle(SIZE, palette.text, bold=True)
        if scene.part.place:
            box = self.box(scene.left, 0, right, line)
            drawing.text("Part", scene.part.place, box, TextStyle(SIZE, palette.muted))
        head = TextStyle(SIZE, palette.text, bold=True, anchor="bottom")
        for at, (group, lines) in enumerate(zip(scene.part.groups, scene.heads, strict=True)):
            left = scene.column_left(at)
            box = self.box(
                left, scene.place_bottom, left + scene.column, scene.heads_bottom - 0.3 * line
            )
            drawing.text(f"Group {group.title[:60]}", "\n".join(lines), box, head)
        for lines, top, bottom in scene.bands:
            drawing.shape("Period", self.box(scene.left, top, right, bottom), Solid(palette.grid))
            box = self.box(scene.left + line / 2, top, right, bottom)
            drawing.text("Name of the period", "\n".join(lines), box, bold)
        for each in scene.lines:
            stroke = Stroke(palette.muted, 1.25, arrow=each.arrow)
            start = self.body.left + each.left, self.body.top + each.top
            end = self.body.left + each.right, self.body.top + each.bottom
            drawing.line("Connector", start, end, stroke)
        for placed in scene.boxes:
            self._box(drawing, placed)

    def _box(self, drawing: Drawing, placed: PlacedBox) -> None:
        """A box, and its lines in boxes by how they are set."""
        palette, line = self.palette, SLIDE.line
        ground, colour, width = look_of(placed, palette)
        outline = Stroke(colour, width * 0.75, "sysDot" if placed.box.is_zero else "")
        name = f"{placed.group.title[:60]}: {placed.box.head[:60]}"
        edges = self.box(placed.left, placed.top, placed.right, placed.bottom)
        drawing.shape(name, edges, Solid(ground), outline)
        ink = palette.muted if placed.box.is_zero else palette.text
        left, right = placed.left + 0.6 * line, placed.right - 0.4 * line
        top = (placed.top + placed.bottom - len(placed.lines) * line) / 2
        for is_bold, own in groupby(placed.lines, key=lambda each: each[1]):
            lines = [text for text, _ in own]
            bottom = top + len(lines) * line
            words = TextStyle(SIZE, ink, bold=is_bold)
            text_box = self.box(left, top, right, bottom)
            drawing.text(f"Words of {name}", "\n".join(lines), text_box, words)
            top = bottom
        if placed.box.marked:
            box = self.box(right - line, placed.top, right, placed.top + 1.6 * line)
            sign = TextStyle(SIZE + 3, palette.text, bold=True, align="right")
            drawing.text("The record contradicts itself here", SIGN, box, sign)
