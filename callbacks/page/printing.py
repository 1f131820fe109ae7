"""The light pictures that a page is printed with when the reader's theme is dark.

The browser asks when printing begins (assets/print.js): colours cannot be turned into others
one by one, as the ink on a bar depends on the bar's own colour.
"""

from dataclasses import replace
from typing import Any

from dash import Dash
from flask import Flask, Response, request
from plotly.io.json import to_json_plotly

from callbacks.http.request_edge import read_request
from callbacks.page.entity_figures import entity_figure
from components.elements.request import PageRequest
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.store import TrialStore

MOST_FIGURES = 40


def light_view(store: TrialStore, page: PageRequest, slug: str) -> dict[str, Any]:
    """A view's figure and the colours of its legend in their order."""
    rendered = VIEWS[slug].render(store, page.state, LIGHT)
    return {"figure": rendered.figure, "legend": [each.colour for each in rendered.legend]}


def _few(names: list[str]) -> list[str]:
    """Each name once: a figure is drawn once, however often it is asked for."""
    return list(dict.fromkeys(names))[:MOST_FIGURES]


def light_page(
    store: TrialStore, page: PageRequest, views: list[str], own: list[str]
) -> dict[str, dict[str, Any]]:
    """The figures of a page by name; names that are not known are left out."""
    figures = {name: entity_figure(store, page, name) for name in _few(own)}
    return {
        "views": {s: light_view(store, page, s) for s in _few(views) if s in VIEWS},
        "own": {name: each for name, each in figures.items() if isinstance(each, dict)},
    }


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server

    @server.get(f"{app.config.routes_pathname_prefix}print.json")
    def print_light() -> Response:
        path, query = request.args.get("path"), request.args.get("query")
        store, asked = read_request(datasets, path, query)
        page = replace(asked, palette=LIGHT)
        views, own = request.args.getlist("view"), request.args.getlist("own")
        figures = light_page(store, page, views, own)
        return Response(to_json_plotly(figures), mimetype="application/json")
