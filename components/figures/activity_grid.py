"""The schedule of activities as a grid: its parts, and the places of heads, rows and columns.

Screen and slide read it; lengths are pixels of the screen unless said otherwise.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil, isnan
from typing import Any

import pandas as pd

from components.figures.page_setting import PageSetting
from data.queries.activity_schedule import CONDITION, NOTHING
from data.queries.study_days import signed_length, window_short
from data.queries.study_designs import MAIN

VisitKey = tuple[int, int]
"""Positions of a timeline and of a visit of it."""
NO_DAY = "–"
ASIDE = "Not on the day axis"
NO_EPOCH = "No epoch stated"
NAME_LINES, BAND_LINES, HEAD_NAMES = 2, 2, 2
"""Lines that the name of an activity takes at most, an epoch, and a visit written across."""
NAMES, NARROWEST_NAMES = 0.28, 0.14
"""Shares of the width: the widest name of an activity, and the least room for names."""
AROUND = 0.1
"""Lines that a row has around its name."""
LONGEST_HEAD = 7.6
"""Lines of height for the name of a visit that stands on its side."""
KEY_LINE = 1.0
"""Lines of height for a line of the key."""
MOST_COLUMNS = 22
WINDOW_HEAD = "Window, days"


@dataclass(frozen=True)
class GridVisit:
    """A column: a visit of a timeline.

    Attributes:
        band: what stands above it: its epoch, or its sub-timeline.
        day, window: in short, as the head of a column has them.
        is_aside: whether it stands beside the main timeline: a sub-timeline of one point, which
            is held when something happens.
    """

    key: VisitKey
    name: str
    band: str
    day: str
    window: str
    hover: tuple[tuple[str, str], ...]
    is_aside: bool = False


@dataclass(frozen=True)
class GridActivity:
    """A row; runs: the sub-timeline that it runs, empty without one."""

    position: int
    name: str
    runs: str

    @property
    def label(self) -> str:
        return f"{self.name} {RUNS}" if self.runs else self.name


RUNS = "▸"
"""Behind the name of an activity that runs a sub-timeline."""


@dataclass(frozen=True)
class GridMark:
    """An activity at a visit; condition: in the file's words, empty without one."""

    activity: int
    visit: VisitKey
    condition: str
    locator: str


@dataclass(frozen=True)
class SchedulePart:
    """As much of the schedule as fits one screen or slide.

    Attributes:
        place: which part it is of which timeline, in words.
    """

    activities: tuple[GridActivity, ...]
    visits: tuple[GridVisit, ...]
    marks: tuple[GridMark, ...]
    place: str

    def bands(self) -> list[tuple[str, int, int]]:
        """Label, first and last column of the visits that follow one another in an epoch."""
        made = []
        numbered = enumerate(self.visits)
        for (_, label), own in groupby(numbered, key=lambda each: (each[1].is_aside, each[1].band)):
            columns = [number for number, _ in own]
            made.append((label, columns[0], columns[-1]))
        return made

    @property
    def has_windows(self) -> bool:
        return any(visit.window for visit in self.visits)


def parts_of(frame: pd.DataFrame, setting: PageSetting) -> tuple[SchedulePart, ...]:
    """The parts of a schedule: the main timeline with what stands aside, then sub-timelines.

    frame: ``queries.activity_schedule.activity_schedule``.
    """
    visits, activities, marks = _visits(frame), _activities(frame), _marks(frame)
    made: list[SchedulePart] = []
    lines = dict.fromkeys(visit.key[0] for visit in visits if not visit.is_aside)
    for line in lines or [MAIN]:
        own = [each for each in visits if each.key[0] == line or (line == MAIN and each.is_aside)]
        done = {mark.activity for mark in marks if mark.visit in {each.key for each in own}}
        if line == MAIN:
            done |= {each.position for each in activities} - {mark.activity for mark in marks}
        rows = [each for each in activities if each.position in done]
        name = _timeline_name(frame, line)
        made += _cut(rows, own, marks, setting, name)
    return _placed(made)


