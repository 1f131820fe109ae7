"""Direct labels: what is written on or beside a mark, and where it fits without overlap."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from components.figures.evidence import SOME, for_whom
from components.figures.text_width import text_width
from components.figures.timeline.events import (
    Event,
    days_of,
    first_clause,
    next_agent,
    on_the_line,
    qualifiers,
    said,
    short_dose,
    short_route,
    short_schedule,
    when,
    with_route,
    without_brackets,
)
from components.figures.timeline.lanes import DAYS, Lane, Window

LABEL_SIZE = 13
MARK = 9.0
"""Half the room of a mark on one day, in pixels."""
MARGIN = 6.0
ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Share of a text's width that lies left of its anchor."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class DayLabel:
    """A text anchored at a day of a panel.

    Attributes:
        text: as data, neither escaped nor marked up.
        anchor: the part of the text that stands at the day: left, center or right.
        chip: whether it stands on a fade or across day 0, and needs a ground of its own.
        on: the event on whose bar it stands, in the ink that is read there.
    """

    axis: str
    day: float
    middle: float
    text: str
    anchor: str = "left"
    chip: bool = False
    on: Event | None = None


def _variants(parts: Sequence[tuple[int, str]]) -> list[str]:
    """All parts joined, then without the least important one, and so on.

    parts: (importance, text) in reading order.
    """
    left = [(importance, text) for importance, text in parts if text]
    texts = []
    while left:
        texts.append(" · ".join(text for _, text in left))
        least = min(importance for importance, _ in left)
        last = max(place for place, (importance, _) in enumerate(left) if importance == least)
        left.pop(last)
    return texts


def _dosing(event: Event) -> str:
    """Dose and route; a route alone says less and stands with the schedule."""
    dose = short_dose(event.dose)
    return with_route(dose, short_route(event.route)) if dose else ""


def _lone_route(event: Event) -> str:
    return "" if short_dose(event.dose) else short_route(event.route)


def _schedule(event: Event) -> str:
    """The schedule, unless the dose says it already."""
    twice = "BID" in event.dose and "BID" in event.schedule
    text = short_schedule(event.schedule)
    return "" if twice or text in event.dose else text


def _after_end(event: Event) -> str:
    """The words that follow the end of a span."""
    if event.end_kind == "WEANED":
        return f"weaning from {when(event.end)}" if event.end is not None else "weaning"
    if event.end_kind == "SWITCHED":
        return f"→ {next_agent(event)}" if next_agent(event) else "switched"
    return ""


def _beyond(event: Event, high: float) -> str:
    """The words for a span that goes on to the right of the window."""
    if event.end is None or event.end <= high:
        return ""
    if event.end_kind == "WEANED":
        return f"weaning from {when(event.end)}"
    then = f", then {next_agent(event)}" if next_agent(event) else ""
    return f"to {when(event.end)}{then}"


def _start_words(event: Event) -> str:
    """A start that no tick of the scale shows: in the source's words, none, or in the months."""
    if event.start is None:
        return said(event.printed[0]) or "start not stated"
    return f"from {when(event.start)}" if event.start > DAYS[1] else ""


def span_texts(event: Event, high: float) -> list[str]:
    """Texts for a span in a window that ends on day ``high``, the fullest first."""
    trough = said(event.trough_target)
    return _variants(
        [
            (5 if event.start is None else 3, _start_words(event)),
            *((4, words) for words in qualifiers(event)),
            (6, _dosing(event)),
            (6, f"trough {trough}" if trough else ""),
            (3, _lone_route(event)),
            (2, _schedule(event)),
            (1, "end not stated" if event.end is None and event.end_kind != "ONGOING" else ""),
            (5, _beyond(event, high)),
        ]
    )


def _same_dosing(event: Event) -> tuple[str, str, str]:
    return event.dose, event.route, event.patients


