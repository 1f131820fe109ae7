"""Scratch: a page with one line."""

from dash import html

from components.elements.page import Page
from components.elements.parts import page_head
from components.elements.request import PageRequest
from data.store import TrialStore


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div([page_head("Scratch", f"{len(store.trials)} trials.")], className="page")


PAGE = Page("scratch", "Scratch", "/scratch", layout)
