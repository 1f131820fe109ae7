"""Graft function as a swimmer plot: a lane a patient, or a cohort where only a mean is printed.

Cohorts stand by their years, within one the longest function first; each bar says at its end how
it ended. Two panels, the first year in months and the years after it: numeric axes have no
breaks. Time counted from the end of immunosuppression stands below, with its own zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Self

import pandas as pd

from components.figures.empty import NO_FUNCTION, empty_figure
from components.figures.evidence import STATED, WORKED_OUT, fill_of
from components.figures.graft_rows import (
    FROM_ISLETS,
    LOSSES,
    SECTIONS,
    Function,
    end_words,
    functions_of,
    lane_name,
    mass_words,
    shared_masses,
)
from components.figures.outcome_marks import hover, note
from components.figures.text import plain
from components.figures.text_width import lines_of, text_width
from components.figures.timeline.marks import fading
from components.theme import Figure, Palette, Trace, axis, base_layout, tint
from data.queries.outcomes import NO_MASS

NARROWEST = 1040
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
TYPE = 13
MONTH, YEAR = 365.25 / 12, 365.25
SPLIT = YEAR
FIRST_DAYS, LATER_FROM, LAST_DAY = (-7.0, 380.0), 345.0, 1640.0
"""Days of the first panel; where the second begins; and where it ends, if no graft lasts longer."""
PANELS = ("x", "x2")
"""plotly's axes of them."""
MOST_YEARS = 4
"""Ticks of the second panel."""
FIRST_PANEL, GAP = 0.66, 8.0
"""The first year's share of what the labels leave, and the pixels between the panels."""
LABEL_ROOM = 14.6
"""Widths of the type that are kept for the words behind the longest bar."""
BESIDE = 12.0
"""Pixels from a bar's end to its words."""
FAINT = 0.06
"""Opacity of ``up to`` at its latest day."""
LOST, NEVER, OPEN, ON, WEANED = "x", "circle-x-open", "circle", "triangle-right", "triangle-down"
SIZES = {LOST: 15, NEVER: 15, OPEN: 13, ON: 14, WEANED: 10}
SIGN_WORDS = {
    WEANED: "Weaning begins, by protocol",
    LOST: "Function lost",
    NEVER: "Never functioned (primary non-function)",
    ON: "Function went on for longer",
    OPEN: "Not stated whether lost then or still functioning",
}
UNTIL, UP_TO, SPREAD = "until", "up to", "± as printed"
KEY_WORDS = {
    UNTIL: "Light: until some day before",
    UP_TO: "Fading: up to this long",
    WEANED: SIGN_WORDS[WEANED],
    SPREAD: "± as printed",
}
"""Signs that no words beside their bars explain -> their words in the key."""
MASS_TITLE = "Islet mass, IEQ/kg"
SCALE_WORDS = {
    FROM_ISLETS: "Months from the islets",
    "END_OF_IMMUNOSUPPRESSION": "Months from the end",
}


@dataclass(frozen=True)
class GraftRoom:
    """The room of the figure in its own unit: pixels on the screen, points on a slide.

    Attributes:
        size: the type in whose widths texts are measured.
        lane, line: heights of a lane and of a line of its words.
        last: the last day of the second panel.
        bar, key, scale, gap: heights of a bar, the key's row, a scale and between cohorts.
    """

    width: float
    size: float = TYPE
    lane: float = 29
    line: float = 17
    bar: float = 15
    key: float = 30
    scale: float = 22
    gap: float = 11
    last: float = LAST_DAY

    def for_rows(self, rows: Iterable[Function]) -> Self:
        """The room with a second panel as long as the longest of these functions."""
        return replace(self, last=last_day(rows))

    def days(self, panel: str) -> tuple[float, float]:
        """First and last day of a panel."""
        return FIRST_DAYS if panel == "x" else (LATER_FROM, self.last)

    @property
    def gutter(self) -> float:
        """For cohorts and lanes on the left."""
        return 15.4 * self.size

    @property
    def mass(self) -> float:
        """For islet masses on the right."""
        return 10.4 * self.size

    @property
    def plot(self) -> float:
        return self.width - self.gutter - self.mass

    @property
    def panels(self) -> dict[str, tuple[float, float]]:
        """plotly axis -> its left and right edge from the plot's."""
        both = self.plot - LABEL_ROOM * self.size - GAP
        edge = both * FIRST_PANEL
        return {"x": (0.0, edge), "x2": (edge + GAP, both + GAP)}

    def x(self, panel: str, day: float) -> float:
        """A day's distance from the left edge of the plot."""
        (low, high), (left, right) = self.days(panel), self.panels[panel]
        return left + (day - low) / (high - low) * (right - left)


