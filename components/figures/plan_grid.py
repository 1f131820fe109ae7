"""The plan of a study in its places: arms by epochs above, visits on their days below.

Screen and slide read it, each in its own unit of length (``PageSetting``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from math import ceil, isnan
from typing import Any, Self

import pandas as pd

from components.figures.page_setting import PageSetting
from data.queries.study_days import signed_length, window_short
from data.queries.study_plan import CELL, DECISION, VISIT

NO_ELEMENT = "no element"
NO_EPOCH = "No epoch stated"
ARM_NAMES = 0.15
"""Share of the width that the names of the arms take."""
MOST_EPOCHS, CELL_LINES, ARM_LINES = 8, 6, 4
EPOCHS, VISITS, DAYS, WINDOWS = 0.11, 0.15, 0.055, 0.075
"""Shares of the width of what stands left of the day axis."""
ROW, TALLEST = 1.03, 1.55
"""Lines of height of a visit's row: the least, and the most."""
SCALE, TITLE, GAP = 1.15, 1.35, 0.7
"""Lines of height of the scale, of a title, and between arms and visits."""
STEPS = (1, 2, 7, 14, 28, 56, 84, 168, 364, 728, 1_456, 3_640, 7_280)
"""Days from one number of a scale to the next."""
TICK_ROOM = 3.0
"""Lines of width that a number of a scale needs."""
FAR = 0.4
"""Share of all days that lie between two visits from which the axis has two panels."""
NARROW = 0.24
"""Share of the axis that the narrower of two panels has at least."""
EDGE = 0.03
"""Share of a panel's days beside the first and the last."""
BETWEEN = 1.0
"""Lines of width between two panels."""


@dataclass(frozen=True)
class PlanCell:
    """The elements of an arm in an epoch; the same ones in the next epochs are one cell.

    Attributes:
        first, last: epochs, from 0.
        texts: name and words of each element.
        hover: label and words.
    """

    arm: int
    first: int
    last: int
    texts: tuple[tuple[str, str], ...]
    hover: tuple[tuple[str, str], ...]

    def is_continued_by(self, other: "PlanCell") -> bool:
        return (self.arm, self.last + 1, self.texts) == (other.arm, other.first, other.texts)

    def with_next(self, other: "PlanCell") -> "PlanCell":
        return PlanCell(self.arm, self.first, other.last, self.texts, self.hover)


@dataclass(frozen=True)
class PlanVisit:
    """A visit of the main timeline; day: none where it has none.

    Attributes:
        position: among the visits, from 1.
        low, high: the first and the last day of its window.
        is_stated: whether its day is stated from day 0, and not worked out.
    """

    position: int
    name: str
    epoch: str
    day: float | None
    low: float
    high: float
    day_text: str
    window: str
    is_stated: bool
    hover: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlanDecision:
    """A cycle, or a way that skips visits.

    Attributes:
        start, end: the days of one round; none where it has none.
        after: the visit below which it stands; 0 for one that stands below all.
    """

    name: str
    words: str
    start: float | None
    end: float | None
    after: int
    hover: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StudyPlan:
    """The part of a plan that one screen or slide shows.

    Attributes:
        arms, epochs: their names; epochs of this part alone.
        day_zero: what day 0 is.
        every_day: all days of the plan, so that each part has the same axis.
        place: which part it is, in words.
    """

    arms: tuple[tuple[int, str, str], ...] = ()
    epochs: tuple[tuple[int, str], ...] = ()
    cells: tuple[PlanCell, ...] = ()
    visits: tuple[PlanVisit, ...] = ()
    decisions: tuple[PlanDecision, ...] = ()
    day_zero: str = ""
    every_day: tuple[float, ...] = ()
    place: str = ""


