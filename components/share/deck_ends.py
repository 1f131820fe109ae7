"""The first and the last slides of a deck: what it holds, what to know of it, and its sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from pptx.presentation import Presentation as Deck

from components.figures.text import clean
from components.share.attribution import DISCLAIMER
from components.slides.drawing import Box, Drawing, TextStyle
from components.slides.master import (
    OPENING_LAYOUT,
    OPENING_SIZE,
    OPENING_TEXT_SIZE,
    SUBTITLE_PLACE,
    TITLE_PLACE,
)
from components.slides.pptx_internals import add_ends
from components.slides.sheet import Sheet, SlideText, layout_named
from components.slides.slide_places import BODY, OPENING_TEXT, OPENING_TITLE
from components.slides.worded import fitting_size, placeholder_of, put_words
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.notes import heavy, notes_on_rows
from data.queries.provenance import Sources
from data.queries.source_line import source_line
from data.store import TrialStore

TITLE_SIZES, SUBTITLE_SIZES = (
    (OPENING_SIZE, 32.0, 28.0, 24.0, 20.0),
    (OPENING_TEXT_SIZE, 14.0, 12.0),
)
"""Points, the first in which the words have room; the last ones where none has."""
COLUMN_GAP = 30.0
HEAD_HEIGHT, HEAD_SIZE = 22.0, 14.0
TEXT_SIZES = (14.0, 13.0, 12.0)
"""Points of the texts of the last slide, the first in which all have room."""
LINE = 1.25
MARK = "• "
SOURCES_WIDTH = 0.6
"""Of the last slide."""
QUOTING = "What to know before quoting"
QUOTING_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0)
"""Points of heavy notes, the first in which all have room on ``MOST_QUOTING`` slides."""
MOST_QUOTING, QUOTING_COLUMNS = 2, 2
BETWEEN_NOTES = 0.7
"""Of the type, between two notes."""


def title_slide(
    deck: Deck,
    stores: Sequence[TrialStore],
    sources: Sources,
    title: str,
    count: int,
    base: str,
    today: date | None,
) -> None:
    """Draws the title slide: what the deck holds, from what data, of which day."""
    slide = deck.slides.add_slide(layout_named(deck, OPENING_LAYOUT))
    made = f" Made on {today.isoformat()}." if today else ""
    lines = [
        "; ".join(store.title for store in stores),
        f"{amount(count, 'figure')}.{made}",
        source_line(sources),
        base,
        DISCLAIMER,
    ]
    for number, words, box, sizes, bold in (
        (TITLE_PLACE, [title], OPENING_TITLE, TITLE_SIZES, True),
        (SUBTITLE_PLACE, lines, OPENING_TEXT, SUBTITLE_SIZES, False),
    ):
        size = fitting_size(words, box, sizes, bold=bold)
        put_words(placeholder_of(slide, number), words, box, box, size)
    add_ends(slide, "", made.strip().rstrip("."))
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = clean("\n".join([title, *lines]))


def _source_lines(sources: Sources) -> Iterator[str]:
    for source in sources:
        date_of = f"Data of {source.date}" if source.date else ""
        parts = [text for text in (source.title, source.citation, date_of) if text]
        yield ". ".join(parts) + "." + (f" {source.url}" if source.url else "")


def closing_slides(
    deck: Deck,
    stores: Sequence[TrialStore],
    sources: Sources,
    behind: Sequence[pd.DataFrame],
    base: str,
    left_out: Sequence[str] = (),
) -> None:
    """The notes that change how a number is read, and the sources.

    left_out: figures that the deck leaves out, with the reason, a line each.
    """
    notes = pd.concat([notes_on_rows(store, behind) for store in stores], ignore_index=True)
    link = f"{base}/sources{PageState(dataset=stores[0].known.dataset).to_query()}"
    footer = (f"{DISCLAIMER} All sources and notes:", link)
    _quoting_slides(deck, heavy(notes), footer)
    _sources_slide(deck, sources, notes, footer, left_out)


def _note_in_words(note: dict[str, str]) -> str:
    return f"{note['title']}. {note['text']} ({note['locator']})"


@dataclass(frozen=True)
class NoteBlock:
    """A note as it stands in a column: its title and its text, in lines of type."""

    title: str
    text: str
    title_lines: int
    text_lines: int
    size: float

    @classmethod
    def of(cls, note: dict[str, str], size: float, column: Box) -> "NoteBlock":
        """A note in a column; the middle of one that is longer than the column gives way."""
        bold, plain = TextStyle(size, bold=True), TextStyle(size)
        most = int(column.height / (size * LINE))
        title = bold.shortened_to(clean(note["title"]), column.width, 2)
        heads = len(bold.lines_of(title, column.width))
        text = plain.shortened_to(clean(note["text"]), column.width, most - heads - 1)
        return cls(title, text, heads, len(plain.lines_of(text, column.width)), size)

    @property
    def height(self) -> float:
        return (self.title_lines + self.text_lines) * self.size * LINE

    @property
    def needed(self) -> float:
        """Its height and the room below it."""
        return self.height + BETWEEN_NOTES * self.size

    def draw(self, drawing: Drawing, box: Box) -> None:
        head = Box(box.left, box.top, box.width, self.title_lines * self.size * LINE)
        text = Box(box.left, head.bottom, box.width, self.text_lines * self.size * LINE)
        bold = TextStyle(self.size, bold=True, anchor="top", wrap=True)
        drawing.text(f"{self.title}, heading", self.title, head, bold)
        drawing.text(self.title, self.text, text, TextStyle(self.size, anchor="top", wrap=True))


NoteColumn = list[NoteBlock]


def _in_columns(notes: Sequence[dict[str, str]], size: float, column: Box) -> list[NoteColumn]:
    """The notes one below the other, in as many columns as they need."""
    columns: list[NoteColumn] = []
    room = 0.0
    for note in notes:
        block = NoteBlock.of(note, size, column)
        if not columns or block.height > room:
            columns.append([])
            room = column.height
        columns[-1].append(block)
        room -= block.needed
    return columns


def _quoting_slides(deck: Deck, notes: pd.DataFrame, footer: tuple[str, ...]) -> None:
    """The heavy notes in sentences, on two slides at most; the speaker notes have them all."""
    rows: list[dict[str, str]] = notes.to_dict("records")
    if not rows:
        return
    width = (BODY.width - COLUMN_GAP) / QUOTING_COLUMNS
    column = Box(BODY.left, BODY.top, width, BODY.height)
    most = MOST_QUOTING * QUOTING_COLUMNS
    for size in QUOTING_SIZES:
        columns = _in_columns(rows, size, column)
        if len(columns) <= most:
            break
    shown = sum(map(len, columns[:most]))
    said = f"{amount(len(rows), 'note')} on the rows behind these figures that change how a "
    said += "number is read."
    if shown < len(rows):
        said += f" The first {shown:,} stand here; the speaker notes have all."
    spoken = tuple(map(_note_in_words, rows))
    heading = SlideText(QUOTING, said, footer, QUOTING, spoken)
    first = Sheet(deck, heading)
    for number in range(0, len(columns[:most]), QUOTING_COLUMNS):
        sheet = first.another() if number else first
        drawing = sheet.drawing(QUOTING)
        for place, blocks in enumerate(columns[:most][number : number + QUOTING_COLUMNS]):
            left, top = BODY.left + place * (width + COLUMN_GAP), BODY.top
            for block in blocks:
                block.draw(drawing, Box(left, top, width, block.height))
                top += block.needed
        sheet.add(drawing)


def _height(text: str, width: float, size: float) -> float:
    """The height of a text in its lines, with the mark before it."""
    return len(TextStyle(size).lines_of(f"{MARK}{text}", width)) * size * LINE


def _fitting(texts: Sequence[str], box: Box, size: float) -> int:
    """Counts the texts, from the first, that find room in a box."""
    room, count = box.height, 0
    for text in texts:
        room -= _height(text, box.width, size)
        if room < 0:
            break
        count += 1
    return count


def _sources_slide(
    deck: Deck,
    sources: Sources,
    notes: pd.DataFrame,
    footer: tuple[str, ...],
    left_out: Sequence[str],
) -> None:
    """The sources with their citations, the data notes by weight, and what is left out."""
    counts = [
        (v.NOTE_WEIGHT.labels[code], (notes["weight"] == code).sum())
        for code in v.NOTE_WEIGHT.codes
    ]
    weights = [f"{label}: {count:,}" for label, count in counts if count]
    number = amount(len(notes), "data note")
    where = ": see the speaker notes" if len(notes) else ""
    listed = list(_source_lines(sources))
    title = "Sources and data notes"
    sheet = Sheet(
        deck,
        SlideText(
            title=title,
            choice=f"{number} on the rows behind these figures{where}.",
            footer=footer,
            summary="The sources of the data, the data notes by weight, and what is left out.",
            notes=(
                "Sources:",
                *listed,
                *(("Left out:", *left_out) if left_out else ()),
                "Data notes:",
                *map(_note_in_words, notes.to_dict("records")),
            ),
        ),
    )
    body = sheet.body
    width = (body.width - COLUMN_GAP) * SOURCES_WIDTH
    left = Box(body.left, body.top, width, body.height)
    right = Box(
        left.right + COLUMN_GAP, body.top, body.right - left.right - COLUMN_GAP, body.height
    )
    drawing = sheet.drawing(title, sheet.heading.summary)
    _column(drawing, "Sources", listed, left)
    below = _column(drawing, "Data notes by weight", weights, right)
    if left_out:
        room = Box(right.left, below + HEAD_HEIGHT, right.width, right.bottom - below - HEAD_HEIGHT)
        _column(drawing, "Left out", left_out, room)
    sheet.add(drawing)


def _column(drawing: Drawing, heading: str, texts: Sequence[str], box: Box) -> float:
    """A heading and as many texts as fit, how many more there are, and where they end."""
    head = Box(box.left, box.top, box.width, HEAD_HEIGHT)
    body = Box(box.left, head.bottom + 4, box.width, box.height - HEAD_HEIGHT - 4)
    drawing.text(f"{heading}, heading", heading, head, TextStyle(HEAD_SIZE, bold=True))
    for size in TEXT_SIZES:
        count = _fitting(texts, body, size)
        if count == len(texts):
            break
    else:
        # one line is kept for saying so
        kept = replace(body, height=body.height - 2 * size * LINE)
        count = _fitting(texts, kept, size)
    lines = [f"{MARK}{text}" for text in texts[:count]]
    if count < len(texts):
        lines.append(
            f"… and {len(texts) - count:,} more: see the speaker notes and the link below."
        )
    said = lines or ["None."]
    words = TextStyle(size, anchor="top", wrap=True)
    drawing.text(heading, "\n".join(said), body, words)
    return body.top + sum(len(words.lines_of(line, body.width)) for line in said) * size * LINE
