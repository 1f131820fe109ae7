"""Marks: how an event is drawn in a panel, and the traces made of all marks.

Solid: the source states the days. Lighter with an outline: the days are worked out. Half as high:
some of the patients. A fade: that end is not stated. An arrow: the end is open. What has no day
at all is a chip and no mark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from components.figures.chips import DOSE_SYMBOL as DOSE_SHAPE
from components.figures.chips import SYMBOLS as SHAPES
from components.figures.evidence import (
    PART,
    SOME,
    STATED,
    WORKED_OUT,
    evidence_of,
    fill_of,
    for_whom,
)
from components.figures.timeline.events import Event
from components.figures.timeline.lanes import Lane, Window
from components.theme import Palette, Trace, channels

SPAN = 14
SYMBOLS = {"GRAFT": (SHAPES["GRAFT"], 15), "CELL_INFUSION": (SHAPES["CELL_INFUSION"], 13)}
DOSE_SYMBOL = (DOSE_SHAPE, 11)
ARROW = ("triangle-right", 15)
LIMIT = ("line-ns", SPAN)
FAINT, FULL = 0.04, 0.8
"""Opacity at the open and at the known end of a fade."""
BEYOND = 1.6
"""A fade whose known end lies outside the window is drawn as if that end were this far off."""

INFERRED = WORKED_OUT


@dataclass(frozen=True)
class Bar:
    """A stretch of a lane; ``style`` is stated or worked out."""

    axis: str
    start: float
    end: float
    middle: float
    style: str
    event: Event


@dataclass(frozen=True)
class FadingEnd:
    """A stretch that fades out; ``opacity`` at its left and right edge."""

    axis: str
    start: float
    end: float
    middle: float
    opacity: tuple[float, float]
    event: Event


@dataclass(frozen=True)
class DayMark:
    """A mark on one day. ``symbol`` is plotly's, ``size`` in pixels."""

    axis: str
    day: float
    middle: float
    symbol: str
    size: int
    event: Event


@dataclass(frozen=True)
class Marks:
    """All marks of a figure, by the way in which they are drawn."""

    bars: tuple[Bar, ...]
    fades: tuple[FadingEnd, ...]
    points: tuple[DayMark, ...]
    arrows: tuple[DayMark, ...]
    limits: tuple[DayMark, ...]

    @property
    def classes(self) -> dict[str, str]:
        """The agent classes that are drawn: code -> words."""
        return {event.agent_class: event.class_label for event in self.events}

    @property
    def events(self) -> list[Event]:
        """The events of the marks, one a mark."""
        return [
            *(bar.event for bar in self.bars),
            *(fade.event for fade in self.fades),
            *(point.event for point in (*self.points, *self.arrows)),
        ]


def thick(event: Event) -> float:
    """The height of an event's bar in pixels: half of it where some of the patients had it."""
    return SPAN * (PART if for_whom(event) == SOME else 1.0)


def _bars(
    event: Event, lane: Lane, panels: Sequence[Window], start: float, end: float
) -> list[Bar]:
    return [
        Bar(panel.axis, *part, lane.middle, evidence_of(event), event)
        for panel in panels
        if (part := panel.clip(start, end))
    ]


def _fades(
    event: Event, lane: Lane, panels: Sequence[Window], open_day: float, known_day: float
) -> list[FadingEnd]:
    """From the known day to the open one, fading evenly on the screen."""
    first, last = panels[0], panels[-1]

    def pixel(day: float) -> float:
        for panel in panels:
            if panel.holds(day):
                return panel.pixel(day)
        return last.right * BEYOND if day > last.high else first.left - last.right * (BEYOND - 1)

    edge = last.right if open_day > known_day else first.left
    known = pixel(known_day)
    reach = known - edge or 1.0

    def opacity(position: float) -> float:
        share = min(max((position - edge) / reach, 0.0), 1.0)
        return round(FAINT + (FULL - FAINT) * share, 3)

    return [
        FadingEnd(
            panel.axis,
            *part,
            lane.middle,
            (opacity(panel.pixel(part[0])), opacity(panel.pixel(part[1]))),
            event,
        )
        for panel in panels
        if (part := panel.clip(min(open_day, known_day), max(open_day, known_day)))
    ]


