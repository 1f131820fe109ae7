"""The rows of adverse events, laid out for one part: terms, two panels, their axes and the key.

Screen and slide draw it alike, each in its own type and its own unit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, takewhile
from math import ceil, isnan
from operator import itemgetter
from typing import Any

import pandas as pd

from components.figures.event_axes import EventAxis, linear_axis, ratio_axis
from components.figures.page_setting import PageSetting
from data.queries.adverse_events import (
    NO_INTERVAL,
    NO_SYSTEM,
    TOTALS,
    intervals_words,
    time_frame_words,
)
from data.queries.as_read import as_read
from data.queries.risk_intervals import RATIO

TERMS = 0.27
"""The share of the width that names of terms have."""
COUNTS = 0.25
"""The most of the width that the counts of groups may take."""
WORDS = 0.178
"""The share of the contrast in words."""
GAP = 0.05
"""Between the two panels, for the numbers at their ends."""
PERCENTAGES = 0.5
"""The share of the panel of percentages of what both panels have."""
ALONE = 0.96
"""The end of the panel of percentages where there is no contrast."""
ROW = 1.22
"""Lines that a row takes at least."""
FOOT_LINES = 4
LEAST_ROWS = 4
SERIOUS = " · serious"
ODD = " †"
ODD_WORDS = "† More affected than at risk, or a count is missing; the table has the remark."
COUNTS_TITLE = "Affected/at risk"
NO_COUNT = "–"
INTERVALS = re.compile(r" intervals(?: over all [0-9]+ parts)?, ")
"""In the sentence on intervals, which counts those of all rows."""
MOST_PARTS = 99
FIRST, SECOND = "FIRST", "SECOND"


@dataclass(frozen=True)
class EventGroup:
    """A group that is drawn.

    Attributes:
        number: its place from 1 in the order in which the section posts its groups.
        role: ``FIRST`` or ``SECOND`` of the two compared, or empty.
        widest: the longest of its counts in the column beside the terms.
    """

    number: int
    label: str
    role: str
    widest: str = ""

    @property
    def is_compared(self) -> bool:
        return bool(self.role)


@dataclass(frozen=True)
class EventDot:
    """The percentage of one group; none where it cannot be worked out, for the remark.

    Attributes:
        counts: in words, with the percentage and the events.
        short: affected and at risk: ``12/254``.
    """

    group: int
    percent: float | None
    counts: str
    remark: str
    short: str = ""


@dataclass(frozen=True)
class EventContrast:
    """The second group against the first; none of the numbers where there is no interval."""

    estimate: float | None
    lower: float | None
    upper: float | None
    words: str


@dataclass(frozen=True)
class TermRow:
    """A term, or a heading above terms where it has no dots and ``is_heading``."""

    term: str
    tag: str = ""
    system: str = ""
    dots: tuple[EventDot, ...] = ()
    contrast: EventContrast | None = None
    is_heading: bool = False
    is_total: bool = False

    @property
    def remark(self) -> str:
        """The reason that nothing is drawn, where no group has a percentage."""
        if not self.dots or any(dot.percent is not None for dot in self.dots):
            return ""
        said = dict.fromkeys(dot.remark for dot in self.dots if dot.remark)
        return "; ".join(said)


@dataclass(frozen=True)
class EventRows:
    """The rows of one part with what stands around them.

    Attributes:
        place: which part it is, in words; empty where there is one alone.
        foot: sentences below the panels, which are whole; time_frame: the one that may be cut.
        contrast: ``difference`` or ``ratio``; empty where no two groups are compared.
    """

    groups: tuple[EventGroup, ...]
    rows: tuple[TermRow, ...]
    contrast: str
    place: str
    foot: str
    time_frame: str


READ = (
    "row",
    "event_kind",
    "organ_system",
    "term",
    "group_number",
    "group",
    "role",
    "is_drawn",
    "affected",
    "at_risk",
    "percent",
    "counts_words",
    "remark",
    "estimate",
    "lower",
    "upper",
    "contrast_words",
)
"""The columns of a frame that its rows are read from."""


def read_rows(frame: pd.DataFrame, *, by_system: bool) -> EventRows:
    """All rows of a frame; frame: ``queries.adverse_events.adverse_events``, with rows.

    by_system: terms stand below their organ systems.
    """
    read = as_read(frame[list(READ)]).sort_values("row", kind="stable")
    # lists of plain values, column by column: a record has a thousand terms, and groups of each
    columns = [read[name].tolist() for name in READ]
    cells = [dict(zip(READ, values, strict=True)) for values in zip(*columns, strict=True)]
    rows: list[TermRow] = []
    before = ""
    for _, own in groupby(cells, key=itemgetter("row")):
        row = _row(list(own))
        system = row.system if by_system and not row.is_total else ""
        if system and system != before:
            rows.append(TermRow(system, is_heading=True))
            before = system
        rows.append(row)
    has_contrast = any(row.contrast for row in rows)
    contrast = str(frame["contrast"].iloc[0]) if has_contrast else ""
    said = [str(frame["threshold_words"].iloc[0]), intervals_words(frame)]
    if any(row.tag.endswith(ODD) for row in rows):
        said.append(ODD_WORDS)
    time_frame = time_frame_words(str(frame["time_frame"].iloc[0]))
    return EventRows(
        _groups(cells, rows), tuple(rows), contrast, "", " ".join(filter(None, said)), time_frame
    )


def _groups(cells: Sequence[Mapping[str, Any]], rows: Sequence[TermRow]) -> tuple[EventGroup, ...]:
    """The groups that are drawn, in the order posted."""
    drawn = {cell["group_number"]: cell for cell in cells if cell["is_drawn"]}
    widest: dict[int, str] = dict.fromkeys(drawn, "")
    for row in rows:
        for dot in row.dots:
            # of figures, which are as wide as one another, the longest text is the widest
            if len(dot.short) > len(widest[dot.group]):
                widest[dot.group] = dot.short
    return tuple(
        EventGroup(number, str(cell["group"]), str(cell["role"]), widest[number])
        for number, cell in sorted(drawn.items())
    )


def _row(own: Sequence[Mapping[str, Any]]) -> TermRow:
    """The cells of one term, a group each."""
    first = own[0]
    kind = str(first["event_kind"])
    dots = tuple(
        EventDot(
            int(cell["group_number"]),
            _known(cell["percent"]),
            str(cell["counts_words"]),
            str(cell["remark"]),
            f"{cell['affected'] or NO_COUNT}/{cell['at_risk'] or NO_COUNT}",
        )
        for cell in own
        if cell["is_drawn"]
    )
    contrasts = [_contrast(cell) for cell in own if cell["contrast_words"]]
    says_why = all(dot.percent is None for dot in dots)
    is_odd = any(dot.remark for dot in dots) and not says_why
    return TermRow(
        str(first["term"]),
        (SERIOUS if kind == "SERIOUS" else "") + (ODD if is_odd else ""),
        str(first["organ_system"]) or ("" if kind in TOTALS else NO_SYSTEM),
        dots,
        contrasts[0] if contrasts else None,
        is_total=kind in TOTALS,
    )


def _known(number: float) -> float | None:
    return None if isnan(number) else float(number)


def _contrast(cell: Mapping[str, Any]) -> EventContrast:
    estimate, lower, upper = (_known(cell[name]) for name in ("estimate", "lower", "upper"))
    return EventContrast(estimate, lower, upper, str(cell["contrast_words"]))


def counted_over(foot: str, parts: int, where: str = "") -> str:
    """The sentences below, which say that intervals are counted over all parts; where: instead."""
    said = where or f"over all {parts} parts"
    return INTERVALS.sub(f" intervals {said}, ", foot, count=1)


def divided_rows(whole: EventRows, setting: PageSetting) -> tuple[EventRows, ...]:
    """The parts of all rows, each as much as the room holds; a heading goes with its terms."""
    # room is left for the words that the intervals are those of all parts
    scene = EventScene(replace(whole, foot=counted_over(whole.foot, MOST_PARTS)), setting)
    most = max(int(scene.room // scene.row_height), LEAST_ROWS)
    if len(whole.rows) <= most:
        return (whole,)
    pages: list[list[TermRow]] = [[]]
    heading: TermRow | None = None
    for row in whole.rows:
        page = pages[-1]
        if len(page) >= most or (row.is_heading and len(page) >= most - 1):
            again = [heading] if heading and not row.is_heading else []
            pages.append(page := again)
        if row.is_heading:
            heading = row
        page.append(row)
    return tuple(
        replace(
            whole,
            rows=tuple(page),
            foot=counted_over(whole.foot, len(pages)),
            place=f"Part {number} of {len(pages)}; each part has scales of its own",
        )
        for number, page in enumerate(pages, start=1)
    )


@dataclass(frozen=True)
class PlacedEvent:
    """A row between two heights."""

    row: TermRow
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class CountColumn:
    """The column of a group's counts, which end at ``right``."""

    group: EventGroup
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class EventScene:
    """A part of the rows laid out in a room."""

    plot: EventRows
    setting: PageSetting

    @property
    def has_contrast(self) -> bool:
        return bool(self.plot.contrast)

    @cached_property
    def key(self) -> tuple[tuple[EventGroup, str, float, float], ...]:
        """Group, its words, the left end and the middle of each entry of the key."""
        line, made = self.setting.line, []
        columns = min(len(self.plot.groups), 1 if len(self.plot.groups) == 1 else 2)
        width = self.setting.width / max(columns, 1)
        for place, group in enumerate(self.plot.groups):
            down, across = divmod(place, columns)
            role = self._role(group)
            label = self.setting.cut(
                group.label, width - 2 * line - self.setting.width_of(role) - self.setting.pad
            )
            middle = self.place_bottom + (down + 0.5) * line
            made.append((group, f"{label}{role}", across * width, middle))
        return tuple(made)

    def _role(self, group: EventGroup) -> str:
        if not self.has_contrast:
            return ""
        return {FIRST: " (first)", SECOND: " (second)"}.get(group.role, "")

    @property
    def place_bottom(self) -> float:
        """The end of the line that says which part it is; without one the key is at the top."""
        return self.setting.line * 1.2

    @property
    def key_bottom(self) -> float:
        lines = ceil(len(self.plot.groups) / 2)
        return self.place_bottom + lines * self.setting.line

    @property
    def titles_middle(self) -> float:
        return self.key_bottom + 0.85 * self.setting.line

    @property
    def ticks_middle(self) -> float:
        return self.titles_middle + self.setting.line

    @property
    def rows_top(self) -> float:
        return self.ticks_middle + 0.65 * self.setting.line

    @cached_property
    def foot(self) -> list[str]:
        """Lines below the rows: whole sentences, then as much of the time frame as has room."""
        said = f"{self.plot.foot} {self._left_out_counts}".strip()
        width, time_frame = self.setting.width, self.plot.time_frame
        whole = self.setting.lines(said, width, FOOT_LINES)
        together = self.setting.lines(f"{said} {time_frame}", width, 2 * FOOT_LINES)
        if len(together) <= FOOT_LINES:
            return together
        return [*whole, *self.setting.lines(time_frame, width, max(FOOT_LINES - len(whole), 1))]

    @property
    def _left_out_counts(self) -> str:
        if len(self.columns) == len(self.plot.groups):
            return ""
        return "The table has the counts of the other groups."

    @property
    def room(self) -> float:
        """The height that is left for rows."""
        return self.setting.height - self.rows_top - (len(self.foot) + 0.4) * self.setting.line

    @property
    def mark(self) -> float:
        """The size of a mark."""
        return (0.44 if len(self.plot.groups) <= MOST_LARGE else 0.4) * self.setting.line

    @property
    def apart(self) -> float:
        """The distance, up and down, of the marks of two groups in one row.

        They do not touch at equal percentages, and stand nearer to each other than to those of
        the next row.
        """
        return self.mark * 1.03

    @property
    def row_height(self) -> float:
        marks = (len(self.plot.groups) - 1) * self.apart + self.mark
        return max(ROW * self.setting.line, marks + 0.3 * self.setting.line)

    @cached_property
    def rows(self) -> tuple[PlacedEvent, ...]:
        """Rows in their places; a few are not drawn far apart."""
        high = self.row_height
        return tuple(
            PlacedEvent(row, self.rows_top + at * high, self.rows_top + (at + 1) * high)
            for at, row in enumerate(self.plot.rows)
        )

    def y(self, placed: PlacedEvent, group: int) -> float:
        """The height of a group's mark: groups stand below one another in the order posted."""
        numbers = [each.number for each in self.plot.groups]
        return placed.middle + (numbers.index(group) - (len(numbers) - 1) / 2) * self.apart

    @property
    def rows_bottom(self) -> float:
        return self.rows[-1].bottom

    @property
    def foot_top(self) -> float:
        return self.rows_bottom + 0.4 * self.setting.line

    @property
    def bottom(self) -> float:
        return self.foot_top + len(self.foot) * self.setting.line

    @property
    def terms_width(self) -> float:
        return TERMS * self.setting.width - self.setting.line

    def name(self, row: TermRow) -> str:
        """The term as it has room, its tag whole."""
        width = self.setting.width if row.is_heading else self.terms_width
        if not row.is_heading and self.columns:
            # counts end at the right of their column, and often leave room at its left
            column = self.columns[0]
            said = next((dot.short for dot in row.dots if dot.group == column.group.number), "")
            free = column.right - column.left - self.setting.width_of(said[:LONGEST_COUNT])
            width += max(free - self.setting.pad, 0.0)
        room = width - self.setting.width_of(row.tag)
        lines = self.setting.lines(row.term, room, 1, bold=row.is_total or row.is_heading)
        return self.setting.cut(lines[0] if lines else "", room, bold=row.is_total)

    @cached_property
    def columns(self) -> tuple[CountColumn, ...]:
        """A column of counts a group; of the two compared alone where all have no room."""
        gap, most = self.setting.line, COUNTS * self.setting.width
        groups = self.plot.groups
        widths = [self._count_width(group) for group in groups]
        if sum(widths) + gap * len(groups) > most:
            groups = tuple(group for group in groups if group.is_compared)
            each = most / max(len(groups), 1) - gap
            widths = [min(self._count_width(group), each) for group in groups]
        # the title stands above them, and may be wider than what it names
        spare = max(self.counts_title_width - sum(widths) - gap * (len(widths) - 1), 0)
        left, made = TERMS * self.setting.width, []
        for group, width in zip(groups, widths, strict=True):
            wide = width + spare / len(widths)
            made.append(CountColumn(group, left, left + wide))
            left += wide + gap
        return tuple(made)

    def _count_width(self, group: EventGroup) -> float:
        return max(self.setting.width_of(group.widest[:LONGEST_COUNT]), self.mark)

    @property
    def counts_title_width(self) -> float:
        return self.setting.width_of(COUNTS_TITLE, bold=True)

    def count(self, placed: PlacedEvent, column: CountColumn) -> str:
        """The counts of a group in a row, as they have room; empty where it has none."""
        said = (dot.short for dot in placed.row.dots if dot.group == column.group.number)
        return self.setting.cut(next(said, ""), column.right - column.left + self.setting.pad)

    @property
    def counts_right(self) -> float:
        return self.columns[-1].right if self.columns else TERMS * self.setting.width

    @property
    def panels(self) -> tuple[float, float]:
        """The left end of the percentages and the right end of what is drawn beside them."""
        end = 1 - WORDS if self.has_contrast else ALONE
        return self.counts_right + 1.6 * self.setting.line, end * self.setting.width

    def _tick_width(self, words: str) -> float:
        return self.setting.width_of(words)

    @cached_property
    def percentages(self) -> EventAxis:
        left, end = self.panels
        wide = end - left
        if self.has_contrast:
            wide = PERCENTAGES * (wide - GAP * self.setting.width)
        held = [
            dot.percent for row in self.plot.rows for dot in row.dots if dot.percent is not None
        ]
        return linear_axis(
            0, max([1.0, *held]), left, left + wide, lambda words: self._tick_width(f"{words} %")
        )

    @cached_property
    def contrasts(self) -> EventAxis:
        start, end = self.percentages.right + GAP * self.setting.width, self.panels[1]
        held = [
            value
            for row in self.plot.rows
            if row.contrast is not None
            for value in (row.contrast.estimate, row.contrast.lower, row.contrast.upper)
            if value is not None
        ]
        if self.plot.contrast == RATIO:
            return ratio_axis(held, start, end, self._tick_width)
        low, high = min([-1.0, *held]), max([1.0, *held])
        return linear_axis(low, high, start, end, self._tick_width, signed=True)

    @property
    def no_effect(self) -> float:
        return 1.0 if self.plot.contrast == RATIO else 0.0

    @property
    def words_left(self) -> float:
        """The left end of the contrast in words."""
        return self.contrasts.right + 0.9 * self.setting.line

    def contrast_words(self, found: EventContrast) -> str:
        """The contrast in words; those that say why there is none need no beginning."""
        width = self.setting.width - self.words_left
        if self.setting.width_of(found.words) > width:
            return self.setting.cut(found.words.removeprefix(NO_INTERVAL), width)
        return found.words

    @property
    def drawing_order(self) -> tuple[EventGroup, ...]:
        """Groups from below to above: those of the two compared stand upon the others."""
        order = ("", FIRST, SECOND)
        return tuple(sorted(self.plot.groups, key=lambda group: order.index(group.role)))

    @property
    def panel_titles(self) -> tuple[tuple[str, float], ...]:
        """Words above the columns and each panel, and their left ends."""
        titles = [(COUNTS_TITLE, TERMS * self.setting.width)] if self.columns else []
        titles.append(("Percentage affected", self.percentages.left))
        if self.has_contrast:
            left = self.contrasts.left
            room = self.setting.width - left
            named = [*self._named_titles, *self._bare_titles]
            fits = (each for each in named if self.setting.width_of(each, bold=True) <= room)
            titles.append((next(fits, named[-1]), left))
        return tuple(titles)

    @property
    def _bare_titles(self) -> tuple[str, ...]:
        return RATIO_TITLES if self.plot.contrast == RATIO else DIFFERENCE_TITLES

    @property
    def _named_titles(self) -> list[str]:
        """Titles that name the two groups, where they are short enough to be told apart."""
        names = {group.role: group.label for group in self.plot.groups if group.role}
        if FIRST not in names or SECOND not in names:
            return []
        first, second = apart(names[FIRST], names[SECOND])
        if self.plot.contrast == RATIO:
            return [
                f"Risk ratio, {second} divided by {first} (95 % interval)",
                f"{second} over {first} (95 % interval)",
            ]
        return [
            f"Difference in % points, {second} minus {first} (95 % interval)",
            f"{second} minus {first}, % points (95 % interval)",
            f"{second} minus {first}, % points (95 %)",
        ]

    def dots(self, group: EventGroup) -> Iterator[tuple[PlacedEvent, EventDot, float]]:
        """The dots of a group: row, dot, and its place across."""
        for placed in self.rows:
            for dot in placed.row.dots:
                if dot.group == group.number and dot.percent is not None:
                    yield placed, dot, self.percentages.x(dot.percent)


def apart(first: str, second: str) -> tuple[str, str]:
    """Two names without the words that both begin with, where what is left says enough.

    ``Viaskin 50 μg``, ``Viaskin 100 μg`` -> ``50 μg``, ``100 μg``; ``Arm A``, ``Arm B`` stay.
    """
    one, other = first.split(), second.split()
    same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))])
    short = " ".join(one[same:]), " ".join(other[same:])
    says = all(len(each) >= LEAST_NAME and any(map(str.isalpha, each)) for each in short)
    return short if says else (first, second)


LEAST_NAME = 4
"""Signs of a name that say enough without the words before them."""
MOST_LARGE = 3
"""Groups whose marks are as large as those of two."""
LONGEST_COUNT = 30
"""Characters of counts that a column is made for."""
DIFFERENCE_TITLES = (
    "Difference in % points, second group minus first (95 % interval)",
    "Difference in % points, second minus first (95 %)",
    "Difference, second minus first (95 %)",
)
RATIO_TITLES = (
    "Risk ratio, second group divided by first (95 % interval)",
    "Risk ratio, second over first (95 %)",
)
"""Titles of the panel, the first that has room."""