@dataclass(frozen=True)
class GraftLane:
    """One graft's function, the middle and height of its lane, and its words in lines."""

    row: Function
    middle: float
    height: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Sign:
    """A symbol on a day of a lane."""

    symbol: str
    day: float
    lane: GraftLane

    @property
    def axis(self) -> str:
        return axis_of(self.day)


@dataclass(frozen=True)
class PlacedGrafts:
    """All that has a place, from the top down; middles and heights in the room's unit.

    Attributes:
        cohorts: (name, middle) of each at its first lane.
        titles: (words, middle) of sections with another day 0.
        scales: (day 0, middle).
        rules: heights of the lines between cohorts.
    """

    lanes: tuple[GraftLane, ...]
    cohorts: tuple[tuple[str, float], ...]
    titles: tuple[tuple[str, float], ...]
    scales: tuple[tuple[str, float], ...]
    rules: tuple[float, ...]
    height: float


def last_day(rows: Iterable[Function]) -> float:
    """The last day of the second panel: behind the longest function, its ± and weaning."""
    ends = [day + (row.spread or 0.0) for row in rows for day in (row.days, row.weaning) if day]
    return max([LAST_DAY, *(end + MONTH for end in ends)])


def slate_of(palette: Palette) -> str:
    """The bars' colour: no class of agents has it, and signs of ink stand out on it."""
    return tint(palette.muted, palette.background, 0.8)


def axis_of(day: float) -> str:
    return "x" if day <= SPLIT else "x2"


def words_at(row: Function) -> tuple[str, float]:
    """The panel and the day behind which the words of a lane stand."""
    day = 0.0 if row.never or row.days is None else row.days
    end = day + (row.spread or 0.0)
    return axis_of(day), end


def placed(rows: Sequence[Function], room: GraftRoom) -> PlacedGrafts:
    """Lanes, names and scales below the key."""
    lanes: list[GraftLane] = []
    cohorts: list[tuple[str, float]] = []
    titles: list[tuple[str, float]] = []
    scales: list[tuple[str, float]] = []
    rules: list[float] = []
    top = room.key
    for zero, title in SECTIONS.items():
        own = [row for row in rows if row.day_zero == zero]
        if own and title:
            top += room.gap
            titles.append((title, top + room.scale / 2))
            rules.append(top)
            top += room.scale
        if own:
            scales.append((zero, top + room.scale / 2))
            top += room.scale
        for place, cohort in enumerate(dict.fromkeys(row.cohort for row in own)):
            if place:
                rules.append(top + room.gap / 2)
                top += room.gap
            for row in (row for row in own if row.cohort == cohort):
                lane = _lane(row, top, room)
                if not cohorts or cohorts[-1][0] != cohort or lanes[-1].row.day_zero != zero:
                    cohorts.append((cohort, lane.middle))
                lanes.append(lane)
                top += lane.height
    return PlacedGrafts(
        tuple(lanes), tuple(cohorts), tuple(titles), tuple(scales), tuple(rules), top
    )


def _lane(row: Function, top: float, room: GraftRoom) -> GraftLane:
    left = room.x(*words_at(row)) + BESIDE
    words = _broken(end_words(row), room.size, room.plot - left)
    height = max(room.lane, len(words) * room.line + 2)
    return GraftLane(row, top + height / 2, height, tuple(words))


def _broken(words: str, size: float, width: float) -> list[str]:
    """Words in one line where they fit, else a line for each of their statements."""
    if text_width(words, size) <= width:
        return [words]
    lines = words.replace("; ", ";\n").split("\n")
    return [part for line in lines for part in lines_of(line, size, width)]