def read_plan(frame: pd.DataFrame) -> StudyPlan:
    """frame: ``queries.study_plan.study_plan``."""
    cells = frame[frame["part"] == CELL]
    arms = cells[cells["arm"] != ""].drop_duplicates("arm_position").sort_values("arm_position")
    epochs = cells[cells["epoch"] != ""].drop_duplicates("epoch_position")
    epochs = epochs.sort_values("epoch_position")
    visits = tuple(map(_visit, frame[frame["part"] == VISIT].itertuples()))
    decisions = tuple(map(_decision, frame[frame["part"] == DECISION].itertuples()))
    zeros = frame.loc[frame["part"] == VISIT, "day_zero"]
    days = [day for visit in visits if visit.day is not None for day in (visit.low, visit.high)]
    days += [visit.day for visit in visits if visit.day is not None]
    days += [day for each in decisions for day in (each.start, each.end) if day is not None]
    return StudyPlan(
        tuple(
            (int(row.arm_position), str(row.arm), str(row.arm_type)) for row in arms.itertuples()
        ),
        tuple((int(row.epoch_position), str(row.epoch)) for row in epochs.itertuples()),
        tuple(_cells(cells, list(arms["arm_position"]), list(epochs["epoch_position"]))),
        visits,
        decisions,
        str(zeros.iloc[0]) if len(zeros) else "",
        tuple(sorted({*days, *([0.0] if days else [])})),
    )


def _cells(cells: pd.DataFrame, arms: Sequence[float], epochs: Sequence[float]) -> list[PlanCell]:
    made: list[PlanCell] = []
    held = cells[(cells["arm"] != "") & (cells["epoch"] != "")]
    for (arm, epoch), own in held.groupby(["arm_position", "epoch_position"], sort=True):
        at = epochs.index(epoch)
        texts = tuple((str(row.element) or NO_ELEMENT, str(row.words)) for row in own.itertuples())
        hover = [
            line
            for row in own.itertuples()
            for line in (
                ("Element", str(row.element) or NO_ELEMENT),
                ("In its words", str(row.words)),
                ("Rules", str(row.remark)),
                ("Where", str(row.locator)),
            )
            if line[1]
        ]
        cell = PlanCell(arms.index(arm), at, at, texts, tuple(hover))
        if made and made[-1].is_continued_by(cell):
            made[-1] = made[-1].with_next(cell)
        else:
            made.append(cell)
    return made


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _visit(row: Any) -> PlanVisit:
    day = _number(row.day)
    at = day or 0.0
    lower, upper = _number(row.window_lower) or 0.0, _number(row.window_upper) or 0.0
    hover = (
        ("Visit", row.visit),
        ("Encounter", row.encounter if row.encounter != row.visit else ""),
        ("Epoch", row.epoch),
        ("Day", ", ".join(filter(None, (row.day_words, row.window_words)))),
        ("Placed", row.day_basis),
        ("Remark", row.remark),
        ("Where", row.locator),
    )
    return PlanVisit(
        int(row.position),
        str(row.visit),
        str(row.epoch),
        day,
        at - lower,
        at + upper,
        "no day" if day is None else signed_length(day),
        window_short(row.window_lower, row.window_upper),
        row.placement in ("DAY_ZERO", "STATED"),
        tuple((label, str(words)) for label, words in hover if words),
    )


def _decision(row: Any) -> PlanDecision:
    start, last, every = (_number(each) for each in (row.start_day, row.end_day, row.every_days))
    end = last if start is None or every is None else start + every
    is_cycle = row.decision_kind == "REPEATS"
    hover = (("Decision", row.visit), ("", row.words), ("Where", row.locator))
    return PlanDecision(
        str(row.visit),
        str(row.words),
        start if is_cycle and end is not None and end > (start or 0.0) else None,
        end if is_cycle and start is not None and end is not None and end > start else None,
        int(row.last_visit) if is_cycle and not isnan(row.last_visit) else 0,
        tuple((label, str(words)) for label, words in hover if words),
    )


def parts_of(plan: StudyPlan, setting: PageSetting) -> tuple[StudyPlan, ...]:
    """The plan in as many parts as it takes: arms first, then visits; both where they fit."""
    tables = _tables(plan, setting)
    lists = _visit_lists(plan, setting)
    if len(tables) == 1 and len(lists) == 1:
        both = _joined(tables[0], lists[0])
        if PlanScene(both, setting).least_height <= setting.height:
            return (both,)
    parts = [*tables, *lists]
    total = len(parts)
    if total == 1:
        return tuple(parts)
    return tuple(_placed(part, f"Part {at} of {total}") for at, part in enumerate(parts, start=1))


def _placed(part: StudyPlan, place: str) -> StudyPlan:
    return _joined(part, part, place)