def _placed(parts: Sequence[SchedulePart]) -> tuple[SchedulePart, ...]:
    """The parts with their number, where there are several."""
    total = len(parts)
    if total == 1:
        return (SchedulePart(parts[0].activities, parts[0].visits, parts[0].marks, ""),)
    return tuple(
        SchedulePart(
            each.activities, each.visits, each.marks, f"Part {at} of {total}: {each.place}"
        )
        for at, each in enumerate(parts, start=1)
    )


def _timeline_name(frame: pd.DataFrame, line: int) -> str:
    if line == MAIN:
        return "main timeline"
    names = frame.loc[frame["timeline_position"] == line, "timeline"]
    return f"“{names.iloc[0]}”"


def _cut(
    rows: Sequence[GridActivity],
    visits: Sequence[GridVisit],
    marks: Sequence[GridMark],
    setting: PageSetting,
    name: str,
) -> list[SchedulePart]:
    """The rows and columns of one timeline in parts of about one size."""
    made = []
    columns = _even(visits, MOST_COLUMNS) or [()]
    blocks = _row_blocks(rows, setting, _head_height(rows, columns, setting, name)) or [()]
    at = 0
    for block in blocks:
        held = {each.position for each in block}
        said = f", activities {at + 1} to {at + len(block)} of {len(rows)}"
        at += len(block)
        seen = 0
        for group in columns:
            keys = {each.key for each in group}
            where = f", visits {seen + 1} to {seen + len(group)} of {len(visits)}"
            seen += len(group)
            own = tuple(each for each in marks if each.activity in held and each.visit in keys)
            words = (said if len(blocks) > 1 else "") + (where if len(columns) > 1 else "")
            made.append(SchedulePart(tuple(block), tuple(group), own, f"{name}{words}"))
    return made


def _even(items: Sequence[GridVisit], most: int) -> list[Sequence[GridVisit]]:
    """The items in as few groups as there must be, of about one size."""
    if not items:
        return []
    groups = ceil(len(items) / most)
    size = ceil(len(items) / groups)
    return [items[start : start + size] for start in range(0, len(items), size)]


def _head_height(
    rows: Sequence[GridActivity],
    columns: Sequence[Sequence[GridVisit]],
    setting: PageSetting,
    name: str,
) -> float:
    """The height of the heads of the tallest part, which says its place and has a whole key."""
    place = f"Part 10 of 10: {name}, activities 100 to 100 of 100"
    signs = tuple(GridMark(0, (0, 0), condition, "") for condition in ("", "if"))
    return max(
        ScheduleScene(SchedulePart(tuple(rows), tuple(group), signs, place), setting).top
        for group in columns
    )


def _row_blocks(
    rows: Sequence[GridActivity], setting: PageSetting, heads: float
) -> list[Sequence[GridActivity]]:
    """The rows in as few blocks as fit the height, and those as even as can be."""
    lines = [len(name_lines(each, setting)) for each in rows]
    heights = [ceil(row_height(number, setting)) for number in lines]
    most = max(int(setting.height - heads), *heights, 1)
    number = len(_filled(rows, heights, most))
    rooms = range(max(heights, default=1), most + 1)
    room = bisect_left(rooms, -number, key=lambda each: -len(_filled(rows, heights, each)))
    return _filled(rows, heights, rooms[room])


def name_lines(activity: GridActivity, setting: PageSetting) -> list[str]:
    """The name of an activity in its lines."""
    return setting.lines(activity.label, NAMES * setting.width, NAME_LINES) or [""]


def row_height(lines: int, setting: PageSetting) -> float:
    """The least height of a row with a name in so many lines."""
    return setting.line * (lines + AROUND)


def _filled(
    rows: Sequence[GridActivity], heights: Sequence[int], room: int
) -> list[Sequence[GridActivity]]:
    """Rows put into a block until the next would stand beyond its room."""
    blocks: list[list[GridActivity]] = []
    filled = 0
    for row, height in zip(rows, heights, strict=True):
        if not blocks or filled + height > room:
            blocks.append([])
            filled = 0
        blocks[-1].append(row)
        filled += height
    return list(blocks)


