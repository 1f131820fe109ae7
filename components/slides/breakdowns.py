"""Bars as native charts with their workbook, matrices as native tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

import pandas as pd

from components.figures.breakdowns import cell_colour, integer_step, left_out
from components.figures.empty import NO_TRIAL
from components.slides.charts import (
    LEGEND_ROOM,
    SMALLEST_TYPE,
    TICKS_ROOM,
    TITLE_ROOM,
    BarLook,
    Bars,
    add_chart,
    axis_end,
    bar_chart,
    most_rows,
    type_size,
)
from components.slides.drawing import Box, Fill, Hatched, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import Cell, add_table
from components.theme import Palette, ink_on
from data.index.breakdowns import Breakdown, CrossBreakdown
from data.model.vocabulary import NOT_STATED

NO_COUNT = "·"
SEVERAL = (
    "A trial with several values counts once in each, so the bars add up to more than the trials."
)
ROW_HEIGHT = 96.0
AXIS, BESIDE_NAMES = 660.0, 60.0
"""About the axis in points, where names are of the usual length, and what stands beside axis and
names: the program that shows a chart finds the room for them."""
LONGEST_NAME, ROWS_OF_TWO_LINES = 300.0, 8
"""Points of a row's name beside its bar, and most rows whose names may have two lines; the whole
of a longer name is in the alt text."""
NOTE = TextStyle(SMALLEST_TYPE, wrap=True, anchor="bottom")
NOTE_LINE, ABOVE_NOTE = 14.6, 6.0


def _of(code: str, colour: str, palette: Palette) -> Fill:
    """Not stated is grey and hatched, everything else plain."""
    if code == NOT_STATED:
        return Hatched(palette.not_stated_hatch, palette.not_stated)
    return Solid(colour)


def _portions(frame: pd.DataFrame, most: int) -> Iterator[pd.DataFrame]:
    """The frame in parts of about one size, each of as many rows as a slide can hold."""
    slides = max(1, ceil(len(frame) / most))
    size = ceil(len(frame) / slides)
    for start in range(0, len(frame), size):
        yield frame.iloc[start : start + size]


def _note_height(sheet: Sheet, words: str) -> float:
    """The points that a note takes at the foot of the body, its distance included."""
    lines = len(NOTE.lines_of(words, sheet.body.width)) if words else 0
    return lines * NOTE_LINE + ABOVE_NOTE


def _note(sheet: Sheet, words: str) -> None:
    if not words:
        return
    height = _note_height(sheet, words) - ABOVE_NOTE
    box = Box(sheet.body.left, sheet.body.bottom - height, sheet.body.width, height)
    drawing = sheet.drawing("How to read it")
    drawing.text("Note", words, box, replace(NOTE, colour=sheet.palette.muted))
    sheet.add(drawing)


def _room_for(sheet: Sheet, note: str) -> Box:
    """The body above the note."""
    return replace(sheet.body, height=sheet.body.height - _note_height(sheet, note))


def _chart_box(room: Box, rows: int, extra: float) -> Box:
    """As high as the rows need, so that two bars do not become two beams."""
    return replace(room, height=min(room.height, extra + ROW_HEIGHT * max(rows, 2)))


def field_bars(counted: Breakdown, sheet: Sheet) -> None:
    """One horizontal bar a code."""
    frame = counted.frame
    if not frame["trials"].any():
        empty_slide(sheet, NO_TRIAL)
        return
    palette = sheet.palette
    several = SEVERAL if frame["trials"].sum() > frame["total"].iloc[0] else ""
    note = " ".join([several, left_out(counted.shown)]).strip()
    portions = list(_portions(frame, most_rows(_room_for(sheet, note).height)))
    top = _common_top(portions, int(frame["trials"].max()))
    for number, part in enumerate(portions):
        page = sheet if not number else sheet.another()
        bars = Bars(
            "Trials",
            tuple(part["trials"].tolist()),
            Solid(palette.accent),
            palette.text,
            {
                n: _of(code, palette.accent, palette)
                for n, code in enumerate(part["code"])
                if code == NOT_STATED
            },
        )
        names = [_row_name(label, len(part)) for label in part["label"]]
        chart = bar_chart(names, [bars], palette, BarLook(type_size(len(part)), top=top))
        box = _chart_box(_room_for(page, note), len(part), TITLE_ROOM)
        add_chart(page, "Trials by value", box, chart)
        _note(page, note)


def _common_top(portions: Sequence[pd.DataFrame], most: int) -> int | None:
    """The end of the axes of several slides, whose bars are compared; one slide needs none."""
    return axis_end(most, integer_step(most))[0] if len(portions) > 1 else None


def _row_name(label: str, rows: int, more: str = "") -> str:
    """The name of one of so many rows, as much of it as has room beside its bar."""
    look = TextStyle(type_size(rows))
    lines = 2 if rows <= ROWS_OF_TWO_LINES else 1
    return look.shortened_to(label, LONGEST_NAME - look.width_of(more), lines) + more


def stacked_bars(
    counted: CrossBreakdown, sheet: Sheet, colours: dict[str, str], *, share: bool
) -> None:
    """One bar a row, one segment a column code, its count inside.

    ``colours`` by column code; ``share`` draws each row to 100 %.
    """
    frame = counted.frame
    if not frame["trials"].any():
        empty_slide(sheet, NO_TRIAL)
        return
    rows = frame.drop_duplicates("row")
    most = int(frame["row_total"].max())
    top = None if share else most
    note = f"{_how_to_read(share=share)} {left_out(counted.rows, counted.columns)}".rstrip()
    portions = list(_portions(rows, most_rows(_room_for(sheet, note).height, stacked=True)))
    for number, part in enumerate(portions):
        page = sheet if not number else sheet.another()
        size = type_size(len(part))
        cells = frame[frame["row"].isin(part["row"])]
        names = [
            _row_name(label, len(part), f" ({total:,})")
            for label, total in zip(part["row_label"], part["row_total"], strict=True)
        ]
        beside = min(LONGEST_NAME, max(TextStyle(size).width_of(name) for name in names))
        axis = page.body.width - BESIDE_NAMES - beside
        chart = bar_chart(
            names,
            [
                _segments(
                    str(column),
                    own.set_index("row").loc[part["row"]],
                    page,
                    colours,
                    (axis, top, size),
                )
                for column, own in cells.groupby("column", sort=False)
            ],
            page.palette,
            BarLook(
                size,
                stacked=True,
                share=share,
                step=integer_step(most),
                top=_common_top(portions, most),
                amounts="Share of trials" if share else "Trials",
            ),
        )
        around = TITLE_ROOM + TICKS_ROOM + LEGEND_ROOM
        box = _chart_box(_room_for(page, note), len(part), around)
        add_chart(page, "Trials by value", box, chart)
        _note(page, note)


def _how_to_read(*, share: bool) -> str:
    drawn = "Each row is drawn to 100 %; numbers: trials. " if share else "Numbers: trials. "
    return (
        f"{drawn}In brackets: all trials of the row. A trial with several values counts once in "
        "each of their rows."
    )


def _segments(
    code: str,
    own: pd.DataFrame,
    sheet: Sheet,
    colours: dict[str, str],
    measures: tuple[float, int | None, float],
) -> Bars:
    """The segments of one column code, one a row.

    measures: the axis in points; its end in trials, none where each row is drawn to 100 %; the
    size of the type.
    """
    axis, top, size = measures
    counts = own["trials"].tolist()
    lengths = own["share"].tolist() if top is None else [n / top for n in counts]
    return Bars(
        str(own["column_label"].iloc[0]),
        tuple(counts),
        _of(code, colours[code], sheet.palette),
        ink_of(code, colours[code], sheet.palette),
        narrow=narrow(counts, lengths, TextStyle(size), axis),
    )


def ink_of(code: str, colour: str, palette: Palette) -> str:
    """The colour of a number on a segment; that on *not stated* turns with its ground."""
    return palette.text if code == NOT_STATED else ink_on(colour)


def narrow(
    counts: Sequence[int], lengths: Sequence[float], look: TextStyle, axis: float = AXIS
) -> frozenset[int]:
    """The bars that have no room for their number.

    A count of zero is none of them: its label is empty until the workbook has a number there.
    lengths: of the segments, in parts of the axis; axis: points.
    """
    return frozenset(
        bar
        for bar, (count, length) in enumerate(zip(counts, lengths, strict=True))
        if count and length * axis <= look.width_of(f"{count:,}")
    )


MATRIX_ROW, MATRIX_HEAD = 84.0, 44.0
EDGE_STEP = 3
WIDEST_CELL, ABOVE_MATRIX = 172.0, 8.0
MATRIX_NOTE = "Numbers: trials; a dot is no trial."


def matrix(counted: CrossBreakdown, sheet: Sheet) -> None:
    """Counts of two fields as a native table, zero shown as a dot."""
    frame = counted.frame
    if not frame["trials"].any():
        empty_slide(sheet, NO_TRIAL)
        return
    palette = sheet.palette
    rows = frame.drop_duplicates("row")
    columns = frame.drop_duplicates("column")
    top = int(frame["trials"].max())
    size = type_size(max(len(rows), len(columns)))
    smaller = max(size - 2, SMALLEST_TYPE)
    head = TextStyle(smaller, palette.text, bold=True, align="centre", wrap=True)
    side = TextStyle(smaller, palette.text, wrap=True)
    cells = [[Cell("", head), *(Cell(str(label), head) for label in columns["column_label"])]]
    for row, label in zip(rows["row"], rows["row_label"], strict=True):
        counts = frame[frame["row"] == row].set_index("column")["trials"].loc[columns["column"]]
        cells.append(
            [
                Cell(str(label), side),
                *(_count(int(n), cell_colour(palette, int(n), top), sheet, size) for n in counts),
            ]
        )
    body = sheet.body
    width = min(WIDEST_CELL, (body.width - 200) / len(columns))
    room = _room_for(sheet, MATRIX_NOTE)
    height = min(MATRIX_ROW, (room.height - ABOVE_MATRIX - MATRIX_HEAD) / len(rows))
    add_table(
        sheet,
        "Trials by two values",
        (body.left, body.top + ABOVE_MATRIX),
        [200.0] + [width] * len(columns),
        [MATRIX_HEAD] + [height] * len(rows),
        cells,
    )
    _note(sheet, MATRIX_NOTE)


def _count(count: int, colour: str, sheet: Sheet, size: float) -> Cell:
    """A cell of the matrix, its ink readable on its ground."""
    ink = ink_on(colour) if count else sheet.palette.muted
    words = TextStyle(size + 4, ink, bold=True, align="centre")
    # one line in the middle of the scale, which light and dark themes show
    edge = Stroke(sheet.palette.sequence[EDGE_STEP], 0.75) if count else None
    return Cell(f"{count:,}" if count else NO_COUNT, words, Solid(colour), around=edge)
