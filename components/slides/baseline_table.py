"""The baseline table as a native table; as many slides as it has parts."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from components.figures.baseline_grid import (
    BaselineGroup,
    BaselineLine,
    BaselineScene,
    parts_of,
    read_baseline,
)
from components.figures.baseline_table import NO_BASELINE
from components.slides.activity_schedule import SIZE, SLIDE, setting_of
from components.slides.drawing import Fill, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.slides.tables import Cell, add_table
from components.theme import Palette

INDENT = "    "


def baseline_table(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Every part on a slide; frame: ``queries.baseline_table.baseline_table``."""
    setting = setting_of(sheet.body)
    parts = parts_of(read_baseline(frame), setting) if len(frame) else ()
    if not parts:
        empty_slide(sheet, NO_BASELINE)
        return
    for number, part in enumerate(parts):
        sheet = sheet.another() if number else sheet
        _table(BaselineScene(part, setting), sheet)


def _table(scene: BaselineScene, sheet: Sheet) -> None:
    palette = sheet.palette
    rows = [_heads(scene, palette), *(_row(scene, row, palette) for row in scene.rows)]
    heights = [scene.heads_bottom, *(row.bottom - row.top for row in scene.rows)]
    widths = [scene.names, *(scene.column for _ in scene.part.groups)]
    add_table(sheet, "Baseline", (sheet.body.left, sheet.body.top), widths, heights, rows)


def _heads(scene: BaselineScene, palette: Palette) -> list[Cell]:
    """The part's place, and the groups with the number analysed."""
    rule = Stroke(palette.border, 1)
    muted = TextStyle(SIZE, palette.muted, anchor="bottom")
    bold = replace(muted, colour=palette.text, bold=True)
    place = "\n".join(SLIDE.lines(scene.part.place, scene.names - 2 * SLIDE.line, 3))
    return [
        Cell(place, muted, below=rule),
        *(
            Cell(
                SLIDE.cut(group.count, scene.column - SLIDE.line),
                muted,
                _ground(group, palette),
                below=rule,
                before=(("\n".join(lines) + "\n", bold),),
            )
            for group, lines in zip(scene.part.groups, scene.heads, strict=True)
        ),
    ]


def _ground(group: BaselineGroup, palette: Palette) -> Fill:
    return Solid(palette.land) if group.is_total else None


def _row(scene: BaselineScene, row: BaselineLine, palette: Palette) -> list[Cell]:
    """A measure over the whole width, or a name with its values."""
    plain = TextStyle(SIZE, palette.text)
    bold, muted = replace(plain, bold=True), replace(plain, colour=palette.muted)
    rule = Stroke(palette.grid, 0.5)
    if not row.is_measure:
        name = "\n".join(f"{INDENT}{line}" for line in row.names)
        return [Cell(name, plain), *_values(row, palette)]
    beside = scene.kind_beside(row)
    kinds = "\n".join(row.kinds)
    rest = f"\n{kinds}" if kinds else f"  {beside}" if beside else ""
    head = Cell(rest, muted, above=rule, before=(("\n".join(row.names), bold),))
    if row.cells:
        return [head, *(replace(cell, above=rule) for cell in _values(row, palette))]
    return [
        replace(head, columns=len(scene.part.groups) + 1),
        *(Cell("", muted, above=rule, covered_across=True) for _ in scene.part.groups),
    ]


def _values(row: BaselineLine, palette: Palette) -> Iterator[Cell]:
    for cell in row.cells:
        held = cell.cell
        marked = held is not None and held.marked
        words = TextStyle(SIZE, palette.text if held else palette.muted, bold=marked)
        text = "\n".join(cell.lines) + (" !" if marked else "")
        yield Cell(text, words, _ground(cell.group, palette))
