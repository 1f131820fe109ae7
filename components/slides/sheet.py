"""One slide: title, filters, room for the figure, footer, notes; and the deck that holds them."""

import io
from dataclasses import dataclass, field

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Emu

from components.figures.text import clean
from components.slides.drawing import EMU, TYPEFACE, Box, Drawing, Ids, Stroke, TextStyle
from components.slides.pptx_internals import (
    append,
    framed_placeholders,
    set_description,
    set_title_style,
)
from components.theme import LIGHT, Palette

WIDTH, HEIGHT = 960.0, 540.0
EDGE = 30.0
TITLE = Box(EDGE, 16, WIDTH - 2 * EDGE, 34)
CHOICE = Box(EDGE, 50, WIDTH - 2 * EDGE, 20)
BODY = Box(EDGE, 80, WIDTH - 2 * EDGE, 408)
FOOTER = Box(EDGE, 494, WIDTH - 2 * EDGE, 38)
"""Three lines: sources of a figure may take two, its link one."""
TITLE_SIZE = 24
SOURCE_SIZE = 10.0
"""Points of the source line."""
SMALLEST = 9.0
"""Points; 18 pixels of a 1920 x 1080 screen: readable from the back of a room."""
TITLE_ONLY_LAYOUT = 5
MOST_NOTES = 20_000
"""Characters of speaker notes; what is left out is said there."""


@dataclass(frozen=True)
class SlideText:
    """The words around the figure of a slide.

    Attributes:
        title, choice: the two lines above.
        footer: the lines below.
        summary: the alt text of the slide's graphic.
        notes: the speaker notes, one paragraph each.
    """

    title: str
    choice: str
    footer: tuple[str, ...]
    summary: str
    notes: tuple[str, ...]


@dataclass
class Sheet:
    """A slide in the making; the figure goes into ``body``."""

    deck: Deck
    heading: SlideText
    palette: Palette = LIGHT
    body: Box = BODY
    slide: Slide = field(init=False)
    ids: Ids = field(default_factory=Ids)

    def __post_init__(self) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLE_ONLY_LAYOUT])
        self._write_title()
        words = self.drawing(CAPTION)
        muted = self.palette.muted
        words.text("Filters", self.heading.choice, CHOICE, TextStyle(12, muted, wrap=True))
        rule = (FOOTER.left, FOOTER.top - 4), (FOOTER.right, FOOTER.top - 4)
        words.line("Rule", *rule, Stroke(self.palette.border, 0.5))
        lines = "\n".join(self.heading.footer)
        words.text("Source", lines, FOOTER, TextStyle(SOURCE_SIZE, muted, anchor="top", wrap=True))
        self.add(words)
        notes = self.slide.notes_slide.notes_text_frame
        if notes is not None:
            notes.text = _cut(clean("\n".join(self.heading.notes)))

    def _write_title(self) -> None:
        """In the layout's own title, so that outline and screen readers find it."""
        title = self.slide.shapes.title
        if title is None:
            raise ValueError("The slide layout has no title.")
        title.left, title.top = Emu(emu(TITLE.left)), Emu(emu(TITLE.top))
        title.width, title.height = Emu(emu(TITLE.width)), Emu(emu(TITLE.height))
        frame = title.text_frame
        frame.text = clean(self.heading.title)
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0

    def drawing(self, name: str, description: str = "") -> Drawing:
        """A new named group for this slide; it appears once it is added."""
        return Drawing(name, self.ids, description)

    def add(self, drawing: Drawing) -> None:
        """Put a drawing on the slide; its alt text is its name where it has none of its own."""
        if not drawing.description and not drawing.only_text and drawing.name != CAPTION:
            drawing.description = f"{drawing.name}: part of the figure “{self.heading.title}”."
        element = drawing.element()
        if element is not None:
            append(self.slide, element)

    def describe(self, shape: BaseShape, name: str) -> None:
        """Name and alt text of a chart or table that python-pptx made."""
        shape.name = name
        set_description(shape, clean(self.heading.summary))

    def another(self) -> "Sheet":
        """The next slide of the same figure, where one cannot hold it in readable type."""
        title = self.heading.title.removesuffix(CONTINUED) + CONTINUED
        heading = SlideText(
            title,
            self.heading.choice,
            self.heading.footer,
            self.heading.summary,
            self.heading.notes,
        )
        return Sheet(self.deck, heading, self.palette)


CONTINUED = " (continued)"
CAPTION = "Caption and source"


def _cut(notes: str) -> str:
    """Whole paragraphs up to the most that notes hold, and a word on what was left out."""
    if len(notes) <= MOST_NOTES:
        return notes
    return notes[:MOST_NOTES].rpartition("\n")[0] + "\nThe rest was left out; see the link."


def emu(points: float) -> int:
    return round(points * EMU)


def new_deck() -> Deck:
    """An empty 16:9 presentation in the house style.

    python-pptx's own template is 4:3: its master and layouts are stretched with the slide, and
    the master's title style is set, so that new slides which a reader adds look the same.
    """
    deck = Presentation()
    stretch = WIDTH * EMU / int(deck.slide_width or 1)
    for shape in framed_placeholders(deck):
        shape.left, shape.width = Emu(int(shape.left * stretch)), Emu(int(shape.width * stretch))
    deck.slide_width, deck.slide_height = Emu(emu(WIDTH)), Emu(emu(HEIGHT))
    set_title_style(deck, TITLE_SIZE, TYPEFACE)
    return deck


def deck_bytes(deck: Deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
