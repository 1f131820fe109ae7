"""Protocols day by day, upright: days first, months below, each agent's name above its bar.

A section has its axis, which stays on top while the reader scrolls through it. Places across are
percentages of the screen's width; days are those of the events, never invented.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from components.elements.markup import Markup, Piece, piece
from components.elements.upright_parts import (
    NO_CLASS,
    NONE,
    chip_parts,
    class_key,
    colours,
    days_in_words,
    depth,
    key_item,
    once,
    whom_key,
)
from components.figures.chips import DOSE_SYMBOL, SYMBOLS, chips_of
from components.figures.evidence import SOME, for_whom, lighter_in_words
from components.figures.timeline.events import (
    DAYS_PER_MONTH,
    Event,
    arm_of,
    hover_lines,
    number,
    patients_in_short,
    read_events,
    said,
    short_dose,
    typeset,
)
from components.figures.timeline.lanes import rows_of
from components.theme import Palette, signed

LAST_MONTH = 15
AFTER_DAYS = 30.0
"""The last day of the section of days; the months show what goes on behind it."""


@dataclass(frozen=True)
class Scale:
    """One section's axis; ``ticks``: days and their labels, evenly apart."""

    name: str
    title: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def percent(self, day: float) -> float:
        return round((day - self.low) / (self.high - self.low) * 100, 2)

    def shows(self, event: Event) -> bool:
        """Something of the event lies in this section; in months only what the days do not hold."""
        start, end = event.extent
        least = AFTER_DAYS if self.name == "months" else self.low
        return not event.undated and start <= self.high and end >= least


def scales(events: Sequence[Event], window: str) -> list[Scale]:
    """The sections of a window (both, transplant, followup)."""
    days = tuple((float(day), number(day)) for day in range(-7, 29, 7))
    known = [day for event in events for day in (event.start, event.end) if day is not None]
    last = max([LAST_MONTH, *(int(day / DAYS_PER_MONTH) + 3 for day in known)])
    step = 3 * max(1, round(last / 15))
    months = tuple((month * DAYS_PER_MONTH, str(month)) for month in range(0, last + 1, step))
    made = {
        "transplant": Scale("days", "Days", -7.6, AFTER_DAYS, days),
        "followup": Scale(
            "months", "Months", -0.3 * DAYS_PER_MONTH, (last + 0.7) * DAYS_PER_MONTH, months
        ),
    }
    return [made[window]] if window in made else list(made.values())


def timeline_upright(frame: pd.DataFrame, palette: Palette, window: str) -> list[Markup]:
    """The protocols of a frame of ``queries.regimens.drawn``, in its order."""
    events = read_events(frame)
    sections = (
        _section(events, scale, palette, is_first=not place)
        for place, scale in enumerate(scales(events, window))
    )
    drawn = (section for section in sections if section is not None)
    return [*drawn, piece("ul", *_key(events, palette), className="upright-key")]


def _section(
    events: Sequence[Event], scale: Scale, palette: Palette, *, is_first: bool
) -> Piece | None:
    """One axis and the protocols on it; what has no day stands in the first section alone."""
    blocks: list[Markup] = []
    for _, group in groupby(events, key=lambda event: event.regimen):
        own = list(group)
        parts = [*_lanes(own, scale, palette), *(_undated(own, palette) if is_first else [])]
        if parts:
            zero = f"Day 0: {own[0].day_zero_label.lower()}"
            head = piece("h4", own[0].regimen_label, piece("span", zero, className="zero"))
            blocks.append(piece("div", head, *parts, className="upright-block"))
    if not blocks:
        return None
    step = scale.percent(scale.ticks[1][0]) - scale.percent(scale.ticks[0][0])
    first = scale.percent(scale.ticks[0][0])
    style = {
        "--zero": f"{scale.percent(0)}%",
        "--first": f"{first}%",
        "--step": f"{step / (100 - first) * 100:.3f}%",
    }
    return piece("section", _axis(scale), *blocks, className=f"upright-{scale.name}", style=style)


