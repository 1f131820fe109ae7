"""Routes: each page registered with dash, its layout called with the whole address."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import dash
from dash import Dash, Input, Output, State, ctx, no_update

from callbacks.http.dash_internals import forget_pages
from callbacks.http.failures import guarded
from callbacks.http.request_edge import opened_address, read_request, what_is_opened
from components.elements import ids
from components.elements.markup import with_markup
from components.elements.page import Page
from components.elements.request import PageRequest
from components.pages import PAGES, page_at
from components.share.attribution import DASHBOARD
from components.shell import Opening, shell
from data.datasets.catalogue import Datasets
from data.queries.arm_codes import arm_of
from data.queries.arm_regimens import arm_regimen
from data.queries.one_regimen import find_regimen, regimen_row
from data.queries.one_trial import find_trial
from data.store import TrialStore

ROUTER_INPUTS = {
    # Only a new path or dataset lays a page out anew; a new query redraws its figures in place.
    "search_": State(ids.PAGE_LOCATION, "search"),
    "address": State(ids.PAGE_LOCATION, "href"),
    # Another dataset has other parts, too. Its callback runs before dash's own location knows
    # the new query, the shell's knows it.
    "shown_dataset": Input(ids.DATASET_SHOWN, "data"),
    "query_here": State(ids.URL, "search"),
    "laid_out": State(ids.LAID_OUT, "data"),
}


def _layout(datasets: Datasets, page: Page) -> Callable[..., Any]:
    def layout(
        address: str = "", query_here: str | None = None, laid_out: str = "", **_query: Any
    ) -> Any:
        parts = urlsplit(address)
        if set(ctx.triggered_prop_ids.values()) == {ids.DATASET_SHOWN}:
            parts = parts._replace(query=query_here or "")
        elif laid_out == what_is_opened(parts.path, parts.query):
            return no_update
        return _laid_out(page, *read_request(datasets, parts.path, parts.query))

    return layout


def _laid_out(page: Page, store: TrialStore, request: PageRequest) -> Any:
    return with_markup(page.layout(store, request))


def first_layout(datasets: Datasets) -> Any:
    """The frame, with the page that the browser opens: its figures need wait for no callback.

    A page with a large table waits for the router, whose answer brings the table's script.
    """
    address = opened_address()
    if not address:
        return with_markup(shell(datasets, datasets.default))
    parts = urlsplit(address)
    store, request = read_request(datasets, parts.path, parts.query)
    page = page_at(request.path)
    if page is None or page.has_grid:
        return with_markup(shell(datasets, store))
    content = guarded(_laid_out)(page, store, request)
    opening = Opening(what_is_opened(parts.path, parts.query), request, content)
    return with_markup(shell(datasets, store, opening))


def _title(datasets: Datasets, page: Page) -> str | Callable[..., str]:
    """The tab's title; a trial's number or a protocol's name, never other text from the address."""

    def title(nct_id: str = "", regimen: str = "") -> str:
        found = (find_trial(store, nct_id) for store in datasets.stores)
        own = _name_of(datasets, regimen) or next((each for each in found if each), "")
        return f"{own or page.title} · {DASHBOARD}"

    return title if page.is_of_many else title()


def _name_of(datasets: Datasets, regimen: str) -> str:
    """The short name of a protocol or arm of any dataset; empty where none has it."""
    arm = arm_of(regimen.strip().lower())
    for store in datasets.stores:
        if arm is not None and (nct_id := find_trial(store, arm[0])):
            read = arm_regimen(store, nct_id, arm[1])
            return read.rows["regimens"][0]["short_label"] if read else ""
        if slug := find_regimen(store, regimen):
            return str(regimen_row(store, slug)["short_label"])
    return ""


def register(app: Dash, datasets: Datasets) -> None:
    forget_pages()  # create_app() may run twice in one process
    for order, page in enumerate(PAGES):
        place = {"path_template": page.path} if page.is_of_many else {"path": page.path}
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