def _activities(frame: pd.DataFrame) -> list[GridActivity]:
    rows = frame[frame["activity"] != ""].drop_duplicates("activity_position")
    ordered = rows.sort_values("activity_position", kind="stable")
    return [
        GridActivity(int(row.activity_position), str(row.activity), str(row.runs))
        for row in ordered.itertuples()
    ]


def _marks(frame: pd.DataFrame) -> list[GridMark]:
    return [
        GridMark(
            int(row.activity_position),
            (int(row.timeline_position), int(row.visit_position)),
            str(row.condition) if row.mark == CONDITION else "",
            str(row.locator),
        )
        for row in frame[frame["mark"] != NOTHING].itertuples()
    ]


def _visits(frame: pd.DataFrame) -> list[GridVisit]:
    rows = frame[frame["visit"] != ""].drop_duplicates(["timeline_position", "visit_position"])
    ordered = rows.sort_values(["timeline_position", "visit_position"], kind="stable")
    counts = ordered["timeline_position"].value_counts()
    visits = [_visit(row, int(counts[row.timeline_position])) for row in ordered.itertuples()]
    return sorted(visits, key=lambda each: each.is_aside)


def _visit(row: Any, of_timeline: int) -> GridVisit:
    line = int(row.timeline_position)
    is_aside = line != MAIN and of_timeline == 1
    return GridVisit(
        (line, int(row.visit_position)),
        str(row.timeline if is_aside else row.visit),
        ASIDE if is_aside else _band(row, line),
        NO_DAY if is_aside or isnan(row.day) else signed_length(row.day),
        window_short(row.window_lower, row.window_upper),
        _hover(row, line, is_aside),
        is_aside,
    )


def _band(row: Any, line: int) -> str:
    if line == MAIN:
        return str(row.epoch) or NO_EPOCH
    return f"{row.timeline}, starts: {row.starts}" if row.starts else str(row.timeline)


def _hover(row: Any, line: int, is_aside: bool) -> tuple[tuple[str, str], ...]:
    """Label and words of each line that a visit says of itself."""
    day = ", ".join(filter(None, (str(row.day_words), str(row.window_words))))
    lines = (
        ("Visit", str(row.visit)),
        ("Encounter", str(row.encounter) if row.encounter != row.visit else ""),
        ("Contact", str(row.contact)),
        ("Epoch", str(row.epoch)),
        ("Sub-timeline", str(row.timeline) if line != MAIN else ""),
        ("Starts with", str(row.starts) if line != MAIN else ""),
        ("Day", "" if is_aside else day),
        ("Placed", "" if is_aside else str(row.day_basis)),
        ("Remark", str(row.remark)),
    )
    return tuple((label, words) for label, words in lines if words)


