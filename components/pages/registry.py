"""Registry: what the records state besides design, as far as the dataset has it."""

from typing import Any

from dash import html

from components.elements.cards import figure_card
from components.elements.lacking import drawn
from components.elements.links import link
from components.elements.page import Page
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.request import PageRequest
from components.elements.source_lines import of_these
from components.elements.tables import card
from components.view import TRIALS_NEEDED
from data.store import TrialStore

BROAD = ("started-per-year", "enrollment")
NARROW = ("status", "sponsor-class", "intervention-type")
FIELDS = {
    "status": "status",
    "started-from": "start",
    "sponsor": "class of the lead sponsor",
    "intervention": "type of intervention",
}
"""Filter key -> what this page shows of it."""

PANELS: dict[str, Panel] = {"registry-filters": filter_sentence}


def missing(store: TrialStore) -> Any:
    """Fields that the dataset lacks, and where to look instead; nothing where it has all."""
    absent = [words for key, words in FIELDS.items() if key not in store.facets]
    if not absent:
        return None
    if store.origin:
        words = (
            f"The imported file does not hold {', '.join(absent)}. Nothing is drawn in their place."
        )
        return card("Not in this file", html.P(words), sources=of_these(store, store.trials))
    return card(
        "What is not here",
        html.P(
            f"{store.title}: its tables have no {', no '.join(absent)}. Nothing is drawn in "
            "their place. An imported registry search has these fields."
        ),
        html.P(
            [
                "What registry pages of other dates say of the same trials, status and enrolment "
                "among it, stands under ",
                link("Then and now", "/then-and-now"),
                ".",
            ]
        ),
        sources=of_these(store, store.trials),
    )


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div(
        [
            page_head(
                "Registry",
                "When the trials started, what became of them, how many people they count, and "
                "who runs them. Grey and hatched: not stated.",
            ),
            placed(PANELS, "registry-filters", store, request),
            html.Div(missing(store), className="registry-missing"),
            html.Div(
                [figure_card(store, request, slug) for slug in drawn(store, BROAD)],
                className="registry-figures broad",
            ),
            html.Div(
                [figure_card(store, request, slug) for slug in drawn(store, NARROW)],
                className="registry-figures",
            ),
        ],
        className="page",
    )


PAGE = Page(
    "registry",
    "Registry",
    "/registry",
    layout,
    panels=PANELS,
    needs=TRIALS_NEEDED,
    elsewhere="What the review’s trials have of it",
)
