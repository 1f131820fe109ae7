"""A table of texts as a figure: columns of words that wrap, rows as high as their words need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.figures.empty import empty_figure
from components.figures.text import LINE_BREAK, plain
from components.figures.text_width import lines_of, shortened_to
from components.theme import Palette, axis, base_layout, note
from data.model.amounts import amount

WIDTH = 1040.0
TYPE, LINE, PADDING = 13, 17.0, 6.0
HEAD, FOOT = 30.0, 26.0
GAP = 14.0
CellTexts = Mapping[str, str]
"""Field -> the words of one row's cell."""


@dataclass(frozen=True)
class TextColumn:
    """A column: its field, its heading, and how wide it is beside the others."""

    field: str
    heading: str
    share: float
    bold: bool = False


@dataclass(frozen=True)
class TextRow:
    """A row of words; a rule stands above one that begins something new."""

    texts: CellTexts
    is_first: bool = True


def widths_of(columns: Sequence[TextColumn], width: float) -> list[float]:
    """The width of each column of a table that is so wide."""
    every = sum(column.share for column in columns)
    return [width * column.share / every for column in columns]


def lines_in(
    row: TextRow, columns: Sequence[TextColumn], widths: Sequence[float], most: int
) -> list[list[str]]:
    """The lines of each cell of a row."""
    return [
        lines_of(
            shortened_to(row.texts.get(column.field, ""), TYPE, own - GAP, most, bold=column.bold),
            TYPE,
            own - GAP,
            bold=column.bold,
        )
        for column, own in zip(columns, widths, strict=True)
    ]


def text_table(
    rows: Sequence[TextRow],
    columns: Sequence[TextColumn],
    palette: Palette,
    nothing: str,
    width: float = WIDTH,
    height: float | None = None,
    most: int = 3,
) -> dict[str, Any]:
    """The rows that have room; height: none for as much as all need.

    nothing: the sentence where there is no row; most: the lines of a cell.
    """
    if not rows:
        return empty_figure(nothing, palette)
    widths = widths_of(columns, width)
    cells = [lines_in(row, columns, widths, most) for row in rows]
    heights = [max(map(len, own)) * LINE + PADDING for own in cells]
    drawn = _with_room(heights, height)
    needed = HEAD + sum(heights[:drawn]) + (FOOT if drawn < len(rows) else 0.0)
    layout = base_layout(palette, height=round(needed))
    layout["margin"] = dict.fromkeys("lrtb", 0)
    layout["xaxis"] = axis(palette, visible=False, range=[0, width], automargin=False)
    layout["yaxis"] = axis(palette, visible=False, range=[needed, 0], automargin=False)
    lefts = [sum(widths[:place]) for place in range(len(widths))]
    words = [
        note(plain(column.heading), left, HEAD / 2, palette.muted, TYPE)
        for column, left in zip(columns, lefts, strict=True)
    ]
    rules, top = [], HEAD
    for row, own, high in zip(rows[:drawn], cells, heights, strict=False):
        rules.append(_rule(top, 0 if row.is_first else _inset(lefts), width, palette))
        words += [
            note(
                LINE_BREAK.join(_set(line, bold=column.bold) for line in lines),
                left,
                top + PADDING / 2,
                palette.text,
                TYPE,
                yanchor="top",
            )
            for column, lines, left in zip(columns, own, lefts, strict=True)
            if lines
        ]
        top += high
    if drawn < len(rows):
        rest = f"and {amount(len(rows) - drawn, 'more row')}"
        words.append(note(rest, 0, top + FOOT / 2, palette.muted, TYPE))
    layout["annotations"] = words
    layout["shapes"] = [*rules, _rule(top, 0, width, palette)]
    return {"data": [{"type": "scatter", "x": [], "y": []}], "layout": layout}


def _set(line: str, *, bold: bool) -> str:
    return f"<b>{plain(line)}</b>" if bold else plain(line)


def _with_room(heights: Sequence[float], height: float | None) -> int:
    """The number of rows that fit; at least one."""
    if height is None or HEAD + sum(heights) <= height:
        return len(heights)
    fitting = [
        count for count in range(1, len(heights)) if HEAD + sum(heights[:count]) + FOOT <= height
    ]
    return max(fitting, default=1)


def _inset(lefts: Sequence[float]) -> float:
    """The left end of a rule within what goes on: it leaves the first column free."""
    return lefts[1] if len(lefts) > 1 else 0.0


def _rule(y: float, left: float, right: float, palette: Palette) -> dict[str, Any]:
    line = {"color": palette.border if not left else palette.grid, "width": 1}
    return {"type": "line", "x0": left, "x1": right, "y0": y, "y1": y, "line": line}
