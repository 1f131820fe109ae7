"""The course of one trial on a time axis: actual dates filled, estimated hollow, earlier as rings.

``course_of`` lays it out for figure and slide alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

import pandas as pd

from components.figures.empty import empty_figure
from components.figures.text import LINE_BREAK, plain, wrapped
from components.figures.text_width import lines_of, text_width
from components.theme import Palette, axis, base_layout, note
from data.queries.trial_course import (
    ENROLMENT,
    EVENTS,
    MOST_GROUPS,
    NOW,
    OF_REGISTRY,
    REASON,
    STARTED,
    STARTED_LABEL,
    THEN,
)

NO_COURSE = "The record states no date and no enrolment."
WIDTH, NARROWEST = 1040.0, 800
TYPE, LINE = 13, 18.0
ROW, TOP, LEFT, RIGHT = 42.0, 34.0, 150.0, 16.0
GAP = 14.0
"""Pixels above each paragraph of words below the axis."""
LEAST_SPAN, MOST_WORDS = 365, 0.35
"""Days that the axis spans at least, and the share of its width that words at an end may take."""
MOST_TICKS = 9
MARK, RING = 13, 19
ACTUAL = "ACTUAL"
HOVER_WIDTH = 60
MOST_LINES = 6


@dataclass(frozen=True)
class CourseMark:
    """A date of the record or of an earlier reading; first and last: the days it may be."""

    event: str
    words: str
    first: date
    last: date
    is_filled: bool
    is_of_registry: bool
    is_earlier: bool
    reading: str

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True)
class Course:
    """The lanes of dates with their marks, the ends of the axis, and the words below it.

    Attributes:
        lanes: words of an event and its marks.
        words: heading and text of each paragraph.
    """

    lanes: tuple[tuple[str, tuple[CourseMark, ...]], ...]
    start: date
    end: date
    words: tuple[tuple[str, str], ...]

    @property
    def ticks(self) -> list[int]:
        """The years that the axis names."""
        years = range(self.start.year + 1, self.end.year + 1)
        step = max(1, -(-len(years) // MOST_TICKS))
        return list(years)[::step]

    def share_of_year(self, year: int) -> float:
        """The place of the first day of a year."""
        return self.share(date(year, 1, 1))

    def share(self, day: date) -> float:
        """The place of a day between the ends of the axis, from 0 to 1."""
        return (day - self.start).days / max((self.end - self.start).days, 1)


def course_of(frame: pd.DataFrame, room: float, size: float) -> Course | None:
    """The layout of ``queries.trial_course.trial_course``; none where it has no date.

    room: the width of the axis; size: of the type, in the same unit.
    """
    marks = [_mark(row) for row in frame.to_dict("records") if row["first_day"]]
    if not marks:
        return None
    first, last = min(mark.first for mark in marks), max(mark.last for mark in marks)
    lanes = tuple(
        (label, own)
        for event, label in EVENTS.items()
        if (own := tuple(mark for mark in marks if mark.event == event))
    )
    beside = [each for _, own in lanes for each in label_sides(own)]
    left, right = (
        min(
            max(
                (text_width(words_beside(mark), size) for mark, to in beside if to is side),
                default=0,
            )
            + 2 * GAP,
            room * MOST_WORDS,
        )
        for side in (True, False)
    )
    a_unit = max((last - first).days, LEAST_SPAN) / (room - left - right)
    start = _moved(first, -timedelta(days=ceil(left * a_unit)))
    end = _moved(last, timedelta(days=ceil(right * a_unit)))
    return Course(lanes, start, end, tuple(words_of(frame)))


def _moved(day: date, by: timedelta) -> date:
    """Another day, within those that there are."""
    number = min(max(day.toordinal() + by.days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def _mark(row: dict[Any, Any]) -> CourseMark:
    return CourseMark(
        str(row["event"]),
        str(row["value_words"]),
        date.fromisoformat(row["first_day"]),
        date.fromisoformat(row["last_day"]),
        row["kind"] in (ACTUAL, OF_REGISTRY),
        row["kind"] == OF_REGISTRY,
        row["reading"] == THEN,
        str(row["reading_label"]),
    )


def words_of(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Enrolment now and earlier, the numbers started, the reason of a stop."""
    said: list[tuple[str, str]] = []
    enrolment = frame[frame["event"] == ENROLMENT]
    if len(enrolment):
        texts = [
            row["value_words"]
            if row["reading"] == NOW
            else f"earlier: {row['value_words']} ({row['reading_label']})"
            for row in enrolment.to_dict("records")
        ]
        said.append(("Enrolment", "; ".join(texts)))
    started = frame[frame["event"] == STARTED].to_dict("records")
    if started:
        groups = [f"{row['group']}: {row['value_words']}" for row in started[:MOST_GROUPS]]
        more = len(started) - MOST_GROUPS
        groups += [f"and {more} more groups"] if more > 1 else ["and 1 more group"] * (more == 1)
        said.append((STARTED_LABEL, "; ".join(groups)))
    reasons = frame[(frame["event"] == REASON) & (frame["reading"] == NOW)]
    said += [("Why it stopped", str(text)) for text in reasons["value_words"]]
    return said


def label_sides(marks: Sequence[CourseMark]) -> list[tuple[CourseMark, bool]]:
    """The marks whose words stand beside them, each with whether to the left.

    Of one mark to the right; of several the first to the left and the last to the right.
    """
    ordered = sorted(marks, key=lambda mark: mark.middle)
    now = [mark for mark in ordered if not mark.is_earlier]
    then = [mark for mark in ordered if mark.is_earlier]
    if not now or not then:
        return [((now or then)[-1], False)]
    earlier_first = then[0].middle <= now[0].middle
    other = then[0] if earlier_first else then[-1]
    return [(other, earlier_first), (now[0], not earlier_first)]


