"""The places of things: panels across, blocks and lanes down.

Heights are pixels. Widths are pixels at the narrowest width for which a figure is made;
on a wider screen everything moves apart, so what does not overlap here never does.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from components.figures.timeline.events import DAYS_PER_MONTH, Event, number
from data.model.vocabulary import AGENT_CLASS, EVENT_ROLE

DAYS = (-7.6, 30.0)
"""The window around day 0, with room for a mark on day -7."""
LAST_MONTH = 15
EDGE_MONTHS = 0.4
BEFORE_ZERO = 12.0
DAYS_SHARE = 0.58
PANEL_GAP = 14.0

EVERY_DAY = 16
"""Pixels a day from which each day has its number."""

LANE = 28
HEADER = 46
BLOCK_GAP = 10


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


def _day_ticks(step: int) -> tuple[tuple[float, str], ...]:
    zero = "day 0" if step > 1 else "0"
    return tuple((float(day), number(day) if day else zero) for day in range(-7, 31, step))


def panels(window: str, events: Sequence[Event], width: float) -> tuple[Window, ...]:
    """The panels of a window (both, transplant, followup) for a plot of ``width`` pixels.

    Both: days on the left, then months from where the days end, so that each mark stands
    once and a span runs on across the seam.
    """
    last = _last_month(events)
    end = (last + EDGE_MONTHS) * DAYS_PER_MONTH
    every_day = tuple(float(day) for day in range(-7, 31))
    if window == "transplant":
        step = 1 if width >= 37 * EVERY_DAY else 7
        return (Window("days", "x", *DAYS, 0, width, _day_ticks(step), every_day),)
    if window == "followup":
        step = max(1, round(last / (width / 42)))
        ticks = ((0.0, "day 0"), *_month_ticks(last, step, step))
        return (Window("months", "x", -BEFORE_ZERO, end, 0, width, ticks),)
    left = (width - PANEL_GAP) * DAYS_SHARE
    step = 3 * max(1, round(last / 15))
    return (
        Window("days", "x", *DAYS, 0, left, _day_ticks(7), every_day, last=False),
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
    """One row of one agent in one role; ``middle`` is its height in pixels from the top.

    ``vacant`` holds the role and the words of a shared lane that its regimen does not use.
    """

    events: tuple[Event, ...]
    middle: float
    opens_role: bool
    vacant: tuple[str, str] = ("", "")

    @property
    def agent_code(self) -> str:
        return self.events[0].agent_code if self.events else ""

    @property
    def role_label(self) -> str:
        return self.events[0].role_label if self.events else self.vacant[0]


@dataclass(frozen=True)
class Block:
    """The lanes of one regimen under its header; ``top`` is the header's upper edge."""

    label: str
    day_zero_label: str
    top: float
    lanes: tuple[Lane, ...]

    @property
    def lanes_top(self) -> float:
        return self.top + HEADER

    @property
    def bottom(self) -> float:
        return self.lanes_top + LANE * len(self.lanes)


def stacked(down: Sequence[Block], top: float) -> tuple[Block, ...]:
    """The blocks one below the other from ``top``."""
    made = []
    for block in down:
        lanes = (
            replace(lane, middle=top + HEADER + LANE * (place + 0.5))
            for place, lane in enumerate(block.lanes)
        )
        made.append(replace(block, top=top, lanes=tuple(lanes)))
        top = made[-1].bottom + BLOCK_GAP
    return tuple(made)


def cut(block: Block, most: int) -> list[Block]:
    """A block in parts of at most ``most`` lanes, each with its header and its first role."""
    parts = []
    for start in range(0, len(block.lanes), most):
        first, *rest = block.lanes[start : start + most]
        label = block.label if not start else f"{block.label} (continued)"
        parts.append(replace(block, label=label, lanes=(replace(first, opens_role=True), *rest)))
    return parts


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


def blocks(events: Sequence[Event], top: float) -> tuple[Block, ...]:
    """One block a regimen from ``top`` downwards; the events come in drawing order."""
    made = []
    for _, own_events in groupby(events, key=lambda event: event.regimen):
        own = list(own_events)
        lanes: list[Lane] = []
        role = ""
        for (lane_role, _), group in groupby(own, key=lambda event: (event.role, event.agent)):
            for row in rows_of(list(group)):
                middle = top + HEADER + LANE * (len(lanes) + 0.5)
                lanes.append(Lane(tuple(row), middle, opens_role=lane_role != role))
                role = lane_role
        block = Block(own[0].regimen_label, own[0].day_zero_label, top, tuple(lanes))
        made.append(block)
        top = block.bottom + BLOCK_GAP
    return tuple(made)


