"""A few fields of the trials on one slide, each a small native chart of its own, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.util import Emu, Length

from components.figures.breakdowns import field_in_words, left_out
from components.figures.text import clean, shortened
from components.slides.charts import BarLook, Bars, NativeChart, bar_chart
from components.slides.drawing import Box, Fill, Hatched, Solid, TextStyle, emu
from components.slides.pptx_internals import append_chart, set_description, set_id
from components.slides.sheet import Sheet
from data.index.breakdowns import Breakdown
from data.model.amounts import listed
from data.model.vocabulary import NOT_STATED

HEAD, NOTE, FOOT = 24.0, 20.0, 8.0
"""Heights of the name above a chart, of the line below all, and of the room where there is none."""
ACROSS, DOWN = 36.0, 14.0
"""Points between two charts."""
HEAD_TYPE, NOTE_TYPE = 16.0, 12.0
LARGE_TYPE, SMALL_TYPE = 14.0, 12.0
MOST_LARGE = 5
"""Bars of a chart that have room for the larger type."""
HIGHEST_ROW = 56.0
"""Points, so that two bars do not become two beams."""
WIDEST_NAME = 0.36
"""Of a chart's width: longer names of bars take a second line."""
LONGEST_NAME = 48
BESIDE = 8.0
"""Points between a name and its bar."""


@dataclass(frozen=True)
class FieldChart:
    """A field: what its chart is called, and the trials of each of its codes."""

    name: str
    counted: Breakdown


def field_charts(charts: Sequence[FieldChart], sheet: Sheet) -> None:
    """One to four charts, two in a row; a bar is as long in each as the trials are many."""
    note = note_of(charts)
    room = sheet.body.height - (NOTE if note else FOOT)
    places = _places(len(charts), Box(sheet.body.left, sheet.body.top, sheet.body.width, room))
    most = max(len(each.counted.shown.codes) for each in charts)
    look = TextStyle(LARGE_TYPE if most <= MOST_LARGE else SMALL_TYPE, sheet.palette.text)
    names = _name_width(charts, look, places[0].width)
    longest = max(int(each.counted.trials.max()) for each in charts)
    for each, place in zip(charts, places, strict=True):
        _add(each, place, names, longest, look, sheet)
    if note:
        words = sheet.drawing("How to read it")
        line = Box(sheet.body.left, sheet.body.bottom - NOTE, sheet.body.width, NOTE)
        words.text("Note", note, line, TextStyle(NOTE_TYPE, sheet.palette.muted, anchor="bottom"))
        sheet.add(words)


def _places(number: int, body: Box) -> list[Box]:
    """The places of so many charts: two columns, and rows as many as they need."""
    columns = min(number, 2)
    rows = -(-number // columns)
    width = (body.width - ACROSS * (columns - 1)) / columns
    height = (body.height - DOWN * (rows - 1)) / rows
    return [
        Box(
            body.left + place % columns * (width + ACROSS),
            body.top + place // columns * (height + DOWN),
            width,
            height,
        )
        for place in range(number)
    ]


def _name_width(charts: Sequence[FieldChart], look: TextStyle, width: float) -> float:
    """The points that the names of bars have, the same in all charts."""
    labels = [label for each in charts for label in each.counted.shown.labels]
    widest = max(look.width_of(shortened(label, LONGEST_NAME)) for label in labels)
    return min(widest + BESIDE, width * WIDEST_NAME)


def note_of(charts: Sequence[FieldChart]) -> str:
    """Names the fields of which a trial may have several values, and what is not shown."""
    several = [
        each.name.lower() for each in charts if each.counted.trials.sum() > each.counted.total
    ]
    said = (
        f"A trial with several values of {listed(several)} counts once in each." if several else ""
    )
    return " ".join(filter(None, (said, left_out(*(each.counted.shown for each in charts)))))


def _add(
    each: FieldChart, place: Box, names: float, longest: int, look: TextStyle, sheet: Sheet
) -> None:
    """A field's name and below it its bars."""
    head = sheet.drawing(f"Name of the field: {each.name}")
    head_box = Box(place.left, place.top, place.width, HEAD)
    head.text(each.name, each.name, head_box, TextStyle(HEAD_TYPE, sheet.palette.text, bold=True))
    sheet.add(head)
    rows = len(each.counted.shown.codes)
    height = min(place.height - HEAD, HIGHEST_ROW * rows)
    box = Box(place.left, place.top + HEAD, place.width, height)
    inner = Box(names / box.width, 0.0, 1 - names / box.width, 1.0)
    # the number stands behind the bar, the longest one, too
    number = look.width_of(f"{longest:,}") + 2 * BESIDE
    end = max(longest, 1) / (1 - number / (box.width - names))
    _append(_chart(each, inner, end, look, sheet), box, each, sheet)


def _chart(
    each: FieldChart, inner: Box, longest: float, look: TextStyle, sheet: Sheet
) -> NativeChart:
    shown, palette = each.counted.shown, sheet.palette
    silent: dict[int, Fill] = {
        place: Hatched(palette.not_stated_hatch, palette.not_stated)
        for place, code in enumerate(shown.codes)
        if code == NOT_STATED
    }
    numbers = tuple(each.counted.trials.tolist())
    bars = Bars("Trials", numbers, Solid(palette.accent), palette.text, silent)
    labels = [shortened(label, LONGEST_NAME) for label in shown.labels]
    setting = BarLook(look.size, top=longest, amounts="", inner=inner)
    return bar_chart(labels, [bars], palette, setting)


def _append(chart: NativeChart, box: Box, each: FieldChart, sheet: Sheet) -> None:
    """The chart on the slide; each has alt text of its own."""
    place: list[Length] = [
        Emu(emu(length)) for length in (box.left, box.top, box.width, box.height)
    ]
    frame = append_chart(sheet.slide, place, chart)
    set_id(frame, sheet.ids.next())
    sheet.append(frame.element)
    frame.name = clean(f"Trials by {each.name.lower()}")
    set_description(frame, clean(f"{frame.name}. {field_in_words(each.counted)}"))
