"""The key above a timeline: the classes by colour, and how each kind of mark is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.figures.chips import Chip
from components.figures.evidence import SOME, STATED, UNKNOWN, for_whom, lighter_in_words
from components.figures.text_width import text_width
from components.figures.timeline.marks import (
    ARROW,
    DOSE_SYMBOL,
    INFERRED,
    SYMBOLS,
    Marks,
    bar_look,
    fading,
)
from components.theme import Palette, Trace, signed
from data.model.vocabulary import AGENT_CLASS

AXES = {"xaxis": "x3", "yaxis": "y2"}
ROW = 22
FOOT = 8
ICON = 20.0
SPACE = 16.0
SWATCH = 12
TYPE = 13


@dataclass(frozen=True)
class KeyEntry:
    """One sign and its words.

    ``sign`` is a kind of bar, ``class``, ``part``, ``hollow``, ``fade``, or a symbol.
    """

    sign: str
    text: str
    colour: str


@dataclass(frozen=True)
class Placed:
    """An entry with the left end of its sign and the middle of its row, in pixels."""

    entry: KeyEntry
    left: float
    middle: float


@dataclass(frozen=True)
class Key:
    """Titled groups of entries, wrapped into rows for one width."""

    titles: tuple[tuple[str, float], ...]
    placed: tuple[Placed, ...]
    height: float


def class_entries(classes: Mapping[str, str], palette: Palette) -> list[KeyEntry]:
    """The classes that are drawn (code -> words), in the vocabulary's order, each with its sign."""
    return [
        KeyEntry("class", signed(code, classes[code]), palette.agent_class[code])
        for code in AGENT_CLASS.codes
        if code in classes
    ]


def sign_entries(drawn: Marks, chips: Sequence[Chip], palette: Palette) -> list[KeyEntry]:
    """The signs that are drawn, and no others; chips: what has no day."""
    ink = palette.muted
    points = drawn.points
    roles = {point.event.role for point in points}
    roles |= {chip.event.role for chip in chips if chip.symbol}
    styles = {bar.style for bar in drawn.bars}
    dosed = roles - set(SYMBOLS)
    inferred = INFERRED in styles or any(point.event.inferred for point in points)
    stated = STATED in styles or any(not point.event.inferred for point in points)
    whom = {for_whom(chip.event) for chip in chips}
    whom |= {for_whom(bar.event) for bar in drawn.bars}
    whom |= {for_whom(fade.event) for fade in drawn.fades}
    hollow = any(for_whom(chip.event) == UNKNOWN for chip in chips)
    wanted = (
        (bool(dosed), DOSE_SYMBOL[0], "Single dose"),
        (stated and inferred, STATED, "Solid: stated"),
        (inferred, INFERRED, f"Lighter: {lighter_in_words(drawn.events)}"),
        (SOME in whom, "part", "Half or part filled: some patients"),
        (hollow, "hollow", "Hollow: not said for whom"),
        (bool(drawn.fades), "fade", "Fades: not stated"),
        (bool(drawn.arrows), ARROW[0], "End open"),
        (any(point.event.tolerance for point in points), "whisker", "Whiskers: ± days"),
    )
    return [KeyEntry(sign, text, ink) for present, sign, text in wanted if present]


def lay_out(
    groups: Sequence[tuple[str, Sequence[KeyEntry]]],
    width: float,
    size: float = TYPE,
    row: float = ROW,
) -> Key:
    """Each group from a new row on, its title in the gutter.

    size: of the words' type; row: the height of a row; both in pixels.
    """
    titles, placed, number = [], [], 0
    for title, entries in groups:
        if not entries:
            continue
        titles.append((title, (number + 0.5) * row))
        left = 0.0
        for entry in entries:
            room = ICON + text_width(entry.text, size) + SPACE
            if left and left + room - SPACE > width:
                number, left = number + 1, 0.0
            placed.append(Placed(entry, left, (number + 0.5) * row))
            left += room
        number += 1
    return Key(tuple(titles), tuple(placed), number * row + FOOT)


def _bar(item: Placed, palette: Palette) -> Trace:
    style = INFERRED if item.entry.sign == INFERRED else STATED
    return {
        "type": "bar",
        "orientation": "h",
        **AXES,
        "base": [item.left],
        "x": [ICON - 4],
        "y": [item.middle],
        "width": [SWATCH],
        "marker": bar_look(style, item.entry.colour, palette),
        "hoverinfo": "skip",
    }


def _half(item: Placed, palette: Palette) -> Trace:
    trace = _bar(Placed(KeyEntry(STATED, "", item.entry.colour), item.left, item.middle), palette)
    return {**trace, "width": [SWATCH / 2]}


def _hollow(item: Placed, palette: Palette) -> Trace:
    line = {"color": item.entry.colour, "width": 1.5}
    return {**_bar(item, palette), "marker": {"color": palette.background, "line": line}}


def _fade(item: Placed) -> Trace:
    ends = item.left, item.left + ICON - 4
    return {**fading(ends, item.middle, SWATCH, item.entry.colour, (0.9, 0.05)), **AXES}


def _symbol(item: Placed, palette: Palette) -> Trace:
    trace: Trace = {
        "type": "scatter",
        "mode": "markers",
        **AXES,
        "x": [item.left + (ICON - 4) / 2],
        "y": [item.middle],
        "marker": {"symbol": item.entry.sign, "size": 12, "color": item.entry.colour},
        "hoverinfo": "skip",
    }
    if item.entry.sign == "whisker":
        trace["marker"] |= {"symbol": "circle", "size": 6}
        whisker = {"type": "data", "array": [(ICON - 4) / 2], "thickness": 2, "width": 5}
        trace["error_x"] = {**whisker, "color": palette.text}
    return trace


def key_traces(key: Key, palette: Palette) -> list[Trace]:
    """Signs and words on axes of their own, which stretch with the figure."""
    made = []
    for item in key.placed:
        if item.entry.sign in ("class", STATED, INFERRED):
            made.append(_bar(item, palette))
        elif item.entry.sign == "part":
            made.append(_half(item, palette))
        elif item.entry.sign == "hollow":
            made.append(_hollow(item, palette))
        elif item.entry.sign == "fade":
            made.append(_fade(item))
        else:
            made.append(_symbol(item, palette))
    words = {
        "type": "scatter",
        "mode": "text",
        "name": "key",
        **AXES,
        "x": [item.left + ICON for item in key.placed],
        "y": [item.middle for item in key.placed],
        "text": [item.entry.text for item in key.placed],
        "textposition": "middle right",
        "textfont": {"size": TYPE, "color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return [*made, words]
