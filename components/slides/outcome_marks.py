"""The marker of each cohort, which the slides of outcomes share, in charts and as a shape."""

from components.slides.drawing import Box, Drawing, PointsXY, Solid, Stroke
from components.theme import Palette

SYMBOLS = ("square", "circle", "triangle", "diamond", "x", "star", "plus")
"""One chart marker a cohort, near the shapes of ``figures.outcome_marks``."""
PRESETS = ("rect", "ellipse", "triangle", "diamond", "mathMultiply", "star5", "mathPlus")
"""The markers as drawn shapes."""
DASHES = ("sysDot", "sysDash", "lgDash", "dashDot", "lgDashDot", "sysDashDot", "dash")
"""One dash a cohort, near those of ``figures.outcome_marks``."""


def symbol_of(series: int) -> str:
    return SYMBOLS[series % len(SYMBOLS)]


def dash_of(series: int) -> str:
    return DASHES[series % len(DASHES)]


def preset_of(series: int) -> str:
    return PRESETS[series % len(PRESETS)]


def open_mark(
    drawing: Drawing, series: int, centre: PointsXY, size: float, palette: Palette
) -> None:
    """An open mark over that of the chart, which LibreOffice draws without an outline."""
    stroke = Stroke(palette.text, 1.75)
    box = Box.around(centre, size)
    drawing.shape("Open mark", box, Solid(palette.background), stroke, preset=preset_of(series))
