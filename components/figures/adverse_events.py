"""Adverse events as a dot plot: percentages by group, and the second group against the first."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.empty import NO_ROW, empty_figure
from components.figures.event_rows import (
    EventGroup,
    EventRows,
    EventScene,
    PlacedEvent,
    divided_rows,
    read_rows,
)
from components.figures.group_marks import group_colour, group_shape
from components.figures.page_setting import SCREEN
from components.figures.pixel_axes import HARDLY, LEAST_KEY, block, pixel_layout, pixel_note, rule
from components.figures.text import LINE_BREAK, plain, wrapped
from components.theme import Figure, Palette, Trace, tint

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
TYPE = 13
HOVER_WIDTH, MOST_IN_HOVER = 60, 600
CLEAR = "rgba(0,0,0,0)"


def parts(frame: pd.DataFrame, events_by: str = "") -> tuple[EventRows, ...]:
    """The parts as the screen shows them; events_by: without it the order that the frame has."""
    if frame.empty:
        return ()
    by = events_by or str(frame["events_by"].iloc[0])
    return divided_rows(read_rows(frame, by_system=by == "organ"), SCREEN)


def adverse_events(
    frame: pd.DataFrame,
    palette: Palette,
    events_by: str = "",
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of the dot plot.

    frame: ``queries.adverse_events.adverse_events``; part: from 1, the last one where there are
    fewer; width, height: pixels of the room that the figure is laid out for.
    """
    every = parts(frame, events_by)
    if not every:
        return empty_figure(NO_ROW, palette)
    scene = EventScene(every[min(max(part, 1), len(every)) - 1], SCREEN.in_room(width, height))
    layout = pixel_layout(palette, width, scene.bottom + SCREEN.pad)
    layout["meta"] = {LEAST_KEY: HARDLY}
    layout["annotations"] = _notes(scene, palette)
    layout["shapes"] = _shapes(scene, palette)
    data = [_names(scene), *(_dots(scene, group, palette) for group in scene.drawing_order)]
    if scene.has_contrast:
        data += [*_intervals(scene, palette), _words(scene)]
    return {"data": [*data, _key(scene, palette)], "layout": layout}


def _bounded(text: str) -> str:
    return wrapped(text if len(text) <= MOST_IN_HOVER else f"{text[:MOST_IN_HOVER]}…", HOVER_WIDTH)


def hover_of(scene: EventScene, placed: PlacedEvent) -> str:
    """The term whole, and the counts of each group drawn."""
    row = placed.row
    labels = {group.number: group.label for group in scene.plot.groups}
    lines = [f"<b>{_bounded(row.term + row.tag)}</b>"]
    lines += [_bounded(row.system)] if row.system else []
    for dot in row.dots:
        remark = f"; {dot.remark}" if dot.remark else ""
        lines.append(_bounded(f"{labels[dot.group]}: {dot.counts}{remark}"))
    if row.contrast is not None:
        lines.append(_bounded(f"Second against first: {row.contrast.words}"))
    return LINE_BREAK.join(lines)


def _notes(scene: EventScene, palette: Palette) -> list[dict[str, Any]]:
    """All words of the figure."""
    muted, text = palette.muted, palette.text
    notes = []
    if scene.plot.place:
        middle = scene.place_bottom / 2
        notes.append(pixel_note(plain(scene.plot.place), 0, middle, muted, TYPE))
    notes += [
        pixel_note(
            plain(words), left + SCREEN.line, middle, text, TYPE, hovertext=_bounded(g.label)
        )
        for g, words, left, middle in scene.key
    ]
    for words, left in scene.panel_titles:
        notes.append(pixel_note(f"<b>{plain(words)}</b>", left, scene.titles_middle, text, TYPE))
    for column in scene.columns:
        ink = group_colour(column.group.number - 1, palette)
        for placed in scene.rows:
            words = plain(scene.count(placed, column))
            at = {"xanchor": "right"}
            notes += [pixel_note(words, column.right, placed.middle, ink, TYPE, **at)] * bool(words)
    axes = [scene.percentages, *([scene.contrasts] if scene.has_contrast else [])]
    for number, axis in enumerate(axes):
        for value, words in axis.ticks:
            unit = "" if number else " %"
            at = {"xanchor": "center"}
            notes.append(
                pixel_note(f"{words}{unit}", axis.x(value), scene.ticks_middle, muted, TYPE, **at)
            )
    for placed in scene.rows:
        notes += _row_notes(scene, placed, palette)
    foot = LINE_BREAK.join(plain(line) for line in scene.foot)
    notes.append(pixel_note(foot, 0, scene.foot_top, muted, TYPE, yanchor="top"))
    return notes


def _row_notes(scene: EventScene, placed: PlacedEvent, palette: Palette) -> list[dict[str, Any]]:
    row, y = placed.row, placed.middle
    name = plain(scene.name(row))
    strong = row.is_total or row.is_heading
    shown = f"<b>{name}</b>{plain(row.tag)}" if strong else f"{name}{plain(row.tag)}"
    ink = palette.muted if row.is_heading else palette.text
    notes = [pixel_note(shown, 0, y, ink, TYPE)]
    if row.remark:
        left, room = scene.percentages.left + 4, scene.percentages.right - scene.percentages.left
        words = SCREEN.cut(row.remark, room)
        notes.append(pixel_note(plain(words), left, y, palette.muted, TYPE))
    if row.contrast is not None:
        ink = palette.muted if row.contrast.estimate is None else palette.text
        words = scene.contrast_words(row.contrast)
        notes.append(pixel_note(plain(words), scene.words_left, y, ink, TYPE))
    return notes


