"""Arms against interventions: a cell is filled where the record lists the intervention for the arm.

Colour is the class of the agent or the type of the intervention, named above its rows or columns.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from components import theme
from components.figures.arm_grid import (
    GridCell,
    GridEntry,
    GridPart,
    GridPartition,
    GridType,
    SetEntry,
    divided,
    read_grid,
)
from components.figures.empty import NO_LINK, empty_figure
from components.figures.text import LINE_BREAK, plain, wrapped
from components.theme import Figure, Palette, axis, base_layout, edge_of

NARROWEST = 900
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
SCREEN = 560.0
"""Pixels of height that a part has on a screen of 1440 x 900, its card whole."""
TEXT_SIZE = 13
SET_IN = GridType(
    size=TEXT_SIZE,
    wider=1.0,
    line=17.0,
    pad=9.0,
    band=25.0,
    side=14.0,
    least_column=104.0,
    most_column=230.0,
)
FOOT = 8.0
MOST_APART = 1.5
"""The largest factor by which a picture draws the rows apart."""
CELL_SHARE, WIDEST_CELL, CELL_HEIGHT = 0.82, 120.0, 17.0
"""A cell's share of its column, and pixels."""
SWATCH = 11.0
HOVER_WIDTH, MOST_IN_HOVER = 60, 600
CLEAR = "rgba(0,0,0,0)"


def colour_of(agent_class: str, palette: Palette) -> str:
    """The colour of a class; what is in no list of interventions has none."""
    return palette.agent_class.get(agent_class, palette.background)


def line_of(agent_class: str, palette: Palette) -> str:
    """The line around a cell; it alone draws what is in no list of interventions."""
    own = palette.agent_class.get(agent_class)
    return edge_of(own, palette) if own else palette.muted


def partition(frame: pd.DataFrame) -> GridPartition:
    """The parts of a frame with cells, each as much as a screen holds."""
    return divided(read_grid(frame), SET_IN, NARROWEST, SCREEN)


def parts_of(frame: pd.DataFrame) -> int:
    """The number of parts; none where there is no cell."""
    return len(partition(frame)) if has_cells(frame) else 0


def has_cells(frame: pd.DataFrame) -> bool:
    return bool(read_grid(frame).cells)


def arm_matrix(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = NARROWEST,
    height: float = 0,
) -> Figure:
    """frame: ``queries.arm_matrix.arm_matrix``; part: from 1; height: pixels it should fill."""
    if not has_cells(frame):
        return empty_figure(NO_LINK, palette)
    page = partition(frame).part(part, SET_IN, width)
    needed = page.height + FOOT
    layout = base_layout(palette, height=round(needed))
    layout["margin"] = dict.fromkeys("lrtb", 0)
    layout |= {"barmode": "overlay", "hovermode": "closest"}
    layout["xaxis"] = axis(palette, visible=False, range=[0, width], automargin=False)
    # the rows may be drawn apart, and never pressed together: a picture reads this as such
    bottom = max(needed, height / MOST_APART)
    layout["yaxis"] = axis(palette, visible=False, range=[bottom, 0], automargin=True)
    layout["shapes"] = list(_rules(page, width, palette))
    layout["annotations"] = [*_heads(page, palette), *_names(page, palette)]
    data = [_cells(page, palette), _swatches(page, palette), _answering(page)]
    return {"data": data, "layout": layout}


def _words(lines: tuple[str, ...], *, bold: bool = False) -> str:
    text = LINE_BREAK.join(map(plain, lines))
    return f"<b>{text}</b>" if bold and text else text


def _note(text: str, x: float, y: float, colour: str, **keys: Any) -> dict[str, Any]:
    return theme.note(text, x, y, colour, TEXT_SIZE, **keys)


def _named(each: SetEntry, palette: Palette, *, bold: bool) -> str:
    """A name with what is said of it below, in the quiet ink."""
    name, note = _words(each.lines, bold=bold), _words(each.notes)
    quiet = f'<span style="color:{palette.muted}">{note}</span>' if note else ""
    return LINE_BREAK.join(filter(None, (name, quiet)))


def _heads(page: GridPart, palette: Palette) -> Iterator[dict[str, Any]]:
    """The part, the headings over columns, and the columns' names."""
    if page.place:
        yield _note(page.place, 0, page.top - 4, palette.muted, yanchor="bottom")
    for group in page.column_groups:
        middle = group.start + group.extent / 2
        keys = {"xanchor": "center", "align": "center", "yanchor": "bottom"}
        yield _note(_words(group.lines), middle, page.head_groups - 6, palette.text, **keys)
    for column in page.columns:
        keys = {"xanchor": "center", "align": "center", "yanchor": "bottom"}
        text = _named(column, palette, bold=True)
        yield _note(text, column.middle, page.top - 4, palette.text, **keys)


