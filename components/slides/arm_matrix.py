"""Arms against interventions as a native table; as many slides as it has parts.

A filled cell says so in a word, too, so that it survives black and white.
"""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from components.figures.arm_grid import (
    GridCell,
    GridPart,
    GridType,
    SetEntry,
    SetGroup,
    divided,
    read_grid,
)
from components.figures.arm_matrix import colour_of, line_of
from components.figures.empty import NO_LINK
from components.slides.drawing import WIDER, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import SIDE_MARGIN, Cell, add_table
from components.theme import Palette, ink_on

SIZE = 12.0
SET_IN = GridType(
    size=SIZE,
    wider=WIDER,
    line=1.15 * SIZE,
    pad=5.0,
    band=17.0,
    side=2 * SIDE_MARGIN,
    least_column=100.0,
    most_column=200.0,
)
LISTED, NAMED = "yes", "named"
"""The words of a cell: listed for the arm by the record, or a name that the arm alone gives."""
SWATCH = "■ "
UNDERLINE = 2.25


def arm_matrix(frame: pd.DataFrame, sheet: Sheet) -> None:
    """frame: ``queries.arm_matrix.arm_matrix``."""
    grid = read_grid(frame)
    if not grid.cells:
        empty_slide(sheet, NO_LINK)
        return
    parts = divided(grid, SET_IN, sheet.body.width, sheet.body.height)
    for number in range(1, len(parts) + 1):
        own = sheet if number == 1 else sheet.another()
        _table(parts.part(number, SET_IN, own.body.width), own)


def _table(part: GridPart, sheet: Sheet) -> None:
    palette = sheet.palette
    rows, heights = [], []
    if part.column_groups:
        rows.append(_group_heads(part, palette))
        heights.append(part.head_groups)
    rows.append(_heads(part, palette))
    heights.append(part.head)
    down: list[SetEntry | SetGroup] = [*part.row_groups, *part.rows]
    down.sort(key=lambda each: each.start)
    for each in down:
        if isinstance(each, SetGroup):
            rows.append(_band(each, len(part.columns), palette))
        else:
            rows.append(_row(each, part, palette))
        heights.append(each.extent)
    widths = [part.names, *(column.extent for column in part.columns)]
    corner = sheet.body.left, sheet.body.top
    add_table(sheet, "Arms and interventions", corner, widths, heights, rows)


def _spanning(cell: Cell, columns: int) -> Iterator[Cell]:
    """A cell over so many columns, and the cells that it covers."""
    yield replace(cell, columns=columns)
    for _ in range(columns - 1):
        yield Cell("", cell.words, below=cell.below, covered_across=True)


def _group_heads(part: GridPart, palette: Palette) -> list[Cell]:
    """The trials, or the classes, above their columns."""
    style = TextStyle(SIZE, palette.text, align="centre", anchor="bottom")
    made = [Cell("", style)]
    for group in part.column_groups:
        colour = palette.agent_class.get(group.agent_class)
        below = Stroke(colour, UNDERLINE) if colour else Stroke(palette.border, 0.75)
        columns = sum(column.entry.group == group.label for column in part.columns)
        made += _spanning(Cell("\n".join(group.lines), style, below=below), columns)
    return made


def _heads(part: GridPart, palette: Palette) -> list[Cell]:
    """The part's number, and the names of the columns with what is said of them."""
    bold = TextStyle(SIZE, palette.text, bold=True, align="centre", anchor="bottom")
    quiet = TextStyle(SIZE, palette.muted, align="centre", anchor="bottom")
    place = TextStyle(SIZE, palette.muted, anchor="bottom")
    rule = Stroke(palette.border, 0.75)
    return [
        Cell(part.place, place, below=rule),
        *(_named(column, bold, quiet, rule) for column in part.columns),
    ]


def _named(each: SetEntry, name: TextStyle, note: TextStyle, rule: Stroke) -> Cell:
    lines, notes = "\n".join(each.lines), "\n".join(each.notes)
    joint = "\n" if lines and notes else ""
    return Cell(notes, note, below=rule, before=((lines + joint, name),))


def _band(group: SetGroup, columns: int, palette: Palette) -> list[Cell]:
    """The class over its rows, its colour before its name."""
    words = TextStyle(SIZE, palette.muted, bold=True)
    colour = palette.agent_class.get(group.agent_class)
    before = ((SWATCH, TextStyle(SIZE, colour)),) if colour else ()
    label = Cell(" ".join(group.lines), words, below=Stroke(palette.grid, 0.5), before=before)
    return list(_spanning(label, columns + 1))


def _row(row: SetEntry, part: GridPart, palette: Palette) -> list[Cell]:
    rule = Stroke(palette.grid, 0.5)
    name = TextStyle(SIZE, palette.text, bold=part.arms_are_rows)
    made = [_named(row, name, TextStyle(SIZE, palette.muted), rule)]
    for column in part.columns:
        found = part.grid.cell(row.entry, column.entry)
        empty = Cell("", TextStyle(SIZE, palette.muted), below=rule)
        made.append(_filled(found, palette) if found else empty)
    return made


def _filled(cell: GridCell, palette: Palette) -> Cell:
    agent_class = cell.intervention.agent_class
    colour = colour_of(agent_class, palette)
    words = TextStyle(SIZE, ink_on(colour), align="centre")
    if cell.is_listed:
        return Cell(LISTED, words, Solid(colour))
    return Cell(NAMED, words, around=Stroke(line_of(agent_class, palette), 1.25))
