"""Protocols day by day: one lane an agent, grouped by role, colour by class.

Several protocols stand one under the other on one axis. Nothing is drawn on a day that the
source does not give: an agent without a day is a chip in a column of its own beside the axis.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from components import theme
from components.figures.chips import MARK_ROOM, PADDING, PART_ROOM, PlacedChip
from components.figures.empty import NO_EVENT, empty_figure
from components.figures.evidence import evidence_of, fill_of
from components.figures.text import plain
from components.figures.timeline.events import Event, in_words, markup, read_events
from components.figures.timeline.key import key_traces
from components.figures.timeline.labels import DayLabel
from components.figures.timeline.lanes import CHIP_SIZE, TimelinePage, Window, pages
from components.figures.timeline.marks import rgba, traces
from components.figures.timeline.scene import (
    CODE_SIZE,
    HEADS,
    NO_DAY,
    ROLE_SIZE,
    SCREEN,
    Scene,
)
from components.theme import Figure, Palette, Trace, axis, base_layout, tint

__all__ = ["NARROWEST", "in_words", "page_of", "protocol_timeline"]


NARROWEST = 1040
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
LABEL_SIZE, TICK_SIZE, HEAD_SIZE = 13, 12, 14
MARGIN = 6
CHIP_HEIGHT = 16.0
GROUND = 0.7
"""Opacity of the ground below words on a fade, which is seen to go on behind them."""
NONE_WORD = "none"
"""The word for a printed none."""
ON_PIXELS = {"xaxis": "x3", "yaxis": "y"}
"""The axes in pixels of the whole figure; those of the scales are days."""


def page_of(events: Sequence[Event], part: int) -> TimelinePage:
    """One page of regimens, counted from 1; the last one where there are fewer."""
    parts = pages(events)
    return parts[min(max(part, 1), len(parts)) - 1] if parts else TimelinePage((), "")


def protocol_timeline(
    frame: pd.DataFrame,
    palette: Palette,
    window: str,
    part: int = 1,
    width: float = NARROWEST,
    height: float = SCREEN,
) -> Figure:
    """The timelines of the regimens of one page of the frame.

    frame: columns of ``queries.regimens.drawn``; window: both, transplant or followup; part: the
    page of four regimens, from 1; width: the narrowest width in pixels at which the figure will
    be shown; height: the pixels that it should fill.
    """
    page = page_of(read_events(frame), part)
    if not page.events:
        return empty_figure(NO_EVENT, palette)
    scene = Scene.of(page, palette, window, width - 2 * MARGIN, height)
    layout = _layout(scene)
    layout["annotations"] = [
        *_gutter_notes(scene),
        *_heads(scene),
        *_chip_notes(scene),
        *(_label_note(label, palette) for label in scene.labels),
    ]
    layout["shapes"] = _shapes(scene)
    data = [
        *traces(scene.placed_marks, palette),
        *(_tick_trace(panel, scene) for panel in scene.across),
        *_chip_traces(scene),
        *key_traces(scene.key, palette),
    ]
    return {"data": data, "layout": layout}


def _layout(scene: Scene) -> dict[str, Any]:
    """One axis of pixels downwards; across, one of pixels and one of days a panel."""
    palette, height = scene.palette, scene.height
    layout = base_layout(palette, height=round(height))
    layout["margin"] = {"l": MARGIN, "r": MARGIN, "t": 0, "b": 0}
    layout |= {"barmode": "overlay", "hovermode": "closest", "hoverdistance": 12}
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    lanes = [lane for block in scene.down for lane in block.lanes]
    left = scene.columns.plot_left
    layout["yaxis"] = axis(
        palette,
        automargin=False,
        range=[height, 0],
        domain=[0, 1],
        anchor="free",
        position=left / scene.width,
        tickmode="array",
        tickvals=[lane.middle for lane in lanes],
        ticktext=[plain(lane.name) for lane in lanes],
        tickfont={"size": CODE_SIZE, "color": palette.text},
        ticks="",
        ticklabelstandoff=4,
        showgrid=False,
        showline=False,
    )
    layout["yaxis2"] = axis(palette, **hidden, range=[height, 0], domain=[0, 1], anchor="x3")
    layout["xaxis3"] = axis(palette, **hidden, range=[0, scene.width], domain=[0, 1], anchor="y2")
    for panel in scene.across:
        layout[panel.axis.replace("x", "xaxis")] = axis(
            palette,
            **hidden,
            range=[panel.low, panel.high],
            # a domain that ends a rounding error beyond 1 is none to plotly
            domain=[min((left + end) / scene.width, 1.0) for end in (panel.left, panel.right)],
            anchor="y",
        )
    return layout


def _note(text: str, x: float, y: float, colour: str, size: float, **keys: Any) -> dict[str, Any]:
    """An annotation without arrow, its left end so many pixels from the figure's left edge."""
    return theme.note(text, x, y, colour, round(size), **{"xref": "x3", **keys})


