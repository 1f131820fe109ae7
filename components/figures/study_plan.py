"""Study design: arms by epochs in the words of the elements, and the visits on the day axis."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.empty import NO_PLAN, empty_figure
from components.figures.evidence import STATED, WORKED_OUT, fill_of
from components.figures.page_setting import SCREEN
from components.figures.pixel_axes import block, pixel_layout, pixel_note, rule
from components.figures.plan_grid import (
    SCALE,
    TITLE,
    PlanScene,
    PlanVisit,
    StudyPlan,
    parts_of,
    read_plan,
)
from components.figures.text import plain, wrapped
from components.theme import Figure, Palette, Trace, tint

NARROWEST = int(SCREEN.width)
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
TYPE = 13
HOVER_WIDTH = 60
MARK, BAR = 11, 6.0
NO_DAY = "no day"
BREAK = "⁄⁄"
"""Between two panels: the axis leaves out the days between them."""
REPEATS = "↻"
"""Before the words of a cycle."""
LOOKS = {STATED: "Solid: stated from day 0", WORKED_OUT: "Lighter: worked out"}
KEY_GAP = 16.0


def parts(frame: pd.DataFrame) -> tuple[StudyPlan, ...]:
    """The parts of a plan as the screen shows them."""
    return parts_of(read_plan(frame), SCREEN)


def study_plan(
    frame: pd.DataFrame,
    palette: Palette,
    part: int = 1,
    width: float = SCREEN.width,
    height: float = SCREEN.height,
) -> Figure:
    """One part of the plan.

    frame: ``queries.study_plan.study_plan``; part: from 1, the last one where there are fewer;
    width, height: pixels of the room that the figure is laid out for.
    """
    every = parts(frame) if len(frame) else ()
    if not every:
        return empty_figure(NO_PLAN, palette)
    scene = PlanScene(every[min(max(part, 1), len(every)) - 1], SCREEN.in_room(width, height))
    layout = pixel_layout(palette, width, scene.bottom + SCREEN.pad)
    layout["annotations"] = [
        *_place_notes(scene, palette),
        *_table_notes(scene, palette),
        *_visit_notes(scene, palette),
    ]
    layout["shapes"] = [*_table_shapes(scene, palette), *_visit_shapes(scene, palette)]
    return {"data": [*_cell_traces(scene), *_visit_traces(scene, palette)], "layout": layout}


def title_of(scene: PlanScene) -> str:
    """The line above the visits: what day 0 is."""
    zero = scene.plan.day_zero
    return f"Visits; day 0 is {zero}" if zero else "Visits; the file names no day 0"


def _joined(lines: Sequence[str]) -> str:
    return "<br>".join(plain(line) for line in lines)


def _hover(lines: Sequence[tuple[str, str]]) -> str:
    said = (f"{label}: {words}" if label else words for label, words in lines)
    return "<br>".join(wrapped(line, HOVER_WIDTH) for line in said)


def _place_notes(scene: PlanScene, palette: Palette) -> list[dict[str, Any]]:
    place = scene.plan.place
    top = {"yanchor": "top"}
    return [pixel_note(plain(place), 0, 0, palette.muted, TYPE, **top)] if place else []


def _table_notes(scene: PlanScene, palette: Palette) -> list[dict[str, Any]]:
    """Names of epochs and arms, and the words in the cells."""
    centre = {"xanchor": "center", "align": "center"}
    middle = (scene.place_bottom + scene.heads_bottom) / 2
    notes = [
        pixel_note(
            _joined(lines),
            scene.epoch_left(number) + scene.epoch / 2,
            middle,
            palette.text,
            TYPE,
            **centre,
        )
        for number, lines in enumerate(scene.epoch_heads)
    ]
    notes += [
        pixel_note(
            f"<b>{_joined(lines)}</b>",
            0,
            (top + bottom) / 2,
            palette.text,
            TYPE,
            hovertext=_hover([("Arm", name), *([("Type", kind)] if kind else [])]),
        )
        for (_, name, kind), lines, (top, bottom) in zip(
            scene.plan.arms, scene.arm_names, scene.arm_edges, strict=True
        )
    ]
    for placed in scene.cells:
        words = "<br>".join(
            f"<b>{plain(line)}</b>" if is_name else plain(line) for line, is_name in placed.lines
        )
        x, y = placed.left + 2 * SCREEN.pad, (placed.top + placed.bottom) / 2
        notes.append(pixel_note(words, x, y, palette.text, TYPE))
    return notes


def _table_shapes(scene: PlanScene, palette: Palette) -> list[dict[str, Any]]:
    shapes = [
        block(
            scene.epoch_left(number) + 1,
            scene.place_bottom,
            scene.epoch_left(number + 1) - 1,
            scene.heads_bottom - 1,
            (palette.grid, palette.land)[number % 2],
        )
        for number in range(len(scene.plan.epochs))
    ]
    return shapes + [
        block(
            placed.left + 1,
            placed.top + 1.5,
            placed.right - 1,
            placed.bottom - 1.5,
            tint(palette.border, palette.background, 0.16),
            line={"color": palette.border, "width": 1},
        )
        for placed in scene.cells
    ]


def _cell_traces(scene: PlanScene) -> list[Trace]:
    """Clear bars over the cells, which answer to the mouse."""
    cells = scene.cells
    if not cells:
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": "cells",
            "base": [placed.left for placed in cells],
            "x": [placed.right - placed.left for placed in cells],
            "y": [(placed.top + placed.bottom) / 2 for placed in cells],
            "width": [placed.bottom - placed.top for placed in cells],
            "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
            "hovertext": [_hover(placed.cell.hover) for placed in cells],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]


def _visit_notes(scene: PlanScene, palette: Palette) -> list[dict[str, Any]]:
    """Title, scale, key, and the words of each row."""
    if not scene.has_visits:
        return []
    line = SCREEN.line
    middle = scene.title_top + TITLE / 2 * line
    notes = [pixel_note(f"<b>{plain(title_of(scene))}</b>", 0, middle, palette.text, TYPE)]
    scale = scene.rows_top - SCALE / 2 * line
    heads = [("Epoch", 0.0, "left"), ("Visit", scene.visits_left, "left")]
    heads += [("Day", scene.days_right, "right"), ("Window, days", scene.windows_left, "left")]
    notes += [
        pixel_note(text, x, scale, palette.muted, TYPE, xanchor=anchor) for text, x, anchor in heads
    ]
    for panel in scene.panels:
        notes += [
            pixel_note(
                "<b>0</b>" if not day else _tick(day),
                panel.x(day),
                scale,
                palette.text if not day else palette.muted,
                TYPE,
                xanchor="center",
            )
            for day in panel.ticks(scene.tick_room)
        ]
    notes += [
        pixel_note(BREAK, (left + right) / 2, scale, palette.muted, TYPE, xanchor="center")
        for left, right in scene.breaks
    ]
    room = scene.visits_left - SCREEN.line
    for epoch, top, bottom in scene.epoch_runs:
        most = max(int((bottom - top) / line), 1)
        words = _joined(SCREEN.whole_words(epoch, room, min(most, 2)))
        notes.append(
            pixel_note(
                words, 0, top + 1, palette.muted, TYPE, yanchor="top", hovertext=plain(epoch)
            )
        )
    for row in scene.rows:
        if row.visit is not None:
            notes += _row_notes(scene, row.visit, row.middle, palette)
        if row.decision is not None:
            notes += _decision_notes(scene, row, palette)
    return [*notes, *_key_notes(scene, palette)]


def _tick(day: int) -> str:
    return f"{day:,}".replace("-", "\u2212")


def _row_notes(
    scene: PlanScene, visit: PlanVisit, middle: float, palette: Palette
) -> list[dict[str, Any]]:
    room = scene.days_right - scene.visits_left - 4 * SCREEN.line
    name = SCREEN.cut(visit.name, room)
    hover = _hover(visit.hover)
    muted = palette.muted
    return [
        pixel_note(plain(name), scene.visits_left, middle, palette.text, TYPE, hovertext=hover),
        pixel_note(visit.day_text, scene.days_right, middle, palette.text, TYPE, xanchor="right"),
        *(
            [pixel_note(visit.window, scene.windows_left, middle, muted, TYPE)]
            if visit.window
            else []
        ),
    ]


def _decision_notes(scene: PlanScene, row: Any, palette: Palette) -> list[dict[str, Any]]:
    """A cycle beside its bracket, or a decision without days from the column of the visits on."""
    decision = row.decision
    is_cycle = decision.start is not None
    words = f"{REPEATS} {decision.words}" if is_cycle else f"{decision.name}: {decision.words}"
    left, width = decision_room(scene, row)
    text = SCREEN.cut(words, width)
    hover = {"hovertext": _hover(decision.hover)}
    return [pixel_note(plain(text), left, row.middle, palette.text, TYPE, **hover)]


def decision_room(scene: PlanScene, row: Any) -> tuple[float, float]:
    """Left end and width of the room for a decision's words: the larger side of its bracket."""
    decision, pad = row.decision, scene.setting.line * 0.6
    if decision.start is None or not scene.panels:
        return scene.visits_left, scene.setting.width - scene.visits_left
    after = scene.x(decision.end) + pad
    before = scene.x(decision.start) - pad
    if scene.setting.width - after >= before - scene.visits_left:
        return after, scene.setting.width - after
    return scene.visits_left, before - scene.visits_left