def _points(
    event: Event, lane: Lane, panels: Sequence[Window], day: float, symbol: tuple[str, int]
) -> list[DayMark]:
    return [
        DayMark(panel.axis, day, lane.middle, *symbol, event)
        for panel in panels
        if panel.holds(day)
    ]


def marks(lanes: Iterable[Lane], panels: Sequence[Window]) -> Marks:
    """Every mark of the lanes in every panel."""
    bars: list[Bar] = []
    fades: list[FadingEnd] = []
    points: list[DayMark] = []
    arrows: list[DayMark] = []
    limits: list[DayMark] = []
    low, high = float("-inf"), float("inf")
    for lane in lanes:
        for event in lane.events:
            place = (event, lane, panels)
            if event.is_point and event.start is not None:
                symbol = SYMBOLS.get(event.role, DOSE_SYMBOL)
                points += _points(*place, event.start, symbol)
            elif event.start is not None and event.end is not None:
                bars += _bars(*place, event.start, event.end)
            elif event.start is not None and event.end_kind == "ONGOING":
                bars += _bars(*place, event.start, high)
                if event.start < panels[-1].high:
                    edge = panels[-1]
                    arrows.append(DayMark(edge.axis, edge.high, lane.middle, *ARROW, event))
            elif event.start is not None:
                fades += _fades(*place, high, event.start)
                limits += _points(*place, event.start, LIMIT)
            elif event.end is not None:
                fades += _fades(*place, low, event.end)
                limits += _points(*place, event.end, LIMIT)
            if event.end_kind == "WEANED" and event.end is not None:
                fades += _fades(*place, high, event.end)
    return Marks(tuple(bars), tuple(fades), tuple(points), tuple(arrows), tuple(limits))


def rgba(colour: str, opacity: float) -> str:
    """A ``#rrggbb`` colour with an opacity."""
    return f"rgba({', '.join(str(part) for part in channels(colour))}, {opacity:g})"


def fading(
    ends: tuple[float, float],
    middle: float,
    height: float,
    colour: str,
    opacity: tuple[float, float],
) -> Trace:
    """A box whose colour goes from one opacity at its left end to another at its right.

    The trace has no axes of its own; ends, middle and height are in their units.
    """
    start, end = ends
    low, high = middle - height / 2, middle + height / 2
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [start, end, end, start, start],
        "y": [low, low, high, high, low],
        "line": {"width": 0},
        "fill": "toself",
        "fillgradient": {
            "type": "horizontal",
            "colorscale": [[0, rgba(colour, opacity[0])], [1, rgba(colour, opacity[1])]],
        },
        "hoverinfo": "skip",
    }


def bar_look(style: str, colour: str, palette: Palette) -> dict[str, Any]:
    """Fill and outline of a bar: scalar keys of plotly's ``marker``."""
    look = fill_of(style, colour, palette)
    return {
        "color": look.fill,
        "line": {"color": look.line, "width": 1 if style == STATED else 1.5},
    }


def _bar_trace(name: str, bars: Sequence[Bar], palette: Palette) -> list[Trace]:
    """One trace an axis, style and class."""
    traces = []
    for axis in dict.fromkeys(bar.axis for bar in bars):
        for code in dict.fromkeys(bar.event.agent_class for bar in bars):
            own = [b for b in bars if b.axis == axis and b.event.agent_class == code]
            if not own:
                continue
            traces.append(
                {
                    "type": "bar",
                    "name": f"{name}, {own[0].event.class_label}",
                    "orientation": "h",
                    "xaxis": axis,
                    "yaxis": "y",
                    "base": [bar.start for bar in own],
                    "x": [bar.end - bar.start for bar in own],
                    "y": [bar.middle for bar in own],
                    "width": [thick(bar.event) for bar in own],
                    "marker": bar_look(name, palette.agent_class[code], palette),
                    "hovertext": [bar.event.hover for bar in own],
                    "hovertemplate": "%{hovertext}<extra></extra>",
                }
            )
    return traces


