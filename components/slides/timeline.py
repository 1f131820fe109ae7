"""Protocols day by day as native shapes: a group a protocol, in it a group a lane."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.figures.empty import NO_EVENT
from components.figures.timeline.events import Event, on_the_line, read_events, typeset
from components.figures.timeline.key import ICON, ROW, KeyEntry
from components.figures.timeline.labels import ANCHORS, DayLabel, lane_labels
from components.figures.timeline.lanes import (
    BLOCK_GAP,
    HEADER,
    LANE,
    Block,
    Lane,
    blocks,
    cut,
    shared_blocks,
    stacked,
)
from components.figures.timeline.marks import (
    BAND,
    INFERRED,
    LIMIT,
    SPAN,
    STATED,
    UNDATED,
    DayMark,
    marks,
)
from components.figures.timeline.scene import PANEL_TITLES, TITLE_ROW, Scene
from components.slides.drawing import (
    Box,
    Drawing,
    Fill,
    Gradient,
    Hatched,
    Solid,
    Stroke,
    TextStyle,
)
from components.slides.empty import empty_slide
from components.slides.sheet import SMALLEST, Sheet
from components.theme import Palette, tint
from data.queries.comparison import NONE_PRINTED

WIDTH = 1100
"""Pixels across the slide: at this width 9 points of Arial fill the room of a 13 px label."""
FLATTEST, TALLEST = 0.54, 0.85
"""Points a pixel of height: lanes of 15 points hold a line of type, taller ones look empty."""
HEAD_SIZE = 11.0
PRESETS = {"diamond": "diamond", "circle": "ellipse", "square": "rect"}


def protocol_timeline(frame: pd.DataFrame, sheet: Sheet, window: str) -> None:
    """Every regimen of the frame; columns of ``queries.regimens.events``."""
    events = read_events(frame)
    _draw(events, blocks(events, TITLE_ROW), sheet, window)


def comparison_timeline(frame: pd.DataFrame, sheet: Sheet, window: str) -> None:
    """Draws shared lanes for regimens; columns of ``queries.comparison.compared_events``."""
    events = read_events(frame)
    none = set(frame.loc[frame["induction_printed"] == NONE_PRINTED, "regimen"])
    _draw(events, shared_blocks(events, TITLE_ROW, none), sheet, window)


def _draw(events: Sequence[Event], down: Sequence[Block], sheet: Sheet, window: str) -> None:
    if not events:
        empty_slide(sheet, NO_EVENT)
        return
    whole = Scene.of(events, down, sheet.palette, window, WIDTH)
    for number, scene in enumerate(_scenes(whole, sheet.body.height / FLATTEST)):
        sheet = sheet.another() if number else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        _TimelineSlide(scene, sheet.body, sheet.palette).draw(drawing)
        sheet.add(drawing)


def _part(whole: Scene, down: Sequence[Block]) -> Scene:
    """Some blocks on the scale of all."""
    down = stacked(down, TITLE_ROW)
    return Scene(down, whole.across, whole.gutter, whole.plot, whole.palette)


def _scenes(whole: Scene, limit: float) -> list[Scene]:
    """The blocks on as many slides as they need; only one too tall for a slide is cut."""
    most = max(int((limit - whole.key.height - TITLE_ROW - HEADER - BLOCK_GAP) / LANE), 1)
    made: list[Scene] = []
    current: list[Block] = []
    for block in (part for one in whole.down for part in cut(one, most)):
        if current and _part(whole, [*current, block]).height > limit:
            made.append(_part(whole, current))
            current = []
        current.append(block)
    return [*made, _part(whole, current)]


def bar_fill(style: str, colour: str, palette: Palette) -> tuple[Fill, Stroke]:
    """A bar's look, as ``timeline_marks.bar_look`` gives it on the screen."""
    if style == INFERRED:
        ground = tint(colour, palette.background, 0.22)
        return Hatched(tint(colour, palette.background, 0.55), ground), Stroke(colour, 1)
    if style == UNDATED:
        ground = tint(palette.not_stated, palette.background, 0.25)
        lines = tint(palette.not_stated_hatch, palette.background, 0.45)
        return Hatched(lines, ground), Stroke(colour, 0.75)
    return Solid(colour), Stroke(colour, 0.75)


