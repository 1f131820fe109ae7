"""The baseline table set in one type: measures as rows, groups as columns, in parts that fit.

Screen and slide read it, each in its own unit of length (``PageSetting``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

import pandas as pd

from components.figures.page_setting import PageSetting
from data.queries.baseline_table import NOT_POSTED

NAMES_SHARE, NAMES_MOST = 0.3, 24.0
"""Share of the width, and the most lines of type, that the names of the rows take."""
LEAST_COLUMN, MOST_COLUMN, MARGINS = 6.1, 20.0, 0.75
"""Widths of a group, in lines of type, and of the margins of a cell together."""
HEAD_LINES, NAME_LINES, CELL_LINES = 4, 3, 3
ROW_PAD, MEASURE_PAD = 0.2, 0.25
"""Heights above and below the words of a row, and above a measure, in lines of type."""
CONTINUED = "continued"


@dataclass(frozen=True)
class BaselineGroup:
    """A column of the baseline table; analysed: the number of people, as posted."""

    number: int
    title: str
    description: str
    analysed: str
    is_total: bool

    @property
    def count(self) -> str:
        return f"n = {self.analysed}" if self.analysed else "n not posted"


@dataclass(frozen=True)
class BaselineCell:
    """The words of a value, the percentage that it is of those analysed, and its hover."""

    words: str
    percent: float | None
    hover: tuple[str, ...]
    marked: bool = False


@dataclass(frozen=True)
class BaselineRow:
    """A row of a measure; label: its class and category, empty where it has none."""

    label: str
    cells: Mapping[int, BaselineCell]


@dataclass(frozen=True)
class BaselineMeasure:
    """A measure, or a piece of one, with the kind of its numbers in words."""

    number: int
    title: str
    kind: str
    hover: tuple[str, ...]
    rows: tuple[BaselineRow, ...]
    is_continued: bool = False

    @property
    def is_one_line(self) -> bool:
        return len(self.rows) == 1 and not self.rows[0].label and not self.is_continued


@dataclass(frozen=True)
class BaselinePart:
    """As much of the table as one screen or slide holds, and the words that say where it is."""

    groups: tuple[BaselineGroup, ...]
    measures: tuple[BaselineMeasure, ...]
    place: str = ""


def read_baseline(frame: pd.DataFrame) -> BaselinePart:
    """The whole table; frame: ``queries.baseline_table.baseline_table``."""
    first = frame.drop_duplicates("group_number").sort_values("group_number")
    groups = tuple(
        BaselineGroup(
            int(row.group_number),
            str(row.group),
            str(row.group_description),
            str(row.group_analysed),
            bool(row.is_total),
        )
        for row in first.itertuples()
    )
    return BaselinePart(groups, tuple(_measures(frame)))


def _measures(frame: pd.DataFrame) -> Iterator[BaselineMeasure]:
    for number, own in frame.groupby("measure_number", sort=False):
        top = own.iloc[0]
        rows = tuple(
            BaselineRow(str(row["row_label"].iloc[0]), _cells(row))
            for _, row in own.groupby("row_number", sort=False)
        )
        more = tuple(filter(None, (top["kind_words"], top["description"], top["population"])))
        yield BaselineMeasure(
            int(str(number)),
            str(top["measure"]),
            str(top["kind_words"]),
            (str(top["measure"]), *more),
            rows,
        )


def _cells(row: pd.DataFrame) -> dict[int, BaselineCell]:
    made = {}
    for each in row.to_dict("records"):
        percent = None if pd.isna(each["percent"]) else float(each["percent"])
        of = f"Of {each['analysed']} analysed" if each["analysed"] else ""
        label = ": ".join(filter(None, (str(each["measure"]), str(each["row_label"]))))
        words = str(each["cell"]) or NOT_POSTED
        where = f"Where: {each['locator']}"
        lines = (each["group"], label, words, of, each["remark"], each["comment"], where)
        hover = tuple(str(line) for line in lines if line)
        made[int(each["group_number"])] = BaselineCell(words, percent, hover, bool(each["remark"]))
    return made


def parts_of(table: BaselinePart, setting: PageSetting) -> tuple[BaselinePart, ...]:
    """The table in parts that fit a room: by groups, then by measures; none without rows."""
    if not table.measures:
        return ()
    count = len(table.groups)
    room = setting.width - min(NAMES_SHARE * setting.width, NAMES_MOST * setting.line)
    most = max(int(room / (LEAST_COLUMN * setting.line)), 1)
    size = ceil(count / ceil(count / most))
    made: list[BaselinePart] = []
    for start in range(0, count, size):
        groups = table.groups[start : start + size]
        made += _by_measure(replace(table, groups=groups), setting)
    if len(made) == 1:
        return (made[0],)
    return tuple(
        replace(part, place=f"Part {number} of {len(made)}: {_place(part, table)}")
        for number, part in enumerate(made, start=1)
    )


def _place(part: BaselinePart, table: BaselinePart) -> str:
    """``groups 1 to 6 of 11; measures 1 to 4 of 9``."""
    said = []
    if len(part.groups) < len(table.groups):
        first = table.groups.index(part.groups[0]) + 1
        said.append(_span("group", first, first + len(part.groups) - 1, len(table.groups)))
    numbers = [measure.number for measure in table.measures]
    held = [numbers.index(measure.number) + 1 for measure in part.measures]
    if len(set(held)) < len(numbers):
        said.append(_span("measure", held[0], held[-1], len(numbers)))
    if part.measures[0].is_continued:
        said.append(CONTINUED)
    return "; ".join(said) or "first rows"


def _span(thing: str, first: int, last: int, count: int) -> str:
    if first == last:
        return f"{thing} {first} of {count}"
    return f"{thing}s {first} to {last} of {count}"


def _by_measure(part: BaselinePart, setting: PageSetting) -> Iterator[BaselinePart]:
    """Whole measures while they fit, and pieces of one that is higher than the room."""
    held: list[BaselineMeasure] = []
    for measure in part.measures:
        if _fits(part, [*held, measure], setting):
            held.append(measure)
            continue
        if held:
            yield replace(part, measures=tuple(held))
            held = []
        rest = measure
        while not _fits(part, [rest], setting) and len(rest.rows) > 1:
            kept = _kept(part, rest, setting)
            first = replace(rest, rows=rest.rows[:kept])
            yield replace(part, measures=(first,))
            rest = replace(rest, rows=rest.rows[kept:], is_continued=True)
        held = [rest]
    yield replace(part, measures=tuple(held))


def _kept(part: BaselinePart, measure: BaselineMeasure, setting: PageSetting) -> int:
    """The number of rows of a measure that fit the room, one at least."""
    low, high = 1, len(measure.rows) - 1
    while low < high:
        middle = (low + high + 1) // 2
        piece = replace(measure, rows=measure.rows[:middle], is_continued=True)
        low, high = (middle, high) if _fits(part, [piece], setting) else (low, middle - 1)
    return low


def _fits(part: BaselinePart, measures: Sequence[BaselineMeasure], setting: PageSetting) -> bool:
    # with room for the line that says which part it is
    whole = replace(part, measures=tuple(measures), place="Part")
    return BaselineScene(whole, setting).bottom <= setting.height


@dataclass(frozen=True)
class SetCell:
    """A cell in its place: its lines, and what it is of."""

    cell: BaselineCell | None
    group: BaselineGroup
    lines: tuple[str, ...]


@dataclass(frozen=True)
class BaselineSetRow:
    """A row in its place.

    Attributes:
        names: the lines of its name; kinds: those of the kind of numbers below it.
        is_measure: whether it begins a measure; its name is then the measure's.
        measure: the measure it belongs to.
    """

    measure: BaselineMeasure
    top: float
    bottom: float
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    is_measure: bool
    cells: tuple[SetCell, ...]
    label: str = ""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class BaselineScene:
    """One part of a table, laid out for a room: every position in its unit of length."""

    def __init__(self, part: BaselinePart, setting: PageSetting) -> None:
        self.part, self.setting = part, setting
        line, count = setting.line, len(part.groups)
        self.names = min(NAMES_SHARE * setting.width, NAMES_MOST * line)
        self.column = min((setting.width - self.names) / count, MOST_COLUMN * line)
        if count < 3:
            self.names = min(setting.width - count * self.column, 1.4 * NAMES_MOST * line)
        self.used = self.names + count * self.column
        self.place_bottom = 1.3 * line if part.place else 0.0
        heads = max(len(lines) for lines in self.heads)
        self.heads_bottom = self.place_bottom + (heads + 1.4) * line
        self.rows = tuple(self._rows())
        self.bottom = self.rows[-1].bottom if self.rows else self.heads_bottom

    def column_left(self, at: int) -> float:
        return self.names + at * self.column

    @cached_property
    def heads(self) -> list[list[str]]:
        """The lines of each group's title."""
        room = self.column - MARGINS * self.setting.line
        return [
            self.setting.lines(group.title, room, HEAD_LINES, bold=True)
            for group in self.part.groups
        ]

    def _rows(self) -> Iterator[BaselineSetRow]:
        top = self.heads_bottom
        for measure in self.part.measures:
            for row in self._rows_of(measure, top):
                top = row.bottom
                yield row

    def _rows_of(self, measure: BaselineMeasure, top: float) -> Iterator[BaselineSetRow]:
        """A line for the measure, with its values where it has one row without a name."""
        setting = self.setting
        one_line = measure.is_one_line
        room = (self.names if one_line else self.used) - MARGINS * setting.line
        title = f"{measure.title} ({CONTINUED})" if measure.is_continued else measure.title
        names = setting.lines(title, room, NAME_LINES, bold=True)
        kinds = setting.lines(measure.kind, room, 2)
        if not one_line and len(names) == len(kinds) == 1:
            both = setting.width_of(title, bold=True) + setting.width_of(measure.kind)
            if both + 3 * setting.pad <= room:
                kinds = []
                names = [title]
        cells = self._cells(measure.rows[0]) if one_line else ()
        row = self._row(measure, top, names, kinds, cells, is_measure=True)
        yield row
        for each in () if one_line else measure.rows:
            label = each.label or "All"
            own = setting.lines(label, self.names - (1 + MARGINS) * setting.line, NAME_LINES)
            row = self._row(measure, row.bottom, own, [], self._cells(each), label=label)
            yield row

    def _cells(self, row: BaselineRow) -> tuple[SetCell, ...]:
        made = []
        room = self.column - MARGINS * self.setting.line
        for group in self.part.groups:
            cell = row.cells.get(group.number)
            words = cell.words if cell else NOT_POSTED
            lines = self.setting.lines(words, room, CELL_LINES)
            made.append(SetCell(cell, group, tuple(lines)))
        return tuple(made)

    def _row(
        self,
        measure: BaselineMeasure,
        top: float,
        names: Sequence[str],
        kinds: Sequence[str],
        cells: tuple[SetCell, ...],
        *,
        is_measure: bool = False,
        label: str = "",
    ) -> BaselineSetRow:
        line = self.setting.line
        lines = max([len(names) + len(kinds), *(len(each.lines) for each in cells)])
        bottom = top + (lines + ROW_PAD + (MEASURE_PAD if is_measure else 0)) * line
        return BaselineSetRow(
            measure, top, bottom, tuple(names), tuple(kinds), is_measure, cells, label
        )

    def kind_beside(self, row: BaselineSetRow) -> str:
        """The kind of numbers that stands behind the measure's name on its line, or nothing."""
        return row.measure.kind if row.is_measure and not row.kinds else ""