@dataclass(frozen=True)
class ScheduleScene:
    """One part of the grid in its places: heads from the top down, rows below them.

    Attributes:
        setting: its room and type.
        growth: lines that a row may grow by where there is room.
    """

    part: SchedulePart
    setting: PageSetting
    growth: float = 0.75

    @cached_property
    def names(self) -> list[list[str]]:
        return [name_lines(each, self.setting) for each in self.part.activities]

    @cached_property
    def gutter(self) -> float:
        """The width of what stands left of the columns."""
        words = self.setting.widest([line for lines in self.names for line in lines])
        key = self.setting.widest(list(self.key.values())) + self.setting.line
        heads = self.setting.width_of(WINDOW_HEAD)
        return max(words, key, heads, NARROWEST_NAMES * self.setting.width) + self.setting.line

    @property
    def key(self) -> dict[str, str]:
        """The signs that are drawn -> their words."""
        marks = self.part.marks
        entries = (
            ("done", "Done", any(not mark.condition for mark in marks)),
            ("condition", "Under a condition", any(mark.condition for mark in marks)),
            ("runs", "Runs a sub-timeline", any(each.runs for each in self.part.activities)),
        )
        return {sign: words for sign, words, is_drawn in entries if is_drawn}

    @property
    def column(self) -> float:
        """The width of a column."""
        return (self.setting.width - self.gutter) / max(len(self.part.visits), 1)

    def left(self, column: int) -> float:
        return self.gutter + column * self.column

    def middle(self, column: int) -> float:
        return self.left(column) + self.column / 2

    @cached_property
    def bands(self) -> list[tuple[list[str], int, int]]:
        """The epochs in lines above their columns, with the first and the last of these."""
        return [
            (
                self.setting.whole_words(
                    label, (last - first + 1) * self.column - self.setting.pad, BAND_LINES
                ),
                first,
                last,
            )
            for label, first, last in self.part.bands()
        ]

    @cached_property
    def is_upright(self) -> bool:
        """Says whether the names of the visits stand on their side, having no room across."""
        room = self.column - 2 * self.setting.pad
        words = [word for visit in self.part.visits for word in visit.name.split()]
        if self.setting.widest(words, bold=True) > room:
            return True
        names = (visit.name for visit in self.part.visits)
        return any(self.setting.width_of(name, bold=True) > HEAD_NAMES * room for name in names)

    @cached_property
    def heads(self) -> list[list[str]]:
        """The names of the visits in their lines."""
        setting = self.setting
        names = [visit.name for visit in self.part.visits]
        if self.is_upright:
            most = min(max(int(self.column / setting.line), 1), BAND_LINES)
            longest = LONGEST_HEAD * setting.line
            return [setting.whole_words(name, longest, most, bold=True) for name in names]
        room = self.column - 2 * setting.pad
        return [setting.lines(name, room, HEAD_NAMES + 1, bold=True) for name in names]

    @cached_property
    def days(self) -> list[list[str]]:
        return self._in_columns([visit.day for visit in self.part.visits])

    @cached_property
    def windows(self) -> list[list[str]]:
        return self._in_columns([visit.window for visit in self.part.visits])

    def _in_columns(self, texts: list[str]) -> list[list[str]]:
        return [self.setting.whole_words(text, self.column - 2, BAND_LINES) for text in texts]

    @property
    def bands_bottom(self) -> float:
        lines = max((len(lines) for lines, _, _ in self.bands), default=1)
        return self.setting.line * lines + 2 * self.setting.pad

    @cached_property
    def place(self) -> list[str]:
        """The place of the part in lines."""
        return self.setting.lines(self.part.place, self.gutter - self.setting.line, 3)

    @property
    def key_lines(self) -> int:
        """Lines of what stands left of the heads: the place of the part, and the key."""
        return len(self.place) + len(self.key)

    @property
    def heads_bottom(self) -> float:
        setting = self.setting
        if self.is_upright:
            room = setting.widest([line for lines in self.heads for line in lines], bold=True)
        else:
            room = setting.line * max((len(lines) for lines in self.heads), default=1)
        below = self.bands_bottom + room + 2 * setting.pad
        return max(below, setting.line * KEY_LINE * self.key_lines + 2 * setting.pad)

    @property
    def days_bottom(self) -> float:
        return self._below(self.heads_bottom, self.days)

    @property
    def top(self) -> float:
        """The upper edge of the rows."""
        if not self.part.has_windows:
            return self.days_bottom
        return self._below(self.days_bottom, self.windows)

    def _below(self, top: float, cells: list[list[str]]) -> float:
        lines = max((len(lines) for lines in cells), default=1)
        return top + self.setting.line * lines + self.setting.pad

    @cached_property
    def rows(self) -> list[tuple[float, float]]:
        """Upper and lower edge of each row."""
        least = [row_height(len(lines), self.setting) for lines in self.names]
        spare = (self.setting.height - self.top - sum(least)) / max(len(least), 1)
        growth = min(max(spare, 0.0), self.growth * self.setting.line)
        edges, at = [], self.top
        for height in least:
            edges.append((at, at + height + growth))
            at += height + growth
        return edges

    @property
    def bottom(self) -> float:
        return self.rows[-1][1] if self.rows else self.top

    @property
    def day_head(self) -> str:
        """The name of the row of days; sub-timelines count from their own start."""
        is_main = any(visit.key[0] == MAIN for visit in self.part.visits)
        return "Day" if is_main or not self.part.visits else "From its start"