def signs_of(lane: GraftLane) -> list[Sign]:
    """The symbols of a lane: weaning, and how function ended where its day is known.

    A mean has no sign but its ±: no graft was lost on that day.
    """
    row = lane.row
    found = []
    if row.weaning is not None:
        found.append(Sign(WEANED, row.weaning, lane))
    if row.never:
        return [*found, Sign(NEVER, 0, lane)]
    if row.days is None or row.fades or row.qualifier == "MEAN":
        return found
    if row.qualifier == "AT_LEAST":
        return [*found, Sign(ON, row.days, lane)]
    return [*found, Sign(LOST if row.end in LOSSES else OPEN, row.days, lane)]


def pieces_of(lane: GraftLane) -> list[tuple[str, float, float]]:
    """The bar of a lane cut at the panels' border: (axis, start, end)."""
    days = lane.row.days
    return [] if days is None or lane.row.fades else _cut(days)


def fades_of(lane: GraftLane) -> list[tuple[str, float, float, float, float]]:
    """The fade of a lane cut likewise: (axis, start, end, opacity there and here)."""
    days = lane.row.days
    if days is None or not lane.row.fades:
        return []
    return [
        (panel, start, end, _opacity(start, days), _opacity(end, days))
        for panel, start, end in _cut(days)
    ]


def _opacity(day: float, last: float) -> float:
    """Full at day 0, all but gone at the last day."""
    return 1 - (1 - FAINT) * day / last


def _cut(days: float) -> list[tuple[str, float, float]]:
    """Days from 0 on as pieces of the panels."""
    if days <= SPLIT:
        return [("x", 0, days)]
    return [("x", 0, FIRST_DAYS[1]), ("x2", LATER_FROM, days)]


def key_entries(lanes: Sequence[GraftLane]) -> list[str]:
    """The signs of the key: those drawn that no words beside them explain."""
    rows = [lane.row for lane in lanes]
    drawn = {
        UNTIL: any(row.qualifier == "BY" for row in rows),
        UP_TO: any(row.fades for row in rows),
        WEANED: any(row.weaning is not None for row in rows),
        SPREAD: any(row.spread is not None for row in rows),
    }
    return [sign for sign in KEY_WORDS if drawn[sign]]


ICON, BETWEEN = 24.0, 20.0
"""The room of a sign of the key before its words, and between entries."""


def key_places(lanes: Sequence[GraftLane], room: GraftRoom) -> list[tuple[str, float]]:
    """Each sign of the key with its distance from the plot's left edge."""
    left, places = 0.0, []
    for sign in key_entries(lanes):
        places.append((sign, left))
        left += ICON + text_width(KEY_WORDS[sign], room.size) + BETWEEN
    return places


def ticks_of(zero: str, last: float = LAST_DAY) -> list[tuple[str, float, str]]:
    """(axis, day, text) of a section's scale; the years serve the counts from the islets only.

    last: the last day of the second panel.
    """
    months = [("x", month * MONTH, str(month)) for month in range(13)]
    if zero != FROM_ISLETS:
        return months
    whole = int(last / YEAR)
    step = ceil(whole / MOST_YEARS)
    years = range(max(2, step), whole + 1, step)
    return months + [("x2", year * YEAR, f"{year} y") for year in years]


def swimmer_plot(frame: pd.DataFrame, palette: Palette, width: float = NARROWEST) -> Figure:
    """frame: columns of ``queries.outcomes.graft_function``; width: the least it is shown at."""
    if frame.empty:
        return empty_figure(NO_FUNCTION, palette)
    rows = functions_of(frame)
    room = GraftRoom(max(width, NARROWEST)).for_rows(rows)
    place = placed(rows, room)
    lanes = place.lanes
    data = [
        *_bars(lanes, room, palette),
        *_fades(lanes, room, palette),
        *_spreads(lanes, palette),
        *_sign_traces([sign for lane in lanes for sign in signs_of(lane)], room, palette),
        *_key(lanes, room, palette),
    ]
    layout = _layout(place, room, palette)
    layout["annotations"] = [
        *_scale_notes(place, room, palette),
        *_names(place, room, palette),
        *_end_notes(lanes, palette),
        *_masses(lanes, palette),
    ]
    layout["shapes"] = _shapes(place, room, palette)
    return {"data": data, "layout": layout}


