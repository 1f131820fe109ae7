"""The matrix of agents and cohorts as a card, wherever a page wants it."""

from dash import html

from components.elements.cards import figure_card
from components.elements.request import PageRequest
from data.store import TrialStore

SLUG = "agent-matrix"


def matrix_section(store: TrialStore, request: PageRequest) -> html.Section:
    """The card of the matrix; on narrow screens its picture scrolls in its own box."""
    return html.Section(figure_card(store, request, SLUG, wide=True), className="matrix-section")
