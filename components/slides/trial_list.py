"""The list of trials as native tables, a page of it on each slide."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

import pandas as pd

from components.figures.text import shortened
from components.figures.trial_list import Column, columns_in
from components.slides.charts import sentence
from components.slides.drawing import Stroke, Words
from components.slides.sheet import Sheet
from components.slides.tables import SIDE_MARGIN, Cell, add_table

NOTHING = "No trial matches."
SIZE = 12.0
LINE = 1.2 * SIZE
CHARACTER = 0.54
"""Width of a character in sizes of its type, on the safe side: a row that grows would run over
the foot of the slide."""
MOST_LINES = 4
HEAD, PADDING = 24.0, 7.0

Row = tuple[float, list[str]]
"""The height of a row and the texts of its cells."""


def trial_list(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: ``queries.trial_table.trial_list``."""
    if frame.empty:
        sentence(sheet, NOTHING)
        return
    columns = columns_in(frame, sheet.body.width)
    rows = [_row(row, columns) for row in frame.to_dict("records")]
    page: Sheet | None = None
    for own in _pages(rows, sheet.body.height - HEAD):
        page = sheet if page is None else page.another()
        _table(own, columns, page)


def _row(row: dict[Any, Any], columns: Sequence[Column]) -> Row:
    cells = [_cut(str(row[column.field]), _letters(column)) for column in columns]
    lines = max(len(_lines(*each)) for each in zip(cells, map(_letters, columns), strict=True))
    return lines * LINE + PADDING, cells


def _letters(column: Column) -> int:
    """About how many characters a line of the column holds."""
    return max(int((column.width - 2 * SIDE_MARGIN) / (SIZE * CHARACTER)), 4)


def _lines(text: str, letters: int) -> list[str]:
    return wrap(text, letters) or [""]


def _cut(text: str, letters: int) -> str:
    """The text in at most ``MOST_LINES`` lines; the file of the list has it whole."""
    most = letters * MOST_LINES
    while len(_lines(shortened(text, most), letters)) > MOST_LINES:
        most -= 1
    return shortened(text, most)


def _pages(rows: Sequence[Row], room: float) -> Iterator[list[Row]]:
    """As many rows a page as have room."""
    page: list[Row] = []
    for row in rows:
        if page and sum(height for height, _ in page) + row[0] > room:
            yield page
            page = []
        page.append(row)
    yield page


def _table(rows: Sequence[Row], columns: Sequence[Column], sheet: Sheet) -> None:
    palette = sheet.palette
    rule = Stroke(palette.border, 0.75)
    head = Words(SIZE, palette.muted, bold=True)
    text, name = Words(SIZE, palette.text), Words(SIZE, palette.text, bold=True)
    add_table(
        sheet,
        "List of trials",
        (sheet.body.left, sheet.body.top),
        [column.width for column in columns],
        [HEAD, *(height for height, _ in rows)],
        [
            [Cell(column.heading, head, below=rule) for column in columns],
            *(
                [
                    Cell(cell, name if not place else text, above=rule, below=rule)
                    for place, cell in enumerate(cells)
                ]
                for _, cells in rows
            ),
        ],
    )
