"""The rows of adverse events, laid out for one part: terms, two panels, their axes and the key.

Screen and slide draw it alike, each in its own type and its own unit.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil, floor, isnan, log10
from operator import itemgetter
from typing import Any

import pandas as pd

from components.figures.page_setting import PageSetting
from data.queries.adverse_events import NO_INTERVAL, NO_SYSTEM, TOTALS, time_frame_words
from data.queries.risk_intervals import RATIO

TERMS, LEFT, RIGHT = 0.31, 0.27, 0.23
"""Shares of the width: names of the terms, the panel of percentages, that of the contrast."""
GAP = 0.05
"""Between the two panels, for the numbers at their ends."""
ALONE = 0.62
"""The share of the panel of percentages where there is no contrast."""
ROW = 1.22
"""Lines that a row takes."""
FOOT_LINES = 3
WIDEST_RATIO = 100.0
"""Ends of the axis of ratios: 1/100 and 100; an interval that goes on ends in an arrow."""
SERIOUS = " · serious"
ODD = " †"
ODD_WORDS = "† More affected than at risk, or a count is missing; the table has the remark."
TICKS = 5
FIRST, SECOND = "FIRST", "SECOND"


@dataclass(frozen=True)
class EventGroup:
    """A group that is drawn; role: ``FIRST`` or ``SECOND`` of the two compared, or empty."""

    number: int
    label: str
    role: str


@dataclass(frozen=True)
class EventDot:
    """The percentage of one group; none where it cannot be worked out, for the remark."""

    group: int
    percent: float | None
    counts: str
    remark: str


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
        foot: sentences below the panels.
        contrast: ``difference`` or ``ratio``; empty where no two groups are compared.
    """

    groups: tuple[EventGroup, ...]
    rows: tuple[TermRow, ...]
    contrast: str
    place: str
    foot: str


def read_rows(frame: pd.DataFrame, *, by_system: bool) -> EventRows:
    """All rows of a frame; frame: ``queries.adverse_events.adverse_events``, with rows.

    by_system: terms stand below their organ systems.
    """
    cells: list[dict[Any, Any]] = frame.sort_values("row", kind="stable").to_dict("records")
    drawn = {cell["group_number"]: cell for cell in cells if cell["is_drawn"]}
    groups = tuple(
        EventGroup(number, str(cell["group"]), str(cell["role"]))
        for number, cell in sorted(drawn.items())
    )
    rows: list[TermRow] = []
    before = ""
    for _, own in groupby(cells, key=itemgetter("row")):
        row = _row(list(own))
        system = row.system if by_system and not row.is_total else ""
        if system and system != before:
            rows.append(TermRow(system, is_heading=True))
            before = system
        rows.append(row)
    first = cells[0]
    contrast = str(first["contrast"]) if any(row.contrast for row in rows) else ""
    foot = f"{first['threshold_words']} {time_frame_words(str(first['time_frame']))}"
    if any(row.tag.endswith(ODD) for row in rows):
        foot = f"{ODD_WORDS} {foot}"
    return EventRows(groups, tuple(rows), contrast, "", foot)


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


