"""The places of things: panels across, blocks and lanes down.

Heights are pixels. Widths are pixels at the narrowest width for which a figure is made;
on a wider screen everything moves apart, so what does not overlap here never does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from components.figures.chips import PlacedChip, chips_of, flow
from components.figures.timeline.events import DAYS_PER_MONTH, Event, next_agent, number
from components.theme import signed

DAYS = (-7.6, 30.0)
"""The window around day 0, with room for a mark on day -7."""
DAYS_A_WEEK, MOST_WEEKS_BEFORE = 7, 4
LAST_MONTH = 15
EDGE_MONTHS = 0.4
BEFORE_ZERO = 12.0
DAYS_SHARE = 0.58
PANEL_GAP = 14.0

EVERY_DAY = 16
"""Pixels a day from which each second day has its number."""
MONTH_NAME = 66
"""Pixels a step of months, or two thirds of them: ``month 1`` stands clear of ``day 0``."""

HEADER = 20
BLOCK_GAP = 4
CHIP_SIZE = 13.0
"""Pixels of the type on a chip."""
A_PAGE, MOST_ROWS = 4, 27
"""Regimens, and rows of agents, that stand day by day on one screen or slide."""
WIDEST_CHIPS = 250.0
"""Pixels of the column of what has no day."""


@dataclass(frozen=True)
class Window:
    """One window with its own scale.

    Attributes:
        name: ``days`` or ``months``.
        axis: plotly's name of its x axis.
        low, high: the days at its edges.
        left, width: pixels from the left end of the plot.
        ticks: (day, label).
        fine: days of the fine grid.
        first, last: whether no other panel stands to its left, to its right.
    """

    name: str
    axis: str
    low: float
    high: float
    left: float
    width: float
    ticks: tuple[tuple[float, str], ...]
    fine: tuple[float, ...] = ()
    first: bool = True
    last: bool = True

    def pixel(self, day: float) -> float:
        return self.left + (day - self.low) / (self.high - self.low) * self.width

    @property
    def right(self) -> float:
        return self.left + self.width

    def holds(self, day: float) -> bool:
        """A day on the seam between two panels belongs to the left one."""
        return (self.low <= day if self.first else self.low < day) and day <= self.high

    def clip(self, start: float, end: float) -> tuple[float, float] | None:
        low, high = max(start, self.low), min(end, self.high)
        return (low, high) if low < high else None


def _last_month(events: Sequence[Event]) -> int:
    """Fifteen months, or more where the data goes on."""
    days = [day for event in events for day in (event.start, event.end) if day is not None]
    return max([LAST_MONTH, *(int(day / DAYS_PER_MONTH) + 3 for day in days)])


def _month_ticks(last: int, step: int, first: int) -> tuple[tuple[float, str], ...]:
    months = range(first, last + 1, step)
    return tuple(
        (month * DAYS_PER_MONTH, f"month {month}" if month == first else str(month))
        for month in months
    )


def _day_ticks(first: int, step: int) -> tuple[tuple[float, str], ...]:
    return tuple((float(day), number(day) if day else "day 0") for day in range(-first, 31, step))


def weeks_before(events: Sequence[Event]) -> int:
    """Weeks before day 0 in the window of days: one, or more where a rule read earlier days.

    Conditioning may begin weeks before; what lies beyond is said at the window's edge.
    """
    early = [event.start for event in events if event.by_rule and event.start is not None]
    return min(max(1, -int(min(early, default=0.0) // DAYS_A_WEEK)), MOST_WEEKS_BEFORE)


def panels(window: str, events: Sequence[Event], width: float) -> tuple[Window, ...]:
    """The panels of a window (both, transplant, followup) for a plot of ``width`` pixels.

    Both: days on the left, then months from where the days end, so that each mark stands
    once and a span runs on across the seam.
    """
    weeks = weeks_before(events)
    first, days = DAYS_A_WEEK * weeks, (DAYS[0] - DAYS_A_WEEK * (weeks - 1), DAYS[1])
    last = _last_month(events)
    end = (last + EDGE_MONTHS) * DAYS_PER_MONTH
    every_day = tuple(float(day) for day in range(-first, 31))
    if window == "transplant":
        often = (first - 1, 2) if width >= (first + 30) * EVERY_DAY else (first, 7)
        return (Window("days", "x", *days, 0, width, _day_ticks(*often), every_day),)
    if window == "followup":
        step = max(1, round(last / (width / MONTH_NAME)))
        ticks = ((0.0, "day 0"), *_month_ticks(last, step, step))
        return (Window("months", "x", -BEFORE_ZERO, end, 0, width, ticks),)
    left = (width - PANEL_GAP) * DAYS_SHARE
    step = 3 * max(1, round(last / 15))
    return (
        Window("days", "x", *days, 0, left, _day_ticks(first, 7), every_day, last=False),
        Window(
            "months",
            "x2",
            DAYS[1],
            end,
            left + PANEL_GAP,
            width - left - PANEL_GAP,
            _month_ticks(last, step, 3),
            first=False,
        ),
    )


@dataclass(frozen=True)
class Lane:
    """One row of one agent's events with days; ``middle`` is its height in pixels from the top."""

    events: tuple[Event, ...]
    middle: float

    @property
    def name(self) -> str:
        """The agent's code behind the sign of its class; ``TAC → MMF`` where one takes over."""
        return lane_name(self.events)


