"""Plain text of a record: Markdown's backslashes and typographic signs taken out, places kept."""

from collections.abc import Sequence
from dataclasses import dataclass

DASHES = "‐‑‒–—―−﹣－"
SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r"
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SIGNS = {
    **FULL_WIDTH,
    **SUPERSCRIPTS,
    **dict.fromkeys(map(ord, DASHES), ord("-")),
    **dict.fromkeys(map(ord, SPACES), ord(" ")),
    **str.maketrans("×✕∗µμ、。〜∼“”", 'xx*uu,.~~""'),
    **dict.fromkeys(map(ord, "●▪◦‣∙⁃"), ord("•")),
}
"""One sign for one sign: the places of all others stay."""


@dataclass(frozen=True)
class PlainText:
    """A text as the patterns read it, and the place of each of its signs in the source."""

    source: str
    plain: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the source of a span that is not empty."""
        return self.places[start], self.places[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """The verbatim words of a span that is not empty."""
        first, after = self.span(start, end)
        return self.source[first:after]


def plain_text(source: str) -> PlainText:
    signs = source.translate(SIGNS)
    if "\\" not in signs:
        return PlainText(source, signs, range(len(signs)))
    places = [
        place
        for place, sign in enumerate(signs)
        if sign != "\\" or signs[place + 1 : place + 2].isalnum()
    ]
    return PlainText(source, "".join(signs[place] for place in places), places)
