"""The comparison class by class as a table: what each protocol states, what differs first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Any

import pandas as pd

from components.figures.empty import NO_EVENT, empty_figure
from components.figures.text import LINE_BREAK, wrapped
from components.figures.text_width import cut_to, lines_of
from components.figures.timeline.events import HOVER_WIDTH, markup
from components.theme import Palette, axis, base_layout, note, signed

WIDTH = 1060.0
TYPE = 13
LINE, PADDING, FOOT = 17.0, 9.0, 24.0
SWATCH, GAP = 10.0, 12.0
HOVER_REACH = 90
"""Pixels around the start of a text in which its place in the source is shown."""
NARROWEST = 1060
"""As the figure is drawn on a page: a wider picture needs no more height than that."""
EMPTY_CELL = "Empty: not mentioned where the protocol is described, which is not “not given”."
FIRST_SHARES = (0.18, 0.2, 0.22, 0.25, 0.28, 0.32)
"""Shares of the width that the column of classes may take."""

STEP, MOST_STEPS = 0.02, 6
"""Share of the width by which columns are moved to save a line, and how often at most."""

LinesOf = Callable[[str, float, bool], list[str]]
"""Text, width and whether it is bold -> its lines."""


@dataclass(frozen=True)
class ClassCell:
    """A protocol's text on a class: (agent, line) pairs, and where they stand in the source."""

    regimen: str
    lines: tuple[tuple[str, str], ...]
    locators: str = ""


@dataclass(frozen=True)
class ClassRow:
    """A class, or two that share a row: (code, label) pairs, the verdict, a cell a protocol."""

    classes: tuple[tuple[str, str], ...]
    verdict: str
    differs: str
    cells: tuple[ClassCell, ...]

    @property
    def sentence(self) -> str:
        """The things that differ, with a large letter."""
        return self.differs[:1].upper() + self.differs[1:]


@dataclass(frozen=True)
class ClassGroup:
    """The rows of one verdict under it in words."""

    verdict: str
    label: str
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True)
class ClassTable:
    """The whole table: the protocols' labels and the groups in their order."""

    protocols: tuple[str, ...]
    groups: tuple[ClassGroup, ...]

    @cached_property
    def has_empty(self) -> bool:
        return any(not cell.lines for row in self.rows for cell in row.cells)

    @cached_property
    def rows(self) -> tuple[ClassRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)


