"""Chimerism over time as a native XY chart.

The chart holds the stated levels at their stated months; names, values and the statements
without a level are drawn around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from components.figures.chimerism import (
    extents,
    level_step,
    lines_of_frame,
    month_ticks,
    names_of,
    shifts_of,
    spread_apart,
    strip_words,
)
from components.figures.empty import NO_CHIMERISM
from components.figures.outcome_marks import short_name
from components.slides.charts import Axis, XYPoint, XYSeries, add_chart, scatter_chart
from components.slides.drawing import Box, Drawing, TextStyle
from components.slides.empty import empty_slide
from components.slides.outcome_marks import dash_of, open_mark, symbol_of
from components.slides.sheet import Sheet
from components.theme import Palette

APPROXIMATELY = "APPROXIMATELY"
YEAR = 13.0
"""Months up to which each has a tick."""
SIZE, LABEL = 12.0, 12.0
LINE = 17.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 200.0, 12.0, 50.0
"""Room around the plot area for the axes and the names of the lines."""
MARK = 10
"""Points; cohorts stand apart by a little more, so that their marks do not hide one another."""
KEY = "Open marks: about. Bars: ± as printed. Lines join the stated points of one cohort."
SIDE_BY_SIDE = " Marks of one month stand side by side."
LEAST_CHART = 200.0
"""Points of height of the chart with its axes."""
MOST_STRIP = 9
"""Statements without a level beside a chart; more stand on slides of their own."""


def chimerism_over_time(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: columns of ``queries.outcomes.chimerism``."""
    if frame.empty:
        empty_slide(sheet, NO_CHIMERISM)
        return
    lines = lines_of_frame(frame)
    without = list(frame[~frame["placed"]].itertuples())
    body = sheet.body
    most = _most_beside(body) if lines else MOST_STRIP
    beside, later = without[:most], without[most:]
    depth = LINE * (len(beside) + 1 if beside else 0)
    box = Box(body.left, body.top, body.width, body.height - depth - LINE)
    if lines:
        _plot(lines, box, sheet)
    key = sheet.drawing("How to read it")
    place = Box(body.left, box.bottom, body.width, LINE)
    words = f"{KEY}{SIDE_BY_SIDE if len(lines) > 1 else ''}" if lines else ""
    key.text("Key", words, place, TextStyle(LABEL, sheet.palette.muted))
    sheet.add(key)
    _strip(beside, box.bottom + LINE, sheet)
    while later:
        page = sheet.another()
        most = int(page.body.height // LINE) - 1
        _strip(later[:most], page.body.top, page)
        later = later[most:]


@dataclass(frozen=True)
class Ground:
    """The plot area and the ends of its axes, and by how much each line stands beside its months.

    Attributes:
        last: the last month of the axis; top: its highest level.
        shifts: months, those of the screen; where they would begin before the axis they stand
            that much further right.
    """

    plot: Box
    last: float
    top: float
    shifts: tuple[float, ...]

    @classmethod
    def of(cls, lines: Sequence[pd.DataFrame], plot: Box) -> Self:
        last, top = extents(lines)
        shifts = shifts_of(lines)
        drawn = [rows["month"] + shift for rows, shift in zip(lines, shifts, strict=True)]
        early = min(0.0, *(float(months.min()) for months in drawn))
        late = max(float(months.max()) for months in drawn) - early
        return cls(plot, max(last, late), top, tuple(shift - early for shift in shifts))

    def height(self, value: float) -> float:
        return self.plot.bottom - value / self.top * self.plot.height

    def across(self, month: float, line: int) -> float:
        """The place of a month of the line of this number."""
        return self.plot.left + (month + self.shifts[line]) / self.last * self.plot.width


def _most_beside(body: Box) -> int:
    """Statements below a chart that keeps its height, where long titles and filters took some."""
    return min(MOST_STRIP, max(0, int((body.height - LEAST_CHART) // LINE) - 2))


def _plot(lines: Sequence[pd.DataFrame], box: Box, sheet: Sheet) -> None:
    palette = sheet.palette
    plot = Box(
        box.left + LEFT,
        box.top + TOP,
        box.width - LEFT - RIGHT,
        box.height - TOP - BOTTOM,
    )
    ground = Ground.of(lines, plot)
    last, top = ground.last, ground.top
    chart = scatter_chart(
        [
            _marks(rows, shift, name, palette)
            for rows, shift, name in zip(lines, ground.shifts, names_of(lines), strict=True)
        ],
        Axis("Months", 0, last, step=1 if last < YEAR else month_ticks(last)[1], grid=False),
        Axis("Donor cells, per cent", 0, top, step=level_step(top), number_format='0" %"'),
        Box(
            (plot.left - box.left) / box.width,
            (plot.top - box.top) / box.height,
            plot.width / box.width,
            plot.height / box.height,
        ),
        palette,
        size=SIZE,
    )
    add_chart(sheet, "Chimerism over time", box, chart)
    labels = sheet.drawing("Names and values")
    _name_lines(lines, ground, labels, palette)
    for place, rows in enumerate(lines):
        _name_values(rows, place, ground, labels, palette, is_first=place == 0 and len(lines) > 1)
        for row in rows[rows["qualifier"].astype("str") == APPROXIMATELY].itertuples():
            centre = ground.across(row.month, place), ground.height(row.value)
            open_mark(labels, int(row.series), centre, MARK, palette)
    sheet.add(labels)


def _marks(rows: pd.DataFrame, shift: float, name: str, palette: Palette) -> XYSeries:
    series = int(rows["series"].iloc[0])
    points = tuple(
        XYPoint(
            float(row.month),
            float(row.value),
            y_spread=None if pd.isna(row.spread) else float(row.spread),
            is_open=str(row.qualifier) == APPROXIMATELY,
        )
        for row in rows.itertuples()
    )
    return XYSeries(
        name,
        points,
        palette.text,
        symbol_of(series),
        size=MARK,
        dash=dash_of(series),
        shift=shift,
    )


def _name_lines(
    lines: Sequence[pd.DataFrame], ground: Ground, labels: Drawing, palette: Palette
) -> None:
    """Name and last value of each line at its end instead of a legend."""
    ends = [rows.iloc[-1] for rows in lines]
    gap = (LABEL + 4) / ground.plot.height * ground.top
    places = spread_apart([float(end["value"]) for end in ends], gap)
    for end, place, name in zip(ends, places, names_of(lines), strict=True):
        words = f"{name}: {end['value_printed']}"
        middle = ground.height(place)
        box = Box(ground.plot.right + 6, middle - LABEL / 2 - 1, RIGHT - 6, LABEL + 2)
        look = TextStyle(LABEL, palette.text, bold=True)
        labels.text(f"Line {short_name(str(end['cohort']))}", words, box, look)


def _name_values(
    rows: pd.DataFrame,
    line: int,
    ground: Ground,
    labels: Drawing,
    palette: Palette,
    *,
    is_first: bool,
) -> None:
    """The printed value beside each point that is not the last of its line."""
    for row in rows.iloc[:-1].itertuples():
        x = ground.across(row.month, line)
        across, down, align = _beside(row, ground, is_first=is_first)
        width = 90.0
        left = x + across - (width / 2 if align == "centre" else 0)
        box = Box(left, down - LABEL / 2 - 1, width, LABEL + 2)
        labels.text(
            "Value", str(row.value_printed), box, TextStyle(LABEL, palette.text, align=align)
        )


def _beside(row: Any, ground: Ground, *, is_first: bool) -> tuple[float, float, str]:
    """Places a value's label: beyond its ±, below an open mark, else at the upper right."""
    if not pd.isna(row.spread):
        side = 1 if is_first else -1
        end = ground.height(row.value + side * row.spread)
        return 0, end - side * (LABEL / 2 + 3), "centre"
    middle = ground.height(row.value)
    if str(row.qualifier) == APPROXIMATELY:
        return 0, middle + MARK / 2 + LABEL / 2 + 2, "centre"
    return 9, middle - 8, "left"


def _strip(rows: Sequence[Any], top: float, sheet: Sheet) -> None:
    """The statements without a level, as words: they are no points."""
    if not rows:
        return
    strip = sheet.drawing("Without a level")
    body, palette = sheet.body, sheet.palette
    head = Box(body.left, top, body.width, LINE)
    title = "Without a level, so not on the axis"
    strip.text("Heading", title, head, TextStyle(LABEL, palette.muted, bold=True))
    for number, row in enumerate(rows, start=1):
        box = Box(body.left, top + number * LINE, body.width, LINE)
        strip.text("Statement", _statement(row), box, TextStyle(LABEL, palette.text))
    sheet.add(strip)


def _statement(row: Any) -> str:
    time = f" {row.time_printed}" if row.time_printed else ""
    number = "" if pd.isna(row.n) else f" (n = {row.n})"
    words = strip_words(str(row.finding), str(row.value_printed))
    return f"{short_name(str(row.cohort))}: {words}{time}{number}; no level stated"
