"""One slide of several figures: fields of the trials side by side, with the words of them all."""

from collections.abc import Sequence

from pptx.presentation import Presentation as Deck

from components.share.drawn_view import DrawnView
from components.slides.field_charts import FieldChart, field_charts
from components.slides.sheet import Sheet, SlideText
from data.index.breakdowns import Breakdown
from data.link.filters import FILTER_LABELS
from data.queries.source_line import source_line


def together(deck: Deck, drawn: Sequence[DrawnView], notes: Sequence[str], title: str) -> None:
    """Draws breakdowns by one field each, under the same choices, on one slide.

    notes: the speaker notes of all of them, a paragraph each.
    """
    answers = [each.answer for each in drawn]
    charts = [
        FieldChart(FILTER_LABELS[answer.shown.field], answer)
        for answer in answers
        if isinstance(answer, Breakdown)
    ]
    field_charts(charts, Sheet(deck, _heading(drawn, notes, title)))


def _heading(drawn: Sequence[DrawnView], notes: Sequence[str], title: str) -> SlideText:
    """The words around them; the link is that of their page, their own ones are in the notes."""
    first = drawn[0].words
    sources = tuple(dict.fromkeys(source for each in drawn for source in each.words.sources))
    return SlideText(
        title=title,
        choice=first.choice_line,
        footer=(source_line(sources), first.link.partition("#")[0]),
        summary=" ".join(each.words.summary for each in drawn),
        notes=tuple(notes),
    )
