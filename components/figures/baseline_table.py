"""Baseline table: measures and their rows by group, with a bar behind what is a percentage."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from components.figures.baseline_grid import (
    BaselineGroup,
    BaselinePart,
    BaselineScene,
    BaselineSetRow,
    parts_of,
    read_baseline,
)
from components.figures.empty import empty_figure
from components.figures.page_setting import SCREEN
from components.figures.pixel_axes import block, pixel_layout, pixel_note, rule
from components.figures.text import LINE_BREAK, plain, wrapped
from components.theme import Figure, Palette, Trace, tint

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
TYPE = 13
HOVER_WIDTH, MOST_IN_HOVER = 60, 500
NO_BASELINE = "The record posts no baseline table."
INDENT = 1.0
"""Of the rows of a measure, in lines of type."""


def parts(frame: pd.DataFrame) -> tuple[BaselinePart, ...]:
    """The parts of a table as the screen shows them."""
    return parts_of(read_baseline(frame), SCREEN) if len(frame) else ()


def baseline_table(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of the table.

    frame: ``queries.baseline_table.baseline_table``; part: from 1, the last one where there are
    fewer; width, height: pixels of the room that the figure is laid out for.
    """
    every = parts(frame)
    if not every:
        return empty_figure(NO_BASELINE, palette)
    chosen = every[min(max(part, 1), len(every)) - 1]
    scene = BaselineScene(chosen, SCREEN.in_room(width, height))
    layout = pixel_layout(palette, width, scene.bottom + SCREEN.pad)
    layout["annotations"] = [
        *_head_notes(scene, palette),
        *(note for row in scene.rows for note in _row_notes(scene, row, palette)),
    ]
    layout["shapes"] = list(_shapes(scene, palette))
    return {"data": [_answering(scene)], "layout": layout}


def bar_colour(group: BaselineGroup, palette: Palette) -> str:
    """The bar behind a percentage; that of the total is told apart."""
    if group.is_total:
        return tint(palette.muted, palette.background, 0.34)
    return tint(palette.accent, palette.background, 0.22)


def _head_notes(scene: BaselineScene, palette: Palette) -> Iterator[dict[str, Any]]:
    line = SCREEN.line
    if scene.part.place:
        yield pixel_note(plain(scene.part.place), 0, 0, palette.muted, TYPE, yanchor="top")
    for at, (group, lines) in enumerate(zip(scene.part.groups, scene.heads, strict=True)):
        x = scene.column_left(at) + SCREEN.pad
        words = f"<b>{LINE_BREAK.join(map(plain, lines))}</b>"
        y = scene.heads_bottom - 1.25 * line
        yield pixel_note(words, x, y, palette.text, TYPE, yanchor="bottom")
        count = SCREEN.cut(group.count, scene.column - 2 * SCREEN.pad)
        yield pixel_note(
            plain(count), x, scene.heads_bottom - 0.25 * line, palette.muted, TYPE, yanchor="bottom"
        )


def _row_notes(
    scene: BaselineScene, row: BaselineSetRow, palette: Palette
) -> Iterator[dict[str, Any]]:
    names = LINE_BREAK.join(map(plain, row.names))
    words = f"<b>{names}</b>" if row.is_measure else names
    if row.kinds:
        words += f"{LINE_BREAK}{_muted(row.kinds, palette)}"
    x = 0.0 if row.is_measure else INDENT * SCREEN.line
    yield pixel_note(words, x, row.middle, palette.text, TYPE)
    beside = scene.kind_beside(row)
    if beside:
        x = SCREEN.width_of(row.names[0], bold=True) + 2 * SCREEN.pad
        yield pixel_note(plain(beside), x, row.middle, palette.muted, TYPE)
    for at, cell in enumerate(row.cells):
        words = LINE_BREAK.join(map(plain, cell.lines))
        marked = cell.cell is not None and cell.cell.marked
        words = f"<b>{words} !</b>" if marked else words
        x = scene.column_left(at) + SCREEN.pad
        colour = palette.text if cell.cell is not None else palette.muted
        yield pixel_note(words, x, row.middle, colour, TYPE)


def _muted(lines: Sequence[str], palette: Palette) -> str:
    words = LINE_BREAK.join(map(plain, lines))
    return f'<span style="color:{palette.muted}">{words}</span>'


def _shapes(scene: BaselineScene, palette: Palette) -> Iterator[dict[str, Any]]:
    """The ground of the total, the bars of percentages and the lines above measures."""
    for at, group in enumerate(scene.part.groups):
        if group.is_total:
            left = scene.column_left(at)
            edges = left, scene.place_bottom, left + scene.column, scene.bottom
            yield block(*edges, palette.land)
    for row in scene.rows:
        for at, cell in enumerate(row.cells):
            if cell.cell is None or not cell.cell.percent:
                continue
            left = scene.column_left(at) + 1
            share = min(cell.cell.percent, 100.0) / 100
            right = left + share * (scene.column - 4)
            colour = bar_colour(cell.group, palette)
            yield block(left, row.top + 1.5, right, row.bottom - 1.5, colour, name="share")
        if row.is_measure:
            strong = row is scene.rows[0]
            colour = palette.border if strong else palette.grid
            yield rule(0, row.top, scene.used, row.top, colour, 1.5 if strong else 1)


def _answering(scene: BaselineScene) -> Trace:
    """Clear bars over heads, names and cells, which say the whole of their words."""
    places: list[tuple[float, float, float, float]] = []
    hovers = []
    for at, group in enumerate(scene.part.groups):
        places.append((scene.column_left(at), scene.column, scene.place_bottom, scene.heads_bottom))
        hovers.append(_hover((group.title, group.count, group.description)))
    for row in scene.rows:
        places.append((0.0, scene.names, row.top, row.bottom))
        hovers.append(_hover(row.measure.hover if row.is_measure else (row.label,)))
        for at, cell in enumerate(row.cells):
            if cell.cell is not None:
                places.append((scene.column_left(at), scene.column, row.top, row.bottom))
                hovers.append(_hover(cell.cell.hover))
    return {
        "type": "bar",
        "orientation": "h",
        "name": "words",
        "base": [left for left, _, _, _ in places],
        "x": [width for _, width, _, _ in places],
        "y": [(top + bottom) / 2 for _, _, top, bottom in places],
        "width": [bottom - top for _, _, top, bottom in places],
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(lines: Sequence[str]) -> str:
    first, *rest = (_bounded(line) for line in lines if line)
    return LINE_BREAK.join([f"<b>{first}</b>", *rest])


def _bounded(text: str) -> str:
    return wrapped(text if len(text) <= MOST_IN_HOVER else f"{text[:MOST_IN_HOVER]}…", HOVER_WIDTH)
