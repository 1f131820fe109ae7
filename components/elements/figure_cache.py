"""Views as they were drawn lately, kept for the next time that the same link is asked for.

Kept by each worker for itself, by dataset and state, and bounded: Back, a filter taken off again
and readers who look at the same page find their figures ready. Nobody changes what is kept: dash
only writes it out.
"""

from functools import lru_cache

import pandas as pd

from components.elements.incidents import failed_in_words, failure
from components.elements.request import PageRequest
from components.theme import Palette, note, palette_named
from components.view import Rendered
from components.views import VIEWS
from data.link.state import PageState
from data.store import TrialStore

FIGURES_KEPT = 24
"""A page has up to ten; the map of 500,000 trials takes up to half a megabyte."""
SIZE_OF_WORDS = 14


def rendered(store: TrialStore, request: PageRequest, slug: str) -> Rendered:
    """A view drawn for a request; one that fails says so in its place, the page goes on."""
    try:
        return _rendered(store, request.state, request.palette.name, slug)
    except Exception as error:
        mark = failure("figure failed", error, figure=slug)
        return failed(slug, request.palette, failed_in_words("This figure", mark))


@lru_cache(maxsize=FIGURES_KEPT)
def _rendered(store: TrialStore, state: PageState, palette: str, slug: str) -> Rendered:
    return VIEWS[slug].render(store, state, palette_named(palette))


def failed(slug: str, palette: Palette, words: str) -> Rendered:
    """A view that could not be drawn: the words where the figure would stand, and no rows."""
    view = VIEWS[slug]
    lines = words.replace(". ", ".<br>")
    centre = {"xref": "paper", "yref": "paper", "xanchor": "center", "align": "center"}
    figure = {
        "data": [],
        "layout": {
            "paper_bgcolor": palette.background,
            "plot_bgcolor": palette.background,
            "xaxis": {"visible": False, "fixedrange": True},
            "yaxis": {"visible": False, "fixedrange": True},
            "annotations": [note(lines, 0.5, 0.5, palette.text, SIZE_OF_WORDS, **centre)],
        },
    }
    none = pd.DataFrame(columns=list(view.columns))
    return Rendered(view, none, figure, f"{view.title}. {words}", (), words)