def _key_notes(scene: PlanScene, palette: Palette) -> list[dict[str, Any]]:
    """The looks of the marks, on the line of the title, from the right."""
    middle = scene.title_top + TITLE / 2 * SCREEN.line
    return [
        pixel_note(words, left + KEY_GAP, middle, palette.muted, TYPE, name="key")
        for _, words, left in key_places(scene)
    ]


def key_places(scene: PlanScene) -> list[tuple[str, str, float]]:
    """Look, words and left end of each entry of the key; none where all marks look alike."""
    held = {_evidence(visit) for visit in scene.plan.visits if visit.day is not None}
    if len(held) < 2:
        return []
    made = []
    right = scene.setting.width
    for look in (WORKED_OUT, STATED):
        left = right - scene.setting.width_of(LOOKS[look]) - 1.3 * scene.setting.line
        made.append((look, LOOKS[look], left))
        right = left - scene.setting.line
    return made[::-1]


def _evidence(visit: PlanVisit) -> str:
    return STATED if visit.is_stated else WORKED_OUT


def _visit_shapes(scene: PlanScene, palette: Palette) -> list[dict[str, Any]]:
    """Stripes of rows, the grid of days, day 0, and the brackets of cycles."""
    if not scene.has_visits:
        return []
    stripe = tint(palette.border, palette.background, 0.16)
    width = scene.setting.width
    shapes = [
        block(scene.visits_left - 6, row.top, width, row.bottom, stripe)
        for number, row in enumerate(scene.rows)
        if number % 2 == 0
    ]
    shapes += [rule(0, top, width, top, palette.border) for _, top, _ in scene.epoch_runs]
    shapes.append(rule(0, scene.rows_top, width, scene.rows_top, palette.border))
    shapes += [
        block(left, scene.rows_top + 1, right, scene.days_bottom, palette.background)
        for left, right in scene.breaks
    ]
    for panel in scene.panels:
        for day in panel.ticks(scene.tick_room):
            x, colour = panel.x(day), palette.grid if day else palette.day_zero
            shapes.append(rule(x, scene.rows_top, x, scene.days_bottom, colour))
    for row in scene.rows:
        shapes += _bracket(scene, row, palette)
    return shapes