def lane_name(events: Sequence[Event]) -> str:
    names = (signed(event.agent_class, event.agent_code) for event in events)
    return " → ".join(dict.fromkeys(names))


@dataclass(frozen=True)
class Band:
    """One role of a protocol: its lanes on the axes, and what has no day beside them.

    Attributes:
        top: its upper edge, in pixels from the top.
        lane: the height of a lane and of a row of chips.
        none: the printed none, where the source says that nobody had an agent in this role.
    """

    role_label: str
    top: float
    lane: float
    lanes: tuple[Lane, ...]
    chips: tuple[PlacedChip, ...]
    none: Event | None = None

    @property
    def rows(self) -> int:
        chip_rows = max((placed.row + 1 for placed in self.chips), default=0)
        return max(len(self.lanes), chip_rows, 1)

    @property
    def bottom(self) -> float:
        return self.top + self.lane * self.rows

    @property
    def first_row(self) -> float:
        """The middle of the first row."""
        return self.top + self.lane / 2

    def chip_middle(self, placed: PlacedChip) -> float:
        return self.top + self.lane * (placed.row + 0.5)


@dataclass(frozen=True)
class Block:
    """The roles of one protocol under its header; ``top`` is the header's upper edge."""

    label: str
    day_zero_label: str
    top: float
    bands: tuple[Band, ...]

    @property
    def bands_top(self) -> float:
        return self.top + HEADER

    @property
    def bottom(self) -> float:
        return self.bands[-1].bottom

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return tuple(lane for band in self.bands for lane in band.lanes)

    @property
    def rows(self) -> int:
        return sum(band.rows for band in self.bands)


def _overlap(one: Event, other: Event) -> bool:
    """Events that touch at one day may share a lane; the same day twice may not."""
    (low, high), (other_low, other_high) = one.extent, other.extent
    return (low < other_high and other_low < high) or one.extent == other.extent


def rows_of(events: Sequence[Event]) -> list[list[Event]]:
    """The events of one agent in as few rows as keep them apart, in order of their start."""
    rows: list[list[Event]] = []
    for event in sorted(events, key=lambda event: event.extent):
        for row in rows:
            if not any(_overlap(event, other) for other in row):
                row.append(event)
                break
        else:
            rows.append([event])
    return rows


def _taken_over(rows: Sequence[list[Event]]) -> list[list[Event]]:
    """The rows of a role; an agent that takes over from another one follows in its row."""
    made = [list(row) for row in rows]
    for row in list(made):
        wanted = next_agent(row[-1])
        after = next((other for other in made if other[0].agent_code == wanted), None)
        if after is None or after is row or any(_overlap(a, b) for a in row for b in after):
            continue
        row += after
        made.remove(after)
    return made


def lane_rows(events: Sequence[Event]) -> list[list[Event]]:
    """The events of one role that have days, in rows: an agent a row or more."""
    dated = [event for event in events if not event.undated]
    return _taken_over(
        [
            row
            for _, own in groupby(dated, key=lambda event: event.agent)
            for row in rows_of(list(own))
        ]
    )


