"""The layout of one posted outcome by group: rows of values, or lines over a time axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.chimerism import spread_apart
from components.figures.mark_scene import (
    BORDER,
    GRID,
    MUTED,
    MarkScale,
    MarkScene,
    SceneArea,
    SceneLine,
    SceneMark,
    SceneWords,
    linear_range,
    tick_words,
)
from components.figures.page_setting import PageSetting
from data.queries.posted_outcome import axis_words, is_over_time, is_percent

NAMES, VALUES = 0.29, 0.24
"""Shares of the width for the names of groups and for the values in words."""
ROW, HEAD, FOOT = 1.3, 5.4, 3.0
"""Lines of type: a row, what stands above the rows, and the axis below."""
MOST_LINES = 9
"""Groups that a time axis has; more stand in rows."""
STUB = 26.0
"""Units of length of dots towards a limit that is not estimable or not posted."""
APART = 4.0
"""Units of length by which groups stand apart at one time."""


@dataclass(frozen=True)
class OutcomePart:
    """Rows of a frame that are drawn together; ``place`` says which part of how many."""

    rows: pd.DataFrame
    place: str
    ends: tuple[float, float]
    over_time: bool


def outcome_parts(frame: pd.DataFrame, setting: PageSetting) -> list[OutcomePart]:
    """The parts of ``queries.posted_outcome.outcome_by_arm``, each with the axis of the whole."""
    if frame.empty:
        return []
    over_time = is_over_time(frame) and frame["group_number"].nunique() <= MOST_LINES
    ends = _ends(frame)
    if over_time:
        return [OutcomePart(frame, "", ends, True)]
    most = (setting.height - (HEAD + FOOT + 0.6) * setting.line) / (ROW * setting.line)
    made: list[list[int]] = []
    used, last = 0.0, None
    for at, row in enumerate(frame.itertuples()):
        heading = bool(row.row_label) and row.row_number != last
        size = 1 + heading
        whole = int((frame["row_number"] == row.row_number).sum()) + 1
        starts = row.row_number != last and whole <= most and used + whole > most
        if not made or starts or used + size > most:
            made.append([])
            used = 0.0
            size = 1 + bool(row.row_label)
        made[-1].append(at)
        used += size
        last = row.row_number
    return [
        OutcomePart(
            frame.iloc[rows], f"Part {n} of {len(made)}" if len(made) > 1 else "", ends, False
        )
        for n, rows in enumerate(made, start=1)
    ]


def _ends(frame: pd.DataFrame) -> tuple[float, float]:
    column = ["percent"] if is_percent(frame) else ["number", "low", "high"]
    values = [float(each) for name in column for each in frame[name].dropna()]
    if not values:
        return 0.0, 1.0
    if is_percent(frame):
        return 0.0, max(100.0, *values)
    if min(values) >= 0 and not frame["low"].notna().any():
        return linear_range(values, 0.0)
    return linear_range(values)


def outcome_scene(part: OutcomePart, setting: PageSetting) -> MarkScene:
    """The scene of one part in a room."""
    scene = MarkScene()
    _title(scene, part, setting)
    if part.over_time:
        _over_time(scene, part, setting)
    else:
        _in_rows(scene, part, setting)
    return scene


def _title(scene: MarkScene, part: OutcomePart, setting: PageSetting) -> None:
    first, line = part.rows.iloc[0], setting.line
    room = setting.width * 0.98
    title = f"{first['outcome_kind_label']}: {first['measure']}"
    lines = setting.lines(title, room, 2, bold=True)
    scene.words.append(SceneWords(tuple(lines), 0, 0, bold=True, anchor="top"))
    whole = (title, first["time_frame"], first["description"])
    scene.areas.append(SceneArea(0, 0, setting.width, 2 * line, whole))
    frame = f"Time frame: {first['time_frame'] or 'not stated'}"
    said = "; ".join(filter(None, (part.place, frame)))
    y = (len(lines) + 0.9) * line
    scene.words.append(SceneWords((setting.cut(said, room),), 0, y, MUTED))
    words = setting.cut(axis_words(part.rows), room)
    scene.words.append(SceneWords((words,), 0, y + 1.25 * line))


def _axis(
    scene: MarkScene, scale: MarkScale, top: float, bottom: float, setting: PageSetting
) -> None:
    for tick in scale.ticks():
        x = scale.at(tick)
        scene.lines.append(SceneLine(x, top, x, bottom, GRID))
        scene.words.append(
            SceneWords(
                (tick_words(tick),),
                x,
                bottom + 0.3 * setting.line,
                MUTED,
                align="center",
                anchor="top",
            )
        )
    scene.lines.append(SceneLine(scale.left, bottom, scale.right, bottom, BORDER))


def row_hover(row: Any) -> tuple[str, ...]:
    """The words of a value's hover."""
    return (
        str(row.group),
        str(row.row_label),
        f"{row.cell}{f', n = {row.analysed}' if row.analysed else ''}",
        str(row.comment),
        str(row.remark),
        f"Where: {row.locator}",
    )