def divided_rows(whole: EventRows, setting: PageSetting) -> tuple[EventRows, ...]:
    """The parts of all rows, each as much as the room holds; a heading goes with its terms."""
    most = max(int(EventScene(whole, setting).room // (ROW * setting.line)), 4)
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
        EventRows(
            whole.groups,
            tuple(page),
            whole.contrast,
            f"Part {number} of {len(pages)}; each part has scales of its own",
            whole.foot,
        )
        for number, page in enumerate(pages, start=1)
    )


@dataclass(frozen=True)
class EventAxis:
    """A scale from left to right in the unit of the room.

    Attributes:
        low, high: its ends, as logarithms where ``is_log``.
        ticks: value and words of each.
    """

    left: float
    right: float
    low: float
    high: float
    is_log: bool
    ticks: tuple[tuple[float, str], ...]

    def x(self, value: float) -> float:
        """The place of a value; one beyond the ends stands at the end."""
        at = self._scaled(value)
        share = (min(max(at, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def is_beyond(self, value: float) -> int:
        """-1 for a value left of the axis, 1 for one right of it, else 0."""
        at = self._scaled(value)
        return -1 if at < self.low - 1e-9 else 1 if at > self.high + 1e-9 else 0

    def _scaled(self, value: float) -> float:
        return log10(max(value, 1e-9)) if self.is_log else value


def _step(extent: float, most: int) -> float:
    """A round distance of ticks, of which there are at most so many."""
    raw = max(extent / most, 1e-9)
    power = 10.0 ** floor(log10(raw))
    return next(power * base for base in (1, 2, 5, 10) if power * base >= raw * (1 - 1e-9))


def _linear(low: float, high: float, left: float, right: float, *, signed: bool) -> EventAxis:
    step = _step(high - low, TICKS)
    start, end = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(
        (at * step, _tick(at * step, step, signed=signed)) for at in range(start, end + 1)
    )
    return EventAxis(left, right, start * step, end * step, False, ticks)


def _tick(value: float, step: float, *, signed: bool) -> str:
    digits = max(0, -floor(log10(step) + 1e-9))
    shown = (
        f"{value:+,.{digits}f}" if signed and abs(value) > step / 2 else f"{abs(value):,.{digits}f}"
    )
    return shown.replace("-", "−")


RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


def _ratio_axis(values: Sequence[float], left: float, right: float) -> EventAxis:
    bounded = [min(max(value, 1 / WIDEST_RATIO), WIDEST_RATIO) for value in values]
    low = max((t for t in RATIO_TICKS if t <= min([0.5, *bounded]) + 1e-12), default=0.01)
    high = min((t for t in RATIO_TICKS if t >= max([2.0, *bounded]) - 1e-12), default=100.0)
    within = [tick for tick in RATIO_TICKS if low <= tick <= high]
    if len(within) > 7:
        within = [tick for tick in within if log10(tick) == round(log10(tick))]
    ticks = tuple((tick, f"{tick:g}") for tick in within)
    return EventAxis(left, right, log10(low), log10(high), True, ticks)


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
            words = self.setting.cut(f"{group.label}{self._role(group)}", width - 2 * line)
            made.append((group, words, across * width, self.place_bottom + (down + 0.5) * line))
        return tuple(made)

    def _role(self, group: EventGroup) -> str:
        if not self.has_contrast:
            return ""
        return {FIRST: " (first)", SECOND: " (second)"}.get(group.role, "")

    @property
    def place_bottom(self) -> float:
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
        return self.setting.lines(self.plot.foot, self.setting.width, FOOT_LINES)

    @property
    def room(self) -> float:
        """The height that is left for rows."""
        return self.setting.height - self.rows_top - (len(self.foot) + 0.4) * self.setting.line

    @cached_property
    def rows(self) -> tuple[PlacedEvent, ...]:
        """Rows in their places; a few are not drawn far apart."""
        high = ROW * self.setting.line
        return tuple(
            PlacedEvent(row, self.rows_top + at * high, self.rows_top + (at + 1) * high)
            for at, row in enumerate(self.plot.rows)
        )

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
        room = width - self.setting.width_of(row.tag)
        lines = self.setting.lines(row.term, room, 1, bold=row.is_total or row.is_heading)
        return self.setting.cut(lines[0] if lines else "", room, bold=row.is_total)

    @cached_property
    def percentages(self) -> EventAxis:
        left = TERMS * self.setting.width
        share = LEFT if self.has_contrast else ALONE
        held = [
            dot.percent for row in self.plot.rows for dot in row.dots if dot.percent is not None
        ]
        return _linear(0, max([1.0, *held]), left, left + share * self.setting.width, signed=False)

    @cached_property
    def contrasts(self) -> EventAxis:
        start = (TERMS + LEFT + GAP) * self.setting.width
        end = (TERMS + LEFT + RIGHT) * self.setting.width
        held = [
            value
            for row in self.plot.rows
            if row.contrast is not None
            for value in (row.contrast.estimate, row.contrast.lower, row.contrast.upper)
            if value is not None
        ]
        if self.plot.contrast == RATIO:
            return _ratio_axis(held, start, end)
        return _linear(min([-1.0, *held]), max([1.0, *held]), start, end, signed=True)

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
        """Groups from below to above: the smaller mark of the second stands upon the first."""
        order = ("", FIRST, SECOND)
        return tuple(sorted(self.plot.groups, key=lambda group: order.index(group.role)))

    @property
    def panel_titles(self) -> tuple[tuple[str, float], ...]:
        """Words above each panel, and their left ends."""
        titles = [("Percentage affected", self.percentages.left)]
        if self.has_contrast:
            is_ratio = self.plot.contrast == RATIO
            words = "Risk ratio" if is_ratio else "Difference, % points"
            titles.append(
                (f"{words}: second group against first, 95 % interval", self.contrasts.left)
            )
        return tuple(titles)

    def dots(self, group: EventGroup) -> Iterator[tuple[PlacedEvent, EventDot, float]]:
        """The dots of a group: row, dot, and its place across."""
        for placed in self.rows:
            for dot in placed.row.dots:
                if dot.group == group.number and dot.percent is not None:
                    yield placed, dot, self.percentages.x(dot.percent)


LARGER, SMALLER = 1.3, 0.9


def size_of(look: int) -> float:
    """Size of a mark, as a share of the common one: equal percentages leave both to be seen."""
    return (LARGER, SMALLER)[look] if look < 2 else 1.0


def look_of(scene: EventScene, group: EventGroup) -> int:
    """Number of the look of a group: 0 and 1 of the two compared, from 2 the others."""
    if group.role in (FIRST, SECOND):
        return (FIRST, SECOND).index(group.role)
    others = [each.number for each in scene.plot.groups if each.role not in (FIRST, SECOND)]
    return 2 + others.index(group.number)