def _axis(scale: Scale) -> Piece:
    ticks = (
        piece("span", label, style={"left": f"{scale.percent(day)}%"}) for day, label in scale.ticks
    )
    words = piece("div", *ticks, className="ticks", **{"aria-hidden": "true"})
    return piece("div", piece("h3", scale.title), words, className="upright-axis")


def _lanes(events: Sequence[Event], scale: Scale, palette: Palette) -> list[Piece]:
    """The agents of one protocol with something in the section; a printed none is its word."""
    made: list[Piece] = []
    for (_, agent), group in groupby(events, key=lambda event: (event.role, event.agent)):
        own = list(group)
        if not agent and scale.name == "days":
            made.append(_none(own[0]))
        dated = [event for event in own if not event.undated]
        made += [
            _lane(row, scale, palette)
            for row in rows_of(dated)
            if any(scale.shows(event) for event in row)
        ]
    return made


def _none(event: Event) -> Piece:
    label = piece("span", piece("b", NONE), f" {event.role_label}", className="lane-label")
    return piece("details", piece("summary", label), _more([event]), className="lane none-printed")


def _lane(row: Sequence[Event], scale: Scale, palette: Palette) -> Piece:
    """The label above the bar; opened, all that the data says."""
    first = row[0]
    name = piece("b", signed(first.agent_class, first.agent_code))
    words = " · ".join(text for text in (first.role_label, *lane_words(row)) if text)
    marks = [mark for event in row if scale.shows(event) for mark in _marks(event, scale)]
    track = piece("span", *marks, className="track", style=colours(first, palette))
    label = piece("span", name, f" {words}", className="lane-label")
    return piece("details", piece("summary", label, track), _more(row), className="lane")


def lane_words(row: Sequence[Event]) -> list[str]:
    """Days, dose, trough and patients of the events in one lane, in short."""
    doses = ", then ".join(_each(short_dose(event.dose) for event in row))
    troughs = ", then ".join(_each(said(event.trough_target) for event in row))
    others = [
        *(f"or {event.alternative_to}" for event in row if said(event.alternative_to)),
        *(arm_of(event) for event in row),
        *(patients_in_short(event) for event in row),
    ]
    words = [
        days_in_words(row),
        typeset(doses),
        f"trough {typeset(troughs)}" if troughs else "",
        *_each(others),
    ]
    return [text for text in words if text]


def _each(texts: Iterable[str]) -> list[str]:
    """The texts that say something, each once."""
    return [text for text in dict.fromkeys(texts) if text]


def _marks(event: Event, scale: Scale) -> list[Piece]:
    """The event on its lane: a mark on a day, a bar, a fade to an end that is not stated."""
    start, end = event.start, event.end
    if event.is_point and start is not None:
        return _dose(event, start, scale)
    made: list[Piece] = []
    if start is not None and end is not None:
        made += _bar(event, start, end, scale)
    elif start is not None and event.end_kind == "ONGOING":
        made += _bar(event, start, scale.high + 1, scale)
        if scale.name == "months":
            made.append(piece("i", className=f"goes-on{depth(event)}"))
    elif start is not None:
        made += _fade(event, start, scale, towards="right")
    elif end is not None:
        made += _fade(event, end, scale, towards="left")
    if event.end_kind == "WEANED" and end is not None:
        made += _fade(event, end, scale, towards="right")
    return made


def _dose(event: Event, day: float, scale: Scale) -> list[Piece]:
    if not scale.low <= day <= scale.high:
        return []
    symbol = SYMBOLS.get(event.role, DOSE_SYMBOL)
    left = f"{scale.percent(day)}%"
    made = [piece("i", className=f"mark {symbol}{depth(event)}", style={"left": left})]
    if event.tolerance:
        made.insert(0, _stretch("whisker", day - event.tolerance, day + event.tolerance, scale))
    return made


