"""Room for the labels of an axis, known before plotly.js draws.

It measures the labels of an axis with ``automargin`` once they stand there, and where its margin
was too small it draws the whole figure a second time. ``automargin`` stays, for what is wider here
than in the reader's type.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from math import ceil

from components.figures.text import LINE_BREAK
from components.figures.text_width import text_width
from components.theme import FONT_SIZE

LINE_HEIGHT = 1.3
BESIDE, ABOVE, BELOW = 13, 12, 33
"""Pixels that plotly.js keeps next to labels; below: numbers in one line with their ticks."""


def left_of(labels: Iterable[str]) -> int:
    """Pixels for the labels of the vertical axis: markup, lines parted by ``<br>``."""
    return ceil(max(map(_width, labels), default=0)) + BESIDE


def above(labels: Iterable[str]) -> int:
    """Pixels for the labels of a horizontal axis on top."""
    lines = max((label.count(LINE_BREAK) + 1 for label in labels), default=0)
    return ceil(lines * LINE_HEIGHT * FONT_SIZE) + ABOVE


@lru_cache(maxsize=4096)
def _width(label: str) -> float:
    return max(text_width(line, FONT_SIZE) for line in unescape(label).split(LINE_BREAK))
