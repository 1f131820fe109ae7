"""Widths of text in the house type: the advances of the shipped font, known before a browser draws.

The tables are read from ``assets/fonts/source-sans-3-latin-wght-normal.woff2``; the test of this
module reads them again and prints them where the font has changed.
"""

from bisect import bisect_left
from functools import lru_cache
from unicodedata import combining, normalize

from components.figures.arial_widths import ARIAL, ARIAL_BOLD
from components.figures.arial_widths import BEYOND_ASCII as ARIAL_BEYOND_ASCII
from components.figures.text import shortened

ASCII = "".join(map(chr, range(ord(" "), 0x7F)))
BEYOND_ASCII = (
    "\xa0\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb5"
    "\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf\xc6\xd0\xd7\xd8\xde\xdf\xe6\xf0\xf7\xf8\xfe"
    "\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2009\u2013\u2014\u2018\u2019\u201a"
    "\u201c\u201d\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2191\u2193"
    "\u2212\u2215"
)
"""The font's other characters, but for letters with accents: those are as wide as the letter."""
REGULAR = (
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497,
    497, 497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571,
    615, 527, 494, 617, 652, 263, 479, 579, 486, 727, 647, 664, 566, 664, 569, 534, 536, 645,
    515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555, 496, 292, 504,
    544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467,
    425, 303, 241, 303, 497, 200, 289, 497, 497, 497, 497, 241, 497, 542, 744, 345, 429, 497,
    311, 423, 542, 331, 497, 367, 367, 542, 562, 560, 249, 542, 367, 365, 429, 781, 808, 796,
    425, 822, 639, 497, 664, 583, 576, 778, 544, 497, 542, 555, 247, 847, 839, 257, 257, 542,
    542, 542, 100, 480, 800, 249, 249, 249, 426, 426, 426, 304, 948, 249, 426, 271, 271, 86,
    497, 637, 619, 619, 497, 86,
)  # fmt: skip
SEMIBOLD = (
    200, 328, 510, 521, 520, 849, 653, 288, 334, 334, 447, 520, 288, 327, 288, 341, 520, 520,
    520, 520, 520, 520, 520, 520, 520, 520, 288, 288, 520, 520, 520, 454, 889, 565, 601, 579,
    630, 543, 517, 633, 668, 292, 501, 606, 510, 754, 661, 679, 589, 679, 602, 550, 551, 660,
    546, 807, 554, 513, 541, 334, 341, 334, 520, 500, 552, 522, 568, 465, 568, 512, 329, 527,
    565, 269, 270, 535, 279, 850, 566, 552, 568, 568, 386, 437, 372, 562, 509, 762, 497, 508,
    452, 334, 261, 334, 520, 200, 328, 520, 520, 520, 521, 261, 520, 552, 749, 355, 468, 520,
    327, 453, 552, 357, 520, 374, 374, 552, 586, 618, 288, 552, 374, 371, 468, 802, 836, 812,
    454, 840, 654, 520, 679, 609, 618, 781, 555, 520, 552, 568, 269, 865, 826, 291, 291, 552,
    552, 552, 100, 480, 800, 288, 288, 288, 510, 510, 510, 335, 971, 288, 510, 287, 287, 94,
    521, 671, 617, 617, 520, 94,
)  # fmt: skip
"""Thousandths of the type size that each character takes at the weights 400 and 650."""
LEAST = 7
"""Characters that are left of a text at least."""
WIDEST = 1050
"""Of any character that the font does not have: as wide as those of Chinese, and a little more."""

HOUSE_FACE, SLIDE_FACE = "Source Sans 3", "Arial"
ADVANCES = {
    (face, bold): dict(zip(ASCII + signs, advances, strict=True))
    for face, bold, signs, advances in (
        (HOUSE_FACE, False, BEYOND_ASCII, REGULAR),
        (HOUSE_FACE, True, BEYOND_ASCII, SEMIBOLD),
        (SLIDE_FACE, False, ARIAL_BEYOND_ASCII, ARIAL),
        (SLIDE_FACE, True, ARIAL_BEYOND_ASCII, ARIAL_BOLD),
    )
}


def text_width(text: str, size: float, *, bold: bool = False, face: str = HOUSE_FACE) -> float:
    """The width of one line of text, in the unit of its type size.

    face: that of the house, or that of slides.
    """
    return _thousandths(text, bold, face) * size / 1000


@lru_cache(maxsize=8192)
def _thousandths(text: str, bold: bool, face: str) -> int:
    return sum(_advance(character, bold, face) for character in normalize("NFC", text))


@lru_cache(maxsize=2048)
def _advance(character: str, bold: bool, face: str) -> int:
    if combining(character):
        return 0
    advances = ADVANCES[face, bold]
    found = advances.get(character)
    return advances.get(normalize("NFD", character)[0], WIDEST) if found is None else found


def lines_of(
    text: str, size: float, width: float, *, bold: bool = False, face: str = HOUSE_FACE
) -> list[str]:
    """The text in lines that fit the width; words longer than a line are broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold, face=face) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, size, width, bold, face)
        lines += whole
    return [*lines, line] if line else lines


def _pieces(word: str, size: float, width: float, bold: bool, face: str) -> list[str]:
    """A word cut where it would run over the width."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold=bold, face=face) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def shortened_to(
    text: str, size: float, width: float, most: int, *, bold: bool = False, face: str = HOUSE_FACE
) -> str:
    """A text that has room in so many lines; the middle of a longer one gives way."""

    def runs_over(kept: int) -> bool:
        return len(lines_of(shortened(text, kept), size, width, bold=bold, face=face)) > most

    if not runs_over(len(text)):
        return text
    return shortened(text, LEAST + bisect_left(range(LEAST + 1, len(text)), True, key=runs_over))


def cut_to(
    text: str, size: float, width: float, *, bold: bool = False, face: str = HOUSE_FACE
) -> str:
    """The text, or as much of its start as fits the width before an ellipsis."""
    if text_width(text, size, bold=bold, face=face) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size, bold=bold, face=face) > width:
        kept = kept[:-1]
    return f"{kept}…"