def _bar_trace(panel: str, name: str, lanes: Sequence[GraftLane], **look: Any) -> list[Trace]:
    pieces = [
        (start, end, lane) for lane in lanes for on, start, end in pieces_of(lane) if on == panel
    ]
    if not pieces:
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "xaxis": panel,
            "yaxis": "y",
            "base": [start for start, _, _ in pieces],
            "x": [end - start for start, end, _ in pieces],
            "y": [lane.middle for _, _, lane in pieces],
            "hovertext": [hover_of(lane.row) for _, _, lane in pieces],
            "hoverinfo": "text",
            **look,
        }
    ]


def _bars(lanes: Sequence[GraftLane], room: GraftRoom, palette: Palette) -> list[Trace]:
    """Stated function is solid; function until some day before is lighter, with an outline."""
    traces = []
    for name, evidence in (("function", STATED), ("function, at most", WORKED_OUT)):
        look = fill_of(evidence, slate_of(palette), palette)
        marker = {"color": look.fill, "line": {"color": look.line, "width": 1}}
        own = [lane for lane in lanes if (lane.row.qualifier == "BY") == (evidence == WORKED_OUT)]
        for panel in PANELS:
            traces += _bar_trace(panel, name, own, width=room.bar, marker=marker)
    return traces


def _fades(lanes: Sequence[GraftLane], room: GraftRoom, palette: Palette) -> list[Trace]:
    """``Up to``: full at day 0, gone at the latest day that the source allows."""
    return [
        _fade(panel, (start, end), lane.middle, room.bar, opacity, palette)
        | {
            "name": "function, up to",
            "hoveron": "fills",
            "text": hover_of(lane.row),
            "hoverinfo": "text",
        }
        for lane in lanes
        for panel, start, end, *opacity in fades_of(lane)
    ]


def _fade(
    panel: str,
    days: tuple[float, float],
    middle: float,
    height: float,
    opacity: Sequence[float],
    palette: Palette,
) -> Trace:
    first, last = opacity
    box = fading(days, middle, height, slate_of(palette), (first, last))
    return {**box, "xaxis": panel, "yaxis": "y"}


def _whisker(panel: str, xs: list[float], ys: list[float], spreads: list[float], ink: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": SPREAD,
        "xaxis": panel,
        "yaxis": "y",
        "x": xs,
        "y": ys,
        "marker": {"size": 1, "color": ink},
        "error_x": {"type": "data", "array": spreads, "color": ink, "thickness": 2, "width": 6},
        "hoverinfo": "skip",
    }


def _spreads(lanes: Sequence[GraftLane], palette: Palette) -> list[Trace]:
    """± as printed through the bar's end."""
    traces = []
    for panel in PANELS:
        means = [
            (lane.row.days, lane.middle, lane.row.spread)
            for lane in lanes
            if lane.row.days is not None
            and lane.row.spread is not None
            and axis_of(lane.row.days) == panel
        ]
        if means:
            xs, ys, spreads = (list(each) for each in zip(*means, strict=True))
            traces.append(_whisker(panel, xs, ys, spreads, palette.text))
    return traces


def _sign_look(symbol: str, palette: Palette) -> dict[str, Any]:
    """A halo in the ground's colour parts a sign from its bar; an open one is the ground inside."""
    is_open = symbol in (OPEN, NEVER)
    return {
        "symbol": symbol,
        "size": SIZES[symbol],
        "color": palette.background if symbol == OPEN else palette.text,
        "line": {
            "width": 2 if is_open else 1,
            "color": palette.text if is_open else palette.background,
        },
    }


def _sign_traces(signs: Sequence[Sign], room: GraftRoom, palette: Palette) -> list[Trace]:
    traces = []
    for symbol in SIGN_WORDS:
        # weaning stands above the bar, so that it does not hide how function ended
        lift = room.bar / 2 + 4 if symbol == WEANED else 0
        for panel in PANELS:
            own = [sign for sign in signs if sign.symbol == symbol and sign.axis == panel]
            if own:
                traces.append(
                    {
                        "type": "scatter",
                        "mode": "markers",
                        "name": SIGN_WORDS[symbol],
                        "xaxis": panel,
                        "yaxis": "y",
                        "x": [sign.day for sign in own],
                        "y": [sign.lane.middle - lift for sign in own],
                        "marker": _sign_look(symbol, palette),
                        "cliponaxis": False,
                        "hovertext": [hover_of(sign.lane.row) for sign in own],
                        "hoverinfo": "text",
                    }
                )
    return traces


