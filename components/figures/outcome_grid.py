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
    zero_words,
)
from components.figures.page_setting import PageSetting
from components.figures.worked_out import ROW as DIFFERENCE_ROW
from components.figures.worked_out import WorkedOut, draw_worked_out, worked_out_of
from data.queries.as_read import as_read
from data.queries.posted_outcome import (
    axis_unit,
    axis_words,
    is_over_time,
    is_percent,
    is_posted_percent,
)

NAMES, VALUES = 0.29, 0.24
"""Shares of the width for the names of groups and for the values in words."""
ROW, MORE, SPACE = 1.3, 1.0, 0.4
"""Lines of type: a row, each further line in it, and between what stands above the rows."""
TITLE_LINES, FRAME_LINES, AXIS_LINES, CELL_LINES = 3, 2, 2, 2
"""The most lines of a title, of a time frame, of the words of an axis, and of a cell."""
TICKS, UNIT = 1.45, 1.05
"""Lines of type below the rows: numbers of the axis, then each line of its unit and note."""
LONGEST_PLACE = "Part 100 of 100; more in the data table; "
MOST_LINES = 9
"""Groups that a time axis has; more stand in rows."""
STUB = 26.0
"""Units of length of dots towards a limit that is not estimable or not posted."""
LEAST_CHART = 15.0
"""Lines of type that a time axis and what stands above it take at least."""
APART = 4.0
"""Units of length by which groups stand apart at one time."""
COUNTS = ("Number of participants", "Number of units")
"""Kinds of value that are counts; their axis begins at 0."""


@dataclass(frozen=True)
class OutcomePart:
    """Rows of a frame that are drawn together; ``place`` says which part of how many.

    Attributes:
        whole: the frame, whose axis all parts have.
        worked_out: raw differences below the rows, which may be none.
    """

    rows: pd.DataFrame
    place: str
    ends: tuple[float, float]
    over_time: bool
    whole: pd.DataFrame
    worked_out: WorkedOut | None = None
    table: "TimeTable | None" = None


@dataclass(frozen=True)
class TimeTable:
    """The values of groups at each time, in words, below a time axis.

    Attributes:
        unit, times: of the columns, in their order.
        cells: number of a group, its name and a text a time; empty where none is posted.
        names, column: widths of the names and of one time.
    """

    unit: str
    times: tuple[str, ...]
    cells: tuple[tuple[int, str, tuple[str, ...]], ...]
    names: float
    column: float

    @classmethod
    def of(cls, frame: pd.DataFrame, setting: PageSetting) -> "TimeTable":
        """The table of a frame over time; n stands in cells where it is not one for a group."""
        times = sorted(set(frame["time"]))
        cells = []
        for number, own in frame.groupby("group_number"):
            varies = own["analysed"].nunique() > 1
            at = {
                row.time: f"{_bare_cell(row)}{f', n = {row.analysed}' * varies}"
                for row in own.itertuples()
            }
            texts = tuple(at.get(time, "") for time in times)
            cells.append((int(number), str(own["group"].iloc[0]), texts))
        names = min(
            setting.widest([name for _, name, _ in cells]) + 1.1 * setting.line + setting.pad,
            NAMES * setting.width,
        )
        column = (setting.width - names) / len(times)
        unit = str(frame["time_unit"].iloc[0]).capitalize()
        shown = tuple(tick_words(time) for time in times)
        return cls(unit, shown, tuple(cells), names, column)

    def fits(self, room: float, setting: PageSetting) -> bool:
        """Tells that no text is cut, and that the lines above have their height."""
        texts = [text for _, _, own in self.cells for text in own]
        wide = setting.widest([*texts, *self.times]) + 2 * setting.pad <= self.column
        return wide and room - self.lines >= LEAST_CHART

    @property
    def lines(self) -> float:
        """Lines of type that it takes, the space above it with them."""
        return 2 * SPACE + ROW * (len(self.cells) + 1)


def has_lines(frame: pd.DataFrame) -> bool:
    """Tells that lines over a time axis are drawn."""
    return is_over_time(frame) and frame["group_number"].nunique() <= MOST_LINES


def marks_in_words(frame: pd.DataFrame) -> str:
    """Sentences on how the marks that are drawn are read; those that are not have none."""
    if frame.empty:
        return ""
    half = frame["low"].isna() != frame["high"].isna()
    said = {
        "Lines join posted points and say nothing between them.": has_lines(frame),
        "Dots at the end of a bar: that limit is not estimable or not posted.": (
            half.any() and not is_percent(frame)
        ),
        "“!” stands at a contradiction.": (frame["remark"] != "").any(),
        "A hollow mark is a raw difference, worked out here and not posted.": (
            frame["difference"].notna().any()
        ),
    }
    return " ".join(words for words, is_drawn in said.items() if is_drawn)