def _details(event: Event) -> list[str]:
    """The words on a day, the fullest text first and the shortest last.

    Dose, route, who had it and, where the day is inferred, the words that it is read from.
    """
    printed = "" if event.certainty == "STATED" else event.printed[0]
    printed = "" if re.search(r"\d", printed) else printed

    def words(shorten: Callable[[str], str], printed: str) -> str:
        dosing = with_route(shorten(short_dose(event.dose)), shorten(short_route(event.route)))
        return ", ".join(text for text in (dosing, printed, *qualifiers(event)) if text)

    def shortest(text: str) -> str:
        return first_clause(without_brackets(text))

    return [
        words(str, printed),
        words(without_brackets, printed),
        words(shortest, printed),
        words(shortest, ""),
        shortest(short_dose(event.dose)),
    ]


def point_texts(events: Sequence[Event]) -> list[str]:
    """Texts for the single days of one lane, the fullest first.

    Day 0 alone needs no words for its day: it stands on the line.
    """
    groups = [list(group) for _, group in groupby(events, key=_same_dosing)]
    on_zero = [event.start for event in events] == [0.0]
    days = ["" if on_zero else days_of(group) for group in groups]
    texts = []
    for details in zip(*(_details(group[0]) for group in groups), strict=True):
        parts = [
            ", ".join(text for text in (day, detail) if text)
            for day, detail in zip(days, details, strict=True)
        ]
        texts.append("; ".join(part for part in parts if part))
    texts.append("" if on_zero else days_of(events))
    return [text for text in dict.fromkeys(texts) if text]


def gaps(low: float, high: float, taken: Iterable[Interval]) -> list[Interval]:
    """The free parts of an interval, from left to right."""
    free = []
    for start, end in sorted(taken):
        if start > low:
            free.append((low, min(start, high)))
        low = max(low, end)
    if low < high:
        free.append((low, high))
    return [(start, end) for start, end in free if start < end]


class _LaneRoom:
    """The room of a lane, in pixels: marks and spans take it, labels claim the rest in turn."""

    def __init__(self, lane: Lane, panels: Sequence[Window]) -> None:
        self.lane = lane
        self.panels = panels
        self.high = panels[-1].high
        first = panels[0]
        self.zero = first.pixel(0) if first.holds(0) else None
        self.labels: list[DayLabel] = []
        self.marks: list[Interval] = []
        self.spans: list[Interval] = []
        for event in lane.events:
            for panel in panels:
                self._take(event, panel)

    def _take(self, event: Event, panel: Window) -> None:
        low, high = event.extent
        if event.is_point:
            if panel.holds(low):
                around = event.tolerance or 0
                self.marks.append(
                    (panel.pixel(low - around) - MARK, panel.pixel(low + around) + MARK)
                )
        elif part := panel.clip(low, high):
            self.spans.append((panel.pixel(part[0]), panel.pixel(part[1])))

    def right_of(self, pixel: float) -> float:
        """The start of the next mark or span to the right."""
        starts = [start for start, _ in (*self.marks, *self.spans) if start >= pixel - 1]
        return min([*starts, self.panels[-1].right])

    def left_of(self, pixel: float) -> float:
        ends = [end for _, end in (*self.marks, *self.spans) if end <= pixel + 1]
        return max([*ends, self.panels[0].left])

    def add(
        self,
        text: str,
        pixel: float,
        anchor: str,
        *,
        chip: bool = False,
        on: Event | None = None,
    ) -> None:
        panel = next(p for p in self.panels if pixel <= p.right or p.last)
        # a label whose anchor falls between the panels, out of every axis, would not be drawn
        share = min(max((pixel - panel.left) / panel.width, 0.0), 1.0)
        day = panel.low + share * (panel.high - panel.low)
        width = label_width(text)
        start = pixel - width * ANCHORS[anchor]
        self.marks.append((start, start + width))
        crosses = self.zero is not None and on is None and start < self.zero < start + width
        self.labels.append(
            DayLabel(panel.axis, day, self.lane.middle, text, anchor, chip or crosses, on)
        )


def label_width(text: str) -> float:
    """As it is shown, in pixels."""
    return text_width(on_the_line(text), LABEL_SIZE)


def _fits(text: str, room: float) -> bool:
    return label_width(text) + MARGIN <= room


