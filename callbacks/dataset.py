"""What follows the dataset alone: its filter controls, the footer, and the search for values."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from callbacks.reading import read_request
from components import ids
from components.controls import found_options, is_searched
from components.shell import filter_panel, footer_line, source_line
from components.still import still
from data.datasets import Datasets
from data.filters import TrialFilters
from data.queries.trials import counts_of_options
from data.store import TrialStore

SEARCHED = ("condition",)
"""Filters that may have more values than a browser should hold."""


def search_options(
    store: TrialStore, filters: TrialFilters, key: str, text: str
) -> list[dict[str, str]] | None:
    """The options of a filter for what the reader types; none where the browser has them all."""
    field = filters.field_of(key)
    if not is_searched(field):
        return None
    counts = counts_of_options(store, filters, key)
    return found_options(field, counts, filters.codes(key), text)


def register(app: Dash, datasets: Datasets) -> None:
    app.clientside_callback(
        ClientsideFunction("datasets", "shown"),
        Output(ids.DATASET_SHOWN, "data"),
        Input(ids.URL, "search"),
        State(ids.DATASET_SHOWN, "data"),
    )

    @app.callback(
        Output(ids.FILTER_PANEL, "children"),
        Output(ids.FOOTER, "children"),
        Output(ids.PRINT_DATA, "children"),
        Input(ids.DATASET_SHOWN, "data"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def follow_the_dataset(_shown: str | None, search: str | None) -> tuple[Any, ...]:
        store, request = read_request(datasets, "/", search)
        parts = filter_panel(store, request.state.filters), footer_line(store), source_line(store)
        return tuple(still(part) for part in parts)

    for key in SEARCHED:
        _register_search(app, datasets, key)


def _register_search(app: Dash, datasets: Datasets, key: str) -> None:
    @app.callback(
        Output(ids.filter_control(key), "options", allow_duplicate=True),
        Input(ids.filter_control(key), "search_value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def find_values(text: str | None, search: str | None) -> list[dict[str, str]]:
        store, request = read_request(datasets, "/", search)
        found = search_options(store, request.state.filters, key, text or "")
        if found is None:
            raise PreventUpdate
        return found