def _fade_trace(fade: FadingEnd, palette: Palette) -> Trace:
    colour = palette.agent_class[fade.event.agent_class]
    return {
        **fading((fade.start, fade.end), fade.middle, thick(fade.event), colour, fade.opacity),
        "name": f"fade, {fade.event.class_label}",
        "xaxis": fade.axis,
        "yaxis": "y",
    }


def _hover_trace(axis: str, fades: Sequence[FadingEnd]) -> Trace:
    """Bars that nobody sees, so that a fade answers the pointer like a bar."""
    own = [fade for fade in fades if fade.axis == axis]
    return {
        "type": "bar",
        "name": "fade",
        "orientation": "h",
        "xaxis": axis,
        "yaxis": "y",
        "base": [fade.start for fade in own],
        "x": [fade.end - fade.start for fade in own],
        "y": [fade.middle for fade in own],
        "width": [SPAN for _ in own],
        "marker": {"color": "rgba(0, 0, 0, 0)", "line": {"width": 0}},
        "hovertext": [fade.event.hover for fade in own],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def point_look(points: Sequence[DayMark], palette: Palette) -> dict[str, Any]:
    """Plotly's ``marker`` of points: solid where the day is stated, lighter where worked out."""
    looks = [
        fill_of(
            STATED if point.symbol in (ARROW[0], LIMIT[0]) else evidence_of(point.event),
            palette.agent_class[point.event.agent_class],
            palette,
        )
        for point in points
    ]
    lined = [
        look.fill != look.line or p.symbol == LIMIT[0]
        for look, p in zip(looks, points, strict=True)
    ]
    return {
        "symbol": [point.symbol for point in points],
        "size": [point.size for point in points],
        "opacity": 1,
        "color": [look.fill for look in looks],
        "line": {
            "color": [
                look.line if line else palette.background
                for look, line in zip(looks, lined, strict=True)
            ],
            "width": [2.5 if line else 1 for line in lined],
        },
    }


def _point_trace(name: str, axis: str, points: Sequence[DayMark], palette: Palette) -> Trace:
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers",
        "xaxis": axis,
        "yaxis": "y",
        "x": [point.day for point in points],
        "y": [point.middle for point in points],
        "marker": point_look(points, palette),
        "cliponaxis": False,
        "hovertext": [point.event.hover for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _tolerance_trace(axis: str, points: Sequence[DayMark], palette: Palette) -> Trace:
    """Whiskers on either side of a day, behind its mark."""
    return {
        "type": "scatter",
        "name": "tolerance",
        "mode": "markers",
        "xaxis": axis,
        "yaxis": "y",
        "x": [point.day for point in points],
        "y": [point.middle for point in points],
        "marker": {"size": 1, "color": palette.text},
        "error_x": {
            "type": "data",
            "array": [point.event.tolerance for point in points],
            "color": palette.text,
            "thickness": 2,
            "width": 6,
        },
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def traces(drawn: Marks, palette: Palette) -> list[Trace]:
    """The marks as plotly traces, the lowest layer first."""
    made: list[Trace] = []
    for style in (WORKED_OUT, STATED):
        made += _bar_trace(style, [bar for bar in drawn.bars if bar.style == style], palette)
    made += [_fade_trace(fade, palette) for fade in drawn.fades]
    made += [
        _hover_trace(axis, drawn.fades) for axis in dict.fromkeys(fade.axis for fade in drawn.fades)
    ]
    tolerant = [point for point in drawn.points if point.event.tolerance]
    made += [
        _tolerance_trace(axis, [p for p in tolerant if p.axis == axis], palette)
        for axis in dict.fromkeys(point.axis for point in tolerant)
    ]
    for name, points in (
        ("limit", drawn.limits),
        ("day", drawn.points),
        ("open end", drawn.arrows),
    ):
        made += [
            _point_trace(name, axis, [p for p in points if p.axis == axis], palette)
            for axis in dict.fromkeys(point.axis for point in points)
        ]
    return made
