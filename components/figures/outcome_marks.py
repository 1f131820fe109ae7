"""The marks that the figures of outcomes share: looks of the cohorts, annotations, hovers."""

from typing import Any

import pandas as pd

from components import theme
from components.figures.text import wrapped
from components.theme import Palette

SHAPES = ("square", "circle", "triangle-up", "diamond", "pentagon", "star", "cross")
"""One marker shape a cohort, a second channel beside its colour."""
TEXT_SIZE = 13
HOVER_WIDTH = 60


def colour_of(series: int, palette: Palette) -> str:
    return palette.categories[series % len(palette.categories)]


def text_colour_of(series: int, palette: Palette) -> str:
    return theme.text_in(colour_of(series, palette), palette)


def shape_of(series: int, *, is_open: bool = False) -> str:
    return SHAPES[series % len(SHAPES)] + ("-open" if is_open else "")


def note(text: str, x: float, y: float, colour: str, **keys: Any) -> dict[str, Any]:
    """An annotation without arrow; ``text`` is escaped already."""
    return theme.note(text, x, y, colour, TEXT_SIZE, **keys)


def hover(*lines: object) -> str:
    """Lines of data, escaped and wrapped; empty ones are left out."""
    return "<br>".join(
        wrapped(line, HOVER_WIDTH) for line in lines if not (pd.isna(line) or line == "")
    )
