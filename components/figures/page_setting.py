"""The room and the type for which a drawing is laid out: pixels of a screen, points of a slide."""

from dataclasses import dataclass, replace
from typing import Self

from components.figures.text_width import cut_to, lines_of, shortened_to, text_width

ELLIPSIS = "…"


@dataclass(frozen=True)
class PageSetting:
    """One unit of length for all.

    Attributes:
        width, height: of the room.
        size: of the type, as its width is measured; line: the height of a line of it.
    """

    width: float
    height: float
    size: float
    line: float

    def in_room(self, width: float, height: float) -> Self:
        return replace(self, width=width, height=height)

    @property
    def pad(self) -> float:
        """The distance of words from what stands beside them."""
        return self.line * 0.24

    def width_of(self, text: str, *, bold: bool = False) -> float:
        return text_width(text, self.size, bold=bold)

    def cut(self, text: str, width: float, *, bold: bool = False) -> str:
        """The text, or as much of its start as fits before an ellipsis."""
        # no sign is narrower than two units: what is beyond is not measured
        return cut_to(text[: int(width / 2) + 2], self.size, width, bold=bold)

    def lines(self, text: str, width: float, most: int, *, bold: bool = False) -> list[str]:
        """The text in at most so many lines; the middle of a longer one gives way."""
        short = shortened_to(text, self.size, width, most, bold=bold)
        return lines_of(short, self.size, width, bold=bold)[:most]

    def whole_words(self, text: str, width: float, most: int, *, bold: bool = False) -> list[str]:
        """The text in at most so many lines, in a room that may be narrower than a word.

        No word is broken: one that is too wide, and a last line with more to come, are cut.
        """
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_of(longer, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(self.cut(word, width, bold=bold))
        if len(lines) <= most:
            return lines
        last = self.cut(f"{lines[most - 1]}{ELLIPSIS}", width, bold=bold)
        return [*lines[: most - 1], last]

    def widest(self, texts: list[str], *, bold: bool = False) -> float:
        return max((self.width_of(text, bold=bold) for text in texts), default=0.0)


SCREEN = PageSetting(1040.0, 580.0, 13.0, 17.0)
"""The narrowest figure of a protocol, as high as its card is whole on a screen of 1440 x 900;
plotly.js sets lines at 1.3 of the type."""