def read_table(frame: pd.DataFrame) -> ClassTable:
    """frame: ``queries.class_comparison.by_class``."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for record in frame.to_dict("records"):
        own = {str(name): value for name, value in record.items()}
        rows.setdefault(str(own["agent_class"]), []).append(own)
    groups: dict[tuple[str, str], list[ClassRow]] = {}
    for records in rows.values():
        first = records[0]
        key = (str(first["verdict"]), str(first["verdict_label"]))
        groups.setdefault(key, []).append(_row(records))
    labels = dict(zip(frame["regimen"], frame["short_label"], strict=True))
    return ClassTable(
        tuple(map(str, labels.values())),
        tuple(
            ClassGroup(verdict, label[:1].upper() + label[1:], tuple(own))
            for (verdict, label), own in groups.items()
        ),
    )


def _row(records: Sequence[dict[str, Any]]) -> ClassRow:
    first = records[0]
    codes = str(first["agent_class"]).split()
    labels = str(first["class_label"]).split(" or ") if len(codes) > 1 else [first["class_label"]]
    return ClassRow(
        tuple((code, signed(code, str(label))) for code, label in zip(codes, labels, strict=True)),
        str(first["verdict"]),
        str(first["differs"]),
        tuple(
            ClassCell(
                str(record["regimen"]),
                tuple(
                    zip(
                        str(record["agents"]).splitlines(),
                        str(record["text"]).splitlines(),
                        strict=True,
                    )
                ),
                str(record["locators"]),
            )
            for record in records
        ),
    )


@dataclass(frozen=True)
class SetRow:
    """A row in lines: those of the classes and of what differs, and those of every agent."""

    row: ClassRow
    names: tuple[tuple[str, tuple[str, ...]], ...]
    differs: tuple[str, ...]
    cells: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]

    @property
    def lines(self) -> int:
        """The lines of its tallest cell."""
        head = sum(len(lines) for _, lines in self.names) + len(self.differs)
        return max(head, *(sum(len(lines) for _, lines in cell) for cell in self.cells), 1)


@dataclass(frozen=True)
class SetTable:
    """A table set for one width: the widths of its columns, and its rows by group."""

    widths: tuple[float, ...]
    groups: tuple[tuple[ClassGroup, tuple[SetRow, ...]], ...]

    @property
    def lines(self) -> int:
        return sum(row.lines for _, rows in self.groups for row in rows)


def set_table(table: ClassTable, width: float, side: float, lines: LinesOf) -> SetTable:
    """The table in the columns that need the fewest lines.

    side: what a column loses of its width; lines: how a text breaks.
    """
    broken = lru_cache(maxsize=None)(lines)
    made = (_set_in(table, widths, side, broken) for widths in _columns(table, width))
    best = min(made, key=lambda found: found.lines)
    step = width * STEP
    for _ in range(MOST_STEPS):
        moved = (_set_in(table, near, side, broken) for near in _near(best.widths, step))
        better = min(moved, key=lambda found: found.lines)
        if better.lines >= best.lines:
            break
        best = better
    return best


def _near(widths: tuple[float, ...], step: float) -> Iterator[tuple[float, ...]]:
    """The columns with one of them a step wider and another one narrower."""
    for wider, narrower in permutations(range(len(widths)), 2):
        if widths[narrower] > 3 * step:
            near = list(widths)
            near[wider] += step
            near[narrower] -= step
            yield tuple(near)


def _columns(table: ClassTable, width: float) -> list[tuple[float, ...]]:
    """Widths to try: protocols alike, or wider where they say more."""
    count = len(table.protocols)
    letters = [
        sum(len(line) for row in table.rows for _, line in row.cells[place].lines)
        for place in range(count)
    ]
    roots = [max(number, 1) ** 0.5 for number in letters]
    mean = sum(roots) / count
    tried = []
    for first in FIRST_SHARES:
        room = width * (1 - first)
        for weights in ([1.0] * count, [root + mean for root in roots], roots):
            own = [room * weight / sum(weights) for weight in weights]
            tried.append((width * first, *own))
    return tried


def _set_in(table: ClassTable, widths: tuple[float, ...], side: float, lines: LinesOf) -> SetTable:
    first, *others = (width - side for width in widths)
    return SetTable(
        widths,
        tuple(
            (
                group,
                tuple(
                    SetRow(
                        row,
                        tuple((c, tuple(lines(label, first, True))) for c, label in row.classes),
                        tuple(lines(row.sentence, first, False)),
                        tuple(
                            tuple(
                                (agent, tuple(lines(text, room, False)))
                                for agent, text in cell.lines
                            )
                            for cell, room in zip(row.cells, others, strict=True)
                        ),
                    )
                    for row in group.rows
                ),
            )
            for group in table.groups
        ),
    )


def _own_lines(text: str, width: float, bold: bool) -> list[str]:
    """The lines of a text on screen; powers stand as they are printed."""
    return lines_of(text, TYPE, width, bold=bold)


def class_comparison(frame: pd.DataFrame, palette: Palette, width: float = WIDTH) -> dict[str, Any]:
    """frame: ``queries.class_comparison.by_class``."""
    if frame.empty:
        return empty_figure(NO_EVENT, palette)
    table = read_table(frame)
    placed = set_table(table, width, GAP + SWATCH + 6, _own_lines)
    drawn = _Drawn(palette, placed.widths)
    for place, (group, rows) in enumerate(placed.groups):
        drawn.group(group, table.protocols if place == 0 else ())
        for row in rows:
            drawn.row(row)
    if table.has_empty:
        drawn.foot()
    layout = base_layout(palette, height=round(drawn.y))
    layout["margin"] = dict.fromkeys("lrtb", 0)
    layout["xaxis"] = axis(palette, visible=False, range=[0, width], automargin=False)
    # the rows may be drawn apart, and never pressed together: a picture reads this as such
    layout["yaxis"] = axis(palette, visible=False, range=[drawn.y, 0], automargin=True)
    layout["annotations"], layout["shapes"] = drawn.notes, drawn.shapes
    swatches = {
        "type": "scatter",
        "mode": "markers",
        "x": [SWATCH / 2] * len(drawn.swatches),
        "y": [height for height, _ in drawn.swatches],
        "marker": {
            "symbol": "square",
            "size": SWATCH,
            "color": [colour for _, colour in drawn.swatches],
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
    # unseen marks: the label of a note's own hover would run over the figure's edge
    places = {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _, _ in drawn.places],
        "y": [y for _, y, _ in drawn.places],
        "text": [wrapped(f"Where: {words}", HOVER_WIDTH) for _, _, words in drawn.places],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": 1, "opacity": 0, "color": palette.muted},
    }
    layout["hovermode"], layout["hoverdistance"] = "closest", HOVER_REACH
    return {"data": [swatches, places], "layout": layout}


class _Drawn:
    """Notes and shapes of the table from its top down; ``y`` is where the next thing begins.

    swatches: height and colour of the mark of each class. places: x, y and locators of each text.
    """

    def __init__(self, palette: Palette, widths: Sequence[float]) -> None:
        self.palette = palette
        self.widths = widths
        self.lefts = [sum(widths[:place]) for place in range(len(widths))]
        self.width = sum(widths)
        self.y = 0.0
        self.notes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.swatches: list[tuple[float, str]] = []
        self.places: list[tuple[float, float, str]] = []

    def words(self, text: str, x: float, y: float, colour: str, **keys: Any) -> None:
        self.notes.append(note(text, x, y, colour, TYPE, yanchor="top", **keys))

    def group(self, group: ClassGroup, protocols: Sequence[str]) -> None:
        """The verdict over its rows on a band; the first band names the protocols, too."""
        for left, room, label in zip(self.lefts[1:], self.widths[1:], protocols, strict=False):
            name = cut_to(label, TYPE, room - GAP, bold=True)
            self.words(f"<b>{markup(name)}</b>", left, self.y + 2, self.palette.text)
        height = LINE + 5
        self.shapes.append(
            {
                "type": "rect",
                "x0": 0,
                "x1": self.width,
                "y0": self.y,
                "y1": self.y + height,
                "fillcolor": self.palette.grid,
                "line": {"width": 0},
                "layer": "below",
            }
        )
        self.words(f"<b>{markup(group.label)}</b>", 6, self.y + 2, self.palette.text)
        self.y += height

    def row(self, row: SetRow) -> None:
        y = self.y + PADDING / 2
        for code, lines in row.names:
            self.swatches.append((y + LINE / 2, self.palette.agent_class[code]))
            text = LINE_BREAK.join(f"<b>{markup(line)}</b>" for line in lines)
            self.words(text, SWATCH + 6, y, self.palette.text)
            y += LINE * len(lines)
        if row.differs:
            text = LINE_BREAK.join(map(markup, row.differs))
            self.words(text, SWATCH + 6, y, self.palette.muted)
        for left, cell, own in zip(self.lefts[1:], row.cells, row.row.cells, strict=True):
            if cell:
                stated = [_agent_lines(agent, lines) for agent, lines in cell]
                top = self.y + PADDING / 2
                self.words(LINE_BREAK.join(stated), left, top, self.palette.text)
                if own.locators:
                    self.places.append((left + 3 * GAP, top + LINE / 2, own.locators))
        self.y += LINE * row.lines + PADDING
        self.shapes.append(
            {
                "type": "line",
                "x0": 0,
                "x1": self.width,
                "y0": self.y,
                "y1": self.y,
                "line": {"color": self.palette.border, "width": 0.6},
            }
        )

    def foot(self) -> None:
        self.words(EMPTY_CELL, 0, self.y + 5, self.palette.muted)
        self.y += FOOT


def _agent_lines(agent: str, lines: Sequence[str]) -> str:
    """The lines of one agent, its code in bold where they begin with it."""
    first = lines[0]
    joint, code, rest = in_three(agent, first)
    whole = f"{markup(joint)}<b>{markup(code)}</b>{markup(rest)}"
    return LINE_BREAK.join([whole, *map(markup, lines[1:])])


def in_three(agent: str, line: str) -> tuple[str, str, str]:
    """An agent's line as what stands before its code, the code, and all else."""
    joint = "or " if line.startswith(f"or {agent}") else ""
    is_named = line.startswith(joint + agent)
    return joint, agent if is_named else "", line.removeprefix(joint + agent) if is_named else line
