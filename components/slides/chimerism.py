"""Chimerism over time as a native XY chart.

The chart holds the stated levels at their stated months; names, values and the statements
without a level are drawn around it.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.chimerism import (
    extents,
    level_step,
    lines_of_frame,
    month_ticks,
    names_of,
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
FIRST_MARK, LATER_MARK = 9, 13
"""Points; marks of equal values stand in one another, the open ones of the first line on top."""
KEY = "Open marks: about. Bars: ± as printed. Lines join the stated points of one cohort."
MOST_STRIP = 9
"""Statements without a level beside a chart; more stand on slides of their own."""


def chimerism_over_time(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: columns of ``queries.outcomes.chimerism``."""
    if frame.empty:
        empty_slide(sheet, NO_CHIMERISM)
        return
    lines = lines_of_frame(frame)
    without = list(frame[~frame["placed"]].itertuples())
    beside, later = without[:MOST_STRIP], without[MOST_STRIP:]
    depth = LINE * (len(beside) + 1 if beside else 0)
    body = sheet.body
    box = Box(body.left, body.top, body.width, body.height - depth - LINE)
    if lines:
        _plot(lines, box, sheet)
    key = sheet.drawing("How to read it")
    place = Box(body.left, box.bottom, body.width, LINE)
    key.text("Key", KEY if lines else "", place, TextStyle(LABEL, sheet.palette.muted))
    sheet.add(key)
    _strip(beside, box.bottom + LINE, sheet)
    while later:
        page = sheet.another()
        most = int(page.body.height // LINE) - 1
        _strip(later[:most], page.body.top, page)
        later = later[most:]


def _plot(lines: Sequence[pd.DataFrame], box: Box, sheet: Sheet) -> None:
    palette = sheet.palette
    plot = Box(
        box.left + LEFT,
        box.top + TOP,
        box.width - LEFT - RIGHT,
        box.height - TOP - BOTTOM,
    )
    axes = extents(lines)
    last, top = axes
    names = names_of(lines)
    chart = scatter_chart(
        [_marks(rows, place, names[place], palette) for place, rows in enumerate(lines)],
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
    _name_lines(lines, plot, top, labels, palette)
    for place, rows in enumerate(lines):
        _name_values(rows, plot, axes, labels, palette, is_first=place == 0 and len(lines) > 1)
        for row in rows[rows["qualifier"].astype("str") == APPROXIMATELY].itertuples():
            centre = _across(row.month, plot, last), _height(row.value, plot, top)
            open_mark(labels, int(row.series), centre, LATER_MARK if place else FIRST_MARK, palette)
    sheet.add(labels)


def _marks(rows: pd.DataFrame, place: int, name: str, palette: Palette) -> XYSeries:
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
        size=LATER_MARK if place else FIRST_MARK,
        dash=dash_of(series),
    )


def _height(value: float, plot: Box, top: float) -> float:
    return plot.bottom - value / top * plot.height


def _across(month: float, plot: Box, last: float) -> float:
    return plot.left + month / last * plot.width


def _name_lines(
    lines: Sequence[pd.DataFrame], plot: Box, top: float, labels: Drawing, palette: Palette
) -> None:
    """Name and last value of each line at its end instead of a legend."""
    ends = [rows.iloc[-1] for rows in lines]
    gap = (LABEL + 4) / plot.height * top
    places = spread_apart([float(end["value"]) for end in ends], gap)
    for end, place, name in zip(ends, places, names_of(lines), strict=True):
        words = f"{name}: {end['value_printed']}"
        middle = _height(place, plot, top)
        box = Box(plot.right + 6, middle - LABEL / 2 - 1, RIGHT - 6, LABEL + 2)
        look = TextStyle(LABEL, palette.text, bold=True)
        labels.text(f"Line {short_name(str(end['cohort']))}", words, box, look)


def _name_values(
    rows: pd.DataFrame,
    plot: Box,
    axes: tuple[float, float],
    labels: Drawing,
    palette: Palette,
    *,
    is_first: bool,
) -> None:
    """The printed value beside each point that is not the last of its line."""
    last, top = axes
    for row in rows.iloc[:-1].itertuples():
        x = _across(row.month, plot, last)
        across, down, align = _beside(row, plot, top, is_first=is_first)
        width = 90.0
        left = x + across - (width / 2 if align == "centre" else 0)
        box = Box(left, down - LABEL / 2 - 1, width, LABEL + 2)
        labels.text(
            "Value", str(row.value_printed), box, TextStyle(LABEL, palette.text, align=align)
        )


def _beside(row: Any, plot: Box, top: float, *, is_first: bool) -> tuple[float, float, str]:
    """Places a value's label: beyond its ±, below an open mark, else at the upper right."""
    if not pd.isna(row.spread):
        side = 1 if is_first else -1
        end = _height(row.value + side * row.spread, plot, top)
        return 0, end - side * (LABEL / 2 + 3), "centre"
    middle = _height(row.value, plot, top)
    if str(row.qualifier) == APPROXIMATELY:
        return 0, middle + FIRST_MARK / 2 + LABEL / 2 + 2, "centre"
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