def _label_points(room: _LaneRoom) -> None:
    """Right of the last mark if there is room, else left of the first; full text first."""
    shown = [
        event
        for event in room.lane.events
        if event.is_point and any(panel.holds(event.extent[0]) for panel in room.panels)
    ]
    if not shown:
        return None
    end = max(end for _, end in room.marks)
    start = min(start for start, _ in room.marks)
    on_span = any(low < end and end - MARGIN < high for low, high in room.spans)
    for text in point_texts(shown):
        if not on_span and _fits(text, room.right_of(end) - end):
            return room.add(text, end + 1, "left")
        if _fits(text, start - room.left_of(start)):
            return room.add(text, start - 1, "right")
    return None


def _has_bar(event: Event) -> bool:
    """Says whether a bar of full height carries words: a fade and half a bar do not."""
    ends = event.end is not None or event.end_kind == "ONGOING"
    return event.start is not None and ends and for_whom(event) != SOME


def _place_on(text: str, free: Interval, event: Event, room: _LaneRoom) -> None:
    """In the middle of a bar, so that both ends stay in sight; behind day 0 without a start."""
    start, end = free
    own = {"on": event} if _has_bar(event) else {"chip": True}
    if event.start is not None:
        return room.add(text, (start + end) / 2, "center", **own)
    after_zero = (start if room.zero is None else room.zero) + MARGIN
    behind = start <= after_zero and _fits(text, end - after_zero)
    return room.add(text, after_zero if behind else start + MARGIN, "left", **own)


def _label_span(event: Event, room: _LaneRoom) -> None:
    """On the bar if the text fits, else behind its end."""
    low, high = event.extent
    parts = [(panel, part) for panel in room.panels if (part := panel.clip(low, high))]
    if not parts:
        return None
    segments = [(panel.pixel(part[0]), panel.pixel(part[1])) for panel, part in parts]
    for text in span_texts(event, room.high):
        for free in (free for segment in segments for free in gaps(*segment, room.marks)):
            if _fits(text, free[1] - free[0] - MARGIN):
                return _place_on(text, free, event, room)
        end = segments[-1][1]
        if _fits(text, room.right_of(end) - end):
            return room.add(text, end + MARGIN, "left")
    return None


def _label_end(event: Event, room: _LaneRoom) -> None:
    """Adds the label at an end: ``→ MMF`` behind it; for a taper a word before it."""
    here = {other.agent_code for other in room.lane.events} - {event.agent_code}
    text = "" if next_agent(event) in here else _after_end(event)
    panel = next((p for p in room.panels if event.end is not None and p.holds(event.end)), None)
    if not text or panel is None or event.end is None:
        return
    end = panel.pixel(event.end)
    if event.end_kind == "WEANED":
        if _fits(text, end - panel.left):
            room.add(text, end - MARGIN, "right", chip=True)
    elif _fits(text, room.panels[-1].right - end):
        room.add(text, end + MARGIN, "left")


def _label_elsewhere(event: Event, room: _LaneRoom) -> None:
    """An arrow to an event that the window does not reach."""
    low, high = event.extent
    if low > room.high:
        right = room.panels[-1].right
        taken = any(end > right - MARGIN for _, end in room.spans)
        trough = f"trough {said(event.trough_target)}" if said(event.trough_target) else ""
        details = ", ".join(text for text in (_dosing(event), trough) if text)
        words = f"from {when(low)}: {details} →" if details else f"from {when(low)} →"
        room.add(words, right - MARGIN, "right", chip=taken)
    elif high < room.panels[0].low:
        room.add(f"← until {when(high)}", room.panels[0].left + 2, "left")


def lane_labels(lane: Lane, panels: Sequence[Window]) -> list[DayLabel]:
    """The labels of one lane."""
    room = _LaneRoom(lane, panels)
    _label_points(room)
    for event in lane.events:
        _label_elsewhere(event, room)
    for event in lane.events:
        if not event.is_point:
            _label_end(event, room)
            _label_span(event, room)
    return room.labels
