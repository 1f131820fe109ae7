"""The layout of posted estimates: panels of one kind and unit, each with an axis of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.mark_scene import (
    BORDER,
    GRID,
    MUTED,
    TEXT,
    MarkScale,
    MarkScene,
    SceneArea,
    SceneLine,
    SceneMark,
    SceneWords,
    linear_range,
    log_range,
    tick_words,
)
from components.figures.page_setting import PageSetting
from data.model.estimate_kinds import KIND_WORDS, NO_EFFECT, ON_LOG_AXIS
from data.queries.posted_analyses import AT_LIMIT, NO_NUMBER, OFF_AXIS, OPEN_END

NAMES, VALUES, P = 0.34, 0.21, 0.12
"""Shares of the width: the groups compared, the estimate in words, and the p value."""
ROW, HEADING, PANEL, HEAD = 2.2, 1.4, 4.0, 1.6
"""Lines of type: an analysis, a title of a measure, a panel with its axis, heads of columns."""
STUB = 26.0
"""Units of length of an interval towards an end that has no place on the axis."""
FAR = 10.0
"""Times by which all ratios lie away from no effect where its line would squeeze them."""
OF_SCALE = r"\bscales?\b|\bscores?\b|\bpoints?\b|^units?$"
"""Units that mean nothing beside those of another measure."""


@dataclass(frozen=True)
class ForestPanel:
    """Analyses on one axis; ``scale_of``: (low, high) of it, that of the whole panel."""

    kind: str
    units: str
    rows: pd.DataFrame
    ends: tuple[float, float]


@dataclass(frozen=True)
class ForestPart:
    """Panels that are drawn together; ``place`` says which part of how many."""

    panels: tuple[ForestPanel, ...]
    place: str


def forest_panels(frame: pd.DataFrame) -> list[ForestPanel]:
    """One panel a kind and, but for ratios, a unit; only what is drawn.

    Points of a scale are those of another scale in another measure, and have a panel a measure.
    """
    own = frame[frame["drawn"]]
    units = own["units"].str.casefold()
    of_scale = units.str.contains(OF_SCALE, regex=True)
    units = units.where(~of_scale, units + " " + own["measure_position"].astype(str))
    units = units.where(~own["estimate_kind"].isin(ON_LOG_AXIS), "")
    made = []
    for (kind, _), rows in own.groupby([own["estimate_kind"], units], sort=False):
        values = [float(each) for name in ("number", "low", "high") for each in rows[name].dropna()]
        log = kind in ON_LOG_AXIS
        held = [NO_EFFECT[kind]] if kind in NO_EFFECT else []
        if log and not min(values) / FAR <= held[0] <= max(values) * FAR:
            held = []
        ends = log_range(values, *held) if log else linear_range(values, *held)
        unit = "" if log else str(rows["units"].iloc[0])
        made.append(ForestPanel(str(kind), unit, rows, ends))
    return made


def forest_parts(frame: pd.DataFrame, setting: PageSetting) -> list[ForestPart]:
    """The parts of ``queries.posted_analyses.posted_analyses``."""
    most = setting.height / setting.line - HEAD - 0.5
    made: list[list[ForestPanel]] = []
    left = 0.0
    for panel in forest_panels(frame):
        for rows, size, room in _chunks(panel.rows, left, most):
            if not made or room >= most:
                made.append([])
            made[-1].append(ForestPanel(panel.kind, panel.units, rows, panel.ends))
            left = room - size
    return [
        ForestPart(tuple(panels), f"Part {n} of {len(made)}" if len(made) > 1 else "")
        for n, panels in enumerate(made, start=1)
    ]


def _chunks(
    rows: pd.DataFrame, left: float, most: float
) -> Iterator[tuple[pd.DataFrame, float, float]]:
    """Rows, the lines they take, the lines that there were: ``most`` at the head of a part."""
    taken: list[int] = []
    used, last = PANEL, None
    room = left if left >= PANEL + HEADING + ROW else most
    for at, row in enumerate(rows.itertuples()):
        size = ROW + (HEADING if row.measure_position != last else 0)
        if taken and used + size > room:
            yield rows.iloc[taken], used, room
            taken, used, room = [], PANEL, most
            size = ROW + HEADING
        taken.append(at)
        used += size
        last = row.measure_position
    yield rows.iloc[taken], used, room


def forest_scene(part: ForestPart, setting: PageSetting) -> MarkScene:
    """The scene of one part in a room."""
    scene, line, width = MarkScene(), setting.line, setting.width
    heads = (
        (part.place, 0.0),
        ("Estimate as posted", width * (1 - VALUES - P)),
        ("p as posted", width * (1 - P)),
    )
    for words, x in heads:
        if words:
            scene.words.append(SceneWords((words,), x, 0.6 * line, MUTED))
    y = HEAD * line
    for panel in part.panels:
        y = _panel(scene, panel, y, setting)
    scene.bottom = y
    return scene


def _panel(scene: MarkScene, panel: ForestPanel, y: float, setting: PageSetting) -> float:
    line, width = setting.line, setting.width
    log = panel.kind in ON_LOG_AXIS
    scale = MarkScale(*panel.ends, (NAMES + 0.03) * width, (1 - VALUES - P - 0.03) * width, log)
    said = KIND_WORDS[panel.kind] + (f", {panel.units}" if panel.units else "")
    said += " (logarithmic axis)" if log else ""
    words = setting.cut(said, NAMES * width, bold=True)
    scene.words.append(SceneWords((words,), 0, y + 0.6 * line, bold=True))
    effect = NO_EFFECT.get(panel.kind)
    note = "no line of no effect" if effect is None else f"line of no effect at {effect:g}"
    if effect is not None and not scale.low <= effect <= scale.high:
        note, effect = f"{note}, off this axis", None
    middle = (scale.left + scale.right) / 2
    scene.words.append(SceneWords((note,), middle, y + 0.6 * line, MUTED, align="center"))
    y += 1.5 * line
    last = None
    runs: list[tuple[float, float]] = []
    for row in panel.rows.itertuples():
        if row.measure_position != last:
            title = f"{row.outcome_kind_label}: {row.measure}"
            cut = setting.cut(title, 0.98 * width)
            scene.words.append(SceneWords((cut,), 0, y + HEADING * line / 2))
            hover = (title, f"Time frame: {row.time_frame}")
            scene.areas.append(SceneArea(0, y, width, y + HEADING * line, hover))
            y += HEADING * line
            runs.append((y, y))
        last = row.measure_position
        _analysis(scene, row, y, scale, setting)
        y += ROW * line
        runs[-1] = runs[-1][0], y
    for tick in scale.ticks(5):
        x = scale.at(tick)
        # no line crosses the title of a measure
        scene.lines += [SceneLine(x, top, x, bottom, GRID) for top, bottom in runs]
        label = (tick_words(tick),)
        scene.words.append(
            SceneWords(label, x, y + 0.3 * line, MUTED, align="center", anchor="top")
        )
    scene.lines.append(SceneLine(scale.left, y, scale.right, y, BORDER))
    if effect is not None:
        x = scale.at(effect)
        scene.lines += [
            SceneLine(x, top, x, bottom, TEXT, 1.5, dash=True, name="Line of no effect")
            for top, bottom in runs
        ]
    return y + 2.5 * line


def _analysis(scene: MarkScene, row: Any, y: float, scale: MarkScale, setting: PageSetting) -> None:
    line, width = setting.line, setting.width
    middle = y + ROW * line / 2
    room = NAMES * width - 0.8 * line
    compared = setting.cut(str(row.compared), room)
    about = "; ".join(filter(None, (row.param_type, row.method, row.design)))
    scene.words.append(SceneWords((compared,), 0.6 * line, middle - 0.5 * line))
    scene.words.append(
        SceneWords((setting.cut(about, room),), 0.6 * line, middle + 0.5 * line, MUTED)
    )
    hover = (
        str(row.compared),
        ", ".join(filter(None, (f"{row.param_type}: {row.estimate_words}", row.interval_label))),
        f"p {row.p_value}" if row.p_value else "No p value posted",
        "; ".join(filter(None, (str(row.method), str(row.design)))),
        str(row.comment),
        str(row.remark),
        f"Where: {row.locator}",
    )
    scene.areas.append(SceneArea(0, y, width, y + ROW * line, hover))
    x = (1 - VALUES - P) * width
    words = setting.cut(str(row.estimate_words), VALUES * width - setting.pad)
    words = f"{words} !" if row.remark else words
    scene.words.append(SceneWords((words,), x, middle - (0.5 * line if row.interval_label else 0)))
    if row.interval_label:
        label = setting.cut(str(row.interval_label), VALUES * width - setting.pad)
        scene.words.append(SceneWords((label,), x, middle + 0.5 * line, MUTED))
    p = setting.cut(str(row.p_value) or "–", P * width - setting.pad)
    scene.words.append(SceneWords((p,), (1 - P) * width, middle))
    at = scale.at(float(row.number))
    for end, limit, edge in (
        (row.low_end, row.low, scale.left),
        (row.high_end, row.high, scale.right),
    ):
        place = scale.at(float(limit)) if end == AT_LIMIT else edge
        scene.lines += _interval(str(end), at, place, middle, str(row.compared))
    mark = f"{row.compared}: {row.estimate_words}"
    scene.marks.append(SceneMark(at, middle, 0, mark, hover, "square"))


def _interval(end: str, at: float, place: float, y: float, name: str) -> list[SceneLine]:
    """One side of an interval; place: of its limit, or of the edge of the axis."""
    if end == AT_LIMIT:
        return [
            SceneLine(at, y, place, y, 0, 2, is_mark=True, name=f"Interval: {name}"),
            SceneLine(place, y - 4, place, y + 4, 0, 2, is_mark=True, name=f"Limit: {name}"),
        ]
    if end == OFF_AXIS:
        return [SceneLine(at, y, place, y, 0, 2, is_mark=True, name=f"Limit off the axis: {name}")]
    short = max(place, at - STUB) if place < at else min(place, at + STUB)
    if end == OPEN_END:
        return [
            SceneLine(at, y, short, y, 0, 2, arrow=True, is_mark=True, name=f"Open end: {name}")
        ]
    if end == NO_NUMBER:
        named = f"Limit is no number: {name}"
        return [SceneLine(at, y, short, y, 0, 2, dash=True, is_mark=True, name=named)]
    return []
