"""A study's arms, epochs and visits as native shapes: a group for the arms, one for the visits."""

from itertools import groupby

import pandas as pd

from components.figures.empty import NO_PLAN
from components.figures.evidence import STATED, WORKED_OUT, fill_of
from components.figures.plan_grid import (
    SCALE,
    TITLE,
    PlacedCell,
    PlacedRow,
    PlanScene,
    PlanVisit,
    parts_of,
    read_plan,
)
from components.figures.study_plan import BREAK, REPEATS, decision_room, key_places, title_of
from components.slides.activity_schedule import SIZE, SLIDE, setting_of
from components.slides.drawing import Box, Drawing, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.theme import Palette, tint

MARK, BAR = 9.0, 4.5
"""Points of a visit's mark, and the height of its window."""


def study_plan(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Every part of the plan on a slide; frame: columns of ``queries.study_plan``."""
    setting = setting_of(sheet.body)
    parts = parts_of(read_plan(frame), setting) if len(frame) else ()
    if not parts:
        empty_slide(sheet, NO_PLAN)
        return
    for number, part in enumerate(parts):
        sheet = sheet.another() if number else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        _PlanSlide(PlanScene(part, setting), sheet.body, sheet.palette).draw(drawing)
        sheet.add(drawing)


class _PlanSlide:
    """One slide: the scene, whose unit is a point, from the corner of the body."""

    def __init__(self, scene: PlanScene, body: Box, palette: Palette) -> None:
        self.scene, self.body, self.palette = scene, body, palette
        self.plain = TextStyle(SIZE, palette.text)
        self.muted = TextStyle(SIZE, palette.muted)

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(self.body.left + left, self.body.top + top, right - left, bottom - top)

    def line_box(self, left: float, middle: float, width: float) -> Box:
        half = SLIDE.line / 2
        return self.box(left, middle - half, left + width, middle + half)

    def draw(self, drawing: Drawing) -> None:
        place = self.scene.plan.place
        if place:
            middle = self.scene.place_bottom / 2
            drawing.text("Part", place, self.line_box(0, middle, SLIDE.width), self.muted)
        arms = drawing.group("Arms by epochs")
        self._arms(arms)
        drawing.close(arms)
        if self.scene.has_visits:
            visits = drawing.group("Visits")
            self._scale(visits)
            self._rows(visits)
            drawing.close(visits)

    def _arms(self, group: Drawing) -> None:
        scene, palette = self.scene, self.palette
        for number, (_, name) in enumerate(scene.plan.epochs):
            left, right = scene.epoch_left(number), scene.epoch_left(number + 1)
            box = self.box(left + 1, scene.place_bottom, right - 1, scene.heads_bottom - 1)
            ground = Solid((palette.grid, palette.land)[number % 2])
            words = TextStyle(SIZE, palette.text, align="centre")
            text = "\n".join(scene.epoch_heads[number])
            group.shape(f"Epoch {name}", box, ground, text=text, words=words)
        bold = TextStyle(SIZE, palette.text, bold=True)
        for (_, name, _), lines, (top, bottom) in zip(
            scene.plan.arms, scene.arm_names, scene.arm_edges, strict=True
        ):
            group.text(f"Arm {name}", "\n".join(lines), self.box(0, top, scene.names, bottom), bold)
        for placed in scene.cells:
            self._cell(group, placed)

    def _cell(self, group: Drawing, placed: PlacedCell) -> None:
        """The ground of a cell, and its lines in boxes by how they are set."""
        palette = self.palette
        name = placed.cell.texts[0][0]
        box = self.box(placed.left + 1, placed.top + 1.5, placed.right - 1, placed.bottom - 1.5)
        ground = Solid(tint(palette.border, palette.background, 0.16))
        group.shape(f"Element {name}", box, ground, Stroke(palette.border, 0.75))
        height = len(placed.lines) * SLIDE.line
        top = (placed.top + placed.bottom - height) / 2
        left, right = placed.left + 2 * SLIDE.pad, placed.right - 2 * SLIDE.pad
        for is_name, own in groupby(placed.lines, key=lambda line: line[1]):
            lines = [text for text, _ in own]
            bottom = top + len(lines) * SLIDE.line
            words = TextStyle(SIZE, palette.text, bold=is_name)
            group.text(f"Words {name}", "\n".join(lines), self.box(left, top, right, bottom), words)
            top = bottom

    def _scale(self, group: Drawing) -> None:
        """Title, key, heads of the columns, and the numbers and lines of the days."""
        scene, palette, line = self.scene, self.palette, SLIDE.line
        middle = scene.title_top + TITLE / 2 * line
        bold = TextStyle(SIZE, palette.text, bold=True)
        heading = self.line_box(0, middle, SLIDE.width / 2)
        group.text("Heading of the visits", title_of(scene), heading, bold)
        for look, said, left in key_places(scene):
            self._mark(group, f"Key: {said}", left + MARK / 2, middle, look)
            width = self.muted.width_of(said)
            group.text("Key", said, self.line_box(left + line, middle, width), self.muted)
        scale = scene.rows_top - SCALE / 2 * line
        right = TextStyle(SIZE, palette.muted, align="right")
        group.text("Head", "Epoch", self.line_box(0, scale, 60), self.muted)
        group.text("Head", "Visit", self.line_box(scene.visits_left, scale, 60), self.muted)
        group.text("Head", "Day", self.line_box(scene.days_right - 60, scale, 60), right)
        head = "Window, days"
        width = self.muted.width_of(head)
        group.text("Head", head, self.line_box(scene.windows_left, scale, width), self.muted)
        for panel in scene.panels:
            for day in panel.ticks(scene.tick_room):
                x = panel.x(day)
                words = TextStyle(SIZE, palette.muted, bold=not day, align="centre")
                text = f"{day:,}".replace("-", "\u2212")
                group.text(f"Tick {text}", text, self.line_box(x - 20, scale, 40), words)
                stroke = Stroke(palette.grid if day else palette.day_zero, 0.75)
                self._line(
                    group, f"Day {text}", (x, scene.rows_top), (x, scene.days_bottom), stroke
                )
        centred = TextStyle(SIZE, palette.muted, align="centre")
        for left, end in scene.breaks:
            middle_box = self.line_box((left + end) / 2 - 10, scale, 20)
            group.text("Break of the axis", BREAK, middle_box, centred)
        rule = Stroke(palette.border, 0.75)
        for epoch, top, bottom in scene.epoch_runs:
            self._line(group, f"Edge {epoch}", (0, top), (SLIDE.width, top), rule)
            most = max(int((bottom - top) / line), 1)
            lines = SLIDE.whole_words(epoch, scene.visits_left - line, min(most, 2))
            box = self.box(0, top, scene.visits_left, top + line * len(lines))
            group.text(f"Epoch of visits {epoch}", "\n".join(lines), box, self.muted)

    def _line(
        self,
        group: Drawing,
        name: str,
        start: tuple[float, float],
        end: tuple[float, float],
        stroke: Stroke,
    ) -> None:
        left, top = self.body.left, self.body.top
        points = [(left + x, top + y) for x, y in (start, end)]
        group.line(name, points[0], points[1], stroke)

    def _rows(self, group: Drawing) -> None:
        for row in self.scene.rows:
            if row.visit is not None:
                self._visit(group, row.visit, row.middle)
            else:
                self._decision(group, row)

    def _visit(self, group: Drawing, visit: PlanVisit, middle: float) -> None:
        scene = self.scene
        room = scene.days_right - scene.visits_left - 4 * SLIDE.line
        name = SLIDE.cut(visit.name, room)
        group.text(
            f"Visit {visit.name}", name, self.line_box(scene.visits_left, middle, room), self.plain
        )
        right = TextStyle(SIZE, self.palette.text, align="right")
        day_box = self.line_box(scene.days_right - 60, middle, 60)
        group.text(f"Day of {visit.name}", visit.day_text, day_box, right)
        width = self.muted.width_of(visit.window)
        window_box = self.line_box(scene.windows_left, middle, width)
        group.text(f"Window of {visit.name}", visit.window, window_box, self.muted)
        if visit.day is None or not scene.panels:
            return
        light = Solid(tint(self.palette.accent, self.palette.background, 0.45))
        for start, end in scene.spans(visit.low, visit.high):
            box = self.box(start, middle - BAR / 2, end, middle + BAR / 2)
            group.shape(f"Window {visit.name}", box, light)
        look = STATED if visit.is_stated else WORKED_OUT
        self._mark(group, f"Mark {visit.name}", scene.x(visit.day), middle, look)

    def _mark(self, group: Drawing, name: str, x: float, middle: float, evidence: str) -> None:
        look = fill_of(evidence, self.palette.accent, self.palette)
        centre = self.body.left + x, self.body.top + middle
        group.shape(
            name,
            Box.around(centre, MARK),
            Solid(look.fill),
            Stroke(look.line, 1.5),
            preset="diamond",
        )

    def _decision(self, group: Drawing, row: PlacedRow) -> None:
        decision, scene = row.decision, self.scene
        if decision is None:
            return
        is_cycle = decision.start is not None and decision.end is not None
        if decision.start is not None and decision.end is not None and scene.panels:
            left, right = scene.x(decision.start), scene.x(decision.end)
            stroke = Stroke(self.palette.text, 1.5)
            name = f"Cycle {decision.name}"
            self._line(group, name, (left, row.middle), (right, row.middle), stroke)
            for x in (left, right):
                self._line(group, name, (x, row.top + 2), (x, row.bottom - 2), stroke)
        words = f"{REPEATS} {decision.words}" if is_cycle else f"{decision.name}: {decision.words}"
        left, width = decision_room(scene, row)
        box = self.line_box(left, row.middle, width)
        group.text(f"Decision {decision.name}", SLIDE.cut(words, width), box, self.plain)
