"""The page for an address that is none."""

from dash import html

from components.elements.links import link
from components.elements.page import Page
from components.elements.parts import page_head
from components.elements.request import PageRequest
from data.store import TrialStore


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    query = request.state.to_query()
    return html.Div(
        [
            page_head("There is no such page", "The address leads nowhere in this dashboard."),
            html.Ul(
                [
                    html.Li(link("Overview", "/", query)),
                    html.Li(link("All trials", "/trials", query)),
                ],
                className="near-matches",
            ),
        ],
        className="page",
    )


PAGE = Page("not_found_404", "Not found", "/404", layout)
"""Dash knows it by its name."""
