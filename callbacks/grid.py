"""The table of trials: its rows follow the address, its search stays in the browser."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from callbacks.reading import read_request
from components import ids
from components.pages.trials import grid_rows
from data.store import TrialStore


def register(app: Dash, store: TrialStore) -> None:
    @app.callback(
        Output(ids.TRIAL_GRID, "rowData"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def fill_grid(search: str | None, path: str | None) -> list[dict[str, Any]]:
        if search is None:
            raise PreventUpdate
        return grid_rows(store, read_request(store, path, search))

    app.clientside_callback(
        ClientsideFunction("trials", "search"),
        Output(ids.TRIAL_GRID, "dashGridOptions"),
        Input(ids.TRIAL_GRID_SEARCH, "value"),
        State(ids.TRIAL_GRID, "dashGridOptions"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("trials", "count"),
        Output(ids.TRIAL_GRID_COUNT, "children"),
        Input(ids.TRIAL_GRID, "virtualRowData"),
        State(ids.TRIAL_GRID_SEARCH, "value"),
        prevent_initial_call=True,
    )
