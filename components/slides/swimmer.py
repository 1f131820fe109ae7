"""Graft function as native bars, arrows and markers, a group a lane."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.figures import swimmer as figure
from components.figures.empty import NO_FUNCTION
from components.figures.timeline.key import ICON, lay_out
from components.figures.timeline.marks import INFERRED
from components.slides.drawing import (
    WIDER,
    Box,
    Drawing,
    Gradient,
    PointsXY,
    Solid,
    Stroke,
    TextStyle,
)
from components.slides.empty import empty_slide
from components.slides.sheet import SMALLEST, Sheet
from components.slides.timeline import bar_fill
from components.theme import Palette

ROOM = figure.GraftRoom(1250, words=510, lane=29, break_words=False, letters=90)
"""The roomy picture of the screen; words of 9 points then need its width."""
MOST_LANES = 14
"""On one slide, with the headings of their cohorts, in readable type."""
BAR = 9.0
OPEN_SIGNS = (figure.OPEN, figure.ABOUT, figure.NEVER)
PRESETS = {
    figure.LOST: "mathMultiply",
    figure.ABOUT: "mathMultiply",
    figure.NEVER: "flowChartSummingJunction",
    figure.OPEN: "ellipse",
}


def swimmer_plot(frame: pd.DataFrame, sheet: Sheet) -> None:
    """The lanes; columns of ``queries.outcomes.graft_function``."""
    if frame.empty:
        empty_slide(sheet, NO_FUNCTION)
        return
    rows = figure.functions_of(frame)
    for start in range(0, len(rows), MOST_LANES):
        sheet = sheet.another() if start else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        _SwimmerSlide.of(rows[start : start + MOST_LANES], sheet).draw(drawing)
        sheet.add(drawing)


@dataclass(frozen=True)
class _SwimmerSlide:
    """One slide's lanes, and how pixels of the layout become points of the slide."""

    lanes: list[figure.GraftLane]
    headings: list[figure.CohortHeading]
    scales: list[tuple[str, float]]
    height: float
    box: Box
    palette: Palette

    @classmethod
    def of(cls, rows: Sequence[figure.Function], sheet: Sheet) -> "_SwimmerSlide":
        return cls(*figure.placed(rows, ROOM.lane), sheet.body, sheet.palette)

    @property
    def across(self) -> float:
        return self.box.width / ROOM.width

    def x(self, axis: str, day: float) -> float:
        (low, high), (left, right) = figure.PANELS[axis]
        share = left + (day - low) / (high - low) * (right - left)
        return self.box.left + (figure.GUTTER + share * ROOM.plot) * self.across

    def draw(self, drawing: Drawing) -> None:
        signs = [sign for lane in self.lanes for sign in figure.signs_of(lane)]
        entries = figure.key_entries(self.lanes, signs, self.palette)
        room = ROOM.width - figure.GUTTER
        key = lay_out((("How it is drawn", entries),), room, SMALLEST * WIDER / self.across)
        down = min(self.box.height / (self.height + key.height), 0.85)
        group = drawing.group("Key")
        for item in key.placed:
            left = self.box.left + (figure.GUTTER + item.left) * self.across
            middle = self.box.top + item.middle * down
            self._key_sign(group, item.entry.sign, item.entry.text, left, middle)
            words = TextStyle(SMALLEST)
            width = words.width_of(item.entry.text)
            box = Box(left + ICON * self.across, middle - 6, width, 12)
            group.text("Key: words", item.entry.text, box, words)
        drawing.close(group)
        top = self.box.top + key.height * down
        self._scales(drawing, top, down)
        for heading in self.headings:
            box = Box(self.box.left, top + heading.middle * down - 6, self.box.width, 12)
            drawing.text("Heading", heading.text, box, TextStyle(10, self.palette.text, bold=True))
        for lane in self.lanes:
            self._lane(drawing, lane, top + lane.middle * down)

    def _key_sign(self, group: Drawing, sign: str, text: str, left: float, y: float) -> None:
        colour, box = self.palette.categories[0], Box(left, y - 4, 13, 8)
        name = f"Key: {text}"
        if sign == "class":
            group.shape(name, box, Solid(colour))
        elif sign == INFERRED:
            group.shape(name, box, *bar_fill(INFERRED, colour, self.palette))
        elif sign == "fade":
            group.shape(name, box, Gradient(colour, 0.85, 0.06))
        elif sign in ("whisker", "line-ew-open"):
            self._span(group, name, left, left + 13, y)
        else:
            self._sign(group, name, sign, (left + 6.5, y))

    def _scales(self, drawing: Drawing, top: float, down: float) -> None:
        for zero, middle in self.scales:
            group = drawing.group(figure.SCALE_WORDS[zero])
            y = top + middle * down
            own = [lane.middle for lane in self.lanes if lane.row.day_zero == zero]
            bottom = top + (max(own) + ROOM.lane / 2) * down
            muted = TextStyle(SMALLEST, self.palette.muted, align="centre")
            left = Box(self.box.left, y - 6, figure.GUTTER * self.across, 12)
            words = TextStyle(SMALLEST, self.palette.muted)
            group.text("Scale", figure.SCALE_WORDS[zero], left, words)
            for axis, day, text in figure.ticks_of(zero):
                x = self.x(axis, day)
                stroke = Stroke(self.palette.grid, 0.5) if day else Stroke(self.palette.day_zero, 1)
                group.line(f"Line of {text}", (x, y + 6), (x, bottom), stroke)
                group.text(f"Tick {text}", text, Box(x - 15, y - 6, 30, 12), muted)
            drawing.close(group)

    def _lane(self, drawing: Drawing, lane: figure.GraftLane, y: float) -> None:
        row, palette, colour = lane.row, self.palette, self.palette.categories[0]
        name = f"{row.cohort} · {figure.lane_name(row)}: {row.printed}"
        group = drawing.group(name)
        words, muted = TextStyle(SMALLEST, palette.text), TextStyle(SMALLEST, palette.muted)
        label = Box(self.box.left + 10, y - 6, figure.GUTTER * self.across - 10, 12)
        group.text("Lane", figure.lane_name(row), label, words)
        for axis, start, end in figure.pieces_of(lane):
            left, right = self.x(axis, start), self.x(axis, end)
            box = Box(left, y - BAR / 2, right - left, BAR)
            if row.qualifier == "BY":
                group.shape(name, box, *bar_fill(INFERRED, colour, palette))
            else:
                group.shape(name, box, Solid(colour))
        if row.days is not None and lane.fades:
            left, right = self.x("x", 0), self.x("x", row.days)
            box = Box(left, y - BAR / 2, right - left, BAR)
            group.shape(f"{name}, fade", box, Gradient(colour, 0.85, 0.06))
        if row.days is not None and row.spread is not None:
            low, high = self.x("x", row.days - row.spread), self.x("x", row.days + row.spread)
            self._span(group, "± as printed", low, high, y)
        if row.low is not None and row.high is not None:
            low, high = self.x("x", row.low), self.x("x", row.high)
            self._span(group, "Range", low, high, y + BAR / 2 + 4)
        for sign in figure.signs_of(lane):
            lift = BAR / 2 + 3 if sign.symbol == figure.WEANED else 0
            place = self.x(sign.axis, sign.day), y - lift
            self._sign(group, figure.SIGN_WORDS[sign.symbol], sign.symbol, place)
        for said in figure.said_beside(row):
            text = said.text.replace("<br>", "\n")
            left = self.x(said.axis, said.day) + said.right * self.across
            box = Box(left, y - 6, max(map(words.width_of, text.split("\n"))), 12)
            group.text("Without a day", text, box, words)
        right = self.box.right - (ROOM.words - 10) * self.across
        mass = f" · islet mass {row.mass}" if row.day_zero == "ISLET_INFUSION" else ""
        box = Box(right, y - 11, self.box.right - right, 22)
        wrapped = TextStyle(SMALLEST, muted.colour, wrap=True)
        group.text("As printed", f"{row.printed}{mass}", box, wrapped)
        drawing.close(group)

    def _span(self, group: Drawing, name: str, low: float, high: float, y: float) -> None:
        ends = ((low, y), (high, y)), *(((x, y - 3), (x, y + 3)) for x in (low, high))
        group.freeform(name, ends, None, Stroke(self.palette.text, 1.25), closed=False)

    def _sign(self, group: Drawing, name: str, symbol: str, centre: PointsXY) -> None:
        ink, ground = self.palette.text, self.palette.background
        if symbol in PRESETS:
            size = 13 if symbol in (figure.LOST, figure.ABOUT) else 9
            is_open = symbol in OPEN_SIGNS
            fill = Solid(ground if is_open else ink)
            stroke = Stroke(ink, 1.25 if is_open else 0.25)
            group.shape(name, Box.around(centre, size), fill, stroke, preset=PRESETS[symbol])
            return
        x, y = centre
        rings = {
            figure.ON: ((x - 4, y - 5), (x + 5, y), (x - 4, y + 5)),
            figure.BEFORE: ((x + 4, y - 5), (x - 5, y), (x + 4, y + 5)),
            figure.WEANED: ((x - 4, y - 3), (x + 4, y - 3), (x, y + 4)),
        }
        group.freeform(name, [rings[symbol]], Solid(ink))