def outcome_parts(frame: pd.DataFrame, setting: PageSetting) -> list[OutcomePart]:
    """The parts of ``queries.posted_outcome.outcome_by_arm``, each with the axis of the whole."""
    if frame.empty:
        return []
    frame = as_read(frame)
    over_time = has_lines(frame)
    room = setting.height / setting.line - _head_lines(frame, setting) - 0.3
    table = TimeTable.of(frame, setting) if over_time else None
    if table and table.fits(room, setting):
        pages, left = [frame], 0.0
    else:
        # the values that have no room below the lines stand in rows, on parts of their own
        table = None
        pages, left = _pages(frame, room - _foot_lines(frame, setting), setting)
        pages = [*([frame] if over_time else []), *pages]
    made: list[tuple[pd.DataFrame, WorkedOut | None]] = [(page, None) for page in pages]
    if whole := worked_out_of(frame):
        needed = whole.lines(setting) + len(whole.rows) * DIFFERENCE_ROW
        if needed <= left:
            made[-1] = made[-1][0], whole
        else:
            made += [(frame.head(0), chunk) for chunk in _chunks(whole, room, setting)]
    ends, many = _ends(frame), len(made)
    return [
        OutcomePart(
            rows,
            f"Part {n} of {many}" if many > 1 else "",
            ends,
            over_time and n == 1,
            frame,
            worked_out,
            table if n == 1 else None,
        )
        for n, (rows, worked_out) in enumerate(made, start=1)
    ]


def _chunks(whole: WorkedOut, room: float, setting: PageSetting) -> list[WorkedOut]:
    most = max(1, int((room - whole.lines(setting)) / DIFFERENCE_ROW))
    return [
        WorkedOut(whole.rows.iloc[start : start + most], whole.about, whole.ends)
        for start in range(0, len(whole.rows), most)
    ]


def _pages(
    frame: pd.DataFrame, most: float, setting: PageSetting
) -> tuple[list[pd.DataFrame], float]:
    """The rows of each part, and the lines that are left below those of the last."""
    rows = list(frame.itertuples())
    sizes = [_row_lines(row, setting) for row in rows]
    wholes: dict[Any, float] = {}
    for row, size in zip(rows, sizes, strict=True):
        wholes[row.row_number] = wholes.get(row.row_number, ROW * bool(row.row_label)) + size
    made: list[list[int]] = []
    used, last = 0.0, None
    for at, (row, own) in enumerate(zip(rows, sizes, strict=True)):
        whole = wholes[row.row_number]
        size = own + ROW * (bool(row.row_label) and row.row_number != last)
        starts = row.row_number != last and whole <= most and used + whole > most
        if not made or starts or used + size > most:
            made.append([])
            used = 0.0
            size = own + ROW * bool(row.row_label)
        made[-1].append(at)
        used += size
        last = row.row_number
    return [frame.iloc[page] for page in made], most - used


def _bare_cell(row: Any) -> str:
    """The value in words without the number analysed, which stands beside it."""
    return str(row.cell).removesuffix(f", n = {row.analysed}")


def _row_texts(row: Any, setting: PageSetting) -> tuple[list[str], list[str]]:
    """The name of the group with its number, and the value, in lines."""
    count = f" (n = {row.analysed})" if row.analysed else ""
    room = NAMES * setting.width - 1.1 * setting.line
    name = setting.lines(f"{row.group}{count}", room, CELL_LINES)
    sign = " !" if row.remark else ""
    room = VALUES * setting.width - setting.line - setting.pad - setting.width_of(sign)
    cell = setting.lines(_bare_cell(row), room, CELL_LINES) or [""]
    return name, [*cell[:-1], f"{cell[-1]}{sign}"]


def _row_lines(row: Any, setting: PageSetting) -> float:
    return ROW + MORE * (max(map(len, _row_texts(row, setting))) - 1)


def _ends(frame: pd.DataFrame) -> tuple[float, float]:
    percent = is_percent(frame)
    column = ["percent"] if percent else ["number", "low", "high"]
    values = [float(each) for name in column for each in frame[name].dropna()]
    if not values:
        return 0.0, 1.0
    least = min(values)
    if least >= 0 and (percent or is_posted_percent(frame)):
        return (0.0, 100.0) if max(values) <= 100 else linear_range(values, 0.0)
    is_count = frame["param"].iloc[0] in COUNTS
    if least >= 0 and (is_count or not frame["low"].notna().any()):
        return linear_range(values, 0.0)
    return linear_range(values)