def _shapes(scene: EventScene, palette: Palette) -> list[dict[str, Any]]:
    """Stripes of rows, the grid of both panels and the line of no effect."""
    stripe = tint(palette.border, palette.background, 0.16)
    width, top, bottom = scene.setting.width, scene.rows_top, scene.rows_bottom
    shapes = [
        block(0, placed.top, width, placed.bottom, stripe)
        for number, placed in enumerate(scene.rows)
        if number % 2 == 0
    ]
    for axis in (scene.percentages, *((scene.contrasts,) if scene.has_contrast else ())):
        for value, _ in axis.ticks:
            shapes.append(rule(axis.x(value), top, axis.x(value), bottom, palette.grid))
    if scene.has_contrast:
        x = scene.contrasts.x(scene.no_effect)
        shapes.append(rule(x, top, x, bottom, palette.text, 1.5))
    shapes += [rule(0, y, width, y, palette.border) for y in (top, bottom)]
    totals = [placed.bottom for placed in scene.rows if placed.row.is_total]
    if totals and totals[-1] < bottom:
        shapes.append(rule(0, totals[-1], width, totals[-1], palette.border))
    return shapes


def _names(scene: EventScene) -> Trace:
    """Clear bars over the names, which answer with all counts."""
    rows = [placed for placed in scene.rows if not placed.row.is_heading]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "terms",
        "base": [0.0] * len(rows),
        "x": [scene.percentages.left - scene.mark] * len(rows),
        "y": [placed.middle for placed in rows],
        "width": [placed.bottom - placed.top for placed in rows],
        "marker": {"color": CLEAR, "line": {"width": 0}},
        "hovertext": [hover_of(scene, placed) for placed in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _marker(scene: EventScene, groups: Sequence[EventGroup], palette: Palette) -> dict[str, Any]:
    """The marks of groups, one each: those of the two compared are filled, others are open."""
    colours = [group_colour(group.number - 1, palette) for group in groups]
    opened = ["" if group.is_compared else "-open" for group in groups]
    return {
        "symbol": [
            f"{group_shape(group.number - 1)}{end}"
            for group, end in zip(groups, opened, strict=True)
        ],
        "size": scene.mark,
        "opacity": 1,
        "color": colours,
        "line": {
            "color": [
                colour if end else palette.background
                for colour, end in zip(colours, opened, strict=True)
            ],
            "width": [1.5 if end else 0.5 for end in opened],
        },
    }


def _dots(scene: EventScene, group: EventGroup, palette: Palette) -> Trace:
    placed = list(scene.dots(group))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(group.label),
        "x": [x for _, _, x in placed],
        "y": [scene.y(row, group.number) for row, _, _ in placed],
        "marker": _marker(scene, [group] * len(placed), palette),
        "hovertext": [hover_of(scene, row) for row, _, _ in placed],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _intervals(scene: EventScene, palette: Palette) -> list[Trace]:
    """Intervals as lines with the estimate on them; one that goes on ends in an arrow."""
    axis, x, y, hovers = scene.contrasts, [], [], []
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    arrows: list[tuple[float, float, str]] = []
    for placed in scene.rows:
        found = placed.row.contrast
        if found is None or found.estimate is None or found.lower is None or found.upper is None:
            continue
        x.append(axis.x(found.estimate))
        y.append(placed.middle)
        hovers.append(hover_of(scene, placed))
        lines_x += [axis.x(found.lower), axis.x(found.upper), None]
        lines_y += [placed.middle, placed.middle, None]
        for value in (found.lower, found.upper):
            if side := axis.is_beyond(value):
                symbol = "triangle-left" if side < 0 else "triangle-right"
                arrows.append((axis.x(value), placed.middle, symbol))
    base: Trace = {"type": "scatter", "cliponaxis": False}
    ink = palette.text
    return [
        {
            **base,
            "mode": "lines",
            "name": "intervals",
            "x": lines_x,
            "y": lines_y,
            "line": {"color": ink, "width": 1.8},
            "hoverinfo": "skip",
        },
        {
            **base,
            "mode": "markers",
            "name": "beyond the axis",
            "x": [at for at, _, _ in arrows],
            "y": [at for _, at, _ in arrows],
            "marker": {"symbol": [symbol for _, _, symbol in arrows], "size": 9, "color": ink},
            "hoverinfo": "skip",
        },
        {
            **base,
            "mode": "markers",
            "name": "second against first",
            "x": x,
            "y": y,
            "marker": {"symbol": "diamond", "size": 8, "color": ink},
            "hovertext": hovers,
            "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]


def _words(scene: EventScene) -> Trace:
    """Clear bars over the contrasts in words, which may be cut."""
    rows = [placed for placed in scene.rows if placed.row.contrast is not None]
    names = _names(scene)
    return {
        **names,
        "name": "contrasts",
        "base": [scene.words_left] * len(rows),
        "x": [scene.setting.width - scene.words_left] * len(rows),
        "y": [placed.middle for placed in rows],
        "width": [placed.bottom - placed.top for placed in rows],
        "hovertext": [hover_of(scene, placed) for placed in rows],
    }


def _key(scene: EventScene, palette: Palette) -> Trace:
    """The mark of each group, before its name and above its counts."""
    named = [(group, left + scene.setting.line / 2, middle) for group, _, left, middle in scene.key]
    above = [
        (column.group, column.right - scene.mark / 2, scene.ticks_middle)
        for column in scene.columns
    ]
    marks = [*named, *above]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "key",
        "x": [x for _, x, _ in marks],
        "y": [y for _, _, y in marks],
        "marker": _marker(scene, [group for group, _, _ in marks], palette),
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
