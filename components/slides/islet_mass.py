"""Islet mass against the duration of graft function as a native XY chart.

The chart holds the lanes with both numbers. A lane without a stated mass, or without any
function, has no place in it: it is a drawn mark in a strip beside the plot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

import pandas as pd

from components.figures.empty import NO_FUNCTION
from components.figures.islet_mass import (
    ARROWS,
    Extents,
    is_open,
    label_place,
    mean_words,
    points_in_words,
    short_words,
    topmost_of_means,
    up_beside_neighbours,
)
from components.slides.charts import Axis, XYPoint, XYSeries, add_chart, scatter_chart
from components.slides.drawing import Box, Drawing, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.outcome_marks import open_mark, preset_of, symbol_of
from components.slides.sheet import Sheet
from components.theme import Palette, tint
from data.queries.outcomes import COHORT_MASS, NO_MASS

SIZE, LABEL = 12.0, 12.0
TITLE, LEFT, RIGHT, BELOW = 20.0, 54.0, 16.0, 40.0
STRIP_WIDTH, STRIP_HEIGHT, GAP = 150.0, 40.0, 5.0
KEY_HEIGHT = 32.0
MARKER = 10
ARROW = 17.0
MASS_TITLE = "Islet mass, IEQ/kg"
UPS, SIDES = (12, -12, 0, 22, -22), ("left", "right")
"""Other places of a name: points above its mark, and the side of the mark."""
KEY = (
    "Bars: ± as printed. Arrows: longer or shorter than the mark. Open marks: about, or an end "
    "that is not stated, or a mass known only as the cohort’s mean. Cohorts differ in their drugs."
)


@dataclass(frozen=True)
class Grounds:
    """The parts of the slide: the plot, the strips beside and below it, and the axes' ends."""

    plot: Box
    left: Box
    below: Box
    extents: Extents

    @property
    def last(self) -> float:
        """The end of the axis of masses."""
        return self.extents.mass

    def place(self, row: Any) -> tuple[float, float]:
        """The centre of a row's mark."""
        if row.mass_of == NO_MASS:
            x = self.left.left + 14
        else:
            x = self.plot.left + float(row.mass) / self.last * self.plot.width
        if pd.isna(row.function_days):
            return x, self.below.top + self.below.height / 2
        return x, self.height(float(row.function_days))

    def height(self, days: float) -> float:
        """Days on a log scale, none below its first day."""
        low, high = self.extents.lowest, self.extents.highest
        part = (log10(max(days, 10**low)) - low) / (high - low)
        return self.plot.bottom - part * self.plot.height


