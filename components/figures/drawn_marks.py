"""A scene of marks as a figure: words as notes, lines as shapes, marks as points that answer."""

from collections.abc import Sequence
from typing import Any

from components.figures.group_marks import group_colour
from components.figures.mark_scene import MarkScene, SceneLine, SceneWords
from components.figures.pixel_axes import HARDLY, LEAST_KEY, pixel_layout, pixel_note
from components.figures.text import LINE_BREAK, plain, wrapped
from components.theme import Figure, Palette, Trace

TYPE, MARK = 13, 11
PAD = 4
"""Pixels below the last words, whose letters may reach below their line."""
HOLLOW_LINE = 2
"""Of a mark of what no record posts, in pixels."""
HOVER_WIDTH, MOST_IN_HOVER = 60, 500


def colour_of(ink: str | int, palette: Palette) -> str:
    """The colour of an ink of a scene, or of a group's number."""
    if isinstance(ink, int):
        return group_colour(ink, palette)
    return str(getattr(palette, ink))


def drawn(scene: MarkScene, palette: Palette, width: float) -> Figure:
    """The scene in pixels of a room of this width."""
    layout = pixel_layout(palette, width, scene.bottom + PAD)
    layout["meta"] = {LEAST_KEY: HARDLY}
    layout["annotations"] = [_note(each, palette) for each in scene.words]
    layout["annotations"] += [_arrow(each, palette) for each in scene.lines if each.arrow]
    layout["shapes"] = [_line(each, palette) for each in scene.lines]
    return {"data": [_areas(scene), _marks(scene, palette)], "layout": layout}


def _note(each: SceneWords, palette: Palette) -> dict[str, Any]:
    text = LINE_BREAK.join(map(plain, each.lines))
    text = f"<b>{text}</b>" if each.bold else text
    keys = {"xanchor": each.align, "align": each.align, "yanchor": each.anchor}
    return pixel_note(text, each.x, each.y, colour_of(each.ink, palette), TYPE, **keys)


def _line(each: SceneLine, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": each.x0,
        "y0": each.y0,
        "x1": each.x1,
        "y1": each.y1,
        "layer": "between" if each.is_mark else "below",
        "name": plain(each.name),
        "line": {
            "color": colour_of(each.ink, palette),
            "width": each.width,
            "dash": "dot" if each.dash else "solid",
        },
    }


def _arrow(each: SceneLine, palette: Palette) -> dict[str, Any]:
    """The head of an arrow at the end of a line: what goes on from there is open."""
    return {
        "text": "",
        "x": each.x1,
        "y": each.y1,
        "ax": each.x0,
        "ay": each.y0,
        "xref": "x",
        "yref": "y",
        "axref": "x",
        "ayref": "y",
        "showarrow": True,
        "arrowhead": 2,
        "arrowwidth": each.width,
        "arrowcolor": colour_of(each.ink, palette),
    }


def _marks(scene: MarkScene, palette: Palette) -> Trace:
    colours = [colour_of(each.ink, palette) for each in scene.marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "values",
        "x": [each.x for each in scene.marks],
        "y": [each.y for each in scene.marks],
        "marker": {
            "symbol": [f"{each.symbol}{'-open' * each.hollow}" for each in scene.marks],
            "size": MARK,
            "color": colours,
            "line": {
                "width": [HOLLOW_LINE if each.hollow else 1 for each in scene.marks],
                "color": palette.background,
            },
        },
        "hovertext": [_hover(each.hover) for each in scene.marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def _areas(scene: MarkScene) -> Trace:
    """Clear bars over rows and titles, which say the whole of their words."""
    areas = scene.areas
    return {
        "type": "bar",
        "orientation": "h",
        "name": "words",
        "base": [each.left for each in areas],
        "x": [each.right - each.left for each in areas],
        "y": [(each.top + each.bottom) / 2 for each in areas],
        "width": [each.bottom - each.top for each in areas],
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "hovertext": [_hover(each.hover) for each in areas],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(lines: Sequence[str]) -> str:
    first, *rest = (_bounded(line) for line in lines if line) if any(lines) else ("",)
    return LINE_BREAK.join([f"<b>{first}</b>", *rest])


def _bounded(text: str) -> str:
    return wrapped(text if len(text) <= MOST_IN_HOVER else f"{text[:MOST_IN_HOVER]}…", HOVER_WIDTH)
