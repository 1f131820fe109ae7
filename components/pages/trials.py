"""Trials."""

from dash import html

from components.parts import Panel, page_head
from components.request import PageRequest
from data.store import TrialStore

PANELS: dict[str, Panel] = {}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div([page_head("Trials", "")], className="page")