def islet_mass_and_function(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: columns of ``queries.outcomes.islet_mass_and_function``."""
    if frame.empty:
        empty_slide(sheet, NO_FUNCTION)
        return
    rows = list(frame.itertuples())
    grounds = _grounds(rows, sheet.body)
    _draw_grounds(grounds, sheet)
    charted = [row for row in rows if _has_both(row)]
    _add_plot(charted, grounds, sheet)
    marks = sheet.drawing("Marks, names and arrows")
    taken = [box for row in rows for box in _obstacles(row, grounds)]
    for row in topmost_of_means(rows):
        taken.append(_name_mean(row, grounds, marks, sheet.palette))
    for row in rows:
        lane = marks.group(str(row.label))
        _draw_mark(row, grounds, lane, sheet.palette)
        taken.append(_name_lane(row, grounds, lane, taken, sheet.palette))
        marks.close(lane)
    sheet.add(marks)
    key = sheet.drawing("How to read it")
    body = sheet.body
    place = Box(body.left, body.bottom - KEY_HEIGHT, body.width, KEY_HEIGHT)
    said = f"{KEY} {points_in_words(frame)}".rstrip()
    key.text("Key", said, place, TextStyle(LABEL, sheet.palette.muted, wrap=True, anchor="bottom"))
    sheet.add(key)


def _has_both(row: Any) -> bool:
    return row.mass_of != NO_MASS and not pd.isna(row.function_days)


def _grounds(rows: Sequence[Any], body: Box) -> Grounds:
    left = body.left + LEFT + STRIP_WIDTH + GAP
    height = body.height - TITLE - KEY_HEIGHT - BELOW - STRIP_HEIGHT - GAP
    plot = Box(left, body.top + TITLE, body.right - RIGHT - left, height)
    strip = Box(body.left + LEFT, plot.top, STRIP_WIDTH, height)
    below = Box(strip.left, plot.bottom + GAP, plot.right - strip.left, STRIP_HEIGHT)
    return Grounds(plot, strip, below, Extents.of(rows))


def _draw_grounds(grounds: Grounds, sheet: Sheet) -> None:
    """Behind the chart: the strips, the lines and names of the days, the names of masses."""
    palette = sheet.palette
    back = sheet.drawing("Axis of days and grounds")
    fill = Solid(tint(palette.grid, palette.background, 0.4))
    back.shape("Mass not stated", grounds.left, fill)
    back.shape("No function", grounds.below, fill)
    muted = TextStyle(LABEL, palette.muted)
    above = Box(sheet.body.left, sheet.body.top - 2, 300, TITLE - 4)
    back.text("Axis of days", "Days of function (log scale)", above, muted)
    strip = Box(grounds.left.left + 5, grounds.left.top + 4, STRIP_WIDTH - 10, LABEL + 4)
    back.text("Strip", "Mass not stated", strip, muted)
    never = Box(grounds.below.left + 5, grounds.below.top, STRIP_WIDTH, STRIP_HEIGHT)
    back.text("Strip", "No function", never, muted)
    look = TextStyle(SIZE, palette.text, align="right")
    for days, name in grounds.extents.days.items():
        y = grounds.height(days)
        ends = (grounds.left.left, y), (grounds.plot.right, y)
        back.line(f"Line {name}", *ends, Stroke(palette.grid, 0.75))
        place = Box(sheet.body.left, y - 8, LEFT - 6, 16)
        back.text(f"Tick {name}", name, place, look)
    sheet.add(back)


def _add_plot(rows: Sequence[Any], grounds: Grounds, sheet: Sheet) -> None:
    """The chart over plot and lower strip, so that its axis of masses stands below both."""
    plot = grounds.plot
    box = Box(plot.left - 40, plot.top - 10, plot.width + 40 + RIGHT, plot.height + 10 + 2)
    inner = Box(
        (plot.left - box.left) / box.width,
        (plot.top - box.top) / box.height,
        plot.width / box.width,
        plot.height / box.height,
    )
    by_series: dict[int, list[Any]] = {}
    for row in rows:
        by_series.setdefault(int(row.series), []).append(row)
    # LibreOffice loses a first series that has fewer marks than the others
    longest_first = sorted(by_series.values(), key=len, reverse=True)
    masses = grounds.extents.masses
    ends = 10**grounds.extents.lowest, 10**grounds.extents.highest
    if longest_first:
        chart = scatter_chart(
            [_marks(own, sheet.palette) for own in longest_first],
            Axis(MASS_TITLE, 0, grounds.last, masses.step, labels=False, grid=False),
            Axis("Days of function", *ends, log=True, labels=False, grid=False),
            inner,
            sheet.palette,
            size=SIZE,
        )
        add_chart(sheet, "Islet mass and days of function", box, chart)
    axis = sheet.drawing("Axis of masses")
    palette = sheet.palette
    top = grounds.below.bottom
    for mass in masses:
        x = plot.left + mass / grounds.last * plot.width
        axis.line(f"Tick {mass:,}", (x, top), (x, top + 4), Stroke(palette.border))
        box = Box(x - 40, top + 5, 80, 14)
        axis.text(f"Mass {mass:,}", f"{mass:,}", box, TextStyle(SIZE, palette.text, align="centre"))
    name = Box(plot.left, top + 20, plot.width, 16)
    axis.text("Axis of masses", MASS_TITLE, name, TextStyle(SIZE, palette.muted, align="centre"))
    sheet.add(axis)


def _marks(rows: Sequence[Any], palette: Palette) -> XYSeries:
    series = int(rows[0].series)
    points = tuple(
        XYPoint(
            float(row.mass),
            float(row.function_days),
            None if pd.isna(row.mass_spread) else float(row.mass_spread),
            None if pd.isna(row.spread_days) else float(row.spread_days),
            is_open(row),
        )
        for row in rows
    )
    return XYSeries(
        str(rows[0].cohort),
        points,
        palette.text,
        symbol_of(series),
        size=MARKER,
        thin=all(row.mass_of == COHORT_MASS for row in rows),
    )


def _obstacles(row: Any, grounds: Grounds) -> list[Box]:
    """The boxes that no name may cover: a lane's mark, its ± and its arrow."""
    x, y = grounds.place(row)
    boxes = [Box.around((x, y), MARKER + 2.0)]
    direction = ARROWS.get(str(row.qualifier), 0)
    if direction:
        far = MARKER + ARROW
        boxes.append(Box(x - 3, y - far if direction > 0 else y, 6, far))
    if not _has_both(row):
        return boxes
    if not pd.isna(row.mass_spread):
        half = float(row.mass_spread) / grounds.last * grounds.plot.width
        boxes.append(Box(x - half, y - 2, 2 * half, 4))
    if not pd.isna(row.spread_days):
        days, spread = float(row.function_days), float(row.spread_days)
        top, bottom = grounds.height(days + spread), grounds.height(days - spread)
        boxes.append(Box(x - 3, top, 6, bottom - top))
    return boxes


def _draw_mark(row: Any, grounds: Grounds, lane: Drawing, palette: Palette) -> None:
    """The arrow of a lane, its open mark, and its mark where the chart has no place for it."""
    series = int(row.series)
    colour = palette.text
    x, y = grounds.place(row)
    if not _has_both(row):
        inside = Solid(palette.background if is_open(row) else colour)
        box = Box.around((x, y), MARKER + 1.0)
        lane.shape("Mark", box, inside, Stroke(colour, 1.75), preset=preset_of(series))
    elif is_open(row):
        open_mark(lane, series, (x, y), MARKER, palette)
    direction = ARROWS.get(str(row.qualifier), 0)
    if direction:
        start = y - direction * (MARKER / 2 + 2)
        end = start - direction * ARROW
        lane.line("Arrow", (x, start), (x, end), Stroke(colour, 1.75, arrow=True))


def _name_lane(
    row: Any, grounds: Grounds, lane: Drawing, taken: Sequence[Box], palette: Palette
) -> Box:
    """The lane's years and duration beside its mark, clear of what is there, and where it is."""
    words = short_words(row)
    x, y = grounds.place(row)
    spots = [_spot(words, x, y, *place) for place in _places(row)]
    box = min(spots, key=lambda spot: sum(_overlap(spot, other) for other in taken))
    align = "right" if box.right < x else "left"
    lane.text("Name", words, box, TextStyle(LABEL, palette.text, align=align))
    return box


def _places(row: Any) -> list[tuple[str, float, float]]:
    """(anchor, points to the right, points up), the screen's own place first."""
    if pd.isna(row.function_days):
        return [("left", 11, 0)]
    if row.mass_of == NO_MASS:
        return [("left", 11, up_beside_neighbours(row))]
    own = label_place(row)
    return [own, *((side, 9 if side == "left" else -9, up) for up in UPS for side in SIDES)]


def _spot(words: str, x: float, y: float, anchor: str, right: float, up: float) -> Box:
    width = TextStyle(LABEL).width_of(words)
    left = x + right - (width if anchor == "right" else 0)
    return Box(left, y - up - LABEL / 2 - 1, width, LABEL + 2)


def _overlap(box: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


def _name_mean(row: Any, grounds: Grounds, marks: Drawing, palette: Palette) -> Box:
    """That the masses of a cohort are known as one mean, above its topmost mark."""
    x, y = grounds.place(row)
    words = mean_words(row)
    box = _spot(words, x, y, "left", -30, 16)
    marks.text("Whose mass", words, box, TextStyle(LABEL, palette.muted))
    return box