@dataclass(frozen=True)
class _TimelineSlide:
    """One slide's scene and its scale: pixels of the layout to points of the slide."""

    scene: Scene
    box: Box
    palette: Palette

    @property
    def across(self) -> float:
        return self.box.width / WIDTH

    @property
    def down(self) -> float:
        return min(self.box.height / self.scene.height, TALLEST)

    def x(self, pixel: float) -> float:
        """From the left end of the plot."""
        return self.box.left + (self.scene.gutter + pixel) * self.across

    def y(self, pixel: float) -> float:
        """From below the key."""
        return self.box.top + (self.scene.key.height + pixel) * self.down

    def day(self, axis: str, day: float) -> float:
        panel = next(panel for panel in self.scene.across if panel.axis == axis)
        return self.x(panel.pixel(day))

    def around(self, left: float, right: float, middle: float, height: float) -> Box:
        return Box(left, self.y(middle) - height / 2, right - left, height)

    def draw(self, drawing: Drawing) -> None:
        self._key(drawing)
        for panel in self.scene.across:
            left, width = self.x(panel.left), panel.width * self.across
            box = self.around(left, left + width, TITLE_ROW / 2, 11)
            drawing.text("Scale", PANEL_TITLES[panel.name], box, TextStyle(9, self.palette.muted))
        for block in self.scene.down:
            group = drawing.group(block.label)
            self._ground(group, block)
            for lane in block.lanes:
                self._lane(group, lane)
            drawing.close(group)

    def _key(self, drawing: Drawing) -> None:
        group, down = drawing.group("Key"), self.down
        muted = TextStyle(SMALLEST, self.palette.muted)
        for title, middle in self.scene.key.titles:
            box = Box(self.box.left, self.box.top + (middle - ROW / 2) * down, 90, ROW * down)
            group.text("Key: title", title, box, muted)
        for item in self.scene.key.placed:
            middle = item.middle - self.scene.key.height
            left, right = self.x(item.left), self.x(item.left + ICON - 4)
            self._sign(group, item.entry, left, right, middle)
            words, left = TextStyle(SMALLEST, self.palette.text), self.x(item.left + ICON)
            box = self.around(left, left + words.width_of(item.entry.text), middle, 11)
            group.text("Key: words", item.entry.text, box, words)
        drawing.close(group)

    def _sign(
        self, group: Drawing, entry: KeyEntry, left: float, right: float, middle: float
    ) -> None:
        name, box = f"Key: {entry.text}", self.around(left, right, middle, 8)
        centre = ((left + right) / 2, self.y(middle))
        if entry.sign in ("class", STATED, INFERRED, UNDATED):
            style = STATED if entry.sign == "class" else entry.sign
            group.shape(name, box, *bar_fill(style, entry.colour, self.palette))
        elif entry.sign == "fade":
            group.shape(name, box, Gradient(entry.colour, 0.9, 0.05))
        elif entry.sign == "whisker":
            self._whisker(group, name, left, right, centre[1])
            group.shape(name, Box.around(centre, 5), Solid(entry.colour), preset="ellipse")
        elif entry.sign in PRESETS:
            group.shape(
                name, Box.around(centre, 9), Solid(entry.colour), preset=PRESETS[entry.sign]
            )
        else:
            self._arrow(group, name, centre, 9, entry.colour)

    def _ground(self, group: Drawing, block: Block) -> None:
        """Header, ticks, grid, day 0 and the rules between roles."""
        palette, top, bottom = self.palette, self.y(block.lanes_top), self.y(block.bottom)
        head = self.around(self.box.left, self.box.right, block.top + 14, 14)
        zero = f"Day 0: {block.day_zero_label.lower()}"
        name = TextStyle(HEAD_SIZE, palette.text, bold=True)
        group.text("Protocol", block.label, head, name)
        left = min(self.box.left + name.width_of(block.label) + 12, self.box.right - 160)
        beside = Box(left, head.top, self.box.right - left, head.height)
        group.text("Day 0", zero, beside, TextStyle(SMALLEST, palette.muted))
        for panel in self.scene.across:
            if panel.name == "months" and not panel.first:
                box = Box(self.x(panel.left), top, panel.width * self.across, bottom - top)
                group.shape("Ground of the months", box, Solid(tint(palette.grid, "#ffffff", 0.35)))
            for day, text in panel.ticks:
                x = self.day(panel.axis, day)
                group.line(
                    f"Line of {text}",
                    (x, top),
                    (x, bottom),
                    Stroke(palette.grid if day else palette.day_zero, 0.5 if day else 1.25),
                )
                box = self.around(x - 20, x + 20, block.lanes_top - 9, 11)
                words = TextStyle(SMALLEST, palette.muted, bold=not day, align="centre")
                group.text(f"Tick {text}", text, box, words)
        for lane in block.lanes:
            if lane.opens_role:
                y = self.y(lane.middle - LANE / 2)
                ends = (self.x(0), y), (self.x(self.scene.plot), y)
                group.line("Rule", *ends, Stroke(palette.grid, 0.5))

    def _lane(self, group: Drawing, lane: Lane) -> None:
        inner = group.group(f"{lane.role_label} · {lane.agent_code or lane.vacant[1]}")
        palette, middle = self.palette, lane.middle
        gutter = self.around(self.box.left, self.x(-6), middle, 12)
        if lane.opens_role:
            inner.text("Role", lane.role_label, gutter, TextStyle(SMALLEST, palette.muted))
        code = TextStyle(9.5, palette.text, align="right")
        inner.text("Agent", lane.agent_code, gutter, code)
        if not lane.events:
            left = self.day(self.scene.across[0].axis, 0) + 5
            box = self.around(left, self.box.right, middle, 12)
            inner.text("Not used", lane.vacant[1], box, TextStyle(SMALLEST, palette.muted))
        self._marks(inner, lane)
        for label in lane_labels(lane, self.scene.across):
            self._label(inner, label)
        group.close(inner)

    def _marks(self, inner: Drawing, lane: Lane) -> None:
        drawn, palette = marks([lane], self.scene.across), self.palette
        for bar in drawn.bars:
            height = (BAND if bar.style == UNDATED else SPAN) * self.down
            ends = self.day(bar.axis, bar.start), self.day(bar.axis, bar.end)
            look = bar_fill(bar.style, palette.agent_class[bar.event.agent_class], palette)
            inner.shape(bar.event.name, self.around(*ends, bar.middle, height), *look)
        for fade in drawn.fades:
            ends = self.day(fade.axis, fade.start), self.day(fade.axis, fade.end)
            colour = palette.agent_class[fade.event.agent_class]
            box = self.around(*ends, fade.middle, SPAN * self.down)
            inner.shape(f"{fade.event.name}, fade", box, Gradient(colour, *fade.opacity))
        for point in (*drawn.limits, *drawn.points, *drawn.arrows):
            self._point(inner, point)

    def _point(self, inner: Drawing, point: DayMark) -> None:
        event, x, y = point.event, self.day(point.axis, point.day), self.y(point.middle)
        colour, size = self.palette.agent_class[event.agent_class], point.size * self.across * 0.9
        if point.symbol == LIMIT[0]:
            half = SPAN * self.down / 2
            inner.line(f"{event.name}, limit", (x, y - half), (x, y + half), Stroke(colour, 2))
        elif point.symbol not in PRESETS:
            self._arrow(inner, f"{event.name}, open end", (x, y), size, colour)
        else:
            if event.tolerance:
                low = self.day(point.axis, point.day - event.tolerance)
                high = self.day(point.axis, point.day + event.tolerance)
                self._whisker(inner, f"{event.name}, ± days", low, high, y)
            fill, stroke = Solid(colour), Stroke(self.palette.background, 0.75)
            if event.inferred:
                fill, stroke = Solid(self.palette.background), Stroke(colour, 2)
            box = Box.around((x, y), size)
            inner.shape(event.name, box, fill, stroke, preset=PRESETS[point.symbol])

    def _whisker(self, group: Drawing, name: str, low: float, high: float, y: float) -> None:
        ends = ((low, y), (high, y)), *(((x, y - 3), (x, y + 3)) for x in (low, high))
        group.freeform(name, ends, None, Stroke(self.palette.text, 1.5), closed=False)

    def _arrow(
        self, group: Drawing, name: str, centre: tuple[float, float], size: float, colour: str
    ) -> None:
        x, y, half = *centre, size / 2
        ring = ((x - half, y - half), (x + half, y), (x - half, y + half))
        group.freeform(name, [ring], Solid(colour), Stroke(self.palette.background, 0.75))

    def _label(self, inner: Drawing, label: DayLabel) -> None:
        text = typeset(label.text)
        align = "centre" if label.anchor == "center" else label.anchor
        words = TextStyle(SMALLEST, self.palette.text, align=align)
        width = words.width_of(on_the_line(label.text))
        left = self.day(label.axis, label.day) - width * ANCHORS[label.anchor]
        box = self.around(left, left + width, label.middle, 11)
        if label.chip:
            ground = Solid(self.palette.background, 0.88)
            inner.shape(f"Label: {text}", box, ground, text=text, words=words)
        else:
            inner.text(f"Label: {text}", text, box, words)
