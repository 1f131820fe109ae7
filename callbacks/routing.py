"""Routes: each page registered with dash, its layout called with the whole address."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import dash
from dash import Dash, Input, Output, State, ctx

from callbacks.failures import guarded
from callbacks.reading import read_request
from components import ids
from components.pages import PAGES, Page
from components.shell import NAME
from components.still import still
from data.datasets import Datasets
from data.queries.one_regimen import find_regimen, regimen_row
from data.queries.one_trial import find_trial

ROUTER_INPUTS = {
    # Only a new path or dataset lays a page out anew; a new query redraws its figures in place.
    "search_": State(ids.PAGE_LOCATION, "search"),
    "address": State(ids.PAGE_LOCATION, "href"),
    # Another dataset has other parts, too. Its callback runs before dash's own location knows
    # the new query, the shell's knows it.
    "shown_dataset": Input(ids.DATASET_SHOWN, "data"),
    "query_here": State(ids.URL, "search"),
}


def _layout(datasets: Datasets, page: Page) -> Callable[..., Any]:
    def layout(address: str = "", query_here: str | None = None, **_query: Any) -> Any:
        parts = urlsplit(address)
        triggers = set(ctx.triggered_prop_ids.values())
        query = (query_here or "") if triggers == {ids.DATASET_SHOWN} else parts.query
        return still(page.layout(*read_request(datasets, parts.path, query)))

    return layout


def _title(datasets: Datasets, page: Page) -> str | Callable[..., str]:
    """The tab's title; a trial's number or a protocol's name, never other text from the address."""

    def title(nct_id: str = "", regimen: str = "") -> str:
        slug = find_regimen(datasets.default, regimen)
        found = (find_trial(store, nct_id) for store in datasets.stores)
        own = (
            regimen_row(datasets.default, slug)["short_label"]
            if slug
            else next((each for each in found if each), "")
        )
        return f"{own or page.title} · {NAME}"

    return title if "<" in page.path else title()


def register(app: Dash, datasets: Datasets) -> None:
    dash.page_registry.clear()  # create_app() may run twice in one process
    for order, page in enumerate(PAGES):
        place = {"path_template": page.path} if "<" in page.path else {"path": page.path}
        dash.register_page(
            page.name,
            name=page.title,
            title=_title(datasets, page),
            order=order,
            layout=guarded(_layout(datasets, page)),
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
