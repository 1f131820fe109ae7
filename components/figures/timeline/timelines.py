"""Protocols day by day: one lane an agent, grouped by role, colour by class.

Several protocols stand one under the other on one axis. Nothing is drawn on a day that the
source does not give: open ends fade or end in an arrow, events without days are grey bands.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from components import theme
from components.figures.empty import NO_EVENT, empty_figure
from components.figures.text import plain
from components.figures.timeline.events import Event, in_words, markup, read_events
from components.figures.timeline.key import Key, key_traces
from components.figures.timeline.labels import DayLabel
from components.figures.timeline.lanes import Block, Window, blocks, shared_blocks
from components.figures.timeline.marks import rgba, traces
from components.figures.timeline.scene import (
    CODE_SIZE,
    EDGE,
    PANEL_TITLES,
    RIGHT_MARGIN,
    ROLE_SIZE,
    TITLE_ROW,
    Scene,
)
from components.theme import Figure, Palette, axis, base_layout, tint
from data.queries.comparison import NONE_PRINTED

__all__ = ["NARROWEST", "comparison_timeline", "in_words", "protocol_timeline"]


NARROWEST = 900
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
LABEL_SIZE, TICK_SIZE, HEAD_SIZE = 13, 12, 15
VACANT_SHIFT = 6


def protocol_timeline(
    frame: pd.DataFrame, palette: Palette, window: str, width: int = NARROWEST
) -> Figure:
    """The timelines of every regimen in the frame.

    frame: columns of ``queries.regimens.events``; window: both, transplant or followup;
    width: the narrowest width in pixels at which the figure will be shown.
    """
    events = read_events(frame)
    return _timeline(events, blocks(events, TITLE_ROW), palette, window, width)


def comparison_timeline(
    frame: pd.DataFrame, palette: Palette, window: str, width: int = NARROWEST
) -> Figure:
    """Draws the lanes in one order for every regimen; one that is not used stays empty.

    frame: columns of ``queries.comparison.events``.
    """
    events = read_events(frame)
    none = frame.loc[frame["induction_printed"] == NONE_PRINTED, "regimen"]
    return _timeline(events, shared_blocks(events, TITLE_ROW, set(none)), palette, window, width)


def _timeline(
    events: Sequence[Event], down: Sequence[Block], palette: Palette, window: str, width: int
) -> Figure:
    if not events:
        return empty_figure(NO_EVENT, palette)
    scene = Scene.of(events, down, palette, window, width)
    across, key, gutter, plot = scene.across, scene.key, scene.gutter, scene.plot
    data = [
        *traces(scene.drawn, palette),
        *(_tick_trace(panel, down, palette) for panel in across),
        *key_traces(key, palette),
    ]
    layout = _layout(down, across, key, plot, gutter, palette)
    layout["annotations"] = [
        *_gutter_notes(down, key, gutter, palette),
        *_panel_titles(across, plot, palette),
        *(_label_note(label, palette) for label in scene.labels),
        *_vacant_notes(down, across[0], palette),
    ]
    layout["shapes"] = _shapes(down, across, gutter, palette)
    return {"data": data, "layout": layout}


def _layout(
    down: Sequence[Block],
    across: Sequence[Window],
    key: Key,
    plot: float,
    gutter: float,
    palette: Palette,
) -> dict[str, Any]:
    """Axes in pixels downwards; the key stands on axes of its own above the lanes."""
    body = down[-1].bottom + EDGE
    inner = body + key.height
    lanes = [lane for block in down for lane in block.lanes]
    layout = base_layout(palette, height=round(inner + 2 * EDGE))
    layout["margin"] = {"l": round(gutter), "r": RIGHT_MARGIN, "t": EDGE, "b": EDGE}
    layout |= {"barmode": "overlay", "hovermode": "closest", "hoverdistance": 12}
    layout["yaxis"] = axis(
        palette,
        automargin=False,
        range=[body, 0],
        domain=[0, body / inner],
        tickmode="array",
        tickvals=[lane.middle for lane in lanes],
        ticktext=[plain(lane.agent_code) for lane in lanes],
        tickfont={"size": CODE_SIZE, "color": palette.text},
        ticks="",
        ticklabelstandoff=4,
        showgrid=False,
        showline=False,
    )
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    layout["yaxis2"] = axis(
        palette, **hidden, range=[key.height, 0], domain=[body / inner, 1], anchor="x3"
    )
    layout["xaxis3"] = axis(palette, **hidden, range=[0, plot], domain=[0, 1], anchor="y2")
    for panel in across:
        name = panel.axis.replace("x", "xaxis")
        layout[name] = axis(
            palette,
            **hidden,
            range=[panel.low, panel.high],
            domain=[panel.left / plot, panel.right / plot],
            anchor="y",
        )
    return layout


def _note(text: str, x: float, y: float, colour: str, size: int, **keys: Any) -> dict[str, Any]:
    """An annotation without arrow, its left end at ``x`` of the plot's width."""
    return theme.note(text, x, y, colour, size, **{"xref": "paper", **keys})


