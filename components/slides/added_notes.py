"""Words of one slide that its speaker notes have besides those of the whole figure."""

from collections.abc import Sequence

from components.figures.text import clean
from components.slides.sheet import MOST_NOTES, Sheet


def add_notes(sheet: Sheet, paragraphs: Sequence[str]) -> None:
    """Put paragraphs before the notes that the slide has, as many as notes hold."""
    notes = sheet.slide.notes_slide.notes_text_frame
    if notes is None or not paragraphs:
        return
    said = clean("\n".join([*paragraphs, notes.text]))
    notes.text = said if len(said) <= MOST_NOTES else said[:MOST_NOTES].rpartition("\n")[0]
