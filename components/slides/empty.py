"""The slide that has nothing to draw."""

from components.slides.drawing import TextStyle
from components.slides.sheet import Sheet

SIZE = 18


def empty_slide(sheet: Sheet, words: str) -> None:
    """A sentence in place of a figure."""
    drawing = sheet.drawing("Nothing to show", sheet.heading.summary)
    look = TextStyle(SIZE, sheet.palette.muted, align="centre", wrap=True)
    drawing.text("Why there is no figure", words, sheet.body, look)
    sheet.add(drawing)