def _in_rows(scene: MarkScene, part: OutcomePart, setting: PageSetting) -> None:
    line, width = setting.line, setting.width
    names, values = NAMES * width, VALUES * width
    scale = MarkScale(*part.ends, names + line, width - values - line)
    in_percent = is_percent(part.rows)
    top = y = HEAD * line
    last = None
    for row in part.rows.itertuples():
        if row.row_label and row.row_number != last:
            label = setting.cut(str(row.row_label), width * 0.98, bold=True)
            scene.words.append(SceneWords((label,), 0, y + ROW * line / 2, bold=True))
            scene.areas.append(SceneArea(0, y, names, y + ROW * line, (str(row.row_label),)))
            y += ROW * line
        last = row.row_number
        _row(scene, row, y, scale, setting, in_percent=in_percent)
        y += ROW * line
    _axis(scene, scale, top, y + 0.2 * line, setting)
    scene.bottom = y + FOOT * line / 2 + 0.4 * line


def _row(
    scene: MarkScene,
    row: Any,
    y: float,
    scale: MarkScale,
    setting: PageSetting,
    *,
    in_percent: bool,
) -> None:
    line, group = setting.line, int(row.group_number) - 1
    middle = y + ROW * line / 2
    hover = row_hover(row)
    count = f" (n = {row.analysed})" if row.analysed else ""
    indent = 1.1 * line
    room = NAMES * setting.width - indent - setting.width_of(count)
    name = setting.cut(str(row.group), room) + count
    scene.words.append(SceneWords((name,), indent, middle))
    scene.marks.append(SceneMark(0.4 * line, middle, group, f"Key: {row.group}", hover))
    scene.areas.append(SceneArea(0, y, setting.width, y + ROW * line, hover))
    words = setting.cut(str(row.cell), VALUES * setting.width - line - setting.pad)
    words = f"{words} !" if row.remark else words
    scene.words.append(SceneWords((words,), setting.width * (1 - VALUES), middle))
    number = row.percent if in_percent else row.number
    low, high = (None if pd.isna(each) else float(each) for each in (row.low, row.high))
    ends = [each for each in (low, high) if each is not None]
    if ends and not in_percent:
        ends += [] if pd.isna(number) or len(ends) == 2 else [float(number)]
        left, right = scale.at(min(ends)), scale.at(max(ends))
        if pd.isna(low) != pd.isna(high):
            stub = max(scale.left, left - STUB) if low is None else min(scale.right, right + STUB)
            start, name = left if low is None else right, f"Limit is no number: {row.group}"
            scene.lines.append(
                SceneLine(start, middle, stub, middle, group, 2, dash=True, is_mark=True, name=name)
            )
        scene.lines.append(
            SceneLine(
                left, middle, right, middle, group, 2.5, is_mark=True, name=f"Spread: {row.group}"
            )
        )
        for x in {scale.at(each) for each in (low, high) if each is not None}:
            scene.lines.append(
                SceneLine(x, middle - 4, x, middle + 4, group, 2, is_mark=True, name="End")
            )
    if not pd.isna(number):
        name = f"{row.group}, {row.row_label}: {row.cell}"
        scene.marks.append(SceneMark(scale.at(float(number)), middle, group, name, hover))


