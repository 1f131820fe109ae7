"""Deck: the figures that a reader put together, to reorder, rename and download.

The deck lives in the reader's browser: assets/deck.js fills the page, and the server learns
of the deck when it is downloaded.
"""

import json
from collections.abc import Iterable

from dash import html

from components import ids
from components.controls import held, is_searched
from components.deck import MOST_FIGURES, MOST_NAME_LENGTH
from components.links import address, dataset_query, link
from components.parts import Panel, page_head
from components.request import PageRequest
from components.views import VIEWS
from data.filters import TEXT_KEY
from data.options import (
    AGENT_CLASS,
    CHANGE,
    COMPARED_FIELD,
    COUNT,
    MEASURE,
    PLACES,
    REGION,
    ROLE,
    TRANSPLANT,
    WINDOW,
)
from data.query_string import Field
from data.state import DATASET_KEY
from data.store import TrialStore

PANELS: dict[str, Panel] = {}

STANDARD_DECK = "/export/deck.pptx"
"""No figure named is the standard deck."""

WITH_FIGURES = (
    ("/map", "Map"),
    ("/design", "Phase and design"),
    ("/registry", "Registry"),
    ("/protocols", "Protocols"),
    ("/compare", "Compare"),
    ("/outcomes", "Outcomes"),
    ("/then-and-now", "Then and now"),
)
OPTION_FIELDS = (
    COUNT,
    PLACES,
    REGION,
    MEASURE,
    ROLE,
    AGENT_CLASS,
    TRANSPLANT,
    WINDOW,
    CHANGE,
    COMPARED_FIELD,
)


def standard_deck_link(store: TrialStore) -> html.A:
    """Every view on the whole dataset, in one click."""
    return html.A(
        "Standard deck (.pptx)",
        href=address(STANDARD_DECK, dataset_query(store)),
        download="",
        className="button-link",
    )


def standard_deck_size(store: TrialStore) -> int:
    """How many figures the standard deck of a dataset holds."""
    return sum(not view.lacks(store) for view in VIEWS.values())


def views_json() -> str:
    """slug -> title and page of every view, for figures that come with a link."""
    return json.dumps(
        {view.slug: [view.title, address(view.scope.path)] for view in VIEWS.values()}
    )


def _in_words(fields: Iterable[Field]) -> dict[str, list[object]]:
    return {
        field.key: [field.label, {field.slugs[code]: field.labels[code] for code in field.codes}]
        for field in fields
    }


def words_json(store: TrialStore) -> str:
    """key -> label and the words of its slugs, so that a link can be said without the server."""
    few = [field for field in store.known.all if not is_searched(field)]
    words = _in_words([*OPTION_FIELDS, *few])
    # only the countries that some trial has, not all of the world
    country = next(field for field in store.known.filters if field.key == "country")
    present = {country.slugs[code]: country.labels[code] for code in held(store, country)}
    words["country"] = [country.label, present]
    if store.known.dataset:
        words[DATASET_KEY] = ["Dataset", {store.known.dataset: store.title}]
    words[TEXT_KEY] = ["Text", {}]
    words["compare"] = ["Compared", words["regimen"][1]]
    return json.dumps(words)


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    query = request.state.to_query()
    drawn = {view.scope.path for view in VIEWS.values() if not view.lacks(store)}
    pages = [html.Li(link(label, path, query)) for path, label in WITH_FIGURES if path in drawn]
    return html.Div(
        [
            page_head(
                "Deck",
                "Figures for a talk, each with the filters it had when it was added. The deck is "
                "kept in this browser; the server sees it when it is downloaded.",
            ),
            html.Div(
                id=ids.DECK,
                className="deck",
                **{
                    "data-export": address("/export/deck"),
                    "data-page": address("/deck"),
                    "data-most-name": str(MOST_NAME_LENGTH),
                    "data-views": views_json(),
                    "data-words": words_json(store),
                },
            ),
            html.Section(
                [
                    html.H2("Add a figure"),
                    html.P(
                        "Open a page, set the filters, and choose Export, then Add to deck, at "
                        f"a figure. A deck holds up to {MOST_FIGURES} figures. Pages with figures:"
                    ),
                    html.Ul(pages, className="deck-pages"),
                    html.H2("Or take the standard deck"),
                    html.P(
                        f"Every figure once ({standard_deck_size(store)}), on the whole dataset, "
                        "no filters."
                    ),
                    html.P(standard_deck_link(store)),
                ],
                className="card deck-help",
            ),
        ],
        className="page deck-page",
    )
