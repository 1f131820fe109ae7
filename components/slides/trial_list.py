"""The list of trials as native tables, a page of it on each slide."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from components.figures.empty import NO_TRIAL
from components.figures.trial_list import ListColumn, columns_in
from components.slides.drawing import Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import SIDE_MARGIN, Cell, add_table
from components.theme import Palette

SIZE = 12.0
LINE = 1.2 * SIZE
MOST_LINES = 4
HEAD, PADDING = 24.0, 7.0

ListRow = tuple[float, list[str]]
"""The height of a row and the texts of its cells."""


def trial_list(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: ``queries.trial_table.trial_list``."""
    if frame.empty:
        empty_slide(sheet, NO_TRIAL)
        return
    columns = columns_in(frame, sheet.body.width)
    looks = _looks(columns, sheet.palette)
    rows = [_row(row, columns, looks) for row in frame.to_dict("records")]
    page: Sheet | None = None
    for own in _pages(rows, sheet.body.height - HEAD):
        page = sheet if page is None else page.another()
        _table(own, columns, looks, page)


def _row(row: dict[Any, Any], columns: Sequence[ListColumn], looks: Sequence[TextStyle]) -> ListRow:
    cells, lines = [], 1
    for column, words in zip(columns, looks, strict=True):
        width = column.width - 2 * SIDE_MARGIN
        cells.append(words.shortened_to(str(row[column.field]), width, MOST_LINES))
        lines = max(lines, len(words.lines_of(cells[-1], width)))
    return lines * LINE + PADDING, cells


def _looks(columns: Sequence[ListColumn], palette: Palette) -> list[TextStyle]:
    """The style of each column: the first names the trial."""
    return [TextStyle(SIZE, palette.text, bold=not place) for place, _ in enumerate(columns)]


def _pages(rows: Sequence[ListRow], room: float) -> Iterator[list[ListRow]]:
    """As many rows a page as have room."""
    page: list[ListRow] = []
    for row in rows:
        if page and sum(height for height, _ in page) + row[0] > room:
            yield page
            page = []
        page.append(row)
    yield page


def _table(
    rows: Sequence[ListRow], columns: Sequence[ListColumn], looks: Sequence[TextStyle], sheet: Sheet
) -> None:
    palette = sheet.palette
    rule = Stroke(palette.border, 0.75)
    head = TextStyle(SIZE, palette.muted, bold=True)
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
                    Cell(cell, words, above=rule, below=rule)
                    for cell, words in zip(cells, looks, strict=True)
                ]
                for _, cells in rows
            ),
        ],
    )