def _joined(table: StudyPlan, visits: StudyPlan, place: str = "") -> StudyPlan:
    """The arms of one part and the visits of another."""
    return StudyPlan(
        table.arms,
        table.epochs,
        table.cells,
        visits.visits,
        visits.decisions,
        visits.day_zero,
        visits.every_day,
        place,
    )


def _tables(plan: StudyPlan, setting: PageSetting) -> list[StudyPlan]:
    """Arms by epochs, a few epochs and as many arms a part as fit."""
    if not plan.arms and not plan.epochs:
        return []
    made = []
    groups = max(ceil(len(plan.epochs) / MOST_EPOCHS), 1)
    size = max(ceil(len(plan.epochs) / groups), 1)
    for start in range(0, max(len(plan.epochs), 1), size):
        epochs = plan.epochs[start : start + size]
        cells = [_within(cell, start, len(epochs)) for cell in plan.cells]
        own = [cell for cell in cells if cell is not None]
        made += _arm_blocks(plan.arms, epochs, own, setting)
    return made


def _within(cell: PlanCell, start: int, number: int) -> PlanCell | None:
    """The part of a cell within some epochs, counted from the first of these."""
    first, last = max(cell.first - start, 0), min(cell.last - start, number - 1)
    return PlanCell(cell.arm, first, last, cell.texts, cell.hover) if first <= last else None


def _arm_blocks(
    arms: tuple[tuple[int, str, str], ...],
    epochs: tuple[tuple[int, str], ...],
    cells: Sequence[PlanCell],
    setting: PageSetting,
) -> list[StudyPlan]:
    blocks: list[list[int]] = [[]]
    for at in range(len(arms)):
        tried = _some_arms([*blocks[-1], at], arms, epochs, cells)
        if (
            blocks[-1]
            and PlanScene(tried, setting).table_bottom > setting.height - TITLE * setting.line
        ):
            blocks.append([])
        blocks[-1].append(at)
    return [_some_arms(block, arms, epochs, cells) for block in blocks]


def _some_arms(
    block: Sequence[int],
    arms: tuple[tuple[int, str, str], ...],
    epochs: tuple[tuple[int, str], ...],
    cells: Sequence[PlanCell],
) -> StudyPlan:
    place = {at: number for number, at in enumerate(block)}
    own = tuple(
        PlanCell(place[cell.arm], cell.first, cell.last, cell.texts, cell.hover)
        for cell in cells
        if cell.arm in place
    )
    return StudyPlan(tuple(arms[at] for at in block), epochs, own)


def _visit_lists(plan: StudyPlan, setting: PageSetting) -> list[StudyPlan]:
    """The visits and, at the end, the decisions without days, some rows a part."""
    if not plan.visits and not plan.decisions:
        return []
    room = setting.height / setting.line - 2 * TITLE - SCALE - 0.5
    most = max(int(room / ROW) - len(plan.decisions), 8)
    groups = max(ceil(len(plan.visits) / most), 1)
    size = max(ceil(len(plan.visits) / groups), 1)
    made = []
    for start in range(0, max(len(plan.visits), 1), size):
        own = plan.visits[start : start + size]
        positions = {visit.position for visit in own}
        is_last = start + size >= len(plan.visits)
        decisions = tuple(
            each
            for each in plan.decisions
            if each.after in positions or (is_last and not each.after)
        )
        made.append(
            StudyPlan(
                visits=own,
                decisions=decisions,
                day_zero=plan.day_zero,
                every_day=plan.every_day,
            )
        )
    return made


