"""Schedule of activities: what is done at which visit, the visits in order with day and window."""

from typing import Any

import pandas as pd

from components.figures.activity_grid import (
    KEY_LINE,
    RUNS,
    WINDOW_HEAD,
    GridVisit,
    SchedulePart,
    ScheduleScene,
    parts_of,
)
from components.figures.empty import NO_ACTIVITY, empty_figure
from components.figures.page_setting import SCREEN
from components.figures.pixel_axes import block, pixel_layout, pixel_note, rule
from components.figures.text import plain, wrapped
from components.theme import Figure, Palette, Trace, tint

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
TYPE = 13
HOVER_WIDTH = 60
MARK = 10
KEY_WORDS = 18.0
"""Pixels from the left edge to the words of the key."""


def parts(frame: pd.DataFrame) -> tuple[SchedulePart, ...]:
    """The parts of a schedule as the screen shows them."""
    return parts_of(frame, SCREEN)


def schedule(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of the schedule.

    frame: ``queries.activity_schedule.activity_schedule``; part: from 1, the last one where there
    are fewer; width, height: pixels of the room that the figure is laid out for.
    """
    if frame.empty:
        return empty_figure(NO_ACTIVITY, palette)
    every = parts(frame)
    own = every[min(max(part, 1), len(every)) - 1]
    scene = ScheduleScene(own, SCREEN.in_room(width, height))
    layout = pixel_layout(palette, width, scene.bottom + SCREEN.pad)
    layout["annotations"] = [
        *_band_notes(scene, palette),
        *_head_notes(scene, palette),
        *_row_notes(scene, palette),
        *_key_notes(scene, palette),
    ]
    layout["shapes"] = _shapes(scene, palette)
    return {"data": [*_marks(scene, palette), *_key_marks(scene, palette)], "layout": layout}


def _joined(lines: list[str]) -> str:
    return "<br>".join(plain(line) for line in lines)


def _band_notes(scene: ScheduleScene, palette: Palette) -> list[dict[str, Any]]:
    return [
        pixel_note(
            _joined(lines),
            (scene.left(first) + scene.left(last + 1)) / 2,
            scene.bands_bottom / 2,
            palette.text,
            TYPE,
            xanchor="center",
            align="center",
        )
        for lines, first, last in scene.bands
    ]


def _head_notes(scene: ScheduleScene, palette: Palette) -> list[dict[str, Any]]:
    """Names, days and windows of the visits, and what the rows of the heads are called."""
    centre = {"xanchor": "center", "align": "center"}
    notes = []
    for number, visit in enumerate(scene.part.visits):
        x = scene.middle(number)
        foot = {"yanchor": "bottom", **({"textangle": -90} if scene.is_upright else {})}
        notes.append(
            pixel_note(
                f"<b>{_joined(scene.heads[number])}</b>",
                x,
                scene.heads_bottom - SCREEN.pad,
                palette.text,
                TYPE,
                **centre,
                **foot,
                hovertext=_hover(visit),
            )
        )
        for lines, top, colour in (
            (scene.days[number], scene.heads_bottom, palette.text),
            (scene.windows[number], scene.days_bottom, palette.muted),
        ):
            if lines:
                notes.append(
                    pixel_note(_joined(lines), x, top, colour, TYPE, **centre, yanchor="top")
                )
    labels = [(scene.day_head, scene.heads_bottom)]
    labels += [(WINDOW_HEAD, scene.days_bottom)] if scene.part.has_windows else []
    notes += [
        pixel_note(
            text, scene.gutter - SCREEN.pad, y, palette.muted, TYPE, xanchor="right", yanchor="top"
        )
        for text, y in labels
    ]
    return notes


def _row_notes(scene: ScheduleScene, palette: Palette) -> list[dict[str, Any]]:
    notes = []
    for activity, lines, (top, bottom) in zip(
        scene.part.activities, scene.names, scene.rows, strict=True
    ):
        runs = f"<br>Runs the sub-timeline {plain(activity.runs)}" if activity.runs else ""
        notes.append(
            pixel_note(
                _joined(lines),
                SCREEN.pad,
                (top + bottom) / 2,
                palette.text,
                TYPE,
                hovertext=wrapped(activity.name, HOVER_WIDTH) + runs,
            )
        )
    return notes


def _hover(visit: GridVisit) -> str:
    lines = (f"{label}: {words}" for label, words in visit.hover)
    return "<br>".join(wrapped(line, HOVER_WIDTH) for line in lines)


def _shapes(scene: ScheduleScene, palette: Palette) -> list[dict[str, Any]]:
    """Stripes of rows, the ground of the epochs, and a line between them."""
    stripe = tint(palette.border, palette.background, 0.16)
    shapes = [
        block(0, top, scene.setting.width, bottom, stripe)
        for number, (top, bottom) in enumerate(scene.rows)
        if number % 2 == 0
    ]
    grounds = (palette.grid, palette.land)
    for number, (_, first, last) in enumerate(scene.bands):
        left, right = scene.left(first), scene.left(last + 1)
        shapes.append(block(left + 1, 0, right - 1, scene.bands_bottom, grounds[number % 2]))
        shapes.append(rule(left, 0, left, scene.bottom, palette.border))
    shapes.append(rule(0, scene.top, scene.setting.width, scene.top, palette.border))
    return shapes


def _marks(scene: ScheduleScene, palette: Palette) -> list[Trace]:
    rows = {each.position: at for at, each in enumerate(scene.part.activities)}
    columns = {each.key: at for at, each in enumerate(scene.part.visits)}
    made = []
    for name, is_open in (("done", False), ("condition", True)):
        own = [mark for mark in scene.part.marks if bool(mark.condition) == is_open]
        if not own:
            continue
        hovers = []
        for mark in own:
            activity = scene.part.activities[rows[mark.activity]]
            lines = [f"<b>{wrapped(activity.name, HOVER_WIDTH)}</b>"]
            lines.append(_hover(scene.part.visits[columns[mark.visit]]))
            if mark.condition:
                lines.append(wrapped(f"Condition: {mark.condition}", HOVER_WIDTH))
            lines.append(wrapped(f"Where: {mark.locator}", HOVER_WIDTH))
            hovers.append("<br>".join(lines))
        middles = [sum(scene.rows[rows[mark.activity]]) / 2 for mark in own]
        made.append(
            {
                **_mark_trace(name, palette),
                "x": [scene.middle(columns[mark.visit]) for mark in own],
                "y": middles,
                "hovertext": hovers,
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return made


def _mark_trace(name: str, palette: Palette) -> Trace:
    """Filled where something is done, hollow where under a condition."""
    fill = palette.accent if name == "done" else palette.background
    line = {"color": palette.accent, "width": 2}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "marker": {"symbol": "circle", "size": MARK, "color": fill, "line": line},
    }


def _key_notes(scene: ScheduleScene, palette: Palette) -> list[dict[str, Any]]:
    """The place of the part, and the words of the key, in the room beside the heads."""
    place = len(scene.place)
    notes = (
        [
            pixel_note(
                _joined(scene.place), SCREEN.pad, SCREEN.pad, palette.muted, TYPE, yanchor="top"
            )
        ]
        if place
        else []
    )
    for number, (sign, words) in enumerate(scene.key.items()):
        middle = KEY_LINE * SCREEN.line * (place + number + 0.5) + SCREEN.pad
        notes.append(pixel_note(words, KEY_WORDS, middle, palette.muted, TYPE, name="key"))
        if sign == "runs":
            notes.append(pixel_note(RUNS, SCREEN.pad, middle, palette.muted, TYPE))
    return notes


def _key_marks(scene: ScheduleScene, palette: Palette) -> list[Trace]:
    place = len(scene.place)
    return [
        {
            **_mark_trace(sign, palette),
            "name": "key",
            "x": [SCREEN.pad + MARK / 2],
            "y": [KEY_LINE * SCREEN.line * (place + number + 0.5) + SCREEN.pad],
            "hoverinfo": "skip",
        }
        for number, sign in enumerate(scene.key)
        if sign != "runs"
    ]
