"""Protocols at a glance: a row a protocol, its phases side by side, in words.

Nothing is to scale. Marks keep their size on wider screens: they are set in pixels from the left
end of their column.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from components import theme
from components.figures import glance_rows
from components.figures.empty import NO_EVENT, empty_figure
from components.figures.evidence import SOME, UNKNOWN, Look, chip_look
from components.figures.glance_layout import (
    ICON,
    PADDING,
    PART_ROOM,
    SCREEN,
    GlanceLayout,
    PlacedEntry,
    PlacedMark,
    PlacedWord,
    Type,
)
from components.figures.glance_rows import heads_of, rows_of
from components.figures.text import LINE_BREAK, plain, wrapped
from components.figures.timeline.events import read_events
from components.theme import Figure, Palette, Trace, axis, base_layout, ink_on

NARROWEST = 1000
"""The narrowest width, in pixels, at which no two texts of the figure overlap on a page."""
NARROWEST_PICTURE = 1180
"""The width from which on a picture's height is enough, too."""
PICTURE = Type(13, 1.0, 18.5, 27)
DENSE = Type(13, 1.0, 19, 19)
MANY = 8
"""Rows on a page in loose lines; more stand closer together, so that twelve have a screen."""
CLEAR = "rgba(0,0,0,0)"
SQUARE, SWATCH = 8.0, 12.0
HOVER_WIDTH = 60


def at_a_glance(
    frame: pd.DataFrame,
    palette: Palette,
    *,
    whole: bool = True,
    width: float = NARROWEST,
    height: float | None = None,
) -> Figure:
    """Every protocol of the frame as a row; columns of ``queries.regimens.glance_events``.

    whole: nothing is left out by a choice of roles, classes or agents; width, height: the
    narrowest room in pixels in which the figure will be shown.
    """
    rows = tuple(rows_of(read_events(frame)))
    if not rows:
        return empty_figure(NO_EVENT, palette)
    on_page = SCREEN if len(rows) <= MANY else DENSE
    set_in = on_page if height is None else PICTURE
    room = None if height is None else height - 2
    layout = GlanceLayout(rows, set_in, width, room, whole)
    return {
        "data": [_labels(layout)],
        "layout": {
            **_axes(layout, palette),
            "annotations": [*_heads(layout, palette), *_words(layout, palette)],
            "shapes": [*_rules(layout, palette), *_Shapes(layout, palette).made()],
        },
    }


def in_words(frame: pd.DataFrame) -> str:
    """The figure as text, protocol by protocol and phase by phase."""
    rows = rows_of(read_events(frame))
    return glance_rows.in_words(rows) if rows else NO_EVENT


def _axes(layout: GlanceLayout, palette: Palette) -> dict[str, Any]:
    """Both axes in pixels of the narrowest width, downwards."""
    made = base_layout(palette, height=round(layout.height + 2))
    made["margin"] = {"l": 1, "r": 1, "t": 1, "b": 1}
    made |= {"barmode": "overlay", "hovermode": "closest"}
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    made["xaxis"] = axis(palette, **hidden, range=[0, layout.width])
    made["yaxis"] = axis(palette, **hidden, range=[layout.height, 0])
    return made