def _bar(event: Event, start: float, end: float, scale: Scale) -> list[Piece]:
    low, high = max(start, scale.low), min(end, scale.high)
    if low >= high:
        return []
    cut = (" from-before" if start < scale.low else "") + (" to-later" if end > scale.high else "")
    return [_stretch(f"bar{depth(event)}{_halved(event)}{cut}", low, high, scale)]


def _halved(event: Event) -> str:
    """The class of what some of the patients had: half as high."""
    return " halved" if for_whom(event) == SOME else ""


def _fade(event: Event, known: float, scale: Scale, *, towards: str) -> list[Piece]:
    """From the known day to the open side; faint all along where that day lies elsewhere."""
    inside = scale.low <= known <= scale.high
    if not inside and (known > scale.high) == (towards == "right"):
        return []
    low, high = (known, scale.high) if towards == "right" else (scale.low, known)
    classes = f"fading {towards}{'' if inside else ' faint'}{depth(event)}{_halved(event)}"
    return [_stretch(classes, max(low, scale.low), min(high, scale.high), scale)]


def _stretch(classes: str, low: float, high: float, scale: Scale) -> Piece:
    left = scale.percent(low)
    width = round(scale.percent(high) - left, 2)
    return piece("i", className=classes, style={"left": f"{left}%", "width": f"{width}%"})


def _undated(events: Sequence[Event], palette: Palette) -> list[Piece]:
    """The agents without a day as chips, role by role; opened, all that the data says."""
    own = [event for event in events if event.undated and not event.is_none]
    if not own:
        return []
    rows: list[Markup] = []
    for role, group in groupby(own, key=lambda event: event.role):
        dated = [event for event in events if event.role == role and not event.undated]
        chips = chip_parts(chips_of(list(group), dated, once), palette)
        label = next(event.role_label for event in own if event.role == role)
        rows.append(
            piece("span", piece("span", label, className="role"), *chips, className="of-role")
        )
    head = piece("span", "No day stated:", className="lane-label")
    summary = piece("summary", head, *rows)
    more = [_more([event]) for event in own]
    return [piece("details", summary, *more, className="lane undated")]


def _more(row: Sequence[Event]) -> Piece:
    """The lines of the hover: those of all events of a lane once, the others event by event."""
    lines = [hover_lines(event) for event in row]
    shared = [line for line in lines[0] if all(line in other for other in lines)]
    parts = [_line(line) for line in shared]
    for own in lines if len(lines) > 1 else []:
        others = [_line(line) for line in own if line not in shared]
        parts.append(piece("div", *others, className="one-of-several"))
    return piece("div", *parts, className="lane-more")


def _line(line: tuple[str, str]) -> Piece:
    name, text = line
    if not name:
        return piece("p", piece("b", typeset(text)))
    return piece("p", piece("b", name), f" {typeset(text)}")


def _key(events: Sequence[Event], palette: Palette) -> list[Markup]:
    """The classes drawn, then the looks that say how well a thing is stated."""
    dated = [event for event in events if not event.undated]
    undated = [event for event in events if event.undated and not event.is_none]
    lighter = lighter_in_words(dated)
    looks = (
        ("bar", "Solid: the source states the day", any(not depth(e) for e in dated)),
        ("bar worked", f"Lighter, outlined: the day is {lighter}", any(map(depth, dated))),
        ("fading right", "Fades: that end is not stated", any(map(_fades, dated))),
        ("bar halved", "Half as high: some patients", any(map(_halved, dated))),
        ("goes-on", "Goes on", any(event.end_kind == "ONGOING" for event in dated)),
    )
    entries = [key_item(classes, words, NO_CLASS) for classes, words, drawn in looks if drawn]
    return [*class_key(events, palette), *entries, *whom_key(undated)]


def _fades(event: Event) -> bool:
    is_open = event.end is None and event.end_kind != "ONGOING"
    return event.start is None or is_open or event.end_kind == "WEANED"
