"""Room for the labels of an axis, known before plotly.js draws.

It measures the labels of an axis with ``automargin`` once they stand there, and where its margin
was too small it draws the whole figure a second time. ``automargin`` stays, for what is wider here
than in the reader's type.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from math import ceil
from unicodedata import normalize

from components.figures.text import LINE_BREAK
from components.theme import FONT_SIZE

ADVANCES = (
    200,
    289,
    426,
    497,
    497,
    824,
    609,
    249,
    303,
    303,
    418,
    497,
    249,
    311,
    249,
    350,
    497,
    497,
    497,
    497,
    497,
    497,
    497,
    497,
    497,
    497,
    249,
    249,
    497,
    497,
    497,
    425,
    847,
    543,
    588,
    571,
    615,
    527,
    494,
    617,
    652,
    263,
    479,
    579,
    486,
    727,
    647,
    664,
    566,
    664,
    569,
    534,
    536,
    645,
    515,
    786,
    513,
    476,
    539,
    303,
    350,
    303,
    497,
    500,
    542,
    504,
    553,
    456,
    555,
    496,
    292,
    504,
    544,
    246,
    247,
    495,
    255,
    829,
    547,
    542,
    555,
    555,
    347,
    419,
    338,
    544,
    467,
    719,
    446,
    467,
    425,
    303,
    241,
    303,
    497,
)
"""Thousandths of the type size that the characters from space to ~ take in Source Sans 3."""
WIDEST = 1050
"""Any other character, but for letters with accents: as wide as the letter."""
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
    lines = unescape(label).split(LINE_BREAK)
    return max(sum(map(_advance, line)) for line in lines) * FONT_SIZE / 1000


@lru_cache(maxsize=1024)
def _advance(character: str) -> int:
    place = ord(normalize("NFD", character)[0]) - ord(" ")
    return ADVANCES[place] if 0 <= place < len(ADVANCES) else WIDEST
