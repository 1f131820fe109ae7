"""The options of a filter say how many trials each would leave: made when a reader comes to it.

Counting them for every filter at every change took longer than all figures of the page.
"""

from collections.abc import Sequence
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from callbacks.http.request_edge import names_of, read_request, text_of
from components.elements import ids
from components.elements.controls import Option, found_options, is_searched, offered
from data.datasets.catalogue import Datasets
from data.datasets.indexing import LARGE
from data.link.filters import FILTER_LABELS, TrialFilters
from data.queries.trials import option_counts
from data.store import TrialStore

SEARCHED = LARGE
"""Filters that may have more values than a browser should hold."""


def search_options(
    store: TrialStore, filters: TrialFilters, key: str, text: str
) -> list[Option] | None:
    """The options of a filter for what the reader types; none where the browser has them all.

    A dataset may not have the filter.
    """
    if not filters.has(key):
        return None
    field = filters.field_of(key)
    if not is_searched(field):
        return None
    counts = option_counts(store, filters, key)
    return found_options(field, counts, filters.codes(key), text)


def filter_options(
    store: TrialStore, filters: TrialFilters, keys: Sequence[str], wanted: Sequence[str]
) -> list[Any]:
    """The options of the wanted filter controls; nothing to write for the others.

    keys: of all controls, in their order. A dataset may not have a filter that is wanted.
    """
    return [
        offered(store, filters, filters.field_of(key))
        if key in wanted and filters.has(key)
        else no_update
        for key in keys
    ]


def register(app: Dash, datasets: Datasets) -> None:
    app.clientside_callback(
        ClientsideFunction("filter_options", "laidOut"),
        Output(ids.OPTIONS_ASKED, "data"),
        Input(ids.FILTER_PANEL, "children"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(ids.filter_control(ALL), "options", allow_duplicate=True),
        Input(ids.OPTIONS_ASKED, "data"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def offer(asked: str | None, search: str | None) -> list[Any]:
        wanted = text_of(asked).partition("?")[0]
        keys = names_of(ctx.outputs_list, "key", FILTER_LABELS)
        store, request = read_request(datasets, "/", search)
        return filter_options(store, request.state.filters, keys, [wanted])

    for key in SEARCHED:
        _register_search(app, datasets, key)


def _register_search(app: Dash, datasets: Datasets, key: str) -> None:
    @app.callback(
        Output(ids.filter_control(key), "options", allow_duplicate=True),
        Input(ids.filter_control(key), "search_value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def find_values(text: str | None, search: str | None) -> list[Option]:
        words = text_of(text)
        store, request = read_request(datasets, "/", search)
        found = search_options(store, request.state.filters, key, words)
        if found is None:
            raise PreventUpdate
        return found