def outcome_scene(part: OutcomePart, setting: PageSetting) -> MarkScene:
    """The scene of one part in a room."""
    scene = MarkScene()
    y = _head(scene, part, setting)
    if part.over_time:
        _over_time(scene, part, y, setting)
    else:
        y = _in_rows(scene, part, y, setting) if len(part.rows) else y
        if part.worked_out:
            across = _across(setting)
            y = draw_worked_out(scene, part.worked_out, y, across, setting)
        scene.bottom = y
    return scene


def _across(setting: PageSetting) -> tuple[float, float]:
    """The ends of an axis between names and values."""
    width, line = setting.width, setting.line
    return NAMES * width + line, (1 - VALUES) * width - line


def _head_texts(frame: pd.DataFrame, place: str, setting: PageSetting) -> list[list[str]]:
    """Lines of the title, of the time frame and of the words of the axis."""
    first, room = frame.iloc[0], setting.width * 0.98
    title = f"{first['outcome_kind_label']}: {first['measure']}"
    time_frame = f"{place}Time frame: {first['time_frame'] or 'not stated'}"
    return [
        setting.lines(title, room, TITLE_LINES, bold=True),
        setting.lines(time_frame, room, FRAME_LINES),
        setting.lines(axis_words(frame), room, AXIS_LINES),
    ]


def _head_lines(frame: pd.DataFrame, setting: PageSetting) -> float:
    texts = _head_texts(frame, LONGEST_PLACE, setting)
    return sum(len(lines) + SPACE for lines in texts) + SPACE


def _head(scene: MarkScene, part: OutcomePart, setting: PageSetting) -> float:
    first, line, y = part.whole.iloc[0], setting.line, 0.0
    place = f"{part.place}; " if part.place else ""
    looks: tuple[dict[str, Any], ...] = ({"bold": True}, {"ink": MUTED}, {})
    for lines, look in zip(_head_texts(part.whole, place, setting), looks, strict=True):
        scene.words.append(SceneWords(tuple(lines), 0, y, anchor="top", **look))
        y += (len(lines) + SPACE) * line
    title = f"{first['outcome_kind_label']}: {first['measure']}"
    whole = (title, str(first["time_frame"]), str(first["description"]))
    scene.areas.append(SceneArea(0, 0, setting.width, y, whole))
    return y + SPACE * line


def _foot_texts(frame: pd.DataFrame, setting: PageSetting) -> list[str]:
    """Lines of the unit below an axis, and of the note that it leaves out 0."""
    left, right = _across(setting)
    note = zero_words(*_ends(frame)) if frame["number"].notna().any() else ""
    return [*setting.lines(axis_unit(frame), right - left, AXIS_LINES), *filter(None, [note])]


def _foot_lines(frame: pd.DataFrame, setting: PageSetting) -> float:
    return 0.2 + TICKS + UNIT * len(_foot_texts(frame, setting))


def _axis(
    scene: MarkScene, part: OutcomePart, top: float, bottom: float, setting: PageSetting
) -> float:
    """Add the axis with its numbers, its unit and its note; the y below them is returned."""
    scale, line = MarkScale(*part.ends, *_across(setting)), setting.line
    for tick in scale.ticks():
        x, y = scale.at(tick), bottom + 0.3 * line
        scene.lines.append(SceneLine(x, top, x, bottom, GRID))
        words = (tick_words(tick),)
        scene.words.append(SceneWords(words, x, y, MUTED, align="center", anchor="top"))
    scene.lines.append(SceneLine(scale.left, bottom, scale.right, bottom, BORDER))
    y, middle = bottom + TICKS * line, (scale.left + scale.right) / 2
    for text in _foot_texts(part.whole, setting):
        scene.words.append(SceneWords((text,), middle, y, align="center", anchor="top"))
        y += UNIT * line
    return y


def row_hover(row: Any) -> tuple[str, ...]:
    """The words of a value's hover."""
    return (
        str(row.group),
        str(row.row_label),
        f"{_bare_cell(row)}{f', n = {row.analysed}' if row.analysed else ''}",
        str(row.comment),
        str(row.remark),
        f"Where: {row.locator}",
    )


