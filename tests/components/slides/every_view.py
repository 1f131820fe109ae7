"""Every view of a dataset on slides of one file."""

import io
from collections.abc import Sequence
from dataclasses import replace

from pptx import Presentation
from pptx.slide import Slide

from components.share.deck import heading
from components.share.drawn_view import DrawnView
from components.slides.sheet import Sheet, SlideText, deck_bytes, new_deck
from components.views import VIEWS
from data.link.state import PageState
from data.store import TrialStore

RESULTS = "/outcomes"
"""The page of the views that draw one trial."""


def states_of(store: TrialStore, trials: Sequence[str] = ()) -> list[PageState]:
    """The dataset without a choice, and with each of these trials' posted results."""
    state = PageState(store.no_filters(), dataset=store.known.dataset)
    return [
        state,
        *(replace(state, results=replace(state.results, trial=trial)) for trial in trials),
    ]


class EveryView:
    """The slides of every view that a dataset has the data for, each under its own heading.

    given: what is changed in each heading, such as a long title.
    """

    def __init__(self, store: TrialStore, states: Sequence[PageState], **given: object) -> None:
        deck, self.held = new_deck(), {}
        for state in states:
            for slug, view in VIEWS.items():
                if view.lacks(store, state) or (slug in self.held and view.scope.path != RESULTS):
                    continue
                drawn = DrawnView.of(store, state, view, "https://trials.example.org")
                words: SlideText = replace(heading(drawn.words, ("A note",)), **given)
                first = len(deck.slides)
                view.slide(drawn.answer, drawn.state, Sheet(deck, words))
                self.held.setdefault(slug, []).extend(range(first, len(deck.slides)))
        self.blob = deck_bytes(deck)

    def slides(self, blob: bytes = b"") -> dict[str, list[Slide]]:
        """View -> its slides, as a reader of the file has them."""
        slides = list(Presentation(io.BytesIO(blob or self.blob)).slides)
        return {slug: [slides[number] for number in held] for slug, held in self.held.items()}
