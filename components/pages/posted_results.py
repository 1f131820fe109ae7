"""The Outcomes page of a dataset of registry records: posted results, of all trials and of one."""

from dash import html

from components.elements.cards import figure_card
from components.elements.parts import page_head
from components.elements.request import PageRequest
from components.result_views import RESULT_VIEWS
from data.store import TrialStore

INTRO = "Results as the registry's records post them."


def results_layout(store: TrialStore, request: PageRequest) -> html.Div:
    """The figures of posted results, one below another."""
    return html.Div(
        [
            page_head("Outcomes", INTRO),
            html.Div(
                [figure_card(store, request, view.slug, wide=True) for view in RESULT_VIEWS],
                className="outcome-parts",
            ),
        ],
        className="page",
    )