def planned_and_actual(
    frame: pd.DataFrame, palette: Palette, width: float = WIDTH
) -> dict[str, Any]:
    """frame: ``queries.trial_course.trial_course``."""
    room = width - LEFT - RIGHT
    course = course_of(frame, room, TYPE)
    if course is None:
        return empty_figure(NO_COURSE, palette)
    paragraphs = [(head, _lines(text, room)) for head, text in course.words]
    lanes = ROW * len(course.lanes)
    below = sum(GAP + LINE * len(lines) for _, lines in paragraphs)
    high = lanes + below + 6
    layout = base_layout(palette, height=round(TOP + high))
    layout["margin"] = {"l": LEFT, "r": RIGHT, "t": TOP, "b": 0}
    layout["hovermode"] = "closest"
    layout["xaxis"] = axis(
        palette,
        type="date",
        side="top",
        range=[course.start.isoformat(), course.end.isoformat()],
        tickvals=[f"{year:04d}-01-01" for year in course.ticks],
        ticktext=[str(year) for year in course.ticks],
        automargin=False,
        showgrid=False,
    )
    layout["yaxis"] = axis(palette, visible=False, range=[high, 0], automargin=False)
    layout["shapes"] = [
        *(_year(year, lanes, palette) for year in course.ticks),
        *(
            shape
            for place, (_, marks) in enumerate(course.lanes)
            for shape in _spans(marks, ROW * (place + 0.5), palette)
        ),
    ]
    layout["annotations"] = [
        *(
            words
            for place, (label, marks) in enumerate(course.lanes)
            for words in _lane_words(label, marks, ROW * (place + 0.5), palette)
        ),
        *_paragraphs(paragraphs, lanes, palette),
    ]
    data = [
        _marks(course, palette, is_earlier=True),
        _marks(course, palette, is_earlier=False),
    ]
    return {"data": data, "layout": layout}


def _lines(text: str, room: float) -> list[str]:
    lines = lines_of(text, TYPE, room) or [""]
    return (
        lines
        if len(lines) <= MOST_LINES
        else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…"]
    )


def _year(year: int, bottom: float, palette: Palette) -> dict[str, Any]:
    day = f"{year:04d}-01-01"
    line = {"color": palette.grid, "width": 1}
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": bottom,
        "line": line,
        "layer": "below",
    }


def _spans(marks: Sequence[CourseMark], y: float, palette: Palette) -> list[dict[str, Any]]:
    """Months of which no day is stated, and the line from an earlier date to that of today."""
    made = [
        {
            "type": "line",
            "x0": mark.first.isoformat(),
            "x1": mark.last.isoformat(),
            "y0": y,
            "y1": y,
            "line": {"color": palette.muted if mark.is_earlier else palette.accent, "width": 5},
            "layer": "below",
        }
        for mark in marks
        if mark.first != mark.last
    ]
    if len(marks) > 1:
        middles = sorted(mark.middle for mark in marks)
        made.append(
            {
                "type": "line",
                "x0": middles[0].isoformat(),
                "x1": middles[-1].isoformat(),
                "y0": y,
                "y1": y,
                "line": {"color": palette.muted, "width": 1.5, "dash": "dot"},
                "layer": "below",
            }
        )
    return made


def _lane_words(
    label: str, marks: Sequence[CourseMark], y: float, palette: Palette
) -> list[dict[str, Any]]:
    head = note(plain(label), 0, y, palette.text, TYPE, xref="paper", xshift=-LEFT + 4)
    return [head] + [
        note(
            plain(words_beside(mark)),
            0,
            y,
            palette.muted if mark.is_earlier else palette.text,
            TYPE,
            xanchor="right" if to_left else "left",
            xshift=-GAP if to_left else GAP,
        )
        | {"x": mark.middle.isoformat()}
        for mark, to_left in label_sides(marks)
    ]


def words_beside(mark: CourseMark) -> str:
    """The words of a mark, and that it is an earlier one."""
    return f"earlier: {mark.words}" if mark.is_earlier else mark.words


def _paragraphs(
    paragraphs: Sequence[tuple[str, Sequence[str]]], top: float, palette: Palette
) -> list[dict[str, Any]]:
    made = []
    for head, lines in paragraphs:
        top += GAP
        keys: dict[str, Any] = {"xref": "paper", "yanchor": "top"}
        made.append(note(plain(head), 0, top, palette.muted, TYPE, xshift=-LEFT + 4, **keys))
        text = LINE_BREAK.join(map(plain, lines))
        made.append(note(text, 0, top, palette.text, TYPE, **keys))
        top += LINE * len(lines)
    return made


def _marks(course: Course, palette: Palette, *, is_earlier: bool) -> dict[str, Any]:
    own = [
        (label, mark, ROW * (place + 0.5))
        for place, (label, marks) in enumerate(course.lanes)
        for mark in marks
        if mark.is_earlier == is_earlier
    ]
    colour = palette.muted if is_earlier else palette.accent
    fills = [
        colour if mark.is_filled and not is_earlier else palette.background for _, mark, _ in own
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.middle.isoformat() for _, mark, _ in own],
        "y": [y for _, _, y in own],
        "marker": {
            "size": RING if is_earlier else MARK,
            "symbol": ["diamond" if mark.is_of_registry else "circle" for _, mark, _ in own],
            "color": ["rgba(0,0,0,0)"] * len(own) if is_earlier else fills,
            "line": {"color": colour, "width": 2.5},
        },
        "hovertext": [
            f"{plain(label)}: {plain(mark.words)}<br>{wrapped(mark.reading, HOVER_WIDTH)}"
            for label, mark, _ in own
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