def _labels(layout: GlanceLayout) -> Trace:
    """Clear bars over the labels that answer to the mouse: hover, and a click for the page."""
    rows, tops = layout.rows, layout.tops
    return {
        "type": "bar",
        "orientation": "h",
        "name": "labels",
        "x": [layout.widths[0]] * len(rows),
        "y": [(tops[n] + tops[n + 1]) / 2 for n in range(len(rows))],
        "width": [tops[n + 1] - tops[n] for n in range(len(rows))],
        "marker": {"color": CLEAR, "line": {"width": 0}},
        "customdata": [[f"page=/protocols/{row.regimen}"] for row in rows],
        "hovertext": [
            f"<b>{wrapped(row.label, HOVER_WIDTH)}</b>{LINE_BREAK}"
            f"Day 0: {plain(row.day_zero.lower())}"
            for row in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _note(text: str, x: float, y: float, colour: str, **keys: Any) -> dict[str, Any]:
    return theme.note(text, x, y, colour, int(SCREEN.size), **keys)


def _heads(layout: GlanceLayout, palette: Palette) -> list[dict[str, Any]]:
    return [
        _note(f"<b>{head}</b>", left, layout.pitch / 2, palette.muted)
        for head, left in zip(heads_of(layout.rows), layout.lefts[1:], strict=True)
    ]


def _words(layout: GlanceLayout, palette: Palette) -> Iterator[dict[str, Any]]:
    """The words on the ground, on the marks and in the key; those on marks answer to the mouse."""
    for row, placed in enumerate(layout.placed):
        for each in placed:
            x, y = layout.lefts[each.column], layout.middle(row, each.line)
            if isinstance(each, PlacedMark):
                yield _mark_words(each, x, y, palette)
            else:
                yield _ground_words(each, x, y, palette)
    for entry in layout.key:
        left = entry.left + (ICON if entry.entry.sign else 0.0)
        y = layout.key_middle(entry.line)
        yield _note(plain(entry.entry.text), 0, y, palette.text, xshift=left)


def _ground_words(word: PlacedWord, x: float, y: float, palette: Palette) -> dict[str, Any]:
    text = f"<b>{plain(word.text)}</b>" if word.bold else plain(word.text)
    return _note(text, x, y, palette.muted if word.muted else palette.text, xshift=word.left)


def _mark_words(placed: PlacedMark, x: float, y: float, palette: Palette) -> dict[str, Any]:
    mark = placed.mark
    look = None if mark.is_none else mark.look(palette)
    ink = palette.text if look is None else look.ink
    hover = {
        "hovertext": mark.hover,
        "hoverlabel": {
            "bgcolor": palette.background,
            "bordercolor": palette.border,
            "font": {"color": palette.text},
        },
    }
    return _note(plain(placed.text), x, y, ink, xshift=placed.words_left, **hover)


def _rules(layout: GlanceLayout, palette: Palette) -> list[dict[str, Any]]:
    """A line above each row, and one below the last."""
    return [
        {
            "type": "line",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": top,
            "y1": top,
            "layer": "below",
            "line": {"color": palette.border if n == 0 else palette.grid, "width": 1},
        }
        for n, top in enumerate(layout.tops)
    ]


Path = str


def box_path(left: float, right: float, top: float, bottom: float, round_: float) -> Path:
    """A rectangle with its corners rounded."""
    r = min(round_, (right - left) / 2)
    if not r:
        return f"M{left:g},{top:g} L{right:g},{top:g} L{right:g},{bottom:g} L{left:g},{bottom:g} Z"
    # pixels across and units of the axis downwards: a round end is as high as the whole mark
    return (
        f"M{left + r:g},{top:g} L{right - r:g},{top:g} {_end(right, -r, top, bottom)} "
        f"L{left + r:g},{bottom:g} {_end(left, r, bottom, top)} Z"
    )


def _end(tip: float, inwards: float, start: float, end: float) -> Path:
    """A round end from one edge of a mark around its tip to the other edge."""
    middle, bent = (start + end) / 2, tip + inwards * 0.45
    return (
        f"C{bent:g},{start:g} {tip:g},{_mid(start, middle)} {tip:g},{middle:g} "
        f"C{tip:g},{_mid(end, middle)} {bent:g},{end:g} {tip + inwards:g},{end:g}"
    )


def _mid(end: float, middle: float) -> str:
    return f"{end + (middle - end) * 0.45:g}"


class _Shapes:
    """The marks of a layout as paths: those of one column and look are one shape."""

    def __init__(self, layout: GlanceLayout, palette: Palette) -> None:
        self.layout, self.palette = layout, palette
        self.paths: dict[tuple[float, str, str], list[Path]] = {}

    def made(self) -> list[dict[str, Any]]:
        for row, placed in enumerate(self.layout.placed):
            for each in placed:
                if isinstance(each, PlacedMark) and not each.mark.is_none:
                    self._mark(each, self.layout.middle(row, each.line))
        for entry in self.layout.key:
            if entry.entry.sign:
                self._entry(entry)
        return [_shape(*key, paths) for key, paths in self.paths.items()]

    def _mark(self, placed: PlacedMark, middle: float) -> None:
        mark, height = placed.mark, self.layout.mark_height
        look = mark.look(self.palette)
        x, left = self.layout.lefts[placed.column], placed.left
        ends = left, left + placed.width
        self._box(x, ends, middle, height, look, rounded=mark.has_days is False)
        if mark.is_single:
            start = left + PADDING + (PART_ROOM if mark.whom == SOME else 0.0)
            colour = look.ink if look.filled == 1 else look.line
            self._square(x, start, middle, colour)

    def _square(self, x: float, left: float, middle: float, colour: str) -> None:
        half = SQUARE / 2
        path = box_path(left, left + SQUARE, middle - half, middle + half, 0)
        self._add(x, colour, colour, path)

    def _box(
        self,
        x: float,
        ends: tuple[float, float],
        middle: float,
        height: float,
        look: Look,
        *,
        rounded: bool,
    ) -> None:
        (left, right), top, bottom = ends, middle - height / 2, middle + height / 2
        round_ = height / 2 if rounded else 0.0
        whole = box_path(left, right, top, bottom, round_)
        if look.filled in (0, 1):
            self._add(x, look.fill if look.filled else CLEAR, look.line, whole)
            return
        self._add(x, CLEAR, look.line, whole)
        cap = min(PART_ROOM + 1, (right - left) / 2)
        self._add(x, look.fill, look.line, cap_path(left, left + cap, top, bottom, rounded))

    def _entry(self, entry: PlacedEntry) -> None:
        """A sign of the key: a square of the class's colour, or a mark in grey."""
        middle, left = self.layout.key_middle(entry.line), entry.left
        sign, palette = entry.entry.sign, self.palette
        if sign in palette.agent_class:
            colour = palette.agent_class[sign]
            look = Look(colour, colour, ink_on(colour))
            self._box(0, (left, left + SWATCH), middle, SWATCH, look, rounded=False)
        elif sign == "single":
            self._square(0, left + (SWATCH - SQUARE) / 2, middle, palette.muted)
        else:
            look = look_of_sign(sign, palette)
            ends = left, left + ICON - 4
            self._box(0, ends, middle, SWATCH, look, rounded=sign == "no days")

    def _add(self, x: float, fill: str, line: str, path: Path) -> None:
        self.paths.setdefault((x, fill, line), []).append(path)


def cap_path(left: float, right: float, top: float, bottom: float, rounded: bool) -> Path:
    """The filled left end of a mark."""
    if not rounded:
        return box_path(left, right, top, bottom, 0)
    end = _end(left, right - left, bottom, top)
    return f"M{right:g},{top:g} L{right:g},{bottom:g} {end} Z"


def look_of_sign(sign: str, palette: Palette) -> Look:
    """The look of a sign in the key, in grey: it stands for every class."""
    evidence = "worked out" if sign == "worked out" else "stated"
    whom = {"some": SOME, "unknown": UNKNOWN}.get(sign, "all")
    return chip_look(evidence, whom, palette.muted, palette)


def _shape(x: float, fill: str, line: str, paths: Sequence[Path]) -> dict[str, Any]:
    return {
        "type": "path",
        "path": " ".join(paths),
        "xref": "x",
        "yref": "y",
        "xsizemode": "pixel",
        "xanchor": x,
        "layer": "below",
        "fillcolor": fill,
        "line": {"color": line, "width": 1.25},
    }