def _names(page: GridPart, palette: Palette) -> Iterator[dict[str, Any]]:
    """The names of the rows, and those of their groups above them."""
    for group in page.row_groups:
        middle = group.start + group.extent / 2 + 2
        left = 0.0 if page.arms_are_rows else SWATCH + 5
        yield _note(_words(group.lines, bold=True), left, middle, palette.muted)
    for row in page.rows:
        yield _note(_named(row, palette, bold=page.arms_are_rows), 0, row.middle, palette.text)


def _rules(page: GridPart, width: float, palette: Palette) -> Iterator[dict[str, Any]]:
    """A line above each row and group, and one under the heading of each group of columns."""
    starts = {row.start for row in page.rows} | {group.start for group in page.row_groups}
    for y in sorted({*starts, page.height}):
        strong = y in (page.top, page.height)
        yield _line(0, page.right, y, y, palette.border if strong else palette.grid)
    for group in page.column_groups:
        y, end = page.head_groups - 4, group.start + group.extent - 4
        own = palette.agent_class.get(group.agent_class)
        yield _line(group.start + 4, end, y, y, own or palette.border, 3 if own else 1)
        if not page.arms_are_rows and group.start > page.names:
            yield _line(group.start, group.start, 0, page.height, palette.border)


def _line(
    x0: float, x1: float, y0: float, y1: float, colour: str, width: float = 1
) -> dict[str, Any]:
    place = {"type": "line", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below"}
    return {**place, "line": {"color": colour, "width": width}}


def _bars(places: list[tuple[float, float, float, float]], **keys: Any) -> dict[str, Any]:
    """places: left end, width, middle and height of each bar."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [left for left, _, _, _ in places],
        "x": [width for _, width, _, _ in places],
        "y": [middle for _, _, middle, _ in places],
        "width": [height for _, _, _, height in places],
        **keys,
    }


def _cells(page: GridPart, palette: Palette) -> dict[str, Any]:
    """A bar in the middle of each cell with a link; it answers with the whole of its words."""
    places, fills, lines, hovers = [], [], [], []
    for row, column, cell in page.cells():
        width = min(column.extent * CELL_SHARE, WIDEST_CELL)
        places.append((column.middle - width / 2, width, row.middle, CELL_HEIGHT))
        agent_class = cell.intervention.agent_class
        fills.append(colour_of(agent_class, palette))
        lines.append(line_of(agent_class, palette))
        hovers.append(_hover(cell))
    return _bars(
        places,
        name="cells",
        marker={"color": fills, "line": {"color": lines, "width": 1.5}},
        hovertext=hovers,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _hover(cell: GridCell) -> str:
    arm, intervention = cell.arm, cell.intervention
    words = (cell.link_label, intervention.label, *intervention.more, f"Where: {cell.locator}")
    first = f"<b>{_bounded(arm.label)}</b>{LINE_BREAK}{plain(arm.note)}"
    return LINE_BREAK.join([first, *map(_bounded, words)])


def _bounded(text: str) -> str:
    return wrapped(text if len(text) <= MOST_IN_HOVER else text[:MOST_IN_HOVER] + "…", HOVER_WIDTH)


def _swatches(page: GridPart, palette: Palette) -> dict[str, Any]:
    """The colour of each class before its name above its rows."""
    groups = [] if page.arms_are_rows else page.row_groups
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "classes",
        "x": [SWATCH / 2 + 1] * len(groups),
        "y": [group.start + group.extent / 2 + 2 for group in groups],
        "marker": {
            "symbol": "square",
            "size": SWATCH,
            "color": [colour_of(group.agent_class, palette) for group in groups],
            "line": {
                "color": [line_of(group.agent_class, palette) for group in groups],
                "width": 1,
            },
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _answering(page: GridPart) -> dict[str, Any]:
    """Clear bars over the names, which say them whole with what else is known."""
    places = [(0.0, page.names, row.middle, row.extent) for row in page.rows]
    middle = page.head_groups + page.head / 2
    places += [(column.start, column.extent, middle, page.head) for column in page.columns]
    return _bars(
        places,
        name="names",
        marker={"color": CLEAR, "line": {"width": 0}},
        hovertext=[_entry_hover(each.entry) for each in (*page.rows, *page.columns)],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _entry_hover(entry: GridEntry) -> str:
    lines = filter(None, (entry.note, entry.group, *entry.more))
    return LINE_BREAK.join([f"<b>{_bounded(entry.label)}</b>", *map(_bounded, lines)])