def _band(events: Sequence[Event], top: float, lane: float, chips_width: float) -> Band:
    """One role: what has a day in lanes, an agent a lane or more; what has none as chips."""
    dated = [event for event in events if not event.undated]
    undated = [event for event in events if event.undated and not event.is_none]
    rows = lane_rows(events)
    lanes = tuple(Lane(tuple(row), top + lane * (place + 0.5)) for place, row in enumerate(rows))
    chips = flow(chips_of(undated, dated), chips_width, CHIP_SIZE)
    none = next((event for event in events if event.is_none), None)
    return Band(events[0].role_label, top, lane, lanes, tuple(chips), none)


def blocks(
    events: Sequence[Event], top: float, lane: float, chips_width: float
) -> tuple[Block, ...]:
    """One block a regimen from ``top`` downwards; the events come in drawing order.

    lane: the height of a row; chips_width: the room for what has no day, both in pixels.
    """
    made = []
    for _, own in groupby(events, key=lambda event: event.regimen):
        regimen = list(own)
        below = top + HEADER
        bands: list[Band] = []
        for _, group in groupby(regimen, key=lambda event: event.role):
            bands.append(_band(list(group), below, lane, chips_width))
            below = bands[-1].bottom
        made.append(Block(regimen[0].regimen_label, regimen[0].day_zero_label, top, tuple(bands)))
        top = made[-1].bottom + BLOCK_GAP
    return tuple(made)


@dataclass(frozen=True)
class TimelinePage:
    """The events of the regimens that stand on one screen or slide.

    ``place``: ``1–4 of 7`` where there are more pages; empty where all stand on this one.
    """

    events: tuple[Event, ...]
    place: str


def _rows(events: Sequence[Event]) -> int:
    """The rows that one role of one regimen takes."""
    return _band(events, 0.0, 1.0, WIDEST_CHIPS).rows


def _portions(events: Sequence[Event], most: int) -> list[list[Event]]:
    """One regimen's events, at most so many rows at a time; whole roles where they fit."""
    groups: list[list[Event]] = []
    for _, own in groupby(events, key=lambda event: event.role):
        role = list(own)
        if _rows(role) <= most:
            groups.append(role)
            continue
        undated = [event for event in role if event.undated]
        rows = [*lane_rows(role), *([event] for event in undated)]
        groups += [
            [event for row in rows[start : start + most] for event in row]
            for start in range(0, len(rows), most)
        ]
    made: list[list[Event]] = []
    taken = most
    for group in groups:
        if taken + _rows(group) > most:
            made.append([])
            taken = 0
        made[-1] += group
        taken += _rows(group)
    return made


def _continued(events: Sequence[Event]) -> list[Event]:
    """A later portion of a regimen, which says that it is one."""
    return [
        replace(
            event,
            regimen=f"{event.regimen}{CONTINUED}",
            regimen_label=f"{event.regimen_label}{CONTINUED}",
        )
        for event in events
    ]


CONTINUED = " (continued)"


def _together(events: Sequence[Event], most: int) -> list[list[list[Event]]]:
    """Pages of portions of regimens: at most ``A_PAGE`` of them and so many rows each."""
    made: list[list[list[Event]]] = []
    taken = 0
    for _, own in groupby(events, key=lambda event: event.regimen):
        for place, portion in enumerate(_portions(list(own), most)):
            rows = sum(_rows(list(role)) for _, role in groupby(portion, key=lambda e: e.role))
            if not made or len(made[-1]) == A_PAGE or taken + rows > most:
                made.append([])
                taken = 0
            made[-1].append(_continued(portion) if place else portion)
            taken += rows
    return made


def pages(events: Sequence[Event], most: int = MOST_ROWS) -> list[TimelinePage]:
    """The regimens day by day, a page as much as fits a screen or slide in readable type.

    most: rows of agents on a page.
    """
    held = _together(events, most)
    total = len({event.regimen for event in events})
    made = []
    first = 1
    for portions in held:
        new = sum(not own[0].regimen.endswith(CONTINUED) for own in portions)
        start = first if not portions[0][0].regimen.endswith(CONTINUED) else first - 1
        last = first + new - 1
        number = f"{start}–{last}" if last > start else f"{start}"
        place = f"{number} of {total}" if len(held) > 1 else ""
        made.append(TimelinePage(tuple(event for own in portions for event in own), place))
        first += new
    return made
