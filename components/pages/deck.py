"""Deck: the figures that a reader put together, to reorder, name, speak about and download.

The deck lives in the reader's browser: assets/deck.js fills the page. The server draws its
figures, and learns of their names where they are presented, of the notes at the download.
"""

import json
from collections.abc import Sequence
from functools import partial

from dash import html

from components.elements import ids
from components.elements.links import address, link
from components.elements.page import Page
from components.elements.parts import page_head
from components.elements.request import PageRequest
from components.share.deck import MOST_FIGURES, MOST_NAME_LENGTH, MOST_NOTE_LENGTH
from components.slides.own_template import MOST_BYTES
from components.views import VIEWS
from data.link.state import PageState
from data.store import TrialStore

STANDARD_DECK = "/export/deck.pptx"
"""No figure named is the standard deck."""


def standard_deck_link(state: PageState) -> html.A:
    """The story of a dataset under the choices of a page, in one click."""
    return html.A(
        "Standard deck (.pptx)",
        href=address(STANDARD_DECK, state.to_query()),
        download="",
        className="button-link",
    )


def views_json() -> str:
    """slug -> title and page of every view, for figures that come with a link."""
    return json.dumps(
        {view.slug: [view.title, address(view.scope.path)] for view in VIEWS.values()}
    )


def leading_to(pages: Sequence[Page]) -> Page:
    """The page of the deck, which leads to those of these pages that have figures."""
    return Page("deck", "Deck", "/deck", partial(layout, pages), has_figures=False)


def layout(pages: Sequence[Page], store: TrialStore, request: PageRequest) -> html.Div:
    query = request.state.to_query()
    is_filtered = bool(request.state.filters.active())
    chosen = f"Filters: {request.state.filters.describe()}." if is_filtered else "No filters."
    drawn = {view.scope.path for view in VIEWS.values() if not view.lacks(store)}
    with_views = [page for page in pages if page.path in drawn]
    # the table of trials, which is no figure, comes last
    with_views.sort(key=lambda page: not page.has_figures)
    links = [html.Li(link(page.title, page.path, query)) for page in with_views]
    return html.Div(
        [
            page_head(
                "Deck",
                "Figures for a talk, each with the filters it had when it was added. The deck is "
                "kept in this browser: names go to the server when it is presented or downloaded, "
                "notes when it is downloaded.",
            ),
            html.Div(
                id=ids.DECK,
                className="deck",
                **{
                    "data-export": address("/export/deck"),
                    "data-page": address("/deck"),
                    "data-most-name": str(MOST_NAME_LENGTH),
                    "data-most-note": str(MOST_NOTE_LENGTH),
                    "data-most-template": str(MOST_BYTES),
                    "data-views": views_json(),
                    "data-words": address("/deck-words.json"),
                },
            ),
            html.Section(
                [
                    html.H2("Add a figure"),
                    html.P(
                        "Open a page, set the filters, and choose Export, then Add to deck, at "
                        f"a figure. A deck holds up to {MOST_FIGURES} figures. Pages with figures:"
                    ),
                    html.Ul(links, className="deck-pages"),
                    html.H2("Or take the standard deck"),
                    html.P(
                        f"The story of this dataset in the order of a talk. {chosen} What has "
                        "nothing to show is left out and named on the last slide."
                    ),
                    html.P(standard_deck_link(request.state)),
                ],
                className="card deck-help",
            ),
        ],
        className="page deck-page",
    )
