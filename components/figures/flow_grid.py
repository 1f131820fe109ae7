"""Participant flow in its places: groups as columns, periods from top to bottom.

Screen and slide read it, each in its own unit of length (``PageSetting``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from math import ceil
from typing import Any

import pandas as pd

from components.figures.page_setting import PageSetting
from data.model.amounts import amount
from data.model.posted_numbers import posted_number
from data.queries.participant_flow import (
    COMPLETED,
    KINDS,
    MILESTONE,
    NO_NUMBER,
    NO_NUMBERS,
    NOT_COMPLETED,
    REASON,
    STARTED,
    lacks_completed,
    row_words,
)

LEAST_COLUMN, MOST_COLUMN = 9.2, 26.0
"""Widths of a group, in lines of type."""
LEAST_INSET, MOST_INSET, EASY_ASIDE = 1.5, 0.44, 13.3
"""Boxes beside the line: how far in they begin, in lines of type at least and as a share of
the group's width at most; and the width, in lines of type, from which that grows. No wider room
makes such a box narrower, so that nothing grows higher in it."""
INDENT = "\xa0\xa0"
"""Before a further line of a reason."""
HEAD_LINES, BAND_LINES, BOX_LINES, REASON_LINES = 4, 2, 3, 2
EDGE = 1.5
COLUMN_GAP = 0.8
"""Width between groups, in lines of type."""
EASY, TIGHT = (0.75, 0.3), (0.5, 0.15)
"""Heights between boxes and margins in a box, in lines of type; tight where that saves a part."""
LEVELS = (STARTED, MILESTONE, NOT_COMPLETED, COMPLETED)
"""Kinds of boxes from top to bottom of a period."""
ASIDE = (MILESTONE, NOT_COMPLETED)
"""Those that stand beside the line from started to completed."""
ALL_ZERO = "All numbers posted for this period: 0"
NO_REASON = "No reason posted"
NO_TITLE = "Period without a title"
CONTINUED = "continued"


@dataclass(frozen=True)
class FlowGroup:
    """A group of the participant flow: a column."""

    number: int
    title: str
    description: str


@dataclass(frozen=True)
class FlowBox:
    """The words of one box.

    Attributes:
        head: the number and what it counts; items: lines below it, such as reasons.
        hover: what it answers; marked: whether the record contradicts itself here.
    """

    kind: str
    head: str
    items: tuple[str, ...] = ()
    hover: tuple[str, ...] = ()
    marked: bool = False
    is_zero: bool = False


@dataclass(frozen=True)
class FlowRow:
    """One level of a period: the boxes of the groups side by side, by number of the group."""

    kind: str
    boxes: Mapping[int, FlowBox]


@dataclass(frozen=True)
class FlowPeriod:
    """One period, or a piece of one."""

    number: int
    title: str
    rows: tuple[FlowRow, ...]
    is_continued: bool = False


@dataclass(frozen=True)
class FlowPart:
    """As much of a flow as one screen or slide holds, and the words that say where it is."""

    groups: tuple[FlowGroup, ...]
    periods: tuple[FlowPeriod, ...]
    place: str = ""
    heights: tuple[float, float] = EASY


def read_flow(frame: pd.DataFrame) -> FlowPart:
    """The whole flow; frame: ``queries.participant_flow.participant_flow``."""
    first = frame.drop_duplicates("group_number").sort_values("group_number")
    groups = tuple(
        FlowGroup(int(row.group_number), str(row.group), str(row.group_description))
        for row in first.itertuples()
    )
    periods = tuple(
        FlowPeriod(int(str(number)), str(own["period"].iloc[0]) or NO_TITLE, tuple(_rows(own)))
        for number, own in frame.groupby("period_number", sort=False)
    )
    return FlowPart(groups, periods)


FlowCells = Mapping[Any, Any]


def _rows(period: pd.DataFrame) -> Iterator[FlowRow]:
    """The levels of a period from top to bottom, with the box of each group that has one."""
    levels: dict[str, dict[int, FlowBox]] = {kind: {} for kind in LEVELS}
    for group, own in period.groupby("group_number", sort=False):
        for box in _boxes(own.to_dict("records")):
            levels[box.kind][int(str(group))] = box
    for kind, boxes in levels.items():
        if boxes:
            yield FlowRow(kind, boxes)


def _boxes(own: Sequence[FlowCells]) -> Iterator[FlowBox]:
    """The boxes of a group in a period; a milestone posted twice has both numbers in its box."""
    held: dict[str, list[FlowCells]] = {}
    for row in own:
        held.setdefault(str(row["kind"]), []).append(row)
    if NO_NUMBERS in held:
        yield FlowBox(STARTED, KINDS[NO_NUMBERS], hover=_hover(own[0]))
        return
    if STARTED in held and _all_zero(own):
        yield FlowBox(STARTED, ALL_ZERO, hover=_hover(held[STARTED][0]), is_zero=True)
        return
    for kind in (STARTED, COMPLETED):
        if kind in held:
            first, *more = (_box(row) for row in held[kind])
            yield reduce(_joined, more, first)
    if lacks_completed(own):
        words = f"{KINDS[COMPLETED]}: {NO_NUMBER}"
        yield FlowBox(COMPLETED, words, hover=(str(own[0]["group"]), words), is_zero=True)
    if MILESTONE in held:
        yield _beside(held[MILESTONE])
    if NOT_COMPLETED in held or REASON in held:
        yield _exit(held.get(NOT_COMPLETED, []), held.get(REASON, []))


def _beside(rows: Sequence[FlowCells]) -> FlowBox:
    """One box for the milestones that are not on the line, in their posted order."""
    hover = (f"{row_words(row)}{_comment(row)} {row['remark']}".rstrip() for row in rows)
    return FlowBox(
        MILESTONE,
        KINDS[MILESTONE],
        tuple(map(row_words, rows)),
        (f"{rows[0]['group']}: {KINDS[MILESTONE].lower()}", *hover, f"Where: {rows[0]['locator']}"),
        any(row["remark"] for row in rows),
    )


def _exit(missing: Sequence[FlowCells], reasons: Sequence[FlowCells]) -> FlowBox:
    """The box of those who did not complete, with the reasons, or that there is none."""
    hover = tuple(f"{row_words(each)}{_comment(each)}" for each in reasons)
    if not missing:
        words = f"{KINDS[NOT_COMPLETED]}: {NO_NUMBER}"
        said = (str(reasons[0]["group"]), words, *hover, f"Where: {reasons[0]['locator']}")
        return FlowBox(NOT_COMPLETED, words, tuple(_reasons(reasons)), said)
    first, *more = (_box(row) for row in missing)
    box = reduce(_joined, more, first)
    said = tuple(_reasons(reasons))
    if not reasons and any(_counts(row) for row in missing):
        said = (NO_REASON,)
    return replace(box, items=(*box.items, *said), hover=(*box.hover, *hover))


def _counts(row: FlowCells) -> bool:
    """A number is posted that is more than 0."""
    return any((posted_number(str(row[name])) or 0) > 0 for name in ("participants", "units"))


def _joined(one: FlowBox, other: FlowBox) -> FlowBox:
    """A box with the words of another, where the record posts a milestone twice."""
    return replace(
        one,
        items=(*one.items, other.head, *other.items),
        hover=(*one.hover, *other.hover),
        marked=one.marked or other.marked,
    )


def _all_zero(own: Sequence[FlowCells]) -> bool:
    """Every number that a group has in a period is 0."""
    held = [row["participants"] for row in own]
    held += [row["units"] for row in own if row["units"]]
    return all(posted_number(str(each)) == 0 for each in held)


def _box(row: FlowCells) -> FlowBox:
    return FlowBox(str(row["kind"]), row_words(row), (), _hover(row), bool(row["remark"]))


def _reasons(reasons: Sequence[FlowCells]) -> Iterator[str]:
    """Each reason that is not 0, and how many are."""
    zeros = 0
    for row in reasons:
        if posted_number(str(row["participants"])) == 0 and not row["units"]:
            zeros += 1
        else:
            yield row_words(row)
    if zeros:
        other = "other " if zeros < len(reasons) else ""
        each = "each of " if zeros > 1 else ""
        yield f"0 for {each}{amount(zeros, f'{other}reason')}"


def _comment(row: FlowCells) -> str:
    return f" ({row['comment']})" if row["comment"] else ""


def _hover(row: FlowCells) -> tuple[str, ...]:
    words = KINDS[NO_NUMBERS] if row["kind"] == NO_NUMBERS else row_words(row)
    where = f"Where: {row['locator']}"
    return tuple(filter(None, (str(row["group"]), words, row["remark"], row["comment"], where)))


def parts_of(flow: FlowPart, setting: PageSetting) -> tuple[FlowPart, ...]:
    """The flow in parts that fit a room: by groups, then by periods; none without periods."""
    if not flow.periods:
        return ()
    easy = _parts(flow, setting)
    tight = _parts(replace(flow, heights=TIGHT), setting) if len(easy) > 1 else easy
    return tight if len(tight) < len(easy) else easy


def _parts(flow: FlowPart, setting: PageSetting) -> tuple[FlowPart, ...]:
    most = max(int(setting.width / (LEAST_COLUMN * setting.line)), 1)
    count = len(flow.groups)
    size = ceil(count / ceil(count / most))
    made: list[FlowPart] = []
    for start in range(0, count, size):
        groups = flow.groups[start : start + size]
        made += _by_period(replace(flow, groups=groups), setting)
    if len(made) == 1:
        return (replace(made[0], place=""),)
    return tuple(
        replace(part, place=f"Part {number} of {len(made)}: {_place(part, flow)}")
        for number, part in enumerate(made, start=1)
    )


def _place(part: FlowPart, flow: FlowPart) -> str:
    """``groups 1 to 6 of 19; periods 1 to 2 of 5``."""
    said = []
    if len(part.groups) < len(flow.groups):
        first = flow.groups.index(part.groups[0]) + 1
        said.append(_span("group", first, first + len(part.groups) - 1, len(flow.groups)))
    numbers = [period.number for period in flow.periods]
    held = [numbers.index(period.number) + 1 for period in part.periods]
    if len(set(held)) < len(numbers):
        said.append(_span("period", held[0], held[-1], len(numbers)))
    if part.periods[0].is_continued:
        said.append(CONTINUED)
    return "; ".join(said) or "first numbers"


def _span(thing: str, first: int, last: int, count: int) -> str:
    if first == last:
        return f"{thing} {first} of {count}"
    return f"{thing}s {first} to {last} of {count}"


def _by_period(part: FlowPart, setting: PageSetting) -> Iterator[FlowPart]:
    """Whole periods while they fit, and pieces of one that is higher than the room."""
    held: list[FlowPeriod] = []
    for period in part.periods:
        if _fits(replace(part, periods=(*held, period)), setting):
            held.append(period)
            continue
        if held:
            yield replace(part, periods=tuple(held))
            held = []
        if _fits(replace(part, periods=(period,)), setting):
            held = [period]
            continue
        *whole, last = _pieces(part, period, setting)
        yield from (replace(part, periods=(each,)) for each in whole)
        held = [last]
    yield replace(part, periods=tuple(held))


def _fits(part: FlowPart, setting: PageSetting) -> bool:
    # with room for the line that says which part it is
    return FlowScene(replace(part, place="Part"), setting).bottom <= setting.height


def _pieces(part: FlowPart, period: FlowPeriod, setting: PageSetting) -> Iterator[FlowPeriod]:
    """The rows of a period in pieces that fit; a level with many lines is cut between them."""

    def fits(rows: Sequence[FlowRow]) -> bool:
        piece = replace(period, rows=tuple(rows), is_continued=True)
        return _fits(replace(part, periods=(piece,)), setting)

    held: list[FlowRow] = []
    is_continued = False
    for row in period.rows:
        if held and not fits([*held, row]):
            yield replace(period, rows=tuple(held), is_continued=is_continued)
            held, is_continued = [], True
        while not fits([row]):
            most = max((len(box.items) for box in row.boxes.values()), default=0)
            kept = next((n for n in range(most - 1, 0, -1) if fits([_cut(row, 0, n)])), 0)
            if not kept:
                break
            first = _cut(row, 0, kept)
            yield replace(period, rows=(first,), is_continued=is_continued)
            is_continued, row = True, _cut(row, kept, most)
        held.append(row)
    yield replace(period, rows=tuple(held), is_continued=is_continued)


def _cut(row: FlowRow, start: int, end: int) -> FlowRow:
    """A level with some of the lines of its boxes."""
    boxes = {
        group: replace(
            box,
            head=f"{box.head} ({CONTINUED})" if start and CONTINUED not in box.head else box.head,
            items=box.items[start:end],
        )
        for group, box in row.boxes.items()
        if not start or len(box.items) > start
    }
    return replace(row, boxes=boxes)


@dataclass(frozen=True)
class PlacedBox:
    """A box in its place; lines: text and whether it is set bold."""

    box: FlowBox
    group: FlowGroup
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class FlowLine:
    """A straight line between boxes; arrow: whether it ends in an arrow head."""

    left: float
    top: float
    right: float
    bottom: float
    arrow: bool = False

    @property
    def is_level(self) -> bool:
        return self.top == self.bottom


class FlowScene:
    """One part of a flow, laid out for a room: every position in its unit of length."""

    def __init__(self, part: FlowPart, setting: PageSetting) -> None:
        self.part, self.setting = part, setting
        line, count = setting.line, len(part.groups)
        self.gap = COLUMN_GAP * line
        self.between, self.inside = (each * line for each in part.heights)
        # outlines are drawn half outside of their boxes
        room = (setting.width - 2 * EDGE - (count - 1) * self.gap) / count
        self.column = min(room, MOST_COLUMN * line)
        self.used = count * self.column + (count - 1) * self.gap
        self.left = (setting.width - self.used) / 2
        inset = min(self.column - EASY_ASIDE * line, MOST_INSET * self.column)
        self.side = max(inset, LEAST_INSET * line)
        self.main = self.column - self.side + LEAST_INSET * line
        self.spine = self.side * 0.45
        self.place_bottom = 1.3 * line if part.place else 0.0
        self.bands: list[tuple[list[str], float, float]] = []
        self.boxes: list[PlacedBox] = []
        self.lines: list[FlowLine] = []
        heads = max((len(lines) for lines in self.heads), default=0)
        self.heads_bottom = self.place_bottom + (heads + 0.5) * line
        self.bottom = self._set()

    def column_left(self, at: int) -> float:
        return self.left + at * (self.column + self.gap)

    @cached_property
    def heads(self) -> list[list[str]]:
        """The lines of each group's title."""
        return [
            self.setting.lines(group.title, self.column, HEAD_LINES, bold=True)
            for group in self.part.groups
        ]

    def _set(self) -> float:
        top, line = self.heads_bottom, self.setting.line
        for period in self.part.periods:
            title = f"{period.title} ({CONTINUED})" if period.is_continued else period.title
            lines = self.setting.lines(title, self.used - line, BAND_LINES, bold=True)
            bottom = top + (len(lines) + 0.4) * line
            self.bands.append((lines, top, bottom))
            top = self._set_rows(period, bottom + 0.5 * line) + 0.5 * line
        return top - 0.25 * line

    def _set_rows(self, period: FlowPeriod, top: float) -> float:
        open_lines: dict[int, float] = {}
        bottom = top
        for row in period.rows:
            placed = [
                self._placed(row, at, group, top)
                for at, group in enumerate(self.part.groups)
                if group.number in row.boxes
            ]
            for at, group in enumerate(self.part.groups):
                own = next((each for each in placed if each.group is group), None)
                if own is None:
                    continue
                self._join(own, at, open_lines)
            self.boxes += placed
            bottom = max((each.bottom for each in placed), default=top)
            top = bottom + self.between
        return bottom

    def _placed(self, row: FlowRow, at: int, group: FlowGroup, top: float) -> PlacedBox:
        box, setting = row.boxes[group.number], self.setting
        is_aside = row.kind in ASIDE
        left = self.column_left(at) + (self.side if is_aside else 0)
        width = self.column - self.side if is_aside else self.main
        room = width - 1.2 * setting.line - (setting.line if box.marked else 0)
        is_bold = not box.is_zero
        head = setting.lines(box.head, room, BOX_LINES, bold=is_bold)
        lines = [(text, is_bold) for text in head]
        for item in box.items:
            first, *more = setting.lines(item, room, REASON_LINES) or [""]
            if more:
                hang = setting.width_of(INDENT)
                first, *more = setting.lines(item, room - hang, REASON_LINES)
            lines += [(first, False), *((f"{INDENT}{text}", False) for text in more)]
        height = len(lines) * setting.line + 2 * self.inside
        return PlacedBox(box, group, left, top, left + width, top + height, tuple(lines))

    def _join(self, placed: PlacedBox, at: int, open_lines: dict[int, float]) -> None:
        """The arrow into a box from the line of its period; none into what is also posted."""
        x = self.column_left(at) + self.spine
        start = open_lines.get(at)
        if placed.box.kind == MILESTONE:
            return
        if placed.box.kind == NOT_COMPLETED:
            if start is not None:
                middle = placed.top + self.inside + 0.5 * self.setting.line
                self.lines.append(FlowLine(x, start, x, middle))
                self.lines.append(FlowLine(x, middle, placed.left, middle, arrow=True))
                open_lines[at] = middle
            return
        if start is not None:
            self.lines.append(FlowLine(x, start, x, placed.top, arrow=True))
        open_lines[at] = placed.bottom
