"""The figure that has nothing to draw, and the sentences that say why."""

from typing import Any

from components.figures.text import wrapped
from components.theme import FONT_SIZE, Palette, axis, base_layout

NO_TRIAL = "No trial matches the filters."
NO_ROW = "Nothing to show: no row of the data matches this choice."
NO_EVENT = "No event matches the choices."
NO_AGENT = "No agent stands in any cohort."
NO_ACTIVITY = "No activity and no visit is stated."
NO_PLAN = "No arm and no visit is stated."
NO_LINK = "No arm has an intervention in this choice."
NO_PLACE = "No place to show: no trial matches, or none has a stated place."
NO_PAIR = "No trial stands in two readings under this choice."
NO_FUNCTION = "The sources state no graft function for this choice."
NO_CHIMERISM = "The sources state nothing on chimerism for this choice."
HEIGHT, LINE = 160, 60
"""Pixels of the figure, and characters of a line of its sentence."""


def empty_figure(words: str, palette: Palette) -> dict[str, Any]:
    """A sentence in place of a figure."""
    layout = base_layout(palette, height=HEIGHT)
    layout["xaxis"] = layout["yaxis"] = axis(palette, visible=False)
    layout["annotations"] = [
        {
            "text": wrapped(words, LINE),
            "x": 0.5,
            "y": 0.5,
            "xref": "paper",
            "yref": "paper",
            "showarrow": False,
            "font": {"size": FONT_SIZE + 2, "color": palette.muted},
        }
    ]
    return {"data": [], "layout": layout}
