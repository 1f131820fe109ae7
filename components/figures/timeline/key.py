"""The key above a timeline: the classes by colour, and how each kind of mark is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.figures.text_width import text_width
from components.figures.timeline.marks import (
    ARROW,
    DOSE_SYMBOL,
    INFERRED,
    STATED,
    SYMBOLS,
    UNDATED,
    Marks,
    bar_look,
    rgba,
)
from components.theme import Palette, Trace
from data.model.vocabulary import AGENT_CLASS, EVENT_ROLE

AXES = {"xaxis": "x3", "yaxis": "y2"}
ROW = 22
FOOT = 8
ICON = 20.0
SPACE = 16.0
SWATCH = 12
TYPE = 13


@dataclass(frozen=True)
class KeyEntry:
    """One sign and its words. ``sign`` is a kind of bar, ``class``, ``fade``, or a symbol."""

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


def class_entries(drawn: Marks, palette: Palette) -> list[KeyEntry]:
    """The classes that are drawn, in the vocabulary's order."""
    return [
        KeyEntry("class", AGENT_CLASS.labels[code], palette.agent_class[code])
        for code in AGENT_CLASS.codes
        if code in drawn.classes
    ]


def sign_entries(drawn: Marks, palette: Palette) -> list[KeyEntry]:
    """The signs that are drawn, and no others."""
    ink = palette.muted
    points = drawn.points
    roles = {point.event.role for point in points}
    styles = {bar.style for bar in drawn.bars}
    dosed = roles - set(SYMBOLS)
    inferred = INFERRED in styles or any(point.event.inferred for point in points)
    stated = STATED in styles or any(not point.event.inferred for point in points)
    wanted = (
        ("GRAFT" in roles, SYMBOLS["GRAFT"][0], EVENT_ROLE.labels["GRAFT"]),
        ("CELL_INFUSION" in roles, SYMBOLS["CELL_INFUSION"][0], "Cells"),
        (bool(dosed), DOSE_SYMBOL[0], "Dose on one day"),
        (stated, STATED, "Filled: days stated"),
        (inferred, INFERRED, "Light: days inferred"),
        (UNDATED in styles, UNDATED, "Days not stated"),
        (bool(drawn.fades), "fade", "Fades: start or end not stated"),
        (bool(drawn.arrows), ARROW[0], "Goes on, end open"),
        (any(point.event.tolerance for point in points), "whisker", "Whiskers: ± days"),
    )
    return [KeyEntry(sign, text, ink) for present, sign, text in wanted if present]


def lay_out(
    groups: Sequence[tuple[str, Sequence[KeyEntry]]], width: float, size: float = TYPE
) -> Key:
    """Each group from a new row on, its title in the gutter; size: of the words' type."""
    titles, placed, row = [], [], 0
    for title, entries in groups:
        if not entries:
            continue
        titles.append((title, (row + 0.5) * ROW))
        left = 0.0
        for entry in entries:
            room = ICON + text_width(entry.text, size) + SPACE
            if left and left + room - SPACE > width:
                row, left = row + 1, 0.0
            placed.append(Placed(entry, left, (row + 0.5) * ROW))
            left += room
        row += 1
    return Key(tuple(titles), tuple(placed), row * ROW + FOOT)


def _bar(item: Placed, palette: Palette) -> Trace:
    style = STATED if item.entry.sign == "class" else item.entry.sign
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


def _fade(item: Placed) -> Trace:
    left, right = item.left, item.left + ICON - 4
    low, high = item.middle - SWATCH / 2, item.middle + SWATCH / 2
    colour = item.entry.colour
    return {
        "type": "scatter",
        "mode": "lines",
        **AXES,
        "x": [left, right, right, left, left],
        "y": [low, low, high, high, low],
        "line": {"width": 0},
        "fill": "toself",
        "fillgradient": {
            "type": "horizontal",
            "colorscale": [[0, rgba(colour, 0.9)], [1, rgba(colour, 0.05)]],
        },
        "hoverinfo": "skip",
    }


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
        if item.entry.sign in ("class", STATED, INFERRED, UNDATED):
            made.append(_bar(item, palette))
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
