"""Axes in pixels of the whole figure: drawings that are laid out before a browser draws them."""

from typing import Any

from components import theme
from components.theme import Palette, axis, base_layout

LEAST_KEY = "least"
"""Of a layout's meta: the least factor by which the figure may be pressed to fit a height."""
HARDLY = 0.96
"""That of a figure whose lines of text stand close above one another down to its end."""


def pixel_layout(palette: Palette, width: float, height: float) -> dict[str, Any]:
    """A layout without visible axes: x from the left edge, y from the top down.

    On a wider screen everything moves apart across, and no text grows.
    """
    layout = base_layout(palette, height=round(height))
    layout["margin"] = {"l": 0, "r": 0, "t": 0, "b": 0}
    layout |= {"barmode": "overlay", "hovermode": "closest", "hoverdistance": 12}
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    layout["xaxis"] = axis(palette, **hidden, range=[0, width], domain=[0, 1])
    layout["yaxis"] = axis(palette, **hidden, range=[height, 0], domain=[0, 1])
    return layout


def pixel_note(
    text: str, x: float, y: float, colour: str, size: float, **keys: Any
) -> dict[str, Any]:
    """An annotation at a pixel; ``text`` is escaped already."""
    return theme.note(text, x, y, colour, round(size), **keys)


def block(
    left: float, top: float, right: float, bottom: float, fill: str, **keys: Any
) -> dict[str, Any]:
    """A filled rectangle below the marks."""
    return {
        "type": "rect",
        "x0": left,
        "x1": right,
        "y0": top,
        "y1": bottom,
        "fillcolor": fill,
        "line": {"width": 0},
        "layer": "below",
        **keys,
    }


def rule(
    left: float, top: float, right: float, bottom: float, colour: str, width: float = 1
) -> dict[str, Any]:
    """A straight line below the marks."""
    return {
        "type": "line",
        "x0": left,
        "x1": right,
        "y0": top,
        "y1": bottom,
        "line": {"color": colour, "width": width},
        "layer": "below",
    }