def _gutter_notes(scene: Scene) -> list[dict[str, Any]]:
    """Headers of regimens and names of roles."""
    palette = scene.palette
    notes = []
    for block in scene.down:
        zero = f"Day 0: {block.day_zero_label.lower()}"
        text = (
            f"<b>{plain(block.label)}</b>"
            f'<span style="color:{palette.muted};font-size:{LABEL_SIZE}px">   {plain(zero)}</span>'
        )
        notes.append(_note(text, 0, block.top + 11, palette.text, HEAD_SIZE))
        notes += [
            _note(plain(band.role_label), 0, band.first_row, palette.muted, ROLE_SIZE)
            for band in block.bands
        ]
    return notes


def _heads(scene: Scene) -> list[dict[str, Any]]:
    """The place of the page among all, and the title of the column of what has no day."""
    columns, middle = scene.columns, scene.heads_top + HEADS / 2
    heads = [(scene.page.place, 0.0), (NO_DAY if columns.chips else "", columns.roles)]
    return [
        _note(text, left, middle, scene.palette.muted, ROLE_SIZE) for text, left in heads if text
    ]


def _chip_notes(scene: Scene) -> list[dict[str, Any]]:
    """The words on the chips, the words between them, and each printed none."""
    palette, left = scene.palette, scene.columns.roles
    notes = []
    for placed, middle in scene.chips:
        chip, look = placed.chip, placed.chip.look(palette)
        ink = look.ink if look.filled == 1 else palette.text
        start = left + placed.left + chip.before_words
        notes.append(_note(markup(chip.text), start, middle, ink, CHIP_SIZE))
        if chip.joint:
            at = left + placed.joint_left
            notes.append(_note(plain(chip.joint), at, middle, palette.muted, CHIP_SIZE))
    nones = (band for block in scene.down for band in block.bands if band.none)
    notes += [_note(NONE_WORD, left, band.first_row, palette.text, LABEL_SIZE) for band in nones]
    return notes


def _chip_bars(
    name: str, chips: Sequence[tuple[PlacedChip, float]], scene: Scene, **keys: Any
) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        **ON_PIXELS,
        "base": [scene.columns.roles + placed.left for placed, _ in chips],
        "y": [middle for _, middle in chips],
        "width": [min(CHIP_HEIGHT, scene.lane - 1) for _ in chips],
        "hovertext": [placed.chip.event.hover for placed, _ in chips],
        "hovertemplate": "%{hovertext}<extra></extra>",
        **keys,
    }


