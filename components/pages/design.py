"""Phase and design: how the trials divide by the fields of their design."""

from dash import html

from components.elements.cards import figure_card
from components.elements.controls import switch
from components.elements.lacking import drawn, left_out
from components.elements.notes import trial_notes
from components.elements.page import Page
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.request import PageRequest
from components.view import TRIALS_NEEDED
from data.link.options import MEASURE
from data.store import TrialStore

PANELS: dict[str, Panel] = {"design-filters": filter_sentence, "design-notes": trial_notes}

BROAD = ("phase-by-condition", "allocation-by-masking", "phase-by-country")
FIELD_VIEWS = (
    "allocation",
    "masking",
    "control",
    "intervention-model",
    "primary-purpose",
    "cell-product",
    "donor",
)


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div(
        [
            page_head(
                "Phase and design",
                "What the sources state of each trial's design. Grey and hatched: not stated. "
                "Click a bar to filter by it, click again to take the filter off.",
            ),
            placed(PANELS, "design-filters", store, request),
            html.Div(switch(MEASURE, request.state.design.measure), className="page-controls"),
            html.Div(
                [figure_card(store, request, slug) for slug in drawn(store, BROAD)],
                className="figure-columns broad",
            ),
            html.Div(
                [figure_card(store, request, slug) for slug in drawn(store, FIELD_VIEWS)],
                className="figure-columns",
            ),
            left_out(store, (*BROAD, *FIELD_VIEWS)),
            placed(PANELS, "design-notes", store, request),
        ],
        className="page",
    )


PAGE = Page(
    "design",
    "Phase and design",
    "/design",
    layout,
    panels=PANELS,
    needs=TRIALS_NEEDED,
    elsewhere="Phase and design of the review’s trials",
)
