"""A table of texts as native tables, as many slides as its rows need."""

from collections.abc import Iterator, Sequence

from components.figures.text_table import TextColumn, TextRow, widths_of
from components.slides.drawing import Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import SIDE_MARGIN, Cell, add_table

SIZE = 12.0
LINE = 1.2 * SIZE
HEAD, PADDING = 24.0, 7.0

TableSlideRow = tuple[float, TextRow, list[str]]
"""The height of a row, the row, and the texts of its cells."""


def text_table(
    rows: Sequence[TextRow],
    columns: Sequence[TextColumn],
    sheet: Sheet,
    name: str,
    nothing: str,
    most: int = 4,
) -> None:
    """name: of the table; nothing: the sentence where there is no row; most: lines of a cell."""
    if not rows:
        empty_slide(sheet, nothing)
        return
    widths = widths_of(columns, sheet.body.width)
    looks = [TextStyle(SIZE, sheet.palette.text, bold=column.bold) for column in columns]
    placed = [_placed(row, columns, widths, looks, most) for row in rows]
    page: Sheet | None = None
    for own in _pages(placed, sheet.body.height - HEAD):
        page = sheet if page is None else page.another()
        _table(own, columns, widths, looks, page, name)


def _placed(
    row: TextRow,
    columns: Sequence[TextColumn],
    widths: Sequence[float],
    looks: Sequence[TextStyle],
    most: int,
) -> TableSlideRow:
    cells, lines = [], 1
    for column, width, words in zip(columns, widths, looks, strict=True):
        own = width - 2 * SIDE_MARGIN
        cells.append(words.shortened_to(row.texts.get(column.field, ""), own, most))
        lines = max(lines, len(words.lines_of(cells[-1], own)))
    return lines * LINE + PADDING, row, cells


def _pages(rows: Sequence[TableSlideRow], room: float) -> Iterator[list[TableSlideRow]]:
    page: list[TableSlideRow] = []
    for row in rows:
        if page and sum(each[0] for each in page) + row[0] > room:
            yield page
            page = []
        page.append(row)
    yield page


def _table(
    rows: Sequence[TableSlideRow],
    columns: Sequence[TextColumn],
    widths: Sequence[float],
    looks: Sequence[TextStyle],
    sheet: Sheet,
    name: str,
) -> None:
    palette = sheet.palette
    rule, faint = Stroke(palette.border, 0.75), Stroke(palette.grid, 0.75)
    head = TextStyle(SIZE, palette.muted, bold=True)
    above = [rule if row.is_first else faint for _, row, _ in rows]
    below = [*above[1:], rule]
    add_table(
        sheet,
        name,
        (sheet.body.left, sheet.body.top),
        list(widths),
        [HEAD, *(height for height, _, _ in rows)],
        [
            [Cell(column.heading, head, below=above[0]) for column in columns],
            *(
                [
                    Cell(cell, words, above=top, below=bottom)
                    for cell, words in zip(cells, looks, strict=True)
                ]
                for (_, _, cells), top, bottom in zip(rows, above, below, strict=True)
            ),
        ],
    )
