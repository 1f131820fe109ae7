"""The comparison class by class as one native table."""

from collections.abc import Sequence

import pandas as pd

from components.figures.class_comparison import (
    EMPTY_CELL,
    ClassCell,
    ClassGroup,
    ClassTable,
    SetRow,
    SetTable,
    in_three,
    read_table,
    set_table,
)
from components.figures.empty import NO_EVENT
from components.figures.timeline.events import typeset
from components.slides.drawing import Box, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import SIDE_MARGIN, Cell, add_table
from components.theme import Palette

SIZE = 12.0
LINE = 1.15 * SIZE
"""The typeface's own distance of lines."""
PADDING, BAND, FOOT = 1.5, 16.0, 14.0
SWATCH = "■ "

ClassCells = list[Cell]
SlidePart = list[tuple[ClassGroup, list[SetRow]]]
"""The rows of one slide, under their verdicts."""


def class_comparison(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: ``queries.class_comparison.by_class``."""
    if frame.empty:
        empty_slide(sheet, NO_EVENT)
        return
    table = read_table(frame)
    placed = set_table(table, sheet.body.width, 2 * SIDE_MARGIN, _lines)
    page: Sheet | None = None
    for part in _parts(placed, sheet.body.height - (FOOT if table.has_empty else 0.0)):
        page = sheet if page is None else page.another()
        _table(part, placed.widths, _names(table, placed.widths), page)
        if table.has_empty:
            _foot(part, page)


def _height(row: SetRow) -> float:
    return row.lines * LINE + PADDING


def _heights(part: SlidePart) -> float:
    return sum(BAND + sum(map(_height, rows)) for _, rows in part)


def _parts(placed: SetTable, room: float) -> list[SlidePart]:
    """The rows under their verdicts, as much a slide as has room; a row stands whole."""
    made: list[SlidePart] = [[]]
    for group, rows in placed.groups:
        for row in rows:
            begun = bool(made[-1]) and made[-1][-1][0] is group
            needed = _heights(made[-1]) + _height(row) + (0.0 if begun else BAND)
            if made[-1] and needed > room:
                made.append([])
                begun = False
            if not begun:
                made[-1].append((group, []))
            made[-1][-1][1].append(row)
    return made


def _table(part: SlidePart, widths: Sequence[float], names: Sequence[str], sheet: Sheet) -> None:
    rows: list[ClassCells] = []
    heights: list[float] = []
    for group, own in part:
        rows.append(_band(group.label, [""] * len(names) if rows else names, sheet.palette))
        heights.append(BAND)
        rows += [_row(row, sheet.palette) for row in own]
        heights += map(_height, own)
    corner = sheet.body.left, sheet.body.top
    add_table(sheet, "Comparison by class of agent", corner, widths, heights, rows)


def _foot(part: SlidePart, sheet: Sheet) -> None:
    """The words on what an empty cell means, below the table."""
    words = sheet.drawing("Key")
    box = Box(sheet.body.left, sheet.body.top + _heights(part), sheet.body.width, FOOT)
    words.text("Empty cells", EMPTY_CELL, box, TextStyle(SIZE, sheet.palette.muted))
    sheet.add(words)


def _names(table: ClassTable, widths: Sequence[float]) -> list[str]:
    """The names of the protocols as far as their columns have room."""
    own = TextStyle(SIZE, bold=True)
    return [
        own.cut_to(name, width - 2 * SIDE_MARGIN)
        for name, width in zip(table.protocols, widths[1:], strict=True)
    ]


def _lines(text: str, width: float, bold: bool) -> list[str]:
    """The lines of a text; a bold one stands behind the swatch of its class."""
    own = TextStyle(SIZE, bold=bold)
    return own.lines_of(typeset(text), width - own.width_of(SWATCH) if bold else width)


def _band(label: str, protocols: Sequence[str], palette: Palette) -> ClassCells:
    """The verdict over its rows; the first band names the protocols, too."""
    words, ground = TextStyle(SIZE, palette.text, bold=True), Solid(palette.grid)
    return [Cell(typeset(text), words, ground) for text in (label, *protocols)]


def _row(row: SetRow, palette: Palette) -> ClassCells:
    rule = Stroke(palette.border, 0.5)
    plain = TextStyle(SIZE, palette.text, anchor="top")
    bold = TextStyle(SIZE, palette.text, bold=True, anchor="top")
    muted = TextStyle(SIZE, palette.muted, anchor="top")
    names: list[tuple[str, TextStyle]] = []
    for place, (code, label) in enumerate(row.row.classes):
        swatch = TextStyle(SIZE, palette.agent_class[code])
        last = place == len(row.row.classes) - 1 and not row.differs
        names += [(SWATCH, swatch), (label if last else f"{label}\n", bold)]
    differs = " ".join(row.differs)
    return [
        Cell(differs, muted, above=rule, below=rule, before=tuple(names)),
        *(_cell(cell, plain, bold, rule) for cell in row.row.cells),
    ]


def _cell(cell: ClassCell, plain: TextStyle, bold: TextStyle, rule: Stroke) -> Cell:
    """The statements of a protocol on a class, the codes of its agents in bold."""
    runs: list[tuple[str, TextStyle]] = []
    for place, (agent, line) in enumerate(cell.lines):
        joint, code, rest = in_three(agent, line)
        runs += [(("\n" if place else "") + joint, plain), (code, bold), (rest, plain)]
    return Cell("", plain, above=rule, below=rule, before=tuple(runs))
