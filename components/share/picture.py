"""The picture of a figure for talks: every word around it laid out, ready for the browser.

The server says what stands where; the browser only draws it (``assets/picture.js``), as PNG,
as SVG or live on a full screen, always 16:9. A picture is laid out in pixels of its own width
and blown up to 1920, so that a small width means large type.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pandas as pd

from components.figures.breakdowns import BAR_HEIGHT, FRAME_HEIGHT, LARGEST_TYPE
from components.figures.empty import NO_ROW, empty_figure
from components.figures.pixel_axes import LEAST_KEY
from components.figures.text import clean
from components.figures.text_width import lines_of, text_width
from components.share.attribution import DISCLAIMER, Attribution
from components.share.drawn_view import DrawnView
from components.theme import FONT_SIZE, Figure, Palette
from components.view import Swatch, View
from data.index.breakdowns import Answer
from data.link.state import PageState

PictureRoom = tuple[int, float, float]
"""A picture's width, and width and height of what it leaves for the figure."""

SCREEN = 1920
WIDTHS = (
    960,
    1040,
    1120,
    1200,
    1280,
    1360,
    1440,
    1520,
    1600,
    1760,
    1920,
    2080,
    2240,
    2560,
    3200,
    3840,
)
"""Widths in pixels, all 16:9 in whole pixels; the smallest on which a figure has room is taken."""
SMALLEST = 18.0
"""Pixels of the 1920 wide screen that type should not fall below."""
LEAST = 0.71
"""The least factor by which lanes set out in pixels may be pressed before texts touch."""
MOST = 1.7
"""The largest factor by which they may be drawn apart before marks and words lose touch."""
HOUSE_TYPE = 13.0
"""Pixels that figures are laid out for: what is smaller may grow to it, and no further."""
THICK_ROW = 76
MOST_CHOICE_LINES = 4

# All in pixels of the 1920 wide screen.
EDGE = 40.0
TITLE, TITLE_LINE = 40.0, 47.0
CHOICE, CHOICE_LINE = 24.0, 31.0
LEGEND, LEGEND_LINE, SWATCH = 22.0, 32.0, 20.0
FOOT, FOOT_LINE = SMALLEST, 24.0
GAP = 16.0


@dataclass(frozen=True)
class Line:
    """A line of type on the 1920 wide screen: left end, baseline, size, weight, colour."""

    text: str
    x: float
    y: float
    size: float
    weight: int
    colour: str

    def at(self, scale: float) -> dict[str, Any]:
        return {
            "text": self.text,
            "x": round(self.x * scale, 2),
            "y": round(self.y * scale, 2),
            "size": round(self.size * scale, 3),
            "weight": self.weight,
            "colour": self.colour,
        }


@dataclass(frozen=True)
class Surround:
    """All that stands around a figure, and the room that is left for it: top and bottom."""

    lines: tuple[Line, ...]
    swatches: tuple[tuple[Swatch, float, float], ...]
    footer: tuple[str, ...]
    top: float
    bottom: float


def _choice_lines(words: str) -> list[str]:
    lines = lines_of(words, CHOICE, SCREEN - 2 * EDGE)
    if len(lines) <= MOST_CHOICE_LINES:
        return lines
    return [*lines[: MOST_CHOICE_LINES - 1], "… and more: the link below holds all of the choice."]


def surround(words: Attribution, legend: Sequence[Swatch], palette: Palette) -> Surround:
    """Title, choice and legend from the top down, the footer from the bottom up."""
    room = SCREEN - 2 * EDGE
    lines = []
    y = EDGE - 8
    for text in lines_of(words.title, TITLE, room, bold=True):
        lines.append(Line(text, EDGE, y + TITLE * 0.82, TITLE, 650, palette.text))
        y += TITLE_LINE
    y += 2
    for text in _choice_lines(words.choice_line):
        lines.append(Line(text, EDGE, y + CHOICE * 0.85, CHOICE, 400, palette.muted))
        y += CHOICE_LINE
    y += GAP / 2
    swatches, labels, y = _legend(legend, y, palette)
    footer = [
        *lines_of(words.caption, FOOT, room),
        *lines_of(f"{words.source_line} {DISCLAIMER}", FOOT, room),
        *lines_of(words.link, FOOT, room),
    ]
    height = SCREEN * 9 / 16
    top_of_footer = height - EDGE / 2 - len(footer) * FOOT_LINE
    foot = [
        Line(text, EDGE, top_of_footer + n * FOOT_LINE + FOOT, FOOT, 400, palette.muted)
        for n, text in enumerate(footer)
    ]
    return Surround(
        (*lines, *labels, *foot),
        tuple(swatches),
        tuple(footer),
        y + GAP / 2,
        top_of_footer - GAP,
    )


def _legend(
    legend: Sequence[Swatch], y: float, palette: Palette
) -> tuple[list[tuple[Swatch, float, float]], list[Line], float]:
    """Swatches with their labels in as many rows as they need, and where they end."""
    swatches, labels = [], []
    x = EDGE
    for item in legend:
        width = SWATCH + 8 + text_width(item.label, LEGEND)
        if x > EDGE and x + width > SCREEN - EDGE:
            x, y = EDGE, y + LEGEND_LINE
        swatches.append((item, x, y + 4))
        label = Line(item.label, x + SWATCH + 8, y + LEGEND, LEGEND, 400, palette.text)
        labels.append(label)
        x += width + 26
    return swatches, labels, y + LEGEND_LINE if legend else y


