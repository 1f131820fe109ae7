"""Arms against interventions as a grid, set in one type: what is a row, and what fits one part.

Screen and slide draw it alike, each in its own type and its own unit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

import pandas as pd

from components.figures.text_width import lines_of, shortened_to, text_width
from data.queries.arm_matrix import (
    ARM_NOT_LISTED,
    DRAWN,
    LINKED,
    NO_ARM,
    NO_INTERVENTION,
)

NAME_LINES, HEAD_LINES, NOTE_LINES = 3, 5, 2
"""Lines of a row's name, of a column's, and of the note below either."""
NAMES_LEAST, NAMES_EASE, NAMES_MOST = 0.18, 0.27, 0.5
"""Shares of the width that the names of the rows take at least, with many columns, and at most."""
SHRINK = 0.95
"""The step in which a height is lowered until its pieces are about alike."""
COLUMN_EASE = 1.5
"""Times its least width that a column takes before names of rows may have the rest."""
BREAKS = re.compile(r"(?<=[/+,;:)\-–])(?=\w)|(?<=\w)(?=\()")
"""Places at which a word that is longer than its line may end one."""
NO_LABEL = "Arm without a label"
NONE_LISTED = "none listed"
FOR_NO_ARM = "listed for no arm"
FOR_UNLISTED = "for an arm that is not listed"


@dataclass(frozen=True)
class GridEntry:
    """An arm or an intervention: a row of the grid or a column.

    Attributes:
        note: what is said below its name; empty where nothing is.
        group: the heading that it stands under with its neighbours; empty for none.
        trials: those that list it.
        agent_class: the class that colours an intervention; empty where it has none.
        more: what else is known of it, in lines.
    """

    key: tuple[str, str, int]
    label: str
    note: str
    group: str
    trials: frozenset[str]
    agent_class: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridCell:
    """A link of an arm and an intervention, and where it stands; it may be to a name alone."""

    arm: GridEntry
    intervention: GridEntry
    is_listed: bool
    link_label: str
    locator: str


@dataclass(frozen=True)
class ArmGrid:
    """The arms, the interventions and the cells of the trials that have links."""

    arms: tuple[GridEntry, ...]
    interventions: tuple[GridEntry, ...]
    cells: tuple[GridCell, ...]

    @cached_property
    def _found(self) -> dict[frozenset[tuple[str, str, int]], GridCell]:
        return {frozenset((cell.arm.key, cell.intervention.key)): cell for cell in self.cells}

    def cell(self, one: GridEntry, other: GridEntry) -> GridCell | None:
        """The cell of an arm and an intervention, whichever is the row."""
        return self._found.get(frozenset((one.key, other.key)))


def read_grid(frame: pd.DataFrame) -> ArmGrid:
    """frame: ``queries.arm_matrix.arm_matrix``."""
    rows: list[Mapping[Any, Any]] = frame.to_dict("records")
    with_links = {row["nct_id"] for row in rows if row["link"] in DRAWN}
    rows = [row for row in rows if row["nct_id"] in with_links]
    several = len(with_links) > 1
    arms, interventions = _arms(rows, several), _interventions(rows, several)
    cells = (
        GridCell(
            arms[_arm_key(row)],
            interventions[_intervention_key(row)],
            row["link"] == LINKED,
            row["link_label"],
            row["locator"],
        )
        for row in rows
        if row["link"] in DRAWN
    )
    in_order = sorted(interventions.values(), key=lambda entry: entry.key)
    return ArmGrid(tuple(arms.values()), tuple(in_order), tuple(cells))


def _arm_key(row: Mapping[Any, Any]) -> tuple[str, str, int]:
    return "arm", row["nct_id"], int(row["arm_position"])


def _intervention_key(row: Mapping[Any, Any]) -> tuple[str, str, int]:
    return "intervention", "", int(row["row"])


Entries = dict[tuple[str, str, int], GridEntry]


def _arms(rows: Sequence[Mapping[Any, Any]], several: bool) -> Entries:
    """The arms in the order of their trials; several: trials stand side by side."""
    made: Entries = {}
    for row in rows:
        if pd.isna(row["arm_position"]):
            continue
        parts = [row["arm_type_label"], *([NONE_LISTED] if row["link"] == NO_INTERVENTION else ())]
        group = f"{row['nct_id']}: {row['title']}" if several else ""
        key = _arm_key(row)
        made.setdefault(
            key,
            GridEntry(
                key,
                row["arm_name"] or NO_LABEL,
                "; ".join(parts),
                group,
                frozenset((row["nct_id"],)),
            ),
        )
    return made


def _interventions(rows: Sequence[Mapping[Any, Any]], several: bool) -> Entries:
    """The interventions; those that trials share are named as the first of them does."""
    made: Entries = {}
    alike: dict[tuple[str, str, int], list[Mapping[Any, Any]]] = {}
    for row in rows:
        if not pd.isna(row["row"]):
            alike.setdefault(_intervention_key(row), []).append(row)
    for key, own in alike.items():
        first = own[0]
        notes = dict.fromkeys(_note(row, several) for row in own)
        more = {
            "Class or type": dict.fromkeys(row["class_label"] for row in own),
            "Known by": dict.fromkeys(row["class_basis"] for row in own),
            "Other names": dict.fromkeys(row["other_names"] for row in own),
        }
        made[key] = GridEntry(
            key,
            first["intervention"],
            "; ".join(filter(None, notes)),
            first["class_label"],
            frozenset(row["nct_id"] for row in own),
            first["agent_class"],
            tuple(
                f"{name}: {'; '.join(filter(None, said))}"
                for name, said in more.items()
                if any(said)
            ),
        )
    return made


def _note(row: Mapping[Any, Any], several: bool) -> str:
    """The words on an intervention without a link to a listed arm; else nothing."""
    words = {
        NO_ARM: FOR_NO_ARM,
        ARM_NOT_LISTED: f"{FOR_UNLISTED}: “{row['arm_name']}”",
    }.get(row["link"], "")
    return f"{row['nct_id']}: {words}" if words and several else words


@dataclass(frozen=True)
class GridType:
    """The type and the distances of a drawing, in its own unit.

    Attributes:
        wider: its width in widths of the house type.
        line: from one line to the next.
        pad: above and below the lines of a row together.
        band: the height of a heading above rows.
        side: what a column loses of its width.
        least_column, most_column: how wide one may be.
    """

    size: float
    wider: float
    line: float
    pad: float
    band: float
    side: float
    least_column: float
    most_column: float

    def lines(self, text: str, width: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
        """The text in at most so many lines; the middle of a longer one gives way."""
        return _lines(text, self.size * self.wider, width - self.side, most, bold)

    def width_of(self, text: str) -> float:
        return text_width(text, self.size * self.wider) + self.side


@lru_cache(maxsize=4096)
def _lines(text: str, size: float, width: float, most: int, bold: bool) -> tuple[str, ...]:
    """Kept, as a grid is set several times until its parts are found."""
    words = (
        word if text_width(word, size, bold=bold) <= width else BREAKS.sub(" ", word)
        for word in text.split()
    )
    shown = shortened_to(" ".join(words), size, width, most, bold=bold)
    return tuple(lines_of(shown, size, width, bold=bold))


@dataclass(frozen=True)
class SetEntry:
    """A row or a column in its place: its start, its extent, and the lines of its words."""

    entry: GridEntry
    start: float
    extent: float
    lines: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def middle(self) -> float:
        return self.start + self.extent / 2

    @property
    def is_shortened(self) -> bool:
        """Says whether its name is not all there."""
        return "".join(self.lines).replace(" ", "") != self.entry.label.replace(" ", "")


@dataclass(frozen=True)
class SetGroup:
    """A heading over the rows or columns of a group: its start, its extent and its lines."""

    label: str
    agent_class: str
    start: float
    extent: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class GridPart:
    """As much of a grid as fits one screen or slide, each thing in its place.

    Attributes:
        names: the width of the names of the rows.
        head_groups, head: the height of the headings over columns, and of the columns' names.
        place: which part it is; empty where there is only one.
    """

    grid: ArmGrid
    names: float
    head_groups: float
    head: float
    columns: tuple[SetEntry, ...]
    rows: tuple[SetEntry, ...]
    column_groups: tuple[SetGroup, ...]
    row_groups: tuple[SetGroup, ...]
    place: str = ""

    @property
    def top(self) -> float:
        """The height of all that stands above the rows."""
        return self.head_groups + self.head

    @property
    def height(self) -> float:
        last = self.rows[-1]
        return last.start + last.extent

    @property
    def right(self) -> float:
        """The right end of the last column."""
        last = self.columns[-1]
        return last.start + last.extent

    @property
    def arms_are_rows(self) -> bool:
        return self.rows[0].entry in self.grid.arms

    def cells(self) -> Iterator[tuple[SetEntry, SetEntry, GridCell]]:
        """Row, column and cell of each link."""
        for row in self.rows:
            for column in self.columns:
                found = self.grid.cell(row.entry, column.entry)
                if found is not None:
                    yield row, column, found


@dataclass(frozen=True)
class GridPartition:
    """A grid divided into parts: the rows and the columns of each."""

    grid: ArmGrid
    blocks: tuple[tuple[tuple[GridEntry, ...], tuple[GridEntry, ...]], ...]

    def part(self, number: int, type_: GridType, width: float) -> GridPart:
        """One part, counted from 1, set for a width; the last one where there are fewer."""
        at = min(max(number, 1), len(self.blocks))
        rows, columns = self.blocks[at - 1]
        several = len(self.blocks) > 1
        place = f"Part {at} of {len(self.blocks)}" if several else ""
        return _Setting(self.grid, type_, width).part(rows, columns, place)

    def shortened(self, type_: GridType, width: float) -> int:
        """The number of names that are not all there."""
        parts = (self.part(number, type_, width) for number in range(1, len(self) + 1))
        return sum(each.is_shortened for part in parts for each in (*part.rows, *part.columns))

    def __len__(self) -> int:
        return len(self.blocks)


def divided(grid: ArmGrid, type_: GridType, width: float, height: float) -> GridPartition:
    """The grid in the fewest parts of this size, then with the fewest names shortened.

    Interventions are rows unless arms as rows do better.
    """
    setting = _Setting(grid, type_, width)
    ways = (
        GridPartition(grid, tuple(setting.blocks(rows, columns, height)))
        for rows, columns in ((grid.interventions, grid.arms), (grid.arms, grid.interventions))
    )
    return min(ways, key=lambda way: (len(way), way.shortened(type_, width)))


Some = Sequence[GridEntry]


@dataclass(frozen=True)
class _Setting:
    """The setting of rows and columns in one type and width."""

    grid: ArmGrid
    type: GridType
    width: float

    def blocks(
        self, rows: Some, columns: Some, height: float
    ) -> Iterator[tuple[tuple[GridEntry, ...], tuple[GridEntry, ...]]]:
        """Rows and columns of each part: as many as fit, rows of the trials of its columns."""
        most = max(1, int(self.width * (1 - NAMES_LEAST) // self.type.least_column))
        for some in _in_blocks(columns, most):
            trials = frozenset[str]().union(*(column.trials for column in some))
            own = tuple(row for row in rows if row.trials & trials)
            yield from ((part, some) for part in self._down_to(own, some, height))

    def _down_to(self, rows: Some, columns: Some, height: float) -> list[tuple[GridEntry, ...]]:
        """The rows in as few pieces as this height asks for, about alike."""
        pieces = list(self._pieces(rows, columns, height))
        lower = pieces
        while 1 < len(pieces) < len(rows) and len(lower) == len(pieces):
            pieces, height = lower, height * SHRINK
            lower = list(self._pieces(rows, columns, height))
        return pieces

    def _pieces(self, rows: Some, columns: Some, height: float) -> Iterator[tuple[GridEntry, ...]]:
        left = tuple(rows)
        while left:
            ends = (row.start + row.extent for row in self.part(left, columns).rows)
            fit = max(1, sum(end <= height for end in ends))
            yield left[:fit]
            left = left[fit:]

    def part(self, rows: Some, columns: Some, place: str = "") -> GridPart:
        names = self._names(rows[0], len(columns))
        extent = min(self.type.most_column, (self.width - names) / len(columns))
        set_columns = self._in_line(columns, names, extent)
        groups = tuple(self._column_groups(set_columns))
        line = self.type.line
        head_groups = max((len(group.lines) for group in groups), default=0) * line
        head = max(len(each.lines) + len(each.notes) for each in set_columns) * line
        head_groups += self.type.pad if groups else 0
        head += self.type.pad
        set_rows, bands = self._down(rows, names, head_groups + head)
        return GridPart(
            self.grid, names, head_groups, head, set_columns, set_rows, groups, bands, place
        )

    def _names(self, row: GridEntry, columns: int) -> float:
        """The width of the rows' names: what they need, as far as the columns leave it.

        row: one of them; the names of all parts are as wide.
        """
        rows = self.grid.arms if row in self.grid.arms else self.grid.interventions
        needed = max(self.type.width_of(text) for each in rows for text in (each.label, each.note))
        room = self.width - columns * self.type.least_column
        eased = self.width - columns * self.type.least_column * COLUMN_EASE
        most = min(max(eased, self.width * NAMES_EASE), self.width * NAMES_MOST, room)
        return min(max(needed, self.width * NAMES_LEAST), most)

    def _in_line(self, columns: Some, left: float, extent: float) -> tuple[SetEntry, ...]:
        return tuple(
            SetEntry(
                entry,
                left + number * extent,
                extent,
                self.type.lines(entry.label, extent, HEAD_LINES, bold=True),
                self.type.lines(entry.note, extent, NOTE_LINES),
            )
            for number, entry in enumerate(columns)
        )

    def _column_groups(self, columns: Sequence[SetEntry]) -> Iterator[SetGroup]:
        for label, group in groupby(columns, key=lambda each: each.entry.group):
            own = list(group)
            extent = sum(each.extent for each in own)
            if label:
                lines = self.type.lines(label, extent, NAME_LINES)
                yield SetGroup(label, own[0].entry.agent_class, own[0].start, extent, lines)

    def _down(
        self, rows: Some, names: float, top: float
    ) -> tuple[tuple[SetEntry, ...], tuple[SetGroup, ...]]:
        """The rows from the top down, each group under its heading."""
        made: list[SetEntry] = []
        bands: list[SetGroup] = []
        for label, group in groupby(rows, key=lambda entry: entry.group):
            own = list(group)
            if label:
                words = self.type.lines(label, self.width, 1)
                bands.append(SetGroup(label, own[0].agent_class, top, self.type.band, words))
                top += self.type.band
            for entry in own:
                lines = self.type.lines(entry.label, names, NAME_LINES)
                notes = self.type.lines(entry.note, names, NOTE_LINES)
                extent = (len(lines) + len(notes)) * self.type.line + self.type.pad
                made.append(SetEntry(entry, top, extent, lines, notes))
                top += extent
        return tuple(made), tuple(bands)


def _in_blocks(columns: Some, most: int) -> list[tuple[GridEntry, ...]]:
    """The columns in as few blocks as there must be; groups stay whole where that costs none."""
    evenly = list(_evenly(columns, most))
    whole: list[tuple[GridEntry, ...]] = []
    for _, own in groupby(columns, key=lambda entry: entry.group):
        group = tuple(own)
        if whole and len(whole[-1]) + len(group) <= most:
            whole[-1] += group
        else:
            whole += _evenly(group, most)
    return whole if len(whole) <= len(evenly) else evenly


def _evenly(columns: Some, most: int) -> Iterator[tuple[GridEntry, ...]]:
    """The columns in as few blocks of at most so many as there must be, about alike."""
    blocks = -(-len(columns) // most)
    size, more = divmod(len(columns), blocks)
    start = 0
    for number in range(blocks):
        end = start + size + (number < more)
        yield tuple(columns[start:end])
        start = end
