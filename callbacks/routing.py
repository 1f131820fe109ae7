"""Routes: each page registered with dash, its layout called with the whole address."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import dash
from dash import Dash, Input, Output, State

from callbacks.reading import read_request
from components import ids
from components.pages import PAGES, Page
from components.shell import NAME
from data.queries.one_regimen import find_regimen, regimen_row
from data.queries.one_trial import find_trial
from data.store import TrialStore

ROUTER_INPUTS = {
    # Only a new path lays a page out anew; a new query redraws its figures in place.
    "search_": State(ids.PAGE_LOCATION, "search"),
    "address": State(ids.PAGE_LOCATION, "href"),
}


def _layout(store: TrialStore, page: Page) -> Callable[..., Any]:
    def layout(address: str = "", **_query: Any) -> Any:
        parts = urlsplit(address)
        return page.layout(store, read_request(store, parts.path, parts.query))

    return layout


def _title(store: TrialStore, page: Page) -> str | Callable[..., str]:
    """The tab's title; a trial's number or a protocol's name, never other text from the address."""

    def title(nct_id: str = "", regimen: str = "") -> str:
        slug = find_regimen(store, regimen)
        own = regimen_row(store, slug)["short_label"] if slug else find_trial(store, nct_id)
        return f"{own or page.title} · {NAME}"

    return title if "<" in page.path else title()


def register(app: Dash, store: TrialStore) -> None:
    dash.page_registry.clear()  # create_app() may run twice in one process
    for order, page in enumerate(PAGES):
        place = {"path_template": page.path} if "<" in page.path else {"path": page.path}
        dash.register_page(
            page.name,
            name=page.title,
            title=_title(store, page),
            order=order,
            layout=_layout(store, page),
            **place,
        )
    app.clientside_callback(
        dash.ClientsideFunction("theme", "toggle"),
        Output(ids.THEME, "data"),
        Input(ids.THEME_TOGGLE, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        dash.ClientsideFunction("filters", "toggle"),
        Output(ids.FILTER_PANEL, "className"),
        Output(ids.FILTER_TOGGLE, "aria-expanded"),
        Input(ids.FILTER_TOGGLE, "n_clicks"),
        prevent_initial_call=True,
    )
