"""Protocols day by day as native shapes: a group a protocol, in it a group a role."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from components.figures.chips import MARK_ROOM, PART_ROOM, PlacedChip
from components.figures.empty import NO_EVENT
from components.figures.evidence import STATED, WORKED_OUT, Look, evidence_of, fill_of
from components.figures.timeline.events import Event, on_the_line, read_events, typeset
from components.figures.timeline.key import ICON, KeyEntry
from components.figures.timeline.labels import ANCHORS, DayLabel, lane_labels
from components.figures.timeline.lanes import CHIP_SIZE, MOST_ROWS, Band, Block, Lane, pages
from components.figures.timeline.marks import LIMIT, SPAN, DayMark, marks, thick
from components.figures.timeline.scene import HEADS, NO_DAY, Scene
from components.figures.timeline.timelines import GROUND, NONE_WORD
from components.slides.drawing import Box, Drawing, Fill, Gradient, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.slide_places import BODY
from components.theme import Palette, tint

WIDTH = 855
"""Pixels across the slide: at this width 12 points of Arial fill the room of a 13 px label."""
TALLEST = 1.05
"""Points a pixel of height, at most: taller rows look empty."""
HEIGHT = 520.0
"""Pixels of height that a slide is laid out for: rows as low as a line of 12 points needs."""
TYPE = 12.0
LINE = 12.6
"""The height of a line of type, in points."""
MORE = 8.0
"""Points between the choice and the body that a timeline fills as well."""
USUAL_HEIGHT = BODY.height + MORE
LEAST_ROW = 12.2
"""Points of a row, where a long heading leaves less than the usual room."""
PRESETS = {"diamond": "diamond", "circle": "ellipse", "square": "rect"}


def protocol_timeline(frame: pd.DataFrame, sheet: Sheet, window: str) -> None:
    """Every regimen of the frame, four a slide; columns of ``queries.regimens.drawn``."""
    events = read_events(frame)
    if not events:
        empty_slide(sheet, NO_EVENT)
        return
    for number, slide in enumerate(_slides(events, sheet, window)):
        sheet = sheet.another() if number else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        slide.draw(drawing)
        sheet.add(drawing)


def _slides(events: Sequence[Event], sheet: Sheet, window: str) -> list["_TimelineSlide"]:
    """The slides that the events take: below a long heading each has fewer rows."""
    room = _room(sheet.body)
    most = MOST_ROWS + 1
    while True:
        most -= 1
        made = [
            _TimelineSlide(
                Scene.of(page, sheet.palette, window, WIDTH, HEIGHT * room.height / USUAL_HEIGHT),
                room,
                sheet.palette,
            )
            for page in pages(events, most)
        ]
        if most == 1 or room.height >= USUAL_HEIGHT or all(slide.is_readable for slide in made):
            return made


def _room(body: Box) -> Box:
    """The body and a little above it: four protocols need every line."""
    return Box(body.left, body.top - MORE, body.width, body.height + MORE)


def bar_fill(style: str, colour: str, palette: Palette) -> tuple[Fill, Stroke]:
    """A bar's look, as ``marks.bar_look`` gives it on the screen; style: stated or worked out."""
    look = fill_of(style, colour, palette)
    return Solid(look.fill), Stroke(look.line, 0.75 if style == STATED else 1.25)


