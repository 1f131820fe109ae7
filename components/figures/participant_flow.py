"""Participant flow: a box for each posted number, groups as columns, periods downwards."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from components.figures.empty import empty_figure
from components.figures.flow_grid import (
    FlowPart,
    FlowScene,
    PlacedBox,
    parts_of,
    read_flow,
)
from components.figures.page_setting import SCREEN
from components.figures.pixel_axes import block, pixel_layout, pixel_note, rule
from components.figures.text import LINE_BREAK, plain, wrapped
from components.theme import Figure, Palette, Trace, tint
from data.queries.participant_flow import MILESTONE, NOT_COMPLETED

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
TYPE = 13
HOVER_WIDTH, MOST_IN_HOVER, MOST_HOVER_LINES = 60, 500, 14
NO_FLOW = "The record posts no participant flow."
SIGN = "!"
"""In a box whose numbers contradict others of the record."""
ARROW = 8


def parts(frame: pd.DataFrame) -> tuple[FlowPart, ...]:
    """The parts of a flow as the screen shows them."""
    return parts_of(read_flow(frame), SCREEN)


def participant_flow(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of the flow.

    frame: ``queries.participant_flow.participant_flow``; part: from 1, the last one where there
    are fewer; width, height: pixels of the room that the figure is laid out for.
    """
    every = parts(frame) if len(frame) else ()
    if not every:
        return empty_figure(NO_FLOW, palette)
    chosen = every[min(max(part, 1), len(every)) - 1]
    scene = FlowScene(chosen, SCREEN.in_room(width, height))
    layout = pixel_layout(palette, width, scene.bottom + SCREEN.pad)
    layout["annotations"] = list(_notes(scene, palette))
    layout["shapes"] = [*_bands(scene, palette), *_lines(scene, palette), *_boxes(scene, palette)]
    return {"data": [_arrows(scene, palette), _answering(scene)], "layout": layout}


def look_of(placed: PlacedBox, palette: Palette) -> tuple[str, str, float]:
    """Ground, outline and width of the outline of a box; no number is louder than another."""
    box = placed.box
    if box.marked:
        return tint(palette.bubble, palette.background, 0.12), palette.bubble, 2.0
    if box.is_zero:
        return palette.background, palette.border, 1.0
    if box.kind == MILESTONE:
        return palette.background, palette.border, 1.0
    if box.kind == NOT_COMPLETED:
        return palette.land, palette.border, 1.0
    return tint(palette.accent, palette.background, 0.07), palette.accent, 1.0


def dash_of(placed: PlacedBox) -> str:
    """The outline of what is no number of the flow: ``dot``, ``dash`` beside it; else empty."""
    if placed.box.is_zero:
        return "dot"
    return "dash" if placed.box.kind == MILESTONE else ""


def _notes(scene: FlowScene, palette: Palette) -> Iterator[dict[str, Any]]:
    top = {"yanchor": "top"}
    if scene.part.place:
        yield pixel_note(plain(scene.part.place), scene.left, 0, palette.muted, TYPE, **top)
    for at, lines in enumerate(scene.heads):
        words = f"<b>{LINE_BREAK.join(map(plain, lines))}</b>"
        x, y = scene.column_left(at), scene.heads_bottom - 0.3 * SCREEN.line
        yield pixel_note(words, x, y, palette.text, TYPE, yanchor="bottom")
    for lines, above, below in scene.bands:
        words = f"<b>{LINE_BREAK.join(map(plain, lines))}</b>"
        yield pixel_note(
            words, scene.left + SCREEN.line / 2, (above + below) / 2, palette.text, TYPE
        )
    for placed in scene.boxes:
        yield _box_note(placed, palette)
        if placed.box.marked:
            x, y = placed.right - 0.5 * SCREEN.line, placed.top + 0.8 * SCREEN.line
            yield pixel_note(f"<b>{SIGN}</b>", x, y, palette.text, TYPE + 3, xanchor="right")


def _box_note(placed: PlacedBox, palette: Palette) -> dict[str, Any]:
    words = LINE_BREAK.join(
        f"<b>{plain(line)}</b>" if is_bold else plain(line) for line, is_bold in placed.lines
    )
    colour = palette.muted if placed.box.is_zero else palette.text
    x = placed.left + 0.6 * SCREEN.line
    return pixel_note(words, x, (placed.top + placed.bottom) / 2, colour, TYPE)


def _bands(scene: FlowScene, palette: Palette) -> list[dict[str, Any]]:
    right = scene.left + scene.used
    return [block(scene.left, top, right, bottom, palette.grid) for _, top, bottom in scene.bands]


def _lines(scene: FlowScene, palette: Palette) -> list[dict[str, Any]]:
    return [
        rule(each.left, each.top, each.right, each.bottom, palette.muted, 1.5)
        for each in scene.lines
    ]


def _boxes(scene: FlowScene, palette: Palette) -> list[dict[str, Any]]:
    made = []
    for placed in scene.boxes:
        ground, colour, width = look_of(placed, palette)
        line: dict[str, Any] = {"color": colour, "width": width}
        if dash_of(placed):
            line["dash"] = dash_of(placed)
        edges = placed.left, placed.top, placed.right, placed.bottom
        made.append(block(*edges, ground, line=line, name=placed.box.kind))
    return made


def _arrows(scene: FlowScene, palette: Palette) -> Trace:
    """Arrow heads at the ends of lines: down to the next box, right to a box beside the line."""
    ends = [each for each in scene.lines if each.arrow]
    back = ARROW / 2
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "arrows",
        "x": [each.right - back if each.is_level else each.right for each in ends],
        "y": [each.bottom if each.is_level else each.bottom - back for each in ends],
        "marker": {
            "symbol": ["triangle-right" if each.is_level else "triangle-down" for each in ends],
            "size": ARROW,
            "color": palette.muted,
        },
        "hoverinfo": "skip",
    }


def _answering(scene: FlowScene) -> Trace:
    """Clear bars over heads and boxes, which say the whole of their words."""
    heads_top = scene.place_bottom
    places = [
        (scene.column_left(at), scene.column, heads_top, scene.heads_bottom)
        for at in range(len(scene.part.groups))
    ]
    hovers = [
        _hover((group.title, group.description or "No description posted."))
        for group in scene.part.groups
    ]
    for placed in scene.boxes:
        places.append((placed.left, placed.right - placed.left, placed.top, placed.bottom))
        hovers.append(_hover(placed.box.hover))
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
    first, *rest = (_bounded(line) for line in lines)
    more = len(rest) - MOST_HOVER_LINES
    if more > 0:
        rest = [*rest[:MOST_HOVER_LINES], f"and {more} more in the table"]
    return LINE_BREAK.join([f"<b>{first}</b>", *rest])


def _bounded(text: str) -> str:
    return wrapped(text if len(text) <= MOST_IN_HOVER else f"{text[:MOST_IN_HOVER]}…", HOVER_WIDTH)