def _over_time(scene: MarkScene, part: OutcomePart, setting: PageSetting) -> None:
    """Lines that join the posted points of each group, its name and number at its end."""
    line, rows = setting.line, part.rows
    right = (1 - VALUES) * setting.width
    top, bottom = HEAD * line, setting.height - 3.0 * line
    left = 1.2 * line + setting.widest([tick_words(t) for t in MarkScale(*part.ends, 0, 1).ticks()])
    across = MarkScale(
        float(rows["time"].min()), float(rows["time"].max()), left + line, right - line
    )
    up = MarkScale(*part.ends, bottom, top)
    column = "percent" if is_percent(rows) else "number"
    for tick in up.ticks():
        y = up.at(tick)
        scene.lines.append(SceneLine(left, y, right, y, GRID))
        words = (tick_words(tick),)
        scene.words.append(SceneWords(words, left - 0.4 * line, y, MUTED, align="right"))
    scene.lines.append(SceneLine(left, bottom, right, bottom, BORDER))
    _time_ticks(scene, sorted(set(rows["time"])), across, bottom, setting)
    unit = f"{rows['time_unit'].iloc[0].capitalize()}, as in the titles of the classes"
    middle = (left + right) / 2
    scene.words.append(
        SceneWords((unit,), middle, bottom + 1.6 * line, MUTED, align="center", anchor="top")
    )
    groups = [own.sort_values("time") for _, own in rows.groupby("group_number")]
    ends = []
    for at, own in enumerate(groups):
        shift = (at - (len(groups) - 1) / 2) * APART
        ends.append(_one_line(scene, own, shift, (across, up), column))
    gap = 2.3 * line
    lowest = [-each for each in spread_apart([-each for each in ends], gap)]
    over = max(0.0, top - min(lowest))
    for own, y in zip(groups, lowest, strict=True):
        last = own.iloc[-1]
        name = setting.cut(str(last["group"]), VALUES * setting.width - 2.4 * line, bold=True)
        count = f"n = {last['analysed']}" if last["analysed"] else ""
        lines = tuple(filter(None, (name, count)))
        group = int(last["group_number"]) - 1
        scene.marks.append(SceneMark(right + 1.2 * line, y + over, group, f"Key: {last['group']}"))
        scene.words.append(SceneWords(lines, right + 1.9 * line, y + over))
    scene.bottom = setting.height


def _time_ticks(
    scene: MarkScene, times: Sequence[float], across: MarkScale, bottom: float, setting: PageSetting
) -> None:
    end = float("-inf")
    for time in times:
        x, words = across.at(time), tick_words(time)
        half = setting.width_of(words) / 2
        scene.lines.append(SceneLine(x, bottom, x, bottom + 4, BORDER))
        if x - half > end + setting.pad:
            y = bottom + 0.4 * setting.line
            scene.words.append(SceneWords((words,), x, y, MUTED, align="center", anchor="top"))
            end = x + half


def _one_line(
    scene: MarkScene,
    own: pd.DataFrame,
    shift: float,
    scales: tuple[MarkScale, MarkScale],
    column: str,
) -> float:
    across, up = scales
    before: tuple[float, float] | None = None
    y = 0.0
    for row in own.itertuples():
        group = int(row.group_number) - 1
        x, y = across.at(row.time) + shift, up.at(float(getattr(row, column)))
        if before:
            scene.lines.append(
                SceneLine(*before, x, y, group, 1.5, is_mark=True, name=f"Line: {row.group}")
            )
        low, high = row.low, row.high
        if column == "number" and not (pd.isna(low) and pd.isna(high)):
            ends = [up.at(float(row.number if pd.isna(each) else each)) for each in (low, high)]
            scene.lines.append(
                SceneLine(
                    x, ends[0], x, ends[1], group, 1.5, is_mark=True, name=f"Spread: {row.group}"
                )
            )
        name = f"{row.group}, {row.row_label}: {row.cell}"
        scene.marks.append(SceneMark(x, y, group, name, row_hover(row)))
        before = x, y
    return y