@dataclass(frozen=True)
class _TimelineSlide:
    """One slide's scene and its scale: pixels of the layout to points of the slide."""

    scene: Scene
    box: Box
    palette: Palette

    @property
    def across(self) -> float:
        return self.box.width / self.scene.width

    @property
    def down(self) -> float:
        return min(self.box.height / self.scene.height, TALLEST)

    @property
    def is_readable(self) -> bool:
        """Says whether a line of type has room in each row."""
        return self.scene.lane * self.down >= LEAST_ROW

    def pixel(self, pixel: float) -> float:
        """From the left end of the figure."""
        return self.box.left + pixel * self.across

    def x(self, pixel: float) -> float:
        """From the left end of the plot."""
        return self.pixel(self.scene.columns.plot_left + pixel)

    def y(self, pixel: float) -> float:
        return self.box.top + pixel * self.down

    def day(self, axis: str, day: float) -> float:
        panel = next(panel for panel in self.scene.across if panel.axis == axis)
        return self.x(panel.pixel(day))

    def around(self, left: float, right: float, middle: float, height: float = LINE) -> Box:
        return Box(left, self.y(middle) - height / 2, right - left, height)

    def draw(self, drawing: Drawing) -> None:
        self._key(drawing)
        self._scales(drawing)
        for block in self.scene.down:
            group = drawing.group(block.label)
            self._ground(group, block)
            for band in block.bands:
                self._band(group, band)
            drawing.close(group)

    def _scales(self, drawing: Drawing) -> None:
        """The ticks of the scales, and the title of what has no day."""
        scene, muted = self.scene, TextStyle(TYPE, self.palette.muted)
        middle = scene.heads_top + HEADS / 2
        title = NO_DAY if scene.columns.chips else ""
        for text, pixel in ((scene.page.place, 0.0), (title, scene.columns.roles)):
            left = self.pixel(pixel)
            box = self.around(left, left + muted.width_of(text), middle)
            drawing.text("Head", text, box, muted)
        for panel in scene.across:
            for day, text in panel.ticks:
                x = self.day(panel.axis, day)
                words = TextStyle(TYPE, self.palette.muted, bold=not day, align="centre")
                box = self.around(x - 24, x + 24, middle)
                drawing.text(f"Tick {text}", text, box, words)

    def _key(self, drawing: Drawing) -> None:
        group = drawing.group("Key")
        for item in self.scene.key.placed:
            left, right = self.pixel(item.left), self.pixel(item.left + ICON - 4)
            self._sign(group, item.entry, left, right, item.middle)
            words, left = TextStyle(TYPE, self.palette.text), self.pixel(item.left + ICON)
            box = self.around(left, left + words.width_of(item.entry.text), item.middle)
            group.text("Key: words", item.entry.text, box, words)
        drawing.close(group)

    def _sign(
        self, group: Drawing, entry: KeyEntry, left: float, right: float, middle: float
    ) -> None:
        name, box = f"Key: {entry.text}", self.around(left, right, middle, 9)
        centre = ((left + right) / 2, self.y(middle))
        if entry.sign in ("class", STATED, WORKED_OUT):
            style = WORKED_OUT if entry.sign == WORKED_OUT else STATED
            group.shape(name, box, *bar_fill(style, entry.colour, self.palette))
        elif entry.sign == "part":
            group.shape(name, self.around(left, right, middle, 4.5), Solid(entry.colour))
        elif entry.sign == "hollow":
            ground = Solid(self.palette.background)
            group.shape(name, box, ground, Stroke(entry.colour, 1.25))
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
        """Header, grid, day 0 and the rules between roles."""
        palette, top, bottom = self.palette, self.y(block.bands_top), self.y(block.bottom)
        head = self.around(self.box.left, self.box.right, block.top + 11)
        zero = f"Day 0: {block.day_zero_label.lower()}"
        name = TextStyle(TYPE, palette.text, bold=True)
        group.text("Protocol", block.label, head, name)
        left = min(self.box.left + name.width_of(block.label) + 12, self.box.right - 180)
        beside = Box(left, head.top, self.box.right - left, head.height)
        group.text("Day 0", zero, beside, TextStyle(TYPE, palette.muted))
        for panel in self.scene.across:
            if panel.name == "months" and not panel.first:
                box = Box(self.x(panel.left), top, panel.width * self.across, bottom - top)
                ground = Solid(tint(palette.grid, palette.background, 0.35))
                group.shape("Ground of the months", box, ground)
            for day, text in panel.ticks:
                x = self.day(panel.axis, day)
                look = Stroke(palette.grid if day else palette.day_zero, 0.5 if day else 1.25)
                group.line(f"Line of {text}", (x, top), (x, bottom), look)
        for band in block.bands:
            y = self.y(band.top)
            group.line("Rule", (self.box.left, y), (self.box.right, y), Stroke(palette.grid, 0.5))

    def _band(self, group: Drawing, band: Band) -> None:
        inner = group.group(band.role_label)
        left, palette = self.pixel(self.scene.columns.roles), self.palette
        gutter = self.around(self.box.left, left, band.first_row)
        inner.text("Role", band.role_label, gutter, TextStyle(TYPE, palette.muted))
        if band.none:
            words = TextStyle(TYPE, palette.text)
            box = self.around(left, left + words.width_of(NONE_WORD), band.first_row)
            inner.text(f"{band.role_label}: none", NONE_WORD, box, words)
        for placed in band.chips:
            self._chip(inner, placed, band.chip_middle(placed))
        for lane in band.lanes:
            self._lane(inner, lane)
        group.close(inner)

    def _chip(self, inner: Drawing, placed: PlacedChip, middle: float) -> None:
        """A rounded shape with the agent's name; the part for some patients stands in it."""
        chip, palette, roles = placed.chip, self.palette, self.scene.columns.roles
        look: Look = chip.look(palette)
        left = self.pixel(roles + placed.left)
        right = self.pixel(roles + placed.left + chip.width(CHIP_SIZE))
        whole = look.filled == 1
        fill = Solid(look.fill if whole else palette.background)
        box = self.around(left, right, middle)
        if chip.joint:
            words = TextStyle(TYPE, palette.muted)
            at = self.pixel(roles + placed.joint_left)
            joint = self.around(at, at + words.width_of(chip.joint), middle)
            inner.text(f"{chip.joint} {chip.event.agent_code}", chip.joint, joint, words)
        name = f"{chip.event.name}"
        inner.shape(name, box, fill, Stroke(look.line, 1.25), preset="roundRect")
        if 0 < look.filled < 1:
            part = Box(left + 1, box.top + 1, PART_ROOM * self.across - 2, box.height - 2)
            inner.shape(f"{name}, some patients", part, Solid(look.fill))
        ink = look.ink if whole else palette.text
        start = left + chip.before_words * self.across
        if chip.symbol:
            centre = (start - MARK_ROOM * self.across / 2 - 1, self.y(middle))
            mark = Solid(look.ink if whole else look.line)
            preset = PRESETS[chip.symbol]
            inner.shape(f"{name}, single dose", Box.around(centre, 8), mark, preset=preset)
        words = TextStyle(TYPE, ink)
        inner.text(
            f"Chip: {chip.text}", typeset(chip.text), self.around(start, right, middle), words
        )

    def _lane(self, inner: Drawing, lane: Lane) -> None:
        code = TextStyle(TYPE, self.palette.text, align="right")
        gutter = self.around(self.box.left, self.x(-6), lane.middle)
        inner.text("Agent", lane.name, gutter, code)
        self._marks(inner, lane)
        for label in lane_labels(lane, self.scene.across):
            self._label(inner, label)

    def _marks(self, inner: Drawing, lane: Lane) -> None:
        drawn, palette = marks([lane], self.scene.across), self.palette
        for bar in drawn.bars:
            height = thick(bar.event) * self.down
            ends = self.day(bar.axis, bar.start), self.day(bar.axis, bar.end)
            look = bar_fill(bar.style, palette.agent_class[bar.event.agent_class], palette)
            inner.shape(bar.event.name, self.around(*ends, bar.middle, height), *look)
        for fade in drawn.fades:
            ends = self.day(fade.axis, fade.start), self.day(fade.axis, fade.end)
            colour = palette.agent_class[fade.event.agent_class]
            box = self.around(*ends, fade.middle, thick(fade.event) * self.down)
            inner.shape(f"{fade.event.name}, fade", box, Gradient(colour, *fade.opacity))
        for point in (*drawn.limits, *drawn.points, *drawn.arrows):
            self._point(inner, point)

    def _point(self, inner: Drawing, point: DayMark) -> None:
        event, x, y = point.event, self.day(point.axis, point.day), self.y(point.middle)
        colour = self.palette.agent_class[event.agent_class]
        size = min(point.size * self.across * 0.9, LINE - 2)
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
            fill, stroke = bar_fill(evidence_of(event), colour, self.palette)
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
        ink = self.palette.text
        if label.on is not None:
            colour = self.palette.agent_class[label.on.agent_class]
            ink = fill_of(evidence_of(label.on), colour, self.palette).ink
        words = TextStyle(TYPE, ink, align=align)
        width = words.width_of(on_the_line(label.text))
        left = self.day(label.axis, label.day) - width * ANCHORS[label.anchor]
        box = self.around(left, left + width, label.middle)
        if label.chip:
            ground = Solid(self.palette.background, GROUND)
            inner.shape(f"Label: {text}", box, ground, text=text, words=words)
        else:
            inner.text(f"Label: {text}", text, box, words)