def _chip_traces(scene: Scene) -> list[Trace]:
    """Outlines and fills of chips, the filled part of those for some, marks of single doses."""
    palette, chips = scene.palette, scene.chips
    if not chips:
        return []
    looks = [placed.chip.look(palette) for placed, _ in chips]
    fills = [look.fill if look.filled == 1 else palette.background for look in looks]
    made = [
        _chip_bars(
            "no day stated",
            chips,
            scene,
            x=[placed.chip.width(CHIP_SIZE) for placed, _ in chips],
            marker={
                "color": fills,
                "line": {"color": [look.line for look in looks], "width": 1.5},
                "cornerradius": 7,
            },
        )
    ]
    part = [(chip, look) for chip, look in zip(chips, looks, strict=True) if 0 < look.filled < 1]
    if part:
        made.append(
            _chip_bars(
                "some patients",
                [chip for chip, _ in part],
                scene,
                x=[PART_ROOM] * len(part),
                marker={"color": [look.fill for _, look in part], "line": {"width": 0}},
            )
        )
    dosed = [
        (placed, middle, look)
        for (placed, middle), look in zip(chips, looks, strict=True)
        if placed.chip.symbol
    ]
    if dosed:
        made.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "single dose, no day stated",
                **ON_PIXELS,
                "x": [
                    scene.columns.roles
                    + placed.left
                    + placed.chip.before_words
                    - MARK_ROOM
                    + (MARK_ROOM - PADDING / 2) / 2
                    for placed, _, _ in dosed
                ],
                "y": [middle for _, middle, _ in dosed],
                "marker": {
                    "symbol": [placed.chip.symbol for placed, _, _ in dosed],
                    "size": 9,
                    "color": [look.ink if look.filled == 1 else look.line for _, _, look in dosed],
                },
                "hoverinfo": "skip",
            }
        )
    return made


def _label_note(label: DayLabel, palette: Palette) -> dict[str, Any]:
    ground = {"bgcolor": rgba(palette.background, GROUND)} if label.chip else {}
    ink = palette.text
    if label.on is not None:
        ink = fill_of(evidence_of(label.on), palette.agent_class[label.on.agent_class], palette).ink
    return _note(
        markup(label.text),
        label.day,
        label.middle,
        ink,
        LABEL_SIZE,
        xref=label.axis,
        xanchor=label.anchor,
        **ground,
    )


def _tick_trace(panel: Window, scene: Scene) -> dict[str, Any]:
    """The scale above all blocks."""
    return {
        "type": "scatter",
        "mode": "text",
        "name": f"scale, {panel.name}",
        "xaxis": panel.axis,
        "yaxis": "y",
        "x": [day for day, _ in panel.ticks],
        "y": [scene.heads_top + HEADS / 2 for _ in panel.ticks],
        "text": [f"<b>{text}</b>" if day == 0 else text for day, text in panel.ticks],
        "textfont": {"size": TICK_SIZE, "color": scene.palette.muted},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _lines(days: Iterable[float], scene: Scene) -> str:
    """One path of vertical lines through the lanes of every block."""
    return " ".join(
        f"M {day:g},{block.bands_top:g} L {day:g},{block.bottom:g}"
        for day in days
        for block in scene.down
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


def _shapes(scene: Scene) -> list[dict[str, Any]]:
    """Grid, day 0, the ground of the months, and the rules between roles and regimens."""
    palette = scene.palette
    shapes = []
    for panel in scene.across:
        if panel.name == "months" and len(scene.across) > 1:
            shapes.append(_ground(panel, scene))
        if panel.fine:
            fine = tint(palette.grid, palette.background, 0.5)
            shapes.append(_path(_lines(panel.fine, scene), panel.axis, fine))
        days = [day for day, _ in panel.ticks if day != 0]
        shapes.append(_path(_lines(days, scene), panel.axis, palette.grid))
        if panel.holds(0):
            shapes.append(_path(_lines([0.0], scene), panel.axis, palette.day_zero, width=1.5))
    wide = f"{scene.width:g}"
    roles = " ".join(
        f"M 0,{band.top:g} L {wide},{band.top:g}" for block in scene.down for band in block.bands
    )
    shapes.append(_path(roles, "x3", palette.grid))
    rules = " ".join(f"M 0,{b.top - 2:g} L {wide},{b.top - 2:g}" for b in scene.down[1:])
    if rules:
        shapes.append(_path(rules, "x3", palette.border))
    return shapes


def _ground(panel: Window, scene: Scene) -> dict[str, Any]:
    palette = scene.palette
    return {
        "type": "rect",
        "xref": panel.axis,
        "yref": "y",
        "x0": panel.low,
        "x1": panel.high,
        "y0": scene.down[0].bands_top,
        "y1": scene.down[-1].bottom,
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": tint(palette.grid, palette.background, 0.35),
    }
