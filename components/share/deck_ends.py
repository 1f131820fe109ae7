"""The first and the last slide of a deck: what it holds, and where it comes from."""

from collections.abc import Iterator, Sequence
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
from components.slides.slide_places import OPENING_TEXT, OPENING_TITLE
from components.slides.worded import fitting_size, placeholder_of, put_words
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.notes import notes_on_rows
from data.queries.provenance import Sources
from data.queries.source_line import source_line
from data.store import TrialStore

TITLE_SIZES, SUBTITLE_SIZES = (
    (OPENING_SIZE, 32.0, 28.0, 24.0, 20.0),
    (OPENING_TEXT_SIZE, 14.0, 12.0),
)
"""Points, the first in which the words have room; the last ones where none has."""
COLUMN_GAP = 30.0
HEAD_HEIGHT = 22.0
TEXT_SIZE = 10.0
LINE = 1.25
MARK = "• "


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


def _height(text: str, width: float) -> float:
    """The height of a text in its lines, with the mark before it."""
    return len(TextStyle(TEXT_SIZE).lines_of(f"{MARK}{text}", width)) * TEXT_SIZE * LINE


def _fitting(texts: Sequence[str], box: Box) -> int:
    """Counts the texts, from the first, that find room in a box."""
    room, count = box.height, 0
    for text in texts:
        room -= _height(text, box.width)
        if room < 0:
            break
        count += 1
    return count


def sources_slide(
    deck: Deck,
    stores: Sequence[TrialStore],
    sources: Sources,
    behind: Sequence[pd.DataFrame],
    base: str,
) -> None:
    """The sources with their citations, and the data notes on what the figures show."""
    notes = pd.concat([notes_on_rows(store, behind) for store in stores], ignore_index=True)
    counts = [
        (v.NOTE_WEIGHT.labels[code], (notes["weight"] == code).sum())
        for code in v.NOTE_WEIGHT.codes
    ]
    weights = [f"{label}: {count:,}" for label, count in counts if count]
    number = amount(len(notes), "data note")
    listed = list(_source_lines(sources))
    sheet = Sheet(
        deck,
        SlideText(
            title="Sources and data notes",
            choice=f"{number} on the rows behind these figures.",
            footer=(DISCLAIMER, f"All sources and notes: {base}/sources"),
            summary="The sources of the data, and the first of the data notes.",
            notes=(
                "Sources:",
                *listed,
                "Data notes:",
                *(
                    f"{row['title']}. {row['text']} ({row['locator']})"
                    for row in notes.to_dict("records")
                ),
            ),
        ),
    )
    half = (sheet.body.width - COLUMN_GAP) / 2
    left = Box(sheet.body.left, sheet.body.top, half, sheet.body.height)
    right = Box(left.right + COLUMN_GAP, left.top, half, left.height)
    drawing = sheet.drawing("Sources and data notes", sheet.heading.summary)
    _column(drawing, "Sources", listed, Box(left.left, left.top, half, left.height * 0.66))
    weights_top = left.top + left.height * 0.7
    _column(
        drawing,
        "Data notes by weight",
        weights,
        Box(left.left, weights_top, half, left.bottom - weights_top),
    )
    _column(drawing, "Data notes", [f"{row}." for row in notes["title"]], right)
    sheet.add(drawing)


def _column(drawing: Drawing, heading: str, texts: Sequence[str], box: Box) -> None:
    """A heading and as many texts as fit; how many more there are is said."""
    head = Box(box.left, box.top, box.width, HEAD_HEIGHT)
    body = Box(box.left, head.bottom + 4, box.width, box.height - HEAD_HEIGHT - 4)
    drawing.text(f"{heading}, heading", heading, head, TextStyle(14, bold=True))
    count = _fitting(texts, body)
    if count < len(texts):
        # one line is kept for saying so
        count = _fitting(texts, Box(body.left, body.top, body.width, body.height - 20))
    lines = [f"{MARK}{text}" for text in texts[:count]]
    if count < len(texts):
        lines.append(
            f"… and {len(texts) - count:,} more: see the speaker notes and the link below."
        )
    words = TextStyle(TEXT_SIZE, anchor="top", wrap=True)
    drawing.text(heading, "\n".join(lines) or "None.", body, words)