LaneRow = tuple[Event, ...]


@dataclass
class Slot:
    """A lane's place that all compared regimens share: one row at most of each regimen."""

    role: str
    agent_class: str
    rows: dict[str, LaneRow]

    @property
    def any_event(self) -> Event:
        return next(iter(self.rows.values()))[0]


def shared_slots(events: Sequence[Event]) -> list[Slot]:
    """The places of lanes: the union over the regimens of role, class and row of the class.

    An agent has one height in all regimens; agents of one class that no regimen combines
    share it.
    """
    kinds = {(event.role, event.agent_class) for event in events}
    slots: list[Slot] = []
    for role, agent_class in sorted(kinds, key=_kind_order):
        own = [e for e in events if (e.role, e.agent_class) == (role, agent_class)]
        places: list[Slot] = []
        for rows in _rows_by_agent(own).values():
            free = (place for place in places if not rows.keys() & place.rows.keys())
            place = next(free, None)
            if place is None:
                place = Slot(role, agent_class, {})
                places.append(place)
            place.rows |= rows
        slots += places
    return slots


def _rows_by_agent(events: Sequence[Event]) -> dict[tuple[str, int], dict[str, LaneRow]]:
    """(agent, number of its row) -> regimen -> row."""
    found: dict[tuple[str, int], dict[str, LaneRow]] = {}
    for (regimen, agent), group in groupby(events, key=lambda event: (event.regimen, event.agent)):
        for number_of_row, row in enumerate(rows_of(list(group))):
            found.setdefault((agent, number_of_row), {})[regimen] = tuple(row)
    return found


def _kind_order(kind: tuple[str, str]) -> tuple[int, int]:
    role, agent_class = kind
    return EVENT_ROLE.codes.index(role), AGENT_CLASS.codes.index(agent_class)


def _vacancy(slot: Slot, slots: Sequence[Slot], regimen: str, none_printed: bool) -> str:
    """Says why a lane is empty: no use of the class here, or only of the other lane's agent."""
    event = slot.any_event
    of_class = [s for s in slots if (s.role, s.agent_class) == (slot.role, slot.agent_class)]
    if any(regimen in other.rows for other in of_class):
        own = {s.rows[regimen][0].agent for s in of_class if regimen in s.rows}
        others = {row[0].agent_code for row in slot.rows.values() if row[0].agent not in own}
        return f"not used: {' or '.join(sorted(others))}" if others else "nothing further stated"
    elsewhere = _other_roles(slot, slots, regimen)
    if elsewhere:
        return f"not used in this role: {event.class_label} ({elsewhere})"
    word = "none" if none_printed and slot.role == "INDUCTION" else "not used"
    return f"{word}: {event.class_label}"


def _other_roles(slot: Slot, slots: Sequence[Slot], regimen: str) -> str:
    """The agents of the lane's class that the regimen uses in another role: ``INF: induction``."""
    first = [
        other.rows[regimen][0]
        for other in slots
        if other.agent_class == slot.agent_class and regimen in other.rows
    ]
    return ", ".join(
        dict.fromkeys(f"{event.agent_code}: {event.role_label.lower()}" for event in first)
    )


def shared_blocks(
    events: Sequence[Event], top: float, none_printed: Collection[str] = ()
) -> tuple[Block, ...]:
    """One block a regimen with the same lanes in the same order in all.

    none_printed: the regimens whose induction is printed as none.
    """
    slots = shared_slots(events)
    made = []
    for regimen, group in groupby(events, key=lambda event: event.regimen):
        first = next(iter(group))
        lanes: list[Lane] = []
        role = ""
        for slot in slots:
            row = slot.rows.get(regimen, ())
            words = "" if row else _vacancy(slot, slots, regimen, regimen in none_printed)
            lanes.append(
                Lane(
                    row,
                    top + HEADER + LANE * (len(lanes) + 0.5),
                    opens_role=slot.role != role,
                    vacant=(slot.any_event.role_label, words),
                )
            )
            role = slot.role
        block = Block(first.regimen_label, first.day_zero_label, top, tuple(lanes))
        made.append(block)
        top = block.bottom + BLOCK_GAP
    return tuple(made)