def _in_rows(scene: MarkScene, part: OutcomePart, y: float, setting: PageSetting) -> float:
    """Add the rows from y on, and their axis; the y below is returned."""
    line, width = setting.line, setting.width
    scale = MarkScale(*part.ends, *_across(setting))
    in_percent = is_percent(part.whole)
    top, last = y, None
    for row in part.rows.itertuples():
        if row.row_label and row.row_number != last:
            label = setting.cut(str(row.row_label), width * 0.98, bold=True)
            scene.words.append(SceneWords((label,), 0, y + ROW * line / 2, bold=True))
            scene.areas.append(SceneArea(0, y, width, y + ROW * line, (str(row.row_label),)))
            y += ROW * line
        last = row.row_number
        y = _row(scene, row, y, scale, setting, in_percent=in_percent)
    return _axis(scene, part, top, y + 0.2 * line, setting)


def _row(
    scene: MarkScene,
    row: Any,
    y: float,
    scale: MarkScale,
    setting: PageSetting,
    *,
    in_percent: bool,
) -> float:
    """Add one value; the y below it is returned."""
    line, group = setting.line, int(row.group_number) - 1
    name_lines, cell_lines = _row_texts(row, setting)
    bottom = y + _row_lines(row, setting) * line
    middle = (y + bottom) / 2
    hover = row_hover(row)
    scene.words.append(SceneWords(tuple(name_lines), 1.1 * line, middle))
    scene.marks.append(SceneMark(0.4 * line, middle, group, f"Key: {row.group}", hover))
    scene.areas.append(SceneArea(0, y, setting.width, bottom, hover))
    scene.words.append(SceneWords(tuple(cell_lines), setting.width * (1 - VALUES), middle))
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
    return bottom


def _over_time(scene: MarkScene, part: OutcomePart, top: float, setting: PageSetting) -> None:
    """Lines that join the posted points of each group, its name and number at its end."""
    line, rows = setting.line, part.rows
    right = (1 - VALUES) * setting.width
    unit = ". ".join(filter(None, (axis_unit(part.whole), zero_words(*part.ends))))
    unit_lines = setting.lines(unit, right, AXIS_LINES)
    scene.words.append(SceneWords(tuple(unit_lines), 0, top, anchor="top"))
    top, bottom = top + (len(unit_lines) + 0.7) * line, setting.height - 3.0 * line
    bottom -= part.table.lines * line if part.table else 0.0
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
    most = next((n for n in (3, 2, 1) if len(groups) * (n + 0.3) * line <= bottom - top), 1)
    for own, y in zip(groups, _label_places(ends, (most + 0.3) * line, top), strict=True):
        last = own.iloc[-1]
        is_one = own["analysed"].nunique() == 1
        count = f" (n = {last['analysed']})" if last["analysed"] and is_one else ""
        room = VALUES * setting.width - 2.0 * line
        lines = setting.lines(f"{last['group']}{count}", room, most)
        group = int(last["group_number"]) - 1
        scene.marks.append(SceneMark(right + 1.2 * line, y, group, f"Key: {last['group']}"))
        scene.words.append(SceneWords(tuple(lines), right + 1.9 * line, y))
        whole = (str(last["group"]), str(last["group_description"]))
        scene.areas.append(SceneArea(right + line, y - line, setting.width, y + line, whole))
    if part.table:
        _time_table(scene, part.table, setting.height - part.table.lines * line, setting)
    scene.bottom = setting.height


def _time_table(scene: MarkScene, table: TimeTable, top: float, setting: PageSetting) -> None:
    """Add the values of each group at each time, from top on."""
    line = setting.line
    y = top + (SPACE + ROW / 2) * line
    middles = [table.names + (at + 0.5) * table.column for at in range(len(table.times))]
    scene.words.append(SceneWords((table.unit,), 0, y, MUTED))
    for x, words in zip(middles, table.times, strict=True):
        scene.words.append(SceneWords((words,), x, y, MUTED, align="center"))
    rule = y + ROW * line / 2
    scene.lines.append(SceneLine(0, rule, setting.width, rule, BORDER))
    for number, name, texts in table.cells:
        y += ROW * line
        group = number - 1
        scene.marks.append(SceneMark(0.4 * line, y, group, f"Key of values: {name}"))
        cut = setting.cut(name, table.names - 1.1 * line - setting.pad)
        scene.words.append(SceneWords((cut,), 1.1 * line, y))
        half = ROW * line / 2
        scene.areas.append(SceneArea(0, y - half, table.names, y + half, (name,)))
        for x, words in zip(middles, texts, strict=True):
            if words:
                scene.words.append(SceneWords((words,), x, y, align="center"))


def _label_places(ends: Sequence[float], gap: float, top: float) -> list[float]:
    """Heights of the names at the ends of lines, a gap apart and none above the top."""
    places = [-each for each in spread_apart([-each for each in ends], gap)]
    least = top + gap / 2
    for at in sorted(range(len(places)), key=places.__getitem__):
        places[at] = max(places[at], least)
        least = places[at] + gap
    return places


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
