"""The marks that the figures of outcomes share: looks of the cohorts, annotations, hovers.

Colours stand for classes of agents; cohorts are told apart by shape, dash and their names.
"""

import re
from typing import Any

import pandas as pd

from components import theme
from components.figures.text import wrapped

SHAPES = ("square", "circle", "triangle-up", "diamond", "pentagon", "star", "cross")
"""One marker shape a cohort."""
DASHES = ("dot", "dash", "longdash", "dashdot", "longdashdot", "2px,6px", "8px,3px")
"""One dash a cohort, where lines join its marks."""
YEARS = re.compile(r"\d{4}–\d{2}")
"""The years by which the cohorts of the review are named."""
TEXT_SIZE = 13
HOVER_WIDTH = 60


def shape_of(series: int, *, is_open: bool = False) -> str:
    return SHAPES[series % len(SHAPES)] + ("-open" if is_open else "")


def dash_of(series: int) -> str:
    return DASHES[series % len(DASHES)]


def note(text: str, x: float, y: float, colour: str, **keys: Any) -> dict[str, Any]:
    """An annotation without arrow; ``text`` is escaped already."""
    return theme.note(text, x, y, colour, TEXT_SIZE, **keys)


def short_name(cohort: str) -> str:
    """``1998–99`` of a cohort named by its years; else its whole name."""
    first = cohort.partition(" ")[0]
    return first if YEARS.fullmatch(first) else cohort


def hover(*lines: object) -> str:
    """Lines of data, escaped and wrapped; empty ones are left out."""
    return "<br>".join(
        wrapped(line, HOVER_WIDTH) for line in lines if not (pd.isna(line) or line == "")
    )