@dataclass(frozen=True)
class DayPanel:
    """A stretch of days with its own scale.

    Attributes:
        low, high: the days at its edges; left, width: where it lies.
    """

    low: float
    high: float
    left: float
    width: float

    def x(self, day: float) -> float:
        return self.left + (day - self.low) / (self.high - self.low) * self.width

    def holds(self, day: float) -> bool:
        return self.low <= day <= self.high

    def ticks(self, room: float) -> list[int]:
        """The days that have a number, each with so much room."""
        a_day = self.width / (self.high - self.low)
        step = next((step for step in STEPS if step * a_day >= room), STEPS[-1])
        first = ceil(self.low / step)
        return [at * step for at in range(first, int(self.high // step) + 1)]

    @classmethod
    def of(cls, days: Sequence[float], left: float, width: float) -> Self:
        low, high = min(days), max(days)
        beside = max((high - low) * EDGE, 0.5)
        return cls(low - beside, high + beside, left, width)


def day_panels(days: Sequence[float], left: float, width: float, between: float) -> list[DayPanel]:
    """One panel, or two where a long time without a visit would press the others together.

    days: sorted.
    """
    if not days:
        return []
    gaps = [after - before for before, after in pairwise(days)]
    widest = max(range(len(gaps)), key=gaps.__getitem__, default=0)
    early, late = days[: widest + 1], days[widest + 1 :]
    is_far = bool(gaps) and gaps[widest] > FAR * (days[-1] - days[0]) and len(days) > 4
    if not is_far or len(early) < 2 or days[-1] - days[0] < STEPS[4]:
        return [DayPanel.of(days, left, width)]
    share = min(max(len(late) / len(days), NARROW), 1 - NARROW)
    second = (width - between) * share
    first = width - between - second
    return [
        DayPanel.of(early, left, first),
        DayPanel.of(late, left + first + between, second),
    ]


@dataclass(frozen=True)
class PlacedCell:
    """A cell in its place, with its words in lines; bold lines are names of elements."""

    cell: PlanCell
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class PlacedRow:
    """The row of a visit or of a decision that stands below one."""

    top: float
    bottom: float
    visit: PlanVisit | None = None
    decision: PlanDecision | None = None

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class PlanScene:
    """One part of a plan in its places."""

    plan: StudyPlan
    setting: PageSetting

    # Arms by epochs

    @property
    def place_bottom(self) -> float:
        return self.setting.line * TITLE if self.plan.place else 0.0

    @property
    def names(self) -> float:
        """The width of the names of the arms."""
        return ARM_NAMES * self.setting.width

    @property
    def epoch(self) -> float:
        """The width of an epoch."""
        return (self.setting.width - self.names) / max(len(self.plan.epochs), 1)

    def epoch_left(self, epoch: int) -> float:
        return self.names + epoch * self.epoch

    @cached_property
    def epoch_heads(self) -> list[list[str]]:
        room = self.epoch - 2 * self.setting.pad
        return [self.setting.whole_words(name, room, 2) for _, name in self.plan.epochs]

    @property
    def heads_bottom(self) -> float:
        """The lower edge of the epochs' names."""
        if not self.plan.arms and not self.plan.epochs:
            return self.place_bottom
        lines = max((len(lines) for lines in self.epoch_heads), default=1)
        return self.place_bottom + self.setting.line * lines + 2 * self.setting.pad

    @cached_property
    def arm_names(self) -> list[list[str]]:
        room = self.names - 2 * self.setting.pad
        return [
            self.setting.whole_words(name, room, ARM_LINES, bold=True)
            for _, name, _ in self.plan.arms
        ]

    def words_of(self, cell: PlanCell) -> tuple[tuple[str, bool], ...]:
        """The lines of a cell: of each element its name, then its words."""
        room = (cell.last - cell.first + 1) * self.epoch - 4 * self.setting.pad
        lines: list[tuple[str, bool]] = []
        for name, words in cell.texts:
            lines += [(line, True) for line in self.setting.lines(name, room, 2, bold=True)]
            lines += [(line, False) for line in self.setting.lines(words, room, 4)]
        if len(lines) <= CELL_LINES:
            return tuple(lines)
        return (*lines[: CELL_LINES - 1], ("…", False))

    @cached_property
    def arm_edges(self) -> list[tuple[float, float]]:
        """Upper and lower edge of each arm."""
        edges, at = [], self.heads_bottom
        for number, names in enumerate(self.arm_names):
            own = (self.words_of(cell) for cell in self.plan.cells if cell.arm == number)
            lines = max([len(names), *(len(words) for words in own)])
            height = self.setting.line * lines + 3 * self.setting.pad
            edges.append((at, at + height))
            at += height
        return edges

    @property
    def table_bottom(self) -> float:
        return self.arm_edges[-1][1] if self.arm_edges else self.heads_bottom

    @cached_property
    def cells(self) -> list[PlacedCell]:
        return [
            PlacedCell(
                cell,
                self.epoch_left(cell.first),
                self.epoch_left(cell.last + 1),
                *self.arm_edges[cell.arm],
                self.words_of(cell),
            )
            for cell in self.plan.cells
        ]

    # Visits on their days

    @property
    def has_visits(self) -> bool:
        return bool(self.plan.visits or self.plan.decisions)

    @property
    def title_top(self) -> float:
        """The upper edge of the title of the visits."""
        gap = GAP * self.setting.line if self.plan.arms or self.plan.epochs else 0.0
        return self.table_bottom + gap

    @property
    def rows_top(self) -> float:
        return self.title_top + (TITLE + SCALE) * self.setting.line

    @cached_property
    def below(self) -> list[PlanDecision]:
        """The decisions that have no place among the visits."""
        held = {visit.position for visit in self.plan.visits}
        return [each for each in self.plan.decisions if each.after not in held]

    @property
    def _row_count(self) -> int:
        return len(self.plan.visits) + len(self.plan.decisions)

    @property
    def least_height(self) -> float:
        if not self.has_visits:
            return self.table_bottom
        return self.rows_top + self._row_count * ROW * self.setting.line + self.setting.pad

    @property
    def row(self) -> float:
        """The height of a row."""
        least, line = ROW * self.setting.line, self.setting.line
        spare = (self.setting.height - self.least_height) / max(self._row_count, 1)
        return min(least + max(spare, 0.0), TALLEST * line)

    @cached_property
    def rows(self) -> list[PlacedRow]:
        """The visits, each with the cycles that end with it below, then the other decisions."""
        things: list[tuple[PlanVisit | None, PlanDecision | None]] = []
        for visit in self.plan.visits:
            things.append((visit, None))
            things += [(None, each) for each in self.plan.decisions if each.after == visit.position]
        things += [(None, each) for each in self.below]
        return [
            PlacedRow(self.rows_top + at * self.row, self.rows_top + (at + 1) * self.row, *thing)
            for at, thing in enumerate(things)
        ]

    @property
    def days_bottom(self) -> float:
        """The lower edge of the rows that stand on the day axis."""
        on_axis = [
            row.bottom
            for row in self.rows
            if row.visit is not None
            or (row.decision is not None and row.decision.start is not None)
        ]
        return max(on_axis, default=self.rows_top)

    @property
    def bottom(self) -> float:
        return self.rows[-1].bottom if self.rows else self.table_bottom

    @property
    def visits_left(self) -> float:
        return EPOCHS * self.setting.width

    @property
    def days_right(self) -> float:
        return self.visits_left + (VISITS + DAYS) * self.setting.width

    @property
    def windows_left(self) -> float:
        return self.days_right + self.setting.line * 0.7

    @property
    def plot_left(self) -> float:
        return self.windows_left + WINDOWS * self.setting.width

    @cached_property
    def panels(self) -> list[DayPanel]:
        line = self.setting.line
        width = self.setting.width - self.plot_left
        return day_panels(self.plan.every_day, self.plot_left, width, BETWEEN * line)

    @property
    def breaks(self) -> list[tuple[float, float]]:
        """Left and right edge of the gap between two panels."""
        return [(one.left + one.width, other.left) for one, other in pairwise(self.panels)]

    def panel_of(self, day: float) -> DayPanel:
        """The panel that holds a day, or the one that comes next."""
        return next((each for each in self.panels if day <= each.high), self.panels[-1])

    def x(self, day: float) -> float:
        return self.panel_of(day).x(day)

    def spans(self, low: float, high: float) -> list[tuple[float, float]]:
        """A stretch of days in lengths of the drawing, cut at the edges of the panels."""
        cuts = ((max(low, each.low), min(high, each.high), each) for each in self.panels)
        return [(panel.x(start), panel.x(end)) for start, end, panel in cuts if start < end]

    @property
    def tick_room(self) -> float:
        return TICK_ROOM * self.setting.line

    @cached_property
    def epoch_runs(self) -> list[tuple[str, float, float]]:
        """Epochs of visits that follow one another, with the edges of their rows."""
        rows = [row for row in self.rows if row.visit is not None]
        made = []
        for epoch, own in groupby(rows, key=lambda row: row.visit.epoch if row.visit else ""):
            held = list(own)
            made.append((epoch or NO_EPOCH, held[0].top, held[-1].bottom))
        return made
