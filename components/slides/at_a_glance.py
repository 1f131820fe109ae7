"""Protocols at a glance as native shapes: a group a protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import pandas as pd

from components.figures.at_a_glance import SQUARE, SWATCH, look_of_sign
from components.figures.empty import NO_EVENT
from components.figures.evidence import SOME, Look
from components.figures.glance_layout import (
    ICON,
    PADDING,
    PART_ROOM,
    GlanceLayout,
    PlacedEntry,
    PlacedMark,
    PlacedWord,
    Type,
)
from components.figures.glance_rows import Row, heads_of, rows_of, with_short_names
from components.figures.timeline.events import read_events
from components.slides.drawing import (
    WIDER,
    Box,
    Drawing,
    PointsXY,
    Solid,
    Stroke,
    TextStyle,
)
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.theme import Palette, ink_on

SIZE = 12.0
"""Points: the least that can be read from the back of a room."""
SET_IN = Type(SIZE, WIDER, 13.5, 20.0)
PILL = "flowChartTerminator"
CORNERS = 8
"""Points of the round end of a filled part."""


def at_a_glance(frame: pd.DataFrame, sheet: Sheet, *, whole: bool = True) -> None:
    """Every protocol of the frame as a row; columns of ``queries.regimens.glance_events``.

    whole: nothing is left out by a choice of roles, classes or agents.
    """
    rows = rows_of(read_events(frame))
    if not rows:
        empty_slide(sheet, NO_EVENT)
        return
    for number, layout in enumerate(_pages(rows, sheet.body, whole)):
        sheet = sheet.another() if number else sheet
        drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
        _GlanceSlide(layout, sheet.body, sheet.palette).draw(drawing)
        sheet.add(drawing)


def _pages(rows: Sequence[Row], body: Box, whole: bool) -> list[GlanceLayout]:
    """The rows on as many slides as they need, their type never smaller.

    Names become short before a second slide begins.
    """

    def laid_out(own: Sequence[Row]) -> GlanceLayout:
        return GlanceLayout(tuple(own), SET_IN, body.width, body.height, whole)

    if not laid_out(rows).fits:
        rows = with_short_names(rows)
    made: list[GlanceLayout] = []
    left = list(rows)
    while left:
        most = len(left)
        while most > 1 and not laid_out(left[:most]).fits:
            most -= 1
        made.append(laid_out(left[:most]))
        left = left[most:]
    return made


@dataclass(frozen=True)
class _GlanceSlide:
    layout: GlanceLayout
    box: Box
    palette: Palette

    def draw(self, drawing: Drawing) -> None:
        layout, muted = self.layout, self.palette.muted
        for head, left in zip(heads_of(layout.rows), layout.lefts[1:], strict=True):
            words = TextStyle(SIZE, muted, bold=True)
            drawing.text("Phase", head, self._line(left, words.width_of(head), 0.5), words)
        for n, top in enumerate(layout.tops):
            y, colour = self.box.top + top, self.palette.grid if n else self.palette.border
            drawing.line("Rule", (self.box.left, y), (self.box.right, y), Stroke(colour, 0.5))
        for n, row in enumerate(layout.rows):
            group = drawing.group(row.label)
            for each in layout.placed[n]:
                left, middle = layout.lefts[each.column] + each.left, layout.middle(n, each.line)
                if isinstance(each, PlacedMark):
                    self._mark(group, each, left, middle)
                else:
                    self._word(group, each, left, middle)
            drawing.close(group)
        self._key(drawing)

    def _line(self, left: float, width: float, lines: float) -> Box:
        """A box of one line, its middle so many lines below the top."""
        return self._around(left, width, lines * self.layout.pitch, self.layout.pitch - 0.5)

    def _around(self, left: float, width: float, middle: float, height: float) -> Box:
        return Box(self.box.left + left, self.box.top + middle - height / 2, width, height)

    def _word(self, group: Drawing, word: PlacedWord, left: float, middle: float) -> None:
        colour = self.palette.muted if word.muted else self.palette.text
        words = TextStyle(SIZE, colour, bold=word.bold)
        box = self._around(left, words.width_of(word.text), middle, self.layout.pitch - 0.5)
        group.text("Words", word.text, box, words)

    def _mark(self, group: Drawing, placed: PlacedMark, left: float, middle: float) -> None:
        mark, height = placed.mark, self.layout.mark_height
        box = self._around(left, placed.width, middle, height)
        words_at = self._around(
            placed.words_left - placed.left + left,
            placed.width - (placed.words_left - placed.left),
            middle,
            height,
        )
        if mark.is_none:
            group.text("None, as printed", placed.text, words_at, self.words(self.palette.text))
            return
        look, name = mark.look(self.palette), mark.event.name
        self._box(group, name, box, look, rounded=not mark.has_days)
        if mark.is_single:
            start = left + PADDING + (PART_ROOM if mark.whom == SOME else 0.0)
            colour = look.ink if look.filled == 1 else look.line
            square = self._around(start, SQUARE, middle, SQUARE)
            group.shape(f"{name}, given once", square, Solid(colour))
        group.text(f"Label: {placed.text}", placed.text, words_at, self.words(look.ink))

    def words(self, colour: str) -> TextStyle:
        return TextStyle(SIZE, colour)

    def _box(self, group: Drawing, name: str, box: Box, look: Look, *, rounded: bool) -> None:
        fill = Solid(look.fill) if look.filled == 1 else None
        line = Stroke(look.line, 1)
        group.shape(name, box, fill, line, preset=PILL if rounded else "rect")
        if 0 < look.filled < 1:
            cap = Box(box.left, box.top, min(PART_ROOM + 1, box.width / 2), box.height)
            if rounded:
                group.freeform(f"{name}, part", [_cap(cap)], Solid(look.fill), line)
            else:
                group.shape(f"{name}, part", cap, Solid(look.fill), line)

    def _key(self, drawing: Drawing) -> None:
        group = drawing.group("Key")
        for entry in self.layout.key:
            middle, words = self.layout.key_middle(entry.line), self.words(self.palette.text)
            left = entry.left + (ICON if entry.entry.sign else 0.0)
            text = entry.entry.text
            box = self._around(left, words.width_of(text), middle, self.layout.pitch - 0.5)
            if entry.entry.sign:
                self._sign(group, entry, middle)
            group.text("Key: words", text, box, words)
        drawing.close(group)

    def _sign(self, group: Drawing, entry: PlacedEntry, middle: float) -> None:
        sign, name = entry.entry.sign, f"Key: {entry.entry.text}"
        height = min(SWATCH, self.layout.mark_height) - 2
        if sign in self.palette.agent_class:
            colour = self.palette.agent_class[sign]
            look = Look(colour, colour, ink_on(colour))
            box = self._around(entry.left, height, middle, height)
            self._box(group, name, box, look, rounded=False)
        elif sign == "single":
            box = self._around(entry.left + 2, SQUARE, middle, SQUARE)
            group.shape(name, box, Solid(self.palette.muted))
        else:
            box = self._around(entry.left, ICON - 4, middle, height)
            look = look_of_sign(sign, self.palette)
            self._box(group, name, box, look, rounded=sign == "no days")


def _cap(box: Box) -> list[PointsXY]:
    """The round left end of a chip, cut straight on its right."""
    angles = (pi / 2 + pi * n / (2 * CORNERS) for n in range(2 * CORNERS + 1))
    middle = box.top + box.height / 2
    bend = [
        (box.right + box.width * cos(angle), middle - box.height / 2 * sin(angle))
        for angle in angles
    ]
    return [*bend, (box.right, box.bottom), (box.right, box.top)]