def fonts_of(part: Any) -> Iterator[dict[str, Any]]:
    """Every font of a figure that has a size of its own."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if str(key).endswith("font") and isinstance(value, dict) and "size" in value:
                yield value
            else:
                yield from fonts_of(value)
    elif isinstance(part, list):
        for value in part:
            yield from fonts_of(value)


def smallest_type(figure: Figure, width: float) -> float:
    """The smallest type of a figure in a picture this wide, in pixels of the 1920 wide screen."""
    sizes = [float(font["size"]) for font in fonts_of(figure)]
    return min(sizes, default=float(FONT_SIZE)) * SCREEN / width


def _plain_values(part: Any) -> Any:
    """A copy that JSON and SVG can hold: no numbers of numpy, no NaN, no control characters."""
    if isinstance(part, str):
        return clean(part)
    if isinstance(part, Mapping):
        return {str(key): _plain_values(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_plain_values(value) for value in part]
    if part is pd.NA:
        return None
    if hasattr(part, "item"):
        part = part.item()
    return None if isinstance(part, float) and not isfinite(part) else part


def _makes_room(figure: Figure) -> bool:
    """Says whether axes make room for larger labels, or all is laid out for one type size."""
    return bool(figure["layout"].get("yaxis", {}).get("automargin"))


def _has_room(figure: Figure, height: float) -> bool:
    natural = figure["layout"].get("height")
    least = (figure["layout"].get("meta") or {}).get(LEAST_KEY, LEAST)
    return natural is None or height >= natural * (1 if _makes_room(figure) else least)


def fit(figure: Figure, width: float, height: float, picture_width: int) -> Figure:
    """The figure in exactly this room: rows drawn apart, type enlarged where there is space."""
    fitted: Figure = _plain_values(figure)
    layout = fitted["layout"]
    natural = layout.get("height") or height
    layout |= {"width": round(width), "height": round(height), "autosize": False}
    if _makes_room(figure):
        _enlarge(layout, height / natural, height)
    else:
        layout["height"] = round(min(height, natural * MOST))
        need = min(SMALLEST * picture_width / SCREEN, HOUSE_TYPE)
        for font in fonts_of(fitted):
            font["size"] = max(font["size"], need)
    return fitted


def _enlarge(layout: dict[str, Any], room: float, height: float) -> None:
    """Larger type and slimmer bars where few rows share the height."""
    layout["font"]["size"] = round(min(LARGEST_TYPE, max(FONT_SIZE, FONT_SIZE * room**0.4)), 1)
    if room > 1 and "bargap" in layout:
        rows = max((layout["height"] / room - FRAME_HEIGHT) / BAR_HEIGHT, 1)
        thick = height / rows
        layout["bargap"] = round(max(layout["bargap"], 1 - THICK_ROW * 0.7 / thick), 2)


def _rooms(around: Surround, narrowest: float) -> list[PictureRoom]:
    """The pictures that may be taken, the smallest first."""
    share = (SCREEN - 2 * EDGE) / SCREEN
    scales = [wide / SCREEN for wide in WIDTHS if wide * share >= narrowest]
    height = around.bottom - around.top
    return [(round(k * SCREEN), k * SCREEN * share, k * height) for k in scales]


def _placed(
    view: View[Any],
    answer: Answer,
    state: PageState,
    palette: Palette,
    rooms: Sequence[PictureRoom],
) -> tuple[Figure, PictureRoom]:
    """The figure in the smallest picture that has room for it, or in the largest there is."""
    figure = view.figure(answer, state, palette)
    fits = next((n for n, room in enumerate(rooms) if _has_room(figure, room[2])), len(rooms) - 1)
    if not view.fitted:
        return figure, rooms[fits]
    for room in rooms[:fits]:
        # what is drawn for its width often needs less height
        figure = view.fitted(answer, state, palette, *room[1:])
        if _has_room(figure, room[2]):
            return figure, room
    return view.fitted(answer, state, palette, *rooms[fits][1:]), rooms[fits]


def picture(drawn: DrawnView, palette: Palette) -> dict[str, Any]:
    """All that the browser needs to draw the picture of a view.

    Lengths are pixels of a picture ``width`` wide. ``small`` says that the figure is so
    large that its type falls below what is read from the back of a room.
    """
    state, view, answer, words = drawn.state, drawn.view, drawn.answer, drawn.words
    is_empty = drawn.behind().empty
    around = surround(words, () if is_empty else view.legend(answer, palette), palette)
    figure, (wide, width, height) = (
        (empty_figure(NO_ROW, palette), _rooms(around, 0)[0])
        if is_empty
        else _placed(view, answer, state, palette, _rooms(around, view.narrowest))
    )
    fitted = fit(figure, width, height, wide)
    scale = wide / SCREEN
    around_it = {
        "slug": view.slug,
        "width": wide,
        "height": wide * 9 // 16,
        "title": words.title,
        "choice": words.choice_line,
        "shown": words.shown,
        "caption": words.caption,
        "source": words.source_line,
        "link": words.link,
        "summary": words.summary,
        "fileName": words.file_name,
        "footer": list(around.footer),
        "lines": [line.at(scale) for line in around.lines],
        "legend": [
            {
                "label": item.label,
                "colour": item.colour,
                "pattern": item.pattern,
                "x": round(x * scale, 2),
                "y": round(y * scale, 2),
                "size": round(SWATCH * scale, 2),
            }
            for item, x, y in around.swatches
        ],
        "rule": round((around.bottom + GAP / 2) * scale, 2),
        "box": [round(EDGE * scale), round(around.top * scale), round(width), round(height)],
        "small": smallest_type(fitted, wide) < SMALLEST - 0.5,
        "colours": {
            "background": palette.background,
            "text": palette.text,
            "muted": palette.muted,
            "rule": palette.border,
            "hatch": palette.not_stated_hatch,
        },
    }
    return {**_plain_values(around_it), "figure": fitted}
