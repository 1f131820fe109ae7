"""One slide: title, filters, room for the figure, source, notes; and the deck that holds them."""

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide, SlideLayout

from components.figures.text import clean
from components.slides import master
from components.slides.drawing import Box, Drawing, Ids, TextStyle
from components.slides.own_template import added_height
from components.slides.pptx_internals import Element, add_ends, insert_before, set_description
from components.slides.slide_places import BODY, CHOICE, SOURCE, TITLE
from components.slides.theme_colours import SLIDE
from components.slides.worded import LINE, height_of, placeholder_of, put_words
from components.theme import Palette

SMALLEST = 9.0
"""Points; 18 pixels of a 1920 x 1080 screen: readable from the back of a room."""
TITLE_SIZES = (master.TITLE_SIZE, 22.0, 20.0)
"""Points in which a title has one line."""
TITLE_IN_TWO = (18.0, 16.0, 14.0, 12.0)
"""Points in which it has two."""
MOST_CHOICE_LINES = 3
GAP = 10.0
CONTINUED = " (continued)"
"""After the title of a slide on which a figure goes on."""
MOST_NOTES = 20_000
"""Characters of speaker notes; what is left out is said there."""


@dataclass(frozen=True)
class SlideText:
    """The words around the figure of a slide.

    Attributes:
        title, choice: the two lines above.
        footer: the lines below; one that is an address can be clicked.
        summary: the alt text of the slide's graphic.
        notes: the speaker notes, one paragraph each.
        ends: the words at the foot of the slide: the deck's name, and the day it was made.
    """

    title: str
    choice: str
    footer: tuple[str, ...]
    summary: str
    notes: tuple[str, ...]
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class HeadingSetting:
    """Words around a figure, measured: how they are set, and the room that they leave it.

    A long title takes smaller type and a second line, long filters and sources more lines; what
    they take more than their place has, the figure gives way.
    """

    title_size: float
    title: Box
    choice: Box
    choice_words: str
    source: Box
    body: Box

    @classmethod
    def of(cls, heading: SlideText, added: float = 0.0) -> "HeadingSetting":
        """added: points by which the slide is higher than the house's."""
        size, height = _title_setting(heading.title)
        # the slides on which it goes on have its room, so that one layout serves all of them
        _, longer = _title_setting(heading.title.removesuffix(CONTINUED) + CONTINUED)
        title = replace(TITLE, height=max(TITLE.height, height, longer))
        words = TextStyle(master.CHOICE_SIZE).shortened_to(
            clean(heading.choice), CHOICE.width, MOST_CHOICE_LINES
        )
        needed = height_of(words, master.CHOICE_SIZE, CHOICE.width)
        top = CHOICE.top + title.height - TITLE.height
        choice = replace(CHOICE, top=top, height=max(CHOICE.height, needed))
        needed = sum(height_of(line, master.SOURCE_SIZE, SOURCE.width) for line in heading.footer)
        height = max(SOURCE.height, needed)
        source = replace(SOURCE, top=SOURCE.bottom + added - height, height=height)
        body_top = max(BODY.top, choice.bottom + GAP)
        bottom = min(BODY.bottom + added, source.top - (SOURCE.top - BODY.bottom))
        body = replace(BODY, top=body_top, height=bottom - body_top)
        return cls(size, title, choice, words, source, body)


def _title_setting(title: str) -> tuple[float, float]:
    """The size of a title, and the height that it takes."""
    sizes = [(size, 1) for size in TITLE_SIZES] + [(size, 2) for size in TITLE_IN_TWO]
    for size, most in sizes:
        height = height_of(title, size, TITLE.width, bold=True)
        if height <= most * size * LINE:
            break
    return size, height


@dataclass
class Sheet:
    """A slide in the making; the figure goes into ``body``."""

    deck: Deck
    heading: SlideText
    palette: Palette = SLIDE
    body: Box = field(init=False)
    slide: Slide = field(init=False)
    ids: Ids = field(default_factory=Ids)
    _source: Element = field(init=False)

    def __post_init__(self) -> None:
        setting = HeadingSetting.of(self.heading, added_height(self.deck))
        self.body = setting.body
        self.slide = self.deck.slides.add_slide(layout_named(self.deck, master.FIGURE_LAYOUT))
        size = setting.title_size if setting.title_size < master.TITLE_SIZE else None
        title, filters, source = (
            placeholder_of(self.slide, number)
            for number in (master.TITLE_PLACE, master.FILTERS_PLACE, master.SOURCE_PLACE)
        )
        title.name, filters.name, source.name = "Title", "Filters", "Source"
        put_words(title, [self.heading.title], setting.title, TITLE, size)
        put_words(filters, [setting.choice_words], setting.choice, CHOICE)
        put_words(source, self.heading.footer, setting.source, SOURCE)
        add_ends(self.slide, *self.heading.ends)
        self._source = source.element
        notes = self.slide.notes_slide.notes_text_frame
        if notes is not None:
            notes.text = _cut(clean("\n".join(self.heading.notes)))

    def drawing(self, name: str, description: str = "") -> Drawing:
        """A new named group for this slide; it appears once it is added."""
        return Drawing(name, self.ids, description)

    def add(self, drawing: Drawing) -> None:
        """Put a drawing on the slide; its alt text is its name where it has none of its own.

        Words are read as they are, and what only decorates is passed over.
        """
        says = not drawing.only_text and not drawing.only_decoration
        if says and not drawing.description:
            drawing.description = f"{drawing.name}: part of the figure “{self.heading.title}”."
        element = drawing.element()
        if element is not None:
            self.append(element)

    def append(self, element: Element) -> None:
        """Put an element after the others of the figure and before the source, as it is read."""
        insert_before(self._source, element)

    def describe(self, shape: BaseShape, name: str) -> None:
        """Name and alt text of a chart or table that python-pptx made."""
        shape.name = name
        set_description(shape, clean(self.heading.summary))

    def another(self) -> "Sheet":
        """The next slide of the same figure, where one cannot hold it in readable type."""
        title = self.heading.title.removesuffix(CONTINUED) + CONTINUED
        return Sheet(self.deck, replace(self.heading, title=title), self.palette)


def _cut(notes: str) -> str:
    """Whole paragraphs up to the most that notes hold, and a word on what was left out."""
    if len(notes) <= MOST_NOTES:
        return notes
    return notes[:MOST_NOTES].rpartition("\n")[0] + "\nThe rest was left out; see the link."


def new_deck() -> Deck:
    """An empty 16:9 presentation in the house style."""
    return Presentation(io.BytesIO(master.house_template()))


def layout_named(deck: Deck, name: str) -> SlideLayout:
    """The layout of a presentation of the house.

    Raises:
        ValueError: it has none of this name.
    """
    found = deck.slide_layouts.get_by_name(name)
    if found is None:
        raise ValueError(f"The presentation has no layout “{name}”.")
    return found


def deck_bytes(deck: Deck, today: date | None = None) -> bytes:
    """The presentation as a file, which says what it is and when it was made.

    Its title is that of its first slide. today: the day, or that of the clock.
    """
    about = deck.core_properties
    titles = (slide.shapes.title for slide in deck.slides)
    about.title = next((title.text_frame.text for title in titles if title is not None), "")[:255]
    about.author = about.last_modified_by = master.NAME
    day = today or datetime.now(UTC).date()
    about.created = about.modified = datetime(day.year, day.month, day.day)
    about.revision = 1
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