def hover_of(row: Function) -> str:
    """All that the source says of a lane."""
    return hover(
        row.label,
        f"{row.printed} ({row.qualifier_words.lower()})",
        f"{row.patients}; islet mass: {row.mass}",
        row.end_words,
        f"Insulin-independent: {row.independence}" if row.independence else "",
        row.remark,
        f"Where: {row.locator}",
    )


def _key(lanes: Sequence[GraftLane], room: GraftRoom, palette: Palette) -> list[Trace]:
    """One row above the lanes, on an axis in pixels of its own."""
    places, y = key_places(lanes, room), room.key / 2 - 4
    if not places:
        return []
    words = {
        "type": "scatter",
        "mode": "text",
        "name": "key",
        "xaxis": "x3",
        "yaxis": "y",
        "x": [left + ICON for _, left in places],
        "y": [y] * len(places),
        "text": [KEY_WORDS[sign] for sign, _ in places],
        "textposition": "middle right",
        "textfont": {"size": TYPE, "color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return [*(_key_sign(sign, left, y, palette) for sign, left in places), words]


def _key_sign(sign: str, left: float, y: float, palette: Palette) -> Trace:
    middle, width = left + (ICON - 4) / 2, ICON - 6
    if sign == UP_TO:
        return _fade("x3", (left, left + width), y, 12, (1, FAINT), palette)
    if sign == SPREAD:
        return _whisker("x3", [middle], [y], [width / 2], palette.text) | {"name": "key"}
    if sign == UNTIL:
        look = fill_of(WORKED_OUT, slate_of(palette), palette)
        return {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x3",
            "yaxis": "y",
            "base": [left],
            "x": [width],
            "y": [y],
            "width": 12,
            "marker": {"color": look.fill, "line": {"color": look.line, "width": 1}},
            "hoverinfo": "skip",
        }
    return {
        "type": "scatter",
        "mode": "markers",
        "xaxis": "x3",
        "yaxis": "y",
        "x": [middle],
        "y": [y],
        "marker": _sign_look(sign, palette),
        "hoverinfo": "skip",
    }


def _scale_notes(place: PlacedGrafts, room: GraftRoom, palette: Palette) -> list[dict[str, Any]]:
    """The numbers of each scale, what they count in the gutter, and the title of the masses."""
    gutter = {"xref": "paper", "xshift": -room.gutter}
    notes = [
        note(text, day, y, palette.muted, xref=panel, xanchor="center")
        for zero, y in place.scales
        for panel, day, text in ticks_of(zero, room.last)
    ]
    notes += [note(SCALE_WORDS[zero], 0, y, palette.muted, **gutter) for zero, y in place.scales]
    notes += [
        note(f"<b>{plain(words)}</b>", 0, y, palette.text, **gutter) for words, y in place.titles
    ]
    if place.scales and place.scales[0][0] == FROM_ISLETS:
        y = place.scales[0][1]
        notes.append(note(MASS_TITLE, 1, y, palette.muted, xref="paper", xshift=10))
    return notes


def _names(place: PlacedGrafts, room: GraftRoom, palette: Palette) -> list[dict[str, Any]]:
    """Cohorts at the left, lanes beside their bars."""
    return [
        *(
            note(f"<b>{plain(name)}</b>", 0, y, palette.text, xref="paper", xshift=-room.gutter)
            for name, y in place.cohorts
        ),
        *(
            note(
                plain(lane_name(lane.row)),
                0,
                lane.middle,
                palette.text,
                xref="paper",
                xanchor="right",
                xshift=-12,
            )
            for lane in place.lanes
        ),
    ]


def _end_notes(lanes: Sequence[GraftLane], palette: Palette) -> list[dict[str, Any]]:
    """At each bar's end how it ended."""
    notes = []
    for lane in lanes:
        panel, day = words_at(lane.row)
        text = "<br>".join(map(plain, lane.words))
        notes.append(note(text, day, lane.middle, palette.text, xref=panel, xshift=BESIDE))
    return notes


def _masses(lanes: Sequence[GraftLane], palette: Palette) -> list[dict[str, Any]]:
    """The islet masses at the right; one mean of several lanes stands once, in their middle."""
    at: dict[str, Any] = {"xref": "paper", "xshift": 10}
    spans = shared_masses([lane.row for lane in lanes])
    shared = {place for first, last in spans for place in range(first, last + 1)}
    notes = [
        note(plain(mass_words(lane.row)), 1, lane.middle, mass_ink(lane.row, palette), **at)
        for place, lane in enumerate(lanes)
        if place not in shared and mass_words(lane.row)
    ]
    for first, last in spans:
        middle = (lanes[first].middle + lanes[last].middle) / 2
        text = "<br>".join(map(plain, shared_words(lanes[first].row)))
        notes.append(note(text, 1, middle, palette.text, **at))
    return notes


def mass_ink(row: Function, palette: Palette) -> str:
    return palette.muted if row.mass == NO_MASS else palette.text


def shared_words(row: Function) -> tuple[str, str]:
    """A mean of several lanes in two lines: the number, and whose mean it is."""
    number, _, whose = mass_words(row).partition(" (")
    return number, whose.removesuffix(")")


def _layout(place: PlacedGrafts, room: GraftRoom, palette: Palette) -> dict[str, Any]:
    layout = base_layout(palette, height=round(place.height + 8))
    layout["margin"] = {"l": round(room.gutter), "r": round(room.mass), "t": 4, "b": 4}
    layout |= {"barmode": "overlay", "hovermode": "closest", "hoverdistance": 14}
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    layout["yaxis"] = axis(palette, **hidden, range=[place.height, 0])
    layout["xaxis3"] = axis(palette, **hidden, range=[0, room.plot], domain=[0, 1], anchor="y")
    for panel in PANELS:
        domain = [edge / room.plot for edge in room.panels[panel]]
        layout[panel.replace("x", "xaxis")] = axis(
            palette, **hidden, range=list(room.days(panel)), domain=domain, anchor="y"
        )
    return layout


def _line(ink: str, width: float, **at: Any) -> dict[str, Any]:
    return {"type": "line", "layer": "below", "line": {"color": ink, "width": width}, **at}


def _shapes(place: PlacedGrafts, room: GraftRoom, palette: Palette) -> list[dict[str, Any]]:
    """Lines of each scale through its lanes, the ground of the years, rules, shared masses."""
    shapes: list[dict[str, Any]] = []
    for zero, y in place.scales:
        top, bottom = y + room.scale / 2, foot_of(place, zero)
        upright = {"yref": "y", "y0": top, "y1": bottom}
        if zero == FROM_ISLETS:
            ground = tint(palette.grid, palette.background, 0.35)
            over = {"xref": "x2 domain", "x0": 0, "x1": 1, **upright}
            shapes.append(
                {
                    "type": "rect",
                    "layer": "below",
                    "line": {"width": 0},
                    "fillcolor": ground,
                    **over,
                }
            )
        for panel, day, _ in ticks_of(zero, room.last):
            ink, width = (palette.grid, 1) if day else (palette.day_zero, 1.5)
            shapes.append(_line(ink, width, xref=panel, x0=day, x1=day, **upright))
    across = {"xref": "paper", "x0": -room.gutter / room.plot, "x1": 1 + room.mass / room.plot}
    shapes += [_line(palette.border, 1, yref="y", y0=y, y1=y, **across) for y in place.rules]
    for first, last in shared_masses([lane.row for lane in place.lanes]):
        top, bottom = (place.lanes[n].middle for n in (first, last))
        beside = {"xref": "paper", "x0": 1 + 4 / room.plot, "x1": 1 + 4 / room.plot}
        half = room.lane / 2 - 3
        shapes.append(
            _line(palette.muted, 1.5, yref="y", y0=top - half, y1=bottom + half, **beside)
        )
    return shapes


def foot_of(place: PlacedGrafts, zero: str) -> float:
    """The lower edge of a section's last lane."""
    return max(lane.middle + lane.height / 2 for lane in place.lanes if lane.row.day_zero == zero)
