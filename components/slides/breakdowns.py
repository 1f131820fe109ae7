"""Bars as native charts with their workbook, matrices as native tables."""

from collections.abc import Iterator, Sequence

import pandas as pd

from components.figures.breakdowns import cell_colour, integer_step, left_out
from components.figures.empty import NO_TRIAL
from components.figures.text import shortened
from components.slides.charts import Bars, add_chart, bar_chart, type_size
from components.slides.drawing import Box, Fill, Hatched, Solid, TextStyle
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
MOST_ROWS = 24
"""Bars of one slide; more go on."""
ROW_HEIGHT, LEGEND_HEIGHT = 96.0, 64.0
AXIS = 660.0
"""About the axis in points: the program that shows a chart finds room for the names beside it."""
LONGEST_NAME = 60
"""Characters of a row's name beside its bar; the rest of a longer one is in the alt text."""
NOTE_HEIGHT = 22.0
NOTE_SIZE = 11.0


def _of(code: str, colour: str, palette: Palette) -> Fill:
    """Not stated is grey and hatched, everything else plain."""
    if code == NOT_STATED:
        return Hatched(palette.not_stated_hatch, palette.not_stated)
    return Solid(colour)


def _portions(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The frame in parts that one slide can hold."""
    for start in range(0, len(frame), MOST_ROWS):
        yield frame.iloc[start : start + MOST_ROWS]


def _note(sheet: Sheet, words: str) -> None:
    if not words:
        return
    box = Box(sheet.body.left, sheet.body.bottom - NOTE_HEIGHT, sheet.body.width, NOTE_HEIGHT)
    drawing = sheet.drawing("How to read it")
    drawing.text("Note", words, box, TextStyle(NOTE_SIZE, sheet.palette.muted, anchor="bottom"))
    sheet.add(drawing)


def _chart_box(sheet: Sheet, rows: int, extra: float = 0.0) -> Box:
    """As high as the rows need, so that two bars do not become two beams."""
    body = sheet.body
    room = body.height - NOTE_HEIGHT
    return Box(body.left, body.top, body.width, min(room, extra + ROW_HEIGHT * max(rows, 2)))


def field_bars(counted: Breakdown, sheet: Sheet) -> None:
    """One horizontal bar a code."""
    frame = counted.frame
    if not frame["trials"].any():
        empty_slide(sheet, NO_TRIAL)
        return
    palette = sheet.palette
    for number, part in enumerate(_portions(frame)):
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
        chart = bar_chart(part["label"].tolist(), [bars], palette, size=type_size(len(part)))
        add_chart(page, "Trials by value", _chart_box(page, len(part)), chart)
        several = SEVERAL if frame["trials"].sum() > frame["total"].iloc[0] else ""
        _note(page, " ".join([several, left_out(counted.shown)]).strip())


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
    for number, part in enumerate(_portions(rows)):
        page = sheet if not number else sheet.another()
        size = type_size(len(part))
        cells = frame[frame["row"].isin(part["row"])]
        chart = bar_chart(
            [
                f"{shortened(label, LONGEST_NAME)} ({total:,})"
                for label, total in zip(part["row_label"], part["row_total"], strict=True)
            ],
            [
                _segments(
                    str(column), own.set_index("row").loc[part["row"]], page, colours, top, size
                )
                for column, own in cells.groupby("column", sort=False)
            ],
            page.palette,
            size=size,
            stacked=True,
            share=share,
            step=integer_step(most),
        )
        add_chart(page, "Trials by value", _chart_box(page, len(part), LEGEND_HEIGHT), chart)
        said = left_out(counted.rows, counted.columns)
        _note(page, " ".join([_how_to_read(share=share), said]).rstrip())


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
    top: int | None,
    size: float,
) -> Bars:
    """The segments of one column code, one a row.

    top: the end of the axis in trials; none where each row is drawn to 100 %. size: of the type.
    """
    counts = own["trials"].tolist()
    lengths = own["share"].tolist() if top is None else [n / top for n in counts]
    ground = sheet.palette.not_stated if code == NOT_STATED else colours[code]
    return Bars(
        str(own["column_label"].iloc[0]),
        tuple(own["share" if top is None else "trials"].tolist()),
        _of(code, colours[code], sheet.palette),
        ink_on(ground),
        labels=roomy(counts, lengths, TextStyle(size)),
    )


def roomy(counts: Sequence[int], lengths: Sequence[float], look: TextStyle) -> dict[int, str]:
    """Bar -> its number, where the segment has room for it; a count of zero has none.

    lengths: of the segments, in parts of the axis.
    """
    texts = [f"{n:,}" for n in counts]
    return {
        bar: text
        for bar, (text, length) in enumerate(zip(texts, lengths, strict=True))
        if length * AXIS > look.width_of(text)
    }


MATRIX_ROW, MATRIX_HEAD = 84.0, 44.0
WIDEST_CELL = 172.0


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
    head = TextStyle(size - 2, palette.text, bold=True, align="centre", wrap=True)
    side = TextStyle(size - 2, palette.text, wrap=True)
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
    height = min(MATRIX_ROW, (body.height - NOTE_HEIGHT - MATRIX_HEAD) / len(rows))
    add_table(
        sheet,
        "Trials by two values",
        (body.left, body.top + 8),
        [200.0] + [width] * len(columns),
        [MATRIX_HEAD] + [height] * len(rows),
        cells,
    )
    _note(sheet, "Numbers: trials; a dot is no trial.")


def _count(count: int, colour: str, sheet: Sheet, size: float) -> Cell:
    """A cell of the matrix, its ink readable on its ground."""
    ink = ink_on(colour) if count else sheet.palette.muted
    words = TextStyle(size + 4, ink, bold=True, align="centre")
    return Cell(f"{count:,}" if count else NO_COUNT, words, Solid(colour))
