"""Graft function as native bars, arrows and crosses, a group a lane."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.figures import swimmer as figure
from components.figures.empty import NO_FUNCTION
from components.figures.evidence import STATED, WORKED_OUT, fill_of
from components.figures.graft_rows import (
    FROM_ISLETS,
    Function,
    functions_of,
    lane_name,
    mass_words,
    shared_masses,
)
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
from components.slides.sheet import Sheet
from components.slides.slide_places import BODY
from components.theme import Palette, tint

TYPE = 12.0
ROOM = figure.GraftRoom(
    BODY.width,
    size=TYPE * WIDER,
    lane=21,
    line=14,
    bar=11,
    key=20,
    scale=16,
    gap=6,
)
"""In points; all words of 12 points have room in it."""
SIZES = {figure.LOST: 17.0, figure.NEVER: 11.0, figure.OPEN: 10.0}
PRESETS = {
    figure.LOST: "mathMultiply",
    figure.NEVER: "flowChartSummingJunction",
    figure.OPEN: "ellipse",
}


def swimmer_plot(frame: pd.DataFrame, sheet: Sheet) -> None:
    """The lanes; columns of ``queries.outcomes.graft_function``."""
    if frame.empty:
        empty_slide(sheet, NO_FUNCTION)
        return
    every = functions_of(frame)
    room = ROOM.for_rows(every)
    for number, rows in enumerate(pages_of(every, sheet.body.height)):
        sheet = sheet.another() if number else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        _SwimmerSlide(figure.placed(rows, room), sheet.body, sheet.palette, room).draw(drawing)
        sheet.add(drawing)


def pages_of(rows: Sequence[Function], height: float) -> list[list[Function]]:
    """The rows in slides that each hold them in readable type."""
    pages: list[list[Function]] = [[]]
    for row in rows:
        if pages[-1] and figure.placed([*pages[-1], row], ROOM).height > height:
            pages.append([])
        pages[-1].append(row)
    return pages


@dataclass(frozen=True)
class _SwimmerSlide:
    """One slide's lanes, and where they stand on it."""

    place: figure.PlacedGrafts
    box: Box
    palette: Palette
    room: figure.GraftRoom

    @property
    def left(self) -> float:
        """The left edge of the plot."""
        return self.box.left + ROOM.gutter

    def x(self, panel: str, day: float) -> float:
        return self.left + self.room.x(panel, day)

    def y(self, middle: float) -> float:
        return self.box.top + middle

    def words(self, colour: str = "", **look: str | bool) -> TextStyle:
        return TextStyle(TYPE, colour or self.palette.text, **look)  # type: ignore[arg-type]

    def draw(self, drawing: Drawing) -> None:
        self._grounds(drawing)
        self._key(drawing)
        bold = TextStyle(TYPE, self.palette.text, bold=True)
        for name, heads in (("Cohort", self.place.cohorts), ("Heading", self.place.titles)):
            for text, middle in heads:
                drawing.text(name, text, self._line_box(self.box.left, middle, text), bold)
        for lane in self.place.lanes:
            self._lane(drawing, lane)
        self._shared(drawing)

    def _line_box(self, left: float, middle: float, text: str, lines: int = 1) -> Box:
        """A box for words from ``left``, its middle where the layout has it."""
        high = lines * ROOM.line
        width = max(map(self.words(bold=True).width_of, text.split("\n")))
        return Box(left, self.y(middle) - high / 2, width, high)

    def _grounds(self, drawing: Drawing) -> None:
        palette = self.palette
        ends = self.box.left, self.box.right
        for middle in self.place.rules:
            y = self.y(middle)
            drawing.line("Rule", (ends[0], y), (ends[1], y), Stroke(palette.border, 0.5))
        for zero, middle in self.place.scales:
            group = drawing.group(figure.SCALE_WORDS[zero])
            top = self.y(middle) + ROOM.scale / 2
            bottom = self.y(figure.foot_of(self.place, zero))
            if zero == FROM_ISLETS:
                left, right = ROOM.panels["x2"]
                ground = Solid(tint(palette.grid, palette.background, 0.35))
                box = Box(self.left + left, top, right - left, bottom - top)
                group.shape("Years after the first", box, ground)
                mass = self._line_box(self.box.right - ROOM.mass + 8, middle, figure.MASS_TITLE)
                group.text(
                    "Title of the masses", figure.MASS_TITLE, mass, self.words(palette.muted)
                )
            text = figure.SCALE_WORDS[zero]
            box = self._line_box(self.box.left, middle, text)
            group.text("Scale", text, box, self.words(palette.muted))
            for panel, day, tick in figure.ticks_of(zero, self.room.last):
                x = self.x(panel, day)
                stroke = Stroke(palette.grid, 0.5) if day else Stroke(palette.day_zero, 1)
                group.line(f"Line of {tick}", (x, top), (x, bottom), stroke)
                box = Box(x - 15, self.y(middle) - ROOM.line / 2, 30, ROOM.line)
                group.text(f"Tick {tick}", tick, box, self.words(palette.muted, align="centre"))
            drawing.close(group)

    def _key(self, drawing: Drawing) -> None:
        group, y = drawing.group("Key"), self.y(ROOM.key / 2 - 3)
        for sign, left in figure.key_places(self.place.lanes, ROOM):
            text, x = figure.KEY_WORDS[sign], self.left + left
            name, box = f"Key: {text}", Box(x, y - 4, figure.ICON - 6, 8)
            if sign == figure.UNTIL:
                group.shape(name, box, *self._fill(WORKED_OUT))
            elif sign == figure.UP_TO:
                group.shape(name, box, Gradient(figure.slate_of(self.palette), 1, figure.FAINT))
            elif sign == figure.SPREAD:
                self._span(group, name, box.left, box.right, y)
            else:
                self._sign(group, name, sign, (x + (figure.ICON - 4) / 2, y))
            place = Box(x + figure.ICON, y - ROOM.line / 2, self.words().width_of(text), ROOM.line)
            group.text("Key: words", text, place, self.words())
        drawing.close(group)

    def _fill(self, evidence: str) -> tuple[Solid, Stroke]:
        look = fill_of(evidence, figure.slate_of(self.palette), self.palette)
        return Solid(look.fill), Stroke(look.line, 0.75)

    def _lane(self, drawing: Drawing, lane: figure.GraftLane) -> None:
        row, y = lane.row, self.y(lane.middle)
        name = f"{row.cohort} · {lane_name(row)}: {row.printed}"
        group = drawing.group(name)
        label = Box(self.box.left, y - ROOM.line / 2, ROOM.gutter - 10, ROOM.line)
        group.text("Lane", lane_name(row), label, self.words(align="right"))
        self._bar(group, name, lane)
        for sign in figure.signs_of(lane):
            lift = ROOM.bar / 2 + 2 if sign.symbol == figure.WEANED else 0
            place = self.x(sign.axis, sign.day), y - lift
            self._sign(group, figure.SIGN_WORDS[sign.symbol], sign.symbol, place)
        left, text = self.x(*figure.words_at(row)) + figure.BESIDE, "\n".join(lane.words)
        box = self._line_box(left, lane.middle, text, len(lane.words))
        group.text("How it ended", text, box, self.words())
        if not any(self._is_shared(lane, span) for span in self._spans()):
            ink, text = figure.mass_ink(row, self.palette), mass_words(row)
            box = self._line_box(self.box.right - ROOM.mass + 8, lane.middle, text)
            group.text("Islet mass", text, box, self.words(ink))
        drawing.close(group)

    def _bar(self, group: Drawing, name: str, lane: figure.GraftLane) -> None:
        row, y = lane.row, self.y(lane.middle)
        for panel, start, end in figure.pieces_of(lane):
            left, right = self.x(panel, start), self.x(panel, end)
            box = Box(left, y - ROOM.bar / 2, right - left, ROOM.bar)
            group.shape(name, box, *self._fill(WORKED_OUT if row.qualifier == "BY" else STATED))
        for panel, start, end, first, last in figure.fades_of(lane):
            left, right = self.x(panel, start), self.x(panel, end)
            box = Box(left, y - ROOM.bar / 2, right - left, ROOM.bar)
            group.shape(f"{name}, fade", box, Gradient(figure.slate_of(self.palette), first, last))
        if row.days is not None and row.spread is not None:
            panel = figure.axis_of(row.days)
            low, high = (self.x(panel, row.days + side * row.spread) for side in (-1, 1))
            self._span(group, figure.SPREAD, low, high, y)

    def _spans(self) -> list[tuple[int, int]]:
        return shared_masses([lane.row for lane in self.place.lanes])

    def _is_shared(self, lane: figure.GraftLane, span: tuple[int, int]) -> bool:
        return span[0] <= self.place.lanes.index(lane) <= span[1]

    def _shared(self, drawing: Drawing) -> None:
        """The islet mass of several lanes once, behind a line that joins them."""
        for first, last in self._spans():
            top, bottom = (self.place.lanes[n].middle for n in (first, last))
            x, half = self.box.right - ROOM.mass + 3, ROOM.lane / 2 - 3
            ends = (x, self.y(top) - half), (x, self.y(bottom) + half)
            drawing.line("Islet mass of these lanes", *ends, Stroke(self.palette.muted, 1.25))
            text = "\n".join(figure.shared_words(self.place.lanes[first].row))
            box = self._line_box(x + 5, (top + bottom) / 2, text, 2)
            drawing.text("Islet mass", text, box, self.words())

    def _span(self, group: Drawing, name: str, low: float, high: float, y: float) -> None:
        ends = ((low, y), (high, y)), *(((x, y - 3), (x, y + 3)) for x in (low, high))
        group.freeform(name, ends, None, Stroke(self.palette.text, 1.5), closed=False)

    def _sign(self, group: Drawing, name: str, symbol: str, centre: PointsXY) -> None:
        ink, ground = self.palette.text, self.palette.background
        if symbol in PRESETS:
            is_open = symbol != figure.LOST
            fill = Solid(ground if is_open else ink)
            stroke = Stroke(ink if is_open else ground, 1.5 if is_open else 0.5)
            box = Box.around(centre, SIZES[symbol])
            group.shape(name, box, fill, stroke, preset=PRESETS[symbol])
            return
        x, y = centre
        rings = {
            figure.ON: ((x - 4, y - 6), (x + 6, y), (x - 4, y + 6)),
            figure.WEANED: ((x - 4, y - 4), (x + 4, y - 4), (x, y + 3)),
        }
        group.freeform(name, [rings[symbol]], Solid(ink), Stroke(ground, 0.5))