def _bracket(scene: PlanScene, row: Any, palette: Palette) -> list[dict[str, Any]]:
    """One round of a cycle: a line from its first day to where the next one begins."""
    decision = row.decision
    if decision is None or decision.start is None or not scene.panels:
        return []
    left, right = scene.x(decision.start), scene.x(decision.end)
    ends = [rule(x, row.top + 3, x, row.bottom - 3, palette.text, 2) for x in (left, right)]
    return [rule(left, row.middle, right, row.middle, palette.text, 2), *ends]


def _visit_traces(scene: PlanScene, palette: Palette) -> list[Trace]:
    """Windows as thin bars, days as diamonds on them."""
    if not scene.panels:
        return []
    placed = [row for row in scene.rows if row.visit is not None and row.visit.day is not None]
    visits = [(row, row.visit) for row in placed if row.visit is not None]
    windows = [
        (start, end, row.middle, visit)
        for row, visit in visits
        if visit.high > visit.low
        for start, end in scene.spans(visit.low, visit.high)
    ]
    looks = {look: fill_of(look, palette.accent, palette) for look in (STATED, WORKED_OUT)}
    hover = {"hovertemplate": "%{hovertext}<extra></extra>"}
    made: list[Trace] = []
    if windows:
        made.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": "windows",
                "base": [start for start, _, _, _ in windows],
                "x": [end - start for start, end, _, _ in windows],
                "y": [middle for _, _, middle, _ in windows],
                "width": [BAR] * len(windows),
                "marker": {
                    "color": tint(palette.accent, palette.background, 0.45),
                    "line": {"width": 0},
                },
                "hovertext": [_hover(visit.hover) for _, _, _, visit in windows],
                **hover,
            }
        )
    for look in (STATED, WORKED_OUT):
        own = [(row, visit) for row, visit in visits if _evidence(visit) == look]
        if own:
            made.append(
                {
                    **_diamonds(look, looks[look].fill, looks[look].line),
                    "x": [scene.x(visit.day or 0.0) for _, visit in own],
                    "y": [row.middle for row, _ in own],
                    "hovertext": [_hover(visit.hover) for _, visit in own],
                    **hover,
                }
            )
    return made + [
        {
            **_diamonds(look, looks[look].fill, looks[look].line),
            "name": "key",
            "x": [left + 6],
            "y": [scene.title_top + TITLE / 2 * SCREEN.line],
            "hoverinfo": "skip",
        }
        for look, _, left in key_places(scene)
    ]


def _diamonds(name: str, fill: str, line: str) -> Trace:
    marker = {"symbol": "diamond", "size": MARK, "color": fill, "line": {"color": line, "width": 2}}
    return {"type": "scatter", "mode": "markers", "name": name, "marker": marker}
