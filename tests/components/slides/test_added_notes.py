"""Notes of one slide: they stand before those of the figure, and no longer than notes may be."""

import pytest

from components.slides.added_notes import add_notes
from components.slides.sheet import MOST_NOTES
from tests.components.slides.decks import slides_of


@pytest.mark.parametrize(
    ("paragraphs", "first"),
    [(["A word."], "A word."), ([], None), (["\ud800<b>", "x" * (2 * MOST_NOTES)], "<b>")],
)
def test_paragraphs_stand_before_the_notes(paragraphs, first):
    (before,) = slides_of(lambda frame, sheet: None, None)
    (slide,) = slides_of(lambda frame, sheet: add_notes(sheet, paragraphs), None)
    notes = slide.notes_slide.notes_text_frame.text
    assert len(notes) <= MOST_NOTES
    if first is None:
        assert notes == before.notes_slide.notes_text_frame.text
    else:
        assert notes.splitlines()[0].endswith(first)