def _gutter_notes(
    down: Sequence[Block], key: Key, gutter: float, palette: Palette
) -> list[dict[str, Any]]:
    """Headers of regimens, names of roles, titles of the key."""
    shift = {"xshift": -round(gutter)}
    notes = [
        _note(title, 0, middle, palette.muted, ROLE_SIZE, yref="y2", **shift)
        for title, middle in key.titles
    ]
    for block in down:
        zero = f"Day 0: {block.day_zero_label.lower()}"
        text = (
            f"<b>{plain(block.label)}</b>"
            f'<span style="color:{palette.muted};font-size:{LABEL_SIZE}px">   {plain(zero)}</span>'
        )
        notes.append(_note(text, 0, block.top + 14, palette.text, HEAD_SIZE, **shift))
        notes += [
            _note(plain(lane.role_label), 0, lane.middle, palette.muted, ROLE_SIZE, **shift)
            for lane in block.lanes
            if lane.opens_role
        ]
    return notes


def _panel_titles(across: Sequence[Window], plot: float, palette: Palette) -> list[dict[str, Any]]:
    return [
        _note(PANEL_TITLES[panel.name], panel.left / plot, TITLE_ROW / 2, palette.muted, ROLE_SIZE)
        for panel in across
    ]


def _label_note(label: DayLabel, palette: Palette) -> dict[str, Any]:
    chip = {"bgcolor": rgba(palette.background, 0.88), "borderpad": 1} if label.chip else {}
    return _note(
        markup(label.text),
        label.day,
        label.middle,
        palette.text,
        LABEL_SIZE,
        xref=label.axis,
        xanchor=label.anchor,
        **chip,
    )


def _vacant_notes(down: Sequence[Block], panel: Window, palette: Palette) -> list[dict[str, Any]]:
    """Notes on shared lanes that a regimen leaves empty, behind the line of day 0."""
    return [
        _note(
            plain(lane.vacant[1]),
            0,
            lane.middle,
            palette.muted,
            LABEL_SIZE,
            xref=panel.axis,
            xshift=VACANT_SHIFT,
        )
        for block in down
        for lane in block.lanes
        if not lane.events
    ]


def _tick_trace(panel: Window, down: Sequence[Block], palette: Palette) -> dict[str, Any]:
    """The scale above the lanes of every block: a tall figure has it always in sight."""
    ticks = [(day, text, block) for block in down for day, text in panel.ticks]
    return {
        "type": "scatter",
        "mode": "text",
        "name": f"scale, {panel.name}",
        "xaxis": panel.axis,
        "yaxis": "y",
        "x": [day for day, _, _ in ticks],
        "y": [block.lanes_top - 9 for _, _, block in ticks],
        "text": [f"<b>{text}</b>" if day == 0 else text for day, text, _ in ticks],
        "textfont": {"size": TICK_SIZE, "color": palette.muted},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _lines(days: Iterable[float], down: Sequence[Block]) -> str:
    """One path of vertical lines through the lanes of every block."""
    return " ".join(
        f"M {day:g},{block.lanes_top:g} L {day:g},{block.bottom:g}"
        for day in days
        for block in down
    )


def _path(path: str, xref: str, colour: str, **line: Any) -> dict[str, Any]:
    return {
        "type": "path",
        "path": path,
        "xref": xref,
        "yref": "y",
        "layer": "below",
        "line": {"color": colour, "width": 1, **line},
    }


def _shapes(
    down: Sequence[Block], across: Sequence[Window], gutter: float, palette: Palette
) -> list[dict[str, Any]]:
    """Grid, day 0, the ground of the months, and the rules between roles and regimens."""
    shapes = []
    for panel in across:
        if panel.name == "months" and len(across) > 1:
            shapes += [_ground(panel, block, palette) for block in down]
        if panel.fine:
            fine = tint(palette.grid, palette.background, 0.5)
            shapes.append(_path(_lines(panel.fine, down), panel.axis, fine))
        days = [day for day, _ in panel.ticks if day != 0]
        shapes.append(_path(_lines(days, down), panel.axis, palette.grid))
        if panel.holds(0):
            shapes.append(_path(_lines([0.0], down), panel.axis, palette.day_zero, width=1.5))
    roles = " ".join(
        f"M 0,{lane.middle - 14:g} L 1,{lane.middle - 14:g}"
        for block in down
        for lane in block.lanes
        if lane.opens_role
    )
    shapes.append(_path(roles, "paper", palette.grid))
    for block in down[1:]:
        shapes += _rule(block.top - 4, gutter, palette)
    return shapes


def _ground(panel: Window, block: Block, palette: Palette) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": f"{panel.axis} domain",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": block.lanes_top,
        "y1": block.bottom,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": tint(palette.grid, palette.background, 0.35),
    }


def _rule(height: float, gutter: float, palette: Palette) -> list[dict[str, Any]]:
    """A line over the plot and, in pixels, over the gutter on its left."""
    line = {
        "type": "line",
        "xref": "paper",
        "yref": "y",
        "y0": height,
        "y1": height,
        "layer": "below",
        "line": {"color": palette.border, "width": 1},
    }
    left = {"xsizemode": "pixel", "xanchor": 0, "x0": -round(gutter), "x1": 0}
    return [{**line, "x0": 0, "x1": 1}, {**line, **left}]
